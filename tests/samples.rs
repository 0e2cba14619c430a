//! `samples/*` end to end: every planted fault is found, and nothing is found that nobody planted.

use designvet::config::Config;
use designvet::date::Date;
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How the names of samples without a fault end: nothing may be found in them.
const CLEAN: &str = "-repaired";

/// The day on which the samples are reviewed.
const TODAY: &str = "2026-06-01";

/// Notes of walkthroughs have a key of another form, which `tests/notes.rs` reads.
const NOTES: &[&str] = &["clinic-booking-notes", "hearthside-repairs-notes", "stridelark-notes"];

/// Findings that are right although nobody planted them: sample, document, rule, reason.
const ACCEPTED: &[(&str, &str, &str, &str)] = &[
    ("clinic-booking", "prd.md", "privacy-notice-missing", "patients are told nothing of what is kept about them"),
    ("clinic-booking", "prd.md", "privacy-special-category-unfounded", "what a patient comes for is health data"),
    (
        "clinic-booking",
        "tdd.md",
        "controls-not-stated",
        "nothing says how staff reach the administration, and what of the database is kept elsewhere",
    ),
    (
        "parcel-alerts",
        "tdd.md",
        "controls-not-stated",
        "support staff sign in to a console, and nothing says how long for and what is logged",
    ),
    ("tool-library", "prd.md", "controls-not-stated", "refunds and personal data, and neither log nor encryption is spoken of"),
    ("clinic-booking", "prd.md", "trace-requirement-uncovered", "nothing is designed for family members and for callers at the desk"),
    ("clinic-booking", "prd.md", "trace-encryption-differs", "TLS is asked for and not in the design"),
    ("clinic-booking", "tdd.md", "trace-vendor-unannounced", "Postmark and Sentry are in the design alone"),
    ("clinic-booking", "tdd.md", "trace-data-unannounced", "e-mail addresses are in the design alone"),
    ("clinic-booking", "tdd.md", "privacy-rights-missing", "a patient cannot ask for a copy or for deletion"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answers {
    fault: Vec<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Fault {
    document: String,
    rule: String,
    line_contains: String,
    why: String,
}

/// Samples with a key of what two documents differ in; `tests/diff.rs` holds them.
const DIFFERENCES: &[&str] = &["hearthside-repairs", "stridelark"];

fn samples() -> Vec<(String, PathBuf)> {
    let folders = std::fs::read_dir("samples").expect("samples can be read").map(|e| e.expect("samples can be read").path());
    let mut samples: Vec<_> =
        folders.filter(|p| p.is_dir()).map(|p| (p.file_name().expect("a folder has a name").to_string_lossy().into_owned(), p)).collect();
    samples.retain(|(name, _)| !DIFFERENCES.contains(&name.as_str()) && !NOTES.contains(&name.as_str()));
    samples.sort();
    assert!(samples.len() >= 4, "only {} samples", samples.len());
    samples
}

fn reviewed(folder: &Path) -> Review {
    let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a sample can be read").map(|e| e.expect("a sample can be read").path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "md"));
    paths.sort();
    let files = paths.iter().map(|path| {
        let text = std::fs::read_to_string(path).expect("a sample is UTF-8");
        Input { file: Arc::new(SourceFile::new(path.to_string_lossy(), text)), kind: None, fallback: None, profile: 0 }
    });
    let inputs = Inputs { files: files.collect(), mode: Mode::Check, available: &designvet::cli::available };
    review(inputs, &[Profile { checklist, settings: Settings { today: Date::parse(TODAY), ..Settings::default() }, waivers: None }])
}

fn answers(folder: &Path) -> Option<Answers> {
    let text = std::fs::read_to_string(folder.join("answers.toml")).ok()?;
    Some(toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", folder.display())))
}

/// Numbers of the findings that answer a fault: same rule, same document, and a label on the line.
fn answer(review: &Review, folder: &Path, fault: &Fault) -> Vec<usize> {
    let path = folder.join(&fault.document);
    let answers = |finding: &designvet::finding::Finding| {
        let labels = std::iter::once(&finding.primary).chain(&finding.related);
        let on_line = labels.into_iter().any(|label| {
            let file = &review.document(label.file).file;
            Path::new(file.path()) == path && file.line_text(file.line1(label.span.start)).contains(&fault.line_contains)
        });
        finding.rule.as_str() == fault.rule && Path::new(review.document(finding.primary.file).path()) == path && on_line
    };
    review.findings.iter().enumerate().filter(|(_, f)| answers(f)).map(|(number, _)| number).collect()
}

fn described(review: &Review, number: usize) -> String {
    let finding = &review.findings[number];
    let file = &review.document(finding.primary.file).file;
    format!("{}:{}: {}: {}", file.path(), file.line1(finding.primary.span.start), finding.rule, finding.message)
}

#[test]
fn every_planted_fault_is_found_where_it_is() {
    let mut missed = Vec::new();
    for (_, folder) in samples() {
        let Some(answers) = answers(&folder) else { continue };
        let review = reviewed(&folder);
        for fault in &answers.fault {
            if answer(&review, &folder, fault).is_empty() {
                missed.push(format!("{}/{}: {} at “{}”: {}", folder.display(), fault.document, fault.rule, fault.line_contains, fault.why));
            }
        }
    }
    assert!(missed.is_empty(), "\n{}\n", missed.join("\n"));
}

#[test]
fn nothing_is_found_that_nobody_planted() {
    let mut extra = Vec::new();
    for (name, folder) in samples() {
        let Some(answers) = answers(&folder) else { continue };
        let review = reviewed(&folder);
        let planted: Vec<usize> = answers.fault.iter().flat_map(|fault| answer(&review, &folder, fault)).collect();
        for (number, finding) in review.findings.iter().enumerate() {
            let document = review.document(finding.primary.file).path();
            let accepted =
                ACCEPTED.iter().any(|(sample, of, rule, _)| *sample == name && document.ends_with(of) && finding.rule.as_str() == *rule);
            if !accepted && !planted.contains(&number) {
                extra.push(described(&review, number));
            }
        }
    }
    assert!(extra.is_empty(), "\n{}\n", extra.join("\n"));
}

#[test]
fn accepted_findings_have_a_reason_and_still_occur() {
    for (sample, document, rule, reason) in ACCEPTED {
        assert!(!reason.is_empty(), "{sample}/{document}: {rule} is accepted without a reason");
        let review = reviewed(&Path::new("samples").join(sample));
        let occurs = review.findings.iter().any(|f| f.rule.as_str() == *rule && review.document(f.primary.file).path().ends_with(document));
        assert!(occurs, "{sample}/{document}: {rule} is no longer found: delete it from the list");
    }
}

#[test]
fn a_repaired_sample_has_no_finding() {
    for (name, folder) in samples().into_iter().filter(|(name, _)| name.ends_with(CLEAN)) {
        let review = reviewed(&folder);
        let found: Vec<String> = (0..review.findings.len()).map(|n| described(&review, n)).collect();
        assert!(found.is_empty(), "\n{}\n", found.join("\n"));
        assert!(review.documents.iter().all(|d| d.skipped.is_none()), "{name}: a document was passed over");
        assert!(!review.verdict().fails);
    }
}

#[test]
fn every_sample_has_an_answer_key_or_is_clean() {
    for (name, folder) in samples() {
        assert!(answers(&folder).is_some() != name.ends_with(CLEAN), "{name}: an answer key or a name that ends with `{CLEAN}`, not both");
    }
}

#[test]
fn answer_keys_name_rules_that_exist_and_lines_that_stand_once() {
    let (checklist, _) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    for (_, folder) in samples() {
        for fault in answers(&folder).map(|a| a.fault).unwrap_or_default() {
            let path = folder.join(&fault.document);
            let text = std::fs::read_to_string(&path).expect("an answer key names a document of its sample");
            let lines = text.lines().filter(|line| line.contains(&fault.line_contains)).count();
            assert_eq!(lines, 1, "{}: “{}” stands on {lines} lines", path.display(), fault.line_contains);
            assert!(checklist.rules.keys().any(|id| id.as_str() == fault.rule), "{}: there is no rule {}", path.display(), fault.rule);
        }
    }
}
