//! Nothing that matters is still to be decided.

use super::{Context, Outcome, count, quoted};
use crate::checklist::CheckSpec;
use crate::document::plain;
use crate::facts::{Placeholder, TopicState};
use crate::finding::Observation;
use crate::rule::Severity;

pub(super) const SPEC: CheckSpec = CheckSpec { name: "placeholder", parameters: &["topics"], values: &["found", "list"] };

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let facts = cx.subject.facts;
    // A section that is nothing but a placeholder is reported as such.
    let open: Vec<&Placeholder> =
        facts.placeholders.iter().filter(|p| p.topic.is_none_or(|t| facts.topics[t].state != TopicState::Placeholder)).collect();
    let required = |p: &Placeholder| p.topic.is_some_and(|t| cx.rule.parameters.topics.contains(&cx.checklist.topics[t].id));
    let Some(first) = open.iter().find(|p| required(p)).or(open.first()) else {
        return Outcome::Satisfied("no placeholder is left".to_owned(), None);
    };
    let words = open.iter().map(|p| plain(cx.subject.text(p.span)));
    let number = open.len();
    let found = format!("{} {}", count(number, "point"), if number == 1 { "is" } else { "are" });
    let related = open.iter().filter(|p| p.span != first.span).map(|p| cx.subject.label(p.span, plain(cx.subject.text(p.span))));
    let mut observation = Observation::new(cx.subject.label(first.span, ""), "placeholders")
        .value("found", found)
        .value("list", quoted(words, 3))
        .related(related);
    // What is open in a section that nobody requires can wait.
    observation.severity = (!open.iter().any(|p| required(p))).then_some(Severity::Low);
    observation.blocks_review = open.iter().any(|p| required(p)).then_some(true);
    Outcome::finding(observation)
}
