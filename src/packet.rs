//! A review to packets: for each team that is called, what it starts its work from, ready to send.
//!
//! Every value in a packet has its place in the documents; what they do not say is a blank with the question to ask. Each team has a
//! file that says which tables it gets and what fills them; `docs/packets.md` says what counts as evidence.

mod book;
mod compliance;
mod evidence;
mod privacy;
mod security;
mod vendor;

use crate::checklist::RoutedTeam;
use crate::date::Date;
use crate::document::Document;
use crate::facts::EngagementState;
use crate::finding::Label;
use crate::item::{Item, Place};
use crate::review::{Profile, Review};
use crate::routing::{Fired, Routed, Routing};
use crate::rule::RoutingLevel;
use book::Book;
use std::collections::BTreeSet;

/// Rows up to which each is named where all are blank.
const FEW: usize = 3;

/// What one team gets of one set of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packet {
    /// The team.
    pub team: RoutedTeam,
    /// Whether it has to look.
    pub level: RoutingLevel,
    /// The documents, the product document first.
    pub documents: Vec<PacketDocument>,
    /// The day on which people get the product, and where it is said.
    pub release: Option<(Date, Place)>,
    /// By when the team has to know; None without a day of release.
    pub due: Option<Date>,
    /// What the documents say of the team, and where; None when they do not name it.
    pub engaged: Option<(EngagementState, Place)>,
    /// What calls for it, the strongest first.
    pub reasons: Vec<Reason>,
    /// What there is to start from.
    pub tables: Vec<Table>,
    /// What to ask the authors: the open action items of the team, then what the tables leave blank; no question stands here twice.
    pub questions: Vec<Question>,
}

/// A document of a packet, as it describes itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacketDocument {
    /// Its path.
    pub path: String,
    /// Its title; empty when it has none. So are the others.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Its status.
    pub status: String,
    /// Its date.
    pub date: String,
    /// Who answers for it.
    pub owner: String,
}

/// Why a team is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// One sentence.
    pub text: String,
    /// Where: each thing once, its name and its place.
    pub places: Vec<(String, Place)>,
    /// How many places there are in all.
    pub mentions: usize,
}

/// A table with named columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name for programs.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// Rows with a cell for each column; the first cell is what a row is about.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name for programs.
    pub id: &'static str,
    /// Its header.
    pub title: &'static str,
    /// What to ask where a cell is blank.
    ask: &'static str,
    /// The rule that asks the same: where an action item of it is open, its words are used, so that nothing is asked twice.
    rule: &'static str,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// What the documents say, each value with where; never empty.
    Said(Vec<Said>),
    /// They do not say it.
    Blank {
        /// What to ask.
        question: String,
    },
}

/// A value with where it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The value.
    pub text: String,
    /// Where; never empty.
    pub places: Vec<Place>,
}

/// A question for the authors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub ask: String,
    /// Action items that ask it.
    pub items: Vec<OpenItem>,
    /// What the rows are about whose cells are blank; one line for a table all of whose rows are.
    pub about: Vec<String>,
}

/// An action item of the team that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenItem {
    /// Its id.
    pub id: String,
    /// What is wrong, one sentence without a full stop.
    pub title: String,
    /// True when the reviewer cannot finish without it.
    pub blocks_review: bool,
    /// Where.
    pub places: Vec<Place>,
}

/// A table before its blanks are asked: an empty list of values is a blank.
struct Draft {
    id: &'static str,
    title: &'static str,
    columns: &'static [Column],
    rows: Vec<Vec<Vec<Said>>>,
}

impl Column {
    const fn new(id: &'static str, title: &'static str, ask: &'static str) -> Self {
        Self { id, title, ask, rule: "" }
    }

    const fn asked_by(id: &'static str, title: &'static str, ask: &'static str, rule: &'static str) -> Self {
        Self { id, title, ask, rule }
    }

    /// What to ask where a cell is blank.
    fn question(&self, items: &[&Item]) -> String {
        items.iter().find(|item| item.rule == self.rule).map_or_else(|| self.ask.to_owned(), |item| item.ask.clone())
    }
}

impl Cell {
    /// What a row is called by this cell: its first value, without the words of the documents behind it; empty for a blank.
    pub fn name(&self) -> &str {
        match self {
            Self::Said(values) => values.first().map_or("", |said| said.text.split(" (\u{201c}").next().unwrap_or_default()),
            Self::Blank { .. } => "",
        }
    }
}

/// The packets of every set of a review, set by set, the teams that have to look first.
pub fn packets(review: &Review, profiles: &[Profile], routings: &[Routing], items: &[Item]) -> Vec<Packet> {
    routings.iter().flat_map(|routing| of_set(review, profiles, routing, items)).collect()
}

