//! Packets as Markdown, ready to send: a head, the tables, and what to ask.

use super::{Names, about, described, due, engaged, filled, more, number};
use crate::packet::{Cell, Packet, Table};
use crate::report::markdown::{code, text};
use crate::report::sentence;
use std::io::{self, Write};

/// Places of a reason that are shown.
const SHOWN: usize = 5;

pub(super) fn render(packets: &[Packet], out: &mut dyn Write) -> io::Result<()> {
    for (number, packet) in packets.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        one(packet, out)?;
    }
    Ok(())
}

fn one(packet: &Packet, out: &mut dyn Write) -> io::Result<()> {
    let names = Names::of(packet);
    let team = &packet.team;
    writeln!(out, "# {}: what to start from\n", text(&team.name))?;
    for document in &packet.documents {
        let parts = std::iter::once(document.title.clone()).filter(|title| !title.is_empty()).chain(described(document));
        let said: Vec<String> = parts.map(|part| text(&part)).collect();
        let gap = if said.is_empty() { "" } else { ": " };
        writeln!(out, "- `{}`{gap}{}", code(&document.path), said.join(" \u{b7} "))?;
    }
    let release = packet.release.as_ref().map(|(date, place)| format!("{date} (`{}`)", code(&names.place(place))));
    writeln!(out, "- Release: {}", release.unwrap_or_else(|| "no day in the documents".to_owned()))?;
    writeln!(out, "- {}; tell the team {}", packet.level.title(), due(packet))?;
    let place = packet.engaged.as_ref().map(|(_, place)| format!(" (`{}`)", code(&names.place(place)))).unwrap_or_default();
    writeln!(out, "- Engaged: {}{place}", engaged(packet))?;
    for (name, said) in [("Contact", &team.contact), ("Intake", &team.intake)] {
        if !said.is_empty() {
            writeln!(out, "- {name}: {}", text(said))?;
        }
    }
    writeln!(out, "\n## Why you are asked\n")?;
    for reason in &packet.reasons {
        let places: Vec<String> =
            reason.places.iter().take(SHOWN).map(|(name, place)| format!("{} `{}`", text(name), code(&names.place(place)))).collect();
        let left = more(reason.mentions - reason.places.len().min(SHOWN));
        let places: Vec<String> = places.into_iter().chain((!left.is_empty()).then_some(left)).collect();
        writeln!(out, "- {} {}", text(&reason.text), places.join(", "))?;
    }
    if !team.needs.is_empty() {
        writeln!(out, "\n## What you need\n")?;
        team.needs.iter().try_for_each(|line| writeln!(out, "- {}", text(line)))?;
    }
    if !packet.tables.is_empty() {
        let (filled, all) = filled(packet);
        writeln!(
            out,
            "\nA draft from the documents alone: {filled} of {all} cells are filled, each with its place. **?** is what they do not say, with the number of its question."
        )?;
    }
    packet.tables.iter().try_for_each(|one| table(packet, one, &names, out))?;
    questions(packet, &names, out)
}

fn table(packet: &Packet, table: &Table, names: &Names, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {}\n", table.title)?;
    let titles: Vec<&str> = table.columns.iter().map(|column| column.title).collect();
    writeln!(out, "| {} |\n|{}", titles.join(" | "), " --- |".repeat(titles.len()))?;
    for row in &table.rows {
        let cell = |cell: &Cell| match cell {
            Cell::Said(values) => {
                let value = values.iter().map(|said| {
                    let places: Vec<String> =
                        said.places.iter().map(|place| format!("`{}`", code(&names.place(place)).replace('|', "\\|"))).collect();
                    format!("{} {}", text(&said.text), places.join(" "))
                });
                value.collect::<Vec<_>>().join("; ")
            }
            Cell::Blank { question } => format!("**?** {}", number(packet, question)),
        };
        writeln!(out, "| {} |", row.iter().map(cell).collect::<Vec<_>>().join(" | "))?;
    }
    Ok(())
}

fn questions(packet: &Packet, names: &Names, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## Questions for the authors\n")?;
    if packet.questions.is_empty() {
        return writeln!(out, "None.");
    }
    for (at, question) in packet.questions.iter().enumerate() {
        writeln!(out, "{}. {}", at + 1, text(&question.ask))?;
        for item in &question.items {
            let stops = if item.blocks_review { "**Stops the review.** " } else { "" };
            let places: Vec<String> = item.places.iter().take(SHOWN).map(|place| format!("`{}`", code(&names.place(place)))).collect();
            writeln!(out, "   - {stops}{}: {}", text(&sentence(&item.title)), places.join(", "))?;
        }
        let about = about(question);
        if !about.is_empty() {
            writeln!(out, "   - Blank for: {}", text(&about))?;
        }
    }
    Ok(())
}
