//! Waivers, and what they hide, to those that an earlier version of the same files does not have.

use super::file::Entry;
use super::{Told, Waived, WaiverFile};
use crate::finding::{Label, Observation};
use crate::source::{SourceFile, Span};
use std::collections::BTreeMap;

/// Files as they were.
pub struct Earlier<'a> {
    /// What that time is called: "main".
    pub name: &'a str,
    /// The text of the file at a path; None where it was not there.
    pub text: &'a dyn Fn(&str) -> Option<String>,
}

/// Waivers that are new, each once: a comment that is written otherwise counts as new, and so does an entry that says anything else. `read`
/// gives the file of a label, `record` the entries of a file of waivers.
pub fn recent<'r>(
    earlier: &Earlier<'_>,
    waived: &[Waived],
    read: &dyn Fn(&Label) -> &'r SourceFile,
    record: &dyn Fn(&str) -> Option<&'r WaiverFile>,
) -> Vec<(Told, Observation)> {
    let mut by_place: BTreeMap<(&str, Span), Vec<&Waived>> = BTreeMap::new();
    for waived in waived {
        by_place.entry((read(&waived.place).path(), waived.place.span)).or_default().push(waived);
    }
    let mut texts: BTreeMap<&str, Option<String>> = BTreeMap::new();
    let mut told = Vec::new();
    for ((path, span), hidden) in by_place {
        let mut before = |path: &'r str| texts.entry(path).or_insert_with(|| (earlier.text)(path).map(|text| squeezed(&text))).clone();
        let was_there = match record(path) {
            Some(file) => (earlier.text)(path).is_some_and(|text| !file.added_to(&file.earlier(text)).contains(&span)),
            None => before(path).is_some_and(|text| text.contains(&squeezed(span.of(read(&hidden[0].place).text())))),
        };
        if was_there {
            continue;
        }
        let is_along = hidden.iter().any(|waived| {
            let file = read(&waived.finding.primary);
            let words = squeezed(waived.finding.primary.span.lines(file.text()).of(file.text()));
            before(file.path()).is_none_or(|text| !text.contains(&words))
        });
        let mut rules: Vec<&str> = hidden.iter().map(|waived| waived.finding.rule.as_str()).collect();
        rules.dedup();
        let observation = Observation::new(hidden[0].place.clone(), rules.join(" "))
            .value("list", rules.join(", "))
            .value("since", earlier.name)
            .related(hidden.iter().map(|waived| waived.finding.primary.clone()));
        told.push((if is_along { Told::Along } else { Told::New }, observation));
    }
    told
}

/// A text with one blank between its words.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl WaiverFile {
    /// This file with another text.
    #[must_use]
    pub fn earlier(&self, text: String) -> Self {
        Self::read(self.source.path(), text).0.seen_from(&self.here, &self.folder)
    }

    /// Where the entries stand that an earlier version does not have.
    pub fn added_to(&self, before: &Self) -> Vec<Span> {
        self.added(before).map(|entry| entry.span).collect()
    }

    /// True when an entry that an earlier version does not have may speak of the document at a path.
    pub fn speaks_newly_of(&self, before: &Self, path: &str) -> bool {
        let site = self.site(path, None);
        self.added(before).any(|entry| entry.is_in(&site))
    }

    fn added<'f>(&'f self, before: &'f Self) -> impl Iterator<Item = &'f Entry> {
        self.entries.iter().filter(|entry| !before.entries.iter().any(|other| other.says_what(entry)))
    }
}
