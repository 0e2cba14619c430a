//! What headings, cells, labels and marks say of priority and scope.

use crate::checklist::Checklist;
use crate::document::singular;
use crate::lexicon::Keys;
use crate::source::Span;
use serde::Serialize;

/// Most words of a phrase of the lists.
const LONGEST: usize = 4;
/// Most words of a passage that are looked at: a cell or heading has few.
const MOST_WORDS: usize = 32;
/// Later phases and versions than this are numbers of something else.
const LAST_PHASE: u32 = 20;

/// How much a requirement matters, whatever words say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// Must have, P0, high, MVP, `MUST`, `SHALL`.
    Must,
    /// Should have, P1, medium, `SHOULD`.
    Should,
    /// Could have, P2 and below, low, `MAY`.
    Could,
    /// Won't have.
    Wont,
}

impl Priority {
    /// As reports name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::Could => "could",
            Self::Wont => "wont",
        }
    }
}

/// Whether a requirement is part of what is to be built now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Said to be part of it.
    In,
    /// Said not to be.
    Out,
    /// Put off to a later phase or version.
    Later,
}

impl Scope {
    /// As reports name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Later => "later",
        }
    }
}

/// Where a priority or scope is said, from most to least binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum SaidBy {
    /// An amendment that changes the document.
    Amendment,
    /// A column of its row.
    Column,
    /// A mark in its text or a label under it.
    Label,
    /// A heading or lead-in above it, or a label of its section.
    Section,
    /// The words of its sentence (`MUST`, `should`).
    #[default]
    Wording,
}

/// A value with the words that say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<T> {
    /// What is said.
    pub value: T,
    /// Its words.
    pub span: Span,
    /// What kind of place says it.
    pub by: SaidBy,
}

/// A priority before the numbers of the document are known: P1 is the highest where no P0 is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Word(Priority),
    Number(u8),
}

impl Level {
    /// The priority it comes to; `first` is the lowest number that the document gives.
    pub(super) fn priority(self, first: u8) -> Priority {
        match self {
            Self::Word(priority) => priority,
            Self::Number(number) => match number.saturating_sub(first) {
                0 => Priority::Must,
                1 => Priority::Should,
                _ => Priority::Could,
            },
        }
    }
}

/// What one passage says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Says {
    pub(super) priority: Option<(Level, Span)>,
    pub(super) scope: Option<(Scope, Span)>,
}

impl Says {
    pub(super) fn is_empty(self) -> bool {
        self.priority.is_none() && self.scope.is_none()
    }

    /// This, and where it says nothing what `other` says.
    pub(super) fn or(self, other: Self) -> Self {
        Self { priority: self.priority.or(other.priority), scope: self.scope.or(other.scope) }
    }
}

/// What a passage is, and with it how much of it must be a phrase of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passage {
    /// A heading or lead-in: phrases anywhere, levels and versions where they stand apart.
    Heading,
    /// The value of a column or label that speaks of priority.
    Priority,
    /// The value of a column or label that speaks of scope.
    Scope,
    /// A mark set apart in text, as in brackets: the phrase must be all of it.
    Mark,
}

/// The lists, ready to use.
pub(super) struct Sayings<'a> {
    priorities: [(Option<&'a Keys>, Option<&'a Keys>, Priority); 4],
    scopes: [(Option<&'a Keys>, Option<&'a Keys>, Scope); 3],
    tails: Option<&'a Keys>,
    /// The version that the document is about: later ones are later.
    version: u32,
}

/// A word of a passage: its bytes in the text.
type Word = (usize, usize);

impl<'a> Sayings<'a> {
    /// `title` says which version the document is about.
    pub(super) fn new(checklist: &'a Checklist, title: &str) -> Self {
        let keys = |list: &str| checklist.word_keys(list);
        let words = title.split(|c: char| !c.is_alphanumeric());
        let version = words.filter_map(|word| word.strip_prefix(['v', 'V'])?.parse().ok()).find(|v| (1..LAST_PHASE).contains(v));
        Self {
            priorities: [
                (keys("requirement-wont"), keys("requirement-wont-values"), Priority::Wont),
                (keys("requirement-must"), keys("requirement-must-values"), Priority::Must),
                (keys("requirement-should"), keys("requirement-should-values"), Priority::Should),
                (keys("requirement-could"), keys("requirement-could-values"), Priority::Could),
            ],
            scopes: [
                (keys("requirement-scope-out"), keys("requirement-scope-out-values"), Scope::Out),
                (keys("requirement-scope-later"), keys("requirement-scope-later-values"), Scope::Later),
                (keys("requirement-scope-in"), keys("requirement-scope-in-values"), Scope::In),
            ],
            tails: keys("requirement-version-tails"),
            version: version.unwrap_or(1),
        }
    }

