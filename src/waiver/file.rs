//! `designvet.waivers.toml` to entries, found quickly by rule and document, and to what reviewers add of their own.

use super::remark::{self, Remark};
use super::{Held, Terms, Told, accepted};
use crate::diagnostic::{Diagnostic, Level};
use crate::document::heading_key;
use crate::finding::Finding;
use crate::fingerprint::DIGITS;
use crate::rule::{RuleId, WaiverKind};
use crate::source::{SourceFile, Span, normal, relative, split};
use crate::text::Text;
use crate::toml_reader::{At, Reader, Table};
use globset::{Glob, GlobMatcher};
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Name of a file of waivers.
pub const FILE_NAME: &str = "designvet.waivers.toml";

/// A file of waivers.
#[derive(Debug)]
pub struct WaiverFile {
    /// Its text.
    pub source: Arc<SourceFile>,
    /// True when every document below its folder is reviewed: only then an entry for many documents can be called unused.
    pub is_whole: bool,
    /// The folder that paths of documents are relative to, and the one that paths in the file are.
    pub(super) here: String,
    pub(super) folder: String,
    pub(super) entries: Vec<Entry>,
    pub(super) remarks: Vec<Remark>,
    pub(super) remarks_on: BTreeMap<String, Vec<usize>>,
    globs: Globs,
    by_rule: BTreeMap<RuleId, BTreeMap<Place, Vec<usize>>>,
    by_fingerprint: BTreeMap<String, Vec<usize>>,
}

/// Where an entry holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// In every document.
    Anywhere,
    /// In the document of this path from the folder of the file, or of this id.
    Named(String),
    /// In those that a glob of the file matches.
    Glob(usize),
}

/// An entry.
#[derive(Debug)]
pub(super) struct Entry {
    /// Where it is shown: the name of its rule.
    pub span: Span,
    pub rule: RuleId,
    /// With the place of each in the file.
    pub places: Vec<(Place, At<Text>)>,
    /// The heading of a section, as written, and its key.
    pub section: Option<(At<Text>, String)>,
    subject: Option<Text>,
    fingerprint: Option<String>,
    text: Option<String>,
    pub terms: Terms,
}

/// The places of one document.
pub(super) type Site = Vec<Place>;

impl WaiverFile {
    /// Reads a file; an entry in which something is wrong is told of and left out.
    pub fn read(path: impl Into<String>, text: impl Into<String>) -> (Self, Vec<Diagnostic>) {
        let source = Arc::new(SourceFile::new(path, text));
        let mut file = Self {
            here: String::new(),
            folder: normal(split(source.path()).0),
            source: Arc::clone(&source),
            is_whole: false,
            entries: Vec::new(),
            remarks: Vec::new(),
            remarks_on: BTreeMap::new(),
            globs: Globs::default(),
            by_rule: BTreeMap::new(),
            by_fingerprint: BTreeMap::new(),
        };
        let mut globs = Globs::default();
        let ((), mut problems) = Reader::new(source, "waivers").read(|root| {
            root.number("schema");
            file.entries = root.sound_tables("waiver", |table| entry(table, &mut globs));
            file.remarks = root.sound_tables("finding", remark::read);
        });
        // What it would hide is shown, and everything is reviewed.
        for problem in &mut problems {
            problem.level = Level::Warning;
            problem.message += "; this entry is left out";
        }
        file.globs = globs;
        for (number, entry) in file.entries.iter().enumerate() {
            if let Some(fingerprint) = &entry.fingerprint {
                file.by_fingerprint.entry(fingerprint.clone()).or_default().push(number);
                continue;
            }
            let of_rule = file.by_rule.entry(entry.rule.clone()).or_default();
            for (place, _) in &entry.places {
                of_rule.entry(place.clone()).or_default().push(number);
            }
        }
        for (number, remark) in file.remarks.iter().enumerate() {
            file.remarks_on.entry(normal(&remark.document.value)).or_default().push(number);
        }
        (file, problems)
    }

    /// The same, where documents are named from the folder `here` and the file lies in `folder`, both from the root.
    #[must_use]
    pub fn seen_from(mut self, here: &str, folder: &str) -> Self {
        (self.here, self.folder) = (normal(here), normal(folder));
        self
    }

    /// How many entries and findings of reviewers it has.
    pub fn len(&self) -> usize {
        self.entries.len() + self.remarks.len()
    }

    /// True when there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The path of a document as entries write it.
    pub fn relative(&self, path: &str) -> String {
        relative(path, &self.here, &self.folder)
    }

    pub(super) fn site(&self, path: &str, id: Option<&str>) -> Site {
        let path = self.relative(path);
        let mut site: Site = std::iter::once(Place::Anywhere).chain(self.globs.matching(&path).map(Place::Glob)).collect();
        site.push(Place::Named(path));
        site.extend(id.map(|id| Place::Named(id.to_owned())));
        site
    }

