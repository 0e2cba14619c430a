//! Requirements read from documents of each shape: `tests/requirements/*.md` beside what is read in them.

use designvet::checklist::{self, CheckSpec};
use designvet::document::Document;
use designvet::facts::{Facts, GivenKind};
use designvet::rule::DocKind;
use designvet::source::SourceFile;
use std::fmt::Write as _;
use std::path::Path;

/// What a document of this kind says.
fn facts(kind: &str, text: &str) -> Facts {
    let checks: Vec<CheckSpec> = Vec::new();
    let (list, _) = checklist::load(&checklist::builtin(), &checks);
    let given = GivenKind { kind: DocKind::from(kind), reason: "the test says so".to_owned() };
    Facts::of(&SourceFile::new("a.md", text), &Document::parse(text), &list, Some(&given))
}

/// Line, id and text of each requirement, one a line.
fn read(text: &str) -> String {
    let file = SourceFile::new("prd.md", text);
    facts("prd", text).requirements.iter().fold(String::new(), |mut out, r| {
        let words: Vec<&str> = r.span.of(text).split_whitespace().collect();
        let _ = writeln!(out, "{:>3} {}: {}", file.line1(r.span.start), r.id, words.join(" "));
        out
    })
}

/// Line, id, wording, priority and scope with the words that say them, lines of criteria, and title of each requirement.
fn attached(text: &str) -> String {
    let file = SourceFile::new("prd.md", text);
    facts("prd", text).requirements.iter().fold(String::new(), |mut out, r| {
        let wording = format!("{:?}", r.wording).to_lowercase();
        let _ = write!(out, "{:>3} {} {wording}", file.line1(r.span.start), r.id);
        if let Some(said) = r.priority {
            let _ = write!(out, ", {} by {:?} \u{201c}{}\u{201d}", said.value.name(), said.by, said.span.of(text));
        }
        if let Some(said) = r.scope {
            let _ = write!(out, ", {} by {:?} \u{201c}{}\u{201d}", said.value.name(), said.by, said.span.of(text));
        }
        if !r.acceptance.is_empty() {
            let lines: Vec<String> = r.acceptance.iter().map(|span| file.line1(span.start).to_string()).collect();
            let _ = write!(out, ", accepted by {}", lines.join(" "));
        }
        let _ = writeln!(out, ": {}", r.title);
        out
    })
}

/// Line, kind and name of each statement of a design, then the ids it names.
fn designed(text: &str) -> String {
    let file = SourceFile::new("tdd.md", text);
    let facts = facts("tdd", text);
    let mut out = facts.design.iter().fold(String::new(), |mut out, d| {
        let kind = format!("{:?}", d.kind).to_lowercase();
        let _ = writeln!(out, "{:>3} {kind}: {}", file.line1(d.span.start), d.name);
        out
    });
    for mention in &facts.requirement_mentions {
        let _ = writeln!(out, "{:>3} names {}", file.line1(mention.span.start), mention.id);
    }
    out
}

#[test]
fn requirements_are_read_in_every_shape() {
    snapshots("tests/requirements", read);
}

#[test]
fn priority_scope_and_criteria_are_attached() {
    snapshots("tests/requirements/attached", attached);
}

#[test]
fn designs_are_read_for_what_they_state() {
    snapshots("tests/requirements/designs", designed);
}

/// Compares what `show` makes of each document in a folder with the snapshot beside it.
fn snapshots(folder: &str, show: fn(&str) -> String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let (beside, folder) = (folder.trim_start_matches("tests/").to_owned(), path);
    let entries = std::fs::read_dir(folder).expect("the fixtures are there").map(|entry| entry.expect("the folder is readable").path());
    let mut fixtures: Vec<_> = entries.filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
    fixtures.sort();
    insta::with_settings!({ snapshot_path => beside, prepend_module_to_snapshot => false, omit_expression => true }, {
        for path in fixtures {
            let text = std::fs::read_to_string(&path).expect("the fixture is readable");
            let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
            insta::assert_snapshot!(name, show(&text));
        }
    });
}

#[test]
fn ids_are_counted_once_and_numbers_follow_the_document() {
    let text = "# PRD\n\n## Features\n\n- One\n- FR-2: Two\n- Three\n\n## Requirements\n\n- FR-2: Two again\n";
    assert_eq!(read(text), "  5 R1: One\n  6 FR-2: FR-2: Two\n  7 R3: Three\n");
}

#[test]
fn documents_without_text_have_none() {
    for text in ["", "# PRD", "## Requirements\n", "## Requirements\n\n-\n\n| |\n|-|\n| |\n"] {
        assert_eq!(read(text), "", "{text:?}");
    }
}
