//! A document to its words, by the heading, block or cell they stand in.

use super::scan::{CAPITAL, CODE, JOINED, SENTENCE, Scanner, WIDE};
use crate::document::{BlockKind, Document};
use crate::source::Span;
use std::ops::Range;

/// A word of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Hash of the folded word.
    pub(super) hash: u64,
    /// First byte in the text.
    pub start: u32,
    /// Length in bytes.
    len: u16,
    pub(super) flags: u8,
}

impl Token {
    /// Where the word stands.
    pub fn span(self) -> Span {
        Span { start: self.start, end: self.start + u32::from(self.len) }
    }

    /// True when only space or light punctuation lies between this word and the one before.
    pub fn joins(self) -> bool {
        self.flags & JOINED != 0
    }

    /// True for the first word of a sentence or block.
    pub fn opens_sentence(self) -> bool {
        self.flags & SENTENCE != 0
    }

    /// True in back-ticks and code blocks.
    pub fn is_code(self) -> bool {
        self.flags & CODE != 0
    }

    /// True when the word begins with a capital letter.
    pub fn is_capital(self) -> bool {
        self.flags & CAPITAL != 0
    }

    /// True when the word has letters beyond ASCII.
    pub fn is_wide(self) -> bool {
        self.flags & WIDE != 0
    }

    /// Hash of the folded word, as [`word_hash`](super::word_hash) gives it.
    pub fn hash(self) -> u64 {
        self.hash
    }
}

/// What a stretch of tokens is the text of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenHome {
    /// A section's heading.
    Heading(usize),
    /// A block; for a table, one of its cells.
    Block(usize),
}

/// All words of a document, by the heading or block they stand in, in source order within each.
#[derive(Debug, Default)]
pub struct Tokens {
    /// The words.
    pub all: Vec<Token>,
    /// Which of them belong together; a table has one entry per cell.
    pub homes: Vec<(TokenHome, Range<u32>)>,
}

impl Tokens {
    /// Words of headings and blocks. Link destinations, HTML tags and comments are left out.
    pub fn of(document: &Document, text: &str) -> Self {
        let mut tokens = Self { all: Vec::with_capacity(text.len() / 6), homes: Vec::new() };
        for (id, section) in document.sections.iter().enumerate() {
            if let Some(heading) = &section.heading {
                tokens.read(TokenHome::Heading(id), heading.text_span, document, text, false);
            }
        }
        for (id, block) in document.blocks.iter().enumerate() {
            let home = TokenHome::Block(id);
            match &block.kind {
                BlockKind::Table(index) => {
                    let table = &document.tables[*index];
                    if table.rows_are_sections {
                        continue;
                    }
                    for cell in table.header.iter().chain(table.rows.iter().flatten()) {
                        tokens.read(home, *cell, document, text, false);
                    }
                }
                BlockKind::Code { .. } => tokens.read(home, block.span, document, text, true),
                _ => tokens.read(home, block.span, document, text, false),
            }
        }
        tokens
    }

    fn read(&mut self, home: TokenHome, span: Span, document: &Document, text: &str, code: bool) {
        let first = self.all.len();
        let mut scanner = Scanner { text, at: span.start as usize, end: span.end as usize, gap: SENTENCE };
        let mut mask = document.masks.partition_point(|m| m.end <= span.start);
        let mut code_span = document.code_spans.partition_point(|c| c.end <= span.start);
        while let Some((start, end, flags, hash)) = scanner.next() {
            while document.masks.get(mask).is_some_and(|m| m.end as usize <= start) {
                mask += 1;
            }
            if let Some(m) = document.masks.get(mask).filter(|m| m.start as usize <= start) {
                scanner.skip_to(m.end as usize);
                continue;
            }
            while document.code_spans.get(code_span).is_some_and(|c| c.end as usize <= start) {
                code_span += 1;
            }
            let code = code || document.code_spans.get(code_span).is_some_and(|c| c.start as usize <= start);
            let flags = flags | if code { CODE } else { 0 };
            let end = if end - start > u16::MAX as usize { text.floor_char_boundary(start + u16::MAX as usize) } else { end };
            self.all.push(Token { hash, start: start as u32, len: (end - start) as u16, flags });
        }
        if self.all.len() > first {
            self.homes.push((home, first as u32..self.all.len() as u32));
        }
    }
}
