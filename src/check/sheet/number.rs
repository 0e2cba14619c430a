//! Rows of which something is counted that asks for an answer, and there is none.

use super::{Asked, Hit, Row};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::checklist::sheet::Holds;
use crate::facts::{Cell, Value, counts};
use crate::finding::Observation;
use crate::rule::Severity;

pub(in crate::check) const NUMBER: CheckSpec = CheckSpec {
    name: "sheet-number",
    parameters: &["record", "columns", "least", "phrases", "unless", "instead", "beside", "told", "rows", "states"],
    values: &["count", "list", "sum"],
};

/// Counts what numbers of `columns` say, and of cells with several numbers those beside a word of `phrases`.
pub(in crate::check) fn check_number(cx: &Context<'_>) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let parameters = &cx.rule.parameters;
    let phrases = &parameters.rows.phrases;
    let counted = |row: Row<'_>| -> (f64, Option<usize>) {
        let (mut sum, mut first) = (0.0, None);
        for &column in &asked.columns {
            let number = match row.cell(column) {
                // A number of all sorts is no number of those that are looked for.
                Some(Cell { value: Value::Number(_), .. }) if asked.kind.columns[column].holds == Holds::Counts && !phrases.is_empty() => {
                    0.0
                }
                Some(Cell { value: Value::Number(number), .. }) => *number,
                Some(Cell { value: Value::Said, span }) => {
                    let said = counts(&asked.words(*span)).into_iter();
                    said.filter(|(_, word)| phrases.iter().any(|phrase| phrase == word)).map(|(number, _)| f64::from(number)).sum()
                }
                _ => 0.0,
            };
            first = first.or((number > 0.0).then_some(column));
            sum += number;
        }
        (sum, first)
    };
    let (mut blank, mut without, mut looked_at, mut sums) = (Vec::new(), Vec::new(), 0, [0.0, 0.0]);
    for row in asked.rows() {
        let (sum, first) = counted(row);
        let Some(column) = first.filter(|_| sum >= parameters.least.max(1) as f64) else { continue };
        looked_at += 1;
        if asked.is_answered(row) {
            continue;
        }
        // A table that has no column for an answer may stand beside words that give it.
        let has_column = asked.unless.is_empty() || asked.unless.iter().any(|column| row.sheet.has(*column));
        if !has_column && asked.instead.iter().any(|column| row.is_filled(*column)) {
            continue;
        }
        let hit = Hit { row, span: row.place(column), weight: sum as i64 };
        sums[usize::from(!has_column)] += sum;
        if has_column { blank.push(hit) } else { without.push(hit) }
    }
    if asked.is_told() {
        without.clear();
    }
    let note = |hit: &Hit<'_>| format!("{} in this row", hit.weight);
    let found =
        |subject, hits, sum: f64| -> Option<Observation> { Some(asked.together(subject, hits, note)?.value("sum", sum.to_string())) };
    let mut observations: Vec<Observation> = found("number", blank, sums[0]).into_iter().collect();
    observations.extend(found("number without a column", without, sums[1]).map(|mut observation| {
        observation.severity = Some(cx.rule.severity.min(Severity::Medium));
        observation
    }));
    super::outcome(observations, looked_at, "each is answered")
}
