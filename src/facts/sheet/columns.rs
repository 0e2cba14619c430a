//! Headers of a table, and where they say nothing the shape of its cells, to the columns of a record.

use super::Cell;
use super::cell::{Reader, Trouble, Value, is_blank};
use super::day::Order;
use super::lone_cell;
use crate::checklist::sheet::{Column, Holds, RowKind};
use crate::document::{BlockKind, SectionId, Table, heading_key, plain};
use crate::facts::Reading;
use crate::source::Span;
use crate::text::Text;

/// A table of which the rows are known to be records.
pub(in crate::facts) struct Matched {
    /// Index of the table.
    pub(in crate::facts) table: usize,
    /// Index of the record.
    pub(in crate::facts) record: usize,
    /// For each column of the record the cell of a row that it is.
    pub(super) columns: Vec<Option<usize>>,
    /// Each cell below one of these headers is a record.
    pub(super) across: Headed,
    /// True when further headers stand above cells that look like such records.
    pub(super) has_strangers: bool,
    /// Where the table stands.
    pub(super) section: SectionId,
    /// True when a header or its cells are those of such a table alone.
    pub(in crate::facts) is_telling: bool,
}

/// Headers that are choices of one column: cell of a row, choice.
pub(super) type Headed = Vec<(usize, u8)>;

/// The columns of a table, as [`Matched`] has them.
struct Found {
    columns: Vec<Option<usize>>,
    across: Headed,
    has_strangers: bool,
    is_telling: bool,
}

/// Rows by whose cells a column without a telling header is known.
const SAMPLE: usize = 30;

/// Tables of the document whose rows are records, in source order.
pub(in crate::facts) fn matched(reading: &Reading<'_>) -> Vec<Matched> {
    let tables = reading.document.blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Table(table) => Some((table, block.section)),
        _ => None,
    });
    tables.filter_map(|(table, section)| best(reading, table, section)).collect()
}

/// The record of which a table has most columns.
fn best(reading: &Reading<'_>, at: usize, section: SectionId) -> Option<Matched> {
    let table = &reading.document.tables[at];
    let records = &reading.checklist.records;
    let width = |record: &RowKind| if record.across.column.is_empty() { record.least } else { ACROSS + 1 };
    let least = records.iter().map(width).min()?;
    if table.rows_are_sections || table.rows.is_empty() || table.header.len() < least {
        return None;
    }
    let headers: Vec<String> = table.header.iter().map(|cell| plain(cell.of(reading.text))).collect();
    let all = records.iter().enumerate().filter_map(|(number, record)| {
        let keys: Vec<String> = headers.iter().map(|header| header_key(header, record)).collect();
        let Found { columns, across, has_strangers, is_telling } = columns_of(reading, table, section, &keys, record)?;
        Some(Matched { table: at, record: number, columns, across, has_strangers, section, is_telling })
    });
    // Of equals, the record declared first.
    all.reduce(|best, next| {
        let count = |matched: &Matched| matched.columns.iter().flatten().count() + matched.across.len();
        if count(&next) > count(&best) { next } else { best }
    })
}

/// What a header is looked up by: the whole of it, or what stands in its parenthesis behind words that say so.
fn header_key(header: &str, record: &RowKind) -> String {
    let whole = heading_key(header);
    let wrapped = header.split_once('(').filter(|_| record.header_wrappers.contains(&whole)).map(|(_, rest)| rest);
    wrapped.and_then(|rest| rest.rsplit_once(')')).map_or(whole, |(name, _)| heading_key(name))
}

