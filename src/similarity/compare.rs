//! Passages of two documents to the best candidates of each: how alike two are, and how far a pair stands out.

use super::index::Index;
use super::passage::Passage;
use super::vectors::product;
use super::weights::{directions, shared, weigh};

/// What shared words count for; the rest is for the direction of the vectors.
const WORDS: f64 = 0.6;

/// A passage of the second document that may belong to one of the first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Which passage of the second document, from 0.
    pub target: usize,
    /// How alike the two are, whatever else there is: 1 for the same text, about 0 for nothing in common.
    pub likeness: f32,
    /// The likeness against the best that either of the two has: 1 when each is the other's best.
    pub score: f32,
}

/// For each source its best targets, the best first and equal ones in their order; at most `most` of them.
///
/// In documents with more passages than `index::NEAR`, a passage is compared with those that share its rarest words only.
pub fn compare(sources: &[Passage], targets: &[Passage], most: usize) -> Vec<Vec<Candidate>> {
    let mut rows = likenesses(sources, targets);
    let mut best_of_target = vec![SMALLEST; targets.len()];
    for &(target, likeness) in rows.iter().flatten() {
        best_of_target[target as usize] = best_of_target[target as usize].max(likeness);
    }
    let candidates = |row: &mut Vec<(u32, f32)>| {
        let best = row.iter().fold(SMALLEST, |best, (_, likeness)| best.max(*likeness));
        let candidate = |(target, likeness): (u32, f32)| {
            let score = 0.5 * likeness / best + 0.5 * likeness / best_of_target[target as usize];
            Candidate { target: target as usize, likeness, score }
        };
        let mut row: Vec<_> = std::mem::take(row).into_iter().map(candidate).collect();
        row.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.target.cmp(&b.target)));
        row.truncate(most);
        row.shrink_to_fit();
        row
    };
    rows.iter_mut().map(candidates).collect()
}

/// Least likeness that others are held against, so that nothing is divided by zero.
const SMALLEST: f32 = 1e-9;

/// For each source the targets it is compared with, in their order, and how alike they are.
fn likenesses(sources: &[Passage], targets: &[Passage]) -> Vec<Vec<(u32, f32)>> {
    let both: Vec<&Passage> = sources.iter().chain(targets).collect();
    let (words, directions) = (weigh(&both), directions(&both));
    let (source_words, target_words) = words.split_at(sources.len());
    let (source_directions, target_directions) = directions.split_at(sources.len());

    let mut index = Index::new(target_words, target_directions);
    let mut near: Vec<Vec<u32>> =
        source_words.iter().zip(source_directions).map(|(words, direction)| index.near(words, direction)).collect();
    // What a target is near to counts as well: the best that it has is a part of the score.
    let mut index = Index::new(source_words, source_directions);
    for (target, (words, direction)) in target_words.iter().zip(target_directions).enumerate() {
        for source in index.near(words, direction) {
            near[source as usize].push(target as u32);
        }
    }

    let likeness = |source: usize, target: usize| {
        let direction = f64::from(product(&source_directions[source], &target_directions[target]));
        (WORDS * shared(&source_words[source], &target_words[target]) + (1.0 - WORDS) * direction) as f32
    };
    let row = |(source, mut near): (usize, Vec<u32>)| {
        near.sort_unstable();
        near.dedup();
        near.into_iter().map(|target| (target, likeness(source, target as usize))).collect()
    };
    near.into_iter().enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> Vec<Passage> {
        texts.iter().map(|text| Passage::read(text)).collect()
    }

    const REQUIREMENTS: &[&str] = &["Users can export their orders.", "A user logs in by phone.", ""];
    const DESIGN: &[&str] = &["The log-in service sends a code to the phone.", "OrderExporter writes the orders of one user.", "Fonts"];

    #[test]
    fn passages_about_one_thing_find_each_other() {
        let found = compare(&read(REQUIREMENTS), &read(DESIGN), 1);
        assert_eq!([found[0][0].target, found[1][0].target], [1, 0]);
        assert!((found[0][0].score - 1.0).abs() < 1e-6, "each is the best of the other: {:?}", found[0][0]);
    }

    #[test]
    fn candidates_come_best_first_and_no_more_than_asked_for() {
        let all = &compare(&read(REQUIREMENTS), &read(DESIGN), usize::MAX)[0];
        assert_eq!(all.len(), DESIGN.len());
        assert!(all.is_sorted_by(|a, b| a.score >= b.score));
        assert_eq!(compare(&read(REQUIREMENTS), &read(DESIGN), 2)[0], all[..2]);
    }

    #[test]
    fn the_same_text_is_as_alike_as_can_be() {
        let found = compare(&read(REQUIREMENTS), &read(REQUIREMENTS), 1);
        assert!((found[1][0].likeness - 1.0).abs() < 1e-6);
    }

    #[test]
    fn an_empty_passage_is_like_nothing() {
        let found = &compare(&read(REQUIREMENTS), &read(DESIGN), usize::MAX)[2];
        assert!(found.iter().all(|candidate| candidate.likeness == 0.0 && candidate.score == 0.0), "{found:?}");
        assert!(compare(&read(REQUIREMENTS), &[], 1).iter().all(Vec::is_empty));
        assert!(compare(&[], &read(DESIGN), 1).is_empty());
    }

    /// The scores themselves: another machine or compiler must not round otherwise.
    #[test]
    fn scores_are_the_same_to_the_bit_everywhere() {
        let found = compare(&read(REQUIREMENTS), &read(DESIGN), usize::MAX);
        let bits: Vec<_> = found.iter().flatten().map(|c| (c.likeness.to_bits(), c.score.to_bits())).collect();
        let expected = [
            (1_060_450_782, 1_065_353_216),
            (1_014_087_365, 1_019_144_936),
            (3_155_276_995, 3_193_381_886),
            (1_058_184_147, 1_065_353_216),
            (1_018_345_730, 1_057_284_174),
            (1_044_615_405, 1_050_309_283),
            (0, 0),
            (0, 0),
            (0, 0),
        ];
        assert_eq!(bits, expected);
    }
}
