//! The packs that are built into the binary.

use super::Pack;

/// Path, text and packed tree of a built-in pack.
macro_rules! pack {
    ($name:literal) => {
        (
            concat!("checklists/", $name, ".toml"),
            include_str!(concat!("../../checklists/", $name, ".toml")),
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".packed")),
        )
    };
}

/// Every built-in pack, in loading order.
const PACKS: &[(&str, &str, &[u8])] = &[
    pack!("kinds"),
    pack!("topics"),
    pack!("signals"),
    pack!("words"),
    pack!("document"),
    pack!("sections"),
    pack!("controls"),
    pack!("vendors"),
    pack!("locations"),
    pack!("structure"),
    pack!("requirements"),
    pack!("privacy"),
    pack!("ai"),
    pack!("agreement"),
    pack!("coherence"),
    pack!("notes"),
    pack!("critical-issue"),
    pack!("remediation"),
    pack!("scanner-health"),
    pack!("waivers"),
    pack!("teams"),
    pack!("routing"),
    pack!("packets"),
];

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
