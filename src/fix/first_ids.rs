//! Requirements of a document that has no ids at all to ones that a design can name.

use super::place::{Entry, groups};
use super::{Applicability, Edit, Fix, Subject};
use crate::checklist::requirement_words::HeadingSense;
use crate::document::{HeadingStyle, heading_key, heading_keys};
use crate::facts::TopicState;
use crate::source::Span;
use std::collections::BTreeSet;

/// What the ids begin with; a review takes it for that of a functional requirement.
const PREFIX: &str = "FR-";

/// Fewest requirements that it takes to number them.
const FEWEST: usize = 2;

pub(super) fn find(subject: &Subject<'_>) -> Vec<Fix> {
    ids(subject).into_iter().collect()
}

fn ids(subject: &Subject<'_>) -> Option<Fix> {
    let (facts, text) = (subject.facts, subject.text());
    let index = subject.checklist.topic_index("requirements")?;
    let (declared, topic) = (&subject.checklist.topics[index], &facts.topics[index]);
    let section = topic.section.filter(|_| topic.state == TopicState::Present)?;
    if facts.requirements.iter().any(|r| r.has_id) || subject.texts.iter().any(|text| text.contains(PREFIX)) {
        return None;
    }
    let groups = groups(subject);
    let own = subject.facts.outline.iter().find(|entry| entry.section == section).map(|entry| heading_key(&entry.title))?;
    // "Primary use cases" are why, and not what; stories of users have ids of their own; the features of each page are no one list.
    let is_it = declared.headings.iter().any(|heading| heading_key(heading) == own) && own.contains("requirement");
    if !is_it || subject.facts.outline.iter().filter(|entry| heading_key(&entry.title) == own).count() > 1 {
        return None;
    }
    let wanted = |entry: &&Entry| entry.lacks_id && section.contains(entry.head) && !is_set_apart(subject, entry.head);
    let entries: Vec<&Entry> = groups.iter().flat_map(|group| group.entries.iter().filter(wanted)).collect();
    let is_own = |head: Span| subject.facts.outline.iter().any(|entry| entry.span.start == head.start && entry.section == section);
    let mut heads: Vec<Span> = entries.iter().map(|entry| entry.head).filter(|head| !is_own(*head)).collect();
    heads.sort_unstable();
    heads.dedup();
    // "**Requirement**: ..." again and again: the headings above are what is required. Nested items are told by those above them.
    let labels: BTreeSet<String> = heads.iter().map(|head| label(head.of(text))).collect();
    if labels.len() < heads.len() || entries.iter().any(|entry| entry.is_nested) {
        return None;
    }
    // "3.1 Log in" has a name already.
    let is_numbered = |head: &Span| head.of(text).trim_start_matches(['*', '_']).starts_with(|c: char| c.is_ascii_digit());
    if heads.len() < FEWEST || heads.iter().any(is_numbered) {
        return None;
    }
    let edits = heads.iter().zip(1..).map(|(head, number)| {
        // Of a label in bold it becomes a part.
        let bold = if head.of(text).starts_with("**") { 2 } else { 0 };
        let at = head.start as usize + bold;
        Edit { span: Span::new(at, at), text: format!("{PREFIX}{number}: ") }
    });
    let title = format!("ids {PREFIX}1 to {PREFIX}{}", heads.len());
    Some(Fix { title, edits: edits.collect(), applicability: Applicability::Unsafe, rule: None })
}

/// True under a heading of what is no function, or is not asked for now.
fn is_set_apart(subject: &Subject<'_>, head: Span) -> bool {
    let words = subject.checklist.requirement_words();
    let around = subject.document.sections.iter().filter(|section| section.span.contains(head)).filter_map(|s| s.heading.as_ref());
    around.filter(|heading| heading.style != HeadingStyle::TableRow).any(|heading| {
        use HeadingSense::{Closed, Quality};
        let sense = words.heading(&heading_keys(&heading.text));
        heading.text_span != head && matches!(sense, Some(Closed | Quality))
    })
}

/// The bold words that an entry opens with, behind a picture, else all of it.
fn label(source: &str) -> String {
    let bold =
        source.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '*').strip_prefix("**").and_then(|rest| rest.split_once("**"));
    bold.map_or(source, |(label, _)| label).trim_end_matches(':').to_lowercase()
}
