//! A statement of notes with what it is about: its own words, and those of the question and the sentences it was said to.

use super::quoted;
use crate::discrepancy::spoken::places;
use crate::facts::{Quantity, Statement, spoken};
use crate::similarity::{stem_set, stems};
use crate::source::Span;
use crate::trace::Side;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// An assertion.
pub(super) struct Heard<'a> {
    pub statement: &'a Statement,
    pub words: BTreeSet<String>,
    /// Of the question it answers.
    pub asked: BTreeSet<String>,
    /// The first of its own telling words.
    pub subject: Option<String>,
    /// Of the question it answers, and of the sentences before it in the same breath.
    pub around: BTreeSet<String>,
    /// The first telling word, of the question where it answers one.
    pub lead: Option<String>,
    pub numbers: Vec<Quantity>,
    /// In small letters, as said.
    pub lower: String,
}

/// What stands for all words of keeping and removing.
pub(super) const RETAINED: &str = "retained";

/// Words that mean one thing; each group goes by its first.
const ALIKE: &[&[&str]] = &[
    &[
        RETAINED,
        "keep",
        "keeps",
        "kept",
        "keeping",
        "retain",
        "retention",
        "store",
        "stored",
        "stay",
        "deleted",
        "delete",
        "removed",
        "remove",
        "wiped",
        "purge",
        "erased",
        "gone",
        "expire",
        "storage",
        "thrown",
    ],
    &["email", "mail", "emailed", "mailed"],
    &["photo", "photograph", "picture", "image"],
    &["sms", "text"],
    &["lock", "block"],
    &["change", "alter", "edit", "modify", "correct", "update", "amend"],
    &["sign", "login", "log in", "signin", "authenticate"],
    &["employee", "staff"],
    &["remind", "reminder"],
    &["start", "begin", "launch"],
];

static CONCEPTS: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let mut concepts = BTreeMap::new();
    for group in ALIKE {
        for word in *group {
            concepts.insert((*word).to_owned(), group[0]);
            concepts.extend(stem_set(word).into_iter().map(|stem| (stem, group[0])));
        }
    }
    concepts
});

/// Units, and what stands beside most numbers: nothing of which thing is meant.
const DULL: &[&str] = &[
    "second", "minut", "hour", "day", "week", "month", "year", "percent", "mb", "gb", "max", "maximum", "minimum", "limit", "user",
    "system", "data", "everi", "yeah", "okay", "like", "um", "uh", "thing", "time", "work", "use", "half", "quarter", "want",
];

/// Stems of the telling words of a text, in their order; words that mean one thing are one.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = stems(text).iter().map(|word| named(word)).collect();
    // "keep" tells nothing of most texts, and much beside a number of days.
    let lower = text.to_lowercase();
    let kept = lower.split(|c: char| !c.is_alphanumeric()).filter_map(|word| CONCEPTS.get(word));
    words.extend(kept.map(|word| (*word).to_owned()));
    words.retain(|word| !DULL.contains(&word.as_str()));
    words
}

fn named(stem: &str) -> String {
    CONCEPTS.get(stem).map_or(stem, |name| *name).to_owned()
}

/// Most words of an answer that says nothing without its question.
const ANSWER: usize = 9;

/// Marks behind which the last word of a sentence stands.
const CORRECTED: &[&str] = &[" no, ", "scratch that", "strike that", "make it ", "make that ", "i mean", "i meant", "correction"];

impl<'a> Heard<'a> {
    /// What is asserted in notes, in its order.
    pub fn all(notes: Side<'a>) -> Vec<Self> {
        let statements = &notes.facts.statements;
        let asserted = statements.iter().enumerate().filter(|(_, statement)| statement.is_assertion());
        asserted.map(|(at, statement)| Self::of(notes, statement, &statements[..at])).collect()
    }

    fn of(notes: Side<'a>, statement: &'a Statement, earlier: &[Statement]) -> Self {
        let text = statement.span.of(notes.text);
        let mut before: Vec<Span> = statement.linked.into_iter().collect();
        // In the same breath: nothing but space stands between.
        let mut start = statement.span.start;
        for other in earlier.iter().rev().take_while(|other| other.speaker == statement.speaker) {
            let between = Span { start: other.span.end.min(start), end: start };
            if between.of(notes.text).contains(['\n', '|']) {
                break;
            }
            before.push(other.span);
            start = other.span.start;
        }
        let own = words_of(text);
        let asked = statement.linked.map_or(Vec::new(), |question| words_of(question.of(notes.text)));
        let lead = asked.first().or(own.first()).cloned();
        let subject = own.first().cloned();
        let words: BTreeSet<String> = own.into_iter().collect();
        let around = before.iter().flat_map(|span| words_of(span.of(notes.text))).filter(|word| !words.contains(word)).collect();
        let lower = text.to_lowercase();
        let corrected = CORRECTED.iter().filter_map(|mark| lower.rfind(mark)).max().map_or(0, |at| statement.span.start as usize + at);
        let mut numbers = spoken(statement.span, notes.text);
        numbers.retain(|number| number.span.start as usize >= corrected);
        let asked = asked.into_iter().collect();
        Self { statement, words, asked, subject, around, lead, numbers, lower }
    }

    /// The words that say of what a number is told: those of its clause, and of the question it answers.
    pub fn beside(&self, number: &Quantity) -> BTreeSet<String> {
        let (before, behind) = self.clause(number);
        [before, behind].into_iter().flat_map(words_of).chain(self.asked.iter().cloned()).collect()
    }

    /// The telling word right before a number.
    pub fn right_before(&self, number: &Quantity) -> Option<String> {
        stems(self.clause(number).0).last().map(|word| named(word))
    }

    /// What stands before and behind a number in its clause.
    fn clause(&self, number: &Quantity) -> (&str, &str) {
        let at = (number.span.start - self.statement.span.start) as usize;
        let at = self.lower.floor_char_boundary(at.min(self.lower.len()));
        let start = self.lower[..at].rfind([',', ';', ':']).map_or(0, |mark| mark + 1);
        let end = self.lower[at..].find([',', ';']).map_or(self.lower.len(), |length| at + length);
        (&self.lower[start..at], &self.lower[at..end])
    }

    /// All words it is about.
    pub fn all_words(&self) -> BTreeSet<String> {
        self.words.union(&self.around).cloned().collect()
    }

    /// What was said as it is quoted: a short answer with the question.
    pub fn quoted(&self, notes: Side<'_>) -> String {
        let words = self.statement.span.of(notes.text);
        let question = self.statement.linked.filter(|_| words.split_whitespace().count() <= ANSWER).map(|question| question.of(notes.text));
        quoted(&question.map_or_else(|| words.to_owned(), |question| format!("{question} {words}")))
    }

    /// True when one of these words or phrases was said.
    pub fn has(&self, words: &[&str]) -> bool {
        has(&self.lower, words)
    }

    /// True when nothing is denied or bounded.
    pub fn affirms(&self) -> bool {
        !self.has(&["not", "no", "never", "only", "nobody", "none", "nothing", "without", "cannot", "neither"])
            && !self.lower.contains("n't")
    }
}

/// True when a text in small letters has one of these words or phrases.
pub(super) fn has(lower: &str, words: &[&str]) -> bool {
    words.iter().any(|words| places(lower, words, char::is_alphanumeric).next().is_some())
}
