//! A trace as a Markdown table, for pull requests and for the design itself.

use super::{Counts, Row, TraceMatrix, WORST_FIRST, of_coverage, priority_word, set_aside, title, word};
use crate::facts::Standing;
use crate::report::markdown::{code, text};
use crate::report::place::Places;
use crate::report::{Layout, count, shorten};
use crate::trace::Coverage;
use std::io::{self, Write};

/// Longest title of a requirement and of a heading, in characters.
const TITLE: usize = 100;

/// Writes a trace as Markdown: what is not covered first, and what is not to be built now in a table of its own. Each requirement has
/// its best place; all places, and the nearest of what is not covered, are named when the layout is verbose.
pub fn render_trace_markdown(matrix: &TraceMatrix<'_>, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let path = |path: &str| cell_code(path);
    writeln!(out, "Requirements of {} in {}\n", path(matrix.product.document.path()), path(matrix.design.document.path()))?;
    if matrix.rows.is_empty() {
        return writeln!(out, "No requirement was found.");
    }
    let due = Counts::of(matrix.due());
    let aside = set_aside(matrix);
    let found = if due.all > 0 { format!(": {}", due.sentence()) } else { String::new() };
    let aside = if aside.is_empty() { String::new() } else { format!(" Not counted: {aside}.") };
    writeln!(out, "**{}**{found}.{aside}", count(due.all, "requirement"))?;
    let places = &matrix.places();
    let due: Vec<&Row<'_>> = WORST_FIRST.iter().flat_map(|coverage| of_coverage(matrix, *coverage)).collect();
    table(matrix, &due, places, layout, out)?;
    for (standing, name) in [(Standing::Later, "Put off to later"), (Standing::Out, "Out of scope")] {
        let rows: Vec<&Row<'_>> = matrix.of_standing(standing).collect();
        if !rows.is_empty() {
            writeln!(out, "\n{name}:")?;
            table(matrix, &rows, places, layout, out)?;
        }
    }
    Ok(())
}

fn table(matrix: &TraceMatrix<'_>, rows: &[&Row<'_>], places: &Places<'_>, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| Requirement | Status | Where in the design |\n| --- | --- | --- |")?;
    for row in rows {
        let id = text(&shorten(&row.requirement.id, TITLE));
        let title = text(&shorten(&title(matrix, row), TITLE));
        let priority = row.priority().map_or(String::new(), |priority| format!(" ({})", priority_word(priority)));
        let at = cell_code(&format!("{}#L{}", matrix.product.document.path(), matrix.line_of(row)));
        writeln!(out, "| **{id}** {title}{priority} {at} | {} | {} |", word(row.coverage), wheres(matrix, row, places, layout.verbose))?;
    }
    Ok(())
}

fn wheres(matrix: &TraceMatrix<'_>, row: &Row<'_>, places: &Places<'_>, verbose: bool) -> String {
    let nearest = row.coverage == Coverage::Uncovered;
    let most = match (verbose, nearest) {
        (true, _) => usize::MAX,
        (false, true) => 0,
        (false, false) => 1,
    };
    let links = row.traced.links.iter().take(most).map(|link| {
        let (first, last) = matrix.lines_of(link);
        let lines = if first == last { format!("L{first}") } else { format!("L{first}-L{last}") };
        let at = cell_code(&format!("{}#{lines}", matrix.design.document.path()));
        let place = places.of(link.place.span);
        format!("{at} {}", text(&shorten(place.heading.last().unwrap_or(&""), TITLE))).trim_end().to_owned()
    });
    let links: Vec<String> = links.collect();
    match (links.is_empty(), nearest) {
        (true, _) => "\u{2013}".to_owned(),
        (false, true) => format!("nearest: {}", links.join("<br>")),
        (false, false) => links.join("<br>"),
    }
}

/// Untrusted text in a code span of a table: a pipe ends the cell in code too.
fn cell_code(raw: &str) -> String {
    format!("`{}`", code(raw).replace('|', "\\|"))
}
