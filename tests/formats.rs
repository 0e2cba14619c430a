//! The formats that programs read, on the samples: each against the schema of what reads it, and all with the findings of the JSON report.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The day of the reviews.
const TODAY: &str = "2026-03-02";

/// What `check` prints of the samples; the tests run where they lie, so that paths are those of the repository.
fn check(format: &str, more: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_designvet"));
    command.args(["check", "samples", "--format", format, "--exit-zero", "--today", TODAY]).args(more);
    let output = command.env("GITHUB_STEP_SUMMARY", "").output().expect("it can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("reports are UTF-8")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

/// The findings of the JSON report.
fn findings() -> Vec<Value> {
    let findings = json(&check("json", &[]))["findings"].as_array().expect("a list").clone();
    assert!(findings.len() > 40, "{}", findings.len());
    findings
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is a text in {value}"))
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("a small one")
}

#[track_caller]
fn assert_valid(schema: impl AsRef<Path>, values: &[Value]) {
    let schema = json(&std::fs::read_to_string(schema).expect("the schema can be read"));
    let schema = jsonschema::validator_for(&schema).expect("a schema compiles");
    for value in values {
        let errors: Vec<String> = schema.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "\n{}\n", errors.join("\n"));
    }
}

/// Rule, path and first line of each finding.
fn places(findings: &[Value]) -> Vec<(String, String, usize)> {
    let place = |f: &Value| (text(f, "rule").to_owned(), text(&f["location"], "path").to_owned(), number(&f["location"]["line"]));
    findings.iter().map(place).collect()
}

#[test]
fn gitlab_reads_each_finding_and_loses_none() {
    let report = check("gitlab", &[]);
    let entries = json(&report);
    assert_valid("tests/schemas/gitlab-codequality.schema.json", std::slice::from_ref(&entries));
    assert!(!report.starts_with('\u{feff}'));
    let entries = entries.as_array().expect("a list");
    let fingerprints: BTreeSet<&str> = entries.iter().map(|entry| text(entry, "fingerprint")).collect();
    assert_eq!(fingerprints.len(), entries.len(), "entries with the same fingerprint are one");
    let read: Vec<_> = entries
        .iter()
        .map(|e| (text(e, "check_name").to_owned(), text(&e["location"], "path").to_owned(), number(&e["location"]["lines"]["begin"])))
        .collect();
    let findings = findings();
    assert_eq!(read, places(&findings));
    for (entry, finding) in entries.iter().zip(&findings) {
        let wanted = match (finding["blocks_review"].as_bool(), text(finding, "severity")) {
            (Some(true), _) => "blocker",
            (_, "high") => "critical",
            (_, "medium") => "major",
            (_, "low") => "minor",
            _ => "info",
        };
        assert_eq!(text(entry, "severity"), wanted);
    }
    let mut wrong = json(&report);
    wrong[0]["location"]["path"] = "./prd.md".into();
    let schema = json(&std::fs::read_to_string("tests/schemas/gitlab-codequality.schema.json").expect("the schema can be read"));
    assert!(!jsonschema::is_valid(&schema, &wrong), "the schema refuses what GitLab does not find");
}

#[test]
fn reviewdog_reads_diagnostics_whose_columns_count_bytes() {
    let root = json(&check("rdjson", &[]));
    assert_valid("tests/schemas/rdjson.schema.json", std::slice::from_ref(&root));
    let lines: Vec<Value> = check("rdjsonl", &[]).lines().map(json).collect();
    assert_valid("tests/schemas/rdjsonl.schema.json", &lines);
    assert_eq!(root["diagnostics"].as_array(), Some(&lines), "one diagnostic a line, the same ones");
    let findings = findings();
    assert_eq!(lines.len(), findings.len());
    let mut beyond_ascii = 0;
    for (line, finding) in lines.iter().zip(&findings) {
        assert_eq!(text(&line["code"], "value"), text(finding, "rule"));
        let place = &finding["location"];
        let (start, end) = (&line["location"]["range"]["start"], &line["location"]["range"]["end"]);
        assert_eq!(number(&start["line"]), number(&place["line"]));
        if start["line"] == end["line"] && !text(place, "surface").ends_with('\u{2026}') {
            let document = std::fs::read_to_string(text(&line["location"], "path")).expect("the path leads to the document");
            let words = document.lines().nth(number(&start["line"]) - 1).expect("there is such a line");
            assert_eq!(&words[number(&start["column"]) - 1..number(&end["column"]) - 1], text(place, "surface"));
            beyond_ascii += usize::from(start["column"] != place["column"] || end["column"] != place["end_column"]);
        }
    }
    assert!(beyond_ascii > 0, "no sample has a column that differs in bytes");
}

#[test]
fn what_is_missing_has_a_place_in_reports_that_can_carry_it() {
    let lines: Vec<Value> = check("rdjsonl", &[]).lines().map(json).collect();
    let of = |line: &Value| line["suggestions"].as_array().cloned().unwrap_or_default();
    let suggested: Vec<(&Value, Value)> = lines.iter().flat_map(|line| of(line).into_iter().map(move |one| (line, one))).collect();
    assert!(suggested.len() > 2, "{suggested:?}");
    for (line, one) in &suggested {
        let (start, put) = (&one["range"]["start"], text(one, "text"));
        assert_eq!(start, &one["range"]["end"], "nothing is taken away");
        assert!(put.contains("TBD"), "{put}");
        let document = std::fs::read_to_string(text(&line["location"], "path")).expect("the path leads to the document");
        let before: usize = document.split_inclusive('\n').take(number(&start["line"]) - 1).map(str::len).sum();
        let (head, tail) = document.split_at(before + number(&start["column"]) - 1);
        assert!(
            designvet::document::Document::parse(&format!("{head}{put}{tail}")).sections.len()
                >= designvet::document::Document::parse(&document).sections.len()
        );
    }
    let sarif = json(&check("sarif", &[]));
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    let fixes: Vec<&Value> = results.iter().filter_map(|result| result["fixes"].as_array()).flatten().collect();
    let put: Vec<&str> = fixes.iter().map(|fix| text(&fix["artifactChanges"][0]["replacements"][0]["insertedContent"], "text")).collect();
    let same: BTreeSet<&str> = suggested.iter().map(|(_, one)| text(one, "text")).collect();
    assert_eq!(put.iter().copied().collect::<BTreeSet<&str>>(), same);
}

#[test]
fn a_line_of_json_is_a_finding_of_the_report() {
    let lines: Vec<Value> = check("jsonl", &[]).lines().map(json).collect();
    assert_valid("docs/schemas/finding-1.schema.json", &lines);
    let without_schema = |line: &Value| {
        let mut line = line.clone();
        let schema = line.as_object_mut().expect("an object").remove("schema");
        assert_eq!(schema.as_ref().and_then(Value::as_str), Some("designvet.finding/1"));
        line
    };
    assert_eq!(lines.iter().map(without_schema).collect::<Vec<_>>(), findings());
}

/// The cells of each record; RFC 4180, every field quoted.
fn records(csv: &str) -> Vec<Vec<String>> {
    let rows = csv.strip_suffix("\r\n").expect("a record ends in CR LF").split("\r\n");
    let cells = |row: &str| row[1..row.len() - 1].split("\",\"").map(|cell| cell.replace("\"\"", "\"")).collect();
    rows.map(cells).collect()
}

#[test]
fn a_row_is_a_finding() {
    let rows = records(&check("csv", &[]));
    let findings = findings();
    let column = |name: &str| rows[0].iter().position(|cell| cell == name).expect("there is such a column");
    let read: Vec<_> = rows[1..]
        .iter()
        .map(|row| (row[column("rule")].clone(), row[column("path")].clone(), row[column("line")].parse().expect("a number")))
        .collect();
    assert_eq!(read, places(&findings));
    for (row, finding) in rows[1..].iter().zip(&findings) {
        assert_eq!(row.len(), rows[0].len());
        assert_eq!(row[column("message")], text(finding, "message").split_whitespace().collect::<Vec<_>>().join(" "));
        assert_eq!(row[column("fingerprint")], text(finding, "fingerprint"));
    }
}

#[test]
fn junit_has_a_case_for_each_rule_that_was_evaluated() {
    let report = check("junit", &[]);
    let tree = roxmltree::Document::parse(&report).expect("it is XML");
    let review = json(&check("json", &[]));
    let suites: Vec<_> = tree.root_element().children().filter(|node| node.has_tag_name("testsuite")).collect();
    let documents = review["documents"].as_array().expect("a list").iter().filter(|d| d["reviewed"] == true);
    assert_eq!(
        suites.iter().filter_map(|s| s.attribute("name")).collect::<Vec<_>>(),
        documents.clone().map(|d| text(d, "path")).collect::<Vec<_>>()
    );
    let mut met = 0;
    for (suite, document) in suites.iter().zip(documents) {
        let of = |tag: &str| {
            let cases = suite.children().filter(|case| case.children().any(|child| child.has_tag_name(tag)));
            cases.filter_map(|case| case.attribute("name")).collect::<BTreeSet<_>>()
        };
        let outcomes = |wanted: &str| {
            let all = document["outcomes"].as_array().expect("a list").iter();
            all.filter(|outcome| outcome["outcome"] == wanted).map(|outcome| text(outcome, "rule")).collect::<BTreeSet<_>>()
        };
        let path = suite.attribute("name").expect("it has a name");
        let found = review["findings"].as_array().expect("a list").iter().filter(|f| f["location"]["path"] == path);
        assert_eq!(of("failure"), found.map(|f| text(f, "rule")).collect(), "{path}");
        assert!(of("skipped").is_superset(&outcomes("not-evaluated")), "{path}");
        let names: BTreeSet<&str> = suite.children().filter_map(|case| case.attribute("name")).collect();
        assert!(names.is_superset(&outcomes("satisfied")) && names.is_disjoint(&outcomes("not-applicable")), "{path}");
        for (count, number) in [("tests", names.len()), ("failures", of("failure").len()), ("skipped", of("skipped").len()), ("errors", 0)]
        {
            assert_eq!(suite.attribute(count), Some(number.to_string().as_str()), "{path}: {count}");
        }
        met += names.len() - of("failure").len() - of("skipped").len();
    }
    assert!(met > 50, "{met}");
}

/// A folder with documents in it.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formats").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("a file can be written");
    }
    folder
}

