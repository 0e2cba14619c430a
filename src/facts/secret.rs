//! The raw text of a document to the secrets and personal numbers that stand in it: keys, private keys, signed tokens, passwords in
//! addresses, card and social security numbers.
//!
//! It reads the text before anything else does: [`mask`] puts `x` for what was found, and everything after that sees the masked
//! text only, so that no report can show a secret.

mod key;
mod number;

use crate::source::{SourceFile, Span};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecretKind {
    /// A key or token of a service.
    Key,
    /// A private key.
    PrivateKey,
    /// A signed token.
    SignedToken,
    /// A password inside an address.
    Password,
    /// The number of a payment card.
    CardNumber,
    /// A US social security number.
    SocialSecurityNumber,
}

impl SecretKind {
    /// True for what opens something, false for data of a person.
    pub fn opens(self) -> bool {
        !matches!(self, Self::CardNumber | Self::SocialSecurityNumber)
    }
}

/// A secret in a document. Its words are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// What it is.
    pub kind: SecretKind,
    /// What people call it: "AWS access key".
    pub name: &'static str,
    /// Where it stands.
    pub span: Span,
    /// The last four characters, by which its owner knows it; empty when the rest would be too short to hide.
    pub tail: String,
}

/// Characters of a secret from which its last four are shown.
const LONG_ENOUGH: usize = 12;

impl Secret {
    fn new(kind: SecretKind, name: &'static str, span: Span, text: &str) -> Self {
        let words = span.of(text);
        let tail = match kind {
            SecretKind::Password | SecretKind::PrivateKey => String::new(),
            SecretKind::SocialSecurityNumber => last_four(words),
            _ if words.chars().count() >= LONG_ENOUGH => last_four(words),
            _ => String::new(),
        };
        Self { kind, name, span, tail }
    }
}

fn last_four(words: &str) -> String {
    let at = words.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    words[at..].to_owned()
}

/// Every secret of a text, in source order.
pub fn find(text: &str) -> Vec<Secret> {
    let mut found = key::find(text);
    found.extend(number::find(text));
    found.sort_by_key(|secret| (secret.span.start, std::cmp::Reverse(secret.span.end)));
    let mut end = 0;
    found.retain(|secret| {
        let apart = secret.span.start >= end;
        end = end.max(secret.span.end);
        apart
    });
    found
}

/// Shortest secret that is looked for elsewhere in the text.
const REPEATED: usize = 8;
/// Most secrets that are: each is one more pass over the text.
const PASSES: usize = 64;

/// The file with every secret made unreadable, there and wherever the same words stand again: as many bytes and lines as before,
/// so that every place stays where it is.
pub fn mask(file: &SourceFile, secrets: &[Secret]) -> SourceFile {
    let text = file.text();
    let mut places: Vec<(Span, usize)> = secrets.iter().map(|secret| (secret.span, secret.tail.len())).collect();
    let again: BTreeMap<&str, usize> = secrets.iter().map(|secret| (secret.span.of(text), secret.tail.len())).collect();
    for (words, tail) in again.into_iter().filter(|(words, _)| words.len() >= REPEATED).take(PASSES) {
        let found = memchr::memmem::find_iter(text.as_bytes(), words);
        places.extend(found.map(|at| (Span::new(at, at + words.len()), tail)));
    }
    places.sort_unstable_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for (span, tail) in places {
        let (start, end) = (span.start as usize, span.end as usize);
        if end <= at {
            continue;
        }
        // One that begins inside another: the rest of it.
        let start = start.max(at);
        masked.push_str(&text[at..start]);
        let shown = (end - tail).max(start);
        masked.extend(text[start..shown].chars().map(hidden));
        masked.push_str(&text[shown..end]);
        at = end;
    }
    masked.push_str(&text[at..]);
    file.with_text(masked)
}

/// A character of as many bytes that tells nothing. Line ends and what parts a number stay.
fn hidden(c: char) -> char {
    match c {
        '\n' | '\r' | ' ' | '-' => c,
        _ => match c.len_utf8() {
            1 => 'x',
            2 => '\u{D7}',
            3 => '\u{2022}',
            _ => '\u{1D431}',
        },
    }
}

/// True for words that stand for a secret and are none.
fn is_stand_in(words: &str) -> bool {
    const WORDS: &[&str] = &[
        "example",
        "xxxx",
        "your",
        "placeholder",
        "redacted",
        "dummy",
        "fake",
        "changeme",
        "secret_key",
        "replace",
        "abcdefgh",
        "12345678",
        "98765432",
        "deadbeef",
    ];
    let lower = words.to_ascii_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// Number of different bytes.
fn distinct(words: &str) -> usize {
    let mut seen = [false; 256];
    words.bytes().for_each(|b| seen[b as usize] = true);
    seen.iter().filter(|s| **s).count()
}

#[cfg(test)]
mod tests;
