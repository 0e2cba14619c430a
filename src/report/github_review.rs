//! The body of `POST /repos/{owner}/{repo}/pulls/{number}/reviews`: findings as comments on the lines that the pull request shows, the
//! others in its summary. GitHub refuses the whole of a review with one comment on any other line. No rule knows what to write to the letter,
//! so nothing is suggested as a change.

use super::fitted::fitted;
use super::pull_request::{BODY, ELSEWHERE, Lines, PullRequest, cell};
use super::{due, markdown, safe, sentence, write_json};
use crate::finding::Finding;
use serde::Serialize;
use std::fmt::Write as _;
use std::io;

/// Most comments on lines; what is less urgent goes into the summary.
const COMMENTS: usize = 30;

#[derive(Serialize)]
struct Root {
    event: &'static str,
    body: String,
    comments: Vec<Comment>,
}

#[derive(Serialize)]
struct Comment {
    path: String,
    line: u32,
    side: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_side: Option<&'static str>,
    body: String,
}

pub(super) fn render(pull_request: &PullRequest<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut comments = Vec::new();
    let mut rows = Vec::new();
    for finding in pull_request.by_urgency() {
        match pull_request.lines(&finding.primary).filter(|_| comments.len() < COMMENTS) {
            Some(lines) => comments.push(comment(pull_request, finding, lines)),
            None => rows.push(pull_request.row(finding)),
        }
    }
    write_json(&Root { event: "COMMENT", body: body(pull_request, comments.len(), &rows), comments }, out)
}

fn comment(pull_request: &PullRequest<'_>, finding: &Finding, Lines { first, last }: Lines) -> Comment {
    let review = pull_request.review;
    let stops = if finding.blocks_review { "**The review cannot be finished without this.** " } else { "" };
    let body = [
        format!("{stops}**{}.**", cell(&sentence(&finding.message))),
        cell(review.why(finding)),
        format!("**Write:** {}", safe::line(&review.rule(finding).advice)),
        format!("**Question:** {}", cell(review.ask(finding))),
        format!("`{}` \u{b7} {} \u{b7} {}", finding.rule, finding.severity, cell(&due(finding))),
    ];
    let several = first < last;
    Comment {
        path: pull_request.path(finding.primary.file),
        line: last,
        side: "RIGHT",
        start_line: several.then_some(first),
        start_side: several.then_some("RIGHT"),
        body: body.join("\n\n"),
    }
}

fn body(pull_request: &PullRequest<'_>, beside: usize, rows: &[String]) -> String {
    let verdict = pull_request.review.verdict();
    let mut body = format!("**designvet: {}**{}\n", verdict.sentence(), markdown::numbers(&verdict));
    if !rows.is_empty() {
        let where_to = if beside == 0 { "On no line that this pull request shows" } else { "Not beside their lines" };
        let _ = write!(body, "\n{where_to}:\n\n| where | what, and what to write | due |\n| --- | --- | --- |\n");
    }
    fitted(body, rows, BODY, ELSEWHERE)
}
