//! A column that has to be filled is blank, or the table does not have it.

use super::{Asked, Hit};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::facts::Row;
use crate::finding::Observation;

pub(in crate::check) const BLANK: CheckSpec = CheckSpec {
    name: "sheet-blank",
    parameters: &["record", "columns", "rows", "states", "instead", "beside", "told", "named", "unless"],
    values: &["count", "list", "column"],
};

pub(in crate::check) fn check_blank<'a>(cx: &'a Context<'a>) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let rows = asked.rows().count();
    let mut found: Vec<Observation> = Vec::new();
    for &column in &asked.columns {
        let title = asked.title(column);
        let mut hits: Vec<Hit<'a>> = Vec::new();
        // What the text says of all rows needs no column.
        let is_told = asked.is_told();
        for sheet in &asked.sheets {
            let others: Vec<usize> =
                asked.instead.iter().copied().filter(|other| sheet.has(*other)).filter(|_| !sheet.has(column)).collect();
            let is_silent = |row: &Row<'a>| {
                let answered = asked.is_answered(*row) || others.iter().any(|other| row.is_filled(*other));
                !asked.reader.is_said(*row, column) && !answered
            };
            let silent: Vec<Row<'a>> = asked.rows_of(sheet).filter(is_silent).collect();
            // A cell that is a row has room for little.
            if sheet.is_across && is_told {
                continue;
            }
            if sheet.has(column) || !others.is_empty() || silent.len() < asked.rows_of(sheet).count() {
                hits.extend(silent.into_iter().map(|row| Hit { row, span: row.place(column), weight: 0 }));
            } else if !silent.is_empty() && !is_told {
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
