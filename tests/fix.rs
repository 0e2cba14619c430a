//! Fixes: what is certain, what is likely, and places for what is missing; nothing else of a document changes.

mod walk;

use designvet::check::Availability;
use designvet::config::Config;
use designvet::facts::{Facts, TopicState};
use designvet::finding::Finding;
use designvet::fix::{Applicability, Fix, apply, fixes};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::settings::Settings;
use designvet::source::{FileId, SourceFile, Span};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, LazyLock};

static PROFILE: LazyLock<[Profile; 1]> = LazyLock::new(|| {
    let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    [Profile { checklist, settings: Settings::default(), waivers: None }]
});

/// Enough to be a document that can be reviewed.
const PROSE: &str = "Lockers in front of a shop take parcels for people who are not at home. A courier scans the parcel, a door opens, and the \
                     recipient gets a message with a code. The code opens the door once and is void after three days. When the parcel is \
                     not fetched, the courier takes it back to the depot and the sender is told by message.\n";

fn reviewed(documents: &[(String, String)]) -> Review {
    let input = |(path, text): &(String, String)| {
        let file = Arc::new(SourceFile::new(path.clone(), text.clone()));
        Input { file, kind: None, fallback: None, profile: 0 }
    };
    let files = documents.iter().map(input).collect();
    review(Inputs { files, mode: Mode::Check, available: &|_, _| Availability::Present }, &*PROFILE)
}

fn one(path: &str, text: &str) -> Review {
    reviewed(&[(path.to_owned(), text.to_owned())])
}

fn found(review: &Review, wanted: &[Applicability]) -> Vec<Fix> {
    let all = fixes(review, review.documents[0].id, &PROFILE[0]);
    all.into_iter().filter(|fix| wanted.contains(&fix.applicability)).collect()
}

/// The text of a document called `path` with some fixes.
fn fixed_as(path: &str, text: &str, wanted: &[Applicability]) -> String {
    apply(text, &found(&one(path, text), wanted)).text
}

fn safe(text: &str) -> String {
    fixed_as("lockers-prd.md", text, &[Applicability::Safe])
}

fn skeletons(path: &str, text: &str) -> String {
    fixed_as(path, text, &[Applicability::Skeleton])
}

fn prd(head: &str, body: &str) -> String {
    format!(
        "# Lockers: product requirements\n\n{head}\n\n## Goals\n\n{PROSE}\n## Functional requirements\n\n{body}\n\n## Out of scope\n\nParcels that have to be kept cold, since no locker has a fridge.\n"
    )
}

const OWNED: &str = "Owner: Ann Lee\nStatus: draft";

#[test]
fn days_of_the_document_are_written_in_figures() {
    for (written, expected) in [
        ("Date: March 3, 2026", "Date: 2026-03-03"),
        ("**Last updated:** 3rd of Mar 2026", "**Last updated:** 2026-03-03"),
        ("- **Created**: 2026/3/3", "- **Created**: 2026-03-03"),
        ("Updated: *3 March 2026*<br>", "Updated: *2026-03-03*<br>"),
        (
            "| Owner | Status | Date |\n|---|---|---|\n| Ann | Draft | Sept 7th 2026 |\n",
            "| Owner | Status | Date |\n|---|---|---|\n| Ann | Draft | 2026-09-07 |\n",
        ),
    ] {
        let text = prd(&format!("Owner: Ann Lee\n\n{written}"), "- A code opens a door once.");
        assert_eq!(safe(&text), text.replace(written, expected));
    }
    let text = format!("---\nowner: Ann\ndate: \"March 3, 2026\"\n---\n{}", prd("", "- A code opens a door once."));
    assert_eq!(safe(&text), text.replace("March 3, 2026", "2026-03-03"));
}

#[test]
fn every_revision_of_a_table_is_written_alike() {
    let table =
        "| Version | Date | Author |\n|---|---|---|\n| 0.1 | May 1, 2026 | Ann |\n| 0.2 | May 2, 2026 | Bo |\n| 0.3 | May 3, 2026 | Ann |";
    let text = prd(table, "- A code opens a door once.");
    let expected = text.replace("May 1, 2026", "2026-05-01").replace("May 2, 2026", "2026-05-02").replace("May 3, 2026", "2026-05-03");
    assert_eq!(safe(&text), expected);
}

