//! Laws, standards and contracts, from `regulations.tsv`.

use super::table::{items, rows};
use super::{Alias, AliasRule, Term, Terms, Text};

/// A law, standard or contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regulation {
    /// Its id.
    pub id: Text,
    /// What people call it.
    pub name: Text,
    /// Where it holds.
    pub jurisdiction: Text,
    /// What it is about: `privacy`, `payments`.
    pub topic: Text,
    /// The team that knows it.
    pub team: Text,
}

pub(super) fn read(text: &'static str, terms: &mut Terms) {
    for [id, name, aliases, ambiguous, jurisdiction, topic, team] in
        rows(text, ["id", "name", "aliases", "ambiguous", "jurisdiction", "topic", "team"])
    {
        let term = Term::Regulation(terms.regulations.len() as u16);
        terms.aliases.extend(items(aliases).map(|alias| Alias::strong(alias, term)));
        // Abbreviations with other meanings: capitals, and a word of compliance beside them.
        let doubtful = |alias| Alias { rule: AliasRule::CUE, upper: true, ..Alias::strong(alias, term) };
        terms.aliases.extend(items(ambiguous).map(doubtful));
        terms.regulations.push(Regulation {
            id: id.into(),
            name: name.into(),
            jurisdiction: jurisdiction.into(),
            topic: topic.into(),
            team: team.into(),
        });
    }
}
