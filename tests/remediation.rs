//! Tables whose rows are records, as boards of vulnerabilities have them: every shape is read, and what a checklist declares needs no Rust.

mod sheets;

use designvet::checklist::{self, Pack};
use designvet::config::Config;
use designvet::facts::{Trouble, Value};
use designvet::review::{Input, Inputs, Mode, Profile, review};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use sheets::{kind, messages, reviewed, reviewed_with, table};
use std::path::Path;
use std::sync::Arc;

#[test]
fn one_row_is_the_same_in_each_shape_of_table() {
    let rows = [
        ("ID | Severity | Status | Owner | Due", "VUL-3 | High | Open | Ana | 2026-05-20"),
        ("Key | Summary | Priority | Status | Assignee | Due Date", "VUL-3 | Old OpenSSL | High | To Do | Ana | 20/May/26 9:14 AM"),
        ("# | Ref | Sev | Where | Who | Fix by | State", "1 | VUL-3 | 🟠 | worker | Ana | May 20th, 2026 | 🚧"),
        (
            "Ticket | CVE | CVSS | Assignee | Target date",
            "[VUL-3](https://tracker.example.org/3) | CVE-2026-10402 | 7.5 | Ana | 20.05.2026",
        ),
    ];
    for (header, row) in rows {
        let review = reviewed(&format!("# Vulnerability remediation\n\n{}", table(header, &[row])));
        let expected = "1 vulnerability open and past the day due, 12 days over: VUL-3";
        assert_eq!(messages(&review, "remediation-overdue"), [expected], "{header}");
    }
    let html = "# Vulnerability remediation\n\n<table><tr><th>ID</th><th>Severity</th><th>Owner</th><th>Due</th></tr>\n<tr><td>VUL-3</td><td>High</td><td>Ana</td><td>2026-05-20</td></tr></table>\n";
    assert_eq!(messages(&reviewed(html), "remediation-overdue").len(), 1);
}

#[test]
fn a_telling_table_makes_a_board_of_what_nothing_else_tells() {
    let telling = table("CVE | Severity | Status | Owner", &["CVE-2026-10402 | High | Open | Ana"]);
    let bugs = table("ID | Title | Severity | Status | Owner", &["B-1 | Wrong total | High | Open | Ana"]);
    assert_eq!(kind(&format!("# Week 22\n\n{telling}")), "remediation");
    assert_eq!(kind(&format!("# Week 22\n\n{bugs}")), "other");
    // By the cells, where no header tells.
    assert_eq!(kind(&format!("# Week 22\n\n{}", bugs.replace("B-1", "GHSA-abcd-1234-efgh"))), "remediation");
    // What is a design stays one, and no rule on rows is held against it.
    let design = format!("# Lockers: technical design\n\nText.\n\n## Known vulnerabilities\n\n{telling}");
    let review = reviewed(&design);
    assert_eq!(kind(&design), "tdd");
    assert!(review.findings.iter().all(|finding| !finding.rule.as_str().starts_with("remediation-")));
    assert!(review.documents[0].facts.as_ref().expect("it can be read").sheets.is_empty());
    // A service that does it is a design, whatever it is called.
    let service = "# Vulnerability remediation\n\n## Database schema\n\nOne.\n\n## API endpoints\n\nTwo.\n\n## Error handling\n\nThree.\n";
    assert_eq!(kind(service), "tdd");
}

#[test]
fn a_day_that_may_be_two_is_told_of_and_guessed_by_nobody() {
    let header = "ID | Severity | Status | Owner | Due";
    let one = ["VUL-3 | High | Open | Ana | 03/04/2026"];
    let review = reviewed(&format!("# Vulnerability remediation\n\n{}", table(header, &one)));
    assert!(messages(&review, "remediation-overdue").is_empty());
    let finding = review.findings.iter().find(|finding| finding.rule.as_str() == "remediation-unreadable").expect("a finding");
    assert_eq!(finding.primary.note, "2026-04-03 or 2026-03-04?");
    // Another row decides; two that decide differently decide nothing.
    let decided = ["VUL-3 | High | Open | Ana | 03/04/2026", "VUL-4 | High | Open | Ana | 25/06/2026"];
    let text = format!("# Vulnerability remediation\n\n{}", table(header, &decided));
    assert_eq!(messages(&reviewed(&text), "remediation-overdue"), ["1 vulnerability open and past the day due, 59 days over: VUL-3"]);
    let text = text.replace("| Ana | 25/06/2026 |", "| Ana | 25/06/2026 |\n| VUL-5 | High | Open | Ana | 06/25/2026 |");
    assert!(messages(&reviewed(&text), "remediation-overdue").is_empty());
}

