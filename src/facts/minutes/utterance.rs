//! A document of notes to utterances: an item, a row, a line behind a label, what a person says in one go.

use super::super::Reading;
use super::due;
use super::line::{self, Head};
use super::people::{self, Form, People};
use super::words::{is_key, is_word};
use crate::document::{Block, BlockKind, Table, heading_key};
use crate::source::Span;

/// What somebody says or writes in one go.
#[derive(Debug, Clone)]
pub(super) struct Utterance {
    /// Its words, without time, speaker and label.
    pub span: Span,
    pub speaker: Option<Span>,
    pub place: Place,
    pub label: Option<Label>,
    /// Depth of list nesting.
    pub depth: u8,
    pub section: usize,
    /// It stands deeper than the items of its place.
    pub nested: bool,
    /// A box, and whether it is ticked.
    pub task: Option<bool>,
    /// It is a heading.
    pub heading: bool,
    /// From another cell of the row, or the heading around it.
    pub owner: Option<Span>,
    pub due: Option<Span>,
    pub answer: Option<Span>,
}

/// Where something is noted down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Among all else.
    Talk,
    Decisions,
    Actions,
    Questions,
}

/// What stands before the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Decision,
    Action,
    Question,
    Answer,
}

/// Lists of headings and labels, each with the place that it opens.
const PLACES: &[(&str, Place)] = &[
    ("notes-question-headings", Place::Questions),
    ("notes-action-headings", Place::Actions),
    ("notes-decision-headings", Place::Decisions),
];

/// Lists of labels.
const LABELS: &[(&str, Label)] = &[
    ("notes-decision-labels", Label::Decision),
    ("notes-action-labels", Label::Action),
    ("notes-question-labels", Label::Question),
    ("notes-answer-labels", Label::Answer),
];

/// Longest label, in bytes.
const LABEL_BYTES: usize = 40;
/// Most words of a paragraph that is a mere label.
const LABEL_WORDS: usize = 3;
/// Most words of a line that only announces what follows.
const LEAD_WORDS: usize = 6;

/// All utterances, in source order.
pub(super) fn all(reading: &Reading<'_>, people: &People) -> Vec<Utterance> {
    let places = (0..reading.document.sections.len()).map(|section| place_of(reading, section)).collect();
    let mut reader = Reader { reading, people, places, found: Vec::new(), led: None, held: None, skipping: None, speaker: None };
    let mut asked = reading.document.sections.iter().enumerate().filter_map(|(id, section)| {
        let heading = section.heading.as_ref().filter(|heading| heading.text.trim_end().ends_with('?'))?;
        Some((id, heading.text_span))
    });
    let mut next = asked.next();
    for block in &reading.document.blocks {
        while let Some((section, span)) = next.filter(|(_, span)| span.start < block.span.start) {
            reader.heading(section, span);
            next = asked.next();
        }
        reader.block(block);
    }
    while let Some((section, span)) = next {
        reader.heading(section, span);
        next = asked.next();
    }
    reader.found
}

/// True for a text most of whose first lines have a time and a speaker before them.
pub(in super::super) fn is_transcript(reading: &Reading<'_>) -> bool {
    let (mut stamped, mut all) = (0, 0);
    let blocks = reading.document.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Table(_) | BlockKind::Html));
    for block in blocks {
        for text in block.span.of(reading.text).lines() {
            let opening = text.trim_start_matches([' ', '>', '[', '(', '*']);
            let timed = opening.starts_with(|c: char| c.is_ascii_digit()) && opening.as_bytes().iter().take(6).any(|b| *b == b':');
            // "Ana Silva  0:12"
            let ends =
                text.len() < LABEL_BYTES * 2 && text.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == ')') && text.contains(':');
            let spoken = timed && line::is_timing(text)
                || (timed || ends) && line::head(text, 0).is_some_and(|head| head.stamped && head.name.is_some());
            stamped += usize::from(spoken);
            all += usize::from(!text.trim().is_empty());
        }
        if all >= TRANSCRIPT_LINES {
            break;
        }
    }
    // A speaker on a line of its own, and a blank or spoken line or two behind.
    stamped >= STAMPED && stamped * 5 >= all
}

/// Lines by which a transcript is told.
const TRANSCRIPT_LINES: usize = 80;
/// Fewest of them that have a speaker and a time.
const STAMPED: usize = 4;

struct Reader<'a> {
    reading: &'a Reading<'a>,
    people: &'a People,
    /// What each section is for; None for lists of people and dates.
    places: Vec<Option<Place>>,
    found: Vec<Utterance>,
    /// A place that a line announced, its section, and the depth that is no longer in it.
    led: Option<(Place, usize, u8)>,
    /// A person that stands over the items of a deeper list.
    held: Option<(Span, u8)>,
    /// Items at this depth and deeper are those of a list of people.
    skipping: Option<u8>,
    /// Whoever spoke last, in a talk.
    speaker: Option<Span>,
}

