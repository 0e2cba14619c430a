//! A row as its record is read: whether something is left to do, by when, since when, and what it is called.

use super::cell::Value;
use super::{Cell, Sheet};
use crate::checklist::sheet::{Deadlines, RowKind};
use crate::date::Date;
use crate::document::plain;
use crate::facts::says;
use crate::source::Span;
use crate::text::Text;

/// A row of a table.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// The table.
    pub sheet: &'a Sheet,
    /// Index of the row in it.
    pub at: usize,
}

impl<'a> Row<'a> {
    /// Its cell in a column of the record.
    pub fn cell(self, column: usize) -> Option<&'a Cell> {
        self.sheet.cell(self.at, column)
    }

    /// What the cell says.
    pub fn value(self, column: usize) -> Option<Value> {
        self.cell(column).map(|cell| cell.value)
    }

    /// The day that the cell says.
    pub fn day(self, column: usize) -> Option<Date> {
        if let Some(Value::Day(day)) = self.value(column) { Some(day) } else { None }
    }

    /// True when the cell says something.
    pub fn is_filled(self, column: usize) -> bool {
        self.value(column).is_some_and(|value| value != Value::Blank)
    }

    /// From its first cell to its last.
    pub fn span(self) -> Span {
        self.sheet.rows[self.at].span
    }

    /// Where a column is shown: its cell, or the row where that has no words.
    pub fn place(self, column: usize) -> Span {
        self.cell(column).map(|cell| cell.span).filter(|span| !span.is_empty()).unwrap_or_else(|| self.span())
    }
}

/// How far a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// The choice of the column that says so.
    Said(u8),
    /// It says nothing of it; whether a day says that it is done.
    Silent {
        /// True for one with such a day.
        is_done: bool,
    },
    /// What it says cannot be read.
    Unread,
}

/// How the rows of a record are read in a text.
pub struct RecordReader<'a> {
    /// What the rows are.
    pub kind: &'a RowKind,
    text: &'a str,
    /// The column that says how far a row is.
    pub state: Option<usize>,
    closed_by: Vec<usize>,
}

impl<'a> RecordReader<'a> {
    /// Reads rows of `kind` in `text`.
    pub fn new(kind: &'a RowKind, text: &'a str) -> Self {
        let closed_by = kind.closed_by.iter().filter_map(|id| kind.column(id)).collect();
        Self { kind, text, state: kind.column(&kind.state), closed_by }
    }

    /// How far a row is.
    pub fn stand(&self, row: Row<'_>) -> Stand {
        let is_done = self.closed_on(row).is_some();
        match self.state.and_then(|state| row.cell(state)) {
            // What a heading says of all rows, a row that is done says otherwise for itself.
            Some(Cell { value: Value::Choice(choice), span }) if !is_done || row.span().contains(*span) => Stand::Said(*choice),
            Some(Cell { value: Value::Unread(_), .. }) => Stand::Unread,
            _ if row.sheet.is_across && !self.is_claimed(row) => Stand::Unread,
            _ => Stand::Silent { is_done },
        }
    }

    /// True when the cell that is a row says one thing at least that is known.
    fn is_claimed(&self, row: Row<'_>) -> bool {
        let mut cells = self.kind.across.cells.iter().filter_map(|id| row.value(self.kind.column(id)?));
        cells.any(|value| matches!(value, Value::Choice(_) | Value::Day(_) | Value::Number(_)))
    }

    /// Whether nothing is left to do; None where what a row says of it cannot be read.
    pub fn is_closed(&self, row: Row<'_>) -> Option<bool> {
        match self.stand(row) {
            Stand::Said(choice) => Some(self.kind.closed.contains(self.choice_id(self.state?, choice))),
            Stand::Silent { is_done } => Some(is_done),
            Stand::Unread => None,
        }
    }

    /// The day on which it was closed.
    pub fn closed_on(&self, row: Row<'_>) -> Option<Date> {
        self.closed_by.iter().find_map(|column| row.day(*column))
    }

