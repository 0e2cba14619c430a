//! Text to words. The build script reads the words of the built-in phrases by it as well.

use super::word::{fold_ascii, fold_wide, word_hash};
use std::ops::Range;

pub(super) const JOINED: u8 = 1;
pub(super) const SENTENCE: u8 = 2;
pub(super) const CODE: u8 = 4;
pub(super) const CAPITAL: u8 = 8;
/// Capital letters behind the first letter: `userId`, `GitHub`, `API`.
pub(super) const INNER: u8 = 16;
/// Letters beyond ASCII.
pub(super) const WIDE: u8 = 32;

/// Adds the hashes of the words of a phrase to `hashes`.
pub fn words_of(phrase: &str, hashes: &mut Vec<u64>) {
    // Thousands of phrases are read at each start, nearly all of them plain words.
    if phrase.bytes().all(|byte| byte.is_ascii() && byte != b'&' && byte != b':') {
        let words = phrase.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        hashes.extend(words.map(|word| fold_ascii(word, word.len())));
        return;
    }
    let mut scanner = Scanner { text: phrase, at: 0, end: phrase.len(), gap: 0 };
    hashes.extend(std::iter::from_fn(|| scanner.next().map(|(_, _, _, hash)| hash)));
}

/// Splits text into words.
pub(super) struct Scanner<'a> {
    pub text: &'a str,
    pub at: usize,
    pub end: usize,
    /// Flags that the gap before the next word gives it.
    pub gap: u8,
}

impl Scanner<'_> {
    /// The next word: start, end, flags, hash.
    pub fn next(&mut self) -> Option<(usize, usize, u8, u64)> {
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
            if wide {
                flags |= WIDE;
            } else if has_inner_capital(&bytes[start..], self.at - start) {
                flags |= INNER;
            }
            let hash = if wide { fold_wide(&self.text[start..self.at]) } else { fold_ascii(&bytes[start..], self.at - start) };
            return Some((start, self.at, flags, hash));
        }
    }

    /// Goes to the next word or `&`; None at the end.
    fn skip_gap(&mut self, mut flags: u8) -> Option<u8> {
        let bytes = &self.text.as_bytes()[..self.end];
        while let Some(&byte) = bytes.get(self.at) {
            match GAPS[usize::from(byte)] {
                Gap::Word => return Some(flags),
                Gap::Joins => {}
                Gap::Ends => {
                    let next = self.text.as_bytes().get(self.at + 1).copied().unwrap_or(b' ');
                    if byte != b'.' || !next.is_ascii_alphanumeric() {
                        flags &= !JOINED;
                        flags |= SENTENCE;
                    }
                }
                Gap::Colon if self.is_address() => {
                    // A bare address: nothing of it is a word.
                    let rest = &self.text[self.at..self.end];
                    let len = rest.find(|c: char| c.is_whitespace() || "<>|)\"`".contains(c)).unwrap_or(rest.len());
                    self.at += len;
                    flags &= !JOINED;
                    continue;
                }
                Gap::Parts | Gap::Colon => flags &= !JOINED,
                Gap::Wide => {
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
            self.at += word_length(&bytes[self.at..]);
            match bytes.get(self.at) {
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

    pub fn skip_to(&mut self, offset: usize) {
        self.at = self.at.max(offset.min(self.end));
        self.gap = 0;
    }
}

/// What a byte does between two words.
#[derive(Clone, Copy)]
enum Gap {
    /// It opens the next word.
    Word,
    /// The words stay joined: "sign-in", "sign in".
    Joins,
    /// They are parted: "sign, in".
    Parts,
    /// It ends a sentence, if no word goes on behind it.
    Ends,
    /// It parts them, or opens an address.
    Colon,
    /// It is of a character beyond ASCII.
    Wide,
}

const GAPS: [Gap; 256] = {
    let mut gaps = [Gap::Wide; 256];
    let mut byte = 0;
    while byte < 0x80 {
        gaps[byte as usize] = match byte {
            b'&' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Gap::Word,
            b' ' | b'\t' | b'\n' | b'\r' | b'-' | b'_' | b'*' | b'`' | b'\'' | b'/' | b'\\' => Gap::Joins,
            b'.' | b'!' | b'?' => Gap::Ends,
            b':' => Gap::Colon,
            _ => Gap::Parts,
        };
        byte += 1;
    }
    gaps
};

/// How many ASCII letters and digits a text begins with.
pub fn word_length(text: &[u8]) -> usize {
    let mut length = 0;
    while let Some(eight) = text[length..].first_chunk() {
        let more = leading_word_bytes(*eight);
        length += more;
        if more < 8 {
            return length;
        }
    }
    length + text[length..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_letters_and_digits_end() {
        for byte in 0..=u8::MAX {
            let length = leading_word_bytes([b'Z', b'9', b'a', byte, b'z', b'A', b'0', b'/']);
            assert_eq!(length, if byte.is_ascii_alphanumeric() { 7 } else { 3 }, "{byte:#x}");
        }
        assert_eq!(leading_word_bytes(*b"Feature9"), 8);
        for (text, length) in [("", 0), ("-", 0), ("a", 1), ("Feature9", 8), ("internationalisation of", 20), ("sixteen0letters1", 16)] {
            assert_eq!(word_length(text.as_bytes()), length, "{text}");
        }
    }
}
