//! A choice that was made weaker, a day that was moved back or a number that jumped, and nobody is named who agreed or says why.

use super::{Asked, Hit};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::facts::{Row, Value};

pub(in crate::check) const CHANGED: CheckSpec = CheckSpec {
    name: "sheet-changed",
    parameters: &["record", "columns", "former", "rows", "states", "unless", "named", "least"],
    values: &["count", "list"],
};

pub(in crate::check) fn check_changed(cx: &Context<'_>) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let rows = &cx.rule.parameters.rows;
    let former: Vec<Option<usize>> = rows.former.iter().map(|id| asked.kind.column(id)).collect();
    let before = |row: Row<'_>, number: usize| {
        let shown = row.sheet.former(row.at, asked.columns[number]);
        shown.or_else(|| former.get(number).copied().flatten().and_then(|column| row.value(column)))
    };
    let (mut hits, mut looked_at) = (Vec::new(), 0);
    for row in asked.rows() {
        for (number, &column) in asked.columns.iter().enumerate() {
            let Some((was, cell)) = before(row, number).zip(row.cell(column)) else { continue };
            looked_at += 1;
            if is_changed(was, cell.value, cx.rule.parameters.least) && !asked.is_answered(row) {
                hits.push(Hit { row, span: cell.span, weight: 0 });
                break;
            }
        }
    }
    let note = |hit: &Hit<'_>| {
        let changed = asked.columns.iter().enumerate().find(|(_, column)| hit.row.cell(**column).is_some_and(|cell| cell.span == hit.span));
        let said = changed.and_then(|(number, &column)| match before(hit.row, number)? {
            Value::Choice(choice) => Some(format!("{} before", asked.kind.columns[column].choices[usize::from(choice)].id)),
            Value::Day(day) => Some(format!("{day} before")),
            Value::Number(number) => Some(format!("{number} before")),
            _ => None,
        });
        said.unwrap_or_default()
    };
    let observation = asked.together("changed", hits, note);
    super::outcome(observation.into_iter().collect(), looked_at, "each change is agreed to")
}

/// True for a choice that weighs less, for a later day, and for a number that is none any more, or half or twice of what it was, and differs
/// by at least so many.
fn is_changed(was: Value, is: Value, least: usize) -> bool {
    match (was, is) {
        (Value::Number(was), Value::Number(is)) => {
            let (less, more) = (was.min(is), was.max(is));
            more - less >= least.max(1) as f64 && more >= 2.0 * less
        }
        (Value::Choice(was), Value::Choice(is)) => is > was,
        (Value::Day(was), Value::Day(is)) => is > was,
        _ => false,
    }
}
