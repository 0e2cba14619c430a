//! Protections that something in a document asks for, and that neither document of a pair says anything about: one finding with a
//! list.

use super::{Context, Outcome, Subject, listed};
use crate::checklist::{CheckSpec, Side};
use crate::facts::{ControlFact, Strength};
use crate::finding::{Label, Observation};
use crate::rule::Confidence;
use crate::source::Span;

pub(super) const SPEC: CheckSpec =
    CheckSpec { name: "controls-required", parameters: &["controls", "least"], values: &["list", "count", "are", "protections"] };

/// Most protections named in a message.
const LISTED: usize = 6;

/// The topic under which a document speaks of a control at length.
const TOPICS: &[(&str, &str)] = &[
    ("authn", "authentication"),
    ("authz", "authorization"),
    ("enc-transit", "encryption_in_transit"),
    ("enc-rest", "encryption_at_rest"),
    ("keys", "secrets"),
    ("input", "input_validation"),
    ("rate", "rate_limiting"),
    ("logging", "logging_audit"),
    ("monitor", "monitoring"),
    ("backup", "backup_recovery"),
    ("threat", "threats"),
    ("rollback", "rollout"),
];

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let asked: Vec<(&str, Span)> =
        cx.rule.parameters.controls.iter().filter_map(|id| Some((id.as_ref(), asks(cx, cx.subject, id)?))).collect();
    if asked.is_empty() {
        return Outcome::NotApplicable("nothing in the document asks for one of these protections".to_owned());
    }
    let open: Vec<(&str, Span)> = asked.iter().copied().filter(|(id, _)| !is_answered(cx, id)).collect();
    if open.is_empty() {
        let (first, place) = asked[0];
        return Outcome::Satisfied(format!("{} and what else is asked for", title(cx, first)), Some(cx.subject.label(place, "")));
    }
    if open.len() < cx.rule.parameters.least.max(1) {
        return Outcome::NotApplicable(format!("only {} is asked for and not stated", title(cx, open[0].0)));
    }
    // One cause, one finding: a design is where protections belong.
    if cx.asked_of_counterpart && cx.subject.facts.kind.side == Side::Requirements {
        return Outcome::NotApplicable("asked of the design".to_owned());
    }
    let label = |(id, span): &(&str, Span)| cx.subject.label(*span, format!("asks for {}", title(cx, id)));
    let primary = label(&open[0]);
    let related: Vec<Label> = open[1..].iter().map(label).collect();
    let observation = Observation::new(primary, "controls")
        .value("list", listed(open.iter().map(|(id, _)| title(cx, id)), LISTED, "and"))
        .gathering(open.iter().map(|(id, _)| title(cx, id)))
        .value("count", open.len().to_string())
        .value("are", if open.len() == 1 { "is" } else { "are" })
        .value("protections", if open.len() == 1 { "protection" } else { "protections" })
        .related(related);
    Outcome::finding(observation)
}

fn fact<'a>(cx: &Context<'_>, subject: Subject<'a>, id: &str) -> Option<&'a ControlFact> {
    subject.facts.controls.iter().find(|fact| cx.checklist.terms.controls[fact.control].id == id)
}

/// Where something in running text asks for the control; what stands in code alone is how, not what.
fn asks(cx: &Context<'_>, subject: Subject<'_>, id: &str) -> Option<Span> {
    let triggers = &fact(cx, subject, id)?.triggers;
    triggers.iter().find(|mention| mention.confidence > Confidence::Low).map(|mention| mention.span)
}

/// True when either document names a mechanism, if in passing, plans one, says that there is none, or speaks of it at length.
fn is_answered(cx: &Context<'_>, id: &str) -> bool {
    let topic = TOPICS.iter().find(|(control, _)| *control == id).and_then(|(_, topic)| cx.checklist.topic_index(topic));
    std::iter::once(cx.subject).chain(cx.counterpart).any(|subject| {
        let stated = fact(cx, subject, id).is_some_and(|fact| {
            fact.denied || fact.named || matches!(fact.strongest, Some(Strength::Concrete | Strength::Planned | Strength::Denied))
        });
        stated || topic.is_some_and(|index| subject.facts.topics[index].state.is_accepted())
    })
}

fn title(cx: &Context<'_>, id: &str) -> String {
    let control = cx.checklist.terms.controls.iter().find(|control| control.id == id);
    let name = control.map_or(id, |control| control.name.as_ref());
    // "CSRF, CORS and browser protection" keeps its capitals.
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(name.chars().skip(1)).collect(),
        _ => name.to_owned(),
    }
}
