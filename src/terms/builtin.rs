//! What the tables of the lexicon (`checklists/lexicon/*.tsv`) say, as the build script reads and packs it.

use super::{AliasRows, Control, DataElement, Place, Recipient, Regulation, Sense, Technology, Vendor, VendorKind};
use crate::lexicon::PhraseTable;
use crate::packed::packed_fields;

/// The terms of the tables.
#[derive(Debug, Default, PartialEq)]
pub struct Builtin {
    pub elements: Vec<DataElement>,
    pub vendors: Vec<Vendor>,
    pub vendor_kinds: Vec<VendorKind>,
    pub technologies: Vec<Technology>,
    pub recipients: Vec<Recipient>,
    pub places: Vec<Place>,
    pub regulations: Vec<Regulation>,
    pub controls: Vec<Control>,
    pub senses: Vec<Sense>,
    pub aliases: AliasRows,
    /// The words of the aliases, entered by their numbers.
    pub phrases: PhraseTable,
}

packed_fields!(Builtin {
    elements,
    vendors,
    vendor_kinds,
    technologies,
    recipients,
    places,
    regulations,
    controls,
    senses,
    aliases,
    phrases,
});
