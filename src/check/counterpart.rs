//! A document that is one half of a pair came with the other half.

use super::{Context, Outcome};
use crate::checklist::{CheckSpec, Side};
use crate::facts::{ReferenceKind, Weight};
use crate::finding::Observation;

pub(super) const SPEC: CheckSpec = CheckSpec { name: "counterpart", parameters: &[], values: &["present", "absent", "question"] };

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let kind = &cx.subject.facts.kind;
    if !kind.paired {
        let form = kind.form.as_ref().unwrap_or(&kind.id);
        let title = cx.checklist.kind(form.as_str()).map_or(form.as_str(), |k| k.title.as_ref());
        return Outcome::NotApplicable(format!("{title} stands alone"));
    }
    if let Some(other) = cx.counterpart {
        return Outcome::Satisfied(format!("paired with {}", other.file.path()), None);
    }
    if let Some(mismatch) = cx.mismatch {
        return Outcome::NotApplicable(format!("it came with {}, which does not seem to belong to it", mismatch.other.file.path()));
    }
    let (present, absent) = match kind.side {
        Side::Requirements => ("this product document", "its technical design"),
        Side::Design => ("this design", "the product requirements it is for"),
        Side::Both | Side::Notes | Side::Alone | Side::None => return Outcome::NotApplicable("it is no half of a pair".to_owned()),
    };
    let question = question(cx);
    if let Some(named) = named(cx).filter(|_| question.is_empty()) {
        return Outcome::NotEvaluated(format!("its other half is named and was not read: {named}"));
    }
    if let Some(own) = answers_itself(cx).filter(|_| question.is_empty()) {
        return Outcome::Satisfied(format!("it states {own} itself"), None);
    }
    let related = cx.candidates.iter().map(|other| other.label(other.facts.title_span, "may belong to it"));
    let observation = Observation::new(cx.subject.title_label(), "counterpart").related(related);
    Outcome::finding(observation.value("present", present).value("absent", absent).value("question", question))
}

/// Most documents that are named of those that may be the other half.
const NAMED: usize = 3;

/// "; two designs may belong to it: `a.md`, `b.md`"; empty without any.
fn question(cx: &Context<'_>) -> String {
    let names: Vec<String> = cx.candidates.iter().take(NAMED).map(|other| format!("`{}`", other.file.path())).collect();
    let noun = if cx.subject.facts.kind.side == Side::Design { "product document" } else { "design" };
    let more = match cx.candidates.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    match cx.candidates.len() {
        0 => String::new(),
        1 => format!("; one {noun} may belong to it: {}", names.join(", ")),
        2 => format!("; two {noun}s may belong to it: {}", names.join(", ")),
        number => format!("; {number} {noun}s may belong to it: {}{more}", names.join(", ")),
    }
}

/// The document that this one names as its other half, or as what it was made from.
fn named<'a>(cx: &Context<'a>) -> Option<&'a str> {
    let list = if cx.subject.facts.kind.side == Side::Design { "requirements-words" } else { "design-words" };
    let words = cx.checklist.word_list(list);
    let names = |path: &str| path.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| words.iter().any(|w| w == word));
    let mut documents = cx.subject.facts.references.iter().filter(|r| matches!(r.kind, ReferenceKind::File | ReferenceKind::Named));
    documents.find(|r| r.weight == Some(Weight::Decides) || names(&r.target)).map(|r| r.target.as_str())
}

/// What a document states of the other half: a design its users and requirements, a product document its architecture.
fn answers_itself(cx: &Context<'_>) -> Option<&'static str> {
    let count = |ids: &[&str]| ids.iter().filter(|id| cx.says(id)).count();
    match cx.subject.facts.kind.side {
        Side::Design if count(&["users", "requirements"]) >= 1 || count(&["goals", "scope_out", "timeline"]) >= 2 => Some("what is wanted"),
        Side::Requirements if count(&["architecture", "api", "data_model"]) >= 2 => Some("how it is built"),
        _ => None,
    }
}
