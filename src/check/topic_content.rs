//! A heading that promises a topic has content below it.

use super::{Context, Outcome, topic_required};
use crate::checklist::{CheckSpec, Topic};
use crate::document::plain;
use crate::facts::{TopicFact, TopicState};
use crate::finding::Observation;
use crate::rule::Severity;

pub(super) const SPEC: CheckSpec = CheckSpec { name: "topic-content", parameters: &["topics"], values: &["heading", "found", "topic"] };

/// Topics without which the review cannot be finished.
const BLOCKING: &[&str] = &["data_flow", "personal_data", "third_party"];

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let facts = cx.subject.facts;
    let mut observations: Vec<Observation> = Vec::new();
    let mut looked_at = 0;
    for id in &cx.rule.parameters.topics {
        let Some(index) = cx.checklist.topic_index(id.as_str()) else { continue };
        let topic = &cx.checklist.topics[index];
        let fact = &facts.topics[index];
        let expected = topic.applies_to.is_empty() || topic.applies_to.contains(&facts.kind.id);
        let Some(place) = fact.place.filter(|_| expected && fact.state != TopicState::Missing) else { continue };
        looked_at += 1;
        let Some(found) = fault(cx, fact) else { continue };
        let (severity, blocks) = weight(cx, index, topic, fact);
        let blocks_review = (blocks || BLOCKING.contains(&id.as_str())).then_some(true);
        if let Some(known) = observations.iter_mut().find(|o| o.primary.span == place) {
            known.blocks_review = known.blocks_review.or(blocks_review);
            known.severity = known.severity.max(severity);
            continue;
        }
        let mut observation = Observation::new(cx.subject.label(place, ""), id.as_str())
            .value("heading", plain(cx.subject.text(place)))
            .value("topic", topic.title.clone())
            .value("found", found);
        observation.blocks_review = blocks_review;
        observation.severity = severity;
        observations.push(observation);
    }
    if !observations.is_empty() {
        return Outcome::Findings(observations);
    }
    if looked_at == 0 {
        return Outcome::NotApplicable("it has none of the sections".to_owned());
    }
    Outcome::Satisfied(super::count(looked_at, "section") + " with content", None)
}

/// How bad it is that a topic has a heading and no answer, where that is worse than a thin section: as bad as without the heading. And
/// whether it stops the review.
fn weight(cx: &Context<'_>, index: usize, topic: &Topic, fact: &TopicFact) -> (Option<Severity>, bool) {
    if !matches!(fact.state, TopicState::Empty | TopicState::Placeholder) {
        return (None, false);
    }
    let answered = cx.counterpart.is_some_and(|other| other.facts.topics[index].state.is_accepted());
    let rules = cx.checklist.rules.values().filter(|r| r.check == topic_required::SPEC.name && r.parameters.topics.contains(&topic.id));
    let held = rules.filter_map(|rule| (cx.as_held)(rule)).filter(|rule| {
        let other = rule.parameters.topics.iter().any(|id| cx.says(id.as_str()));
        rule.parameters.topics.contains(&topic.id)
            && !(rule.parameters.any && other)
            && !(rule.parameters.counterpart.is_some() && answered)
    });
    held.fold((None, false), |(severity, blocks), rule| {
        (severity.max(Some(rule.severity).filter(|own| *own > cx.rule.severity)), blocks || rule.blocks_review)
    })
}

fn fault(cx: &Context<'_>, fact: &TopicFact) -> Option<String> {
    let body = || {
        let section = fact.section?;
        let text = plain(&cx.subject.file.text()[fact.place?.end.min(section.end) as usize..section.end as usize]);
        Some(text.trim_start_matches(|c: char| "=-#>: ".contains(c)).to_owned())
    };
    match fact.state {
        TopicState::Empty => Some("has nothing below it".to_owned()),
        TopicState::Placeholder => Some(match body() {
            Some(text) if !text.is_empty() && text.chars().count() <= 40 => format!("says only \u{201c}{text}\u{201d}"),
            _ => "holds only a placeholder".to_owned(),
        }),
        TopicState::NotApplicableBare => Some(match body() {
            Some(text) if !text.is_empty() && text.chars().count() <= 60 => format!("says \u{201c}{text}\u{201d} and not why"),
            _ => "says that it does not apply, and not why".to_owned(),
        }),
        TopicState::Thin => Some(match body() {
            Some(text) if !text.is_empty() && text.chars().count() <= 60 => format!("says only \u{201c}{text}\u{201d}"),
            _ => "says too little to review".to_owned(),
        }),
        TopicState::Missing | TopicState::NotApplicableReasoned | TopicState::Partial | TopicState::Present => None,
    }
}
