//! Each fixture of `tests/ladder/<topic>/<state>.md` is a document in which that topic stands in that state.

use designvet::checklist::{self, CheckSpec};
use designvet::document::Document;
use designvet::facts::Facts;
use designvet::source::SourceFile;
use std::path::Path;

/// Kinds of check that the built-in rules use, as far as loading them needs to know.
const CHECKS: &[&str] = &[
    "topic-required", "topic-content", "document-kind", "document-substance", "document-language", "placeholder", "document-control", "counterpart",
    "reference", "wording", "waiver",
];

#[test]
fn every_state_of_the_ladder_is_told_from_the_others() {
    let specs: Vec<CheckSpec> =
        CHECKS.iter().map(|name| CheckSpec { name, parameters: &[], values: &[] }).collect();
    let (list, problems) = checklist::load(&checklist::builtin(), &specs);
    assert!(problems.is_empty(), "{problems:?}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ladder");
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for topic in sorted(&root) {
        let id = name_of(&topic);
        let index = list.topic_index(&id).unwrap_or_else(|| panic!("`{id}` is no topic"));
        for path in sorted(&topic) {
            let text = std::fs::read_to_string(&path).expect("a fixture can be read");
            let file = SourceFile::new(format!("{id}/{}", name_of(&path)), text);
            let facts = Facts::of(&file, &Document::parse(file.text()), &list, None);
            let state = serde_json::to_value(facts.topics[index].state).expect("a state has a name");
            let expected = name_of(&path).trim_end_matches(".md").to_owned();
            seen += 1;
            if state != expected.as_str() {
                wrong.push(format!("{}: {state}, not {expected}", file.path()));
            }
        }
    }
    assert!(seen >= 96, "only {seen} fixtures");
    assert!(wrong.is_empty(), "{} of {seen}:\n{}", wrong.len(), wrong.join("\n"));
}

fn sorted(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|e| e.expect("an entry can be read").path()).collect();
    paths.sort();
    paths
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("an entry has a name").to_string_lossy().into_owned()
}
