//! Rows of tables that are records: what they lack, what cannot be read in them, and what time has made of them. One kind of check a
//! file below. What the rows are, which columns count and how many days there are, the rule says; nothing here knows a kind of document.

mod blank;
mod changed;
mod days;
mod earlier;
mod lacking;
mod missing;
mod number;
mod recurs;
mod run;
mod stale;
mod told;
mod unread;
mod words;

pub(super) use blank::{BLANK, check_blank};
pub(super) use changed::{CHANGED, check_changed};
pub(super) use days::{DIFFERS, NEAR, OVERDUE, check_differs, check_near, check_overdue};
pub(super) use earlier::{EARLIER, check_earlier};
pub(super) use lacking::{LACKING, check_lacking};
pub(super) use missing::{MISSING, check_missing};
pub(super) use number::{NUMBER, check_number};
pub(super) use recurs::{RECURS, check_recurs};
pub(super) use run::{RUN, check_run};
pub(super) use stale::{STALE, check_stale};
pub(super) use unread::{UNREAD, check_unread};
pub(super) use words::{WORDS, check_words};

use super::{Context, Outcome, listed};
use crate::checklist::sheet::{RowKind, Rows};
use crate::date::Date;
use crate::facts::{RecordReader, Row, Sheet, Stand, Term};
use crate::finding::Observation;
use crate::source::Span;
use crate::text::Text;
use std::cell::OnceCell;
use told::Around;

/// Most places named as related.
const RELATED: usize = 12;
/// Most rows named in a message.
const NAMED: usize = 5;
/// Most characters shown of a cell.
const SHOWN: usize = 60;

/// The tables that a rule looks at, with its columns found.
struct Asked<'a> {
    cx: &'a Context<'a>,
    kind: &'a RowKind,
    sheets: Vec<&'a Sheet>,
    columns: Vec<usize>,
    instead: Vec<usize>,
    unless: Vec<usize>,
    reader: RecordReader<'a>,
    /// What the document says around its tables; read where it is asked for.
    around: OnceCell<Around>,
    /// For each state whether rows in it are looked at.
    states: Vec<bool>,
    /// The same for rows that say nothing of their state and are open, and for those that are closed.
    silent: [bool; 2],
}

impl<'a> Asked<'a> {
    /// What the rule looks at; why it looks at nothing, if it does.
    fn of(cx: &'a Context<'a>) -> Result<Self, Outcome> {
        let rows = &cx.rule.parameters.rows;
        let number = cx.checklist.records.iter().position(|record| record.id == rows.record);
        let Some(number) = number else {
            return Err(Outcome::NotEvaluated(format!("the checklist has no record `{}`", rows.record)));
        };
        let kind = &cx.checklist.records[number];
        let sheets: Vec<&Sheet> = cx.subject.facts.sheets.iter().filter(|sheet| sheet.record == number).collect();
        if sheets.is_empty() {
            return Err(Outcome::NotApplicable(format!("there is no table of {}", kind.plural)));
        }
        let found = |ids: &[Text]| ids.iter().filter_map(|id| kind.column(id)).collect::<Vec<usize>>();
        let reader = RecordReader::new(kind, cx.subject.file.text());
        let choices = reader.state.map_or(&[][..], |state| &kind.columns[state].choices);
        let is_wanted = |is_closed: bool| match rows.rows {
            Rows::All => true,
            Rows::Open => !is_closed,
            Rows::Closed => is_closed,
        };
        let is_asked = |id: &Text| rows.states.is_empty() && is_wanted(kind.closed.contains(id)) || rows.states.contains(id);
        Ok(Self {
            cx,
            kind,
            sheets,
            columns: found(&rows.columns),
            instead: found(&rows.instead),
            unless: found(&rows.unless),
            states: choices.iter().map(|choice| is_asked(&choice.id)).collect(),
            silent: [false, true].map(|is_closed| rows.states.is_empty() && is_wanted(is_closed)),
            reader,
            around: OnceCell::new(),
        })
    }

