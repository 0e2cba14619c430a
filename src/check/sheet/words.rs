//! Rows in some states, or whose cells say certain words.

use super::{Asked, Hit, Row};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::source::Span;

pub(in crate::check) const WORDS: CheckSpec = CheckSpec {
    name: "sheet-words",
    parameters: &["record", "columns", "rows", "states", "phrases", "unless"],
    values: &["count", "list"],
};

pub(in crate::check) fn check_words(cx: &Context<'_>) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let phrases = &cx.rule.parameters.rows.phrases;
    let says = |row: Row<'_>| -> Option<Span> {
        let mut cells = asked.columns.iter().filter_map(|column| row.cell(*column));
        let found = |span: Span| {
            let text = cx.subject.text(span).to_lowercase();
            phrases.iter().any(|phrase| super::holds(&text, phrase))
        };
        cells.find(|cell| phrases.is_empty() || found(cell.span)).map(|cell| cell.span)
    };
    let (mut hits, mut looked_at) = (Vec::new(), 0);
    for row in asked.rows() {
        looked_at += 1;
        if asked.is_answered(row) {
            continue;
        }
        hits.extend(says(row).map(|span| Hit { row, span, weight: 0 }));
    }
    let observation = asked.together("words", hits, |hit| asked.words(hit.span));
    super::outcome(observation.into_iter().collect(), looked_at, "no row says it")
}
