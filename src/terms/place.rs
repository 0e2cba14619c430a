//! Places where data may rest, from `regions.tsv`: cloud regions with the country they lie in, countries, and what is nobody's cloud.

use super::table::{items, rows};
use super::{Alias, AliasRule, Term, Terms};
use crate::text::Text;

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// The provider of a region; empty for a country.
    pub provider: Text,
    /// Its code: `eu-west-2`, `EU`.
    pub code: Text,
    /// What people call it.
    pub label: Text,
    /// The country it lies in.
    pub country: Text,
    /// The law that holds there: `EU`, `EEA`, `UK`, `US` or an ISO 3166 code; `LOCAL` where it is that of the user. `eu-west-2` is
    /// the UK.
    pub jurisdiction: Text,
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// A region of a cloud.
    CloudRegion,
    /// A host or tenant of a vendor in one part of the world.
    VendorRegion,
    /// A country, or a union of countries.
    Jurisdiction,
    /// The user's device, or the customer's own premises.
    Local,
}

pub(super) fn read(text: &'static str, terms: &mut Terms) {
    for [kind, provider, code, label, country, jurisdiction, aliases, ambiguous] in
        rows(text, ["kind", "provider", "code", "label", "country", "jurisdiction", "aliases", "ambiguous"])
    {
        let term = Term::Place(terms.places.len() as u16);
        let kind = match kind {
            "cloud-region" => PlaceKind::CloudRegion,
            "vendor-region" => PlaceKind::VendorRegion,
            "jurisdiction" => PlaceKind::Jurisdiction,
            _ => PlaceKind::Local,
        };
        terms.aliases.extend(items(aliases).map(|alias| Alias::strong(alias, term)));
        // Words that are places only where something is stored; a caret stands before those written in capitals.
        terms.aliases.extend(items(ambiguous).map(|alias| {
            let word = alias.trim_start_matches('^');
            Alias { rule: AliasRule::STORED, upper: word != alias, ..Alias::strong(word, term) }
        }));
        terms.places.push(Place {
            kind,
            provider: provider.into(),
            code: code.into(),
            label: label.into(),
            country: country.into(),
            jurisdiction: jurisdiction.into(),
        });
    }
}