#[test]
fn days_that_may_be_another_or_say_more_stay() {
    for written in [
        "Date: 03/04/2026",
        "Date: March 2026",
        "Date: March 3, 2026 (second draft)",
        "Date: March 3, 2026 to March 5, 2026",
        "Date: February 30, 2026",
        "Date: 2026-03-03",
        "Status: approved March 3, 2026",
        "The fair opens on March 3, 2026.",
        "Date: 3.4.2026",
        "Version: 2026/3/3",
    ] {
        let text = prd(&format!("Owner: Ann Lee\n\n{written}"), "- A code opens a door once.");
        assert_eq!(safe(&text), text, "{written}");
    }
}

#[test]
fn an_entry_without_an_id_gets_the_next_of_its_neighbours() {
    for (written, expected) in [
        (
            "- FR-1: A code opens a door.\n- A door closes by itself.\n- FR-7: A code is void after a day.",
            "- FR-8: A door closes by itself.",
        ),
        (
            "1. [ ] **REQ-001** \u{2013} A code opens a door.\n2. [ ] A door closes by itself.\n3. [ ] **REQ-002** \u{2013} A code is void.",
            "2. [ ] **REQ-003** \u{2013} A door closes by itself.",
        ),
        (
            "| ID | Requirement |\n|------|---|\n| FR-1 | A code opens a door. |\n|      | A door closes by itself. |\n| FR-2 | A code is void. |",
            "| FR-3 | A door closes by itself. |",
        ),
        (
            "* **FR-1.1: Codes** open a door.\n* **Doors** close by themselves.\n* **FR-1.2: Old codes** are void.",
            "* **FR-1.3: Doors** close by themselves.",
        ),
        (
            "### FR-1: Codes\n\nOne of them opens a single door.\n\n### Doors\n\nThey close by themselves when nobody is near.\n\n### FR-2: Old codes\n\n\
             These open no door after a day has gone by.",
            "### FR-3: Doors\n",
        ),
    ] {
        let text = prd(OWNED, written);
        let fixed = safe(&text);
        assert!(fixed.contains(expected), "{fixed}");
        let ids = |text: &str| {
            one("lockers-prd.md", text).documents[0].facts.as_ref().map(|f| f.requirements.iter().filter(|r| r.has_id).count())
        };
        assert_eq!(ids(&fixed), ids(&text).map(|count| count + 1), "{fixed}");
    }
}

#[test]
fn no_id_is_given_where_it_is_not_certain_which() {
    for written in [
        // One of three.
        "- FR-1: A code opens a door.\n- A door closes by itself.\n- A code is void after a day.",
        // Two ways of writing them.
        "- FR-1: A code opens a door.\n- **FR-2** A door closes.\n- A code is void after a day.\n- FR-3: A locker has a number.",
        // Two kinds.
        "- FR-1: A code opens a door.\n- US-2: A door closes.\n- A code is void after a day.\n- FR-3: A locker has a number.",
        // It has one, elsewhere.
        "- FR-1: A code opens a door.\n- FR-2: A door closes.\n- A code is void after a day (FR-3).",
        // It leads to what is required.
        "- FR-1: A code opens a door.\n- FR-2: A code is void.\n- The door must:\n  - FR-3: Open.",
        // A duplicate is a question.
        "- FR-1: A code opens a door.\n- FR-1: A door closes.\n- FR-2: A code is void after a day.",
        // Counted anew in each place.
        "- AC1: A code opens a door.\n- A door closes.\n- AC2: A code is void after a day.",
        // It goes on with the row above.
        "| ID | Requirement | By |\n|---|---|---|\n| FR-1 | A code opens a door. | Ann |\n|  | A door closes. |  |\n| FR-2 | A code is void. | Bo |",
    ] {
        let text = prd(OWNED, written);
        assert_eq!(safe(&text), text);
    }
}

