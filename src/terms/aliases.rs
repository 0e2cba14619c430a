//! All aliases by number: the built-in ones, read where they lie packed when one is asked for, and those of checklists.

use super::{Alias, AliasRows, AliasRule, Term};
use std::collections::BTreeMap;

/// Aliases by number.
#[derive(Debug, Default)]
pub struct Aliases {
    built_in: AliasRows,
    /// What a checklist says that built-in ones stand for.
    changed: BTreeMap<usize, (Term, AliasRule)>,
    own: Vec<(String, Term, AliasRule)>,
}

impl Aliases {
    /// The built-in ones.
    pub(super) fn of(built_in: AliasRows) -> Self {
        Self { built_in, ..Self::default() }
    }

    /// One of them.
    pub fn get(&self, number: usize) -> Option<Alias<'_>> {
        let Some(mut alias) = self.built_in.get(number) else {
            let (text, term, rule) = self.own.get(number - self.built_in.count())?;
            return Some(Alias { rule: *rule, ..Alias::strong(text, *term) });
        };
        if let Some(changed) = self.changed.get(&number) {
            (alias.term, alias.rule) = *changed;
        }
        Some(alias)
    }

    /// True when one of them means something else beside the word of this hash.
    pub fn is_excepted_by(&self, number: usize, word: u64) -> bool {
        self.built_in.is_excepted_by(number, word)
    }

    /// All of them, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = Alias<'_>> {
        (0..self.built_in.count() + self.own.len()).filter_map(|number| self.get(number))
    }

    /// The words of those of checklists, with their numbers.
    pub fn own(&self) -> impl Iterator<Item = (usize, &str)> {
        self.own.iter().enumerate().map(|(at, (text, ..))| (self.built_in.count() + at, text.as_str()))
    }

    /// Adds words for a term; those of another vendor, component or kind of data stand for it from now on.
    pub fn add(&mut self, words: String, term: Term, rule: AliasRule) {
        let other =
            |known: Alias<'_>| known.text == words && matches!(known.term, Term::Vendor(_) | Term::Technology(_) | Term::Element(_));
        let known = self.iter().position(other);
        match known {
            Some(number) => match number.checked_sub(self.built_in.count()) {
                Some(own) => (self.own[own].1, self.own[own].2) = (term, rule),
                None => _ = self.changed.insert(number, (term, rule)),
            },
            None => self.own.push((words, term, rule)),
        }
    }
}
