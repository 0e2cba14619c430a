//! Likeness to score: how far a pair stands out among all that its two passages could belong to.

/// What the second best counts for.
const SECOND: f32 = 0.25;

/// Least likeness that others are held against, so that nothing is divided by zero.
const SMALLEST: f32 = 1e-9;

/// The best likeness that a passage has with any other, and the second best.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Best {
    first: f32,
    second: f32,
}

impl Best {
    /// The best of several.
    pub fn of(likenesses: impl Iterator<Item = f32>) -> Self {
        let mut best = Self::default();
        likenesses.for_each(|likeness| best.add(likeness));
        best
    }

    /// Takes one more into account.
    pub fn add(&mut self, likeness: f32) {
        if likeness > self.first {
            self.second = self.first;
            self.first = likeness;
        } else {
            self.second = self.second.max(likeness);
        }
    }

    /// A likeness against the best: 1 for the only one there is, 0.8 for the best when another is as good.
    fn stands(self, likeness: f32) -> f32 {
        likeness.max(0.0) / (self.first + SECOND * self.second).max(SMALLEST)
    }
}

/// Scores the pairs of two documents.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// What the source of a pair counts for; the rest is for the target.
    source: f32,
}

impl Scale {
    /// A scale for so many sources and targets.
    ///
    /// Where one requirement has many passages of design, it says more that it is the best of a passage than that the passage is the
    /// second or third best of it. So the passages of the longer document count for more: up to 5/8.
    pub fn new(sources: usize, targets: usize) -> Self {
        Self { source: 0.375 + 0.25 * sources as f32 / (sources + targets).max(1) as f32 }
    }

    /// The score of a pair, from 0 to 1.
    pub fn score(self, likeness: f32, best_of_source: Best, best_of_target: Best) -> f32 {
        self.source * best_of_source.stands(likeness) + (1.0 - self.source) * best_of_target.stands(likeness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(likeness: f32, of_source: &[f32], of_target: &[f32]) -> f32 {
        let best = |all: &[f32]| Best::of(all.iter().copied());
        Scale::new(1, 1).score(likeness, best(of_source), best(of_target))
    }

    #[test]
    fn a_pair_without_rivals_stands_out_most() {
        assert!((score(0.3, &[0.3], &[0.3]) - 1.0).abs() < 1e-6);
        assert!((score(0.3, &[0.3, 0.3], &[0.3]) - 0.9).abs() < 1e-6);
        assert!(score(0.3, &[0.3, 0.2], &[0.3]) < score(0.3, &[0.3, 0.1], &[0.3]));
    }

    #[test]
    fn a_pair_less_alike_than_the_best_scores_less() {
        assert!(score(0.3, &[0.6, 0.3], &[0.3]) < score(0.5, &[0.6, 0.5], &[0.5]));
    }

    #[test]
    fn what_is_like_nothing_scores_nothing() {
        assert_eq!([score(0.0, &[0.0], &[0.0]), score(-0.1, &[-0.1], &[-0.1])].map(f32::to_bits), [0, 0]);
    }

    #[test]
    fn the_longer_document_counts_for_more() {
        assert!(Scale::new(10, 90).source < 0.5 && Scale::new(90, 10).source > 0.5);
    }

    #[test]
    fn the_order_of_likenesses_does_not_matter() {
        assert_eq!(Best::of([0.2, 0.5, 0.4].into_iter()), Best::of([0.5, 0.4, 0.2].into_iter()));
    }
}
