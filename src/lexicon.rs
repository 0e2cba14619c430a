//! Text to tokens, and many phrases at once looked up in them.
//!
//! A phrase is a sequence of word hashes; a document is read once, whatever the number of phrases. Words are compared in
//! lower case and without a plural s on either side.

mod bits;
mod phrases;
mod scan;
mod tokens;
mod word;

pub use bits::Bits;
pub use phrases::{PhraseTable, Phrases};
pub use scan::{camel_words, word_length};
pub use tokens::{Token, TokenHome, Tokens};
pub use word::{ByKey, Keys, Words, word_hash};

use crate::source::Span;
use phrases::{Phrase, first_bits};
use scan::{INNER, Scanner};

/// A phrase found in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// What the phrase was entered as.
    pub entry: u32,
    /// Index into [`Tokens::homes`].
    pub home: u32,
    /// Index of its first word in [`Tokens::all`].
    pub token: u32,
    /// Its words in [`Tokens::all`]; one for a phrase inside an identifier.
    pub words: u32,
    /// Its words in the text.
    pub span: Span,
}

/// What is found in a document.
#[derive(Debug, Default)]
pub struct Found {
    /// Phrases entered below the given number.
    pub phrases: Vec<Hit>,
    /// Phrases entered from it on, those inside identifiers included.
    pub terms: Vec<Hit>,
}

/// Bits for the openings of phrases, enough for few of them to be shared and few enough for the nearest cache.
const OPENINGS: usize = 1 << 18;

/// The bit of a phrase's first two words, the second 0 when there is none.
fn opening(first: u32, second: u32) -> usize {
    let mixed = (first ^ second.rotate_left(13)).wrapping_mul(0x9E37_79B9);
    (mixed >> (32 - OPENINGS.ilog2())) as usize
}

/// All phrases that are looked for.
#[derive(Debug, Default)]
pub struct Lexicon {
    tables: Vec<PhraseTable>,
    /// A bit for each way in which a phrase begins: most words of a document begin none, and are passed over by it.
    openings: Bits,
}

impl Lexicon {
    /// The phrases of these tables; of two that begin with the same word, the one of the earlier table is found first.
    pub fn of(tables: Vec<PhraseTable>) -> Self {
        let mut openings = Bits::default();
        for phrase in tables.iter().flat_map(PhraseTable::all) {
            openings.insert(opening(phrase.first, phrase.second));
        }
        Self { tables, openings }
    }

    /// The phrases whose first word has the same first bits, with the table of each.
    fn beginning(&self, first: u64) -> impl Iterator<Item = (&PhraseTable, Phrase)> {
        self.tables.iter().flat_map(move |table| table.beginning(first).map(move |phrase| (table, phrase)))
    }

    /// True when a phrase may begin with these two words.
    fn may_open(&self, first: u32, second: u32) -> bool {
        self.openings.contains(opening(first, second))
    }

    /// Every phrase in every heading and block, in source order within each; phrases may overlap. Entries from `terms` on are kept
    /// apart, and looked for inside identifiers as well.
    pub fn find(&self, tokens: &Tokens, text: &str, terms: u32) -> Found {
        let mut found = Found::default();
        let mut parts: Vec<u64> = Vec::new();
        for (home, (_, range)) in tokens.homes.iter().enumerate() {
            let words = &tokens.all[range.start as usize..range.end as usize];
            for (i, word) in words.iter().enumerate() {
                let token = range.start + i as u32;
                if word.flags & INNER != 0 {
                    self.inside(*word, text, terms, (home as u32, token), &mut parts, &mut found.terms);
                }
                let first = first_bits(word.hash);
                let next = words.get(i + 1).filter(|next| next.joins()).map_or(0, |next| first_bits(next.hash));
                if !self.may_open(first, 0) && (next == 0 || !self.may_open(first, next)) {
                    continue;
                }
                for (table, phrase) in self.beginning(word.hash).filter(|(_, phrase)| phrase.second == 0 || phrase.second == next) {
                    let Some([_, following @ ..]) = words.get(i..i + usize::from(phrase.count)) else { continue };
                    let hashes = std::iter::once(word).chain(following).map(|token| token.hash);
                    if following.iter().all(|token| token.joins()) && hashes.eq(table.words(phrase)) {
                        let span = word.span().join(following.last().unwrap_or(word).span());
                        let hit = Hit { entry: phrase.entry, home: home as u32, token, words: u32::from(phrase.count), span };
                        if phrase.entry < terms { found.phrases.push(hit) } else { found.terms.push(hit) }
                    }
                }
            }
        }
        found
    }

