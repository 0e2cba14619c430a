//! Sentences on security say what is meant.

use super::{Context, Outcome, quoted};
use crate::checklist::CheckSpec;
use crate::document::plain;
use crate::finding::Observation;

pub(super) const SPEC: CheckSpec = CheckSpec { name: "wording", parameters: &[], values: &["list"] };

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let vague = &cx.subject.facts.vague;
    let Some((first, rest)) = vague.split_first() else {
        return Outcome::Satisfied("no loose wording in sentences on security".to_owned(), None);
    };
    let words = vague.iter().map(|v| plain(cx.subject.text(v.span)).to_lowercase());
    let related = rest.iter().map(|v| cx.subject.label(v.span, plain(cx.subject.text(v.span))));
    let observation = Observation::new(cx.subject.label(first.span, ""), "wording")
        .value("list", quoted(words, 3))
        .gathering(vague.iter().map(|v| super::line(cx, v.span)))
        .related(related);
    Outcome::finding(observation)
}
