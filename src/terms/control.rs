//! Measures that protect data and systems, from `controls.tsv`: what asks for each, and what shows that it is there.

use super::table::{Items, items, rows};
use super::{Alias, AliasRule, ControlPart, Term, Terms, Text};

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

pub(super) fn read(text: &'static str, terms: &mut Terms) {
    for [id, name, trigger, evidence, weak, red_flags, except, references, team] in
        rows(text, ["id", "name", "trigger", "evidence", "weak", "red-flags", "except", "references", "team"])
    {
        let at = terms.controls.len() as u16;
        let except = Items::of(except);
        for (cell, part) in [
            (trigger, ControlPart::Trigger),
            (evidence, ControlPart::Evidence),
            (weak, ControlPart::Weak),
            (red_flags, ControlPart::RedFlag),
        ] {
            // A caret stands before an abbreviation that is written in capitals.
            terms.aliases.extend(items(cell).map(|alias| {
                let word = alias.trim_start_matches('^');
                let rule = if part == ControlPart::Weak { AliasRule::WEAK } else { AliasRule::STRONG };
                Alias { rule, upper: word != alias, except: except.clone(), ..Alias::strong(word, Term::Control(at, part)) }
            }));
        }
        terms.controls.push(Control { id: id.into(), name: name.into(), references: references.into(), team: team.into() });
    }
}
