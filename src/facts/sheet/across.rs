//! Cells that say several things: a cell of a table with a column for each choice is read part by part, and what a cell says besides its
//! choice may belong to another column.

use super::cell::{Reader, Trouble, Value, is_blank};
use super::day::Order;
use super::{Cell, Sheet, Source};
use crate::checklist::sheet::{Holds, RowKind};
use crate::document::heading_key;
use std::collections::HashMap;

/// What parts one thing that a cell says from the next.
const MARKS: &[&str] = &[",", ";", ": ", "(", ")", " - ", " \u{2013} ", " \u{2014} ", " \u{b7} ", " | ", "<br>", "<br/>", "<br />", "\n"];

/// Cells that are read part by part, equal ones once.
#[derive(Default)]
pub(super) struct Shared<'t> {
    known: HashMap<&'t str, Vec<(usize, Value)>>,
}

impl<'t> Shared<'t> {
    /// What a cell says in the columns that it fills, by their places among the readers.
    pub(super) fn parts(&mut self, said: &'t str, readers: &mut [(Reader<'_>, Source)], order: Order) -> &[(usize, Value)] {
        self.known.entry(said).or_insert_with(|| parts(said, readers, order))
    }
}

/// Each part goes to the first column whose choice or day it is, in the order of the readers; words that are none go to the last of
/// those that hold words.
fn parts(said: &str, readers: &mut [(Reader<'_>, Source)], order: Order) -> Vec<(usize, Value)> {
    let mut filled: Vec<(usize, Value)> = Vec::new();
    let mut is_left = false;
    for part in split(said) {
        let (mut says_more, mut is_taken) = (true, false);
        for (place, (reader, source)) in readers.iter_mut().enumerate() {
            let is_free = matches!(source, Source::Part) && filled.iter().all(|(known, _)| *known != place);
            if !is_free || !matches!(reader.column.holds, Holds::Choice | Holds::Date) {
                continue;
            }
            let value = reader.read(unlabelled(part, reader), order).0;
            // Words that stand for a day, such as "never", are no second thing that a part says.
            let is_day = reader.column.holds == Holds::Date;
            if matches!(value, Value::Day(_)) || matches!(value, Value::Choice(_)) && !(is_day && is_taken) {
                is_taken = true;
                filled.push((place, value));
                says_more = matches!(value, Value::Choice(_)) && reader.says_more(part);
                // "weekly" behind "on" in one part: another column may know what is left.
                if !says_more {
                    break;
                }
            }
        }
        is_left |= says_more && !is_blank(part);
    }
    let words = readers.iter().rposition(|(reader, source)| matches!(source, Source::Part) && reader.column.holds == Holds::Words);
    match words.filter(|_| is_left) {
        Some(place) => filled.push((place, Value::Said)),
        // Nobody takes it: it cannot be read.
        None if is_left && filled.is_empty() => {
            let first = readers.iter().position(|(_, source)| matches!(source, Source::Part));
            filled.extend(first.map(|place| (place, Value::Unread(Trouble::NoChoice))));
        }
        None => {}
    }
    filled
}

/// A part without the header of its column in front, or how it begins: "last run 2026-03-01", "last 2026-03-01".
fn unlabelled<'t>(part: &'t str, reader: &Reader<'_>) -> &'t str {
    let digit = part.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
    let (label, day) = part.split_at(digit);
    let key = heading_key(label);
    let is_header = |header: &String| header.strip_prefix(&key).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let is_label = !key.is_empty() && reader.column.holds == Holds::Date && reader.column.headers.iter().any(is_header);
    if is_label { day } else { part }
}

/// Cells whose words besides their choice belong to another column, with that one, by their places among the readers.
pub(super) fn rests(kind: &RowKind, sheet: &Sheet, readers: &[(Reader<'_>, Source)]) -> Vec<(usize, usize)> {
    let own = readers.iter().enumerate().filter(|(_, (_, source))| matches!(source, Source::Cell(_)));
    own.filter_map(|(place, (reader, _))| Some((place, sheet.places[kind.column(&reader.column.rest)?]?))).collect()
}

/// Lets those columns have these words, in the row that was read last, where they say nothing themselves.
pub(super) fn hand_on(text: &str, rests: &[(usize, usize)], sheet: &mut Sheet, readers: &[(Reader<'_>, Source)]) {
    let start = sheet.cells.len() - sheet.width;
    for (place, rest) in rests {
        let (cell, (reader, _)) = (sheet.cells[start + place], &readers[*place]);
        let taken = &mut sheet.cells[start + rest];
        if matches!(cell.value, Value::Choice(_)) && taken.value == Value::Blank && reader.says_more(cell.span.of(text)) {
            *taken = Cell { span: cell.span, value: Value::Said };
        }
    }
}

fn split(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for mark in MARKS {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}
