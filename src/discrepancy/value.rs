//! Lifetimes, limits and periods that both documents state of the same thing by its name.

use super::{Case, Discrepancy, Pair};
use crate::document::plain;
use crate::facts::{Retention, RetentionKind, StatedValue, ValueKind};
use crate::similarity::Passage;
use crate::trace::Side;
use std::collections::BTreeSet;

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (said, built) = (&pair.product.facts.coherence.values, &pair.design.facts.coherence.values);
    let mut seen: Vec<(ValueKind, &str)> = Vec::new();
    for wanted in said {
        let same = |value: &&StatedValue| value.kind == wanted.kind && value.subject == wanted.subject;
        let key = (wanted.kind, wanted.subject.as_str());
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let others: Vec<&StatedValue> = built.iter().filter(same).collect();
        let stated: Vec<&StatedValue> = said.iter().filter(same).collect();
        let Some(first) = others.first() else { continue };
        let agrees = stated.iter().any(|a| others.iter().any(|b| a.is_same_as(b)));
        // A document that has two values of its own is told so elsewhere; a text that replaces another settles it.
        if agrees || stated.iter().chain(&others).any(|value| value.amends) {
            continue;
        }
        let case = match wanted.kind {
            ValueKind::Lifetime => Case::LifetimeDiffers,
            ValueKind::Kept | ValueKind::Deleted => Case::RetentionDiffers,
            ValueKind::Size | ValueKind::Limit => Case::NumberDiffers,
        };
        found.push(Discrepancy {
            case,
            subject: wanted.subject.clone(),
            product: vec![wanted.sentence.join(wanted.span)],
            design: vec![first.sentence.join(first.span)],
            notes: None,
            confidence: 0.85,
            values: vec![("first", plain(wanted.span.of(pair.product.text))), ("second", plain(first.span.of(pair.design.text)))],
        });
    }
}

/// Data that is kept for a time by one document and without end by the other.
pub(super) fn endless(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let words = |side: Side<'_>, fact: &Retention| -> BTreeSet<String> {
        fact.subject.map_or(BTreeSet::new(), |subject| Passage::stems(subject.of(side.text)))
    };
    let ended = pair.product.facts.retention.iter().filter(|fact| fact.duration.is_some());
    let ended: Vec<_> = ended.map(|fact| (fact, words(pair.product, fact))).collect();
    for endless in pair.design.facts.retention.iter().filter(|fact| fact.what == RetentionKind::Forever) {
        let own = words(pair.design, endless);
        let Some((fact, _)) = ended.iter().find(|(_, subject)| !subject.is_disjoint(&own)) else { continue };
        found.push(Discrepancy {
            case: Case::RetentionDiffers,
            subject: own.into_iter().collect::<Vec<_>>().join(" "),
            product: vec![fact.span],
            design: vec![endless.span],
            notes: None,
            confidence: 0.75,
            values: vec![("first", plain(fact.span.of(pair.product.text))), ("second", plain(endless.span.of(pair.design.text)))],
        });
    }
}

/// A period that the product document states, where the design speaks of keeping data and states none.
pub(super) fn unstated(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (said, built) = (&pair.product.facts.retention, &pair.design.facts.retention);
    let Some(wanted) =
        said.iter().find(|fact| fact.duration.is_some() && matches!(fact.what, RetentionKind::Kept | RetentionKind::Deleted))
    else {
        return;
    };
    let Some(open) = built.first().filter(|_| built.iter().all(|fact| fact.duration.is_none())) else { return };
    found.push(Discrepancy {
        case: Case::RetentionDiffers,
        subject: "no period".to_owned(),
        product: vec![wanted.span],
        design: vec![open.span],
        notes: None,
        confidence: 0.5,
        values: vec![
            ("first", plain(wanted.span.of(pair.product.text))),
            ("second", format!("\u{201c}{}\u{201d} and no period", plain(open.span.of(pair.design.text)))),
        ],
    });
}