#[test]
fn a_number_that_the_design_has_is_not_free() {
    let text = prd(OWNED, "- FR-1: A code opens a door.\n- A door closes by itself.\n- FR-2: A code is void after a day.");
    let design = format!(
        "# Lockers: technical design\n\n{OWNED}\n\nRequirements: [them](lockers-prd.md)\n\n## Architecture\n\n{PROSE}\nFR-9 is a door that sings, in a later version.\n"
    );
    let documents = [("lockers-prd.md".to_owned(), text.clone()), ("lockers-tdd.md".to_owned(), design)];
    let fixed = apply(&text, &found(&reviewed(&documents), &[Applicability::Safe])).text;
    assert!(fixed.contains("- FR-10: A door closes by itself."), "{fixed}");
}

#[test]
fn requirements_are_numbered_where_none_has_an_id_and_functional_ones_alone() {
    let text = prd(
        OWNED,
        "- **Codes**: open a door.\n- A door closes by itself.\n\n### Non-functional requirements\n\n- A door must open fast enough for a courier.",
    );
    let fixed = fixed_as("lockers-prd.md", &text, &[Applicability::Unsafe]);
    assert_eq!(fixed, text.replace("- **Codes**", "- **FR-1: Codes**").replace("- A door closes", "- FR-2: A door closes"));
    assert_eq!(fixed_as("lockers-prd.md", &fixed, &[Applicability::Safe, Applicability::Unsafe]), fixed);
    for written in [
        "- FR-1: A code opens a door.\n- A door closes by itself.",
        "### 3.1 Codes\n\nOne of them opens a single door.\n\n### 3.2 Doors\n\nThey close by themselves when nobody is near.",
        "### Codes\n\n- **Requirement**: one opens a door.\n\n### Doors\n\n- **Requirement**: they close.",
    ] {
        let text = prd(OWNED, written);
        assert_eq!(fixed_as("lockers-prd.md", &text, &[Applicability::Unsafe]), text);
    }
}

#[test]
fn a_missing_section_is_written_like_those_around_it() {
    let design = |chapters: [&str; 3]| {
        let [one, two, three] = chapters;
        format!(
            "# Lockers: technical design\n\n{OWNED}\n\n{one}\n\n{PROSE}\nPeople sign in with a code by SMS through Twilio. The name and the phone number of a recipient are kept in PostgreSQL.\n\n{two}\n\nThe service is tested in the yard with ten doors and two couriers.\n\n{three}\n\n- The manual of the doors\n"
        )
    };
    let prompt = "<!-- Say what has to be protected, against whom, and by which means. -->\n\nTBD\n\n";
    for (chapters, heading) in [
        (["## Architecture", "## Testing", "## References"], format!("## Security\n\n{prompt}## Testing")),
        (["## 1. Architecture", "## 2. Testing", "## References"], format!("## 5. Security\n\n{prompt}## References")),
        (["Architecture\n---", "Testing\n---", "References\n---"], format!("Security\n--------\n\n{prompt}Testing\n---")),
        (["**Architecture**", "**Testing**", "**References**"], format!("**Security**\n\n{prompt}**Testing**")),
    ] {
        let text = design(chapters);
        let fixed = skeletons("lockers-tdd.md", &text);
        assert!(fixed.contains(&heading), "{fixed}");
        let unix = skeletons("lockers-tdd.md", &text.replace('\n', "\r\n"));
        assert_eq!(unix, fixed.replace('\n', "\r\n"));
    }
}

#[test]
fn what_a_document_does_not_say_of_itself_is_put_among_what_it_says() {
    for (head, expected) in [
        ("", "# Lockers: product requirements\n\n| Owner | Status | Version | Date |\n|---|---|---|---|\n| TBD | TBD | TBD | TBD |\n\n"),
        ("**Codename:** Door\n**Status:** Draft", "**Codename:** Door\n**Owner:** TBD\n**Status:** Draft\n"),
        ("| | |\n|---|---|\n| **Status** | Draft |", "| **Status** | Draft |\n| **Owner** | TBD |\n"),
        ("- Status: Draft\n- Version: 2", "- Status: Draft\n- Owner: TBD\n- Version: 2\n"),
        ("Status: **Draft**", "Owner: **TBD**\n\nStatus: **Draft**\n"),
    ] {
        let fixed = skeletons("lockers-prd.md", &prd(head, "- A code opens a door once."));
        assert!(fixed.contains(expected), "{fixed}");
    }
    let text = format!("---\ntitle: Lockers\n---\n{}", prd("", "- A code opens a door once."));
    let fixed = skeletons("lockers-prd.md", &text);
    assert!(fixed.starts_with("---\ntitle: Lockers\nowner: TBD\nstatus: TBD\nversion: TBD\ndate: TBD\n---\n"), "{fixed}");
    // A blank that is there already is a place.
    let text = prd("Author: [Your name]\n\nDate: TBD", "- A code opens a door once.");
    assert!(!skeletons("lockers-prd.md", &text).contains("Owner"));
}

