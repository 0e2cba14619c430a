//! Requirements of the product documents and their places in the design, as trace reports list them.

use super::Reviewed;
use crate::finding::Label;
use crate::pair::Set;
use crate::source::FileId;
use crate::trace::{self, Coverage, Reason, Side};
use std::collections::BTreeMap;

/// A requirement.
#[derive(Debug, Clone, PartialEq)]
pub struct TracedRequirement {
    /// Its id as written, or `R` and its number.
    pub id: String,
    /// Its text.
    pub place: Label,
    /// What became of it; None without a design.
    pub coverage: Option<Coverage>,
    /// Its places in the design, the best first.
    pub links: Vec<TracedPlace>,
}

/// A place of a requirement in the design.
#[derive(Debug, Clone, PartialEq)]
pub struct TracedPlace {
    /// Its text.
    pub place: Label,
    /// How far it stands out among all passages of the design, from 0 to 1.
    pub score: f32,
    /// How it was found.
    pub reason: Reason,
}

/// All requirements of all documents, in the order of documents and text.
pub(super) fn of(documents: &[Reviewed], sets: &[Set]) -> Vec<TracedRequirement> {
    let side = |id: FileId| {
        let document = &documents[id.0 as usize];
        document.facts.as_ref().map(|facts| Side { text: document.file.text(), facts })
    };
    let designs: BTreeMap<FileId, FileId> = sets.iter().filter_map(|set| Some((set.requirements?, set.design?))).collect();
    let mut all = Vec::new();
    for document in documents {
        let Some(product) = side(document.id) else { continue };
        let traced = designs.get(&document.id).and_then(|id| Some((*id, trace::trace(product, side(*id)?))));
        all.extend(product.facts.requirements.iter().enumerate().map(|(at, requirement)| {
            let found = traced.as_ref().map(|(design, traced)| (*design, &traced[at]));
            let links = found.into_iter().flat_map(|(design, found)| {
                found.links.iter().map(move |link| TracedPlace {
                    place: Label::new(design, link.span, ""),
                    score: link.score,
                    reason: link.reason,
                })
            });
            TracedRequirement {
                id: requirement.id.clone(),
                place: Label::new(document.id, requirement.span, ""),
                coverage: found.map(|(_, found)| found.coverage),
                links: links.collect(),
            }
        }));
    }
    all
}
