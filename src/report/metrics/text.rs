//! Metrics on one screen.

use super::{
    TIMES, about, by_document, decision_title, due, group_columns, groups, of_group, of_open, of_time, others_before_release, papers,
    read_title, release_title,
};
use crate::programme::{Metrics, Open, Paper};
use crate::report::page::{ALARM, CARE, GOOD, PLAIN, Page, Part, STRONG, WEAK};
use crate::report::{Layout, count, safe, sentence, shorten};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Lines of a list that are shown.
const SHOWN: usize = 8;
/// Columns of the names in front of what is said of reviews.
const COLUMN: usize = 9;

pub(super) fn render(metrics: &Metrics, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut screen = Screen { metrics, page: Page::new(layout, out) };
    screen.page.note(0, "", &format!("{}.", about(metrics)), STRONG)?;
    screen.reviews()?;
    screen.papers()?;
    screen.coverage()?;
    screen.times()?;
    screen.open()
}

struct Screen<'m, 'o> {
    metrics: &'m Metrics,
    page: Page<'o>,
}

impl Screen<'_, '_> {
    fn reviews(&mut self) -> io::Result<()> {
        let reviews = &self.metrics.reviews;
        let days = match reviews.days {
            Some((first, last)) if first == last => format!("{}, on {first}", reviews.count),
            Some((first, last)) => format!("{}, the first on {first}, the last on {last}", reviews.count),
            None => "none".to_owned(),
        };
        self.page.heading("Reviews", &days)?;
        let number = |(what, number): (&str, usize)| (format!("{what} {number}"), if number == 0 { WEAK } else { PLAIN });
        let read: Vec<Part> = reviews.by_read.iter().map(|(read, count)| number((read_title(*read), *count))).collect();
        self.page.entry(2, "of", COLUMN, &read)?;
        let decisions: Vec<Part> =
            reviews.by_decision.iter().map(|(decision, count)| number((decision_title(*decision), *count))).collect();
        self.page.entry(2, "decision", COLUMN, &decisions)?;
        let most = self.most(reviews.reviewers.len());
        let mut names: Vec<Part> = reviews.reviewers.iter().take(most).map(|(name, count)| number((&safe::line(name), *count))).collect();
        names.extend((reviews.unsigned > 0).then(|| number(("not signed", reviews.unsigned))));
        names.extend(self.rest(reviews.reviewers.len(), "reviewer").map(|rest| (rest, WEAK)));
        if names.is_empty() { Ok(()) } else { self.page.entry(2, "by", COLUMN, &names) }
    }

    fn papers(&mut self) -> io::Result<()> {
        self.page.heading("Reviewed documents", &papers(self.metrics))?;
        let alone = &self.metrics.papers.without_design;
        if alone.is_empty() && self.metrics.papers.products == 0 {
            return Ok(());
        }
        if alone.is_empty() {
            return self.page.note(2, "", "Every product document is in a record together with a design.", GOOD);
        }
        let title = format!("Without a design in any record: {}", count(alone.len(), "product document"));
        self.page.note(2, "", &title, CARE)?;
        for one in alone.iter().take(self.most(alone.len())) {
            let parts = [(safe::line(&one.path), PLAIN), (format!("last reviewed on {}", one.last), WEAK)];
            self.page.entry(4, "", 0, &parts)?;
        }
        self.left(alone.len(), "product document")
    }

    fn coverage(&mut self) -> io::Result<()> {
        let coverage = &self.metrics.coverage;
        self.page.heading(&format!("Coverage by {}", self.metrics.asked.by.as_str()), "")?;
        let most = self.most(coverage.groups.len());
        let rows: Vec<(String, Vec<String>)> =
            groups(self.metrics).take(1 + most).map(|(name, group)| (safe::line(name), of_group(group))).collect();
        self.table(group_columns(self.metrics), &rows)?;
        self.left(coverage.groups.len(), "group")?;
        match &coverage.unreviewed {
            None => self.page.note(2, "", "How many documents there are is told by --documents.", WEAK),
            Some(papers) if papers.is_empty() => self.page.note(2, "", "Every product document and design there is was reviewed.", GOOD),
            Some(papers) => {
                self.page.note(2, "", &format!("Not reviewed: {}", count(papers.len(), "document")), CARE)?;
                for paper in papers.iter().take(self.most(papers.len())) {
                    self.page.entry(4, "", 0, &[(safe::line(&paper.path), PLAIN), (kind(paper).to_owned(), WEAK)])?;
                }
                self.left(papers.len(), "document")
            }
        }
    }

