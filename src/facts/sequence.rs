//! Steps in their order: chains of arrows, numbered lists, numbered comments in code, messages of a sequence diagram.

use super::reading::Reading;
use super::spots::Spots;
use crate::diagram::{Diagram, DiagramKind, FlowGraph};
use crate::document::BlockKind;
use crate::source::Span;

/// Things that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// Each step, in its order.
    pub steps: Vec<Span>,
    /// True when it is drawn: an arrow says less of before and after than a list.
    pub drawn: bool,
}

/// Steps from which on there is an order to speak of.
const FEWEST: usize = 3;
/// Most steps that are read.
const MOST: usize = 40;
/// Longest step of a chain, in bytes.
const LONGEST: usize = 100;
/// Arrows between the steps of a chain.
const ARROWS: &[&str] = &["\u{2192}", "->", "=>", "\u{2794}", "\u{279c}"];

/// Every sequence of a document, in source order.
pub(super) fn find(reading: &Reading<'_>, diagrams: &[Diagram]) -> Vec<Sequence> {
    let mut found = Vec::new();
    let document = reading.document;
    let arrows = Spots::of_words(ARROWS, reading.text);
    let mut list: Vec<Span> = Vec::new();
    let mut of_list = 0;
    for block in &document.blocks {
        if reading.silent[block.section] {
            continue;
        }
        if let BlockKind::Item { ordered: true, .. } = block.kind {
            if of_list != block.section {
                finish(&mut found, &mut list);
                of_list = block.section;
            }
            list.push(block.span);
            continue;
        }
        finish(&mut found, &mut list);
        match &block.kind {
            BlockKind::Code { .. } => numbered(reading.text, block.span, &mut found),
            BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Cell if arrows.any_in(block.span) => {
                chains(reading.text, block.span, &mut found);
            }
            BlockKind::Table(table) => {
                let cells = document.tables[*table].rows.iter().flatten().filter(|cell| arrows.any_in(**cell));
                cells.for_each(|cell| chains(reading.text, *cell, &mut found));
            }
            BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Cell | BlockKind::Html => {}
        }
    }
    finish(&mut found, &mut list);
    for diagram in diagrams.iter().filter(|diagram| diagram.kind == DiagramKind::Sequence && !forks(diagram.span.of(reading.text))) {
        let Some(graph) = &diagram.graph else { continue };
        let steps: Vec<Span> = graph.flows.iter().filter_map(|flow| Some(flow.span).filter(|span| !span.is_empty())).take(MOST).collect();
        if steps.len() >= FEWEST && steps.is_sorted() {
            found.push(Sequence { steps, drawn: true });
        }
    }
    for diagram in diagrams.iter().filter(|diagram| diagram.kind.is_flow() && diagram.kind != DiagramKind::Sequence) {
        let paths = diagram.graph.iter().flat_map(|graph| paths(graph, reading.text));
        found.extend(paths.map(|steps| Sequence { steps, drawn: true }));
    }
    found.sort_by_key(|sequence| sequence.steps[0]);
    found
}

/// True for messages that are sent in one case or another: they have no one order.
fn forks(source: &str) -> bool {
    source.lines().map(str::trim_start).any(|line| ["alt ", "else", "opt ", "par "].iter().any(|word| line.starts_with(word)))
}

/// Longest ways through a drawing that do not fork: what each node is called, in the order of the arrows.
fn paths(graph: &FlowGraph, text: &str) -> Vec<Vec<Span>> {
    // A line that declares a node alone has its label.
    let named = |node: usize| {
        let line = graph.nodes[node].span.lines(text).trimmed(text);
        if line.of(text).contains("--") || line.of(text).contains("->") || line.of(text).contains('=') {
            graph.nodes[node].span
        } else {
            line
        }
    };
    let next = |node: usize| {
        let mut onward = graph.flows.iter().filter(|flow| flow.from == node && flow.directed && !flow.both_ways);
        onward.next().filter(|_| onward.next().is_none()).map(|flow| flow.to)
    };
    let mut found = Vec::new();
    for start in 0..graph.nodes.len().min(MOST) {
        let is_inside = graph.flows.iter().any(|flow| flow.to == start && next(flow.from) == Some(start));
        let mut way = vec![start];
        while let Some(to) = next(way[way.len() - 1]).filter(|to| !way.contains(to)) {
            way.push(to);
        }
        if !is_inside && way.len() >= FEWEST {
            found.push(way.into_iter().map(named).collect());
        }
    }
    found
}

fn finish(found: &mut Vec<Sequence>, list: &mut Vec<Span>) {
    if (FEWEST..=MOST).contains(&list.len()) {
        found.push(Sequence { steps: std::mem::take(list), drawn: false });
    }
    list.clear();
}

/// "A → B → C" on one line.
fn chains(text: &str, span: Span, found: &mut Vec<Sequence>) {
    for (start, line) in span.each_line(text) {
        if let Some(arrow) = ARROWS.iter().find(|arrow| line.matches(**arrow).count() + 1 >= FEWEST) {
            let mut at = start;
            let mut steps: Vec<Span> = Vec::new();
            for part in line.split(arrow) {
                let (from, to) = if steps.is_empty() { (tail(part), part.len()) } else { (0, head(part)) };
                let step = Span::new(at + from, at + to).trimmed(text);
                at += part.len() + arrow.len();
                if !step.is_empty() {
                    steps.push(step);
                }
            }
            finish(found, &mut steps);
        }
    }
}

/// Where the first step begins in what stands before the first arrow: behind the last mark, or all of a short text.
fn tail(part: &str) -> usize {
    let from = part.rfind(['|', ':', '.', ';', '(']).map_or(0, |at| at + 1);
    if part.len() - from > LONGEST { part.ceil_char_boundary(part.len() - LONGEST) } else { from }
}

/// Where a step ends: before the first mark that ends a sentence or cell.
fn head(part: &str) -> usize {
    let end = part
        .match_indices(['|', '.', ';', ')'])
        .find(|(at, mark)| *mark != "." || part[at + 1..].starts_with([' ', '\n']))
        .map_or(part.len(), |(at, _)| at);
    part.floor_char_boundary(end.min(LONGEST))
}

/// Lines of code that are numbered from one on: `// 1. Check the code`.
fn numbered(text: &str, span: Span, found: &mut Vec<Sequence>) {
    let mut steps: Vec<Span> = Vec::new();
    for (start, line) in span.each_line(text) {
        let words = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        let number: Option<usize> = words[..digits].parse().ok();
        let place = Span::new(start, start + line.len()).trimmed(text);
        if digits == 0 || !words[digits..].starts_with(['.', ')', ':']) {
            continue;
        }
        if number == Some(1) {
            finish(found, &mut steps);
        }
        if number == Some(steps.len() + 1) {
            steps.push(place);
        }
    }
    finish(found, &mut steps);
}