#[test]
fn no_row_and_no_cell_is_dropped() {
    let rows = ["VUL-1 | spicy | Open | Ana | soon", "VUL-2 | High | Open", "VUL-3 | High | Open | a | b | 2026-07-01", "Total | 3 | | |"];
    let review = reviewed(&format!("# Vulnerability remediation\n\n{}", table("ID | Severity | Status | Owner | Due", &rows)));
    let sheet = &review.documents[0].facts.as_ref().expect("it can be read").sheets[0];
    let off: Vec<i32> = sheet.rows.iter().map(|row| row.off_by).collect();
    assert_eq!(off, [0, -2, 1]);
    let list = &Config::default().checklist(&[], &|path| Err(path.display().to_string())).0;
    let column = |id| list.record("vulnerability").and_then(|record| record.column(id)).expect("a column");
    assert_eq!(sheet.cell(0, column("severity")).map(|cell| cell.value), Some(Value::Unread(Trouble::NoChoice)));
    assert_eq!(sheet.cell(0, column("due")).map(|cell| cell.value), Some(Value::Unread(Trouble::NoDay)));
    let mut told = messages(&review, "remediation-unreadable");
    told.sort();
    assert_eq!(
        told,
        [
            "1 cell of the due date cannot be read, no day such as 2027-03-01: \u{201c}soon\u{201d}",
            "1 cell of the severity cannot be read, none of critical, high, medium, low, info: \u{201c}spicy\u{201d}",
            "2 rows have more or fewer cells than the header: VUL-2 and VUL-3",
        ]
    );
}

#[test]
fn days_are_those_of_the_company_with_their_source() {
    let text = format!("# Vulnerability remediation\n\n{}", table("ID | Severity | Owner | Opened", &["VUL-3 | High | Ana | 2026-05-10"]));
    assert!(messages(&reviewed(&text), "remediation-overdue").is_empty());
    let review = reviewed_with(&text, "[deadlines.vulnerability]\nsource = \"standard 4\"\nhigh = 14\n", &[]);
    assert_eq!(
        messages(&review, "remediation-overdue"),
        [
            "1 vulnerability open and past the day due, 8 days over: VUL-3; where no day is set: critical 7, high 14, medium 60, low 90 days (standard 4)"
        ]
    );
    let (config, _) = Config::read(Path::new("designvet.toml"), "[deadlines.vulnerabilities]\nhigh = 1\n".to_owned());
    let (_, problems) = config.checklist(&[], &|path| Err(path.display().to_string()));
    assert_eq!(problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>(), ["unknown deadlines `vulnerabilities`"]);
}

#[test]
fn days_may_be_working_days() {
    // A Sunday; 14 working days behind the Friday before it is the 28th, and a holiday makes it the 29th.
    let text = format!("# Vulnerability remediation\n\n{}", table("ID | Severity | Owner | Opened", &["VUL-3 | High | Ana | 2026-05-10"]));
    let days =
        "[deadlines.vulnerability]\nsource = \"standard 4\"\nhigh = 14\nworking-days = true\nholidays = [\"2026-05-25\", \"2026-05-24\"]\n";
    assert_eq!(
        messages(&reviewed_with(&text, days, &[]), "remediation-overdue"),
        [
            "1 vulnerability open and past the day due, 3 days over: VUL-3; where no day is set: critical 7, high 14, medium 60, low 90 working days (standard 4)"
        ]
    );
    let wrong = "[deadlines.vulnerability]\nholidays = [\"Christmas\"]\n";
    let (config, _) = Config::read(Path::new("designvet.toml"), wrong.to_owned());
    let (_, problems) = config.checklist(&[], &|path| Err(path.display().to_string()));
    assert_eq!(problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>(), ["`Christmas` is no day such as 2027-12-24"]);
}

const FLEET: &str = r#"
[[kind]]
id = "fleet"
title = "a list of vans"
side = "alone"
paired = false
records = ["van"]

[deadlines.inspection]
source = "the workshop"
old = 30
new = 365

[[record]]
id = "van"
title = "van"
applies-to = ["fleet"]
needs = ["plate", "age"]
least = 3
named-by = ["plate"]

[[record.column]]
id = "plate"
type = "identifier"
telling = ["number plate"]

[[record.column]]
id = "age"
type = "choice"
headers = ["age"]

[[record.column.choice]]
id = "old"
words = ["old"]

[[record.column.choice]]
id = "new"
words = ["new"]

