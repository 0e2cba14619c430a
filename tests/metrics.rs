//! Metrics of a programme: every figure of a folder of nine records (`tests/cmd/metrics.in`), whose answers were worked out by hand.

use designvet::date::Date;
use designvet::programme::{Asked, Grouping, Kept, Metrics, Paper, each_once, metrics};
use designvet::report::{Layout, MetricsFormat, render_metrics};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_designvet"));
    command.args(args).current_dir(folder).env("COLUMNS", "80").output().expect("the program runs")
}

/// The figures of the folder on 2026-04-01, with further arguments.
fn figures(args: &[&str]) -> Value {
    figures_on("2026-04-01", args)
}

fn figures_on(today: &str, args: &[&str]) -> Value {
    let all = [&["metrics", "reviews", "--today", today, "--format", "json"], args].concat();
    let done = run(Path::new("tests/cmd/metrics.in"), &all);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("it is JSON")
}

fn has_the_form_of_its_schema(figures: &Value) {
    let schema = std::fs::read_to_string("docs/schemas/metrics-1.schema.json").expect("the schema can be read");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let errors: Vec<String> = validator.iter_errors(figures).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

/// Titles, days open and days overdue of open items.
fn open(list: &Value) -> Vec<(String, i64, Option<i64>)> {
    let one = |item: &Value| {
        let words = item["title"].as_str().expect("it is text").split(' ').take(3).collect::<Vec<_>>().join(" ");
        (words, item["days_open"].as_i64().expect("it is a number"), item["days_overdue"].as_i64())
    };
    list.as_array().expect("it is a list").iter().map(one).collect()
}

#[test]
fn reviews_are_counted_by_kind_decision_and_reviewer() {
    let figures = figures(&[]);
    has_the_form_of_its_schema(&figures);
    let wanted = json!({
        "count": 9,
        "first": "2026-01-05",
        "last": "2026-03-15",
        // Checkout 1, 2 and 4; search 1 and 2; checkout 3 and both of the lockers; the notes.
        "by_kind": { "product-and-design": 3, "product": 2, "design": 3, "other": 1 },
        "by_decision": { "approved": 1, "changes-requested": 5, "rejected": 1, "open": 2 },
        "by_reviewer": [{ "name": "Ann Lee", "reviews": 4 }, { "name": "Bo Day", "reviews": 3 }, { "name": "Cy Fox", "reviews": 1 }],
        "not_signed": 1
    });
    assert_eq!(figures["reviews"], wanted);
}

#[test]
fn a_product_document_that_is_in_no_record_with_a_design_is_named() {
    let wanted = json!({
        "product_documents": 2,
        "designs": 2,
        "without_design": [{ "path": "docs/search/prd.md", "title": "Search PRD", "last_review": "2026-03-01" }]
    });
    assert_eq!(figures(&[])["documents"], wanted);
}

/// Name, reviews, reviewed, documents, share and last review of each group.
fn groups(figures: &Value) -> Vec<Value> {
    let coverage = &figures["coverage"];
    let groups = std::iter::once(&coverage["all"]).chain(coverage["groups"].as_array().expect("it is a list"));
    let names = ["name", "reviews", "reviewed", "documents", "share_percent", "last_review"];
    groups.map(|group| names.iter().map(|name| group[name].clone()).collect()).collect()
}

#[test]
fn coverage_has_a_share_only_where_it_is_known_which_documents_there_are() {
    let by_product = figures(&["--documents", "docs"]);
    has_the_form_of_its_schema(&by_product);
    let wanted = [
        json!(["", 8, 4, 6, 66, "2026-03-15"]),
        json!(["Mail", 0, 0, 1, 0, null]),
        json!(["Search", 2, 1, 2, 50, "2026-03-01"]),
        json!(["Checkout", 4, 2, 2, 100, "2026-03-10"]),
        json!(["docs/lockers/", 2, 1, 1, 100, "2026-03-15"]),
    ];
    assert_eq!(groups(&by_product), wanted);
    let wanted = json!([
        { "path": "docs/mail/prd.md", "kind": "prd", "title": "Mail: product requirements" },
        { "path": "docs/search/tdd.md", "kind": "tdd", "title": "Search: technical design" }
    ]);
    assert_eq!(by_product["coverage"]["not_reviewed"], wanted);
    let by_team = figures(&["--by", "team"]);
    let wanted = [
        json!(["", 8, 4, null, null, "2026-03-15"]),
        json!(["Find", 2, 1, null, null, "2026-03-01"]),
        json!(["Payments", 4, 2, null, null, "2026-03-10"]),
        json!(["docs/lockers/", 2, 1, null, null, "2026-03-15"]),
    ];
    assert_eq!(groups(&by_team), wanted);
    assert_eq!(by_team["coverage"]["not_reviewed"], Value::Null);
    let folders = figures(&["--by", "folder"]);
    assert_eq!(
        groups(&folders)[1..].iter().map(|group| group[0].clone()).collect::<Value>(),
        json!(["docs/checkout/", "docs/lockers/", "docs/search/"])
    );
}

/// The row of a priority: settled, half within, nine in ten within, came back, open, half open for, oldest.
fn time(figures: &Value, at: usize) -> Value {
    let time = &figures["time_to_resolve"][at];
    let names =
        ["settled", "half_within_days", "nine_in_ten_within_days", "came_back", "open", "half_open_for_days", "oldest_open_for_days"];
    names.iter().map(|name| time[name].clone()).collect()
}

#[test]
fn times_run_from_the_first_record_with_an_item_to_the_first_without_it() {
    let figures = figures(&[]);
    // Retention 10 days, diagram 36 (both came back), owner 28; open are retention for 50, diagram for 22 and codes for 40.
    assert_eq!(time(&figures, 0), json!([3, 28, 36, 2, 3, 40, 50]));
    // The metric: not settled on 2026-02-10, when its document was not read. The missing design is open.
    assert_eq!(time(&figures, 1), json!([1, 64, 64, 0, 1, 59, 59]));
    assert_eq!(time(&figures, 2), json!([1, 10, 10, 0, 0, null, null]));
}

#[test]
fn what_is_open_is_listed_with_what_is_overdue_first() {
    let figures = figures(&[]);
    let wanted = [("no diagram shows", 22, Some(12)), ("orders are stored", 50, Some(12)), ("codes of lockers", 40, None)]
        .map(|(words, open, late)| (words.to_owned(), open, late));
    assert_eq!(open(&figures["open_before_release"]), wanted);
    let first = &figures["open_before_release"][0];
    let named = ["document", "owner", "due", "since"].map(|name| first[name].as_str().expect("it is text"));
    assert_eq!(named, ["docs/checkout/tdd.md", "Ann Lee", "2026-03-20", "2026-03-10"]);
    let wanted =
        [("no diagram shows", 22, Some(12)), ("the design is", 59, None)].map(|(words, open, late)| (words.to_owned(), open, late));
    assert_eq!(open(&figures["open_stopping_review"]), wanted);
}

#[test]
fn a_period_counts_what_happened_in_it_and_forgets_nothing_that_was_open_before() {
    let figures = figures_on("2026-02-28", &["--from", "2026-02-01", "--to", "2026-02-28"]);
    assert_eq!(figures["reviews"]["count"], 3);
    assert_eq!(figures["documents"]["without_design"][0]["last_review"], "2026-02-01");
    assert_eq!(figures["documents"]["designs"], 2);
    // The diagram, settled on 2026-02-10 after 36 days; its return is later. Open: retention for 18 days, owner for 27, codes for 8.
    assert_eq!(time(&figures, 0), json!([1, 36, 36, 0, 3, 18, 27]));
    // The metric since 2026-01-05, the missing design since 2026-02-01.
    assert_eq!(time(&figures, 1), json!([0, null, null, 0, 2, 27, 54]));
}

#[test]
fn documents_that_are_gone_lack_nothing_and_have_nothing_open() {
    let figures = figures(&["--documents", "docs/checkout", "docs/mail"]);
    assert_eq!(figures["documents"]["without_design"], json!([]));
    assert_eq!(open(&figures["open_before_release"]).len(), 2);
    assert_eq!(time(&figures, 0), json!([3, 28, 36, 2, 2, 22, 50]), "what was settled stays counted");
    assert_eq!(groups(&figures)[0], json!(["", 8, 2, 3, 66, "2026-03-15"]));
}

#[test]
fn files_in_any_order_and_named_twice_give_the_same_bytes() {
    let folder = Path::new("tests/cmd/metrics.in");
    let mut names: Vec<String> = std::fs::read_dir(folder.join("reviews"))
        .expect("the folder can be read")
        .filter_map(|entry| Some(format!("reviews/{}", entry.ok()?.file_name().into_string().ok()?)))
        .collect();
    names.sort_unstable_by(|one, other| other.cmp(one));
    for format in ["text", "markdown", "csv", "json"] {
        let of = |paths: &[&str]| run(folder, &[&["metrics", "--today", "2026-04-01", "--format", format], paths].concat()).stdout;
        let reversed: Vec<&str> = names.iter().map(String::as_str).chain(["./reviews"]).collect();
        assert_eq!(of(&reversed), of(&["reviews"]), "{format}");
    }
}

/// A record of a product document, with one item that is open or not.
fn record(path: &str, on: &str, by: &str, is_open: bool) -> Kept {
    let item = json!({
        "key": "0000000000aa", "status": "new", "release": "before-release", "blocks_review": true, "document": "prd.md", "title": "it lacks a list",
        "owner": by, "due": "2026-01-02"
    });
    let record = json!({
        "schema": "designvet.record/1", "decision": "open", "by": by, "on": on, "note": "",
        "documents": [{ "path": "./prd.md", "kind": "prd", "title": by, "product": by }], "items": if is_open { json!([item]) } else { json!([]) }
    });
    Kept::read(path, record.to_string().as_bytes()).expect("it can be read").expect("it is a record")
}

fn of(records: &[Kept], whole: Option<&[Paper]>) -> Metrics {
    let today = Date::parse("2026-02-01").expect("it is a day");
    metrics(records, whole, Asked { by: Grouping::Product, from: None, to: None, today })
}

#[test]
fn of_records_of_one_day_the_one_with_the_later_path_is_later() {
    let with_and_without = of(&[record("b.json", "2026-01-05", "Ann", false), record("a.json", "2026-01-05", "Ann", true)], None);
    assert_eq!((with_and_without.times[0].settled, with_and_without.times[0].median), (1, Some(0)));
    let without_and_with = of(&[record("a.json", "2026-01-05", "Ann", false), record("b.json", "2026-01-05", "Ann", true)], None);
    assert_eq!((without_and_with.times[0].settled, without_and_with.times[0].open), (0, 1));
}

#[test]
fn one_record_alone_settles_nothing() {
    let metrics = of(&[record("a.json", "2026-01-05", "Ann", true)], None);
    assert_eq!((metrics.times[0].settled, metrics.times[0].median, metrics.times[0].open), (0, None, 1));
}

#[test]
fn a_record_that_says_the_same_as_another_is_counted_once() {
    let copies = [("b.json", "Ann"), ("a.json", "Ann"), ("c.json", "Bo")].map(|(path, by)| record(path, "2026-01-05", by, true));
    let (kept, again) = each_once(copies.into());
    assert_eq!(kept.iter().map(|record| record.path.as_str()).collect::<Vec<_>>(), ["a.json", "c.json"]);
    assert_eq!(again, [("b.json".to_owned(), "a.json".to_owned())]);
}

#[test]
fn words_of_records_are_harmless_in_every_format() {
    let hostile = "=cmd|'\u{1b}[31m\u{202e}@everyone <img src=x> | #12\n\u{9b}2J";
    let mut kept = record("a.json", "2026-01-05", hostile, true);
    kept.documents[0].path = format!("{hostile}/prd.md");
    kept.items[0].document.clone_from(&kept.documents[0].path);
    hostile.clone_into(&mut kept.items[0].title);
    let mut unread = kept.documents[0].clone();
    unread.path += "x";
    let by_product = of(&[kept.clone()], Some(&[unread.clone()]));
    let with_items = of(&[kept], None);
    for (format, metrics) in MetricsFormat::ALL.iter().flat_map(|(_, format)| [(format, &by_product), (format, &with_items)]) {
        let mut bytes = Vec::new();
        render_metrics(*format, metrics, Layout { width: 80, ..Layout::default() }, &mut bytes).expect("a vector takes bytes");
        let text = String::from_utf8(bytes).expect("a report is UTF-8");
        assert!(text.contains("everyone") && !text.contains('\u{1b}'), "{format:?}: {text}");
        match format {
            MetricsFormat::Json => has_the_form_of_its_schema(&serde_json::from_str(&text).expect("it is JSON")),
            MetricsFormat::Text => assert!(!text.contains(['\u{202e}', '\u{9b}'])),
            MetricsFormat::Markdown => {
                assert!(!text.contains(['\u{202e}', '\u{9b}']) && !text.contains("@everyone"));
                assert!(!text.replace("\\<", "").contains("<img") && !text.replace("\\#", "").contains("#12"), "{text}");
            }
            MetricsFormat::Csv => {
                assert!(!text.contains(['\u{202e}', '\u{9b}']) && !text.contains("\"="), "{text}");
                assert!(text.lines().all(|line| line.split("\",\"").count() == 7), "{text}");
            }
        }
    }
}

/// A folder that is removed at the end.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn records_of_two_reviewers_merge_in_git_and_both_are_counted() {
    let folder = Folder(std::env::temp_dir().join(format!("designvet-metrics-{}", std::process::id())));
    let _ = std::fs::remove_dir_all(&folder.0);
    std::fs::create_dir_all(&folder.0).expect("a folder can be made");
    for document in ["prd.md", "tdd.md"] {
        std::fs::copy(Path::new("samples/clinic-booking").join(document), folder.0.join(document)).expect("a sample can be copied");
    }
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false"]).args(args);
        command.env("GIT_CONFIG_GLOBAL", folder.0.join("none")).env("GIT_CONFIG_NOSYSTEM", "1");
        let done = command.current_dir(&folder.0).output().expect("git runs");
        assert!(done.status.success(), "git {args:?}: {}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    };
    let review = |name: &str, by: &str| {
        // A branch without a record has no folder of them.
        std::fs::create_dir_all(folder.0.join("reviews")).expect("a folder can be made");
        let output = format!("reviews/{name}.json");
        let done = run(
            &folder.0,
            &["record", "prd.md", "tdd.md", "--decision", "changes-requested", "--by", by, "--today", "2026-03-02", "--output", &output],
        );
        assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        std::fs::read(folder.0.join(output)).expect("the record is there")
    };
    git(&["init", "--quiet", "--initial-branch=main"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "Documents"]);
    git(&["checkout", "--quiet", "-b", "ann"]);
    let ann = review("ann", "Ann Lee");
    assert_eq!(review("ann", "Ann Lee"), ann, "the same review gives the same bytes");
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "A review"]);
    git(&["checkout", "--quiet", "-b", "bo", "main"]);
    let bo = review("bo", "Bo Day");
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "Another review"]);
    git(&["merge", "--quiet", "--no-edit", "ann"]);
    let both = ["ann", "bo"].map(|name| std::fs::read(folder.0.join(format!("reviews/{name}.json"))).expect("it is there"));
    assert_eq!(both, [ann, bo]);
    let done = run(&folder.0, &["metrics", "reviews", "--today", "2026-03-02", "--format", "json"]);
    let figures: Value = serde_json::from_slice(&done.stdout).expect("it is JSON");
    assert_eq!(figures["reviews"]["by_reviewer"], json!([{ "name": "Ann Lee", "reviews": 1 }, { "name": "Bo Day", "reviews": 1 }]));
    assert_eq!(figures["documents"], json!({ "product_documents": 1, "designs": 1, "without_design": [] }));
}
