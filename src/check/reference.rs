//! What the document points to can be opened.

use super::{Availability, Context, Outcome, count, quoted};
use crate::checklist::{CheckSpec, Side};
use crate::diagram::Notation;
use crate::document::plain;
use crate::facts::{DataFlowState, Reference, ReferenceKind, Weight};
use crate::finding::Observation;
use crate::rule::{ReleasePriority, Severity};
use crate::source::Span;

pub(super) const SPEC: CheckSpec = CheckSpec { name: "reference", parameters: &[], values: &["found", "list"] };

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let facts = cx.subject.facts;
    if let Some(picture) = only_picture(cx) {
        return Outcome::finding(picture);
    }
    if facts.references.is_empty() {
        return Outcome::NotApplicable("it points to nothing else".to_owned());
    }
    let (mut closed, mut unread, mut unknown) = (Vec::new(), Vec::new(), 0);
    // One cause, one finding: what both documents of a pair rest on is asked of the design.
    let other = cx.counterpart.filter(|_| cx.asked_of_counterpart && facts.kind.side == Side::Requirements);
    let asked_there =
        |target: &str| other.is_some_and(|o| o.facts.references.iter().any(|r| r.weight.is_some() && same_file(&r.target, target)));
    for reference in facts.references.iter().filter(|r| !asked_there(&r.target)) {
        match opens(cx, reference) {
            Availability::Present => {}
            Availability::Missing if reference.weight.is_some() && !is_of_another(&reference.target) && !is_summed_up(cx, reference) => {
                closed.push(reference);
            }
            Availability::Missing => unread.push(name(cx, reference)),
            Availability::Unknown => unknown += 1,
        }
    }
    closed.sort_by_key(|r| (std::cmp::Reverse((r.flow, r.weight)), r.span));
    let Some(first) = closed.first() else {
        if !unread.is_empty() {
            return Outcome::NotEvaluated(format!("not read: {}", quoted(unread.into_iter(), 4)));
        }
        if unknown > 0 {
            return Outcome::NotEvaluated(format!("nobody could look whether {} it links to are there", count(unknown, "file")));
        }
        return Outcome::Satisfied("what it hands over to is there".to_owned(), None);
    };
    let names: Vec<String> = closed.iter().map(|r| name(cx, r)).collect();
    let distinct = names.iter().collect::<std::collections::BTreeSet<_>>().len();
    let decides = first.weight == Some(Weight::Decides);
    let found = if decides {
        "which decides over this document".to_owned()
    } else if distinct == 1 {
        "on which a part of this text rests".to_owned()
    } else {
        "on which parts of this text rest".to_owned()
    };
    let related = closed.iter().filter(|r| r.span != first.span).map(|r| cx.subject.label(r.span, name(cx, r)));
    let mut observation = Observation::new(cx.subject.label(first.span, ""), "references")
        .value("found", found)
        .value("list", quoted(names.into_iter(), 3))
        .gathering(closed.iter().map(|r| super::line(cx, r.span)))
        .related(related);
    observation.blocks_review = Some(first.flow && !has_own_flow(cx) || cx.rule.blocks_review);
    // A contract or a schema beside a design that describes its subject can follow.
    if !first.flow && first.weight == Some(Weight::Part) && first.kind == ReferenceKind::File {
        observation.severity = Some(Severity::Low);
        observation.release = Some(cx.rule.release.min(ReleasePriority::AfterRelease));
    }
    Outcome::finding(observation)
}

/// True for two ways to write one path.
fn same_file(one: &str, other: &str) -> bool {
    one.trim_start_matches("./") == other.trim_start_matches("./")
}

/// Contracts and schemas of which a design says the substance itself: nothing is lost without the file.
const CONTRACTS: &[&str] = &["yaml", "yml", "json", "sql", "proto", "graphql"];

