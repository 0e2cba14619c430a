//! Tables whose rows are records: which tables of a document are such, and their rows as values with places.
//!
//! What the rows are, and which columns they have, a checklist says (`[[record]]`). A cell that cannot be read is a value too: it says
//! why. Reading is one pass over the cells, and equal texts of a column are read once.

mod across;
mod cell;
mod columns;
mod day;
mod row;

pub use cell::{Trouble, Value, choice_in, counts};
pub(super) use columns::{Matched, matched};
pub use row::{Due, RecordReader, Row, Stand, Term};

use super::Reading;
use super::kind::KindFact;
use crate::checklist::sheet::{Column, Holds, RowKind};
use crate::document::{BlockKind, Table, row_span};
use crate::source::Span;
use crate::text::Text;
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
    /// True when its rows are cells of a table with a column for each choice.
    pub is_across: bool,
    /// True when such a table has further columns whose cells look like rows.
    pub has_strangers: bool,
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
    matched.iter().map(|table| read(reading, table, year)).collect()
}

fn read(reading: &Reading<'_>, matched: &Matched, year: Option<u32>) -> Sheet {
    let kind = &reading.checklist.records[matched.record];
    let table: &Table = &reading.document.tables[matched.table];
    let across = matched.across.as_slice();
    let mut readers = sources(reading, matched, year);
    let mut shared = across::Shared::default();
    let mut places = vec![None; kind.columns.len()];
    for (place, (reader, _)) in readers.iter().enumerate() {
        places[reader.at] = Some(place);
    }
    let order = day_order(reading, table, kind, &readers, across);
    let mut sheet = Sheet {
        record: matched.record,
        header: row_span(&table.header).unwrap_or(table.span),
        places,
        width: readers.len(),
        rows: Vec::with_capacity(table.rows.len()),
        cells: Vec::with_capacity(table.rows.len() * readers.len()),
        is_across: !across.is_empty(),
        has_strangers: matched.has_strangers,
        former: Vec::new(),
    };
    let rests = across::rests(kind, &sheet, &readers);
    for row in &table.rows {
        let Some(span) = row_span(row) else { continue };
        // In a table with a column for each choice, a row with a name alone says that there is nothing of any.
        if let Some(cell) = lone_cell(reading.text, row).filter(|_| across.is_empty()) {
            let mut taken = false;
            for (reader, source) in readers.iter_mut().filter(|(reader, _)| reader.column.from_heading) {
                let choice = reader.only_choice(cell.of(reading.text)).map(Value::Choice);
                let Some(value) = choice.or((reader.column.holds != Holds::Choice).then_some(Value::Said)) else { continue };
                if let Source::Given(given) = source {
                    *given = Cell { span: cell, value };
                    taken = true;
                }
            }
            // Else it names a group of rows: a team, a product.
            if taken || row.len() > 2 {
                continue;
            }
        }
        if is_no_record(reading.text, row, kind, !across.is_empty()) {
            continue;
        }
        let count = |cells: &[Span]| i32::try_from(cells.len()).unwrap_or(i32::MAX);
        let off_by = count(row) - count(&table.header);
        let mut push = |own: Option<(usize, u8)>| {
            let number = sheet.rows.len();
            sheet.rows.push(RowHead { span, off_by });
            let whole = own.and_then(|(at, _)| row.get(at)).copied();
            let parts = whole.map(|cell| shared.parts(cell.of(reading.text), &mut readers, order)).unwrap_or_default();
            let empty = Cell { span: Span { start: span.end, end: span.end }, value: Value::Blank };
            for (place, (reader, source)) in readers.iter_mut().enumerate() {
                let cell = match source {
                    Source::Given(given) => *given,
                    Source::Header => own.map_or(empty, |(at, choice)| Cell { span: table.header[at], value: Value::Choice(choice) }),
                    Source::Part => {
                        // A dash is where the cell is, too.
                        let value = parts.iter().find(|(at, _)| *at == place).map_or(Value::Blank, |(_, value)| *value);
                        whole.map_or(empty, |whole| Cell { span: whole, value })
                    }
                    Source::Cell(at) | Source::Lent(at) => match row.get(*at) {
                        Some(cell) => {
                            let (value, former) = reader.read(cell.of(reading.text), order);
                            let is_lent = matches!(source, Source::Lent(_));
                            sheet.former.extend(former.filter(|_| !is_lent).map(|former| (number, reader.at, former)));
                            match value {
                                // It says something of the other column, and nothing that is known of this one.
                                Value::Unread(_) if is_lent => Cell { span: *cell, value: Value::Said },
                                value => Cell { span: *cell, value },
                            }
                        }
                        None => empty,
                    },
                };
                sheet.cells.push(cell);
            }
            across::hand_on(reading.text, &rests, &mut sheet, &readers);
        };
        if across.is_empty() {
            push(None);
        }
        for own in across {
            push(Some(*own));
        }
    }
    sheet
}

