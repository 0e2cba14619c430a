//! What a document is called and what it reads like go together.

use super::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::finding::Observation;

pub(super) const SPEC: CheckSpec = CheckSpec { name: "document-kind", parameters: &[], values: &["called", "looks-like"] };

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let kind = &cx.subject.facts.kind;
    match &kind.doubt {
        Some(doubt) => Outcome::finding(
            Observation::new(cx.subject.label(doubt.span, ""), "kind")
                .value("called", doubt.called.clone())
                .value("looks-like", doubt.looks_like.clone()),
        ),
        None => Outcome::Satisfied(kind.reason.clone(), None),
    }
}
