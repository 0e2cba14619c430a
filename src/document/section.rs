//! Headings and blocks in source order to a tree of sections.

use super::{Block, BlockRange};
use crate::source::Span;

/// Index of a section in [`super::Document::sections`]; 0 is the root.
pub type SectionId = usize;

/// How a heading is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingStyle {
    /// `# Title`
    Atx,
    /// `Title` over `===` or `---`
    Setext,
    /// `<h2>Title</h2>`
    Html,
    /// A paragraph that is nothing but bold words.
    Bold,
    /// The first cell of a row in a table of sections.
    TableRow,
}

/// A heading as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// How it is written.
    pub style: HeadingStyle,
    /// 1 to 6 as written; 7 for bold lines, 8 for table rows.
    pub level: u8,
    /// Plain text without markers, escapes and attributes.
    pub text: String,
    /// The whole heading.
    pub span: Span,
    /// Its words in the source.
    pub text_span: Span,
}

/// A heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// None for the root alone.
    pub heading: Option<Heading>,
    /// The section around it.
    pub parent: Option<SectionId>,
    /// From the heading to the end of the last sub-section, without trailing white space.
    pub span: Span,
    /// Blocks of the section and its sub-sections.
    pub all: BlockRange,
}

/// A heading with the number of blocks that stand before it, and, for table rows, the blocks that are its body.
pub(super) struct Mark {
    pub heading: Heading,
    pub before: usize,
    pub body: Option<BlockRange>,
}

/// Builds the tree and tells each block its section. Marks are in source order.
pub(super) fn build(marks: Vec<Mark>, blocks: &mut [Block], text: &str) -> Vec<Section> {
    let mut sections = vec![Section { heading: None, parent: None, span: Span::new(0, text.len()), all: 0..blocks.len() }];
    let mut open: Vec<SectionId> = vec![0];
    let mut next_block = 0;
    for mark in marks {
        let owner = *open.last().expect("the root is never closed");
        for block in &mut blocks[next_block..mark.before] {
            block.section = owner;
        }
        next_block = next_block.max(mark.before);
        if let Some(body) = mark.body {
            let mut span = mark.heading.span;
            for block in &mut blocks[body.clone()] {
                block.section = sections.len();
                span = span.join(block.span);
            }
            next_block = body.end;
            sections.push(Section { heading: Some(mark.heading), parent: Some(owner), span, all: body });
            continue;
        }
        let level = |id: SectionId, sections: &[Section]| sections[id].heading.as_ref().map_or(0, |h| h.level);
        while level(*open.last().expect("the root has level 0"), &sections) >= mark.heading.level {
            let closed = open.pop().expect("the loop ends at the root");
            close(&mut sections[closed], mark.before, mark.heading.span.start, text);
        }
        let parent = *open.last().expect("the root stays open");
        open.push(sections.len());
        let span = Span { start: mark.heading.span.start, end: text.len() as u32 };
        sections.push(Section { heading: Some(mark.heading), parent: Some(parent), span, all: mark.before..blocks.len() });
    }
    let owner = *open.last().expect("the root is never closed");
    for block in &mut blocks[next_block..] {
        block.section = owner;
    }
    for id in open {
        close(&mut sections[id], blocks.len(), text.len() as u32, text);
    }
    sections
}

/// Ends a section before the block `end` and the byte `offset`.
fn close(section: &mut Section, end: usize, offset: u32, text: &str) {
    section.all.end = end;
    let span = Span { start: section.span.start, end: offset };
    let kept = span.of(text).trim_end().len() as u32;
    section.span = Span { start: span.start, end: span.start + kept };
}
