//! Action items: ids that outlive edits, exports that are filed once, and texts of documents that do nothing in a tracker.

use designvet::config::Config;
use designvet::item::{Item, Previous, Status, follow, items};
use designvet::report::{ItemsFormat, Layout, render_items};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::rule::ReleasePriority;
use designvet::settings::Settings;
use designvet::source::SourceFile;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

fn reviewed(documents: &[(&str, &str)]) -> Review {
    reviewed_by(&Config::default(), documents)
}

fn reviewed_by(config: &Config, documents: &[(&str, &str)]) -> Review {
    let (checklist, problems) = config.checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    let input =
        |(path, text): &(&str, &str)| Input { file: Arc::new(SourceFile::new(*path, *text)), kind: None, fallback: None, profile: 0 };
    let files = documents.iter().map(input).collect();
    let inputs = Inputs { files, mode: Mode::Check, available: &designvet::cli::available };
    review(inputs, &[Profile { checklist, settings: Settings::default(), waivers: None }])
}

fn sample(name: &str) -> String {
    std::fs::read_to_string(Path::new("samples/clinic-booking").join(name)).expect("a sample can be read")
}

/// The flawed sample, its design changed.
fn clinic(change: impl Fn(&str) -> String) -> Review {
    let (prd, tdd) = (sample("prd.md"), change(&sample("tdd.md")));
    reviewed(&[("clinic/prd.md", &prd), ("clinic/tdd.md", &tdd)])
}

fn rendered(format: ItemsFormat, items: &[Item]) -> String {
    let mut bytes = Vec::new();
    render_items(format, items, Layout::default(), &mut bytes).expect("a vector takes bytes");
    String::from_utf8(bytes).expect("a report is UTF-8")
}

fn previous(items: &[Item]) -> Previous {
    Previous::read(&rendered(ItemsFormat::Json, items)).expect("what is written can be read")
}

fn by_status(items: &[Item]) -> BTreeMap<Status, Vec<&str>> {
    let mut all: BTreeMap<Status, Vec<&str>> = BTreeMap::new();
    for item in items {
        all.entry(item.status).or_default().push(&item.id);
    }
    all
}

/// A flow of data, which the design lacks.
fn with_a_flow(tdd: &str) -> String {
    let flow = "## 3. Architecture\n\n```mermaid\nflowchart LR\n  P[Patient] -->|name, date of birth| W[Web app]\n  W -->|booking| D[(Database)]\n  W -->|phone number| T[Twilio]\n```\n";
    assert!(tdd.contains("## 3. Architecture\n"));
    tdd.replace("## 3. Architecture\n", flow)
}

