//! Questions that a document lists as open.

use super::super::Reading;
use super::super::surroundings::SectionRole;
use crate::checklist::Entry;
use crate::document::BlockKind;
use crate::lexicon::Hit;
use crate::source::Span;

/// An item under a heading of open questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenQuestion {
    /// The item, row or paragraph.
    pub span: Span,
    /// Words in it about access, secrets, privacy, retention or vendors.
    pub subjects: Vec<Span>,
}

/// Longest question in bytes, and fewest words of one.
const LONGEST: usize = 1500;
const SHORTEST: usize = 4;

/// Words that say that an item is answered.
const ANSWERED: &[&str] = &[
    "resolved", "decision:", "decided", "answer:", "answered", "closed", "resolution", "\u{2705}", "~~", "proposed answer", "recommendation:",
    "recommended:", "a:", "[x]", "leaning", "proposal:", "settled", "we will", "no longer open", "done", "agreed", "default:",
];

pub(super) fn find(reading: &Reading<'_>) -> Vec<OpenQuestion> {
    let of_subject = |(hit, entry): (&Hit, &Entry)| matches!(entry, Entry::Word(list) if list == "question-subjects").then_some(hit.span);
    let mut subjects: Vec<Span> = reading.entries().filter_map(of_subject).collect();
    subjects.sort_unstable();
    let mut found = Vec::new();
    let mut ancestors: Option<(u8, Span, bool)> = None;
    for block in &reading.document.blocks {
        if !is_open(reading, block.section) {
            ancestors = None;
            continue;
        }
        match block.kind {
            BlockKind::Table(index) => {
                for row in &reading.document.tables[index].rows {
                    let (Some(first), Some(last)) = (row.first(), row.last()) else { continue };
                    add(reading, first.join(*last), &subjects, &mut found);
                }
            }
            BlockKind::Item { task, .. } => {
                // What stands under a question explains or answers it.
                if let Some((depth, _, answered)) = ancestors.filter(|(depth, ..)| block.depth > *depth) {
                    let said = block.span.of(reading.text).to_lowercase();
                    if is_answer(&said) && !answered {
                        let parent = ancestors.map(|(_, span, _)| span);
                        found.retain(|question: &OpenQuestion| Some(question.span) != parent);
                        ancestors = ancestors.map(|(_, span, _)| (depth, span, true));
                    }
                    continue;
                }
                ancestors = Some((block.depth, block.span, false));
                if task != Some(true) {
                    add(reading, block.span, &subjects, &mut found);
                }
            }
            BlockKind::Paragraph | BlockKind::Cell if block.span.of(reading.text).trim_end().ends_with('?') => {
                add(reading, block.span, &subjects, &mut found);
            }
            BlockKind::Paragraph => {
                // "Answer: ..." below a question.
                if is_answer(&block.span.of(reading.text).to_lowercase()) {
                    let section = block.section;
                    let last_here = |question: &&OpenQuestion| reading.document.section_at(question.span.start) == section;
                    if found.last().filter(last_here).is_some() {
                        found.pop();
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn is_answer(said: &str) -> bool {
    ANSWERED.iter().any(|word| match said.find(word) {
        Some(at) => !said[..at].ends_with(|c: char| c.is_alphanumeric()) && !said[..at].trim_end().ends_with("not") && !said[..at].trim_end().ends_with("be"),
        None => false,
    })
}

fn add(reading: &Reading<'_>, span: Span, subjects: &[Span], found: &mut Vec<OpenQuestion>) {
    let said = span.of(reading.text).to_lowercase();
    if is_answer(&said) || said.len() > LONGEST || said.split_whitespace().count() < SHORTEST {
        return;
    }
    let from = subjects.partition_point(|subject| subject.start < span.start);
    let inside = subjects[from..].iter().take_while(|subject| subject.end <= span.end);
    found.push(OpenQuestion { span, subjects: inside.copied().collect() });
}

/// True under a heading of open questions, and not of answered ones or of a FAQ.
fn is_open(reading: &Reading<'_>, section: usize) -> bool {
    let mut around = std::iter::successors(Some(section), |id| reading.document.sections[*id].parent);
    let headed = around.any(|id| reading.section_roles[id] == Some(SectionRole::Open) && names_open(reading, id));
    headed && !reading.document.heading_path(section).iter().any(|title| {
        let title = title.to_lowercase();
        ["resolved", "answered", "faq", "frequently", "closed", "decided", "discussion"].iter().any(|word| title.split(|c: char| !c.is_alphanumeric()).any(|w| w == *word))
    })
}

fn names_open(reading: &Reading<'_>, section: usize) -> bool {
    let title = reading.document.sections[section].heading.as_ref().map(|heading| heading.text.to_lowercase()).unwrap_or_default();
    ["open", "unresolved", "question"].iter().any(|word| title.contains(word))
}
