//! Days in the control block of a document, in words or short figures, to `2026-03-03`.

use super::{Applicability, Edit, Fix, Subject, without_tag};
use crate::facts::{ControlSlot, whole_day};
use crate::source::Span;

/// Longest value that is read as a day, in bytes.
const LONGEST: u32 = 60;

pub(super) fn find(subject: &Subject<'_>) -> Vec<Fix> {
    let text = subject.text();
    let mut places: Vec<Span> = subject.facts.control.fields.iter().filter(|f| f.slot == ControlSlot::Date).map(|f| f.value).collect();
    places.sort_unstable();
    places.dedup();
    let fix = |place: Span| {
        let (date, span) = whole_day(without_tag(place, text), text).filter(|_| place.end - place.start <= LONGEST)?;
        let written = date.to_string();
        (span.of(text) != written).then(|| Fix {
            title: format!("date {written}"),
            edits: vec![Edit { span, text: written }],
            applicability: Applicability::Safe,
            rule: None,
        })
    };
    places.into_iter().filter_map(fix).collect()
}
