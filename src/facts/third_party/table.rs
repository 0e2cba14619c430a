//! The table a name stands in to what its column and its row say.

use crate::checklist::Cue;
use crate::document::{BlockKind, Table, heading_key, plain};
use crate::facts::Reading;
use crate::facts::surroundings::Found;
use crate::lexicon::{Token, TokenHome};
use crate::source::Span;

/// Columns that are looked at for what the others say.
pub(super) const WIDEST: usize = 32;

/// Where in a table a name stands.
pub(super) struct Cell<'a> {
    pub table: &'a Table,
    /// None in the header.
    pub row: Option<usize>,
    pub column: usize,
}

/// What a column says of the names in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// What was taken.
    Chosen,
    /// What was weighed or was there before.
    Passed,
    /// Everything that was weighed, the chosen one too.
    Options,
    /// Other offers like the product.
    Rivals,
    /// Why: names there are spoken of.
    Reasons,
    /// Third parties.
    Parties,
    Other,
}

/// The word lists of column headers, and words that a header of the kind begins with; the first that fits decides.
const COLUMNS: &[(Column, &str, &[&str])] = &[
    (Column::Reasons, "column-reasons", &["reason", "why", "rationale"]),
    (Column::Passed, "column-passed", &["alternative", "rejected", "original", "previous", "former", "old", "instead"]),
    (Column::Options, "column-options", &[]),
    (Column::Chosen, "column-chosen", &["chosen", "selected", "revised", "updated", "amended", "final"]),
    (Column::Rivals, "column-rivals", &["competitor"]),
    (Column::Parties, "column-parties", &[]),
];

/// What the words of a column's header say.
fn column(reading: &Reading<'_>, header: Span) -> Column {
    let key = heading_key(&plain(header.of(reading.text)));
    let first = key.split(' ').next().unwrap_or_default();
    let in_list = |list: &str| reading.checklist.word_keys(list).is_some_and(|words| words.contains(&key));
    let fits = COLUMNS.iter().find(|(_, list, begins)| in_list(list) || begins.contains(&first));
    fits.map_or(Column::Other, |(column, ..)| *column)
}

/// True when a header is in a word list.
pub(super) fn header_is(reading: &Reading<'_>, header: Span, list: &str) -> bool {
    let key = heading_key(&plain(header.of(reading.text)));
    reading.checklist.word_keys(list).is_some_and(|words| words.contains(&key))
}

/// The cell around a name.
pub(super) fn cell<'a>(found: &Found<'_, 'a>) -> Option<Cell<'a>> {
    let BlockKind::Table(index) = found.block()?.kind else { return None };
    cell_at(&found.reading.document.tables[index], found.hit.span)
}

/// The cell around a place.
pub(super) fn cell_around<'a>(reading: &Reading<'a>, span: Span) -> Option<Cell<'a>> {
    reading.document.tables.iter().find_map(|table| cell_at(table, span))
}

fn cell_at(table: &Table, span: Span) -> Option<Cell<'_>> {
    let (row, column) = table.cell_at(span)?;
    Some(Cell { table, row, column })
}

impl Cell<'_> {
    /// What its column says.
    pub(super) fn column(&self, reading: &Reading<'_>) -> Column {
        self.table.header.get(self.column).map_or(Column::Other, |header| column(reading, *header))
    }

    /// Text of the cells of its row that stand in columns of a kind.
    pub(super) fn row_of<'t>(&self, reading: &Reading<'t>, wanted: Column) -> Vec<&'t str> {
        let cells = self.row.map(|row| self.table.rows[row].as_slice()).unwrap_or_default();
        let wanted = cells.iter().zip(&self.table.header).take(WIDEST).filter(|(_, header)| column(reading, **header) == wanted);
        wanted.map(|(cell, _)| cell.of(reading.text)).collect()
    }

    /// Classes of the cue words in the short cells of its row, which say when and whether: "Phase 2", "planned".
    pub(super) fn remarks(&self, reading: &Reading<'_>) -> Cue {
        const SHORT: u32 = 24;
        let cells = self.row.map(|row| self.table.rows[row].as_slice()).unwrap_or_default();
        let short = cells.iter().take(WIDEST).filter(|cell| cell.end - cell.start <= SHORT);
        short.flat_map(|cell| homes_in(reading, *cell)).fold(0, |sum, words| sum | reading.checklist.cues.within(words))
    }

    /// True when some column of the table is of the kind.
    pub(super) fn has_column(&self, reading: &Reading<'_>, wanted: Column) -> bool {
        self.table.header.iter().take(WIDEST).any(|header| column(reading, *header) == wanted)
    }
}

/// The first words of a row, at most `most`.
pub(super) fn cells_within<'r>(reading: &'r Reading<'_>, row: Span, most: usize) -> Vec<&'r Token> {
    homes_in(reading, row).flatten().take(most).collect()
}

/// Words of each cell, or of the block, that begins in `span`.
fn homes_in<'r>(reading: &'r Reading<'_>, span: Span) -> impl Iterator<Item = &'r [Token]> {
    // Words stand in source order within headings, then within blocks: those of a row lie together.
    let (all, homes) = (&reading.tokens.all, &reading.tokens.homes);
    let first =
        homes.partition_point(|(home, range)| matches!(home, TokenHome::Heading(_)) || all[range.start as usize].start < span.start);
    let inside = homes[first..].iter().take_while(move |(_, range)| all[range.start as usize].start < span.end);
    inside.map(|(_, range)| &all[range.start as usize..range.end as usize])
}
