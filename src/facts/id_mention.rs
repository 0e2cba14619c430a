//! Ids of requirements wherever they stand in text: `FR-3`, `US-2.1`, `FR-AUTH-01`, `acme-shop-fr-checkout`.

use super::Reading;
use crate::checklist::Checklist;
use crate::lexicon::{Keys, Token, word_length};
use crate::source::Span;

/// Longest id, in bytes.
const LONGEST: usize = 80;
/// Prefixes that need no mark before their number.
const KNOWN: &[&str] = &["FR", "NFR", "US", "UC", "REQ", "AC"];

/// An id of a requirement as it is mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdMention {
    /// As written.
    pub id: String,
    /// Where.
    pub span: Span,
}

/// The words that make ids.
pub(super) struct Ids<'a> {
    prefixes: [Option<&'a Keys>; 2],
    words: Option<&'a Keys>,
}

impl<'a> Ids<'a> {
    pub(super) fn new(checklist: &'a Checklist) -> Self {
        let keys = |list: &str| checklist.word_keys(list);
        Self { prefixes: [keys("requirement-ids"), keys("requirement-quality-ids")], words: keys("requirement-id-words") }
    }

    /// Spans of the ids in a document, what is not shown of it included, in source order.
    pub(super) fn all(&self, reading: &Reading<'_>) -> Vec<Span> {
        let mut found = Vec::new();
        for (_, words) in &reading.tokens.homes {
            self.among(&reading.tokens.all[words.start as usize..words.end as usize], reading.text, &mut found);
        }
        let front_matter = reading.document.front_matter.iter().map(|front_matter| front_matter.span);
        for hidden in reading.document.masks.iter().copied().chain(front_matter) {
            found.extend(self.within(hidden, reading.text));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Adds the ids that begin with one of some words.
    fn among(&self, words: &[Token], text: &str, found: &mut Vec<Span>) {
        let bytes = text.as_bytes();
        let mut behind = 0;
        for span in words.iter().map(|word| word.span()) {
            let (start, end) = (span.start as usize, span.end as usize);
            if start < behind || !bytes[start].is_ascii_alphabetic() || !may_open(bytes, start, end) {
                continue;
            }
            behind = start + id_length(&bytes[start..]);
            if self.is_one(text, start, behind) {
                found.push(Span::new(start, behind));
            }
        }
    }

    /// True for a run of letters, digits and marks that is an id.
    fn is_one(&self, text: &str, start: usize, end: usize) -> bool {
        end - start <= LONGEST && may_be_id(&text.as_bytes()[start..end]) && self.is_id(&text[start..end]) && stands_alone(text, start, end)
    }

    /// Spans of the ids in a stretch of text, in source order.
    pub(super) fn within<'t>(&'t self, span: Span, text: &'t str) -> impl Iterator<Item = Span> + 't {
        let bytes = text.as_bytes();
        let mut at = span.start as usize;
        let end = (span.end as usize).min(bytes.len());
        std::iter::from_fn(move || {
            while at < end {
                if !bytes[at].is_ascii_alphabetic() {
                    at += 1;
                    continue;
                }
                let start = at;
                at += word_length(&bytes[at..end]);
                if !may_open(&bytes[..end], start, at) {
                    continue;
                }
                at = start + id_length(&bytes[start..end]);
                if self.is_one(text, start, at) {
                    return Some(Span::new(start, at));
                }
            }
            None
        })
    }

    fn is_id(&self, word: &str) -> bool {
        let bytes = word.as_bytes();
        if bytes[0].is_ascii_lowercase() {
            // Behind the word that makes it one stands what it is about.
            let (parts, _) = word.rsplit_once('-').unwrap_or_default();
            let says = |part: &str| matches!(part, "fr" | "nfr") || part.len() > 2 && self.words.is_some_and(|words| words.contains(part));
            return parts.split('-').any(says);
        }
        let letters = bytes.iter().take_while(|b| b.is_ascii_uppercase()).count();
        let (prefix, rest) = word.split_at(letters);
        // Between the prefix and the number may stand an area: `FR-AUTH-01`.
        let number = rest.trim_start_matches(|c: char| c.is_ascii_uppercase() || matches!(c, '-' | '_' | '.'));
        let plain =
            number.starts_with(|c: char| c.is_ascii_digit()) && number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
        let parted = rest.starts_with(['-', '_', '.']) || KNOWN.contains(&prefix);
        plain && parted && number.len() <= 12 && self.is_prefix(prefix)
    }

    fn is_prefix(&self, prefix: &str) -> bool {
        let mut lower = [0; 8];
        let Some(lower) = lower.get_mut(..prefix.len()) else { return false };
        lower.copy_from_slice(prefix.as_bytes());
        lower.make_ascii_lowercase();
        let known = std::str::from_utf8(lower).unwrap_or_default();
        !known.is_empty() && self.prefixes.iter().flatten().any(|keys| keys.contains(known))
    }
}

/// False for most words: they end without a number or a mark that joins them to more.
fn may_open(text: &[u8], start: usize, end: usize) -> bool {
    let joined = text.get(end).is_some_and(|byte| matches!(byte, b'-' | b'_' | b'.'));
    joined || text[start].is_ascii_uppercase() && text[start..end].iter().any(u8::is_ascii_digit)
}

/// False for nearly every word: an id has a number, or it is three words joined by hyphens.
fn may_be_id(word: &[u8]) -> bool {
    let (mut hyphens, mut digits) = (0, 0);
    for byte in word {
        hyphens += usize::from(*byte == b'-');
        digits += usize::from(byte.is_ascii_digit());
    }
    if word[0].is_ascii_lowercase() { hyphens > 1 } else { digits > 0 }
}

/// True when an id is no part of a path, an address or a longer word.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let mut before = text[..start].chars().rev();
    let opens = match before.next() {
        Some('/') => before.next().is_some_and(|c| c.is_ascii_digit() || c == ' '),
        Some(c) => !c.is_alphanumeric() && !matches!(c, '.' | '#' | '='),
        None => true,
    };
    opens && !text[end..].starts_with(char::is_alphanumeric)
}

/// Length of a run of letters, digits and the marks that join them in ids; none of these marks at its end.
fn id_length(bytes: &[u8]) -> usize {
    let joins = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let length = bytes.iter().take_while(|b| joins(b)).count();
    let marks = bytes[..length].iter().rev().take_while(|b| matches!(b, b'-' | b'_' | b'.')).count();
    (length - marks).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::{CheckSpec, builtin, load};

    #[test]
    fn ids_are_found_in_every_shape_and_look_alikes_left_alone() {
        let checks: Vec<CheckSpec> = Vec::new();
        let (list, _) = load(&builtin(), &checks);
        let ids = Ids::new(&list);
        let text = "Covers FR-1.2, (FR001) and [FR-AUTH-01]; US-3/REQ-9. AC-2, F-04: `cpt-x-fr-upload` \u{2014} NFR-7\u{2013}8.\n\
                    SHA-256, UTF-8, F16, S3, HTTP-2, x/FR-9, well-known-types, acme-shop-fr, FR-, v1.2.3, \u{c9}FR-1";
        let found: Vec<&str> = ids.within(Span::new(0, text.len()), text).map(|span| span.of(text)).collect();
        assert_eq!(found, ["FR-1.2", "FR001", "FR-AUTH-01", "US-3", "REQ-9", "AC-2", "F-04", "cpt-x-fr-upload", "NFR-7"]);
    }
}
