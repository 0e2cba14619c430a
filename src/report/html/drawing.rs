//! A flow graph as a drawing: nodes in columns along their flows, boundaries around them, arrows between them.

mod arrange;
mod arrow;

use super::escape::escape;
use crate::diagram::{FlowGraph, NodeKind};
use crate::report::shorten;
use arrange::{HIGH, WIDE};
use arrow::Arrow;
use std::fmt::Write as _;

/// Most nodes and flows of a drawing that can still be read; beyond it the source is shown alone.
const NODES: usize = 28;
const FLOWS: usize = 48;
/// Longest line of a label, in characters.
const LINE: usize = 17;
/// Space around the drawing.
const MARGIN: f64 = 8.0;

/// A place on the drawing, in pixels at its natural size.
type Point = (f64, f64);

/// A box on the drawing: its upper left and its lower right corner.
type Frame = (Point, Point);

/// The drawing; None for a graph that is too small or too large for one.
pub(super) fn draw(graph: &FlowGraph) -> Option<String> {
    if graph.nodes.len() < 2 || graph.nodes.len() > NODES || graph.flows.is_empty() || graph.flows.len() > FLOWS {
        return None;
    }
    let flows = flows(graph);
    let places = arrange::places(graph);
    let frames = arrange::frames(graph, &places);
    let arrows: Vec<Arrow> = flows.iter().map(|flow| Arrow::of(&places, flow)).collect();
    let nodes = places.iter().map(|(x, y)| ((*x, *y), (x + WIDE, y + HIGH)));
    let all = nodes.chain(frames.iter().flatten().copied()).chain(arrows.iter().map(Arrow::frame));
    let ((left, top), (right, bottom)) = all.reduce(arrange::around)?;
    let (wide, high) = (right - left + 2.0 * MARGIN, bottom - top + 2.0 * MARGIN);
    let mut out = format!(
        "<svg class=\"flow\" viewBox=\"{:.0} {:.0} {wide:.0} {high:.0}\" width=\"{wide:.0}\" height=\"{high:.0}\" role=\"img\" aria-label=\"{}\">",
        left - MARGIN,
        top - MARGIN,
        told(graph, &flows)
    );
    for (boundary, frame) in graph.boundaries.iter().zip(&frames) {
        let Some(((x, y), (right, bottom))) = frame else { continue };
        let _ = write!(
            out,
            "<rect class=\"bound\" x=\"{x:.0}\" y=\"{y:.0}\" width=\"{:.0}\" height=\"{:.0}\" rx=\"8\"/>",
            right - x,
            bottom - y
        );
        let _ = write!(
            out,
            "<text class=\"small\" x=\"{:.0}\" y=\"{:.0}\">{}</text>",
            x + 10.0,
            y + 15.0,
            escape(&shorten(&boundary.label, 40))
        );
    }
    for arrow in &arrows {
        arrow.draw(&mut out);
    }
    for (node, place) in graph.nodes.iter().zip(&places) {
        self::node(node.kind, &node.label, *place, &mut out);
    }
    // Words stand above everything else.
    for arrow in &arrows {
        arrow.name(&mut out);
    }
    Some(out + "</svg>")
}

fn node(kind: NodeKind, label: &str, (x, y): Point, out: &mut String) {
    let (class, round) = match kind {
        NodeKind::Person => ("person", HIGH / 2.0),
        NodeKind::External => ("external", 3.0),
        NodeKind::Store | NodeKind::Entity => ("store", 3.0),
        NodeKind::Process | NodeKind::State => ("process", 8.0),
    };
    let _ = write!(out, "<rect class=\"node {class}\" x=\"{x:.0}\" y=\"{y:.0}\" width=\"{WIDE}\" height=\"{HIGH}\" rx=\"{round}\"/>");
    if class == "store" {
        let _ = write!(out, "<path class=\"node store\" d=\"M{x:.0} {:.0}h{WIDE}\"/>", y + 6.0);
    }
    words(label, (x + WIDE / 2.0, y + HIGH / 2.0 + 5.0), 16.0, "", out);
}

/// Words on at most two lines around a point.
fn words(label: &str, (x, y): Point, step: f64, class: &str, out: &mut String) {
    let lines = wrapped(label);
    let first = y - (lines.len() as f64 - 1.0) * step / 2.0;
    for (at, line) in lines.iter().enumerate() {
        let _ =
            write!(out, "<text{class} x=\"{x:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{}</text>", first + at as f64 * step, escape(line));
    }
}

/// A flow as it is drawn.
struct Drawn {
    from: usize,
    to: usize,
    /// Its words; empty when it has none.
    label: String,
    /// Heads on both ends.
    both: bool,
}

/// Flows between the same two nodes made one, with the words of all.
fn flows(graph: &FlowGraph) -> Vec<Drawn> {
    let mut drawn: Vec<Drawn> = Vec::new();
    for flow in graph.flows.iter().filter(|flow| flow.from != flow.to) {
        let is_same = |one: &&mut Drawn| (one.from, one.to) == (flow.from, flow.to) || (one.to, one.from) == (flow.from, flow.to);
        match drawn.iter_mut().find(is_same) {
            Some(one) => {
                one.both |= one.from != flow.from || flow.both_ways;
                if !flow.label.is_empty() && !one.label.contains(&flow.label) {
                    let gap = if one.label.is_empty() { "" } else { ", " };
                    one.label = format!("{}{gap}{}", one.label, flow.label);
                }
            }
            None => drawn.push(Drawn { from: flow.from, to: flow.to, label: flow.label.clone(), both: flow.both_ways }),
        }
    }
    drawn
}

/// The graph in words, for those who do not see it.
fn told(graph: &FlowGraph, flows: &[Drawn]) -> String {
    let name = |at: usize| escape(&shorten(&graph.nodes[at].label, 40));
    let flows = flows.iter().map(|flow| {
        let label = if flow.label.is_empty() { String::new() } else { format!(" ({})", escape(&shorten(&flow.label, 80))) };
        format!("{} to {}{label}", name(flow.from), name(flow.to))
    });
    format!("Flows: {}", flows.collect::<Vec<_>>().join("; "))
}

/// A label on at most two lines.
fn wrapped(label: &str) -> Vec<String> {
    let line = crate::report::safe::line(label);
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let is_first = lines.len() == 1;
        let Some(last) = lines.last_mut() else { break };
        if is_first && !last.is_empty() && last.chars().count() + 1 + word.chars().count() > LINE {
            lines.push(word.to_owned());
            continue;
        }
        if !last.is_empty() {
            last.push(' ');
        }
        last.push_str(word);
    }
    lines.into_iter().map(|line| shorten(&line, LINE + 2)).collect()
}
