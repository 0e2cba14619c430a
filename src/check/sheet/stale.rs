//! Nothing was written on a row for longer than it may be silent.

use super::{Asked, Hit, Row, days};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::facts::Sheet;

pub(in crate::check) const STALE: CheckSpec = CheckSpec {
    name: "sheet-stale",
    parameters: &["record", "columns", "rows", "states", "by", "deadlines", "days", "unless", "named", "as-of"],
    values: &["count", "list", "most", "counted"],
};

pub(in crate::check) fn check_stale(cx: &Context<'_>) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let today = match asked.today() {
        Ok(today) => today,
        Err(unknown) => return unknown,
    };
    let (term, own) = (asked.term(), cx.rule.parameters.rows.days);
    let most = match &term {
        Some(term) => term.deadlines.days.iter().map(|(_, days)| *days).max().unwrap_or(u32::MAX),
        None if own > 0 => own,
        None => return Outcome::NotEvaluated("the rule names no days".to_owned()),
    };
    let given = |row: Row<'_>| term.as_ref().and_then(|term| term.days(&asked.reader, row));
    let (mut hits, mut looked_at) = (Vec::new(), 0);
    // A report that nobody has written on for a week makes nothing older.
    let as_of = i64::from(cx.rule.parameters.rows.as_of);
    let written_on = |sheet: &Sheet| {
        let days = (0..sheet.rows.len()).flat_map(|at| asked.columns.iter().filter_map(move |column| Row { sheet, at }.day(*column)));
        let newest = days.filter(|day| *day <= today).max();
        newest.filter(|day| today.days_after(*day) <= as_of).unwrap_or(today)
    };
    let sheets = asked.sheets.iter().map(|sheet| (if as_of > 0 { written_on(sheet) } else { today }, *sheet));
    for (of, row) in sheets.flat_map(|(of, sheet)| asked.rows_of(sheet).map(move |row| (of, row))) {
        // Of several columns the first that names a day.
        let Some((column, day)) = asked.columns.iter().find_map(|column| Some((*column, row.day(*column)?))) else { continue };
        // What stands behind the day, a reader has to judge.
        if asked.is_answered(row) || asked.has_remark(row, column) {
            continue;
        }
        looked_at += 1;
        let silent = today.days_after(day);
        if of.days_after(day) > i64::from(given(row).map_or(most, |(_, days)| days)) {
            hits.push(Hit { row, span: row.place(column), weight: silent });
        }
    }
    let note = |hit: &Hit<'_>| match given(hit.row) {
        Some((id, given)) => format!("{} ago; {id}: {}", days(hit.weight), days(given.into())),
        None => format!("{} ago", days(hit.weight)),
    };
    let said = term.as_ref().map_or_else(|| days(most.into()), |term| asked.said(term));
    let observation = asked.together("stale", hits, note).map(|observation| observation.value("counted", said));
    super::outcome(observation.into_iter().collect(), looked_at, "each was written on")
}
