//! Joins questions with what answers them or who finds out, and decisions with the people who carry them out.

use super::super::Reading;
use super::people::{Form, People};
use super::utterance::Place;
use super::{Draft, StatementKind};
use crate::source::Span;

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
        idle(reading, drafts, at);
        if drafts[at].statement.kind == StatementKind::Question && drafts[at].statement.linked.is_none() {
            reply(reading, people, drafts, at);
        }
    }
    for at in 0..drafts.len() {
        match drafts[at].statement.kind {
            StatementKind::Question if drafts[at].statement.is_unanswered() => {
                elsewhere(drafts, at);
                let draft = &mut drafts[at];
                // "Logs?" is one to whoever answers.
                if draft.statement.is_unanswered() && draft.words.len() < QUESTION_WORDS && !draft.heading && !draft.statement.listed {
                    draft.statement.kind = StatementKind::Chatter;
                }
            }
            StatementKind::Decision | StatementKind::Action if drafts[at].statement.owner.is_none() => {
                let owner = below(reading, people, drafts, at).or_else(|| follow_up(reading, people, drafts, at));
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
            if question.statement.owner.is_some() {
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

/// A decision or an action elsewhere in the notes that settles a question, or the same question with somebody who finds out.
fn elsewhere(drafts: &mut [Draft], at: usize) {
    let asked = &drafts[at];
    let settled = drafts.iter().enumerate().filter(|(other, _)| *other != at).find_map(|(_, draft)| {
        let statement = &draft.statement;
        let settles = match statement.kind {
            StatementKind::Decision => true,
            StatementKind::Action => statement.owner.is_some(),
            StatementKind::Question => statement.owner.is_some() || statement.linked.is_some(),
            _ => false,
        };
        (settles && same(asked, draft)).then_some((statement.kind, statement.owner, statement.linked, statement.span))
    });
    let statement = &mut drafts[at].statement;
    match settled {
        Some((StatementKind::Decision, _, _, span)) => statement.linked = Some(span),
        Some((_, owner, linked, _)) => (statement.owner, statement.linked) = (owner, linked),
        None => {}
    }
}

/// True when two statements are about one thing.
fn same(a: &Draft, b: &Draft) -> bool {
    let (a, b) = (a.words.telling(), b.words.telling());
    let shared = a.intersection(&b).count();
    shared >= SHARED && shared * 100 >= a.len().min(b.len()) * SAME
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
fn follow_up(reading: &Reading<'_>, people: &People, drafts: &[Draft], at: usize) -> Option<Span> {
    let decision = &drafts[at];
    if decision.statement.kind != StatementKind::Decision {
        return None;
    }
    let takes = |draft: &&Draft| draft.statement.kind == StatementKind::Action && draft.statement.owner.is_some();
    let next = drafts[at + 1..].iter().take(FOLLOW_UP).take_while(|draft| draft.statement.kind != StatementKind::Decision);
    let near = next.filter(|_| people.talk).find(takes).and_then(|draft| draft.statement.owner);
    near.or_else(|| {
        let mut actions = drafts.iter().filter(takes);
        let found = actions.find(|draft| same(decision, draft) || draft.words.any(reading, "notes-all-decisions"));
        found.and_then(|draft| draft.statement.owner)
    })
}