#[test]
fn junit_tells_what_is_hidden_and_what_could_not_be_read() {
    let waived = "# Lamps: technical design\n\n<!-- designvet: waive document-control-missing reason=\"kept in the <register>\" -->\n\nLamps go on at dusk. The lamp in the yard has a clock.\n";
    let folder = folder("junit", &[("lamps-tdd.md", waived), ("broken-tdd.md", "\u{0}\u{1}\u{0}\u{2}")]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_designvet"));
    command.current_dir(&folder).args(["check", ".", "--select", "document-control-missing", "--format", "junit"]);
    let output = command.output().expect("it can be started");
    assert_eq!(output.status.code(), Some(2), "one was not reviewed");
    let report = String::from_utf8(output.stdout).expect("reports are UTF-8");
    let tree = roxmltree::Document::parse(&report).expect("it is XML");
    let message = |tag: &str| tree.descendants().find(|node| node.has_tag_name(tag)).and_then(|node| node.attribute("message"));
    assert!(message("skipped").is_some_and(|m| m.starts_with("waived: ") && m.contains("kept in the <register>")), "{report}");
    assert!(message("error").is_some_and(|m| m.contains("binary")), "{report}");
    let root = tree.root_element();
    assert_eq!((root.attribute("tests"), root.attribute("failures"), root.attribute("errors")), (Some("2"), Some("0"), Some("1")));
}

// Editors.

/// The pattern that `docs/formats.md` gives for VS Code.
fn problem_matcher() -> Value {
    let page = std::fs::read_to_string("docs/formats.md").expect("the page can be read");
    let block = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("it shows a task");
    json(block)["tasks"][0]["problemMatcher"].clone()
}

#[test]
fn the_pattern_for_editors_reads_each_line() {
    let matcher = problem_matcher();
    let pattern = &matcher["pattern"];
    let regex = regex::Regex::new(text(pattern, "regexp")).expect("it is a pattern");
    let lines = check("concise", &[]);
    let findings = findings();
    assert_eq!(lines.lines().count(), findings.len());
    for (line, finding) in lines.lines().zip(&findings) {
        let found = regex.captures(line).unwrap_or_else(|| panic!("not read: {line}"));
        let group = |name: &str| found.get(number(&pattern[name])).map_or("", |group| group.as_str());
        let place = &finding["location"];
        assert_eq!(group("file"), text(place, "path"));
        assert_eq!(group("line").parse(), Ok(number(&place["line"])));
        assert_eq!(group("column").parse(), Ok(number(&place["column"])));
        assert_eq!(group("message"), text(finding, "message").split_whitespace().collect::<Vec<_>>().join(" "));
        assert_eq!(group("code"), text(finding, "rule"));
    }
}

// The page of a step.

#[test]
fn the_page_of_a_step_has_what_annotations_have_no_room_for() {
    let folder = folder("summary", &[("summary.md", "Written before.\n")]);
    let page = folder.join("summary.md");
    let mut command = Command::new(env!("CARGO_BIN_EXE_designvet"));
    command.args(["check", "samples", "--format", "github", "--exit-zero", "--today", TODAY]).env("GITHUB_STEP_SUMMARY", &page);
    let log = String::from_utf8(command.output().expect("it can be started").stdout).expect("it is UTF-8");
    let findings = findings();
    for level in ["error", "warning", "notice"] {
        let shown = log.lines().filter(|line| line.starts_with(&format!("::{level} "))).count();
        assert!(shown <= 10, "{shown} of {level}");
    }
    let annotated = log.lines().filter(|line| line.starts_with("::")).count();
    assert!(annotated < findings.len() && log.contains(&format!("{} more are not shown here", findings.len() - annotated)), "{log}");
    let text = std::fs::read_to_string(&page).expect("the page can be read");
    assert!(text.starts_with("Written before.\n## designvet\n"), "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("| samples/")).count(), findings.len());
    assert!(text.lines().filter(|line| line.starts_with('|')).all(|row| row.replace("\\|", "").matches('|').count() == 5));

    let full = "x".repeat((1 << 20) - 3000);
    std::fs::write(&page, &full).expect("a file can be written");
    command.output().expect("it can be started");
    let text = std::fs::read_to_string(&page).expect("the page can be read");
    assert!(text.len() <= 1 << 20 && text.contains("more have no room here"), "{}", text.len());

    let absent = folder.join("no/such/folder");
    let output = command.env("GITHUB_STEP_SUMMARY", &absent).output().expect("it can be started");
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the summary of the step cannot be written"));
    assert_eq!(String::from_utf8(output.stdout).expect("it is UTF-8"), log, "the report is the same");
}
