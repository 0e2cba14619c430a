//! One comment on a pull request that is found again by its first line and written anew at every push; with nothing left to do it says so.

use super::fitted::fitted;
use super::markdown;
use super::pull_request::{BODY, ELSEWHERE, PullRequest};
use crate::rule::ReleasePriority;
use std::io::{self, Write};

/// What the comment is found by.
const MARKER: &str = "<!-- designvet-comment -->";

pub(super) fn render(pull_request: &PullRequest<'_>, out: &mut dyn Write) -> io::Result<()> {
    let verdict = pull_request.review.verdict();
    let mut rows = Vec::new();
    for priority in ReleasePriority::ALL.iter().rev() {
        let own = pull_request.by_urgency().into_iter().filter(|finding| finding.release == *priority);
        let own: Vec<String> = own.map(|finding| pull_request.row(finding)).collect();
        let heading = format!("\n**{}**\n\n| where | what, and what to write | due |\n| --- | --- | --- |\n", priority.title());
        // A heading without a row would say nothing: the two are one piece.
        rows.extend(own.into_iter().enumerate().map(|(number, row)| if number == 0 { format!("{heading}{row}") } else { row }));
    }
    let done = if rows.is_empty() && !verdict.incomplete { " Nothing is left to do." } else { "" };
    let body = format!("{MARKER}\n**designvet: {}**{}{done}\n", verdict.sentence(), markdown::numbers(&verdict));
    out.write_all(fitted(body, &rows, BODY, ELSEWHERE).as_bytes())
}
