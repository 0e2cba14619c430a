//! A flow graph as a drawing: nodes in columns along their flows, boundaries around them.

use super::escape::escape;
use crate::diagram::{FlowGraph, NodeKind};
use crate::report::shorten;
use std::fmt::Write as _;

/// Most nodes and flows of a drawing that can still be read; beyond it the source is shown alone.
const NODES: usize = 28;
const FLOWS: usize = 48;
/// Size of a node, and the space between nodes along and across the flows.
const WIDE: i32 = 132;
const HIGH: i32 = 46;
const ALONG: i32 = 92;
const ACROSS: i32 = 34;
/// Space between a boundary and what is in it.
const ROOM: i32 = 18;
/// Longest line of a label, in characters.
const LINE: usize = 17;

/// The drawing; None for a graph that is too small or too large for one.
pub(super) fn draw(graph: &FlowGraph) -> Option<String> {
    if graph.nodes.len() < 2 || graph.nodes.len() > NODES || graph.flows.is_empty() || graph.flows.len() > FLOWS {
        return None;
    }
    let places = places(graph);
    let frames = frames(graph, &places);
    let routes: Vec<Route> = flows(graph).into_iter().map(|(from, to, label, both)| Route::of(&places, from, to, label, both)).collect();
    let left = frames
        .iter()
        .flatten()
        .map(|frame| frame.0)
        .chain(places.iter().map(|place| place.0))
        .chain(routes.iter().map(|route| route.middle().0 as i32 - 20))
        .min()?
        - 8;
    let top = frames
        .iter()
        .flatten()
        .map(|frame| frame.1)
        .chain(places.iter().map(|place| place.1))
        .chain(routes.iter().map(|route| route.middle().1 as i32 - 20))
        .min()?
        - 8;
    let right = frames
        .iter()
        .flatten()
        .map(|frame| frame.2)
        .chain(places.iter().map(|place| place.0 + WIDE))
        .chain(routes.iter().map(|route| route.middle().0 as i32 + 20))
        .max()?
        + 8;
    let bottom = frames
        .iter()
        .flatten()
        .map(|frame| frame.3)
        .chain(places.iter().map(|place| place.1 + HIGH))
        .chain(routes.iter().map(|route| route.middle().1 as i32 + 20))
        .max()?
        + 8;
    let (wide, high) = (right - left, bottom - top);
    let mut out = format!(
        "<svg class=\"flow\" viewBox=\"{left} {top} {wide} {high}\" width=\"{wide}\" height=\"{high}\" role=\"img\" aria-label=\"{}\">",
        told(graph)
    );
    for (boundary, frame) in graph.boundaries.iter().zip(&frames) {
        let Some((x, y, x2, y2)) = frame else { continue };
        let _ = write!(out, "<rect class=\"bound\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" rx=\"8\"/>", x2 - x, y2 - y);
        let _ = write!(out, "<text class=\"small\" x=\"{}\" y=\"{}\">{}</text>", x + 10, y + 15, escape(&shorten(&boundary.label, 40)));
    }
    let mut labels = String::new();
    for route in &routes {
        route.draw(&mut out, &mut labels);
    }
    for (node, (x, y)) in graph.nodes.iter().zip(&places) {
        let (class, round) = match node.kind {
            NodeKind::Person => ("person", HIGH / 2),
            NodeKind::External => ("external", 3),
            NodeKind::Store | NodeKind::Entity => ("store", 3),
            NodeKind::Process | NodeKind::State => ("process", 8),
        };
        let _ = write!(out, "<rect class=\"node {class}\" x=\"{x}\" y=\"{y}\" width=\"{WIDE}\" height=\"{HIGH}\" rx=\"{round}\"/>");
        if class == "store" {
            let _ = write!(out, "<path class=\"node store\" d=\"M{x} {}h{WIDE}\"/>", y + 6);
        }
        let lines = wrapped(&node.label);
        for (at, line) in lines.iter().enumerate() {
            let middle = y + HIGH / 2 + 5 - (lines.len() as i32 - 1) * 8 + at as i32 * 16;
            let _ = write!(out, "<text x=\"{}\" y=\"{middle}\" text-anchor=\"middle\">{}</text>", x + WIDE / 2, escape(line));
        }
    }
    Some(format!("{out}{labels}</svg>"))
}

