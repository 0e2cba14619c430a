//! Records of reviews to how the programme does: what was reviewed and by whom, which products no review has reached, how long it takes until
//! something is settled, and what is still open. `docs/metrics.md` defines each figure.

mod coverage;
mod kept;
mod papers;
mod reviews;
mod spans;

pub use coverage::{Coverage, Group, Grouping};
pub use kept::{Kept, Paper, Task};
pub use papers::{Alone, Papers};
pub use reviews::{Reviews, WhatWasRead};
pub use spans::{Open, Time};

use crate::date::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What is asked of the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// By what documents are grouped.
    pub by: Grouping,
    /// The first day on which what happens counts; what was before tells only since when an item is open, and what has a design.
    pub from: Option<Date>,
    /// The last day of which records are looked at.
    pub to: Option<Date>,
    /// The day on which ages are counted and from which on something is overdue.
    pub today: Date,
}

/// How the programme does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metrics {
    /// What was asked.
    pub asked: Asked,
    /// The reviews that there were.
    pub reviews: Reviews,
    /// What they were of, and what has no design.
    pub papers: Papers,
    /// Where reviews were, and where none was.
    pub coverage: Coverage,
    /// How long it takes until something is settled, for each priority, the most urgent first.
    pub times: Vec<Time>,
    /// What is open and has to be done before release, document by document, what is due first before the others.
    pub before_release: Vec<Open>,
    /// What is open and stops a review, of whatever priority, in the same order.
    pub stopping: Vec<Open>,
}

/// The figures of some records. `whole` is all documents there are, where that is known: what is not among them is gone, and neither lacks a
/// design nor has anything open.
pub fn metrics(records: &[Kept], whole: Option<&[Paper]>, asked: Asked) -> Metrics {
    let mut all: Vec<&Kept> = records.iter().filter(|record| asked.to.is_none_or(|to| record.on <= to)).collect();
    // A record knows no time of day.
    all.sort_by_key(|record| (record.on, record.path.as_str()));
    let counted: Vec<&Kept> = all.iter().copied().filter(|record| asked.from.is_none_or(|from| record.on >= from)).collect();
    let whole: Option<BTreeMap<&str, &Paper>> = whole.map(|papers| papers.iter().map(|paper| (paper.path.as_str(), paper)).collect());
    let is_there = |path: &str| whole.as_ref().is_none_or(|whole| whole.contains_key(path));
    let spans = spans::spans(&all);
    let open = spans::open(&spans, &is_there);
    Metrics {
        asked,
        reviews: reviews::of(&counted),
        papers: papers::of(&all, &counted, &is_there),
        coverage: coverage::of(&counted, whole.as_ref(), asked.by),
        times: spans::times(&spans, &open, asked),
        before_release: open.iter().filter(|open| open.is_before_release()).cloned().collect(),
        stopping: open.into_iter().filter(|open| open.blocks_review).collect(),
    }
}

/// Records, each once, in the order of their paths, and the pairs of paths of those that say the same as one before: the day, reviewer,
/// decision, note, documents and items.
pub fn each_once(mut records: Vec<Kept>) -> (Vec<Kept>, Vec<(String, String)>) {
    records.sort_by(|one, other| one.path.cmp(&other.path));
    let mut first: BTreeMap<_, &Kept> = BTreeMap::new();
    let mut again: Vec<(String, String)> = Vec::new();
    for record in &records {
        match first.entry((record.on, record.decision, &record.by, &record.note, &record.documents, &record.items)) {
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(record);
            }
            std::collections::btree_map::Entry::Occupied(taken) => again.push((record.path.clone(), taken.get().path.clone())),
        }
    }
    let twice: BTreeSet<String> = again.iter().map(|(path, _)| path.clone()).collect();
    records.retain(|record| !twice.contains(&record.path));
    (records, again)
}

/// The papers of some records as the latest record has them, by path, each with its day.
fn latest<'a>(records: &[&'a Kept]) -> BTreeMap<&'a str, (&'a Paper, Date)> {
    // Records come in the order of their days.
    records.iter().flat_map(|record| record.documents.iter().map(|paper| (paper.path.as_str(), (paper, record.on)))).collect()
}
