//! What one part of a document says that another part can be held against: statements that there is none of something, open
//! questions, things that are out of scope and in it, values that are stated twice, and what drawings leave out.

mod denial;
mod drawn;
mod question;
mod scope;
mod value;

pub use denial::{Denial, Denied};
pub use drawn::{Drawn, Undrawn};
pub use question::OpenQuestion;
pub use scope::ScopeClash;
pub use value::{StatedValue, ValueKind};

use super::reading::{Reading, words_of};
use super::retention::Retention;
use super::surroundings::{Found, SectionRole};
use super::third_party::ThirdParty;
use crate::diagram::Diagram;
use crate::document::{BlockKind, row_span};
use crate::lexicon::TokenHome;
use crate::source::Span;

/// What can be held against the rest of a document.
#[derive(Debug, Clone, Default)]
pub struct Coherence {
    /// "No personal data is collected."
    pub denials: Vec<Denial>,
    /// What is still to be decided.
    pub questions: Vec<OpenQuestion>,
    /// Out of scope, and described as in it.
    pub scope: Vec<ScopeClash>,
    /// Lifetimes, limits and periods, each with what it is said of.
    pub values: Vec<StatedValue>,
    /// Drawings beside the text.
    pub drawn: Drawn,
}

/// Reads them all.
pub(super) fn read(
    reading: &Reading<'_>,
    found: &[Found<'_, '_>],
    diagrams: &[Diagram],
    parties: &[ThirdParty],
    retention: &[Retention],
    passages: &[(Span, usize)],
) -> Coherence {
    Coherence {
        denials: denial::find(reading, found, passages),
        questions: question::find(reading),
        scope: scope::find(reading),
        values: value::find(reading, retention, passages),
        drawn: drawn::compare(reading, found, diagrams, parties),
    }
}

/// True for sections that speak of what was, could be, or is somebody else's.
pub fn is_aside(role: Option<SectionRole>) -> bool {
    use SectionRole::{Alternatives, Competitors, Examples, Future, Glossary, History, Open, Personas, Problem, References, Tooling};
    matches!(
        role,
        Some(Alternatives | Competitors | Examples | Future | Glossary | History | Open | Personas | Problem | References | Tooling)
    )
}

/// Longest row or sentence that is read, in bytes.
const LONGEST: u32 = 2000;

/// Rows of tables, and sentences of paragraphs and list items, each with its section, in source order.
pub fn passages(reading: &Reading<'_>) -> Vec<(Span, usize)> {
    let mut found = Vec::new();
    for (home, range) in &reading.tokens.homes {
        let TokenHome::Block(id) = *home else { continue };
        let block = &reading.document.blocks[id];
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Cell) {
            continue;
        }
        let words = &reading.tokens.all[range.start as usize..range.end as usize];
        let mut from = 0;
        for at in 1..=words.len() {
            if at == words.len() || words[at].opens_sentence() {
                found.push((words[from].span().join(words[at - 1].span()), block.section));
                from = at;
            }
        }
    }
    for block in &reading.document.blocks {
        let BlockKind::Table(index) = block.kind else { continue };
        let rows = reading.document.tables[index].rows.iter();
        found.extend(rows.filter_map(|row| Some((row_span(row)?, block.section))));
    }
    found.retain(|(span, _)| span.end - span.start <= LONGEST);
    found.sort_unstable();
    found
}
