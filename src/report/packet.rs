//! Packets of teams, as `designvet packets` prints them. Formats see tables, cells and questions, and know no team.

mod csv;
mod json;
mod markdown;
mod text;

use super::{Layout, count};
use crate::facts::EngagementState;
use crate::item::Place;
use crate::packet::{Cell, Packet, PacketDocument, Question};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// The formats of packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PacketFormat {
    /// For people at a terminal.
    Text,
    /// For mails, tickets and wikis.
    Markdown,
    /// For spreadsheets.
    Csv,
    /// For programs; versioned.
    Json,
}

impl PacketFormat {
    /// Names as `--format` takes them, in the order of the help text.
    pub const ALL: &'static [(&'static str, Self)] =
        &[("text", Self::Text), ("markdown", Self::Markdown), ("csv", Self::Csv), ("json", Self::Json)];

    /// The format of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }

    /// What the name of a file in this format ends with.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// Writes packets in a format.
pub fn render_packets(format: PacketFormat, packets: &[Packet], layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    match format {
        PacketFormat::Text => text::render(packets, layout, out),
        PacketFormat::Markdown => markdown::render(packets, out),
        PacketFormat::Csv => csv::render(packets, out),
        PacketFormat::Json => json::render(packets, out),
    }
}

/// How places of a packet are written: by the name of the file where names tell the documents apart, else by its path.
struct Names {
    by_name: bool,
}

impl Names {
    fn of(packet: &Packet) -> Self {
        let names: BTreeSet<&str> = packet.documents.iter().map(|document| file_name(&document.path)).collect();
        Self { by_name: names.len() == packet.documents.len() }
    }

    /// "prd.md:12".
    fn place(&self, place: &Place) -> String {
        let path = if self.by_name { file_name(&place.path) } else { &place.path };
        format!("{path}:{}", place.line)
    }

    /// "prd.md:12, tdd.md:3".
    fn places(&self, places: &[Place]) -> String {
        places.iter().map(|place| self.place(place)).collect::<Vec<_>>().join(", ")
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The number of the question that a blank asks.
pub(super) fn number(packet: &Packet, question: &str) -> usize {
    packet.questions.iter().position(|known| known.ask == question).map_or(0, |at| at + 1)
}

/// What a document says of itself, in the order of a sentence: "version 1.2", "owner Ola".
fn described(document: &PacketDocument) -> Vec<String> {
    let parts = [("version", &document.version), ("status", &document.status), ("date", &document.date), ("owner", &document.owner)];
    parts.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name} {value}")).collect()
}

/// "by 2026-08-18, 14 days before the release".
pub(super) fn due(packet: &Packet) -> String {
    let lead = count(packet.team.lead_days as usize, "day");
    packet.due.map_or_else(|| format!("{lead} before the release"), |due| format!("by {due}, {lead} before the release"))
}

pub(super) fn engaged(packet: &Packet) -> &'static str {
    match packet.engaged {
        Some((EngagementState::Engaged, _)) => "yes",
        Some((EngagementState::Planned, _)) => "named, still to come",
        None => "not named in these documents",
    }
}

/// How many places of a reason are left out; empty when none is.
pub(super) fn more(left: usize) -> String {
    if left == 0 { String::new() } else { format!("and {}", count(left, "more place")) }
}

/// What a question is about: the rows that are blank, a few by name.
pub(super) fn about(question: &Question) -> String {
    const NAMED: usize = 12;
    let named: Vec<&str> = question.about.iter().take(NAMED).map(String::as_str).filter(|name| !name.is_empty()).collect();
    let left = question.about.len().saturating_sub(NAMED);
    let rest = if left == 0 { String::new() } else { format!(" and {left} more") };
    format!("{}{rest}", named.join("; "))
}

/// How many cells of a packet are filled, and how many there are.
pub(super) fn filled(packet: &Packet) -> (usize, usize) {
    let cells = || packet.tables.iter().flat_map(|table| &table.rows).flatten();
    (cells().filter(|cell| matches!(cell, Cell::Said(_))).count(), cells().count())
}
