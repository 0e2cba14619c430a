//! Routing as CSV (RFC 4180), one row a thing that calls for a team, for spreadsheets.

use super::RouteList;
use crate::report::csv::record;
use std::io::{self, Write};

const HEADER: [&str; 15] = [
    "documents",
    "team",
    "level",
    "trigger",
    "reason",
    "thing",
    "path",
    "line",
    "column",
    "text",
    "engaged",
    "due",
    "late_days",
    "contact",
    "intake",
];

/// Writes routing as CSV: every field quoted, rows end in CR LF. Lines and columns count from 1, columns in characters.
pub fn render_route_csv(list: &RouteList<'_>, out: &mut dyn Write) -> io::Result<()> {
    record(&HEADER, out)?;
    for routing in list.routings {
        let documents = list.paths(routing).join(" ");
        for routed in &routing.teams {
            let engaged = routed.engaged.as_ref().map_or("no", |engaged| engaged.state.as_str());
            let due = routed.due.map(|due| due.to_string()).unwrap_or_default();
            let late = list.late(routed).map(|days| days.to_string()).unwrap_or_default();
            for (fired, label) in routed.fired.iter().flat_map(|fired| fired.places.iter().map(move |label| (fired, label))) {
                let file = &list.review.document(label.file).file;
                let (line, column) = (file.line1(label.span.start).to_string(), file.col1_chars(label.span.start).to_string());
                let (trigger, team) = (&fired.trigger, &routed.team);
                record(
                    &[
                        &documents,
                        team.id.as_str(),
                        trigger.level.as_str(),
                        &trigger.id,
                        &trigger.reason,
                        &label.note,
                        file.path(),
                        &line,
                        &column,
                        &list.words(label),
                        engaged,
                        &due,
                        &late,
                        &team.contact,
                        &team.intake,
                    ],
                    out,
                )?;
            }
        }
    }
    Ok(())
}
