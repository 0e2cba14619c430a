//! Baselines: what is known is hidden and stays so when lines move, what is new is shown, what is settled is told of; and files that are none.

use designvet::baseline::{Baseline, Entry, FILE_NAME};
use designvet::checklist::Checklist;
use designvet::config::Config;
use designvet::review::{Input, Inputs, Mode, Profile, Review, Scope, State, review};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

const PACK: &str = r#"
[[rule]]
id = "acme-codename-used"
kind = "phrase"
forbid = ["bluebird"]
applies-to = ["tdd"]
severity = "high"
release = "before-release"
teams = ["security"]
message = "an internal name: {found}"
why = "w"
advice = "a"
ask = "q"
"#;

const CONFIG: &str = "extends = [\"acme.toml\"]\nselect = [\"acme\", \"waiver\", \"privacy-secret-in-document\"]\n";

/// A design with a finding in each of two sections.
const DESIGN: &str = "# Jobs: technical design\n\nThe worker reads one job after the other from its queue and writes the result beside it. Nobody else reads the queue, and the results are kept for a day. A job that fails is tried again after a minute, three times at most.\n\n## Queue\n\nBluebird reads.\n\n## Storage\n\nBluebird writes.\n";

/// A folder with the rule above, and some documents.
fn folder(name: &str, documents: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("baseline").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for (path, text) in [("acme.toml", PACK), ("designvet.toml", CONFIG)].iter().chain(documents) {
        write(&folder, path, text);
    }
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
    std::fs::write(path, text).expect("a file can be written");
}

fn text(folder: &Path) -> String {
    std::fs::read_to_string(folder.join(FILE_NAME)).expect("the baseline is there")
}

/// Exit code, standard output and standard error.
fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_designvet"))
        .current_dir(folder)
        .args(args)
        .env("COLUMNS", "80")
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (run.status.code().unwrap_or(-1), text(&run.stdout), text(&run.stderr))
}

fn create(folder: &Path) {
    let (code, _, err) = run(folder, &["baseline", "create"]);
    assert_eq!((code, err.as_str()), (0, ""));
}

/// What `check` shows, one finding a line.
fn shown(folder: &Path, args: &[&str]) -> Vec<String> {
    let (_, out, _) = run(folder, &[&["check"], args, &["--format", "concise"]].concat());
    out.lines().map(str::to_owned).collect()
}

fn json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&run(folder, args).1).expect("it is JSON")
}

/// Entries that hold, that are settled and that were not looked at.
fn standing(folder: &Path, args: &[&str]) -> [u64; 3] {
    let json = json(folder, &[&["baseline", "show", "--format", "json"], args].concat());
    ["holds", "settled", "unseen"].map(|state| json["baselines"][0][state].as_u64().expect("a number"))
}

