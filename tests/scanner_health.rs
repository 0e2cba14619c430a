//! Reports on scanners: both shapes of table say the same, what only looks like one is none, and tables with a column for each choice are
//! declared without Rust.

mod sheets;

use designvet::checklist::Pack;
use designvet::config::Config;
use designvet::facts::Value;
use sheets::{kind, messages, reviewed, reviewed_with, table};

#[test]
fn a_scanner_that_is_late_is_late_in_each_shape_of_table() {
    let shapes = [
        table("Repository | Type | Tool | Status | Interval | Last run", &["pay | SAST | Semgrep | enabled | weekly | 2026-04-20"]),
        table("Repo | Scanner | Enabled? | Frequency | Last scan", &["pay | Semgrep | ✅ | every Monday | 20 Apr 2026"]),
        table("Service | Tool | Cadence | Last successful scan", &["[pay](https://git.example.org/pay) | `semgrep` | 1x weekly | 2026-04-20T03:00:00Z"])
            .replace("1x weekly", "weekly (Mondays)"),
        table("Repository | SAST | SCA", &["pay | weekly, last run 2026-04-20 | -"]),
        table(" | SAST | SCA", &["pay | weekly, last run 2026-04-20 | -"]),
        table("Repository | Semgrep | Trivy", &["pay | ✅ weekly (2026-04-20) | n/a: no libraries"]),
        format!("## pay\n\n{}", table("Scanner | Status | Schedule | Last run", &["Semgrep | on | weekly | 2026-04-20"])),
        table("Tool | Type | Status | Interval | Last run", &["**pay** | | | |", "Semgrep | SAST | on | weekly | 2026-04-20"]),
        "<table><tr><th>Repository</th><th>Scanner</th><th>Interval</th><th>Last run</th></tr>\n<tr><td>pay</td><td>Semgrep</td><td>weekly</td><td>2026-04-20</td></tr></table>\n".to_owned(),
    ];
    for shape in shapes {
        let review = reviewed(&format!("# Scanner health\n\n{shape}"));
        let told = messages(&review, "scanner-run-late");
        assert_eq!(told.len(), 1, "{shape}\n{:?}", review.findings.iter().map(|finding| &finding.message).collect::<Vec<_>>());
        assert!(
            told[0].to_lowercase().starts_with("1 scanner without a good run for longer than it should be, 42 days: pay s"),
            "{}",
            told[0]
        );
        assert!(messages(&review, "scanner-unreadable").is_empty(), "{shape}");
    }
}

#[test]
fn a_table_without_a_word_above_its_names_is_one_by_its_cells() {
    let unread = |rows: &[&str]| {
        !messages(&reviewed(&format!("# Scanner health\n\n{}", table(" | SAST | SCA", rows))), "scanner-table-missing").is_empty()
    };
    assert!(!unread(&["pay | ✅ | ❌", "shop | on | n/a"]));
    assert!(!unread(&["pay | ✅ | ❌"]), "one row is enough");
    assert!(unread(&["Price | 10 EUR | 20 EUR", "Languages | Go, Java | Go, Rust"]), "a comparison of tools");
}

#[test]
fn a_cell_of_a_matrix_is_read_part_by_part() {
    let cells = "✅ CodeQL, daily, 2026-05-30 | ❌ | n/a: a library | weekly (Sundays)";
    let review =
        reviewed(&format!("# Scanner health\n\n{}", table("Repository | SAST | SCA | DAST | Secrets", &[&format!("pay | {cells}")])));
    let (checklist, _) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    let record = checklist.record("scan").expect("a record");
    let sheet = &review.documents[0].facts.as_ref().expect("it can be read").sheets[0];
    let read = |row: usize, id: &str| {
        let column = record.column(id).expect("a column");
        match sheet.cell(row, column).map(|cell| cell.value) {
            Some(Value::Choice(choice)) => record.columns[column].choices[usize::from(choice)].id.to_string(),
            Some(Value::Day(day)) => day.to_string(),
            Some(Value::Said) => "said".to_owned(),
            Some(Value::Blank) => "-".to_owned(),
            other => format!("{other:?}"),
        }
    };
    let rows: Vec<String> =
        (0..sheet.rows.len()).map(|row| ["type", "status", "every", "last-run", "explanation"].map(|id| read(row, id)).join(" ")).collect();
    assert_eq!(
        rows,
        ["SAST enabled daily 2026-05-30 said", "SCA not there - - -", "DAST not applicable - - said", "secrets - weekly - said",]
    );
}

