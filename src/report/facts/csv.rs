//! Facts as CSV (RFC 4180), one row a fact, for spreadsheets.

use super::place::Places;
use super::row::{self, Row};
use crate::checklist::Checklist;
use crate::facts::Facts;
use crate::report::{safe, shorten};
use crate::source::SourceFile;
use std::io::{self, Write};

const HEADER: [&str; 11] = ["path", "line", "column", "kind", "id", "name", "role", "surface", "subject", "confidence", "rule"];

/// Longest cell taken from a document, in characters.
const CELL: usize = 240;

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

fn record(fields: &[&str], out: &mut dyn Write) -> io::Result<()> {
    for (number, field) in fields.iter().enumerate() {
        if number > 0 {
            out.write_all(b",")?;
        }
        write!(out, "\"{}\"", cell(field).replace('"', "\"\""))?;
    }
    out.write_all(b"\r\n")
}

/// One line of harmless text. A spreadsheet takes what begins with one of these characters for a formula, blanks before it or not.
fn cell(text: &str) -> String {
    let begins = text.chars().next().is_some_and(|first| matches!(first, '\t' | '\r' | '\n'));
    let line = shorten(&safe::line(text), CELL);
    let formula = line.starts_with(['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}']);
    if begins || formula { format!("'{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_no_field_is_a_formula() {
        let mut out = Vec::new();
        record(&["a \"b\", c", "=1+1", "@x", "-1", "\tx", "\u{FF1D}1", "a\nb", "\u{1b}[31m", ""], &mut out).expect("a vector takes all");
        let text = String::from_utf8(out).expect("it is UTF-8");
        let wanted = "\"a \"\"b\"\", c\",\"'=1+1\",\"'@x\",\"'-1\",\"'x\",\"'\u{FF1D}1\",\"a b\",\"\u{241b}[31m\",\"\"\r\n";
        assert_eq!(text, wanted);
    }
}
