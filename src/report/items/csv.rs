//! Action items as CSV (RFC 4180), one row an item, with the columns that the import of Jira asks for first.

use super::{headline, place, teams};
use crate::item::Item;
use crate::report::csv::record;
use crate::rule::ReleasePriority;
use std::io::{self, Write};

const HEADER: [&str; 18] = [
    "Summary",
    "Description",
    "Issue Type",
    "Priority",
    "Labels",
    "Due Date",
    "Status",
    "Release",
    "Stops review",
    "Teams",
    "Owner",
    "Why",
    "Question",
    "Guideline",
    "Document",
    "Where",
    "Item",
    "External ID",
];

pub(super) fn render(items: &[Item], out: &mut dyn Write) -> io::Result<()> {
    record(&HEADER, out)?;
    for item in items {
        record(
            &[
                &headline(item),
                &item.write,
                "Task",
                priority(item),
                &format!("designvet {}", item.release),
                &item.due,
                item.status.as_str(),
                item.release.title(),
                if item.blocks_review { "yes" } else { "no" },
                &teams(item),
                &item.owner,
                &item.why,
                &item.ask,
                &item.guideline,
                &item.document,
                &place(item),
                &item.id,
                &item.key,
            ],
            out,
        )?;
    }
    Ok(())
}

/// A priority as Jira names them when nobody has renamed them.
fn priority(item: &Item) -> &'static str {
    match item.release {
        _ if item.blocks_review => "Highest",
        ReleasePriority::BeforeRelease => "High",
        ReleasePriority::AfterRelease => "Medium",
        ReleasePriority::Future | ReleasePriority::None => "Low",
    }
}
