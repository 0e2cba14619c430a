//! What a document says its words mean, where it has a glossary.

use super::reading::Reading;
use super::surroundings::SectionRole;
use crate::document::{BlockKind, plain};
use crate::source::Span;

/// A word and its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The word, in lower case.
    pub term: String,
    /// What it means.
    pub meaning: Span,
}

/// Every row and item of a glossary, in source order.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Definition> {
    let document = reading.document;
    let mut found = Vec::new();
    let of = |name: &str, meaning: Span| Definition { term: name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase(), meaning };
    for block in document.blocks.iter().filter(|block| is_glossary(reading, block.section)) {
        match block.kind {
            BlockKind::Table(index) => {
                let rows = document.tables[index].rows.iter().filter(|row| row.len() >= 2);
                found.extend(rows.map(|row| of(&plain(row[0].of(reading.text)), row[1])));
            }
            BlockKind::Item { .. } => {
                let meaning = |lead: Span| Span { start: lead.end, end: block.span.end };
                found.extend(block.lead.map(|lead| of(&plain(lead.of(reading.text)), meaning(lead))));
            }
            _ => {}
        }
    }
    found.retain(|definition| !definition.term.is_empty() && !definition.meaning.is_empty());
    found
}

/// Headings of glossaries besides those that the checklist lists.
const HEADINGS: &[&str] = &["word", "term", "terminology", "vocabulary", "glossary", "definition"];

fn is_glossary(reading: &Reading<'_>, section: usize) -> bool {
    let named = reading.keys[section].iter().any(|key| {
        HEADINGS.contains(&key.as_str()) || key.starts_with("definition") || key.starts_with("word ") || key.contains("glossary")
    });
    named || reading.section_roles[section] == Some(SectionRole::Glossary)
}
