//! Mermaid source to a graph and to what it shows.

mod architecture;
mod arrow;
mod c4;
mod class;
mod cursor;
mod draft;
mod er;
mod flowchart;
mod lines;
mod prepare;
mod sequence;
mod shape;
mod state;

use super::judge::{Context, Parts, judge};
use super::{DiagramKind, FlowGraph, NodeKind, Refusal};
use crate::source::Span;
use draft::Draft;
use prepare::prepare;

/// Most bytes of one diagram that are read.
const LONGEST: usize = 1 << 20;

/// What reads a diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Flowchart,
    /// Nodes side by side on a line; read like a flowchart, and what that does not know is no fault.
    Block,
    Sequence,
    C4,
    Architecture,
    Er,
    State,
    Class,
    /// Nothing that data moves in.
    None,
}

/// What each keyword opens, and what it shows; None where the nodes decide.
const KEYWORDS: &[(&str, Language, Option<DiagramKind>)] = &[
    ("flowchart", Language::Flowchart, None),
    ("flowchart-elk", Language::Flowchart, None),
    ("graph", Language::Flowchart, None),
    ("block-beta", Language::Block, None),
    ("block", Language::Block, None),
    ("sequenceDiagram", Language::Sequence, Some(DiagramKind::Sequence)),
    ("zenuml", Language::None, Some(DiagramKind::Sequence)),
    ("C4Context", Language::C4, Some(DiagramKind::Architecture)),
    ("C4Container", Language::C4, Some(DiagramKind::Architecture)),
    ("C4Component", Language::C4, Some(DiagramKind::Architecture)),
    ("C4Dynamic", Language::C4, Some(DiagramKind::DataFlow)),
    ("C4Deployment", Language::C4, Some(DiagramKind::Architecture)),
    ("architecture-beta", Language::Architecture, Some(DiagramKind::Architecture)),
    ("architecture", Language::Architecture, Some(DiagramKind::Architecture)),
    ("erDiagram", Language::Er, Some(DiagramKind::Er)),
    ("classDiagram", Language::Class, Some(DiagramKind::Class)),
    ("classDiagram-v2", Language::Class, Some(DiagramKind::Class)),
    ("stateDiagram", Language::State, Some(DiagramKind::State)),
    ("stateDiagram-v2", Language::State, Some(DiagramKind::State)),
    ("journey", Language::None, Some(DiagramKind::Ui)),
    ("gantt", Language::None, Some(DiagramKind::Other)),
    ("pie", Language::None, Some(DiagramKind::Other)),
    ("mindmap", Language::None, Some(DiagramKind::Other)),
    ("timeline", Language::None, Some(DiagramKind::Other)),
    ("gitGraph", Language::None, Some(DiagramKind::Other)),
    ("quadrantChart", Language::None, Some(DiagramKind::Other)),
    ("requirementDiagram", Language::None, Some(DiagramKind::Other)),
    ("requirement", Language::None, Some(DiagramKind::Other)),
    ("xychart", Language::None, Some(DiagramKind::Other)),
    ("xychart-beta", Language::None, Some(DiagramKind::Other)),
    ("sankey", Language::None, Some(DiagramKind::Other)),
    ("sankey-beta", Language::None, Some(DiagramKind::Other)),
    ("packet", Language::None, Some(DiagramKind::Other)),
    ("packet-beta", Language::None, Some(DiagramKind::Other)),
    ("kanban", Language::None, Some(DiagramKind::Other)),
    ("radar-beta", Language::None, Some(DiagramKind::Other)),
    ("treemap", Language::None, Some(DiagramKind::Other)),
    ("eventmodeling", Language::None, Some(DiagramKind::Other)),
    ("ishikawa", Language::None, Some(DiagramKind::Other)),
    ("info", Language::None, Some(DiagramKind::Other)),
];

/// The first line that is no comment and no front matter.
pub(super) fn opening(body: &str) -> Option<&str> {
    let mut lines = body.lines().map(str::trim).filter(|l| !l.is_empty());
    let mut line = lines.next()?;
    if line == "---" {
        lines.find(|l| *l == "---")?;
        line = lines.next()?;
    }
    while line.starts_with("%%") {
        line = lines.next()?;
    }
    Some(line)
}

