//! Laws, standards and the rules of authorities, from `regulations.tsv`.

use super::table::{Items, items, rows};
use super::{Alias, AliasRule, Term, Terms};
use crate::text::Text;

/// A law, a standard, or the rules of an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regulation {
    /// Its id.
    pub id: Text,
    /// What people call it.
    pub name: Text,
    /// True for a row of several laws and authorities, of which a document may name more than one.
    pub is_family: bool,
    /// Where it holds.
    pub jurisdiction: Text,
    /// What it is about: `privacy`, `payments`.
    pub topic: Text,
    /// The team that knows it.
    pub team: Text,
}

impl Regulation {
    /// True for a field of law ("privacy laws") rather than one law.
    pub fn is_field(&self) -> bool {
        self.id.starts_with("area-")
    }
}

pub(super) fn read(text: &'static str, terms: &mut Terms) {
    for [id, name, aliases, ambiguous, implied, except, family, jurisdiction, topic, team] in
        rows(text, ["id", "name", "aliases", "ambiguous", "implied", "except", "family", "jurisdiction", "topic", "team"])
    {
        let term = Term::Regulation(terms.regulations.len() as u16);
        terms.aliases.extend(items(aliases).map(|alias| Alias::strong(alias, term)));
        // Abbreviations with other meanings: capitals, and a word of compliance beside them.
        let doubtful = |alias| Alias { rule: AliasRule::CUE, upper: true, except: Items::of(except), ..Alias::strong(alias, term) };
        terms.aliases.extend(items(ambiguous).map(doubtful));
        // Its concepts, where it is not named.
        terms.aliases.extend(items(implied).map(|alias| Alias { rule: AliasRule::IMPLIED, ..Alias::strong(alias, term) }));
        terms.regulations.push(Regulation {
            id: id.into(),
            name: name.into(),
            is_family: !family.is_empty(),
            jurisdiction: jurisdiction.into(),
            topic: topic.into(),
            team: team.into(),
        });
    }
}
