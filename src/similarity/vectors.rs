//! The built-in table of word pieces and their vectors, and the vector of a passage.
//!
//! `vectors/README.md` says what the table is made from and how its bytes are laid out. It is read when the first passage is.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Length of a vector.
const DIMENSIONS: usize = 128;

/// Two values to a byte, the first in the low half; a value is the half less 8.
type PackedRow = [u8; DIMENSIONS / 2];

/// A direction: of length 1, or all zeros when there is nothing to point at.
pub(super) type Vector = [f32; DIMENSIONS];

static BYTES: &[u8] = include_bytes!("../../vectors/minilm-static-128d-i4.bin");
static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(BYTES).expect("the table is built in as it was packed"));

/// Word pieces and their packed vectors.
#[derive(Debug)]
pub(super) struct Table {
    /// Piece to row, for pieces that begin a word.
    firsts: HashMap<&'static str, u16>,
    /// The same for pieces within a word, without the `##` that marks them.
    inner: HashMap<&'static str, u16>,
    /// By row, what its values are multiplied with: a half-precision number.
    scales: &'static [[u8; 2]],
    rows: &'static [PackedRow],
}

impl Table {
    /// The built-in table.
    pub fn get() -> &'static Self {
        &TABLE
    }

    /// The row of a piece that begins a word.
    pub fn first(&self, piece: &str) -> Option<u16> {
        self.firsts.get(piece).copied()
    }

    /// The row of a piece that goes on with a word.
    pub fn inner(&self, piece: &str) -> Option<u16> {
        self.inner.get(piece).copied()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The piece of a row.
    #[cfg(test)]
    pub fn piece(&self, row: u16) -> String {
        let known = |map: &HashMap<&'static str, u16>, mark: &str| {
            map.iter().find(|(_, other)| **other == row).map(|(piece, _)| format!("{mark}{piece}"))
        };
        known(&self.firsts, "").or_else(|| known(&self.inner, "##")).expect("the row has a piece")
    }

    /// Adds the vector of a row, times a weight.
    fn add(&self, row: u16, weight: f32, to: &mut Vector) {
        let scale = half(self.scales[usize::from(row)]) * weight;
        for (pair, byte) in to.as_chunks_mut::<2>().0.iter_mut().zip(self.rows[usize::from(row)]) {
            pair[0] += (f32::from(byte & 15) - 8.0) * scale;
            pair[1] += (f32::from(byte >> 4) - 8.0) * scale;
        }
    }

    /// The direction of a text: the sum of its pieces, each with its weight.
    pub fn direction(&self, pieces: &[u16], weight: impl Fn(u16) -> f32) -> Vector {
        let mut sum = [0.0; DIMENSIONS];
        for &row in pieces {
            self.add(row, weight(row), &mut sum);
        }
        let length = product(&sum, &sum).sqrt();
        if length > 0.0 {
            for value in &mut sum {
                *value /= length;
            }
        }
        sum
    }

    /// Reads the bytes of a packed table; None when they are none.
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<20>()?;
        let number = |at: usize| Some(u32::from_le_bytes(head[at..].first_chunk().copied()?) as usize);
        let (count, dimensions, bits, text) = (number(4)?, number(8)?, number(12)?, number(16)?);
        if &head[..4] != b"STB1" || dimensions != DIMENSIONS || bits != 4 {
            return None;
        }
        let (text, rest) = rest.split_at_checked(text)?;
        let (scales, rows) = rest.split_at_checked(2 * count)?;
        let (mut firsts, mut inner) = (HashMap::new(), HashMap::new());
        for (row, piece) in std::str::from_utf8(text).ok()?.split('\n').enumerate() {
            let row = u16::try_from(row).ok()?;
            match piece.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                Some(piece) => inner.insert(piece, row),
                None => firsts.insert(piece, row),
            };
        }
        let ((scales, []), (rows, [])) = (scales.as_chunks(), rows.as_chunks()) else { return None };
        (rows.len() == count && firsts.len() + inner.len() == count).then_some(Self { firsts, inner, scales, rows })
    }
}

/// How far two directions agree: 1 for the same, 0 for nothing in common.
pub(super) fn product(a: &Vector, b: &Vector) -> f32 {
    // Eight sums side by side: the order is fixed, and the compiler can still use wide registers.
    let mut sums = [0.0; 8];
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    for half in [4, 2, 1] {
        for lane in 0..half {
            sums[lane] += sums[lane + half];
        }
    }
    sums[0]
}

/// A positive number of half precision, least byte first.
fn half(bytes: [u8; 2]) -> f32 {
    let bits = u16::from_le_bytes(bytes);
    let (exponent, fraction) = (u32::from(bits >> 10), u32::from(bits & 0x3FF));
    match exponent {
        // Too small to have a leading one: a multiple of 2^-24.
        0 => fraction as f32 / 16_777_216.0,
        _ => f32::from_bits((exponent + 127 - 15) << 23 | fraction << 13),
    }
}

#[cfg(test)]
mod tests {
    use super::super::pieces::pieces;
    use super::*;

    fn agree(one: &str, other: &str) -> f32 {
        let direction = |text| Table::get().direction(&pieces(text), |_| 1.0);
        product(&direction(one), &direction(other))
    }

    #[test]
    fn words_of_one_meaning_point_one_way() {
        assert!(agree("delete the account", "remove the user") > agree("delete the account", "blue weather") + 0.2);
        assert!((agree("delete the account", "delete the account") - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_text_without_pieces_points_nowhere() {
        assert!(agree("", "user").abs() < f32::EPSILON);
    }

    #[test]
    fn half_precision_is_read_as_it_is_written() {
        let read = |bits: u16| half(bits.to_le_bytes());
        assert_eq!(
            [0x3C00, 0x3555, 0x0001, 0x03FF].map(read).map(f32::to_bits),
            [1.0, 0.333_251_95, 5.960_464_5e-8, 6.097_555e-5].map(f32::to_bits)
        );
    }

    #[test]
    fn bytes_that_are_no_table_are_refused() {
        assert!(Table::read(&BYTES[..BYTES.len() - 1]).is_none());
        assert!(Table::read(&BYTES[4..]).is_none());
    }
}