#[test]
fn what_belongs_to_a_heading_stays_with_it() {
    let goals = format!("{PROSE}\n## Functional requirements");
    let whole = prd(OWNED, "- A code opens a door once.");
    let (whole, _) = whole.split_once("## Out of scope").expect("it is there");
    for lead in ["<a name=\"fr\"></a>", "<!-- markdownlint-disable -->", "<div style=\"page-break-before: always\"></div>"] {
        let text = whole.replace(&goals, &format!("{PROSE}\n{lead}\n\n## Functional requirements"));
        let fixed = skeletons("lockers-prd.md", &text);
        assert!(fixed.contains(&format!("\n\nTBD\n\n{lead}\n\n## Functional requirements\n")), "{fixed}");
    }
    let folded = whole.replace("## Goals", "<details>\n<summary>All</summary>\n\n## Goals");
    assert_eq!(skeletons("lockers-prd.md", &folded), folded);
}

#[test]
fn chapters_that_are_numbered_in_another_way_get_no_further_one() {
    let plain = prd(OWNED, "- A code opens a door once.");
    assert_ne!(skeletons("lockers-prd.md", &plain), plain);
    for (first, second, third) in [("**1. ", "**2. ", "**3. "), ("A. ", "B. ", "C. "), ("01. ", "02. ", "03. ")] {
        let text = prd(OWNED, "- A code opens a door once.")
            .replace("## Goals", &format!("## {first}Goals{}", if first.starts_with('*') { "**" } else { "" }))
            .replace(
                "## Functional requirements",
                &format!("## {second}Functional requirements{}", if first.starts_with('*') { "**" } else { "" }),
            )
            .replace("## Out of scope", &format!("## {third}Out of scope{}", if first.starts_with('*') { "**" } else { "" }));
        assert_eq!(skeletons("lockers-prd.md", &text), text);
    }
}

#[test]
fn a_stub_and_what_is_no_design_get_no_sections() {
    for (path, text) in [("lockers-tdd.md", "# Lockers: technical design\n\nTo come.\n"), ("README.md", PROSE)] {
        assert_eq!(fixed_as(path, text, &[Applicability::Safe, Applicability::Unsafe, Applicability::Skeleton]), text);
    }
}

#[test]
fn of_two_edits_of_the_same_words_the_first_is_made() {
    let fix = |start: usize, end: usize, text: &str| Fix {
        title: text.to_owned(),
        edits: vec![designvet::fix::Edit { span: Span::new(start, end), text: text.to_owned() }],
        applicability: Applicability::Safe,
        rule: None,
    };
    let all = [fix(2, 4, "XY"), fix(3, 5, "no"), fix(4, 4, "1"), fix(4, 4, "2"), fix(3, 3, "no"), fix(0, 0, "0")];
    let fixed = apply("abcdef", &all);
    assert_eq!((fixed.text.as_str(), fixed.fixes.len()), ("0abXY12ef", 4));
}

