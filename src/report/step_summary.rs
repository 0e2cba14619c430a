//! What `--format github` adds to the page of a step: every finding in a table, the worst first. A step shows only some annotations.

use super::fitted::fitted;
use super::markdown::{numbers, text};
use super::{due, groups, place, sentence};
use crate::finding::Finding;
use crate::review::Review;
use std::io::{self, Write};

/// Writes the table in at most `room` bytes; findings that have no room are counted.
pub fn render_step_summary(review: &Review, room: usize, out: &mut dyn Write) -> io::Result<()> {
    let verdict = review.verdict();
    let mut page = format!("## designvet\n\n**{}**{}\n\n", verdict.sentence(), numbers(&verdict));
    let rows: Vec<String> = groups(review).into_iter().flat_map(|(_, findings)| findings).map(|finding| row(review, finding)).collect();
    if !rows.is_empty() {
        page.push_str("| where | what, and what to write | severity | due |\n| --- | --- | --- | --- |\n");
    }
    let page = fitted(page, &rows, room, "; other formats list all.");
    if page.len() > room { Ok(()) } else { writeln!(out, "{page}") }
}

fn row(review: &Review, finding: &Finding) -> String {
    let severity = finding.severity.as_str();
    let stops = if finding.blocks_review { ", stops the review" } else { "" };
    format!(
        "| {} | {}.<br>Write: {}<br>`{}` | {severity}{stops} | {} |\n",
        text(&place(review, &finding.primary)),
        text(&sentence(&finding.message)),
        text(&review.rule(finding).advice),
        finding.rule,
        text(&due(finding)),
    )
}
