//! What each team starts from: tables whose values have places and whose blanks have questions.

use super::escape::escape;
use super::view::View;
use crate::item::Place;
use crate::packet::{Cell, Packet, Question, Table};
use crate::report::packet::{about, due, engaged, filled, more, number};
use crate::report::sentence;
use std::fmt::Write as _;

/// Places of a reason or an item that are shown.
const SHOWN: usize = 5;

/// How many packets there are, and the packets; None when there is none.
pub(super) fn render(view: &View<'_>) -> Option<(usize, String)> {
    let packets = view.page.packets;
    if packets.is_empty() {
        return None;
    }
    let mut out = "<div class=\"wrap\">\n<h2 class=\"page\">What each team starts from</h2>\n".to_owned();
    for (at, packet) in packets.iter().enumerate() {
        let state = if at == 0 { " open" } else { "" };
        let _ = writeln!(
            out,
            "<details class=\"packet\"{state}>\n<summary><b>{}</b> <span>{}</span></summary>",
            escape(&packet.team.name),
            packet.level.title()
        );
        one(view, packet, at, &mut out);
        out.push_str("</details>\n");
    }
    Some((packets.len(), out + "</div>\n"))
}

fn one(view: &View<'_>, packet: &Packet, at: usize, out: &mut String) {
    let paths: Vec<String> = packet.documents.iter().map(|document| escape(view.path_name(&document.path))).collect();
    let release = packet
        .release
        .as_ref()
        .map_or_else(|| "no day of release".to_owned(), |(date, place)| format!("release on {date} ({})", view.item_place(place)));
    let _ = writeln!(
        out,
        "<p class=\"facts\"><span>{}</span> <span>{release}</span> <span>Tell the team {}</span> <span>Engaged: {}</span></p>",
        paths.join(", "),
        escape(&due(packet)),
        engaged(packet)
    );
    out.push_str("<h3>Why it is asked</h3>\n<ul>\n");
    for reason in &packet.reasons {
        let places = reason.places.iter().take(SHOWN).map(|(name, place)| format!("{} {}", escape(name), view.item_place(place)));
        let left = more(reason.mentions - reason.places.len().min(SHOWN));
        let places: Vec<String> = places.chain((!left.is_empty()).then_some(left)).collect();
        let _ = writeln!(out, "<li>{} {}</li>", escape(&reason.text), places.join(", "));
    }
    out.push_str("</ul>\n");
    if !packet.tables.is_empty() {
        let (known, all) = filled(packet);
        let _ = writeln!(
            out,
            "<p class=\"aside\">A draft from the documents alone: {known} of {all} cells are filled, each with its place. A <b>Q</b> with a number is what they do not say: the question below that asks it.</p>"
        );
    }
    for one in &packet.tables {
        table(view, packet, one, at, out);
    }
    if packet.questions.is_empty() {
        return;
    }
    out.push_str("<h3>Questions for the authors</h3>\n<ol class=\"questions\">\n");
    for (number, asked) in packet.questions.iter().enumerate() {
        question(view, asked, at, number + 1, out);
    }
    out.push_str("</ol>\n");
}

fn table(view: &View<'_>, packet: &Packet, table: &Table, packet_at: usize, out: &mut String) {
    let _ = writeln!(
        out,
        "<h3>{}</h3>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{0}\"><table class=\"grid\">\n<thead><tr>",
        table.title
    );
    for (at, column) in table.columns.iter().enumerate() {
        // What no row says is said once.
        let asked = silent(table, at).map(|question| format!(" {}", blank(packet, question, packet_at))).unwrap_or_default();
        let _ = write!(out, "<th scope=\"col\">{}{asked}</th>", column.title);
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let shown = if silent(table, at).is_some() { "\u{2013}".to_owned() } else { shown(view, packet, cell, packet_at) };
            let _ = write!(out, "<td>{shown}</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

fn shown(view: &View<'_>, packet: &Packet, cell: &Cell, at: usize) -> String {
    match cell {
        Cell::Said(values) => {
            let values = values.iter().map(|said| format!("{} {}", escape(&said.text), places(view, &said.places)));
            values.collect::<Vec<_>>().join("; ")
        }
        Cell::Blank { question } => blank(packet, question, at),
    }
}

/// The question of a column that no row of several answers.
fn silent(table: &Table, column: usize) -> Option<&str> {
    let asked = |row: &'_ Vec<Cell>| matches!(row[column], Cell::Blank { .. });
    match &table.rows.first()?[column] {
        Cell::Blank { question } if table.rows.len() > 2 && table.rows.iter().all(asked) => Some(question),
        _ => None,
    }
}

fn blank(packet: &Packet, question: &str, at: usize) -> String {
    let number = number(packet, question);
    format!("<a class=\"blank\" href=\"#p{at}q{number}\" aria-label=\"Q{number}: not said\">Q{number}</a>")
}

fn places(view: &View<'_>, places: &[Place]) -> String {
    places.iter().take(SHOWN).map(|place| view.item_place(place)).collect::<Vec<_>>().join(" ")
}

fn question(view: &View<'_>, question: &Question, at: usize, number: usize, out: &mut String) {
    let _ = write!(out, "<li id=\"p{at}q{number}\">{}", escape(&question.ask));
    let about = about(question);
    if question.items.is_empty() && about.is_empty() {
        out.push_str("</li>\n");
        return;
    }
    out.push_str("<ul>");
    for item in &question.items {
        let stops = if item.blocks_review { "<b class=\"stop\">Stops the review.</b> " } else { "" };
        let _ = write!(out, "<li>{stops}{} {}</li>", escape(&sentence(&item.title)), places(view, &item.places));
    }
    if !about.is_empty() {
        let _ = write!(out, "<li>Blank for: {}</li>", escape(&about));
    }
    out.push_str("</ul></li>\n");
}
