//! Any text is read as a checklist without a panic, and every problem it is told has a place in it.
#![no_main]

use designvet::check;
use designvet::checklist::{Pack, builtin, load};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let specs = check::specs();
    let (_, problems) = load(&[Pack::new("fuzz.toml", text.to_owned())], &specs);
    for problem in &problems {
        // Rendering takes the place apart: it must lie in the text.
        let _ = format!("{problem:?}");
    }
    // Beside the built-in rules it may change them; what comes out is used.
    let mut packs = builtin();
    packs.push(Pack::new("fuzz.toml", text.to_owned()));
    let (list, _) = load(&packs, &specs);
    assert!(!list.rules.is_empty());
});