    /// The id of a choice of a column.
    pub fn choice_id(&self, column: usize, choice: u8) -> &'a Text {
        &self.kind.columns[column].choices[usize::from(choice)].id
    }

    /// True when a row says what a column holds: in it, or by words in another cell ("OK'd by the CISO").
    pub fn is_said(&self, row: Row<'_>, column: usize) -> bool {
        if row.is_filled(column) {
            return true;
        }
        let declared = &self.kind.columns[column];
        let cells = declared.said_in.iter().filter_map(|id| row.cell(self.kind.column(id)?)).filter(|cell| cell.value != Value::Blank);
        cells.map(|cell| cell.span.of(self.text).to_lowercase()).any(|text| {
            let has = |phrases: &[Text]| phrases.iter().any(|phrase| says(&text, phrase));
            has(&declared.phrases) && !has(&declared.not_phrases)
        })
    }

    /// The first cell of some columns that says one of some phrases, in lower case; where there are none, the first that says something.
    pub fn saying(&self, row: Row<'_>, columns: &[usize], phrases: &[Text]) -> Option<Span> {
        let has = |span: Span| {
            let text = span.of(self.text).to_lowercase();
            phrases.iter().any(|phrase| says(&text, phrase))
        };
        let mut cells = columns.iter().filter_map(|column| row.cell(*column));
        cells.find(|cell| cell.value != Value::Blank && (phrases.is_empty() || has(cell.span))).map(|cell| cell.span)
    }

    /// The words of a cell without marks; of a list in JSON its members without theirs.
    pub fn words(&self, span: Span) -> String {
        let said = span.of(self.text);
        if said.starts_with("[\"") { said.trim_matches(['[', ']']).replace('"', "") } else { plain(said) }
    }

    /// Cells that say what a row is called, the surest first.
    pub fn names(&self, row: Row<'a>) -> impl Iterator<Item = Span> {
        self.filled(row, &self.kind.named_by)
    }

    /// Cells of some columns that say something, in the order of the columns.
    pub fn filled(&self, row: Row<'a>, ids: &'a [Text]) -> impl Iterator<Item = Span> {
        let columns = ids.iter().filter_map(|id| self.kind.column(id));
        columns.filter(move |column| row.is_filled(*column)).filter_map(move |column| row.cell(column)).map(|cell| cell.span)
    }
}

/// How many days rows have, by what a column says, and from which day on.
pub struct Term<'a> {
    /// The days.
    pub deadlines: &'a Deadlines,
    /// The column that decides how many there are.
    pub by: usize,
    /// The column of the day from which they are counted.
    pub from: Option<usize>,
}

impl<'a> Term<'a> {
    /// What the column says of a row, and the days that gives it.
    pub fn days(&self, reader: &RecordReader<'a>, row: Row<'_>) -> Option<(&'a str, u32)> {
        let Some(Value::Choice(choice)) = row.value(self.by) else { return None };
        let id = reader.choice_id(self.by, choice);
        Some((id, self.deadlines.of(id)?))
    }

    /// The day from which a row's days are counted, what gives them, how many, and the day on which they end.
    pub fn end(&self, reader: &RecordReader<'a>, row: Row<'_>) -> Option<(Date, &'a str, u32, Date)> {
        let from = row.day(self.from?)?;
        let (id, days) = self.days(reader, row)?;
        Some((from, id, days, self.deadlines.end(from, days)?))
    }
}

/// The day by which a row has to be done.
pub struct Due<'a> {
    /// The day.
    pub day: Date,
    /// The cell that says so.
    pub span: Span,
    /// Where no cell does: the day it is counted from, what gives the days, and how many.
    pub counted: Option<(Date, &'a str, u32)>,
}

impl<'a> Due<'a> {
    /// The day that a column says; for a blank one, the day that its days end, unless one of the columns that answer for it is said.
    pub fn of(reader: &RecordReader<'a>, column: usize, term: Option<&Term<'a>>, unless: &[usize], row: Row<'a>) -> Option<Self> {
        match row.cell(column) {
            Some(Cell { span, value: Value::Day(day) }) => return Some(Self { day: *day, span: *span, counted: None }),
            // What stands there may be another day.
            Some(cell) if cell.value != Value::Blank => return None,
            _ => {}
        }
        if unless.iter().any(|column| reader.is_said(row, *column)) {
            return None;
        }
        let term = term?;
        let (from, id, days, day) = term.end(reader, row)?;
        let span = row.cell(term.from?)?.span;
        Some(Self { day, span, counted: Some((from, id, days)) })
    }
}
