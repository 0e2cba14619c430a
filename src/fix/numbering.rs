//! Requirements without an id among neighbours that have one: the next free number of theirs, written as theirs are.

use super::place::{Entry, Group, groups};
use super::scheme::Written;
use super::{Applicability, Edit, Fix, Subject};
use crate::source::Span;
use std::collections::BTreeMap;

/// Ids of one kind that it takes to know how a list is numbered.
const FEWEST: usize = 2;

pub(super) fn find(subject: &Subject<'_>) -> Vec<Fix> {
    let mut highest: BTreeMap<String, u32> = BTreeMap::new();
    let mut fixes = Vec::new();
    for group in groups(subject) {
        let Some(written) = way_of(&group, subject.text()) else { continue };
        let prefix = written.numbers.prefix.clone();
        let last = highest.entry(prefix).or_insert_with(|| written.numbers.highest(&subject.texts));
        for entry in group.entries.iter().filter(|entry| entry.lacks_id) {
            let Some((next, edit)) = last.checked_add(1).and_then(|next| Some((next, edit(entry, &written, next, subject.text())?))) else {
                continue;
            };
            *last = next;
            let title = format!("id {}", written.numbers.id(*last));
            fixes.push(Fix { title, edits: vec![edit], applicability: Applicability::Safe, rule: None });
        }
    }
    fixes
}

/// How the ids of a group are written, where all that have one write it the same way, and most have one.
fn way_of(group: &Group, text: &str) -> Option<Written> {
    let with_id: Vec<&Entry> = group.entries.iter().filter(|entry| entry.id.is_some()).collect();
    if with_id.len() < FEWEST || with_id.len() * 2 <= group.entries.len() {
        return None;
    }
    let mut found: Option<Written> = None;
    for entry in with_id {
        let written = Written::read(entry.head.of(text), entry.id.as_deref()?)?;
        found = Some(match found {
            None => written,
            Some(known)
                if known.numbers.is_like(&written.numbers) && (&known.opening, &known.parting) == (&written.opening, &written.parting) =>
            {
                Written { numbers: known.numbers.or(&written.numbers), ..known }
            }
            Some(_) => return None,
        });
    }
    found
}

/// The id at the head of an entry; None where something speaks against it.
fn edit(entry: &Entry, written: &Written, number: u32, text: &str) -> Option<Edit> {
    // "Log out (FR-7)", "as FR-2, without a key", "3.4 Log out": it has a name already, or leans on another.
    let source = entry.whole.of(text);
    if written.numbers.highest(&[source]) > 0 || source.starts_with(|c: char| c.is_ascii_digit() || c == '~') {
        return None;
    }
    // "The door must:" leads to what is required.
    if entry.head.of(text).lines().next().is_some_and(|line| line.trim_end_matches(|c: char| c.is_whitespace() || c == '*').ends_with(':'))
    {
        return None;
    }
    let id = written.numbers.id(number);
    if let Some(blank) = entry.blank {
        // Columns stay where they are.
        let width = (blank.end - blank.start) as usize;
        let put = format!(" {}{id}{} ", written.opening, written.closing());
        return Some(Edit { span: blank, text: format!("{put:width$}") });
    }
    let (at, put) = written.put_before(entry.head.of(text), &id)?;
    let at = entry.head.start as usize + at;
    Some(Edit { span: Span::new(at, at), text: put })
}
