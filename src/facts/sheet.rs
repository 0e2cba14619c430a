//! Tables whose rows are records: which tables of a document are such, and their rows as values with places.
//!
//! What the rows are, and which columns they have, a checklist says (`[[record]]`). A cell that cannot be read is a value too: it says
//! why. Reading is one pass over the cells, and equal texts of a column are read once.

mod cell;
mod columns;
mod day;

pub use cell::{Trouble, Value};
pub(super) use columns::{Matched, matched};

use super::Reading;
use super::kind::KindFact;
use crate::checklist::sheet::{Holds, RowKind};
use crate::document::{BlockKind, Table, row_span};
use crate::source::Span;
use cell::{Reader, is_blank};
use columns::heading_choice;

/// A table whose rows are records.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What its rows are: index into the records of the checklist.
    pub record: usize,
    /// Its header.
    pub header: Span,
    /// For each column of the record where its cells are in a row; None for one the table does not have.
    places: Vec<Option<usize>>,
    /// Cells of a row that are read.
    width: usize,
    /// Its rows, in source order.
    pub rows: Vec<RowHead>,
    /// Their cells, row by row.
    cells: Vec<Cell>,
    /// What stood in a cell before, for cells that show it: row, column of the record, value; sorted.
    former: Vec<(usize, usize, Value)>,
}

/// A row without its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowHead {
    /// From its first cell to its last.
    pub span: Span,
    /// Cells it has too few (negative) or too many: which cell stands under which header nobody knows then.
    pub off_by: i32,
}

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Its words; of a blank one, an empty place in its row. What a heading says for the row is there.
    pub span: Span,
    /// What they say.
    pub value: Value,
}

impl Sheet {
    /// The cell of a row in a column of the record; None when the table has no such column.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        let place = self.places.get(column).copied().flatten()?;
        self.cells.get(row * self.width + place)
    }

    /// True when the table has the column, or a heading speaks for it.
    pub fn has(&self, column: usize) -> bool {
        self.places.get(column).copied().flatten().is_some()
    }

    /// What a cell shows as its value before.
    pub fn former(&self, row: usize, column: usize) -> Option<Value> {
        let at = self.former.binary_search_by_key(&(row, column), |(row, column, _)| (*row, *column)).ok()?;
        Some(self.former[at].2)
    }
}

/// Rows of the tables that are read in such a document.
pub(super) fn find(reading: &Reading<'_>, matched: Vec<Matched>, kind: &KindFact) -> Vec<Sheet> {
    let is_for = |record: &RowKind| record.applies_to.iter().any(|known| *known == kind.id || Some(known) == kind.form.as_ref());
    let records = &reading.checklist.records;
    let matched: Vec<Matched> = matched.into_iter().filter(|table| is_for(&records[table.record])).collect();
    let year = if matched.is_empty() { None } else { only_year(reading) };
    matched.into_iter().map(|table| read(reading, table, year)).collect()
}

