//! A JSON array of objects to a table whose header is keys and whose cells are values, each with its place in the text.
//!
//! What stands deeper in an object is a cell too, below the last key on the way to it; of several such keys the one nearest to the top, and of
//! those the first, is the column. An object is called by its name, and of a list the first one counts. Pages of an interface that were put one
//! behind the other, or into an array of arrays, are one table.

use super::Table;
use super::notation::Fault;
use crate::source::Span;
use std::collections::HashMap;

/// Keys by which whoever writes an object's key alone means it, the surest first.
const NAMES: [&str; 6] = ["login", "full_name", "displayName", "display_name", "name", "value"];

/// Most keys that objects may have between them: each is a column, and every row has a cell for it.
const WIDEST: usize = 1000;

/// Deepest nesting that is read.
const DEEPEST: usize = 64;

/// The objects of a text, a row each.
pub(super) fn read(text: &str) -> Result<Table, Fault> {
    let mut scanner = Scanner { text, at: if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }, ..Scanner::default() };
    let whole = Span::new(scanner.at, text.len()).trimmed(text);
    loop {
        scanner.blanks();
        if scanner.at == text.len() {
            break;
        }
        scanner.page(0)?;
    }
    Ok(scanner.table(whole))
}

/// A place in objects that a value may stand at: the way of keys that leads to it.
struct Way<'a> {
    key: &'a str,
    /// Where the key stands first.
    span: Span,
    /// How many keys lead to it.
    depth: usize,
    /// True when a value was found there.
    is_cell: bool,
}

/// The cells of an object.
struct Row {
    /// Way and value, in the order of the text.
    cells: Vec<(u32, Span)>,
    end: usize,
}

#[derive(Default)]
struct Scanner<'a> {
    text: &'a str,
    /// Byte that is read next.
    at: usize,
    ways: Vec<Way<'a>>,
    /// The way behind another by a key; `None` before the first.
    known: HashMap<(Option<u32>, &'a str), u32>,
    rows: Vec<Row>,
}