impl Reader<'_> {
    fn of(&self, span: Span) -> &str {
        span.of(self.reading.text)
    }

    fn heading(&mut self, section: usize, span: Span) {
        self.speaker = None;
        if self.places[section].is_some() {
            self.found.push(Utterance { heading: true, ..self.plain(span, section, Place::Talk, 0) });
        }
    }

    fn plain(&self, span: Span, section: usize, place: Place, depth: u8) -> Utterance {
        Utterance {
            span,
            speaker: None,
            place,
            label: None,
            depth,
            section,
            nested: false,
            task: None,
            heading: false,
            owner: None,
            due: self.due_of(section, place),
            answer: None,
        }
    }

    /// "Next steps (by Friday)"
    fn due_of(&self, section: usize, place: Place) -> Option<Span> {
        let heading = self.reading.document.sections[section].heading.as_ref().filter(|_| place == Place::Actions)?;
        due::find(heading.text_span, self.reading.text)
    }

    fn block(&mut self, block: &Block) {
        let Some(place) = self.places[block.section] else { return };
        let is_item = matches!(block.kind, BlockKind::Item { .. });
        if let BlockKind::Table(index) = block.kind {
            let document = self.reading.document;
            self.table(&document.tables[index], block.section, place);
            return;
        }
        if !people::is_read(block, self.reading) {
            return;
        }
        self.skipping = self.skipping.filter(|depth| is_item && block.depth >= *depth);
        if self.skipping.is_some() {
            return;
        }
        if self.led.is_some_and(|(_, section, depth)| section != block.section || block.depth < depth || !is_item && block.depth == 0) {
            self.led = None;
        }
        if self.held.is_some_and(|(_, depth)| block.depth < depth) {
            self.held = None;
        }
        if self.announces(block) {
            return;
        }
        let place = self.led.map_or(place, |(place, ..)| place);
        let base = self.led.map_or(1, |(.., depth)| depth).max(self.held.map_or(0, |(_, depth)| depth));
        let first = self.found.len();
        self.lines(block, place);
        let (task, owner) = (if let BlockKind::Item { task, .. } = block.kind { task } else { None }, self.held.map(|(name, _)| name));
        for utterance in &mut self.found[first..] {
            utterance.task = task;
            utterance.nested = block.depth > base;
            utterance.owner = utterance.owner.or(owner.filter(|_| place == Place::Actions));
        }
    }

    /// "Decisions:", "Attendees:", "Notes:", or a name over what that person does: what follows belongs to it.
    fn announces(&mut self, block: &Block) -> bool {
        let text = self.of(block.span).trim();
        let label = text.trim_matches(['*', '_']).trim_end_matches([':', '*', '_', ' ']);
        if text.contains('\n') || label.split_whitespace().count() > LEAD_WORDS {
            return false;
        }
        let colon = text.trim_end_matches(['*', '_']).ends_with(':');
        let bare = label.split_whitespace().count() <= LABEL_WORDS;
        let key = heading_key(label);
        let is_item = matches!(block.kind, BlockKind::Item { .. });
        let deeper = if is_item { block.depth + 1 } else { 1 };
        if is_key(self.reading, "notes-attendee-labels", &key) {
            self.skipping = Some(deeper);
            return true;
        }
        if let Some((_, place)) =
            PLACES.iter().find(|(list, _)| is_key(self.reading, list, &key)).filter(|_| colon || label.len() + 2 >= text.len())
        {
            self.led = Some((*place, block.section, deeper));
            return true;
        }
        let place = self.led.map_or(self.places[block.section], |(place, ..)| Some(place));
        let under = matches!(place, Some(Place::Actions | Place::Decisions)) && is_item;
        if under && self.people.is_name(label) {
            let start = block.span.start as usize + self.of(block.span).find(label).unwrap_or_default();
            self.held = Some((Span::new(start, start + label.len()), deeper));
            return true;
        }
        if under && colon {
            self.led = place.map(|place| (place, block.section, deeper));
        }
        // "Notes:" says nothing itself.
        colon && (is_item || bare)
    }

    /// Lines of a block: a speaker, a label or an arrow opens a new utterance, what has none goes on with the last.
    fn lines(&mut self, block: &Block, place: Place) {
        let text = self.reading.text;
        let mut open = false;
        let continues = self.people.talk && block.depth == 0;
        let mut speaker = self.speaker.filter(|_| continues);
        for (start, raw) in block.span.each_line(text) {
            let Some(head) = line::head(raw, start) else {
                open = false;
                continue;
            };
            let speaks = self.people.speaks(self.reading, &head);
            let said = if speaks { head.rest } else { head_line(&head, text) };
            if speaks {
                speaker = head.name;
            }
            let (label, owner, said) = match self.lead(said) {
                Lead::Aside => {
                    open = false;
                    continue;
                }
                Lead::Label { label, owner, said } => (Some(label), owner, said),
                Lead::None => (None, None, said),
            };
            if said.is_empty() {
                open = false;
                continue;
            }
            if open && !speaks && !head.stamped && label.is_none() && !is_bullet(said.of(text)) {
                let last = self.found.last_mut().expect("an open utterance was pushed");
                last.span = last.span.join(said);
                continue;
            }
            let utterance = self.plain(said, block.section, place, block.depth);
            self.found.push(Utterance { speaker, label, owner, ..utterance });
            open = true;
        }
        if continues {
            self.speaker = speaker;
        }
        self.part_answers(block);
    }

    /// The label before some words.
    fn lead(&self, said: Span) -> Lead {
        let text = self.of(said);
        let rest = |length: usize| Span { start: said.start + length as u32, end: said.end }.trimmed(self.reading.text);
        if let Some(arrow) = ARROWS.iter().find(|arrow| text.starts_with(**arrow)) {
            return Lead::Label { label: Label::Answer, owner: None, said: rest(arrow.len()) };
        }
        if let Some(label) = SHOUTED.iter().find(|label| text.starts_with(**label)) {
            return Lead::Label { label: Label::Action, owner: None, said: rest(label.len()) };
        }
        let head = &text[..text.floor_char_boundary(LABEL_BYTES)];
        let marks = head.len() - head.trim_start_matches(['*', '_', '[', '(', '`']).len();
        let dash = [" - ", " \u{2013} ", " \u{2014} "].iter().filter_map(|dash| Some((head.find(dash)?, dash.len()))).min();
        let ends = [head.find(':').map(|at| (at, 1)), head[marks..].find(']').map(|at| (at + marks, 1)), dash];
        for (end, length) in ends.into_iter().flatten().filter(|(end, _)| *end >= marks) {
            let inside = &head[marks..end];
            let key = inside.split(['(', '@', '[']).next().unwrap_or_default().trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
            let key = heading_key(&key);
            let behind = end + length;
            let behind = text.len() - text[behind..].trim_start_matches(['*', '_', ':', ' ', '\t']).len();
            if length == 1 && (is_key(self.reading, "notes-attendee-labels", &key) || is_key(self.reading, "notes-meta-labels", &key)) {
                return Lead::Aside;
            }
            let first = key.split(' ').next().unwrap_or_default();
            for (list, label) in LABELS {
                // "AI Ana: ..."
                let named = is_key(self.reading, list, first) && self.people.is_name(&key[first.len()..]);
                // A single letter is a label before a colon only.
                if named || is_key(self.reading, list, &key) && (key.len() > 1 || length == 1) {
                    let span = Span { start: said.start + (marks + first.len().min(inside.len())) as u32, end: said.start + end as u32 };
                    let owner = self.people.owner(self.reading, span, None, Form::Action);
                    return Lead::Label { label: *label, owner, said: rest(behind) };
                }
            }
        }
        Lead::None
    }

    /// Parts "How long? -> 30 days" and "How long? A: 30 days" of the last block in two.
    fn part_answers(&mut self, block: &Block) {
        let Some(last) = self.found.last().filter(|last| last.section == block.section && block.span.contains(last.span)) else { return };
        let text = self.of(last.span);
        let Some(asked) = text.find('?').filter(|_| last.label != Some(Label::Answer)) else { return };
        let behind = &text[asked + 1..];
        let marks = ["-> ", "\u{2192} ", "=> ", "A: ", "Answer: ", "**A:** ", "**Answer:** "];
        let Some((at, length)) = marks.iter().filter_map(|mark| Some((behind.find(mark)?, mark.len()))).min() else { return };
        let start = last.span.start as usize + asked + 1 + at;
        let answer = Utterance {
            span: Span { start: (start + length) as u32, end: last.span.end }.trimmed(self.reading.text),
            label: Some(Label::Answer),
            depth: last.depth + 1,
            ..last.clone()
        };
        let question = Span { start: last.span.start, end: start as u32 }.trimmed(self.reading.text);
        self.found.last_mut().expect("there is a last one").span = question;
        if !answer.span.is_empty() {
            self.found.push(answer);
        }
    }

    fn table(&mut self, table: &Table, section: usize, place: Place) {
        let heads: Vec<String> = table.header.iter().map(|cell| heading_key(self.of(*cell))).collect();
        let column = |list: &str| heads.iter().position(|head| is_key(self.reading, list, head));
        let (owner, due, answer) = (column("notes-owner-columns"), column("notes-due-columns"), column("notes-answer-columns"));
        let kinds = [
            ("notes-question-columns", Place::Questions),
            ("notes-action-columns", Place::Actions),
            ("notes-decision-columns", Place::Decisions),
        ];
        let named = kinds.iter().find_map(|(list, place)| Some((column(list)?, *place)));
        // A column of decisions beside one of questions answers them.
        let place = named.map_or(place, |(_, place)| place);
        if named.is_none() && place == Place::Talk && heads.iter().any(|head| is_key(self.reading, "notes-attendee-labels", head)) {
            return;
        }
        for row in &table.rows {
            let longest = || row.iter().enumerate().max_by_key(|(_, cell)| cell.end - cell.start).map(|(at, _)| at);
            let Some(main) = named.map(|(at, _)| at).or_else(longest) else { continue };
            let filled = |at: Option<usize>| {
                let cell = *row.get(at.filter(|at| *at != main)?)?;
                let text = self.of(cell).trim().to_lowercase();
                let nobody = is_word(self.reading, "notes-nobody", text.trim_matches(|c: char| !c.is_alphanumeric()));
                (text.contains(char::is_alphanumeric) && !nobody).then_some(cell)
            };
            let Some(span) = row.get(main).copied().filter(|cell| self.of(*cell).contains(char::is_alphanumeric)) else { continue };
            let answer = filled(answer).filter(|_| place == Place::Questions);
            let label = (place == Place::Questions).then_some(Label::Question);
            let (owner, due) = (filled(owner), filled(due));
            let utterance = self.plain(span, section, place, 1);
            self.found.push(Utterance { label, owner, due: due.or(utterance.due), answer, ..utterance });
        }
    }
}

