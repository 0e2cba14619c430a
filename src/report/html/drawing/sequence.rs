//! A sequence diagram as a drawing: a line for each participant, and below each other messages, notes and blocks in the order of the source.

use super::arrow::head;
use super::{Frame, STEP, tidy, wrapped, write};
use crate::diagram::{Flow, FlowGraph};
use crate::report::html::escape::escape;
use crate::source::Span;
use std::fmt::Write as _;

/// Most participants and messages of a drawing that can still be read.
const PARTICIPANTS: usize = 12;
const MESSAGES: usize = 90;
/// Width of a page, and of a column on it.
const PAGE: f64 = 656.0;
const NARROW: f64 = 140.0;
const BROAD: f64 = 204.0;
/// Rows beyond which the participants are named again below the last.
const LONG: usize = 12;
/// Space between the frames of a block and of a block in it.
const INSET: f64 = 5.0;

/// Words that open a block, and those that part one.
const BLOCKS: [&str; 10] = ["alt", "opt", "loop", "par", "par_over", "critical", "break", "group", "rect", "box"];
const PARTS: [&str; 4] = ["else", "and", "option", "also"];

/// What stands in a row.
enum Row<'a> {
    Message(&'a Flow),
    /// Words beside or over one or two participants: from column to column, in halves of a column.
    Note(f64, f64, String),
    /// A block begins; its word and what is said of it.
    Open(String),
    Part(String),
    Close,
}

/// The drawing of a diagram that stands at a place of a text.
pub(super) fn draw(graph: &FlowGraph, span: Span, text: &str) -> Option<String> {
    let count = graph.nodes.len();
    if !(2..=PARTICIPANTS).contains(&count) || graph.flows.is_empty() || graph.flows.len() > MESSAGES {
        return None;
    }
    let rows = rows(graph, span, text);
    let pitch = (PAGE / count as f64).clamp(NARROW, BROAD);
    let mut sheet = Sheet {
        pitch,
        wide: count as f64 * pitch,
        left: 0.0,
        right: count as f64 * pitch,
        y: 0.0,
        back: String::new(),
        front: String::new(),
    };
    sheet.heads(graph);
    let top = sheet.y;
    sheet.y += 10.0;
    let mut open: Vec<f64> = Vec::new();
    let mut number = 0;
    for row in &rows {
        match row {
            Row::Message(flow) => {
                number += 1;
                sheet.message(flow, number, is_reply(flow, text));
            }
            Row::Note(from, to, words) => sheet.note(*from, *to, words),
            Row::Open(words) => {
                open.push(sheet.y);
                sheet.words(open.len(), words);
            }
            Row::Part(words) => {
                let (x, wide) = (INSET * open.len() as f64, sheet.wide - 2.0 * INSET * open.len() as f64);
                let _ = write!(sheet.back, "<path class=\"part\" d=\"M{x:.0} {:.0}h{wide:.0}\"/>", sheet.y);
                sheet.words(open.len(), words);
            }
            Row::Close => {
                if let Some(from) = open.pop() {
                    sheet.frame(open.len() + 1, from);
                }
            }
        }
    }
    while let Some(from) = open.pop() {
        sheet.frame(open.len() + 1, from);
    }
    let end = sheet.y + 4.0;
    sheet.y = end;
    if rows.len() > LONG {
        sheet.heads(graph);
    }
    let mut lines = String::new();
    for at in 0..count {
        let _ = write!(lines, "<path class=\"life\" d=\"M{:.0} {top:.0}V{end:.0}\"/>", sheet.x(at));
    }
    let around: Frame = ((sheet.left, 0.0), (sheet.right, sheet.y));
    Some(super::open("flow seq", around, &told(graph)) + &lines + &sheet.back + &sheet.front + "</svg>")
}

/// The drawing as far as it goes.
struct Sheet {
    /// From one participant to the next.
    pitch: f64,
    wide: f64,
    /// The outermost of what is drawn.
    left: f64,
    right: f64,
    /// Where the next row begins.
    y: f64,
    /// Frames of blocks.
    back: String,
    front: String,
}

