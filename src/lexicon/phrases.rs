//! Phrases laid out by their first word. The build script lays out those of the tables, so that no start of the program does.

use super::scan::words_of;
use crate::packed::{Rows, packed_fields};

/// A phrase. Nearly all are ruled out by the first bits of their first two words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    /// The first bits of its first word.
    pub first: u32,
    /// The first bits of its second word; 0 when there is none.
    pub second: u32,
    /// Where its words begin in all words of its table.
    from: u32,
    /// How many words it has.
    pub count: u16,
    /// What it was entered as.
    pub entry: u32,
}

/// Bytes of a phrase in a table.
const ROW: usize = 18;

impl Phrase {
    fn row(self) -> [u8; ROW] {
        let mut row = [0; ROW];
        for (slot, number) in row.chunks_exact_mut(4).zip([self.first, self.second, self.from, self.entry]) {
            slot.copy_from_slice(&number.to_le_bytes());
        }
        row[16..].copy_from_slice(&self.count.to_le_bytes());
        row
    }

    fn of(row: &[u8; ROW]) -> Self {
        let (numbers, _) = row.as_chunks::<4>();
        let number = |at: usize| u32::from_le_bytes(numbers[at]);
        Self { first: number(0), second: number(1), from: number(2), entry: number(3), count: u16::from_le_bytes([row[16], row[17]]) }
    }
}

/// The first bits of a hash.
pub(super) fn first_bits(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// Phrases while they are gathered.
#[derive(Debug, Default)]
pub struct Phrases {
    phrases: Vec<Phrase>,
    words: Vec<u64>,
}

impl Phrases {
    /// Adds a phrase; one without a word is left out.
    pub fn add(&mut self, phrase: &str, entry: u32) {
        let from = self.words.len();
        words_of(phrase, &mut self.words);
        let words = &self.words[from..];
        if let Some(first) = words.first() {
            let second = words.get(1).copied().map_or(0, first_bits);
            self.phrases.push(Phrase { first: first_bits(*first), second, from: from as u32, count: words.len() as u16, entry });
        }
    }

    /// All of them, ready to be looked for.
    pub fn by_first_word(self) -> PhraseTable {
        // About as many buckets as there are phrases.
        let bits = self.phrases.len().next_power_of_two().ilog2().max(1);
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for phrase in &self.phrases {
            starts[bucket(phrase.first, bits) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut phrases = vec![[0; ROW]; self.phrases.len()];
        for phrase in self.phrases {
            let place = &mut next[bucket(phrase.first, bits)];
            phrases[*place as usize] = phrase.row();
            *place += 1;
        }
        PhraseTable {
            phrases: phrases.into(),
            starts: starts.into_iter().map(u32::to_le_bytes).collect(),
            words: self.words.into_iter().map(u64::to_le_bytes).collect(),
        }
    }
}

/// The bucket of a word: the first `bits` of its hash.
fn bucket(first: u32, bits: u32) -> usize {
    (first >> (32 - bits)) as usize
}

/// Phrases by their first word.
#[derive(Debug, Default, PartialEq)]
pub struct PhraseTable {
    /// All phrases by [`bucket`], those of one bucket in the order in which they were added.
    phrases: Rows<ROW>,
    /// Where each bucket begins, and one more for the end of the last.
    starts: Rows<4>,
    /// The words of all phrases in one.
    words: Rows<8>,
}

packed_fields!(PhraseTable { phrases, starts, words });

impl PhraseTable {
    /// The phrases, whatever they begin with.
    pub(super) fn all(&self) -> impl Iterator<Item = Phrase> {
        self.phrases.iter().map(Phrase::of)
    }

    /// The phrases whose first word has the same first bits.
    pub(super) fn beginning(&self, first: u64) -> impl Iterator<Item = Phrase> {
        let first = first_bits(first);
        let start = |at: usize| self.starts.get(at).map(|start| u32::from_le_bytes(*start) as usize);
        let within = self.starts.len().checked_sub(1).and_then(|buckets| {
            let at = bucket(first, buckets.ilog2());
            Some(start(at)?..start(at + 1)?)
        });
        let phrases = within.map_or(&[][..], |within| &self.phrases[within]);
        phrases.iter().map(Phrase::of).filter(move |phrase| phrase.first == first)
    }

    /// The hashes of a phrase's words.
    pub(super) fn words(&self, phrase: Phrase) -> impl Iterator<Item = u64> {
        let from = phrase.from as usize;
        self.words[from..from + usize::from(phrase.count)].iter().map(|word| u64::from_le_bytes(*word))
    }
}
