//! The same documents give the same bytes; a finding keeps its fingerprint while the text around it changes.

mod walk;

use designvet::config::Config;
use designvet::report::{Format, Layout, render};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

fn profile() -> [Profile; 1] {
    let (checklist, problems) = Config::default().checklist(&[], &|path| Err(path.display().to_string()));
    assert!(problems.is_empty(), "{problems:?}");
    [Profile { checklist, settings: Settings::default(), waivers: None }]
}

/// Path and text of every Markdown file under the folders.
fn documents(folders: &[&str]) -> Vec<(String, String)> {
    let files = folders.iter().flat_map(|folder| walk::files(Path::new(folder), "md"));
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a fixture is UTF-8");
        (path.to_string_lossy().replace('\\', "/"), text)
    };
    let mut documents: Vec<(String, String)> = files.map(read).collect();
    documents.sort();
    assert!(!documents.is_empty());
    documents
}

fn reviewed(documents: &[(String, String)], profile: &[Profile]) -> Review {
    let files = documents.iter().map(|(path, text)| {
        let file = Arc::new(SourceFile::new(path.as_str(), text.as_str()));
        Input { file, kind: None, fallback: None, profile: 0 }
    });
    review(Inputs { files: files.collect(), mode: Mode::Check, available: &designvet::cli::available }, profile)
}

fn bytes(review: &Review) -> Vec<Vec<u8>> {
    let verbose = Layout { color: true, verbose: true, ..Layout::default() };
    let rendered = Format::ALL.iter().flat_map(|(_, format)| [(*format, Layout::default()), (*format, verbose)]);
    rendered
        .map(|(format, layout)| {
            let mut out = Vec::new();
            render(format, review, layout, &mut out).expect("a vector takes every byte");
            out
        })
        .collect()
}

#[test]
fn same_documents_in_any_order_give_the_same_bytes_in_every_format() {
    let profile = profile();
    let mut documents = documents(&["samples", "tests/parse"]);
    let first = bytes(&reviewed(&documents, &profile));
    assert!(first.iter().all(|out| !out.is_empty()));
    assert!(bytes(&reviewed(&documents, &profile)) == first, "a second run gives other bytes");
    documents.reverse();
    assert!(bytes(&reviewed(&documents, &profile)) == first, "the reverse order gives other bytes");
    let middle = documents.len() / 2;
    documents.rotate_left(middle);
    assert!(bytes(&reviewed(&documents, &profile)) == first, "another order gives other bytes");
}

#[test]
fn fingerprints_are_unique_in_a_review() {
    let review = reviewed(&documents(&["samples", "tests/parse", "tests/rules"]), &profile());
    let mut seen = BTreeSet::new();
    for finding in review.findings.iter().chain(review.waived.iter().map(|w| &w.finding)) {
        assert_eq!(finding.fingerprint.len(), 32);
        let path = review.document(finding.primary.file).path();
        assert!(seen.insert(&finding.fingerprint), "{path}: {} has the fingerprint of another finding", finding.rule);
    }
}

/// Rule and fingerprint of every finding, in the order of fingerprints.
fn prints(documents: &[(String, String)], profile: &[Profile]) -> BTreeSet<(String, String)> {
    let review = reviewed(documents, profile);
    review.findings.iter().map(|f| (f.rule.to_string(), f.fingerprint.clone())).collect()
}

/// Paths and texts.
type Documents = Vec<(String, String)>;

/// The samples, and the same with every text changed by `change`.
fn samples_changed(change: impl Fn(&str) -> String) -> (Documents, Documents) {
    let before = documents(&["samples"]);
    let after = before.iter().map(|(path, text)| (path.clone(), change(text))).collect();
    (before, after)
}

/// The text with lines put in under its first heading, each line ended by `ending`.
fn with_lines(text: &str, more: &[&str], ending: &str) -> String {
    let (before, after): (Vec<_>, Vec<_>) = text.lines().enumerate().partition(|(number, _)| *number <= first_heading(text));
    let lines = before.into_iter().map(|(_, line)| line).chain(more.iter().copied()).chain(after.into_iter().map(|(_, line)| line));
    lines.collect::<Vec<_>>().join(ending) + ending
}

/// Line number (base 0) of the first heading in `text` that is followed by another line.
fn first_heading(text: &str) -> usize {
    text.lines().position(|line| line.starts_with('#')).expect("a sample has headings")
}

