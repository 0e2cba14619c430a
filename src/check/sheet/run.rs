//! What rows say of tools against what these wrote of their runs. One kind of comparison a file below, named by `looks-for`; which columns
//! are compared, the record says.

mod claim;
mod held;

use super::{Asked, Hit, Row, days};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::finding::Observation;
use crate::runs::{Run, RunState};
use claim::Claim;
use held::Held;

pub(in crate::check) const RUN: CheckSpec = CheckSpec {
    name: "sheet-run",
    parameters: &["record", "looks-for", "by", "deadlines", "days"],
    values: &["name", "said", "file", "found", "list", "count"],
};

pub(in crate::check) fn check_run(cx: &Context<'_>) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let Some(runs) = cx.runs else {
        return Outcome::NotEvaluated("no run of a tool was named (--runs)".to_owned());
    };
    let held = Held::of(&asked, runs);
    let (found, looked_at): (Vec<Observation>, usize) = match cx.rule.parameters.looks_for.as_ref() {
        "missing" => missing(&asked, &held),
        "unlisted" => (unlisted(&asked, &held).into_iter().collect(), runs.len()),
        what => {
            let compare = match what {
                "late" => claim::late,
                "day" => claim::day,
                "failed" => claim::failed,
                "count" => claim::count,
                "version" => claim::version,
                "baseline" => claim::baseline,
                "suppressed" => claim::suppressed,
                _ => return Outcome::NotEvaluated(format!("`{what}` is nothing that can be looked for in runs")),
            };
            let claims = held.rows.iter().filter_map(|(row, run)| Some((*row, (*run)?)));
            let claims: Vec<Claim<'_, '_>> = claims.map(|(row, run)| Claim { asked: &asked, row, run }).collect();
            (claims.iter().filter_map(compare).collect(), claims.len())
        }
    };
    super::outcome(found, looked_at, "runs on file say the same")
}

/// Rows that say that a tool is in use, and there is no run of it: together; and those of which a file says that it is not there, one by one.
fn missing<'a>(asked: &Asked<'a>, held: &Held<'a>) -> (Vec<Observation>, usize) {
    let claimed: Vec<(Row<'a>, Option<&Run>)> = held.rows.iter().copied().filter(|(row, _)| held::is_claimed(asked, *row)).collect();
    let hit = |row: Row<'a>| Hit { row, span: held::shown(asked, row), weight: 0 };
    let without = claimed.iter().filter(|(_, run)| run.is_none()).map(|(row, _)| hit(*row)).collect();
    let mut found: Vec<Observation> = asked.together("no run", without, |_| "no run on file".to_owned()).into_iter().collect();
    found = found.into_iter().map(|observation| observation.value("found", "no run is on file")).collect();
    for (row, run) in claimed.iter().filter_map(|(row, run)| Some((*row, run.filter(|run| run.state == RunState::Absent)?))) {
        let said = format!("{} says that it is not there", run.from);
        let observation = asked.together(&format!("not there: {}", asked.name(row)), vec![hit(row)], |_| said.clone());
        found.extend(observation.map(|observation| observation.value("found", said.clone())));
    }
    (found, claimed.len())
}

/// Runs of which no row speaks.
fn unlisted(asked: &Asked<'_>, held: &Held<'_>) -> Option<Observation> {
    let first = *asked.sheets.first()?;
    let mut names: Vec<String> = held.spare.iter().map(|run| held::called(run)).collect();
    names.sort();
    names.dedup();
    let (run, count) = (held.spare.first()?, names.len());
    let label = asked.cx.subject.label(first.header, format!("{} has one", run.from));
    let list = crate::check::listed(names.iter().map(String::as_str), super::NAMED, "and");
    Some(Observation::new(label, "unlisted").value("list", list).value("count", crate::check::count(count, "run")).gathering(names))
}
