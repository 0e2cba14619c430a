//! Diagnostics of reviewdog, as one object (`rdjson`) or one a line (`rdjsonl`). Columns are in bytes of UTF-8, ends are exclusive. Reviewdog
//! puts messages into comments, where they are read as Markdown. What is suggested is a place for what a finding misses.

use super::write_json::{write_json, write_json_line};
use super::{due, markdown, sentence};
use crate::finding::{Finding, Label};
use crate::fix::Suggested;
use crate::review::Review;
use crate::rule::Severity;
use crate::source::{FileId, Span, normal};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    source: Source,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location,
    severity: &'static str,
    source: Source,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    url: &'a str,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Related {
    message: String,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

const SOURCE: Source = Source { name: "designvet" };

pub(super) fn render(review: &Review, fixes: &Suggested, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics = review.findings.iter().map(|finding| diagnostic(review, finding, fixes)).collect();
    write_json(&Root { source: SOURCE, diagnostics }, out)
}

pub(super) fn render_lines(review: &Review, fixes: &Suggested, out: &mut dyn Write) -> io::Result<()> {
    review.findings.iter().try_for_each(|finding| write_json_line(&diagnostic(review, finding, fixes), out))
}

fn diagnostic<'a>(review: &'a Review, finding: &'a Finding, fixes: &'a Suggested) -> Diagnostic<'a> {
    let rule = review.rule(finding);
    let message = [
        format!("{}.", markdown::text(&sentence(&finding.message))),
        markdown::text(review.why(finding)),
        format!("**Write:** {}", markdown::text(&rule.advice)),
        format!("**Question:** {}", markdown::text(review.ask(finding))),
        markdown::text(&due(finding)),
    ];
    let related = |label: &Label| {
        let note = if label.note.is_empty() { review.text(label) } else { &label.note };
        Related { message: markdown::text(&super::shorten(note, 200)), location: location(review, label) }
    };
    Diagnostic {
        message: message.join("\n\n"),
        location: location(review, &finding.primary),
        severity: severity(finding),
        source: SOURCE,
        code: Code { value: finding.rule.as_str(), url: &rule.guideline },
        suggestions: super::edits(finding, fixes)
            .map(|edit| Suggestion { range: range(review, finding.primary.file, edit.span), text: &edit.text })
            .collect(),
        related_locations: finding.related.iter().map(related).collect(),
    }
}

fn location(review: &Review, label: &Label) -> Location {
    let path = normal(review.document(label.file).file.path());
    Location { path, range: range(review, label.file, label.span) }
}

fn range(review: &Review, file: FileId, span: Span) -> Range {
    let file = &review.document(file).file;
    let position = |offset: u32| Position { line: file.line1(offset), column: file.col1_bytes(offset) };
    Range { start: position(span.start), end: position(span.end) }
}

fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        _ if finding.blocks_review => "ERROR",
        Severity::High => "ERROR",
        Severity::Medium => "WARNING",
        Severity::Low | Severity::Info => "INFO",
    }
}
