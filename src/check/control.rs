//! The document says who owns it and which version it is.

use super::{Context, Outcome, Subject, join};
use crate::checklist::{CheckSpec, Side};
use crate::facts::Facts;
use crate::finding::Observation;
use crate::source::Span;

pub(super) const SPEC: CheckSpec = CheckSpec { name: "document-control", parameters: &[], values: &["missing", "where"] };

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let control = &cx.subject.facts.control;
    let missing = lacks(cx.subject.facts);
    if missing.is_empty() {
        let owner = control.owner.as_deref().unwrap_or_default();
        return Outcome::Satisfied(format!("owner {owner}"), None);
    }
    // One cause, one finding: what both documents of a pair leave out is asked of the first.
    let other = cx.counterpart.filter(|_| cx.asked_of_counterpart);
    let covers = |one: &[&str], other: &[&str]| other.iter().all(|what| one.contains(what));
    if let Some(first) = other.filter(|first| cx.subject.facts.kind.side == Side::Design && covers(&lacks(first.facts), &missing)) {
        return Outcome::NotApplicable(format!("asked of {}", first.role()));
    }
    let other = other.filter(|design| cx.subject.facts.kind.side == Side::Requirements && lacks(design.facts) == missing);
    // "Author: [Your name]": there is its place.
    let line = |span: Span| cx.subject.file.text()[..span.start as usize].rsplit('\n').next().unwrap_or_default().to_lowercase();
    let mut open = cx.subject.facts.placeholders.iter().filter(|p| p.control).map(|p| p.span);
    let blank = open.find(|span| missing.contains(&"owner") && ["author", "owner"].iter().any(|word| line(*span).contains(word)));
    let nobody = control.nobody.as_ref().filter(|_| missing.contains(&"owner"));
    let place = blank.or_else(|| named_on(cx, nobody?));
    let primary = place.map_or_else(|| cx.subject.title_label(), |span| cx.subject.label(span, ""));
    let document = if other.is_some() { "either document" } else { "the document" };
    let instead = nobody.map(|nobody| format!(", only \u{201c}{nobody}\u{201d}")).unwrap_or_default();
    let observation = Observation::new(primary, missing.join("+"))
        .value("missing", join(&missing, "and no"))
        .value("where", format!("{document}{instead}"))
        .related(other.map(Subject::title_label));
    Outcome::finding(observation)
}

/// Where the line "Author: NOBODY" has its name.
fn named_on(cx: &Context<'_>, nobody: &str) -> Option<Span> {
    let mut start = 0;
    cx.subject.file.text().split_inclusive('\n').take(TOP_LINES).find_map(|line| {
        let at = line.find(nobody).filter(|_| ["author", "owner"].iter().any(|word| line.to_lowercase().contains(word)));
        let found = at.map(|at| Span::new(start + at, start + at + nobody.len()));
        start += line.len();
        found
    })
}

/// Lines in which a document says who wrote it.
const TOP_LINES: usize = 40;

/// What a document does not say about itself.
fn lacks(facts: &Facts) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if facts.control.owner.is_none() {
        missing.push("owner");
    }
    if !facts.control.is_dated() {
        missing.push("status, version or date");
    }
    missing
}
