//! The word lists of requirements as one table of phrases, looked up by the words of a heading, label or column.

use crate::checklist::Checklist;
use crate::document::heading_key;
use std::collections::BTreeMap;

/// Most words of a phrase.
const LONGEST: usize = 4;

/// What a heading says of what stands under it. The first of two that fit equally well wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum HeadingSense {
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
}

/// What the letters of an id say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IdSense {
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
pub(super) struct Vocabulary {
    headings: BTreeMap<String, HeadingSense>,
    ids: BTreeMap<String, Option<IdSense>>,
    id_words: BTreeMap<String, ()>,
    enumerations: BTreeMap<String, ()>,
    labels: BTreeMap<String, ()>,
    columns: BTreeMap<String, ()>,
    other_columns: BTreeMap<String, ()>,
}

impl Vocabulary {
    pub(super) fn of(checklist: &Checklist) -> Self {
        let mut headings = BTreeMap::new();
        for (list, sense) in [
            ("requirement-part-headings", HeadingSense::Part),
            ("requirement-other-headings", HeadingSense::Other),
            ("requirement-headings", HeadingSense::Wanted),
            ("requirement-quality-headings", HeadingSense::Quality),
            ("requirement-closed-headings", HeadingSense::Closed),
        ] {
            headings.extend(checklist.word_list(list).iter().map(|phrase| (heading_key(phrase), sense)));
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
        let keys = |list: &str| checklist.word_list(list).iter().map(|phrase| (heading_key(phrase), ())).collect();
        Self {
            headings,
            ids,
            id_words: keys("requirement-id-words"),
            enumerations: keys("requirement-enumerations"),
            labels: keys("requirement-labels"),
            columns: keys("requirement-columns"),
            other_columns: keys("requirement-other-columns"),
        }
    }

    /// What a heading says, by the longest phrase in the first of its keys that has one.
    pub(super) fn heading(&self, keys: &[String]) -> Option<HeadingSense> {
        keys.iter().find_map(|key| phrases(&self.headings, key).max_by_key(|(words, sense)| (*words, std::cmp::Reverse(**sense)))).map(|(_, sense)| *sense)
    }

    /// What the letters before an id's number say, in lower case; None when they make no id.
    pub(super) fn id(&self, letters: &str) -> Option<IdSense> {
        self.ids.get(letters).copied().unwrap_or(Some(IdSense::Unknown))
    }

    /// What the words of a long id say: the first that speaks of a requirement or property, else any that does not.
    pub(super) fn long_id(&self, name: &str) -> IdSense {
        let parts = || name.split(|c: char| !c.is_ascii_alphabetic()).map(str::to_lowercase);
        let decisive = parts().find_map(|part| match self.ids.get(&part) {
            _ if self.id_words.contains_key(&part) => Some(IdSense::Functional),
            Some(Some(IdSense::Quality)) => Some(IdSense::Quality),
            _ => None,
        });
        let other = || parts().any(|part| part.len() > 2 && self.ids.get(&part) == Some(&Some(IdSense::Other)));
        decisive.unwrap_or_else(|| if other() { IdSense::Other } else { IdSense::Unknown })
    }

    /// True when the last words name a list that says one thing.
    pub(super) fn enumerates(&self, key: &str) -> bool {
        ends(&self.enumerations, key)
    }

    /// True for a label that describes a requirement instead of stating one.
    pub(super) fn is_label(&self, key: &str) -> bool {
        self.labels.contains_key(key)
    }

    /// True for a column of requirements.
    pub(super) fn is_column(&self, key: &str) -> bool {
        phrases(&self.columns, key).next().is_some()
    }

    /// True for a first column of something else.
    pub(super) fn is_other_column(&self, key: &str) -> bool {
        ends(&self.other_columns, key)
    }
}

/// Every phrase of a table in a key, with its number of words.
fn phrases<'a, T>(table: &'a BTreeMap<String, T>, key: &'a str) -> impl Iterator<Item = (usize, &'a T)> {
    let starts = std::iter::once(0).chain(key.match_indices(' ').map(|(at, _)| at + 1));
    starts.flat_map(move |start| {
        let rest = &key[start..];
        let ends = rest.match_indices(' ').map(|(at, _)| at).chain(std::iter::once(rest.len())).take(LONGEST);
        ends.enumerate().filter_map(move |(i, end)| table.get(&rest[..end]).map(|found| (i + 1, found)))
    })
}

/// True when a phrase of the table ends the key.
fn ends(table: &BTreeMap<String, ()>, key: &str) -> bool {
    let starts = std::iter::once(0).chain(key.match_indices(' ').map(|(at, _)| at + 1));
    starts.into_iter().any(|start| table.contains_key(&key[start..]))
}