/// The graph in words, for those who do not see it.
fn told(graph: &FlowGraph) -> String {
    let name = |at: usize| escape(&shorten(&graph.nodes[at].label, 40));
    let flows = flows(graph).into_iter().map(|(from, to, label, _)| {
        let label = if label.is_empty() { String::new() } else { format!(" ({})", escape(&label)) };
        format!("{} to {}{label}", name(from), name(to))
    });
    format!("Flows: {}", flows.collect::<Vec<_>>().join("; "))
}

/// Flows between two nodes made one, with their words: from, to, words, heads on both ends.
fn flows(graph: &FlowGraph) -> Vec<(usize, usize, String, bool)> {
    let mut merged: Vec<(usize, usize, String, bool)> = Vec::new();
    for flow in graph.flows.iter().filter(|flow| flow.from != flow.to) {
        let same = merged.iter_mut().find(|(from, to, ..)| (*from, *to) == (flow.from, flow.to) || (*to, *from) == (flow.from, flow.to));
        match same {
            Some((from, _, label, both)) => {
                *both |= *from != flow.from || flow.both_ways;
                if !flow.label.is_empty() && !label.contains(&flow.label) {
                    let gap = if label.is_empty() { "" } else { ", " };
                    *label = format!("{label}{gap}{}", flow.label);
                }
            }
            None => merged.push((flow.from, flow.to, flow.label.clone(), flow.both_ways)),
        }
    }
    for (_, _, label, _) in &mut merged {
        *label = shorten(label, 2 * LINE);
    }
    merged
}

/// Upper left corners of the nodes.
fn places(graph: &FlowGraph) -> Vec<(i32, i32)> {
    let ranks = ranks(graph);
    let columns = ranks.iter().max().map_or(0, |last| last + 1);
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); columns];
    // Those of one boundary stand together.
    let mut order: Vec<usize> = (0..graph.nodes.len()).collect();
    order.sort_by_key(|node| (graph.nodes[*node].boundary.map_or(0, |at| at + 1), *node));
    for node in order {
        rows[ranks[node]].push(node);
    }
    let mut middle = vec![0_i32; graph.nodes.len()];
    let longest = rows.iter().map(Vec::len).max().unwrap_or_default() as i32;
    // Down the page where across it would be too wide.
    let down = columns > 4;
    let step = if down { WIDE + ACROSS } else { HIGH + ACROSS };
    for column in 0..columns {
        if column > 0 {
            let before = |node: usize| {
                let near: Vec<i32> = graph
                    .flows
                    .iter()
                    .filter_map(|flow| match node {
                        _ if flow.to == node && ranks[flow.from] < column => Some(middle[flow.from]),
                        _ if flow.from == node && ranks[flow.to] < column => Some(middle[flow.to]),
                        _ => None,
                    })
                    .collect();
                if near.is_empty() { 0 } else { near.iter().sum::<i32>() / near.len() as i32 }
            };
            let mut sorted = rows[column].clone();
            sorted.sort_by_key(|node| before(*node));
            rows[column] = sorted;
        }
        let offset = (longest - rows[column].len() as i32) * step / 2;
        for (at, node) in rows[column].iter().enumerate() {
            middle[*node] = offset + at as i32 * step;
        }
    }
    let place = |node: usize| {
        let rank = ranks[node] as i32;
        if down { (middle[node], rank * (HIGH + ALONG / 2)) } else { (rank * (WIDE + ALONG), middle[node]) }
    };
    (0..graph.nodes.len()).map(place).collect()
}