/// True when a line can only open a Mermaid diagram.
pub(super) fn is_keyword(line: &str) -> bool {
    let mut words = line.split([' ', ';', ':', '\t']);
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    match first {
        "graph" | "flowchart" => ["TD", "TB", "LR", "RL", "BT"].contains(&second.trim_end_matches(';')),
        // Plain words of the language open other texts too.
        "block" | "architecture" | "pie" | "timeline" | "journey" | "kanban" | "gantt" | "mindmap" | "zenuml" => second.is_empty(),
        "requirement" | "xychart" | "sankey" | "packet" | "treemap" | "eventmodeling" | "ishikawa" | "info" => false,
        _ => KEYWORDS.iter().any(|(keyword, ..)| *keyword == first),
    }
}

/// A diagram as far as it can be read.
pub(super) struct Reading {
    pub kind: DiagramKind,
    pub graph: Option<FlowGraph>,
    pub refusal: Option<Refusal>,
}

/// Reads a diagram; `base` is the offset of `body` in the document.
pub(super) fn read(body: &str, base: u32, context: &Context<'_>) -> Reading {
    let all = Span::new(base as usize, base as usize + body.len());
    let nothing = |kind, refusal| Reading { kind, graph: None, refusal };
    if body.len() > LONGEST {
        let reason = format!("it has more than {LONGEST} bytes");
        return nothing(DiagramKind::Other, Some(Refusal { span: Span::new(base as usize, base as usize), reason }));
    }
    let source = prepare(body);
    let start = source.len() - source.trim_start().len();
    let head = source[start..].lines().next().unwrap_or_default();
    let keyword = head.split(|c: char| c.is_whitespace() || matches!(c, ';' | ':' | '{')).next().unwrap_or_default();
    let Some((_, language, kind)) = KEYWORDS.iter().find(|(known, ..)| *known == keyword) else {
        // New types of diagram appear under such names first.
        if keyword.ends_with("-beta") {
            return nothing(DiagramKind::Other, None);
        }
        let span = if keyword.is_empty() { all } else { Span::new(base as usize + start, base as usize + start + keyword.len()) };
        let reason = if keyword.is_empty() {
            "no type of diagram is named".to_owned()
        } else {
            format!("`{keyword}` is no type of diagram that Mermaid knows")
        };
        return nothing(DiagramKind::Other, Some(Refusal { span, reason }));
    };
    let mut draft = Draft::new(&source, base);
    let text = &source[start + keyword.len()..];
    match language {
        Language::Flowchart => flowchart::read(&mut draft, text, false),
        Language::Block => flowchart::read(&mut draft, text, true),
        Language::Sequence => sequence::read(&mut draft, text),
        Language::C4 => c4::read(&mut draft, text),
        Language::Architecture => architecture::read(&mut draft, text),
        Language::Er => er::read(&mut draft, text),
        Language::State => state::read(&mut draft, text),
        Language::Class => class::read(&mut draft, text),
        Language::None => return nothing(kind.unwrap_or(DiagramKind::Other), None),
    }
    let shown = match kind {
        Some(DiagramKind::Sequence) if draft.graph.flows.is_empty() => DiagramKind::Other,
        Some(kind) => *kind,
        None => judge(&parts(&draft.graph), context),
    };
    draft.judge_words();
    let refusal = draft.refusal;
    Reading { kind: shown, graph: refusal.is_none().then_some(draft.graph), refusal }
}

/// What a graph consists of; to be called before words say what nodes are.
fn parts(graph: &FlowGraph) -> Parts {
    let is_word = |label: &&String| label.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let labels = graph.nodes.iter().map(|node| &node.label).chain(graph.boundaries.iter().map(|boundary| &boundary.label));
    let count = |kind| graph.nodes.iter().filter(|node| node.kind == kind).count();
    Parts {
        labels: labels.filter(is_word).cloned().collect(),
        stores: count(NodeKind::Store),
        edges: graph.flows.len(),
        named_edges: graph.flows.iter().filter(|flow| !flow.label.is_empty()).count(),
    }
}