/// Documents that try the readers of Markdown, each in the form of a design and of requirements.
fn nasty() -> Vec<(String, String)> {
    let heads = [
        "",
        "Date: 3 March 2026\nOwner: Ann",
        "| Owner | Status |\n|---|---|\n| Ann | Draft |",
        "```\nDate: March 3, 2026\n```",
        "<!-- Date: March 3, 2026",
        "> Status: draft\n> Date: March 3, 2026",
        "Status : DRAFT\\\nDate : 3 Mar 2026\\\nOwner : Bo",
    ];
    let bodies = [
        "- FR-1: A code opens a door.\n- A door closes by itself.\n- FR-2: A code is void after a day.",
        "- A door closes by itself.\n  - FR-1: fast\n  - FR-2: quietly\n  - without a light\n\n```\n- FR-3: no item\n",
        "| ID | What |\n|--|--|\n| FR-1 | a\\|b opens |\n||A door closes|\n| FR-2 | c |\n\n<details>\n\nThe user must see more.",
        "Given a code\nWhen it is used\nThen a door opens\n\n---\n\n*End of the document, version 2*",
        "1. Open\n2. Close\n\n[here]: https://example.org/doors\n[^1]: A note.",
    ];
    let titles = [
        "# Lockers: product requirements",
        "Lockers: technical design\n===",
        "<h1>Lockers: technical design</h1>",
        "**Lockers: product requirements**",
    ];
    let mut all = Vec::new();
    for (number, head) in heads.iter().enumerate() {
        for (body, title) in bodies.iter().zip(titles.iter().cycle().skip(number)) {
            let kind = if title.contains("design") { "tdd" } else { "prd" };
            let text = format!("{title}\n{head}\n\n## 1. Goals\n\n{PROSE}\n## 2. Requirements\n\n{body}");
            all.push((format!("lockers-{kind}.md"), text.clone()));
            all.push((format!("lockers-{kind}.md"), text.replace('\n', "\r\n")));
        }
    }
    all
}

fn texts_below(root: &Path) -> Vec<(String, String)> {
    let files = walk::files(root, "md").into_iter();
    files.filter_map(|path| Some((path.strip_prefix(root).ok()?.to_str()?.to_owned(), std::fs::read_to_string(&path).ok()?))).collect()
}

/// Samples, nasty documents one by one, and the real ones that are at hand.
fn reviews() -> Vec<Review> {
    let mut all: Vec<Review> = nasty().iter().map(|document| reviewed(std::slice::from_ref(document))).collect();
    all.push(reviewed(&texts_below(Path::new("samples"))));
    let shared = std::env::var_os("DESIGNVET_SHARED").map_or_else(|| Path::new("..").join("shared"), PathBuf::from);
    let corpus = shared.join("corpus");
    if corpus.is_dir() {
        all.push(reviewed(&texts_below(&corpus)));
    } else {
        let _ = writeln!(std::io::stderr(), "NOT TESTED: there is no corpus in {} (set DESIGNVET_SHARED)", corpus.display());
    }
    all
}

static REVIEWS: LazyLock<Vec<Review>> = LazyLock::new(reviews);

/// A document and its fixes, with what it is afterwards.
struct Mended<'a> {
    before: &'a Facts,
    text: &'a str,
    fixes: Vec<&'a Fix>,
    after: &'a Facts,
    fixed: &'a str,
    path: &'a str,
    /// The review of the fixed documents.
    review: &'a Review,
    id: FileId,
}

