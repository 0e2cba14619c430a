//! What tools wrote of their runs: logs of real scanners and inventories are read, whatever is broken is told of, and what a document claims
//! against them is found.

use designvet::config::Config;
use designvet::date::Date;
use designvet::report::render_drafted;
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::runs::{Against, Run, RunState, Unreadable, place_key, read};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use serde::Deserialize;
use std::path::Path;
use std::sync::Arc;

mod walk;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    planted: Vec<Planted>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Planted {
    rule: String,
    row: String,
    says: String,
}

/// The logs of four scanners, as they wrote them on two small projects.
fn kept() -> Vec<Run> {
    let mut paths = walk::files(Path::new("tests/runs/files"), "sarif");
    paths.sort();
    let read_one = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).expect("a log can be read");
        let runs = read(&path.to_string_lossy(), &text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let folder = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        runs.into_iter().map(move |run| Run { folder: folder.clone(), ..run })
    };
    paths.iter().flat_map(read_one).collect()
}

fn reviewed(text: &str, runs: &[Run], today: &str) -> Review {
    let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    let settings = Settings { today: Date::parse(today), runs: Some(Arc::from(runs)), ..Settings::default() };
    let input = Input { file: Arc::new(SourceFile::new("health.md", text)), kind: None, fallback: None, profile: 0 };
    review(
        Inputs { files: vec![input], mode: Mode::Check, available: &designvet::cli::available },
        &[Profile { checklist, settings, waivers: None }],
    )
}

#[test]
fn logs_of_real_scanners_say_what_they_say_and_no_more() {
    let runs = kept();
    let told: Vec<String> = runs
        .iter()
        .map(|run| {
            let day = run.day.map_or("?".to_owned(), |day| day.to_string());
            let counts = run.counts.expect("each has results");
            let of: Vec<String> = counts.of.iter().map(|count| count.expect("severities are told apart").to_string()).collect();
            let version = run.version.as_deref().unwrap_or("?");
            format!("{} {version} {day} {:?} {} = {} rated {}", run.tool, run.state, counts.total, of.join("+"), counts.is_rated)
        })
        .collect();
    assert_eq!(
        told,
        [
            "Bandit ? 2026-11-30 Good 8 = 0+2+3+3 rated true",
            "nodejsscan 1.0.2 2026-11-30 Good 5 = 0+5+0+0 rated false",
            "Semgrep OSS 1.172.0 ? Good 3 = 0+2+1+0 rated false",
            "zizmor 1.32.0 ? Good 5 = 0+3+2+0 rated true",
            "Bandit ? 2026-11-30 Failed 0 = 0+0+0+0 rated true",
        ]
    );
    // The log of a file that could not be parsed says that all went well, and an error beside it.
    assert_eq!(runs[4].errors, ["syntax error while parsing AST from file"]);
    assert_eq!(runs[2].suppressed, [1, 1]);
    assert!(runs.iter().all(|run| run.against == Against::Unknown && run.place.is_none()));
}

#[test]
fn every_planted_disagreement_is_found_at_its_row_with_its_file() {
    let text = std::fs::read_to_string("tests/runs/claims.md").expect("the claims can be read");
    let key = std::fs::read_to_string("tests/runs/planted.toml").expect("the key can be read");
    let key: Key = toml::from_str(&key).expect("the key has its form");
    assert!(key.planted.len() >= 10);
    let review = reviewed(&text, &kept(), "2027-01-29");
    let found: Vec<(String, String)> = review
        .findings
        .iter()
        .map(|finding| (finding.rule.to_string(), format!("{} | {}", finding.message, finding.primary.note)))
        .collect();
    let missed: Vec<String> = key
        .planted
        .iter()
        .filter(|fault| !found.iter().any(|(rule, said)| *rule == fault.rule && said.contains(&fault.row) && said.contains(&fault.says)))
        .map(|fault| format!("{}: {} {}", fault.rule, fault.row, fault.says))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}\n{found:#?}");
    let claims = review.findings.iter().filter(|finding| review.rule(finding).check == "sheet-run").count();
    // Nothing else is held against the runs.
    assert_eq!(claims, key.planted.len(), "{found:#?}");
    for finding in review.findings.iter().filter(|finding| review.rule(finding).check == "sheet-run") {
        assert!(finding.primary.note.contains(".sarif") || finding.primary.note == "no run on file", "{}", finding.primary.note);
    }
}

#[test]
fn without_runs_nothing_is_held_against_them() {
    let text = std::fs::read_to_string("tests/runs/claims.md").expect("the claims can be read");
    let (checklist, _) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    let settings = Settings { today: Date::parse("2027-01-29"), ..Settings::default() };
    let input = Input { file: Arc::new(SourceFile::new("health.md", text)), kind: None, fallback: None, profile: 0 };
    let inputs = Inputs { files: vec![input], mode: Mode::Check, available: &designvet::cli::available };
    let review = review(inputs, &[Profile { checklist, settings, waivers: None }]);
    assert!(review.findings.iter().all(|finding| review.rule(finding).check != "sheet-run"));
}

#[test]
fn what_is_drafted_of_runs_is_read_back_and_agrees_with_them() {
    let (checklist, _) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    let record = checklist.drafted("scanner-health").expect("a table is drafted for it");
    let mut runs = kept();
    runs.push(Run {
        tool: "Od|d `tool`\n_x_".to_owned(),
        place: Some("https://git.example.org/a/pay_ments|api.git".to_owned()),
        ..Run::default()
    });
    let mut draft = Vec::new();
    render_drafted(record, &runs, &mut draft).expect("it can be written");
    let draft = format!("# Scanner health\n\n{}", String::from_utf8(draft).expect("it is UTF-8"));
    let review = reviewed(&draft, &runs, "2026-11-30");
    let sheet = &review.documents[0].facts.as_ref().expect("it can be read").sheets[0];
    assert_eq!((sheet.rows.len(), sheet.rows.iter().filter(|row| row.off_by != 0).count()), (6, 0), "{draft}");
    let against: Vec<&str> = review
        .findings
        .iter()
        .filter(|finding| review.rule(finding).check == "sheet-run" || finding.rule.as_str() == "scanner-unreadable")
        .map(|finding| finding.message.as_str())
        .collect();
    assert!(against.is_empty(), "{against:#?}\n{draft}");
}

