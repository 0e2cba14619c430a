//! The day on which people get the product, where a document names one: in metadata, rows of milestones, plans and sentences. A month,
//! a quarter or "launch + 30 days" is none.

use super::quantity;
use super::reading::{Reading, has_entry, spaced_words};
use super::spots::Spots;
use super::surroundings::SectionRole;
use crate::date::Date;
use crate::document::{BlockKind, heading_key, row_span};
use crate::source::Span;

/// A day of release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReleaseDate {
    /// The day.
    pub date: Date,
    /// The row, line or sentence that says it.
    pub span: Span,
}

/// Words of a line that can be a key with its value.
const KEY_WORDS: usize = 6;
/// Longest row or sentence that names a day of release, in bytes.
const LONGEST: u32 = 400;

/// Most rows of a table of milestones; a longer one lists other things, and no row of it is looked through for a label.
const MILESTONES: usize = 500;

/// A day of release, and whether a label names it so.
type Candidate = (bool, ReleaseDate);

/// The day of release that a document names: what a label says before what a sentence says, of several the first.
pub(super) fn find(reading: &Reading<'_>, sentences: &[(Span, usize)]) -> Option<ReleaseDate> {
    let mut found: Vec<Candidate> = Vec::new();
    // A day has a year: most lines have none.
    let years = Spots::of_words(&["20"], reading.text);
    if let Some(block) = &reading.document.front_matter {
        for (start, line) in block.span.each_line(reading.text) {
            found.extend(in_line(reading, Span::new(start, start + line.len()), &[':', '=']));
        }
    }
    let spoken: Spots = reading.hits_of("release-words").map(|hit| hit.span.start).collect();
    for block in &reading.document.blocks {
        if !years.any_in(block.span) || is_aside(reading, block.section) {
            continue;
        }
        match block.kind {
            BlockKind::Paragraph | BlockKind::Item { .. } => {
                for (start, line) in block.span.each_line(reading.text) {
                    let line = Span::new(start, start + line.len());
                    found.extend(years.any_in(line).then(|| in_line(reading, line, &[':', '|'])).flatten());
                }
            }
            BlockKind::Table(index) => {
                let table = &reading.document.tables[index];
                if table.header.iter().any(|cell| is_of_versions(cell.of(reading.text))) {
                    continue;
                }
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    let Some(span) = row_span(row).filter(|span| years.any_in(*span)) else { continue };
                    if spoken.any_in(span)
                        || table.rows.len() <= MILESTONES && row.iter().any(|cell| is_label(reading, cell.of(reading.text)))
                    {
                        found.extend(the_day(reading, span).map(|day| (true, day)));
                    }
                }
                // A column for the day.
                let column = table.header.iter().position(|cell| is_label(reading, cell.of(reading.text)));
                for cell in column.into_iter().flat_map(|column| table.rows.iter().filter_map(move |row| row.get(column))) {
                    found.extend(the_day(reading, *cell).map(|day| (true, day)));
                }
            }
            _ => {}
        }
    }
    let is_row = |span: Span| reading.document.tables.iter().any(|table| table.span.contains(span));
    for (span, section) in sentences.iter().filter(|(span, _)| years.any_in(*span) && spoken.any_in(*span)) {
        if !is_aside(reading, *section) && !is_row(*span) {
            found.extend(the_day(reading, *span).map(|day| (false, day)));
        }
    }
    found.into_iter().min_by_key(|(labelled, day)| (!labelled, day.date, day.span)).map(|(_, day)| day)
}

/// True in sections on what was, what is not, and what others do.
fn is_aside(reading: &Reading<'_>, section: usize) -> bool {
    use SectionRole::{Alternatives, Competitors, Examples, Excluded, Future, Glossary, History, Personas, Problem, References};
    let role = reading.section_roles[section];
    reading.silent[section]
        || reading.heading_in(section, "history-headings")
        || matches!(
            role,
            Some(Alternatives | Competitors | Examples | Excluded | Future | Glossary | History | Personas | Problem | References)
        )
}

/// "Release date: 2026-09-01"
fn in_line(reading: &Reading<'_>, line: Span, marks: &[char]) -> Option<Candidate> {
    let (key, _) = line.of(reading.text).split_once(marks)?;
    let day = (key.split_whitespace().count() <= KEY_WORDS && is_label(reading, key)).then(|| the_day(reading, line)).flatten()?;
    Some((true, day))
}

fn is_label(reading: &Reading<'_>, text: &str) -> bool {
    text.len() < 60 && reading.checklist.word_keys("release-labels").is_some_and(|keys| keys.contains(heading_key(text).as_str()))
}

/// True for the header of a table of versions of a document.
fn is_of_versions(header: &str) -> bool {
    let key = heading_key(header);
    key.split(' ').any(|word| ["author", "change", "changed", "revision", "editor"].contains(&word))
}

/// The one day that a row or sentence names, unless it is that of another release.
fn the_day(reading: &Reading<'_>, span: Span) -> Option<ReleaseDate> {
    if span.end - span.start > LONGEST {
        return None;
    }
    let date = quantity::only_day(span, reading.text)?;
    let noise = has_entry(reading, &spaced_words(span.of(reading.text)), "release-noise");
    (!noise).then(|| ReleaseDate { date, span: span.trimmed(reading.text) })
}
