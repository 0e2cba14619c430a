//! The word lists of requirements, looked up by the words of a heading, label, column or id.

use super::Checklist;
use crate::document::singular;
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Most words of a phrase.
const LONGEST: usize = 4;

/// What a heading says of what stands under it. The first of two that fit equally well wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeadingSense {
    /// Nothing asked for now.
    Closed,
    /// Properties rather than functions.
    Quality,
    /// Requirements.
    Wanted,
    /// Why, for whom or how.
    Other,
    /// Requirements, unless the section around it is about something else.
    Part,
    /// As [`Self::Closed`], unless the section around it asks for something.
    ClosedTopic,
    /// As [`Self::Quality`], unless the section around it asks for something.
    QualityTopic,
    /// How it is built and run, unless the section around it asks for something.
    OtherTopic,
}

/// What the letters of an id say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdSense {
    /// A functional requirement.
    Functional,
    /// A property.
    Quality,
    /// A goal, risk, decision, actor.
    Other,
    /// No list has it.
    Unknown,
}

/// The word lists, ready to use.
#[derive(Debug)]
pub struct Vocabulary {
    headings: BTreeMap<String, HeadingSense>,
    closed_openers: BTreeSet<String>,
    ids: BTreeMap<Text, Option<IdSense>>,
    id_words: BTreeSet<String>,
    enumerations: BTreeSet<String>,
    enumeration_openers: BTreeSet<String>,
    labels: BTreeSet<String>,
    columns: BTreeSet<String>,
    other_columns: BTreeSet<String>,
}

impl Vocabulary {
    /// Reads the word lists of a checklist.
    pub fn of(checklist: &Checklist) -> Self {
        let mut headings = BTreeMap::new();
        for (list, sense) in [
            ("requirement-topic-headings", HeadingSense::OtherTopic),
            ("requirement-quality-topic-headings", HeadingSense::QualityTopic),
            ("requirement-closed-topic-headings", HeadingSense::ClosedTopic),
            ("requirement-part-headings", HeadingSense::Part),
            ("requirement-other-headings", HeadingSense::Other),
            ("requirement-headings", HeadingSense::Wanted),
            ("requirement-quality-headings", HeadingSense::Quality),
            ("requirement-closed-headings", HeadingSense::Closed),
        ] {
            headings.extend(checklist.word_list(list).iter().map(|phrase| (key_of(phrase), sense)));
        }
        let mut ids = BTreeMap::new();
        for (list, sense) in [
            ("requirement-not-ids", None),
            ("requirement-other-ids", Some(IdSense::Other)),
            ("requirement-quality-ids", Some(IdSense::Quality)),
            ("requirement-ids", Some(IdSense::Functional)),
        ] {
            ids.extend(checklist.word_list(list).iter().map(|prefix| (prefix.clone(), sense)));
        }
        let keys = |list: &str| checklist.word_list(list).iter().map(|phrase| key_of(phrase)).collect();
        Self {
            headings,
            closed_openers: keys("requirement-closed-openers"),
            ids,
            id_words: keys("requirement-id-words"),
            enumerations: keys("requirement-enumerations"),
            enumeration_openers: keys("requirement-enumeration-openers"),
            labels: keys("requirement-labels"),
            columns: keys("requirement-columns"),
            other_columns: keys("requirement-other-columns"),
        }
    }

    /// What a heading says: by the longest phrase in it; a single word counts only as its head ("project risks", "goals
    /// for launch", not "risk scoring"). Else by a part of it that asks for something ("Sync (MVP scope)").
    pub fn heading(&self, keys: &[String]) -> Option<HeadingSense> {
        let (whole, parts) = keys.split_first()?;
        let asks = |sense: &HeadingSense| matches!(sense, HeadingSense::Wanted | HeadingSense::Part);
        self.sense(whole).or_else(|| parts.iter().filter_map(|part| self.sense(part)).filter(asks).min())
    }

    fn sense(&self, key: &str) -> Option<HeadingSense> {
        let long = runs(key).filter(|(words, _)| *words > 1).filter_map(|(words, run)| Some((words, self.headings.get(run)?)));
        let longest = long.max_by_key(|(words, sense)| (*words, std::cmp::Reverse(**sense))).map(|(_, sense)| *sense);
        let first = key.split(' ').next().unwrap_or_default();
        let put_off = self.closed_openers.contains(first).then_some(HeadingSense::Closed);
        longest.or(put_off).or_else(|| self.headings.get(head(key)).copied())
    }

    /// What the letters before an id's number say, in lower case; None when they make no id.
    pub fn id(&self, letters: &str) -> Option<IdSense> {
        self.ids.get(letters).copied().unwrap_or(Some(IdSense::Unknown))
    }

    /// What the words of a long id say: the first that speaks of a requirement or property, else any that does not.
    pub fn long_id(&self, name: &str) -> IdSense {
        let parts = || name.split(|c: char| !c.is_ascii_alphabetic()).map(str::to_lowercase);
        let decisive = parts().find_map(|part| match self.ids.get(part.as_str()) {
            _ if self.id_words.contains(&part) => Some(IdSense::Functional),
            Some(Some(IdSense::Quality)) => Some(IdSense::Quality),
            _ => None,
        });
        let other = || parts().any(|part| part.len() > 2 && self.ids.get(part.as_str()) == Some(&Some(IdSense::Other)));
        decisive.unwrap_or_else(|| if other() { IdSense::Other } else { IdSense::Unknown })
    }

    /// True when the first or last words name a list that says one thing: "form fields", "stores for each run".
    pub fn enumerates(&self, key: &str) -> bool {
        ends_of(key).any(|end| self.enumerations.contains(end))
            || key.split(' ').next().is_some_and(|first| self.enumeration_openers.contains(first))
    }

    /// True for a label that describes a requirement instead of stating one.
    pub fn is_label(&self, key: &str) -> bool {
        self.labels.contains(key)
    }

    /// True for a column of requirements.
    pub fn is_column(&self, key: &str) -> bool {
        runs(key).any(|(_, run)| self.columns.contains(run))
    }

    /// True for a first column of something else.
    pub fn is_other_column(&self, key: &str) -> bool {
        ends_of(key).any(|end| self.other_columns.contains(end))
    }
}

/// The last word before a preposition, version marks left out: `goal` of "product goals for launch (v1)".
fn head(key: &str) -> &str {
    let is_mark = |word: &str| {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        word == "mvp" || digits.len() + 1 >= word.len() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let words = key.split(' ').take_while(|word| !matches!(*word, "for" | "of" | "by" | "in" | "with" | "from" | "per" | "to" | "on"));
    words.filter(|word| !is_mark(word)).last().unwrap_or(key)
}

/// The key of a phrase of a list: as [`crate::document::heading_key`], which also reads what only headings have.
fn key_of(phrase: &str) -> String {
    let mut key = String::with_capacity(phrase.len());
    for word in phrase.split([' ', '-']) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(singular(word));
    }
    key
}

/// Every run of up to [`LONGEST`] words of a key, with its number of words.
fn runs(key: &str) -> impl Iterator<Item = (usize, &str)> {
    ends_of(key).flat_map(|rest| {
        let ends = rest.match_indices(' ').map(|(at, _)| at).chain(std::iter::once(rest.len())).take(LONGEST);
        ends.enumerate().map(move |(i, end)| (i + 1, &rest[..end]))
    })
}

/// A key from each of its words on.
fn ends_of(key: &str) -> impl Iterator<Item = &str> {
    std::iter::once(0).chain(key.match_indices(' ').map(|(at, _)| at + 1)).map(|start| &key[start..])
}
