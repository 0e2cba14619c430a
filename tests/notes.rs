//! Notes of walkthroughs: what is read in each form, and that questions and decisions of the samples are told as their key says.

use designvet::checklist::{self, CheckSpec, Checklist};
use designvet::document::Document;
use designvet::facts::{Facts, GivenKind, Statement, StatementKind};
use designvet::rule::DocKind;
use designvet::source::SourceFile;
use serde::Deserialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const SAMPLE: &str = "samples/clinic-booking-notes";
const PAIR: &str = "samples/clinic-booking-repaired";

/// The built-in checklist without rules.
fn checklist() -> Checklist {
    let checks: Vec<CheckSpec> = Vec::new();
    checklist::load(&checklist::builtin(), &checks).0
}

fn facts(path: &str, text: &str, given: Option<&GivenKind>) -> Facts {
    Facts::of(&SourceFile::new(path, text), &Document::parse(text), &checklist(), given)
}

fn given() -> GivenKind {
    GivenKind { kind: DocKind::from("notes"), reason: "the test says so".to_owned() }
}

/// Line, kind and words of each statement, then who says it, who does it by when, and what it is joined with.
fn told(text: &str) -> String {
    let file = SourceFile::new("notes.md", text);
    facts("notes.md", text, Some(&given())).statements.iter().fold(String::new(), |mut out, stated| {
        let words: Vec<&str> = stated.span.of(text).split_whitespace().collect();
        let kind = format!("{:?}", stated.kind).to_lowercase();
        let _ = write!(out, "{:>3} {kind}: {}", file.line1(stated.span.start), words.join(" "));
        for (name, span) in [("by", stated.speaker), ("owner", stated.owner), ("due", stated.due)] {
            if let Some(span) = span {
                let _ = write!(out, " | {name} {}", span.of(text));
            }
        }
        if let Some(span) = stated.linked {
            let _ = write!(out, " | with {}", file.line1(span.start));
        }
        for (name, is) in [("hedged", stated.hedged), ("done", stated.done), ("unanswered", stated.is_unanswered())] {
            if is {
                let _ = write!(out, " | {name}");
            }
        }
        let _ = writeln!(out);
        out
    })
}

#[test]
fn statements_are_read_in_every_form() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notes");
    let entries = std::fs::read_dir(folder).expect("the fixtures are there").map(|entry| entry.expect("the folder is readable").path());
    let mut fixtures: Vec<_> = entries.filter(|path| path.extension().is_some_and(|e| e == "md" || e == "txt")).collect();
    fixtures.sort();
    insta::with_settings!({ snapshot_path => "notes", prepend_module_to_snapshot => false, omit_expression => true }, {
        for path in fixtures {
            let text = std::fs::read_to_string(&path).expect("the fixture is readable");
            let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
            insta::assert_snapshot!(name, told(&text));
        }
    });
}

#[test]
fn every_form_is_known_as_notes_without_being_told() {
    for name in ["captions.md", "clock.md", "nested.md", "plain.txt", "sections.md", "speaker-lines.txt", "tables.md"] {
        let text = std::fs::read_to_string(Path::new("tests/notes").join(name)).expect("the fixture is readable");
        let kind = facts("a.md", &text, None).kind;
        assert_eq!(kind.id.as_str(), "notes", "{name}: {}", kind.reason);
    }
}

#[test]
fn other_documents_have_no_statements() {
    for name in ["prd.md", "tdd.md"] {
        let text = std::fs::read_to_string(Path::new(PAIR).join(name)).expect("the sample is readable");
        assert!(facts(name, &text, None).statements.is_empty(), "{name}");
    }
}

