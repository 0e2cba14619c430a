//! Measures that protect data and systems, from `controls.tsv`: what asks for each, and what shows that it is there.

use super::table::{Items, items, rows};
use super::{Alias, AliasRule, ControlPart, Term, Terms, Text};
use std::collections::BTreeMap;

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
    pub needs: Items,
    /// None of these does.
    pub spoils: Items,
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
    // Read at each start: one pass over the aliases, whatever the number of senses.
    // Words are found without a plural s, and looked up so.
    let folded = |alias: &str| alias.split(' ').map(|word| word.trim_end_matches('s')).fold(String::new(), |all, word| all + " " + word);
    let mut known: BTreeMap<String, Vec<(Option<u16>, u16)>> = BTreeMap::new();
    for [controls, aliases, needs, spoils] in rows(text, ["controls", "aliases", "needs", "spoils"]) {
        let sense = terms.senses.len() as u16;
        terms.senses.push(Sense { needs: Items::of(needs), spoils: Items::of(spoils) });
        for id in items(controls) {
            let control = (id != "*").then(|| terms.control(id).expect("a sense is of a control in the table") as u16);
            items(aliases).for_each(|alias| known.entry(folded(alias)).or_default().push((control, sense)));
        }
    }
    for alias in &mut terms.aliases {
        let Term::Control(its, _) = alias.term else { continue };
        let senses = known.get(&folded(&alias.text)).into_iter().flatten();
        alias.sense = senses.filter(|(control, _)| control.is_none_or(|control| control == its)).map(|(_, sense)| *sense).next();
    }
}
