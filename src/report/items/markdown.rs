//! Action items as a checklist in Markdown.

use super::{by_priority, headline, settled, teams};
use crate::item::{Item, Status};
use crate::report::markdown::{code, link, text};
use crate::report::{count, safe};
use std::io::{self, Write};

pub(super) fn render(items: &[Item], out: &mut dyn Write) -> io::Result<()> {
    let open = items.iter().filter(|item| item.status.is_open()).count();
    let stops = items.iter().filter(|item| item.status.is_open() && item.blocks_review).count();
    let stopping = match stops {
        0 => String::new(),
        1 => "; 1 stops the review".to_owned(),
        several => format!("; {several} stop the review"),
    };
    writeln!(out, "# Action items\n\n{}{stopping}.", count(open, "item"))?;
    for (release, items) in by_priority(items) {
        writeln!(out, "\n## {}\n", release.title())?;
        for item in items {
            one(item, out)?;
        }
    }
    let mut gap = "\n## Settled\n\n";
    for item in settled(items) {
        let how = if item.status == Status::Waived { " (accepted)" } else { "" };
        writeln!(out, "{gap}- [x] {}{how} `{}`", text(&headline(item)), code(&item.id))?;
        gap = "";
    }
    Ok(())
}

/// An item, on a line of its own and with what belongs to it below.
pub(in crate::report) fn one(item: &Item, out: &mut dyn Write) -> io::Result<()> {
    let stops = if item.blocks_review { "**Stops the review.** " } else { "" };
    let back = if item.status == Status::Reopened { "**Back again.** " } else { "" };
    writeln!(out, "- [ ] {stops}{back}{}.", text(&headline(item)))?;
    writeln!(out, "  - **Write:** {}", safe::line(&item.write))?;
    if !item.guideline.is_empty() {
        writeln!(out, "  - **Guideline:** {}", link(&item.guideline))?;
    }
    writeln!(out, "  - **Because:** {}", text(&item.why))?;
    if let Some(reply) = &item.reply {
        let told = if reply.answers { "Answered, and to be written here" } else { "Put off" };
        writeln!(out, "  - **{told}:** `{}` line {}: {}", code(&reply.path), reply.line, text(&reply.text))?;
    }
    let owner = if item.owner.is_empty() { String::new() } else { format!(" \u{b7} {}", text(&item.owner)) };
    let day = if item.due.is_empty() { String::new() } else { format!(" \u{b7} by {}", text(&item.due)) };
    writeln!(out, "  - {} \u{b7} {}{owner}{day} \u{b7} `{}`", lines(item), teams(item), code(&item.id))
}

/// "`prd.md` line 3; `tdd.md` lines 5, 9".
fn lines(item: &Item) -> String {
    let mut by_path: Vec<(&str, Vec<u32>)> = Vec::new();
    for place in &item.places {
        match by_path.iter_mut().find(|(path, _)| *path == place.path) {
            Some((_, lines)) => lines.push(place.line),
            None => by_path.push((&place.path, vec![place.line])),
        }
    }
    let one = |(path, lines): (&str, Vec<u32>)| {
        let noun = if lines.len() == 1 { "line" } else { "lines" };
        let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
        format!("`{}` {noun} {}", code(path), lines.join(", "))
    };
    by_path.into_iter().map(one).collect::<Vec<_>>().join("; ")
}
