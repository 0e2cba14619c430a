//! How much of a document there is to read: stubs, pages of links, other languages.

use super::Reading;
use crate::document::BlockKind;
use crate::lexicon::{TokenHome, Words, word_hash};
use crate::source::Span;
use std::sync::LazyLock;

/// Fewer words than this, outside of headings and code, are a stub.
const STUB_WORDS: usize = 60;
/// Share of a page's words that are link text, above which it is a page of links.
const LINK_SHARE: f64 = 0.5;
/// Words needed before the language is judged.
const LANGUAGE_WORDS: usize = 60;
/// Share of common English words below which a text is not English (English prose has 0.30 and more, lists 0.12).
const ENGLISH_SHARE: f64 = 0.04;

/// Share of letters beyond ASCII that a text in another language has at least; without them the words must tell alone.
const FOREIGN_LETTERS: f64 = 0.01;
/// A page with more words than this is no page of links, whatever their share.
const LINK_PAGE_WORDS: usize = 600;

/// The commonest words of English, enough to tell it from other languages that use the same letters.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "is", "for", "that", "with", "be", "on", "are", "this", "by", "or", "from", "not", "will", "when",
    "must", "if", "can", "should", "we", "an", "it", "all", "each", "which", "at",
];

/// Bytes of the longest of them, with a plural s.
const LONGEST: u32 = 7;

/// The same, as words are compared.
static COMMON: LazyLock<Words> = LazyLock::new(|| ENGLISH.iter().map(|word| word_hash(word)).collect());

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
    let common = &*COMMON;
    let (mut words, mut prose, mut english, mut letters, mut foreign_letters) = (0, 0, 0, 0_usize, 0_usize);
    for (home, range) in &reading.tokens.homes {
        let TokenHome::Block(block) = *home else { continue };
        if matches!(document.blocks[block].kind, BlockKind::Code { .. }) {
            continue;
        }
        let table = matches!(document.blocks[block].kind, BlockKind::Table(_) | BlockKind::Cell);
        for token in &reading.tokens.all[range.start as usize..range.end as usize] {
            words += 1;
            // Names and numbers in tables are of no language.
            if table {
                continue;
            }
            prose += 1;
            let span = token.span();
            let length = span.end - span.start;
            letters += length as usize;
            if length <= LONGEST && common.contains(&token.hash()) {
                english += 1;
            } else if token.is_wide() {
                let word = span.of(reading.text);
                // Scripts without spaces: about two characters to a word.
                let joined = word.chars().filter(|c| *c >= '\u{2E80}').count() / 2;
                words += joined;
                prose += joined;
                foreign_letters += word.chars().filter(|c| !c.is_ascii()).count();
            }
        }
    }
    let link_words: usize = document.links.iter().map(|l| l.text.of(reading.text).split_whitespace().count().max(1)).sum();
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let foreign = prose >= LANGUAGE_WORDS
        && share(english, prose) < ENGLISH_SHARE
        && (share(foreign_letters, letters) > FOREIGN_LETTERS || share(english, prose) < ENGLISH_SHARE / 2.0);
    let stub = if words < STUB_WORDS {
        Some(Stub::Short)
    } else if document.links.len() >= 5 && words < LINK_PAGE_WORDS && share(link_words, words) > LINK_SHARE {
        Some(Stub::Links)
    } else {
        None
    };
    let first = document.blocks.iter().find(|b| b.kind == BlockKind::Paragraph).map_or(Span::default(), |b| b.span);
    Substance { words, stub, foreign, first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_common_word_is_longer_than_those_that_are_looked_up() {
        assert!(ENGLISH.iter().all(|word| word.len() < LONGEST as usize));
    }
}
