//! Metrics as CSV (RFC 4180), one figure a row, for spreadsheets that filter by the first column.

use crate::programme::{Metrics, Open};
use crate::report::csv::record;
use std::io::{self, Write};

const HEADER: [&str; 7] = ["figure", "group", "item", "value", "unit", "owner", "due"];

pub(super) fn render(metrics: &Metrics, out: &mut dyn Write) -> io::Result<()> {
    record(&HEADER, out)?;
    let mut sheet = Sheet { out };
    let (asked, reviews) = (metrics.asked, &metrics.reviews);
    sheet.row("today", "", asked.today, "day")?;
    sheet.row("reviews", "", reviews.count, "reviews")?;
    if let Some((first, last)) = reviews.days {
        sheet.row("first-review", "", first, "day")?;
        sheet.row("last-review", "", last, "day")?;
    }
    reviews.by_read.iter().try_for_each(|(read, count)| sheet.row("reviews-by-kind", read.as_str(), count, "reviews"))?;
    reviews.by_decision.iter().try_for_each(|(decision, count)| sheet.row("reviews-by-decision", decision.as_str(), count, "reviews"))?;
    reviews.reviewers.iter().try_for_each(|(name, count)| sheet.row("reviews-by-reviewer", name, count, "reviews"))?;
    sheet.row("reviews-not-signed", "", reviews.unsigned, "reviews")?;
    sheet.row("product-documents", "", metrics.papers.products, "documents")?;
    sheet.row("designs", "", metrics.papers.designs, "documents")?;
    sheet.row("product-documents-without-design", "", metrics.papers.without_design.len(), "documents")?;
    for alone in &metrics.papers.without_design {
        sheet.row("without-design-last-review", &alone.path, alone.last, "day")?;
    }
    for group in std::iter::once(&metrics.coverage.all).chain(&metrics.coverage.groups) {
        sheet.row("coverage-reviews", &group.name, group.reviews, "reviews")?;
        group.known.into_iter().try_for_each(|known| sheet.row("coverage-documents", &group.name, known, "documents"))?;
        sheet.row("coverage-reviewed", &group.name, group.reviewed, "documents")?;
        group.share().into_iter().try_for_each(|share| sheet.row("coverage-share", &group.name, share, "percent"))?;
        group.last.into_iter().try_for_each(|last| sheet.row("coverage-last-review", &group.name, last, "day"))?;
    }
    for paper in metrics.coverage.unreviewed.iter().flatten() {
        sheet.row("not-reviewed", &paper.path, 1, "documents")?;
    }
    for time in &metrics.times {
        let release = time.release.as_str();
        sheet.row("settled", release, time.settled, "items")?;
        time.median.into_iter().try_for_each(|days| sheet.row("half-settled-within", release, days, "days"))?;
        time.ninth.into_iter().try_for_each(|days| sheet.row("nine-in-ten-settled-within", release, days, "days"))?;
        sheet.row("came-back", release, time.came_back, "items")?;
        sheet.row("open", release, time.open, "items")?;
        time.age.into_iter().try_for_each(|days| sheet.row("half-open-for-at-most", release, days, "days"))?;
        time.oldest.into_iter().try_for_each(|days| sheet.row("oldest-open-for", release, days, "days"))?;
    }
    for open in &metrics.before_release {
        sheet.item("open-before-release-for", open, open.days_open(asked.today))?;
        open.days_overdue(asked.today).into_iter().try_for_each(|days| sheet.item("overdue-by", open, days))?;
    }
    metrics.stopping.iter().try_for_each(|open| sheet.item("stops-review-for", open, open.days_open(asked.today)))
}

struct Sheet<'o> {
    out: &'o mut dyn Write,
}

impl Sheet<'_> {
    fn row(&mut self, figure: &str, group: &str, value: impl ToString + Copy, unit: &str) -> io::Result<()> {
        record(&[figure, group, "", &value.to_string(), unit, "", ""], self.out)
    }

    fn item(&mut self, figure: &str, open: &Open, days: i64) -> io::Result<()> {
        let due = open.due.map(|due| due.to_string()).unwrap_or_default();
        record(&[figure, &open.document, &open.title, &days.to_string(), "days", &open.owner, &due], self.out)
    }
}
