//! The table a name stands in to what its column and its row say.

use crate::document::{BlockKind, Table};
use crate::facts::Reading;
use crate::facts::surroundings::Found;
use crate::lexicon::Token;
use crate::source::Span;

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

const CHOSEN: &[&str] = &[
    "choice",
    "chosen",
    "decision",
    "selected",
    "selection",
    "recommended",
    "recommendation",
    "technology",
    "final",
    "new",
    "after",
    "resolution",
    "outcome",
    "current decision",
    "canonical",
    "we use",
    "our choice",
    "implementation",
    "to",
    "shipped",
    "actual",
];
const PASSED: &[&str] = &[
    "alternative",
    "alternatives",
    "alternatives considered",
    "considered alternatives",
    "rejected",
    "rejected alternatives",
    "rejected options",
    "not chosen",
    "previous",
    "previously",
    "before",
    "old",
    "instead of",
    "replaces",
    "replaced",
    "original",
    "superseded",
    "over",
    "vs",
    "runner up",
    "why not",
    "rejected because",
    "alternatives rejected",
    "alternative considered",
    "alternatives rejected because",
    "from",
];
const OPTIONS: &[&str] = &["options", "options considered", "considered", "candidates", "option", "options evaluated", "evaluated"];
const RIVALS: &[&str] = &[
    "competitor",
    "competitors",
    "competition",
    "rival",
    "similar products",
    "existing tool",
    "existing tools",
    "existing solution",
    "competitor product",
];
const REASONS: &[&str] = &[
    "rationale",
    "reason",
    "reasons",
    "why",
    "reasoning",
    "justification",
    "trade off",
    "trade offs",
    "tradeoff",
    "tradeoffs",
    "pros",
    "cons",
    "pros and cons",
    "weakness",
    "weaknesses",
    "strengths",
    "limitation",
    "limitations",
];
const PARTIES: &[&str] = &[
    "third party",
    "third parties",
    "3rd party",
    "vendor",
    "vendors",
    "provider",
    "providers",
    "external service",
    "external services",
    "integration",
    "integrations",
    "sub processor",
    "subprocessor",
    "partner",
    "partners",
    "external system",
    "external systems",
    "external api",
    "third party service",
];

/// What the words of a column's header say.
pub(super) fn column(header: &str) -> Column {
    let words: Vec<String> =
        crate::document::plain(header).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let all = words.join(" ");
    let any = |list: &[&str]| list.contains(&all.as_str());
    let begins = |list: &[&str]| words.first().is_some_and(|word| list.contains(&word.as_str()));
    if any(REASONS) || begins(&["reason", "why", "rationale"]) {
        Column::Reasons
    } else if any(PASSED) || begins(&["alternative", "alternatives", "rejected", "original", "previous", "former", "old", "instead"]) {
        Column::Passed
    } else if any(OPTIONS) {
        Column::Options
    } else if any(CHOSEN) || begins(&["chosen", "selected", "revised", "updated", "amended", "final"]) {
        Column::Chosen
    } else if any(RIVALS) || begins(&["competitor", "competitors"]) {
        Column::Rivals
    } else if any(PARTIES) {
        Column::Parties
    } else {
        Column::Other
    }
}

/// The cell around a name.
pub(super) fn cell<'a>(found: &Found<'_, 'a>) -> Option<Cell<'a>> {
    let BlockKind::Table(index) = found.block()?.kind else { return None };
    cell_at(&found.reading.document.tables[index], found.hit.span)
}

fn cell_at(table: &Table, span: Span) -> Option<Cell<'_>> {
    if let Some(column) = table.header.iter().position(|cell| cell.contains(span)) {
        return Some(Cell { table, row: None, column });
    }
    let after = table.rows.partition_point(|row| row.first().is_some_and(|cell| cell.start <= span.start));
    let row = after.checked_sub(1)?;
    let column = table.rows[row].iter().position(|cell| cell.contains(span))?;
    Some(Cell { table, row: Some(row), column })
}

impl Cell<'_> {
    /// What its column says.
    pub(super) fn column(&self, text: &str) -> Column {
        self.table.header.get(self.column).map_or(Column::Other, |header| column(header.of(text)))
    }

    /// Text of the cells of its row that stand in columns of a kind.
    pub(super) fn row_of<'t>(&self, text: &'t str, wanted: Column) -> impl Iterator<Item = &'t str> {
        let cells = self.row.map(|row| self.table.rows[row].as_slice()).unwrap_or_default();
        let headers = &self.table.header;
        cells.iter().zip(headers).filter(move |(_, header)| column(header.of(text)) == wanted).map(|(cell, _)| cell.of(text))
    }

    /// True when some column of the table is of the kind.
    pub(super) fn has_column(&self, text: &str, wanted: Column) -> bool {
        self.table.header.iter().any(|header| column(header.of(text)) == wanted)
    }
}

/// The first words of a row, at most `most`.
pub(super) fn cells_within<'r>(reading: &'r Reading<'_>, row: Span, most: usize) -> Vec<&'r Token> {
    let all = &reading.tokens.all;
    // Words stand in source order within headings, then within blocks: the row's lie together.
    let homes = &reading.tokens.homes;
    let first = homes.partition_point(|(home, range)| {
        matches!(home, crate::lexicon::TokenHome::Heading(_)) || all[range.start as usize].start < row.start
    });
    let inside = homes[first..].iter().take_while(|(_, range)| all[range.start as usize].start < row.end);
    inside.flat_map(|(_, range)| &all[range.start as usize..range.end as usize]).take(most).collect()
}
