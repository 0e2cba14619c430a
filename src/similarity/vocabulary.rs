//! The words of a document, and how many of a passage are not among them.

use super::passage::Passage;
use std::collections::HashSet;

/// All words of some passages.
#[derive(Debug, Default)]
pub struct Vocabulary<'a>(HashSet<&'a str>);

impl<'a> Vocabulary<'a> {
    /// The words of these passages.
    pub fn of(passages: &'a [Passage]) -> Self {
        Self(passages.iter().flat_map(|passage| &passage.words).map(String::as_str).collect())
    }

    /// The share of some different stems that are of none of these words, from 0 to 1; 0 when there are no stems.
    pub fn missing(&self, stems: &[String]) -> f32 {
        let words: HashSet<&str> = stems.iter().map(String::as_str).collect();
        let missing = words.iter().filter(|word| !self.0.contains(*word)).count();
        missing as f32 / words.len().max(1) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::super::passage::stems;
    use super::*;

    #[test]
    fn words_are_missing_whatever_their_form_and_number() {
        let design = [Passage::read("An exporter writes the archive."), Passage::under("Queues", "Jobs wait.")];
        let known = Vocabulary::of(&design);
        assert!(known.missing(&stems("exporting waits of jobs")) < 0.01);
        assert!((known.missing(&stems("export export vouchers")) - 0.5).abs() < 0.01);
        assert!(known.missing(&stems("the of 12")) < 0.01);
    }
}
