//! Text to tokens, and many phrases at once looked up in them.
//!
//! A phrase is a sequence of word hashes; a document is read once, whatever the number of phrases. Words are compared in
//! lower case and without a plural s on either side.

use crate::document::{BlockKind, Document};
use crate::source::Span;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// A word of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Hash of the folded word.
    hash: u64,
    /// First byte in the text.
    pub start: u32,
    /// Length in bytes.
    len: u16,
    flags: u8,
}

const JOINED: u8 = 1;
const SENTENCE: u8 = 2;
const CODE: u8 = 4;
const CAPITAL: u8 = 8;
/// Capital letters behind the first letter: `userId`, `GitHub`, `API`.
const INNER: u8 = 16;

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

    /// Hash of the folded word, as [`word_hash`] gives it.
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

/// Hash of the first word of a phrase; those of the others are added to `rest`.
fn words_of(phrase: &str, rest: &mut Vec<u64>) -> Option<u64> {
    // Thousands of phrases are read at each start, nearly all of them plain words.
    if phrase.bytes().all(|byte| byte.is_ascii() && byte != b'&' && byte != b':') {
        let words = phrase.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let mut hashes = words.map(|word| fold_ascii(word, word.len()));
        let first = hashes.next();
        rest.extend(hashes);
        return first;
    }
    let mut scanner = Scanner { text: phrase, at: 0, end: phrase.len(), gap: 0 };
    let mut hashes = std::iter::from_fn(|| scanner.next().map(|(_, _, _, hash)| hash));
    let first = hashes.next();
    rest.extend(hashes);
    first
}

/// Splits text into words.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// Flags that the gap before the next word gives it.
    gap: u8,
}

impl Scanner<'_> {
    /// The next word: start, end, flags, hash.
    fn next(&mut self) -> Option<(usize, usize, u8, u64)> {
        let bytes = self.text.as_bytes();
        let mut flags = self.gap;
        self.gap = JOINED;
        loop {
            flags = self.skip_gap(flags)?;
            let start = self.at;
            if bytes[start] == b'&' {
                self.at += 1;
                return Some((start, self.at, flags, word_hash("and")));
            }
            let wide = self.skip_word();
            // The scheme of a bare address is part of the address.
            if self.is_address() {
                flags = JOINED;
                continue;
            }
            if bytes[start].is_ascii_uppercase() {
                flags |= CAPITAL;
            }
            if !wide && has_inner_capital(&bytes[start..], self.at - start) {
                flags |= INNER;
            }
            let hash = if wide { fold_wide(&self.text[start..self.at]) } else { fold_ascii(&bytes[start..], self.at - start) };
            return Some((start, self.at, flags, hash));
        }
    }

    /// Goes to the next word or `&`; None at the end.
    fn skip_gap(&mut self, mut flags: u8) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while self.at < self.end {
            let byte = bytes[self.at];
            if byte.is_ascii_alphanumeric() || byte == b'&' {
                return Some(flags);
            }
            if byte >= 0x80 {
                let c = self.text[self.at..].chars().next()?;
                if c.is_alphanumeric() {
                    return Some(flags);
                }
                if !matches!(c, '\u{2018}' | '\u{2019}' | '\u{A0}' | '\u{2011}') {
                    flags &= !JOINED;
                    if matches!(c, '\u{3002}' | '\u{FF01}' | '\u{FF1F}') {
                        flags |= SENTENCE;
                    }
                }
                self.at += c.len_utf8();
                continue;
            }
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b'-' | b'_' | b'*' | b'`' | b'\'' | b'/' | b'\\' => {}
                b'.' | b'!' | b'?' => {
                    let next = bytes.get(self.at + 1).copied().unwrap_or(b' ');
                    if byte != b'.' || !next.is_ascii_alphanumeric() {
                        flags &= !JOINED;
                        flags |= SENTENCE;
                    }
                }
                b':' if self.is_address() => {
                    // A bare address: nothing of it is a word.
                    let rest = &self.text[self.at..self.end];
                    let len = rest.find(|c: char| c.is_whitespace() || "<>|)\"`".contains(c)).unwrap_or(rest.len());
                    self.at += len;
                    flags &= !JOINED;
                    continue;
                }
                _ => flags &= !JOINED,
            }
            self.at += 1;
        }
        None
    }

    fn is_address(&self) -> bool {
        // Byte by byte: after nearly every word the first is another.
        let bytes = self.text.as_bytes();
        bytes.get(self.at) == Some(&b':') && bytes[self.at..].starts_with(b"://")
    }

    /// Goes to the end of the word; true when it has letters beyond ASCII.
    fn skip_word(&mut self) -> bool {
        let bytes = &self.text.as_bytes()[..self.end];
        let mut wide = false;
        loop {
            match bytes[self.at..].first_chunk() {
                Some(eight) => self.at += leading_word_bytes(*eight),
                None => self.at += bytes[self.at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count(),
            }
            match bytes.get(self.at) {
                Some(byte) if byte.is_ascii_alphanumeric() => {}
                Some(0x80..) => match self.text[self.at..].chars().next() {
                    Some(c) if c.is_alphanumeric() => {
                        self.at += c.len_utf8();
                        wide = true;
                    }
                    _ => return wide,
                },
                _ => return wide,
            }
        }
    }

    fn skip_to(&mut self, offset: usize) {
        self.at = self.at.max(offset.min(self.end));
        self.gap = 0;
    }
}