[[record.column]]
id = "seen"
title = "last inspection"
type = "date"
headers = ["last inspection"]

[[rule]]
id = "fleet-inspection-late"
kind = "sheet-stale"
record = "van"
columns = ["seen"]
by = "age"
deadlines = "inspection"
applies-to = ["fleet"]
severity = "high"
release = "after-release"
teams = ["security"]
message = "{count} not inspected, {most}: {list}"
why = "w"
advice = "a"
ask = "q"
"#;

#[test]
fn rows_of_another_kind_are_declared_without_rust() {
    let text =
        table("Number plate | Age | Last inspection", &["LP-1 | old | 2026-04-01", "LP-2 | new | 2026-04-01", "LP-3 | old | 2026-05-20"]);
    let review = reviewed_with(&text, "", &[Pack::new("fleet.toml", FLEET)]);
    assert_eq!(messages(&review, "fleet-inspection-late"), ["1 van not inspected, 61 days: LP-1"]);
}

#[test]
fn names_that_nothing_declares_are_problems_of_the_checklist() {
    for (right, wrong, problem) in [
        ("record = \"van\"", "record = \"vann\"", "unknown record `vann`"),
        ("columns = [\"seen\"]", "columns = [\"sean\"]", "unknown column `sean`"),
        ("deadlines = \"inspection\"", "deadlines = \"inspections\"", "unknown table of deadlines `inspections`"),
        ("old = 30", "olde = 30", "unknown choice `olde`"),
        ("type = \"date\"", "type = \"day\"", "unknown type `day`"),
        ("headers = [\"age\"]", "header = [\"age\"]", "unknown key `header`"),
    ] {
        let packs = [checklist::builtin(), vec![Pack::new("fleet.toml", FLEET.replacen(right, wrong, 1))]].concat();
        let (_, problems) = checklist::load(&packs, &designvet::check::specs());
        assert!(problems.iter().any(|found| found.message == problem), "{problem}: {problems:?}");
    }
}

#[test]
fn a_note_may_name_who_approved() {
    let header = "ID | Severity | Status | Owner | Opened | Due | Notes";
    let row = |note: &str| format!("VUL-3 | High | Open | Ana | 2026-05-20 | 2026-09-30 | {note}");
    for (note, found) in [("OK'd by Priya (CISO) till autumn", 0), ("waiting for the vendor", 1), ("not approved yet", 1)] {
        let review = reviewed(&format!("# Vulnerability remediation\n\n{}", table(header, &[&row(note)])));
        assert_eq!(messages(&review, "remediation-due-late").len(), found, "{note}");
    }
}

#[test]
fn days_without_a_year_are_of_the_only_year_that_the_page_names() {
    let list = table("ID | Severity | Owner | Due", &["VUL-3 | High | Ana | 20 May"]);
    for (line, late) in
        [("Dates are 2026.", 1), ("As of 1-Jun-2026.", 1), ("", 0), ("2025 and 2026.", 0), ("See CVE-2025-1234.", 0), ("Ticket #2025.", 0)]
    {
        let review = reviewed(&format!("# Vulnerability remediation\n\n{line}\n\n{list}"));
        assert_eq!(messages(&review, "remediation-overdue").len(), late, "{line}");
    }
}

#[test]
fn a_title_on_vulnerabilities_makes_its_table_a_board_and_one_on_something_about_them_none() {
    let list = table("ID | Title | Severity | Owner | Due", &["B-1 | Wrong total | High | Ana | 2026-09-30"]);
    for (title, expected) in [
        ("Vulns of the web team", "remediation"),
        ("Open findings", "remediation"),
        ("Bugs of the web team", "other"),
        ("Vulnerability management policy", "other"),
        ("Vulnerabilities found in the penetration test", "other"),
    ] {
        assert_eq!(kind(&format!("# {title}\n\n{list}")), expected, "{title}");
    }
}

#[test]
fn without_a_day_nothing_is_late() {
    let text = format!("# Vulnerability remediation\n\n{}", table("ID | Severity | Owner | Due", &["VUL-3 | High | Ana | 2020-01-01"]));
    let (checklist, _) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    let input = Input { file: Arc::new(SourceFile::new("list.md", text)), kind: None, fallback: None, profile: 0 };
    let inputs = Inputs { files: vec![input], mode: Mode::Check, available: &designvet::cli::available };
    let review = review(inputs, &[Profile { checklist, settings: Settings::default(), waivers: None }]);
    assert!(messages(&review, "remediation-overdue").is_empty());
}