    /// What a passage of `text` says.
    pub(super) fn read(&self, span: Span, text: &str, passage: Passage) -> Says {
        let mut said = Says::default();
        let mut key = String::new();
        let mut at = span.start as usize;
        let end = span.end as usize;
        let mut left = MOST_WORDS;
        while at < end && left > 0 {
            let part = part_end(text, at, end);
            let words = words_of(text, at, part, left);
            left -= words.len().min(left);
            let found = self.part(&words, text, passage, &mut key);
            said = Says { priority: better_level(said.priority, found.priority), scope: better_scope(said.scope, found.scope) };
            // Behind the first part of a mark stand remarks on it.
            if passage == Passage::Mark && !words.is_empty() {
                break;
            }
            at = part + text[part..].chars().next().map_or(1, char::len_utf8);
        }
        // "Out of scope for the MVP" gives no priority.
        if matches!(said.scope, Some((Scope::Out | Scope::Later, _))) && passage == Passage::Heading {
            said.priority = said.priority.filter(|(_, at)| !at.of(text).eq_ignore_ascii_case("mvp"));
        }
        said
    }

    /// What stands between two marks of a passage says.
    fn part(&self, words: &[Word], text: &str, passage: Passage, key: &mut String) -> Says {
        let mut said = Says::default();
        let span = |from: usize, count: usize| Span::new(words[from].0, words[from + count - 1].1);
        for from in 0..words.len() {
            for count in (1..=LONGEST.min(words.len() - from)).rev() {
                let whole = from == 0 && self.is_tail(&words[count..], text, key);
                set_key(key, &words[from..from + count], text);
                let strong = whole || passage != Passage::Mark;
                let value = whole && passage != Passage::Heading;
                for (phrases, values, priority) in &self.priorities {
                    let alone = value && (passage != Passage::Scope) && holds(*values, key);
                    if strong && holds(*phrases, key) || alone {
                        said.priority = said.priority.or(Some((Level::Word(*priority), span(from, count))));
                    }
                }
                for (phrases, values, scope) in &self.scopes {
                    if strong && holds(*phrases, key) || whole && holds(*values, key) {
                        said.scope = said.scope.or(Some((*scope, span(from, count))));
                    }
                }
                if count == 1 && from == 0 && words.len() == 1 && passage == Passage::Priority {
                    let level = letter(key).map(|level| (level, span(from, count)));
                    said.priority = said.priority.or(level);
                }
            }
            said = said.or(self.numbered(words, from, text, passage, key));
        }
        said
    }

    /// `P1`, `v2`, `Phase 2`, `MVP` at one word of a part.
    fn numbered(&self, words: &[Word], from: usize, text: &str, passage: Passage, key: &mut String) -> Says {
        let word = |at: usize| words.get(at).map_or("", |(start, end)| &text[*start..*end]);
        let first = word(from);
        let counted = ["phase", "release", "version", "iteration", "increment"].iter().any(|w| w.eq_ignore_ascii_case(first));
        let (length, phase) = if counted { (2, number(word(from + 1))) } else { (1, first.strip_prefix(['v', 'V']).and_then(number)) };
        // What the number stands for begins its part and is most of it, or ends it after a preposition ("Goals for v1").
        let after = words.get(from + length..).unwrap_or_default();
        let minor =
            after.iter().take_while(|(start, _)| text[..*start].ends_with('.') && text[*start..].starts_with(|c: char| c.is_ascii_digit()));
        let minor = minor.count();
        let after = &after[minor..];
        let leads = from == 0 && (matches!(passage, Passage::Priority | Passage::Scope) || self.is_tail(after, text, key));
        let ends =
            from > 0 && after.is_empty() && passage == Passage::Heading && matches!(word(from - 1), "for" | "in" | "of" | "until" | "to");
        if !leads && !ends {
            return Says::default();
        }
        let end = words[(from + length + minor).min(words.len()) - 1].1;
        let span = Span::new(words[from].0, end);
        if let Some(number) = level(first) {
            return Says { priority: Some((Level::Number(number), span)), scope: None };
        }
        if first.eq_ignore_ascii_case("mvp") {
            return Says { priority: Some((Level::Word(Priority::Must), span)), scope: Some((Scope::In, span)) };
        }
        let current = if first.eq_ignore_ascii_case("phase") { 1 } else { self.version };
        let is_minor = minor > 0 && !word(from + length).bytes().all(|b| b == b'0');
        let scope = phase.filter(|phase| (1..LAST_PHASE).contains(phase)).and_then(|phase| match phase.cmp(&current) {
            std::cmp::Ordering::Greater => Some((Scope::Later, span)),
            std::cmp::Ordering::Equal if !is_minor => Some((Scope::In, span)),
            _ => None,
        });
        Says { priority: None, scope }
    }

