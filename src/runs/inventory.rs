//! A table with a row for each repository and tool, as dashboards export it, in CSV or JSON, to runs.

use super::{Against, Counts, Run, RunState, Unreadable, brief, filled};
use crate::csv;
use crate::date::Date;
use crate::source::Span;
use serde_json::Value;
use std::collections::BTreeMap;

/// A row by the names of its columns.
type Row = BTreeMap<String, String>;

/// Names of columns: the first is the one in documentation.
const PLACE: &[&str] = &["repository", "repo", "project", "product", "place"];
const TOOL: &[&str] = &["tool", "tool-name", "name"];
const VERSION: &[&str] = &["version", "tool-version", "release"];
const ENABLED: &[&str] = &["enabled", "installed", "active"];
const STATUS: &[&str] = &["status", "last-status", "result", "conclusion"];
const DAY: &[&str] = &["last-run", "last-run-at", "ran-at", "day", "date", "finished-at"];
const SUCCESS: &[&str] = &["last-success", "last-success-at", "last-good-run"];
const TOTAL: &[&str] = &["total", "findings", "results", "open"];
const COUNTS: [&[&str]; 4] = [&["critical"], &["high"], &["medium", "moderate"], &["low"]];
const BASELINE: &[&str] = &["baseline", "baseline-id"];

pub(super) fn of_csv(path: &str, text: &str) -> Result<Vec<Run>, Unreadable> {
    let said = |row: Vec<Span>| row.into_iter().map(|cell| csv::unquoted(cell.of(text))).collect::<Vec<String>>();
    let line = |place: Span| 1 + text[..place.start as usize].matches('\n').count();
    let mut rows = csv::records(text).map_err(|place| Unreadable::Quotation(line(place)))?.into_iter().map(said);
    let header: Vec<String> = rows.next().unwrap_or_default().iter().map(|name| key(name)).collect();
    for column in [PLACE, TOOL] {
        if !header.iter().any(|name| column.contains(&name.as_str())) {
            return Err(Unreadable::Column(column[0], header.join(", ")));
        }
    }
    let row = |(number, cells): (usize, Vec<String>)| {
        if cells.len() > header.len() {
            return Err(Unreadable::Row(number + 2, format!("it has {} cells, and the header {}", cells.len(), header.len())));
        }
        let row: Row = header.iter().cloned().zip(cells.into_iter().map(|cell| cell.trim().to_owned())).collect();
        run(path, number + 2, &row)
    };
    rows.enumerate().map(row).collect()
}

pub(super) fn of_json(path: &str, text: &str) -> Result<Vec<Run>, Unreadable> {
    let rows: Vec<BTreeMap<String, Value>> = serde_json::from_str(text).map_err(|error| Unreadable::Json(error.to_string()))?;
    let said = |value: Value| match value {
        Value::String(text) => text,
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    };
    let row = |(number, row): (usize, BTreeMap<String, Value>)| {
        let row: Row = row.into_iter().map(|(name, value)| (key(&name), said(value))).collect();
        run(path, number + 1, &row)
    };
    rows.into_iter().enumerate().map(row).collect()
}

/// A name of a column with hyphens between its words.
fn key(name: &str) -> String {
    let words: Vec<String> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join("-")
}

fn run(path: &str, number: usize, row: &Row) -> Result<Run, Unreadable> {
    let text = |names: &[&str]| {
        let said = names.iter().find_map(|name| row.get(*name).filter(|text| !text.trim().is_empty()))?;
        (!["?", "-", "unknown", "n/a", "null"].contains(&said.to_lowercase().trim())).then(|| said.trim().to_owned())
    };
    let wrong = |what: String| Unreadable::Row(number, what);
    let day = |names: &[&str]| match text(names) {
        None => Ok(None),
        Some(said) if said.eq_ignore_ascii_case("never") => Ok(None),
        Some(said) => match said.get(..10).and_then(Date::parse) {
            Some(day) => Ok(Some(day)),
            None => Err(wrong(format!("`{}` is no day such as 2027-03-01", brief(&said)))),
        },
    };
    let count = |names: &[&str]| match text(names) {
        None => Ok(None),
        Some(said) => said.parse::<u32>().map(Some).map_err(|_| wrong(format!("`{}` is no number of results", brief(&said)))),
    };
    let Some(tool) = text(TOOL) else { return Err(wrong(format!("it says nothing of the `{}`", TOOL[0]))) };
    let Some(place) = text(PLACE) else { return Err(wrong(format!("it says nothing of the `{}`", PLACE[0]))) };
    let mut of = [None; 4];
    for (slot, names) in of.iter_mut().zip(COUNTS) {
        *slot = count(names)?;
    }
    let sum = of.iter().flatten().fold(0u32, |sum, number| sum.saturating_add(*number));
    let total = count(TOTAL)?.or_else(|| of.iter().any(Option::is_some).then_some(sum));
    let (day, success) = (day(DAY)?, day(SUCCESS)?);
    let is_off = text(ENABLED).is_some_and(|said| is_one_of(&said, OFF));
    let state = match text(STATUS) {
        _ if is_off => RunState::Absent,
        Some(said) if is_one_of(&said, OFF) => RunState::Absent,
        Some(said) if is_one_of(&said, FAILED) => RunState::Failed,
        Some(said) if is_one_of(&said, GOOD) => RunState::Good,
        // A good run that is older than the last one: the last one was none.
        _ => match (day, success) {
            (Some(day), Some(success)) if success < day => RunState::Failed,
            (Some(day), Some(success)) if success == day => RunState::Good,
            _ => RunState::Unknown,
        },
    };
    Ok(Run {
        from: format!("{path}, row {number}"),
        tool,
        version: text(VERSION),
        place: Some(place),
        day,
        success,
        state,
        counts: total.filter(|_| state != RunState::Absent).map(|total| Counts { of, total, is_rated: true }),
        against: text(BASELINE).and_then(filled).map_or(Against::Unknown, Against::Named),
        ..Run::default()
    })
}

const OFF: &[&str] = &["false", "no", "0", "off", "disabled", "inactive", "not installed", "not enabled", "missing", "none", "never"];
const FAILED: &[&str] = &["failed", "failure", "failing", "error", "errored", "timed_out", "timed out", "cancelled", "canceled", "red"];
const GOOD: &[&str] = &["success", "succeeded", "successful", "ok", "passed", "passing", "completed", "green", "good"];

fn is_one_of(said: &str, words: &[&str]) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(said.trim()))
}
