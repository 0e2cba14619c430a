//! Requirements of the product documents and their places in the design, as trace reports list them.

use super::Reviewed;
use super::discrepancies::Compared;
use crate::finding::Label;
use crate::source::FileId;
use crate::trace::{Coverage, Reason, Traced};

/// A requirement.
#[derive(Debug, Clone, PartialEq)]
pub struct TracedRequirement {
    /// Its id as written, or `R` and its number.
    pub id: String,
    /// Its text.
    pub place: Label,
    /// What became of it, in the design that covers it best; None without a design.
    pub coverage: Option<Coverage>,
    /// Its places in each design, the best first.
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
pub(super) fn of(documents: &[Reviewed], compared: &[Compared]) -> Vec<TracedRequirement> {
    let mut all = Vec::new();
    for document in documents {
        let Some(facts) = &document.facts else { continue };
        let pairs: Vec<&Compared> = compared.iter().filter(|pair| pair.notes.is_none() && pair.product == document.id).collect();
        all.extend(facts.requirements.iter().enumerate().map(|(at, requirement)| {
            // Of several designs the one comes first that covers it best.
            let mut found: Vec<(FileId, &Traced)> = pairs.iter().map(|pair| (pair.design, &pair.traced[at])).collect();
            found.sort_by_key(|(_, found)| std::cmp::Reverse(found.coverage));
            let links = found.iter().flat_map(|(design, found)| {
                found.links.iter().map(|link| TracedPlace {
                    place: Label::new(*design, link.span, ""),
                    score: link.score,
                    reason: link.reason,
                })
            });
            TracedRequirement {
                id: requirement.id.clone(),
                place: Label::new(document.id, requirement.span, ""),
                coverage: found.first().map(|(_, found)| found.coverage),
                links: links.collect(),
            }
        }));
    }
    all
}
