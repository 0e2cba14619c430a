//! What a product document and its design differ in, as `designvet diff` prints it: a list for people, `designvet.diff/1` for
//! programs, CSV for spreadsheets, a Markdown table for pull requests.

mod csv;
pub(super) mod json;
mod markdown;
mod text;

pub use csv::render_diff_csv;
pub use json::render_diff_json;
pub use markdown::render_diff_markdown;
pub use text::render_diff_text;

use crate::finding::Label;
use crate::pair::Set;
use crate::review::{ReportedDiscrepancy, Review, Reviewed};
use crate::source::Span;
use similar::{ChangeTag, TextDiff};

/// Longest quotation, in characters.
const QUOTED: usize = 160;

/// A pair of a review, ready to be written as a comparison.
pub struct DiffTable<'a> {
    review: &'a Review,
    pub(super) product: &'a Reviewed,
    pub(super) design: &'a Reviewed,
    /// How it is known that they belong together.
    reason: &'a str,
    /// Why they do not seem to.
    mismatch: Option<&'a str>,
    /// The most certain first.
    pub(super) rows: Vec<&'a ReportedDiscrepancy>,
}

impl<'a> DiffTable<'a> {
    /// The comparison of a set of a review; None when it is no pair.
    pub fn of(review: &'a Review, set: &'a Set) -> Option<Self> {
        let (product, design) = (set.requirements?, set.design?);
        let of_pair = |found: &&ReportedDiscrepancy| found.product == product && found.design == design && found.told.is_none();
        Some(Self {
            review,
            product: review.document(product),
            design: review.document(design),
            reason: if set.reason.is_empty() { "they were named together" } else { &set.reason },
            mismatch: set.mismatch.as_deref(),
            rows: review.discrepancies.iter().filter(of_pair).collect(),
        })
    }

    /// What both documents say, as far as they do.
    pub(super) fn quotes(&self, row: &ReportedDiscrepancy) -> [Option<Quote>; 2] {
        let quote = |labels: &[Label], document: &Reviewed| {
            let label = labels.first()?;
            let text = quoted(document.file.text(), label.span);
            Some(Quote { line: document.file.line1(label.span.start), more: labels.len() - 1, words: vec![(text, false)] })
        };
        let (said, built) = (quote(&row.said, self.product), quote(&row.built, self.design));
        let (Some(mut said), Some(mut built)) = (said.clone(), built.clone()) else { return [said, built] };
        mark(&mut said, &mut built);
        [Some(said), Some(built)]
    }
}

/// What stands in the place of a quotation.
pub(super) fn silence(row: &ReportedDiscrepancy) -> String {
    if row.lacking.is_empty() { "says nothing of it".to_owned() } else { format!("has no word of {}", super::safe::line(&row.lacking)) }
}

/// A quotation from one document.
#[derive(Clone)]
pub(super) struct Quote {
    /// From 1.
    pub(super) line: u32,
    /// How many further places there are.
    pub(super) more: usize,
    /// Stretches of its words; true for those that the other document does not have.
    pub(super) words: Words,
}

/// Stretches of words, and whether they are marked.
pub(super) type Words = Vec<(String, bool)>;

/// The lines around a span, cut to what can be read at a glance.
pub(super) fn quoted(text: &str, span: Span) -> String {
    let whole = crate::document::plain(span.lines(text).of(text));
    if whole.chars().count() <= QUOTED {
        return whole;
    }
    // A span may begin inside bold words.
    let own = crate::document::plain(span.of(text)).replace("**", "");
    if own.chars().count() >= QUOTED {
        return super::shorten(&own, QUOTED);
    }
    // A long line: what stands around the words.
    let at = whole.find(&own).unwrap_or_default();
    let before = whole[..at].chars().count();
    let skipped = before.saturating_sub(QUOTED.saturating_sub(own.chars().count()) / 2);
    let rest: String = whole.chars().skip(skipped).collect();
    let start = if skipped > 0 { "\u{2026}" } else { "" };
    format!("{start}{}", super::shorten(&rest, QUOTED))
}

/// Marks in two quotations the words that the other does not have.
fn mark(one: &mut Quote, other: &mut Quote) {
    let text = |quote: &Quote| quote.words.iter().map(|(words, _)| words.as_str()).collect::<String>();
    let (old, new) = (text(one), text(other));
    let diff = TextDiff::from_words(&old, &new);
    let (mut said, mut built): (Words, Words) = (Vec::new(), Vec::new());
    let push = |words: &mut Words, text: &str, differs: bool| match words.last_mut() {
        Some((last, marked)) if *marked == differs => last.push_str(text),
        _ => words.push((text.to_owned(), differs)),
    };
    let mut shared = 0;
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => {
                shared += usize::from(change.value().chars().any(char::is_alphanumeric));
                push(&mut said, change.value(), false);
                push(&mut built, change.value(), false);
            }
            ChangeTag::Delete => push(&mut said, change.value(), true),
            ChangeTag::Insert => push(&mut built, change.value(), true),
        }
    }
    // Two sentences that have next to nothing in common would be marked from end to end.
    if shared >= 3 {
        (one.words, other.words) = (said, built);
    }
}

/// Beyond the second place a confidence says nothing.
fn confidence(row: &ReportedDiscrepancy) -> f64 {
    (f64::from(row.confidence.clamp(0.0, 1.0)) * 100.0).round() / 100.0
}

/// The question of its rule.
pub(super) fn ask<'a>(review: &'a Review, row: &ReportedDiscrepancy) -> &'a str {
    review.profiles.iter().find_map(|against| against.rules.get(&row.rule)).map_or("", |rule| &rule.ask)
}
