//! The reviews that there were: of what, with which decision, by whom and when.

use super::{Kept, Paper};
use crate::date::Date;
use crate::record::Decision;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What a review was of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhatWasRead {
    /// A product document and a design, or one that is both.
    Both,
    /// Product documents without a design.
    Product,
    /// Designs without a product document.
    Design,
    /// Neither: notes, and kinds of a company that are a form of neither.
    Other,
}

impl WhatWasRead {
    /// All of them, in the order of reports.
    pub const ALL: &'static [Self] = &[Self::Both, Self::Product, Self::Design, Self::Other];

    /// The word for it in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Both => "product-and-design",
            Self::Product => "product",
            Self::Design => "design",
            Self::Other => "other",
        }
    }

    fn of(record: &Kept) -> Self {
        match [Paper::is_product, Paper::is_design].map(|is_it| record.documents.iter().any(is_it)) {
            [true, true] => Self::Both,
            [true, false] => Self::Product,
            [false, true] => Self::Design,
            [false, false] => Self::Other,
        }
    }
}

/// The reviews that there were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviews {
    /// How many: one record is one review.
    pub count: usize,
    /// The days of the first and the last.
    pub days: Option<(Date, Date)>,
    /// How many of each sort of documents; all sorts are there.
    pub by_read: Vec<(WhatWasRead, usize)>,
    /// How many came to each decision; all decisions are there.
    pub by_decision: Vec<(Decision, usize)>,
    /// Who reviewed how often, the most frequent first.
    pub reviewers: Vec<(String, usize)>,
    /// How many nobody has signed.
    pub unsigned: usize,
}

/// The reviews of records in the order of their days.
pub(super) fn of(records: &[&Kept]) -> Reviews {
    let count = |test: &dyn Fn(&Kept) -> bool| records.iter().filter(|record| test(record)).count();
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records.iter().filter(|record| !record.by.is_empty()) {
        *names.entry(&record.by).or_default() += 1;
    }
    let mut reviewers: Vec<(String, usize)> = names.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    reviewers.sort_by_key(|(_, count)| Reverse(*count));
    Reviews {
        count: records.len(),
        days: records.first().zip(records.last()).map(|(first, last)| (first.on, last.on)),
        by_read: WhatWasRead::ALL.iter().map(|read| (*read, count(&|record| WhatWasRead::of(record) == *read))).collect(),
        by_decision: Decision::ALL.iter().map(|decision| (*decision, count(&|record| record.decision == *decision))).collect(),
        reviewers,
        unsigned: count(&|record| record.by.is_empty()),
    }
}
