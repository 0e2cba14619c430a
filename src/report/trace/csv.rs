//! A trace as CSV (RFC 4180), one row a requirement and place, for spreadsheets.

use super::{TraceMatrix, score};
use crate::facts::{Priority, Scope};
use crate::report::csv::record;
use std::io::{self, Write};

const HEADER: [&str; 13] = [
    "requirement",
    "path",
    "line",
    "text",
    "priority",
    "scope",
    "status",
    "design_path",
    "first_line",
    "last_line",
    "heading",
    "score",
    "reason",
];

/// Writes a trace as CSV: every field quoted, rows end in CR LF. Lines count from 1. A requirement without a place has one row; the
/// places of one that is not covered are those that came nearest.
pub fn render_trace_csv(matrix: &TraceMatrix<'_>, out: &mut dyn Write) -> io::Result<()> {
    record(&HEADER, out)?;
    let places = matrix.places();
    for row in &matrix.rows {
        let (line, text) = (matrix.line_of(row).to_string(), matrix.text_of(row));
        let id = row.requirement.id.as_str();
        let (priority, scope) = (row.priority().map_or("", Priority::name), row.scope().map_or("", Scope::name));
        let own = [id, matrix.product.document.path(), &line, &text, priority, scope, row.coverage.as_str()];
        if row.traced.links.is_empty() {
            record(&[&own[..], &[""; 6]].concat(), out)?;
        }
        for link in &row.traced.links {
            let (first, last) = matrix.lines_of(link);
            let (first, last, alike) = (first.to_string(), last.to_string(), score(link).to_string());
            let heading = places.of(link.place.span).heading.join(" > ");
            let place = [matrix.design.document.path(), &first, &last, &heading, &alike, link.reason.as_str()];
            record(&[&own[..], &place].concat(), out)?;
        }
    }
    Ok(())
}
