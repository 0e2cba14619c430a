//! One class that several rows belong to.

use super::{Asked, Hit};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::facts::Value;
use crate::finding::Observation;
use std::collections::BTreeMap;

pub(in crate::check) const RECURS: CheckSpec =
    CheckSpec { name: "sheet-recurs", parameters: &["record", "columns", "rows", "states", "least"], values: &["count", "list", "class"] };

/// Most classes told of: what stands behind them is rarer.
const CLASSES: usize = 5;

pub(in crate::check) fn check_recurs(cx: &Context<'_>) -> Outcome {
    let asked = match Asked::of(cx) {
        Ok(asked) => asked,
        Err(nothing) => return nothing,
    };
    let mut classes: BTreeMap<String, Vec<Hit<'_>>> = BTreeMap::new();
    for row in asked.rows() {
        for cell in asked.columns.iter().filter_map(|column| row.cell(*column)).filter(|cell| cell.value == Value::Said) {
            // Of several the first is the one that the row is of.
            let words = asked.words(cell.span);
            let prefixes = || asked.columns.iter().flat_map(|column| &asked.kind.columns[*column].prefixes);
            let is_number = prefixes().any(|prefix| words.starts_with(prefix.as_ref())) || words.starts_with(|c: char| c.is_ascii_digit());
            let ends: &[char] = if is_number { &[',', ';', ':', '(', ' '] } else { &[',', ';', '('] };
            let class = words.split(ends).next().unwrap_or_default().trim();
            let bare = prefixes().next().filter(|_| !class.is_empty() && class.bytes().all(|byte| byte.is_ascii_digit()));
            let class = bare.map_or_else(|| class.to_owned(), |prefix| format!("{prefix}{class}"));
            classes.entry(class).or_default().push(Hit { row, span: cell.span, weight: 0 });
        }
    }
    let looked_at = classes.len();
    let mut often: Vec<(String, Vec<Hit<'_>>)> =
        classes.into_iter().filter(|(class, hits)| !class.is_empty() && hits.len() >= cx.rule.parameters.least.max(2)).collect();
    often.sort_by_key(|(_, hits)| std::cmp::Reverse(hits.len()));
    often.truncate(CLASSES);
    let found: Vec<Observation> = often
        .into_iter()
        .filter_map(|(class, hits)| Some(asked.together(&class, hits, |_| String::new())?.value("class", class)))
        .collect();
    super::outcome(found, looked_at, "no class recurs")
}
