//! Facts that call for something, and whether it is there, in this document or in the other one of the pair.

use super::{Context, Outcome, Subject, join, listed};
use crate::checklist::{CheckSpec, Side};
use crate::facts::Shown;
use crate::finding::{Label, Observation};
use crate::source::Span;
use std::collections::BTreeSet;

pub(super) const SPEC: CheckSpec = CheckSpec {
    name: "fact-required",
    parameters: &["of", "least", "needs", "partly", "require"],
    values: &["list", "count", "are", "first", "gap"],
};

/// Most things named in a message.
const LISTED: usize = 6;
/// Most places named as related.
const RELATED: usize = 4;
/// Bytes within which a phrase of `require` stands beside a fact, in the same line.
const BESIDE: u32 = 160;

/// One finding that lists what was found; none when something of `needs` is there. Without `needs` the facts themselves are the
/// finding. With `partly`, facts that are half an answer are shown, and `{gap}` says so. With `require` only those facts count that have one of its phrases beside them.
pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let found = facts(cx, cx.subject);
    if found.is_empty() || found.len() < cx.rule.parameters.least {
        return Outcome::NotApplicable(format!("the document shows no {}", join(&cx.rule.parameters.of, "and no")));
    }
    if let Some((subject, by)) = answered(cx) {
        let place = subject.label(by.span, "");
        let whose = if subject.id == cx.subject.id { String::new() } else { format!(" in {}", subject.role()) };
        return Outcome::Satisfied(format!("{}{whose}", by.name), Some(place));
    }
    // One cause, one finding: what both documents of a pair call for is asked of the design.
    if let Some(other) = cx.counterpart.filter(|_| cx.asked_of_counterpart)
        && cx.subject.facts.kind.side == Side::Requirements
        && facts(cx, other).len() >= cx.rule.parameters.least.max(1)
    {
        return Outcome::NotApplicable(format!("asked of {}", other.role()));
    }
    let names: Vec<&str> = found.iter().map(|shown| shown.name.as_str()).collect();
    let mut places = found.iter().map(|shown| cx.subject.label(shown.span, ""));
    let primary = places.next().unwrap_or_else(|| cx.subject.title_label());
    let line = |label: &Label| cx.subject.file.line1(label.span.start);
    let mut related: Vec<Label> = places.collect();
    let first = line(&primary);
    related.retain(|label| line(label) != first);
    related.dedup_by_key(|label| line(label));
    related.truncate(RELATED);
    let half = cx.rule.parameters.partly.iter().find_map(|condition| {
        let shown = cx.subject.facts.shown(condition, cx.checklist).into_iter().next()?;
        Some(cx.subject.label(shown.span, "some of it is said here"))
    });
    let gap = if half.is_some() { "it is only partly said" } else { "nothing says" };
    if let Some(half) = half {
        related.insert(0, half);
        related.truncate(RELATED);
    }
    let observation = Observation::new(primary, cx.rule.parameters.of.join("+"))
        .value("list", listed(names.iter().copied(), LISTED, "and"))
        .value("count", names.len().to_string())
        .value("are", if names.len() == 1 { "is" } else { "are" })
        .value("first", names.first().copied().unwrap_or_default())
        .value("gap", gap)
        .gathering(names)
        .related(related);
    Outcome::finding(observation)
}

/// What calls for something, in source order; each thing once.
fn facts(cx: &Context<'_>, subject: Subject<'_>) -> Vec<Shown> {
    let of = cx.rule.parameters.of.iter();
    let mut found: Vec<Shown> = of.flat_map(|condition| subject.facts.all_shown(condition, cx.checklist)).collect();
    if !cx.rule.parameters.require.is_empty() {
        let beside = subject.facts.phrases.get(&cx.rule.id).map_or(&[][..], Vec::as_slice);
        let beside: Vec<Span> = beside.iter().copied().filter(|phrase| !is_denied(subject, *phrase)).collect();
        found.retain(|shown| beside.iter().any(|phrase| is_beside(subject, shown.span, *phrase)));
    }
    found.sort_by(|a, b| (a.span, &a.name).cmp(&(b.span, &b.name)));
    let mut seen = BTreeSet::new();
    found.retain(|shown| seen.insert(shown.name.clone()));
    found
}

/// True for "is never stored", "must not be kept": a negation among the three words before.
fn is_denied(subject: Subject<'_>, phrase: Span) -> bool {
    const DENIALS: &[&str] = &["no", "not", "never", "nor", "neither", "without", "cannot", "don't", "doesn't", "won't", "isn't", "aren't"];
    let line = phrase.lines(subject.file.text());
    let before = subject.text(Span { end: phrase.start, ..line });
    before.split_whitespace().rev().take(3).any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).replace('\u{2019}', "'").to_lowercase();
        DENIALS.contains(&word.as_str())
    })
}

fn is_beside(subject: Subject<'_>, fact: Span, phrase: Span) -> bool {
    let near = fact.start <= phrase.end + BESIDE && phrase.start <= fact.end + BESIDE;
    near && subject.file.line1(fact.start) == subject.file.line1(phrase.start)
}

/// What answers, and in which document.
fn answered<'a>(cx: &Context<'a>) -> Option<(Subject<'a>, Shown)> {
    let subjects = std::iter::once(cx.subject).chain(cx.counterpart);
    subjects
        .flat_map(|subject| cx.rule.parameters.needs.iter().map(move |condition| (subject, condition)))
        .find_map(|(subject, condition)| Some((subject, subject.facts.shown(condition, cx.checklist).into_iter().next()?)))
}