/// How many of eight bytes are ASCII letters or digits, up to the first that is none: all eight are looked at in one.
fn leading_word_bytes(eight: [u8; 8]) -> usize {
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    let bytes = u64::from_le_bytes(eight);
    let ascii = bytes & each(0x7F);
    // The high bit of a byte is set where it is at least `first`; no byte carries into the next.
    let at_least = |bytes: u64, first: u8| bytes + each(0x80 - first);
    let lower = ascii | each(0x20);
    let letters = at_least(lower, b'a') & !at_least(lower, b'z' + 1);
    let digits = at_least(ascii, b'0') & !at_least(ascii, b'9' + 1);
    let others = !((letters | digits) & !bytes) & each(0x80);
    others.trailing_zeros() as usize / 8
}

/// True when one of the letters behind the first is a capital. The first eight bytes are looked at in one: what comes later in a
/// word is joined to one of those.
fn has_inner_capital(text: &[u8], length: usize) -> bool {
    let Some(eight) = text.first_chunk().filter(|_| length > 2) else {
        return text[1..length].iter().any(u8::is_ascii_uppercase);
    };
    // Of letters and digits only capitals lack this bit.
    let capitals = !u64::from_le_bytes(*eight) & u64::from_ne_bytes([0x20; 8]) & !0xFF;
    capitals & (u64::MAX >> (64 - 8 * length.min(8))) != 0 || length > 8 && text[8..length].iter().any(u8::is_ascii_uppercase)
}

/// The words of an identifier such as `userEmailAddress` or `APIKey`, as byte ranges; one range for a plain word.
pub fn camel_words(word: &str) -> Vec<Range<usize>> {
    let bytes = word.as_bytes();
    let mut words = Vec::new();
    let mut start = 0;
    for at in 1..bytes.len() {
        let opens = bytes[at].is_ascii_uppercase()
            && (bytes[at - 1].is_ascii_lowercase()
                || bytes[at - 1].is_ascii_digit()
                || bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase));
        if opens {
            words.push(start..at);
            start = at;
        }
    }
    words.push(start..word.len());
    words
}

/// Hash of a word in lower case without a plural s: what words are compared by.
pub fn word_hash(word: &str) -> u64 {
    if word.is_ascii() { fold_ascii(word.as_bytes(), word.len()) } else { fold_wide(word) }
}

/// [`word_hash`] of a word with letters beyond ASCII.
fn fold_wide(word: &str) -> u64 {
    word.to_lowercase().bytes().fold(0, |hash, byte| step(hash, u64::from(byte)))
}

