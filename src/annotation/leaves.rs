//! A document to the places where words stand in it: what a comment can be put into, and where it must not be.

use crate::document::{Element, Markup, markup};
use crate::source::Span;

/// A stretch of inline content: of a paragraph, an item, a heading, a cell.
#[derive(Debug)]
pub(super) struct Leaf {
    pub span: Span,
    pub heading: bool,
    /// Words and whole inline elements, in order; true for words that stand as they are shown, which can be parted.
    pieces: Vec<(Span, bool)>,
}

/// A block at the top level.
#[derive(Debug)]
pub(super) struct Block {
    pub span: Span,
    pub kind: BlockKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    FrontMatter,
    Heading,
    /// Nothing can be put into it: code, HTML, a line across.
    Closed,
    Other,
}

/// Leaves and top-level blocks of a document, both in order.
pub(super) struct Leaves {
    pub leaves: Vec<Leaf>,
    pub blocks: Vec<Block>,
}

impl Leaves {
    pub(super) fn of(text: &str) -> Self {
        let mut reader = Reader { text, found: Self { leaves: Vec::new(), blocks: Vec::new() }, leaf: None, open: Vec::new(), inside: 0 };
        for (piece, span) in markup(text) {
            reader.piece(&piece, span);
        }
        reader.finish_leaf();
        reader.found
    }

    /// The top-level block that holds `at`, else the last before it.
    pub(super) fn block_at(&self, at: u32) -> Option<&Block> {
        self.blocks[..self.blocks.partition_point(|block| block.span.start <= at)].last()
    }

    /// The leaf in `block` that has words of `span`, or whose marker stands there; else the last one before it.
    pub(super) fn leaf_of(&self, span: Span, block: &Block) -> Option<&Leaf> {
        let (before, behind) = self.leaves.split_at(self.leaves.partition_point(|leaf| leaf.span.start <= span.start));
        let before = before.last().filter(|leaf| block.span.contains(leaf.span));
        let behind = behind.first().filter(|leaf| block.span.contains(leaf.span));
        // Markers of headings, items and tasks stand before the leaf.
        let is_behind = |leaf: &&Leaf| leaf.span.start < span.end || block.kind == BlockKind::Heading;
        before.filter(|leaf| span.start < leaf.span.end).or(behind.filter(is_behind)).or(before)
    }
}

struct Reader<'a> {
    text: &'a str,
    found: Leaves,
    leaf: Option<Leaf>,
    /// Open blocks: whether one is a heading, and whether nothing can be put into it.
    open: Vec<(bool, bool)>,
    /// Open inline elements.
    inside: usize,
}

impl Reader<'_> {
    fn piece(&mut self, piece: &Markup, span: Span) {
        match piece {
            Markup::Open(element) if is_inline(element) => {
                if self.inside == 0 {
                    self.add(span, false);
                }
                self.inside += 1;
            }
            Markup::Close if self.inside > 0 => self.inside -= 1,
            Markup::Open(element) => {
                self.finish_leaf();
                let heading = matches!(element, Element::Heading(_));
                let closed = matches!(element, Element::CodeBlock(_) | Element::HtmlBlock | Element::FrontMatter);
                let kind = match element {
                    Element::FrontMatter => BlockKind::FrontMatter,
                    _ if heading => BlockKind::Heading,
                    _ if closed => BlockKind::Closed,
                    _ => BlockKind::Other,
                };
                self.block(span, kind);
                self.open.push((heading, closed));
            }
            Markup::Close => {
                self.finish_leaf();
                self.open.pop();
            }
            Markup::Rule => {
                self.finish_leaf();
                self.block(span, BlockKind::Closed);
            }
            // The mark of a task is followed by a blank that is its own.
            Markup::SoftBreak | Markup::HardBreak | Markup::Task(_) => {}
            Markup::Words(words) => self.add(span, span.of(self.text) == words),
            Markup::Code(_) | Markup::Html(_) | Markup::Note(_) => self.add(span, false),
        }
    }

    fn block(&mut self, span: Span, kind: BlockKind) {
        if self.open.is_empty() {
            self.found.blocks.push(Block { span, kind });
        }
    }

    fn add(&mut self, span: Span, apart: bool) {
        let (heading, closed) = self.open.last().copied().unwrap_or_default();
        if self.inside > 0 || closed || span.is_empty() {
            return;
        }
        let leaf = self.leaf.get_or_insert(Leaf { span, heading, pieces: Vec::new() });
        leaf.span = leaf.span.join(span);
        leaf.pieces.push((span, apart));
    }

    fn finish_leaf(&mut self) {
        let text = self.text;
        self.found
            .leaves
            .extend(self.leaf.take().map(|leaf| Leaf { span: leaf.span.trimmed(text), ..leaf }).filter(|leaf| !leaf.span.is_empty()));
    }
}

fn is_inline(element: &Element) -> bool {
    matches!(element, Element::Emphasis | Element::Strong | Element::Struck | Element::Link(_) | Element::Image(_))
}

impl Leaf {
    /// The first place at or behind `from` where a comment can follow on words: behind a word, and in no inline element.
    pub(super) fn end(&self, text: &str, from: u32) -> u32 {
        let last = self.last(text);
        let places = self.pieces.iter().filter(|(span, _)| span.end >= from).flat_map(|(span, apart)| {
            let inner = span.of(text).char_indices().map(|(at, _)| span.start + at as u32).filter(|_| *apart);
            inner.chain([span.end])
        });
        places
            .filter(|at| *at >= from.max(self.span.start + 1))
            .find(|at| *at >= last || ends_word(text, *at as usize))
            .map_or(last, |at| at.min(last))
    }

    /// The last place at or before `from` where words can begin to be highlighted.
    pub(super) fn start(&self, text: &str, from: u32) -> u32 {
        let places = self.pieces.iter().rev().filter(|(span, _)| span.start <= from).flat_map(|(span, apart)| {
            let inner = span.of(text).char_indices().rev().map(|(at, _)| span.start + at as u32);
            inner.filter(|at| *apart || *at == span.start)
        });
        places.filter(|at| *at <= from).find(|at| begins_word(text, *at as usize)).unwrap_or(self.span.start)
    }

    /// Behind its last word; in a heading before attributes that end it.
    fn last(&self, text: &str) -> u32 {
        let words = self.span.of(text);
        if self.heading && words.ends_with('}') {
            let attributes = words.rfind(" {").map(|at| words[..at].trim_end().len()).filter(|at| *at > 0);
            let at = attributes.map(|at| self.span.start + at as u32);
            return at.filter(|at| self.pieces.iter().any(|(span, _)| span.start <= *at && *at <= span.end)).unwrap_or(self.span.end);
        }
        self.span.end
    }
}

/// True when a word ends at `at`, its full stop or comma not counted. What is joined by signs, such as an address, is one word.
fn ends_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().unwrap_or(' ');
    if before.is_whitespace() || before == '\\' {
        return false;
    }
    let mut next = text[at..].chars();
    match next.next() {
        None => true,
        Some(c) if c.is_whitespace() => true,
        Some(',' | ';' | ':' | '.' | '!' | '?' | ')' | '"' | '\u{201d}' | '\\') => next.next().is_none_or(char::is_whitespace),
        Some(_) => false,
    }
}

fn begins_word(text: &str, at: usize) -> bool {
    let is_word = text[at..].chars().next().is_some_and(|c| !c.is_whitespace());
    is_word && text[..at].chars().next_back().is_none_or(|before| before.is_whitespace() || matches!(before, '(' | '"' | '\u{201c}'))
}
