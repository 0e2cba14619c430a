//! `agenda`: what to talk over in a walkthrough.

use super::args::{AgendaArgs, Global};
use super::review::tell_of;
use super::{Exit, output};
use crate::agenda::{Session, agenda};
use crate::item::items;
use crate::report::{render_agenda_ics, render_agenda_json, render_agenda_markdown, render_agenda_text};
use anyhow::bail;

pub(super) fn run(args: &AgendaArgs, globals: &Global) -> anyhow::Result<Exit> {
    let start = match (args.format.as_str(), args.start) {
        ("ics", None) => bail!("a calendar file needs --start, the day and time of the first meeting: 2026-03-02T14:00"),
        (_, start) => start.unwrap_or_default(),
    };
    tell_of(&args.paths, args.stdin_path.as_deref(), globals, |review, profiles| {
        let items = items(review);
        let sessions = Session::ALL.iter().filter(|session| args.session.as_deref().is_none_or(|named| named == session.as_str()));
        let agendas: Vec<_> = sessions.map(|session| agenda(review, &items, profiles, *session, args.minutes)).collect();
        let layout = output::layout(globals);
        output::write(globals, |out| match args.format.as_str() {
            "json" => render_agenda_json(&agendas, out),
            "markdown" => render_agenda_markdown(&agendas, out),
            "ics" => render_agenda_ics(&agendas, start, out),
            _ => render_agenda_text(&agendas, layout, out),
        })
    })
}
