//! What outlives an edit: findings, action items, waivers and approvals of a pair in which a paragraph is put in anywhere, sections change
//! places, or a document gets another name.

use designvet::check::Availability;
use designvet::config::Config;
use designvet::date::Date;
use designvet::finding::Finding;
use designvet::item::{Previous, Status, follow, items};
use designvet::record::{Conclusion, Decision, Record, Standing};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use designvet::waiver::{Terms, WaiverFile, written};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

/// Of the places for a paragraph every so manieth is tried: all of them take a minute.
const STEP: usize = 5;

/// Nothing in it is known by any rule.
const PARAGRAPH: &str = "The colours of the pages follow the book of the house.";

static PROFILE: Mutex<Option<Profile>> = Mutex::new(None);

fn reviewed(documents: &[(&str, String)], waivers: Option<&str>) -> (Review, Record) {
    let mut kept = PROFILE.lock().expect("no test fails while it holds it");
    let profile = kept.get_or_insert_with(|| {
        let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
        assert!(problems.is_empty(), "{problems:?}");
        Profile { checklist, settings: Settings::default(), waivers: None }
    });
    profile.waivers = waivers.map(|text| {
        let (file, problems) = WaiverFile::read("designvet.waivers.toml", text);
        assert!(problems.is_empty(), "{problems:?}");
        Arc::new(file)
    });
    let input = |(path, text): &(&str, String)| {
        let file = Arc::new(SourceFile::new(*path, text.clone()));
        Input { file, kind: None, fallback: None, profile: 0 }
    };
    let available = |_: &str, path: &str| {
        let is_there = path.ends_with("prd.md") || path.ends_with("tdd.md");
        if is_there { Availability::Present } else { Availability::Missing }
    };
    let files = documents.iter().map(input).collect();
    let review = review(Inputs { files, mode: Mode::Check, available: &available }, std::slice::from_ref(profile));
    let on = Date::parse("2026-03-20").expect("there is such a day");
    let record = Record::of(
        &review,
        std::slice::from_ref(profile),
        items(&review),
        Conclusion { decision: Decision::Approved, by: "Ann Lee", on, note: "" },
    );
    (review, record)
}

fn standing(record: &Record, review: &Review) -> Standing {
    let kept = PROFILE.lock().expect("no test fails while it holds it");
    record.recheck(review, std::slice::from_ref(kept.as_ref().expect("it was made"))).expect("the items are sound").standing()
}

