//! What a document is taken for, by its name, title and content.

use designvet::checklist::{self, CheckSpec, Checklist};
use designvet::document::Document;
use designvet::facts::Facts;
use designvet::rule::DocKind;
use designvet::source::SourceFile;
use std::path::Path;

/// The built-in checklist without rules: kinds, topics, signals and words.
fn checklist() -> Checklist {
    let specs: Vec<CheckSpec> = designvet::check::specs();
    checklist::load(&checklist::builtin(), &specs).0
}

fn facts(path: &str, text: &str, list: &Checklist) -> Facts {
    let file = SourceFile::new(path, text);
    Facts::of(&file, &Document::parse(file.text()), list, None)
}

#[test]
fn names_titles_and_headings_name_the_kind() {
    let list = checklist();
    for (path, text, kind, form) in [
        ("docs/prd.md", "# Orders\n\nText.\n", "prd", None),
        ("docs/orders.tdd.md", "# Orders\n\nText.\n", "tdd", None),
        ("a.md", "# Orders (PRD)\n\nText.\n", "prd", None),
        ("a.md", "# Orders: technical design\n\nText.\n", "tdd", None),
        ("a.md", "# Orders architecture\n\nText.\n", "tdd", Some("design-doc")),
        ("a.md", "---\nkind: tdd\n---\n# Product requirements\n\nText.\n", "tdd", None),
        (
            "a.md",
            "# Orders\n\n## User stories\n\nAs a clerk, I want x.\n\n## Success metrics\n\nMore.\n\n## Out of scope\n\nLess.\n",
            "prd",
            None,
        ),
        ("a.md", "# Orders\n\n## Database schema\n\nOne.\n\n## API endpoints\n\nTwo.\n\n## Error handling\n\nThree.\n", "tdd", None),
        ("a.md", "# KEP-12: Quota policy\n\n## Motivation\n\nx\n\n## Proposal\n\ny\n\n## Alternatives\n\nz\n", "tdd", Some("proposal")),
        (
            "12-quota/README.md",
            "# Quotas\n\n## Motivation\n\nx\n\n## Proposal\n\ny\n\n## Design details\n\nz\n\n## Drawbacks\n\nz\n",
            "tdd",
            Some("proposal"),
        ),
        ("README.md", "# Orders\n\n## Installation\n\nnpm install\n\n## Usage\n\nRun it.\n", "other", Some("policy")),
        ("a.md", "# Incident 330\n\n## Root cause\n\nx\n\n## Lessons learned\n\ny\n\n## Timeline\n\nz\n", "postmortem", None),
        (
            "pm-7.md",
            "# Node loss\n\n## Timeline\n\nx\n\n## Contributing factors\n\nw\n\n## Action items\n\n- y\n\n## Lessons learned\n\n- z\n\n## Attendees\n\nAnn\n\n## Stats\n\n- Time to detection: 2 min\n- Time to recovery: 9 min\n",
            "postmortem",
            None,
        ),
        (
            "a.md",
            "## Background:\n\nNames were logged.\n\n## Looking forward\n\nAs a result of this incident:\n\n#### Immediate reaction:\n\n- Purge all logs\n",
            "postmortem",
            None,
        ),
        ("incident-report-77.md", "# Invoices twice\n\nText.\n", "postmortem", None),
        ("a.md", "# Postmortem: a retention policy that deleted too much\n\nText.\n", "postmortem", None),
        ("a.md", "# How we write a postmortem\n\n## Root cause\n\nx\n\n## Lessons learned\n\ny\n\n## Timeline\n\nz\n", "other", None),
        (
            "incident-management.md",
            "# Incident management\n\n## Root cause analysis\n\nx\n\n## Lessons learned\n\ny\n\n## Timeline\n\nz\n",
            "other",
            None,
        ),
        ("a.md", "# Sprint 12\n\n## What went well\n\nx\n\n## What went wrong\n\ny\n\n## Lessons learned\n\nz\n", "other", None),
        ("a.md", "# Sync\n\n## Attendees\n\nAnn\n\n## Agenda\n\nx\n\n## Action items\n\ny\n", "notes", None),
        (
            "a.md",
            "# A board\n\n## How it is elected\n\nOnce a year.\n\n## Agenda and backlog\n\nThe agenda of the next meeting is public; each action item of the meeting is listed.\n",
            "other",
            None,
        ),
        ("a.md", "Attendees: Ann, Bo\n\nNOTES\n- All is well.\n", "notes", None),
        ("call.txt", "[00:01] Ann: Hello.\n\n[00:03] Bo: Hello.\n\n[00:05] Ann: It works.\n\n[00:09] Bo: It does.\n", "notes", None),
        (
            "meeting-rooms.md",
            "# Meeting rooms\n\n## User stories\n\nAs a clerk, I want x.\n\n## Success metrics\n\nMore.\n\n## Out of scope\n\nLess.\n",
            "prd",
            None,
        ),
        ("tdd.md", "# Cron\n\n10:05 sends mail\n10:06 Sends more\n10:07 Stops\n10:08 Waits\n", "tdd", None),
        ("a.md", "# Graph\n\n```mermaid\nflowchart LR\n1:a --> 2:b\n2:b --> 3:c\n3:c --> 4:d\n4:d --> 5:e\n```\n", "other", None),
        ("a.md", "# Poem\n\nNothing of the kind.\n", "other", None),
    ] {
        let found = facts(path, text, &list).kind;
        assert_eq!((found.id.as_str(), found.form.as_ref().map(DocKind::as_str)), (kind, form), "{path}: {text} ({})", found.reason);
    }
}