/// Looks at each document that has fixes of some kinds, once they are applied to all that belong together; gives how many have.
fn each_fixed(wanted: &[Applicability], look: impl Fn(&Mended<'_>)) -> usize {
    let mut changed = 0;
    for review in REVIEWS.iter() {
        let wants = |fix: &Fix| wanted.contains(&fix.applicability);
        let all: Vec<Vec<Fix>> =
            review.documents.iter().map(|d| fixes(review, d.id, &PROFILE[0]).into_iter().filter(wants).collect()).collect();
        let texts: Vec<(String, String)> =
            review.documents.iter().zip(&all).map(|(d, fixes)| (d.path().to_owned(), apply(d.file.text(), fixes).text)).collect();
        if all.iter().all(Vec::is_empty) {
            assert!(review.documents.iter().zip(&texts).all(|(document, (_, text))| document.file.text() == text));
            continue;
        }
        let later = reviewed(&texts);
        for ((was, is), fixes) in review.documents.iter().zip(&later.documents).zip(&all) {
            if fixes.is_empty() {
                assert_eq!(was.file.text(), is.file.text());
                continue;
            }
            changed += 1;
            let (before, after) = (was.facts.as_ref().expect("it is read"), is.facts.as_ref().expect("it is read"));
            let applied = apply(was.file.text(), fixes).fixes;
            let (text, fixed, path) = (was.file.text(), is.file.text(), is.path());
            look(&Mended { before, text, fixes: applied, after, fixed, path, review: &later, id: is.id });
        }
    }
    changed
}

/// A byte of the fixed text as one of the text before.
fn back(fixes: &[&Fix], at: u32) -> u32 {
    let mut edits: Vec<_> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    // Bytes that were put in and taken out so far.
    let (mut put, mut gone) = (0, 0);
    for edit in edits {
        let start = edit.span.start + put - gone;
        let length = u32::try_from(edit.text.len()).expect("it is short");
        if at <= start {
            break;
        }
        if at < start + length {
            return edit.span.start;
        }
        put += length;
        gone += edit.span.end - edit.span.start;
    }
    at + gone - put
}

/// What facts say beside requirements, with places as they were before some fixes.
fn told(facts: &Facts, place: impl Fn(u32) -> u32) -> String {
    let mut facts = facts.clone();
    facts.requirements.clear();
    // A date in figures has fewer words.
    facts.substance = REVIEWS[0].documents[0].facts.as_ref().expect("it was read").substance.clone();
    facts.substance.first = Span::default();
    facts.control.date = None;
    let span = regex::Regex::new(r"\b(\d+)\.\.(\d+)\b").expect("the pattern is valid");
    let place = |text: &str| place(text.parse().expect("digits are a number"));
    let shown = format!("{facts:#?}");
    span.replace_all(&shown, |found: &regex::Captures<'_>| format!("{}..{}", place(&found[1]), place(&found[2]))).into_owned()
}

#[test]
fn after_safe_fixes_a_document_says_what_it_said() {
    let changed = each_fixed(&[Applicability::Safe], |Mended { before, text, fixes, after, path, .. }| {
        let (one, other) = (told(before, |at| at), told(after, |at| back(fixes, at)));
        let differs = one.lines().zip(other.lines()).find(|(a, b)| a != b);
        assert_eq!(differs, None, "{path}: {fixes:#?}");
        assert_eq!(before.requirements.len(), after.requirements.len(), "{path}");
        for (was, is) in before.requirements.iter().zip(&after.requirements) {
            assert_eq!(was.span.end, back(fixes, is.span.end), "{path}: {}", was.span.of(text));
            assert!(
                !was.has_id || was == &designvet::facts::Requirement { span: was.span, acceptance: was.acceptance.clone(), ..is.clone() },
                "{path}: {was:?}"
            );
        }
    });
    assert!(changed > 10, "only {changed} documents had something to mend");
}

#[test]
fn no_fix_takes_words_away_but_those_of_a_date() {
    each_fixed(&[Applicability::Safe, Applicability::Unsafe, Applicability::Skeleton], |Mended { text, fixes, path, .. }| {
        for fix in fixes {
            let gone = fix.edits.iter().map(|edit| edit.span.of(text)).collect::<String>();
            assert!(gone.trim().is_empty() || fix.title.starts_with("date "), "{path}: {gone:?}");
        }
    });
}

#[test]
fn to_fix_twice_is_to_fix_once() {
    for wanted in
        [&[Applicability::Safe][..], &[Applicability::Skeleton], &[Applicability::Safe, Applicability::Unsafe, Applicability::Skeleton]]
    {
        each_fixed(wanted, |Mended { path, review, id, .. }| {
            let again = fixes(review, *id, &PROFILE[0]).into_iter().find(|fix| wanted.contains(&fix.applicability));
            assert_eq!(again, None, "{path}");
        });
    }
}

#[test]
fn a_section_that_was_put_in_is_a_placeholder_and_all_else_is_there() {
    let changed = each_fixed(&[Applicability::Skeleton], |Mended { before, text, fixes, after: facts, fixed, path, review, id }| {
        let sections = fixes.iter().filter_map(|fix| fix.title.strip_prefix("section \u{201c}")?.strip_suffix('\u{201d}'));
        for heading in sections {
            let topic = PROFILE[0].checklist.topics.iter().position(|topic| topic.heading == heading).expect("it is a topic");
            // Behind it may be a footer.
            let state = facts.topics[topic].state;
            assert!(matches!(state, TopicState::Placeholder | TopicState::Thin), "{path}: {heading} is {state:?}");
            let asks = |finding: &Finding| finding.primary.file == *id && finding.primary.span.of(fixed).ends_with(heading);
            assert!(review.findings.iter().any(asks), "{path}: nobody asks for {heading}");
        }
        let asked = |rule: &str| review.findings.iter().any(|finding| finding.rule.as_str() == rule);
        let control = fixes.iter().any(|fix| fix.rule.as_ref().is_some_and(|rule| rule.as_str() == "document-control-missing"));
        assert!(!control || asked("document-control-missing"), "{path}: nobody asks who owns it");
        let kept = |before: Vec<Span>, after: Vec<Span>, what: &str| {
            let words = |spans: &[Span], text: &str, place: &dyn Fn(u32) -> u32| -> Vec<(u32, String)> {
                spans.iter().map(|span| (place(span.start), span.of(text).to_owned())).collect()
            };
            let after = words(&after, fixed, &|at| back(fixes, at));
            for fact in words(&before, text, &|at| at) {
                assert!(after.contains(&fact), "{path}: {what} {fact:?}");
            }
        };
        let spans = |facts: &Facts| facts.requirements.iter().map(|r| r.span).collect::<Vec<_>>();
        kept(spans(before), spans(facts), "requirement");
        let spans = |facts: &Facts| facts.data_elements.iter().map(|fact| fact.mention.span).collect::<Vec<_>>();
        kept(spans(before), spans(facts), "data");
        let spans = |facts: &Facts| facts.diagrams.iter().map(|drawing| drawing.span).collect::<Vec<_>>();
        kept(spans(before), spans(facts), "drawing");
        let spans = |facts: &Facts| facts.locations.iter().map(|location| location.mention.span).collect::<Vec<_>>();
        kept(spans(before), spans(facts), "place");
        let spans = |facts: &Facts| facts.outline.iter().map(|entry| entry.span).collect::<Vec<_>>();
        kept(spans(before), spans(facts), "heading");
    });
    assert!(changed > 20, "only {changed} documents missed something");
}

/// A folder of its own with files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fix").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    for (path, bytes) in files {
        std::fs::write(folder.join(path), bytes).expect("a file can be written");
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_designvet")).current_dir(folder).args(args).output().expect("it can be started")
}

fn dated() -> String {
    prd("Owner: Ann Lee\n\nDate: March 3, 2026", "- A code opens a door once.")
}

#[test]
fn bytes_that_are_not_fixed_stay() {
    let text = dated().replace('\n', "\r\n");
    let text = text.trim_end();
    let folder = folder("bytes", &[("lockers-prd.md", &[b"\xEF\xBB\xBF", text.as_bytes()].concat())]);
    let output = run(&folder, &["check", "lockers-prd.md", "--fix"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("fixed 1 in lockers-prd.md: date 2026-03-03"), "{output:?}");
    let expected = [b"\xEF\xBB\xBF", text.replace("March 3, 2026", "2026-03-03").as_bytes()].concat();
    assert_eq!(std::fs::read(folder.join("lockers-prd.md")).expect("it is there"), expected);
}

#[test]
fn only_documents_that_were_asked_for_and_are_utf8_are_changed() {
    let text = dated();
    let old = [text.as_bytes(), b"\nThe caf\xE9 has a locker, too.\n"].concat();
    let design = format!("# Lockers: technical design\n\nOwner: Ann Lee\n\nDate: March 3, 2026\n\n## Architecture\n\n{PROSE}");
    let folder = folder("asked", &[("lockers-prd.md", text.as_bytes()), ("lockers-tdd.md", design.as_bytes()), ("cafe-prd.md", &old)]);
    run(&folder, &["check", "lockers-prd.md", "cafe-prd.md", "--fix", "--fix-missing"]);
    let now = |path: &str| std::fs::read(folder.join(path)).expect("it is there");
    assert_ne!(now("lockers-prd.md"), text.as_bytes());
    assert_eq!(now("lockers-tdd.md"), design.as_bytes());
    assert_eq!(now("cafe-prd.md"), old);
    run(&folder, &["review", "lockers-prd.md", "lockers-tdd.md", "--fix"]);
    assert!(String::from_utf8_lossy(&now("lockers-tdd.md")).contains("Date: 2026-03-03"));
}

#[test]
fn a_secret_in_a_fixed_document_is_neither_lost_nor_shown() {
    let key = ["AKIA", "QX7MZP2VNR4LTW6D"].concat();
    let text = dated().replace("Date: March", &format!("Key: {key}\n\nDate: March"));
    let folder = folder("secret", &[("lockers-prd.md", text.as_bytes())]);
    run(&folder, &["check", "lockers-prd.md", "--fix"]);
    let now = std::fs::read_to_string(folder.join("lockers-prd.md")).expect("it is there");
    assert_eq!(now, text.replace("March 3, 2026", "2026-03-03"));
    std::fs::write(folder.join("lockers-prd.md"), &text).expect("it can be written");
    let output = run(&folder, &["check", "lockers-prd.md", "--diff"]);
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("+Date: 2026-03-03") && shown.contains(" Key: ") && !shown.contains(&key), "{shown}");
}

#[test]
fn a_diff_can_be_applied_whatever_ends_the_lines() {
    let text = dated().replace('\n', "\r\n");
    let folder = folder("applied", &[("lockers-prd.md", text.as_bytes())]);
    let output = run(&folder, &["check", "lockers-prd.md", "--diff"]);
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("\n-Date: March 3, 2026\r\n+Date: 2026-03-03\r\n"), "{shown:?}");
}

