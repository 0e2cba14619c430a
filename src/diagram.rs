//! Diagrams in a document: which notation, and what they show.

use crate::document::Document;
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
}

/// Every diagram of a document, in source order.
pub fn find(_document: &Document, _text: &str) -> Vec<Diagram> {
    Vec::new()
}
