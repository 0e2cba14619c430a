//! A column that has to be filled is blank, or the table does not have it.

use super::{Asked, Hit, Row};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::finding::Observation;

pub(in crate::check) const BLANK: CheckSpec = CheckSpec {
    name: "sheet-blank",
    parameters: &["record", "columns", "rows", "states", "instead"],
    values: &["count", "list", "column"],
};

pub(in crate::check) fn check_blank(cx: &Context<'_>) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let rows = asked.rows().count();
    let mut found: Vec<Observation> = Vec::new();
    for &column in &asked.columns {
        let title = asked.title(column);
        let mut hits: Vec<Hit<'_>> = Vec::new();
        for sheet in &asked.sheets {
            let others: Vec<usize> =
                asked.instead.iter().copied().filter(|other| sheet.has(*other)).filter(|_| !sheet.has(column)).collect();
            let is_silent = |row: &Row<'_>| !asked.is_said(*row, column) && !others.iter().any(|other| row.is_filled(*other));
            let silent: Vec<Row<'_>> = asked.rows_of(sheet).filter(is_silent).collect();
            if sheet.has(column) || !others.is_empty() || silent.len() < asked.rows_of(sheet).count() {
                // A blank cell has no words to point at.
                let place = |row: Row<'_>| row.cell(column).filter(|cell| !cell.span.is_empty()).map_or(row.span(), |cell| cell.span);
                hits.extend(silent.into_iter().map(|row| Hit { row, span: place(row), weight: 0 }));
            } else if !silent.is_empty() {
                let label = cx.subject.label(sheet.header, format!("no column for the {title}"));
                found.push(
                    Observation::new(label, format!("column {title}"))
                        .value("count", asked.count(silent.len()))
                        .value("list", format!("the table has no column for the {title}"))
                        .value("column", title),
                );
            }
        }
        let blank = asked.together(title, hits, |_| format!("no {title}"));
        found.extend(blank.map(|observation| observation.value("column", title)));
    }
    super::outcome(found, rows, "each row says it")
}
