//! Notes of walkthroughs: what is read in each form, and that what the samples ask, decide and say otherwise than their documents is
//! told as their keys say.

use designvet::checklist::{self, CheckSpec, Checklist};
use designvet::config::Config;
use designvet::discrepancy::Case;
use designvet::document::Document;
use designvet::facts::{Facts, GivenKind, Statement, StatementKind};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::rule::DocKind;
use designvet::settings::Settings;
use designvet::source::SourceFile;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder of notes with a key, and the pair they are about.
struct Sample {
    notes: &'static str,
    pair: &'static str,
    documents: &'static [&'static str],
}

const SAMPLES: &[Sample] = &[
    Sample {
        notes: "samples/clinic-booking-notes",
        pair: "samples/clinic-booking-repaired",
        documents: &["walkthrough-bullets.md", "walkthrough-speakers.md", "walkthrough-transcript.txt"],
    },
    Sample { notes: "samples/hearthside-repairs-notes", pair: "samples/hearthside-repairs", documents: &["walkthrough.md"] },
    Sample { notes: "samples/stridelark-notes", pair: "samples/stridelark", documents: &["walkthrough.txt"] },
];

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
        let text = read(&Path::new(SAMPLES[0].pair).join(name));
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
    /// Lines that may be reported as well: they say more of an entry.
    consequence: Vec<Consequence>,
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
    /// True for one that is not found yet.
    #[serde(default)]
    missed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct NearMiss {
    document: String,
    looks_like: String,
    notes: String,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Consequence {
    document: String,
    notes: String,
}

impl Answers {
    fn of(sample: &Sample) -> Self {
        let text = read(&Path::new(sample.notes).join("answers.toml"));
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", sample.notes))
    }

    /// What of a document the two other documents are held against.
    fn compared<'a>(&'a self, document: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entry.iter().filter(move |entry| entry.document == document && COMPARED.contains(&entry.r#type.as_str()))
    }
}

/// Types of entries that need the pair.
const COMPARED: [&str; 2] = ["said-not-written", "contradicts"];
/// Types of entries that notes show by themselves.
const OWN: [&str; 2] = ["question-unanswered", "decision-unowned"];

/// A sample document with what it states.
struct Noted {
    path: PathBuf,
    text: String,
    statements: Vec<Statement>,
}

impl Noted {
    fn read(sample: &Sample, name: &str) -> Self {
        let path = Path::new(sample.notes).join(name);
        let text = read(&path);
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

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The one line that some words stand on.
fn line(text: &str, words: &str) -> u32 {
    let lines: Vec<usize> = text.lines().enumerate().filter(|(_, line)| line.contains(words)).map(|(at, _)| at + 1).collect();
    let [line] = lines[..] else { panic!("“{words}” stands on {} lines", lines.len()) };
    u32::try_from(line).expect("a sample is short")
}

#[test]
fn the_key_names_lines_that_are_there_once() {
    for sample in SAMPLES {
        let key = Answers::of(sample);
        let once = |folder: &str, name: &str, words: &str| line(&read(&Path::new(folder).join(name)), words);
        for entry in &key.entry {
            once(sample.notes, &entry.document, &entry.notes);
            for (name, words) in [("prd.md", &entry.prd), ("tdd.md", &entry.tdd)] {
                if let Some(words) = words {
                    once(sample.pair, name, words);
                }
            }
            let contradicts = entry.r#type == "contradicts";
            assert_eq!(contradicts, entry.prd.is_some() || entry.tdd.is_some(), "{}", entry.notes);
            assert!(!entry.why.is_empty());
        }
        for near in &key.near_miss {
            once(sample.notes, &near.document, &near.notes);
            assert!(!near.why.is_empty());
        }
        for follows in &key.consequence {
            once(sample.notes, &follows.document, &follows.notes);
        }
        for kind in COMPARED {
            assert!(key.entry.iter().filter(|entry| entry.r#type == kind).count() >= 3, "{kind}");
            assert!(key.near_miss.iter().any(|near| near.looks_like == kind), "{kind}");
        }
    }
}

#[test]
fn what_was_said_is_an_assertion_and_a_guess_is_none() {
    for sample in SAMPLES {
        let key = Answers::of(sample);
        for entry in key.entry.iter().filter(|entry| COMPARED.contains(&entry.r#type.as_str())) {
            let noted = Noted::read(sample, &entry.document);
            let stated = noted.at(&entry.notes);
            assert!(stated.is_assertion(), "{}: {:?}", entry.notes, stated.kind);
        }
        for near in key.near_miss.iter().filter(|near| near.why.contains("guess") || near.why.contains("wish")) {
            assert!(!Noted::read(sample, &near.document).at(&near.notes).is_assertion(), "{}", near.notes);
        }
    }
}

#[test]
fn questions_and_decisions_of_the_samples_are_those_of_the_key() {
    let (mut missed, mut extra) = (Vec::new(), Vec::new());
    for (sample, name) in SAMPLES.iter().flat_map(|sample| sample.documents.iter().map(move |name| (sample, *name))) {
        let key = Answers::of(sample);
        let noted = Noted::read(sample, name);
        let entries = key.entry.iter().filter(|entry| entry.document == name && OWN.contains(&entry.r#type.as_str()));
        let mut planted = Vec::new();
        for entry in entries {
            let stated = noted.at(&entry.notes);
            if Noted::finding(stated) == Some(entry.r#type.as_str()) {
                planted.push(stated.span);
            } else if !entry.missed {
                missed.push(format!("{name}: {}", entry.notes));
            }
        }
        let found = noted.statements.iter().filter(|stated| Noted::finding(stated).is_some() && !planted.contains(&stated.span));
        extra.extend(found.map(|stated| format!("{name}: {}", stated.span.of(&noted.text))));
        for near in key.near_miss.iter().filter(|near| near.document == name && OWN.contains(&near.looks_like.as_str())) {
            assert_eq!(Noted::finding(noted.at(&near.notes)), None, "{name}: {}", near.notes);
        }
    }
    assert!(missed.is_empty() && extra.is_empty(), "missed {missed:#?}, too many {extra:#?}");
}

/// Notes beside their pair, as `review PRD TDD --notes FILE` has them.
fn reviewed(sample: &Sample, notes: &str) -> Review {
    let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    let profile = [Profile { checklist, settings: Settings::default(), waivers: None }];
    let input = |folder: &str, name: &str, kind: &str| {
        let path = Path::new(folder).join(name);
        let file = Arc::new(SourceFile::new(path.to_string_lossy(), read(&path)));
        Input {
            file,
            kind: Some(GivenKind { kind: DocKind::from(kind), reason: "the test says so".to_owned() }),
            fallback: None,
            profile: 0,
        }
    };
    let files = vec![input(sample.pair, "prd.md", "prd"), input(sample.pair, "tdd.md", "tdd"), input(sample.notes, notes, "notes")];
    review(Inputs { files, mode: Mode::Review, available: &designvet::cli::available }, &profile)
}

/// A statement that is told because of the pair: what it is, its lines in the notes, and those that are quoted of the two documents.
struct Told {
    kind: &'static str,
    message: String,
    notes: BTreeSet<u32>,
    written: [BTreeSet<u32>; 2],
}

fn told_of_the_pair(review: &Review) -> Vec<Told> {
    let mut all = Vec::new();
    for found in &review.discrepancies {
        let kind = match found.case {
            Case::SaidUnwritten => "said-not-written",
            Case::SaidOtherwise => "contradicts",
            _ => continue,
        };
        let lines = |labels: &[designvet::finding::Label]| -> BTreeSet<u32> {
            let of = |label: &designvet::finding::Label| review.document(label.file).file.lines1(label.span);
            labels.iter().map(of).flat_map(|(first, last)| first..=last).collect()
        };
        let notes = lines(found.told.as_slice());
        all.push(Told { kind, message: found.message.clone(), notes, written: [lines(&found.said), lines(&found.built)] });
    }
    all
}

#[test]
fn what_was_said_and_is_not_written_is_found_and_nothing_else() {
    let mut wrong = Vec::new();
    for (sample, name) in SAMPLES.iter().flat_map(|sample| sample.documents.iter().map(move |name| (sample, *name))) {
        let key = Answers::of(sample);
        let text = read(&Path::new(sample.notes).join(name));
        let told = told_of_the_pair(&reviewed(sample, name));
        let pair = ["prd.md", "tdd.md"].map(|name| read(&Path::new(sample.pair).join(name)));
        for entry in key.compared(name) {
            let at = line(&text, &entry.notes);
            let quoted = |found: &Told| {
                [&entry.prd, &entry.tdd]
                    .into_iter()
                    .enumerate()
                    .any(|(side, words)| words.as_ref().is_some_and(|words| found.written[side].contains(&line(&pair[side], words))))
            };
            let is_found = told
                .iter()
                .any(|found| found.kind == entry.r#type && found.notes.contains(&at) && (found.kind != "contradicts" || quoted(found)));
            if is_found == entry.missed {
                let what = if entry.missed { "is found: take `missed` out of the key" } else { "is not found" };
                wrong.push(format!("{name}: {} {what}: {} {}", entry.r#type, entry.notes, entry.why));
            }
        }
        let may_be: BTreeSet<u32> = {
            let entries = key.compared(name).map(|entry| entry.notes.as_str());
            let follows = key.consequence.iter().filter(|follows| follows.document == name).map(|follows| follows.notes.as_str());
            entries.chain(follows).map(|words| line(&text, words)).collect()
        };
        let extra = told.iter().filter(|found| found.notes.is_disjoint(&may_be));
        wrong.extend(extra.map(|found| format!("{name}:{:?}: too much: {}", found.notes, found.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