    /// True when nothing follows, or only what versions and levels are followed by: "features", "scope", "only".
    fn is_tail(&self, words: &[Word], text: &str, key: &mut String) -> bool {
        words.len() <= 2
            && words.iter().all(|word| {
                set_key(key, std::slice::from_ref(word), text);
                holds(self.tails, key)
            })
    }
}

fn holds(keys: Option<&Keys>, key: &str) -> bool {
    keys.is_some_and(|keys| keys.contains(key))
}

/// A word tells more than a number, and what is said first more than what follows.
fn better_level(old: Option<(Level, Span)>, new: Option<(Level, Span)>) -> Option<(Level, Span)> {
    match (old, new) {
        (Some((Level::Number(_), _)), Some((Level::Word(_), _))) | (None, _) => new,
        _ => old,
    }
}

/// What takes out of scope tells more than what says for which phase.
fn better_scope(old: Option<(Scope, Span)>, new: Option<(Scope, Span)>) -> Option<(Scope, Span)> {
    match (old, new) {
        (Some((Scope::In, _)), Some((Scope::Out | Scope::Later, _))) | (None, _) => new,
        _ => old,
    }
}

/// `P0` to `P4` as a number.
fn level(word: &str) -> Option<u8> {
    match word.as_bytes() {
        [b'p' | b'P', digit @ b'0'..=b'4'] => Some(digit - b'0'),
        _ => None,
    }
}

/// The letters and digits of a priority column.
fn letter(key: &str) -> Option<Level> {
    Some(Level::Word(match key {
        "m" | "h" | "1" | "required" => Priority::Must,
        "s" | "2" => Priority::Should,
        "c" | "l" | "3" | "4" | "optional" => Priority::Could,
        "w" => Priority::Wont,
        _ => return None,
    }))
}

fn number(word: &str) -> Option<u32> {
    match word {
        "I" | "one" | "One" => Some(1),
        "II" | "two" | "Two" => Some(2),
        "III" | "three" | "Three" => Some(3),
        _ => word.parse().ok(),
    }
}

/// Where the part of a passage that begins at `at` ends: at a bracket, colon, comma or dash.
fn part_end(text: &str, at: usize, end: usize) -> usize {
    let body = &text[at..end];
    let mut last = ' ';
    for (offset, c) in body.char_indices() {
        let dash = c == '-' && last == ' ' && body[offset + 1..].starts_with(' ');
        if dash || matches!(c, '(' | ')' | '[' | ']' | ':' | ',' | ';' | '/' | '|' | '`' | '\u{2013}' | '\u{2014}') {
            return at + offset;
        }
        last = c;
    }
    end
}

fn words_of(text: &str, from: usize, to: usize, most: usize) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (offset, c) in text[from..to].char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(from + offset),
            (false, Some(first)) => {
                words.push((first, from + offset));
                start = None;
                if words.len() == most {
                    return words;
                }
            }
            _ => {}
        }
    }
    words.extend(start.map(|first| (first, to)));
    words
}

/// The key of a run of words, as the lists hold them.
fn set_key(key: &mut String, words: &[Word], text: &str) {
    key.clear();
    for (start, end) in words {
        if !key.is_empty() {
            key.push(' ');
        }
        let first = key.len();
        key.extend(text[*start..*end].chars().flat_map(char::to_lowercase));
        let kept = singular(&key[first..]).len();
        key.truncate(first + kept);
    }
}

/// The first word of RFC 2119 in a requirement's text. Lower case says it too, but for `may`, which grants more often.
pub(super) fn modal(span: Span, text: &str) -> Option<(Priority, Span)> {
    let bytes = text.as_bytes();
    let mut at = span.start as usize;
    let end = span.end as usize;
    while at < end {
        if !bytes[at].is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let length = bytes[at..end].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
        let word = &bytes[at..at + length];
        let is = |known: &str| word.eq_ignore_ascii_case(known.as_bytes());
        let priority = match length {
            3 if word == b"MAY" => Some(Priority::Could),
            4 if is("must") => Some(Priority::Must),
            5 if is("shall") => Some(Priority::Must),
            6 if is("should") => Some(Priority::Should),
            8 if word == b"REQUIRED" => Some(Priority::Must),
            8 if word == b"OPTIONAL" => Some(Priority::Could),
            11 if word == b"RECOMMENDED" => Some(Priority::Should),
            _ => None,
        };
        if let Some(priority) = priority {
            return Some((priority, Span::new(at, at + length)));
        }
        at += length;
    }
    None
}
