//! A day that should not lie before another does.

use super::{Asked, Hit, days};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;

pub(in crate::check) const EARLIER: CheckSpec = CheckSpec {
    name: "sheet-earlier",
    parameters: &["record", "columns", "from", "days", "rows", "states", "unless", "named"],
    values: &["count", "list", "most"],
};

pub(in crate::check) fn check_earlier(cx: &Context<'_>) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let rows = &cx.rule.parameters.rows;
    let Some((&column, from)) = asked.columns.first().zip(asked.kind.column(&rows.from)) else {
        return Outcome::NotEvaluated("the rule names no two days".to_owned());
    };
    let (mut hits, mut looked_at) = (Vec::new(), 0);
    for row in asked.rows() {
        let Some((day, from)) = row.day(column).zip(row.day(from)) else { continue };
        looked_at += 1;
        let before = from.days_after(day);
        if before > i64::from(rows.days) && !asked.is_answered(row) {
            hits.push(Hit { row, span: row.place(column), weight: before });
        }
    }
    let title = asked.title(from);
    let note = |hit: &Hit<'_>| match hit.row.day(from) {
        Some(day) => format!("{} before the {title}, {day}", days(hit.weight)),
        None => String::new(),
    };
    super::outcome(asked.together("earlier", hits, note).into_iter().collect(), looked_at, "no day lies before the other")
}
