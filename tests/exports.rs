//! Files that other programs write, one record a row: each is a document of one table, and everything that is known of tables holds.

use designvet::document::{Document, Notation};
use designvet::facts::Value;
use designvet::source::SourceFile;
use std::path::Path;
use std::process::{Command, Output};

const FOLDER: &str = "tests/exports";

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_designvet"));
    command.args(args).current_dir(folder).env("COLUMNS", "80").output().expect("the program runs")
}

fn check(args: &[&str]) -> (serde_json::Value, Option<i32>) {
    let all = [&["check", "--today", "2026-06-01", "--format", "json", "--no-config"], args].concat();
    let done = run(Path::new(FOLDER), &all);
    let json = serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&done.stderr)));
    (json, done.status.code())
}

/// Rules with messages, sorted.
fn findings(file: &str) -> Vec<String> {
    let (review, _) = check(&[file]);
    let all = review["findings"].as_array().expect("there is a list");
    let one = |finding: &serde_json::Value| {
        format!("{}: {}", finding["rule"].as_str().unwrap_or_default(), finding["message"].as_str().unwrap_or_default())
    };
    let mut found: Vec<String> = all.iter().map(one).collect();
    found.sort();
    found
}

fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("designvet-exports-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

#[test]
fn a_document_of_one_table_holds_what_every_document_does() {
    for name in ["dependabot-alerts.json", "code-scanning-alerts.json", "jira.csv", "vulnerabilities.csv", "sales.csv"] {
        let bytes = std::fs::read(Path::new(FOLDER).join(name)).expect("it can be read");
        let file = SourceFile::decode(name, bytes, u64::MAX).expect("it is text");
        assert_ne!(Notation::of(name), Notation::Markdown);
        let document = Document::of(&file);
        document.check_invariants(file.text()).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        assert_eq!((document.tables.len(), document.problems.len()), (1, 0), "{name}");
    }
}

#[test]
fn nothing_that_is_cut_short_or_mangled_ends_the_program() {
    for name in ["dependabot-alerts.json", "jira.csv"] {
        let text = std::fs::read_to_string(Path::new(FOLDER).join(name)).expect("it can be read");
        for at in (0..text.len()).step_by(7).filter(|at| text.is_char_boundary(*at)) {
            for part in [text[..at].to_owned(), text[at..].to_owned(), format!("{}\u{e9}\"{}", &text[..at], &text[at..])] {
                let file = SourceFile::new(name, part);
                Document::of(&file).check_invariants(file.text()).unwrap_or_else(|wrong| panic!("{name} at {at}: {wrong}"));
            }
        }
    }
}

#[test]
fn alerts_and_tickets_are_held_against_the_same_rules() {
    let found = findings("dependabot-alerts.json");
    assert!(
        found.iter().any(|line| line.starts_with("remediation-overdue: 1 vulnerability") && line.contains("30 days over: 41")),
        "{found:#?}"
    );
    assert!(!found.iter().any(|line| line.contains("unreadable") || line.contains("verification")), "{found:#?}");
    let found = findings("code-scanning-alerts.json");
    assert!(found.iter().any(|line| line.starts_with("remediation-overdue") && line.contains("21 days over: 12")), "{found:#?}");
    assert!(!found.iter().any(|line| line.contains("unreadable")), "{found:#?}");
    let found = findings("vulnerabilities.csv");
    assert!(found.iter().any(|line| line == "remediation-owner-missing: 1 vulnerability open without an owner: V-4"), "{found:#?}");
}

#[test]
fn columns_that_a_company_adds_to_jira_mean_what_stands_in_their_parenthesis() {
    let found = findings("jira.csv");
    assert!(found.iter().any(|line| line.starts_with("remediation-overdue") && line.contains("VUL-29 and VUL-31")), "{found:#?}");
    assert!(found.iter().any(|line| line.starts_with("remediation-help-asked") && line.ends_with("VUL-29")), "{found:#?}");
    let bytes = std::fs::read(Path::new(FOLDER).join("jira.csv")).expect("it can be read");
    let file = SourceFile::decode("jira.csv", bytes, u64::MAX).expect("it is text");
    let (checklist, _) = designvet::config::Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    let facts = designvet::facts::Facts::of(&file, &Document::of(&file), &checklist, None);
    let (sheet, record) = (&facts.sheets[0], &checklist.records[facts.sheets[0].record]);
    let severity = record.column("severity").expect("it is a column");
    let read: Vec<&str> = (0..sheet.rows.len())
        .map(|row| match sheet.cell(row, severity).map(|cell| cell.value) {
            Some(Value::Choice(choice)) => record.columns[severity].choices[usize::from(choice)].id.as_ref(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(read, ["high", "medium", "critical"]);
}

#[test]
fn a_finding_stands_at_its_cell() {
    let (review, code) = check(&["jira.csv"]);
    assert_eq!(code, Some(1));
    let late = review["findings"].as_array().expect("there is a list").iter().find(|finding| finding["rule"] == "remediation-help-asked");
    let place = &late.expect("help is asked for")["location"];
    assert_eq!((&place["line"], &place["column"]), (&5.into(), &134.into()), "a cell with a line end is one row before it");
    assert_eq!(place["surface"], "13/May/26 8:00 AM;ana;not sure how to replace it");
}

#[test]
fn what_is_no_array_of_objects_is_unreadable() {
    let folder = folder("broken");
    std::fs::write(folder.join("alerts.json"), "{\"message\": \"Bad credentials\"}\n").expect("it can be written");
    std::fs::write(folder.join("open.csv"), "Key,Severity\nV-1,\"high\nV-2,low\n").expect("it can be written");
    for (name, wanted) in [("alerts.json", "no array of objects in JSON"), ("open.csv", "nothing closes it")] {
        let done = run(&folder, &["check", name]);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(said.contains(wanted) && said.contains(name), "{said}");
    }
    std::fs::remove_dir_all(folder).expect("it is ours");
}

#[test]
fn folders_give_exports_only_where_somebody_asks_for_them() {
    let folder = folder("walk");
    let board = std::fs::read_to_string(Path::new(FOLDER).join("vulnerabilities.csv")).expect("it can be read");
    std::fs::write(folder.join("week.csv"), &board).expect("it can be written");
    std::fs::write(folder.join("package.json"), "{\"name\": \"x\"}").expect("it can be written");
    let paths = |args: &[&str]| {
        let done = run(&folder, &[&["check", "--today", "2026-06-01", "--format", "concise"], args].concat());
        (String::from_utf8_lossy(&done.stdout).lines().filter(|line| line.starts_with("week.csv")).count(), done.status.code())
    };
    assert_eq!(paths(&["."]), (0, Some(3)));
    assert!(paths(&["*.csv"]).0 > 0);
    std::fs::write(folder.join("designvet.toml"), "[kinds.remediation]\nfiles = [\"week.csv\"]\n").expect("it can be written");
    let (lines, code) = paths(&["."]);
    assert!(lines > 0 && code == Some(0), "{lines} {code:?}");
    std::fs::remove_dir_all(folder).expect("it is ours");
}

#[test]
fn a_table_of_something_else_is_passed_over_in_silence() {
    let (review, code) = check(&["sales.csv"]);
    assert_eq!((review["findings"].as_array().map(Vec::len), code), (Some(0), Some(0)));
}

#[test]
fn nothing_is_written_into_what_a_program_writes() {
    let folder = folder("written");
    let board = std::fs::read_to_string(Path::new(FOLDER).join("vulnerabilities.csv")).expect("it can be read");
    std::fs::write(folder.join("vulnerabilities.csv"), &board).expect("it can be written");
    let said = |args: &[&str]| {
        let done = run(&folder, args);
        assert_eq!(std::fs::read_to_string(folder.join("vulnerabilities.csv")).ok().as_deref(), Some(board.as_str()));
        String::from_utf8_lossy(&done.stderr).into_owned()
    };
    for option in ["--fix", "--fix-missing"] {
        let said = said(&["check", option, "vulnerabilities.csv"]);
        assert!(said.contains("vulnerabilities.csv is not mended"), "{said}");
    }
    let said = said(&["annotate", "vulnerabilities.csv"]);
    assert!(said.contains("comments are written into Markdown alone"), "{said}");
    std::fs::remove_dir_all(folder).expect("it is ours");
}
