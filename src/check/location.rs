//! Places where data rests against what is promised, and against the people it is about.

use super::{Context, Outcome, Subject};
use crate::checklist::CheckSpec;
use crate::facts::{Location, LocationRole};
use crate::finding::{Label, Observation};
use crate::rule::Confidence;
use crate::source::Span;
use crate::terms::{Place, PlaceKind};

/// No store lies outside of where data has to stay.
pub(super) const PROMISE: CheckSpec = CheckSpec { name: "location-promise", parameters: &[], values: &["promised", "place", "list"] };
/// Data about people of one place rests there, or the way to another is stated.
pub(super) const TRANSFER: CheckSpec = CheckSpec { name: "location-transfer", parameters: &["needs"], values: &["market", "list"] };

/// Bytes around a place in which words tell a copy.
const AROUND: usize = 120;
/// Words for copies of data, which leave a place unnoticed.
const COPIES: &[&str] = &["backup", "replica", "disaster", "failover", "cdn", "log", "analytics", "standby", "secondary", "mirror", "dr "];
/// Laws that say how data may leave a place.
const GUARDED: &[&str] = &["EU", "EEA", "UK", "CH"];

/// A place, the document it stands in, and what it is.
struct Stated<'a> {
    document: Subject<'a>,
    fact: &'a Location,
    place: &'a Place,
}

fn stated<'a>(cx: &Context<'a>, role: LocationRole) -> Vec<Stated<'a>> {
    let documents = std::iter::once(cx.subject).chain(cx.counterpart);
    documents
        .flat_map(|document| document.facts.locations.iter().map(move |fact| (document, fact)))
        .filter(|(_, fact)| fact.role == role && fact.mention.confidence > Confidence::Low)
        .map(|(document, fact)| Stated { document, fact, place: &cx.checklist.terms.places[fact.place] })
        .filter(|stated| stated.place.kind != PlaceKind::Local)
        .collect()
}

pub(super) fn check_promise(cx: &Context<'_>) -> Outcome {
    let promises = stated(cx, LocationRole::Promise);
    let stores = stated(cx, LocationRole::Storage);
    let Some(promise) = promises.first() else {
        return Outcome::NotApplicable("no place is promised".to_owned());
    };
    let inside = |store: &Stated<'_>| promises.iter().any(|promise| agrees(promise.place, store.place));
    let kept = stores.iter().any(inside);
    // Beside a store that keeps the promise, another place serves other people unless it holds a copy.
    let outside: Vec<&Stated<'_>> = stores.iter().filter(|store| !inside(store) && (!kept || is_copy(store))).collect();
    if outside.is_empty() {
        let place = promise.document.label(promise.fact.mention.span, "");
        return if kept {
            Outcome::Satisfied("every store lies where it was promised".to_owned(), Some(place))
        } else {
            Outcome::NotApplicable("no store is placed".to_owned())
        };
    }
    // Shown once, in the document that places the store.
    let own: Vec<&&Stated<'_>> = outside.iter().filter(|store| store.document.id == cx.subject.id).collect();
    let Some(first) = own.first() else {
        return Outcome::NotApplicable("the other document places the store".to_owned());
    };
    let names: Vec<String> = own.iter().map(|store| named(store)).collect();
    let note = format!("{} is promised", promise.place.label);
    let observation = Observation::new(first.document.label(first.fact.mention.span, lies_in(first.place)), "promise")
        .value("promised", promise.place.label.to_string())
        .value("place", lies_in(first.place))
        .value("list", super::join(&names, "and"))
        .related(std::iter::once(promise.document.label(promise.fact.mention.span, note)))
        .related(own.iter().skip(1).take(3).map(|store| store.document.label(store.fact.mention.span, lies_in(store.place))));
    Outcome::finding(observation)
}

pub(super) fn check_transfer(cx: &Context<'_>) -> Outcome {
    let markets = stated(cx, LocationRole::Market);
    let guarded: Vec<&Stated<'_>> = markets.iter().filter(|market| GUARDED.contains(&market.place.jurisdiction.as_ref())).collect();
    let stores = stated(cx, LocationRole::Storage);
    let (Some(market), false) = (guarded.first(), stores.is_empty()) else {
        return Outcome::NotApplicable("people of one place and a store in another are not both stated".to_owned());
    };
    if !stated(cx, LocationRole::Promise).is_empty() {
        return Outcome::NotApplicable("a place is promised, and held against the stores".to_owned());
    }
    if stores.iter().any(|store| guarded.iter().any(|market| same_law(&market.place.jurisdiction, &store.place.jurisdiction))) {
        return Outcome::Satisfied("a store lies where the people are".to_owned(), None);
    }
    let mut documents = std::iter::once(cx.subject).chain(cx.counterpart);
    let answer = documents.find_map(|document| {
        let shown = cx.rule.parameters.needs.iter().find_map(|need| document.facts.shown(need, cx.checklist).into_iter().next())?;
        Some((document, shown))
    });
    if let Some((document, shown)) = answer {
        return Outcome::Satisfied(shown.name, Some(document.label(shown.span, "")));
    }
    let own: Vec<&Stated<'_>> = stores.iter().filter(|store| store.document.id == cx.subject.id).collect();
    let Some(first) = own.first() else {
        return Outcome::NotApplicable("the other document places the store".to_owned());
    };
    let names: Vec<String> = own.iter().map(|store| named(store)).collect();
    let people: Label = market.document.label(market.fact.mention.span, "people");
    Outcome::finding(
        Observation::new(first.document.label(first.fact.mention.span, lies_in(first.place)), "transfer")
            .value("market", market.place.label.to_string())
            .value("list", super::join(&names, "and"))
            .related(std::iter::once(people)),
    )
}

/// True when a store lies within a promised place. A promise of a country is kept only there; one of a union in all of it.
fn agrees(promise: &Place, store: &Place) -> bool {
    let country = promise.kind == PlaceKind::Jurisdiction && promise.country != promise.label || is_single(promise);
    let known = !store.country.is_empty() && store.kind == PlaceKind::CloudRegion && !promise.country.is_empty();
    same_law(&promise.jurisdiction, &store.jurisdiction) && (!country || !known || promise.country == store.country)
}

/// True for a country, and false for a union of them.
fn is_single(place: &Place) -> bool {
    place.kind == PlaceKind::Jurisdiction && !matches!(place.code.as_ref(), "EU" | "EEA" | "LATAM" | "APAC" | "GCC")
}

fn same_law(one: &str, other: &str) -> bool {
    let union = |law: &str| matches!(law, "EU" | "EEA");
    one == other || union(one) && union(other)
}

/// True when the words around a place tell a copy of data.
fn is_copy(store: &Stated<'_>) -> bool {
    let text = store.document.file.text();
    let span: Span = store.fact.mention.span;
    let from = text.floor_char_boundary((span.start as usize).saturating_sub(AROUND));
    let to = text.floor_char_boundary((span.end as usize + AROUND).min(text.len()));
    let before = text[from..span.start as usize].rsplit('\n').next().unwrap_or_default();
    let after = text[span.end as usize..to].split('\n').next().unwrap_or_default();
    let around = format!("{before} {after}").to_lowercase();
    COPIES.iter().any(|word| around.contains(word))
}

fn named(store: &Stated<'_>) -> String {
    store.document.text(store.fact.mention.span).trim().to_owned()
}

fn lies_in(place: &Place) -> String {
    if place.kind == PlaceKind::Jurisdiction || place.country.is_empty() { place.label.to_string() } else { place.country.to_string() }
}
