//! Agendas as a calendar file (RFC 5545): one event a meeting, one behind the other, in the time of whoever opens it.

use super::render_agenda_text;
use crate::agenda::Agenda;
use crate::report::{Layout, safe};
use chrono::{NaiveDateTime, TimeDelta};
use icalendar::{Calendar, Component, Event, EventLike, Property};
use regex::Regex;
use std::io::{self, Write};
use std::sync::LazyLock;

/// An address as a document may have it behind a name.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+").expect("the pattern is fixed and valid")
});

/// Writes agendas as a calendar file, the first meeting at `start`. Who answers for a document is invited by the address that it gives; the
/// same agendas give the same bytes.
pub fn render_agenda_ics(agendas: &[Agenda], start: NaiveDateTime, out: &mut dyn Write) -> io::Result<()> {
    let mut calendar = Calendar::new();
    calendar.append_property(("PRODID", "-//designvet//agenda//EN"));
    let mut start = start;
    for agenda in agendas {
        let end = start + TimeDelta::minutes(i64::from(agenda.minutes));
        calendar.push(event(agenda, start, end)?);
        start = end;
    }
    // The library names itself, and RFC 5545 wants one name.
    write!(out, "{}", calendar.to_string().replacen("PRODID:ICALENDAR-RS\r\n", "", 1))
}

fn event(agenda: &Agenda, start: NaiveDateTime, end: NaiveDateTime) -> io::Result<Event> {
    let mut said = Vec::new();
    render_agenda_text(std::slice::from_ref(agenda), Layout::default(), &mut said)?;
    let mut event = Event::new();
    event
        .uid(&format!("{}-{}@designvet", agenda.key, agenda.session.as_str()))
        // When the file was made would make each file another.
        .timestamp(start.and_utc())
        .starts(start)
        .ends(end)
        .summary(agenda.session.title())
        .description(&String::from_utf8_lossy(&said));
    for owner in &agenda.owners {
        let mut from = 0;
        for address in ADDRESS.find_iter(owner) {
            let name = name(&owner[from..address.start()]);
            from = address.end();
            let mut attendee = Property::new("ATTENDEE", format!("mailto:{}", address.as_str()));
            attendee.add_parameter("ROLE", "REQ-PARTICIPANT");
            if !name.is_empty() {
                attendee.add_parameter("CN", &name);
            }
            event.append_multi_property(attendee);
        }
    }
    Ok(event.done())
}

/// A name as it stands before an address, without what would end a parameter.
fn name(text: &str) -> String {
    let name: String = safe::line(text).chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '\'')).collect();
    name.trim().to_owned()
}
