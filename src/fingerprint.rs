//! The identity of a finding across edits, without line numbers and prose, and of the text that a waiver accepts.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Hex digits of a fingerprint and of the hash of a text.
pub const DIGITS: usize = 32;

/// Hash of document key, rule id, heading path, subject and ordinal among equals.
pub fn fingerprint(document: &str, rule: &str, heading_path: &[String], subject: &str, ordinal: usize) -> String {
    let ordinal = ordinal.to_string();
    let path = heading_path.iter().map(String::as_str);
    digest([document, rule].into_iter().chain(path).chain([subject, &ordinal]), DIGITS)
}

/// Hash of a text that a waiver accepts, word by word: how it is spaced and broken into lines does not matter.
pub fn text_hash<'p>(pieces: impl Iterator<Item = &'p str>) -> String {
    digest(pieces.flat_map(str::split_whitespace), DIGITS)
}

/// The first hex digits, an even number up to 64, of a hash (SHA-256) of some parts: the same parts cut otherwise have another.
pub fn digest<'p>(parts: impl Iterator<Item = &'p str>, digits: usize) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut hex = String::with_capacity(digits);
    for byte in hasher.finalize().iter().take(digits / 2) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let print = |doc: &str, rule: &str| fingerprint(doc, rule, &[], "", 0);
        assert_ne!(print("ab", "c"), print("a", "bc"));
        assert_eq!(print("a", "b").len(), DIGITS);
    }
}
