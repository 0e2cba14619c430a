//! Requirements of the product documents, as trace reports list them.

use super::Reviewed;
use crate::finding::Label;

/// A requirement. Its place in the design is not looked for yet: no status is claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedRequirement {
    /// Its id as written, or `R` and its number.
    pub id: String,
    /// Its text.
    pub place: Label,
}

/// All requirements of all documents, in the order of documents and text.
pub(super) fn of(documents: &[Reviewed]) -> Vec<TracedRequirement> {
    let mut all = Vec::new();
    for document in documents {
        let requirements = document.facts.iter().flat_map(|f| &f.requirements);
        all.extend(requirements.map(|r| TracedRequirement { id: r.id.clone(), place: Label::new(document.id, r.span, "") }));
    }
    all
}
