//! Packets as `designvet.packet/1`, for programs. The form changes only by addition; the schema is
//! `docs/schemas/packet-1.schema.json`.

use crate::facts::EngagementState;
use crate::item::Place;
use crate::packet::{Cell, Packet, Said, Table};
use crate::report::write_json;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    packets: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    team: Team<'a>,
    level: &'static str,
    documents: Vec<Document<'a>>,
    release: Option<Release<'a>>,
    due: Option<String>,
    engaged: Option<Engaged<'a>>,
    reasons: Vec<Reason<'a>>,
    tables: Vec<OneTable<'a>>,
    questions: Vec<Question<'a>>,
}

#[derive(Serialize)]
struct Team<'a> {
    id: &'a str,
    name: &'a str,
    contact: &'a str,
    intake: &'a str,
    needs: Vec<&'a str>,
    lead_days: u32,
}

#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    title: &'a str,
    version: &'a str,
    status: &'a str,
    date: &'a str,
    owner: &'a str,
}

#[derive(Serialize)]
struct Release<'a> {
    date: String,
    place: &'a Place,
}

#[derive(Serialize)]
struct Engaged<'a> {
    state: EngagementState,
    place: &'a Place,
}

#[derive(Serialize)]
struct Reason<'a> {
    text: &'a str,
    mentions: usize,
    places: Vec<Thing<'a>>,
}

#[derive(Serialize)]
struct Thing<'a> {
    name: &'a str,
    place: &'a Place,
}

#[derive(Serialize)]
struct OneTable<'a> {
    id: &'a str,
    title: &'a str,
    columns: Vec<Column<'a>>,
    /// Cells by the ids of their columns.
    rows: Vec<BTreeMap<&'a str, OneCell<'a>>>,
}

#[derive(Serialize)]
struct Column<'a> {
    id: &'a str,
    title: &'a str,
}

/// Of a blank `said` is empty, and `question` what to ask.
#[derive(Serialize)]
struct OneCell<'a> {
    said: Vec<Value<'a>>,
    question: Option<&'a str>,
}

#[derive(Serialize)]
struct Value<'a> {
    text: &'a str,
    places: &'a [Place],
}

#[derive(Serialize)]
struct Question<'a> {
    ask: &'a str,
    items: Vec<Item<'a>>,
    about: &'a [String],
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    title: &'a str,
    blocks_review: bool,
    places: &'a [Place],
}

pub(super) fn render(packets: &[Packet], out: &mut dyn Write) -> io::Result<()> {
    let root = Root { schema: "designvet.packet/1", packets: packets.iter().map(one).collect() };
    write_json(&root, out)
}

fn one(packet: &Packet) -> One<'_> {
    let team = &packet.team;
    let reasons = packet.reasons.iter().map(|reason| Reason {
        text: &reason.text,
        mentions: reason.mentions,
        places: reason.places.iter().map(|(name, place)| Thing { name, place }).collect(),
    });
    let documents = packet.documents.iter().map(|document| Document {
        path: &document.path,
        title: &document.title,
        version: &document.version,
        status: &document.status,
        date: &document.date,
        owner: &document.owner,
    });
    let questions = packet.questions.iter().map(|question| {
        let items = question.items.iter().map(|item| Item {
            id: &item.id,
            title: &item.title,
            blocks_review: item.blocks_review,
            places: &item.places,
        });
        Question { ask: &question.ask, items: items.collect(), about: &question.about }
    });
    One {
        team: Team {
            id: team.id.as_str(),
            name: &team.name,
            contact: &team.contact,
            intake: &team.intake,
            needs: team.needs.iter().map(AsRef::as_ref).collect(),
            lead_days: team.lead_days,
        },
        level: packet.level.as_str(),
        documents: documents.collect(),
        release: packet.release.as_ref().map(|(date, place)| Release { date: date.to_string(), place }),
        due: packet.due.map(|due| due.to_string()),
        engaged: packet.engaged.as_ref().map(|(state, place)| Engaged { state: *state, place }),
        reasons: reasons.collect(),
        tables: packet.tables.iter().map(table).collect(),
        questions: questions.collect(),
    }
}

fn table(table: &Table) -> OneTable<'_> {
    OneTable {
        id: table.id,
        title: table.title,
        columns: table.columns.iter().map(|column| Column { id: column.id, title: column.title }).collect(),
        rows: table
            .rows
            .iter()
            .map(|cells| table.columns.iter().zip(cells).map(|(column, cell)| (column.id, one_cell(cell))).collect())
            .collect(),
    }
}

fn one_cell(cell: &Cell) -> OneCell<'_> {
    match cell {
        Cell::Said(values) => {
            let said = values.iter().map(|Said { text, places }| Value { text, places });
            OneCell { said: said.collect(), question: None }
        }
        Cell::Blank { question } => OneCell { said: Vec::new(), question: Some(question) },
    }
}