    /// The entries that speak of a finding, in their order, and why one does not hide it after all.
    pub(super) fn covering(&self, site: &Site, finding: &Finding, held: &Held<'_>) -> Vec<(usize, Option<Told>)> {
        let of_rule = self.by_rule.get(&finding.rule);
        let by_place = of_rule.into_iter().flat_map(|of_rule| site.iter().filter_map(|place| of_rule.get(place)).flatten());
        let by_print = self.by_fingerprint.get(&finding.fingerprint).into_iter().flatten();
        let by_print = by_print.filter(|number| self.entries[**number].is_in(site));
        let mut numbers: Vec<usize> = by_place.chain(by_print).copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        let sections: LazyCell<Vec<String>, _> = LazyCell::new(|| finding.heading_path.iter().map(|title| heading_key(title)).collect());
        let hashes: LazyCell<Vec<String>, _> = LazyCell::new(|| accepted::hashes(held.read, finding));
        let covered = numbers.into_iter().filter_map(|number| {
            let entry = &self.entries[number];
            let fits = entry.rule == finding.rule
                && entry.section.as_ref().is_none_or(|(_, key)| sections.contains(key))
                && entry.subject.as_ref().is_none_or(|subject| *subject == finding.subject);
            let is_accepted = |text: &String| hashes.contains(text);
            fits.then(|| {
                let lapsed = if !entry.text.as_ref().is_none_or(is_accepted) {
                    Some(Told::Stale)
                } else if entry.terms.holds_on(held.today) {
                    None
                } else {
                    Some(Told::Expired)
                };
                (number, lapsed)
            })
        });
        covered.collect()
    }
}

impl Entry {
    pub(super) fn is_in(&self, site: &Site) -> bool {
        self.places.iter().any(|(place, _)| site.contains(place))
    }

    /// All that it says, for comparing it with entries of an earlier version.
    pub(super) fn said(&self) -> String {
        let places: Vec<&str> = self.places.iter().map(|(_, path)| path.value.as_ref()).collect();
        let section = self.section.as_ref().map(|(_, key)| key);
        format!("{:?}", (&self.rule, places, section, &self.subject, &self.fingerprint, &self.text, &self.terms))
    }
}

/// The globs of a file, each once. One is only made ready for documents below the folder that it names.
#[derive(Debug, Default)]
struct Globs {
    numbers: BTreeMap<String, usize>,
    all: Vec<(Glob, OnceLock<GlobMatcher>)>,
    by_folder: BTreeMap<String, Vec<usize>>,
}

impl Globs {
    /// What a path of an entry means; None for a glob that is none.
    fn place(&mut self, path: &At<Text>, table: &Table<'_>) -> Option<Place> {
        let written = path.value.trim_start_matches("./");
        if fixed(written) == written {
            return Some(Place::Named(normal(written)));
        }
        if let Some(number) = self.numbers.get(written) {
            return Some(Place::Glob(*number));
        }
        match Glob::new(written) {
            Ok(glob) => {
                let number = self.all.len();
                self.all.push((glob, OnceLock::new()));
                self.numbers.insert(written.to_owned(), number);
                self.by_folder.entry(fixed(written).to_owned()).or_default().push(number);
                Some(Place::Glob(number))
            }
            Err(error) => {
                table.problem(path.span, format!("no valid glob: {}", error.kind()), None);
                None
            }
        }
    }

    /// Those that match a document.
    fn matching<'a>(&'a self, path: &'a str) -> impl Iterator<Item = usize> + 'a {
        let folders = std::iter::once("").chain(path.match_indices('/').map(|(end, _)| &path[..end]));
        let near = folders.filter_map(|folder| self.by_folder.get(folder)).flatten().copied();
        near.filter(move |number| {
            let (glob, ready) = &self.all[*number];
            ready.get_or_init(|| glob.compile_matcher()).is_match(path)
        })
    }
}

/// The folders in front of the first wildcard; the whole path where there is none.
pub(super) fn fixed(path: &str) -> &str {
    match path.find(['*', '?', '[', '{']) {
        Some(wild) => path[..wild].rfind('/').map_or("", |end| &path[..end]),
        None => path,
    }
}

fn entry(table: &mut Table<'_>, globs: &mut Globs) -> Option<Entry> {
    let rule = table.required("rule");
    let document = table.string("document");
    let paths = table.strings("paths").unwrap_or_default();
    if let (Some(document), false) = (&document, paths.is_empty()) {
        table.problem(document.span, "`document` and `paths` stand in one entry", Some("name it in `paths` too".to_owned()));
    }
    let mut places: Vec<(Place, At<Text>)> = Vec::new();
    places.extend(document.map(|document| (Place::Named(normal(&document.value)), document)));
    for path in paths {
        places.extend(globs.place(&path, table).map(|place| (place, path)));
    }
    if places.is_empty() {
        places.push((Place::Anywhere, At { value: Text::default(), span: table.span() }));
    }
    let section = table.string("section").map(|section| {
        let key = heading_key(&section.value);
        (section, key)
    });
    let subject = table.string("subject").map(|subject| subject.value);
    let [fingerprint, text] = ["fingerprint", "text"].map(|key| hash(table, key));
    let terms = Terms {
        kind: table.word("kind", WaiverKind::ALL, WaiverKind::parse),
        reason: table.required("reason").map(|reason| reason.value.trim().to_owned()).unwrap_or_default(),
        owner: named(table, "owner"),
        until: table.date("until"),
        ticket: named(table, "ticket"),
    };
    let rule = rule?;
    Some(Entry { span: rule.span, rule: RuleId::from(rule.value.as_ref()), places, section, subject, fingerprint, text, terms })
}

fn named(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    table.string(key).map(|text| text.value.trim().to_owned()).filter(|text| !text.is_empty())
}

fn hash(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    let text = table.string(key)?;
    if text.value.len() != DIGITS || !text.value.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        table.problem(text.span, format!("`{key}` is no hash: {DIGITS} hex digits"), Some("`designvet waive` writes one".to_owned()));
    }
    Some(text.value.to_ascii_lowercase())
}
