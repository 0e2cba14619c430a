//! Comments to the places where they are written: beside their words where that is possible, else as near as it is.

use super::Comment;
use super::leaves::{BlockKind, Leaves};
use crate::document::Document;
use crate::source::Span;

/// Most characters that are highlighted.
const HIGHLIGHTED: usize = 120;

/// Where a comment is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the list on the document as a whole.
    Top,
    /// On a line of its own before the block that begins at this offset.
    Before(u32),
    /// In a line, at this offset.
    In {
        at: u32,
        /// The words to highlight for it, which end there.
        around: Option<Span>,
        /// False when its words are not the ones before it.
        beside: bool,
    },
}

/// The places of a document.
pub(super) struct Places<'a> {
    text: &'a str,
    leaves: Leaves,
    /// What stands for the document as a whole.
    title: Span,
}

impl<'a> Places<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, leaves: Leaves::of(text), title: Document::parse(text).title_span(text) }
    }

    /// Where a comment on words goes.
    pub(super) fn place(&self, comment: &Comment) -> Place {
        let span = comment.span;
        let Some(block) = self.leaves.block_at(span.start).filter(|block| block.kind != BlockKind::FrontMatter) else { return Place::Top };
        let heading = block.kind == BlockKind::Heading;
        if self.title.contains(span) || heading && block.span.contains(self.title) {
            return Place::Top;
        }
        let Some(leaf) = self.leaves.leaf_of(span, block) else { return Place::Before(self.line_start(block.span.start)) };
        let inside = span.start < leaf.span.end;
        if leaf.heading {
            return Place::In { at: leaf.end(self.text, leaf.span.end), around: None, beside: inside };
        }
        if !inside {
            return Place::In { at: leaf.end(self.text, leaf.span.end), around: None, beside: false };
        }
        let at = leaf.end(self.text, span.trimmed(self.text).end.clamp(leaf.span.start + 1, leaf.span.end));
        let words = Span { start: leaf.start(self.text, span.start.max(leaf.span.start)), end: at };
        let apart = |words: &str| words.contains(['{', '}', '\n', '\r']) || words.chars().count() > HIGHLIGHTED;
        let around = Some(words).filter(|words| !words.is_empty() && !apart(words.of(self.text)));
        Place::In { at, around, beside: true }
    }

    /// Where the list on the document as a whole can stand, the best first: behind the title, at the top, at the end.
    pub(super) fn tops(&self) -> Vec<u32> {
        let blocks = &self.leaves.blocks;
        let metadata = blocks.first().filter(|block| block.kind == BlockKind::FrontMatter).map(|block| block.span.end);
        let title =
            blocks.iter().find(|block| block.kind == BlockKind::Heading && block.span.contains(self.title)).map(|block| block.span.end);
        let first = metadata.map_or(0, |end| self.line_end(end));
        title.map(|end| self.line_end(end)).into_iter().chain([first, self.text.len() as u32]).collect()
    }

    /// Where the texts of footnotes can stand, the best first: at the end, or before the last blocks, where one of them has no end.
    pub(super) fn ends(&self) -> Vec<u32> {
        let blocks = self.leaves.blocks.iter().rev().filter(|block| block.kind != BlockKind::FrontMatter).take(2);
        std::iter::once(self.text.len() as u32).chain(blocks.map(|block| self.line_start(block.span.start))).chain(self.tops()).collect()
    }

    fn line_start(&self, at: u32) -> u32 {
        self.text[..at as usize].rfind(['\n', '\r']).map_or(0, |at| at as u32 + 1)
    }

    /// Where the line after that of the byte before `end` begins; the end of the text when there is none.
    fn line_end(&self, end: u32) -> u32 {
        let end = end as usize;
        let before = &self.text[..end];
        if before.ends_with(['\n', '\r']) {
            // An element may end within a line end.
            return (end + usize::from(before.ends_with('\r') && self.text[end..].starts_with('\n'))) as u32;
        }
        let rest = &self.text[end..];
        let Some(at) = rest.find(['\n', '\r']) else { return self.text.len() as u32 };
        (end + at + if rest[at..].starts_with("\r\n") { 2 } else { 1 }) as u32
    }
}
