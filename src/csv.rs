//! A text of comma-separated values to records whose cells are places in it: RFC 4180 and what spreadsheets and trackers make of it.

use crate::source::Span;

/// What may part cells, the likeliest first.
const MARKS: [u8; 3] = *b",;\t";

/// The records of a text, each with the places of its cells; the first is the header, and lines without a word are none. Where a quotation
/// mark opens a cell that nothing closes, its place.
pub fn records(text: &str) -> Result<Vec<Vec<Span>>, Span> {
    let mut reader = Reader { text, at: if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }, mark: MARKS[0] };
    reader.mark = reader.said_mark().unwrap_or_else(|| reader.likely_mark());
    let mut records: Vec<Vec<Span>> = Vec::new();
    while reader.at < text.len() {
        let record = reader.record(records.last().map_or(0, Vec::len))?;
        if !matches!(record.as_slice(), [only] if only.is_empty()) {
            records.push(record);
        }
    }
    Ok(records)
}

/// What a cell says: of two quotation marks in a row one is meant.
pub fn unquoted(cell: &str) -> String {
    cell.replace("\"\"", "\"")
}

struct Reader<'a> {
    text: &'a str,
    /// Byte that is read next.
    at: usize,
    /// What parts cells.
    mark: u8,
}

impl Reader<'_> {
    fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The mark that a first line such as `sep=;` names, which spreadsheets write and take for no record.
    fn said_mark(&mut self) -> Option<u8> {
        let rest = &self.text[self.at..];
        let line = rest.lines().next()?;
        let mark = line.trim_matches('"').strip_prefix("sep=")?.bytes().next().filter(|mark| MARKS.contains(mark))?;
        self.at += line.len();
        self.line_end();
        Some(mark)
    }

    /// The mark that stands most often in the first record, outside of quotes.
    fn likely_mark(&self) -> u8 {
        let (mut counts, mut quoted) = ([0_usize; MARKS.len()], false);
        for byte in &self.bytes()[self.at..] {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' | b'\r' if !quoted => break,
                byte if !quoted => {
                    if let Some(at) = MARKS.iter().position(|mark| mark == byte) {
                        counts[at] += 1;
                    }
                }
                _ => {}
            }
        }
        let best = (0..MARKS.len()).rev().max_by_key(|at| counts[*at]).unwrap_or_default();
        MARKS[best]
    }

    /// The cells of one record; as many as the one before had, as a rule.
    fn record(&mut self, usual: usize) -> Result<Vec<Span>, Span> {
        let mut cells = Vec::with_capacity(usual);
        loop {
            cells.push(self.cell()?);
            match self.bytes().get(self.at) {
                Some(byte) if *byte == self.mark => self.at += 1,
                _ => {
                    self.line_end();
                    return Ok(cells);
                }
            }
        }
    }

    /// The words of a cell, without its quotes and the white space around them. What stands behind a closing quote is no part of it.
    fn cell(&mut self) -> Result<Span, Span> {
        let start = self.at;
        while self.bytes().get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if self.bytes().get(self.at) != Some(&b'"') {
            self.at = start;
            self.pass_cell();
            return Ok(Span::new(start, self.at).trimmed(self.text));
        }
        let open = self.at;
        self.at += 1;
        loop {
            let Some(offset) = memchr::memchr(b'"', &self.bytes()[self.at..]) else {
                return Err(Span::new(open, open + 1));
            };
            self.at += offset + 1;
            // Two of them are one that is meant.
            if self.bytes().get(self.at) != Some(&b'"') {
                break;
            }
            self.at += 1;
        }
        let words = Span::new(open + 1, self.at - 1).trimmed(self.text);
        self.pass_cell();
        Ok(words)
    }

    fn pass_cell(&mut self) {
        let rest = &self.bytes()[self.at..];
        self.at += memchr::memchr3(self.mark, b'\n', b'\r', rest).unwrap_or(rest.len());
    }

    fn line_end(&mut self) {
        let rest = &self.bytes()[self.at..];
        self.at += match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<&str>> {
        let all = records(text).unwrap_or_else(|fault| panic!("{text:?}: {fault:?}"));
        all.iter().map(|row| row.iter().map(|cell| cell.of(text)).collect()).collect()
    }

    #[test]
    fn cells_are_places_in_the_text_whatever_parts_and_quotes_them() {
        let wanted = [vec!["Key", "Summary"], vec!["V-1", "one, two"], vec!["V-2", ""]];
        for text in [
            "Key,Summary\nV-1,\"one, two\"\nV-2,\n",
            "Key;Summary\r\nV-1;one, two\r\nV-2;\r\n",
            "\u{FEFF}Key\tSummary\rV-1\tone, two\rV-2\t",
            "sep=;\nKey;Summary\n\nV-1; \"one, two\" ;\n".trim_end_matches(";\n"),
            "\"Key\",\"Summary\"\n\"V-1\",\"one, two\"\n\n\"V-2\",\"\"",
        ] {
            let rows = rows(text);
            assert_eq!(rows, wanted[..rows.len()], "{text:?}");
            assert!(rows.len() > 1, "{text:?}");
        }
        assert_eq!(rows("a,b\n\"two\nlines\",\"say \"\"no\"\"\"\n")[1], ["two\nlines", "say \"\"no\"\""]);
        // Rows are as ragged as they are written.
        assert_eq!(rows("a,b\n1\n1,2,3\n"), [vec!["a", "b"], vec!["1"], vec!["1", "2", "3"]]);
    }

    #[test]
    fn a_quotation_that_nothing_closes_is_a_fault_with_its_place() {
        assert_eq!(records("a,b\n1,\"2\n3,4\n"), Err(Span::new(6, 7)));
    }
}
