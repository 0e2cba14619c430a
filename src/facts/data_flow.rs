//! How a document shows how data moves: by a diagram, or hop by hop in words.

use super::Reading;
use crate::diagram::{Diagram, DiagramKind, Notation};
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
}

/// The best of the diagrams, else prose that walks through the flow.
pub(super) fn best(diagrams: &[Diagram], _reading: &Reading<'_>) -> DataFlow {
    let rank = |kind: DiagramKind| match kind {
        DiagramKind::DataFlow => 3,
        DiagramKind::Architecture => 2,
        DiagramKind::Sequence => 1,
        _ => 0,
    };
    let best = diagrams.iter().filter(|d| d.kind.is_flow()).max_by_key(|d| (rank(d.kind), std::cmp::Reverse(d.span)));
    match best {
        Some(d) => DataFlow { state: DataFlowState::Diagram, notation: Some(d.notation), kind: Some(d.kind), span: Some(d.span) },
        None => DataFlow { state: DataFlowState::Absent, notation: None, kind: None, span: None },
    }
}
