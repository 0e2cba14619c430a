//! Requirements read from documents of each shape: `tests/requirements/*.md` beside what is read in them.

use designvet::checklist::{self, CheckSpec};
use designvet::document::Document;
use designvet::facts::{Facts, GivenKind};
use designvet::rule::DocKind;
use designvet::source::SourceFile;
use std::fmt::Write as _;
use std::path::Path;

/// Line, id and text of each requirement, one a line.
fn read(text: &str) -> String {
    let checks: Vec<CheckSpec> = Vec::new();
    let (list, _) = checklist::load(&checklist::builtin(), &checks);
    let file = SourceFile::new("prd.md", text);
    let given = GivenKind { kind: DocKind::from("prd"), reason: "the test says so".to_owned() };
    let facts = Facts::of(&file, &Document::parse(text), &list, Some(&given));
    facts.requirements.iter().fold(String::new(), |mut out, r| {
        let words: Vec<&str> = r.span.of(text).split_whitespace().collect();
        let _ = writeln!(out, "{:>3} {}: {}", file.line1(r.span.start), r.id, words.join(" "));
        out
    })
}

#[test]
fn requirements_are_read_in_every_shape() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/requirements");
    let entries = std::fs::read_dir(folder).expect("the fixtures are there").map(|entry| entry.expect("the folder is readable").path());
    let mut fixtures: Vec<_> = entries.filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
    fixtures.sort();
    insta::with_settings!({ snapshot_path => "requirements", prepend_module_to_snapshot => false, omit_expression => true }, {
        for path in fixtures {
            let text = std::fs::read_to_string(&path).expect("the fixture is readable");
            let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
            insta::assert_snapshot!(name, read(&text));
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
