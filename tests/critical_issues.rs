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
