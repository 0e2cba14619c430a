//! Nothing that matters is still to be decided.

use super::{Context, Outcome, count, quoted};
use crate::checklist::CheckSpec;
use crate::document::plain;
use crate::facts::{Placeholder, TopicState};
use crate::finding::Observation;
use crate::rule::{ReleasePriority, Severity};

pub(super) const SPEC: CheckSpec = CheckSpec { name: "placeholder", parameters: &["topics"], values: &["found", "list"] };

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let facts = cx.subject.facts;
    // A section that is nothing but a placeholder is reported as such, where a rule looks at its content.
    let contents = || cx.checklist.rules.values().filter(|r| r.check == super::topic_content::SPEC.name);
    let reported = |t: usize| {
        facts.topics[t].state == TopicState::Placeholder && contents().any(|r| r.parameters.topics.contains(&cx.checklist.topics[t].id))
    };
    let open: Vec<&Placeholder> = facts.placeholders.iter().filter(|p| !p.topic.is_some_and(reported)).collect();
    let required = |p: &Placeholder| p.topic.is_some_and(|t| cx.rule.parameters.topics.contains(&cx.checklist.topics[t].id));
    let Some(first) = open.iter().find(|p| required(p)).or(open.iter().find(|p| p.matters)).or(open.first()) else {
        return Outcome::Satisfied("no placeholder is left".to_owned(), None);
    };
    let words = open.iter().map(|p| in_context(cx, p));
    let number = open.len();
    let found = format!("{} {}", count(number, "point"), if number == 1 { "is" } else { "are" });
    let related = open.iter().filter(|p| p.span != first.span).map(|p| cx.subject.label(p.span, plain(cx.subject.text(p.span))));
    let mut observation = Observation::new(cx.subject.label(first.span, ""), "placeholders")
        .value("found", found)
        .value("list", quoted(words, 3))
        .related(related);
    // What is open in a section that nobody requires can wait.
    observation.blocks_review = open.iter().any(|p| required(p)).then_some(true);
    if !open.iter().any(|p| required(p) || p.matters) {
        observation.severity = Some(Severity::Low);
        observation.release = Some(cx.rule.release.min(ReleasePriority::AfterRelease));
    }
    Outcome::finding(observation)
}

/// Most characters shown of what stands beside a placeholder.
const SHOWN: usize = 60;

/// A placeholder with what it stands for: the rest of its sentence or cell, else the heading above it.
fn in_context(cx: &Context<'_>, placeholder: &Placeholder) -> String {
    let text = cx.subject.file.text();
    let (start, end) = (placeholder.span.start as usize, placeholder.span.end as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let before = text[line_start..start].rsplit(['|', ';']).next().unwrap_or_default();
    let before = before.rsplit(". ").next().unwrap_or_default();
    let after = text[end..line_end].split(['|', ';']).next().unwrap_or_default();
    let after = after.split(". ").next().unwrap_or_default();
    let passage = plain(&text[start - before.len()..end + after.len()]);
    let passage = passage.trim_start_matches(['-', '*', '>', '#', ' ']).trim_end_matches([' ', '.']);
    let word = plain(cx.subject.text(placeholder.span));
    if passage.chars().count() > word.chars().count() + 2 {
        return clipped(passage, &word);
    }
    match cx.subject.facts.heading_path(placeholder.span).last() {
        Some(heading) => format!("{}: {word}", clipped(heading, "")),
        None => word,
    }
}

/// A passage of at most [`SHOWN`] characters, with `word` in it.
fn clipped(passage: &str, word: &str) -> String {
    if passage.chars().count() <= SHOWN {
        return passage.to_owned();
    }
    let at = passage.find(word).unwrap_or(0);
    let from = passage[..at].char_indices().rev().take(SHOWN / 3).last().map_or(at, |(at, _)| at);
    let from = if from == 0 { 0 } else { passage[from..at].find(' ').map_or(at, |space| from + space + 1) };
    let rest: String = passage[from..].chars().take(SHOWN).collect();
    let shown =
        if rest.len() < passage.len() - from { rest.rsplit_once(' ').map_or(rest.as_str(), |(kept, _)| kept) } else { rest.as_str() };
    let (open, close) = (if from > 0 { "\u{2026}" } else { "" }, if from + shown.len() < passage.len() { "\u{2026}" } else { "" });
    format!("{open}{shown}{close}")
}
