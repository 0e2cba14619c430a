//! `designvet burndown`: figures worked out by hand, every row counted once, and each format as its readers need it.

use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

const BOARD: &str = "# Vulnerability remediation

| ID | Vulnerability | Severity | Status | Owner | Opened | Due | Closed | Notes |
|---|---|---|---|---|---|---|---|---|
| V-1 | Old OpenSSL | critical | open | Ana | 2026-05-12 | | | |
| V-2 | Tokens in a log | high | fixed | Ben | 2026-05-11 | | 2026-05-17 | |
| V-3 | SQL in the export | high | in progress | Ana | 2026-05-20 | | | |
| V-4 | Headers name the version | low | open | | 2026-05-31 | | | |
| V-5 | Wide CORS | medium | blocked | Ben | | 2026-07-01 | | |
| V-6 | Debug page | high | fixed | Ben | | | 2026-05-20 | |
| V-7 | Weak hash | high | fixed | Ben | 2026-05-20 | | | |
| V-8 | Open redirect | medium | spicy | Ben | 2026-05-20 | | | |
| V-9 | Late day | medium | fixed | Ben | 2026-05-20 | | 2026-05-01 | |
| V-10 | Template <b>x</b> | | open | Ben | 2026-05-25 | | | not sure how to escape this |
";

/// A folder of its own for each call: tests run side by side.
fn folder(name: &str) -> PathBuf {
    static MADE: AtomicUsize = AtomicUsize::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("designvet-burndown-{name}-{}-{number}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    run_on("2026-06-01", folder, args)
}

fn run_on(today: &str, folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_designvet"));
    let all = [&["burndown", "--no-config", "--today", today], args].concat();
    command.args(all).current_dir(folder).env("COLUMNS", "80").output().expect("the program runs")
}

/// What the board gives in a format.
fn told(format: &str, text: &str) -> String {
    let folder = folder(format);
    std::fs::write(folder.join("board.md"), text).expect("it can be written");
    let done = run(&folder, &["board.md", "--format", format]);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    std::fs::remove_dir_all(folder).expect("it is ours");
    String::from_utf8(done.stdout).expect("it is UTF-8")
}

fn figures(json: &str) -> Value {
    let json: Value = serde_json::from_str(json).expect("it is JSON");
    let schema = std::fs::read_to_string("docs/schemas/burndown-1.schema.json").expect("the schema can be read");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let errors: Vec<String> = validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:?}");
    json
}

fn sum(by_level: &Value) -> u64 {
    by_level.as_object().expect("levels").values().filter_map(Value::as_u64).sum()
}

#[test]
fn figures_of_weeks_are_those_worked_out_by_hand() {
    let json = figures(&told("json", BOARD));
    let record = &json["records"][0];
    let weeks: Vec<Value> = record["weeks"]
        .as_array()
        .expect("weeks")
        .iter()
        .map(|week| json!([week["week"], week["monday"], sum(&week["opened"]), sum(&week["closed"]), sum(&week["open"])]))
        .collect();
    // V-1 and V-2; V-3; V-4 and V-10; none.
    let wanted = json!([
        ["2026-W20", "2026-05-11", 2, 1, 1],
        ["2026-W21", "2026-05-18", 1, 0, 2],
        ["2026-W22", "2026-05-25", 2, 0, 4],
        ["2026-W23", "2026-06-01", 0, 0, 4]
    ]);
    assert_eq!(json!(weeks), wanted);
    let wanted = json!({
        "open_without_day_opened": 1, "closed_without_day_opened": 1, "closed_without_day_closed": 1, "days_impossible": 1, "state_unread": 1,
        "cells_too_many_or_few": 0
    });
    assert_eq!((&record["in_no_week"], &record["rows"]), (&wanted, &json!(10)));
}

#[test]
fn what_is_open_comes_worst_and_latest_first_with_a_step() {
    let json = figures(&told("json", BOARD));
    let open: Vec<Value> = json["records"][0]["open"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| json!([row["name"], row["owner"], row["age_days"], row["days_over"], row["next_step"]]))
        .collect();
    let wanted = json!([
        ["V-1", "Ana", 20, 13, "plan the fix now, or have more time granted and protect it meanwhile"],
        ["V-3", "Ana", 12, -18, "offer to look at the fix before it is merged"],
        ["V-5", "Ben", null, -30, "find out what it waits for, and who can give it"],
        ["V-4", null, 1, -89, "agree on an owner"],
        ["V-10", "Ben", 7, null, "answer in the row: a library, a piece of code, or who knows"],
    ]);
    assert_eq!(json!(open), wanted);
}