/// The column of each node: one behind the last that flows into it, flows that lead back left out.
fn ranks(graph: &FlowGraph) -> Vec<usize> {
    let count = graph.nodes.len();
    let mut state = vec![0_u8; count];
    let mut ahead: Vec<(usize, usize)> = Vec::new();
    for start in 0..count {
        visit(start, graph, &mut state, &mut ahead);
    }
    let mut ranks = vec![0; count];
    // As often as the longest chain can be.
    for _ in 0..count {
        for (from, to) in &ahead {
            ranks[*to] = ranks[*to].max(ranks[*from] + 1);
        }
    }
    ranks
}

/// Walks along the flows and keeps those that do not lead back.
fn visit(node: usize, graph: &FlowGraph, state: &mut [u8], ahead: &mut Vec<(usize, usize)>) {
    if state[node] != 0 {
        return;
    }
    state[node] = 1;
    for flow in graph.flows.iter().filter(|flow| flow.from == node) {
        if state[flow.to] != 1 {
            ahead.push((node, flow.to));
            visit(flow.to, graph, state, ahead);
        }
    }
    state[node] = 2;
}

/// The frame of each boundary around its nodes and the boundaries in it: left, top, right, bottom; None for an empty one.
fn frames(graph: &FlowGraph, places: &[(i32, i32)]) -> Vec<Option<(i32, i32, i32, i32)>> {
    let mut frames: Vec<Option<(i32, i32, i32, i32)>> = vec![None; graph.boundaries.len()];
    let grow = |frame: &mut Option<(i32, i32, i32, i32)>, (x, y, x2, y2): (i32, i32, i32, i32)| {
        let old = frame.unwrap_or((x, y, x2, y2));
        *frame = Some((old.0.min(x), old.1.min(y), old.2.max(x2), old.3.max(y2)));
    };
    for (node, (x, y)) in graph.nodes.iter().zip(places) {
        if let Some(at) = node.boundary {
            grow(&mut frames[at], (x - ROOM, y - ROOM - 8, x + WIDE + ROOM, y + HIGH + ROOM));
        }
    }
    // Inner ones stand behind outer ones.
    for at in (0..frames.len()).rev() {
        if let (Some((x, y, x2, y2)), Some(parent)) = (frames[at], graph.boundaries[at].parent) {
            grow(&mut frames[parent], (x - ROOM / 2, y - ROOM, x2 + ROOM / 2, y2 + ROOM / 2));
        }
    }
    frames
}

/// An arrow from one node to another, bent around the nodes that stand between, and its words.
struct Route {
    start: (f64, f64),
    bend: (f64, f64),
    end: (f64, f64),
    label: String,
    both: bool,
}

/// How far an arrow may be bent aside, the least first.
const BENDS: [f64; 7] = [0.0, 60.0, -60.0, 110.0, -110.0, 170.0, -170.0];

impl Route {
    fn of(places: &[(i32, i32)], from: usize, to: usize, label: String, both: bool) -> Self {
        let center = |(x, y): (i32, i32)| (f64::from(x + WIDE / 2), f64::from(y + HIGH / 2));
        let ((ax, ay), (bx, by)) = (center(places[from]), center(places[to]));
        let long = ((bx - ax).powi(2) + (by - ay).powi(2)).sqrt().max(1.0);
        let others: Vec<(i32, i32)> =
            places.iter().enumerate().filter(|(at, _)| *at != from && *at != to).map(|(_, place)| *place).collect();
        let bent = BENDS.iter().map(|aside| {
            let bend = (f64::midpoint(ax, bx) - (by - ay) / long * aside, f64::midpoint(ay, by) + (bx - ax) / long * aside);
            let (start, end) = (border((ax, ay), bend), border((bx, by), bend));
            let route = Self { start, bend, end, label: String::new(), both };
            (route.crossed(&others), route)
        });
        // The first of those that cross fewest nodes is bent least.
        let best = bent.min_by_key(|(crossed, _)| *crossed).map(|(_, route)| route);
        let straight =
            Self { start: (ax, ay), bend: (f64::midpoint(ax, bx), f64::midpoint(ay, by)), end: (bx, by), label: String::new(), both };
        Self { label, ..best.unwrap_or(straight) }
    }

