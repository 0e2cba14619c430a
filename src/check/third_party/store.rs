//! Third parties that keep data of persons, and whether a place is named for it.

use super::purpose::{Purpose, Use};
use super::{alternatives, handles_personal_data, has_column, is_recipient, listing, spoken};
use crate::check::{Context, Outcome, Subject};
use crate::checklist::{CheckSpec, Side};
use crate::facts::{DataRole, ThirdParty};

/// Where data of persons rests is said.
pub(in crate::check) const STORE: CheckSpec = CheckSpec { name: "third-party-store", parameters: &["needs"], values: &["list"] };

/// Kinds of third parties that keep what a product gives them.
pub const STORES: &[&str] =
    &["backup", "cloud-infra", "data-vault", "data-warehouse", "database-as-service", "hosting", "search", "storage", "vector-db"];

/// Headers of columns for the place of a store.
const REGION: &[&str] = &[
    "region",
    "regions",
    "data region",
    "location",
    "data location",
    "hosting location",
    "residency",
    "data residency",
    "country",
    "hosted in",
];
/// Services of clouds that keep no data of persons, by words of their names.
const NO_STORE: &[&str] = &["secret", "vault", "kms", "key management", "lambda", "cloudwatch", "iam"];

pub(in crate::check) fn check_store(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    let stores = stores(subject);
    if stores.is_empty() {
        return Outcome::NotApplicable("no hosted store or cloud is named".to_owned());
    }
    let mut documents = std::iter::once(subject).chain(cx.counterpart);
    let kept = |document: Subject<'_>| {
        let elements = &cx.checklist.terms.elements;
        document.facts.data_elements.iter().any(|fact| fact.role == DataRole::Processed && !elements[fact.element].is_light())
    };
    if !documents.clone().any(kept) || !documents.clone().any(|document| handles_personal_data(document.facts, cx.checklist)) {
        return Outcome::NotApplicable("the document shows no data of persons".to_owned());
    }
    let said = documents.find_map(|document| {
        let shown = cx.rule.parameters.needs.iter().find_map(|need| document.facts.shown(need, cx.checklist).into_iter().next())?;
        Some((document, shown))
    });
    if let Some((document, shown)) = said {
        return Outcome::Satisfied(shown.name, Some(document.label(shown.span, "")));
    }
    let column = [Some(subject), cx.counterpart].into_iter().flatten().find(|document| has_column(document.file.text(), REGION));
    if column.is_some() {
        return Outcome::Satisfied("a column for the region".to_owned(), None);
    }
    let design = cx.counterpart.filter(|_| cx.asked_of_counterpart && subject.facts.kind.side == Side::Requirements);
    if design.is_some_and(|design| !self::stores(design).is_empty()) {
        return Outcome::NotApplicable("asked of the design".to_owned());
    }
    let stores: Vec<&ThirdParty> = stores.iter().collect();
    let mut observation = listing(cx, &stores, "stores");
    let told = alternatives(subject, &stores, |party| Purpose::of(subject, party).named(party));
    observation.values.retain(|(name, _)| *name != "list");
    Outcome::finding(observation.value("list", told))
}

fn stores(document: Subject<'_>) -> Vec<ThirdParty> {
    let all = &document.facts.third_parties;
    let secrets = |party: &ThirdParty| {
        let mut places = spoken(document, party).into_iter();
        places.all(|span| {
            let words = document.text(span).to_lowercase();
            NO_STORE.iter().any(|word| words.contains(word))
        })
    };
    let counts = |party: &&ThirdParty| {
        !secrets(party)
            && !Purpose::of(document, party).is_only(&[Use::Front, Use::Link, Use::Secrets, Use::Passing])
            && STORES.contains(&party.kind.as_str())
            && is_recipient(party, all)
            && !party.unnamed
            && !spoken(document, party).is_empty()
    };
    all.iter().filter(counts).cloned().collect()
}
