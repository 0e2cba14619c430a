//! Items over time: since when each is open, and when it was settled.

use super::{Asked, Kept, Task};
use crate::date::Date;
use crate::rule::ReleasePriority;
use std::collections::{BTreeMap, BTreeSet};

/// Days from one record that has an item open to the first later one that holds its document and has it open no more.
pub(super) struct Span<'a> {
    /// The item as the last record has it that has it open.
    task: &'a Task,
    since: Date,
    settled: Option<Date>,
    /// It was open again in a later record.
    came_back: bool,
}

/// How long it takes until items of a priority are settled. Days are counted from record to record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// The priority.
    pub release: ReleasePriority,
    /// How many were settled.
    pub settled: usize,
    /// The days within which half of them were.
    pub median: Option<i64>,
    /// The days within which nine in ten of them were.
    pub ninth: Option<i64>,
    /// How many of them were open again later.
    pub came_back: usize,
    /// How many are open.
    pub open: usize,
    /// The days that half of these have been open for at most.
    pub age: Option<i64>,
    /// The days that the oldest has been open for.
    pub oldest: Option<i64>,
}

/// An item that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// What it is known by.
    pub key: String,
    /// The path of its document.
    pub document: String,
    /// What is wrong, one sentence without a full stop.
    pub title: String,
    /// Who answers for the document; empty when it does not say so.
    pub owner: String,
    /// By when.
    pub release: ReleasePriority,
    /// The reviewer cannot finish without it.
    pub blocks_review: bool,
    /// The day by which it has to be done.
    pub due: Option<Date>,
    /// The day since which it is open.
    pub since: Date,
}

impl Open {
    pub(super) fn is_before_release(&self) -> bool {
        self.release == ReleasePriority::BeforeRelease
    }

    /// For how many days it has been open.
    pub fn days_open(&self, today: Date) -> i64 {
        today.days_after(self.since)
    }

    /// For how many days it has been overdue; None when it is not.
    pub fn days_overdue(&self, today: Date) -> Option<i64> {
        self.due.map(|due| today.days_after(due)).filter(|days| *days > 0)
    }
}

/// The spans of all items by records in the order of their days. An item that comes back begins a new one.
pub(super) fn spans<'a>(records: &[&'a Kept]) -> Vec<Span<'a>> {
    let mut spans: Vec<Span<'a>> = Vec::new();
    // The latest span of each item, document by document.
    let mut known: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for record in records {
        let now: BTreeSet<&str> = record.items.iter().filter(|task| task.status.is_open()).map(|task| task.key.as_str()).collect();
        for at in
            record.documents.iter().filter_map(|paper| known.get(paper.path.as_str())).flatten().filter(|(key, _)| !now.contains(*key))
        {
            spans[*at.1].settled.get_or_insert(record.on);
        }
        for task in record.items.iter().filter(|task| task.status.is_open()) {
            let own = known.entry(&task.document).or_default();
            match own.get(task.key.as_str()).map(|at| &mut spans[*at]) {
                Some(span) if span.settled.is_none() => {
                    span.task = task;
                    continue;
                }
                Some(span) => span.came_back = true,
                None => {}
            }
            own.insert(&task.key, spans.len());
            spans.push(Span { task, since: record.on, settled: None, came_back: false });
        }
    }
    spans
}

/// What is open in documents that are there: the document with the earliest day first, those without a day last.
pub(super) fn open(spans: &[Span<'_>], is_there: &dyn Fn(&str) -> bool) -> Vec<Open> {
    let still = spans.iter().filter(|span| span.settled.is_none() && is_there(&span.task.document));
    let mut open: Vec<Open> = still
        .map(|span| Open {
            key: span.task.key.clone(),
            document: span.task.document.clone(),
            title: span.task.title.clone(),
            owner: span.task.owner.clone(),
            release: span.task.release,
            blocks_review: span.task.blocks_review,
            due: span.task.due.parse().ok(),
            since: span.since,
        })
        .collect();
    let mut first: BTreeMap<String, Option<Date>> = BTreeMap::new();
    for item in &open {
        let due = first.entry(item.document.clone()).or_default();
        *due = item.due.into_iter().chain(*due).min();
    }
    let last = |due: Option<Date>| (due.is_none(), due);
    open.sort_by_cached_key(|item| {
        let document = last(first.get(&item.document).copied().flatten());
        (document, item.document.clone(), last(item.due), !item.blocks_review, item.since, item.key.clone())
    });
    open
}

/// The times of each priority, the most urgent first.
pub(super) fn times(spans: &[Span<'_>], open: &[Open], asked: Asked) -> Vec<Time> {
    let priorities = ReleasePriority::ALL.iter().rev().filter(|release| **release != ReleasePriority::None);
    priorities.map(|release| time(*release, spans, open, asked)).collect()
}

fn time(release: ReleasePriority, spans: &[Span<'_>], open: &[Open], asked: Asked) -> Time {
    let own = spans.iter().filter(|span| span.task.release == release);
    let settled = own.filter_map(|span| Some((span, span.settled.filter(|day| asked.from.is_none_or(|from| *day >= from))?)));
    let settled: Vec<(&Span<'_>, Date)> = settled.collect();
    let days = sorted(settled.iter().map(|(span, day)| day.days_after(span.since)));
    let ages = sorted(open.iter().filter(|open| open.release == release).map(|open| open.days_open(asked.today)));
    Time {
        release,
        settled: days.len(),
        median: within(&days, 50),
        ninth: within(&days, 90),
        came_back: settled.iter().filter(|(span, _)| span.came_back).count(),
        open: ages.len(),
        age: within(&ages, 50),
        oldest: ages.last().copied(),
    }
}

fn sorted(days: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut days: Vec<i64> = days.collect();
    days.sort_unstable();
    days
}

/// The smallest of some sorted numbers that at least so many percent are not above (nearest rank); None when there are none.
fn within(sorted: &[i64], percent: usize) -> Option<i64> {
    sorted.get((sorted.len() * percent).div_ceil(100).checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_and_nine_in_ten_are_numbers_that_were_there() {
        let days: Vec<i64> = (1..=10).collect();
        assert_eq!([within(&days, 50), within(&days, 90)], [Some(5), Some(9)]);
        assert_eq!([within(&days[..3], 50), within(&days[..3], 90)], [Some(2), Some(3)]);
        assert_eq!([within(&days[..2], 50), within(&days[..1], 90), within(&[], 50)], [Some(1), Some(1), None]);
    }
}
