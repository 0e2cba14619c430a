//! Measures that protect data and systems, from `controls.tsv`: what asks for each, and what shows that it is there.

use super::Items;
use crate::lexicon::word_hash;
use crate::packed::{Packed, Packer, Unpacker, packed_fields};
use crate::text::Text;
use std::sync::OnceLock;

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
    pub needs: Beside,
    /// None of these does.
    pub spoils: Beside,
}

/// Words that are looked for beside an alias; parted when the first document asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// As the table has them.
    pub words: Items,
    parted: OnceLock<(Vec<u64>, Vec<String>)>,
}

impl Beside {
    /// The words of a cell.
    pub fn of(cell: &'static str) -> Self {
        Self { words: Items::of(cell), parted: OnceLock::new() }
    }

    /// True when a word, given by its hash and as it is written, is one of these.
    pub fn has(&self, hash: u64, word: &str) -> bool {
        let (whole, stems) = self.parted.get_or_init(|| {
            let (stems, whole): (Vec<&str>, Vec<&str>) = self.words.iter().partition(|word| word.ends_with('*'));
            (whole.into_iter().map(word_hash).collect(), stems.iter().map(|stem| stem.trim_end_matches('*').to_owned()).collect())
        });
        let begins = |stem: &String| word.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem));
        whole.contains(&hash) || stems.iter().any(begins)
    }
}

packed_fields!(Control { id, name, references, team });
packed_fields!(Sense { needs, spoils });

impl Packed for Beside {
    fn pack(&self, to: &mut Packer) {
        self.words.pack(to);
    }
    fn unpack(from: &mut Unpacker) -> Self {
        Self { words: Packed::unpack(from), parted: OnceLock::new() }
    }
}
