//! How the programme does, as `designvet metrics` prints it: a screen for people, a page of Markdown for a wiki, CSV for spreadsheets and
//! `designvet.metrics/1` for programs.

mod csv;
mod json;
mod markdown;
mod text;

use super::{Layout, count};
use crate::programme::{Group, Metrics, Open, WhatWasRead};
use crate::record::Decision;
use crate::rule::ReleasePriority;
use std::io::{self, Write};

/// The formats of metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetricsFormat {
    /// For people at a terminal.
    Text,
    /// For a wiki.
    Markdown,
    /// For spreadsheets: one figure a row.
    Csv,
    /// For programs; versioned.
    Json,
}

impl MetricsFormat {
    /// Names as `--format` takes them, in the order of the help text.
    pub const ALL: &'static [(&'static str, Self)] =
        &[("text", Self::Text), ("markdown", Self::Markdown), ("csv", Self::Csv), ("json", Self::Json)];

    /// The format of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }
}

/// Writes metrics in a format. Long lists are cut in the report for people unless the layout is verbose, and what is left out is counted.
pub fn render_metrics(format: MetricsFormat, metrics: &Metrics, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    match format {
        MetricsFormat::Text => text::render(metrics, layout, out),
        MetricsFormat::Markdown => markdown::render(metrics, out),
        MetricsFormat::Csv => csv::render(metrics, out),
        MetricsFormat::Json => json::render(metrics, out),
    }
}

/// What the figures are of, one sentence.
fn about(metrics: &Metrics) -> String {
    let records = count(metrics.reviews.count, "record");
    let days = match (metrics.asked.from, metrics.asked.to) {
        (None, None) => String::new(),
        (Some(from), None) => format!(", counted from {from} on"),
        (None, Some(to)) => format!(", counted until {to}"),
        (Some(from), Some(to)) => format!(", counted from {from} to {to}"),
    };
    format!("The programme on {} by {records} of reviews{days}", metrics.asked.today)
}

/// What a review was of, for people.
fn read_title(read: WhatWasRead) -> &'static str {
    match read {
        WhatWasRead::Both => "product document and design",
        WhatWasRead::Product => "product document alone",
        WhatWasRead::Design => "design alone",
        WhatWasRead::Other => "other papers",
    }
}

/// A decision, for people.
fn decision_title(decision: Decision) -> &'static str {
    match decision {
        Decision::Approved => "approved",
        Decision::ChangesRequested => "changes requested",
        Decision::Rejected => "rejected",
        Decision::Open => "no decision yet",
    }
}

/// By when something has to be settled, for a row.
fn release_title(release: ReleasePriority) -> &'static str {
    match release {
        ReleasePriority::BeforeRelease => "before release",
        ReleasePriority::AfterRelease => "quickly after release",
        ReleasePriority::Future => "in a future release",
        ReleasePriority::None => "at no time",
    }
}

/// The groups of documents with their names, after all of them as one.
fn groups(metrics: &Metrics) -> impl Iterator<Item = (&str, &Group)> {
    let coverage = &metrics.coverage;
    std::iter::once(("all", &coverage.all)).chain(coverage.groups.iter().map(|group| (group.name.as_str(), group)))
}

/// "5 product documents to 3 designs".
fn papers(metrics: &Metrics) -> String {
    format!("{} to {}", count(metrics.papers.products, "product document"), count(metrics.papers.designs, "design"))
}

/// What is counted of a group: reviews, documents, and where it is known how many there are, these and the share.
fn of_group(group: &Group) -> Vec<String> {
    let last = group.last.map_or_else(|| NOTHING.to_owned(), |day| day.to_string());
    let share = group.share().map_or_else(|| NOTHING.to_owned(), |share| format!("{share} %"));
    let known = group.known.map(|known| known.to_string());
    let is_known = known.is_some();
    let cells = [Some(group.reviews.to_string()), known, Some(group.reviewed.to_string()), is_known.then_some(share), Some(last)];
    cells.into_iter().flatten().collect()
}

/// The names of these columns.
fn group_columns(metrics: &Metrics) -> &'static [&'static str] {
    if metrics.coverage.unreviewed.is_some() {
        &["reviews", "documents", "reviewed", "share", "last review"]
    } else {
        &["reviews", "documents reviewed", "last review"]
    }
}

/// What stands where there is no figure.
const NOTHING: &str = "-";

/// The names of the columns of times.
const TIMES: [&str; 7] = ["settled", "half within", "9 of 10 within", "came back", "open", "half open for", "oldest"];

/// How long it takes until something of a priority is settled: the cells of these columns.
fn of_time(time: &crate::programme::Time) -> Vec<String> {
    let days = |days: Option<i64>| days.map_or_else(|| NOTHING.to_owned(), |days| format!("{days} d"));
    vec![
        time.settled.to_string(),
        days(time.median),
        days(time.ninth),
        time.came_back.to_string(),
        time.open.to_string(),
        days(time.age),
        days(time.oldest),
    ]
}

/// "overdue by 12 days, since 2026-03-01", "due on 2026-03-01"; empty without a day.
fn due(open: &Open, metrics: &Metrics) -> String {
    let Some(due) = open.due else { return String::new() };
    match open.days_overdue(metrics.asked.today) {
        Some(days) => format!("overdue by {}, since {due}", of_days(days)),
        None => format!("due on {due}"),
    }
}

fn of_days(days: i64) -> String {
    count(usize::try_from(days).unwrap_or_default(), "day")
}

/// "4 items, 2 overdue, 1 that stops a review and stands above".
fn of_open(metrics: &Metrics) -> String {
    let open = &metrics.before_release;
    let late = open.iter().filter(|open| open.days_overdue(metrics.asked.today).is_some()).count();
    let late = if late > 0 { format!(", {late} overdue") } else { String::new() };
    let above = match open.iter().filter(|open| open.blocks_review).count() {
        0 => String::new(),
        1 => ", 1 that stops a review and stands above".to_owned(),
        several => format!(", {several} that stop a review and stand above"),
    };
    format!("{}{late}{above}", count(open.len(), "item"))
}

/// Open items that have to be done before release and stop no review.
fn others_before_release(metrics: &Metrics) -> Vec<&Open> {
    metrics.before_release.iter().filter(|open| !open.blocks_review).collect()
}

/// Items of the same document, owner and day, one after another.
fn by_document<'i, 'o>(open: &'i [&'o Open]) -> impl Iterator<Item = &'i [&'o Open]> {
    open.chunk_by(|one, other| (&one.document, &one.owner, one.due) == (&other.document, &other.owner, other.due))
}
