//! Questions that a document lists as open.

use super::super::Reading;
use super::super::surroundings::SectionRole;
use crate::document::{Block, BlockKind, plain};
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

/// Longest label of an item that puts it off, in bytes.
const LONGEST_LABEL: usize = 60;

/// Words that say that an item is answered.
const ANSWERED: &[&str] = &[
    "resolved",
    "decision:",
    "decided",
    "answer:",
    "answered",
    "closed",
    "resolution",
    "\u{2705}",
    "proposed answer",
    "recommendation:",
    "recommended:",
    "tentative",
    "leaning",
    "proposal:",
    "settled",
    "we will",
    "no longer open",
    "done",
    "agreed",
    "default:",
];

pub(super) fn find(reading: &Reading<'_>) -> Vec<OpenQuestion> {
    let open: Vec<bool> = (0..reading.document.sections.len()).map(|section| is_open(reading, section)).collect();
    if !open.contains(&true) {
        return Vec::new();
    }
    let mut subjects: Vec<Span> = reading.hits_of("question-subjects").map(|hit| hit.span).collect();
    subjects.sort_unstable();
    let mut list = List { reading, subjects, found: Vec::new(), asked: None, settled: None };
    for (id, section) in reading.document.sections.iter().enumerate().filter(|(id, _)| open[*id]) {
        if let Some(heading) = section.heading.as_ref().filter(|heading| heading.text.trim_end().ends_with('?')) {
            let blocks = reading.document.blocks_in(id).map(|block| block.span.of(reading.text));
            if !blocks.into_iter().any(is_answer) {
                list.add(heading.text_span, true);
            }
        }
    }
    for block in reading.document.blocks.iter().filter(|block| open[block.section]) {
        list.read(block);
    }
    list.found.sort_by_key(|question| question.span);
    list.found
}

/// Questions as they are read, block by block.
struct List<'r, 'a> {
    reading: &'r Reading<'a>,
    /// Words about security and privacy, in source order.
    subjects: Vec<Span>,
    found: Vec<OpenQuestion>,
    /// The item that what stands deeper belongs to.
    asked: Option<(u8, Span)>,
    /// The section in which a line has announced what is settled.
    settled: Option<usize>,
}

impl List<'_, '_> {
    fn read(&mut self, block: &Block) {
        let text = block.span.of(self.reading.text);
        if self.settled != Some(block.section) {
            self.settled = None;
        }
        match block.kind {
            BlockKind::Table(index) => {
                let table = &self.reading.document.tables[index];
                let named = |cell: &Span| cell.of(self.reading.text).to_ascii_lowercase().contains("question");
                let asked = table.header.iter().any(named);
                for row in &table.rows {
                    let (Some(first), Some(last)) = (row.first(), row.last()) else { continue };
                    // The question is the cell with most words; an answer may stand in any.
                    let longest =
                        row.iter().max_by_key(|cell| cell.end - cell.start).filter(|_| !is_answer(first.join(*last).of(self.reading.text)));
                    if let Some(cell) = longest {
                        let row = first.join(*last).of(self.reading.text);
                        if !is_deferred(row.trim_start_matches(['|', ' '])) {
                            self.add(*cell, asked);
                        }
                    }
                }
            }
            BlockKind::Item { task, .. } => {
                // What stands under a question explains or answers it.
                if let Some((_, parent)) = self.asked.filter(|(depth, _)| block.depth > *depth) {
                    if is_answer(text) {
                        self.found.retain(|question| question.span != parent);
                    }
                    return;
                }
                self.asked = Some((block.depth, block.span));
                if task != Some(true) && self.settled.is_none() {
                    self.add(block.span, false);
                }
            }
            // "Resolved for v1:" above a list, "Answer: ..." below a question.
            BlockKind::Paragraph if is_answer(text) => {
                if text.trim_end().trim_end_matches('*').ends_with(':') {
                    self.settled = Some(block.section);
                } else if self.found.last().is_some_and(|last| self.reading.document.section_at(last.span.start) == block.section) {
                    self.found.pop();
                }
                self.asked = None;
            }
            BlockKind::Paragraph | BlockKind::Cell => {
                self.settled = None;
                self.asked = None;
                if text.trim_end().ends_with('?') {
                    self.add(block.span, true);
                }
            }
            BlockKind::Code { .. } | BlockKind::Html => {}
        }
    }

