//! A document that holds every kind of secret: none is shown in any output. Keys are put together here, so that no scanner of
//! repositories takes this file for a leak.

use designvet::check::{self, Availability};
use designvet::checklist::{builtin, load};
use designvet::report::{
    Format, Layout, TraceMatrix, render, render_diagnostics, render_facts_json, render_facts_text, render_trace_csv, render_trace_json,
    render_trace_markdown, render_trace_text,
};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use std::fmt::Write as _;
use std::sync::Arc;

/// What must not be seen again, each without its last four characters.
fn secrets() -> Vec<String> {
    let parts: &[&[&str]] = &[
        &["sk_", "live_", "9fQ2mZ7rT4vB8nK1xLs3"],
        &["AK", "IA", "Q7RT2ZK9VB4MX8NL"],
        &["gh", "p_", "k3J9vQ2mZ7rT4vB8nK1xLs3dF6gH0pW5yC2a"],
        &["xo", "xb-", "731942850617-482951730264-Qm7Zt4Vb8Nk1Xs3DfG6h"],
        &["AI", "za", "Rk3J9vQ2mZ7rT4vB8nK1xLs3dF6gH0pW5y2"],
        &["s", "k-", "proj-k3J9vQ2mZ7rT4vB8nK1xLs3dF6gH0pW5yC2a"],
        &["ey", "JhbGciOiJIUzI1NiJ9.ey", "JzdWIiOiI4NDEyIiwicm9sZSI6ImFkbWluIn0.Qm7Zt4Vb8Nk1Xs3DfG6hR2pW5yC2aLk9Jv0Tq8Ez1uI"],
        &["vT7mQ2", "zR9k"],
        &["4716 9032 1857 264", "CHECK"],
        &["412-73", "-5908"],
        &["MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7r8Tz4Kq2"],
    ];
    parts.iter().map(|parts| parts.concat().replace("CHECK", &check_digit())).collect()
}

fn check_digit() -> String {
    let is_found = |digit: &u32| !designvet::facts::secret::find(&format!("4716 9032 1857 264{digit}")).is_empty();
    (0..10).find(is_found).expect("one of ten digits fits").to_string()
}

/// Each secret in a heading, a sentence, a list, a table, code, a link and front matter.
fn document(kind: &str) -> SourceFile {
    let mut text = format!("---\nkind: {kind}\nowner: {}\n---\n# Design: billing, {}\n\n", secrets()[0], secrets()[1]);
    for (number, secret) in secrets().iter().enumerate() {
        // A password is one inside an address, a private key inside its marks.
        let shown = match number {
            7 => format!("postgres://billing:{secret}@db.northwind.io/main"),
            10 => {
                format!(
                    "-----BEGIN PRIVATE KEY-----\n{secret}\nxW9vP5mN3sD6fG7hJ8kL1zX0cV2bQ4wE5rT6yU7iO8pA9sD0fG1hJ2kL3\n-----END PRIVATE KEY-----"
                )
            }
            _ => secret.clone(),
        };
        let _ = write!(
            text,
            "## Part {number} with {shown}\n\nTBD: the customer's SSN, email and card go out with {shown} to Stripe and OpenAI, as [there](https://northwind.io/{shown}).\n\n- FR-{number} The system must store the password and {shown} forever.\n\n| Field | Kept for |\n|---|---|\n| email | 30 days, {shown} |\n\n```sql\nCREATE TABLE users (id UUID, email TEXT DEFAULT '{shown}', password TEXT);\n```\n\n"
        );
    }
    SourceFile::new(format!("{kind}.md"), text)
}

fn reviewed() -> (Review, [Profile; 1]) {
    let (checklist, problems) = load(&builtin(), &check::specs());
    assert!(problems.is_empty(), "{problems:?}");
    let profiles = [Profile { checklist, settings: Settings::default(), waivers: None }];
    let input = |kind| Input { file: Arc::new(document(kind)), kind: None, fallback: None, profile: 0 };
    let inputs = Inputs { files: vec![input("prd"), input("tdd")], mode: Mode::Review, available: &|_, _| Availability::Unknown };
    (review(inputs, &profiles), profiles)
}

fn assert_hidden(what: &str, text: &str) {
    for secret in secrets() {
        // Reports cut and wrap: any eight characters in a row are too many.
        let open = &secret[..secret.len() - 4];
        let length = open.len().min(8);
        for piece in (0..=open.len() - length).map(|start| &open[start..start + length]) {
            assert!(!text.contains(piece), "{what} shows `{piece}` of a secret");
        }
    }
}

#[test]
fn no_format_shows_a_secret() {
    let (review, _) = reviewed();
    let rules: Vec<&str> = review.findings.iter().map(|f| f.rule.as_str()).collect();
    assert!(rules.contains(&"privacy-secret-in-document") && rules.contains(&"privacy-number-in-document"), "{rules:?}");
    assert!(rules.len() > 10, "{rules:?}");
    for (name, format) in Format::ALL {
        for verbose in [false, true] {
            let mut out = Vec::new();
            render(*format, &review, Layout { verbose, width: 60, ..Layout::default() }, &mut out).expect("a vector takes every byte");
            assert_hidden(name, &String::from_utf8(out).expect("reports are UTF-8"));
        }
    }
    let mut out = Vec::new();
    render_diagnostics(&review.diagnostics, false, &mut out).expect("a vector takes every byte");
    assert_hidden("diagnostics", &String::from_utf8(out).expect("reports are UTF-8"));
}

#[test]
fn facts_show_no_secret() {
    let (review, profiles) = reviewed();
    let documents: Vec<_> = review.documents.iter().filter_map(|d| Some((&*d.file, d.facts.as_ref()?))).collect();
    let (mut json, mut text) = (Vec::new(), Vec::new());
    render_facts_json(&documents, &profiles[0].checklist, &mut json).expect("a vector takes every byte");
    render_facts_text(&documents, &profiles[0].checklist, Layout::default(), &mut text).expect("a vector takes every byte");
    assert_hidden("facts as JSON", &String::from_utf8(json).expect("reports are UTF-8"));
    assert_hidden("facts as text", &String::from_utf8(text).expect("reports are UTF-8"));
    assert_hidden("everything a review holds", &format!("{review:?}"));
}

#[test]
fn traces_show_no_secret() {
    let (review, _) = reviewed();
    let matrix = TraceMatrix::of(&review, &review.sets[0]).expect("they are a pair");
    let verbose = Layout { verbose: true, ..Layout::default() };
    let mut out = Vec::new();
    render_trace_text(&matrix, verbose, &mut out).expect("a vector takes every byte");
    render_trace_markdown(&matrix, verbose, &mut out).expect("a vector takes every byte");
    render_trace_csv(&matrix, &mut out).expect("a vector takes every byte");
    render_trace_json(&matrix, &mut out).expect("a vector takes every byte");
    let shown = String::from_utf8(out).expect("traces are UTF-8");
    assert!(shown.contains("FR-3"), "{shown}");
    assert_hidden("a trace", &shown);
}

#[test]
fn the_last_four_characters_tell_which_key_it_is() {
    let (review, _) = reviewed();
    let finding = review.findings.iter().find(|f| f.rule.as_str() == "privacy-secret-in-document").expect("the document holds keys");
    assert!(finding.message.contains("ending in xLs3"), "{}", finding.message);
}
