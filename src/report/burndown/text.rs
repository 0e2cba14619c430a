//! A burndown on one screen: a line a week, a letter for rows of each level, so that no colour is needed to read it.

use super::{age, apart, change, due, letters, level_title, levels, most, name, open_now, sum};
use crate::burndown::{Burndown, Chart, OpenRow, Week};
use crate::report::page::{ALARM, CARE, GOOD, PLAIN, Page, STRONG, WEAK};
use crate::report::{Layout, count, safe, sentence, shorten};
use std::io::{self, Write};

/// Rows of the list that are shown.
const SHOWN: usize = 15;
/// Longest that is shown of what a row is about, in characters.
const ABOUT: usize = 60;
/// Columns of a line before its bar.
const BEFORE: usize = 45;

pub(super) fn render(burndown: &Burndown, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(layout, out);
    for (number, chart) in burndown.charts.iter().enumerate() {
        if number > 0 {
            page.blank()?;
        }
        let title = format!("{} on {}: {}.", sentence(&safe::line(&chart.plural)), burndown.asked.today, open_now(chart));
        page.note(0, "", &title, STRONG)?;
        weeks(chart, &mut page)?;
        for line in apart(chart) {
            page.note(2, "", &line, CARE)?;
        }
        list(chart, &mut page)?;
    }
    Ok(())
}

fn weeks(chart: &Chart, page: &mut Page<'_>) -> io::Result<()> {
    if chart.weeks.is_empty() {
        return page.note(0, "", "No row says since when it is open, so there is no week to show.", CARE);
    }
    let (letters, levels) = (letters(chart), levels(chart));
    // A level with any row has a letter, which may be one more than its share.
    let room = page.room(BEFORE).saturating_sub(levels.len()).max(1);
    let rows = most(chart).div_ceil(room);
    let scale = if rows == 1 { "a letter a row".to_owned() } else { format!("a letter for {rows} rows") };
    page.heading("By week", &format!("open at the end of each, {scale}"))?;
    page.plain("  week      from         open opened closed", WEAK)?;
    for week in &chart.weeks {
        let (opened, closed) = change(week);
        let (opened, closed) = (signed('+', opened), signed('-', closed));
        let figures = format!("  {}  {} {:>6} {opened:>6} {closed:>6}", week.monday.iso_week(), week.monday, sum(&week.open));
        page.plain(format!("{figures}  {}", bar(week, &letters, rows)).trim_end(), PLAIN)?;
    }
    let legend: Vec<String> = levels.iter().map(|level| format!("{} {}", letters[*level], level_title(chart, *level))).collect();
    page.note(2, "", &legend.join(", "), WEAK)
}

fn signed(sign: char, number: usize) -> String {
    if number == 0 { "0".to_owned() } else { format!("{sign}{number}") }
}

/// Letters for what is open, each for so many rows; a level with any row has one.
fn bar(week: &Week, letters: &[char], rows: usize) -> String {
    let runs = week.open.iter().zip(letters).map(|(number, letter)| letter.to_string().repeat(number.div_ceil(rows)));
    runs.collect()
}

fn list(chart: &Chart, page: &mut Page<'_>) -> io::Result<()> {
    page.heading("Open", "the worst and latest first")?;
    if chart.open.is_empty() {
        return page.note(2, "", "Nothing is left to do.", GOOD);
    }
    let shown = if page.is_verbose() { chart.open.len() } else { SHOWN.min(chart.open.len()) };
    for row in &chart.open[..shown] {
        entry(chart, row, page)?;
    }
    let left = chart.open.len() - shown;
    if left > 0 {
        page.note(2, "", &format!("{} more; --verbose shows all, and so does --format json.", count(left, "row")), WEAK)?;
    }
    Ok(())
}

fn entry(chart: &Chart, row: &OpenRow, page: &mut Page<'_>) -> io::Result<()> {
    let name = shorten(&safe::line(&name(row)), ABOUT);
    page.note(2, &format!("{name}  "), &shorten(&safe::line(&row.about), ABOUT), PLAIN)?;
    let style = if row.days_over.is_some_and(|days| days > 0) { ALARM } else { PLAIN };
    let state = row.state.as_deref().map_or_else(|| "no state".to_owned(), safe::line);
    let owner = row.owner.as_deref().map_or_else(|| "no owner".to_owned(), |owner| shorten(&safe::line(owner), ABOUT));
    let place = format!("{}:{}", safe::line(&row.path), row.line);
    let said = [level_title(chart, row.level), due(row), age(row), state, owner, place];
    page.note(4, "", &said.join(", "), style)?;
    row.step.as_ref().map_or(Ok(()), |step| page.note(4, "next: ", &safe::line(step), STRONG))
}
