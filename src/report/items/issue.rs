//! An action item as an issue of a tracker: title, body, labels and state. Nothing in it mentions a person or links an issue by accident:
//! what a document says stands on one line behind a mark of ours, and its signs are escaped.

use super::{headline, teams};
use crate::item::{Item, Status};
use crate::report::markdown::{code, link};
use crate::report::still::{still, unlinked};
use crate::report::write_json;
use crate::report::{safe, shorten};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Longest title, in characters.
const TITLE: usize = 140;
/// What every issue is found by.
pub(super) const LABEL: &str = "designvet";
/// The labels that say by when; an item has one or two of them.
pub(super) const PRIORITIES: [&str; 4] = ["before-release", "after-release", "future", "blocks-review"];
/// What stands before the key of an item in the body of its issue.
pub(super) const MARK: &str = "designvet-item: ";

/// The title of an issue; a tracker shows it as it is.
pub(super) fn title(item: &Item) -> String {
    unlinked(&shorten(&headline(item), TITLE)).replace('@', "@\u{2060}")
}

/// The body of an issue, in Markdown.
pub(super) fn body(item: &Item) -> String {
    let mut body = String::new();
    if item.blocks_review {
        body.push_str("**The review cannot be finished without this.**\n\n");
    }
    // Behind a mark: GitLab takes a line that begins with a stroke for an order.
    let _ = writeln!(body, "- **What:** {}.", still(&headline(item)));
    for (name, said) in [("Write", &item.write), ("Because", &item.why), ("Question", &item.ask)] {
        let _ = writeln!(body, "- **{name}:** {}", safe::line(said));
    }
    if !item.guideline.is_empty() {
        let _ = writeln!(body, "- **Guideline:** {}", link(&item.guideline));
    }
    let day = if item.due.is_empty() { String::new() } else { format!(" ({})", still(&item.due)) };
    let _ = writeln!(body, "- **By when:** {}{day}", item.release.title().to_lowercase());
    let _ = writeln!(body, "- **Who looks:** {}", still(&teams(item)));
    if !item.owner.is_empty() {
        let _ = writeln!(body, "- **The document names:** {}", still(&item.owner));
    }
    body.push_str("\nWhere:\n\n");
    for place in &item.places {
        let words = if place.text.is_empty() { String::new() } else { format!(" \u{201c}{}\u{201d}", still(&place.text)) };
        let _ = writeln!(body, "- `{}`, line {}{words}", code(&place.path), place.line);
    }
    let _ = writeln!(body, "\n`{}`\n<!-- {MARK}{} -->", code(&item.id), item.key);
    body
}

pub(super) fn labels(item: &Item) -> Vec<&str> {
    let stops = item.blocks_review.then_some("blocks-review");
    [LABEL, item.release.as_str()].into_iter().chain(item.teams.iter().map(String::as_str)).chain(stops).collect()
}

/// Why an issue is closed, in the words of GitHub; None for an open one.
pub(super) fn closed(item: &Item) -> Option<&'static str> {
    match item.status {
        Status::New | Status::Open | Status::Reopened => None,
        Status::Waived => Some("not_planned"),
        Status::Closed => Some("completed"),
    }
}

#[derive(Serialize)]
struct Github<'a> {
    key: &'a str,
    title: String,
    body: String,
    labels: Vec<&'a str>,
    state: &'static str,
    state_reason: Option<&'static str>,
}

/// Bodies of `POST /repos/{owner}/{repo}/issues` and `PATCH …/issues/{number}`; `key` is for finding the number.
pub(super) fn render_github(items: &[Item], out: &mut dyn Write) -> io::Result<()> {
    let issues = items.iter().map(|item| Github {
        key: &item.key,
        title: title(item),
        body: body(item),
        labels: labels(item),
        state: if closed(item).is_some() { "closed" } else { "open" },
        state_reason: closed(item),
    });
    write_json(&issues.collect::<Vec<_>>(), out)
}

#[derive(Serialize)]
struct Gitlab<'a> {
    key: &'a str,
    title: String,
    description: String,
    labels: String,
    due_date: &'a str,
    state_event: &'static str,
}

/// Bodies of `POST /projects/{id}/issues` and `PUT …/issues/{iid}`; `key` is for finding the number.
pub(super) fn render_gitlab(items: &[Item], out: &mut dyn Write) -> io::Result<()> {
    let issues = items.iter().map(|item| Gitlab {
        key: &item.key,
        title: title(item),
        description: body(item),
        labels: labels(item).join(","),
        due_date: &item.due,
        state_event: if closed(item).is_some() { "close" } else { "reopen" },
    });
    write_json(&issues.collect::<Vec<_>>(), out)
}
