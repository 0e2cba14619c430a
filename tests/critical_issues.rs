//! Critical security issues: what is taken for one, and that only what has been reached is asked for.

use designvet::checklist::Checklist;
use designvet::config::Config;
use designvet::document::Document;
use designvet::facts::Facts;
use designvet::review::{Input, Inputs, Mode, Profile, review};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use std::sync::Arc;

fn checklist() -> Checklist {
    Config::default().checklist(&[], &|path| Err(path.display().to_string())).0
}

fn kind(path: &str, text: &str) -> String {
    let file = SourceFile::new(path, text);
    Facts::of(&file, &Document::parse(file.text()), &checklist(), None).kind.id.to_string()
}

/// Rules with a finding in a text, each once.
fn found(text: &str) -> Vec<String> {
    let profiles = [Profile { checklist: checklist(), settings: Settings::default(), waivers: None }];
    let file = Arc::new(SourceFile::new("issue.md", text));
    let inputs = Inputs {
        files: vec![Input { file, kind: None, fallback: None, profile: 0 }],
        available: &designvet::cli::available,
        mode: Mode::Check,
    };
    let mut rules: Vec<String> = review(inputs, &profiles).findings.iter().map(|finding| finding.rule.to_string()).collect();
    rules.sort();
    rules.dedup();
    rules
}

#[test]
fn name_title_front_matter_and_content_tell_a_critical_issue() {
    let by_content = "# Invoices are readable\n\nSeverity 1, priority 1.\n\n## Security on-call\n\nPaged.\n\n## Short-term fix\n\nNone yet.\n\n## Critical security release\n\nOpen.\n";
    for (path, text) in [
        ("critical-issue-4821.md", "# Invoices are readable\n\nText.\n"),
        ("a.md", "# [S1/P1] Invoices are readable\n\nText.\n"),
        ("a.md", "# Critical security issue: invoices are readable\n\nText.\n"),
        ("a.md", "---\nkind: critical-issue\n---\n\n# Invoices\n\nText.\n"),
        ("a.md", by_content),
    ] {
        assert_eq!(kind(path, text), "critical-issue", "{path}: {text}");
    }
}

const PAGED: &str = "I reproduced it. The security on-call was paged.";

#[test]
fn labels_of_a_tracker_tell_a_critical_issue() {
    for head in [
        "title:\tInvoices of others can be read\nstate:\tOPEN\nlabels:\tapi, security, sev/1\n--",
        "# Invoices of others can be read\n\n* State: open\n* Labels: ~\"severity::1\" ~\"priority::1\" ~security",
        "---\ntitle: Invoices of others can be read\nlabels: [critical, vulnerability]\n---",
        "---\ntitle: Invoices\nlabels:\n  - S1\n  - type::vulnerability\n---",
        "# SEC-12 Invoices\n\n| Field | Value |\n|---|---|\n| Severity | S1 - Critical |\n| Type | Vulnerability |",
        "# SEC-12 Invoices\n\n**Priority:** P1 \u{2013} Critical\n**Issue type:** Security defect",
        "> **Opened by** @ann\n> **Labels** severity/critical, type/vulnerability",
        "Invoices of others #57\n\nLabels\ncritical \u{b7} security",
        "# [S1][Security] Invoices of others",
        "# Template of mails is evaluated\n\nLabels: ~security ~\"severity::1\"",
        "# IDOR in the export of invoices\n\nLabels: `P1` `backend`",
        "# Invoices\n\nTeam **Web** \u{b7} Priority **Urgent** \u{b7} Labels `sev:critical` `vuln`",
        "# Invoices\n\n| | | | |\n|---|---|---|---|\n| **Type:** | Security Bug | **Labels:** | sec-critical, web |",
        "# Invoices\n\n\u{1f3f7} Security \u{b7} Web\n\n| Priority | Severity |\n|---|---|\n| 1 | 1 - Critical |",
    ] {
        assert_eq!(kind("a.md", &format!("{head}\n\n{PAGED}\n")), "critical-issue", "{head}");
    }
}

#[test]
fn labels_of_something_else_tell_no_critical_issue() {
    for (head, text) in [
        ("# Checkout is down\n\nLabels: ~\"severity::1\" ~incident", PAGED),
        ("# Theme can be changed\n\nLabels: ~\"severity::3\" ~security", PAGED),
        (
            "# Ask for a second factor\n\nLabels: `P1` `security` `enhancement`",
            "An attacker with a password gets in today. Let us ask for more.",
        ),
        ("# Advisory: invoices of others\n\nSeverity: critical\nType: vulnerability", PAGED),
        ("# How we handle reports\n\nLabels: S1, security", PAGED),
        ("# Critical vulnerability in a parser\n\nLabels: `dependencies` `security` `P1`", PAGED),
        // The same words as a sentence are no labels.
        ("# Invoices\n\nWe had an S1 in security last year.", PAGED),
    ] {
        assert_eq!(kind("a.md", &format!("{head}\n\n{text}\n")), "other", "{head}");
    }
}

