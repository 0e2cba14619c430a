//! Facts as CSV (RFC 4180), one row a fact, for spreadsheets.

use super::row::{self, Row};
use crate::checklist::Checklist;
use crate::facts::Facts;
use crate::report::csv::record;
use crate::report::place::Places;
use crate::source::SourceFile;
use std::io::{self, Write};

const HEADER: [&str; 11] = ["path", "line", "column", "kind", "id", "name", "role", "surface", "subject", "confidence", "rule"];

/// Writes the facts of documents as CSV: every field quoted, rows end in CR LF. Lines and columns count from 1, columns in characters.
pub fn render_facts_csv(documents: &[(&SourceFile, &Facts)], checklist: &Checklist, out: &mut dyn Write) -> io::Result<()> {
    record(&HEADER, out)?;
    for (file, facts) in documents {
        let places = Places::new(file, facts);
        for Row { kind, id, name, role, span, subject, confidence, rule, .. } in row::rows(file, facts, checklist) {
            let (line, column) = places.line_and_column(span);
            let (line, column) = (line.to_string(), column.to_string());
            let subject = subject.map_or("", |span| span.of(file.text()));
            record(&[file.path(), &line, &column, kind, &id, &name, &role, span.of(file.text()), subject, confidence, rule], out)?;
        }
    }
    Ok(())
}
