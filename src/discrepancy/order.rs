//! Steps that both documents have, in another order.

use super::{Case, Discrepancy, Pair};
use crate::facts::Sequence;
use crate::similarity::stem_set;
use crate::trace::Side;
use std::collections::{BTreeMap, BTreeSet};

/// Steps that two sequences have to share.
const SHARED: usize = 3;
/// The same for two drawings.
const DRAWN: usize = 4;
/// Share of the words of the shorter of two steps that the other has.
const ALIKE: f32 = 0.5;
/// Sequences that share a word, beyond which it tells nothing.
const COMMON: usize = 20;
/// Pairs of sequences that are looked at.
const MOST: usize = 2000;

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (said, built) = (read(pair.product), read(pair.design));
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (_, steps)) in built.iter().enumerate() {
        for word in steps.iter().flatten().collect::<BTreeSet<_>>() {
            by_word.entry(word).or_default().push(at);
        }
    }
    let mut looked_at = 0;
    for (sequence, steps) in &said {
        let mut near: BTreeMap<usize, usize> = BTreeMap::new();
        for word in steps.iter().flatten().collect::<BTreeSet<_>>() {
            for at in by_word.get(word.as_str()).filter(|places| places.len() <= COMMON).into_iter().flatten() {
                *near.entry(*at).or_default() += 1;
            }
        }
        for at in near.into_iter().filter(|(_, shared)| *shared >= SHARED).map(|(at, _)| at) {
            looked_at += 1;
            if looked_at > MOST {
                return;
            }
            let (other, others) = &built[at];
            let least = if sequence.drawn && other.drawn { DRAWN } else { SHARED };
            if let Some((early, late)) = inverted(steps, others, least) {
                found.push(discrepancy(pair, (sequence, other), early, late));
                break;
            }
        }
    }
}

/// Each sequence with the words of its steps.
fn read(side: Side<'_>) -> Vec<(&Sequence, Vec<BTreeSet<String>>)> {
    let words = |sequence: &Sequence| sequence.steps.iter().map(|step| stem_set(step.of(side.text))).collect();
    side.facts.half.sequences.iter().map(|sequence| (sequence, words(sequence))).collect()
}

/// Two steps of one sequence that the other has the other way round: their numbers in both.
fn inverted(steps: &[BTreeSet<String>], others: &[BTreeSet<String>], least: usize) -> Option<((usize, usize), (usize, usize))> {
    let alike = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.intersection(b).count() as f32 / a.len().min(b.len()).max(1) as f32;
    let mut matched: Vec<(usize, usize)> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let best = others.iter().enumerate().map(|(to, other)| (to, alike(step, other))).filter(|(_, alike)| *alike >= ALIKE);
        let mut best: Vec<(usize, f32)> = best.collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        // A step that is like two of the other has no one place there.
        let [first, rest @ ..] = &best[..] else { continue };
        if rest.first().is_none_or(|second| second.1 < first.1) && matched.iter().all(|(_, to)| *to != first.0) {
            matched.push((at, first.0));
        }
    }
    if matched.len() < least {
        return None;
    }
    matched.windows(2).find(|two| two[0].1 > two[1].1).map(|two| (two[0], two[1]))
}

fn discrepancy(pair: Pair<'_>, (said, built): (&Sequence, &Sequence), early: (usize, usize), late: (usize, usize)) -> Discrepancy {
    let words = |span: crate::source::Span| crate::document::plain(span.of(pair.product.text));
    let is_built_with = |span: crate::source::Span| pair.product.facts.half.technologies.iter().any(|fact| span.contains(fact.span));
    let of_parts = is_built_with(said.steps[early.0]) && is_built_with(said.steps[late.0]);
    Discrepancy {
        case: if of_parts { Case::FallbackDiffers } else { Case::OrderDiffers },
        subject: format!("{} {}", words(said.steps[early.0]), words(said.steps[late.0])),
        product: vec![said.steps[early.0], said.steps[late.0]],
        design: vec![built.steps[late.1], built.steps[early.1]],
        notes: None,
        confidence: 0.6,
        values: vec![("first", words(said.steps[early.0])), ("second", words(said.steps[late.0]))],
    }
}
