//! The packs that are built into the binary.

use super::Pack;

/// Name and text of every built-in pack, in loading order.
const PACKS: &[(&str, &str)] = &[
    ("checklists/kinds.toml", include_str!("../../checklists/kinds.toml")),
    ("checklists/topics.toml", include_str!("../../checklists/topics.toml")),
    ("checklists/signals.toml", include_str!("../../checklists/signals.toml")),
    ("checklists/words.toml", include_str!("../../checklists/words.toml")),
    ("checklists/document.toml", include_str!("../../checklists/document.toml")),
    ("checklists/sections.toml", include_str!("../../checklists/sections.toml")),
    ("checklists/controls.toml", include_str!("../../checklists/controls.toml")),
    ("checklists/vendors.toml", include_str!("../../checklists/vendors.toml")),
    ("checklists/locations.toml", include_str!("../../checklists/locations.toml")),
    ("checklists/structure.toml", include_str!("../../checklists/structure.toml")),
    ("checklists/requirements.toml", include_str!("../../checklists/requirements.toml")),
    ("checklists/privacy.toml", include_str!("../../checklists/privacy.toml")),
    ("checklists/ai.toml", include_str!("../../checklists/ai.toml")),
    ("checklists/waivers.toml", include_str!("../../checklists/waivers.toml")),
];

/// The built-in packs.
pub fn builtin() -> Vec<Pack> {
    PACKS.iter().map(|(path, text)| Pack::new(*path, *text)).collect()
}
