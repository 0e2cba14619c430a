//! Waivers, and what they hide, to those that an earlier version of the same files does not have.

use super::file::{Entry, Place};
use super::{Told, Waived, WaiverFile};
use crate::document::{Document, heading_key};
use crate::facts::Facts;
use crate::finding::{Label, Observation};
use crate::source::{SourceFile, Span};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Files as they were.
pub struct Earlier<'a> {
    /// What that time is called: "main".
    pub name: &'a str,
    /// The text of the file at a path; None where it was not there.
    pub text: &'a dyn Fn(&str) -> Option<String>,
}

/// A file in which a waiver, or what it hides, stands.
pub struct Standing<'a> {
    /// Its text.
    pub file: &'a SourceFile,
    /// What it says, for a document.
    pub facts: Option<&'a Facts>,
    /// Its entries, for a file of waivers.
    pub waivers: Option<&'a WaiverFile>,
}

/// Waivers that are new, each once: a comment counts as new when its words are, or when it stands in another section, an entry when it
/// says anything else. `standing` gives the file of a label.
pub fn recent<'r>(earlier: &Earlier<'_>, waived: &[Waived], standing: &dyn Fn(&Label) -> Standing<'r>) -> Vec<(Told, Observation)> {
    let mut by_place: BTreeMap<(&str, Span), Vec<&Waived>> = BTreeMap::new();
    for waived in waived {
        by_place.entry((standing(&waived.place).file.path(), waived.place.span)).or_default().push(waived);
    }
    let mut known: BTreeMap<&str, Then> = BTreeMap::new();
    let mut told = Vec::new();
    for ((path, span), hidden) in by_place {
        let now = standing(&hidden[0].place);
        if known.entry(path).or_insert_with(|| Then::of(earlier, path)).has(&now, span) {
            continue;
        }
        let labels = hidden.iter().flat_map(|waived| std::iter::once(&waived.finding.primary).chain(&waived.finding.related));
        let is_along = labels.into_iter().any(|label| {
            let now = standing(label);
            let path = now.file.path();
            let then = known.entry(path).or_insert_with(|| Then::of(earlier, path));
            !then.words().contains(&line(&now, label.span))
        });
        let rules: BTreeSet<&str> = hidden.iter().map(|waived| waived.finding.rule.as_str()).collect();
        let rules: Vec<&str> = rules.into_iter().collect();
        let observation = Observation::new(hidden[0].place.clone(), rules.join(" "))
            .value("list", rules.join(", "))
            .value("since", earlier.name)
            .related(hidden.iter().map(|waived| waived.finding.primary.clone()));
        told.push((if is_along { Told::Along } else { Told::New }, observation));
    }
    told
}

/// A file as it was; empty where it was not there.
struct Then {
    text: String,
    words: OnceCell<String>,
    comments: OnceCell<HashSet<(String, Vec<String>)>>,
    added: OnceCell<HashSet<Span>>,
}

impl Then {
    fn of(earlier: &Earlier<'_>, path: &str) -> Self {
        let text = (earlier.text)(path).unwrap_or_default();
        Self { text, words: OnceCell::new(), comments: OnceCell::new(), added: OnceCell::new() }
    }

    /// Its words, each with one blank behind it.
    fn words(&self) -> &str {
        self.words.get_or_init(|| squeezed(&self.text))
    }

    /// True when it has the waiver that now stands at `span`.
    fn has(&self, now: &Standing<'_>, span: Span) -> bool {
        if let Some(file) = now.waivers {
            let added = self.added.get_or_init(|| file.added_to(&file.earlier(self.text.clone())).places().collect());
            return !added.contains(&span);
        }
        let comments = self.comments.get_or_init(|| {
            let document = Document::parse(&self.text);
            let section = |span: Span| {
                let section = document.sections.iter().rposition(|section| section.span.contains(span));
                section.map_or_else(Vec::new, |section| document.heading_path(section).into_iter().map(heading_key).collect())
            };
            document.directives.iter().map(|comment| (squeezed(comment.span.of(&self.text)), section(comment.span))).collect()
        });
        let section = now.facts.map_or_else(Vec::new, |facts| facts.heading_path(span).into_iter().map(heading_key).collect());
        comments.contains(&(squeezed(span.of(now.file.text())), section))
    }
}

/// The words of the lines of a place, without comments to the tool.
fn line(now: &Standing<'_>, span: Span) -> String {
    let lines = span.lines(now.file.text());
    let mut words = lines.of(now.file.text()).to_owned();
    for comment in now.facts.into_iter().flat_map(|facts| &facts.directives).filter(|comment| lines.contains(comment.span)) {
        words = words.replace(comment.span.of(now.file.text()), " ");
    }
    squeezed(&words)
}

/// A text with one blank between its words.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Entries that an earlier version of a file does not have.
pub struct Added<'f> {
    file: &'f WaiverFile,
    entries: Vec<&'f Entry>,
}

impl WaiverFile {
    /// This file with another text.
    #[must_use]
    pub fn earlier(&self, text: String) -> Self {
        Self::read(self.source.path(), text).0.seen_from(&self.here, &self.folder)
    }

    /// The entries that an earlier version does not have.
    pub fn added_to(&self, before: &Self) -> Added<'_> {
        let known: HashSet<String> = before.entries.iter().map(Entry::said).collect();
        Added { file: self, entries: self.entries.iter().filter(|entry| !known.contains(&entry.said())).collect() }
    }
}

impl Added<'_> {
    /// Where they stand.
    pub fn places(&self) -> impl Iterator<Item = Span> {
        self.entries.iter().map(|entry| entry.span)
    }

    /// True when one of them may speak of the document at a path, of which nothing else is known: one that names an id may.
    pub fn may_speak_of(&self, path: &str) -> bool {
        let site = self.file.site(path, None);
        let is_id = |place: &Place| matches!(place, Place::Named(name) if !name.contains(['/', '.']));
        self.entries.iter().any(|entry| entry.is_in(&site) || entry.places.iter().any(|(place, _)| is_id(place)))
    }
}
