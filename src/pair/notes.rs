//! Notes of walkthroughs to the sets they are about.

use super::evidence::Evidence;
use super::{Candidate, Set};
use crate::checklist::Side;
use crate::facts::PointedBy;
use crate::settings::StatedPair;
use crate::source::split;
use std::collections::BTreeSet;

/// Puts each of the notes into the sets of the documents it is about: those that the configuration gives it, that it names, that have its
/// name, or that are all there is in its folder. What is about nothing stays a set of its own.
pub(super) fn attach(documents: &[Candidate<'_>], stated: &[StatedPair], evidence: &Evidence<'_>, sets: &mut Vec<Set>) {
    for (at, document) in documents.iter().enumerate().filter(|(_, document)| document.facts.kind.side == Side::Notes) {
        let about = about(at, documents, stated, evidence, sets);
        let about: BTreeSet<_> = about.into_iter().map(|at| documents[at].id).collect();
        let mut found = false;
        for set in sets.iter_mut().filter(|set| set.members().any(|id| about.contains(&id))) {
            set.notes.push(document.id);
            found = true;
        }
        if !found {
            sets.push(Set::alone(document.id));
        }
    }
}

/// Indices of the documents that notes are about.
fn about(notes: usize, documents: &[Candidate<'_>], stated: &[StatedPair], evidence: &Evidence<'_>, sets: &[Set]) -> Vec<usize> {
    let is_main = |at: &usize| matches!(documents[*at].facts.kind.side, Side::Requirements | Side::Design | Side::Both);
    let at = |path: &String| evidence.at(path);
    let given = stated.iter().filter(|pair| pair.notes.iter().any(|path| at(path) == Some(notes)));
    let given: Vec<usize> = given.flat_map(|pair| pair.prd.iter().chain(&pair.tdd)).filter_map(at).collect();
    if !given.is_empty() {
        return given;
    }
    let pointers = &documents[notes].facts.pointers;
    let named = |wanted: &dyn Fn(&PointedBy) -> bool| -> Vec<usize> {
        pointers
            .iter()
            .filter(|pointer| wanted(&pointer.by))
            .filter_map(|pointer| evidence.meant_by(notes, pointer))
            .filter(is_main)
            .collect()
    };
    let surely = named(&|by| !matches!(by, PointedBy::Text));
    if !surely.is_empty() {
        return surely;
    }
    let in_text = named(&|by| matches!(by, PointedBy::Text));
    if !in_text.is_empty() {
        return in_text;
    }
    let others = || (0..documents.len()).filter(is_main);
    if let Some(stem) = evidence.stem(notes) {
        let same: Vec<usize> = others().filter(|at| evidence.stem(*at).as_ref() == Some(&stem)).collect();
        if !same.is_empty() {
            return same;
        }
    }
    let folder = |at: usize| split(documents[at].file.path()).0;
    let beside: Vec<usize> = others().filter(|at| folder(*at) == folder(notes)).collect();
    // One set alone: with two in the folder, notes without a name could be of either.
    let ids: BTreeSet<_> = beside.iter().map(|at| documents[*at].id).collect();
    let holds = sets.iter().filter(|set| set.members().any(|id| ids.contains(&id))).count();
    if holds == 1 { beside } else { Vec::new() }
}
