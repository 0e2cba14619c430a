//! A choice of which each group of rows has one, and some have none.

use super::{Asked, Hit, Row};
use crate::check::{Context, Outcome, listed};
use crate::checklist::CheckSpec;
use crate::facts::Value;
use crate::finding::Observation;
use std::collections::BTreeMap;

pub(in crate::check) const LACKING: CheckSpec = CheckSpec {
    name: "sheet-lacking",
    parameters: &["record", "columns", "by", "choices", "any", "named", "instead"],
    values: &["choice", "list"],
};

/// Groups of rows: those with the same words in the column that the rule groups by.
type Groups<'a> = BTreeMap<String, Vec<Row<'a>>>;

/// `columns` is the one of the choices; a row of which none of `instead` says anything stands for nothing. With `any`, one group is enough;
/// without, a choice that no group has is not asked of each.
pub(in crate::check) fn check_lacking(cx: &Context<'_>) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let rows = &cx.rule.parameters.rows;
    let Some((&column, by)) = asked.columns.first().zip(asked.kind.column(&rows.by)) else {
        return Outcome::NotEvaluated("the rule names no column to group by".to_owned());
    };
    // Where each cell is a row, a dash is an answer.
    let is_there = |row: Row<'_>, column: usize| row.sheet.is_across && row.cell(column).is_some_and(|cell| !cell.span.is_empty());
    let says =
        |row: Row<'_>| asked.instead.is_empty() || asked.instead.iter().any(|column| row.is_filled(*column) || is_there(row, *column));
    let mut groups: Groups<'_> = BTreeMap::new();
    // Where one row cannot be read, nobody knows what a group has not.
    let mut is_unread = false;
    for sheet in &asked.sheets {
        for (at, head) in sheet.rows.iter().enumerate() {
            let row = Row { sheet, at };
            is_unread |= head.off_by != 0 || !matches!(row.value(column), Some(Value::Choice(_)));
            let group = row.cell(by).filter(|_| row.is_filled(by)).map(|cell| asked.words(cell.span).to_lowercase());
            groups.entry(group.unwrap_or_default()).or_default().push(row);
        }
    }
    if asked.sheets.iter().any(|sheet| sheet.has_strangers) {
        return Outcome::NotEvaluated(format!("a column may be another {}", asked.title(column)));
    }
    if is_unread {
        return Outcome::NotEvaluated(format!("not each row says its {}", asked.title(column)));
    }
    let is_of = |row: &Row<'_>, choice: usize| row.value(column) == Some(Value::Choice(choice as u8)) && says(*row);
    let mut found: Vec<Observation> = Vec::new();
    for id in &rows.choices {
        let Some(choice) = asked.kind.columns[column].choices.iter().position(|known| known.id == *id) else { continue };
        let mut lacking: Vec<Row<'_>> =
            groups.values().filter(|rows| !rows.iter().any(|row| is_of(row, choice))).filter_map(|rows| rows.first().copied()).collect();
        lacking.sort_by_key(|row| row.place(by).start);
        let is_all = lacking.len() == groups.len();
        lacking.retain(|row| !asked.is_named(*row));
        let nobody_has = is_all;
        let declared = &asked.kind.columns[column].choices[choice];
        let is_spoken_of = || declared.words.iter().any(|words| asked.around().says(words));
        if lacking.is_empty() || nobody_has != cx.rule.parameters.any || nobody_has && is_spoken_of() {
            continue;
        }
        let names: Vec<String> = lacking.iter().map(|row| asked.words(row.place(by))).collect();
        let hits = lacking.into_iter().map(|row| Hit { row, span: row.place(by), weight: 0 }).collect();
        found.extend(asked.together(id, hits, |_| format!("nothing on {id}")).map(|mut observation| {
            // The groups, not their rows, are what lacks it.
            observation.values.retain(|(name, _)| *name != "list" && *name != "count");
            let list = listed(names.iter().map(String::as_str), super::NAMED, "and");
            observation.value("choice", id.as_ref()).value("list", list).gathering(names)
        }));
    }
    super::outcome(found, groups.len(), "each has one")
}
