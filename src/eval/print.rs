//! Figures to a table for people and to `designvet.eval/1` for programs.

use super::{Miss, Score, Value};
use crate::report::visible;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    pairs: usize,
    figures: BTreeMap<&'static str, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    misses: Option<&'a [Miss]>,
}

/// Writes the figures as JSON, with everything missed and everything that was too much when `misses` is set.
pub fn write_json(score: &Score, misses: bool, out: &mut dyn Write) -> io::Result<()> {
    let figures = score.figures().into_iter().collect();
    let root = Root { schema: "designvet.eval/1", pairs: score.pairs, figures, misses: misses.then_some(score.misses.as_slice()) };
    crate::report::write_json(&root, out)
}

/// Writes the figures as a table, after a line for everything missed and everything that was too much when `misses` is set.
pub fn write_text(score: &Score, misses: bool, out: &mut dyn Write) -> io::Result<()> {
    if misses {
        for miss in &score.misses {
            writeln!(out, "{}: {}: {}: {}", place(miss), miss.figure, visible(&miss.what), visible(&miss.about).replace('\n', " "))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{} pair{}", score.pairs, if score.pairs == 1 { "" } else { "s" })?;
    writeln!(out, "{:28} {:>9} {:>6} {:>6} {:>5} {:>5} {:>5}", "", "precision", "recall", "F1", "tp", "fp", "fn")?;
    for (name, value) in score.figures() {
        match value {
            Value::Number(number) => writeln!(out, "{name:28} {number:>9.3}")?,
            Value::Rates(rates) => {
                let show = |rate: Option<f64>| rate.map_or_else(|| "-".to_owned(), |rate| format!("{rate:.3}"));
                let (precision, recall, f1) = (show(rates.precision), show(rates.recall), show(rates.f1));
                writeln!(out, "{name:28} {precision:>9} {recall:>6} {f1:>6} {:>5} {:>5} {:>5}", rates.tp, rates.fp, rates.fn_)?;
            }
        }
    }
    Ok(())
}

/// The file and line of a miss: `pairs/shop/prd.md:12`.
fn place(miss: &Miss) -> String {
    let pair = visible(&miss.pair);
    let line = |line: Option<u32>| line.map_or_else(String::new, |line| format!(":{line}"));
    if miss.document == "pair" {
        return format!("pairs/{pair}/prd.md{} tdd.md{}", line(miss.line), line(miss.tdd_line));
    }
    format!("pairs/{pair}/{}.md{}", miss.document, line(miss.line))
}
