//! What is left of the differences found: one for each place and cause.

use super::{Case, Discrepancy, Pair};
use crate::facts::Wording;
use crate::source::Span;
use std::collections::BTreeMap;

/// Uncovered requirements of one section, beyond which they are told as one.
const EACH: usize = 3;

/// Drops an uncovered requirement where something more exact is said of it, and tells those of one section as one.
pub(super) fn settle(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let exact: Vec<Span> = found
        .iter()
        .filter(|one| one.case != Case::RequirementUncovered && one.confidence >= 0.5)
        .flat_map(|one| one.product.iter().copied())
        .collect();
    let lines = |span: Span| span.lines(pair.product.text);
    found.retain(|one| {
        one.case != Case::RequirementUncovered
            || !one.product.first().is_some_and(|own| exact.iter().any(|span| lines(*own).contains(*span)))
    });
    // Two numbers in two explanations of one word are one difference.
    let explained: Vec<(Span, Span)> = found
        .iter()
        .filter(|one| one.case == Case::TermDiffers)
        .map(|one| (lines(one.product[0]), one.design[0].lines(pair.design.text)))
        .collect();
    let is_of = |span: Option<&Span>, lines: Span| span.is_some_and(|span| lines.contains(*span));
    found.retain(|one| {
        one.case != Case::NumberDiffers
            || !explained.iter().any(|(said, built)| is_of(one.product.first(), *said) && is_of(one.design.first(), *built))
    });
    // The surest of a section speaks for it.
    let (mut uncovered, rest): (Vec<_>, Vec<_>) = std::mem::take(found).into_iter().partition(|one| one.case == Case::RequirementUncovered);
    uncovered.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.product.cmp(&b.product)));
    let mut by_section: BTreeMap<(Option<Span>, Option<Span>), Vec<Discrepancy>> = BTreeMap::new();
    for one in uncovered {
        let span = one.product[0];
        let section = pair.product.facts.outline.iter().rev().find(|entry| entry.section.contains(span)).map(|entry| entry.span);
        // Each story is a thing of its own, with what it is accepted by.
        let stories = pair.product.facts.requirements.iter().filter(|requirement| requirement.wording == Wording::Story);
        let story = stories.map(|requirement| requirement.span).take_while(|story| story.start <= span.start).last();
        let told = by_section.entry((section, story)).or_default();
        if told.len() < EACH {
            told.push(one);
        } else if let Some(last) = told.last_mut() {
            last.product.extend(one.product);
        }
    }
    *found = rest;
    found.extend(by_section.into_values().flatten());
}
