//! Records of reviews: what an edit does to an approval, as a table; and records that are none.

use designvet::config::Config;
use designvet::date::Date;
use designvet::item::items;
use designvet::record::{Conclusion, Decision, Record, Standing};
use designvet::report::{Layout, Rechecked, render_status_json, render_status_markdown, render_status_text};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use std::path::Path;
use std::sync::Arc;

fn profiles() -> [Profile; 1] {
    let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    [Profile { checklist, settings: Settings::default(), waivers: None }]
}

fn reviewed(prd: &str, tdd: &str, profiles: &[Profile]) -> Review {
    let input = |path: &str, text: &str| Input { file: Arc::new(SourceFile::new(path, text)), kind: None, fallback: None, profile: 0 };
    let files = vec![input("clinic/prd.md", prd), input("clinic/tdd.md", tdd)];
    review(Inputs { files, mode: Mode::Check, available: &designvet::cli::available }, profiles)
}

fn sample() -> [String; 2] {
    ["prd.md", "tdd.md"]
        .map(|name| std::fs::read_to_string(Path::new("samples/clinic-booking-repaired").join(name)).expect("a sample can be read"))
}

fn record(review: &Review, profiles: &[Profile]) -> Record {
    let on = Date::parse("2026-03-20").expect("it is a day");
    Record::of(review, profiles, items(review), Conclusion { decision: Decision::Approved, by: "Ann Lee", on, note: "" })
}

/// An edit: what it is, the old words (each stands in one document once), the new ones, and what becomes of an approval.
const EDITS: &[(&str, &str, &str, Standing)] = &[
    ("a slip of the pen", "The rest is forms and lists.", "The rest is formss and lists.", Standing::Stands),
    ("another slip", "Everything patients see must work without", "Everything pateints see must work without", Standing::Stands),
    ("white space", "We build booking as one Rust service", "We  build booking\nas one Rust service", Standing::Stands),
    (
        "bold words",
        "There is no message broker and no second database.",
        "There is **no message broker** and no second database.",
        Standing::Stands,
    ),
    ("a section with another name", "### 3.4 When a clinic is offline", "### 3.4 A clinic without a line", Standing::Stands),
    (
        "items in another order",
        "- The team is four people, and nobody wants to operate Kubernetes.\n- Everything patients see must work without JavaScript up to the moment of payment.",
        "- Everything patients see must work without JavaScript up to the moment of payment.\n- The team is four people, and nobody wants to operate Kubernetes.",
        Standing::Stands,
    ),
    (
        "rows in another order",
        "| GET | `/admin/clinics` | clinics and their settings |\n| PUT | `/admin/clinics/{id}/texts` | message texts |",
        "| PUT | `/admin/clinics/{id}/texts` | message texts |\n| GET | `/admin/clinics` | clinics and their settings |",
        Standing::Stands,
    ),
    ("another version of the document", "| **Version** | 1.0 |", "| **Version** | 1.1 |", Standing::Stands),
    ("another day of the document", "| **Date** | 2026-03-06 |", "| **Date** | 2026-04-01 |", Standing::Stands),
    (
        "a sentence that says nothing known",
        "The rest is forms and lists.",
        "The rest is forms and lists. Colours follow the brand book.",
        Standing::Look,
    ),
    ("a new paragraph", "## 2. Constraints", "The desk liked the sketches of the day list.\n\n## 2. Constraints", Standing::Look),
    ("another number", "good for five minutes and three tries", "good for 60 minutes and three tries", Standing::Void),
    ("a number in a table", "job `forget`, 30 days after the visit", "job `forget`, 90 days after the visit", Standing::Void),
    (
        "a new service",
        "Patients who left an e-mail address instead",
        "Each text is copied to Segment. Patients who left an e-mail address instead",
        Standing::Void,
    ),
    ("a service that is gone", "get the same text by Postmark.", "get the same text by our own mail server.", Standing::Void),
    ("new data", "| family relation | `relation` | nobody |", "| passport number | `relation` | nobody |", Standing::Void),
    ("another region", "runs in our Scaleway project in Paris", "runs in our Scaleway project in Warsaw", Standing::Void),
    ("must becomes may", "The desk must survive 30 minutes without it.", "The desk may survive 30 minutes without it.", Standing::Void),
    ("a denial", "nothing about the role is kept in the cookie", "everything about the role is kept in the cookie", Standing::Void),
    ("another way to sign in", "and a time-based code from an authenticator app.", "alone.", Standing::Void),
    (
        "a call more",
        "| GET | `/admin/report` | weekly report |",
        "| GET | `/admin/report` | weekly report |\n| GET | `/admin/export` | all patients as CSV |",
        Standing::Void,
    ),
    (
        "a flow more",
        "    worker -.->|CSV, once per night over SFTP| practice[Practice software]",
        "    worker -.->|CSV, once per night over SFTP| practice[Practice software]\n    worker -->|all bookings| lake[Data lake]",
        Standing::Void,
    ),
    ("a requirement that is gone", "| FR-09 | The desk can refund a deposit by hand and must give a reason. | M |\n", "", Standing::Void),
    (
        "a right that is given",
        "| refunds | no | write | no | write | no |",
        "| refunds | no | write | write | write | no |",
        Standing::Void,
    ),
];

