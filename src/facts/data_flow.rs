//! How a document shows how data moves: by a diagram, or hop by hop in words.

use super::Reading;
use crate::checklist::HeadingFit;
use crate::diagram::{self, Context, Diagram, DiagramKind, Notation, Parts, judge};
use crate::document::{Block, BlockKind, plain};
use crate::source::Span;
use serde::Serialize;

/// How a document shows how data moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataFlowState {
    /// By a diagram.
    Diagram,
    /// Step by step in words, or by chains of arrows.
    Prose,
    /// Not at all.
    Absent,
}

/// The best that a document has to show how data moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFlow {
    /// How.
    pub state: DataFlowState,
    /// Notation of the diagram.
    pub notation: Option<Notation>,
    /// What the diagram shows.
    pub kind: Option<DiagramKind>,
    /// Where.
    pub span: Option<Span>,
    /// Beside a picture, which cannot be read here: where the flow is walked through in words.
    pub in_words: Option<Span>,
}

/// Arrow chains that walk through a flow.
const ENOUGH_CHAINS: usize = 3;
/// Characters of which an arrow in a line has one.
const ARROWS: [char; 4] = ['>', '\u{2192}', '\u{27a1}', '\u{27f6}'];
/// Numbered steps that walk through a flow, and different components that they have to name.
const ENOUGH_STEPS: usize = 3;
const ENOUGH_COMPONENTS: usize = 3;

/// The best of the diagrams, else prose that walks through the flow.
pub(super) fn best(diagrams: &[Diagram], reading: &Reading<'_>) -> DataFlow {
    let rank = |kind: DiagramKind| match kind {
        DiagramKind::DataFlow => 3,
        DiagramKind::Architecture => 2,
        DiagramKind::Sequence => 1,
        _ => 0,
    };
    // A link to a board shows the reader of the document nothing.
    let readable = diagrams.iter().filter(|d| d.kind.is_flow() && d.notation != Notation::Link);
    if let Some(d) = readable.max_by_key(|d| (rank(d.kind), std::cmp::Reverse(d.span))) {
        let in_words = if d.notation == Notation::Image { chains(reading).or_else(|| steps(reading)) } else { None };
        return DataFlow { state: DataFlowState::Diagram, notation: Some(d.notation), kind: Some(d.kind), span: Some(d.span), in_words };
    }
    match chains(reading).or_else(|| steps(reading)) {
        Some(span) => DataFlow {
            state: DataFlowState::Prose,
            notation: None,
            kind: Some(DiagramKind::DataFlow),
            span: Some(span),
            in_words: Some(span),
        },
        None => DataFlow { state: DataFlowState::Absent, notation: None, kind: None, span: None, in_words: None },
    }
}

/// Chains of arrows between components, in lists and paragraphs.
fn chains(reading: &Reading<'_>) -> Option<Span> {
    let mut found: Vec<(Span, Vec<String>)> = Vec::new();
    for block in text_blocks(reading) {
        let text = block.span.of(reading.text);
        // Byte by byte: the other arrows begin alike.
        if memchr::memchr2(b'>', 0xE2, text.as_bytes()).is_none() {
            continue;
        }
        for line in text.lines() {
            // A chain has two arrows or more; each has one of these bytes, or is written as an entity.
            if !line.contains(ARROWS) || memchr::memchr3_iter(b'>', 0xE2, b'&', line.as_bytes()).nth(1).is_none() {
                continue;
            }
            let parts = diagram::chain(&plain(line).replace("- >", "->")).filter(|parts| parts.len() > 2);
            found.extend(parts.map(|parts| (block.span, parts)));
        }
    }
    if found.len() < ENOUGH_CHAINS {
        return None;
    }
    let span = found.first()?.0.join(found.last()?.0);
    let labels: Vec<String> = found.into_iter().flat_map(|(_, parts)| parts).collect();
    let parts = Parts { edges: labels.len(), labels, ..Parts::default() };
    let heading = reading.document.sections[reading.document.section_at(span.start)].heading.as_ref();
    let context = Context { heading: heading.map_or("", |h| h.text.as_str()), before: "" };
    judge(&parts, &context).is_flow().then_some(span)
}

/// A numbered walk through components, under a heading or a sentence that announces a flow.
fn steps(reading: &Reading<'_>) -> Option<Span> {
    let topic = reading.checklist.topic_index("data_flow")?;
    let mut before: Option<&Block> = None;
    let mut items: Vec<&Block> = Vec::new();
    for block in text_blocks(reading).chain(std::iter::once(&END)) {
        let ordered = matches!(block.kind, BlockKind::Item { ordered: true, .. });
        if ordered && items.first().is_none_or(|first| first.section == block.section) {
            items.push(block);
            continue;
        }
        if let Some(first) = items.first().filter(|_| items.len() >= ENOUGH_STEPS) {
            let named = || reading.uses[first.section].iter().any(|u| u.topic == topic && u.fit == HeadingFit::Full);
            let announced = || before.is_some_and(|b| b.section == first.section && announces_flow(b.span.of(reading.text)));
            let walk = || {
                let words: String = items.iter().flat_map(|item| [item.span.of(reading.text), " "]).collect();
                diagram::components_named(&words) >= ENOUGH_COMPONENTS
            };
            let hops = || items.iter().filter(|item| diagram::is_hop(item.span.of(reading.text))).count();
            if (named() || announced()) && walk() || hops() >= ENOUGH_STEPS.max(items.len() / 2 + 1) {
                return Some(first.span.join(items[items.len() - 1].span));
            }
        }
        items.clear();
        before = Some(block);
        if ordered {
            items.push(block);
        }
    }
    None
}

/// True for a sentence after which the steps of a flow are to be expected.
fn announces_flow(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["flow is", "flow:", "flow works", "lifecycle of a request", "request path"].iter().any(|words| lower.contains(words))
}

/// A block that belongs to nothing and ends a list.
static END: Block =
    Block { kind: BlockKind::Paragraph, span: Span { start: 0, end: 0 }, section: usize::MAX, depth: 0, quoted: false, lead: None };

/// Paragraphs and items on what is done.
fn text_blocks<'a>(reading: &'a Reading<'_>) -> impl Iterator<Item = &'a Block> {
    let blocks = reading.document.blocks.iter();
    blocks.filter(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Item { .. }) && !reading.silent[b.section])
}