#[test]
fn fingerprints_survive_an_inserted_paragraph() {
    let profile = profile();
    let paragraph = ["", "A walk through the building showed that the chairs are blue and the windows face north.", ""];
    let (before, after) = samples_changed(|text| with_lines(text, &paragraph, "\n"));
    assert_eq!(prints(&before, &profile), prints(&after, &profile));
}

#[test]
fn fingerprints_survive_lines_that_move_and_line_endings_that_change() {
    let profile = profile();
    let (before, after) = samples_changed(|text| with_lines(text, &[""; 7], "\r\n"));
    assert_eq!(prints(&before, &profile), prints(&after, &profile));
}

#[test]
fn fingerprints_of_what_stands_survive_a_waiver_of_its_equal() {
    let pack = r#"
[[rule]]
id = "acme-codename-used"
kind = "phrase"
forbid = ["bluebird"]
applies-to = ["tdd"]
severity = "medium"
release = "before-release"
teams = ["security"]
message = "an internal name: {found}"
why = "w"
advice = "a"
ask = "q"
"#;
    let mut packs = designvet::checklist::builtin();
    packs.push(designvet::checklist::Pack::new("acme.toml", pack));
    let (checklist, problems) = designvet::checklist::load(&packs, &designvet::check::specs());
    assert!(problems.is_empty(), "{problems:?}");
    let settings = Settings { select: Some(vec!["acme".to_owned()]), ..Settings::default() };
    let profile = [Profile { checklist, settings, waivers: None }];
    let standing = |waiver: &str| {
        let filler = "The worker reads one job after the other from its queue and writes the result beside it. ".repeat(6);
        let text = format!("# Jobs: technical design\n\n{filler}\n\nBluebird reads.{waiver}\n\nBluebird writes.\n");
        let review = reviewed(&[("docs/tdd.md".to_owned(), text)], &profile);
        review.findings.iter().map(|f| f.fingerprint.clone()).collect::<Vec<_>>()
    };
    let plain = standing("");
    assert_eq!(plain.len(), 2);
    assert_eq!(standing(" <!-- designvet: waive acme-codename-used reason=\"quoted\" -->"), plain[1..]);
}

/// What belongs under a heading of the template: a word of the heading, and a text.
const SECTIONS: &[(&str, &str)] = &[
    ("out of scope", "Refunds by phone stay manual in this release, and so do vouchers, because nobody has asked for them since spring."),
    ("goals", "Clerks refund an order in under a minute without calling the back office, and shoppers see the money within two days."),
    (
        "users",
        "- Clerk: refunds orders of the own shop.\n- Shop manager: sees all refunds of the shop and sets the limit per day.\n- Administrator: adds clerks and managers.",
    ),
    (
        "requirements",
        "- FR-1 A clerk can refund an order within 30 days of the sale.\n- FR-2 A manager can set the limit per day.\n- FR-3 The shopper gets a receipt by e-mail.",
    ),
    ("timeline", "Pilot in two shops on 1 June 2025, all shops on 1 July 2025, the old form is switched off on 1 August 2025."),
    (
        "data flow",
        "```mermaid\nflowchart LR\n  clerk[Clerk] -- order number, amount --> web[Web app]\n  web -- refund --> api[Refund API]\n  api -- row --> db[(PostgreSQL)]\n  api -- amount, payment token --> payments[Payment provider]\n  api -- address, amount --> mail[E-mail provider]\n```",
    ),
    (
        "diagram",
        "```mermaid\nflowchart LR\n  clerk[Clerk] -- order number, amount --> web[Web app]\n  web -- refund --> api[Refund API]\n  api -- row --> db[(PostgreSQL)]\n  api -- amount, payment token --> payments[Payment provider]\n  api -- address, amount --> mail[E-mail provider]\n```",
    ),
    (
        "classification",
        "| Data | Whose | Purpose | Kept in | Kept for |\n|---|---|---|---|---|\n| name, e-mail address | shopper | receipt | refunds | 2 years |\n| staff number | clerk | who refunded | refunds | 2 years |",
    ),
    (
        "personal data",
        "| Data | Whose | Purpose | Kept in | Kept for |\n|---|---|---|---|---|\n| name, e-mail address | shopper | receipt | refunds | 2 years |\n| staff number | clerk | who refunded | refunds | 2 years |",
    ),
    (
        "third",
        "| Service | For | Data it receives | Region | Contract |\n|---|---|---|---|---|\n| Stripe | paying the money back | amount, payment token | EU | DPA signed |\n| Postmark | receipts | e-mail address, amount | EU | DPA signed |",
    ),
    (
        "authentication",
        "Staff sign in through the company's OpenID Connect provider with a second factor; sessions end after 30 minutes without use.",
    ),
    (
        "authorization",
        "| Role | May |\n|---|---|\n| clerk | refund orders of the own shop |\n| manager | read all refunds of the shop, set the limit |\n\nThe API checks role and shop on every request and answers 403 otherwise.",
    ),
    (
        "security",
        "Every endpoint requires a session of a member of staff, input is checked against a JSON schema, and each refund is written to an append-only log that the audit team reads.",
    ),
    (
        "component",
        "- `web`: the screens for clerks, holds no data.\n- `api`: accepts refunds, checks the limit, writes `refunds`.\n- `worker`: calls the payment provider and sends receipts.",
    ),
    (
        "architecture",
        "The web app calls the refund API, which writes to PostgreSQL; a worker calls Stripe and Postmark. All of it runs in one Kubernetes namespace.",
    ),
    (
        "api",
        "`POST /refunds` takes an order number and an amount and answers 201 with the refund, 403 without the role and 409 over the limit.",
    ),
    (
        "data model",
        "| Column | Type | Meaning |\n|---|---|---|\n| id | uuid | refund |\n| order_id | uuid | order |\n| amount | integer | cents |\n| clerk_id | uuid | who refunded |",
    ),
];