impl Scanner<'_> {
    fn fault<T>(&self, what: &str) -> Result<T, Fault> {
        let length = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        Err((Span::new(self.at, self.at + length), format!("no array of objects in JSON: {what}")))
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.at += self.text.as_bytes()[self.at..].iter().take_while(is_blank).count();
    }

    /// Passes over a mark, with the blanks around it.
    fn take(&mut self, mark: u8) -> bool {
        self.blanks();
        let is_there = self.peek() == Some(mark);
        if is_there {
            self.at += 1;
            self.blanks();
        }
        is_there
    }

    /// Each member of a list or object that begins with `open`.
    fn members(
        &mut self,
        [open, close]: [u8; 2],
        depth: usize,
        mut member: impl FnMut(&mut Self, usize) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if depth > DEEPEST {
            return self.fault("it is nested too deep");
        }
        self.take(open);
        if self.take(close) {
            return Ok(());
        }
        for number in 0.. {
            member(self, number)?;
            if self.take(close) {
                break;
            }
            if !self.take(b',') {
                return self.fault(&format!("a comma or {} is missing", char::from(close)));
            }
        }
        Ok(())
    }

    /// An array of objects, or of such arrays.
    fn page(&mut self, depth: usize) -> Result<(), Fault> {
        if self.peek() != Some(b'[') {
            return self.fault("it begins with something else");
        }
        self.members(*b"[]", depth, |scanner, _| match scanner.peek() {
            Some(b'{') => {
                let mut cells = Vec::with_capacity(scanner.rows.last().map_or(0, |row| row.cells.len()));
                scanner.object(None, depth + 1, Some(&mut cells))?;
                let end = scanner.text[..scanner.at].trim_end().len();
                scanner.rows.push(Row { cells, end });
                Ok(())
            }
            Some(b'[') => scanner.page(depth + 1),
            _ => scanner.fault("an element is no object"),
        })
    }

    /// An object: its values go to `cells`, and what it is called by comes back.
    fn object(&mut self, parent: Option<u32>, depth: usize, mut cells: Option<&mut Vec<(u32, Span)>>) -> Result<Option<Span>, Fault> {
        let mut name: Option<(usize, Span)> = None;
        self.members(*b"{}", depth, |scanner, _| {
            if scanner.peek() != Some(b'"') {
                return scanner.fault("a key is missing");
            }
            let key = scanner.string()?;
            if !scanner.take(b':') {
                return scanner.fault("a colon is missing");
            }
            let way = cells.is_some().then(|| scanner.way(parent, key));
            if scanner.ways.len() > WIDEST {
                return scanner.fault(&format!("its objects have more than {WIDEST} keys"));
            }
            let value = scanner.value(way, depth, cells.as_deref_mut())?;
            let rank = NAMES.iter().position(|known| *known == key.of(scanner.text));
            if let Some((rank, value)) = rank.zip(value).filter(|(rank, _)| name.is_none_or(|(best, _)| *rank < best)) {
                name = Some((rank, value));
            }
            Ok(())
        })?;
        Ok(name.map(|(_, span)| span))
    }

    /// A value: what it says in one cell, if it does.
    fn value(&mut self, way: Option<u32>, depth: usize, mut cells: Option<&mut Vec<(u32, Span)>>) -> Result<Option<Span>, Fault> {
        let start = self.at;
        let said = match self.peek() {
            Some(b'"') => Some(self.string()?),
            Some(b'{') => self.object(way, depth + 1, cells.as_deref_mut())?,
            Some(b'[') => {
                let mut first = Some(Span::new(start, start));
                self.members(*b"[]", depth + 1, |scanner, number| {
                    let counts = if number == 0 { cells.as_deref_mut() } else { None };
                    let way = way.filter(|_| number == 0 && scanner.peek() != Some(b'['));
                    // Its cell is that of the list.
                    let value = match scanner.peek() {
                        Some(b'{') => scanner.object(way, depth + 2, counts)?,
                        _ => scanner.value(None, depth + 2, None)?,
                    };
                    first = if number == 0 { value } else { first };
                    Ok(())
                })?;
                first
            }
            _ => Some(self.bare()?),
        };
        if let Some(((way, said), cells)) = way.zip(said).zip(cells) {
            self.ways[way as usize].is_cell = true;
            cells.push((way, said));
        }
        Ok(said)
    }

    /// What stands between two quotation marks.
    fn string(&mut self) -> Result<Span, Fault> {
        let start = self.at + 1;
        self.at = start;
        loop {
            let Some(offset) = memchr::memchr2(b'"', b'\\', &self.text.as_bytes()[self.at..]) else {
                self.at = start - 1;
                return self.fault("nothing closes this quotation");
            };
            self.at += offset + 1;
            if self.text.as_bytes()[self.at - 1] == b'"' {
                return Ok(Span::new(start, self.at - 1));
            }
            // What is escaped may be any character.
            self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        }
    }

    /// A number or a word; `null` says nothing.
    fn bare(&mut self) -> Result<Span, Fault> {
        let start = self.at;
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let length = self.text.as_bytes()[start..].iter().take_while(is_part).count();
        let word = &self.text[start..start + length];
        let is_number = word.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && word.parse::<f64>().is_ok();
        if !is_number && !matches!(word, "true" | "false" | "null") {
            return self.fault("a value is missing");
        }
        self.at += length;
        Ok(if word == "null" { Span::new(start, start) } else { Span::new(start, self.at) })
    }

    fn way(&mut self, parent: Option<u32>, span: Span) -> u32 {
        let key = span.of(self.text);
        let depth = parent.map_or(0, |parent| self.ways[parent as usize].depth + 1);
        *self.known.entry((parent, key)).or_insert_with(|| {
            self.ways.push(Way { key, span, depth, is_cell: false });
            self.ways.len() as u32 - 1
        })
    }

    /// The rows with a column for each key.
    fn table(self, whole: Span) -> Table {
        let mut nearest: HashMap<&str, usize> = HashMap::new();
        for (number, way) in self.ways.iter().enumerate().filter(|(_, way)| way.is_cell) {
            let best = nearest.entry(way.key).or_insert(number);
            if way.depth < self.ways[*best].depth {
                *best = number;
            }
        }
        let mut columns = vec![None; self.ways.len()];
        let mut header = Vec::new();
        for (number, way) in self.ways.iter().enumerate().filter(|(number, way)| nearest.get(way.key) == Some(number)) {
            columns[number] = Some(header.len());
            header.push(way.span);
        }
        let rows = self.rows.into_iter().map(|row| {
            // What an object does not say stands nowhere in it.
            let mut cells = vec![Span::new(row.end, row.end); header.len()];
            for (way, span) in row.cells {
                if let Some(column) = columns[way as usize] {
                    cells[column] = span;
                }
            }
            cells
        });
        Table { span: whole, rows: rows.collect(), header, is_scattered: true, ..Table::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> (Vec<&str>, Vec<Vec<&str>>) {
        let table = read(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
        let words = |row: &Vec<Span>| row.iter().map(|cell| cell.of(text)).collect::<Vec<&str>>();
        (words(&table.header), table.rows.iter().map(words).collect())
    }

    #[test]
    fn keys_are_columns_and_the_nearest_to_the_top_counts() {
        let text = r#"[{"a": {"state": "x", "deep": {"why": "\"so\""}}, "state": "open", "n": 3, "none": null},
            {"n": 4, "late": true}]"#;
        let (header, rows) = table(text);
        assert_eq!(header, ["why", "state", "n", "none", "late"]);
        assert_eq!(rows, [["\\\"so\\\"", "open", "3", "", ""], ["", "", "4", "", "true"]]);
    }

    #[test]
    fn an_object_is_called_by_its_name_and_a_list_by_its_first() {
        let text = r#"[{"who": [{"id": 7, "login": "ana"}, {"login": "ben"}], "tags": ["x", "y"], "repo": {"name": "b", "full_name": "a/b"}, "no": []}]"#;
        let (header, rows) = table(text);
        let column = |key: &str| rows[0][header.iter().position(|known| *known == key).expect("it is a column")];
        assert_eq!(["who", "tags", "repo", "no", "id"].map(column), ["ana", "x", "a/b", "", "7"]);
    }

    #[test]
    fn pages_behind_one_another_or_in_an_array_are_one_table() {
        for text in ["[{\"a\":1},{\"a\":2}]", "[{\"a\":1}]\n[{\"a\":2}]\n", "\u{FEFF}[[{\"a\":1}],[],[{\"a\":2}]]"] {
            assert_eq!(table(text).1, [["1"], ["2"]], "{text}");
        }
        assert_eq!(table("[]").0, Vec::<&str>::new());
    }

    #[test]
    fn what_is_no_array_of_objects_is_a_fault_with_its_place() {
        let deep = format!("[{}", "[".repeat(100_000));
        let wide: Vec<String> = (0..=WIDEST).map(|number| format!("{{\"k{number}\":1}},")).collect();
        let wide = format!("[{}", wide.concat());
        let deep_object = format!("[{}", "{\"a\":".repeat(100_000));
        for (text, at) in [
            ("{}", 0),
            ("words", 0),
            ("[1]", 1),
            ("[{\"a\":1}", 8),
            ("[{\"a\" 1}]", 6),
            ("[{\"a\":}]", 6),
            ("[{\"a\":1,}]", 8),
            ("[{\"a\":\"x]", 6),
            ("[{\"a\":\"\\", 6),
            ("[{\"a\":nul}]", 6),
            ("[{\"a\":1} {\"a\":2}]", 9),
            ("[] x", 3),
            (deep.as_str(), 65),
            (wide.as_str(), 10_900),
            (deep_object.as_str(), 321),
        ] {
            let fault = read(text).err().map(|(span, _)| span.start);
            assert_eq!(fault, Some(at), "{}", &text[..text.len().min(40)]);
        }
    }
}
