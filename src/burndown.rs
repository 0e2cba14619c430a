//! Rows of tables that are records to how many were opened, closed and open, week by week, and to what is open now with what can be done next.
//!
//! What the rows are, on which days they begin and end, how much each weighs and which steps there are, a checklist says (`[[record]]`).

mod open;

pub use open::OpenRow;

use crate::checklist::Checklist;
use crate::checklist::sheet::RowKind;
use crate::date::Date;
use crate::facts::{RecordReader, Row};
use crate::review::{Profile, Review};
use crate::text::Text;
use open::Reader;
use std::collections::BTreeMap;

/// Weeks that are told of when nobody says how many.
pub const WEEKS: u32 = 13;

/// Days of a week.
const WEEK: u32 = 7;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The day on which it is asked.
    pub today: Date,
    /// Most weeks told of, that of today included; at least 1.
    pub weeks: u32,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Burndown {
    /// What was asked.
    pub asked: Asked,
    /// One for each record that tables hold, in the order of the checklist.
    pub charts: Vec<Chart>,
}

/// The rows of one record, from all tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Id of the record.
    pub record: Text,
    /// Several rows: "vulnerabilities".
    pub plural: Text,
    /// Paths of the documents with such rows, as they were named.
    pub documents: Vec<String>,
    /// How much rows weigh, the weightiest first; the last is of rows that do not say.
    pub levels: Vec<Text>,
    /// From the first week to that of today; empty where no row has its days.
    pub weeks: Vec<Week>,
    /// How many rows there are.
    pub rows: usize,
    /// Rows that stand in no week, and why.
    pub apart: Apart,
    /// Rows with something left to do, the worst first and of those the latest.
    pub open: Vec<OpenRow>,
}

/// A week, with figures by level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub monday: Date,
    /// Rows opened in it.
    pub opened: Vec<usize>,
    /// Rows closed in it.
    pub closed: Vec<usize>,
    /// Rows open at its end.
    pub open: Vec<usize>,
}

/// Rows that stand in no week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Apart {
    /// Open, and no day says since when.
    pub open_undated: usize,
    /// Closed, and no day says since when it was open.
    pub closed_undated: usize,
    /// Closed, and no day says when.
    pub closing_undated: usize,
    /// Closed before they were opened, or one of their days is still to come.
    pub impossible: usize,
    /// Whether something is left to do cannot be read.
    pub unread: usize,
    /// With more or fewer cells than the header.
    pub ragged: usize,
}

impl Apart {
    /// How many there are, for each reason in words that follow "3 rows".
    pub fn reasons(&self) -> [(usize, &'static str); 6] {
        [
            (self.open_undated, "open without a day opened"),
            (self.closed_undated, "closed without a day opened"),
            (self.closing_undated, "closed without a day closed"),
            (self.impossible, "with days that cannot be: closed before opened, or still to come"),
            (self.unread, "whose state cannot be read"),
            (self.ragged, "with more or fewer cells than the header"),
        ]
    }
}

/// A row from one day to another.
struct Stretch {
    level: usize,
    opened: Date,
    closed: Option<Date>,
}

/// The rows of documents that were reviewed.
pub fn burndown(review: &Review, profiles: &[Profile], asked: Asked) -> Burndown {
    let mut charts: BTreeMap<usize, (Chart, Vec<Stretch>)> = BTreeMap::new();
    for document in &review.documents {
        let Some((file, facts)) = document.read() else { continue };
        let checklist = &profiles[document.profile].checklist;
        for sheet in &facts.sheets {
            let kind = &checklist.records[sheet.record];
            if kind.opened_by.is_empty() {
                continue;
            }
            let (chart, stretches) = charts.entry(sheet.record).or_insert_with(|| (Chart::of(kind), Vec::new()));
            if chart.documents.last().map(String::as_str) != Some(file.path()) {
                chart.documents.push(file.path().to_owned());
            }
            let reader = Reader::new(RecordReader::new(kind, file.text()), file, checklist, asked.today);
            let rows = (0..sheet.rows.len()).map(|at| Row { sheet, at });
            rows.for_each(|row| chart.add(&reader, row, stretches));
        }
    }
    let charts = charts.into_values().map(|(mut chart, stretches)| {
        chart.weeks = weeks(&stretches, chart.levels.len(), asked);
        chart.open.sort_by(OpenRow::worst_first);
        chart
    });
    Burndown { asked, charts: charts.collect() }
}

/// The kind of document that holds rows which are charted, where a checklist has such.
pub fn charted_kind(checklist: &Checklist) -> Option<&crate::rule::DocKind> {
    checklist.records.iter().find(|record| !record.opened_by.is_empty())?.applies_to.first()
}

impl Chart {
    fn of(kind: &RowKind) -> Self {
        let levels = kind.column(&kind.weighed_by).map_or(&[][..], |column| &kind.columns[column].choices);
        Self {
            record: kind.id.clone(),
            plural: kind.plural.clone(),
            documents: Vec::new(),
            levels: levels.iter().map(|choice| choice.id.clone()).chain([UNKNOWN.into()]).collect(),
            weeks: Vec::new(),
            rows: 0,
            apart: Apart::default(),
            open: Vec::new(),
        }
    }