/// A text for every other heading.
const OTHER: &str = "The refund service follows the platform's runbook here: the on-call engineer of the shop team owns it, checks it on the first Monday of each month and writes down what was changed, by whom and why.";

fn filled(template: &str) -> String {
    let mut heading = String::new();
    let mut lines = Vec::new();
    for line in template.lines() {
        if line.starts_with("## ") {
            heading = line.to_lowercase();
        }
        if line == "TBD" {
            let text = SECTIONS.iter().find(|(word, _)| heading.contains(word)).map_or(OTHER, |(_, text)| text);
            lines.push(text.to_owned());
        } else {
            lines.push(
                line.replace("[name]", "Ann Moreno")
                    .replace("[date]", "2025-04-02")
                    .replace("[link to the design]", "tdd.md")
                    .replace("[link to the product requirements]", "prd.md"),
            );
        }
    }
    lines.join("\n") + "\n"
}

fn template(kind: &str) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_designvet"))
        .args(["new", kind, "--title", "Refunds", "--no-config"])
        .output()
        .expect("the binary runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("a template is UTF-8")
}

#[test]
fn filled_in_template_has_nothing_to_find() {
    let documents = [("docs/prd.md".to_owned(), filled(&template("prd"))), ("docs/tdd.md".to_owned(), filled(&template("tdd")))];
    let review = reviewed(&documents, &profile());
    let found: Vec<String> =
        review.findings.iter().map(|f| format!("{}: {}: {}", review.document(f.primary.file).path(), f.rule, f.message)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
    assert_eq!(review.sets.len(), 1, "the two belong together");
}

#[test]
fn template_names_every_section_that_a_rule_requires() {
    let profile = profile();
    let checklist = &profile[0].checklist;
    for kind in ["prd", "tdd"] {
        let template = template(kind);
        for rule in checklist.rules.values().filter(|r| r.check == "topic-required" && !r.parameters.any) {
            if !rule.applies_to.iter().any(|k| k.as_str() == kind) {
                continue;
            }
            for topic in rule.parameters.topics.iter().filter_map(|id| checklist.topic_index(id.as_str())) {
                let topic = &checklist.topics[topic];
                let named = !topic.heading.is_empty() && template.contains(&format!("\n## {}\n", topic.heading));
                assert!(named, "`new {kind}` has no section for `{}`, which {} requires", topic.id, rule.id);
            }
        }
    }
}

#[test]
fn untouched_template_is_not_ready() {
    for kind in ["prd", "tdd"] {
        let path = Path::new("docs").join(format!("{kind}.md"));
        let review = reviewed(&[(path.to_string_lossy().into_owned(), template(kind))], &profile());
        assert!(review.findings.iter().any(|f| f.blocks_review), "an empty {kind} passes");
    }
}