/// [`word_hash`] of the first `length` bytes, ASCII letters and digits. With what follows at hand nearly every word is hashed
/// in one step without a loop.
fn fold_ascii(text: &[u8], length: usize) -> u64 {
    // The bit that makes an ASCII letter lower case; digits have it.
    const LOWER: u64 = u64::from_ne_bytes([0x20; 8]);
    let eight = |at: usize| {
        let bytes = text[at..].first_chunk().copied().unwrap_or_else(|| {
            let mut bytes = [0; 8];
            bytes[..text.len() - at].copy_from_slice(&text[at..]);
            bytes
        });
        u64::from_le_bytes(bytes) | LOWER
    };
    let plural = length > 3 && {
        let (before, last) = (text[length - 2] | 0x20, text[length - 1] | 0x20);
        (last == b's') & !matches!(before, b's' | b'u' | b'i') && !text[..length].eq_ignore_ascii_case(b"https")
    };
    let length = length - usize::from(plural);
    let (mut hash, mut at) = (length as u64, 0);
    while length - at > 8 {
        hash = step(hash, eight(at));
        at += 8;
    }
    step(hash, eight(at) & u64::MAX >> (64 - 8 * (length - at)))
}

/// Mixes up to eight bytes into a hash; one to one for each hash, so that words of up to eight bytes never share one.
fn step(hash: u64, bytes: u64) -> u64 {
    let mixed = (hash ^ bytes).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 32)
}

/// Passes a hash through as it is, and hashes text eight bytes at a time.
#[derive(Default)]
pub struct QuickHasher(u64);

/// What is known of words and keys. The keys are those of a checklist, so that no document can make them collide.
pub type ByKey<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;

/// Words as they are compared: by [`word_hash`].
pub type Words = HashSet<u64, BuildHasherDefault<QuickHasher>>;

/// Words and keys of a checklist.
pub type Keys = HashSet<String, BuildHasherDefault<QuickHasher>>;

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for bytes in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..bytes.len()].copy_from_slice(bytes);
            self.0 = step(self.0, u64::from_le_bytes(eight));
        }
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

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

/// Phrases by their first word.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// The first and the last phrase that begins with a word: indices into `phrases`.
    by_first: ByKey<u64, (u32, u32)>,
    /// All phrases, each with the next one that begins alike.
    phrases: Vec<Phrase>,
    /// What follows the first words, of all phrases in one.
    rest: Vec<u64>,
}

/// A phrase without its first word.
#[derive(Debug)]
struct Phrase {
    /// The first of the rest, beside the others of its list: nearly every phrase is ruled out by it. 0 when there is none.
    second: u64,
    /// Where the rest stands in [`Lexicon::rest`].
    rest: Range<u32>,
    entry: u32,
    /// The next phrase that begins with the same word; itself for the last.
    next: u32,
}

/// What is found in a document.
#[derive(Debug, Default)]
pub struct Found {
    /// Phrases entered below the given number.
    pub phrases: Vec<Hit>,
    /// Phrases entered from it on, those inside identifiers included.
    pub terms: Vec<Hit>,
}

impl Lexicon {
    /// Adds a phrase; one without a word is left out.
    pub fn add(&mut self, phrase: &str, entry: u32) {
        let start = self.rest.len();
        let Some(first) = words_of(phrase, &mut self.rest) else { return };
        let second = self.rest.get(start).copied().unwrap_or_default();
        let rest = start as u32..self.rest.len() as u32;
        let at = self.phrases.len() as u32;
        self.phrases.push(Phrase { second, rest, entry, next: at });
        let (_, last) = self.by_first.entry(first).or_insert((at, at));
        self.phrases[*last as usize].next = at;
        *last = at;
    }

    /// The phrase `first` and all that begin with the same word, in the order in which they were added.
    fn chain(&self, first: u32) -> impl Iterator<Item = &Phrase> {
        let following = |at: &u32| Some(self.phrases[*at as usize].next).filter(|next| next != at);
        std::iter::successors(Some(first), following).map(|at| &self.phrases[at as usize])
    }

