//! A topic is spoken of, in this document or in the other one of the pair.

use super::{Context, Outcome, Subject, join};
use crate::checklist::CheckSpec;
use crate::checklist::Side;
use crate::facts::{TopicFact, TopicState};
use crate::finding::{Label, Observation};

pub(super) const SPEC: CheckSpec =
    CheckSpec { name: "topic-required", parameters: &["topics", "any", "counterpart", "near"], values: &["missing"] };

/// Most places named as related.
const RELATED: usize = 4;

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let parameters = &cx.rule.parameters;
    let indices: Vec<usize> = parameters.topics.iter().filter_map(|id| cx.checklist.topic_index(id.as_str())).collect();
    let mut missing: Vec<usize> = Vec::new();
    let mut answers: Vec<(String, Option<Label>)> = Vec::new();
    let mut judged_elsewhere = false;
    for &index in &indices {
        let fact = &cx.subject.facts.topics[index];
        let title = &cx.checklist.topics[index].title;
        if fact.state.is_accepted() {
            answers.push((accepted(title, fact), fact.place.map(|p| cx.subject.label(p, ""))));
        } else if let Some(other) = cx.counterpart.filter(|c| parameters.counterpart && c.facts.topics[index].state.is_accepted()) {
            let place = other.facts.topics[index].place.map(|p| other.label(p, ""));
            answers.push((format!("{title} in {}", other.file.path()), place));
        } else if fact.state == TopicState::Missing {
            missing.push(index);
        } else {
            judged_elsewhere = true;
        }
    }
    let met = if parameters.any { !answers.is_empty() || judged_elsewhere } else { missing.is_empty() };
    if met {
        return match answers.into_iter().next() {
            Some((by, place)) => Outcome::Satisfied(by, place),
            None => Outcome::NotApplicable("a heading for it is there; its content is judged by itself".to_owned()),
        };
    }
    // One cause, one finding: what neither document has is asked of the design.
    if let Some(other) = cx.counterpart.filter(|_| parameters.counterpart)
        && cx.subject.facts.kind.side == Side::Requirements
        && cx.rule.applies_to.contains(&other.facts.kind.id)
    {
        return Outcome::NotApplicable(format!("asked of {}", other.file.path()));
    }
    let titles: Vec<&str> = missing.iter().map(|i| cx.checklist.topics[*i].title.as_str()).collect();
    let subject = missing.iter().map(|i| cx.checklist.topics[*i].id.as_str()).collect::<Vec<_>>().join("+");
    let last = if parameters.any { "nor" } else { "and" };
    let observation = Observation::new(anchor(cx), subject).value("missing", join(&titles, last)).related(related(cx, &missing));
    Outcome::finding(observation)
}

fn accepted(title: &str, fact: &TopicFact) -> String {
    match fact.state {
        TopicState::Partial => format!("{title}, under another heading"),
        TopicState::NotApplicableReasoned => format!("{title}: not applicable, with a reason"),
        _ => title.to_owned(),
    }
}

/// Where the topic belongs: the heading of a topic that the rule names as near, else the title.
fn anchor(cx: &Context<'_>) -> Label {
    let near = cx.rule.parameters.near.iter().filter_map(|id| cx.checklist.topic_index(id.as_str()));
    let facts = near.map(|index| &cx.subject.facts.topics[index]);
    let outline = &cx.subject.facts.outline;
    let mut headings = facts.filter_map(|fact| fact.place.filter(|place| outline.iter().any(|e| e.span == *place)));
    headings.next().map_or_else(|| cx.subject.title_label(), |place| cx.subject.label(place, ""))
}

/// What shows that the topic matters here: the signals of the rule's condition, and the nearest passage.
fn related(cx: &Context<'_>, missing: &[usize]) -> Vec<Label> {
    let subject: Subject<'_> = cx.subject;
    let mut labels: Vec<Label> = Vec::new();
    for &index in missing {
        if let Some(span) = subject.facts.topics[index].mention {
            labels.push(subject.label(span, "the nearest passage"));
        }
    }
    for id in cx.rule.when.facts.iter().chain(&cx.rule.when.any_facts) {
        let Some(signal) = cx.checklist.signals.iter().position(|s| s.id == *id) else { continue };
        let spans = &subject.facts.signals[signal].spans;
        labels.extend(spans.iter().map(|span| subject.label(*span, "")));
    }
    labels.dedup_by_key(|l| subject.file.line1(l.span.start));
    labels.truncate(RELATED);
    labels
}