    fn add<'a>(&mut self, reader: &Reader<'a>, row: Row<'a>, stretches: &mut Vec<Stretch>) {
        self.rows += 1;
        if row.sheet.rows[row.at].off_by != 0 {
            self.apart.ragged += 1;
            return;
        }
        let Some(is_closed) = reader.record.is_closed(row) else {
            self.apart.unread += 1;
            return;
        };
        let level = reader.level(row).unwrap_or(self.levels.len() - 1);
        let opened = reader.opened(row);
        // A row that was opened again says when it was closed before.
        let closed = reader.record.closed_on(row).filter(|_| is_closed);
        if !is_closed {
            self.open.push(reader.open_row(row, level));
        }
        let today = reader.today;
        match (opened, closed) {
            (None, _) if is_closed => self.apart.closed_undated += 1,
            (None, _) => self.apart.open_undated += 1,
            (Some(_), None) if is_closed => self.apart.closing_undated += 1,
            (Some(opened), closed) if opened > today || closed.is_some_and(|closed| closed < opened || closed > today) => {
                self.apart.impossible += 1;
            }
            (Some(opened), closed) => stretches.push(Stretch { level, opened, closed }),
        }
    }

    /// Figures of today by level, of all rows that stand in a week.
    pub fn last(&self) -> Option<&Week> {
        self.weeks.last()
    }
}

/// What the level of rows is called that do not say how much they weigh.
const UNKNOWN: &str = "not said";

fn weeks(stretches: &[Stretch], levels: usize, asked: Asked) -> Vec<Week> {
    let last = asked.today.monday();
    let Some(begin) = stretches.iter().map(|stretch| stretch.opened.monday()).min() else { return Vec::new() };
    let first = begin.max(last.earlier((asked.weeks.max(1) - 1) * WEEK));
    let count = last.days_after(first) / i64::from(WEEK) + 1;
    let blank = || vec![0; levels];
    let mut weeks: Vec<Week> = (0..u32::try_from(count).unwrap_or_default())
        .filter_map(|number| Some(Week { monday: first.later(number * WEEK)?, opened: blank(), closed: blank(), open: blank() }))
        .collect();
    // What was opened before the first week, less what was closed before it.
    let mut open = blank();
    let place = |day: Date| usize::try_from(day.days_after(first).div_euclid(i64::from(WEEK))).ok();
    for stretch in stretches {
        match place(stretch.opened) {
            Some(at) => weeks[at].opened[stretch.level] += 1,
            None => open[stretch.level] += 1,
        }
        match stretch.closed.map(place) {
            Some(Some(at)) => weeks[at].closed[stretch.level] += 1,
            Some(None) => open[stretch.level] -= 1,
            None => {}
        }
    }
    for week in &mut weeks {
        for (open, (opened, closed)) in open.iter_mut().zip(week.opened.iter().zip(&week.closed)) {
            *open = *open + opened - closed;
        }
        week.open.clone_from(&open);
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    #[test]
    fn what_is_open_at_the_end_of_a_week_is_what_was_less_what_was_closed() {
        let stretch = |opened, closed: Option<&str>| Stretch { level: 0, opened: date(opened), closed: closed.map(date) };
        let all = [
            stretch("2026-01-02", Some("2026-02-01")),
            stretch("2026-04-01", None),
            stretch("2026-05-11", Some("2026-05-17")),
            stretch("2026-05-17", Some("2026-05-18")),
            stretch("2026-06-01", None),
        ];
        let told = |count| {
            let weeks = weeks(&all, 1, Asked { today: date("2026-06-01"), weeks: count });
            weeks.iter().map(|week| (week.monday.to_string(), week.opened[0], week.closed[0], week.open[0])).collect::<Vec<_>>()
        };
        let week = |day: &str, opened, closed, open| (day.to_owned(), opened, closed, open);
        let wanted = [week("2026-05-11", 2, 1, 2), week("2026-05-18", 0, 1, 1), week("2026-05-25", 0, 0, 1), week("2026-06-01", 1, 0, 2)];
        assert_eq!(told(4), wanted);
        let whole = told(520);
        assert_eq!((whole[0].0.as_str(), whole.len()), ("2025-12-29", 23));
        assert_eq!(&whole[19..], &wanted);
    }
}
