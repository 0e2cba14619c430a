//! Any bytes are decoded, read and turned into facts without a panic, and every position lies in the text.
#![no_main]

use designvet::checklist::{Checklist, builtin, load};
use designvet::document::Document;
use designvet::facts::Facts;
use designvet::source::SourceFile;
use designvet::check;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CHECKLIST: LazyLock<Checklist> = LazyLock::new(|| load(&builtin(), &check::specs()).0);

fuzz_target!(|bytes: &[u8]| {
    let name = ["fuzz.md", "fuzz.csv", "fuzz.json"][bytes.first().map_or(0, |byte| usize::from(byte % 3))];
    let Ok(file) = SourceFile::decode(name, bytes.to_vec(), 1 << 20) else { return };
    let document = Document::of(&file);
    if let Err(broken) = document.check_invariants(file.text()) {
        panic!("{broken}");
    }
    let facts = Facts::of(&file, &document, &CHECKLIST, None);
    let end = file.text().len() as u32;
    let placeholders = facts.placeholders.iter().map(|p| p.span);
    let references = facts.references.iter().map(|r| r.span);
    let topics = facts.topics.iter().filter_map(|t| t.place);
    let requirements = facts.requirements.iter().map(|r| r.span);
    for span in placeholders.chain(references).chain(topics).chain(requirements) {
        assert!(span.start <= span.end && span.end <= end, "{span:?} of {end}");
        let _ = span.of(file.text());
    }
});
