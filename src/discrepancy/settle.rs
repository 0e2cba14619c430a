//! What is left of the differences found: one for each place and cause.

use super::{Case, Discrepancy, Pair, spoken};
use crate::facts::{Requirement, Wording};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Uncovered requirements of one section, beyond which they are told as one.
const EACH: usize = 3;
/// Confidence from which on a difference is told unless all are asked for.
const LIKELY: f32 = 0.5;

/// Drops an uncovered requirement where something more exact is said of it, and tells those of one section as one.
pub(super) fn settle(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let lines = |span: Span| span.lines(pair.product.text);
    let (uncovered, mut rest): (Vec<_>, Vec<_>) = std::mem::take(found).into_iter().partition(|one| one.case == Case::RequirementUncovered);
    let exact: Vec<Span> = rest.iter().filter(|one| one.confidence >= LIKELY).flat_map(|one| one.product.iter().copied()).collect();
    let mut uncovered: Vec<Discrepancy> =
        uncovered.into_iter().filter(|one| !exact.iter().any(|span| lines(one.product[0]).contains(*span))).collect();
    let spoken: Vec<Vec<Span>> = rest.iter().map(|one| spoken_of(pair, one)).collect();
    uncovered.retain(|one| {
        let own = lines(one.product[0]);
        let Some(at) = spoken.iter().position(|spans| spans.iter().any(|span| own.contains(*span))) else { return true };
        // A requirement says more than a name.
        let places = &mut rest[at].product;
        let is_wanted = |span: &Span| pair.product.facts.requirements.iter().any(|wanted| wanted.span.contains(*span));
        let before = places.iter().position(|span| !is_wanted(span)).unwrap_or(places.len());
        places.insert(before, one.product[0]);
        false
    });
    // What a story is accepted by is more exact than the story.
    let stories: Vec<&Requirement> = pair.product.facts.requirements.iter().filter(|wanted| wanted.wording == Wording::Story).collect();
    let story_of = |span: Span| stories.partition_point(|story| story.span.start <= span.start).checked_sub(1).map(|at| stories[at].span);
    let of_a_story = uncovered.iter().filter_map(|one| story_of(one.product[0]).filter(|story| *story != one.product[0]));
    let accepted: BTreeSet<Span> = of_a_story.collect();
    uncovered.retain(|one| !accepted.contains(&one.product[0]));
    // Two numbers in two explanations of one word are one difference.
    let explained: Vec<(Span, Span)> = rest
        .iter()
        .filter(|one| one.case == Case::TermDiffers)
        .map(|one| (lines(one.product[0]), one.design[0].lines(pair.design.text)))
        .collect();
    let is_of = |span: Option<&Span>, lines: Span| span.is_some_and(|span| lines.contains(*span));
    rest.retain(|one| {
        one.case != Case::NumberDiffers
            || !explained.iter().any(|(said, built)| is_of(one.product.first(), *said) && is_of(one.design.first(), *built))
    });
    // The surest of a section speaks for it.
    uncovered.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.product.cmp(&b.product)));
    let mut by_section: BTreeMap<(Option<Span>, Option<Span>), Vec<Discrepancy>> = BTreeMap::new();
    for one in uncovered {
        let span = one.product[0];
        let section = pair.product.facts.outline.iter().rev().find(|entry| entry.section.contains(span)).map(|entry| entry.span);
        // Each story is a thing of its own, with what it is accepted by.
        let told = by_section.entry((section, story_of(span))).or_default();
        if told.len() < EACH {
            told.push(one);
        } else if let Some(last) = told.last_mut() {
            last.product.extend(one.product);
        }
    }
    *found = rest;
    found.extend(by_section.into_values().flatten());
}

/// Where the product document speaks again of a protection or service that is told of as missing.
fn spoken_of(pair: Pair<'_>, told: &Discrepancy) -> Vec<Span> {
    if told.confidence < LIKELY || !told.design.is_empty() {
        return Vec::new();
    }
    let facts = pair.product.facts;
    if told.case == Case::NameDropped {
        let places = spoken::places(pair.product.text, &told.subject, char::is_alphanumeric);
        return places.map(|at| Span::new(at, at + told.subject.len())).collect();
    }
    let controls = facts.controls.iter().map(|control| control.statements.iter().map(|at| facts.protections[*at].mention.span).collect());
    let parties = facts.third_parties.iter().map(|party| party.mentions.iter().map(|(_, mention)| mention.span).collect());
    controls.chain(parties).filter(|spans: &Vec<Span>| told.product.iter().any(|span| spans.contains(span))).flatten().collect()
}