    /// Makes room for phrases that are about to be added.
    pub fn reserve(&mut self, phrases: usize) {
        self.by_first.reserve(phrases / 2);
        self.phrases.reserve(phrases);
        self.rest.reserve(phrases);
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
                let Some(&(first, _)) = self.by_first.get(&word.hash) else { continue };
                let next = words.get(i + 1).filter(|next| next.joins()).map_or(0, |next| next.hash);
                for Phrase { second, rest, entry, .. } in self.chain(first) {
                    if *second != 0 && *second != next {
                        continue;
                    }
                    let rest = &self.rest[rest.start as usize..rest.end as usize];
                    let Some(following) = words.get(i + 1..i + 1 + rest.len()) else { continue };
                    if following.iter().zip(rest).all(|(token, hash)| token.hash == *hash && token.joins()) {
                        let last = following.last().unwrap_or(word);
                        let span = word.span().join(last.span());
                        let hit = Hit { entry: *entry, home: home as u32, token, words: 1 + rest.len() as u32, span };
                        if *entry < terms { found.phrases.push(hit) } else { found.terms.push(hit) }
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
            let Some(&(first, _)) = self.by_first.get(hash) else { continue };
            for Phrase { rest, entry, .. } in self.chain(first).filter(|phrase| phrase.entry >= terms) {
                let rest = &self.rest[rest.start as usize..rest.end as usize];
                let Some(following) = words.get(at + 1..at + 1 + rest.len()) else { continue };
                if following.iter().zip(rest).all(|((_, hash), wanted)| hash == wanted) {
                    found.push((*entry, following.last().map_or(*span, |(last, _)| span.join(*last))));
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
            let Some(&(first, _)) = self.by_first.get(part) else { continue };
            for Phrase { rest, entry, .. } in self.chain(first).filter(|phrase| phrase.entry >= terms) {
                let rest = &self.rest[rest.start as usize..rest.end as usize];
                if parts.get(i + 1..i + 1 + rest.len()).is_some_and(|following| following == rest) {
                    let (start, end) = (ranges[i].start, ranges[i + rest.len()].end);
                    let span = Span::new(word.start as usize + start, word.start as usize + end);
                    found.push(Hit { entry: *entry, home, token, words: 1, span });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrase: &str, text: &str) -> Vec<String> {
        let document = Document::parse(text);
        let mut lexicon = Lexicon::default();
        lexicon.add(phrase, 7);
        lexicon.find(&Tokens::of(&document, text), text, u32::MAX).phrases.iter().map(|h| h.span.of(text).to_owned()).collect()
    }

    #[test]
    fn phrases_are_found_across_case_plural_hyphen_and_line_ends() {
        assert_eq!(found("rate limit", "A **Rate**-limits\nb.\n\n- one rate\n  limit"), ["Rate**-limits", "rate\n  limit"]);
        assert_eq!(found("end to end", "it is end-to-end."), ["end-to-end"]);
        assert_eq!(found("ci/cd", "| a | CI/CD |\n|---|---|\n| x | ci / cd |"), ["CI/CD", "ci / cd"]);
    }

    #[test]
    fn words_end_where_letters_and_digits_end() {
        for byte in 0..=u8::MAX {
            let length = leading_word_bytes([b'Z', b'9', b'a', byte, b'z', b'A', b'0', b'/']);
            assert_eq!(length, if byte.is_ascii_alphanumeric() { 7 } else { 3 }, "{byte:#x}");
        }
        assert_eq!(leading_word_bytes(*b"Feature9"), 8);
    }

    #[test]
    fn terms_are_found_in_the_words_of_identifiers() {
        let text = "`userEmailAddress`, `APIKeyId`, plain";
        let document = Document::parse(text);
        let mut lexicon = Lexicon::default();
        for (entry, phrase) in ["email address", "api key", "user email address id"].iter().enumerate() {
            lexicon.add(phrase, entry as u32);
        }
        let found = lexicon.find(&Tokens::of(&document, text), text, 0);
        let words: Vec<&str> = found.terms.iter().map(|hit| hit.span.of(text)).collect();
        assert_eq!(words, ["EmailAddress", "APIKey"]);
    }

    #[test]
    fn words_are_compared_without_case_and_plural() {
        assert_eq!(word_hash("RequirementS"), word_hash("requirement"));
        assert_eq!(word_hash("\u{c9}tudes"), word_hash("\u{e9}tudes"));
        for (one, other) in [("access", "acces"), ("https", "http"), ("a", "b"), ("internationalized", "internationalizer"), ("1", "11")] {
            assert_ne!(word_hash(one), word_hash(other), "{one}");
        }
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
