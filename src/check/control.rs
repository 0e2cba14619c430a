//! The document says who owns it and which version it is.

use super::{Context, Outcome, join};
use crate::checklist::{CheckSpec, Side};
use crate::facts::Facts;
use crate::finding::{Label, Observation};

pub(super) const SPEC: CheckSpec = CheckSpec { name: "document-control", parameters: &[], values: &["missing"] };

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
        return Outcome::NotApplicable(format!("asked of {}", first.file.path()));
    }
    let other = other.filter(|design| cx.subject.facts.kind.side == Side::Requirements && lacks(design.facts) == missing);
    let observation = Observation::new(cx.subject.title_label(), missing.join("+"))
        .value("missing", join(&missing, "and no"))
        .related(other.map(|other| Label { note: "neither does the design".to_owned(), ..other.title_label() }));
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
