//! Diagrams in a document: which notation, and what they show.
//!
//! A diagram counts as showing how data moves only when its parts are components: screens, states, build steps, folders,
//! tables and time plans drawn with the same boxes and arrows are told apart by the words in them.

mod ascii;
mod builder;
mod d2;
mod dot;
mod graph;
mod judge;
mod mermaid;
mod node_kind;
mod picture;
mod plantuml;
mod role;
mod words;

pub(crate) use ascii::chain;
pub use graph::{Boundary, Flow, FlowGraph, LARGEST, Node, NodeKind, Refusal};
pub(crate) use judge::{Context, Parts, components_named, is_hop, judge};

use crate::document::{Block, BlockKind, Document};
use crate::source::Span;
use serde::Serialize;

/// How a diagram is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notation {
    /// Mermaid.
    Mermaid,
    /// `PlantUML`.
    Plantuml,
    /// Graphviz DOT.
    Dot,
    /// D2.
    D2,
    /// Structurizr DSL.
    Structurizr,
    /// Boxes and arrows in characters.
    Ascii,
    /// A picture.
    Image,
    /// A link to a drawing tool.
    Link,
}

/// What a diagram shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DiagramKind {
    /// Data moving between components.
    DataFlow,
    /// Components and their connections.
    Architecture,
    /// Messages between participants.
    Sequence,
    /// Entities and relations.
    Er,
    /// Classes.
    Class,
    /// States of a thing.
    State,
    /// Screens and what users do.
    Ui,
    /// Folders and files.
    Tree,
    /// Time plans, charts, mind maps, branches.
    Other,
}

impl DiagramKind {
    /// True when a reviewer can follow data in it.
    pub fn is_flow(self) -> bool {
        matches!(self, Self::DataFlow | Self::Architecture | Self::Sequence)
    }
}

/// A diagram in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagram {
    /// How it is written.
    pub notation: Notation,
    /// What it shows.
    pub kind: DiagramKind,
    /// Where.
    pub span: Span,
    /// What it consists of; None for pictures, links, time plans, folder trees and what was refused.
    pub graph: Option<FlowGraph>,
    /// Why its source could not be read.
    pub refusal: Option<Refusal>,
}

/// Every diagram of a document, in source order.
pub fn find(document: &Document, text: &str) -> Vec<Diagram> {
    let mut found = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let BlockKind::Code { lang } = &block.kind else { continue };
        let body = block.span.of(text);
        let Some(notation) = notation_of(lang, body) else { continue };
        let context = context_of(document, text, index, block);
        if notation == Notation::Mermaid {
            let mermaid::Reading { kind, graph, refusal } = mermaid::read(body, block.span.start, &context);
            found.push(Diagram { notation, kind, span: block.span, graph, refusal });
            continue;
        }
        let words = opening(body, if notation == Notation::Ascii { LONGEST_DRAWING } else { LONGEST_SOURCE });
        let kind = match notation {
            Notation::Plantuml => plantuml::kind(words, &context),
            Notation::Dot => dot::dot_kind(words, &context),
            Notation::D2 => dot::d2_kind(words, &context),
            Notation::Structurizr => DiagramKind::Architecture,
            Notation::Ascii => match ascii::kind(words, &context) {
                Some(kind) => kind,
                None => continue,
            },
            Notation::Mermaid | Notation::Image | Notation::Link => continue,
        };
        let read = match notation {
            Notation::Plantuml => plantuml::read(body, block.span.start),
            Notation::Dot => dot::read(body, block.span.start),
            Notation::D2 => d2::read(body, block.span.start),
            Notation::Ascii => ascii::read(body, block.span.start, kind),
            _ => Ok(None),
        };
        let (graph, refusal) = match read {
            Ok(graph) => (graph, None),
            Err(refusal) => (None, Some(refusal)),
        };
        found.push(Diagram { notation, kind, span: block.span, graph, refusal });
    }
    picture::find(document, text, &mut found);
    found.sort_by_key(|d| d.span);
    found
}

/// Bytes of a source, and of a drawing in characters, that decide what it shows; what is longer is a listing or made to stall readers.
const LONGEST_SOURCE: usize = 1 << 20;
const LONGEST_DRAWING: usize = 1 << 15;

/// The first `most` bytes, up to a character.
fn opening(body: &str, most: usize) -> &str {
    &body[..body.floor_char_boundary(most)]
}

/// The notation of a code block, by its language or by how it begins. `Ascii` is only a candidate.
fn notation_of(lang: &str, body: &str) -> Option<Notation> {
    match lang.trim_start_matches(['{', '.']).trim_end_matches('}') {
        "mermaid" | "mmd" => Some(Notation::Mermaid),
        "plantuml" | "puml" | "uml" | "c4plantuml" => Some(Notation::Plantuml),
        "dot" | "graphviz" | "gv" | "digraph" => Some(Notation::Dot),
        "d2" => Some(Notation::D2),
        "structurizr" | "structurizr-dsl" => Some(Notation::Structurizr),
        "" | "text" | "txt" | "plaintext" | "plain" | "ascii" | "asciiart" | "ascii-art" | "diagram" | "flow" | "none" | "bob"
        | "svgbob" | "ditaa" | "pseudo" | "architecture" => Some(by_opening(body).unwrap_or(Notation::Ascii)),
        _ => None,
    }
}

fn by_opening(body: &str) -> Option<Notation> {
    let first = mermaid::opening(body)?;
    if first.starts_with("@start") {
        return Some(Notation::Plantuml);
    }
    if first.starts_with("digraph") || first.starts_with("strict digraph") || first.starts_with("graph {") {
        return Some(Notation::Dot);
    }
    if first.starts_with("workspace") && body.contains("model") && body.contains('{') {
        return Some(Notation::Structurizr);
    }
    mermaid::is_keyword(first).then_some(Notation::Mermaid)
}

/// The heading and the words that introduce a block.
fn context_of<'a>(document: &'a Document, text: &'a str, index: usize, block: &Block) -> Context<'a> {
    let heading = document.sections[block.section].heading.as_ref().map_or("", |h| h.text.as_str());
    let before = index.checked_sub(1).map(|at| &document.blocks[at]).filter(|b| b.section == block.section);
    let before = before.filter(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Item { .. })).map_or("", |b| b.span.of(text));
    let last_line = before.trim_end().lines().last().unwrap_or_default();
    Context { heading, before: if last_line.len() <= 200 { last_line } else { "" } }
}

#[cfg(test)]
mod tests;
