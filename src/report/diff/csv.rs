//! A comparison as CSV (RFC 4180), one row a difference, for spreadsheets.

use super::{DiffTable, ask, confidence};
use crate::report::csv::record;
use std::io::{self, Write};

const HEADER: [&str; 14] = [
    "type",
    "rule",
    "severity",
    "release",
    "teams",
    "confidence",
    "message",
    "ask",
    "prd_path",
    "prd_line",
    "prd_text",
    "tdd_path",
    "tdd_line",
    "tdd_text",
];

/// Writes a comparison as CSV: every field quoted, rows end in CR LF. Lines count from 1; a silent document has no line and no text.
pub fn render_diff_csv(table: &DiffTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    record(&HEADER, out)?;
    for row in &table.rows {
        let teams: Vec<&str> = row.teams.iter().map(crate::rule::Team::as_str).collect();
        let [said, built] = table.quotes(row).map(|quote| {
            quote.map_or((String::new(), String::new()), |quote| {
                (quote.line.to_string(), quote.words.into_iter().map(|(words, _)| words).collect())
            })
        });
        let (certain, teams) = (confidence(row).to_string(), teams.join(" "));
        record(
            &[
                row.case.kind(),
                row.rule.as_str(),
                row.severity.as_str(),
                row.release.as_str(),
                &teams,
                &certain,
                &row.message,
                ask(table.review, row),
                table.product.path(),
                &said.0,
                &said.1,
                table.design.path(),
                &built.0,
                &built.1,
            ],
            out,
        )?;
    }
    Ok(())
}
