//! The words on a node to what it stands for, where its shape does not say.

use super::NodeKind;
use super::judge::words;
use super::words::{PEOPLE, RUNNERS, STORES};

/// What a label speaks of; a process when its words say nothing else.
pub(super) fn of(label: &str) -> NodeKind {
    let lower = label.to_lowercase();
    if is_outside(label) || ["third-party", "third party", "3rd party", "3rd-party"].iter().any(|words| lower.contains(words)) {
        return NodeKind::External;
    }
    let words = words(label);
    let one = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    let is_store = |word: &String| STORES.contains(word.as_str()) || STORES.contains(one(word).as_str());
    let is_runner = |word: &String| RUNNERS.contains(word.as_str()) || RUNNERS.contains(one(word).as_str());
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return NodeKind::Process };
    // A long label is a sentence that a store occurs in, unless it begins with its name.
    let names_store = is_store(first) || words.len() <= 5 && words.iter().any(is_store);
    if words.len() <= 4 && is_store(last) || names_store && !words.iter().any(is_runner) {
        NodeKind::Store
    } else if words.len() <= 4 && (PEOPLE.contains(last.as_str()) || PEOPLE.contains(one(last).as_str())) {
        NodeKind::Person
    } else {
        NodeKind::Process
    }
}

/// True for the label of a boundary, or a node, that says it lies outside: "External systems", "Third parties".
pub(super) fn is_outside(label: &str) -> bool {
    let lower = label.to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or_default();
    first == "external"
        || first == "externals"
        || lower.contains("(external)")
        || lower.contains("third part")
        || lower.contains("third-part")
}