/// The pair before an edit, what is found in it, its approval, and an entry that accepts each finding.
struct Before {
    sample: &'static str,
    documents: [(&'static str, String); 2],
    review: Review,
    record: Record,
    waivers: String,
}

/// Samples in which much is found.
const SAMPLES: [&str; 3] = ["clinic-booking", "hearthside-repairs", "stridelark"];

static BEFORE: LazyLock<[Before; 3]> = LazyLock::new(|| SAMPLES.map(before));

fn before(sample: &'static str) -> Before {
    let read = |name: &str| std::fs::read_to_string(format!("samples/{sample}/{name}")).expect("a sample can be read");
    let documents = [("docs/prd.md", read("prd.md")), ("docs/tdd.md", read("tdd.md"))];
    let (review, record) = reviewed(&documents, None);
    let file = WaiverFile::read("designvet.waivers.toml", "schema = 1\n").0;
    let terms = Terms { reason: "agreed".to_owned(), ..Terms::default() };
    let mut entries: Vec<String> =
        review.findings.iter().filter_map(|finding| written(&file, &|id| review.document(id).read(), finding, &terms)).collect();
    entries.sort();
    entries.dedup();
    assert!(entries.len() > 15, "there is something to accept: {}", entries.len());
    Before { sample, documents, review, record, waivers: format!("schema = 1\n\n{}", entries.join("\n")) }
}

/// Fingerprints of what stands, each with its message.
fn fingerprints(review: &Review) -> BTreeMap<&str, String> {
    let told = |finding: &Finding| format!("{} in {:?}: {}", finding.rule, finding.heading_path, finding.message);
    review.findings.iter().map(|finding| (finding.fingerprint.as_str(), told(finding))).collect()
}

/// What has come, gone or been filed anew; None when nothing has.
fn changed(before: &Before, review: &Review) -> Option<String> {
    let (then, now) = (fingerprints(&before.review), fingerprints(review));
    let only = |of: &BTreeMap<&str, String>, not: &BTreeMap<&str, String>| -> Vec<String> {
        of.iter().filter(|(print, _)| !not.contains_key(*print)).map(|(_, told)| told.clone()).collect()
    };
    let (gone, come) = (only(&then, &now), only(&now, &then));
    let previous = Previous::of(items(&before.review)).expect("the items are sound");
    let moved: Vec<String> = follow(review, previous)
        .into_iter()
        .filter(|item| item.status != Status::Open)
        .map(|item| format!("{:?} {}", item.status, item.id))
        .collect();
    let is_same = gone.is_empty() && come.is_empty() && moved.is_empty();
    (!is_same).then(|| format!("gone {gone:?}, come {come:?}, items {moved:?}"))
}

/// Starts of lines at which a paragraph may stand: behind a blank line, outside of code, and not between something and what it is accepted by.
fn gaps(text: &str) -> Vec<usize> {
    let (mut gaps, mut at, mut in_code, mut after_blank) = (Vec::new(), 0, false, false);
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        // A list or a quotation goes on with lines that are indented.
        if after_blank && !in_code && !line.starts_with([' ', '\t']) && !bare.is_empty() && !bare.contains("Acceptance") {
            gaps.push(at);
        }
        in_code ^= bare.starts_with("```") || bare.starts_with("~~~");
        after_blank = bare.is_empty();
        at += line.len();
    }
    gaps
}

/// The text before the second section of the second level, and these sections from there on.
fn sections(text: &str) -> (String, Vec<String>) {
    let starts: Vec<usize> = text.match_indices("\n## ").map(|(at, _)| at + 1).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    (text[..starts[0]].to_owned(), starts.iter().zip(ends).map(|(start, end)| text[*start..end].to_owned()).collect())
}

/// Each document of each sample, and the sample.
fn each() -> impl Iterator<Item = (&'static Before, usize)> {
    BEFORE.iter().flat_map(|before| [(before, 0), (before, 1)])
}

/// A wrong outcome with where it came about.
fn wrong(before: &Before, of: usize, at: usize, what: &str) -> String {
    format!("{} {} at {at}: {what}", before.sample, before.documents[of].0)
}

#[test]
fn a_paragraph_anywhere_changes_nothing_but_asks_for_a_look() {
    let mut all = Vec::new();
    for (before, of) in each() {
        for gap in gaps(&before.documents[of].1).into_iter().step_by(STEP) {
            let mut documents = before.documents.clone();
            documents[of].1.insert_str(gap, &format!("{PARAGRAPH}\n\n"));
            let (review, _) = reviewed(&documents, None);
            let line = before.documents[of].1[..gap].lines().count() + 1;
            all.extend(changed(before, &review).map(|what| wrong(before, of, line, &what)));
            // Among what a document says of itself it is not even that.
            if standing(&before.record, &review) > Standing::Look {
                all.push(wrong(before, of, line, "void"));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn sections_in_another_order_change_nothing() {
    let mut all = Vec::new();
    for (before, of) in each() {
        let (head, sections) = sections(&before.documents[of].1);
        let last = sections.len() - 1;
        for (first, second) in (0..last).map(|at| (at, at + 1)).chain([(0, last)]) {
            let mut documents = before.documents.clone();
            let mut sections = sections.clone();
            sections.swap(first, second);
            documents[of].1 = sections.iter().fold(head.clone(), |text, section| text + section.trim_end() + "\n\n");
            let (review, _) = reviewed(&documents, None);
            all.extend(changed(before, &review).map(|what| wrong(before, of, first, &what)));
            if standing(&before.record, &review) != Standing::Stands {
                all.push(wrong(before, of, first, "does not stand"));
            }
            // What quotes one of several places may quote another now: then it is shown again, and never another hidden.
            let (review, _) = reviewed(&documents, Some(&before.waivers));
            let shown = review.findings.iter().filter(|finding| finding.rule.as_str() != "waiver-stale").count();
            if shown > 1 || review.findings.len() != 2 * shown {
                all.push(wrong(before, of, first, &format!("{:?}", fingerprints(&review))));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn what_is_accepted_stays_hidden() {
    for before in &*BEFORE {
        let (review, _) = reviewed(&before.documents, Some(&before.waivers));
        assert!(review.findings.is_empty(), "{:?}", fingerprints(&review));
        assert_eq!(review.waived.len(), before.review.findings.len());
    }
}

#[test]
fn a_document_is_known_by_its_path() {
    let before = &BEFORE[0];
    let mut documents = before.documents.clone();
    documents[1].0 = "docs/booking-tdd.md";
    let (review, _) = reviewed(&documents, None);
    assert_eq!(standing(&before.record, &review), Standing::Void);
    let (then, now) = (fingerprints(&before.review), fingerprints(&review));
    let of = |review: &Review, path: &str| review.findings.iter().filter(|f| review.document(f.primary.file).path() == path).count();
    let shared = then.keys().filter(|print| now.contains_key(*print)).count();
    assert!(of(&before.review, "docs/tdd.md") > 0 && shared <= of(&before.review, "docs/prd.md"), "{shared}");
    let (review, _) = reviewed(&documents, Some(&before.waivers));
    let told: Vec<&str> = review.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert!(told.contains(&"document-control-missing") || told.len() > 5, "{told:?}");
    assert!(review.waived.iter().all(|waived| review.document(waived.finding.primary.file).path() == "docs/prd.md"));
}
