//! A heading with what to write there, for each section that a rule misses.

use super::chapters::Chapters;
use super::{Applicability, Edit, Fix, Subject};
use crate::check::TOPIC_REQUIRED;
use crate::document::{heading_key, heading_keys};
use crate::facts::TopicState;
use crate::rule::RuleId;
use std::collections::BTreeMap;

pub(super) fn find(subject: &Subject<'_>) -> Vec<Fix> {
    let missing = missing(subject);
    if missing.is_empty() {
        return Vec::new();
    }
    let end = subject.line_end();
    let chapters = Chapters::of(subject.document, subject.text(), end, subject.checklist);
    if chapters.numbered_otherwise {
        return Vec::new();
    }
    // Sections put in so far: how many chapters, and how many in the chapter that begins at a byte.
    let (mut put, mut put_below): (usize, BTreeMap<u32, usize>) = (0, BTreeMap::new());
    let mut fixes: Vec<Fix> = Vec::new();
    let order = subject.checklist.in_order();
    for (topic, rule) in order.iter().filter_map(|topic| missing.get_key_value(topic)) {
        let declared = &subject.checklist.topics[*topic];
        let body = declared.skeleton(end);
        let below = whole_of(subject, *topic).and_then(|whole| Some((whole, chapters.below(whole, subject.document, subject.checklist)?)));
        let (within, slot, put) = match &below {
            Some((whole, below)) => (below, below.slot(None), put_below.entry(*whole).or_default()),
            None => (&chapters, chapters.slot(before(subject, &chapters, &order, *topic)), &mut put),
        };
        let text = within.section(&slot, &declared.heading, &body, *put);
        let fix = Fix {
            title: format!("section \u{201c}{}\u{201d}", declared.heading),
            edits: vec![Edit { span: slot.span(), text }],
            applicability: Applicability::Skeleton,
            rule: Some((*rule).clone()),
        };
        if !is_folded(subject.text(), slot.at) && subject.read_with(&fix, Some(&declared.heading)).is_some() {
            *put += 1;
            fixes.push(fix);
        }
    }
    fixes
}

/// Topics that findings miss, by index, each with the first rule that does; of those of which one is enough the first.
fn missing<'a>(subject: &Subject<'a>) -> BTreeMap<usize, &'a RuleId> {
    let mut found: BTreeMap<usize, &RuleId> = BTreeMap::new();
    for finding in &subject.findings {
        let Some(rule) = subject.checklist.rules.get(&finding.rule).filter(|rule| rule.check == TOPIC_REQUIRED.name) else { continue };
        let named = finding.subject.split('+').filter_map(|id| subject.checklist.topic_index(id));
        // What the rule leaves out beside them, a login that is named, it asks for once they are there.
        let parameters = rule.parameters.topics.iter().filter(|_| rule.overrides.iter().all(|change| change.topics.is_none()));
        let left_out = parameters.filter_map(|id| subject.checklist.topic_index(id.as_str()));
        let left_out = left_out.filter(|topic| !subject.beside.iter().any(|other| other.topics[*topic].state.is_accepted()));
        let open = named.chain(left_out).filter(|topic| {
            let declared = &subject.checklist.topics[*topic];
            subject.facts.topics[*topic].state == TopicState::Missing && !declared.heading.is_empty() && !is_headed(subject, *topic)
        });
        let most = if rule.parameters.any { 1 } else { usize::MAX };
        open.take(most).for_each(|topic| {
            found.entry(topic).or_insert(&finding.rule);
        });
    }
    found
}

/// True when a heading names the topic, whatever stands under it.
fn is_headed(subject: &Subject<'_>, topic: usize) -> bool {
    let declared = &subject.checklist.topics[topic];
    let names = |key: &String| declared.headings.iter().chain([&declared.heading]).any(|heading| heading_key(heading) == *key);
    subject.facts.outline.iter().any(|entry| heading_keys(&entry.title).first().is_some_and(names))
}

/// The byte where the section begins that the topic is a part of.
fn whole_of(subject: &Subject<'_>, topic: usize) -> Option<u32> {
    let id = &subject.checklist.topics[topic].id;
    let whole = subject.checklist.topics.iter().position(|other| other.parts.contains(id))?;
    Some(subject.facts.topics[whole].section?.start)
}

/// The chapter before which a topic belongs: behind the nearest topic that comes before it, else before the nearest that comes after.
fn before(subject: &Subject<'_>, chapters: &Chapters<'_>, order: &[usize], topic: usize) -> Option<usize> {
    let own = order.iter().position(|other| *other == topic)?;
    let chapter = |other: &usize| chapters.holding(subject.facts.topics[*other].section?.start);
    order[..own].iter().rev().find_map(chapter).map(|earlier| earlier + 1).or_else(|| order[own + 1..].iter().find_map(chapter))
}

/// True at a byte that readers see only when they unfold it.
fn is_folded(text: &str, at: usize) -> bool {
    let before = &text[..at];
    before.matches("<details").count() > before.matches("</details").count()
}