fn columns_of(reading: &Reading<'_>, table: &Table, section: SectionId, keys: &[String], record: &RowKind) -> Option<Found> {
    let mut taken = vec![false; keys.len()];
    let mut columns: Vec<Option<usize>> = vec![None; record.columns.len()];
    for (column, found) in record.columns.iter().zip(&mut columns) {
        let named = |header: &String| keys.iter().zip(&taken).position(|(key, taken)| !taken && key == header);
        *found = column.headers.iter().find_map(named);
        if let Some(at) = *found {
            taken[at] = true;
        }
    }
    for (column, found) in record.columns.iter().zip(&mut columns).filter(|(column, found)| found.is_none() && !column.within.is_empty()) {
        let names = |header: &String| header.split(' ').any(|word| column.within.iter().any(|known| *known == *word));
        let fits = |at: usize| match column.holds {
            Holds::Date => names_days(reading.text, table, at, column),
            Holds::Choice => has_shape(reading.text, table, at, column),
            _ => true,
        };
        *found = (0..keys.len()).find(|at| !taken[*at] && names(&keys[*at]) && fits(*at));
        if let Some(at) = *found {
            taken[at] = true;
        }
    }
    // Above the names of a matrix there is often no word.
    let unnamed =
        record.named_by.first().and_then(|id| record.column(id)).filter(|at| columns[*at].is_none() && is_unnamed(table, reading.text));
    if let Some(at) = unnamed {
        (columns[at], taken[0]) = (Some(0), true);
    }
    let mut across = across_of(table, reading.text, keys, &taken, &columns, record);
    if let Some(at) = unnamed.filter(|_| !looks_across(reading.text, table, &across, record)) {
        (columns[at], taken[0]) = (None, false);
        across.clear();
    }
    for (at, _) in &across {
        taken[*at] = true;
    }
    let mut is_telling = !across.is_empty() && keys.iter().any(|key| record.across.telling.contains(key));
    is_telling |= record.columns.iter().any(|column| keys.iter().any(|key| column.telling.contains(key)));
    // A cell of such a table is the choice in its header, and one thing more at least.
    let count = |columns: &[Option<usize>]| columns.iter().flatten().count() + across.len();
    // What headers say next to nothing of is not looked at cell by cell.
    if count(&columns) + 2 < record.least {
        return None;
    }
    let free: Vec<usize> = (0..keys.len()).filter(|at| !taken[*at]).collect();
    for (column, found) in record.columns.iter().zip(&mut columns) {
        let is_asked =
            record.needs.iter().flatten().any(|id| *id == column.id) && column.holds == Holds::Choice || !column.prefixes.is_empty();
        let is_asked = is_asked && (across.is_empty() || !record.across.cells.contains(&column.id));
        if found.is_none() && is_asked {
            *found = free.iter().copied().find(|at| !taken[*at] && has_shape(reading.text, table, *at, column));
        }
        if let Some(at) = *found {
            taken[at] = true;
        }
    }
    // An identifier tells, below whatever header it stands.
    let named = record.columns.iter().zip(&columns).filter(|(column, _)| column.holds == Holds::Identifier).filter_map(|(_, found)| *found);
    let tells = |at: usize| record.columns.iter().any(|column| !column.prefixes.is_empty() && begins(reading.text, table, at, column));
    is_telling |= named.into_iter().any(tells);
    let is_said = |id: &Text| {
        let is_across = !across.is_empty() && (record.across.column == *id || record.across.cells.contains(id));
        // A row of its own may name what those below are about.
        let is_named = |column: &Column| {
            column.from_heading && column.holds == Holds::Words && table.rows.iter().any(|row| lone_cell(reading.text, row).is_some())
        };
        let said = record.column(id).map(|at| {
            columns[at].is_some() || is_named(&record.columns[at]) || heading_choice(reading, section, &record.columns[at]).is_some()
        });
        is_across || said.unwrap_or_default()
    };
    let given = record.columns.iter().zip(&columns).filter(|(column, found)| found.is_none() && is_said(&column.id)).count();
    let sound = count(&columns) + given >= record.least && record.needs.iter().all(|either| either.iter().any(is_said));
    let looks_like_one = |at: usize| !taken[at] && holds_states(reading.text, table, at, record);
    let has_strangers = !across.is_empty() && (0..keys.len()).any(looks_like_one);
    sound.then_some(Found { columns, across, has_strangers, is_telling })
}

/// True for cells that say in which state something is.
fn holds_states(text: &str, table: &Table, at: usize, record: &RowKind) -> bool {
    across_columns(record).filter(|column| column.holds == Holds::Choice).any(|column| has_shape(text, table, at, column))
}

/// True for a table without a word above its first column.
fn is_unnamed(table: &Table, text: &str) -> bool {
    table.header.first().is_some_and(|head| head.of(text).trim().is_empty())
}

/// True when one of the cells below some headers at least says in which state something is, or when it was.
fn looks_across(text: &str, table: &Table, across: &Headed, record: &RowKind) -> bool {
    let mut readers: Vec<Reader<'_>> =
        across_columns(record).filter(|column| column.holds != Holds::Words).map(|column| Reader::new(column, 0)).collect();
    let mut reads =
        |cell: &str| readers.iter_mut().any(|reader| matches!(reader.read(cell, Order::Unknown).0, Value::Choice(_) | Value::Day(_)));
    across.iter().flat_map(|(at, _)| sample(text, table, *at)).any(&mut reads)
}

