//! A flow graph as a drawing: nodes in columns along their flows, boundaries around them, arrows between them.

use super::arrange::{self, HIGH, WIDE};
use super::arrow::Arrow;
use super::labels::{self, Labels};
use super::{Drawing, Frame, Point, tidy, wide, wrapped, write};
use crate::diagram::{FlowGraph, NodeKind};
use crate::report::html::escape::escape;
use crate::report::shorten;
use std::fmt::Write as _;

/// Most nodes and flows of a drawing that can still be read; beyond it the source is shown alone.
const NODES: usize = 28;
const FLOWS: usize = 48;
/// Longest words of a boundary, in characters.
const BOUNDARY: usize = 40;

/// The drawing; None for a graph that is too small or too large for one.
pub(super) fn draw(graph: &FlowGraph) -> Option<Drawing> {
    if graph.nodes.len() < 2 || graph.nodes.len() > NODES || graph.flows.is_empty() || graph.flows.len() > FLOWS {
        return None;
    }
    let flows = flows(graph);
    let places = arrange::places(graph);
    let frames = arrange::frames(graph, &places);
    let arrows: Vec<Arrow> = flows.iter().map(|flow| Arrow::of(&places, flow)).collect();
    let nodes: Vec<Frame> = places.iter().map(|(x, y)| ((*x, *y), (x + WIDE, y + HIGH))).collect();
    let mut taken = nodes.clone();
    let mut named: Vec<(Frame, String)> = Vec::new();
    for (boundary, frame) in graph.boundaries.iter().zip(&frames) {
        let (Some(frame), words) = (frame, shorten(&tidy(&boundary.label), BOUNDARY)) else { continue };
        if !words.is_empty() {
            let place = labels::corner(*frame, wide(&words), &taken);
            taken.push(place);
            named.push((place, words));
        }
    }
    let labels = Labels::of(&arrows, taken);
    let all = nodes.iter().chain(frames.iter().flatten()).copied().chain(named.iter().map(|(frame, _)| *frame));
    let all = all.chain(arrows.iter().map(Arrow::frame)).chain(labels.frames());
    let mut svg = super::open("flow", all.reduce(arrange::around)?, &told(graph, &flows));
    for ((x, y), (right, bottom)) in frames.iter().flatten() {
        let (wide, high) = (right - x, bottom - y);
        let _ = write!(svg, "<rect class=\"bound\" x=\"{x:.0}\" y=\"{y:.0}\" width=\"{wide:.0}\" height=\"{high:.0}\" rx=\"8\"/>");
    }
    for arrow in &arrows {
        arrow.draw(&mut svg);
    }
    for (node, place) in graph.nodes.iter().zip(&places) {
        self::node(node.kind, &node.label, *place, &mut svg);
    }
    // Words stand above everything else.
    for (((x, y), _), words) in &named {
        let _ = write!(svg, "<text class=\"small on\" x=\"{x:.0}\" y=\"{:.0}\">{}</text>", y + 11.0, escape(words));
    }
    labels.draw(&mut svg);
    let entries = labels.numbered().map(|(number, flow)| {
        let (from, to) = (tidy(&graph.nodes[flow.from].label), tidy(&graph.nodes[flow.to].label));
        let arrow = if flow.both { '\u{2194}' } else { '\u{2192}' };
        let words: Vec<String> = flow.labels.iter().map(|label| escape(label)).collect();
        format!("<li value=\"{number}\"><b>{} {arrow} {}</b> {}</li>", escape(&from), escape(&to), words.join("; "))
    });
    let list: String = entries.collect();
    let list = if list.is_empty() { list } else { format!("<ol class=\"flows\">{list}</ol>") };
    Some(Drawing { svg: svg + "</svg>", list })
}

fn node(kind: NodeKind, label: &str, (x, y): Point, out: &mut String) {
    let (class, round) = super::look(kind, HIGH);
    let _ = write!(out, "<rect class=\"node {class}\" x=\"{x:.0}\" y=\"{y:.0}\" width=\"{WIDE}\" height=\"{HIGH}\" rx=\"{round}\"/>");
    if class == "store" {
        let _ = write!(out, "<path class=\"node store\" d=\"M{x:.0} {:.0}h{WIDE}\"/>", y + 6.0);
    }
    let words = tidy(label);
    // As large as they can be on two lines, else small on three.
    let (mut lines, step, class) = match wrapped(&words, (WIDE - 12.0) / 1.2) {
        lines if lines.len() <= 2 => (lines, 16.0, "name"),
        _ => (wrapped(&words, WIDE - 12.0), 14.0, "tight"),
    };
    if lines.len() > 3 {
        lines.truncate(3);
        lines[2].push('\u{2026}');
        let _ = write!(out, "<title>{}</title>", escape(&words));
    }
    let first = y + HIGH / 2.0 + 4.5 - (lines.len() as f64 - 1.0) * step / 2.0;
    write(&lines, (x + WIDE / 2.0, first), step, class, "middle", out);
}

/// A flow as it is drawn.
pub(super) struct Drawn {
    pub from: usize,
    pub to: usize,
    /// Its words, each once; empty when it has none.
    pub labels: Vec<String>,
    /// Heads on both ends.
    pub both: bool,
}

/// Flows between the same two nodes made one, with the words of all.
fn flows(graph: &FlowGraph) -> Vec<Drawn> {
    let mut drawn: Vec<Drawn> = Vec::new();
    for flow in graph.flows.iter().filter(|flow| flow.from != flow.to) {
        let is_same = |one: &Drawn| (one.from, one.to) == (flow.from, flow.to) || (one.to, one.from) == (flow.from, flow.to);
        let at = drawn.iter().position(is_same).unwrap_or_else(|| {
            drawn.push(Drawn { from: flow.from, to: flow.to, labels: Vec::new(), both: false });
            drawn.len() - 1
        });
        let one = &mut drawn[at];
        one.both |= one.from != flow.from || flow.both_ways;
        let label = tidy(&flow.label);
        if !label.is_empty() && !one.labels.contains(&label) {
            one.labels.push(label);
        }
    }
    drawn
}

/// The graph in words, for those who do not see it.
fn told(graph: &FlowGraph, flows: &[Drawn]) -> String {
    let name = |at: usize| escape(&shorten(&tidy(&graph.nodes[at].label), 40));
    let flows = flows.iter().map(|flow| {
        let label = if flow.labels.is_empty() { String::new() } else { format!(" ({})", escape(&shorten(&flow.labels.join(", "), 80))) };
        format!("{} to {}{label}", name(flow.from), name(flow.to))
    });
    format!("Flows: {}", flows.collect::<Vec<_>>().join("; "))
}
