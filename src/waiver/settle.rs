//! Entries of a file, and what they speak of in all documents of a run, to what is wrong with each of them.

use super::file::{Place, fixed};
use super::{Cover, Told, WaiverFile, unknown_rule, with_help};
use crate::document::heading_key;
use crate::facts::Facts;
use crate::finding::{Label, Observation};
use crate::rule::RuleId;
use crate::source::{FileId, Span, split};
use crate::toml_reader::suggestion;
use std::collections::{BTreeMap, BTreeSet};

/// A document that was reviewed.
pub struct Seen<'a> {
    /// Its path.
    pub path: &'a str,
    /// What it says.
    pub facts: &'a Facts,
    /// Rules whose outcome in it is known.
    pub evaluated: BTreeSet<&'a RuleId>,
}

/// What is wrong with the entries of a file. Of an entry for documents that were not reviewed, nothing is known; it is told of only when
/// the file or folder that it names is not there, by `is_missing`.
pub fn settle(
    file: &WaiverFile,
    record: FileId,
    covers: &[Cover],
    seen: &[Seen<'_>],
    known: &BTreeSet<&RuleId>,
    is_missing: &dyn Fn(&str) -> bool,
) -> Vec<(Told, Observation)> {
    let mut covers_of: BTreeMap<usize, Vec<&Cover>> = BTreeMap::new();
    for cover in covers {
        covers_of.entry(cover.entry).or_default().push(cover);
    }
    let mut at: BTreeMap<Place, Vec<&Seen<'_>>> = BTreeMap::new();
    for document in seen {
        for place in file.site(document.path, document.facts.id.as_deref()) {
            at.entry(place).or_default().push(document);
        }
    }
    let keys = |document: &Seen<'_>| document.facts.outline.iter().map(|entry| heading_key(&entry.title)).collect();
    let headings: BTreeMap<&str, BTreeSet<String>> = seen.iter().map(|document| (document.path, keys(document))).collect();
    let paths = seen.iter().map(|document| file.relative(document.path)).collect();
    let mut missing = Missing { is_missing, known: BTreeMap::new(), paths };
    let mut told = Vec::new();
    for (number, entry) in file.entries.iter().enumerate() {
        let rule = entry.rule.as_str();
        let mut tell = |what: Told, span: Span, list: String, related: Vec<Label>| {
            told.push((what, Observation::new(Label::new(record, span, ""), rule).value("list", list).related(related)));
        };
        if !known.contains(&entry.rule) {
            tell(Told::Unknown, entry.span, unknown_rule(rule, known), Vec::new());
            continue;
        }
        if let Some(covers) = covers_of.get(&number) {
            let of = |lapsed| covers.iter().filter(move |cover| cover.lapsed == lapsed).map(|cover| cover.place.clone());
            match entry.terms.until {
                _ if of(None).next().is_some() => {
                    if let Some(lacking) = entry.terms.lacks() {
                        tell(Told::Terms, entry.span, lacking.to_owned(), Vec::new());
                    }
                }
                Some(until) if of(Some(Told::Expired)).next().is_some() => {
                    tell(Told::Expired, entry.span, format!("{rule} ended on {until}"), of(Some(Told::Expired)).collect());
                }
                _ => tell(Told::Stale, entry.span, rule.to_owned(), of(Some(Told::Stale)).collect()),
            }
            continue;
        }
        let mut documents: Vec<&Seen<'_>> = Vec::new();
        for (place, path) in &entry.places {
            if let Some(gone) = missing.of(place, &path.value) {
                tell(Told::Scope, path.span, gone, Vec::new());
            }
            if matches!(place, Place::Named(_)) || file.is_whole {
                documents.extend(at.get(place).into_iter().flatten());
            }
        }
        if documents.is_empty() {
            continue;
        }
        if let Some((section, key)) = &entry.section
            && !documents.iter().any(|document| headings[document.path].contains(key))
        {
            let titles = documents.iter().flat_map(|document| &document.facts.outline).map(|entry| entry.title.as_str());
            let what = format!("there is no section \u{201c}{}\u{201d} in {}", section.value, named(&documents));
            let what = with_help(what, suggestion(&section.value, titles));
            tell(Told::Scope, section.span, what, Vec::new());
        } else if documents.iter().any(|document| document.evaluated.contains(&entry.rule)) {
            tell(Told::Unused, entry.span, format!("{rule} in {}", named(&documents)), Vec::new());
        }
    }
    for remark in &file.remarks {
        if let Some(gone) = missing.of(&Place::Named(String::new()), &remark.document.value) {
            let label = Label::new(record, remark.document.span, "");
            told.push((Told::Scope, Observation::new(label, "finding").value("list", gone)));
        }
    }
    told
}

/// The path of the only document, or how many there are.
fn named(documents: &[&Seen<'_>]) -> String {
    match documents {
        [only] => only.path.to_owned(),
        several => format!("{} documents", several.len()),
    }
}

/// Files and folders that are looked for, each once.
struct Missing<'a> {
    is_missing: &'a dyn Fn(&str) -> bool,
    known: BTreeMap<String, bool>,
    /// Documents that may be meant.
    paths: Vec<String>,
}

impl Missing<'_> {
    /// What an entry names that is not there: a file, or the folder in front of a glob. An id is no path.
    fn of(&mut self, place: &Place, path: &str) -> Option<String> {
        let (what, path) = match place {
            Place::Anywhere => return None,
            Place::Named(_) => ("file", path),
            Place::Glob(_) => ("folder", fixed(path)),
        };
        if path.is_empty() || what == "file" && !path.contains(['/', '.']) {
            return None;
        }
        let is_missing = self.is_missing;
        let missing = *self.known.entry(path.to_owned()).or_insert_with(|| is_missing(path));
        missing.then(|| {
            let (folder, name) = split(path);
            let is_near = |other: &&str| what == "file" && (split(other).0 == folder || split(other).1 == name);
            let paths = self.paths.iter().map(String::as_str).filter(is_near);
            with_help(format!("there is no {what} `{path}`"), suggestion(path, paths))
        })
    }
}
