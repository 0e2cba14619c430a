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
    /// As [`Self::Closed`], unless the section around it asks for something.
    ClosedTopic,
    /// As [`Self::Quality`], unless the section around it asks for something.
    QualityTopic,
    /// How it is built and run, unless the section around it asks for something.
    OtherTopic,
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
    closed_openers: BTreeMap<String, ()>,
    ids: BTreeMap<String, Option<IdSense>>,
    id_words: BTreeMap<String, ()>,
    enumerations: BTreeMap<String, ()>,
    enumeration_openers: BTreeMap<String, ()>,
    labels: BTreeMap<String, ()>,
    columns: BTreeMap<String, ()>,
    other_columns: BTreeMap<String, ()>,
}

impl Vocabulary {
    pub(super) fn of(checklist: &Checklist) -> Self {
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
    pub(super) fn heading(&self, keys: &[String]) -> Option<HeadingSense> {
        let (whole, parts) = keys.split_first()?;
        let asks = |sense: &HeadingSense| matches!(sense, HeadingSense::Wanted | HeadingSense::Part);
        self.sense(whole).or_else(|| parts.iter().filter_map(|part| self.sense(part)).filter(asks).min())
    }

    fn sense(&self, key: &str) -> Option<HeadingSense> {
        let long = phrases(&self.headings, key).filter(|(words, _)| *words > 1);
        let longest = long.max_by_key(|(words, sense)| (*words, std::cmp::Reverse(**sense))).map(|(_, sense)| *sense);
        let first = key.split(' ').next().unwrap_or_default();
        let put_off = self.closed_openers.contains_key(first).then_some(HeadingSense::Closed);
        longest.or(put_off).or_else(|| self.headings.get(head(key)).copied())
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

    /// True when the first or last words name a list that says one thing: "form fields", "stores for each run".
    pub(super) fn enumerates(&self, key: &str) -> bool {
        ends(&self.enumerations, key) || key.split(' ').next().is_some_and(|first| self.enumeration_openers.contains_key(first))
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

/// The last word before a preposition, version marks left out: `goal` of "product goals for launch (v1)".
fn head(key: &str) -> &str {
    let is_mark = |word: &str| {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        word == "mvp" || digits.len() + 1 >= word.len() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let words = key.split(' ').take_while(|word| !matches!(*word, "for" | "of" | "by" | "in" | "with" | "from" | "per" | "to" | "on"));
    words.filter(|word| !is_mark(word)).last().unwrap_or(key)
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
