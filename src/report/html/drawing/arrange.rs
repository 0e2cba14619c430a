//! Where the nodes of a graph stand, and the frames of its boundaries.

use super::{Frame, Point};
use crate::diagram::FlowGraph;

/// Size of a node.
pub(super) const WIDE: f64 = 132.0;
pub(super) const HIGH: f64 = 46.0;
/// Space between nodes along and across the flows.
const ALONG: f64 = 92.0;
const ACROSS: f64 = 34.0;
/// Space between a boundary and what is in it, and for its words.
const ROOM: f64 = 18.0;
/// Most columns side by side; with more the drawing goes down the page.
const COLUMNS: usize = 4;

/// Upper left corners of the nodes.
pub(super) fn places(graph: &FlowGraph) -> Vec<Point> {
    let ranks = ranks(graph);
    let count = ranks.iter().max().map_or(0, |last| last + 1);
    let is_down = count > COLUMNS;
    let step = ACROSS + if is_down { WIDE } else { HIGH };
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (node, rank) in ranks.iter().enumerate() {
        columns[*rank].push(node);
    }
    let longest = columns.iter().map(Vec::len).max().unwrap_or_default();
    let mut across = vec![0.0; ranks.len()];
    for (rank, column) in columns.iter_mut().enumerate() {
        // Near what flows to and from them in the columns before; those of one boundary together.
        let near = |node: usize| {
            let ends = graph.flows.iter().filter_map(|flow| match node {
                _ if flow.to == node => Some(flow.from),
                _ if flow.from == node => Some(flow.to),
                _ => None,
            });
            let before: Vec<f64> = ends.filter(|end| ranks[*end] < rank).map(|end| across[end]).collect();
            if before.is_empty() { 0.0 } else { before.iter().sum::<f64>() / before.len() as f64 }
        };
        column.sort_by(|a, b| near(*a).total_cmp(&near(*b)).then(graph.nodes[*a].boundary.cmp(&graph.nodes[*b].boundary)));
        let offset = (longest - column.len()) as f64 * step / 2.0;
        for (at, node) in column.iter().enumerate() {
            across[*node] = offset + at as f64 * step;
        }
    }
    let place = |(rank, across): (&usize, f64)| {
        let rank = *rank as f64;
        if is_down { (across, rank * (HIGH + ALONG / 1.6)) } else { (rank * (WIDE + ALONG), across) }
    };
    ranks.iter().zip(across).map(place).collect()
}

/// The column of each node: one behind the last that flows into it, flows that lead back left out.
fn ranks(graph: &FlowGraph) -> Vec<usize> {
    let count = graph.nodes.len();
    let mut walk = Walk { graph, seen: vec![Seen::Never; count], ahead: Vec::new() };
    for node in 0..count {
        walk.from(node);
    }
    let mut ranks = vec![0; count];
    // As often as the longest chain can be.
    for _ in 0..count {
        for (from, to) in &walk.ahead {
            ranks[*to] = ranks[*to].max(ranks[*from] + 1);
        }
    }
    ranks
}

/// A walk along all flows.
struct Walk<'a> {
    graph: &'a FlowGraph,
    seen: Vec<Seen>,
    /// Flows that do not lead back.
    ahead: Vec<(usize, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Never,
    /// On the way that is being walked.
    OnTheWay,
    Done,
}

impl Walk<'_> {
    fn from(&mut self, node: usize) {
        if self.seen[node] != Seen::Never {
            return;
        }
        self.seen[node] = Seen::OnTheWay;
        for flow in self.graph.flows.iter().filter(|flow| flow.from == node) {
            if self.seen[flow.to] != Seen::OnTheWay {
                self.ahead.push((node, flow.to));
                self.from(flow.to);
            }
        }
        self.seen[node] = Seen::Done;
    }
}

/// The frame of each boundary around its nodes and the boundaries in it; None for an empty one.
pub(super) fn frames(graph: &FlowGraph, places: &[Point]) -> Vec<Option<Frame>> {
    let mut frames: Vec<Option<Frame>> = vec![None; graph.boundaries.len()];
    let grow = |frame: &mut Option<Frame>, other: Frame| *frame = Some(frame.map_or(other, |own| around(own, other)));
    for (node, (x, y)) in graph.nodes.iter().zip(places) {
        if let Some(at) = node.boundary {
            grow(&mut frames[at], ((x - ROOM, y - ROOM - 8.0), (x + WIDE + ROOM, y + HIGH + ROOM)));
        }
    }
    // Inner ones stand behind outer ones.
    for at in (0..frames.len()).rev() {
        if let (Some(((x, y), (right, bottom))), Some(parent)) = (frames[at], graph.boundaries[at].parent) {
            grow(&mut frames[parent], ((x - ROOM / 2.0, y - ROOM), (right + ROOM / 2.0, bottom + ROOM / 2.0)));
        }
    }
    frames
}

/// The smallest frame around two.
pub(super) fn around(a: Frame, b: Frame) -> Frame {
    ((a.0.0.min(b.0.0), a.0.1.min(b.0.1)), (a.1.0.max(b.1.0), a.1.1.max(b.1.1)))
}
