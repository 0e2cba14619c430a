//! A document that is one half of a pair came with the other half.

use super::{Context, Outcome};
use crate::checklist::{CheckSpec, Side};
use crate::facts::{ReferenceKind, Weight};
use crate::finding::Observation;

pub(super) const SPEC: CheckSpec = CheckSpec { name: "counterpart", parameters: &[], values: &["present", "absent"] };

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
    let (present, absent) = match kind.side {
        Side::Requirements => ("this product document", "its technical design"),
        Side::Design => ("this design", "the product requirements it is for"),
        Side::Both | Side::Notes | Side::None => return Outcome::NotApplicable("it is no half of a pair".to_owned()),
    };
    if let Some(named) = named(cx) {
        return Outcome::NotEvaluated(format!("its other half is named and was not read: {named}"));
    }
    if let Some(own) = answers_itself(cx) {
        return Outcome::Satisfied(format!("it states {own} itself"), None);
    }
    Outcome::finding(Observation::new(cx.subject.title_label(), "counterpart").value("present", present).value("absent", absent))
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
