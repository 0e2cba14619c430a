//! Which signals of the checklist a document shows.

use super::Reading;
use crate::checklist::Entry;
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
        if reading.silent[reading.section_of(hit)] || other.iter().any(|(of, span)| *of == signal && span.contains(hit.span)) {
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
