//! SARIF 2.1.0 as GitHub code scanning and the SARIF validator want it. Columns are in characters (`unicodeCodePoints`).

use super::{count, safe, shorten};
use crate::diagnostic::{Diagnostic, Level};
use crate::finding::{Finding, Label};
use crate::fix::{Edit, Suggested};
use crate::report::write_json;
use crate::review::{Review, Waived};
use crate::rule::{Confidence, Severity, WaiverKind};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn render(review: &Review, fixes: &Suggested, out: &mut dyn Write) -> io::Result<()> {
    let used = review.rules();
    let rules: Vec<Value> = used.values().map(|r| rule(r)).collect();
    let index = |finding: &Finding| used.keys().position(|id| **id == finding.rule);
    let findings = worst(review);
    let left_out = review.findings.len() - findings.len();
    let with_fixes = |f: &Finding| {
        let mut result = result(review, f, index(f), None);
        let found: Vec<Value> = super::edits(f, fixes).map(|edit| fix(review, f, edit)).collect();
        if !found.is_empty() {
            result["fixes"] = json!(found);
        }
        result
    };
    let mut results: Vec<Value> = findings.into_iter().map(with_fixes).collect();
    results.extend(review.waived.iter().map(|w| result(review, &w.finding, index(&w.finding), Some(w))));
    if !review.baselines.is_empty() {
        for result in &mut results {
            result["baselineState"] = json!("new");
        }
        results.extend(review.known.iter().map(|f| {
            let mut result = result(review, f, index(f), None);
            result["baselineState"] = json!("unchanged");
            result
        }));
    }
    results.truncate(RESULTS);
    let driver = json!({
        "name": "designvet",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let artifacts: Vec<Value> = review
        .documents
        .iter()
        .map(|d| json!({ "location": { "uri": uri(d.path()) }, "mimeType": "text/markdown", "sourceLanguage": "markdown" }))
        .collect();
    let mut notifications: Vec<Value> = review.diagnostics.iter().map(notification).collect();
    if left_out > 0 {
        let problem = format!(
            "{} of the least severity {} left out: code scanning takes {RESULTS} results",
            count(left_out, "finding"),
            if left_out == 1 { "is" } else { "are" }
        );
        notifications.push(notification(&Diagnostic::warning("results", problem)));
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "unicodeCodePoints",
            "automationDetails": { "id": "designvet/" },
            "artifacts": artifacts,
            "results": results,
            "invocations": [{
                "executionSuccessful": !review.verdict().incomplete,
                "toolExecutionNotifications": notifications,
            }],
            "properties": { "profiles": review.profiles.iter().map(|p| json!({ "checklistHash": p.checklist_hash, "configHash": p.config_hash })).collect::<Vec<_>>() },
        }],
    });
    write_json(&log, out)
}

/// Most results of a run that code scanning takes; a log with more is refused whole.
const RESULTS: usize = 25_000;

/// The findings there is room for, in their order: what stops the review and what is severe before the rest.
fn worst(review: &Review) -> Vec<&Finding> {
    let mut findings: Vec<(usize, &Finding)> = review.findings.iter().enumerate().collect();
    if findings.len() > RESULTS {
        findings.sort_by_key(|(_, f)| (std::cmp::Reverse(f.blocks_review), std::cmp::Reverse(f.severity)));
        findings.truncate(RESULTS);
        findings.sort_by_key(|(number, _)| *number);
    }
    findings.into_iter().map(|(_, finding)| finding).collect()
}

fn rule(rule: &crate::checklist::Rule) -> Value {
    let mut tags = vec!["design-review".to_owned()];
    tags.extend(rule.teams.iter().map(|t| t.as_str().to_owned()));
    tags.extend(rule.catalogue.iter().map(ToString::to_string));
    tags.truncate(TAGS);
    let help = format!("{}\n\nWrite: {}\n\nQuestion to the author: {}", rule.why, rule.advice, rule.ask);
    let markdown = format!("{}\n\n**Write:** {}\n\n**Question to the author:** {}", rule.why, rule.advice, rule.ask);
    json!({
        "id": rule.id,
        "name": shorten(&pascal(rule.id.as_str()), NAME),
        "shortDescription": { "text": shorten(&full_stop(&title(rule)), DESCRIPTION) },
        "fullDescription": { "text": shorten(&full_stop(&rule.why), DESCRIPTION) },
        "help": { "text": help, "markdown": markdown },
        "defaultConfiguration": { "level": level(rule.severity), "enabled": rule.enabled },
        "properties": {
            "tags": tags,
            "precision": precision(rule.confidence),
            "problem.severity": problem_severity(rule.severity),
            "release": rule.release,
            "blocksReview": rule.blocks_review,
        },
    })
}

/// Most tags of a rule that code scanning shows.
const TAGS: usize = 10;

/// Longest name and description of a rule that code scanning takes, in characters.
const NAME: usize = 255;
const DESCRIPTION: usize = 1024;

/// Most places of a result that code scanning keeps.
const PLACES: usize = 100;

