//! The requirements of one product document and their places in its design, as `designvet trace` prints them: an outline for
//! people, `designvet.trace/1` for programs, CSV for spreadsheets, a Markdown table for pull requests.

mod csv;
mod json;
mod markdown;
mod text;

pub use csv::render_trace_csv;
pub use json::render_trace_json;
pub use markdown::render_trace_markdown;
pub use text::render_trace_text;

use super::place::Places;
use crate::facts::{Facts, Priority, Requirement, Scope, Standing};
use crate::pair::Set;
use crate::review::{Review, Reviewed, TracedPlace, TracedRequirement};
use crate::trace::Coverage;

/// What became of requirements, the worst first: the order of reports.
pub(super) const WORST_FIRST: [Coverage; 4] = [Coverage::Uncovered, Coverage::Ambiguous, Coverage::Partial, Coverage::Covered];

/// Priorities in the order of reports; those that nobody named come last.
const PRIORITIES: [Option<Priority>; 4] = [Some(Priority::Must), Some(Priority::Should), Some(Priority::Could), None];

/// A pair of a review, ready to be written as a trace.
pub struct TraceMatrix<'a> {
    review: &'a Review,
    pub(super) product: Side<'a>,
    pub(super) design: Side<'a>,
    /// How it is known that they belong together.
    reason: &'a str,
    /// In source order.
    pub(super) rows: Vec<Row<'a>>,
}

pub(super) struct Side<'a> {
    pub(super) document: &'a Reviewed,
    facts: &'a Facts,
}

pub(super) struct Row<'a> {
    pub(super) requirement: &'a Requirement,
    pub(super) traced: &'a TracedRequirement,
    pub(super) coverage: Coverage,
}

/// How many requirements there are of each coverage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    all: usize,
    /// In the order of [`WORST_FIRST`].
    by_coverage: [usize; 4],
}

impl<'a> TraceMatrix<'a> {
    /// The trace of a set of a review; None when it is no pair.
    pub fn of(review: &'a Review, set: &'a Set) -> Option<Self> {
        let side = |id| {
            let document = review.document(id);
            Some(Side { document, facts: document.facts.as_ref()? })
        };
        let (product, design) = (side(set.requirements?)?, side(set.design?)?);
        let traced = review.requirements.iter().filter(|traced| traced.place.file == product.document.id);
        let rows = product.facts.requirements.iter().zip(traced).map(|(requirement, traced)| {
            let coverage = traced.coverage?;
            Some(Row { requirement, traced, coverage })
        });
        let rows = rows.collect::<Option<Vec<_>>>()?;
        let reason = if set.reason.is_empty() { "they were named together" } else { &set.reason };
        Some(Self { review, product, design, reason, rows })
    }

    fn due(&self) -> impl Iterator<Item = &Row<'a>> {
        self.of_standing(Standing::Due)
    }

    pub(super) fn of_standing(&self, standing: Standing) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(move |row| row.requirement.standing() == standing)
    }

    fn text_of(&self, row: &Row<'_>) -> String {
        crate::document::plain(self.review.text(&row.traced.place))
    }

    pub(super) fn line_of(&self, row: &Row<'_>) -> u32 {
        self.product.document.file.line1(row.traced.place.span.start)
    }

    pub(super) fn places(&self) -> Places<'a> {
        Places::new(&self.design.document.file, self.design.facts)
    }

    /// First and last line of a place in the design, from 1.
    pub(super) fn lines_of(&self, link: &TracedPlace) -> (u32, u32) {
        self.design.document.file.lines1(link.place.span)
    }
}

impl Row<'_> {
    pub(super) fn priority(&self) -> Option<Priority> {
        self.requirement.priority.map(|said| said.value)
    }

    fn scope(&self) -> Option<Scope> {
        self.requirement.scope.map(|said| said.value)
    }
}

impl Counts {
    fn of<'r, 'a: 'r>(rows: impl Iterator<Item = &'r Row<'a>>) -> Self {
        rows.fold(Self::default(), |mut counts, row| {
            counts.all += 1;
            counts.by_coverage[WORST_FIRST.iter().position(|coverage| *coverage == row.coverage).unwrap_or_default()] += 1;
            counts
        })
    }

    /// Those that there are, the best first.
    fn found(self) -> impl Iterator<Item = (Coverage, usize)> {
        WORST_FIRST.into_iter().zip(self.by_coverage).rev().filter(|(_, number)| *number > 0)
    }

    /// "25 covered, 6 partial, 3 uncertain, 7 not covered".
    fn sentence(self) -> String {
        let parts: Vec<String> = self.found().map(|(coverage, number)| format!("{number} {}", word(coverage))).collect();
        parts.join(", ")
    }
}

/// The word for people.
pub(super) fn word(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::Uncovered => "not covered",
        Coverage::Ambiguous => "uncertain",
        Coverage::Partial => "partial",
        Coverage::Covered => "covered",
    }
}

/// The word for people.
pub(super) fn priority_word(priority: Priority) -> &'static str {
    if priority == Priority::Wont { "won't" } else { priority.name() }
}

/// A few words that name a requirement; its text where it has no other name.
pub(super) fn title(matrix: &TraceMatrix<'_>, row: &Row<'_>) -> String {
    let title = row.requirement.title.trim();
    // Cut in a word: without what is left of it.
    let whole = title.strip_suffix('\u{2026}').and_then(|cut| cut.rsplit_once(' '));
    match whole {
        _ if title.is_empty() => matrix.text_of(row),
        Some((words, _)) => format!("{}\u{2026}", words.trim_end_matches([',', ';', ' '])),
        None => title.to_owned(),
    }
}

/// Beyond the third place a score says nothing.
pub(super) fn score(link: &TracedPlace) -> f64 {
    (f64::from(link.score) * 1000.0).round() / 1000.0
}

/// "12 put off to later, 3 out of scope"; empty when all are to be built now.
fn set_aside(matrix: &TraceMatrix<'_>) -> String {
    let named = [(Standing::Later, "put off to later"), (Standing::Out, "out of scope")];
    let parts = named.map(|(standing, name)| (matrix.of_standing(standing).count(), name));
    let parts: Vec<String> = parts.iter().filter(|(number, _)| *number > 0).map(|(number, name)| format!("{number} {name}")).collect();
    parts.join(", ")
}

/// Rows of one coverage, those that matter most first, else in source order.
pub(super) fn of_coverage<'m, 'a>(matrix: &'m TraceMatrix<'a>, coverage: Coverage) -> Vec<&'m Row<'a>> {
    let mut rows: Vec<_> = matrix.due().filter(|row| row.coverage == coverage).collect();
    rows.sort_by_key(|row| PRIORITIES.iter().position(|priority| *priority == row.priority()));
    rows
}
