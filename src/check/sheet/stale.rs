//! Nothing was written on a row for longer than it may be silent.

use super::{Asked, Hit, Term, days};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;

pub(in crate::check) const STALE: CheckSpec = CheckSpec {
    name: "sheet-stale",
    parameters: &["record", "columns", "rows", "states", "by", "deadlines"],
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
    let (Some(term), Some(&column)) = (Term::of(&asked), asked.columns.first()) else {
        return Outcome::NotEvaluated("the rule names no days".to_owned());
    };
    let most = term.deadlines.days.iter().map(|(_, days)| *days).max().unwrap_or(u32::MAX);
    let allowed = |row| term.days(&asked, row).map_or(most, |(_, days)| days);
    let (mut hits, mut looked_at) = (Vec::new(), 0);
    for row in asked.rows() {
        let Some(day) = row.day(column) else { continue };
        looked_at += 1;
        let silent = today.days_after(day);
        if silent > i64::from(allowed(row)) {
            hits.push(Hit { row, span: row.cell(column).map_or(row.span(), |cell| cell.span), weight: silent });
        }
    }
    let note = |hit: &Hit<'_>| match term.days(&asked, hit.row) {
        Some((id, given)) => format!("{} ago; {id}: {}", days(hit.weight), days(given.into())),
        None => format!("{} ago", days(hit.weight)),
    };
    let observation = asked.together("stale", hits, note).map(|observation| observation.value("counted", term.said(&asked)));
    super::outcome(observation.into_iter().collect(), looked_at, "each was written on")
}