/// The columns that the cells of a matrix hold.
fn across_columns(record: &RowKind) -> impl Iterator<Item = &Column> {
    record.across.cells.iter().filter_map(|id| record.column(id)).map(|column| &record.columns[column])
}

/// Least headers that are choices of one column.
const ACROSS: usize = 2;

/// Headers, not those of other columns, that are choices of the column whose choices may be headers.
fn across_of(table: &Table, text: &str, keys: &[String], taken: &[bool], columns: &[Option<usize>], record: &RowKind) -> Headed {
    let found = |id: &Text| record.column(id).is_some_and(|at| columns[at].is_some());
    let is_for = record.column(&record.across.column).filter(|at| columns[*at].is_none());
    // Nearly every table is of something else: one that does not say whose rows they are is not looked at.
    let (Some(column), true) = (is_for, record.needs.first().is_some_and(|either| either.iter().any(found))) else { return Vec::new() };
    let reader = Reader::new(&record.columns[column], column);
    let free = (0..keys.len()).filter(|at| !taken[*at]);
    // "Libraries (Snyk)" names the tool, and so what it is.
    let choice = |at: usize| {
        let header = table.header[at].of(text);
        let inside = || reader.only_choice(header.split_once('(')?.1.split(')').next()?);
        Some((at, reader.whole_choice(header).or_else(inside)?))
    };
    let across: Headed = free.filter_map(choice).collect();
    if across.len() < ACROSS { Vec::new() } else { across }
}

/// What a heading around a table says for a column of its rows.
pub(super) fn heading_choice(reading: &Reading<'_>, section: SectionId, column: &Column) -> Option<Cell> {
    if !column.from_heading {
        return None;
    }
    let reader = Reader::new(column, 0);
    let headings = reading.document.around(section).filter_map(|id| reading.document.sections[id].heading.as_ref());
    let said = |heading: &crate::document::Heading| {
        let value = match column.holds {
            Holds::Choice => Value::Choice(reader.only_choice(&heading.text)?),
            // What the section is about; the title is about all of the document.
            _ => Some(Value::Said).filter(|_| heading.level > 1)?,
        };
        Some(Cell { span: heading.text_span, value })
    };
    headings.into_iter().find_map(said)
}

/// Cells of a column by which its shape is known, blank ones left out.
fn sample<'t>(text: &'t str, table: &'t Table, at: usize) -> impl Iterator<Item = &'t str> {
    let cells = table.rows.iter().take(SAMPLE).filter_map(move |row| row.get(at));
    cells.map(|cell: &Span| cell.of(text)).filter(|cell| !is_blank(cell))
}

/// True for cells that are what the column holds, all but a few.
fn has_shape(text: &str, table: &Table, at: usize, column: &Column) -> bool {
    if !column.prefixes.is_empty() {
        return begins(text, table, at, column);
    }
    let mut reader = Reader::new(column, 0);
    let (mut fits, mut all) = (0, 0);
    for cell in sample(text, table, at) {
        all += 1;
        fits += usize::from(!matches!(reader.read(cell, Order::Unknown).0, Value::Unread(Trouble::NoChoice)));
    }
    all >= 2 && fits * 5 >= all * 4
}

/// True for cells of which one at least names a day: "fixed version" says no day.
fn names_days(text: &str, table: &Table, at: usize, column: &Column) -> bool {
    let mut reader = Reader::new(column, 0);
    let names = |cell| !matches!(reader.read(cell, Order::Unknown).0, Value::Blank | Value::Unread(Trouble::NoDay));
    sample(text, table, at).any(names)
}

/// True when at least half of the cells begin as identifiers of the column do.
fn begins(text: &str, table: &Table, at: usize, column: &Column) -> bool {
    let is = |cell: &str| {
        let cell = cell.trim_start_matches(['[', '*', '_', '`', ' ']);
        column.prefixes.iter().any(|prefix| cell.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)))
    };
    let (mut known, mut all) = (0, 0);
    for cell in sample(text, table, at) {
        all += 1;
        known += usize::from(is(cell));
    }
    known > 0 && known * 2 >= all
}
