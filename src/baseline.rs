//! `designvet.baseline.json`: findings that were known when a team began to use the tool, one a line, and which of them a finding is.
//!
//! An entry names its document by path from the folder of the file, and the finding in it by what stays when lines move: rule, headings,
//! what it is about, and its number among equals (`docs/baseline.md`).

use crate::diagnostic::Diagnostic;
use crate::fingerprint::{DIGITS, digest};
use crate::source::{SourceFile, Span, normal, relative};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Name of a baseline.
pub const FILE_NAME: &str = "designvet.baseline.json";

/// Digits of a fingerprint that say what a finding is.
const WHAT: usize = DIGITS / 2;

/// Name of its form.
const SCHEMA: &str = "designvet.baseline/1";

/// What to do about one that cannot be used.
const HELP: &str = "mend it, take it back from version control, or begin anew: `designvet baseline create --force`";

/// A finding that is known. Texts are those of the file, where nothing is escaped in them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry<'t> {
    /// Path of its document from the folder of the baseline.
    #[serde(borrow)]
    pub document: Cow<'t, str>,
    /// Id of its rule.
    #[serde(borrow)]
    pub rule: Cow<'t, str>,
    /// What [`mark`] makes of it.
    #[serde(borrow)]
    pub fingerprint: Cow<'t, str>,
    /// The id that front matter gives its document: by it the entry goes with the document to a new path.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Cow<'t, str>>,
    /// What it said, for readers of the file.
    #[serde(borrow)]
    pub message: Cow<'t, str>,
}

impl Entry<'_> {
    /// The same with texts of its own.
    pub fn owned(self) -> Entry<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Entry {
            document: own(self.document),
            rule: own(self.rule),
            fingerprint: own(self.fingerprint),
            id: self.id.map(own),
            message: own(self.message),
        }
    }
}

/// The file as it is written.
#[derive(Deserialize)]
struct Root<'t> {
    #[serde(borrow)]
    schema: Cow<'t, str>,
    #[serde(borrow)]
    findings: Vec<Entry<'t>>,
}

/// A baseline.
#[derive(Debug)]
pub struct Baseline<'t> {
    path: String,
    /// The folder that paths of documents are relative to, and the one that paths in the file are.
    here: String,
    folder: String,
    /// By document, rule and fingerprint; no two are equal in these.
    entries: Vec<Entry<'t>>,
}

impl<'t> Baseline<'t> {
    /// One without entries, at `path`, where documents are named from the folder `here` and the file lies in `folder`, both from the root.
    pub fn empty(path: impl Into<String>, here: &str, folder: &str) -> Self {
        Self { path: path.into(), here: normal(here), folder: normal(folder), entries: Vec::new() }
    }