impl Sheet {
    fn x(&self, participant: usize) -> f64 {
        (participant as f64 + 0.5) * self.pitch
    }

    fn reach(&mut self, left: f64, right: f64) {
        self.left = self.left.min(left);
        self.right = self.right.max(right);
    }

    /// The boxes of the participants.
    fn heads(&mut self, graph: &FlowGraph) {
        let wide = self.pitch - 24.0;
        // In a size of 13 instead of 11.
        let names: Vec<Vec<String>> = graph.nodes.iter().map(|node| wrapped(&tidy(&node.label), (wide - 14.0) / 1.2)).collect();
        let high = names.iter().map(Vec::len).max().unwrap_or(1) as f64 * 16.0 + 16.0;
        for (at, (node, lines)) in graph.nodes.iter().zip(&names).enumerate() {
            let (x, y) = (self.x(at), self.y);
            let (class, round) = super::look(node.kind, high);
            let _ = write!(
                self.front,
                "<rect class=\"node {class}\" x=\"{:.0}\" y=\"{y:.0}\" width=\"{wide:.0}\" height=\"{high:.0}\" rx=\"{round}\"/>",
                x - wide / 2.0
            );
            let first = y + (high - lines.len() as f64 * 16.0) / 2.0 + 12.0;
            write(lines, (x, first), 16.0, "name", "middle", &mut self.front);
        }
        self.y += high;
    }

    fn message(&mut self, flow: &Flow, number: usize, reply: bool) {
        let words = format!("{number}. {}", tidy(&flow.label));
        let class = if reply { "arrow back" } else { "arrow" };
        let (from, to) = (self.x(flow.from), self.x(flow.to));
        if flow.from == flow.to {
            let lines = wrapped(&words, self.pitch - 44.0);
            let high = (lines.len() as f64 * STEP).max(20.0);
            write(&lines, (from + 34.0, self.y + 12.0), STEP, "small on", "start", &mut self.front);
            let (top, end) = (self.y + 5.0, self.y + 5.0 + high);
            let _ = write!(self.front, "<path class=\"{class}\" d=\"M{from:.0} {top:.0}h26V{end:.0}H{from:.0}\"/>");
            head((from + 26.0, end), (from + 1.0, end), &mut self.front);
            self.reach(0.0, from + self.pitch);
            self.y = end + 12.0;
            return;
        }
        let lines = wrapped(&words, (to - from).abs() - 18.0);
        write(&lines, (f64::midpoint(from, to), self.y + 11.0), STEP, "small on", "middle", &mut self.front);
        let y = self.y + lines.len() as f64 * STEP + 5.0;
        let _ = write!(self.front, "<path class=\"{class}\" d=\"M{from:.0} {y:.0}H{to:.0}\"/>");
        if flow.directed {
            head((from, y), (to, y), &mut self.front);
        }
        if flow.both_ways {
            head((to, y), (from, y), &mut self.front);
        }
        self.y = y + 13.0;
    }

    fn note(&mut self, from: f64, to: f64, words: &str) {
        let (left, right) = (from * self.pitch + 8.0, to * self.pitch - 8.0);
        let lines = wrapped(words, right - left - 14.0);
        let high = lines.len() as f64 * STEP + 8.0;
        let _ = write!(
            self.front,
            "<rect class=\"note\" x=\"{left:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{high:.0}\"/>",
            self.y,
            right - left
        );
        write(&lines, (f64::midpoint(left, right), self.y + 14.0), STEP, "small", "middle", &mut self.front);
        self.reach(left, right);
        self.y += high + 9.0;
    }

    /// What is said of a block, so deep in others.
    fn words(&mut self, deep: usize, words: &str) {
        let x = INSET * deep as f64 + 8.0;
        let lines = wrapped(words, self.wide - 2.0 * x);
        write(&lines, (x, self.y + 14.0), STEP, "small on", "start", &mut self.front);
        self.y += lines.len() as f64 * STEP + 9.0;
    }

