//! Which signals of the checklist a document shows.

use super::Reading;
use crate::checklist::{Entry, Signal};
use crate::document::BlockKind;
use crate::lexicon::Hit;
use crate::source::Span;
use std::collections::BTreeSet;

/// A signal in one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignalFact {
    /// True when enough phrases of it were found.
    pub shown: bool,
    /// The first few distinct phrases, in source order.
    pub spans: Vec<Span>,
}

/// Most spans kept per signal.
const KEPT: usize = 12;

pub(super) fn read(reading: &Reading<'_>) -> Vec<SignalFact> {
    let mut facts = vec![SignalFact::default(); reading.checklist.signals.len()];
    let mut hits = vec![0_u32; facts.len()];
    let mut distinct: Vec<BTreeSet<String>> = vec![BTreeSet::new(); facts.len()];
    let other: Vec<(usize, Span)> = reading
        .entries()
        .filter_map(|(hit, entry)| if let Entry::NoSignal(signal) = *entry { Some((signal, hit.span)) } else { None })
        .collect();
    for (hit, entry) in reading.entries() {
        let Entry::Signal(signal) = *entry else { continue };
        let declared = &reading.checklist.signals[signal];
        if reading.silent[reading.section_of(hit)]
            || other.iter().any(|(of, span)| *of == signal && span.contains(hit.span))
            || is_beside_the_point(reading, hit, declared)
        {
            continue;
        }
        hits[signal] += 1;
        // "patient" and "patients" are one.
        let words = hit.span.of(reading.text).to_lowercase().trim_end_matches('s').to_owned();
        if distinct[signal].insert(words) && facts[signal].spans.len() < KEPT {
            facts[signal].spans.push(hit.span);
        }
    }
    for (index, fact) in facts.iter_mut().enumerate() {
        let signal = &reading.checklist.signals[index];
        fact.shown = hits[index] >= signal.hits && distinct[index].len() as u32 >= signal.distinct;
        fact.spans.sort_unstable();
    }
    facts
}

/// Words that turn a phrase into its opposite when they stand shortly before it.
const NEGATIONS: &[&str] = &["no", "not", "without", "never", "non", "neither", "nor", "cannot", "don't", "doesn't", "avoid"];

/// Bytes before a phrase in which a negation turns it.
const NEGATION_REACH: usize = 24;

/// True for a phrase in code or in an identifier, in an entry of a table of contents, or negated; a proper name also when it
/// is not written as one.
fn is_beside_the_point(reading: &Reading<'_>, hit: &Hit, signal: &Signal) -> bool {
    let token = reading.tokens.all[hit.token as usize];
    if token.is_code() && !signal.in_code || signal.proper_names && !token.is_capital() {
        return true;
    }
    let text = reading.text;
    let joins = |c: char| c == '_' || c == '-';
    if !signal.in_code && (text[..hit.span.start as usize].ends_with(joins) || text[hit.span.end as usize..].starts_with(joins)) {
        return true;
    }
    if let Some(block) = reading.block_of(hit) {
        let entry = block.span.of(text);
        if matches!(block.kind, BlockKind::Item { .. })
            && entry.starts_with('[')
            && entry.ends_with(')')
            && entry.matches("](").count() == 1
        {
            return true;
        }
    }
    let sentence = reading.sentence(hit);
    let before = &text[sentence.start as usize..hit.span.start as usize];
    let near = before.char_indices().rev().take(NEGATION_REACH).last().map_or("", |(at, _)| &before[at..]);
    near.split(|c: char| !c.is_alphanumeric() && c != '\'').any(|word| NEGATIONS.contains(&word.to_lowercase().as_str()))
}