#[test]
fn what_only_looks_like_a_report_is_none() {
    let documents = [
        // A comparison of tools, of what each type sees, and of languages.
        format!(
            "# Security tools\n\n{}",
            table("Tool | SAST | SCA | DAST | Secrets", &["GitLab | ✅ | ✅ | ✅ | ✅", "Snyk | ✅ | ✅ | ❌ | ❌"])
        ),
        format!(
            "# Which scanner finds what\n\n{}",
            table("Issue | SAST | SCA | DAST", &["Hardcoded secret | ✅ | ❌ | ❌", "Old library | ❌ | ✅ | ❌"])
        ),
        format!(
            "# Pipeline templates\n\n{}",
            table("Language | SAST | SCA | DAST | Docker base", &["Python | ✅ | ✅ | ✅ | slim", "Go | ✅ | ✅ | ✅ | alpine"])
        ),
        format!(
            "# Security testing\n\n{}",
            table("Event | SAST | SCA | DAST", &["Pull request | ✅ | ✅ | optional", "Weekly | ✅ | ✅ | ✅ (full)"])
        ),
        format!(
            "# Severity policy\n\n{}",
            table(
                "Severity | SAST | SCA | DAST | Action",
                &["Critical | block | block | block | page", "High | block | block | warn | ticket"]
            )
        ),
        // Runs of a pipeline, a plan, an inventory of something else, and devices that scan.
        format!("# Last runs\n\n{}", table("Date | SAST | SCA | DAST", &["2026-05-17 | ✅ | ✅ | ❌", "2026-05-10 | ✅ | ✅ | ✅"])),
        format!(
            "# Rollout plan for security scanning\n\n{}",
            table("Repository | SAST | SCA | DAST", &["pay | June | July | Q4", "ledger | July | July | Q4"])
        ),
        format!("# Services\n\n{}", table("Service | Owner | Status | Last release | Version", &["pay | Ana | live | 2026-05-12 | 2.1"])),
        format!(
            "# Scanner modules\n\n{}",
            table("Scanner | Type | What it detects", &["CORS | passive | wildcards", "TLS | active | old ciphers"])
        ),
        format!(
            "# Libraries\n\n{}",
            table("Library | Version | Last scan | Items", &["Films | 2 | 2026-05-12 | 412", "Music | 1 | 2026-05-12 | 9000"])
        ),
        format!(
            "# Warehouse devices\n\n{}",
            table(
                "Device | Type | Status | Last used",
                &["Scanner 4 | handheld | active | 2026-05-12", "Scanner 5 | handheld | broken | 2026-04-02"]
            )
        ),
        format!(
            "# How we scan: a guide\n\n{}",
            table("Repository | Scanner | Frequency | Last scan", &["pay | Semgrep | weekly | 2026-05-12"])
        ),
        // Words alone.
        "# Scanning health of the warehouse app: a comparison of devices\n\nText.\n".to_owned(),
    ];
    for document in documents {
        assert_ne!(kind(&document), "scanner-health", "{document}");
    }
    // A design of a service that does it stays a design.
    let design = "# Scanner health\n\n## Database schema\n\nOne.\n\n## API endpoints\n\nTwo.\n\n## Error handling\n\nThree.\n";
    assert_eq!(kind(design), "tdd");
}

#[test]
fn a_table_tells_where_neither_name_nor_title_does() {
    let telling = [
        table("Repository | SAST | SCA | DAST", &["pay | ✅ | ✅ | ❌", "ledger | weekly | ✅ | n/a"]),
        table("Repository | Scanner | Status | Last scan", &["pay | Semgrep | enabled | 2026-05-29"]),
        table("Service | Scanner type | Tool | Enabled", &["pay | SAST | Semgrep | yes"]),
    ];
    for table in telling {
        assert_eq!(kind(&format!("# Week 22\n\n{table}")), "scanner-health", "{table}");
    }
    // A word of the title is enough beside a table that is read.
    let row = table("Service | Tool | Status | Last run", &["pay | Semgrep | enabled | 2026-05-29"]);
    assert_eq!(kind(&format!("# Security scanning, week 22\n\n{row}")), "scanner-health");
    assert_eq!(kind(&format!("# Week 22\n\n{row}")), "other");
}

const BADGES: &str = r#"
[[kind]]
id = "training"
title = "a list of trained people"
side = "alone"
paired = false
titles = ["who is trained"]
records = ["course"]

[[record]]
id = "course"
title = "course"
applies-to = ["training"]
needs = ["person", "course", "state or day"]
least = 3
named-by = ["person"]
named-with = ["course"]
state = "state"
closed = ["excused"]

[record.across]
column = "course"
cells = ["state", "day", "remark"]

[[record.column]]
id = "person"
title = "person"
type = "person"
headers = ["person", "who"]

[[record.column]]
id = "course"
title = "course"
type = "choice"
headers = ["course"]

[[record.column.choice]]
id = "fire"
words = ["fire", "fire drill"]

[[record.column.choice]]
id = "forklift"
words = ["forklift", "lift"]

[[record.column]]
id = "state"
title = "state"
type = "choice"
headers = ["state"]

[[record.column.choice]]
id = "done"
words = ["done", "✅"]

[[record.column.choice]]
id = "excused"
words = ["excused"]

[[record.column]]
id = "day"
title = "day"
type = "date"
headers = ["day"]

[[record.column]]
id = "remark"
title = "remark"
type = "words"
headers = ["remark"]

[[rule]]
id = "training-old"
kind = "sheet-stale"
record = "course"
columns = ["day"]
days = 365
applies-to = ["training"]
severity = "low"
release = "none"
teams = ["security"]
message = "{count} too long ago: {list}"
why = "One forgets."
advice = "Go again."
ask = "When?"
"#;

#[test]
fn a_table_with_a_column_for_each_choice_is_declared_without_rust() {
    let text = format!(
        "# Who is trained\n\n{}",
        table("Who | Fire drill | Forklift", &["Ana | 2024-05-01 | done, 2026-02-03", "Ben | excused (wheelchair) | 2023-01-01"])
    );
    let review = reviewed_with(&text, "", &[Pack::new("training.toml", BADGES)]);
    assert_eq!(messages(&review, "training-old"), ["2 courses too long ago: Ben Forklift and Ana Fire drill"]);
}
