//! Packets as CSV (RFC 4180). Every table has its header and its rows; the first field of each record is the table's name, and short
//! records are filled up, so that all have as many fields.

use super::{Names, described, due, engaged};
use crate::item::Place;
use crate::packet::{Cell, Packet};
use crate::report::csv::record_of;
use std::io::{self, Write};

/// Longest cell, in characters: several values with their places.
const CELL: usize = 2000;

pub(super) fn render(packets: &[Packet], out: &mut dyn Write) -> io::Result<()> {
    let records: Vec<Vec<String>> = packets.iter().flat_map(records).collect();
    let width = records.iter().map(Vec::len).max().unwrap_or_default();
    for mut fields in records {
        fields.resize(width, String::new());
        record_of(&fields.iter().map(String::as_str).collect::<Vec<_>>(), CELL, out)?;
    }
    Ok(())
}

fn records(packet: &Packet) -> Vec<Vec<String>> {
    let names = Names::of(packet);
    let place = |place: &Place| format!("({})", names.place(place));
    let mut records = Vec::new();
    let mut head = |name: &str, value: String| {
        if !value.is_empty() {
            records.push(vec![packet.team.name.to_string(), name.to_owned(), value]);
        }
    };
    head("Level", packet.level.title().to_owned());
    for document in &packet.documents {
        let parts = std::iter::once(document.path.clone()).chain((!document.title.is_empty()).then(|| document.title.clone()));
        head("Document", parts.chain(described(document)).collect::<Vec<_>>().join("; "));
    }
    head("Release", packet.release.as_ref().map(|(date, at)| format!("{date} {}", place(at))).unwrap_or_default());
    head("Tell it", due(packet));
    head(
        "Engaged",
        packet.engaged.as_ref().map_or_else(|| engaged(packet).to_owned(), |(_, at)| format!("{} {}", engaged(packet), place(at))),
    );
    head("Contact", packet.team.contact.to_string());
    head("Intake", packet.team.intake.to_string());
    for reason in &packet.reasons {
        let places: Vec<String> = reason.places.iter().map(|(name, at)| format!("{name} {}", place(at))).collect();
        head("Why", format!("{} {}", reason.text, places.join("; ")));
    }
    packet.team.needs.iter().for_each(|line| head("Needs", line.to_string()));
    for table in &packet.tables {
        let title = || std::iter::once(table.title.to_owned());
        records.push(title().chain(table.columns.iter().map(|column| column.title.to_owned())).collect());
        for row in &table.rows {
            let cell = |cell: &Cell| match cell {
                Cell::Said(values) => {
                    let value = values.iter().map(|said| format!("{} ({})", said.text, names.places(&said.places)));
                    value.collect::<Vec<_>>().join("; ")
                }
                Cell::Blank { question } => format!("? {question}"),
            };
            records.push(title().chain(row.iter().map(cell)).collect());
        }
    }
    let title = "Questions for the authors";
    records.push([title, "Question", "Item", "What is open", "Where", "Blank for"].map(str::to_owned).to_vec());
    for question in &packet.questions {
        let about = question.about.join("; ");
        if question.items.is_empty() {
            records.push([title, &question.ask, "", "", "", &about].map(str::to_owned).to_vec());
        }
        for item in &question.items {
            records.push([title, &question.ask, &item.id, &item.title, &names.places(&item.places), &about].map(str::to_owned).to_vec());
        }
    }
    records
}