fn of_set(review: &Review, profiles: &[Profile], routing: &Routing, items: &[Item]) -> Vec<Packet> {
    let Some(first) = routing.documents.first() else { return Vec::new() };
    let checklist = &profiles[review.document(*first).profile].checklist;
    let read: Vec<_> =
        routing.documents.iter().filter_map(|id| Some((review.document(*id), review.document(*id).facts.as_ref()?))).collect();
    let parsed: Vec<Document> = read.iter().map(|(document, _)| Document::of(&document.file)).collect();
    let book = Book::new(review, checklist, read.iter().copied().zip(&parsed));
    let paths: BTreeSet<&str> = read.iter().map(|(document, _)| document.path()).collect();
    let open: Vec<&Item> = items.iter().filter(|item| item.status.is_open() && paths.contains(item.document.as_str())).collect();
    routing.teams.iter().map(|routed| packet(&book, routing, routed, &open)).collect()
}

fn packet(book: &Book<'_>, routing: &Routing, routed: &Routed, open: &[&Item]) -> Packet {
    let team = routed.team.id.as_str();
    let drafts = match team {
        "privacy" => privacy::tables(book),
        "vendor-security" => vendor::tables(book),
        "compliance" => compliance::tables(book),
        "security" => security::tables(book),
        _ => Vec::new(),
    };
    let own: Vec<&Item> = open.iter().copied().filter(|item| item.teams.iter().any(|known| known == team)).collect();
    let tables: Vec<Table> = drafts.into_iter().filter(|draft| !draft.rows.is_empty()).map(|draft| settled(draft, &own)).collect();
    let place = |label: &Label| Place::of(book.review, label);
    let reason = |fired: &Fired| Reason {
        text: fired.trigger.reason.to_string(),
        places: fired.places.iter().map(|label| (label.note.clone(), place(label))).collect(),
        mentions: fired.mentions,
    };
    Packet {
        level: routed.level,
        documents: book.documents.iter().map(|source| described(source)).collect(),
        release: routing.release.as_ref().map(|release| (release.date, place(&release.place))),
        due: routed.due,
        engaged: routed.engaged.as_ref().map(|engaged| (engaged.state, place(&engaged.place))),
        reasons: routed.fired.iter().map(reason).collect(),
        questions: questions(&own, &tables),
        team: routed.team.clone(),
        tables,
    }
}

fn described(source: &book::Source<'_>) -> PacketDocument {
    let control = &source.facts.control;
    let said = |value: &Option<String>| value.clone().unwrap_or_default();
    PacketDocument {
        path: source.reading.file.path().to_owned(),
        title: said(&source.facts.title),
        version: said(&control.version),
        status: said(&control.status),
        date: said(&control.date),
        owner: said(&control.owner),
    }
}

/// A table whose blanks are asked.
fn settled(draft: Draft, open: &[&Item]) -> Table {
    let asks: Vec<String> = draft.columns.iter().map(|column| column.question(open)).collect();
    let cell = |(at, values): (usize, Vec<Said>)| {
        if values.is_empty() { Cell::Blank { question: asks[at].clone() } } else { Cell::Said(values) }
    };
    let rows = draft.rows.into_iter().map(|row| row.into_iter().enumerate().map(cell).collect()).collect();
    Table { id: draft.id, title: draft.title, columns: draft.columns, rows }
}

/// The questions of some items and of the blanks of some tables, each once.
fn questions(items: &[&Item], tables: &[Table]) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    let at = |ask: &str, questions: &mut Vec<Question>| {
        questions.iter().position(|known| known.ask == ask).unwrap_or_else(|| {
            questions.push(Question { ask: ask.to_owned(), items: Vec::new(), about: Vec::new() });
            questions.len() - 1
        })
    };
    for item in items {
        let number = at(&item.ask, &mut questions);
        let (id, title, places) = (item.id.clone(), item.title.clone(), item.places.clone());
        questions[number].items.push(OpenItem { id, title, blocks_review: item.blocks_review, places });
    }
    for table in tables {
        // Column by column: what is asked of many rows is asked once.
        for column in 0..table.columns.len() {
            let blank = table.rows.iter().filter_map(|row| match &row[column] {
                Cell::Blank { question } => Some((question, row.iter().map(Cell::name).find(|name| !name.is_empty()).unwrap_or_default())),
                Cell::Said(_) => None,
            });
            let blank: Vec<_> = blank.collect();
            let Some((question, _)) = blank.first() else { continue };
            let number = at(question, &mut questions);
            let about = &mut questions[number].about;
            if blank.len() == table.rows.len() && blank.len() > FEW {
                about.push(format!("every row of \u{201c}{}\u{201d}", table.title));
                continue;
            }
            for (_, name) in &blank {
                if !about.iter().any(|known| known == name) {
                    about.push((*name).to_owned());
                }
            }
        }
    }
    questions
}
