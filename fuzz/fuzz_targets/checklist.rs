//! Any text is read as a checklist without a panic, and every problem it is told has a place in it.
#![no_main]

use designvet::check;
use designvet::diagnostic::Place;
use designvet::checklist::{Pack, load};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (_, problems) = load(&[Pack::new("fuzz.toml", text.to_owned())], &check::specs());
    for problem in &problems {
        if let Some(Place::Text(_, span)) = &problem.place {
            let _ = span.of(text);
        }
    }
});
