//! Rows opened, closed and open by week, as `designvet burndown` prints it: a screen for people, a page of Markdown, a drawing in SVG and
//! `designvet.burndown/1` for programs.

mod json;
mod markdown;
mod svg;
mod text;

use super::{Layout, count, safe};
use crate::burndown::{Burndown, Chart, OpenRow, Week};
use std::io::{self, Write};
pub(super) use svg::in_page;

/// The formats of a burndown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BurndownFormat {
    /// For people at a terminal.
    Text,
    /// For programs; versioned.
    Json,
    /// For a wiki.
    Markdown,
    /// A drawing, for pages and slides.
    Svg,
}

impl BurndownFormat {
    /// Names as `--format` takes them, in the order of the help text.
    pub const ALL: &'static [(&'static str, Self)] =
        &[("text", Self::Text), ("json", Self::Json), ("markdown", Self::Markdown), ("svg", Self::Svg)];

    /// The format of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }
}

/// Writes a burndown in a format. Long lists are cut in the reports for people, and what is left out is counted.
pub fn render_burndown(format: BurndownFormat, burndown: &Burndown, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    match format {
        BurndownFormat::Text => text::render(burndown, layout, out),
        BurndownFormat::Json => json::render(burndown, out),
        BurndownFormat::Markdown => markdown::render(burndown, out),
        BurndownFormat::Svg => svg::render(burndown, out),
    }
}

/// Levels of which any row is, with how many are open at the end of the last week.
fn levels(chart: &Chart) -> Vec<usize> {
    let is_told = |level: &usize| {
        chart.weeks.iter().any(|week| week.open[*level] + week.opened[*level] + week.closed[*level] > 0)
            || chart.open.iter().any(|row| row.level == *level)
    };
    (0..chart.levels.len()).filter(is_told).collect()
}

/// A letter for each level: the first of its name that no level before it has.
fn letters(chart: &Chart) -> Vec<char> {
    let mut letters: Vec<char> = Vec::new();
    for level in &chart.levels {
        let own = level.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase());
        let letter = own.chain('A'..='Z').chain('0'..='9').find(|c| !letters.contains(c)).unwrap_or('#');
        letters.push(letter);
    }
    letters
}

fn sum(figures: &[usize]) -> usize {
    figures.iter().sum()
}

/// The most that is open at the end of any week; at least 1.
fn most(chart: &Chart) -> usize {
    chart.weeks.iter().map(|week| sum(&week.open)).max().unwrap_or_default().max(1)
}

/// "12 open: 2 critical, 10 high", of the rows that are open now, in weeks or not.
pub(super) fn open_now(chart: &Chart) -> String {
    let by_level = levels(chart).into_iter().filter_map(|level| {
        let number = chart.open.iter().filter(|row| row.level == level).count();
        (number > 0).then(|| format!("{number} {}", level_title(chart, level)))
    });
    let parts: Vec<String> = by_level.collect();
    let late = chart.open.iter().filter(|row| row.days_over.is_some_and(|days| days > 0)).count();
    let late = if late > 0 { format!("; {late} past the day due") } else { String::new() };
    if parts.is_empty() { "nothing open".to_owned() } else { format!("{} open: {}{late}", chart.open.len(), parts.join(", ")) }
}

/// What a level is called behind a number: "critical", "not said".
pub(super) fn level_title(chart: &Chart, level: usize) -> String {
    safe::line(&chart.levels[level])
}

/// "+3 -1": what was opened and closed in a week.
fn change(week: &Week) -> (usize, usize) {
    (sum(&week.opened), sum(&week.closed))
}

/// Rows that stand in no week, a sentence for each reason.
pub(super) fn apart(chart: &Chart) -> Vec<String> {
    let told = chart.apart.reasons().into_iter().filter(|(number, _)| *number > 0);
    told.map(|(number, reason)| format!("{} {reason}: in no week.", count(number, "row"))).collect()
}

/// "10 days over, due 2026-05-22"; "due in 3 days, 2026-06-04"; "no day due".
pub(super) fn due(row: &OpenRow) -> String {
    let Some((day, over)) = row.due.zip(row.days_over) else { return "no day due".to_owned() };
    let counted = if row.is_due_counted { " (counted)" } else { "" };
    let days = |days: i64| count(usize::try_from(days).unwrap_or_default(), "day");
    match over {
        0 => format!("due today{counted}"),
        over if over > 0 => format!("{} over, due {day}{counted}", days(over)),
        over => format!("due in {}, {day}{counted}", days(-over)),
    }
}

/// "open for 31 days"; "no day opened".
pub(super) fn age(row: &OpenRow) -> String {
    row.age_days
        .filter(|days| *days >= 0)
        .map_or_else(|| "no day opened".to_owned(), |days| format!("open for {}", count(usize::try_from(days).unwrap_or_default(), "day")))
}

/// What a row is called, with where it stands when it has no name.
pub(super) fn name(row: &OpenRow) -> String {
    if row.name.is_empty() { format!("line {}", row.line) } else { row.name.clone() }
}
