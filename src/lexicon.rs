//! Text to tokens, and many phrases at once looked up in them.
//!
//! A phrase is a sequence of word hashes; a document is read once, whatever the number of phrases. Words are compared in
//! lower case and without a plural s on either side.

mod scan;
mod tokens;
mod word;

pub use scan::{camel_words, words_of};
pub use tokens::{Token, TokenHome, Tokens};
pub use word::{ByKey, Keys, Words, word_hash};

use crate::source::Span;
use scan::{INNER, Scanner};
use std::ops::Range;

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

/// A phrase. Nearly all are ruled out by the first bits of their first two words: small, so that many lie in the nearest cache.
#[derive(Debug, Clone, Copy, Default)]
struct Phrase {
    /// The first bits of the first word, and of the second; 0 when there is none.
    opening: [u32; 2],
    /// Where its words begin in all words.
    from: u32,
    /// How many they are.
    count: u16,
    entry: u32,
}

/// The first bits of a hash.
fn first_bits(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// Phrases while they are gathered.
#[derive(Debug, Default)]
pub struct Phrases {
    phrases: Vec<Phrase>,
    words: Vec<u64>,
}

impl Phrases {
    /// Phrases that have been read before: the hashes of all their words, and of each how many words it has and what it is entered as.
    pub fn of(words: Vec<u64>, each: impl Iterator<Item = (usize, u32)>) -> Self {
        let mut all = Self { phrases: Vec::with_capacity(words.len()), words };
        let mut from = 0;
        for (count, entry) in each {
            all.close(from..from + count, entry);
            from += count;
        }
        all
    }

    /// Adds a phrase; one without a word is left out.
    pub fn add(&mut self, phrase: &str, entry: u32) {
        let from = self.words.len();
        words_of(phrase, &mut self.words);
        self.close(from..self.words.len(), entry);
    }

    fn close(&mut self, words: Range<usize>, entry: u32) {
        let from = words.start as u32;
        let words = &self.words[words];
        if let Some(first) = words.first() {
            let opening = [*first, words.get(1).copied().unwrap_or_default()].map(first_bits);
            self.phrases.push(Phrase { opening, from, count: words.len() as u16, entry });
        }
    }

    /// All of them, ready to be looked for.
    pub fn by_first_word(self) -> Lexicon {
        let Self { mut phrases, words } = self;
        let mut starts = vec![0; BUCKETS + 1];
        let mut openings = vec![0; OPENINGS / 64];
        for phrase in &phrases {
            starts[bucket(phrase.opening[0]) + 1] += 1;
            let bit = opening_bit(phrase.opening);
            openings[bit / 64] |= 1 << (bit % 64);
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut next = starts.clone();
        let mut places: Vec<u32> = phrases
            .iter()
            .map(|phrase| {
                let place = &mut next[bucket(phrase.opening[0])];
                *place += 1;
                *place - 1
            })
            .collect();
        // In place: a second list of them would be the largest thing that is made at a start.
        for at in 0..places.len() {
            while places[at] as usize != at {
                let place = places[at] as usize;
                phrases.swap(at, place);
                places.swap(at, place);
            }
        }
        Lexicon { phrases, starts, openings, words }
    }
}

/// Phrases are kept by the first bits of the hash of their first word: about as many buckets as there are phrases.
const BUCKETS: usize = 1 << 14;

fn bucket(first: u32) -> usize {
    (first >> (32 - BUCKETS.ilog2())) as usize
}

/// Bits for the openings of phrases, enough for few of them to be shared and few enough for the nearest cache.
const OPENINGS: usize = 1 << 18;

/// The bit of a phrase's first two words, the second 0 when there is none.
fn opening_bit([first, second]: [u32; 2]) -> usize {
    let mixed = (first ^ second.rotate_left(13)).wrapping_mul(0x9E37_79B9);
    (mixed >> (32 - OPENINGS.ilog2())) as usize
}

/// Phrases by their first word.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// All phrases by [`bucket`], those of one bucket in the order in which they were added.
    phrases: Vec<Phrase>,
    /// Where each bucket begins, and one more for the end of the last.
    starts: Vec<u32>,
    /// A bit for each way in which a phrase begins: most words of a document begin none, and are passed over by it.
    openings: Vec<u64>,
    /// The words of all phrases in one.
    words: Vec<u64>,
}

impl Lexicon {
    /// The phrases that may begin with a word: those whose first has the same first bits.
    fn beginning(&self, first: u64) -> impl Iterator<Item = &Phrase> {
        let first = first_bits(first);
        let at = bucket(first);
        let within = self.starts.get(at).zip(self.starts.get(at + 1)).map(|(start, end)| *start as usize..*end as usize);
        let phrases = within.map_or(&[][..], |within| &self.phrases[within]);
        phrases.iter().filter(move |phrase| phrase.opening[0] == first)
    }

    fn words(&self, phrase: &Phrase) -> &[u64] {
        &self.words[phrase.from as usize..phrase.from as usize + usize::from(phrase.count)]
    }

    /// True when no phrase begins with these two words.
    fn opens_none(&self, opening: [u32; 2]) -> bool {
        let bit = opening_bit(opening);
        self.openings.get(bit / 64).is_none_or(|bits| bits >> (bit % 64) & 1 == 0)
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
                if self.opens_none([first, 0]) && (next == 0 || self.opens_none([first, next])) {
                    continue;
                }
                for phrase in self.beginning(word.hash).filter(|phrase| phrase.opening[1] == 0 || phrase.opening[1] == next) {
                    let wanted = self.words(phrase);
                    let Some([_, following @ ..]) = words.get(i..i + wanted.len()) else { continue };
                    if word.hash == wanted[0]
                        && following.iter().zip(&wanted[1..]).all(|(token, hash)| token.hash == *hash && token.joins())
                    {
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
            for phrase in self.beginning(*hash).filter(|phrase| phrase.entry >= terms) {
                let wanted = self.words(phrase);
                let Some(there) = words.get(at..at + wanted.len()) else { continue };
                if there.iter().zip(wanted).all(|((_, hash), wanted)| hash == wanted) {
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
            for phrase in self.beginning(*part).filter(|phrase| phrase.entry >= terms) {
                let wanted = self.words(phrase);
                if parts[i..].starts_with(wanted) {
                    let (start, end) = (ranges[i].start, ranges[i + wanted.len() - 1].end);
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
        phrases
            .by_first_word()
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
        let found = phrases.by_first_word().find(&Tokens::of(&document, text), text, 0);
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