fn read(reading: &Reading<'_>, matched: Matched, year: Option<u32>) -> Sheet {
    let Matched { table, record, columns, section, .. } = matched;
    let kind = &reading.checklist.records[record];
    let table: &Table = &reading.document.tables[table];
    let mut places = vec![None; kind.columns.len()];
    let mut readers: Vec<(Reader<'_>, Source)> = Vec::new();
    for (at, column) in kind.columns.iter().enumerate() {
        let source = match columns[at] {
            Some(cell) => Source::Cell(cell),
            None => match heading_choice(reading, section, column) {
                Some(given) => Source::Given(given),
                // A row of its own may say it for those below.
                None if column.from_heading && table.rows.iter().any(|row| lone_cell(reading.text, row).is_some()) => {
                    Source::Given(Cell { span: Span::new(table.span.start as usize, table.span.start as usize), value: Value::Blank })
                }
                None => continue,
            },
        };
        places[at] = Some(readers.len());
        let header = if let Source::Cell(cell) = source { table.header[cell].of(reading.text) } else { "" };
        readers.push((Reader::new(column, at).below(header, year), source));
    }
    let order = day_order(reading, table, kind, &readers);
    let mut sheet = Sheet {
        record,
        header: row_span(&table.header).unwrap_or(table.span),
        places,
        width: readers.len(),
        rows: Vec::with_capacity(table.rows.len()),
        cells: Vec::with_capacity(table.rows.len() * readers.len()),
        former: Vec::new(),
    };
    for row in &table.rows {
        let Some(span) = row_span(row) else { continue };
        if let Some(cell) = lone_cell(reading.text, row) {
            let mut taken = false;
            for (reader, source) in readers.iter_mut().filter(|(reader, _)| reader.column.from_heading) {
                let Some(choice) = reader.only_choice(cell.of(reading.text)) else { continue };
                if let Source::Given(given) = source {
                    *given = Cell { span: cell, value: Value::Choice(choice) };
                    taken = true;
                }
            }
            // Else it names a group of rows: a team, a product.
            if taken || row.len() > 2 {
                continue;
            }
        }
        if is_no_record(reading.text, row, kind) {
            continue;
        }
        let number = sheet.rows.len();
        let count = |cells: &[Span]| i32::try_from(cells.len()).unwrap_or(i32::MAX);
        let off_by = count(row) - count(&table.header);
        sheet.rows.push(RowHead { span, off_by });
        for (reader, source) in &mut readers {
            let cell = match source {
                Source::Given(given) => *given,
                Source::Cell(at) => match row.get(*at) {
                    Some(place) => {
                        let (value, former) = reader.read(place.of(reading.text), order);
                        sheet.former.extend(former.map(|former| (number, reader.at, former)));
                        Cell { span: *place, value }
                    }
                    None => Cell { span: Span { start: span.end, end: span.end }, value: Value::Blank },
                },
            };
            sheet.cells.push(cell);
        }
    }
    sheet
}

/// Where the cells of a column come from.
enum Source {
    /// The cell of this number.
    Cell(usize),
    /// A heading, for all rows below it.
    Given(Cell),
}

/// The year that a document names beside its tables, when it names only one: days in its cells that name none are of it.
fn only_year(reading: &Reading<'_>) -> Option<u32> {
    let prose = reading.document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. }));
    let headings = reading.document.sections.iter().filter_map(|section| section.heading.as_ref()).map(|heading| heading.text_span);
    let mut only = None;
    for span in headings.chain(prose.map(|block| block.span)) {
        let text = span.of(reading.text);
        for (at, _) in text.match_indices("20") {
            // In "CVE-2024-1234" it is none.
            let stands = !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '#'))
                || text[..at].ends_with('-') && text[..at - 1].ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
            let year = text.get(at..at + 4).and_then(|digits| digits.parse().ok()).filter(|_| stands);
            let ends = !text[at..].chars().nth(4).is_some_and(char::is_alphanumeric);
            match (only, year.filter(|_| ends)) {
                (_, None) => {}
                (None, found) => only = found,
                (Some(known), Some(found)) if known == found => {}
                _ => return None,
            }
        }
    }
    only
}

/// Which of two numbers is the day, where a day in the same table decides it.
fn day_order(reading: &Reading<'_>, table: &Table, kind: &RowKind, readers: &[(Reader<'_>, Source)]) -> day::Order {
    let mut order = day::Order::Unknown;
    let dates: Vec<usize> = readers
        .iter()
        .filter(|(reader, _)| kind.columns[reader.at].holds == Holds::Date)
        .filter_map(|(_, source)| if let Source::Cell(at) = source { Some(*at) } else { None })
        .collect();
    for cell in table.rows.iter().flat_map(|row| dates.iter().filter_map(|at| row.get(*at))) {
        match (order, day::order_of(cell.of(reading.text))) {
            (_, day::Order::Unknown) => {}
            (day::Order::Unknown, told) => order = told,
            (known, told) if known == told => {}
            // Both notations in one table decide nothing.
            _ => return day::Order::Unknown,
        }
    }
    order
}

/// The only cell of a row that says something, when it is the first.
fn lone_cell(text: &str, row: &[Span]) -> Option<Span> {
    let (first, rest) = row.split_first()?;
    (!first.is_empty() && rest.iter().all(|cell| cell.of(text).is_empty())).then_some(*first)
}

/// True for an empty row, and for one that begins with a word such as "total".
fn is_no_record(text: &str, row: &[Span], kind: &RowKind) -> bool {
    let first = row.first().map_or("", |cell| cell.of(text)).trim_matches(['*', '_', ' ']);
    let first = first.split(':').next().unwrap_or_default().trim();
    let is_sum = first.len() <= 24 && kind.not_rows.iter().any(|word| word.eq_ignore_ascii_case(first));
    // "Nothing open" in one cell of many is no record.
    let filled = row.iter().filter(|cell| !is_blank(cell.of(text))).count();
    is_sum || filled == 0 || filled == 1 && row.len() >= kind.least
}
