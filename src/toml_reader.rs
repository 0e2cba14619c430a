//! TOML text to typed values with spans; unknown keys, wrong types and unknown words become diagnostics, all of them at once.

use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};
use crate::text::Text;
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::sync::Arc;
use tree::{Entries, Placed, Value};

mod packed;
mod tree;

/// How alike a known word must be to be suggested for an unknown one (Jaro-Winkler, 0 to 1).
const ALIKE: f64 = 0.75;

/// A value with its place in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

/// A TOML file being read: its diagnostics are gathered while its tables are.
pub struct Reader {
    file: Arc<SourceFile>,
    code: &'static str,
    /// Text and tree of a file that is built in.
    packed: Option<(&'static str, &'static [u8])>,
    /// Where the file is no TOML.
    faults: RefCell<Vec<Span>>,
    found: RefCell<Vec<Diagnostic>>,
}

impl Reader {
    /// A reader of `file` whose diagnostics carry `code`.
    pub fn new(file: Arc<SourceFile>, code: &'static str) -> Self {
        Self { file, code, packed: None, faults: RefCell::default(), found: RefCell::default() }
    }

    /// The same for a file that is built in: its text, and its tree as the build script packed it.
    pub fn of_packed(file: Arc<SourceFile>, code: &'static str, packed: (&'static str, &'static [u8])) -> Self {
        Self { packed: Some(packed), ..Self::new(file, code) }
    }

    /// Reads the file by `read`; what it asks for is what is known. Returns what it makes, and what was wrong.
    pub fn read<T>(self, read: impl FnOnce(&mut Table<'_>) -> T) -> (T, Vec<Diagnostic>) {
        let file = Arc::clone(&self.file);
        let (root, faults) = match self.packed {
            Some((text, packed)) => (packed::unpack(text, packed), Vec::new()),
            None => tree::parse(file.text()),
        };
        self.faults.replace(faults.iter().map(span_of).collect());
        let mut table = Table { reader: &self, table: &root, span: Span::default(), asked: Vec::new(), named: Vec::new() };
        let value = read(&mut table);
        table.finish();
        if !faults.is_empty() {
            // What stands behind a syntax error was not read as it was meant: further problems would be made up.
            self.found.borrow_mut().clear();
        }
        for fault in faults {
            let span = span_of(&fault);
            self.report(span, fault.value, None);
        }
        let mut found = self.found.into_inner();
        found.sort_by_key(Diagnostic::start);
        (value, found)
    }

    fn report(&self, span: Span, message: String, help: Option<String>) {
        let mut diagnostic = Diagnostic::error(self.code, message).at(&self.file, span);
        diagnostic.help = help;
        self.found.borrow_mut().push(diagnostic);
    }
}

/// A table being read. Keys that were never asked for are unknown.
pub struct Table<'t> {
    reader: &'t Reader,
    table: &'t Entries,
    span: Span,
    asked: Vec<&'static str>,
    /// Keys that are names of things, and were read.
    named: Vec<&'t str>,
}

fn span_of<T>(given: &Placed<T>) -> Span {
    Span::new(given.start, given.end)
}

