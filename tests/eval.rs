//! `designvet eval` on a small labelled set of our own, and against the scorer of the evaluation material where that is at hand.
//!
//! That material lies in `../shared/eval` or in `$DESIGNVET_SHARED/eval` and is no part of the project.

use clap::Parser as _;
use designvet::cli::{Args, Exit, run};
use designvet::eval::{Accepted, Label, Said, Score, Tables, write_json};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The figures that `eval` writes for a folder, and how it ended.
fn eval(dir: &Path, name: &str) -> (Exit, Value) {
    let out = scratch(name);
    let _ = std::fs::remove_file(&out);
    let (dir, to) = (dir.to_string_lossy(), out.to_string_lossy());
    let args = ["designvet", "--no-config", "--quiet", "eval", &dir, "--format", "json", "--misses", "--output", &to];
    let exit = run(Args::try_parse_from(args).expect("the arguments are valid")).expect("the folder can be read");
    let text = std::fs::read_to_string(&out).unwrap_or_else(|_| "null".to_owned());
    (exit, serde_json::from_str(&text).expect("the figures are JSON"))
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn a_small_set_comes_to_the_figures_counted_by_hand() {
    let (exit, read) = eval(Path::new("tests/eval/set"), "eval-small.json");
    assert_eq!((exit, &read["schema"], &read["pairs"]), (Exit::Clean, &json!("designvet.eval/1"), &json!(1)));
    let figures = &read["figures"];
    assert_eq!(figures["kind_accuracy"], json!(1.0));
    assert_eq!(figures["retention"], json!({"precision": 0.667, "recall": 1.0, "f1": 0.8, "tp": 2, "fp": 1, "fn": 0}));
    assert_eq!(figures["data_flow_diagram"]["tp"], json!(1));
    assert_eq!(figures["requirements_found"], json!({"precision": null, "recall": 1.0, "f1": null, "tp": 2, "fp": 0, "fn": 0}));
    let extra = json!({"pair": "desk", "document": "tdd", "figure": "retention", "what": "extra", "about": "kept for 2 days", "line": 15, "tdd_line": null});
    let misses = read["misses"].as_array().expect("misses are a list");
    assert!(misses.contains(&extra), "{misses:#?}");
}

#[test]
fn what_is_wrong_with_labels_is_an_error_and_the_others_are_measured() {
    let set = scratch("eval-broken");
    for folder in ["labels", "pairs/desk", "pairs/cut"] {
        std::fs::create_dir_all(set.join(folder)).expect("a folder can be made");
    }
    for file in ["labels/desk.json", "pairs/desk/prd.md", "pairs/desk/tdd.md"] {
        std::fs::copy(Path::new("tests/eval/set").join(file), set.join(file)).expect("a file can be copied");
    }
    std::fs::write(set.join("labels/cut.json"), "{\"prd\": {\"kind\": \"prd\"}}").expect("a file can be written");
    std::fs::write(set.join("labels/gone.json"), std::fs::read("tests/eval/set/labels/desk.json").expect("it is there"))
        .expect("a file can be written");
    let (exit, read) = eval(&set, "eval-broken.json");
    assert_eq!((exit, &read["pairs"]), (Exit::Failure, &json!(1)));
}

/// The scorer, when it and Python are at hand.
fn scorer() -> Option<PathBuf> {
    let shared = std::env::var_os("DESIGNVET_SHARED").map_or_else(|| Path::new("..").join("shared"), PathBuf::from);
    let scorer = std::path::absolute(shared.join("eval/score.py")).ok()?;
    let runs = scorer.is_file() && Command::new("python3").arg("--version").output().is_ok_and(|o| o.status.success());
    if !runs {
        let _ = writeln!(std::io::stderr(), "NOT TESTED: there is no {} or no python3 (set DESIGNVET_SHARED)", scorer.display());
    }
    runs.then_some(scorer)
}

fn scored(scorer: &Path, binary: &Path, set: &Path, name: &str) -> Value {
    let out = scratch(name);
    let run = Command::new("python3").arg(scorer).arg("--bin").arg(binary).arg("--set").arg(set).arg("--json").arg(&out).output();
    let run = run.expect("python3 runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_str(&std::fs::read_to_string(out).expect("the scorer wrote its figures")).expect("they are JSON")
}

#[test]
fn labelled_pairs_come_to_the_figures_of_the_scorer() {
    let Some(scorer) = scorer() else { return };
    let binary = Path::new(env!("CARGO_BIN_EXE_designvet"));
    let dev = scorer.with_file_name("dev");
    for (set, name) in [(Path::new("tests/eval/set"), "small"), (dev.as_path(), "dev")] {
        let (_, ours) = eval(set, &format!("eval-{name}-ours.json"));
        assert_eq!(ours["figures"], scored(&scorer, binary, set, &format!("eval-{name}-theirs.json")), "{name}");
    }
}

/// Numbers without a pattern, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }
    fn some<T>(&mut self, most: u64, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.below(most + 1);
        (0..count).map(|_| make(self)).collect()
    }
    fn line(&mut self) -> u64 {
        1 + self.below(24)
    }
    fn lines(&mut self) -> Value {
        let first = self.line();
        json!([first, first + self.below(30)])
    }
    fn place(&mut self) -> Value {
        if self.below(5) == 0 {
            return Value::Null;
        }
        let line = if self.below(6) == 0 { Value::Null } else { json!(self.line()) };
        json!({"line": line, "surface": format!("{} with {} {}", self.of(WORDS), self.of(WORDS), self.below(3))})
    }
}

const WORDS: &[&str] = &["Stripe", "sendgrid", "user data", "eu-west-1", "Role", "token", "S3", "Twilio SendGrid", "30 days"];
const KINDS: &[&str] = &["prd", "tdd", "mixed", "other"];
const STATES: &[&str] = &["addressed", "stub", "absent"];
const TOPICS: &[&str] = &["goals", "api", "threats", "testing", "users"];
const FLOWS: &[&str] = &["diagram", "prose", "absent"];
const NAMES: &[&str] = &["Email address", "full name", "usage data", "File Name", "chat", "unknown thing"];
const ELEMENTS: &[&str] =
    &["contact.email", "identity.full_name", "behav.usage", "comm.messages", "meta.pii", "loc.coarse", "contact.work"];
const PARTIES: &[&str] = &["Stripe", "AWS S3", "aws-s3", "SendGrid", "Twilio"];
const ROLES: &[&str] = &["processed", "excluded"];
const USES: &[&str] = &["used", "optional", "future", "rejected", "competitor"];
const LAWS: &[&str] = &["GDPR", "gdpr", "UK GDPR", "HIPAA", "PCI DSS", "PCI-DSS v4"];
const TYPES: &[&str] = &[
    "vendor",
    "data_element",
    "retention",
    "region",
    "number",
    "scope",
    "design_unrequested",
    "terminology",
    "other",
    "requirement_uncovered",
];

fn label_document(dice: &mut Dice) -> Value {
    let topics: serde_json::Map<String, Value> =
        TOPICS.iter().map(|t| ((*t).to_owned(), json!({"state": dice.of(STATES), "lines": dice.lines()}))).collect();
    json!({
        "kind": dice.of(KINDS), "topics": topics, "data_flow": {"state": dice.of(FLOWS), "lines": null},
        "data_elements": dice.some(5, |d| json!({"element": d.of(NAMES), "surface": "x", "line": d.line(), "role": d.of(ROLES)})),
        "third_parties": dice.some(4, |d| json!({"name": d.of(PARTIES), "surface": "x", "line": d.line(), "role": d.of(USES)})),
        "regulations": dice.some(3, |d| json!({"name": d.of(LAWS), "line": d.line()})),
        "retention": dice.some(4, |d| json!({"surface": "x", "line": d.line()})),
    })
}

fn said_document(dice: &mut Dice, path: &str) -> Value {
    json!({
        "path": path, "kind": dice.of(KINDS), "topics": dice.some(8, |d| json!({"id": d.of(TOPICS), "state": d.of(STATES)})),
        "data_flow": {"state": dice.of(FLOWS), "lines": null},
        "data_elements": dice.some(6, |d| json!({"id": d.of(ELEMENTS), "role": d.of(ROLES), "line": d.line()})),
        "third_parties": dice.some(4, |d| json!({"id": d.of(PARTIES), "role": d.of(USES), "line": d.line()})),
        "regulations": dice.some(4, |d| json!({"name": d.of(LAWS), "line": d.line()})),
        "retention": dice.some(5, |d| json!({"surface": "x", "line": d.line()})),
    })
}

fn discrepancies(dice: &mut Dice, most: u64) -> Vec<Value> {
    dice.some(most, |d| json!({"type": d.of(TYPES), "prd": d.place(), "tdd": d.place(), "why": "x", "message": "x", "severity": d.of(&["high", "medium", "low"])}))
}

/// Prints what lies beside the pair that it is asked for; copies under other names hold their pair's folder.
const FAKE: &str = "#!/usr/bin/env python3
import pathlib, sys
first = pathlib.Path(sys.argv[-2])
blind = first.stem == 'a'
folder = pathlib.Path(first.read_text().splitlines()[0]) if blind else first.parent
print((folder / ('blind.json' if blind else sys.argv[1] + '.json')).read_text())
";

#[test]
fn made_up_labels_and_readings_come_to_the_figures_of_the_scorer() {
    let Some(scorer) = scorer() else { return };
    let set = scratch("eval-made-up");
    let _ = std::fs::remove_dir_all(&set);
    std::fs::create_dir_all(set.join("labels")).expect("a folder can be made");
    let elements = "*\tmeta.pii\nemail address\tcontact.email,contact.work\nfull name\tidentity.full_name\nusage data\tbehav.usage\nfile name\t\nchat\tcomm.messages\n";
    let parties = "stripe\tStripe\naws s3\tAWS S3\naws-s3\tAWS S3\nsendgrid\tSendGrid,Twilio\ntwilio\tTwilio\n";
    let (mut score, mut tables) = (Score::default(), Tables { elements: Accepted::default(), parties: Accepted::default() });
    for (name, table, text) in [("elements.tsv", &mut tables.elements, elements), ("parties.tsv", &mut tables.parties, parties)] {
        table.add(text);
        std::fs::write(set.join(name), text).expect("a file can be written");
    }
    let mut dice = Dice(7);
    for number in 0..40 {
        let name = format!("pair-{number:02}");
        let folder = set.join("pairs").join(&name);
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let label = json!({
            "prd": label_document(&mut dice), "tdd": label_document(&mut dice),
            "requirements": dice.some(9, |d| json!({"id": "R", "line": d.line(), "coverage": d.of(&["full", "partial", "none"]), "tdd_lines": d.some(2, Dice::lines)})),
            "discrepancies": discrepancies(&mut dice, 9),
        });
        let facts = json!({"documents": [said_document(&mut dice, "x/prd.md"), said_document(&mut dice, "x/tdd.md")]});
        let blind = json!({"documents": [{"path": "a.md", "kind": dice.of(KINDS)}, {"path": "b.md", "kind": dice.of(KINDS)}]});
        let requirement = |d: &mut Dice| json!({"line": d.line(), "status": d.of(&["covered", "uncovered", "partial"]), "links": d.some(5, |d| json!({"lines": d.lines()}))});
        let review = json!({"trace": {"requirements": dice.some(9, requirement)}, "discrepancies": discrepancies(&mut dice, 14)});
        let mut prd = folder.display().to_string();
        for _ in 0..dice.below(12) {
            prd.push_str(dice.of(&["\n", "\n \t", "\ntext", "\r\nmore"]));
        }
        for (file, text) in [
            ("prd.md", prd.clone()),
            ("tdd.md", prd.clone()),
            ("facts.json", facts.to_string()),
            ("blind.json", blind.to_string()),
            ("review.json", review.to_string()),
        ] {
            std::fs::write(folder.join(file), text).expect("a file can be written");
        }
        std::fs::write(set.join(format!("labels/{name}.json")), label.to_string()).expect("a file can be written");
        let label = Label::read(&label.to_string(), &name).expect("it is a label");
        let said = Said::from_json(facts.to_string().as_bytes(), blind.to_string().as_bytes(), review.to_string().as_bytes(), &prd);
        score.add(&name, &name, &label, &said.expect("it is what the tool prints"), &tables);
    }
    let fake = set.join("fake.py");
    std::fs::write(&fake, FAKE).expect("a file can be written");
    #[cfg(unix)]
    std::fs::set_permissions(&fake, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it can be made a program");
    let mut bytes = Vec::new();
    write_json(&score, false, &mut bytes).expect("a vector takes every byte");
    let ours: Value = serde_json::from_slice(&bytes).expect("the figures are JSON");
    let theirs = scored(&scorer, &fake, &set, "eval-made-up-theirs.json");
    let mut apart = String::new();
    for (name, value) in theirs.as_object().expect("figures have names") {
        if ours["figures"][name] != *value {
            let _ = writeln!(apart, "{name}: {} and not {value}", ours["figures"][name]);
        }
    }
    assert!(apart.is_empty(), "\n{apart}");
    assert_eq!(ours["figures"].as_object().map(serde_json::Map::len), theirs.as_object().map(serde_json::Map::len));
    assert!(!score.unmapped.is_empty() && score.misses.len() > 100);
}
