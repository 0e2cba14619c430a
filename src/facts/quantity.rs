//! Numbers with what they count, and days, each with the sentence or row it stands in, so that two documents can be compared.

pub mod day;
mod number;
mod spoken;

use super::reading::Reading;
use super::spots::Spots;
use super::surroundings::SectionRole;
use crate::date::Date;
use crate::source::Span;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Seconds.
    Time,
    /// Bytes.
    Size,
    /// Parts in a hundred.
    Percent,
    /// Money, whatever the currency.
    Money,
    /// Things; the words behind the number name them.
    Count,
    /// Days of the calendar, as a number that grows from day to day; see [`Quantity::until`].
    Day,
}

/// How a number bounds what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It is the value, or the limit itself.
    Exact,
    /// Less will do.
    AtMost,
    /// More will do.
    AtLeast,
}

/// A number in a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// What it counts.
    pub unit: Unit,
    /// How many.
    pub amount: f64,
    /// The last day of a month or quarter; the same as `amount` for all else.
    pub until: f64,
    /// How it bounds.
    pub bound: Bound,
    /// The number and its unit.
    pub span: Span,
    /// What is counted; None where the unit says it.
    pub noun: Option<Span>,
    /// The sentence or row around it.
    pub sentence: Span,
    /// Index in the outline of the heading it stands under; None above the first.
    pub heading: Option<usize>,
}

/// Most numbers of a sentence: what has more is a table in disguise.
const MOST: usize = 6;

/// Every number of a document with what it counts, in source order. What speaks of other ways, of others, or of what was has none.
pub(super) fn find(reading: &Reading<'_>, passages: &[(Span, usize)]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let written: Spots = reading.hits_of("number-words").map(|hit| hit.span.start).collect();
    // "Conditions (14 types)" heads what it counts.
    let headings = reading.document.sections.iter().enumerate();
    let headings = headings.filter_map(|(id, section)| Some((section.heading.as_ref()?.text_span, id)));
    for (sentence, section) in passages.iter().copied().chain(headings) {
        let aside = matches!(
            reading.section_roles[section],
            Some(
                SectionRole::Alternatives
                    | SectionRole::Competitors
                    | SectionRole::Examples
                    | SectionRole::History
                    | SectionRole::Open
                    | SectionRole::Personas
                    | SectionRole::Problem
                    | SectionRole::References
            )
        );
        if aside || reading.silent[section] {
            continue;
        }
        let text = sentence.of(reading.text);
        if !text.bytes().any(|byte| byte.is_ascii_digit()) && !written.any_in(sentence) {
            continue;
        }
        // Who wrote the document when is said of no product.
        if is_about_the_document(text) {
            continue;
        }
        let heading = section.checked_sub(1);
        let here = in_figures(sentence, reading.text);
        if here.len() <= MOST {
            found.extend(here.into_iter().map(|read| read.in_sentence(sentence, heading)));
        }
    }
    found.sort_by_key(|quantity| quantity.span);
    found.dedup_by_key(|quantity| quantity.span);
    found
}

/// The numbers of a sentence of which some are told as people speak: "a quarter of an hour", "the fifteenth of July".
pub fn spoken(sentence: Span, text: &str) -> Vec<Quantity> {
    let mut found = spoken::find(sentence, text);
    let taken: Vec<Span> = found.iter().map(|read| read.span).collect();
    found.extend(in_figures(sentence, text).into_iter().filter(|read| !taken.iter().any(|taken| taken.contains(read.span))));
    found.sort_by_key(|read| read.span);
    found.into_iter().map(|read| read.in_sentence(sentence, None)).collect()
}

/// The day of a text that names one, in full, and no other day, month or quarter.
pub(super) fn only_day(span: Span, text: &str) -> Option<Date> {
    match day::find(span, text).as_slice() {
        [read] if read.amount >= read.until => day::date(read.amount),
        _ => None,
    }
}

/// The day of a text that names one, in full, and says nothing else, and where it stands.
pub fn whole_day(span: Span, text: &str) -> Option<(Date, Span)> {
    let date = only_day(span, text)?;
    let at = day::find(span, text).first()?.span;
    let around = [Span { end: at.start, ..span }, Span { start: at.end, ..span }];
    (!around.iter().any(|part| part.of(text).contains(char::is_alphanumeric))).then_some((date, at))
}

/// Days, and numbers that are none of their parts.
fn in_figures(sentence: Span, text: &str) -> Vec<Read> {
    let mut found = day::find(sentence, text);
    let days: Vec<Span> = found.iter().map(|read| read.span).collect();
    found.extend(number::find(sentence, text, &days));
    found
}

/// Words that open a line on the document itself.
const OF_THE_DOCUMENT: &[&str] =
    &["date", "issued", "updated", "last", "version", "created", "author", "status", "revision", "approved", "reviewed", "owner"];

fn is_about_the_document(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    text.len() < 120 && OF_THE_DOCUMENT.contains(&first.to_lowercase().as_str())
}

/// A number as read, before it is known where it stands.
struct Read {
    unit: Unit,
    amount: f64,
    until: f64,
    bound: Bound,
    span: Span,
    noun: Option<Span>,
}

impl Read {
    fn in_sentence(self, sentence: Span, heading: Option<usize>) -> Quantity {
        let Self { unit, amount, until, bound, span, noun } = self;
        Quantity { unit, amount, until, bound, span, noun, sentence, heading }
    }
}
