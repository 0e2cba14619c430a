//! Records of CSV (RFC 4180) that no spreadsheet takes for formulas.

use super::{safe, shorten};
use std::io::{self, Write};

/// Longest cell taken from a document, in characters.
const CELL: usize = 240;

/// Writes one record: every field quoted, ended by CR LF.
pub(super) fn record(fields: &[&str], out: &mut dyn Write) -> io::Result<()> {
    record_of(fields, CELL, out)
}

/// The same with cells of at most `longest` characters.
pub(super) fn record_of(fields: &[&str], longest: usize, out: &mut dyn Write) -> io::Result<()> {
    for (number, field) in fields.iter().enumerate() {
        if number > 0 {
            out.write_all(b",")?;
        }
        write!(out, "\"{}\"", cell(field, longest).replace('"', "\"\""))?;
    }
    out.write_all(b"\r\n")
}

/// One line of harmless text. A spreadsheet takes what begins with one of these characters for a formula, blanks before it or not.
fn cell(text: &str, longest: usize) -> String {
    let begins = text.chars().next().is_some_and(|first| matches!(first, '\t' | '\r' | '\n'));
    let line = shorten(&safe::line(text), longest);
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
