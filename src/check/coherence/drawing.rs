//! Drawings: those that cannot be read, what they leave out of the text or the text of them, and what a drawing needs for a review.

use super::super::{Context, Outcome, join, listed};
use crate::checklist::CheckSpec;
use crate::diagram::{Diagram, DiagramKind, FlowGraph, NodeKind, Notation};
use crate::facts::{PartyRole, Undrawn};
use crate::finding::Observation;
use crate::source::Span;

pub(in super::super) const UNREAD: CheckSpec = CheckSpec { name: "drawing-unread", parameters: &[], values: &["notation", "reason"] };
pub(in super::super) const DIFFERS: CheckSpec = CheckSpec { name: "drawing-differs", parameters: &[], values: &["found"] };
pub(in super::super) const PARTS: CheckSpec = CheckSpec { name: "drawing-parts", parameters: &[], values: &["list"] };

/// Most things named in a message.
const LISTED: usize = 5;
/// Most places named as related.
const RELATED: usize = 4;

/// One finding for each drawing whose source does not parse.
pub(in super::super) fn check_unread(cx: &Context<'_>) -> Outcome {
    let facts = cx.subject.facts;
    let refused = facts.diagrams.iter().filter_map(|diagram| Some((diagram, diagram.refusal.as_ref()?)));
    let found: Vec<Observation> = refused
        .map(|(diagram, refusal)| {
            Observation::new(cx.subject.label(refusal.span, ""), format!("{} {}", notation(diagram.notation), refusal.reason))
                .value("notation", notation(diagram.notation))
                .value("reason", refusal.reason.clone())
        })
        .collect();
    if !found.is_empty() {
        return Outcome::Findings(found);
    }
    if facts.diagrams.is_empty() {
        Outcome::NotApplicable("it has no diagram".to_owned())
    } else {
        Outcome::Satisfied("its diagrams can be read".to_owned(), None)
    }
}

fn notation(notation: Notation) -> &'static str {
    match notation {
        Notation::Mermaid => "Mermaid",
        Notation::Plantuml => "PlantUML",
        Notation::Dot => "Graphviz",
        Notation::D2 => "D2",
        Notation::Structurizr => "Structurizr",
        Notation::Ascii | Notation::Image | Notation::Link => "drawn",
    }
}

/// Outside services and stores in the text alone, or in the drawings alone.
pub(in super::super) fn check_differs(cx: &Context<'_>) -> Outcome {
    let drawn = &cx.subject.facts.coherence.drawn;
    let Some(best) = drawn.best else { return Outcome::NotApplicable("no drawing of the system could be read as a whole".to_owned()) };
    let (Some(first), all) = (drawn.missing.first().or(drawn.unnamed.first()), drawn.missing.iter().chain(&drawn.unnamed)) else {
        return Outcome::Satisfied("drawings and text name the same services and stores".to_owned(), Some(cx.subject.label(best, "")));
    };
    let mut parts = Vec::new();
    if !drawn.missing.is_empty() {
        let line = |thing: &Undrawn| cx.subject.file.line1(thing.span.start);
        let at = match drawn.missing.as_slice() {
            [one] => format!("line {}", line(one)),
            many => format!("first on line {}", many.iter().map(line).min().unwrap_or_default()),
        };
        let it = if drawn.missing.len() == 1 { "it" } else { "them" };
        parts.push(format!("{} used ({at}) but no diagram shows {it}", undrawn(&drawn.missing)));
    }
    if !drawn.unnamed.is_empty() {
        let it = if drawn.unnamed.len() == 1 { "it" } else { "them" };
        parts.push(format!("{} drawn but the text never names {it}", undrawn(&drawn.unnamed)));
    }
    let text = cx.subject.file.text();
    let opening = Span { start: best.start, end: best.start + first_line(best.of(text)) };
    let mut related = vec![cx.subject.label(opening, "the diagram that shows most")];
    related.extend(all.skip(1).take(RELATED).map(|undrawn| cx.subject.label(undrawn.span, undrawn.name.clone())));
    let names: Vec<&str> = drawn.missing.iter().chain(&drawn.unnamed).map(|undrawn| undrawn.name.as_str()).collect();
    let observation = Observation::new(cx.subject.label(first.span, ""), names.join("+")).value("found", parts.join("; ")).related(related);
    Outcome::finding(observation)
}

fn first_line(text: &str) -> u32 {
    text.find('\n').unwrap_or(text.len()) as u32
}

fn undrawn(things: &[Undrawn]) -> String {
    format!(
        "{} {}",
        listed(things.iter().map(|undrawn| undrawn.name.as_str()), LISTED, "and"),
        if things.len() == 1 { "is" } else { "are" }
    )
}

/// Nodes from which on a drawing has something to put a boundary around.
const ENOUGH_NODES: usize = 5;
/// Flows from which on their labels are counted.
const ENOUGH_FLOWS: usize = 5;

/// What all drawings of the system together leave to guess.
pub(in super::super) fn check_parts(cx: &Context<'_>) -> Outcome {
    let facts = cx.subject.facts;
    let shows = |d: &&Diagram| matches!(d.kind, DiagramKind::DataFlow | DiagramKind::Architecture);
    let drawings: Vec<(&Diagram, &FlowGraph)> = facts.diagrams.iter().filter(shows).filter_map(|d| Some((d, d.graph.as_ref()?))).collect();
    if facts.coherence.drawn.best.is_none() {
        return Outcome::NotApplicable("no drawing of the system could be read as a whole".to_owned());
    }
    let Some((largest, _)) = drawings.iter().max_by_key(|(_, graph)| graph.nodes.len()).filter(|(_, g)| g.nodes.len() >= ENOUGH_NODES)
    else {
        return Outcome::NotApplicable("the drawing shows a small part".to_owned());
    };
    // Boxes made of characters leave no room for words on arrows, nor for a line around several.
    if largest.notation == Notation::Ascii {
        return Outcome::NotApplicable("the drawing is made of characters".to_owned());
    }
    let any = |kind: NodeKind| drawings.iter().any(|(_, g)| g.nodes.iter().any(|node| node.kind == kind));
    let flows: Vec<bool> = drawings.iter().flat_map(|(_, g)| g.flows.iter().map(|flow| flow.label.trim().is_empty())).collect();
    let bare = flows.iter().filter(|bare| **bare).count();
    let outside = facts.third_parties.iter().any(|party| party.role == PartyRole::Used && !party.unnamed);
    let mut lacks = Vec::new();
    if drawings.iter().all(|(_, g)| g.boundaries.is_empty()) && (any(NodeKind::External) || outside) {
        lacks.push("no boundary around what is yours".to_owned());
    }
    if flows.len() >= ENOUGH_FLOWS && bare * 10 > flows.len() * 8 {
        lacks.push(format!("no words on {bare} of {} arrows", flows.len()));
    }
    if lacks.len() < 2 {
        return Outcome::Satisfied("the drawing has boundaries, or words on its arrows".to_owned(), None);
    }
    let opening = Span { start: largest.span.start, end: largest.span.start + first_line(largest.span.of(cx.subject.file.text())) };
    Outcome::finding(Observation::new(cx.subject.label(opening, ""), "parts").value("list", join(&lacks, "and")))
}
