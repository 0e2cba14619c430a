//! What a document says is not done, or not yet: items under such headings, and sentences that put something off.

use super::reading::Reading;
use super::spots::Spots;
use super::surroundings::SectionRole;
use crate::document::BlockKind;
use crate::source::Span;

/// Something that is not done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetAside {
    /// The item, row or sentence.
    pub span: Span,
    /// True when it may come later, false when it is ruled out.
    pub later: bool,
}

/// Every such passage in source order.
pub(super) fn find(reading: &Reading<'_>, passages: &[(Span, usize)]) -> Vec<SetAside> {
    let later: Spots = reading.hits_of("later-hints").map(|hit| hit.span.start).collect();
    let mut found = Vec::new();
    for &(span, section) in passages {
        let role = reading.section_roles[section];
        let later = match role {
            Some(SectionRole::Excluded) => false,
            Some(SectionRole::Future) => true,
            Some(SectionRole::Alternatives | SectionRole::History | SectionRole::References | SectionRole::Open) => continue,
            _ if later.any_in(span) => true,
            _ => continue,
        };
        found.push(SetAside { span, later });
    }
    // What an item rules out is named in its first sentence.
    let items = reading.document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Item { .. }));
    let items: Vec<Span> = items.map(|block| block.span).collect();
    let is_later_sentence = |span: Span| {
        let at = items.partition_point(|item| item.start <= span.start);
        let around = at.checked_sub(1).map(|at| items[at]).filter(|item| item.contains(span));
        around.is_some_and(|item| Span { start: item.start, end: span.start }.of(reading.text).chars().any(char::is_alphanumeric))
    };
    found.retain(|aside| aside.later || !is_later_sentence(aside.span));
    found
}
