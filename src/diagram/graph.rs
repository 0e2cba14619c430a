//! What every readable diagram comes to: nodes, boundaries around them, flows between them, each with its place.

use crate::source::Span;
use serde::Serialize;

/// A diagram as a graph. Spans are byte ranges of the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlowGraph {
    /// In the order in which they are first named.
    pub nodes: Vec<Node>,
    /// Groups drawn around nodes: subgraphs, packages, systems, clusters, boxes around boxes; outer before inner.
    pub boundaries: Vec<Boundary>,
    /// In source order.
    pub flows: Vec<Flow>,
}

/// A part of a diagram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its id in the source; of a box in characters its label.
    pub id: String,
    /// Its words as shown, without markup; the id when it has none.
    pub label: String,
    /// What it is.
    pub kind: NodeKind,
    /// Where it is first named.
    pub span: Span,
    /// The innermost boundary around it: index into [`FlowGraph::boundaries`].
    pub boundary: Option<usize>,
    /// Fields of an entity, class or table, in source order.
    pub fields: Vec<Span>,
}

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    /// A person or role.
    Person,
    /// Something that runs: a service, a client, a job. Also what nothing tells apart.
    Process,
    /// Where data rests: a database, a bucket, a queue, a file.
    Store,
    /// A system or organisation outside of the one that is drawn.
    External,
    /// An entity, table or class of a data model.
    Entity,
    /// A state, a decision, a start or an end: nothing data passes through.
    State,
}

/// A line around nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundary {
    /// Its words; may be empty.
    pub label: String,
    /// Where it opens.
    pub span: Span,
    /// The boundary around it.
    pub parent: Option<usize>,
}

/// A connection between two nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Index into [`FlowGraph::nodes`].
    pub from: usize,
    /// Index into [`FlowGraph::nodes`].
    pub to: usize,
    /// The words on it; empty when it has none.
    pub label: String,
    /// The statement that draws it.
    pub span: Span,
    /// False for a line without a head.
    pub directed: bool,
    /// True for heads on both ends.
    pub both_ways: bool,
}

/// Why the source of a diagram could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where reading ended.
    pub span: Span,
    /// What is wrong, for a sentence: "the bracket is not closed".
    pub reason: String,
}

/// Most nodes, boundaries and flows that are kept of one diagram; beyond it the diagram is refused as too large.
pub const LARGEST: usize = 20_000;

impl FlowGraph {
    /// Index of the node `id`, if it has been named.
    pub fn node(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }

    /// Indices of the boundaries around a node, innermost first.
    pub fn around(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.nodes[node].boundary, |&at| self.boundaries[at].parent)
    }
}
