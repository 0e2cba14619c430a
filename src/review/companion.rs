//! Documents that are read for comparison alone: which of them are needed, and that nothing is asked of them.

use super::Reviewed;
use crate::pair::Set;
use crate::source::FileId;
use std::collections::{BTreeMap, BTreeSet};

/// Why nothing is reported in such a document.
const REASON: &str = "it was not named; read for comparison only";

/// Leaves of the documents at the paths `aside` those that are in a set with another, and skips these; the rest is forgotten. Documents
/// are numbered anew.
pub(super) fn keep(documents: &mut Vec<Reviewed>, sets: &mut Vec<Set>, aside: &BTreeSet<String>) {
    let is_aside: Vec<bool> = documents.iter().map(|document| aside.contains(document.path())).collect();
    let is_asked = |id: FileId| !is_aside[id.0 as usize];
    sets.retain(|set| set.members().any(is_asked));
    let needed: BTreeSet<FileId> = sets.iter().flat_map(|set| set.members().chain(set.candidates.iter().copied())).collect();
    documents.retain(|document| is_asked(document.id) || needed.contains(&document.id));
    let mut numbers = BTreeMap::new();
    for (number, document) in documents.iter_mut().enumerate() {
        let id = FileId(number as u32);
        numbers.insert(document.id, id);
        if !is_asked(document.id) && document.skipped.is_none() {
            document.skipped = Some(REASON.to_owned());
        }
        document.id = id;
    }
    for set in sets {
        let Set { requirements, design, notes, others, candidates, .. } = set;
        for id in requirements.iter_mut().chain(design).chain(notes).chain(others).chain(candidates) {
            *id = numbers[id];
        }
    }
}
