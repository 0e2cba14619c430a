//! Values as the build script packs them and the program reads them back: what is built in is parsed once, not at each start.
//!
//! Numbers are LEB128, seven bits to a byte; texts stand one behind the other in a text of their own, so that none is copied.

use crate::text::Text;
use std::borrow::Cow;

/// Rows of so many bytes each: of the thousands that are built in few are asked for, and each is read where it lies when it is.
pub type Rows<const N: usize> = Cow<'static, [[u8; N]]>;

/// What is being packed.
#[derive(Debug, Default)]
pub struct Packer {
    /// All texts in one.
    pub text: String,
    /// Everything else.
    pub bytes: Vec<u8>,
}

/// What has been packed and not yet read back.
#[derive(Debug)]
pub struct Unpacker {
    text: &'static str,
    bytes: &'static [u8],
}

impl Packer {
    /// Adds a number.
    pub fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.bytes.push((number & 0x7F) as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }
}

/// What the bytes cannot be when a [`Packer`] made them.
const BROKEN: &str = "as much is read as was packed";

impl Unpacker {
    /// Reads what a [`Packer`] made.
    pub fn new(text: &'static str, bytes: &'static [u8]) -> Self {
        Self { text, bytes }
    }

    /// The next byte.
    ///
    /// # Panics
    /// When all of it has been read, as each of these functions.
    pub fn byte(&mut self) -> u8 {
        let (first, rest) = self.bytes.split_first().expect(BROKEN);
        self.bytes = rest;
        *first
    }

    /// The next number.
    pub fn number(&mut self) -> usize {
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

    /// The next bytes.
    pub fn bytes(&mut self, length: usize) -> &'static [u8] {
        let (bytes, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        bytes
    }

    /// The next bytes of the text.
    pub fn text(&mut self, length: usize) -> &'static str {
        let (text, rest) = self.text.split_at(length);
        self.text = rest;
        text
    }
}

/// A value that can be packed.
pub trait Packed: Sized {
    /// Packs it.
    fn pack(&self, to: &mut Packer);
    /// Reads it back.
    fn unpack(from: &mut Unpacker) -> Self;
}

impl Packed for u16 {
    fn pack(&self, to: &mut Packer) {
        to.number(usize::from(*self));
    }
    fn unpack(from: &mut Unpacker) -> Self {
        from.number() as Self
    }
}

impl<const N: usize> Packed for Rows<N> {
    fn pack(&self, to: &mut Packer) {
        to.number(self.len());
        to.bytes.extend_from_slice(self.as_flattened());
    }
    fn unpack(from: &mut Unpacker) -> Self {
        let count = from.number();
        let (rows, _) = from.bytes(count * N).as_chunks();
        Cow::Borrowed(rows)
    }
}

impl Packed for bool {
    fn pack(&self, to: &mut Packer) {
        to.bytes.push(u8::from(*self));
    }
    fn unpack(from: &mut Unpacker) -> Self {
        from.byte() == 1
    }
}

impl Packed for Text {
    fn pack(&self, to: &mut Packer) {
        to.number(self.len());
        to.text.push_str(self);
    }
    fn unpack(from: &mut Unpacker) -> Self {
        let length = from.number();
        Cow::Borrowed(from.text(length))
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, to: &mut Packer) {
        self.is_some().pack(to);
        if let Some(value) = self {
            value.pack(to);
        }
    }
    fn unpack(from: &mut Unpacker) -> Self {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, to: &mut Packer) {
        to.number(self.len());
        for value in self {
            value.pack(to);
        }
    }
    fn unpack(from: &mut Unpacker) -> Self {
        let count = from.number();
        (0..count).map(|_| T::unpack(from)).collect()
    }
}

/// Packs a structure field by field.
macro_rules! packed_fields {
    ($type:ident { $($field:ident),+ $(,)? }) => {
        impl crate::packed::Packed for $type {
            fn pack(&self, to: &mut crate::packed::Packer) {
                $(self.$field.pack(to);)+
            }
            fn unpack(from: &mut crate::packed::Unpacker) -> Self {
                $(let $field = crate::packed::Packed::unpack(from);)+
                Self { $($field),+ }
            }
        }
    };
}

/// Packs an enumeration as the number of its value.
macro_rules! packed_words {
    ($type:ident { $($value:ident),+ $(,)? }) => {
        impl crate::packed::Packed for $type {
            fn pack(&self, to: &mut crate::packed::Packer) {
                to.bytes.push(*self as u8);
            }
            fn unpack(from: &mut crate::packed::Unpacker) -> Self {
                let number = from.byte();
                [$(Self::$value),+].into_iter().find(|value| *value as u8 == number).expect("a value that was packed")
            }
        }
    };
}

pub(crate) use {packed_fields, packed_words};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_back_is_what_was_packed() {
        let texts: Vec<Text> = vec!["".into(), "na\u{ef}ve".into(), "x".repeat(300).into()];
        let numbers: Vec<Option<u16>> = vec![None, Some(0), Some(127), Some(128), Some(u16::MAX)];
        let rows: Rows<3> = vec![[0, 1, 2], [255; 3]].into();
        let mut packer = Packer::default();
        texts.pack(&mut packer);
        numbers.pack(&mut packer);
        rows.pack(&mut packer);
        true.pack(&mut packer);
        let mut unpacker = Unpacker::new(packer.text.leak(), packer.bytes.leak());
        assert_eq!(Vec::<Text>::unpack(&mut unpacker), texts);
        assert_eq!(Vec::<Option<u16>>::unpack(&mut unpacker), numbers);
        assert_eq!(Rows::<3>::unpack(&mut unpacker), rows);
        assert!(bool::unpack(&mut unpacker));
        assert!(unpacker.bytes.is_empty() && unpacker.text.is_empty());
    }
}
