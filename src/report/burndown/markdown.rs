//! A burndown as a page of Markdown, for a wiki.

use super::{age, apart, change, due, level_title, levels, name, open_now, sum};
use crate::burndown::{Burndown, Chart};
use crate::report::markdown::text;
use crate::report::{count, sentence, shorten};
use std::io::{self, Write};

/// Rows of the list that are written.
const SHOWN: usize = 100;
/// Longest cell, in characters.
const CELL: usize = 120;

pub(super) fn render(burndown: &Burndown, out: &mut dyn Write) -> io::Result<()> {
    for (number, chart) in burndown.charts.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(out, "# {} on {}\n\n{}.\n", text(&sentence(&chart.plural)), burndown.asked.today, text(&sentence(&open_now(chart))))?;
        weeks(chart, out)?;
        for line in apart(chart) {
            writeln!(out, "- {}", text(&line))?;
        }
        list(chart, out)?;
    }
    Ok(())
}

fn weeks(chart: &Chart, out: &mut dyn Write) -> io::Result<()> {
    if chart.weeks.is_empty() {
        return writeln!(out, "No row says since when it is open, so there is no week to show.\n");
    }
    let levels = levels(chart);
    let titles: Vec<String> = levels.iter().map(|level| format!(" {} |", cell(&sentence(&level_title(chart, *level))))).collect();
    writeln!(out, "## Open at the end of each week\n\n| Week | From | Opened | Closed |{} Open |", titles.concat())?;
    writeln!(out, "| --- | --- | ---: | ---: |{} ---: |", " ---: |".repeat(levels.len()))?;
    for week in &chart.weeks {
        let (opened, closed) = change(week);
        let figures: Vec<String> = levels.iter().map(|level| format!(" {} |", week.open[*level])).collect();
        let open = sum(&week.open);
        writeln!(out, "| {} | {} | {opened} | {closed} |{} {open} |", week.monday.iso_week(), week.monday, figures.concat())?;
    }
    writeln!(out)
}

fn list(chart: &Chart, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## Open, the worst and latest first\n")?;
    if chart.open.is_empty() {
        return writeln!(out, "Nothing is left to do.");
    }
    writeln!(
        out,
        "| Name | About | Level | State | Owner | Age | Due | Next step | Place |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    )?;
    for row in chart.open.iter().take(SHOWN) {
        let place = format!("{}:{}", row.path, row.line);
        let state = row.state.as_deref().unwrap_or("not said");
        let (name, level, due, age) = (name(row), level_title(chart, row.level), due(row), age(row));
        let owner = row.owner.as_deref().unwrap_or("nobody");
        let cells = [&name, &row.about, &level, state, owner, &age, &due, row.step.as_deref().unwrap_or_default(), &place];
        let cells: Vec<String> = cells.iter().map(|words| format!(" {} |", cell(words))).collect();
        writeln!(out, "|{}", cells.concat())?;
    }
    let left = chart.open.len().saturating_sub(SHOWN);
    if left > 0 {
        writeln!(out, "\n{} more; `--format json` has all.", count(left, "row"))?;
    }
    Ok(())
}

/// Words of a cell on one line.
fn cell(words: &str) -> String {
    text(&shorten(words, CELL)).replace('|', "\\|")
}
