//! Metrics as `designvet.metrics/1`, for programs. Its structs are the published form and change only by addition; the schema is
//! `docs/schemas/metrics-1.schema.json`.

use crate::date::Date;
use crate::programme::{Alone, Group, Metrics, Open, Paper, Time};
use crate::report::write_json;
use crate::rule::ReleasePriority;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    today: String,
    from: Option<String>,
    to: Option<String>,
    reviews: Reviews<'a>,
    documents: Documents<'a>,
    coverage: Coverage<'a>,
    time_to_resolve: Vec<OneTime>,
    open_before_release: Vec<OneOpen<'a>>,
    open_stopping_review: Vec<OneOpen<'a>>,
}

#[derive(Serialize)]
struct Reviews<'a> {
    count: usize,
    first: Option<String>,
    last: Option<String>,
    by_kind: BTreeMap<&'static str, usize>,
    by_decision: BTreeMap<&'static str, usize>,
    by_reviewer: Vec<Reviewer<'a>>,
    not_signed: usize,
}

#[derive(Serialize)]
struct Reviewer<'a> {
    name: &'a str,
    reviews: usize,
}

#[derive(Serialize)]
struct Documents<'a> {
    product_documents: usize,
    designs: usize,
    without_design: Vec<OneAlone<'a>>,
}

#[derive(Serialize)]
struct OneAlone<'a> {
    path: &'a str,
    title: &'a str,
    last_review: String,
}

#[derive(Serialize)]
struct Coverage<'a> {
    by: &'static str,
    all: OneGroup<'a>,
    groups: Vec<OneGroup<'a>>,
    not_reviewed: Option<Vec<OnePaper<'a>>>,
}

#[derive(Serialize)]
struct OneGroup<'a> {
    name: &'a str,
    reviews: usize,
    reviewed: usize,
    documents: Option<usize>,
    share_percent: Option<usize>,
    last_review: Option<String>,
}

#[derive(Serialize)]
struct OnePaper<'a> {
    path: &'a str,
    kind: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct OneTime {
    release: ReleasePriority,
    settled: usize,
    half_within_days: Option<i64>,
    nine_in_ten_within_days: Option<i64>,
    came_back: usize,
    open: usize,
    half_open_for_days: Option<i64>,
    oldest_open_for_days: Option<i64>,
}

#[derive(Serialize)]
struct OneOpen<'a> {
    key: &'a str,
    document: &'a str,
    title: &'a str,
    owner: &'a str,
    release: ReleasePriority,
    blocks_review: bool,
    since: String,
    days_open: i64,
    due: Option<String>,
    days_overdue: Option<i64>,
}

pub(super) fn render(metrics: &Metrics, out: &mut dyn Write) -> io::Result<()> {
    let (asked, reviews, coverage) = (metrics.asked, &metrics.reviews, &metrics.coverage);
    let root = Root {
        schema: "designvet.metrics/1",
        today: asked.today.to_string(),
        from: asked.from.map(|from| from.to_string()),
        to: asked.to.map(|to| to.to_string()),
        reviews: Reviews {
            count: reviews.count,
            first: reviews.days.map(|(first, _)| first.to_string()),
            last: reviews.days.map(|(_, last)| last.to_string()),
            by_kind: reviews.by_read.iter().map(|(read, count)| (read.as_str(), *count)).collect(),
            by_decision: reviews.by_decision.iter().map(|(decision, count)| (decision.as_str(), *count)).collect(),
            by_reviewer: reviews.reviewers.iter().map(|(name, reviews)| Reviewer { name, reviews: *reviews }).collect(),
            not_signed: reviews.unsigned,
        },
        documents: Documents {
            product_documents: metrics.papers.products,
            designs: metrics.papers.designs,
            without_design: metrics.papers.without_design.iter().map(alone).collect(),
        },
        coverage: Coverage {
            by: asked.by.as_str(),
            all: group(&coverage.all),
            groups: coverage.groups.iter().map(group).collect(),
            not_reviewed: coverage.unreviewed.as_ref().map(|papers| papers.iter().map(paper).collect()),
        },
        time_to_resolve: metrics.times.iter().map(time).collect(),
        open_before_release: metrics.before_release.iter().map(|one| open(one, asked.today)).collect(),
        open_stopping_review: metrics.stopping.iter().map(|one| open(one, asked.today)).collect(),
    };
    write_json(&root, out)
}

fn alone(alone: &Alone) -> OneAlone<'_> {
    OneAlone { path: &alone.path, title: &alone.title, last_review: alone.last.to_string() }
}

fn group(group: &Group) -> OneGroup<'_> {
    OneGroup {
        name: &group.name,
        reviews: group.reviews,
        reviewed: group.reviewed,
        documents: group.known,
        share_percent: group.share(),
        last_review: group.last.map(|last| last.to_string()),
    }
}

fn paper(paper: &Paper) -> OnePaper<'_> {
    OnePaper { path: &paper.path, kind: &paper.kind, title: &paper.title }
}

fn time(time: &Time) -> OneTime {
    OneTime {
        release: time.release,
        settled: time.settled,
        half_within_days: time.median,
        nine_in_ten_within_days: time.ninth,
        came_back: time.came_back,
        open: time.open,
        half_open_for_days: time.age,
        oldest_open_for_days: time.oldest,
    }
}

fn open(open: &Open, today: Date) -> OneOpen<'_> {
    OneOpen {
        key: &open.key,
        document: &open.document,
        title: &open.title,
        owner: &open.owner,
        release: open.release,
        blocks_review: open.blocks_review,
        since: open.since.to_string(),
        days_open: open.days_open(today),
        due: open.due.map(|due| due.to_string()),
        days_overdue: open.days_overdue(today),
    }
}
