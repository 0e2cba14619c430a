//! Requirements as they stand beside each other: items of one list, rows of one table, headings of one section.

use super::Subject;
use crate::document::{BlockKind, HeadingStyle, Table};
use crate::source::Span;
use std::collections::BTreeMap;

/// What stands side by side, requirements and what is none.
pub(super) struct Group {
    pub entries: Vec<Entry>,
}

/// An item, row or heading.
pub(super) struct Entry {
    /// Where its id stands or would stand in front of: the item, the first cell with words, the words of the heading.
    pub head: Span,
    /// All of it, where that is more.
    pub whole: Span,
    /// The id it has.
    pub id: Option<String>,
    /// True for a requirement without an id.
    pub lacks_id: bool,
    /// Between the bars of the first cell, when that is empty and the cells around it hold ids alone.
    pub blank: Option<Span>,
    /// True for an item in another.
    pub is_nested: bool,
}

/// The requirements of a document by the byte where each begins: its id, or None where it has none.
struct Known<'a>(BTreeMap<u32, Option<&'a str>>);

impl Known<'_> {
    fn entry(&self, head: Span, whole: Span) -> Entry {
        let known = self.0.get(&head.start);
        let id = known.copied().flatten().map(str::to_owned);
        Entry { head, whole, lacks_id: known.is_some() && id.is_none(), id, blank: None, is_nested: false }
    }
}

/// Every group in which some entry is a requirement, in source order of their kind.
pub(super) fn groups(subject: &Subject<'_>) -> Vec<Group> {
    let requirements = &subject.facts.requirements;
    let known = Known(requirements.iter().map(|r| (r.span.start, r.has_id.then_some(r.id.as_str()))).collect());
    let mut groups = lists(subject, &known);
    groups.extend(subject.document.tables.iter().map(|table| rows(subject, table, &known)));
    groups.extend(headings(subject, &known));
    groups.retain(|group| group.entries.iter().any(|entry| entry.lacks_id));
    groups
}

/// Items of each list, those of a nested one by themselves.
fn lists(subject: &Subject<'_>, known: &Known<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    // The lists that are open: depth, section, and number of the group.
    let mut open: Vec<(u8, usize, usize)> = Vec::new();
    for block in &subject.document.blocks {
        let section = block.section;
        open.retain(|(depth, own, _)| *depth <= block.depth && *own == section);
        if !matches!(block.kind, BlockKind::Item { .. }) || block.quoted {
            continue;
        }
        let number = match open.last() {
            Some((depth, _, number)) if *depth == block.depth => *number,
            _ => {
                groups.push(Group { entries: Vec::new() });
                open.push((block.depth, section, groups.len() - 1));
                groups.len() - 1
            }
        };
        let is_nested = open.len() > 1;
        groups[number].entries.push(Entry { is_nested, ..known.entry(block.span, block.span) });
    }
    groups
}

/// Rows of a table.
fn rows(subject: &Subject<'_>, table: &Table, known: &Known<'_>) -> Group {
    let text = subject.text();
    let mut entries: Vec<Entry> = Vec::new();
    // Columns that no row with an id leaves empty.
    let mut filled: Option<Vec<bool>> = None;
    let mut alone = true;
    for row in &table.rows {
        let Some(head) = row.iter().find(|cell| !cell.is_empty()) else { continue };
        let whole = row.last().map_or(*head, |last| head.join(*last));
        let entry = known.entry(*head, whole);
        if let Some(id) = &entry.id {
            alone &= row.first() == Some(head) && head.of(text).trim_matches(|c: char| !c.is_alphanumeric()) == id;
            let own = row.iter().map(|cell| !cell.is_empty());
            filled = Some(match filled {
                None => own.collect(),
                Some(known) => known.iter().zip(own).map(|(known, own)| *known && own).collect(),
            });
        }
        entries.push(entry);
    }
    alone &= filled.is_some();
    for (row, entry) in table.rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).zip(&mut entries) {
        // A row that goes on with the one above leaves out more than its id.
        let full = filled.as_ref().is_some_and(|filled| {
            row.len() >= filled.len() && row.iter().zip(filled).skip(1).all(|(cell, filled)| !cell.is_empty() || !filled)
        });
        entry.blank = row.first().filter(|cell| alone && cell.is_empty() && full).and_then(|_| first_blank(entry.whole, text));
        entry.lacks_id &= entry.blank.is_some() || !alone && row.first() == Some(&entry.head);
    }
    Group { entries }
}

/// Between the bars of the empty first cell of the row that `whole` is of.
fn first_blank(whole: Span, text: &str) -> Option<Span> {
    let line = whole.lines(text);
    let (start, body) = (line.start as usize, line.of(text));
    let first = body.find('|').filter(|at| body[..*at].trim().is_empty())? + 1;
    let second = first + body[first..].find('|')?;
    body[first..second].trim().is_empty().then(|| Span::new(start + first, start + second))
}

/// Headings of one level under each heading.
fn headings(subject: &Subject<'_>, known: &Known<'_>) -> Vec<Group> {
    let mut groups: BTreeMap<(usize, u8), Group> = BTreeMap::new();
    for section in &subject.document.sections {
        let Some((heading, parent)) = section.heading.as_ref().zip(section.parent) else { continue };
        if matches!(heading.style, HeadingStyle::Atx | HeadingStyle::Setext | HeadingStyle::Bold) {
            let group = groups.entry((parent, heading.level)).or_insert_with(|| Group { entries: Vec::new() });
            group.entries.push(known.entry(heading.text_span, heading.text_span));
        }
    }
    groups.into_values().collect()
}