#[test]
fn papers_of_a_programme_are_told_by_name_title_and_front_matter_and_what_only_sounds_like_them_is_not() {
    let list = checklist();
    for (path, title, kind) in [
        ("partner-preparation-ads.md", "# Ads", "partner-preparation"),
        ("Security_partner_preparation.md", "# Security Partner Preparation", "partner-preparation"),
        ("a.md", "# [Security partner preparation] Yusuf joins Ads", "partner-preparation"),
        ("partner-onboarding.md", "# Partner onboarding", "other"),
        ("a.md", "# Channel partner preparation", "other"),
        ("a.md", "# Security partner onboarding: field service app", "partner-preparation"),
        ("a.md", "# Security partner onboarding process", "other"),
        ("a.md", "# How we do security partner onboarding", "other"),
        ("help-request-cve-2026-1.md", "# Importer", "help-request"),
        ("security-help-request.md", "# Security help request: importer", "help-request"),
        ("a.md", "# Security help request: critical vulnerability in the importer", "help-request"),
        ("a.md", "---\nkind: help-request\n---\n\n# Importer", "help-request"),
        ("help-request.md", "# Help requests", "other"),
        ("a.md", "# Help with XSS filters", "other"),
        ("a.md", "# Security help request: direct references in the billing API", "help-request"),
        ("a.md", "# Security help request process", "other"),
        ("a.md", "# PRD: security help request", "prd"),
        ("security-exception.md", "# Security exception: TLS 1.0 on the label printers", "security-exception"),
    ] {
        let text = format!("{title}\n\nText.\n");
        assert_eq!(facts(path, &text, &list).kind.id.as_str(), kind, "{path}: {title}");
    }
}

#[test]
fn a_name_that_promises_something_else_is_doubted() {
    let list = checklist();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/document-kind-unclear");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry can be read").path();
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a fixture can be read");
        assert_eq!(facts(&name, &text, &list).kind.doubt.is_some(), name.starts_with("fires"), "{name}");
        seen += 1;
    }
    assert!(seen > 3, "only {seen} fixtures");
}

#[test]
fn signals_are_those_of_the_field() {
    let list = checklist();
    let shown = |text: &str| -> Vec<String> {
        let facts = facts("a.md", text, &list);
        list.signals.iter().zip(facts.signals).filter(|(_, fact)| fact.shown).map(|(signal, _)| signal.id.to_string()).collect()
    };
    let language =
        "# RFC\n\nThe operator `+` is put before candidates; a user may resume a profile of the account type. Post it, delete it, client.";
    assert!(shown(language).is_empty(), "{:?}", shown(language));
    let shop = "# Shop\n\nCustomers sign up with an email and a password in the mobile app. The backend stores orders in PostgreSQL, takes money \
                with Stripe and sends mail by an email provider and an external service. Admins see a dashboard of the REST API server.";
    assert_eq!(shown(shop), ["people", "personal-records", "personal-attributes", "access", "stores", "third-parties"]);
}
