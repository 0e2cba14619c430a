//! Sentences of notes, and their words as they are compared with lists.

use super::super::Reading;
use crate::document::singular;
use crate::source::Span;
use std::collections::BTreeSet;

/// Words of a sentence in lower case, each between single spaces.
pub(super) struct Words {
    text: String,
    number: usize,
}

/// Most words of "Mm, yeah, right."
const SHORT: usize = 3;

/// Words that stand in any sentence.
const DULL: &[&str] = &[
    "about", "after", "also", "and", "are", "before", "been", "but", "can", "could", "did", "does", "done", "for", "from", "had", "has",
    "have", "how", "into", "is", "it", "its", "just", "long", "made", "make", "many", "may", "more", "much", "must", "need", "not", "now",
    "once", "one", "only", "our", "out", "over", "really", "say", "says", "should", "some", "still", "than", "that", "the", "their",
    "them", "then", "there", "they", "this", "time", "use", "used", "very", "was", "we", "were", "what", "when", "where", "whether",
    "which", "who", "why", "will", "with", "would", "yet", "you", "your",
];

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len() + 2);
        folded.push(' ');
        let mut number = 0;
        let in_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '@');
        for word in text.split(|c: char| !in_word(c)) {
            let word = word.trim_matches(['\'', '\u{2019}']);
            if !word.is_empty() {
                folded.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '\u{2019}' { '\'' } else { c }));
                folded.push(' ');
                number += 1;
            }
        }
        Self { text: folded, number }
    }

    pub(super) fn len(&self) -> usize {
        self.number
    }

    pub(super) fn is_empty(&self) -> bool {
        self.number == 0
    }

    pub(super) fn is_short(&self) -> bool {
        self.number <= SHORT
    }

    /// True when a word or phrase of a list stands in the sentence.
    pub(super) fn any(&self, reading: &Reading<'_>, list: &str) -> bool {
        reading.checklist.word_list(list).iter().any(|phrase| self.has(phrase))
    }

    /// True when the sentence opens with a word or phrase of a list.
    pub(super) fn open(&self, reading: &Reading<'_>, list: &str) -> bool {
        reading.checklist.word_list(list).iter().any(|phrase| self.begins(phrase))
    }

    /// True when the sentence begins with these words.
    pub(super) fn begins(&self, word: &str) -> bool {
        self.text[1..].strip_prefix(word).is_some_and(|rest| rest.starts_with(' '))
    }

    /// True when these words stand in the sentence.
    fn has(&self, phrase: &str) -> bool {
        self.text.match_indices(phrase).any(|(at, _)| self.text[..at].ends_with(' ') && self.text[at + phrase.len()..].starts_with(' '))
    }

    /// True for "..., right?": told, and asked for a nod.
    pub(super) fn has_tag(&self) -> bool {
        const TAGS: &[&str] = &[" right ", " correct ", " isn't it ", " don't we ", " doesn't it ", " aren't they ", " is that right "];
        self.number > SHORT && TAGS.iter().any(|tag| self.text.ends_with(tag))
    }

    /// True for "... [done]".
    pub(super) fn is_done(&self) -> bool {
        self.text.ends_with(" done ") || self.text.starts_with(" done ")
    }

    /// True for words that ask without a question mark.
    pub(super) fn asks(&self) -> bool {
        const OPENINGS: &[&str] = &[
            "whether", "which", "what", "who", "whose", "when", "where", "how", "why", "should", "do", "does", "is", "are", "can", "will",
        ];
        const ASKING: &[&str] = &[" tbd ", " unclear ", " to be decided ", " to be confirmed ", " undecided ", " whether "];
        let first = self.text.split(' ').find(|word| !word.is_empty()).unwrap_or_default();
        OPENINGS.contains(&first) || ASKING.iter().any(|words| self.text.contains(words))
    }

    /// What the sentence is about: its words without those that stand anywhere, in the singular.
    pub(super) fn telling(&self) -> BTreeSet<&str> {
        let words = self.text.split(' ').filter(|word| word.len() > 2 && !DULL.contains(word));
        words.map(|word| stem(singular(word))).collect()
    }
}

/// True when a list has these words, whatever their case.
pub(super) fn is_word(reading: &Reading<'_>, list: &str, words: &str) -> bool {
    reading.checklist.word_list(list).iter().any(|known| known.eq_ignore_ascii_case(words))
}

/// True when a list has the words of a heading or label, given as a key.
pub(super) fn is_key(reading: &Reading<'_>, list: &str, key: &str) -> bool {
    reading.checklist.word_keys(list).is_some_and(|keys| keys.contains(key))
}

/// A word without the ending of a form: keep, keeps and keeping are one, and so are retained and retain.
fn stem(word: &str) -> &str {
    let stripped = ["ing", "ed"].iter().find_map(|ending| word.strip_suffix(ending)).filter(|rest| rest.len() > 3);
    stripped.unwrap_or(word)
}

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &["e.g", "i.e", "vs", "dr", "mr", "ms", "mrs", "approx", "etc", "no", "incl", "resp", "cf"];

/// Sentences of a stretch of text, trimmed, in source order.
pub(super) fn sentences(span: Span, text: &str) -> Vec<Span> {
    let said = span.of(text);
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in said.char_indices().filter(|(_, c)| matches!(c, '.' | '?' | '!')) {
        let after = &said[at + 1..];
        let closing = after.len() - after.trim_start_matches(['"', '\'', ')', '*', '_', '\u{201d}', '`', '?', '!', '.']).len();
        let rest = &after[closing..];
        if !rest.starts_with(char::is_whitespace) || at < start {
            continue;
        }
        if mark == '.' {
            let last = said[start..at].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default().to_lowercase();
            let opens = rest.trim_start().starts_with(|c: char| !c.is_lowercase());
            if ABBREVIATIONS.contains(&last.as_str()) || !opens || last.len() == 1 && last.chars().all(char::is_alphabetic) {
                continue;
            }
        }
        let end = at + 1 + closing;
        found.push((start, end));
        start = end;
    }
    found.push((start, said.len()));
    let base = span.start as usize;
    let spans = found.into_iter().map(|(from, to)| Span::new(base + from, base + to).trimmed(text));
    spans.filter(|span| span.of(text).contains(char::is_alphanumeric)).collect()
}
