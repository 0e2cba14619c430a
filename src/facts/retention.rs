//! How long data is kept, and when or how it is deleted: statements in prose, tables, settings, comments and SQL.
//!
//! A document is cut into [`unit::Unit`]s (a sentence, a row, a line of code); the first of [`rule`]'s named rules that holds
//! for a unit decides what it states. At most one fact a unit.

mod rule;
mod setting;
mod unit;

pub use rule::RULES;

use super::Reading;
use super::duration::Duration;
use crate::document::heading_key;
use crate::lexicon::Hit;
use crate::rule::Confidence;
use crate::source::Span;
use crate::terms::{TERMS_FROM, Term};
use serde::Serialize;

/// What is said of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RetentionKind {
    /// It is kept, for a stated time or purpose.
    Kept,
    /// It is deleted, after a stated time or event, or on request.
    Deleted,
    /// It is kept without end.
    Forever,
    /// It is not kept at all.
    NotStored,
    /// It is moved elsewhere to be kept.
    Archived,
    /// Something governs it; how long is not said here.
    Policy,
}

/// A statement on how long data is kept, or when or how it is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retention {
    /// The words that say it.
    pub span: Span,
    /// The sentence, row or line around them.
    pub sentence: Span,
    /// What is said.
    pub what: RetentionKind,
    /// For how long or after how long.
    pub duration: Option<Duration>,
    /// Which data: a row's first cell, a noun, else the heading; cell and heading only where they name data.
    pub subject: Option<Span>,
    /// The words that open the item or row it stands in, whatever they name.
    pub under: Option<Span>,
    /// Who or what deletes or keeps it.
    pub actor: Option<Span>,
    /// How sure this reading is.
    pub confidence: Confidence,
    /// The rule that decided; one of [`RULES`].
    pub decided_by: &'static str,
}

/// What a rule says of a unit.
#[derive(Debug, Clone, Copy)]
struct Decision {
    rule: &'static str,
    what: RetentionKind,
    /// The words that say it.
    span: Span,
    duration: Option<Duration>,
    confidence: Confidence,
}

/// Every statement in a document, in source order.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Retention> {
    let mut found: Vec<Retention> = Vec::new();
    for unit in unit::of(reading) {
        let Some(decision) = rule::decide(&unit) else { continue };
        // "Logs are kept for 30 days. The retention period is configurable." is one statement.
        let repeats = decision.rule == rule::GOVERNED && found.last().is_some_and(|last| unit.block.contains(last.sentence));
        if repeats {
            continue;
        }
        let heading = reading.document.sections[unit.section].heading.as_ref().map(|heading| heading.text_span);
        let names_data = |words: Span| names_data(reading, words);
        let headed = || heading.filter(|heading| unit.place != unit::Place::Row && names_data(*heading));
        let row = unit.first_cell.filter(|cell| names_data(*cell) || names_data_of_persons(reading, *cell));
        let subject = unit.subject(decision.span, row).or_else(|| unit.lead.filter(|lead| names_data(*lead))).or_else(headed);
        found.push(Retention {
            span: decision.span,
            sentence: unit.span,
            what: decision.what,
            duration: decision.duration,
            subject,
            under: unit.lead.or(unit.first_cell),
            actor: unit.actor(decision.span),
            confidence: decision.confidence,
            decided_by: decision.rule,
        });
    }
    found.extend(setting::find(reading));
    found.sort_by_key(|f| (f.sentence, f.span));
    found.dedup_by(|later, first| first.sentence.contains(later.span) || later.sentence == first.sentence);
    found
}

/// True for the name of data: "Audit logs", "Order history (closed)", "Log retention", and not "Main flow".
pub fn names_data(reading: &Reading<'_>, label: Span) -> bool {
    let key = heading_key(label.of(reading.text));
    let is_in = |list: &str, word: &str| reading.checklist.word_keys(list).is_some_and(|words| words.contains(word));
    let head = key.split(' ').rev().find(|word| !is_in("retention-nouns", word));
    head.is_some_and(|word| is_in("retention-data", word))
}

/// True for the name of a kind of personal data: "work e-mail", "name of the guest".
fn names_data_of_persons(reading: &Reading<'_>, label: Span) -> bool {
    let is_element = |hit: &&Hit| matches!(reading.checklist.terms.alias(hit.entry - TERMS_FROM).term, Term::Element(_));
    let behind = |hit: &Hit| Span { start: hit.span.end, end: label.end }.of(reading.text).trim_start_matches(['*', '_', '`']);
    let is_head = |hit: &Hit| label.contains(hit.span) && (behind(hit).trim().is_empty() || behind(hit).starts_with(" of "));
    reading.terms_within(label).filter(is_element).any(is_head)
}
