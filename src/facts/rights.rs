//! Tables of rights: what somebody in a role may do, a role a column and an action a row, or the other way round.

use super::reading::Reading;
use crate::document::{Table, heading_key, plain, row_span};
use crate::source::Span;

/// What a cell says of a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// They may.
    Yes,
    /// They may not.
    No,
    /// They may within limits that the cell tells.
    Within,
}

/// A cell of a table of rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// The role, as its heading calls it.
    pub role: Span,
    /// What may be done.
    pub action: Span,
    /// Whether it may.
    pub given: Given,
    /// The cell.
    pub cell: Span,
    /// The row around it.
    pub row: Span,
}

/// Headings of the column or row that names actions.
const ACTIONS: &[&str] =
    &["action", "permission", "capability", "feature", "right", "operation", "resource", "function", "what", "task", "ability"];
/// Headings of a column that names roles.
const ROLES: &[&str] = &["role", "user role", "actor", "user type", "user", "who", "group", "persona"];
/// Cells that grant and refuse.
const YES: &[&str] = &["yes", "y", "\u{2713}", "\u{2714}", "\u{2714}\u{fe0f}", "\u{2705}", "allowed", "full", "true"];
const NO: &[&str] =
    &["", "no", "n", "-", "\u{2013}", "\u{2014}", "\u{2717}", "\u{2718}", "\u{2716}", "\u{274c}", "none", "denied", "not allowed", "false"];
/// Longest cell that limits a right, in bytes.
const LONGEST: usize = 40;
/// Roles from which on a table is one of rights.
const ENOUGH: usize = 2;

/// Every right in a table of a document, in source order.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Right> {
    reading.document.tables.iter().flat_map(|table| of(reading.text, table)).collect()
}

fn of(text: &str, table: &Table) -> Vec<Right> {
    let [corner, columns @ ..] = table.header.as_slice() else { return Vec::new() };
    let key = heading_key(corner.of(text));
    // "Action / resource" is one heading of two words.
    let names = |list: &[&str]| list.contains(&key.as_str()) || key.split(' ').any(|word| list.contains(&word));
    let by_row = names(ROLES);
    if columns.len() < ENOUGH || !(by_row || names(ACTIONS)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for row in &table.rows {
        let (Some(first), Some(whole)) = (row.first(), row_span(row)) else { continue };
        for (column, cell) in columns.iter().zip(&row[1..]) {
            let Some(given) = given(&plain(cell.of(text)).to_lowercase()) else { return Vec::new() };
            let (role, action) = if by_row { (*first, *column) } else { (*column, *first) };
            found.push(Right { role, action, given, cell: *cell, row: whole });
        }
    }
    // Prose in cells is no table of rights, and one without a refusal gives away nothing.
    let has = |wanted: Given| found.iter().filter(|right| right.given == wanted).count();
    let told = has(Given::Within) * 2 <= found.len() && has(Given::Yes) > 0 && has(Given::No) > 0;
    if told { found } else { Vec::new() }
}

fn given(cell: &str) -> Option<Given> {
    let cell = cell.trim();
    match cell {
        _ if YES.contains(&cell) => Some(Given::Yes),
        _ if NO.contains(&cell) => Some(Given::No),
        _ => (cell.len() <= LONGEST).then_some(Given::Within),
    }
}