fn assert_valid(schema: &str, json: &Value) {
    let schema = std::fs::read_to_string(format!("docs/schemas/{schema}.schema.json")).expect("the schema can be read");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let errors: Vec<String> = validator.iter_errors(json).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn what_is_known_is_hidden_wherever_the_run_starts_and_what_is_new_is_shown() {
    let folder = folder("adoption", &[("docs/jobs-tdd.md", DESIGN), ("docs/rooms-tdd.md", &DESIGN.replace("Jobs", "Rooms"))]);
    assert_eq!(shown(&folder, &["."]).len(), 4);
    create(&folder);
    for (from, path) in [("", "."), ("", "docs/jobs-tdd.md"), ("docs", "."), ("docs", ".."), ("docs", "jobs-tdd.md")] {
        let (code, out, err) = run(&folder.join(from), &["check", path, "--format", "concise"]);
        assert_eq!((code, out.as_str()), (0, ""), "{from} {path}");
        assert!(err.contains("designvet.baseline.json are not shown"), "{from} {path}: {err}");
    }
    let (code, out, _) =
        run(folder.parent().expect("it has one"), &["check", folder.to_str().expect("it is UTF-8"), "--format", "concise"]);
    assert_eq!((code, out.as_str()), (0, ""));
    write(&folder, "docs/jobs-tdd.md", &format!("{DESIGN}\n## Alarms\n\nBluebird rings.\n"));
    let found = shown(&folder, &["."]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("docs/jobs-tdd.md:15:1: high:"), "{found:?}");
    assert_eq!(shown(&folder, &[".", "--no-baseline"]).len(), 5);
    let (code, out, err) = run(&folder, &["check", "."]);
    assert_eq!(code, 1);
    assert!(out.contains("  baseline        4 findings of designvet.baseline.json are not shown.") && out.contains("4 known."), "{out}");
    assert_eq!(err, "");
}

#[test]
fn a_baseline_is_made_once_with_one_entry_a_line_and_the_same_bytes() {
    let folder = folder("once", &[("docs/jobs-tdd.md", DESIGN)]);
    create(&folder);
    let first = text(&folder);
    assert_valid("baseline-1", &serde_json::from_str(&first).expect("it is JSON"));
    assert_eq!(first.lines().filter(|line| line.contains("\"document\":\"docs/jobs-tdd.md\",\"rule\":\"acme-codename-used\"")).count(), 2);
    let (code, _, err) = run(&folder, &["baseline", "create"]);
    assert_eq!(code, 2);
    assert!(err.contains("baseline update --add") && err.contains("--force"), "{err}");
    let (code, ..) = run(&folder.join("docs"), &["baseline", "create", "--force", ".."]);
    assert_eq!((code, text(&folder)), (0, first));
    assert!(!folder.join("docs").join(FILE_NAME).exists(), "the one in use is begun anew");
}

#[test]
fn what_is_mended_waived_or_gone_is_settled_and_update_drops_it_and_adds_nothing() {
    let other = DESIGN.replace("Jobs", "Rooms");
    let folder =
        folder("settled", &[("jobs-tdd.md", DESIGN), ("rooms-tdd.md", &other), ("doors-tdd.md", &DESIGN.replace("Jobs", "Doors"))]);
    create(&folder);
    assert_eq!(standing(&folder, &["."]), [6, 0, 0]);
    let mended = DESIGN.replace("Bluebird reads.", "The worker reads.");
    write(&folder, "jobs-tdd.md", &mended);
    write(
        &folder,
        "rooms-tdd.md",
        &other.replace("Bluebird writes.", "Bluebird writes. <!-- designvet: waive acme-codename-used reason=\"quoted\" -->"),
    );
    std::fs::remove_file(folder.join("doors-tdd.md")).expect("it is there");
    assert_eq!(standing(&folder, &["."]), [2, 4, 0]);
    assert_eq!(standing(&folder, &["jobs-tdd.md"]), [1, 3, 2], "of a document that is not looked at nothing is known");
    let (code, out, err) = run(&folder, &["check", ".", "--format", "concise"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert_eq!(err, "2 findings of designvet.baseline.json are not shown; 4 entries are settled: `designvet baseline update`\n");
    // Another rule is looked for: of these entries nothing is known.
    let narrow = json(&folder, &["check", ".", "--select", "waiver", "--format", "json"]);
    assert_eq!(narrow["baselines"][0]["unseen"], 4);
    write(&folder, "jobs-tdd.md", &format!("{mended}\n## Alarms\n\nBluebird rings.\n\n## Bells\n\nBluebird sings.\n"));
    let before = shown(&folder, &["."]);
    let (code, out, _) = run(&folder, &["baseline", "update"]);
    assert_eq!((code, out.as_str()), (0, "designvet.baseline.json: 4 dropped, 2 kept\n"));
    assert_eq!((before.len(), shown(&folder, &["."])), (2, before));
    let (_, out, _) = run(&folder, &["baseline", "update", "--add"]);
    assert_eq!(out, "designvet.baseline.json: 0 dropped, 2 kept, 2 taken in\n");
    assert_eq!(shown(&folder, &["."]), [""; 0]);
    let before = text(&folder);
    let (_, out, _) = run(&folder, &["baseline", "update", "--add"]);
    assert_eq!((out.as_str(), text(&folder)), ("designvet.baseline.json: 0 dropped, 4 kept, 0 taken in\n", before));
}

#[test]
fn what_a_document_has_once_is_the_same_under_another_heading_and_one_of_several_is_not() {
    let once = DESIGN.replace("Bluebird writes.", "The worker writes.");
    let folder = folder("headings", &[("jobs-tdd.md", &once), ("rooms-tdd.md", DESIGN)]);
    create(&folder);
    let created = text(&folder);
    for (path, text) in [("jobs-tdd.md", &once), ("rooms-tdd.md", &DESIGN.to_owned())] {
        write(&folder, path, &text.replace("## Queue", "## 4. Line of jobs"));
    }
    let found = shown(&folder, &["."]);
    assert!(found.len() == 1 && found[0].starts_with("rooms-tdd.md:7:1:"), "{found:?}");
    // From now on it is known under that heading.
    let (_, out, _) = run(&folder, &["baseline", "update"]);
    assert_eq!(out, "designvet.baseline.json: 1 dropped, 2 kept\n");
    let print = |text: &str| text.split("\"fingerprint\":\"").nth(1).and_then(|rest| rest.get(..32)).map(str::to_owned);
    let (before, after) = (print(&created).expect("it has one"), print(&text(&folder)).expect("it has one"));
    assert!(before[..16] == after[..16] && before[16..] != after[16..], "{before} {after}");
    // A number in front of a heading is no part of it, nor is the title.
    write(
        &folder,
        "jobs-tdd.md",
        &once.replace("## Queue", "## 7. Line of jobs").replace("# Jobs: technical", "# Jobs, version 2: technical"),
    );
    assert_eq!(shown(&folder, &["jobs-tdd.md"]), [""; 0]);
    let (_, out, _) = run(&folder, &["baseline", "update"]);
    assert_eq!((out.as_str(), print(&text(&folder))), ("designvet.baseline.json: 0 dropped, 2 kept\n", Some(after)));
}

#[test]
fn a_document_with_an_id_takes_its_entries_to_a_new_path_and_another_does_not() {
    let with_id = format!("---\nid: TDD-7\n---\n\n{DESIGN}");
    let folder = folder("renamed", &[("jobs-tdd.md", DESIGN), ("rooms-tdd.md", &with_id)]);
    create(&folder);
    // A copy has the same id: its findings are new while the first is there.
    write(&folder, "copy-tdd.md", &with_id);
    assert_eq!(shown(&folder, &["copy-tdd.md"]).len(), 2);
    std::fs::remove_file(folder.join("copy-tdd.md")).expect("it is there");
    for name in ["jobs", "rooms"] {
        std::fs::rename(folder.join(format!("{name}-tdd.md")), folder.join(format!("new-{name}-tdd.md"))).expect("it is there");
    }
    let found = shown(&folder, &["."]);
    assert!(found.len() == 2 && found.iter().all(|line| line.starts_with("new-jobs-tdd.md:")), "{found:?}");
    assert_eq!(standing(&folder, &["."]), [2, 2, 0]);
    let (_, out, _) = run(&folder, &["baseline", "update"]);
    assert_eq!(out, "designvet.baseline.json: 2 dropped, 2 kept\n");
    assert_eq!(text(&folder).matches("\"document\":\"new-rooms-tdd.md\"").count(), 2);
    assert_eq!(shown(&folder, &["new-rooms-tdd.md"]), [""; 0]);
    // Whoever renames it puts the new path into the file.
    let folder = self::folder("renamed-by-hand", &[("new-jobs-tdd.md", DESIGN)]);
    create(&folder);
    std::fs::rename(folder.join("new-jobs-tdd.md"), folder.join("jobs-tdd.md")).expect("it is there");
    write(&folder, FILE_NAME, &text(&folder).replace("new-jobs-tdd.md", "jobs-tdd.md"));
    assert_eq!(shown(&folder, &["."]), [""; 0]);
}

#[test]
fn secrets_and_waivers_that_are_wrong_are_in_no_baseline() {
    let secret = format!("{DESIGN}\nThe key is AKIAIOSFODNN7EXAMPQX.\n\n<!-- designvet: waive acme-codename reason=\"quoted\" -->\n");
    let folder = folder("secrets", &[("jobs-tdd.md", &secret)]);
    let (code, out, _) = run(&folder, &["baseline", "create"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("designvet.baseline.json: 2 findings of 1 document\n"), "{out}");
    assert!(out.contains("2 findings are still shown: secrets"), "{out}");
    assert!(!text(&folder).contains("secret"), "{}", text(&folder));
    // Nor by an entry that somebody writes.
    let forged = text(&folder).replace("acme-codename-used", "privacy-secret-in-document");
    write(&folder, FILE_NAME, &forged);
    let rules: Vec<String> = shown(&folder, &["."]).iter().filter_map(|line| Some(line.rsplit_once('[')?.1.to_owned())).collect();
    assert_eq!(rules.iter().filter(|rule| rule.starts_with("privacy-secret-in-document")).count(), 1, "{rules:?}");
    assert_eq!(rules.len(), 4, "{rules:?}");
}

#[test]
fn a_baseline_that_cannot_be_used_is_told_of_with_its_place_and_hides_nothing() {
    let folder = folder("broken", &[("jobs-tdd.md", DESIGN)]);
    create(&folder);
    let sound = text(&folder);
    let entry = sound.lines().find(|line| line.ends_with("},")).expect("there are two").to_owned();
    let print = entry.split("\"fingerprint\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("it has one").to_owned();
    let cases = [
        (sound.replace("\"findings\": [", "<<<<<<< HEAD\n\"findings\": ["), "it is no baseline", "json:3:"),
        (sound.replace("baseline/1", "baseline/9"), "it is `designvet.baseline/9`, and not `designvet.baseline/1`", "json:2:13"),
        (sound.replace(&entry, &format!("{entry}\n{entry}")), "this entry stands in it twice", "json:5:"),
        (sound.replace(&print, "xyz"), "`xyz` is no fingerprint: 32 hex digits", "json:4:"),
        (sound.replace("\"rule\"", "\"rul\""), "it is no baseline: missing field `rule`", "json:4:"),
        (String::new(), "it is no baseline: EOF", "json"),
        ("[]".to_owned(), "it is no baseline", "json:1:"),
    ];
    for (broken, said, place) in cases {
        write(&folder, FILE_NAME, &broken);
        for args in [&["check", "."][..], &["baseline", "show"], &["baseline", "update"]] {
            let (code, out, err) = run(&folder, args);
            assert_eq!((code, out.as_str()), (2, ""), "{said}");
            assert!(err.contains(said) && err.contains(place) && err.contains("baseline create --force"), "{said} {place}: {err}");
        }
        assert_eq!(text(&folder), broken, "it is left as it is");
    }
    let (code, _, err) = run(&folder, &["check", ".", "--baseline", "nowhere.json"]);
    assert_eq!(code, 2);
    assert!(err.contains("nowhere.json: cannot read it"), "{err}");
    let (code, _, err) = run(&folder, &["check", ".", "--no-baseline"]);
    assert_eq!((code, err.as_str()), (1, ""));
}

#[test]
fn nothing_is_written_when_a_document_cannot_be_read() {
    let folder = folder("unread", &[("jobs-tdd.md", DESIGN)]);
    std::fs::write(folder.join("rooms-tdd.md"), b"\0\0\0\x01").expect("a file can be written");
    let (code, _, err) = run(&folder, &["baseline", "create"]);
    assert_eq!(code, 2);
    assert!(err.contains("no baseline is written"), "{err}");
    assert!(!folder.join(FILE_NAME).exists());
}

#[test]
fn programs_see_what_is_hidden() {
    let folder = folder("formats", &[("jobs-tdd.md", DESIGN)]);
    create(&folder);
    write(&folder, "jobs-tdd.md", &format!("{DESIGN}\n## Alarms\n\nBluebird rings.\n"));
    let report = json(&folder, &["check", ".", "--format", "json"]);
    assert_valid("review-1", &report);
    let numbers = [&report["findings"], &report["known"]].map(|list| list.as_array().expect("a list").len());
    assert_eq!((numbers, report["verdict"]["known"].as_u64()), ([1, 2], Some(2)));
    assert_eq!(report["baselines"][0], serde_json::json!({ "path": FILE_NAME, "holds": 2, "settled": 0, "unseen": 0 }));
    let states = |args: &[&str]| {
        let log = json(&folder, args);
        let results = log["runs"][0]["results"].as_array().expect("a list").clone();
        results.iter().map(|result| result["baselineState"].as_str().unwrap_or("none").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(states(&["check", ".", "--format", "sarif"]), ["new", "unchanged", "unchanged"]);
    assert_eq!(states(&["check", ".", "--format", "sarif", "--no-baseline"]), ["none"; 3]);
    assert_eq!(states(&["check", ".", "--format", "sarif", "--no-config", "--checklist", "acme.toml", "--select", "acme"]), ["none"; 3]);
    for format in ["github", "markdown"] {
        let (_, out, _) = run(&folder, &["check", ".", "--format", format]);
        assert!(out.contains("2 findings of designvet.baseline.json are not shown."), "{out}");
        assert!(out.contains("ings") && !out.contains("Bluebird reads"), "{out}");
    }
    // A deliberate review is not about noise.
    let (_, out, _) = run(&folder, &["review", "jobs-tdd.md", "--format", "concise"]);
    assert_eq!(out.lines().count(), 3, "{out}");
    assert_valid("baseline-standing-1", &json(&folder, &["baseline", "show", "--format", "json"]));
}

/// The built-in checklist: loading it takes longer than a review.
static CHECKLISTS: Mutex<Vec<Checklist>> = Mutex::new(Vec::new());

fn reviewed(documents: &[(&str, &str)]) -> Review {
    let spare = CHECKLISTS.lock().expect("no test fails while it holds them").pop();
    let checklist = spare.unwrap_or_else(|| Config::default().checklist(&[], &|path| Err(path.display().to_string())).0);
    let profile = [Profile { checklist, settings: Settings::default(), waivers: None }];
    let input = |(path, text): &(&str, &str)| {
        let file = Arc::new(SourceFile::new(*path, *text));
        Input { file, kind: None, fallback: None, profile: 0 }
    };
    let available = |_: &str, _: &str| designvet::check::Availability::Present;
    let review = review(Inputs { files: documents.iter().map(input).collect(), mode: Mode::Check, available: &available }, &profile);
    let [Profile { checklist, .. }] = profile;
    CHECKLISTS.lock().expect("no test fails while it holds them").push(checklist);
    review
}

fn scope<'t>(review: &Review, entries: Vec<Entry<'t>>) -> Scope<'t> {
    let documents = review.documents.iter().map(|document| document.id).collect();
    Scope { baseline: Baseline::empty(FILE_NAME, "", "").with(entries), documents, gone: BTreeSet::new(), is_whole: true }
}

fn sample(name: &str) -> String {
    std::fs::read_to_string(Path::new("samples/clinic-booking").join(name)).expect("a sample can be read")
}

/// What stands in front of the first section, and the sections; each is blocks that a blank line parts.
fn sections(text: &str) -> Vec<Vec<String>> {
    let mut sections: Vec<Vec<String>> = vec![vec![String::new()]];
    let mut is_code = false;
    for line in text.lines() {
        is_code ^= line.starts_with("```");
        if !is_code && line.starts_with("## ") {
            sections.push(vec![String::new()]);
        }
        let blocks = sections.last_mut().expect("there is one");
        match blocks.last_mut() {
            Some(block) if is_code || !line.is_empty() => block.extend([line, "\n"]),
            _ => blocks.push(String::new()),
        }
    }
    for blocks in &mut sections {
        blocks.retain(|block| !block.is_empty());
    }
    sections
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_paragraph_put_in_anywhere_blank_lines_and_sections_moved_show_nothing_new(
        put_in in any::<prop::sample::Index>(),
        blank in 2..4_usize,
        keys in prop::collection::vec(any::<u16>(), 40),
        moves in any::<bool>(),
    ) {
        let (prd, tdd) = (sample("prd.md"), sample("tdd.md"));
        let before = reviewed(&[("clinic/prd.md", &prd), ("clinic/tdd.md", &tdd)]);
        let entries = before.beside(&scope(&before, Vec::new())).new;
        prop_assert!(entries.len() > 15);
        let mut sections = sections(&tdd);
        if moves {
            let mut numbered: Vec<(u16, Vec<String>)> = keys.into_iter().zip(sections.drain(1..)).collect();
            numbered.sort();
            sections.extend(numbered.into_iter().map(|(_, section)| section));
        }
        let mut blocks = sections.concat();
        let at = 2 + put_in.index(blocks.len() - 1);
        blocks.insert(at.min(blocks.len()), "The chairs are blue and the windows face north.\n".to_owned());
        let moved = blocks.join(&"\n".repeat(blank - 1));
        let after = reviewed(&[("clinic/prd.md", &prd), ("clinic/tdd.md", &moved)]);
        let beside = after.beside(&scope(&after, entries));
        prop_assert!(beside.new.is_empty(), "{:?}", beside.new);
        prop_assert!(moves || beside.states.iter().all(|state| *state == State::Holds), "{:?}", beside.states);
    }

    #[test]
    fn no_text_of_a_baseline_ends_a_run(text in "(\\{|\\}|\\[|\\]|:|,|\"|\n|é|\"schema\":|\"designvet.baseline/1\"|\"findings\":|\"document\":|\"fingerprint\":|\"x\"| ){0,30}") {
        if let Err(problem) = Baseline::empty(FILE_NAME, "", "").read(&text) {
            prop_assert!(problem.start() as usize <= text.len());
        }
    }
}
