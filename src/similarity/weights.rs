//! Passages to weighted words: what a word weighs in a passage, given how many passages of both documents have it.

use super::logarithm::ln;
use super::passage::Passage;
use super::vectors::{Table, Vector};
use std::collections::HashMap;

/// Words of a passage and their weights, in the order of the numbers that stand for words; of length 1 taken together.
pub(super) type Weighted = Vec<(u32, f64)>;

/// What a word counts for that the other document does not have: it cannot be shared, and takes from the weight of those that can.
const ONE_SIDED: f64 = 0.5;

/// Weighs the words of all passages, those of the sources first: (1 + ln tf) (1 + ln((1 + N) / (1 + df))).
pub(super) fn weigh(sources: &[Passage], targets: &[Passage]) -> Vec<Weighted> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let counted: Vec<_> = sources.iter().chain(targets).map(|passage| count(&passage.words, &mut numbers)).collect();
    let frequency = |passages: &[Vec<(u32, u32)>]| {
        let mut frequency = vec![0_u32; numbers.len()];
        for (word, _) in passages.iter().flatten() {
            frequency[*word as usize] += 1;
        }
        frequency
    };
    let (in_sources, in_targets) = (frequency(&counted[..sources.len()]), frequency(&counted[sources.len()..]));
    let all = counted.len() as f64;
    let rarity = |(&one, &other): (&u32, &u32)| {
        let rarity = 1.0 + ln((1.0 + all) / (1.0 + f64::from(one + other)));
        if one == 0 || other == 0 { ONE_SIDED * rarity } else { rarity }
    };
    let rarity: Vec<f64> = in_sources.iter().zip(&in_targets).map(rarity).collect();
    let weight = |(word, times): (u32, u32)| (word, (1.0 + ln(f64::from(times))) * rarity[word as usize]);
    counted.into_iter().map(|words| normal(words.into_iter().map(weight).collect())).collect()
}

/// The directions of all passages, those of the sources first; a piece that few have counts for more: ln(1 + N / df).
pub(super) fn directions(sources: &[Passage], targets: &[Passage]) -> Vec<Vector> {
    let table = Table::get();
    let passages = || sources.iter().chain(targets);
    let mut frequency = vec![0_u32; table.len()];
    for passage in passages() {
        let mut pieces = passage.pieces.clone();
        pieces.sort_unstable();
        pieces.dedup();
        for piece in pieces {
            frequency[usize::from(piece)] += 1;
        }
    }
    let all = (sources.len() + targets.len()) as f64;
    let rarity: Vec<f32> = frequency.iter().map(|&df| if df == 0 { 0.0 } else { ln(1.0 + all / f64::from(df)) as f32 }).collect();
    passages().map(|passage| table.direction(&passage.pieces, |piece| rarity[usize::from(piece)])).collect()
}

/// The sum of the products of weights of words that both have.
pub(super) fn shared(a: &Weighted, b: &Weighted) -> f64 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut sum = 0.0;
    while let (Some(one), Some(other)) = (a.peek(), b.peek()) {
        if one.0 == other.0 {
            sum += one.1 * other.1;
        }
        let (next_a, next_b) = (one.0 <= other.0, other.0 <= one.0);
        if next_a {
            a.next();
        }
        if next_b {
            b.next();
        }
    }
    sum
}

/// Words by number, and how often each stands there; a new word gets the next number.
fn count<'a>(words: &'a [String], numbers: &mut HashMap<&'a str, u32>) -> Vec<(u32, u32)> {
    let mut own: Vec<u32> = words
        .iter()
        .map(|word| {
            let next = numbers.len() as u32;
            *numbers.entry(word).or_insert(next)
        })
        .collect();
    own.sort_unstable();
    own.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect()
}

fn normal(mut words: Weighted) -> Weighted {
    let length = words.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    for (_, weight) in &mut words {
        *weight /= length;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weights of the words of a passage among others, by word in the order of the text.
    fn weights(passage: &str, others: &[&str], of_other_document: &[&str]) -> Vec<f64> {
        let read = |texts: &[&str]| texts.iter().map(|text| Passage::read(text)).collect::<Vec<_>>();
        let sources = read(&[&[passage], others].concat());
        weigh(&sources, &read(of_other_document))[0].iter().map(|(_, weight)| *weight).collect()
    }

    #[test]
    fn a_rare_word_weighs_more_than_one_of_every_passage() {
        let weights = weights("user export", &["user import"], &["user export"]);
        assert!(weights[0] < weights[1], "{weights:?}");
    }

    #[test]
    fn a_word_said_again_weighs_more_but_not_twice_as_much() {
        let weights = weights("export export user", &[], &["export user"]);
        assert!((weights[0] / weights[1] - 1.0 - 2_f64.ln()).abs() < 1e-12, "{weights:?}");
    }

    #[test]
    fn a_word_that_the_other_document_lacks_weighs_half() {
        let weights = weights("export import", &["import"], &["export"]);
        assert!((weights[0] / weights[1] - 2.0).abs() < 1e-12, "{weights:?}");
    }

    #[test]
    fn a_passage_shares_all_with_itself_and_nothing_with_other_words() {
        let read = |text| Passage::read(text);
        let weighed = weigh(&[read("export of orders"), read("login by phone")], &[read("")]);
        assert!((shared(&weighed[0], &weighed[0]) - 1.0).abs() < 1e-12);
        assert!(shared(&weighed[0], &weighed[1]).abs() < f64::EPSILON);
        assert!(weighed[2].is_empty());
    }
}