#[test]
fn an_inventory_may_be_a_table_with_any_separator_or_json() {
    let csv = "Repository;Scanner;Tool;Version;Enabled;Last run;Last success;Critical;High;Medium;Low;Baseline ID\npay;SAST;Semgrep;1.2;true;2026-05-29T01:02:03Z;2026-05-22;0;3;;1;B-7\npay;DAST;ZAP;;not installed;;;;;;;\n";
    let runs = read("inventory.csv", csv).expect("it can be read");
    assert_eq!(runs[0].counts.map(|counts| (counts.total, counts.of)), Some((4, [Some(0), Some(3), None, Some(1)])));
    // A good run that is older than the last one: the last was none.
    assert_eq!((runs[0].state, &runs[0].against), (RunState::Failed, &Against::Named("B-7".to_owned())));
    // What is not there has found nothing, and that is no zero.
    assert_eq!((runs[1].state, runs[1].counts), (RunState::Absent, None));
    let json = r#"[{"repository": "pay", "tool": "Semgrep", "enabled": true, "last_run": "2026-05-29", "high": 3}, {"repo": "pay", "tool": "ZAP", "enabled": false, "high": null}]"#;
    let runs = read("inventory.json", json).expect("it can be read");
    assert_eq!(
        runs.iter().map(|run| (run.state, run.counts.map(|counts| counts.total))).collect::<Vec<_>>(),
        [(RunState::Unknown, Some(3)), (RunState::Absent, None)]
    );
}

#[test]
fn what_cannot_be_read_says_what_is_wrong() {
    let error = |text: &str| read("x", text).expect_err("it cannot be read").to_string();
    assert_eq!(error(""), "it is neither a SARIF 2.1.0 log nor an inventory in CSV or JSON");
    assert_eq!(error("{\"a\": 1}"), "it is neither a SARIF 2.1.0 log nor an inventory in CSV or JSON");
    assert_eq!(error("{\"version\": \"1.0.0\", \"runs\": []}"), "it is SARIF 1.0.0, and 2.1.0 is read");
    assert!(error("{\"version\": \"2.1.0\", \"runs\": [").starts_with("its JSON cannot be read: EOF"));
    assert_eq!(error("a,b\n1,2"), "its table has no column `repository`; there are a, b");
    assert_eq!(error("repository,tool,last run\npay,Semgrep,soon"), "row 2: `soon` is no day such as 2027-03-01");
    assert_eq!(error("repository,tool,high\npay,Semgrep,many"), "row 2: `many` is no number of results");
    assert_eq!(error("repository,tool\npay,\"Semgrep\n"), "line 2: a quotation mark opens a cell here and nothing closes it");
    assert_eq!(error("repository,tool\npay,Semgrep,x"), "row 2: it has 3 cells, and the header 2");
    assert_eq!(read("x", "[{\"tool\": \"a\"}]"), Err(Unreadable::Row(1, "it says nothing of the `repository`".to_owned())));
}

#[test]
fn nothing_that_a_file_holds_makes_the_reader_fall() {
    let whole = std::fs::read_to_string("tests/runs/files/payments-api/semgrep.sarif").expect("a log can be read");
    // Cut off anywhere: an error, and no panic.
    for end in (0..whole.len()).step_by(7).filter(|end| whole.is_char_boundary(*end)) {
        let _ = read("cut.sarif", &whole[..end]);
    }
    let values = ["null", "1", "-1e400", "\"x\"", "[]", "{}", "true", "[[[]]]"];
    for key in ["\"driver\"", "\"level\"", "\"invocations\"", "\"suppressions\"", "\"rules\"", "\"properties\"", "\"ruleId\"", "\"text\""] {
        for value in values {
            let broken = format!(
                "{{\"version\": \"2.1.0\", \"runs\": [{{\"tool\": {{\"driver\": {{\"name\": \"a\", \"rules\": [{{\"id\": \"r\", {key}: {value}}}]}}}}, {key}: {value}, \"results\": [{{{key}: {value}}}]}}]}}"
            );
            let _ = read("broken.sarif", &broken);
        }
    }
    let deep = "[".repeat(100_000);
    assert!(read("deep.json", &deep).is_err());
    assert!(read("deep.sarif", &format!("{{\"runs\": {deep}")).is_err());
    let _ = read("quotes.csv", "repository,tool\n\"\"\"\",\"a\n");
    for day in ["9999-99-99T", "0000-00-00", "é026-01-01T00", "2026-01-0é"] {
        let log = format!("{{\"version\": \"2.1.0\", \"runs\": [{{\"invocations\": [{{\"endTimeUtc\": \"{day}\"}}]}}]}}");
        assert_eq!(read("day.sarif", &log).expect("a log").first().and_then(|run| run.day), None);
    }
}

#[test]
fn a_repository_is_the_same_under_each_of_its_names() {
    for name in [
        "payments-api",
        "Acme/Payments-API",
        "https://git.example.org/acme/payments-api.git",
        "git@git.example.org:acme/payments-api.git",
        "`payments-api`",
        "https://git.example.org/acme/payments-api/?tab=1",
    ] {
        assert_eq!(place_key(name), "payments-api", "{name}");
    }
}
