//! What a document says around the tables whose rows are looked at: there may stand what the rows do not say.

use crate::facts::{Sheet, says};
use std::collections::HashSet;

/// Least characters of a name by which a row is known in a text.
const LEAST: usize = 3;

/// The text of a document without the tables that are looked at, in lower case.
pub(super) struct Around {
    text: String,
    words: HashSet<String>,
}

impl Around {
    /// The text around some tables.
    pub(super) fn of(text: &str, sheets: &[&Sheet]) -> Self {
        let mut kept = String::new();
        let mut at = 0;
        for sheet in sheets {
            let (start, end) = (sheet.header.start as usize, sheet.rows.last().map_or(sheet.header, |row| row.span).end as usize);
            kept.push_str(text.get(at..start).unwrap_or_default());
            kept.push('\n');
            at = end.max(at);
        }
        kept.push_str(&text[at..]);
        let text = kept.to_lowercase();
        let words = text.split_whitespace().map(bare).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        Self { text, words }
    }

    /// True when a word begins so.
    pub(super) fn has(&self, beginning: &str) -> bool {
        self.text.match_indices(beginning).any(|(at, _)| !self.text[..at].ends_with(char::is_alphanumeric))
    }

    /// True when it says a phrase, in lower case.
    pub(super) fn says(&self, phrase: &str) -> bool {
        says(&self.text, phrase)
    }

    /// True when it has all words of a name.
    pub(super) fn names(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        name.chars().count() >= LEAST && name.split_whitespace().map(bare).all(|word| word.is_empty() || self.words.contains(word))
    }
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}
