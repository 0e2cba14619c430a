//! Joins questions with what answers them or who finds out, and decisions with the people who carry them out.

use super::super::Reading;
use super::people::{Form, People};
use super::utterance::Place;
use super::words::Words;
use super::{Draft, StatementKind};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Statements behind a question among which its answer is looked for.
const REACH: usize = 8;
/// Fewest words of a question that is worth an answer.
const QUESTION_WORDS: usize = 3;
/// Most words of an answer to a question about the meeting.
const REPLY_WORDS: usize = 6;
/// Statements behind a decision in which somebody may take it on.
const FOLLOW_UP: usize = 3;
/// Telling words that two statements on one thing share at least, and the share of the shorter one's, in percent.
const SHARED: usize = 2;
const SAME: usize = 60;

pub(super) fn settle(reading: &Reading<'_>, people: &People, drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        nod(reading, drafts, at);
        take_back(reading, people, drafts, at);
        idle(reading, drafts, at);
        if drafts[at].statement.kind == StatementKind::Question && drafts[at].statement.linked.is_none() {
            reply(reading, people, drafts, at);
        }
    }
    let mut subjects = Subjects::of(reading, drafts);
    for at in 0..drafts.len() {
        match drafts[at].statement.kind {
            StatementKind::Question if drafts[at].statement.is_unanswered() => {
                elsewhere(&mut subjects, drafts, at);
                let draft = &mut drafts[at];
                // "Logs?" is one to whoever answers.
                if draft.statement.is_unanswered() && draft.words.len() < QUESTION_WORDS && !draft.heading && !draft.statement.listed {
                    draft.statement.kind = StatementKind::Chatter;
                }
            }
            StatementKind::Decision | StatementKind::Action if drafts[at].statement.owner.is_none() => {
                let owner = below(reading, people, drafts, at).or_else(|| follow_up(people, &mut subjects, drafts, at));
                drafts[at].statement.owner = owner;
            }
            _ => {}
        }
    }
}

/// "..., right?" and the next one nods: it is told after all.
fn nod(reading: &Reading<'_>, drafts: &mut [Draft], at: usize) {
    let speaker = |draft: &Draft| draft.statement.speaker.map(|name| name.of(reading.text));
    if !drafts[at].tagged {
        return;
    }
    let next = drafts[at + 1..].iter().find(|next| next.utterance != drafts[at].utterance);
    if next.is_some_and(|next| speaker(next) != speaker(&drafts[at]) && next.words.open(reading, "notes-nods")) {
        drafts[at].statement.hedged = false;
    }
}

/// "Within six hours." "No, four": the last word holds.
fn take_back(reading: &Reading<'_>, people: &People, drafts: &mut [Draft], at: usize) {
    let Some(last) = at.checked_sub(1) else { return };
    let counts = |draft: &Draft| {
        let span = draft.statement.span;
        let digits = span.of(reading.text).bytes().any(|byte| byte.is_ascii_digit());
        digits || reading.hits_of("number-words").any(|hit| span.contains(hit.span))
    };
    let text = drafts[at].statement.span.of(reading.text);
    // "Ana: no, four" inside an item.
    let said = text.split_once(": ").filter(|(name, _)| people.is_name(name)).map_or(text, |(_, said)| said);
    let corrects = drafts[at].words.any(reading, "notes-corrections") || Words::of(said).begins("no");
    let told = matches!(drafts[last].statement.kind, StatementKind::Said | StatementKind::Answer | StatementKind::Decision);
    if corrects && told && drafts[last].section == drafts[at].section && counts(&drafts[last]) && counts(&drafts[at]) {
        drafts[last].statement.hedged = true;
    }
}

/// "Can you hear me?" "Loud and clear."
fn idle(reading: &Reading<'_>, drafts: &mut [Draft], at: usize) {
    let asks = drafts[at].statement.kind == StatementKind::Chatter && drafts[at].statement.span.of(reading.text).ends_with('?');
    let utterance = drafts[at].utterance;
    let reply = drafts[at + 1..].iter_mut().find(|next| next.utterance != utterance).filter(|_| asks);
    if let Some(reply) = reply.filter(|reply| reply.statement.kind == StatementKind::Said && reply.words.len() <= REPLY_WORDS) {
        reply.statement.kind = StatementKind::Chatter;
    }
}

