//! Findings as CSV (RFC 4180), one a row, for spreadsheets.

use super::csv::record_of;
use super::{also, team_names};
use crate::finding::Finding;
use crate::review::Review;
use std::io::{self, Write};

const HEADER: [&str; 16] = [
    "path",
    "line",
    "column",
    "severity",
    "blocks review",
    "release",
    "teams",
    "rule",
    "message",
    "why",
    "write",
    "ask",
    "also",
    "guideline",
    "confidence",
    "fingerprint",
];

/// Longest cell, in characters: messages and advice are whole.
const CELL: usize = 4000;

/// Every field quoted, rows end in CR LF. Lines and columns count from 1, columns in characters.
pub(super) fn render(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    record_of(&HEADER, CELL, out)?;
    review.findings.iter().try_for_each(|finding| row(review, finding, out))
}

fn row(review: &Review, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let file = &review.document(finding.primary.file).file;
    let rule = review.rule(finding);
    let start = finding.primary.span.start;
    let cells = [
        file.path(),
        &file.line1(start).to_string(),
        &file.col1_chars(start).to_string(),
        finding.severity.as_str(),
        if finding.blocks_review { "yes" } else { "no" },
        finding.release.as_str(),
        &team_names(&finding.teams),
        finding.rule.as_str(),
        &finding.message,
        review.why(finding),
        &rule.advice,
        review.ask(finding),
        &also(review, finding),
        &rule.guideline,
        finding.confidence.as_str(),
        &finding.fingerprint,
    ];
    record_of(&cells, CELL, out)
}