#[test]
fn a_file_that_cannot_be_written_keeps_no_other_from_being_fixed() {
    let text = dated();
    let folder = folder("read-only", &[("a-prd.md", text.as_bytes()), ("b-prd.md", text.as_bytes()), ("c-prd.md", text.as_bytes())]);
    let path = folder.join("b-prd.md");
    let mut permissions = std::fs::metadata(&path).expect("it is there").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("they can be set");
    let output = run(&folder, &["check", ".", "--fix"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("b-prd.md: it is read-only"), "{output:?}");
    let is_fixed = |name: &str| std::fs::read_to_string(folder.join(name)).is_ok_and(|now| now.contains("2026-03-03"));
    assert_eq!([is_fixed("a-prd.md"), is_fixed("b-prd.md"), is_fixed("c-prd.md")], [true, false, true]);
}

#[test]
fn a_heading_without_an_answer_is_as_bad_as_none() {
    let design = format!(
        "# Lockers: technical design\n\nOwner: Ann Lee\nStatus: draft\n\n## Architecture\n\n{PROSE}\nThe API server keeps parcels, phone numbers and email addresses of recipients in PostgreSQL and sends messages through Twilio. Recipients log in.\n\n## Components\n\n- Door controller: opens doors.\n- API server: knows which parcel lies where.\n- Courier app: scans parcels.\n"
    );
    let worst = |text: &str| {
        let review = one("lockers-tdd.md", text);
        let about: Vec<_> = review.findings.iter().filter(|finding| finding.blocks_review).map(|finding| finding.severity).collect();
        (about.iter().max().copied(), about.len())
    };
    let (before, after) = (worst(&design), worst(&skeletons("lockers-tdd.md", &design)));
    assert!(before.1 > 1, "{before:?}");
    assert_eq!(before, after);
}

#[test]
fn a_diff_is_shown_and_nothing_written() {
    let text = dated();
    let folder = folder("diff", &[("lockers-prd.md", text.as_bytes())]);
    let output = run(&folder, &["check", "lockers-prd.md", "--diff"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("\n-Date: March 3, 2026\n+Date: 2026-03-03\n"), "{shown}");
    assert_eq!(std::fs::read_to_string(folder.join("lockers-prd.md")).expect("it is there"), text);
    let output = run(&folder, &["check", "lockers-prd.md", "--diff", "--exit-zero"]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn standard_input_and_watching_are_refused() {
    let folder = folder("refused", &[]);
    for args in
        [&["check", "-", "--fix"][..], &["review", "-", "--fix-missing"], &["check", "--fix", "--watch"], &["check", "--unsafe-fixes"]]
    {
        let output = run(&folder, args);
        assert_eq!(output.status.code(), Some(2), "{args:?} {output:?}");
    }
}
