//! Passages of two documents to the best candidates of each: how alike two are, and how far a pair stands out.

use super::index::Index;
use super::passage::Passage;
use super::standing::{Best, Scale};
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
    /// How far the pair stands out among all that the two are like, from 0 to 1; see [`compare`].
    pub score: f32,
}

/// For each source its best targets, the best first and equal ones in their order; at most `most` of them.
///
/// A pair scores most when its likeness is the best that each of the two has with any passage, and when the second best is far away: 1
/// when there is no other. `docs/similarity.md` tells how often pairs from some score on belong together.
///
/// In documents with more passages than `index::NEAR`, a passage is compared with those that share its rarest words only. With the two
/// documents the other way round, the same pairs have the same scores but for rounding: that gives the best sources of each target.
pub fn compare(sources: &[Passage], targets: &[Passage], most: usize) -> Vec<Vec<Candidate>> {
    let rows = likenesses(sources, targets);
    let mut best_of_target = vec![Best::default(); targets.len()];
    for &(target, likeness) in rows.iter().flatten() {
        best_of_target[target as usize].add(likeness);
    }
    let scale = Scale::new(sources.len(), targets.len());
    let candidates = |row: Vec<(u32, f32)>| {
        let best_of_source = Best::of(row.iter().map(|(_, likeness)| *likeness));
        let candidate = |(target, likeness): (u32, f32)| {
            let target = target as usize;
            Candidate { target, likeness, score: scale.score(likeness, best_of_source, best_of_target[target]) }
        };
        let mut row: Vec<_> = row.into_iter().map(candidate).collect();
        row.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.target.cmp(&b.target)));
        row.truncate(most);
        row.shrink_to_fit();
        row
    };
    rows.into_iter().map(candidates).collect()
}

/// For each source the targets it is compared with, in their order, and how alike they are.
fn likenesses(sources: &[Passage], targets: &[Passage]) -> Vec<Vec<(u32, f32)>> {
    let (words, directions) = (weigh(sources, targets), directions(sources, targets));
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
        assert!(found[0][0].score > 0.9, "each is by far the best of the other: {:?}", found[0][0]);
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

    #[test]
    fn pairs_score_the_same_from_either_side() {
        let (sources, targets) = (read(REQUIREMENTS), read(&[DESIGN, &["A phone has a number."]].concat()));
        let (there, back) = (compare(&sources, &targets, usize::MAX), compare(&targets, &sources, usize::MAX));
        for (source, row) in there.iter().enumerate() {
            for pair in row {
                let same =
                    back[pair.target].iter().find(|other| other.target == source).expect("all pairs of small documents are compared");
                assert!((same.score - pair.score).abs() < 1e-6, "{pair:?} {same:?}");
            }
        }
    }

    /// The scores themselves: another machine or compiler must not round otherwise.
    #[test]
    fn scores_are_the_same_to_the_bit_everywhere() {
        let found = compare(&read(REQUIREMENTS), &read(DESIGN), usize::MAX);
        let bits: Vec<_> = found.iter().flatten().map(|c| (c.likeness.to_bits(), c.score.to_bits())).collect();
        let expected = [
            (1_061_686_213, 1_064_838_714),
            (1_000_343_853, 1_004_021_118),
            (3_160_185_208, 0),
            (1_060_341_272, 1_064_783_694),
            (1_016_786_989, 1_057_175_885),
            (1_045_134_131, 1_048_638_244),
            (0, 0),
            (0, 0),
            (0, 0),
        ];
        assert_eq!(bits, expected);
    }
}
