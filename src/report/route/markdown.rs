//! Routing as Markdown, for pull requests: a table of teams for each set, and what calls for each below it.

use super::{RouteList, SHOWN, engaged, named, rest};
use crate::finding::Label;
use crate::report::Layout;
use crate::report::markdown::{code, text};
use crate::routing::{Routed, Routing};
use std::io::{self, Write};

/// Writes routing as Markdown; all things that call for a team are shown when the layout is verbose.
pub fn render_route_markdown(list: &RouteList<'_>, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    for (number, routing) in list.routings.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        set(list, routing, layout, out)?;
    }
    Ok(())
}

fn set(list: &RouteList<'_>, routing: &Routing, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let paths: Vec<String> = list.paths(routing).into_iter().map(|path| format!("`{}`", code(path))).collect();
    writeln!(out, "**Who else has to look** at {}\n", paths.join(", "))?;
    match &routing.release {
        Some(release) => {
            writeln!(out, "Release: {} ({})", release.date, quoted(list, &release.place))?;
        }
        None => writeln!(out, "No release date in the documents.")?,
    }
    if routing.teams.is_empty() {
        return writeln!(out, "\nNothing calls for a team.");
    }
    writeln!(out, "\n| Team | Level | Tell it | Engaged | Contact |\n| --- | --- | --- | --- | --- |")?;
    for routed in &routing.teams {
        let place = routed.engaged.as_ref().map(|engaged| format!(": {}", quoted(list, &engaged.place))).unwrap_or_default();
        let reach: Vec<String> =
            [&routed.team.contact, &routed.team.intake].into_iter().filter(|said| !said.is_empty()).map(|said| text(said)).collect();
        let (name, level) = (text(&routed.team.name), routed.level.title().to_lowercase());
        writeln!(out, "| **{name}** | {level} | {} | {}{place} | {} |", list.due(routed), engaged(routed), reach.join(", "))?;
    }
    routing.teams.iter().try_for_each(|routed| team(list, routed, layout, out))
}

fn team(list: &RouteList<'_>, routed: &Routed, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n**{}**\n", text(&routed.team.name))?;
    let most = if layout.verbose { usize::MAX } else { SHOWN };
    for fired in &routed.fired {
        writeln!(out, "- {}", text(&fired.trigger.reason))?;
        for label in fired.places.iter().take(most) {
            let name = named(fired, label, &list.words(label));
            let name = if name.is_empty() { String::new() } else { format!(" ({})", text(name)) };
            writeln!(out, "  - {}{name}", quoted(list, label))?;
        }
        let rest = rest(fired, most);
        if !rest.is_empty() {
            writeln!(out, "  - {rest}")?;
        }
    }
    if !routed.team.needs.is_empty() {
        let needs: Vec<String> = routed.team.needs.iter().map(|line| text(line)).collect();
        writeln!(out, "- Needs: {}", needs.join("; "))?;
    }
    Ok(())
}

/// The place of a label and its words; a bar would end the cell of a table.
fn quoted(list: &RouteList<'_>, label: &Label) -> String {
    let place = code(&list.place(label)).replace('|', "\\|");
    format!("`{place}` \u{201c}{}\u{201d}", text(&list.words(label)))
}
