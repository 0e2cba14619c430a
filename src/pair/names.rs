//! Names and titles of documents to what is left of them without the words that name a kind.

use crate::checklist::{Checklist, Side};
use std::collections::BTreeSet;

/// Words of titles that say nothing of the subject and name no kind either.
const ANY_DOCUMENT: &[&str] =
    &["doc", "docs", "document", "documentation", "draft", "final", "guide", "mvp", "overview", "product", "version"];

/// Words by which documents say what kind they are.
#[derive(Debug, Clone, Default)]
pub struct KindWords {
    /// Names of kinds, each between dashes, the longest first.
    names: Vec<String>,
    /// The single words of names and titles.
    words: BTreeSet<String>,
}

impl KindWords {
    /// The words of all kinds that may belong to a set.
    pub fn of(checklist: &Checklist) -> Self {
        let kinds = || checklist.kinds.iter().filter(|k| !matches!(k.side, Side::Alone | Side::None));
        let mut names: Vec<String> = kinds().flat_map(|k| &k.names).map(|name| format!("-{name}-")).collect();
        names.sort_by_key(|n| std::cmp::Reverse(n.len()));
        let phrases = kinds().flat_map(|k| k.names.iter().chain(&k.titles));
        let words = phrases.flat_map(|phrase| phrase.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
        Self { names, words: words.chain(ANY_DOCUMENT.iter().map(ToString::to_string)).filter(|word| !word.is_empty()).collect() }
    }

    /// True for a word, in small letters, of the name or title of a kind.
    pub fn has(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// The words of a file name, in small letters and with dashes between, without those that name a kind; None when nothing is left.
    pub fn stem(&self, name: &str) -> Option<String> {
        let mut padded = dashed(name);
        for name in &self.names {
            if padded.contains(name) {
                padded = padded.replace(name, "-");
            }
        }
        let rest = padded.trim_matches('-');
        (!rest.is_empty() && rest.chars().any(char::is_alphabetic)).then(|| rest.to_owned())
    }

    /// True for a file name that names a kind.
    pub fn are_in(&self, name: &str) -> bool {
        let dashed = dashed(name);
        self.names.iter().any(|name| dashed.contains(name))
    }
}

/// The words of a file name, in small letters, each between dashes.
fn dashed(name: &str) -> String {
    let base = name.rsplit_once('.').map_or(name, |(base, _)| base).to_lowercase();
    let words: Vec<&str> = base.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!("-{}-", words.join("-"))
}