#[test]
fn words_of_people_are_left_to_the_reader() {
    let head = "# [S1/P1] Invoices are readable\n\nI reproduced it on staging with two accounts: `GET /invoices/8` of another account gives 200.\n\n";
    let missing = |text: &str| found(&format!("{head}{text}"));
    assert!(missing("Fix: check the owner.\n").contains(&"incident-oncall-missing".to_owned()));
    for engaged in [
        "@soc-duty (Ann) has the link.\n",
        "Told Ann (SOC).\n",
        "## Who is on-call\n\nAnn has the link and searches the logs until six in the evening, and Bo goes on after that with the same search.\n",
    ] {
        assert!(!missing(engaged).contains(&"incident-oncall-missing".to_owned()), "{engaged}");
    }
    // A heading over boxes that nobody has ticked says nothing.
    assert!(missing("## Who is on-call\n\n- [ ] Ann\n").contains(&"incident-oncall-missing".to_owned()));
}

#[test]
fn the_cells_of_a_column_answer_one_question() {
    let table = |head: &str, rows: &str| format!("# [S1/P1] Invoices\n\n## Options\n\n{head}\n|---|---|---|---|---|---|\n{rows}\n");
    let head = "| Option | Works? | Who is hit | What they see | How bad | Other |";
    let first = "| Block the path | stops it fully | 40 customers | cannot export | severe | reversible |\n";
    let unanswered = |rows: &str| found(&table(head, rows)).contains(&"incident-option-unanswered".to_owned());
    assert!(
        !unanswered(&format!("{first}| Lower the limit | yes | ops people | grumbling | meh | dashboards |\n")),
        "in words of their own"
    );
    assert!(unanswered(&format!("{first}| Lower the limit | yes | | | | |\n")), "nothing stands there");
    let numbered = |rows: &str| table("| # | Option | Effectiveness | Impact | Magnitude | Notes |", rows);
    let told = |rows: &str| found(&numbered(rows)).contains(&"incident-option-unanswered".to_owned());
    let first = "| 1 | Block the path | stops it for all customers, high effort | cannot export | severe | reversible |\n";
    assert!(
        told(&format!("{first}| 2 | Lower the limit | partly | | | |\n")),
        "what one cell says besides answers nothing for another row"
    );
    assert!(!told(&format!("{first}| 2 | Lower the limit | partly, for 40 customers | slower | small | ops is fine |\n")));
    let files = "# [S1/P1] Invoices\n\n## Attachments\n\n| Name | Size | By |\n|---|---|---|\n| a.png | 88 kB | Ann |\n";
    assert!(!found(files).contains(&"incident-option-unanswered".to_owned()), "files are no options");
}

#[test]
fn what_is_written_about_such_issues_or_afterwards_is_something_else() {
    for (path, text) in [
        (
            "a.md",
            "# Procedure for handling S1/P1 issues\n\nPage the security on-call. Tell the director of security.\n\n## Short-term fix\n\nText.\n\n## Long-term fix\n\nText.\n",
        ),
        ("a.md", "# Postmortem: S1/P1 invoices\n\n## Root cause\n\nText.\n\n## Lessons learned\n\nText.\n"),
        ("incident-330.md", "# Incident 330\n\n## Root cause\n\nText.\n\n## Timeline\n\nText.\n"),
        ("prd.md", "# S1/P1 triage board\n\nText.\n"),
    ] {
        assert_ne!(kind(path, text), "critical-issue", "{path}: {text}");
    }
}

#[test]
fn an_issue_that_was_just_opened_is_asked_for_the_first_steps_alone() {
    let text = "# S1/P1 security issue: any token resets a password\n\nStatus: just opened\n\nA customer reports that the form accepts an empty token.\n";
    assert_eq!(found(text), ["incident-reproduction-missing", "incident-triage-missing"]);
}

#[test]
fn a_simple_fix_is_asked_for_nothing_short_term() {
    let text = "# Critical security issue: a debug route is on\n\nVerified by Ana at 10:02 UTC on production: `GET /__debug` answers without a session. S1/P1.\n\n\
        Security on-call @sofie paged at 10:05 UTC, the page links to #881. EM @bo and PM @li of Billing mentioned here and in #billing.\n\n\
        The fix is simple: the route goes, and development is sure of it. Only the long-term fix is needed; it ships in the critical security release 7.3.1 (#890).\n";
    assert_eq!(found(text), Vec::<String>::new());
}