/// What stands before some words.
enum Lead {
    None,
    /// Says when, where or who was there.
    Aside,
    Label {
        label: Label,
        /// "Action (Ana): ..."
        owner: Option<Span>,
        /// What stands behind it.
        said: Span,
    },
}

/// Labels of actions that need no colon.
const SHOUTED: &[&str] = &["TODO ", "ACTION "];

/// Marks that lead to an answer.
const ARROWS: &[&str] = &["->", "\u{2192}", "=>", "\u{21d2}", "-->"];

/// The line without its time, with what looked like a speaker.
fn head_line(head: &Head, text: &str) -> Span {
    let start = head.name.map_or(head.rest.start, |name| name.start.min(head.rest.start));
    let marks = text[..start as usize].len() - text[..start as usize].trim_end_matches(['*', '_']).len();
    Span { start: start - if head.name.is_some() { marks as u32 } else { 0 }, end: head.rest.end }
}

/// A line of a plain text that is an item, although no list to Markdown.
fn is_bullet(text: &str) -> bool {
    text.starts_with(['\u{2022}', '\u{25cf}', '\u{2013}'])
}

/// What a section is for, by its heading or one around it; None for lists of people, agendas and the like.
fn place_of(reading: &Reading<'_>, section: usize) -> Option<Place> {
    for id in reading.document.around(section) {
        let Some(key) = reading.keys[id].first().filter(|_| !reading.is_title(id)) else { continue };
        // Under an agenda's own headings stands what was said.
        if is_key(reading, "notes-attendee-labels", key) || id == section && is_key(reading, "notes-aside-headings", key) {
            return None;
        }
        if let Some((_, place)) = PLACES.iter().find(|(list, _)| is_headed(reading, list, key)) {
            return Some(*place);
        }
    }
    Some(Place::Talk)
}

/// True for "Key decisions" and "Decisions on retention", not for "Decision-making process".
fn is_headed(reading: &Reading<'_>, list: &str, key: &str) -> bool {
    const LINKS: &[&str] = &["on", "about", "from", "for", "of", "and", "by", "made", "taken", "until", "before", "after", "to"];
    let links = |rest: &str| LINKS.iter().any(|link| rest.trim_start().split(' ').next() == Some(link));
    key.split(' ').count() <= LEAD_WORDS
        && reading.checklist.word_keys(list).into_iter().flatten().any(|words| {
            key == words
                || key.strip_suffix(words.as_str()).is_some_and(|before| before.ends_with(' '))
                || key.strip_prefix(words.as_str()).is_some_and(|rest| rest.starts_with(' ') && links(rest))
        })
}
