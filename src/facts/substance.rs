//! How much of a document there is to read: stubs, pages of links, other languages.

use super::Reading;
use crate::document::BlockKind;
use crate::source::Span;
use std::collections::BTreeSet;

/// Fewer words than this, outside of headings and code, are a stub.
const STUB_WORDS: usize = 60;
/// Share of a page's words that are link text, above which it is a page of links.
const LINK_SHARE: f64 = 0.5;
/// Words needed before the language is judged.
const LANGUAGE_WORDS: usize = 120;
/// Share of common English words below which a text is not English (English prose has 0.30 and more, lists 0.12).
const ENGLISH_SHARE: f64 = 0.04;

/// The commonest words of English, enough to tell it from other languages that use the same letters.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "is", "for", "that", "with", "be", "on", "are", "this", "by", "or", "from", "not", "will", "when",
    "must", "if", "can", "should", "we", "an", "it", "all", "each", "which", "at",
];

/// How much there is to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substance {
    /// Words outside of headings and code.
    pub words: usize,
    /// Set when there is next to nothing.
    pub stub: Option<Stub>,
    /// True when most of the text is in another language than English.
    pub foreign: bool,
    /// The first paragraph, for pointing at a foreign text.
    pub first: Span,
}

/// Why there is nothing to review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stub {
    /// Too few words.
    Short,
    /// Links to other pages and little else.
    Links,
}

pub(super) fn measure(reading: &Reading<'_>) -> Substance {
    let document = reading.document;
    let (mut words, mut link_words, mut english, mut letters, mut foreign_letters) = (0, 0, 0, 0_usize, 0_usize);
    let common: BTreeSet<&str> = ENGLISH.iter().copied().collect();
    let mut has_content = false;
    for block in &document.blocks {
        if matches!(block.kind, BlockKind::Code { .. } | BlockKind::Table(_)) {
            has_content |= !block.span.is_empty();
        }
        if matches!(block.kind, BlockKind::Code { .. }) {
            continue;
        }
        let text = block.span.of(reading.text);
        let visible = if block.kind == BlockKind::Html { std::borrow::Cow::from(crate::document::plain(text)) } else { text.into() };
        for word in visible.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()) {
            words += 1;
            if word.is_ascii() {
                letters += word.len();
                english += usize::from(word.len() <= 6 && common.contains(word.to_ascii_lowercase().as_str()));
            } else {
                for c in word.chars() {
                    letters += 1;
                    foreign_letters += usize::from(!c.is_ascii());
                }
                // Scripts without spaces: about two characters to a word.
                words += word.chars().filter(|c| *c >= '\u{2E80}').count() / 2;
            }
        }
    }
    for link in &document.links {
        link_words += link.text.of(reading.text).split_whitespace().count().max(1);
    }
    let foreign = words >= LANGUAGE_WORDS
        && (english as f64 / words as f64) < ENGLISH_SHARE
        && (foreign_letters as f64 / letters.max(1) as f64 > 0.01 || english * 50 < words);
    let stub = if words < STUB_WORDS && !(has_content && words * 2 >= STUB_WORDS) {
        Some(Stub::Short)
    } else if document.links.len() >= 5 && words < 600 && link_words as f64 / words as f64 > LINK_SHARE {
        Some(Stub::Links)
    } else {
        None
    };
    let first = document.blocks.iter().find(|b| b.kind == BlockKind::Paragraph).map_or(Span::default(), |b| b.span);
    Substance { words, stub, foreign, first }
}
