//! There is something to review, in a language that can be read.

use super::{Context, Outcome, count};
use crate::checklist::CheckSpec;
use crate::facts::Stub;
use crate::finding::Observation;

pub(super) const SUBSTANCE: CheckSpec = CheckSpec { name: "document-substance", parameters: &[], values: &["found"] };
pub(super) const LANGUAGE: CheckSpec = CheckSpec { name: "document-language", parameters: &[], values: &[] };

pub(super) fn check_substance(cx: &Context<'_>) -> Outcome {
    let substance = &cx.subject.facts.substance;
    let found = match substance.stub {
        None => return Outcome::Satisfied(count(substance.words, "word"), None),
        Some(Stub::Short) => format!("{} outside of headings and code", count(substance.words, "word")),
        Some(Stub::Links) => "links to other pages and little else".to_owned(),
    };
    Outcome::finding(Observation::new(cx.subject.title_label(), "stub").value("found", found))
}

pub(super) fn check_language(cx: &Context<'_>) -> Outcome {
    let substance = &cx.subject.facts.substance;
    if substance.foreign {
        return Outcome::finding(Observation::new(cx.subject.label(substance.first, ""), "language"));
    }
    Outcome::Satisfied("English".to_owned(), None)
}