#[test]
fn an_export_that_nothing_tells_is_charted_when_it_is_named() {
    let done = run(Path::new("tests/exports"), &["jira.csv", "dependabot-alerts.json", "code-scanning-alerts.json", "--format", "json"]);
    let json = figures(&String::from_utf8_lossy(&done.stdout));
    let record = &json["records"][0];
    assert_eq!((record["rows"].as_u64(), record["documents"].as_array().map(Vec::len)), (Some(8), Some(3)));
    let last = record["weeks"].as_array().and_then(|weeks| weeks.last()).expect("there are weeks");
    let open = record["open"].as_array().expect("rows");
    assert_eq!((sum(&last["open"]), open.len()), (4, 4));
    assert_eq!(open[0]["name"], "12");
    assert_eq!(record["in_no_week"].as_object().expect("reasons").values().filter_map(Value::as_u64).sum::<u64>(), 0);
    // A table of something else has no rows.
    let done = run(Path::new("tests/exports"), &["sales.csv"]);
    assert!(done.stdout.is_empty() && done.status.code() == Some(0), "{done:?}");
}

#[test]
fn a_drawing_is_sound_fetches_nothing_and_says_in_words_what_it_shows() {
    let hostile = BOARD.replace("# Vulnerability", "# </title><script>x</script> Vulnerability");
    let svg = told("svg", &hostile);
    let tree = roxmltree::Document::parse(&svg).expect("it is XML");
    let named = |name: &str| tree.descendants().filter(|node| node.has_tag_name(name)).count();
    assert_eq!((named("script"), named("image"), named("a")), (0, 0, 0));
    assert!(!svg.contains("http") || svg.matches("http").count() == 1, "only the namespace");
    let root = tree.root_element();
    assert_eq!((root.attribute("role"), root.attribute("aria-labelledby")), (Some("img"), Some("title desc")));
    let desc = tree.descendants().find(|node| node.attribute("id") == Some("desc")).and_then(|node| node.text()).expect("it is described");
    assert!(desc.contains("Week of 2026-05-25: 2 opened, 0 closed, 4 open at its end."), "{desc}");
    assert!(svg.contains("prefers-color-scheme:dark"));
}

#[test]
fn a_screen_fits_80_columns_and_needs_no_colour() {
    let mut many = BOARD.to_owned();
    for number in 20..400 {
        let _ = writeln!(
            many,
            "| V-{number} | A title that is rather long, and says in many words what is wrong here | high | open | Ana | 2026-05-13 | | | |"
        );
    }
    for text in [BOARD, &many] {
        let screen = told("text", text);
        let wide: Vec<&str> = screen.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{wide:#?}");
        for wanted in ["critical", "2026-W22", "1 row whose state cannot be read", "next:", "agree on an owner"] {
            assert!(screen.contains(wanted) || text.len() > BOARD.len(), "{wanted}:\n{screen}");
        }
    }
    let page = told("markdown", BOARD);
    assert!(page.contains("| 2026-W22 | 2026-05-25 | 2 | 0 |") && page.contains("agree on an owner"), "{page}");
}

/// Rows of an export, as many as one likes: `n` by `n`, so that the same number gives the same bytes.
fn export(rows: u32) -> String {
    let mut csv = "Key,Vulnerability,Severity,Status,Owner,Opened,Due,Closed,Notes\r\n".to_owned();
    for number in 0..rows {
        let level = ["critical", "high", "medium", "low"][(number % 4) as usize];
        let (month, day) = (1 + number / 28 % 5, 1 + number % 28);
        let (state, closed) = if number % 3 == 0 { ("fixed", format!("2026-06-{:02}", 1 + number % 28)) } else { ("open", String::new()) };
        let _ = write!(
            csv,
            "V-{number},\"A weakness, number {number}\",{level},{state},Ana Reyes,2026-{month:02}-{day:02},,{closed},seen in the worker\r\n"
        );
    }
    csv
}

#[test]
fn every_row_of_a_large_export_is_counted_once() {
    let folder = folder("large");
    std::fs::write(folder.join("vulnerabilities.csv"), export(2_000)).expect("it can be written");
    let done = run_on("2026-07-01", &folder, &["vulnerabilities.csv", "--format", "json"]);
    let json = figures(&String::from_utf8_lossy(&done.stdout));
    let record = &json["records"][0];
    let last = record["weeks"].as_array().and_then(|weeks| weeks.last()).expect("there are weeks");
    let open = record["open"].as_array().map_or(0, Vec::len) as u64;
    assert_eq!((record["rows"].as_u64(), sum(&last["open"]), open), (Some(2_000), 1_333, 1_333));
    std::fs::remove_dir_all(folder).expect("it is ours");
}
