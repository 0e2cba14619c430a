//! What a reviewer adds to a document in the file of its waivers, `[[finding]]`: entries to findings at the words that they quote.

use super::{Held, Told, WaiverFile};
use crate::finding::{Label, Observation};
use crate::rule::{ReleasePriority, Severity, Team};
use crate::source::{FileId, SourceFile, Span};
use crate::text::Text;
use crate::toml_reader::{At, Table};
use std::cell::LazyCell;
use std::collections::HashMap;

/// A finding of a reviewer.
#[derive(Debug)]
pub(super) struct Remark {
    /// Path of the document, or its id.
    pub document: At<Text>,
    /// From 1; of several places with the words, the nearest is meant.
    line: Option<u32>,
    quote: Option<Text>,
    message: At<Text>,
    severity: Option<Severity>,
    release: Option<ReleasePriority>,
    teams: Option<Vec<Team>>,
    why: Option<String>,
    ask: Option<String>,
}

pub(super) fn read(table: &mut Table<'_>) -> Option<Remark> {
    let document = table.required("document");
    let message = table.required("message");
    let quote = table.string("quote");
    if let Some(quote) = quote.as_ref().filter(|quote| words(&quote.value).next().is_none()) {
        table.problem(quote.span, "`quote` has no word", None);
    }
    let line = table.number("line").and_then(|line| u32::try_from(line).ok());
    if quote.is_none() && line.is_none() && !table.has("line") {
        table.problem(table.span(), "a finding names a `line`, or words of the document as `quote`", None);
    }
    let remark = Remark {
        line,
        quote: quote.map(|quote| quote.value),
        severity: table.word("severity", Severity::ALL, Severity::parse),
        release: table.word("release", ReleasePriority::ALL, ReleasePriority::parse),
        teams: table.strings("teams").map(|teams| teams.iter().map(|team| Team::from(team.value.as_ref())).collect()),
        why: table.string("why").map(|why| why.value.into_owned()),
        ask: table.string("ask").map(|ask| ask.value.into_owned()),
        document: document?,
        message: message?,
    };
    Some(remark)
}

/// The findings of reviewers in a document, and those whose place is gone.
pub(super) fn of(file: &WaiverFile, record: FileId, held: &Held<'_>) -> Vec<(Told, Observation)> {
    let names = std::iter::once(file.relative(held.file.path())).chain(held.facts.id.clone());
    let mut numbers: Vec<usize> = names.filter_map(|name| file.remarks_on.get(&name)).flatten().copied().collect();
    numbers.sort_unstable();
    numbers.dedup();
    let index = LazyCell::new(|| Index::of(held.file.text()));
    let made = numbers.into_iter().map(|number| {
        let remark = &file.remarks[number];
        let message = remark.message.value.trim().trim_end_matches('.');
        let Some(place) = remark.place(held.file, &index) else {
            let what = match (&remark.quote, remark.line) {
                (Some(quote), _) => format!("\u{201c}{quote}\u{201d}"),
                (None, line) => format!("line {}", line.unwrap_or_default()),
            };
            let title = Label::new(held.id, held.facts.title_span, "");
            let gone = Observation::new(title, message).value("list", format!("{what} ({message})"));
            return (Told::Gone, gone.related([Label::new(record, remark.message.span, "what was found")]));
        };
        let observation = Observation {
            severity: remark.severity,
            release: remark.release,
            teams: remark.teams.clone(),
            why: remark.why.clone(),
            ask: remark.ask.clone(),
            ..Observation::new(Label::new(held.id, place, ""), message)
        };
        (Told::Remark, observation.value("list", message))
    });
    made.collect()
}

impl Remark {
    /// Where the quoted words stand, whatever stands between them but letters and digits; without any, the line.
    fn place(&self, file: &SourceFile, index: &LazyCell<Index, impl FnOnce() -> Index>) -> Option<Span> {
        let Some(quote) = &self.quote else {
            let number = self.line.filter(|line| *line > 0)?;
            let line = file.line_text(number);
            let start = file.end_of_lines(number as usize - 1) as usize;
            return Some(Span::new(start, start + line.len()).trimmed(file.text())).filter(|span| !span.is_empty());
        };
        let wanted: Vec<String> = words(quote).map(|(_, word)| word.to_lowercase()).collect();
        let begins = index.places.get(wanted.first()?).into_iter().flatten();
        let places = begins.filter_map(|begin| {
            let found = index.words.get(*begin..begin + wanted.len())?;
            let is_there = found.iter().zip(&wanted).all(|((_, word), wanted)| word == wanted);
            is_there.then(|| found[0].0.join(found[found.len() - 1].0))
        });
        places.min_by_key(|place| self.line.map_or(0, |line| file.line1(place.start).abs_diff(line)))
    }
}

/// The words of a document in small letters with their places, and the numbers of each.
struct Index {
    words: Vec<(Span, String)>,
    places: HashMap<String, Vec<usize>>,
}

impl Index {
    fn of(text: &str) -> Self {
        let words: Vec<(Span, String)> = words(text).map(|(at, word)| (Span::new(at, at + word.len()), word.to_lowercase())).collect();
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, (_, word)) in words.iter().enumerate() {
            places.entry(word.clone()).or_default().push(number);
        }
        Self { words, places }
    }
}

/// Each run of letters and digits, and where it begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let apart = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    apart.map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
