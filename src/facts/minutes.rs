//! Notes of a walkthrough to statements: what was said, asked, answered, decided and taken on, by whom, in source order.
//!
//! Notes are read as [`utterance`]s (an item, a row, what a person says in one go), these as sentences; [`settle`] joins questions
//! with their answers, and what is left to do with the people who do it.

mod due;
mod line;
mod people;
mod settle;
mod utterance;
mod words;

use super::Reading;
use crate::source::Span;
use people::{Form, People};
use serde::Serialize;
pub(super) use utterance::is_transcript;
use utterance::{Label, Place, Utterance};
use words::Words;

/// A sentence, item or row of notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// Its words, without time, speaker and label.
    pub span: Span,
    /// Who says it.
    pub speaker: Option<Span>,
    /// Who does it or writes it down; of a question, who finds out.
    pub owner: Option<Span>,
    /// By when.
    pub due: Option<Span>,
    /// Of a question, what answers it; of what is said to a question, the question.
    pub linked: Option<Span>,
    /// It says that something is not known or not settled yet: "need to check", "comes back to it".
    pub puts_off: bool,
    /// A guess, a proposal, or taken back: "maybe", "could", "I think", and what is followed by "no, make it five".
    pub hedged: bool,
    /// It tells of another product, or of what was.
    pub elsewhere: bool,
    /// It stands as one: under a heading, behind a label, with a box or in a table, not in the middle of talk.
    pub listed: bool,
    /// Its box is ticked.
    pub done: bool,
}

/// What a statement in notes is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatementKind {
    /// Told of the product or its making.
    Said,
    /// Asked of it.
    Question,
    /// Said to a question.
    Answer,
    /// Agreed on.
    Decision,
    /// Taken on by somebody, or to be.
    Action,
    /// Of the meeting itself: greetings, screens, the next topic.
    Chatter,
}

impl Statement {
    /// True when it asserts something of the product, which the documents can be held against.
    pub fn is_assertion(&self) -> bool {
        matches!(self.kind, StatementKind::Said | StatementKind::Answer | StatementKind::Decision) && !self.hedged && !self.elsewhere
    }

    /// True for a question that nobody answered, and that nobody is to find out.
    pub fn is_unanswered(&self) -> bool {
        self.kind == StatementKind::Question && self.linked.is_none() && self.owner.is_none() && !self.done
    }
}

/// A statement with where it stands.
struct Draft {
    statement: Statement,
    /// Its words, folded.
    words: Words,
    /// Index of its utterance.
    utterance: usize,
    depth: u8,
    place: Place,
    section: usize,
    /// A label or arrow says that it answers.
    answers: bool,
    /// It is the heading of its section.
    heading: bool,
    /// It asks for a nod: "..., right?"
    tagged: bool,
}

/// Most sentences of a document that are read.
const MOST: usize = 20_000;

pub(super) fn find(reading: &Reading<'_>) -> Vec<Statement> {
    let people = People::of(reading);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut begun = !people.talk;
    for (number, utterance) in utterance::all(reading, &people).iter().enumerate() {
        let first = drafts.len();
        read(reading, &people, number, utterance, &mut drafts);
        begun |= utterance.speaker.is_some() || utterance.depth > 0;
        if !begun {
            // Title, day and place above a talk.
            drafts[first..].iter_mut().for_each(|draft| draft.statement.kind = StatementKind::Chatter);
        }
        if drafts.len() > MOST {
            break;
        }
    }
    settle::settle(reading, &people, &mut drafts);
    drafts.into_iter().map(|draft| draft.statement).collect()
}

