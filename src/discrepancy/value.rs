//! Lifetimes, limits and periods that both documents state of the same thing by its name.

use super::{Case, Discrepancy, Pair, spoken};
use crate::document::plain;
use crate::facts::{Duration, Retention, RetentionKind, StatedValue, ValueKind, duration};
use crate::similarity::stem_set;
use crate::source::Span;
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

/// How long somebody stays signed in, by words of the product document and of the design.
const STAYS: &[&str] =
    &["sign in again", "log in again", "signed in for", "logged in for", "signed out after", "logged out after", "sign-in again"];
const HOLDS: &[&str] = &["refresh token", "session", "signed in", "logged in", "cookie"];

/// "An employee has to sign in again after ten hours", and a row for employees with "refresh token valid for 14 days".
pub(super) fn sessions(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (product, design) = (stays(pair.product, STAYS), stays(pair.design, HOLDS));
    let roles = pair.product.facts.half.roles.iter().chain(&pair.design.facts.half.roles);
    let mut people: BTreeSet<String> = roles.flat_map(|role| stem_set(&role.name.to_lowercase())).collect();
    people.extend(["employe", "admin", "administr", "staff", "custom", "member"].map(str::to_owned));
    for (line, period, words) in product {
        let of_same = |other: &BTreeSet<String>| words.intersection(other).any(|word| people.contains(word));
        let mut longer = design.iter().filter(|(_, other, words)| other.seconds() > period.seconds() && of_same(words));
        let Some((place, other, _)) = longer.next() else { continue };
        // Told there as it is wanted, it is another thing that lasts longer.
        if design.iter().any(|(_, other, _)| other.seconds() == period.seconds()) {
            continue;
        }
        found.push(Discrepancy {
            case: Case::LifetimeDiffers,
            subject: format!("signed in {period}"),
            product: vec![line],
            design: vec![*place],
            notes: None,
            confidence: 0.6,
            values: vec![("first", plain(period.span.of(pair.product.text))), ("second", plain(other.span.of(pair.design.text)))],
        });
    }
}

/// Lines with one of the words and one stretch of time, with their words.
fn stays(side: Side<'_>, said: &[&str]) -> Vec<(Span, Duration, BTreeSet<String>)> {
    let lines = Span::new(0, side.text.len()).each_line(side.text).filter_map(|(start, line)| {
        let span = Span::new(start, start + line.len()).trimmed(side.text);
        spoken::any(&line.to_ascii_lowercase(), said).then_some(span)
    });
    let one = |span: Span| -> Option<(Span, Duration, BTreeSet<String>)> {
        let mut durations = duration::find(span, side.text).into_iter();
        let first = durations.next().filter(|_| durations.next().is_none())?;
        Some((span, first, stem_set(span.of(side.text))))
    };
    lines.filter_map(one).collect()
}

/// Words that tell nothing of which data is meant.
const DULL: &[&str] = &[
    "data", "record", "user", "item", "entri", "inform", "retent", "period", "polici", "day", "month", "year", "storag", "store", "system",
    "everyth", "delet", "keep", "kept", "set", "default",
];

/// Words that bound a period from below and from above.
const LEAST: &[&str] = &["at least", "minimum", "no less"];
const MOST: &[&str] = &["at most", "within", "up to", "maximum", "longer than", "no more"];

/// Periods for what one document names in other words than the other, or in more: "photographs of the fault" and "photographs".
pub(super) fn periods(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (said, built) = (stated(pair.product), stated(pair.design));
    let says = |side: Side<'_>, fact: &Retention, bounds: &[&str]| spoken::any(&fact.sentence.of(side.text).to_ascii_lowercase(), bounds);
    for (wanted, amount, words) in &said {
        let is_of = |other: &BTreeSet<String>| words.is_subset(other) || other.is_subset(words);
        let others: Vec<_> = built.iter().filter(|(_, _, other)| is_of(other)).collect();
        let agrees = |a: u64, b: u64| a.abs_diff(b) <= a.max(b) / 100 * 2;
        let least = says(pair.product, wanted, LEAST);
        let most = says(pair.product, wanted, MOST);
        let holds = |(fact, other): (&Retention, u64)| {
            let longer = other > *amount;
            agrees(*amount, other) || least && longer || most && other < *amount || !longer && says(pair.design, fact, LEAST)
        };
        let Some((first, _, other)) = others.first().filter(|_| !others.iter().any(|(fact, other, _)| holds((fact, *other)))) else {
            continue;
        };
        // What the product document says of it elsewhere may be what is built.
        let elsewhere = |(_, own, words): &(&Retention, u64, BTreeSet<String>)| {
            others.iter().any(|(_, amount, other)| agrees(*own, *amount) && !words.is_disjoint(other))
        };
        let known = |one: &Discrepancy| one.case == Case::RetentionDiffers && one.design.iter().any(|span| span.contains(first.span));
        if said.iter().any(elsewhere) || found.iter().any(known) {
            continue;
        }
        found.push(Discrepancy {
            case: Case::RetentionDiffers,
            subject: words.iter().cloned().collect::<Vec<_>>().join(" "),
            product: vec![wanted.sentence.join(wanted.span)],
            design: vec![first.sentence.join(first.span)],
            notes: None,
            confidence: if words == other { 0.7 } else { 0.6 },
            values: vec![("first", plain(wanted.span.of(pair.product.text))), ("second", plain(first.span.of(pair.design.text)))],
        });
    }
}

/// Each period with its length in seconds and the words for its data.
fn stated(side: Side<'_>) -> Vec<(&Retention, u64, BTreeSet<String>)> {
    let facts = side.facts.retention.iter().filter(|fact| matches!(fact.what, RetentionKind::Kept | RetentionKind::Deleted));
    let words = |fact: &Retention| -> BTreeSet<String> {
        let places = fact.subject.iter().chain(&fact.under);
        places.flat_map(|span| stem_set(span.of(side.text))).filter(|word| !DULL.contains(&word.as_str())).collect()
    };
    let read = facts.filter_map(|fact| Some((fact, fact.duration?.seconds(), words(fact))));
    read.filter(|(_, seconds, words)| *seconds > 0 && !words.is_empty()).collect()
}

/// Data that is kept for a time by one document and without end by the other.
pub(super) fn endless(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let words = |side: Side<'_>, fact: &Retention| -> BTreeSet<String> {
        fact.subject.map_or(BTreeSet::new(), |subject| stem_set(subject.of(side.text)))
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
