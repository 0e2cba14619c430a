//! What the tables of the lexicon (`checklists/lexicon/*.tsv`) say, as the build script reads and packs it.

use super::{Alias, Control, DataElement, Place, Recipient, Regulation, Sense, Technology, Vendor, VendorKind};
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
    pub aliases: Vec<Alias>,
    pub words: AliasWords,
}

/// The words of the aliases, by their hashes, so that no start reads the letters.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct AliasWords {
    /// How many words each alias has, in the order of the aliases.
    pub counts: Vec<u16>,
    /// Their hashes, those of all aliases in one.
    pub hashes: Vec<u64>,
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
    words,
});
packed_fields!(AliasWords { counts, hashes });
