//! A trace for people: what is covered how well, then each requirement with its places, what is not covered first.

use super::{Counts, PRIORITIES, Row, TraceMatrix, WORST_FIRST, of_coverage, priority_word, set_aside, title, word};
use crate::facts::Standing;
use crate::report::page::{ALARM, CARE, GOOD, PLAIN, Page, Part, STRONG, WEAK};
use crate::report::place::Places;
use crate::report::{Layout, count, safe, shorten};
use crate::review::TracedPlace;
use crate::trace::{Coverage, Reason};
use anstyle::Style;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Widest and narrowest column of ids.
const ID: (usize, usize) = (5, 16);
/// Longest title of a requirement and of a heading, in characters.
const TITLE: usize = 90;

/// Writes a trace for people. Each requirement has its best place; all places are shown when the layout is verbose.
pub fn render_trace_text(matrix: &TraceMatrix<'_>, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let widest = matrix.rows.iter().map(|row| safe::line(&row.requirement.id).width()).max().unwrap_or_default();
    let places = matrix.places();
    let mut outline = Outline { matrix, places, column: widest.clamp(ID.0, ID.1), page: Page::new(layout, out) };
    outline.head()?;
    outline.summary()?;
    for coverage in WORST_FIRST {
        outline.group(coverage)?;
    }
    outline.aside(Standing::Later, "put off to later")?;
    outline.aside(Standing::Out, "out of scope")
}

struct Outline<'m, 'a, 'o> {
    matrix: &'m TraceMatrix<'a>,
    places: Places<'a>,
    /// Columns of the ids.
    column: usize,
    page: Page<'o>,
}

impl Outline<'_, '_, '_> {
    /// Both documents, what they were read as, and why they are a pair.
    fn head(&mut self) -> io::Result<()> {
        for side in [&self.matrix.product, &self.matrix.design] {
            self.page.plain(&safe::line(side.document.path()), STRONG)?;
            if let Some(title) = &side.facts.title {
                self.page.note(2, "", &safe::line(title), PLAIN)?;
            }
            let kind = format!("{}: {}", self.matrix.review.kind_title(side.document), side.facts.kind.reason);
            self.page.entry(2, "is", 4, &[(safe::line(&kind), PLAIN)])?;
        }
        self.page.note(0, "", &format!("A pair: {}.", safe::line(self.matrix.reason)), PLAIN)
    }

    fn summary(&mut self) -> io::Result<()> {
        let due = Counts::of(self.matrix.due());
        self.page.blank()?;
        if self.matrix.rows.is_empty() {
            let path = safe::line(self.matrix.product.document.path());
            return self.page.note(0, "", &format!("No requirement was found in {path}."), CARE);
        }
        let name = format!("{}:", count(due.all, "requirement"));
        self.page.entry(0, &name, name.width(), &parts(due))?;
        if self.matrix.due().any(|row| row.priority().is_some()) {
            for priority in PRIORITIES {
                let counts = Counts::of(self.matrix.due().filter(|row| row.priority() == priority));
                if counts.all > 0 {
                    let name = format!("{:11} {:>4}:", priority.map_or("no priority", priority_word), counts.all);
                    self.page.entry(2, &name, name.width(), &parts(counts))?;
                }
            }
        }
        let aside = set_aside(self.matrix);
        if !aside.is_empty() {
            self.page.note(0, "", &format!("Not counted: {aside}."), PLAIN)?;
        }
        if self.matrix.rows.iter().all(|row| row.requirement.has_id) {
            return Ok(());
        }
        self.page.note(0, "", "R and a number stand for a requirement that has no id of its own.", WEAK)
    }

    fn group(&mut self, coverage: Coverage) -> io::Result<()> {
        let rows = of_coverage(self.matrix, coverage);
        if rows.is_empty() {
            return Ok(());
        }
        let tail = match coverage {
            Coverage::Uncovered => "not found in the design",
            Coverage::Ambiguous => "what is alike in the design is only faintly so",
            Coverage::Partial => "the design lacks much of what they say",
            Coverage::Covered => "found in the design",
        };
        self.page.heading(word(coverage), &format!("{}: {tail}", rows.len()))?;
        rows.iter().try_for_each(|row| self.row(row, None))
    }

    /// What is not to be built now, and what the design says of it nevertheless.
    fn aside(&mut self, standing: Standing, name: &str) -> io::Result<()> {
        let rows: Vec<&Row<'_>> = self.matrix.of_standing(standing).collect();
        if rows.is_empty() {
            return Ok(());
        }
        let spoken = rows.iter().filter(|row| row.coverage >= Coverage::Partial).count();
        let tail = if spoken > 0 { format!("{}, the design speaks of {spoken}", rows.len()) } else { rows.len().to_string() };
        self.page.heading(name, &tail)?;
        rows.iter().try_for_each(|row| self.row(row, Some(row.coverage)))
    }

    fn row(&mut self, row: &Row<'_>, shown: Option<Coverage>) -> io::Result<()> {
        let id = shorten(&safe::line(&row.requirement.id), 60);
        let title = shorten(&safe::line(&title(self.matrix, row)), TITLE);
        let said = [
            (format!("line\u{A0}{}", self.matrix.line_of(row)), WEAK),
            (row.priority().map_or("", priority_word).to_owned(), WEAK),
            shown.map_or((String::new(), PLAIN), |coverage| (word(coverage).replace(' ', "\u{A0}"), WEAK)),
            (title, PLAIN),
        ];
        self.page.entry(2, &id, self.column, &said)?;
        // What is not to be built has no place that is missing.
        let nearest = row.coverage == Coverage::Uncovered;
        if nearest && shown.is_some() && !self.page.is_verbose() {
            return Ok(());
        }
        let most = if self.page.is_verbose() { usize::MAX } else { 1 };
        for link in row.traced.links.iter().take(most) {
            let lead = if nearest { "nearest " } else { "\u{2192} " };
            let text = self.place(link, nearest);
            self.page.note(3 + self.column, lead, &text, if nearest { WEAK } else { PLAIN })?;
        }
        Ok(())
    }

    /// "lines 120–131 “Heading of the section” (alike)".
    fn place(&self, link: &TracedPlace, nearest: bool) -> String {
        let lines = match self.matrix.lines_of(link) {
            (first, last) if first == last => format!("line\u{A0}{first}"),
            (first, last) => format!("lines\u{A0}{first}\u{2013}{last}"),
        };
        let place = self.places.of(link.place.span);
        let heading = place.heading.last().map(|title| format!(" \u{201c}{}\u{201d}", shorten(&safe::line(title), TITLE)));
        let heading = heading.unwrap_or_default();
        let how = match link.reason {
            Reason::Id => " (names\u{A0}its\u{A0}id)".to_owned(),
            Reason::Words if self.page.is_verbose() => format!(" (alike,\u{A0}{:.2})", link.score),
            Reason::Words if nearest => String::new(),
            Reason::Words => " (alike)".to_owned(),
        };
        format!("{lines}{heading}{how}")
    }
}

fn parts(counts: Counts) -> Vec<Part> {
    counts.found().map(|(coverage, number)| (format!("{number}\u{A0}{}", word(coverage).replace(' ', "\u{A0}")), style(coverage))).collect()
}

fn style(coverage: Coverage) -> Style {
    match coverage {
        Coverage::Uncovered => ALARM,
        Coverage::Ambiguous | Coverage::Partial => CARE,
        Coverage::Covered => GOOD,
    }
}
