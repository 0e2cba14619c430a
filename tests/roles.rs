//! Named rules that decide what a mention is: `tests/roles/<kind of fact>/<rule>/fires*.md` has a fact that the rule decides,
//! `quiet*.md` looks alike and has none.

use designvet::checklist::{self, Checklist};
use designvet::document::Document;
use designvet::facts::{DATA_ELEMENT_RULES, Facts, LOCATION_RULES, PROTECTION_RULES, REGULATION_RULES, RETENTION_RULES};
use designvet::source::SourceFile;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A kind of fact whose rules have names.
struct Kind {
    /// Its folder.
    name: &'static str,
    /// Names of its rules.
    rules: &'static [&'static str],
    /// True when a document that looks alike holds no fact of the kind at all.
    bare: bool,
    /// Line and rule of each fact of a document.
    decided: fn(&Facts, &SourceFile) -> Vec<(u32, &'static str)>,
}

const KINDS: &[Kind] = &[
    Kind {
        name: "data-element",
        rules: DATA_ELEMENT_RULES,
        // "Passwords are never logged" looks like a denial and is about a password all the same.
        bare: false,
        decided: |facts, file| {
            let lines = facts.data_elements.iter().map(|f| (file.line1(f.mention.span.start), f.mention.decided_by));
            lines.collect()
        },
    },
    Kind {
        name: "location",
        rules: LOCATION_RULES,
        bare: true,
        decided: |facts, file| facts.locations.iter().map(|f| (file.line1(f.mention.span.start), f.mention.decided_by)).collect(),
    },
    Kind {
        name: "protection",
        rules: PROTECTION_RULES,
        bare: true,
        decided: |facts, file| facts.protections.iter().map(|f| (file.line1(f.mention.span.start), f.mention.decided_by)).collect(),
    },
    Kind {
        name: "regulation",
        rules: REGULATION_RULES,
        bare: true,
        decided: |facts, file| facts.regulations.iter().map(|f| (file.line1(f.mention.span.start), f.mention.decided_by)).collect(),
    },
    Kind {
        name: "retention",
        rules: RETENTION_RULES,
        bare: true,
        decided: |facts, file| facts.retention.iter().map(|f| (file.line1(f.span.start), f.decided_by)).collect(),
    },
];

/// Folders of kinds of fact that have a test of their own.
const ELSEWHERE: &[&str] = &["third-party"];

#[test]
fn each_rule_decides_where_it_should_and_stays_out_of_what_looks_alike() {
    let (list, problems) = checklist::load(&checklist::builtin(), &designvet::check::specs());
    assert!(problems.is_empty(), "{problems:?}");
    let mut wrong = Vec::new();
    for kind in KINDS {
        for rule in kind.rules {
            for path in sorted(&folder().join(kind.name).join(rule)) {
                let name = name_of(&path);
                let decided = decided(kind, &path, &list);
                let lines: Vec<u32> = decided.iter().filter(|(_, by)| by == rule).map(|(line, _)| *line).collect();
                if name.starts_with("fires") && lines.is_empty() {
                    wrong.push(format!("{}/{rule}/{name}: nothing is decided by it; decided: {decided:?}", kind.name));
                } else if name.starts_with("quiet") && !lines.is_empty() {
                    wrong.push(format!("{}/{rule}/{name}: it decides lines {lines:?}", kind.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn a_document_that_looks_alike_holds_no_fact_that_its_rule_was_kept_from() {
    // What one rule leaves alone, another must not pick up: the look-alikes of these kinds hold nothing at all.
    let (list, _) = checklist::load(&checklist::builtin(), &designvet::check::specs());
    let mut wrong = Vec::new();
    for kind in KINDS.iter().filter(|kind| kind.bare) {
        for rule in kind.rules {
            for path in sorted(&folder().join(kind.name).join(rule)).into_iter().filter(|p| name_of(p).starts_with("quiet")) {
                wrong.extend(decided(kind, &path, &list).into_iter().map(|d| format!("{}: {d:?}", path.display())));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn each_rule_has_both_fixtures_and_each_folder_a_rule() {
    for kind in KINDS {
        let folders: BTreeSet<String> = sorted(&folder().join(kind.name)).iter().map(|p| name_of(p)).collect();
        let rules: BTreeSet<String> = kind.rules.iter().map(|r| (*r).to_owned()).collect();
        assert_eq!(folders, rules, "{}", kind.name);
        for rule in kind.rules {
            let names: Vec<String> = sorted(&folder().join(kind.name).join(rule)).iter().map(|p| name_of(p)).collect();
            let has = |start: &str| names.iter().any(|n| n.starts_with(start));
            assert!(has("fires") && has("quiet"), "{}/{rule} has {names:?}", kind.name);
        }
    }
    let mut kinds: BTreeSet<String> = sorted(&folder()).iter().map(|p| name_of(p)).collect();
    kinds.retain(|kind| !ELSEWHERE.contains(&kind.as_str()));
    assert_eq!(kinds, KINDS.iter().map(|k| k.name.to_owned()).collect(), "folders of tests/roles");
}

#[test]
fn a_statement_on_retention_is_about_what_names_data() {
    let (list, _) = checklist::load(&checklist::builtin(), &designvet::check::specs());
    let told: &[(&str, Option<&str>)] = &[
        ("# Design\n\n## Postconditions\n\n- Removal happens after the set retention period.\n", None),
        ("# Design\n\n## Audit logs\n\n- Removal happens after the set retention period.\n", Some("Audit logs")),
        ("# Design\n\n## Broker\n\n**Order history:** Written once. Retained for one year at least.\n", Some("Order history:")),
        ("# Design\n\n| Part | Notes |\n|---|---|\n| Privacy of guests | We do not store PII here today. |\n", Some("PII")),
        ("# Design\n\n| Risk | Answer |\n|---|---|\n| Orders pile up | A job deletes recordings after 30 days. |\n", Some("recordings")),
        ("# Design\n\n| Set | Retention |\n|---|---|\n| acme.orders.raw | 30 days |\n", Some("acme.orders.raw")),
    ];
    for (text, subject) in told {
        let file = SourceFile::new("design.md".to_owned(), (*text).to_owned());
        let facts = Facts::of(&file, &Document::parse(file.text()), &list, None);
        let subjects: Vec<Option<&str>> = facts.retention.iter().map(|fact| fact.subject.map(|span| span.of(file.text()))).collect();
        assert_eq!(subjects, [*subject], "{text}");
    }
}

fn decided(kind: &Kind, path: &Path, list: &Checklist) -> Vec<(u32, &'static str)> {
    let text = std::fs::read_to_string(path).expect("a fixture can be read");
    let file = SourceFile::new(name_of(path), text);
    let facts = Facts::of(&file, &Document::parse(file.text()), list, None);
    (kind.decided)(&facts, &file)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/roles")
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|e| e.expect("an entry can be read").path()).collect();
    paths.sort();
    paths
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("an entry has a name").to_string_lossy().into_owned()
}
