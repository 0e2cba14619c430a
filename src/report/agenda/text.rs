//! Agendas for people at a terminal.

use super::{BY_MAIL, CLOSING, LOOSE, SPARE, WALKTHROUGH, at, people, places};
use crate::agenda::{Agenda, Question};
use crate::report::page::{ALARM, PLAIN, Page, STRONG, WEAK};
use crate::report::{Layout, safe, sentence};
use std::io::{self, Write};

/// Columns of the minutes.
const MINUTES: usize = 6;

/// Writes agendas for people: the minutes in a column, what is talked over beside them.
pub fn render_agenda_text(agendas: &[Agenda], layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(layout, out);
    for (number, agenda) in agendas.iter().enumerate() {
        if number > 0 {
            page.blank()?;
        }
        one(agenda, &mut page)?;
    }
    Ok(())
}

fn one(agenda: &Agenda, page: &mut Page<'_>) -> io::Result<()> {
    page.plain(agenda.session.title(), STRONG)?;
    page.note(0, "", &format!("{} minutes \u{b7} {}", agenda.minutes, people(agenda)), WEAK)?;
    page.blank()?;
    minutes(agenda.walkthrough_minutes, WALKTHROUGH, page)?;
    for step in &agenda.walkthrough {
        let place = step.place.as_ref().map(at).unwrap_or_default();
        page.entry(MINUTES + 1, "\u{b7}", 1, &[(step.show.to_owned(), PLAIN), (place, WEAK)])?;
    }
    for slot in &agenda.slots {
        page.blank()?;
        minutes(slot.minutes, slot.theme, page)?;
        slot.questions.iter().try_for_each(|question| asked(question, page))?;
    }
    page.blank()?;
    if agenda.spare() > 0 {
        minutes(agenda.spare(), SPARE, page)?;
    }
    minutes(agenda.closing_minutes, CLOSING, page)?;
    if !agenda.loose.is_empty() {
        page.heading(LOOSE, "")?;
        for loose in &agenda.loose {
            let words = format!("\u{201c}{}\u{201d}", safe::line(&loose.words));
            page.entry(2, "\u{b7}", 1, &[(words, PLAIN), (at(&loose.place), WEAK)])?;
        }
    }
    if !agenda.by_mail.is_empty() {
        page.heading(BY_MAIL, "")?;
        agenda.by_mail.iter().try_for_each(|question| asked(question, page))?;
    }
    Ok(())
}

fn minutes(minutes: u16, what: &str, page: &mut Page<'_>) -> io::Result<()> {
    page.entry(0, &format!("{minutes:>2} min"), MINUTES, &[(what.to_owned(), STRONG)])
}

fn asked(question: &Question, page: &mut Page<'_>) -> io::Result<()> {
    let (lead, style) = if question.blocks_review { ("stops the review", ALARM) } else { ("", PLAIN) };
    page.entry(MINUTES + 1, "\u{b7}", 1, &[(lead.to_owned(), style), (safe::line(&question.ask), PLAIN)])?;
    page.entry(MINUTES + 1, "", 1, &[(sentence(&safe::line(&question.about)), WEAK), (places(question), WEAK)])
}
