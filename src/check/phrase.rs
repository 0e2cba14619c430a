//! Phrases that must not, or must, stand in a document: the kind of check for a company's own rules.

use super::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::finding::Observation;

pub(super) const SPEC: CheckSpec = CheckSpec { name: "phrase", parameters: &["forbid", "require"], values: &["found"] };

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let found = cx.subject.facts.phrases.get(&cx.rule.id).map_or(&[][..], Vec::as_slice);
    let parameters = &cx.rule.parameters;
    if !parameters.require.is_empty() {
        return match found.first() {
            Some(span) => Outcome::Satisfied(cx.subject.text(*span).to_owned(), Some(cx.subject.label(*span, ""))),
            None => {
                let wanted = super::quoted(parameters.require.iter().map(ToString::to_string), 3);
                Outcome::finding(Observation::new(cx.subject.title_label(), "required").value("found", wanted))
            }
        };
    }
    if found.is_empty() {
        return Outcome::Satisfied("none of the phrases stands in it".to_owned(), None);
    }
    let observations = found.iter().map(|span| {
        let words = crate::document::plain(cx.subject.text(*span));
        Observation::new(cx.subject.label(*span, ""), words.to_lowercase()).value("found", format!("\u{201c}{words}\u{201d}"))
    });
    Outcome::Findings(observations.collect())
}
