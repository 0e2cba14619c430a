//! Words as they are compared: hashes of their folded letters, and maps and sets by those.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Hash of a word in lower case without a plural s: what words are compared by; 0 for no word.
pub fn word_hash(word: &str) -> u64 {
    if word.is_empty() {
        return 0;
    }
    if word.is_ascii() { fold_ascii(word.as_bytes(), word.len()) } else { fold_wide(word) }
}

/// [`word_hash`] of a word with letters beyond ASCII.
pub(super) fn fold_wide(word: &str) -> u64 {
    word.to_lowercase().bytes().fold(0, |hash, byte| step(hash, u64::from(byte)))
}

/// [`word_hash`] of the first `length` bytes, ASCII letters and digits. With what follows at hand nearly every word is hashed
/// in one step without a loop.
pub(super) fn fold_ascii(text: &[u8], length: usize) -> u64 {
    // The bit that makes an ASCII letter lower case; digits have it.
    const LOWER: u64 = u64::from_ne_bytes([0x20; 8]);
    let eight = |at: usize| {
        let bytes = text[at..].first_chunk().copied().unwrap_or_else(|| {
            let mut bytes = [0; 8];
            bytes[..text.len() - at].copy_from_slice(&text[at..]);
            bytes
        });
        u64::from_le_bytes(bytes) | LOWER
    };
    let plural = length > 3 && {
        let (before, last) = (text[length - 2] | 0x20, text[length - 1] | 0x20);
        (last == b's') & !matches!(before, b's' | b'u' | b'i') && !text[..length].eq_ignore_ascii_case(b"https")
    };
    let length = length - usize::from(plural);
    let (mut hash, mut at) = (length as u64, 0);
    while length - at > 8 {
        hash = step(hash, eight(at));
        at += 8;
    }
    step(hash, eight(at) & u64::MAX >> (64 - 8 * (length - at)))
}

/// Mixes up to eight bytes into a hash; one to one for each hash, so that words of up to eight bytes never share one.
fn step(hash: u64, bytes: u64) -> u64 {
    let mixed = (hash ^ bytes).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 32)
}

/// Passes a hash through as it is, and hashes text eight bytes at a time.
#[derive(Default)]
pub struct QuickHasher(u64);

/// What is known of words and keys. The keys are those of a checklist, so that no document can make them collide.
pub type ByKey<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;

/// Words as they are compared: by [`word_hash`].
pub type Words = HashSet<u64, BuildHasherDefault<QuickHasher>>;

/// Words and keys of a checklist.
pub type Keys = HashSet<String, BuildHasherDefault<QuickHasher>>;

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for bytes in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..bytes.len()].copy_from_slice(bytes);
            self.0 = step(self.0, u64::from_le_bytes(eight));
        }
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_and_plural() {
        assert_eq!(word_hash("RequirementS"), word_hash("requirement"));
        assert_eq!(word_hash(""), 0);
        assert_eq!(word_hash("\u{c9}tudes"), word_hash("\u{e9}tudes"));
        for (one, other) in [("access", "acces"), ("https", "http"), ("a", "b"), ("internationalized", "internationalizer"), ("1", "11")] {
            assert_ne!(word_hash(one), word_hash(other), "{one}");
        }
    }
}
