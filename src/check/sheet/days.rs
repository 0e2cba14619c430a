//! The day by which a row has to be done: past, near, or later than it may be.

use super::{Asked, Hit, days, given_days};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::facts::{Due, Term};

pub(in crate::check) const OVERDUE: CheckSpec = CheckSpec {
    name: "sheet-overdue",
    parameters: &["record", "columns", "rows", "states", "from", "by", "deadlines", "unless"],
    values: &["count", "list", "most", "counted"],
};

pub(in crate::check) const NEAR: CheckSpec = CheckSpec {
    name: "sheet-near",
    parameters: &["record", "columns", "rows", "states", "from", "by", "deadlines", "unless", "days"],
    values: &["count", "list", "counted", "days"],
};

pub(in crate::check) const DIFFERS: CheckSpec = CheckSpec {
    name: "sheet-late-day",
    parameters: &["record", "columns", "rows", "states", "from", "by", "deadlines", "unless", "days"],
    values: &["count", "list", "most", "counted"],
};

/// What is said of a day at its cell, with how far it is.
fn note(due: &Due<'_>, term: Option<&Term<'_>>, far: &str) -> String {
    match due.counted.zip(term) {
        Some(((from, id, given), term)) => format!("{far}: {id}, {} from {from} on", given_days(term, given)),
        None => far.to_owned(),
    }
}

/// Rows whose day lies so many days before or behind today, the farthest past first.
fn found(cx: &Context<'_>, subject: &str, is_found: impl Fn(i64) -> bool, far: impl Fn(i64) -> String, satisfied: &str) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let today = match asked.today() {
        Ok(today) => today,
        Err(unknown) => return unknown,
    };
    let term = asked.term();
    let due = |row| Due::of(&asked.reader, *asked.columns.first()?, term.as_ref(), &asked.unless, row);
    let (mut hits, mut looked_at, mut counted) = (Vec::new(), 0, false);
    for row in asked.rows() {
        let Some(due) = due(row) else { continue };
        looked_at += 1;
        let past = today.days_after(due.day);
        if is_found(past) {
            counted |= due.counted.is_some();
            hits.push(Hit { row, span: due.span, weight: past });
        }
    }
    let observation =
        asked.together(subject, hits, |hit| due(hit.row).map(|due| note(&due, term.as_ref(), &far(hit.weight))).unwrap_or_default());
    let said = if counted { term.as_ref().map(|term| format!("; where no day is set: {}", asked.said(term))) } else { None };
    let observation = observation
        .map(|observation| observation.value("counted", said.unwrap_or_default()).value("days", days(cx.rule.parameters.rows.days.into())));
    super::outcome(observation.into_iter().collect(), looked_at, satisfied)
}

pub(in crate::check) fn check_overdue(cx: &Context<'_>) -> Outcome {
    found(cx, "overdue", |past| past > 0, |past| format!("{} over", days(past)), "no day is past")
}

pub(in crate::check) fn check_near(cx: &Context<'_>) -> Outcome {
    let most = i64::from(cx.rule.parameters.rows.days);
    let far = |past: i64| if past == 0 { "today".to_owned() } else { format!("in {}", days(-past)) };
    found(cx, "near", |past| past <= 0 && -past <= most, far, "no day is near")
}

pub(in crate::check) fn check_differs(cx: &Context<'_>) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let (Some(term), Some(&column)) = (asked.term(), asked.columns.first()) else {
        return Outcome::NotEvaluated("the rule names no days".to_owned());
    };
    let grace = i64::from(cx.rule.parameters.rows.days);
    let (mut hits, mut looked_at) = (Vec::new(), 0);
    for row in asked.rows() {
        let Some((day, (.., end))) = row.day(column).zip(term.end(&asked.reader, row)) else { continue };
        looked_at += 1;
        let late = day.days_after(end);
        // A day that was moved is told of as such.
        let was_moved = row.sheet.former(row.at, column).is_some();
        if late > grace && !was_moved && !asked.is_answered(row) {
            hits.push(Hit { row, span: row.cell(column).map_or(row.span(), |cell| cell.span), weight: late });
        }
    }
    let note = |hit: &Hit<'_>| match term.end(&asked.reader, hit.row) {
        Some((from, id, given, end)) => format!("{} after {end}: {id}, {} from {from} on", days(hit.weight), given_days(&term, given)),
        None => String::new(),
    };
    let observation = asked.together("later than it may be", hits, note);
    let observation = observation.map(|observation| observation.value("counted", asked.said(&term)));
    super::outcome(observation.into_iter().collect(), looked_at, "no day is later than it may be")
}
