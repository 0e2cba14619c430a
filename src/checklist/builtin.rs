//! The packs that are built into the binary.

use super::Pack;

/// Path, text and packed tree of every built-in pack, in loading order: `build.rs` makes it of `checklists/packs.list`.
const PACKS: &[(&str, &str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// The built-in packs.
pub fn builtin() -> Vec<Pack> {
    PACKS.iter().map(|(path, text, packed)| Pack::built_in(path, text, packed)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_trees_are_what_the_texts_parse_to() {
        for (path, text, packed) in PACKS {
            assert!(crate::toml_reader::is_packed(text, packed), "{path}");
        }
    }
}
