//! What a design is cut into, to be held against requirements: stretches of one section that are read at a glance.

use super::Reading;
use super::surroundings::SectionRole;
use crate::checklist::HeadingFit;
use crate::document::{Block, BlockKind, row_span};
use crate::source::Span;

/// Lines of the longest passage.
const LONGEST: usize = 20;

/// Topics that say again what is wanted: what stands under their headings is no design.
const WANTED: &[&str] = &["goals", "requirements", "users", "success_metrics", "scope_out"];

/// A passage of a design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its text.
    pub span: Span,
    /// Index in the outline of the heading it stands under; None above the first.
    pub heading: Option<usize>,
    /// True where the design says again what is wanted.
    pub restates: bool,
}

/// The passages of a document, in source order. What speaks of what is not (other ways, later work, history) is none.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Passage> {
    let document = reading.document;
    let mut passages = Vec::new();
    for section in 0..document.sections.len() {
        let aside = matches!(
            reading.section_roles[section],
            Some(
                SectionRole::Alternatives
                    | SectionRole::References
                    | SectionRole::Glossary
                    | SectionRole::History
                    | SectionRole::Open
                    | SectionRole::Excluded
                    | SectionRole::Future
                    | SectionRole::Competitors
            )
        );
        if reading.silent[section] || aside {
            continue;
        }
        let restates = document.around(section).any(|id| restates(reading, id));
        let mut pieces = Vec::new();
        for block in document.blocks_in(section) {
            cut(reading, block, &mut pieces);
        }
        let joined = pieces.into_iter().fold(Vec::new(), |mut joined: Vec<Span>, piece| {
            match joined.last_mut() {
                Some(last) if lines(reading.text, last.join(piece)) <= LONGEST => *last = last.join(piece),
                _ => joined.push(piece),
            }
            joined
        });
        passages.extend(joined.into_iter().map(|span| Passage { span, heading: section.checked_sub(1), restates }));
    }
    passages
}

fn restates(reading: &Reading<'_>, section: usize) -> bool {
    let wanted = |topic: usize| WANTED.contains(&reading.checklist.topics[topic].id.as_str());
    !reading.is_title(section) && reading.uses[section].iter().any(|used| used.fit == HeadingFit::Full && wanted(used.topic))
}

/// Adds the parts of a block that are not to be parted.
fn cut(reading: &Reading<'_>, block: &Block, pieces: &mut Vec<Span>) {
    match &block.kind {
        BlockKind::Html => {}
        BlockKind::Table(index) => {
            let table = &reading.document.tables[*index];
            if !table.rows_are_sections {
                pieces.extend(table.rows.iter().filter_map(|row| row_span(row)));
            }
        }
        BlockKind::Code { .. } => {
            let mut at = block.span.start;
            for part in split_lines(block.span.of(reading.text), LONGEST) {
                pieces.push(Span { start: at, end: at + part.trim_end().len() as u32 });
                at += part.len() as u32;
            }
        }
        _ => pieces.push(block.span),
    }
}

/// Parts of a text of so many lines each.
fn split_lines(text: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.match_indices('\n').nth(most - 1).map_or(rest.len(), |(at, _)| at + 1);
        parts.push(&rest[..end]);
        rest = &rest[end..];
    }
    parts
}

fn lines(text: &str, span: Span) -> usize {
    span.of(text).bytes().filter(|byte| *byte == b'\n').count() + 1
}