/// What a rule is about: its id read as words.
fn title(rule: &crate::checklist::Rule) -> String {
    let words = rule.id.as_str().replace('-', " ");
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

fn pascal(id: &str) -> String {
    id.split('-')
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect::<String>())
        })
        .collect()
}

fn result(review: &Review, finding: &Finding, index: Option<usize>, waived: Option<&Waived>) -> Value {
    let rule = review.rule(finding);
    let text = format!("{} {} Write: {}", full_stop(&finding.message), full_stop(review.why(finding)), rule.advice);
    let related: Vec<Value> = finding
        .related
        .iter()
        .take(PLACES)
        .enumerate()
        .map(|(id, label)| {
            let mut place = location(review, label);
            place["id"] = json!(id + 1);
            let note = if label.note.is_empty() { review.text(label) } else { &label.note };
            place["message"] = message(&shorten(note, 200));
            place
        })
        .collect();
    let mut value = json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level(finding.severity),
        "kind": "fail",
        "message": message(&text),
        "locations": [location(review, &finding.primary)],
        "partialFingerprints": { "designvet/v1": finding.fingerprint },
        "suppressions": waived.map_or(json!([]), |waived| json!([suppression(review, waived)])),
        "properties": {
            "severity": finding.severity,
            "confidence": finding.confidence,
            "release": finding.release,
            "teams": finding.teams,
            "blocksReview": finding.blocks_review,
            "ask": review.ask(finding),
        },
    });
    if !related.is_empty() {
        value["relatedLocations"] = json!(related);
    }
    value
}

/// What would be put there for a finding.
fn fix(review: &Review, finding: &Finding, edit: &Edit) -> Value {
    let file = &review.document(finding.primary.file).file;
    let (start, end) = (edit.span.start, edit.span.end);
    json!({
        "description": message("A place for what is missing, with what to write there."),
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(file.path()) },
            "replacements": [{
                "deletedRegion": {
                    "startLine": file.line1(start), "startColumn": file.col1_chars(start), "endLine": file.line1(end), "endColumn": file.col1_chars(end),
                },
                "insertedContent": { "text": edit.text },
            }],
        }],
    })
}

/// A comment is in the source, an entry of a file is not. What an author was only asked is not settled.
fn suppression(review: &Review, waived: &Waived) -> Value {
    let terms = &waived.terms;
    let is_inside = waived.place.file == waived.finding.primary.file;
    let mut properties = serde_json::Map::new();
    let said = [
        ("kind", terms.kind.map(|kind| kind.as_str().to_owned())),
        ("owner", terms.owner.clone()),
        ("until", terms.until.map(|until| until.to_string())),
        ("ticket", terms.ticket.clone()),
    ];
    for (key, value) in said {
        properties.extend(value.map(|value| (key.to_owned(), json!(safe::line(&value)))));
    }
    json!({
        "kind": if is_inside { "inSource" } else { "external" },
        "status": if terms.kind == Some(WaiverKind::Asked) { "underReview" } else { "accepted" },
        "justification": safe::line(&terms.reason),
        "location": location(review, &waived.place),
        "properties": properties,
    })
}

fn location(review: &Review, label: &Label) -> Value {
    let file = &review.document(label.file).file;
    let (start, end) = (label.span.start, label.span.end.max(label.span.start));
    let mut region = json!({
        "startLine": file.line1(start),
        "startColumn": file.col1_chars(start),
        "endLine": file.line1(end),
        "endColumn": file.col1_chars(end),
    });
    let snippet = review.text(label);
    if !snippet.is_empty() {
        region["snippet"] = json!({ "text": safe::visible(&shorten(snippet, 300)) });
    }
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(file.path()) }, "region": region } })
}

fn notification(diagnostic: &Diagnostic) -> Value {
    let level = match diagnostic.level {
        Level::Note => "note",
        Level::Warning => "warning",
        Level::Error => "error",
    };
    let mut value = json!({ "descriptor": { "id": diagnostic.code }, "level": level, "message": message(&full_stop(&diagnostic.message)) });
    if let Some(path) = diagnostic.path() {
        value["locations"] = json!([{ "physicalLocation": { "artifactLocation": { "uri": uri(path) } } }]);
    }
    value
}

/// A message on one line. Readers make links of `[words](address)`: a document must not make one.
fn message(text: &str) -> Value {
    json!({ "text": safe::line(text).replace("](", "] (") })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "recommendation",
    }
}

fn precision(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}

fn full_stop(text: &str) -> String {
    let mut text = text.trim().to_owned();
    if let Some(first) = text.chars().next() {
        text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    if !text.ends_with(['.', '?', '!']) {
        text.push('.');
    }
    text
}

/// A path as a relative URI reference: every byte that is not unreserved is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.trim_start_matches("./").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(byte as char);
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("./docs/a b%\u{e4}.md"), "docs/a%20b%25%C3%A4.md");
        assert_eq!(full_stop("no owner"), "No owner.");
        assert_eq!(pascal("document-stub"), "DocumentStub");
    }
}
