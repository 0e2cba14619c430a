//! A choice that was made weaker or a day that was moved back, and nobody is named who agreed.

use super::{Asked, Hit, Row};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::facts::Value;

pub(in crate::check) const CHANGED: CheckSpec = CheckSpec {
    name: "sheet-changed",
    parameters: &["record", "columns", "former", "rows", "states", "unless"],
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
            if is_weaker(was, cell.value) && !asked.is_answered(row) {
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
            _ => None,
        });
        said.unwrap_or_default()
    };
    let observation = asked.together("changed", hits, note);
    super::outcome(observation.into_iter().collect(), looked_at, "each change is agreed to")
}

/// True for a choice that weighs less, and for a later day.
fn is_weaker(was: Value, is: Value) -> bool {
    match (was, is) {
        (Value::Choice(was), Value::Choice(is)) => is > was,
        (Value::Day(was), Value::Day(is)) => is > was,
        _ => false,
    }
}
