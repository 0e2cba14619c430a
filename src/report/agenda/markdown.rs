//! Agendas as Markdown, to be sent round before the meeting.

use super::{BY_MAIL, CLOSING, LOOSE, SPARE, WALKTHROUGH, at, people, places};
use crate::agenda::{Agenda, Question};
use crate::report::markdown::{code, text};
use crate::report::sentence;
use std::io::{self, Write};

/// Writes agendas as Markdown: a table of the minutes, what to show, and what is asked by mail.
pub fn render_agenda_markdown(agendas: &[Agenda], out: &mut dyn Write) -> io::Result<()> {
    for (number, agenda) in agendas.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        one(agenda, out)?;
    }
    Ok(())
}

fn one(agenda: &Agenda, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n\n{} minutes \u{b7} {}\n", agenda.session.title(), agenda.minutes, text(&people(agenda)))?;
    writeln!(out, "| Minutes | What | Question to settle | Answer |\n| ---: | --- | --- | --- |")?;
    writeln!(out, "| {} | {WALKTHROUGH}: see below | none: we listen for what is not written | |", agenda.walkthrough_minutes)?;
    for slot in &agenda.slots {
        writeln!(out, "| {} | **{}** | | |", slot.minutes, slot.theme)?;
        for question in &slot.questions {
            writeln!(out, "| | {} | {} | |", about(question), text(&question.ask))?;
        }
    }
    if agenda.spare() > 0 {
        writeln!(out, "| {} | {SPARE} | | |", agenda.spare())?;
    }
    writeln!(out, "| {} | {CLOSING} | | |", agenda.closing_minutes)?;
    writeln!(out, "\n## {WALKTHROUGH}\n")?;
    for step in &agenda.walkthrough {
        let place = step.place.as_ref().map_or(String::new(), |place| format!(" (`{}`)", code(&at(place))));
        writeln!(out, "- [ ] {}{place}", step.show)?;
    }
    if !agenda.loose.is_empty() {
        writeln!(out, "\n## {LOOSE}\n")?;
        for loose in &agenda.loose {
            writeln!(out, "- \u{201c}{}\u{201d}, `{}`: {}", text(&loose.words), code(&at(&loose.place)), text(&loose.place.text))?;
        }
    }
    if !agenda.by_mail.is_empty() {
        writeln!(out, "\n## {BY_MAIL}\n")?;
        for question in &agenda.by_mail {
            writeln!(out, "- {}: {}", about(question), text(&question.ask))?;
        }
    }
    Ok(())
}

fn about(question: &Question) -> String {
    let stops = if question.blocks_review { "**Stops the review.** " } else { "" };
    format!("{stops}{} (`{}`)", text(&sentence(&question.about)), code(&places(question)).replace('|', "\\|"))
}