    /// Entries from `terms` on in the host of an address, which is no part of [`Tokens`], with their places.
    pub fn find_in_address(&self, text: &str, host: Span, terms: u32) -> Vec<(u32, Span)> {
        let mut scanner = Scanner { text, at: host.start as usize, end: host.end as usize, gap: 0 };
        let words: Vec<(Span, u64)> =
            std::iter::from_fn(|| scanner.next().map(|(start, end, _, hash)| (Span::new(start, end), hash))).collect();
        let mut found = Vec::new();
        for (at, (span, hash)) in words.iter().enumerate() {
            for (table, phrase) in self.beginning(*hash).filter(|(_, phrase)| phrase.entry >= terms) {
                let Some(there) = words.get(at..at + usize::from(phrase.count)) else { continue };
                if there.iter().map(|(_, hash)| *hash).eq(table.words(phrase)) {
                    found.push((phrase.entry, there.last().map_or(*span, |(last, _)| span.join(*last))));
                }
            }
        }
        found
    }

    /// Terms in the words of one identifier.
    fn inside(&self, word: Token, text: &str, terms: u32, (home, token): (u32, u32), parts: &mut Vec<u64>, found: &mut Vec<Hit>) {
        let name = word.span().of(text);
        let ranges = camel_words(name);
        if ranges.len() < 2 {
            return;
        }
        parts.clear();
        parts.extend(ranges.iter().map(|range| word_hash(&name[range.clone()])));
        for (i, part) in parts.iter().enumerate() {
            for (table, phrase) in self.beginning(*part).filter(|(_, phrase)| phrase.entry >= terms) {
                let behind = i + usize::from(phrase.count);
                if parts.get(i..behind).is_some_and(|there| there.iter().copied().eq(table.words(phrase))) {
                    let (start, end) = (ranges[i].start, ranges[behind - 1].end);
                    let span = Span::new(word.start as usize + start, word.start as usize + end);
                    found.push(Hit { entry: phrase.entry, home, token, words: 1, span });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn found(phrase: &str, text: &str) -> Vec<String> {
        let document = Document::parse(text);
        let mut phrases = Phrases::default();
        phrases.add(phrase, 7);
        Lexicon::of(vec![phrases.by_first_word()])
            .find(&Tokens::of(&document, text), text, u32::MAX)
            .phrases
            .iter()
            .map(|h| h.span.of(text).to_owned())
            .collect()
    }

    #[test]
    fn phrases_are_found_across_case_plural_hyphen_and_line_ends() {
        assert_eq!(found("rate limit", "A **Rate**-limits\nb.\n\n- one rate\n  limit"), ["Rate**-limits", "rate\n  limit"]);
        assert_eq!(found("end to end", "it is end-to-end."), ["end-to-end"]);
        assert_eq!(found("ci/cd", "| a | CI/CD |\n|---|---|\n| x | ci / cd |"), ["CI/CD", "ci / cd"]);
    }

    #[test]
    fn terms_are_found_in_the_words_of_identifiers() {
        let text = "`userEmailAddress`, `APIKeyId`, plain";
        let document = Document::parse(text);
        let mut phrases = Phrases::default();
        for (entry, phrase) in ["email address", "api key", "user email address id"].iter().enumerate() {
            phrases.add(phrase, entry as u32);
        }
        let found = Lexicon::of(vec![phrases.by_first_word()]).find(&Tokens::of(&document, text), text, 0);
        let words: Vec<&str> = found.terms.iter().map(|hit| hit.span.of(text)).collect();
        assert_eq!(words, ["EmailAddress", "APIKey"]);
    }

    #[test]
    fn sentence_ends_and_commas_part_words() {
        assert!(found("rate limit", "the rate. Limit it, rate, limit").is_empty());
    }

    #[test]
    fn addresses_destinations_and_comments_are_no_words() {
        let text = "[go](https://x.y/jwt) https://jwt.io/a <!-- jwt --> <b class=\"jwt\">no</b> `jwt`";
        assert_eq!(found("jwt", text), ["jwt"]);
        assert!(found("https", "see https://a.b").is_empty());
    }
}
