//! A graph while it is read: ids looked up in constant time, spans made from slices, the first refusal kept.

use crate::diagram::role;
use crate::diagram::{Boundary, Flow, FlowGraph, LARGEST, Node, NodeKind, Refusal};
use crate::source::Span;
use std::collections::HashMap;

/// After so many statements that cannot be read, the rest is left.
const PROBLEMS: usize = 50;

/// Most bytes of a label that are kept.
const LABEL: usize = 2_000;

/// What has been read of one diagram. Slices that are handed in are slices of its source.
pub(super) struct Draft<'a> {
    source: &'a str,
    base: u32,
    ids: HashMap<&'a str, usize>,
    pub graph: FlowGraph,
    pub refusal: Option<Refusal>,
    full: bool,
    /// Statements that could not be read.
    problems: usize,
}

/// The heads of an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heads {
    None,
    End,
    Start,
    Both,
}

impl Heads {
    pub fn of(start: bool, end: bool) -> Self {
        match (start, end) {
            (true, true) => Self::Both,
            (true, false) => Self::Start,
            (false, true) => Self::End,
            (false, false) => Self::None,
        }
    }
}

impl<'a> Draft<'a> {
    /// `base` is the offset of `source` in the document.
    pub fn new(source: &'a str, base: u32) -> Self {
        Self { source, base, ids: HashMap::new(), graph: FlowGraph::default(), refusal: None, full: false, problems: 0 }
    }

    /// Where a slice of the source stands in it.
    pub fn offset(&self, part: &str) -> usize {
        part.as_ptr().addr().saturating_sub(self.source.as_ptr().addr()).min(self.source.len())
    }

    /// Where a slice of the source stands in the document.
    pub fn span(&self, part: &str) -> Span {
        let start = self.base as usize + self.offset(part);
        Span::new(start, start + part.len())
    }

    /// The node `id`, new when it has not been named.
    pub fn node(&mut self, id: &'a str) -> usize {
        if let Some(&at) = self.ids.get(id) {
            return at;
        }
        let node =
            Node { id: decoded(id), label: shown(id), kind: NodeKind::Process, span: self.span(id), boundary: None, fields: Vec::new() };
        self.fits(1);
        self.graph.nodes.push(node);
        self.ids.insert(id, self.graph.nodes.len() - 1);
        self.graph.nodes.len() - 1
    }

    /// A start or an end: a node that no id leads to.
    pub fn mark(&mut self, part: &str, label: &str) -> usize {
        let (id, label, span) = (part.to_owned(), label.to_owned(), self.span(part));
        self.fits(1);
        self.graph.nodes.push(Node { id, label, kind: NodeKind::State, span, boundary: None, fields: Vec::new() });
        self.graph.nodes.len() - 1
    }

    /// The node `id` if it has been named.
    pub fn known(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// Gives a node its words.
    pub fn label(&mut self, node: usize, raw: &str) {
        let label = shown(raw);
        if !label.is_empty() {
            self.graph.nodes[node].label = label;
        }
    }

    pub fn kind(&mut self, node: usize, kind: NodeKind) {
        self.graph.nodes[node].kind = kind;
    }

    /// Puts a node into a boundary unless it is in one.
    pub fn enclose(&mut self, node: usize, boundary: Option<usize>) {
        let at = &mut self.graph.nodes[node].boundary;
        *at = at.or(boundary);
    }

    pub fn boundary(&mut self, label: &str, part: &str, parent: Option<usize>) -> usize {
        let boundary = Boundary { label: shown(label), span: self.span(part), parent };
        self.fits(1);
        self.graph.boundaries.push(boundary);
        self.graph.boundaries.len() - 1
    }

    pub fn flow(&mut self, from: usize, to: usize, heads: Heads, label: &str, statement: &str) {
        let (from, to) = if heads == Heads::Start { (to, from) } else { (from, to) };
        let flow = Flow {
            from,
            to,
            label: shown(label),
            span: self.span(statement),
            directed: heads != Heads::None,
            both_ways: heads == Heads::Both,
        };
        self.fits(1);
        self.graph.flows.push(flow);
    }

    /// True while `more` parts still have room; refuses the diagram as too large when they have not.
    pub fn fits(&mut self, more: usize) -> bool {
        let count = self.graph.nodes.len() + self.graph.boundaries.len() + self.graph.flows.len();
        if !self.full && count.saturating_add(more) > LARGEST {
            self.full = true;
            self.refuse(self.source, format!("it has more than {LARGEST} nodes and arrows"));
        }
        !self.full
    }

    /// True when nothing more is read: too much has been, or too much was no statement.
    pub fn is_full(&self) -> bool {
        self.full || self.problems > PROBLEMS
    }

    /// Counts a statement that could not be read. Each may have been looked at up to the end of the source.
    pub fn count_problem(&mut self) {
        self.problems += 1;
    }

    /// Refuses the diagram at `part`; the first reason stays.
    pub fn refuse(&mut self, part: &str, reason: impl Into<String>) {
        self.count_problem();
        if self.refusal.is_none() {
            let line = part.lines().next().unwrap_or_default();
            let span = self.span(if line.is_empty() { part } else { line });
            self.refusal = Some(Refusal { span, reason: reason.into() });
        }
    }

    /// Lets the words of nodes say what their shape does not.
    pub fn judge_words(&mut self) {
        let outside: Vec<bool> = self.graph.boundaries.iter().map(|b| role::is_outside(&b.label)).collect();
        for at in 0..self.graph.nodes.len() {
            if self.graph.nodes[at].kind != NodeKind::Process {
                continue;
            }
            let kind = role::of(&self.graph.nodes[at].label);
            let within = self.graph.nodes[at].boundary.is_some_and(|own| {
                // The innermost boundary and the one around it decide: a walk to the outermost could be long.
                outside[own] || self.graph.boundaries[own].parent.is_some_and(|parent| outside[parent])
            });
            self.graph.nodes[at].kind = if kind == NodeKind::Process && within { NodeKind::External } else { kind };
        }
    }
}

/// Entities as [`super::prepare`] marks them, as the characters they stand for.
fn decoded(text: &str) -> String {
    if !text.contains('\u{1}') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, marked)) = rest.split_once('\u{1}') {
        out.push_str(before);
        let (name, after) = marked.split_once('\u{2}').unwrap_or((marked, ""));
        match name {
            "quot" => out.push('"'),
            "amp" => out.push('&'),
            "lt" => out.push('<'),
            "gt" => out.push('>'),
            "nbsp" => out.push(' '),
            "semi" => out.push(';'),
            "colon" => out.push(':'),
            name => match name.parse().ok().and_then(char::from_u32).filter(|c| !c.is_control()) {
                Some(c) => out.push(c),
                None => out.push_str(name),
            },
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The words of a label without quotes, line breaks, icons and markup.
fn shown(raw: &str) -> String {
    let raw = raw.trim();
    let text = decoded(&raw[..raw.floor_char_boundary(LABEL)]);
    let text = text.strip_prefix('"').map_or(text.as_str(), |inner| inner.strip_suffix('"').unwrap_or(inner));
    let text = text.strip_prefix('`').map_or(text, |inner| inner.strip_suffix('`').unwrap_or(inner));
    let mut text = text.replace("\\n", " ");
    if text.contains("fa") {
        let icon = |word: &&str| ["fa:", "fab:", "fas:", "far:", "fal:", "fad:", "fak:"].iter().any(|mark| word.starts_with(mark));
        text = text.split(' ').filter(|word| !icon(word)).collect::<Vec<_>>().join(" ");
    }
    crate::document::plain(&text)
}