impl<'t> Table<'t> {
    fn get(&mut self, key: &'static str) -> Option<&'t Placed<Value>> {
        self.asked.push(key);
        let table: &'t Entries = self.table;
        table.iter().find(|(known, _)| known.value == key).map(|(_, value)| value)
    }

    /// Where the table begins.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The file it is in.
    pub fn file(&self) -> &Arc<SourceFile> {
        &self.reader.file
    }

    /// Reports a problem at `span`.
    pub fn problem(&self, span: Span, message: impl Into<String>, help: Option<String>) {
        self.reader.report(span, message.into(), help);
    }

    fn wrong_type(&self, key: &str, given: &Placed<Value>, wanted: &str) {
        self.problem(span_of(given), format!("`{key}` is {}, not {wanted}", named(&given.value)), None);
    }

    /// True when the key is written, whatever its value.
    pub fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(known, _)| known.value == key)
    }

    /// Takes keys as known that cannot be read because of another problem.
    pub fn pass_over(&mut self, keys: &[&'static str]) {
        self.asked.extend_from_slice(keys);
    }

    /// Text.
    pub fn string(&mut self, key: &'static str) -> Option<At<Text>> {
        let value = self.get(key)?;
        if let Value::Text(text) = &value.value {
            return Some(At { value: text.clone(), span: span_of(value) });
        }
        self.wrong_type(key, value, "text");
        None
    }

    /// Text that has to be there.
    pub fn required(&mut self, key: &'static str) -> Option<At<Text>> {
        let found = self.string(key);
        if found.is_none() && !self.has(key) {
            self.problem(self.span, format!("`{key}` is missing"), None);
        }
        found.filter(|text| {
            let blank = text.value.trim().is_empty();
            if blank {
                self.problem(text.span, format!("`{key}` is empty"), None);
            }
            !blank
        })
    }

    /// A list of texts; one text alone counts as a list of one.
    pub fn strings(&mut self, key: &'static str) -> Option<Vec<At<Text>>> {
        self.texts(key, |text, item| At { value: text.clone(), span: span_of(item) })
    }

    /// A list of texts without places; empty when the key is not there.
    pub fn plain_strings(&mut self, key: &'static str) -> Vec<Text> {
        self.texts(key, |text, _| text.clone()).unwrap_or_default()
    }

    fn texts<T>(&mut self, key: &'static str, made: impl Fn(&Text, &Placed<Value>) -> T) -> Option<Vec<T>> {
        let value = self.get(key)?;
        let list = match &value.value {
            Value::Text(_) => std::slice::from_ref(value),
            Value::List(list) => list,
            _ => {
                self.wrong_type(key, value, "a list of texts");
                return None;
            }
        };
        let mut texts = Vec::with_capacity(list.len());
        for item in list {
            match &item.value {
                Value::Text(text) => texts.push(made(text, item)),
                _ => self.wrong_type(key, item, "text"),
            }
        }
        Some(texts)
    }

    /// True or false.
    pub fn bool(&mut self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        let found = if let Value::Bool(is) = value.value { Some(is) } else { None };
        if found.is_none() {
            self.wrong_type(key, value, "true or false");
        }
        found
    }

    /// A whole number from 0 on.
    pub fn number(&mut self, key: &'static str) -> Option<u64> {
        let value = self.get(key)?;
        let found = if let Value::Number(number) = value.value { number } else { None };
        if found.is_none() {
            self.wrong_type(key, value, "a whole number from 0 on");
        }
        found
    }

    /// Every key whose value is a whole number from 0 on, for tables whose keys are names of things.
    pub fn numbers(&mut self) -> Vec<(At<Text>, u64)> {
        let mut found = Vec::new();
        for (key, value) in self.table {
            if let Value::Number(Some(number)) = value.value {
                found.push((At { value: key.value.clone(), span: span_of(key) }, number));
                self.named.push(key.value.as_ref());
            }
        }
        found
    }

    /// A whole number from 0 on, with its place.
    pub fn number_at(&mut self, key: &'static str) -> Option<At<u64>> {
        let value = self.number(key)?;
        let (_, written) = self.table.iter().find(|(known, _)| known.value == key)?;
        Some(At { value, span: span_of(written) })
    }

    /// A day, as a date of TOML or as text.
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        let value = self.get(key)?;
        let (Value::Date(text) | Value::Text(Cow::Owned(text))) = &value.value else {
            self.wrong_type(key, value, "a date");
            return None;
        };
        let date = Date::parse(text);
        if date.is_none() {
            self.problem(span_of(value), format!("`{key}` is no day: `{text}`"), Some(format!("write `{key} = 2027-03-01`")));
        }
        date
    }

    /// One of the known words, by `parse`; `known` lists them for the message.
    pub fn word<T, K: ToString>(&mut self, key: &'static str, known: &[K], parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.string(key)?;
        let found = parse(&text.value);
        if found.is_none() {
            self.unknown_word(key, &text, &known.iter().map(ToString::to_string).collect::<Vec<_>>());
        }
        found
    }

    /// Reports a text that is none of the known words.
    pub fn unknown_word<S: AsRef<str>>(&self, what: &str, text: &At<Text>, known: &[S]) {
        let help = suggestion(&text.value, known.iter().map(AsRef::as_ref))
            .unwrap_or_else(|| format!("one of: {}", known.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")));
        self.problem(text.span, format!("unknown {what} `{}`", text.value), Some(help));
    }

    /// A table inside, read by `read`.
    pub fn table<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Table<'_>) -> T) -> Option<T> {
        let value = self.get(key)?;
        let Value::Table(table) = &value.value else {
            self.wrong_type(key, value, "a table");
            return None;
        };
        let mut inner = Table { reader: self.reader, table, span: span_of(value), asked: Vec::new(), named: Vec::new() };
        let made = read(&mut inner);
        inner.finish();
        Some(made)
    }

    /// The tables of a `[[key]]` list, each read by `read`.
    pub fn tables<T>(&mut self, key: &'static str, read: impl FnMut(&mut Table<'_>) -> T) -> Vec<T> {
        self.each_table(key, read).into_iter().map(|(made, _)| made).collect()
    }

    /// The same without those in which something is wrong: what was meant by one of these nobody knows.
    pub fn sound_tables<T>(&mut self, key: &'static str, read: impl FnMut(&mut Table<'_>) -> Option<T>) -> Vec<T> {
        self.each_table(key, read).into_iter().filter_map(|(made, sound)| made.filter(|_| sound)).collect()
    }

    /// What is read of each table, and whether nothing was wrong in it.
    fn each_table<T>(&mut self, key: &'static str, mut read: impl FnMut(&mut Table<'_>) -> T) -> Vec<(T, bool)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Value::List(list) = &value.value else {
            self.wrong_type(key, value, "a list of tables");
            return Vec::new();
        };
        let starts = if self.reader.faults.borrow().is_empty() { Vec::new() } else { table_starts(self.table) };
        let mut made = Vec::new();
        for item in list {
            let Value::Table(table) = &item.value else {
                self.wrong_type(key, item, "a table");
                continue;
            };
            let before = self.reader.found.borrow().len();
            let mut inner = Table { reader: self.reader, table, span: span_of(item), asked: Vec::new(), named: Vec::new() };
            let value = read(&mut inner);
            inner.finish();
            let end = starts.get(starts.partition_point(|start| *start <= item.start)).map_or(u32::MAX, |start| *start as u32);
            let own = |fault: &Span| (item.start as u32..end).contains(&fault.start);
            let sound = self.reader.found.borrow().len() == before && !self.reader.faults.borrow().iter().any(own);
            made.push((value, sound));
        }
        made
    }

    /// Every key with its table, for tables whose keys are names of things; the keys are known by being there.
    pub fn named_tables<T>(&mut self, key: &'static str, mut read: impl FnMut(&At<Text>, &mut Table<'_>) -> T) -> Vec<T> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Value::Table(table) = &value.value else {
            self.wrong_type(key, value, "a table");
            return Vec::new();
        };
        let mut made = Vec::new();
        for (name, item) in table {
            let name = At { value: name.value.clone(), span: span_of(name) };
            let Value::Table(inner) = &item.value else {
                self.wrong_type(&name.value, item, "a table");
                continue;
            };
            let mut inner = Table { reader: self.reader, table: inner, span: name.span, asked: Vec::new(), named: Vec::new() };
            made.push(read(&name, &mut inner));
            inner.finish();
        }
        made
    }

    fn finish(&self) {
        for (key, _) in self.table {
            let name = key.value.as_ref();
            if !self.asked.contains(&name) && !self.named.contains(&name) {
                let help = suggestion(name, self.asked.iter().copied());
                self.problem(span_of(key), format!("unknown key `{name}`"), help);
            }
        }
    }
}

