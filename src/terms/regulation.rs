//! Laws, standards and the rules of authorities, from `regulations.tsv`.

use crate::packed::packed_fields;
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

packed_fields!(Regulation { id, name, is_family, jurisdiction, topic, team });
