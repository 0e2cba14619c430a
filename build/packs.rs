//! TOML packs to packed trees; `src/toml_reader/packed.rs` reads them.

use crate::packed::Packer;
use crate::tree::{self, Entries, Placed, Value};

/// The packed tree of a pack; Err says what is wrong with it.
pub fn pack(text: &str) -> Result<Vec<u8>, String> {
    let (entries, faults) = tree::parse(text);
    if let Some(fault) = faults.into_iter().next() {
        return Err(fault.value);
    }
    let mut tree = TreePacker { text, packer: Packer::default(), start: 0 };
    tree.entries(&entries);
    Ok(tree.packer.bytes)
}

struct TreePacker<'t> {
    text: &'t str,
    packer: Packer,
    /// Where the value before begins.
    start: usize,
}

impl TreePacker<'_> {
    fn head<T>(&mut self, tag: u8, given: &Placed<T>) {
        self.packer.bytes.push(tag);
        let step = if given.start >= self.start { 2 * (given.start - self.start) } else { 2 * (self.start - given.start) + 1 };
        self.packer.number(step);
        self.packer.number(given.end - given.start);
        self.start = given.start;
    }

    fn words<T>(&mut self, words: &str, given: &Placed<T>) {
        let written = |quotes: &usize| self.text.get(given.start + quotes..given.end.saturating_sub(*quotes)) == Some(words);
        if let Some(quotes) = [0, 1, 3].iter().find(|quotes| written(quotes)) {
            self.head(*quotes as u8, given);
        } else {
            self.head(b's', given);
            self.packer.number(words.len());
            self.packer.bytes.extend_from_slice(words.as_bytes());
        }
    }

    fn entries(&mut self, entries: &Entries) {
        self.packer.number(entries.len());
        for (key, value) in entries {
            self.words(&key.value, key);
            self.value(value);
        }
    }

    fn value(&mut self, given: &Placed<Value>) {
        match &given.value {
            Value::Text(words) => self.words(words, given),
            Value::Number(Some(number)) => {
                self.head(b'n', given);
                self.packer.number(usize::try_from(*number).expect("numbers of checklists are small"));
            }
            Value::Bool(is) => {
                self.head(b'b', given);
                self.packer.number(usize::from(*is));
            }
            Value::List(items) => {
                self.head(b'l', given);
                self.packer.number(items.len());
                for item in items {
                    self.value(item);
                }
            }
            Value::Table(entries) => {
                self.head(b't', given);
                self.entries(entries);
            }
            Value::Number(None) | Value::Date(_) => panic!("a checklist holds a number or date that nothing reads"),
        }
    }
}