#[test]
fn an_edit_does_to_an_approval_what_the_table_says() {
    let profiles = profiles();
    let [prd, tdd] = sample();
    let approved = record(&reviewed(&prd, &tdd, &profiles), &profiles);
    let mut wrong = Vec::new();
    for (what, old, new, expected) in EDITS {
        let [in_prd, in_tdd] = [&prd, &tdd].map(|text| text.matches(old).count());
        assert_eq!(in_prd + in_tdd, 1, "{what}: the old words stand in {in_prd} and {in_tdd} places");
        let review = reviewed(&prd.replace(old, new), &tdd.replace(old, new), &profiles);
        let rechecked = approved.recheck(&review, &profiles).expect("the items are sound");
        if rechecked.standing() != *expected {
            let changes: Vec<String> = rechecked
                .changes
                .iter()
                .map(|change| format!("{:?} {} {:?} -> {:?}", change.weight, change.kind, change.old, change.new))
                .collect();
            let new: Vec<String> = rechecked
                .items
                .iter()
                .filter(|item| item.status != designvet::item::Status::Open)
                .map(|item| format!("{:?} {}", item.status, item.id))
                .collect();
            wrong.push(format!("{what}: {:?}, not {expected:?}\n  {}\n  {}", rechecked.standing(), changes.join("\n  "), new.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_written_can_be_read_and_has_the_form_of_its_schema() {
    let profiles = profiles();
    let [prd, tdd] = sample();
    let review = reviewed(&prd, &tdd, &profiles);
    let record = record(&review, &profiles);
    let json = serde_json::to_string(&record).expect("a record can be written");
    assert_eq!(Record::read(&json).expect("it can be read"), record);
    let recheck = record.recheck(&reviewed(&prd.replace("60 days", "90 days"), &tdd, &profiles), &profiles).expect("the items are sound");
    let mut status = Vec::new();
    let rechecked = Rechecked { path: "reviews/clinic.json", record: &record, recheck: &recheck };
    render_status_json(&[rechecked], &mut status).expect("a vector takes bytes");
    for (name, bytes) in [("record-1", json.into_bytes()), ("status-1", status)] {
        let schema = std::fs::read_to_string(format!("docs/schemas/{name}.schema.json")).expect("the schema can be read");
        let schema: serde_json::Value = serde_json::from_str(&schema).expect("the schema is JSON");
        let value: serde_json::Value = serde_json::from_slice(&bytes).expect("it is JSON");
        let validator = jsonschema::validator_for(&schema).expect("the schema is one");
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
}

#[test]
fn a_document_that_is_gone_voids_an_approval_and_a_design_alone_is_named() {
    let profiles = profiles();
    let [prd, tdd] = sample();
    let mut approved = record(&reviewed(&prd, &tdd, &profiles), &profiles);
    let input = Input { file: Arc::new(SourceFile::new("clinic/prd.md", prd.clone())), kind: None, fallback: None, profile: 0 };
    let alone = review(Inputs { files: vec![input], mode: Mode::Check, available: &designvet::cli::available }, &profiles);
    let recheck = approved.recheck(&alone, &profiles).expect("the items are sound");
    assert_eq!((recheck.lost.as_slice(), recheck.standing()), (&["clinic/tdd.md".to_owned()][..], Standing::Void));
    approved.documents.retain(|document| document.path == "clinic/tdd.md");
    let recheck = approved.recheck(&reviewed(&prd, &tdd, &profiles), &profiles).expect("the items are sound");
    assert_eq!(recheck.unrecorded, [("clinic/tdd.md".to_owned(), "clinic/prd.md".to_owned())]);
}

#[test]
fn what_is_no_record_is_refused_with_a_reason() {
    let profiles = profiles();
    let [prd, tdd] = sample();
    let mut sound = record(&reviewed(&prd, &tdd, &profiles), &profiles);
    let json = serde_json::to_string(&sound).expect("a record can be written");
    for (text, reason) in [
        ("", "no record"),
        ("{}", "missing field"),
        (&json.replace("record/1", "record/9"), "record/9"),
        (&json.replace("approved", "fine"), "fine"),
    ] {
        let problem = Record::read(text).expect_err(reason);
        assert!(problem.contains(reason), "{problem}");
    }
    let item = items(&reviewed("# Shop PRD\n\nWe sell shoes. TBD.\n", &tdd, &profiles)).remove(0);
    sound.items = vec![item.clone(), item];
    let problem = sound.recheck(&reviewed(&prd, &tdd, &profiles), &profiles).expect_err("an item is there twice");
    assert!(problem.contains("two of its items"), "{problem}");
}

#[test]
fn words_of_documents_are_harmless_in_a_status() {
    let profiles = profiles();
    let [prd, tdd] = sample();
    let approved = record(&reviewed(&prd, &tdd, &profiles), &profiles);
    let hostile = tdd.replace("## 2. Constraints", "Colours \u{1b}[m \u{202e} @everyone <img src=x> #12.\n\n## 2. Constraints");
    let recheck = approved.recheck(&reviewed(&prd, &hostile, &profiles), &profiles).expect("the items are sound");
    let one = || [Rechecked { path: "r.json", record: &approved, recheck: &recheck }];
    let (mut text, mut markdown) = (Vec::new(), Vec::new());
    render_status_text(&one(), Layout::default(), &mut text).expect("a vector takes bytes");
    render_status_markdown(&one(), &mut markdown).expect("a vector takes bytes");
    let [text, markdown] = [text, markdown].map(|bytes| String::from_utf8(bytes).expect("a report is UTF-8"));
    assert!(text.contains("everyone") && markdown.contains("everyone"));
    assert!(![&text, &markdown].iter().any(|report| report.contains(['\u{1b}', '\u{202e}'])));
    assert!(!markdown.contains("@everyone") && !markdown.replace("\\<", "").contains("<img"), "{markdown}");
}

/// Where the sections of the second level begin, outside of code.
fn sections(text: &str) -> Vec<usize> {
    let (mut at, mut code, mut found) = (0, false, Vec::new());
    for line in text.split_inclusive('\n') {
        code ^= line.starts_with("```");
        if !code && line.starts_with("## ") {
            found.push(at);
        }
        at += line.len();
    }
    found
}

fn ids(review: &Review) -> Vec<String> {
    items(review).into_iter().map(|item| item.id).collect()
}

#[test]
fn a_paragraph_anywhere_and_sections_in_another_order_keep_ids_and_void_nothing() {
    let profiles = profiles();
    let prd = sample()[0].clone();
    let flawed = std::fs::read_to_string("samples/clinic-booking/tdd.md").expect("a sample can be read");
    let before = reviewed(&prd, &flawed, &profiles);
    let kept = record(&before, &profiles);
    let starts = sections(&flawed);
    assert!(starts.len() > 8);
    for start in &starts {
        let text = format!("{}The sketches were liked by all.\n\n{}", &flawed[..*start], &flawed[*start..]);
        let after = reviewed(&prd, &text, &profiles);
        assert_eq!(ids(&after), ids(&before), "a paragraph before {:?}", flawed[*start..].lines().next());
        assert_eq!(kept.recheck(&after, &profiles).expect("the items are sound").standing(), Standing::Look);
    }
    for [first, second, end] in starts.windows(3).map(|three| [three[0], three[1], three[2]]) {
        let text = [&flawed[..first], &flawed[second..end], &flawed[first..second], &flawed[end..]].concat();
        let after = reviewed(&prd, &text, &profiles);
        let (mut now, mut then) = (ids(&after), ids(&before));
        now.sort_unstable();
        then.sort_unstable();
        assert_eq!(now, then, "{:?} moved", flawed[first..].lines().next());
        assert_eq!(
            kept.recheck(&after, &profiles).expect("the items are sound").standing(),
            Standing::Stands,
            "{:?}",
            flawed[first..].lines().next()
        );
    }
}

/// A design with rights by role, and an approval that says who has to sign.
const RIGHTS: &str = "# Payouts: Technical Design\n\n| Owner | Ann Lee |\n| --- | --- |\n| Version | 1.0 |\n\n\
## Rights\n\n| Role | Rows | Export |\n| --- | --- | --- |\n| Owner | own rows only | not allowed |\n| Auditor | reads all | not allowed |\n\n\
## Document approval\n\nA manager must approve each payout above 500 EUR, and a second person must sign it.\n\n\
## Revision history\n\n| Version | Date | What |\n| --- | --- | --- |\n| 1.0 | 2026-01-10 | first |\n";

#[test]
fn what_a_document_says_of_itself_is_its_head_and_history_alone() {
    let profiles = profiles();
    let approved = record(&reviewed("# Payouts PRD\n", RIGHTS, &profiles), &profiles);
    let edits = [
        ("| Owner | own rows only | not allowed |", "| Owner | all rows | allowed |", Standing::Void),
        ("must approve each payout above 500 EUR", "may approve each payout above 50000 EUR", Standing::Void),
        ("| Owner | Ann Lee |", "| Owner | Bob Day |", Standing::Stands),
        ("| Version | 1.0 |", "| Version | 1.1 |", Standing::Stands),
        ("| 1.0 | 2026-01-10 | first |", "| 1.0 | 2026-01-10 | first |\n| 1.1 | 2026-02-01 | limits |", Standing::Stands),
    ];
    for (old, new, expected) in edits {
        assert!(RIGHTS.contains(old), "{old}");
        let recheck = approved.recheck(&reviewed("# Payouts PRD\n", &RIGHTS.replacen(old, new, 1), &profiles), &profiles);
        assert_eq!(recheck.expect("the items are sound").standing(), expected, "{old} -> {new}");
    }
}
