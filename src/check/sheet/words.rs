//! Rows in some states, or whose cells say certain words.

use super::{Asked, Hit};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::facts::Row;

pub(in crate::check) const WORDS: CheckSpec = CheckSpec {
    name: "sheet-words",
    parameters: &["record", "columns", "rows", "states", "phrases", "unless", "named", "except"],
    values: &["count", "list"],
};

pub(in crate::check) fn check_words(cx: &Context<'_>) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let phrases = &cx.rule.parameters.rows.phrases;
    let says = |row| asked.reader.saying(row, &asked.columns, phrases);
    // Words that answer may stand in the cell itself, or in another that is looked at.
    let except = &cx.rule.parameters.except;
    let is_explained = |row: Row<'_>| !except.is_empty() && asked.reader.saying(row, &asked.columns, except).is_some();
    let (mut hits, mut looked_at) = (Vec::new(), 0);
    for row in asked.rows() {
        looked_at += 1;
        if asked.is_answered(row) || is_explained(row) {
            continue;
        }
        hits.extend(says(row).map(|span| Hit { row, span, weight: 0 }));
    }
    let observation = asked.together("words", hits, |hit| asked.words(hit.span));
    super::outcome(observation.into_iter().collect(), looked_at, "no row says it")
}
