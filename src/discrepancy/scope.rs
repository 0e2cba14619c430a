//! What is to be built now in one document, and later or not at all in the other.

use super::{Case, Discrepancy, Pair};
use crate::facts::{DesignKind, SetAside, Standing};
use crate::similarity::{self, Passage};
use crate::source::Span;
use crate::trace::Coverage;
use std::collections::BTreeSet;

/// How alike what is put off and what is wanted have to be.
const ALIKE: f32 = 0.42;
/// The same for one that other passages of the design speak of.
const CERTAIN: f32 = 0.5;
/// How far they have to stand out.
const STANDING: f32 = 0.7;

/// Requirements that the design puts off.
pub(super) fn deferred(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let put_off: Vec<&SetAside> = pair.design.facts.set_aside.iter().filter(|aside| is_put_off(aside.span.of(pair.design.text))).collect();
    let aside = |span: Span| pair.product.facts.set_aside.iter().any(|aside| span.contains(aside.span) || aside.span.contains(span));
    let requirements = pair.product.facts.requirements.iter();
    let due: Vec<_> = requirements
        .zip(pair.traced)
        .filter(|(requirement, _)| requirement.standing() == Standing::Due && !aside(requirement.span))
        .collect();
    if put_off.is_empty() || due.is_empty() {
        return;
    }
    let sources: Vec<Passage> = put_off.iter().map(|aside| Passage::read(aside.span.of(pair.design.text))).collect();
    let targets: Vec<Passage> = due.iter().map(|(requirement, _)| Passage::read(requirement.span.of(pair.product.text))).collect();
    let agreed: Vec<Passage> = pair.product.facts.set_aside.iter().map(|aside| Passage::read(aside.span.of(pair.product.text))).collect();
    let agreed = similarity::compare(&sources, &agreed, 1);
    for ((aside, candidates), agreed) in put_off.iter().zip(similarity::compare(&sources, &targets, 1)).zip(agreed) {
        let Some(best) = candidates.first().filter(|best| best.likeness >= ALIKE && best.score >= STANDING) else {
            continue;
        };
        let (requirement, traced) = due[best.target];
        // What both put off is agreed on; what is designed all the same is put off in part.
        let is_agreed = agreed.first().is_some_and(|own| own.likeness >= best.likeness);
        if is_agreed || (traced.coverage == Coverage::Covered && best.likeness < CERTAIN) {
            continue;
        }
        if found.iter().any(|known| known.case == Case::RequirementDeferred && known.product == [requirement.span]) {
            continue;
        }
        found.push(Discrepancy {
            case: Case::RequirementDeferred,
            subject: requirement.id.clone(),
            product: vec![requirement.span],
            design: vec![aside.span],
            notes: None,
            confidence: (0.35 + 0.5 * best.likeness).min(0.9),
            values: vec![("name", requirement.title.clone())],
        });
    }
}

/// Words that name a later time.
const LATER: &[&str] = &[
    "later release",
    "later version",
    "later phase",
    "in the future",
    "future work",
    "future release",
    "phase 2",
    "phase 3",
    "phase ii",
    "v1.",
    "v2",
    "release 1.",
    "release 2",
    "next release",
    "deferred to p",
    "deferred to v",
    "deferred to r",
    "deferred to a",
    "deferred:",
    "deferred until",
    "postponed",
    "follow-up",
    "a stub",
    "stubbed",
    "to be designed",
    "not yet",
    "not implemented",
];
/// Words that hand it to somebody else, or go beyond what is wanted.
const ELSEWHERE: &[&str] = &[
    "deferred to the",
    "delegated",
    "responsible",
    "responsibility",
    "beyond",
    "other than",
    "besides",
    "covered by",
    "handled by",
    "owned by",
    "out of scope",
];

/// True for what names a later time and no other place.
fn is_put_off(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    LATER.iter().any(|word| lower.contains(word)) && !ELSEWHERE.iter().any(|word| lower.contains(word))
}

/// Parts of the design that the product document rules out.
pub(super) fn excluded(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let excluded = pair.product.facts.set_aside.iter().filter(|aside| !aside.later);
    let named: Vec<(Span, BTreeSet<String>)> =
        excluded.filter_map(|aside| Some((aside.span, head(aside.span.of(pair.product.text))?))).collect();
    let mut seen: BTreeSet<Span> = BTreeSet::new();
    for statement in &pair.design.facts.design {
        if statement.kind == DesignKind::Decision {
            continue;
        }
        let words: BTreeSet<String> = Passage::stems(&statement.name);
        let Some((span, _)) = named.iter().find(|(_, name)| name.is_subset(&words)) else { continue };
        if pair.design.facts.set_aside.iter().any(|aside| aside.span.contains(statement.span)) || !seen.insert(*span) {
            continue;
        }
        found.push(Discrepancy {
            case: Case::ScopeExceeded,
            subject: statement.name.clone(),
            product: vec![*span],
            design: vec![statement.span],
            notes: None,
            confidence: 0.7,
            values: vec![("name", statement.name.clone())],
        });
    }
}

/// What the product document puts off by a name of several words, and the design speaks of without putting it off.
pub(super) fn early(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let design = pair.design.text.to_ascii_lowercase();
    let aside = |at: usize| pair.design.facts.set_aside.iter().any(|aside| aside.span.start as usize <= at && at < aside.span.end as usize);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for later in pair.product.facts.set_aside.iter().filter(|aside| aside.later) {
        let text = crate::document::plain(later.span.of(pair.product.text)).to_ascii_lowercase();
        for name in names(&text) {
            let place = design.match_indices(name).map(|(at, _)| at).find(|at| !aside(*at));
            let Some(at) = place.filter(|_| seen.insert(name.to_owned())) else { continue };
            found.push(Discrepancy {
                case: Case::ScopeExceeded,
                subject: name.to_owned(),
                product: vec![later.span],
                design: vec![Span::new(at, at + name.len())],
                notes: None,
                confidence: 0.5,
                values: vec![("name", name.to_owned())],
            });
            break;
        }
    }
}

/// Names of two or three words at the head of an item's parts.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(['|', ':', '.', '(', ';', ',', '\u{2014}', '\u{2013}']).map(str::trim);
    parts.filter(|part| {
        (2..=3).contains(&part.split(' ').count())
            && part.len() >= 10
            && part.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'))
    })
}

/// Words that name nothing by themselves.
pub(super) const EMPTY: &[&str] = &[
    "support", "featur", "custom", "advanc", "full", "new", "user", "system", "data", "manag", "servic", "integr", "applic", "app", "api",
    "mobil", "web",
];

/// The words that name what an item rules out; None for a sentence about several things.
fn head(item: &str) -> Option<BTreeSet<String>> {
    let text = crate::document::plain(item);
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let text =
        text.split_once(": ").filter(|(id, _)| id.chars().any(|c| c.is_ascii_digit()) && !id.contains(' ')).map_or(text, |(_, rest)| rest);
    let name = text.split([':', '.', '(', ';', '\u{2014}', '\u{2013}', ',']).next().unwrap_or_default();
    let words = Passage::stems(name);
    let telling = words.iter().filter(|word| !EMPTY.contains(&word.as_str())).count();
    (telling >= 1 && words.len() <= 4).then_some(words)
}
