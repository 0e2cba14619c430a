//! Nothing that matters is still to be decided.

use super::{Context, Outcome, quoted};
use crate::checklist::CheckSpec;
use crate::document::plain;
use crate::facts::{Placeholder, TopicState};
use crate::finding::Observation;
use crate::rule::{ReleasePriority, Severity};

pub(super) const SPEC: CheckSpec = CheckSpec { name: "placeholder", parameters: &["topics"], values: &["list"] };

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let facts = cx.subject.facts;
    // A section that is nothing but a placeholder is reported as such, where a rule looks at its content.
    let contents = || cx.checklist.rules.values().filter(|r| r.check == super::topic_content::SPEC.name);
    let reported = |t: usize| {
        facts.topics[t].state == TopicState::Placeholder && contents().any(|r| r.parameters.topics.contains(&cx.checklist.topics[t].id))
    };
    // A proposal says where its readers decide; elsewhere an open question needs somebody who does.
    let stands_alone = facts.kind.form.is_some();
    let mut open: Vec<&Placeholder> =
        facts.placeholders.iter().filter(|p| !(p.control || p.listed && stands_alone || p.topic.is_some_and(reported))).collect();
    let required = |p: &Placeholder| p.topic.is_some_and(|t| cx.rule.parameters.topics.contains(&cx.checklist.topics[t].id));
    // What matters most is named first and pointed to.
    open.sort_by_key(|p| (!required(p), !p.matters, p.span));
    let Some((first, rest)) = open.split_first() else {
        return Outcome::Satisfied("no placeholder is left".to_owned(), None);
    };
    let words: Vec<String> = open.iter().map(|p| in_context(cx, p)).collect();
    // "TODO for the storage team" in five sections: each goes by its heading.
    let named = open.iter().zip(&words).map(|(p, said)| match words.iter().filter(|w| *w == said).count() {
        1 => said.clone(),
        _ => under_heading(cx, p),
    });
    let related = rest.iter().map(|p| cx.subject.label(p.span, plain(cx.subject.text(p.span))));
    let mut observation = Observation::new(cx.subject.label(first.span, ""), "placeholders")
        .value("list", quoted(named, LISTED))
        .gathering(open.iter().map(|p| super::line(cx, p.span)))
        .related(related);
    // What is open in a section that nobody requires can wait.
    observation.blocks_review = open.iter().any(|p| required(p)).then_some(true);
    if !open.iter().any(|p| required(p) || p.matters) {
        observation.severity = Some(Severity::Low);
        observation.release = Some(cx.rule.release.min(ReleasePriority::AfterRelease));
    }
    Outcome::finding(observation)
}

/// Most placeholders named in a message.
const LISTED: usize = 3;
/// Most characters shown of what stands beside a placeholder.
const SHOWN: usize = 60;

/// A placeholder with what it stands for: the first cell of its row, the rest of its sentence, else the heading above it.
fn in_context(cx: &Context<'_>, placeholder: &Placeholder) -> String {
    let text = cx.subject.file.text();
    let (start, end) = (placeholder.span.start as usize, placeholder.span.end as usize);
    let line_start = placeholder.span.lines(text).start as usize;
    let near = super::near(text, placeholder.span);
    let (near_start, near_end) = (near.start as usize, near.end as usize);
    let word = plain(cx.subject.text(placeholder.span));
    let bare =
        |text: &str| plain(text.trim_matches(|c: char| " -*<>#=|.`".contains(c))).trim_matches(|c: char| " =.".contains(c)).to_owned();
    let before = &text[line_start..start];
    if before.trim_start().starts_with('|') {
        let row = before.trim_start().trim_start_matches('|').split('|').next().map(bare).unwrap_or_default();
        if !row.is_empty() {
            return format!("{}: {word}", clipped(&row, ""));
        }
    }
    let before = text[near_start..start].rsplit(". ").next().unwrap_or_default();
    let after = text[end..near_end].split(['|', ';']).next().unwrap_or_default();
    let after = after.split(". ").next().unwrap_or_default();
    let passage = bare(&text[start - before.len()..end + after.len()]);
    if passage.chars().count() > word.chars().count() + 2 {
        return clipped(&passage, &word);
    }
    // "**Who is called at night?**" or "Beta:" right above it.
    let above = text[..line_start].lines().rev().map(str::trim).find(|line| !line.is_empty() && !line.ends_with("-->")).unwrap_or_default();
    let asked = bare(above);
    if asked.ends_with(['?', ':']) || above.starts_with("**") && above.ends_with("**") {
        return format!("{}: {word}", clipped(asked.trim_end_matches(':'), ""));
    }
    under_heading(cx, placeholder)
}

/// A placeholder with the heading above it.
fn under_heading(cx: &Context<'_>, placeholder: &Placeholder) -> String {
    let word = plain(cx.subject.text(placeholder.span));
    match cx.subject.facts.heading_path(placeholder.span).last() {
        Some(heading) => format!("{}: {word}", clipped(heading, "")),
        None => word,
    }
}

/// A passage of at most [`SHOWN`] characters with `word` in it: its beginning, and around the word what there is room for.
fn clipped(passage: &str, word: &str) -> String {
    if passage.chars().count() <= SHOWN {
        return passage.to_owned();
    }
    let head = |most: usize| {
        let kept: String = passage.chars().take(most).collect();
        kept.rsplit_once(' ').map_or(kept.clone(), |(words, _)| words.to_owned())
    };
    let start = head(SHOWN);
    if start.contains(word) {
        return format!("{start}\u{2026}");
    }
    format!("{}\u{2026} {word}", head(SHOWN - word.chars().count().min(SHOWN / 2)))
}
