//! Agendas as `designvet.agenda/1`, for programs. The form changes only by addition; the schema is `docs/schemas/agenda-1.schema.json`.

use crate::agenda::{Agenda, Question};
use crate::item::Place;
use crate::report::write_json;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    agendas: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    session: &'static str,
    title: &'static str,
    people: &'static str,
    owners: &'a [String],
    minutes: u16,
    walkthrough_minutes: u16,
    walkthrough: Vec<Step<'a>>,
    slots: Vec<Slot<'a>>,
    loose: Vec<Loose<'a>>,
    spare_minutes: u16,
    closing_minutes: u16,
    by_mail: Vec<Asked<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    show: &'static str,
    place: Option<&'a Place>,
}

#[derive(Serialize)]
struct Slot<'a> {
    minutes: u16,
    theme: &'static str,
    questions: Vec<Asked<'a>>,
}

#[derive(Serialize)]
struct Asked<'a> {
    about: &'a str,
    ask: &'a str,
    place: &'a Place,
    more_places: usize,
    blocks_review: bool,
    severity: &'static str,
    item: &'a str,
}

#[derive(Serialize)]
struct Loose<'a> {
    words: &'a str,
    place: &'a Place,
}

/// Writes agendas as JSON.
pub fn render_agenda_json(agendas: &[Agenda], out: &mut dyn Write) -> io::Result<()> {
    let root = Root { schema: "designvet.agenda/1", agendas: agendas.iter().map(one).collect() };
    write_json(&root, out)
}

fn one(agenda: &Agenda) -> One<'_> {
    let slots = agenda.slots.iter();
    One {
        session: agenda.session.as_str(),
        title: agenda.session.title(),
        people: agenda.session.people(),
        owners: &agenda.owners,
        minutes: agenda.minutes,
        walkthrough_minutes: agenda.walkthrough_minutes,
        walkthrough: agenda.walkthrough.iter().map(|step| Step { show: step.show, place: step.place.as_ref() }).collect(),
        slots: slots.map(|slot| Slot { minutes: slot.minutes, theme: slot.theme, questions: asked(&slot.questions) }).collect(),
        loose: agenda.loose.iter().map(|loose| Loose { words: &loose.words, place: &loose.place }).collect(),
        spare_minutes: agenda.spare(),
        closing_minutes: agenda.closing_minutes,
        by_mail: asked(&agenda.by_mail),
    }
}

fn asked(questions: &[Question]) -> Vec<Asked<'_>> {
    let one = questions.iter().map(|question| Asked {
        about: &question.about,
        ask: &question.ask,
        place: &question.place,
        more_places: question.more,
        blocks_review: question.blocks_review,
        severity: question.severity.as_str(),
        item: &question.item,
    });
    one.collect()
}
