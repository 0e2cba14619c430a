//! Names and places of parts to a graph: every part once, no more of them than fit.

use super::graph::{Boundary, Flow, FlowGraph, LARGEST, Node, NodeKind, Refusal};
use super::node_kind;
use crate::source::Span;
use std::collections::HashMap;

/// Heads of a connection, seen from its first end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Heads {
    /// At the first end.
    pub first: bool,
    /// At the second end.
    pub second: bool,
}

/// A graph in the making.
#[derive(Debug, Default)]
pub(super) struct Builder {
    graph: FlowGraph,
    ids: HashMap<String, usize>,
    /// What a node is by its shape; by its words where this is None.
    shaped: Vec<Option<NodeKind>>,
    /// The node that stands for a boundary as a whole, where an arrow ends at its line.
    whole: HashMap<usize, usize>,
}

impl Builder {
    /// The node with this id, if it has been named.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// The node with this id, new where it has not been named before.
    pub fn node(&mut self, id: &str, span: Span, boundary: Option<usize>) -> Result<usize, Refusal> {
        if let Some(at) = self.find(id) {
            return Ok(at);
        }
        let at = self.push(id, id.to_owned(), span, boundary)?;
        self.ids.insert(id.to_owned(), at);
        Ok(at)
    }

    /// A node that cannot be named again by `id`.
    pub fn push(&mut self, id: &str, label: String, span: Span, boundary: Option<usize>) -> Result<usize, Refusal> {
        let nodes = &mut self.graph.nodes;
        if nodes.len() >= LARGEST {
            return Err(too_large(span));
        }
        nodes.push(Node { id: id.to_owned(), label, kind: NodeKind::Process, span, boundary, fields: Vec::new() });
        self.shaped.push(None);
        Ok(self.graph.nodes.len() - 1)
    }

    /// Gives a node its words.
    pub fn label(&mut self, node: usize, label: &str) {
        if !label.is_empty() {
            label.clone_into(&mut self.graph.nodes[node].label);
        }
    }

    /// Says what a node is by its shape.
    pub fn shape(&mut self, node: usize, kind: NodeKind) {
        self.shaped[node] = Some(kind);
    }

    /// Adds a field.
    pub fn field(&mut self, node: usize, span: Span) -> Result<(), Refusal> {
        if self.graph.nodes[node].fields.len() >= LARGEST {
            return Err(too_large(span));
        }
        self.graph.nodes[node].fields.push(span);
        Ok(())
    }

    /// Moves a node into `boundary` when that is a closer one than it has.
    pub fn enclose(&mut self, node: usize, boundary: Option<usize>) {
        let Some(inner) = boundary else { return };
        let now = self.graph.nodes[node].boundary;
        if now.is_none_or(|outer| outer != inner && self.lies_in(inner, outer)) {
            self.graph.nodes[node].boundary = Some(inner);
        }
    }

    fn lies_in(&self, inner: usize, outer: usize) -> bool {
        std::iter::successors(self.graph.boundaries[inner].parent, |&at| self.graph.boundaries[at].parent).take(64).any(|at| at == outer)
    }

    /// A new boundary.
    pub fn boundary(&mut self, label: &str, span: Span, parent: Option<usize>) -> Result<usize, Refusal> {
        if self.graph.boundaries.len() >= LARGEST {
            return Err(too_large(span));
        }
        self.graph.boundaries.push(Boundary { label: label.to_owned(), span, parent });
        Ok(self.graph.boundaries.len() - 1)
    }

    /// Forgets the last boundary, in which nothing lies.
    pub fn take_back(&mut self, boundary: usize) {
        if boundary + 1 == self.graph.boundaries.len() {
            self.graph.boundaries.pop();
        }
    }

    /// Gives a boundary its words.
    pub fn boundary_label(&mut self, boundary: usize, label: &str) {
        label.clone_into(&mut self.graph.boundaries[boundary].label);
    }

    /// The node that stands for a boundary as a whole; it lies inside, with the boundary's label and place.
    pub fn whole(&mut self, boundary: usize, id: &str) -> Result<usize, Refusal> {
        if let Some(&at) = self.whole.get(&boundary) {
            return Ok(at);
        }
        let Boundary { label, span, .. } = self.graph.boundaries[boundary].clone();
        let at = self.push(id, if label.is_empty() { id.to_owned() } else { label }, span, Some(boundary))?;
        self.whole.insert(boundary, at);
        Ok(at)
    }

    /// A connection from the first to the second end; turned round when its only head is at the first.
    pub fn flow(&mut self, first: usize, second: usize, label: &str, span: Span, heads: Heads) -> Result<(), Refusal> {
        if self.graph.flows.len() >= LARGEST {
            return Err(too_large(span));
        }
        let back = heads.first && !heads.second;
        let (from, to) = if back { (second, first) } else { (first, second) };
        let flow =
            Flow { from, to, label: label.to_owned(), span, directed: heads.first || heads.second, both_ways: heads.first && heads.second };
        self.graph.flows.push(flow);
        Ok(())
    }

    /// What has been built so far.
    pub fn graph(&self) -> &FlowGraph {
        &self.graph
    }

    /// The graph, with what each node is.
    pub fn finish(mut self) -> FlowGraph {
        for (node, shaped) in self.graph.nodes.iter_mut().zip(self.shaped) {
            node.kind = shaped.unwrap_or_else(|| node_kind::of(&node.label));
        }
        self.graph
    }
}

/// The refusal of a diagram with more parts than are kept.
pub(super) fn too_large(span: Span) -> Refusal {
    Refusal { span, reason: format!("the diagram has more than {LARGEST} parts") }
}

/// Bytes of a label that are kept.
const LONGEST_LABEL: usize = 2_000;

/// Words of a label without markup: tags, entities, escaped line ends, marks of emphasis and repeated white space.
pub(super) fn plain(label: &str) -> String {
    let mut rest = &label[..label.floor_char_boundary(LONGEST_LABEL)];
    let mut out = String::with_capacity(rest.len());
    while let Some(at) = rest.find(['<', '&', '\\', '*', '"', '_', '~']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = rest.strip_prefix('<').and_then(|tail| {
            let opens = tail.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '$' | '&' | '!'));
            tail.get(..tail.find('>')?).filter(|inner| opens && !inner.contains('<') && inner.len() < 400)
        });
        let entity = ENTITIES.iter().find(|(name, _)| rest.starts_with(name));
        if let Some(inner) = tag {
            // `Map<String>` is a type, not markup.
            let types = inner.starts_with(|c: char| c.is_ascii_uppercase()) && !inner.chars().all(|c| c.is_ascii_uppercase());
            if types {
                out.push_str(&rest[..inner.len() + 2]);
            } else {
                out.push(' ');
            }
            rest = &rest[inner.len() + 2..];
        } else if let Some((name, meant)) = entity {
            out.push_str(meant);
            rest = &rest[name.len()..];
        } else if rest.starts_with('\\') && rest[1..].starts_with(['n', 'l', 'r', 't']) {
            out.push(' ');
            rest = &rest[2..];
        } else if rest.starts_with('\\') {
            rest = &rest[1..];
            if let Some(c) = rest.chars().next() {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        } else if let Some(mark) = ["**", "\"\"", "__", "~~"].iter().find(|mark| rest.starts_with(**mark)) {
            rest = &rest[mark.len()..];
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

const ENTITIES: &[(&str, &str)] =
    &[("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&#160;", " "), ("&#39;", "'"), ("&apos;", "'")];