/// Looks for the answer behind a question.
fn reply(reading: &Reading<'_>, people: &People, drafts: &mut [Draft], at: usize) {
    let text = reading.text;
    let speaker = |draft: &Draft| draft.statement.speaker.map(|name| name.of(text));
    let (question, rest) = drafts.split_at_mut(at + 1);
    let question = &mut question[at];
    // "(Ana to find out)" inside its own line.
    if question.place == Place::Questions || question.statement.listed {
        question.statement.owner =
            question.statement.owner.or_else(|| people.owner(reading, behind(question.statement.span, text), None, Form::Talk));
    }
    let spoken = speaker(question).is_some();
    for number in 0..rest.len().min(REACH) {
        let reply = &mut rest[number];
        if reply.section != question.section && !reply.heading {
            return;
        }
        let own = reply.utterance == question.utterance;
        let deeper = reply.depth > question.depth || question.heading && reply.section == question.section;
        if reply.statement.kind == StatementKind::Question {
            // Asked back, or two in one.
            if own || deeper || spoken {
                continue;
            }
            return;
        }
        let explains = question.words.begins("why") && reply.words.begins("because");
        let labelled = reply.answers || explains || reply.words.open(reading, "notes-answer-openings");
        let beside = reply.depth == question.depth && labelled;
        let other = (spoken || speaker(reply).is_some()) && speaker(reply) != speaker(question);
        if !(own || deeper || beside || other) {
            if spoken && speaker(reply) == speaker(question) {
                continue;
            }
            return;
        }
        if reply.statement.kind == StatementKind::Chatter {
            if reply.words.any(reading, "notes-topic-changes") {
                return;
            }
            if !reply.words.open(reading, "notes-answer-openings") {
                continue;
            }
        }
        let owner = || reply.statement.owner.or_else(|| people.owner(reading, reply.statement.span, reply.statement.speaker, Form::Action));
        let open = reply.words.any(reading, "notes-no-answers");
        if open || reply.statement.kind == StatementKind::Action || people.is_name(reply.statement.span.of(text)) {
            question.statement.owner = question.statement.owner.or_else(owner);
            reply.statement.hedged |= open;
            if question.statement.owner.is_some() || reply.words.any(reading, "notes-parks") {
                return;
            }
            continue;
        }
        // Whoever asks goes on: only where the question is one of a talk or is answered by name.
        if own && !labelled && (question.place == Place::Questions || reply.words.any(reading, "notes-asks-because")) {
            question.statement.owner = question.statement.owner.or_else(|| people.owner(reading, reply.statement.span, None, Form::Talk));
            continue;
        }
        if reply.words.any(reading, "notes-topic-changes") {
            return;
        }
        question.statement.linked = Some(reply.statement.span);
        reply.statement.linked = Some(question.statement.span);
        if reply.statement.kind != StatementKind::Decision {
            reply.statement.kind = StatementKind::Answer;
        }
        // What follows in one go is said to the same question.
        let (utterance, asked) = (reply.utterance, question.statement.span);
        let follows = rest[number + 1..].iter_mut().take_while(|next| next.utterance == utterance && !own);
        for next in follows.filter(|next| next.statement.kind == StatementKind::Said) {
            next.statement.linked = Some(asked);
        }
        return;
    }
}

/// What stands behind the last question mark.
fn behind(span: Span, text: &str) -> Span {
    let said = span.of(text);
    let mark = said.rfind('?').map_or(0, |at| at + 1);
    Span { start: span.start + mark as u32, end: span.end }
}

/// What questions, decisions and actions are about, to find those on one thing.
struct Subjects {
    /// Telling words of each statement; empty for what settles nothing.
    words: Vec<BTreeSet<String>>,
    by_word: BTreeMap<String, Vec<usize>>,
    /// Words shared with the statement in question, by statement; 0 between two searches.
    shared: Vec<usize>,
    /// Who takes on all decisions.
    all: Option<Span>,
}

