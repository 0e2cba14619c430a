//! A record of a checklist to the table that a document begins with: without rows, or filled from what tools wrote of their runs. What nobody
//! knows is a "?", what people have to say is TBD: a review asks for both.

use super::{markdown, sentence};
use crate::checklist::OPEN;
use crate::checklist::sheet::RowKind;
use crate::date::Date;
use crate::facts::choice_in;
use crate::runs::{Against, Run, RunState, place_key};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What stands where a run does not say it.
const UNKNOWN: &str = "?";

/// Writes the table of a record with the latest run of each tool in each place; without runs, with one row to fill in.
pub fn render_drafted(record: &RowKind, runs: &[Run], out: &mut dyn Write) -> io::Result<()> {
    let columns: Vec<usize> = record.drafted.iter().filter_map(|id| record.column(id)).collect();
    write_row(out, columns.iter().map(|column| sentence(&record.columns[*column].title)))?;
    writeln!(out, "|{}", "---|".repeat(columns.len()))?;
    if runs.is_empty() {
        return write_row(out, columns.iter().map(|_| OPEN.to_owned()));
    }
    let mut latest: BTreeMap<(String, String, &str), &Run> = BTreeMap::new();
    for run in runs {
        // Two runs of which nobody knows where they were may be of two places.
        let (place, file) = (place_of(run), run.from.as_str());
        let file = if place == UNKNOWN { file } else { "" };
        let known = latest.entry((place.to_lowercase(), run.tool.to_lowercase(), file)).or_insert(run);
        *known = if run.day > known.day { run } else { known };
    }
    for run in latest.values() {
        write_row(out, columns.iter().map(|column| cell(record, *column, run)))?;
    }
    if latest.values().any(|run| run.place.is_none() && run.folder.is_some()) {
        writeln!(out, "\nWhere a file does not say where its tool ran, the name of its folder stands for it.")?;
    }
    let by_level: Vec<&str> =
        latest.values().filter(|run| run.counts.is_some_and(|counts| !counts.is_rated)).map(|run| run.tool.as_str()).collect();
    if !by_level.is_empty() {
        let tools: std::collections::BTreeSet<&str> = by_level.into_iter().collect();
        let tools: Vec<String> = tools.into_iter().map(markdown::text).collect();
        writeln!(out, "\nSeverities of {} are made from levels: error is high, warning is medium, note is low.", tools.join(", "))?;
    }
    Ok(())
}

fn write_row(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    writeln!(out, "| {} |", cells.collect::<Vec<String>>().join(" | "))
}

/// Where a run was: what it says, else the folder that its file lies in.
fn place_of(run: &Run) -> String {
    let said = run.place.as_deref().map(place_key).filter(|place| !place.is_empty());
    said.or_else(|| run.folder.clone()).unwrap_or_else(|| UNKNOWN.to_owned())
}

fn cell(record: &RowKind, column: usize, run: &Run) -> String {
    let runs = &record.runs;
    let column = &record.columns[column];
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let known = if column.id == runs.place {
        Some(place_of(run))
    } else if column.id == runs.tool {
        Some(run.tool.clone())
    } else if column.id == runs.version {
        run.version.clone()
    } else if column.id == runs.class {
        choice_in(column, &run.tool).map(|choice| column.choices[usize::from(choice)].id.to_string())
    } else if column.id == runs.status {
        let choice = match run.state {
            RunState::Failed => &runs.failed,
            RunState::Absent => &runs.absent,
            RunState::Good | RunState::Unknown => &runs.used,
        };
        Some(choice.to_string())
    } else if column.id == runs.day {
        day(run.day)
    } else if column.id == runs.success {
        day(run.success)
    } else if column.id == runs.total {
        run.counts.map(|counts| counts.total.to_string())
    } else if let Some(at) = runs.counts.iter().position(|id| *id == column.id) {
        run.counts.and_then(|counts| counts.of.get(at).copied().flatten()).map(|count| count.to_string())
    } else if column.id == runs.exclusions {
        let [all, unjustified] = run.suppressed;
        Some(if all > 0 { format!("set aside: {all}, without a reason: {unjustified}") } else { String::new() })
    } else if column.id == runs.baseline {
        match &run.against {
            Against::Named(id) => Some(id.clone()),
            Against::Earlier { new, all } => Some(format!("an earlier run: {new} of {all} are new")),
            Against::Unknown => Some(OPEN.to_owned()),
        }
    } else if column.id == runs.said {
        Some(run.errors.first().cloned().unwrap_or_default())
    } else if column.id == runs.every {
        None
    } else {
        Some(OPEN.to_owned())
    };
    known.map_or_else(|| UNKNOWN.to_owned(), |text| markdown::text(&text))
}
