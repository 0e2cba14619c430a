//! Passages to weighted words: what a word weighs in a passage, given how many passages of both documents have it.

use super::logarithm::ln;
use super::passage::Passage;
use super::vectors::{Table, Vector};
use std::collections::HashMap;

/// Words of a passage and their weights, in the order of the numbers that stand for words; of length 1 taken together.
pub(super) type Weighted = Vec<(u32, f64)>;

/// Weighs the words of all passages: (1 + ln tf) (1 + ln((1 + N) / (1 + df))).
pub(super) fn weigh(passages: &[&Passage]) -> Vec<Weighted> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let counted: Vec<_> = passages.iter().map(|passage| count(&passage.words, &mut numbers)).collect();
    let mut frequency = vec![0_u32; numbers.len()];
    for (word, _) in counted.iter().flatten() {
        frequency[*word as usize] += 1;
    }
    let all = passages.len() as f64;
    let rarity: Vec<f64> = frequency.iter().map(|&df| 1.0 + ln((1.0 + all) / (1.0 + f64::from(df)))).collect();
    let weight = |(word, times): (u32, u32)| (word, (1.0 + ln(f64::from(times))) * rarity[word as usize]);
    counted.into_iter().map(|words| normal(words.into_iter().map(weight).collect())).collect()
}

/// The directions of all passages; a piece that few have counts for more: ln(1 + N / df).
pub(super) fn directions(passages: &[&Passage]) -> Vec<Vector> {
    let table = Table::get();
    let mut frequency = vec![0_u32; table.len()];
    for passage in passages {
        let mut pieces = passage.pieces.clone();
        pieces.sort_unstable();
        pieces.dedup();
        for piece in pieces {
            frequency[usize::from(piece)] += 1;
        }
    }
    let all = passages.len() as f64;
    let rarity: Vec<f32> = frequency.iter().map(|&df| if df == 0 { 0.0 } else { ln(1.0 + all / f64::from(df)) as f32 }).collect();
    passages.iter().map(|passage| table.direction(&passage.pieces, |piece| rarity[usize::from(piece)])).collect()
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

    fn weights(texts: &[&str]) -> Vec<Weighted> {
        let passages: Vec<_> = texts.iter().map(|text| Passage::read(text)).collect();
        weigh(&passages.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_rare_word_weighs_more_than_one_of_every_passage() {
        let weighed = weights(&["user export", "user import", "user login"]);
        assert!(weighed[0][0].1 < weighed[0][1].1);
    }

    #[test]
    fn a_word_said_again_weighs_more_but_not_twice_as_much() {
        let weighed = weights(&["export export user", "login"]);
        let ratio = weighed[0][0].1 / weighed[0][1].1;
        assert!((ratio - 1.0 - 2_f64.ln()).abs() < 1e-12, "{ratio}");
    }

    #[test]
    fn a_passage_shares_all_with_itself_and_nothing_with_other_words() {
        let weighed = weights(&["export of orders", "login by phone", ""]);
        assert!((shared(&weighed[0], &weighed[0]) - 1.0).abs() < 1e-12);
        assert!(shared(&weighed[0], &weighed[1]).abs() < f64::EPSILON);
        assert!(weighed[2].is_empty());
    }
}
