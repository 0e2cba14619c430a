//! Product documents and designs that were reviewed, and product documents without a design.

use super::{Kept, Paper, latest};
use crate::date::Date;
use std::collections::BTreeSet;

/// What was reviewed, each document once; one that is product document and design counts as both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    /// Product documents.
    pub products: usize,
    /// Designs.
    pub designs: usize,
    /// Product documents that are in no record together with a design, by path.
    pub without_design: Vec<Alone>,
}

/// A product document without a design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alone {
    /// Its path.
    pub path: String,
    /// Its title; empty without one.
    pub title: String,
    /// The day of its last review.
    pub last: Date,
}

/// The papers of `counted` records; any of `all` may show the design of one. Those that are not there any more are no gap.
pub(super) fn of(all: &[&Kept], counted: &[&Kept], is_there: &dyn Fn(&str) -> bool) -> Papers {
    let with_design: BTreeSet<&str> = all
        .iter()
        .filter(|record| record.documents.iter().any(Paper::is_design))
        .flat_map(|record| record.documents.iter().map(|paper| paper.path.as_str()))
        .collect();
    let papers = latest(counted);
    let count = |is_it: fn(&Paper) -> bool| papers.values().filter(|(paper, _)| is_it(paper)).count();
    let without =
        papers.values().filter(|(paper, _)| paper.is_product() && is_there(&paper.path) && !with_design.contains(paper.path.as_str()));
    let alone = |(paper, last): &(&Paper, Date)| Alone { path: paper.path.clone(), title: paper.title.clone(), last: *last };
    Papers { products: count(Paper::is_product), designs: count(Paper::is_design), without_design: without.map(alone).collect() }
}
