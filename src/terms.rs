//! The lexicon (`checklists/lexicon/*.tsv`) to typed terms: kinds of personal data, third parties, places, regulations, controls,
//! and the words by which each is found.
//!
//! The tables are the product's own data; checklists add to them. A term is found by its aliases; an alias whose words mean other
//! things too carries a rule that says what has to stand around it.

mod alias;
mod control;
mod element;
mod place;
mod regulation;
mod table;
mod vendor;

pub use alias::{Alias, AliasRule, ControlPart, Term};
pub use control::{Beside, Control, Sense};
pub use element::{DataElement, Sensitivity};
pub use place::{Place, PlaceKind};
pub use regulation::Regulation;
pub use table::Items;
pub use vendor::{Receives, Recipient, Technology, Vendor, VendorKeys, VendorKind};

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
    pub aliases: Vec<Alias>,
    /// Names of the company and its products, in lower case: no third parties.
    pub first_party: BTreeSet<String>,
    /// Names of approved third parties, in lower case.
    pub approved: BTreeSet<String>,
    /// True when a company says whom it has approved, were it nobody.
    pub names_approved: bool,
    /// Third parties by package and host; made when the first document asks.
    vendor_keys: OnceLock<VendorKeys>,
}

/// The built-in tables: name and text, in the order in which they are read.
pub const TABLES: &[(&str, &str)] = &[
    ("data-elements", include_str!("../checklists/lexicon/data-elements.tsv")),
    ("data-element-aliases", include_str!("../checklists/lexicon/data-element-aliases.tsv")),
    ("vendor-kinds", include_str!("../checklists/lexicon/vendor-kinds.tsv")),
    ("vendors", include_str!("../checklists/lexicon/vendors.tsv")),
    ("technologies", include_str!("../checklists/lexicon/technologies.tsv")),
    ("recipients", include_str!("../checklists/lexicon/recipients.tsv")),
    ("regions", include_str!("../checklists/lexicon/regions.tsv")),
    ("regulations", include_str!("../checklists/lexicon/regulations.tsv")),
    ("controls", include_str!("../checklists/lexicon/controls.tsv")),
    ("control-senses", include_str!("../checklists/lexicon/control-senses.tsv")),
];

impl Terms {
    /// The terms of the built-in tables.
    pub fn builtin() -> Self {
        let mut terms = Self { aliases: Vec::with_capacity(10_000), vendors: Vec::with_capacity(1_200), ..Self::default() };
        for (name, text) in TABLES {
            match *name {
                "data-elements" => element::read(text, &mut terms),
                "data-element-aliases" => element::read_aliases(text, &mut terms),
                "vendor-kinds" => vendor::read_kinds(text, &mut terms),
                "vendors" => vendor::read(text, &mut terms),
                "technologies" => vendor::read_technologies(text, &mut terms),
                "recipients" => vendor::read_recipients(text, &mut terms),
                "regions" => place::read(text, &mut terms),
                "regulations" => regulation::read(text, &mut terms),
                "controls" => control::read(text, &mut terms),
                _ => control::read_senses(text, &mut terms),
            }
        }
        terms
    }

    /// The alias of a phrase found, by its number.
    pub fn alias(&self, number: u32) -> &Alias {
        &self.aliases[number as usize]
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
