//! Which design belongs to which requirements, as far as it is obvious, and how that is known.

mod belong;
mod names;

pub use belong::{APART, Belonging, belongs};
pub use names::KindWords;

use crate::checklist::{Checklist, Side};
use crate::facts::Facts;
use crate::source::{FileId, SourceFile};
use std::collections::BTreeMap;

/// Documents that are reviewed together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Set {
    /// The product document.
    pub requirements: Option<FileId>,
    /// The design.
    pub design: Option<FileId>,
    /// Notes of walkthroughs.
    pub notes: Vec<FileId>,
    /// Every other document of the set.
    pub others: Vec<FileId>,
    /// How a pair is known; empty for a document alone and for documents that were named together.
    pub reason: String,
}

impl Set {
    /// The other half of a pair.
    pub fn counterpart(&self, of: FileId) -> Option<FileId> {
        match (self.requirements, self.design) {
            (Some(a), Some(b)) if a == of => Some(b),
            (Some(a), Some(b)) if b == of => Some(a),
            _ => None,
        }
    }

    /// All documents of the set, requirements first.
    pub fn members(&self) -> impl Iterator<Item = FileId> {
        self.requirements.into_iter().chain(self.design).chain(self.notes.iter().copied()).chain(self.others.iter().copied())
    }

    fn alone(id: FileId) -> Self {
        Self { others: vec![id], ..Self::default() }
    }
}

/// A document with what tells where it belongs.
pub struct Candidate<'a> {
    /// Its number.
    pub id: FileId,
    /// Its file.
    pub file: &'a SourceFile,
    /// What it says.
    pub facts: &'a Facts,
}

/// Sorts documents into pairs and single documents: two of a folder that are the only ones of their side in it, or whose
/// names are equal but for the words that name the kind. Sets come in the order of their first document.
pub fn pairs(documents: &[Candidate<'_>], checklist: &Checklist) -> Vec<Set> {
    let names = KindWords::of(checklist);
    let mut by_folder: BTreeMap<&str, Vec<&Candidate<'_>>> = BTreeMap::new();
    let mut by_stem: BTreeMap<String, Vec<&Candidate<'_>>> = BTreeMap::new();
    for document in documents.iter().filter(|d| matches!(d.facts.kind.side, Side::Requirements | Side::Design)) {
        let (folder, name) = document.file.path().rsplit_once('/').unwrap_or(("", document.file.path()));
        by_folder.entry(folder).or_default().push(document);
        if let Some(stem) = names.stem(name) {
            by_stem.entry(format!("{}/{stem}", parent(folder))).or_default().push(document);
        }
    }
    let mut partner: BTreeMap<FileId, (FileId, FileId, String)> = BTreeMap::new();
    let mut join = |group: &[&Candidate<'_>], reason: &str| {
        let of = |side: Side| {
            let mut found = group.iter().filter(|d| d.facts.kind.side == side);
            found.next().filter(|_| found.next().is_none())
        };
        let (Some(prd), Some(tdd)) = (of(Side::Requirements), of(Side::Design)) else { return };
        if !partner.contains_key(&prd.id) && !partner.contains_key(&tdd.id) {
            partner.insert(prd.id, (prd.id, tdd.id, reason.to_owned()));
            partner.insert(tdd.id, (prd.id, tdd.id, reason.to_owned()));
        }
    };
    for group in by_stem.values() {
        join(group, "their names differ only in the kind");
    }
    for group in by_folder.values() {
        join(group, "they are the only two of their kinds in the folder");
    }
    let mut sets = Vec::new();
    for document in documents {
        match partner.get(&document.id) {
            Some((prd, tdd, reason)) if document.id == (*prd).min(*tdd) => {
                sets.push(Set { requirements: Some(*prd), design: Some(*tdd), reason: reason.clone(), ..Set::default() });
            }
            Some(_) => {}
            None => sets.push(Set::alone(document.id)),
        }
    }
    sets
}

/// The folder above one that is named for a kind of document (`prds/a.md` and `designs/a.md`), else the folder itself.
fn parent(folder: &str) -> &str {
    let last = folder.rsplit('/').next().unwrap_or(folder).to_lowercase();
    let kinds = ["prd", "prds", "tdd", "tdds", "design", "designs", "requirements", "specs", "architecture"];
    if kinds.contains(&last.as_str()) { folder.rsplit_once('/').map_or("", |(above, _)| above) } else { folder }
}
