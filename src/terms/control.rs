//! Measures that protect data and systems, from `controls.tsv`: what asks for each, and what shows that it is there.

use super::table::{Items, items, rows};
use super::{Alias, AliasRule, ControlPart, Term, Terms};
use crate::lexicon::{ByKey, word_hash};
use crate::text::Text;
use std::sync::OnceLock;

/// A measure that protects data or a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// Its id: `enc-rest`.
    pub id: Text,
    /// What people call it.
    pub name: Text,
    /// Chapters of standards that ask for it.
    pub references: Text,
    /// The team that knows it.
    pub team: Text,
}

/// The words beside an alias of a control that say whether it means the control: "throttle" of requests, and not of memory.
/// A word that ends in a star stands for all that begin so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sense {
    /// One of these stands in its sentence, row or heading; nothing is asked for when there are none.
    pub needs: Beside,
    /// None of these does.
    pub spoils: Beside,
}

/// Words that are looked for beside an alias; parted when the first document asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// As the table has them.
    pub words: Items,
    parted: OnceLock<(Vec<u64>, Vec<String>)>,
}

impl Beside {
    fn of(cell: &'static str) -> Self {
        Self { words: Items::of(cell), parted: OnceLock::new() }
    }

    /// True when a word, given by its hash and as it is written, is one of these.
    pub fn has(&self, hash: u64, word: &str) -> bool {
        let (whole, stems) = self.parted.get_or_init(|| {
            let (stems, whole): (Vec<&str>, Vec<&str>) = self.words.iter().partition(|word| word.ends_with('*'));
            (whole.into_iter().map(word_hash).collect(), stems.iter().map(|stem| stem.trim_end_matches('*').to_owned()).collect())
        });
        let begins = |stem: &String| word.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem));
        whole.contains(&hash) || stems.iter().any(begins)
    }
}

pub(super) fn read(text: &'static str, terms: &mut Terms) {
    for [id, name, trigger, evidence, weak, red_flags, veto, references, team] in
        rows(text, ["id", "name", "trigger", "evidence", "weak", "red-flags", "veto", "references", "team"])
    {
        let at = terms.controls.len() as u16;
        for (cell, part) in [
            (trigger, ControlPart::Trigger),
            (evidence, ControlPart::Evidence),
            (weak, ControlPart::Weak),
            (red_flags, ControlPart::RedFlag),
            (veto, ControlPart::Veto),
        ] {
            // A caret stands before an abbreviation that is written in capitals.
            terms.aliases.extend(items(cell).map(|alias| {
                let word = alias.trim_start_matches('^');
                let rule = if part == ControlPart::Weak { AliasRule::WEAK } else { AliasRule::STRONG };
                Alias { rule, upper: word != alias, ..Alias::strong(word, Term::Control(at, part)) }
            }));
        }
        terms.controls.push(Control { id: id.into(), name: name.into(), references: references.into(), team: team.into() });
    }
}

/// The senses of aliases, from `control-senses.tsv`: `*` in the first column stands for every control.
pub(super) fn read_senses(text: &'static str, terms: &mut Terms) {
    // Read at each start: one pass over the aliases, whatever the number of senses, and no copy of any.
    let key = |alias: &str| alias.split(' ').fold(0_u64, |key, word| key.rotate_left(7) ^ word_hash(word));
    let mut known: ByKey<u64, Vec<(Option<u16>, u16)>> = ByKey::default();
    for [controls, aliases, needs, spoils] in rows(text, ["controls", "aliases", "needs", "spoils"]) {
        let sense = terms.senses.len() as u16;
        terms.senses.push(Sense { needs: Beside::of(needs), spoils: Beside::of(spoils) });
        for id in items(controls) {
            let control = (id != "*").then(|| terms.control(id).expect("a sense is of a control in the table") as u16);
            items(aliases).for_each(|alias| known.entry(key(alias)).or_default().push((control, sense)));
        }
    }
    for alias in &mut terms.aliases {
        let Term::Control(its, _) = alias.term else { continue };
        let senses = known.get(&key(&alias.text)).into_iter().flatten();
        alias.sense = senses.filter(|(control, _)| control.is_none_or(|control| control == its)).map(|(_, sense)| *sense).next();
    }
}
