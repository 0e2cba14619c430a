//! What is to be built now in one document, and later or not at all in the other.

use super::{Case, Discrepancy, Pair, requirement};
use crate::facts::{DesignKind, SetAside};
use crate::similarity::{self, Passage};
use crate::source::Span;
use std::collections::BTreeSet;

/// How alike what is put off and what is wanted have to be.
const ALIKE: f32 = 0.42;
/// The same for what is ruled out: what is no goal of the design often names what is.
const RULED_OUT: f32 = 0.5;
/// How far they have to stand out.
const STANDING: f32 = 0.7;

/// Requirements that the design puts off.
pub(super) fn deferred(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let put_off: Vec<&SetAside> = pair.design.facts.set_aside.iter().collect();
    let aside = |span: Span| pair.product.facts.set_aside.iter().any(|aside| span.contains(aside.span) || aside.span.contains(span));
    let requirements = pair.product.facts.requirements.iter();
    let due: Vec<_> = requirements.filter(|requirement| requirement::is_due(requirement) && !aside(requirement.span)).collect();
    if put_off.is_empty() || due.is_empty() {
        return;
    }
    let sources: Vec<Passage> = put_off.iter().map(|aside| Passage::read(aside.span.of(pair.design.text))).collect();
    let targets: Vec<Passage> = due.iter().map(|requirement| Passage::read(requirement.span.of(pair.product.text))).collect();
    for (aside, candidates) in put_off.iter().zip(similarity::compare(&sources, &targets, 1)) {
        let Some(best) =
            candidates.first().filter(|best| best.likeness >= if aside.later { ALIKE } else { RULED_OUT } && best.score >= STANDING)
        else {
            continue;
        };
        let requirement = due[best.target];
        if found.iter().any(|known| known.case == Case::RequirementDeferred && known.product == [requirement.span]) {
            continue;
        }
        found.push(Discrepancy {
            case: Case::RequirementDeferred,
            subject: requirement.id.clone(),
            product: vec![requirement.span],
            design: vec![aside.span],
            confidence: (0.35 + 0.5 * best.likeness).min(0.9),
            values: vec![("name", requirement.title.clone())],
        });
    }
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
        let words: BTreeSet<String> = Passage::read(&statement.name).words().iter().cloned().collect();
        let Some((span, _)) = named.iter().find(|(_, name)| name.is_subset(&words)) else { continue };
        if pair.design.facts.set_aside.iter().any(|aside| aside.span.contains(statement.span)) || !seen.insert(*span) {
            continue;
        }
        found.push(Discrepancy {
            case: Case::ScopeExceeded,
            subject: statement.name.clone(),
            product: vec![*span],
            design: vec![statement.span],
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
const EMPTY: &[&str] = &[
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
    let words: BTreeSet<String> = Passage::read(name).words().iter().cloned().collect();
    let telling = words.iter().filter(|word| !EMPTY.contains(&word.as_str())).count();
    (telling >= 1 && words.len() <= 4).then_some(words)
}