    fn times(&mut self) -> io::Result<()> {
        self.page.heading("Time to resolve", "days from the first record with an item to the first without it")?;
        let rows: Vec<(String, Vec<String>)> =
            self.metrics.times.iter().map(|time| (release_title(time.release).to_owned(), of_time(time))).collect();
        self.table(&TIMES, &rows)
    }

    fn open(&mut self) -> io::Result<()> {
        self.page.heading("Stops a review", &count(self.metrics.stopping.len(), "open item"))?;
        self.items(&self.metrics.stopping.iter().collect::<Vec<_>>())?;
        self.page.heading("Open before release", &of_open(self.metrics))?;
        self.items(&others_before_release(self.metrics))
    }

    fn items(&mut self, open: &[&Open]) -> io::Result<()> {
        let shown = &open[..self.most(open.len())];
        let days = |item: &Open| format!("{} d", item.days_open(self.metrics.asked.today));
        let widest = shown.iter().map(|item| days(item).len()).max().unwrap_or_default();
        for items in by_document(shown) {
            let first = items[0];
            let style = if first.days_overdue(self.metrics.asked.today).is_some() { ALARM } else { PLAIN };
            self.page.entry(2, &safe::line(&first.document), 0, &[])?;
            let said = [(due(first, self.metrics), style), (owner(first), WEAK)];
            if said.iter().any(|(said, _)| !said.is_empty()) {
                self.page.entry(4, "", 0, &said)?;
            }
            for item in items {
                let open = format!("open {:>widest$}  ", days(item));
                let said = sentence(&safe::line(&item.title));
                let room = if self.page.is_verbose() { usize::MAX } else { self.page.room(4 + open.len()) };
                self.page.note(4, &open, &shorten(&said, room), PLAIN)?;
            }
        }
        self.left(open.len(), "item")
    }

    /// How many of a list are shown.
    fn most(&self, length: usize) -> usize {
        // One line more says as much as the line that counts it.
        if self.page.is_verbose() || length <= SHOWN + 1 { length } else { SHOWN }
    }

    /// "and 4 more items (-v lists them)"; None when all are shown.
    fn rest(&self, length: usize, noun: &str) -> Option<String> {
        let left = length - self.most(length);
        (left > 0).then(|| format!("and {} (-v lists them)", count(left, &format!("more {noun}"))))
    }

    fn left(&mut self, length: usize, noun: &str) -> io::Result<()> {
        match self.rest(length, noun) {
            Some(rest) => self.page.note(4, "", &rest, WEAK),
            None => Ok(()),
        }
    }

    /// Names and numbers under the names of their columns; a name that is too long stands on a line of its own.
    fn table(&mut self, columns: &[&str], rows: &[(String, Vec<String>)]) -> io::Result<()> {
        let heads: Vec<Vec<&str>> = columns.iter().map(|name| two_lines(name)).collect();
        let widths: Vec<usize> = (0..columns.len())
            .map(|at| {
                let cells = rows.iter().map(|(_, cells)| cells[at].width());
                cells.chain(heads[at].iter().map(|line| line.width())).max().unwrap_or_default()
            })
            .collect();
        let room = self.page.room(widths.iter().map(|width| width + 2).sum::<usize>() + 2);
        let names = rows.iter().map(|(name, _)| name.width()).filter(|width| *width <= room).max().unwrap_or_default();
        let line = |name: &str, cells: &[&str]| {
            let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("  {}{cell}", " ".repeat(width - cell.width())));
            let line = format!("  {name}{}{}", " ".repeat(names.saturating_sub(name.width())), cells.collect::<String>());
            line.trim_end().to_owned()
        };
        let depth = heads.iter().map(Vec::len).max().unwrap_or_default();
        for row in 0..depth {
            // Short names stand on the last line.
            let cells: Vec<&str> = heads.iter().map(|lines| (row + lines.len()).checked_sub(depth).map_or("", |at| lines[at])).collect();
            self.page.plain(&line("", &cells), WEAK)?;
        }
        for (name, cells) in rows {
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            if name.width() > names {
                self.page.plain(&format!("  {name}"), PLAIN)?;
                self.page.plain(&line("", &cells), PLAIN)?;
            } else {
                self.page.plain(&line(name, &cells), PLAIN)?;
            }
        }
        Ok(())
    }
}

/// The name of a column on at most two lines.
fn two_lines(name: &str) -> Vec<&str> {
    name.rsplit_once(' ').map_or_else(|| vec![name], |(first, second)| vec![first, second])
}

fn owner(open: &Open) -> String {
    if open.owner.is_empty() { String::new() } else { format!("owner: {}", safe::line(&open.owner)) }
}

fn kind(paper: &Paper) -> &'static str {
    match (paper.is_product(), paper.is_design()) {
        (true, true) => "product document and design in one",
        (true, false) => "product document",
        _ => "design",
    }
}
