//! Action items for people: by priority, each with what to write, why and where.

use super::{by_priority, headline, place, settled, teams};
use crate::item::{Item, Status};
use crate::report::page::{ALARM, GOOD, PLAIN, Page, STRONG, WEAK};
use crate::report::{Layout, count, safe};
use std::io::{self, Write};

/// Columns of the names beside which it is said.
const NAMES: usize = 5;

pub(super) fn render(items: &[Item], layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(layout, out);
    let open = items.iter().filter(|item| item.status.is_open()).count();
    if open == 0 {
        page.note(0, "", "Nothing is to be done.", GOOD)?;
    }
    let mut first = open == 0;
    for (release, items) in by_priority(items) {
        if first {
            page.blank()?;
        }
        first = true;
        page.plain(&format!("{}: {}", release.title(), count(items.len(), "item")), STRONG)?;
        for item in items {
            one(item, 2, &mut page)?;
        }
    }
    let settled: Vec<&Item> = settled(items).collect();
    if !settled.is_empty() {
        page.blank()?;
        page.plain(&format!("Settled: {}", count(settled.len(), "item")), STRONG)?;
        for item in settled {
            let how = if item.status == Status::Waived { "accepted" } else { "done" };
            page.entry(2, "", 0, &[(safe::line(&item.id), PLAIN), (how.to_owned(), WEAK)])?;
        }
    }
    Ok(())
}

/// An item, `indent` columns in.
pub(in crate::report) fn one(item: &Item, indent: usize, page: &mut Page<'_>) -> io::Result<()> {
    page.blank()?;
    let (lead, style) = if item.blocks_review { ("stops the review: ", ALARM) } else { ("", PLAIN) };
    page.note(indent, lead, &format!("{}.", headline(item)), style)?;
    page.entry(indent + 2, "write", NAMES, &[(safe::line(&item.write), PLAIN)])?;
    if !item.guideline.is_empty() {
        page.entry(indent + 2, "see", NAMES, &[(safe::line(&item.guideline), PLAIN)])?;
    }
    page.entry(indent + 2, "why", NAMES, &[(safe::line(&item.why), PLAIN)])?;
    let who = if item.owner.is_empty() { teams(item) } else { format!("{} (owner: {})", teams(item), safe::line(&item.owner)) };
    let day = if item.due.is_empty() { String::new() } else { format!("by {}", safe::line(&item.due)) };
    page.entry(indent + 2, "where", NAMES, &[(place(item), PLAIN), (who, WEAK), (day, PLAIN)])?;
    if let Some(reply) = &item.reply {
        let told = if reply.answers { "answered" } else { "put off" };
        let place = format!("{told} at {}:{}", safe::line(&reply.path), reply.line);
        page.entry(indent + 2, "notes", NAMES, &[(place, PLAIN), (safe::line(&reply.text), WEAK)])?;
    }
    let status = if item.status == Status::New { String::new() } else { item.status.as_str().to_owned() };
    page.entry(indent + 2, "id", NAMES, &[(safe::line(&item.id), WEAK), (status, WEAK)])
}
