//! The state of each topic in a document, on the ladder from missing to present.

use super::{DataFlow, DataFlowState, Reading};
use crate::checklist::{Entry, HeadingFit};
use crate::document::{BlockKind, plain};
use crate::lexicon::Hit;
use crate::source::Span;
use serde::Serialize;

/// Where a topic stands. Order is from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TopicState {
    /// No heading for it and no sentence that says it.
    Missing,
    /// A heading with nothing below it.
    Empty,
    /// A heading with a placeholder below it.
    Placeholder,
    /// "N/A" without a reason.
    NotApplicableBare,
    /// A heading with a handful of words.
    Thin,
    /// "N/A" with a reason: accepted.
    NotApplicableReasoned,
    /// Said under another heading: accepted.
    Partial,
    /// A heading of its own with content.
    Present,
}

impl TopicState {
    /// True when a reviewer can work with it.
    pub fn is_accepted(self) -> bool {
        self >= Self::NotApplicableReasoned
    }
}

/// A topic in one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicFact {
    /// Where it stands.
    pub state: TopicState,
    /// The section that was judged, heading included.
    pub section: Option<Span>,
    /// Words of its heading, or of what was accepted instead.
    pub place: Option<Span>,
    /// When missing: the nearest passage that speaks of it.
    pub mention: Option<Span>,
}

pub(super) fn states(reading: &Reading<'_>, data_flow: &DataFlow) -> Vec<TopicFact> {
    let mut evidence: Vec<Vec<&Hit>> = vec![Vec::new(); reading.checklist.topics.len()];
    let mut mentions = evidence.clone();
    for (hit, entry) in reading.entries() {
        if reading.silent[reading.section_of(hit)] {
            continue;
        }
        match entry {
            Entry::Evidence(topic) => evidence[*topic].push(hit),
            Entry::Mention(topic) => mentions[*topic].push(hit),
            _ => {}
        }
    }
    (0..reading.checklist.topics.len()).map(|topic| state(reading, topic, &evidence[topic], &mentions[topic], data_flow)).collect()
}

fn state(reading: &Reading<'_>, topic: usize, evidence: &[&Hit], mentions: &[&Hit], data_flow: &DataFlow) -> TopicFact {
    let declared = &reading.checklist.topics[topic];
    let mut best = TopicFact { state: TopicState::Missing, section: None, place: None, mention: None };
    for (id, uses) in reading.uses.iter().enumerate() {
        let Some(fit) = uses.iter().find(|u| u.topic == topic).map(|u| u.fit) else { continue };
        let section = &reading.document.sections[id];
        let Some(heading) = &section.heading else { continue };
        let mut state = content(reading, id, declared.thin_below);
        if fit == HeadingFit::Partial {
            let said = evidence.iter().any(|h| section.span.contains(h.span));
            state = if state >= TopicState::Partial && said { TopicState::Partial } else { TopicState::Missing };
        }
        if state > best.state {
            best = TopicFact { state, section: Some(section.span), place: Some(heading.text_span), mention: None };
        }
    }
    if declared.structures.iter().any(|s| s == "data-flow") {
        match data_flow.state {
            DataFlowState::Diagram => {
                return TopicFact { state: TopicState::Present, section: data_flow.span, place: data_flow.span, mention: None };
            }
            DataFlowState::Prose if best.state < TopicState::Partial => {
                return TopicFact { state: TopicState::Partial, section: data_flow.span, place: data_flow.span, mention: None };
            }
            _ => {}
        }
    }
    if best.state < TopicState::Partial {
        let sentences = evidence.iter().filter(|h| reading.block_of(h).is_some_and(|b| !matches!(b.kind, BlockKind::Code { .. }))).count();
        if sentences as u32 >= declared.enough {
            let first = evidence[0].span;
            return TopicFact { state: TopicState::Partial, section: None, place: Some(first), mention: None };
        }
    }
    if best.state == TopicState::Missing {
        best.mention = evidence.first().or(mentions.first()).map(|h| h.span);
    }
    best
}

/// What stands under a section's heading.
fn content(reading: &Reading<'_>, id: usize, thin_below: u32) -> TopicState {
    let document = reading.document;
    let section = &document.sections[id];
    let blocks = document.blocks_under(id);
    let solid = blocks.iter().any(|b| match &b.kind {
        BlockKind::Code { .. } => !b.span.is_empty(),
        BlockKind::Table(index) => document.tables[*index].rows.iter().any(|row| row.iter().skip(1).any(|c| !c.is_empty())),
        _ => false,
    }) || document.images.iter().any(|i| section.span.contains(i.span));
    if solid {
        return TopicState::Present;
    }
    let words = reading.words_in(section.span);
    let prose: Vec<String> = blocks.iter().map(|b| plain(b.span.of(reading.text))).filter(|t| !t.is_empty()).collect();
    if words == 0 || prose.is_empty() {
        return TopicState::Empty;
    }
    if prose.iter().all(|t| is_placeholder(t)) {
        return TopicState::Placeholder;
    }
    if let Some(reasoned) = not_applicable(&prose.join(" ")) {
        return if reasoned { TopicState::NotApplicableReasoned } else { TopicState::NotApplicableBare };
    }
    if (words as u32) < thin_below { TopicState::Thin } else { TopicState::Present }
}

fn is_placeholder(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let words = bare.split_whitespace().count();
    let marks = ["tbd", "tba", "todo", "fixme", "to be decided", "to be determined", "to be defined", "coming soon", "wip", "lorem ipsum"];
    bare.is_empty() && !text.is_empty()
        || words <= 8 && marks.iter().any(|m| bare.starts_with(m))
        || text.starts_with(['[', '{', '<']) && words <= 16
}

/// Some(true) for "N/A" with a reason, Some(false) for a bare one, None for other text.
fn not_applicable(text: &str) -> Option<bool> {
    let lower = text.to_lowercase();
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let opening = ["n/a", "not applicable", "none", "na", "nothing", "does not apply"].iter().find_map(|o| {
        let rest = bare.strip_prefix(o)?;
        rest.chars().next().is_none_or(|c| !c.is_alphanumeric()).then_some(rest)
    })?;
    Some(opening.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count() >= 3)
}