#[test]
fn notes_without_words_have_no_statements() {
    for text in ["", "# Minutes", "?", "- \n- [ ]\n", "| |\n|-|\n| |\n", "[00:01]\n", "Ana:\n", "Decision:", "**Q:**\n\n->\n"] {
        assert_eq!(told(text), "", "{text:?}");
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Answers {
    entry: Vec<Entry>,
    near_miss: Vec<NearMiss>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    document: String,
    r#type: String,
    notes: String,
    prd: Option<String>,
    tdd: Option<String>,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct NearMiss {
    document: String,
    looks_like: String,
    notes: String,
    why: String,
}

/// A sample document with what it states.
struct Noted {
    path: PathBuf,
    text: String,
    statements: Vec<Statement>,
}

impl Noted {
    fn read(name: &str) -> Self {
        let path = Path::new(SAMPLE).join(name);
        let text = std::fs::read_to_string(&path).expect("the sample is readable");
        let statements = facts(name, &text, None).statements;
        Self { path, text, statements }
    }

    /// The statement that these words stand in.
    fn at(&self, words: &str) -> &Statement {
        let start = self.text.find(words).unwrap_or_else(|| panic!("{}: nowhere “{words}”", self.path.display())) as u32;
        let found = self.statements.iter().find(|stated| stated.span.start <= start && start < stated.span.end);
        found.unwrap_or_else(|| panic!("{}: “{words}” is no statement", self.path.display()))
    }

    /// The type of finding that a statement by itself makes.
    fn finding(stated: &Statement) -> Option<&'static str> {
        match stated.kind {
            StatementKind::Question if stated.is_unanswered() => Some("question-unanswered"),
            StatementKind::Decision if stated.owner.is_none() => Some("decision-unowned"),
            _ => None,
        }
    }
}

fn answers() -> Answers {
    let text = std::fs::read_to_string(Path::new(SAMPLE).join("answers.toml")).expect("the key is readable");
    toml::from_str(&text).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_key_names_lines_that_are_there_once() {
    let once = |path: &Path, words: &str| {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(text.lines().filter(|line| line.contains(words)).count(), 1, "{}: “{words}”", path.display());
    };
    let key = answers();
    for entry in &key.entry {
        once(&Path::new(SAMPLE).join(&entry.document), &entry.notes);
        for (name, words) in [("prd.md", &entry.prd), ("tdd.md", &entry.tdd)] {
            if let Some(words) = words {
                once(&Path::new(PAIR).join(name), words);
            }
        }
        let contradicts = entry.r#type == "contradicts";
        assert_eq!(contradicts, entry.prd.is_some() || entry.tdd.is_some(), "{}", entry.notes);
        assert!(!entry.why.is_empty());
    }
    for near in &key.near_miss {
        once(&Path::new(SAMPLE).join(&near.document), &near.notes);
        assert!(!near.why.is_empty());
    }
    for kind in ["said-not-written", "contradicts", "question-unanswered", "decision-unowned"] {
        assert!(key.entry.iter().filter(|entry| entry.r#type == kind).count() >= 4, "{kind}");
        assert!(key.near_miss.iter().any(|near| near.looks_like == kind), "{kind}");
    }
}

#[test]
fn what_was_said_is_an_assertion_and_a_guess_is_none() {
    for entry in answers().entry.iter().filter(|entry| matches!(entry.r#type.as_str(), "said-not-written" | "contradicts")) {
        let noted = Noted::read(&entry.document);
        let stated = noted.at(&entry.notes);
        assert!(stated.is_assertion(), "{}: {:?}", entry.notes, stated.kind);
    }
    for near in answers().near_miss.iter().filter(|near| near.why.contains("guess") || near.why.contains("wish")) {
        assert!(!Noted::read(&near.document).at(&near.notes).is_assertion(), "{}", near.notes);
    }
}

#[test]
fn questions_and_decisions_of_the_samples_are_those_of_the_key() {
    let key = answers();
    let own = ["question-unanswered", "decision-unowned"];
    let (mut missed, mut extra) = (Vec::new(), Vec::new());
    for name in ["walkthrough-bullets.md", "walkthrough-speakers.md", "walkthrough-transcript.txt"] {
        let noted = Noted::read(name);
        let entries = key.entry.iter().filter(|entry| entry.document == name && own.contains(&entry.r#type.as_str()));
        let mut planted = Vec::new();
        for entry in entries {
            let stated = noted.at(&entry.notes);
            if Noted::finding(stated) == Some(entry.r#type.as_str()) {
                planted.push(stated.span);
            } else {
                missed.push(format!("{name}: {}", entry.notes));
            }
        }
        let found = noted.statements.iter().filter(|stated| Noted::finding(stated).is_some() && !planted.contains(&stated.span));
        extra.extend(found.map(|stated| format!("{name}: {}", stated.span.of(&noted.text))));
        for near in key.near_miss.iter().filter(|near| near.document == name && own.contains(&near.looks_like.as_str())) {
            assert_eq!(Noted::finding(noted.at(&near.notes)), None, "{name}: {}", near.notes);
        }
    }
    assert!(missed.is_empty() && extra.is_empty(), "missed {missed:#?}, too many {extra:#?}");
}
