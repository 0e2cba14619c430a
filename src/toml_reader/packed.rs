//! The tree of a built-in file, as the build script packed it, back to values: parsing them anew would be half of each start.
//!
//! A value is a tag, the distance from where the one before begins (twice its size,
//! one more when it lies before that), its length in the text, and what the tag says: `build/packs.rs` writes it.

use super::tree::{Entries, Placed, Value};
use crate::packed::Unpacker;
use std::borrow::Cow;

/// What the bytes cannot be when the build script wrote them.
const BROKEN: &str = "the build script packs what is read here";

/// Reads the packed tree of `text`.
pub fn unpack(text: &'static str, packed: &'static [u8]) -> Entries {
    let mut reader = TreeUnpacker { text, packed: Unpacker::new("", packed), start: 0 };
    reader.entries()
}

struct TreeUnpacker {
    text: &'static str,
    packed: Unpacker,
    /// Where the value before begins.
    start: usize,
}

impl TreeUnpacker {
    fn place(&mut self) -> (usize, usize) {
        let step = self.packed.number();
        self.start = if step & 1 == 0 { self.start + step / 2 } else { self.start - step / 2 };
        (self.start, self.start + self.packed.number())
    }

    fn words(&mut self, tag: u8, (start, end): (usize, usize)) -> Cow<'static, str> {
        // The tag is how many quotes stand on either side; what is written otherwise than it reads is packed as it reads.
        if tag < b'!' {
            return Cow::Borrowed(self.text.get(start + usize::from(tag)..end - usize::from(tag)).expect(BROKEN));
        }
        let length = self.packed.number();
        Cow::Borrowed(std::str::from_utf8(self.packed.bytes(length)).expect(BROKEN))
    }

    fn entries(&mut self) -> Entries {
        let count = self.packed.number();
        let entry = |_| {
            let tag = self.packed.byte();
            let (start, end) = self.place();
            let key = self.words(tag, (start, end));
            (Placed { value: key, start, end }, self.value())
        };
        (0..count).map(entry).collect()
    }

    fn value(&mut self) -> Placed<Value> {
        let tag = self.packed.byte();
        let (start, end) = self.place();
        let value = match tag {
            b'n' => Value::Number(Some(self.packed.number() as u64)),
            b'b' => Value::Bool(self.packed.number() == 1),
            b'l' => {
                let count = self.packed.number();
                Value::List((0..count).map(|_| self.value()).collect())
            }
            b't' => Value::Table(self.entries()),
            _ => Value::Text(self.words(tag, (start, end))),
        };
        Placed { value, start, end }
    }
}