    /// The same with the entries of a text.
    ///
    /// # Errors
    /// What is wrong with the text, with its place: it is no baseline, a fingerprint is none, or an entry stands in it twice.
    pub fn read(mut self, text: &'t str) -> Result<Self, Box<Diagnostic>> {
        let at = |span: Span, message: String| {
            let file = Arc::new(SourceFile::new(self.path.clone(), text));
            Box::new(Diagnostic::error("baseline", message).at(&file, span.trimmed(text)).help(HELP))
        };
        let root: Root<'t> = serde_json::from_str(text).map_err(|error| {
            let said = error.to_string();
            let what = said.rsplit_once(" at line ").map_or(said.as_str(), |(what, _)| what);
            at(line(text, error.line()), format!("it is no baseline: {what}"))
        })?;
        if root.schema != SCHEMA {
            return Err(at(quoted(text, &root.schema, 0), format!("it is `{}`, and not `{SCHEMA}`", root.schema)));
        }
        for entry in &root.findings {
            let print = &*entry.fingerprint;
            if print.len() != DIGITS || !print.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
                return Err(at(quoted(text, print, 0), format!("`{print}` is no fingerprint: {DIGITS} hex digits")));
            }
        }
        let in_order = root.findings.is_sorted_by(|a, b| place(a) < place(b));
        if let Some(twice) = if in_order { None } else { twice(&root.findings) } {
            let print = &root.findings[twice].fingerprint;
            let before = root.findings[..twice].iter().filter(|entry| entry.fingerprint == *print).count();
            return Err(at(quoted(text, print, before), "this entry stands in it twice".to_owned()));
        }
        self.entries = root.findings;
        if !in_order {
            self.entries.sort_unstable();
        }
        Ok(self)
    }

    /// The same with entries of its own, in any order.
    #[must_use]
    pub fn with(mut self, entries: Vec<Entry<'t>>) -> Self {
        self.entries = entries;
        self.entries.sort_unstable();
        self.entries.dedup_by(|a, b| place(a) == place(b));
        self
    }

    /// The path of the file as reports show it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The path of a document as entries write it.
    pub fn relative(&self, path: &str) -> String {
        relative(path, &self.here, &self.folder)
    }

    /// Every entry, by document, rule and fingerprint.
    pub fn entries(&self) -> &[Entry<'t>] {
        &self.entries
    }

    /// The documents that entries name, and the numbers of the first entry and of that behind the last one of each.
    pub fn documents(&self) -> BTreeMap<&str, (usize, usize)> {
        let mut documents = BTreeMap::new();
        let mut first = 0;
        for entries in self.entries.chunk_by(|a, b| a.document == b.document) {
            documents.insert(&*entries[0].document, (first, first + entries.len()));
            first += entries.len();
        }
        documents
    }

    /// The number of the entry of a document, rule and fingerprint.
    pub fn number(&self, document: &str, rule: &str, fingerprint: &str) -> Option<usize> {
        self.entries.binary_search_by(|entry| place(entry).cmp(&(document, rule, fingerprint))).ok()
    }

    /// The numbers of the entries of a document and rule that say the same as a fingerprint, wherever they stand.
    pub fn alike(&self, document: &str, rule: &str, fingerprint: &str) -> std::ops::Range<usize> {
        let key = (document, rule, what(fingerprint));
        let of = |entry: &Entry<'_>| (&*entry.document, &*entry.rule, what(&entry.fingerprint)).cmp(&key);
        let first = self.entries.partition_point(|entry| of(entry).is_lt());
        first..first + self.entries[first..].partition_point(|entry| of(entry).is_eq())
    }

    /// The file, one entry a line.
    ///
    /// # Errors
    /// Those of the writer of JSON; an entry has texts alone, and gives none.
    pub fn written(&self) -> serde_json::Result<String> {
        let lines = self.entries.iter().map(serde_json::to_string).collect::<serde_json::Result<Vec<String>>>()?;
        let findings = if lines.is_empty() { "[]".to_owned() } else { format!("[\n    {}\n  ]", lines.join(",\n    ")) };
        Ok(format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"findings\": {findings}\n}}\n"))
    }
}

/// What a finding is known by inside its document: the first half of the digits says what it is, the second where it stands. `headings`
/// are keys, so that other numbers before headings make no other finding.
pub fn mark(rule: &str, headings: &[String], subject: &str, ordinal: usize) -> String {
    let ordinal = ordinal.to_string();
    let place = headings.iter().map(String::as_str).chain([ordinal.as_str()]);
    digest([rule, subject].into_iter(), WHAT) + &digest(place, DIGITS - WHAT)
}

/// The part of a fingerprint that says what a finding is, wherever it stands.
pub fn what(fingerprint: &str) -> &str {
    &fingerprint[..WHAT]
}

fn place<'e>(entry: &'e Entry<'_>) -> (&'e str, &'e str, &'e str) {
    (&entry.document, &entry.rule, &entry.fingerprint)
}

/// The number of an entry that another one before it equals.
fn twice(entries: &[Entry<'_>]) -> Option<usize> {
    let mut numbers: Vec<usize> = (0..entries.len()).collect();
    numbers.sort_by_key(|number| place(&entries[*number]));
    numbers.windows(2).find(|pair| place(&entries[pair[0]]) == place(&entries[pair[1]])).map(|pair| pair[1])
}

/// Where a word stands in quotation marks for the first time after some others; the beginning of the text when it is written otherwise.
fn quoted(text: &str, word: &str, others: usize) -> Span {
    let word = format!("\"{word}\"");
    text.match_indices(&word).nth(others).map_or(Span::new(0, 0), |(start, _)| Span::new(start, start + word.len()))
}

/// A line of a text, from 1.
fn line(text: &str, number: usize) -> Span {
    let start: usize = text.split_inclusive('\n').take(number.saturating_sub(1)).map(str::len).sum();
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    Span::new(start, end)
}