impl Subjects {
    fn of(reading: &Reading<'_>, drafts: &[Draft]) -> Self {
        let of_all = |draft: &&Draft| takes_on(draft).is_some() && draft.words.any(reading, "notes-all-decisions");
        let all = drafts.iter().find(of_all).and_then(takes_on);
        let settles = |kind| matches!(kind, StatementKind::Question | StatementKind::Decision | StatementKind::Action);
        let telling = |draft: &Draft| draft.words.telling().into_iter().map(str::to_owned).collect();
        let words: Vec<BTreeSet<String>> =
            drafts.iter().map(|draft| if settles(draft.statement.kind) { telling(draft) } else { BTreeSet::new() }).collect();
        let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, words) in words.iter().enumerate() {
            for word in words {
                by_word.entry(word.clone()).or_default().push(at);
            }
        }
        Self { shared: vec![0; words.len()], words, by_word, all }
    }

    /// Statements on the same thing as one, in source order.
    fn same(&mut self, at: usize) -> Vec<usize> {
        let mut touched: Vec<usize> = Vec::new();
        for other in self.words[at].iter().filter_map(|word| self.by_word.get(word)).flatten() {
            if self.shared[*other] == 0 {
                touched.push(*other);
            }
            self.shared[*other] += 1;
        }
        let (words, shared) = (&self.words, &self.shared);
        let alike = |other: usize| shared[other] >= SHARED && shared[other] * 100 >= words[at].len().min(words[other].len()) * SAME;
        let mut found: Vec<usize> = touched.iter().copied().filter(|other| *other != at && alike(*other)).collect();
        found.sort_unstable();
        for other in touched {
            self.shared[other] = 0;
        }
        found
    }
}

/// A decision or an action elsewhere in the notes that settles a question, or the same question with somebody who finds out.
fn elsewhere(subjects: &mut Subjects, drafts: &mut [Draft], at: usize) {
    let found = subjects.same(at).into_iter().find_map(|other| {
        let statement = &drafts[other].statement;
        match statement.kind {
            StatementKind::Decision => Some((None, Some(statement.span))),
            StatementKind::Action => statement.owner.map(|owner| (Some(owner), None)),
            StatementKind::Question => {
                (statement.owner.is_some() || statement.linked.is_some()).then_some((statement.owner, statement.linked))
            }
            _ => None,
        }
    });
    if let Some((owner, linked)) = found {
        let statement = &mut drafts[at].statement;
        (statement.owner, statement.linked) = (owner, linked);
    }
}

/// Somebody named under a decision or an action.
fn below(reading: &Reading<'_>, people: &People, drafts: &[Draft], at: usize) -> Option<Span> {
    let head = &drafts[at];
    let under = drafts[at + 1..].iter().take_while(|draft| draft.section == head.section && draft.depth > head.depth && head.depth > 0);
    let form = if head.statement.kind == StatementKind::Action { Form::Action } else { Form::Decision };
    let mut under = under.filter(|draft| draft.statement.kind != StatementKind::Question);
    under.find_map(|draft| draft.statement.owner.or_else(|| people.owner(reading, draft.statement.span, None, form)))
}

/// Somebody who takes a decision on: right behind it, in an action on the same thing, or in one on all decisions.
fn follow_up(people: &People, subjects: &mut Subjects, drafts: &[Draft], at: usize) -> Option<Span> {
    if drafts[at].statement.kind != StatementKind::Decision {
        return None;
    }
    let next = drafts[at + 1..].iter().take(FOLLOW_UP).take_while(|draft| draft.statement.kind != StatementKind::Decision);
    let near = next.filter(|_| people.talk).find_map(takes_on);
    near.or_else(|| subjects.same(at).into_iter().find_map(|other| takes_on(&drafts[other]))).or(subjects.all)
}

/// Who takes an action on.
fn takes_on(draft: &Draft) -> Option<Span> {
    draft.statement.owner.filter(|_| draft.statement.kind == StatementKind::Action)
}
