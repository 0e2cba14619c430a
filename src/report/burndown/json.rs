//! A burndown as `designvet.burndown/1`, for programs. Its structs are the published form and change only by addition; the schema is
//! `docs/schemas/burndown-1.schema.json`.

use crate::burndown::{Burndown, Chart};
use crate::report::write_json;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    today: String,
    records: Vec<OneChart<'a>>,
}

#[derive(Serialize)]
struct OneChart<'a> {
    record: &'a str,
    documents: &'a [String],
    rows: usize,
    levels: Vec<&'a str>,
    weeks: Vec<OneWeek<'a>>,
    in_no_week: InNoWeek,
    open: Vec<OneRow<'a>>,
}

#[derive(Serialize)]
struct OneWeek<'a> {
    week: String,
    monday: String,
    opened: BTreeMap<&'a str, usize>,
    closed: BTreeMap<&'a str, usize>,
    open: BTreeMap<&'a str, usize>,
}

#[derive(Serialize)]
struct InNoWeek {
    open_without_day_opened: usize,
    closed_without_day_opened: usize,
    closed_without_day_closed: usize,
    days_impossible: usize,
    state_unread: usize,
    cells_too_many_or_few: usize,
}

#[derive(Serialize)]
struct OneRow<'a> {
    path: &'a str,
    line: u32,
    name: &'a str,
    about: &'a str,
    level: &'a str,
    state: Option<&'a str>,
    owner: Option<&'a str>,
    opened: Option<String>,
    age_days: Option<i64>,
    due: Option<String>,
    due_is_counted: bool,
    days_over: Option<i64>,
    next_step: Option<&'a str>,
}

pub(super) fn render(burndown: &Burndown, out: &mut dyn Write) -> io::Result<()> {
    let records = burndown.charts.iter().map(one).collect();
    write_json(&Root { schema: "designvet.burndown/1", today: burndown.asked.today.to_string(), records }, out)
}

fn one(chart: &Chart) -> OneChart<'_> {
    let by_level = |figures: &[usize]| chart.levels.iter().map(AsRef::as_ref).zip(figures.iter().copied()).collect();
    let weeks = chart.weeks.iter().map(|week| OneWeek {
        week: week.monday.iso_week(),
        monday: week.monday.to_string(),
        opened: by_level(&week.opened),
        closed: by_level(&week.closed),
        open: by_level(&week.open),
    });
    let open = chart.open.iter().map(|row| OneRow {
        path: &row.path,
        line: row.line,
        name: &row.name,
        about: &row.about,
        level: &chart.levels[row.level],
        state: row.state.as_deref(),
        owner: row.owner.as_deref(),
        opened: row.opened.map(|day| day.to_string()),
        age_days: row.age_days,
        due: row.due.map(|day| day.to_string()),
        due_is_counted: row.is_due_counted,
        days_over: row.days_over,
        next_step: row.step.as_deref(),
    });
    let apart = chart.apart;
    OneChart {
        record: &chart.record,
        documents: &chart.documents,
        rows: chart.rows,
        levels: chart.levels.iter().map(AsRef::as_ref).collect(),
        weeks: weeks.collect(),
        in_no_week: InNoWeek {
            open_without_day_opened: apart.open_undated,
            closed_without_day_opened: apart.closed_undated,
            closed_without_day_closed: apart.closing_undated,
            days_impossible: apart.impossible,
            state_unread: apart.unread,
            cells_too_many_or_few: apart.ragged,
        },
        open: open.collect(),
    }
}
