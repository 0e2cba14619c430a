//! The lexicon (`checklists/lexicon/*.tsv`, read by the build script) as typed terms: kinds of personal data, third parties, places, regulations, controls,
//! and the words by which each is found.
//!
//! The tables are the product's own data; checklists add to them. A term is found by its aliases; an alias whose words mean other
//! things too carries a rule that says what has to stand around it.

mod alias;
mod aliases;
mod builtin;
mod control;
mod element;
mod items;
mod place;
mod regulation;
mod vendor;

pub use alias::{Alias, AliasRows, AliasRule, ControlPart, TERMS_FROM, Term};
pub use aliases::Aliases;
pub use control::{Beside, Control, Sense};
pub use element::{DataElement, Sensitivity};
pub use items::Items;
pub use place::{Place, PlaceKind};
pub use regulation::Regulation;
pub use vendor::{Receives, Recipient, Technology, Vendor, VendorKeys, VendorKind};

use crate::lexicon::PhraseTable;
use crate::packed::{Packed, Unpacker};
use builtin::Builtin;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Every term and every alias.
#[derive(Debug, Default)]
pub struct Terms {
    /// Kinds of personal data, by id.
    pub elements: Vec<DataElement>,
    /// Third parties, by id.
    pub vendors: Vec<Vendor>,
    /// Kinds of third parties.
    pub vendor_kinds: Vec<VendorKind>,
    /// Components that are no third parties.
    pub technologies: Vec<Technology>,
    /// Recipients without a name.
    pub recipients: Vec<Recipient>,
    /// Cloud regions, countries and other places where data may rest.
    pub places: Vec<Place>,
    /// Laws, standards and the rules of authorities.
    pub regulations: Vec<Regulation>,
    /// Measures that protect data and systems.
    pub controls: Vec<Control>,
    /// What has to stand around words for a control that mean other things too.
    pub senses: Vec<Sense>,
    /// What each is found by.
    pub aliases: Aliases,
    /// Names of the company and its products, in lower case: no third parties.
    pub first_party: BTreeSet<String>,
    /// Names of approved third parties, in lower case.
    pub approved: BTreeSet<String>,
    /// True when a company says whom it has approved, were it nobody.
    pub names_approved: bool,
    /// Third parties by package and host; made when the first document asks.
    vendor_keys: OnceLock<VendorKeys>,
}

impl Terms {
    /// The terms of the built-in tables, and the words of their aliases, entered by their numbers.
    pub fn builtin() -> (Self, PhraseTable) {
        let text = include_str!(concat!(env!("OUT_DIR"), "/lexicon.text"));
        let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.packed"));
        let read = Builtin::unpack(&mut Unpacker::new(text, bytes));
        let terms = Self {
            elements: read.elements,
            vendors: read.vendors,
            vendor_kinds: read.vendor_kinds,
            technologies: read.technologies,
            recipients: read.recipients,
            places: read.places,
            regulations: read.regulations,
            controls: read.controls,
            senses: read.senses,
            aliases: Aliases::of(read.aliases),
            ..Self::default()
        };
        (terms, read.phrases)
    }

    /// The alias of a phrase found, by its number.
    ///
    /// # Panics
    /// When there is none of this number.
    pub fn alias(&self, number: u32) -> Alias<'_> {
        self.aliases.get(number as usize).expect("phrases are entered by the numbers of aliases")
    }

    /// Index of the control `id`.
    pub fn control(&self, id: &str) -> Option<usize> {
        self.controls.iter().position(|control| control.id == id)
    }

    /// Index of the kind of data `id`.
    pub fn element(&self, id: &str) -> Option<usize> {
        self.elements.iter().position(|element| element.id == id)
    }

    /// Index of the third party that a name in lower case means: its id, its name, or words that mean nothing else.
    pub fn vendor_named(&self, name: &str) -> Option<usize> {
        let called = |vendor: &Vendor| vendor.name.to_lowercase() == name || vendor.id.to_lowercase() == name;
        self.vendors.iter().position(called).or_else(|| {
            self.aliases.iter().find_map(|alias| match alias.term {
                Term::Vendor(at) if alias.text == name => Some(at as usize),
                _ => None,
            })
        })
    }

    /// True when a third party is approved: the vendor of the lexicon, or else the name.
    pub fn is_approved(&self, vendor: Option<usize>, name: &str) -> bool {
        vendor.is_some_and(|at| self.vendors[at].approved) || self.approved.contains(&name.to_lowercase())
    }

    /// Third parties by package and host name.
    pub fn vendor_keys(&self) -> &VendorKeys {
        self.vendor_keys.get_or_init(|| VendorKeys::of(&self.vendors))
    }

    /// The kind of a third party, by name.
    pub fn vendor_kind(&self, kind: &str) -> Option<&VendorKind> {
        self.vendor_kinds.iter().find(|known| known.kind == kind)
    }
}

#[cfg(test)]
mod tests;
