//! The tree of a built-in file, as the build script packed it, back to values: parsing them anew would be half of each start.
//!
//! Every number is LEB128, seven bits to a byte. A value is a tag, the distance from where the one before begins (twice its size,
//! one more when it lies before that), its length in the text, and what the tag says: `build.rs` writes it.

use super::tree::{Entries, Placed, Value};
use std::borrow::Cow;

/// What the bytes cannot be when the build script wrote them.
const BROKEN: &str = "the build script packs what is read here";

/// Reads the packed tree of `text`.
pub fn unpack(text: &'static str, packed: &'static [u8]) -> Entries {
    let mut reader = Unpacker { text, packed, at: 0, start: 0 };
    reader.entries()
}

struct Unpacker {
    text: &'static str,
    packed: &'static [u8],
    at: usize,
    /// Where the value before begins.
    start: usize,
}

impl Unpacker {
    fn byte(&mut self) -> u8 {
        self.at += 1;
        self.packed[self.at - 1]
    }

    fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= usize::from(byte & 0x7F) << shift;
            shift += 7;
            if byte < 0x80 {
                return number;
            }
        }
    }

    fn place(&mut self) -> (usize, usize) {
        let step = self.number();
        self.start = if step & 1 == 0 { self.start + step / 2 } else { self.start - step / 2 };
        (self.start, self.start + self.number())
    }

    fn words(&mut self, tag: u8, (start, end): (usize, usize)) -> Cow<'static, str> {
        // The tag is how many quotes stand on either side; what is written otherwise than it reads is packed as it reads.
        if tag < b'!' {
            return Cow::Borrowed(self.text.get(start + usize::from(tag)..end - usize::from(tag)).expect(BROKEN));
        }
        let length = self.number();
        self.at += length;
        Cow::Borrowed(std::str::from_utf8(&self.packed[self.at - length..self.at]).expect(BROKEN))
    }

    fn entries(&mut self) -> Entries {
        let count = self.number();
        let entry = |_| {
            let tag = self.byte();
            let (start, end) = self.place();
            let key = self.words(tag, (start, end));
            (Placed { value: key, start, end }, self.value())
        };
        (0..count).map(entry).collect()
    }

    fn value(&mut self) -> Placed<Value> {
        let tag = self.byte();
        let (start, end) = self.place();
        let value = match tag {
            b'n' => Value::Number(Some(self.number() as u64)),
            b'b' => Value::Bool(self.number() == 1),
            b'l' => {
                let count = self.number();
                Value::List((0..count).map(|_| self.value()).collect())
            }
            b't' => Value::Table(self.entries()),
            _ => Value::Text(self.words(tag, (start, end))),
        };
        Placed { value, start, end }
    }
}