    fn add(&mut self, span: Span, asked: bool) {
        let said = span.of(self.reading.text);
        if said.len() > LONGEST || said.split_whitespace().count() < SHORTEST || is_answer(said) || is_deferred(said) {
            return;
        }
        if !asked && !is_question(said) {
            return;
        }
        let from = self.subjects.partition_point(|subject| subject.start < span.start);
        let inside = self.subjects[from..].iter().take_while(|subject| subject.end <= span.end);
        self.found.push(OpenQuestion { span, subjects: inside.copied().collect() });
    }
}

/// True for words that ask: a question mark, or an opening or wording of a question.
fn is_question(markdown: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "whether", "which", "what", "who", "whose", "when", "where", "how", "why", "should", "shall", "do", "does", "did", "can", "could",
        "is", "are", "will", "would", "may", "must",
    ];
    const WORDINGS: &[&str] = &[
        "whether ",
        "tbd",
        "to be decided",
        "to be determined",
        "to be confirmed",
        "to be defined",
        "to be clarified",
        "undecided",
        "unclear",
        "not decided",
        "not yet decided",
        "need to decide",
        "needs to decide",
        "needs a decision",
        "needs decision",
        "decide if",
        "decide how",
        "decide on",
        "open:",
        "do we ",
        "should we ",
        "still open",
        "not settled",
        "unresolved",
    ];
    if markdown.contains('?') {
        return true;
    }
    let said = plain(&markdown[..markdown.floor_char_boundary(LONGEST)]).to_lowercase();
    // "Retention: how long ..." asks behind its label.
    let mut openings = std::iter::once(said.as_str()).chain(said.split_once(": ").map(|(_, rest)| rest));
    let opens = |part: &str| {
        part.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).is_some_and(|first| OPENINGS.contains(&first))
    };
    openings.any(opens) || WORDINGS.iter().any(|wording| said.contains(wording))
}

/// True for an item that opens with a later release: "P2/Future \u{2014} audit trails". It is put off, and asks nothing.
fn is_deferred(markdown: &str) -> bool {
    const LATER: &[&str] = &[
        "future",
        "later",
        "deferred",
        "post mvp",
        "post launch",
        "phase 2",
        "phase 3",
        "v2",
        "p2",
        "p3",
        "backlog",
        "nice to have",
        "out of scope",
    ];
    let said = plain(&markdown[..markdown.floor_char_boundary(LONGEST)]).to_lowercase();
    let end = said.find([':', '\u{2014}', '\u{2013}', '|', ')', ']']).filter(|end| *end <= LONGEST_LABEL);
    let Some(label) = end.map(|end| &said[..end]) else { return false };
    let words: Vec<&str> = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let label = format!(" {} ", words.join(" "));
    LATER.iter().any(|later| label.contains(&format!(" {later} ")))
}

/// True for text that says what was decided.
fn is_answer(markdown: &str) -> bool {
    if markdown.contains("~~") {
        return true;
    }
    let said = plain(&markdown[..markdown.floor_char_boundary(LONGEST)]).to_lowercase();
    ANSWERED.iter().any(|word| {
        said.find(word).is_some_and(|at| {
            let before = said[..at].trim_end();
            let apart = !said[..at].ends_with(|c: char| c.is_alphanumeric());
            apart && !["not", "be", "un", "to"].iter().any(|open| before.ends_with(open))
        })
    })
}

/// True under a heading of open questions, and not of answered ones or of a FAQ.
fn is_open(reading: &Reading<'_>, section: usize) -> bool {
    let mut around = reading.document.around(section);
    let headed = around.any(|id| reading.section_roles[id] == Some(SectionRole::Open) && names_open(reading, id));
    headed
        && !reading.document.heading_path(section).iter().any(|title| {
            let title = title.to_lowercase();
            ["resolved", "answered", "faq", "frequently", "closed", "decided", "discussion"]
                .iter()
                .any(|word| title.split(|c: char| !c.is_alphanumeric()).any(|w| w == *word))
        })
}

fn names_open(reading: &Reading<'_>, section: usize) -> bool {
    let title = reading.document.sections[section].heading.as_ref().map(|heading| heading.text.to_lowercase()).unwrap_or_default();
    ["open", "unresolved", "question"].iter().any(|word| title.contains(word))
}
