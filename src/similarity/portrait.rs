//! A whole document to its words and what each of them weighs, and how alike two documents are by these.

use super::logarithm::ln;
use super::vectors::Table;
use super::words::written;
use std::collections::BTreeMap;

/// Shortest word that is shown.
const SHORTEST: usize = 4;

/// The words of a document, with their weights: what is said often counts for more, and what is said everywhere for little.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Portrait {
    /// Words in small letters, in alphabetical order.
    weights: BTreeMap<String, f64>,
}

impl Portrait {
    /// Reads a text.
    pub fn read(text: &str) -> Self {
        let mut times: BTreeMap<String, u32> = BTreeMap::new();
        for word in written(text) {
            *times.entry(word).or_default() += 1;
        }
        let weight = |(word, times): (String, u32)| {
            let weight = (1.0 + ln(f64::from(times))) * rarity(&word);
            (word, weight)
        };
        Self { weights: times.into_iter().map(weight).collect() }
    }

    /// How many different words there are.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// How much two documents have in common, from 0 to 1: the cosine of the angle between their weights.
    pub fn likeness(&self, other: &Self) -> f64 {
        let shared = self.weights.iter().filter_map(|(word, weight)| Some(weight * other.weights.get(word)?)).sum::<f64>();
        let squares = |portrait: &Self| portrait.weights.values().map(|weight| weight * weight).sum::<f64>();
        let length = (squares(self) * squares(other)).sqrt();
        if length > 0.0 { shared / length } else { 0.0 }
    }

    /// The words that weigh most and stand nowhere in the other document, the weightiest first. Shorter ones and those with digits are
    /// passed over: they are rather codes than words.
    pub fn without(&self, other: &Self, most: usize) -> Vec<&str> {
        let is_word = |word: &str| word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        let alone = self.weights.iter().filter(|(word, _)| is_word(word) && !other.weights.contains_key(*word));
        let mut alone: Vec<(&str, f64)> = alone.map(|(word, weight)| (word.as_str(), *weight)).collect();
        alone.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        alone.into_iter().take(most).map(|(word, _)| word).collect()
    }
}

/// How much a word tells two subjects apart, from 0 for the commonest word of English to 1 for a name or word of a trade. The pieces
/// of the table of vectors stand in it by how common they are; a word that is none of them is rare.
pub fn rarity(word: &str) -> f64 {
    let table = Table::get();
    table.first(word).map_or(1.0, |row| f64::from(row) / table.len() as f64)
}

/// What the words of a title count for that stand by themselves in another text; two in a row are a name.
const BY_ITSELF: f64 = 0.5;

/// How much of a title a text names, from 0 to 1, by the weight of its words: two that stand in a row there as here count in full, and
/// so does one that is no common word; any other counts half. None when nothing is left of the title without the words in `aside`.
pub fn is_named(title: &str, text: &str, aside: impl Fn(&str) -> bool) -> Option<f64> {
    let title: Vec<String> = written(title).filter(|word| !aside(word)).collect();
    let all: f64 = title.iter().map(|word| rarity(word)).sum();
    if all <= 0.0 {
        return None;
    }
    let text: Vec<String> = written(text).collect();
    let in_a_row = |at: usize| title.get(at..at + 2).is_some_and(|two| text.windows(2).any(|row| row == two));
    let named = title.iter().enumerate().map(|(at, word)| {
        let whole = rarity(word);
        match () {
            () if in_a_row(at) || at > 0 && in_a_row(at - 1) => whole,
            () if !text.contains(word) => 0.0,
            () if whole < 1.0 => BY_ITSELF * whole,
            () => whole,
        }
    });
    Some(named.sum::<f64>() / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_on_one_subject_are_alike_and_common_words_count_for_little() {
        let read = Portrait::read;
        let (invoices, ledger, weather) =
            (read("The user sends an invoice to the debtor."), read("An invoice has a debtor."), read("The user sends a storm warning."));
        assert!(invoices.likeness(&ledger) > 2.0 * invoices.likeness(&weather));
        assert!((invoices.likeness(&invoices) - 1.0).abs() < 1e-9);
        assert!(read("").is_empty() && read("").likeness(&invoices).abs() < f64::EPSILON);
    }

    #[test]
    fn words_that_only_one_has_come_with_the_weightiest_first() {
        let (one, other) = (Portrait::read("kumquat kumquat time orchard"), Portrait::read("orchard"));
        assert_eq!(one.without(&other, 5), ["kumquat", "time"]);
    }

    #[test]
    fn a_title_is_named_by_two_words_in_a_row_or_one_that_is_rare() {
        let named = |title, text| is_named(title, text, |word| word == "prd").unwrap_or(-1.0);
        assert!((named("Parcel Tracking PRD", "Storage for parcel tracking.") - 1.0).abs() < 1e-9);
        assert!(named("Parcel Tracking", "We do tracking of each parcel.") < 0.51);
        assert!((named("Quuxly", "How quuxly stores.") - 1.0).abs() < 1e-9);
        assert!(named("Parcel Tracking", "Weather.").abs() < 1e-9);
        assert!(named("PRD", "PRD") < 0.0);
    }
}