#[test]
fn an_item_has_an_id_of_its_own_and_all_that_a_reader_needs() {
    for name in ["clinic-booking", "hearthside-repairs", "stridelark", "tool-library", "parcel-alerts"] {
        let folder = Path::new("samples").join(name);
        let read = |file: &str| std::fs::read_to_string(folder.join(file)).ok().map(|text| (format!("{name}/{file}"), text));
        let documents: Vec<(String, String)> = ["prd.md", "tdd.md"].iter().filter_map(|file| read(file)).collect();
        let review = reviewed(&documents.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
        let items = items(&review);
        let keys: BTreeSet<&str> = items.iter().map(|item| item.key.as_str()).collect();
        let ids: BTreeSet<(&str, &str)> = items.iter().map(|item| (item.document.as_str(), item.id.as_str())).collect();
        assert_eq!((keys.len(), ids.len()), (items.len(), items.len()), "{name}");
        let findings: BTreeSet<&str> = items.iter().flat_map(|item| &item.fingerprints).map(String::as_str).collect();
        let owed = review.findings.iter().filter(|finding| finding.release != ReleasePriority::None);
        assert_eq!(findings, owed.map(|finding| finding.fingerprint.as_str()).collect(), "{name}: each finding is in one item");
        for item in &items {
            assert!(item.places.iter().all(|place| place.line > 0) && !item.places.is_empty(), "{}", item.id);
            assert!(![&item.title, &item.why, &item.write, &item.ask].iter().any(|text| text.is_empty()), "{}", item.id);
            assert!(!item.title.contains("{list}"), "{}", item.title);
        }
    }
}

#[test]
fn findings_that_one_edit_settles_are_one_item() {
    let review = clinic(str::to_owned);
    let vendors = review.findings.iter().filter(|finding| finding.rule.as_str() == "trace-vendor-unannounced").count();
    let items = items(&review);
    let of_vendors: Vec<&Item> = items.iter().filter(|item| item.rule == "trace-vendor-unannounced").collect();
    assert!(vendors > 1 && of_vendors.len() == 1, "{vendors} findings, {} items", of_vendors.len());
    assert!(of_vendors[0].title.contains("Postmark, Sentry"), "{}", of_vendors[0].title);
}

#[test]
fn an_edit_keeps_the_ids_of_what_it_does_not_settle() {
    let before = items(&clinic(str::to_owned));
    let moved = clinic(|tdd| tdd.replacen("## 3. Architecture", "Some words that move every line.\n\n## 3. Architecture", 1));
    let after = follow(&moved, previous(&before));
    assert_eq!(by_status(&after), BTreeMap::from([(Status::Open, after.iter().map(|item| item.id.as_str()).collect())]));
    assert_eq!(after.len(), before.len());
    let lines = |items: &[Item]| items.iter().flat_map(|item| &item.places).map(|place| place.line).collect::<Vec<_>>();
    assert_ne!(lines(&before), lines(&after), "what has moved is shown where it is");
}

#[test]
fn what_is_settled_is_closed_and_what_comes_back_is_opened_again() {
    let first = items(&clinic(str::to_owned));
    let second = follow(&clinic(with_a_flow), previous(&first));
    assert_eq!(by_status(&second)[&Status::Closed], ["design-data-flow-missing#data-flow"]);
    assert!(!by_status(&second).contains_key(&Status::New), "{:?}", by_status(&second));
    let again = follow(&clinic(with_a_flow), previous(&second));
    assert_eq!(rendered(ItemsFormat::Json, &again), rendered(ItemsFormat::Json, &second), "a second export changes nothing");
    let third = follow(&clinic(str::to_owned), previous(&again));
    assert_eq!(by_status(&third)[&Status::Reopened], ["design-data-flow-missing#data-flow"]);
}

#[test]
fn what_is_waived_is_settled_and_no_task() {
    let waiver =
        "# Clinic Booking: Technical Design\n\n<!-- designvet: waive design-data-flow-missing reason=\"drawn in the threat model\" -->\n";
    let accepted = |tdd: &str| tdd.replacen("# Clinic Booking: Technical Design\n", waiver, 1);
    assert!(accepted(&sample("tdd.md")).contains("drawn in the threat model"));
    assert!(items(&clinic(accepted)).iter().all(|item| item.rule != "design-data-flow-missing"));
    let after = follow(&clinic(accepted), previous(&items(&clinic(str::to_owned))));
    assert_eq!(by_status(&after)[&Status::Waived], ["design-data-flow-missing#data-flow"]);
}

#[test]
fn what_was_not_reviewed_stays_as_it_was() {
    let before = items(&clinic(str::to_owned));
    let prd = sample("prd.md");
    let after = follow(&reviewed(&[("clinic/prd.md", &prd)]), previous(&before));
    let of_design = |items: &[Item]| items.iter().filter(|item| item.document == "clinic/tdd.md").cloned().collect::<Vec<_>>();
    // It is in the list before, and so it is not new.
    let known: Vec<Item> = of_design(&before).into_iter().map(|item| Item { status: Status::Open, ..item }).collect();
    assert_eq!(of_design(&after), known);
    // Without its other half the product document was not held against the rules that compare.
    let compared: Vec<&Item> = after.iter().filter(|item| item.document == "clinic/prd.md" && item.rule.starts_with("trace-")).collect();
    assert!(!compared.is_empty() && compared.iter().all(|item| item.status == Status::Open), "{compared:?}");
}

#[test]
fn a_second_finding_on_one_subject_has_an_id_of_its_own_whatever_is_waived() {
    let twice = |waived: &str| {
        let broken = |name: &str, tail: &str| format!("\n## {name}\n{tail}\n```mermaid\nflowchart LR\n  A[one (two] --> B\n```\n");
        items(&clinic(|tdd| format!("{tdd}{}{}", broken("Extra one", waived), broken("Extra two", ""))))
    };
    let ids = |items: &[Item]| -> Vec<String> {
        let unreadable = items.iter().filter(|item| item.rule == "design-diagram-unreadable");
        unreadable.map(|item| item.id.clone()).collect()
    };
    let first = ids(&twice(""));
    assert_eq!(first.len(), 2, "{first:?}");
    assert_eq!(first[1], format!("{}~2", first[0]));
    let waived = twice("\n<!-- designvet: waive design-diagram-unreadable reason=\"drawn anew soon\" -->\n");
    assert_eq!(ids(&waived), first[1..], "the other keeps its id");
}

#[test]
fn a_guideline_is_named_where_it_is_for_and_the_nearest_wins() {
    let text = "[[guidelines]]\nrules = [\"privacy\", \"design\"]\nlink = \"https://handbook.example/privacy\"\n\n\
        [[guidelines]]\nrules = [\"design-data-flow-missing\"]\nlink = \"https://handbook.example/flows?a=1\"\n";
    let (config, problems) = Config::read(Path::new("designvet.toml"), text.to_owned());
    assert!(problems.is_empty(), "{problems:?}");
    let (prd, tdd) = (sample("prd.md"), sample("tdd.md"));
    let items = items(&reviewed_by(&config, &[("clinic/prd.md", &prd), ("clinic/tdd.md", &tdd)]));
    let of = |rule: &str| items.iter().find(|item| item.rule == rule).map(|item| item.guideline.as_str());
    assert_eq!(of("design-data-flow-missing"), Some("https://handbook.example/flows?a=1"));
    assert_eq!(of("privacy-notice-missing"), Some("https://handbook.example/privacy"));
    assert_eq!(of("controls-not-stated"), Some(""));
    for format in [ItemsFormat::Text, ItemsFormat::Markdown, ItemsFormat::Csv, ItemsFormat::Github, ItemsFormat::Gh] {
        assert!(rendered(format, &items).contains("https://handbook.example/flows?a=1"), "{format:?}");
    }
    let wrong = "[[guidelines]]\nrules = [\"privcy\"]\nlink = \"javascript:alert(1)\"\n";
    let problems = Config::read(Path::new("designvet.toml"), wrong.to_owned()).1;
    assert!(problems.iter().any(|problem| problem.message.contains("no address of a page")), "{problems:?}");
    let wrong = wrong.replace("javascript:alert(1)", "https://handbook.example");
    let unknown = Config::read(Path::new("designvet.toml"), wrong).0.checklist(&[], &|path| Err(path.display().to_string())).1;
    assert!(unknown.iter().any(|problem| problem.message.contains("privcy")), "{unknown:?}");
}

#[test]
fn json_has_the_form_of_its_schema() {
    let schema = std::fs::read_to_string("docs/schemas/items-1.schema.json").expect("the schema can be read");
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let first = items(&clinic(str::to_owned));
    for items in [follow(&clinic(with_a_flow), previous(&first)), first, Vec::new()] {
        let value: serde_json::Value = serde_json::from_str(&rendered(ItemsFormat::Json, &items)).expect("it is JSON");
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn a_list_that_is_none_is_refused_with_a_reason() {
    let list = rendered(ItemsFormat::Json, &items(&clinic(str::to_owned)));
    let key = list.split("\"key\": \"").nth(1).and_then(|rest| rest.get(..12)).expect("there is a key");
    let cases = [
        ("", "no list of items"),
        ("{}", "missing field"),
        (&list.replace("designvet.items/1", "designvet.review/1"), "designvet.review/1"),
        (&list.replace(key, "$(rm -rf x)"), "no key of an item"),
        (&list.replacen("\"items\": [", &format!("\"items\": [{},", one(&list)), 1), "two of its items have the key"),
        (&list.replace("\"open\"", "\"new\"").replace("\"status\": \"new\"", "\"status\": \"gone\""), "gone"),
    ];
    for (text, reason) in cases {
        let problem = Previous::read(text).expect_err(reason);
        assert!(problem.contains(reason), "{problem}");
    }
}

/// The first item of a list, as it is written.
fn one(list: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(list).expect("it is JSON");
    value["items"][0].to_string()
}

/// Words of a document that would do something elsewhere.
const HOSTILE: [&str; 5] = [
    "=HYPERLINK(\"http://evil.example\") @admin",
    "@security-team fixes #12, GH-7, org/repo#9 and !3 in a1b2c3d4e5f6a7b8c9d0",
    "=cmd|' /C calc'!A0, see https://evil.example/a and www.evil.example",
    "/close `touch gone` $(touch gone) '; touch gone; ' <img src=x onerror=alert(1)>",
    "two\nlines\n/assign @root\nEND-KEY\ntouch gone\n",
];

/// Items all of whose words that come from documents are such.
fn hostile() -> Vec<Item> {
    let items = items(&clinic(str::to_owned)).into_iter().zip(HOSTILE.iter().cycle());
    let changed = items.map(|(item, words)| {
        let words = words.replace("KEY", &item.key);
        let places = item.places.into_iter().map(|place| designvet::item::Place { path: words.clone(), text: words.clone(), ..place });
        Item { title: words.clone(), owner: words.clone(), document: words.clone(), places: places.collect(), ..item }
    });
    changed.collect()
}

#[test]
fn no_cell_is_a_formula() {
    for record in rendered(ItemsFormat::Csv, &hostile()).split("\r\n") {
        for cell in record.split("\",\"") {
            let cell = cell.trim_start_matches('"');
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{record}");
        }
    }
}

#[test]
fn issues_mention_no_one_and_link_nothing() {
    for format in [ItemsFormat::Github, ItemsFormat::Gitlab] {
        let issues: Vec<serde_json::Value> = serde_json::from_str(&rendered(format, &hostile())).expect("it is JSON");
        for issue in issues {
            let body = issue["body"].as_str().or(issue["description"].as_str()).expect("a body is text");
            let title = issue["title"].as_str().expect("a title is text");
            // In code nothing is linked.
            let text: String = body.replace("\\`", "").split('`').step_by(2).collect();
            let is_before = |text: &str, signs: &[char], of: fn(char) -> bool| {
                text.match_indices(signs).any(|(at, sign)| text[at + sign.len()..].starts_with(of))
            };
            assert!(!is_before(title, &['@'], char::is_alphanumeric), "{title}");
            assert!(!is_before(&text, &['@', '~'], char::is_alphanumeric), "{text}");
            assert!(!is_before(&text, &['#', '!', '$', '%', '&'], |c| c.is_ascii_digit()), "{text}");
            for link in ["://", "www.", "GH-7", "a1b2c3d"] {
                assert!(!title.contains(link) && !text.contains(link), "{title}\n{text}");
            }
            assert!(!text.replace("\\<", "").contains("<img"), "{text}");
            assert!(!body.lines().any(|line| line.trim_start().starts_with('/')), "a line would be taken for an order: {body}");
        }
    }
}

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("designvet-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    /// Runs a script beside the stand-in for `gh`, and gives what was created, closed and opened again.
    fn run(&self, script: &str) -> Vec<String> {
        let log = self.0.join("log");
        std::fs::write(&log, "").expect("a file can be written");
        std::fs::write(self.0.join("sync.sh"), script).expect("a file can be written");
        let stand_in = std::env::current_dir().expect("there is one").join("tests/items");
        let path =
            std::env::join_paths(std::iter::once(stand_in).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())));
        let mut command = Command::new("sh");
        command.arg("sync.sh").current_dir(&self.0).env("GH_HOME", &self.0).env("PATH", path.expect("a path can be joined"));
        let done = command.output().expect("there is a shell");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        std::fs::read_to_string(log).expect("the log can be read").lines().map(str::to_owned).collect()
    }

    fn issues(&self, state: &str) -> usize {
        let folders = std::fs::read_dir(&self.0).expect("the folder can be read").filter_map(Result::ok);
        folders.filter(|entry| std::fs::read_to_string(entry.path().join("state")).is_ok_and(|text| text.trim() == state)).count()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
#[cfg(unix)]
fn the_script_files_each_item_once_and_closes_what_is_settled() {
    let folder = Folder::new("items");
    let first = items(&clinic(str::to_owned));
    assert_eq!(folder.run(&rendered(ItemsFormat::Gh, &first)), vec!["create"; first.len()]);
    assert!(folder.run(&rendered(ItemsFormat::Gh, &first)).is_empty(), "a second run files nothing");
    let second = follow(&clinic(with_a_flow), previous(&first));
    assert_eq!(folder.run(&rendered(ItemsFormat::Gh, &second)), ["close completed"]);
    assert_eq!((folder.issues("OPEN"), folder.issues("CLOSED")), (first.len() - 1, 1));
    assert!(folder.run(&rendered(ItemsFormat::Gh, &second)).is_empty());
    let third = follow(&clinic(str::to_owned), previous(&second));
    assert_eq!(folder.run(&rendered(ItemsFormat::Gh, &third)), ["reopen"]);
}

#[test]
#[cfg(unix)]
fn words_of_a_document_are_no_commands() {
    let folder = Folder::new("hostile");
    let items = hostile();
    assert_eq!(folder.run(&rendered(ItemsFormat::Gh, &items)).len(), items.len());
    assert!(!folder.0.join("gone").exists(), "a document has run a command");
}