    /// The point at a share of the way.
    fn at(&self, share: f64) -> (f64, f64) {
        let part = |a: f64, b: f64, c: f64| (1.0 - share).powi(2) * a + 2.0 * share * (1.0 - share) * b + share.powi(2) * c;
        (part(self.start.0, self.bend.0, self.end.0), part(self.start.1, self.bend.1, self.end.1))
    }

    fn middle(&self) -> (f64, f64) {
        self.at(0.5)
    }

    /// How many points on the way lie on nodes.
    fn crossed(&self, nodes: &[(i32, i32)]) -> usize {
        let is_on = |(px, py): (f64, f64), (x, y): (i32, i32)| {
            let (x, y) = (f64::from(x), f64::from(y));
            px > x - 4.0 && px < x + f64::from(WIDE) + 4.0 && py > y - 4.0 && py < y + f64::from(HIGH) + 4.0
        };
        let points = (1..24).map(|step| self.at(f64::from(step) / 24.0));
        points.filter(|point| nodes.iter().any(|node| is_on(*point, *node))).count()
    }

    fn draw(&self, out: &mut String, labels: &mut String) {
        let Self { start, bend, end, .. } = self;
        let _ = write!(
            out,
            "<path class=\"arrow\" d=\"M{:.0} {:.0}Q{:.0} {:.0} {:.0} {:.0}\"/>",
            start.0, start.1, bend.0, bend.1, end.0, end.1
        );
        tip(*bend, *end, out);
        if self.both {
            tip(*bend, *start, out);
        }
        if self.label.is_empty() {
            return;
        }
        let (x, middle) = self.middle();
        let lines = wrapped(&self.label);
        for (at, line) in lines.iter().enumerate() {
            let y = middle - 4.0 - (lines.len() as f64 - 1.0) * 6.5 + at as f64 * 13.0;
            let _ = write!(labels, "<text class=\"small on\" x=\"{x:.0}\" y=\"{y:.0}\" text-anchor=\"middle\">{}</text>", escape(line));
        }
    }
}

/// Where the line from the middle of a node to a point leaves the node.
fn border((ax, ay): (f64, f64), (bx, by): (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (bx - ax, by - ay);
    let (half_wide, half_high) = (f64::from(WIDE) / 2.0 + 2.0, f64::from(HIGH) / 2.0 + 2.0);
    let along = |half: f64, part: f64| if part.abs() < 1.0 { f64::INFINITY } else { half / part.abs() };
    let share = along(half_wide, dx).min(along(half_high, dy)).min(1.0);
    (ax + dx * share, ay + dy * share)
}

/// The head of an arrow.
fn tip((ax, ay): (f64, f64), (bx, by): (f64, f64), out: &mut String) {
    let long = ((bx - ax).powi(2) + (by - ay).powi(2)).sqrt().max(1.0);
    let (ux, uy) = ((bx - ax) / long, (by - ay) / long);
    let (x, y) = (bx - ux * 9.0, by - uy * 9.0);
    let (sx, sy) = (-uy * 4.0, ux * 4.0);
    let _ = write!(out, "<path class=\"tip\" d=\"M{bx:.1} {by:.1}L{:.1} {:.1}L{:.1} {:.1}z\"/>", x + sx, y + sy, x - sx, y - sy);
}

/// A label on at most two lines.
fn wrapped(label: &str) -> Vec<String> {
    let line = crate::report::safe::line(label);
    if line.chars().count() <= LINE {
        return vec![line];
    }
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].chars().count() + 1 + word.chars().count() > LINE && lines.len() < 2 {
            lines.push(word.to_owned());
        } else {
            if !lines[last].is_empty() {
                lines[last].push(' ');
            }
            lines[last].push_str(word);
        }
    }
    lines.into_iter().map(|line| shorten(&line, LINE + 2)).collect()
}
