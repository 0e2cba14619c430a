//! The document says who owns it and which version it is.

use super::{Context, Outcome, Subject, join};
use crate::checklist::{CheckSpec, Side};
use crate::facts::{Facts, names_owner};
use crate::finding::Observation;
use crate::source::Span;

/// The kind of check.
pub const SPEC: CheckSpec = CheckSpec { name: "document-control", parameters: &[], values: &["missing", "where"] };

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
    let line = |span: Span| cx.subject.file.text()[..span.start as usize].rsplit('\n').next().unwrap_or_default();
    let mut open = cx.subject.facts.placeholders.iter().filter(|p| p.control).map(|p| p.span);
    let blank = open.find(|span| missing.contains(&"owner") && names_owner(line(*span)));
    let nobody = control.nobody.as_ref().filter(|_| missing.contains(&"owner"));
    let place = blank.or(control.nobody_at.filter(|_| nobody.is_some()));
    let primary = place.map_or_else(|| cx.subject.title_label(), |span| cx.subject.label(span, ""));
    let document = if other.is_some() { "either document" } else { "the document" };
    let instead = nobody.map(|nobody| format!(", only \u{201c}{nobody}\u{201d}")).unwrap_or_default();
    let observation = Observation::new(primary, missing.join("+"))
        .value("missing", join(&missing, "and no"))
        .value("where", format!("{document}{instead}"))
        .related(other.map(Subject::title_label));
    Outcome::finding(observation)
}

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