/// Where the cells of each column come from that the rows of a table have, in the order of the columns.
fn sources<'r>(reading: &Reading<'r>, matched: &Matched, year: Option<u32>) -> Vec<(Reader<'r>, Source)> {
    let kind = &reading.checklist.records[matched.record];
    let table: &Table = &reading.document.tables[matched.table];
    let (columns, is_across) = (&matched.columns, !matched.across.is_empty());
    let blank = Cell { span: Span::new(table.span.start as usize, table.span.start as usize), value: Value::Blank };
    let cell_of = |id: &Text| kind.column(id).and_then(|at| columns[at]);
    let source = |at: usize, column: &Column| {
        if let Some(cell) = columns[at] {
            // A number of the whole line is none of its cells.
            return (!is_across || !matches!(column.holds, Holds::Number | Holds::Counts)).then_some(Source::Cell(cell));
        }
        if is_across && column.id == kind.across.column {
            return Some(Source::Header);
        }
        if is_across && kind.across.cells.contains(&column.id) {
            return Some(Source::Part);
        }
        if let Some(cell) = cell_of(&column.or_from) {
            return Some(Source::Lent(cell));
        }
        if let Some(given) = heading_choice(reading, matched.section, column) {
            return Some(Source::Given(given));
        }
        // A row of its own may say it for those below, or what another cell says besides its choice.
        let by_row = column.from_heading && table.rows.iter().any(|row| lone_cell(reading.text, row).is_some());
        let by_rest = kind.columns.iter().enumerate().any(|(at, giver)| giver.rest == column.id && columns[at].is_some());
        (by_row || by_rest).then_some(Source::Given(blank))
    };
    let all = kind.columns.iter().enumerate();
    let read = |(at, column)| {
        let source = source(at, column)?;
        let header = if let Source::Cell(cell) = source { table.header[cell].of(reading.text) } else { "" };
        Some((Reader::new(column, at).below(header, year), source))
    };
    all.filter_map(read).collect()
}

/// Where the cells of a column come from.
enum Source {
    /// The cell of this number.
    Cell(usize),
    /// The cell of this number, which is another column's.
    Lent(usize),
    /// A heading, for all rows below it.
    Given(Cell),
    /// The header above the cell that is the record.
    Header,
    /// A part of the cell that is the record.
    Part,
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
fn day_order(reading: &Reading<'_>, table: &Table, kind: &RowKind, readers: &[(Reader<'_>, Source)], across: &[(usize, u8)]) -> day::Order {
    let mut order = day::Order::Unknown;
    let dates: Vec<usize> = readers
        .iter()
        .filter(|(reader, _)| kind.columns[reader.at].holds == Holds::Date)
        .filter_map(|(_, source)| if let Source::Cell(at) = source { Some(*at) } else { None })
        .chain(across.iter().map(|(at, _)| *at))
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
fn is_no_record(text: &str, row: &[Span], kind: &RowKind, is_across: bool) -> bool {
    let first = row.first().map_or("", |cell| cell.of(text)).trim_matches(['*', '_', ' ']);
    let first = first.split(':').next().unwrap_or_default().trim();
    let is_sum = first.len() <= 24 && kind.not_rows.iter().any(|word| word.eq_ignore_ascii_case(first));
    // "Nothing open" in one cell of many is no record.
    let filled = row.iter().filter(|cell| !is_blank(cell.of(text))).count();
    is_sum || filled == 0 || filled == 1 && !is_across && row.len() >= kind.least
}