    /// Rows that the rule looks at. Those with cells too many or too few say nothing that can be relied on.
    fn rows(&self) -> impl Iterator<Item = Row<'a>> {
        self.sheets.iter().flat_map(|sheet| self.rows_of(sheet))
    }

    fn rows_of(&self, sheet: &'a Sheet) -> impl Iterator<Item = Row<'a>> {
        let sound = sheet.rows.iter().enumerate().filter(|(_, row)| row.off_by == 0);
        sound.map(move |(at, _)| Row { sheet, at }).filter(|row| self.is_asked(*row))
    }

    fn is_asked(&self, row: Row<'_>) -> bool {
        match self.reader.stand(row) {
            Stand::Said(choice) => self.states[usize::from(choice)],
            Stand::Silent { is_done } => self.silent[usize::from(is_done)],
            Stand::Unread => self.cx.rule.parameters.rows.rows == Rows::All && self.silent[0],
        }
    }

    /// True when one of the columns that answer for a row does, or the text around the rows where the rule takes that for an answer.
    fn is_answered(&self, row: Row<'a>) -> bool {
        self.unless.iter().any(|column| self.reader.is_said(row, *column)) || self.is_named(row)
    }

    fn is_named(&self, row: Row<'a>) -> bool {
        if !self.cx.rule.parameters.rows.named {
            return false;
        }
        // What a heading says for the row stands around it anyway.
        let name = self.reader.names(row).next().filter(|span| row.span().contains(*span));
        name.is_some_and(|span| self.around().names(&self.reader.words(span)))
    }

    fn around(&self) -> &Around {
        self.around.get_or_init(|| Around::of(self.cx.subject.file.text(), &self.sheets))
    }

    /// True when brackets in a cell hold words.
    fn has_remark(&self, row: Row<'_>, column: usize) -> bool {
        // Marks are taken out where there is a bracket alone, for nearly no cell has one; then looked again, for a link has its address in some.
        let cell = row.cell(column).filter(|cell| self.cx.subject.text(cell.span).contains('('));
        let words = cell.map(|cell| self.reader.words(cell.span)).unwrap_or_default();
        words.split_once('(').is_some_and(|(_, inside)| inside.contains(char::is_alphabetic))
    }

    /// True when words around the rows tell of all of them what the rule asks for.
    fn is_told(&self) -> bool {
        let parameters = &self.cx.rule.parameters;
        parameters.beside.iter().any(|topic| self.cx.says(topic.as_str()))
            || parameters.rows.told.iter().any(|word| self.around().has(word))
    }

    /// The day of the review, without which time says nothing.
    fn today(&self) -> Result<Date, Outcome> {
        self.cx.today.ok_or_else(|| Outcome::NotEvaluated("nobody said which day it is".to_owned()))
    }

    /// The words of a cell without marks, on one line.
    fn words(&self, span: Span) -> String {
        shortened(&self.reader.words(span))
    }

    /// What a row is called: the first that says something of the columns which name it, and of those that are named behind it.
    fn name(&self, row: Row<'a>) -> String {
        let said = |ids: &'a [Text]| self.reader.filled(row, ids).next().map(|span| self.words(span));
        match (said(&self.kind.named_by), said(&self.kind.named_with)) {
            (Some(name), Some(with)) => format!("{name} {with}"),
            (Some(name), None) | (None, Some(name)) => name,
            (None, None) => format!("line {}", self.cx.subject.file.line1(row.span().start)),
        }
    }

    /// The title of a column.
    fn title(&self, column: usize) -> &'a str {
        &self.kind.columns[column].title
    }

    /// "1 vulnerability", "3 vulnerabilities".
    fn count(&self, number: usize) -> String {
        format!("{number} {}", if number == 1 { &self.kind.title } else { &self.kind.plural })
    }

    /// The days that the rule gives rows.
    fn term(&self) -> Option<Term<'a>> {
        let rows = &self.cx.rule.parameters.rows;
        let deadlines = self.cx.checklist.deadlines(&rows.deadlines)?;
        Some(Term { deadlines, by: self.kind.column(&rows.by)?, from: self.kind.column(&rows.from) })
    }

    /// "critical 7, high 30 days (who says so)".
    fn said(&self, term: &Term<'_>) -> String {
        let choices = self.kind.columns[term.by].choices.iter();
        let days: Vec<String> = choices.filter_map(|choice| Some(format!("{} {}", choice.id, term.deadlines.of(&choice.id)?))).collect();
        format!("{} {}s ({})", days.join(", "), term.deadlines.unit(), term.deadlines.source)
    }

    /// One observation on all of some rows: the weightiest is where it is shown, the next ones are related, the rest counted.
    fn together(&self, subject: &str, mut hits: Vec<Hit<'a>>, note: impl Fn(&Hit<'a>) -> String) -> Option<Observation> {
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.weight));
        let (first, rest) = hits.split_first()?;
        let label = |hit: &Hit<'a>| self.cx.subject.label(hit.span, note(hit));
        let names: Vec<String> = hits.iter().map(|hit| self.name(hit.row)).collect();
        Some(
            Observation::new(label(first), subject)
                .value("count", self.count(hits.len()))
                .value("list", listed(names.iter().map(String::as_str), NAMED, "and"))
                .value("most", format!("{}{}", if rest.is_empty() { "" } else { "up to " }, days(first.weight)))
                .related(rest.iter().take(RELATED).map(label))
                .gathering(names),
        )
    }
}

/// A row with what is to be said of it.
struct Hit<'a> {
    row: Row<'a>,
    /// The cell that shows it.
    span: Span,
    /// How much it matters beside the others: days, as a rule.
    weight: i64,
}

/// The same of days that rows are given, which may be working days.
fn given_days(term: &Term<'_>, number: u32) -> String {
    super::count(number as usize, term.deadlines.unit())
}

/// "1 day", "3 days".
fn days(number: i64) -> String {
    super::count(usize::try_from(number).unwrap_or_default(), "day")
}

/// A text of which as many words are shown as fit.
fn shortened(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    let cut: String = text.chars().take(SHOWN).collect();
    format!("{} \u{2026}", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}

/// Findings, or that the rows looked at are as they should be.
fn outcome(observations: Vec<Observation>, looked_at: usize, satisfied: &str) -> Outcome {
    match (observations.is_empty(), looked_at) {
        (false, _) => Outcome::Findings(observations),
        (true, 0) => Outcome::NotApplicable("no row asks for it".to_owned()),
        (true, _) => Outcome::Satisfied(satisfied.to_owned(), None),
    }
}
