//! Packets for people at a terminal: row by row, each column on a line of its own.

use super::{Names, about, described, due, engaged, filled, more, number};
use crate::item::Place;
use crate::packet::{Cell, Packet, Table};
use crate::report::page::{ALARM, CARE, PLAIN, Page, Part, STRONG, WEAK};
use crate::report::{Layout, safe, sentence};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Places of a reason that are shown.
const SHOWN: usize = 3;
/// Columns of the names in the head.
const COLUMN: usize = 8;

pub(super) fn render(packets: &[Packet], layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(layout, out);
    for (number, packet) in packets.iter().enumerate() {
        if number > 0 {
            page.blank()?;
        }
        one(packet, &mut page)?;
    }
    Ok(())
}

fn one(packet: &Packet, page: &mut Page<'_>) -> io::Result<()> {
    let names = Names::of(packet);
    let place = |place: &Place| (safe::line(&names.place(place)), WEAK);
    page.plain(&format!("{}: what to start from", safe::line(&packet.team.name)), STRONG)?;
    for document in &packet.documents {
        let said = std::iter::once(document.title.clone()).chain(described(document)).map(|part| (safe::line(&part), WEAK));
        let parts: Vec<Part> = std::iter::once((safe::line(&document.path), PLAIN)).chain(said).collect();
        page.entry(2, "of", COLUMN, &parts)?;
    }
    let release = packet.release.as_ref().map(|(date, at)| vec![(date.to_string(), PLAIN), place(at)]);
    page.entry(2, "release", COLUMN, &release.unwrap_or_else(|| vec![("no day in the documents".to_owned(), WEAK)]))?;
    page.entry(2, "tell it", COLUMN, &[(due(packet), PLAIN), (packet.level.title().to_lowercase(), WEAK)])?;
    let known = packet.engaged.as_ref().map(|(_, at)| place(at));
    page.entry(2, "engaged", COLUMN, &std::iter::once((engaged(packet).to_owned(), PLAIN)).chain(known).collect::<Vec<_>>())?;
    for (name, said) in [("contact", &packet.team.contact), ("intake", &packet.team.intake)] {
        if !said.is_empty() {
            page.entry(2, name, COLUMN, &[(safe::line(said), PLAIN)])?;
        }
    }
    page.heading("Why you are asked", "")?;
    for reason in &packet.reasons {
        page.note(2, "", &safe::line(&reason.text), PLAIN)?;
        let things = reason.places.iter().take(SHOWN).map(|(name, at)| (format!("{} {}", safe::line(name), place(at).0), WEAK));
        let left = more(reason.mentions - reason.places.len().min(SHOWN));
        page.entry(4, "", 0, &things.chain([(left, WEAK)]).collect::<Vec<_>>())?;
    }
    if !packet.team.needs.is_empty() {
        page.heading("What you need", "")?;
        packet.team.needs.iter().try_for_each(|line| page.note(2, "", &safe::line(line), PLAIN))?;
    }
    packet.tables.iter().try_for_each(|one| table(packet, one, &names, page))?;
    questions(packet, &names, page)
}

fn table(packet: &Packet, table: &Table, names: &Names, page: &mut Page<'_>) -> io::Result<()> {
    page.heading(table.title, "")?;
    let column = table.columns.iter().skip(1).map(|column| column.title.width()).max().unwrap_or_default();
    for row in &table.rows {
        let mut cells = table.columns.iter().zip(row);
        if let Some((_, first)) = cells.next() {
            page.entry(2, "", 0, &parts(packet, first, names))?;
        }
        for (column_of, cell) in cells {
            page.entry(4, &column_of.title.to_lowercase(), column, &parts(packet, cell, names))?;
        }
    }
    Ok(())
}

/// The values of a cell, each with its places; of a blank the number of its question.
fn parts(packet: &Packet, cell: &Cell, names: &Names) -> Vec<Part> {
    match cell {
        Cell::Said(values) => {
            let value = |text: &str, places: &[Place]| format!("{} {}", safe::line(text), safe::line(&names.places(places)));
            values.iter().map(|said| (value(&said.text, &said.places), PLAIN)).collect()
        }
        Cell::Blank { question } => vec![(format!("? question {}", number(packet, question)), CARE)],
    }
}

fn questions(packet: &Packet, names: &Names, page: &mut Page<'_>) -> io::Result<()> {
    page.heading("Questions for the authors", "")?;
    if !packet.tables.is_empty() {
        let (filled, all) = filled(packet);
        page.note(2, "", &format!("{filled} of {all} cells are filled; the others are asked for here."), WEAK)?;
    }
    for (at, question) in packet.questions.iter().enumerate() {
        page.entry(2, &(at + 1).to_string(), 3, &[(safe::line(&question.ask), PLAIN)])?;
        for item in &question.items {
            let style = if item.blocks_review { ALARM } else { PLAIN };
            let stops = if item.blocks_review { "stops the review: " } else { "" };
            let places: Vec<Place> = item.places.iter().take(SHOWN).cloned().collect();
            page.entry(
                6,
                "",
                0,
                &[(format!("{stops}{}", safe::line(&sentence(&item.title))), style), (safe::line(&names.places(&places)), WEAK)],
            )?;
        }
        let about = about(question);
        if !about.is_empty() {
            page.note(6, "blank for ", &safe::line(&about), WEAK)?;
        }
    }
    Ok(())
}