/// True for the file of a contract or a schema in a document that describes its interfaces or its data.
fn is_summed_up(cx: &Context<'_>, reference: &Reference) -> bool {
    let end = reference.target.rsplit('.').next().unwrap_or_default().to_lowercase();
    reference.weight != Some(Weight::Decides) && CONTRACTS.contains(&end.as_str()) && (cx.says("api") || cx.says("data_model"))
}

fn opens(cx: &Context<'_>, reference: &Reference) -> Availability {
    match reference.kind {
        ReferenceKind::File if is_counterpart(cx, &reference.target) => Availability::Present,
        // A picture of something else explains what the text says; a board with screens bears on the looks. One that
        // stands for the flow of data is part of the design, unless the flow is in the document as well.
        ReferenceKind::Picture | ReferenceKind::Board if !reference.flow || has_own_flow(cx) => Availability::Present,
        ReferenceKind::File | ReferenceKind::Picture => (cx.available)(cx.subject.file.path(), &reference.target),
        ReferenceKind::Board | ReferenceKind::Named => Availability::Missing,
    }
}

/// The picture that is all there is to show how data moves, with no word beside it.
fn only_picture(cx: &Context<'_>) -> Option<Observation> {
    let flow = &cx.subject.facts.data_flow;
    let span = flow.span.filter(|span| flow.notation == Some(Notation::Image) && flow.in_words.is_none() && !is_told(cx, *span))?;
    let caption = plain(cx.subject.text(span));
    let observation = Observation::new(cx.subject.label(span, ""), "picture")
        .value("found", "a picture that alone shows how data moves")
        .value("list", quoted(std::iter::once(caption), 1));
    Some(Observation { blocks_review: Some(true), ..observation })
}

/// Words in the paragraphs beside a picture from which on it counts as told.
const TOLD: usize = 25;

/// True when the text right before or after a picture tells what it shows.
fn is_told(cx: &Context<'_>, picture: Span) -> bool {
    let text = cx.subject.file.text();
    let words = |part: &str| part.split_whitespace().count();
    let paragraphs =
        |part: &str| part.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with(['#', '!', '|', '<'])).map(words).next();
    let rest = &text[picture.end as usize..];
    let after = paragraphs(rest.split("\n#").next().unwrap_or_default()).unwrap_or_default();
    after >= TOLD
}

/// True when a path is named for the kind of the other document of the pair, which is at hand under another name.
fn is_counterpart(cx: &Context<'_>, path: &str) -> bool {
    let Some(other) = cx.counterpart else { return false };
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name).to_lowercase();
    let kinds = cx.checklist.kinds.iter().filter(|k| k.side == other.facts.kind.side);
    kinds.flat_map(|k| &k.names).any(|n| n.replace('-', "") == stem.replace(['-', '_'], ""))
}

/// Words in the names of records that a design rests on without handing itself over to them.
const RECORDS: &[&str] =
    &["adr", "adrs", "rfc", "rfcs", "kep", "keps", "eip", "license", "glossary", "changelog", "contributing", "readme", "roadmap"];

/// True for what is another product's or the whole organisation's, outside of the folder, and for records.
fn is_of_another(path: &str) -> bool {
    let lower = path.to_lowercase();
    path.starts_with("../") || lower.split(|c: char| !c.is_alphanumeric()).any(|word| RECORDS.contains(&word))
}

/// True when the document shows the flow of data in a form that can be read here.
fn has_own_flow(cx: &Context<'_>) -> bool {
    let flow = &cx.subject.facts.data_flow;
    flow.state != DataFlowState::Absent && !matches!(flow.notation, Some(Notation::Image | Notation::Link))
}

fn name(cx: &Context<'_>, reference: &Reference) -> String {
    match reference.kind {
        ReferenceKind::File | ReferenceKind::Picture => reference.target.trim_start_matches("./").to_owned(),
        ReferenceKind::Board => format!("{} ({})", plain(cx.subject.text(reference.span)), reference.target),
        ReferenceKind::Named => reference.target.clone(),
    }
}
