//! A column that has to be filled is blank, or the table does not have it.

use super::{Asked, Hit, Row};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::finding::Observation;

pub(in crate::check) const BLANK: CheckSpec = CheckSpec {
    name: "sheet-blank",
    parameters: &["record", "columns", "rows", "states", "instead", "beside", "unless"],
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
        let is_answered = |row: &Row<'_>| asked.unless.iter().any(|column| row.is_filled(*column));
        let blank = asked.rows().filter(|row| row.cell(column).is_some() && !row.is_filled(column) && !is_answered(row));
        let hits = blank.map(|row| Hit { row, span: row.place(column), weight: 0 });
        let blank = asked.together(title, hits.collect(), |_| format!("no {title}"));
        found.extend(blank.map(|observation| observation.value("column", title)));
        for sheet in &asked.sheets {
            let number = asked.rows_of(sheet).count();
            // What the text says of all rows needs no column.
            if number == 0 || sheet.has(column) || cx.rule.parameters.beside.iter().any(|topic| cx.says(topic.as_str())) {
                continue;
            }
            let others: Vec<usize> = asked.instead.iter().copied().filter(|other| sheet.has(*other)).collect();
            if !others.is_empty() {
                let silent = asked.rows_of(sheet).filter(|row| !others.iter().any(|other| row.is_filled(*other)));
                let hits = silent.map(|row| Hit { row, span: row.span(), weight: 0 });
                let blank = asked.together(title, hits.collect(), |_| format!("no {title}"));
                found.extend(blank.map(|observation| observation.value("column", title)));
                continue;
            }
            let label = cx.subject.label(sheet.header, format!("no column for the {title}"));
            found.push(
                Observation::new(label, format!("column {title}"))
                    .value("count", asked.count(number))
                    .value("list", format!("the table has no column for the {title}"))
                    .value("column", title),
            );
        }
    }
    super::outcome(found, rows, "each row says it")
}
