//! Loose wording in sentences about data, access, encryption, vendors or retention.

use super::Reading;
use crate::checklist::Entry;
use crate::document::{Block, BlockKind};
use crate::lexicon::TokenHome;
use crate::source::Span;

/// A loose word and its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vague {
    /// The loose words.
    pub span: Span,
    /// The sentence.
    pub sentence: Span,
}

pub(super) fn find(reading: &Reading<'_>) -> Vec<Vague> {
    let mut found: Vec<Vague> = Vec::new();
    let mut homes: Vec<Vec<(&str, Span)>> = vec![Vec::new(); reading.tokens.homes.len()];
    let mut loose = Vec::new();
    for (hit, entry) in reading.entries() {
        let Entry::Word(list) = entry else { continue };
        if matches!(list.as_ref(), "vague" | "security-subjects" | "mechanisms") {
            homes[hit.home as usize].push((list, hit.span));
            if list == "vague" {
                loose.push(*hit);
            }
        }
    }
    for hit in &loose {
        let TokenHome::Block(block) = reading.tokens.homes[hit.home as usize].0 else { continue };
        let block = &reading.document.blocks[block];
        if matches!(block.kind, BlockKind::Code { .. }) || block.quoted || reading.silent[block.section] {
            continue;
        }
        let sentence = reading.sentence(hit);
        let near = |list: &str| homes[hit.home as usize].iter().any(|(l, span)| *l == list && sentence.contains(*span));
        let named = |block: &Block| {
            let text = block.span.of(reading.text);
            text.bytes().any(|b| b.is_ascii_digit()) || text.contains('`')
        };
        // The paragraph or item around the sentence may name what is meant, and so may the items below it.
        let settled = homes[hit.home as usize].iter().any(|(list, _)| *list == "mechanisms")
            || named(block)
            || reading.heading_in(block.section, "aim-headings");
        if near("security-subjects") && !settled && !found.iter().any(|v| v.sentence == sentence) {
            found.push(Vague { span: hit.span, sentence });
        }
    }
    found.sort_by_key(|v| v.span);
    found
}