    /// The frame of a block that ends here.
    fn frame(&mut self, deep: usize, from: f64) {
        let (x, wide) = (INSET * deep as f64, self.wide - 2.0 * INSET * deep as f64);
        let high = self.y - from;
        let _ = write!(self.back, "<rect class=\"bound\" x=\"{x:.0}\" y=\"{from:.0}\" width=\"{wide:.0}\" height=\"{high:.0}\" rx=\"4\"/>");
        self.y += 8.0;
    }
}

/// The rows of a diagram, line by line.
fn rows<'a>(graph: &'a FlowGraph, span: Span, text: &str) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let mut flows = graph.flows.iter().peekable();
    // Of open blocks, whether they are shown.
    let mut open: Vec<bool> = Vec::new();
    // Where a note is open that ends with a line of its own.
    let mut note: Option<(f64, f64, String)> = None;
    let mut at = span.start;
    for line in span.of(text).split_inclusive('\n') {
        at += line.len() as u32;
        let before = rows.len();
        while let Some(flow) = flows.next_if(|flow| flow.span.start < at) {
            rows.push(Row::Message(flow));
        }
        if rows.len() > before {
            continue;
        }
        let line = line.trim();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let word = word.to_ascii_lowercase();
        if let Some((from, to, words)) = &mut note {
            if word == "end" || word == "endnote" {
                rows.push(Row::Note(*from, *to, tidy(words)));
                note = None;
            } else {
                let _ = write!(words, " {line}");
            }
            continue;
        }
        match word.as_str() {
            "note" | "ref" => {
                let (place, words) = rest.split_once(':').map_or((rest, None), |(place, words)| (place, Some(words)));
                let Some((from, to)) = columns(graph, place) else { continue };
                match words {
                    Some(words) => rows.push(Row::Note(from, to, tidy(words))),
                    None => note = Some((from, to, String::new())),
                }
            }
            "end" => rows.extend(open.pop().filter(|is_shown| *is_shown).map(|_| Row::Close)),
            block if BLOCKS.contains(&block) => {
                let is_shown = !["rect", "box"].contains(&block);
                open.push(is_shown);
                if is_shown {
                    rows.push(Row::Open(tidy(&format!("{block} {rest}"))));
                }
            }
            part if PARTS.contains(&part) && open.last() == Some(&true) => rows.push(Row::Part(tidy(&format!("{part} {rest}")))),
            _ => {}
        }
    }
    rows.extend(flows.map(Row::Message));
    rows
}

/// From which to which column a note goes: `right of A`, `over A,B`.
fn columns(graph: &FlowGraph, place: &str) -> Option<(f64, f64)> {
    let place = place.trim();
    let lower = place.to_ascii_lowercase();
    let side = ["left of ", "right of ", "over "].into_iter().find(|side| lower.starts_with(side))?;
    let named = place[side.len()..].split(',').filter_map(|id| graph.node(id.trim().trim_matches('"')));
    let named: Vec<f64> = named.map(|at| at as f64).collect();
    let (first, last) = (named.iter().copied().reduce(f64::min)?, named.iter().copied().reduce(f64::max)?);
    Some(match side {
        "left of " => (first - 0.5, first + 0.5),
        "right of " => (last + 0.5, last + 1.5),
        _ => (first, last + 1.0),
    })
}

/// True for an arrow that is drawn broken.
fn is_reply(flow: &Flow, text: &str) -> bool {
    flow.span.of(text).split(':').next().is_some_and(|drawn| drawn.contains("--"))
}

/// The messages in words, for those who do not see them.
fn told(graph: &FlowGraph) -> String {
    let name = |at: usize| tidy(&graph.nodes[at].label);
    let messages = graph.flows.iter().enumerate().map(|(at, flow)| {
        let gap = if flow.label.is_empty() { "" } else { ": " };
        escape(&format!("{}. {} to {}{gap}{}", at + 1, name(flow.from), name(flow.to), tidy(&flow.label)))
    });
    format!("Messages: {}", messages.collect::<Vec<_>>().join("; "))
}