/// Where the tables in a table begin, in order.
fn table_starts(table: &Entries) -> Vec<usize> {
    let items = table.iter().flat_map(|(_, value)| match &value.value {
        Value::List(list) => list.as_slice(),
        Value::Table(_) => std::slice::from_ref(value),
        _ => &[],
    });
    let mut starts: Vec<usize> = items.map(|item| item.start).collect();
    starts.sort_unstable();
    starts
}

/// A text as TOML writes it: a basic string.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            _ if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", c as u32);
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A type of value as people call it.
fn named(value: &Value) -> &'static str {
    match value {
        Value::Text(_) => "text",
        Value::Number(_) => "a number",
        Value::Bool(_) => "true or false",
        Value::Date(_) => "a date",
        Value::List(_) => "a list",
        Value::Table(_) => "a table",
    }
}

/// "did you mean ..." for the known word most like `word`.
pub fn suggestion<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    known
        .map(|k| (strsim::jaro_winkler(word, k), k))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, k)| format!("did you mean `{k}`?"))
}

/// True when `packed` is the tree of `text`.
#[cfg(test)]
pub(crate) fn is_packed(text: &'static str, packed: &'static [u8]) -> bool {
    packed::unpack(text, packed) == tree::parse(text).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_in_which_something_is_wrong_is_left_out_alone() {
        let names = |text: &str| {
            let reader = Reader::new(Arc::new(SourceFile::new("x.toml", text)), "waivers");
            let (names, found) = reader.read(|root| {
                let names = root.sound_tables("a", |table| {
                    table.date("day");
                    table.required("name").map(|name| name.value.into_owned())
                });
                root.tables("b", |table| table.string("name"));
                names
            });
            (names.join(" "), found.iter().map(|d| d.message.lines().next().unwrap_or_default().to_owned()).collect::<Vec<_>>())
        };
        let (a, c) = ("[[a]]\nname = \"one\"\nday = 2027-03-01\n", "[[a]]\nname = \"three\"\nday = \"2027-03-01\"\n");
        assert_eq!(
            names(&format!("{a}[[a]]\nname = \"two\"\ndya = 2027-03-01\n{c}")),
            ("one three".to_owned(), vec!["unknown key `dya`".to_owned()])
        );
        let (read, said) = names(&format!("{a}[[a]]\nname = \"two\"\nday = 2027-02-30x\n{c}"));
        assert_eq!((read.as_str(), said.len()), ("one three", 1), "{said:?}");
        for wrong in ["2027-13-45", "2027-03-01T00:00:00Z", "\"soon\"", "2027", "\"2027-3-1\""] {
            let (read, said) = names(&format!("{a}[[b]]\nname = \"b\"\n[[a]]\nname = \"two\"\nday = {wrong}\n{c}"));
            assert_eq!((read.as_str(), said.len()), ("one three", 1), "{wrong}: {said:?}");
        }
        let (read, said) = names(&format!("{a}[[b]]\nname = \"b\n{c}"));
        assert_eq!(read, "one three", "{said:?}");
    }

    #[test]
    fn every_problem_is_reported_with_its_place() {
        let text = "nmae = \"a\"\ncount = \"x\"\n[[rule]]\nseverty = \"high\"\nlevel = \"hgih\"\n";
        let reader = Reader::new(Arc::new(SourceFile::new("x.toml", text)), "checklist");
        let ((), found) = reader.read(|root| {
            root.required("name");
            root.number("count");
            root.tables("rule", |rule| {
                rule.string("severity");
                rule.word("level", &["high", "low"], |w| (w == "high").then_some(()));
            });
        });
        let said: Vec<_> = found.iter().map(|d| (d.message.as_str(), d.help.as_deref())).collect();
        assert_eq!(
            said,
            [
                ("`name` is missing", None),
                ("unknown key `nmae`", Some("did you mean `name`?")),
                ("`count` is text, not a whole number from 0 on", None),
                ("unknown key `severty`", Some("did you mean `severity`?")),
                ("unknown level `hgih`", Some("did you mean `high`?")),
            ]
        );
    }
}