/// An utterance to its statements.
fn read(reading: &Reading<'_>, people: &People, number: usize, utterance: &Utterance, drafts: &mut Vec<Draft>) {
    let whole = listed_as(reading, people, utterance);
    let spans = if whole.is_some() { vec![utterance.span] } else { words::sentences(utterance.span, reading.text) };
    for span in spans {
        let words = Words::of(span.of(reading.text));
        if words.is_empty() {
            continue;
        }
        let tagged = words.has_tag();
        let kind = whole.unwrap_or_else(|| kind_of(reading, people, utterance, span, &words));
        let mut statement = Statement {
            kind,
            span,
            speaker: utterance.speaker,
            owner: utterance.owner,
            due: utterance.due,
            linked: None,
            puts_off: words.any(reading, "notes-no-answers") || words.any(reading, "notes-undecided"),
            hedged: tagged || words.any(reading, "notes-hedges") || words.any(reading, "notes-undecided"),
            elsewhere: words.any(reading, "notes-elsewhere"),
            listed: whole.is_some() || utterance.place == Place::Questions && kind == StatementKind::Question,
            done: utterance.task == Some(true) || kind == StatementKind::Action && words.is_done(),
        };
        if matches!(kind, StatementKind::Action | StatementKind::Decision) {
            let form = match whole {
                Some(StatementKind::Action) => Form::Action,
                Some(_) => Form::Decision,
                None => Form::Talk,
            };
            let found = || people.owner(reading, span, utterance.speaker, form);
            // "Ana: storage into section 4" in a list of actions is hers.
            let listed = utterance.speaker.filter(|_| kind == StatementKind::Action && whole.is_some());
            statement.owner = statement.owner.or_else(found).or(listed);
            statement.due = statement.due.or_else(|| due::find(span, reading.text));
        }
        drafts.push(Draft {
            statement,
            words,
            utterance: number,
            depth: utterance.depth,
            place: utterance.place,
            section: utterance.section,
            answers: utterance.label == Some(Label::Answer),
            heading: utterance.heading,
            tagged,
        });
    }
    if let Some(answer) = utterance.answer
        && let Some(question) = drafts.last_mut().filter(|draft| draft.statement.kind == StatementKind::Question)
    {
        let words = Words::of(answer.of(reading.text));
        if words.is_empty() || words.any(reading, "notes-no-answers") {
            return;
        }
        question.statement.linked = Some(answer);
        let statement = Statement {
            kind: StatementKind::Answer,
            span: answer,
            linked: Some(question.statement.span),
            hedged: words.any(reading, "notes-hedges"),
            ..question.statement.clone()
        };
        let (depth, place, section) = (utterance.depth, utterance.place, utterance.section);
        drafts.push(Draft { statement, words, utterance: number, depth, place, section, answers: true, heading: false, tagged: false });
    }
}

/// What an utterance is as a whole, by its label, box, heading or table.
fn listed_as(reading: &Reading<'_>, people: &People, utterance: &Utterance) -> Option<StatementKind> {
    let asks = utterance.span.of(reading.text).trim_end().ends_with('?');
    match utterance.label {
        Some(Label::Action) => return Some(StatementKind::Action),
        Some(Label::Decision) => return (!asks).then_some(StatementKind::Decision),
        Some(Label::Question | Label::Answer) => return None,
        None => {}
    }
    if utterance.task.is_some() && utterance.place != Place::Questions {
        return Some(StatementKind::Action);
    }
    // What stands deeper explains the item above.
    if utterance.nested || asks {
        return None;
    }
    let opens = || people.takes_on(reading, utterance.span, None).is_some_and(|name| name.start == utterance.span.start);
    match utterance.place {
        Place::Actions => Some(StatementKind::Action),
        Place::Decisions if opens() => Some(StatementKind::Action),
        Place::Decisions => Some(StatementKind::Decision),
        Place::Questions | Place::Talk => None,
    }
}

/// What a sentence is by its own words.
fn kind_of(reading: &Reading<'_>, people: &People, utterance: &Utterance, span: Span, words: &Words) -> StatementKind {
    let text = span.of(reading.text);
    let list = |name: &str| words.any(reading, name);
    let is_chatter = words.is_short() && list("notes-fillers") || list("notes-chatter") && words.len() <= CHATTER_WORDS;
    if is_chatter && utterance.label.is_none() {
        return StatementKind::Chatter;
    }
    // "Question: has anybody asked? Yes." asks one thing.
    let is_labelled = utterance.label == Some(Label::Question) && !utterance.span.of(reading.text).contains('?');
    let asks = is_labelled || text.trim_end_matches(['*', '_', ')', '"', ' ', '`', '\n', '\r']).ends_with('?');
    if asks && !words.has_tag() {
        return StatementKind::Question;
    }
    if utterance.place == Place::Questions && !utterance.nested && words.asks() && people.takes_on(reading, span, None).is_none() {
        return StatementKind::Question;
    }
    if utterance.label == Some(Label::Answer) {
        return StatementKind::Answer;
    }
    if people.takes_on(reading, span, utterance.speaker).is_some() {
        return StatementKind::Action;
    }
    if (list("notes-decided") || words.open(reading, "notes-decided-openings")) && !list("notes-undecided") {
        return StatementKind::Decision;
    }
    StatementKind::Said
}

/// Most words of a sentence about the meeting itself.
const CHATTER_WORDS: usize = 14;
