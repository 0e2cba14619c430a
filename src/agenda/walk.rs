//! What to have shown in a walkthrough, by what the documents speak of.

use super::{Session, Step};
use crate::document::plain;
use crate::item::Place;
use crate::review::{Profile, Review};

/// What to show, in which meeting, and the facts (as conditions of rules) of which one calls for it; none for what is always shown.
const STEPS: &[(Session, &[&str], &str)] = &[
    (Session::Product, &[], "What a person does first, and what they see"),
    (Session::Product, &["data-element"], "The page that asks for data first, and what has run before it"),
    (Session::Product, &["trigger:payment"], "A payment, one that fails, and a refund"),
    (Session::Product, &["trigger:comms"], "A message to a person: what is in it, and how they stop it"),
    (Session::Product, &["trigger:admin", "trigger:authz"], "The same page seen by each role"),
    (Session::Product, &["data-element"], "An account that is deleted: what goes, what stays, and where"),
    (Session::Engineering, &[], "One request, from the person to every place where its data rests"),
    (Session::Engineering, &["trigger:authn"], "Signing in, a forgotten password, signing out on another device"),
    (Session::Engineering, &["trigger:upload"], "An upload of the wrong type, and one that is too large"),
    (Session::Engineering, &["trigger:webhook"], "A call from outside that comes twice, late, or from somebody else"),
    (Session::Engineering, &["third-party:receives"], "What an outside service gets, on the wire or in the log"),
    (Session::Engineering, &["trigger:llm"], "What goes to the model, and what its answer may set off"),
    (Session::Engineering, &["trigger:tenant"], "A request of one customer for a record of another"),
    (Session::Engineering, &["topic:rollout"], "The way back when a release is wrong"),
];

/// What to show in a meeting, each with the first place that calls for it.
pub(super) fn steps(review: &Review, profiles: &[Profile], session: Session) -> Vec<Step> {
    let one = |(_, facts, show): &(Session, &[&str], &'static str)| {
        let place = facts.iter().find_map(|fact| place(review, profiles, fact));
        (facts.is_empty() || place.is_some()).then_some(Step { show, place })
    };
    STEPS.iter().filter(|(of, ..)| *of == session).filter_map(one).collect()
}

/// The first place in what was reviewed that shows a fact.
fn place(review: &Review, profiles: &[Profile], fact: &str) -> Option<Place> {
    review.documents.iter().filter(|document| document.skipped.is_none()).find_map(|document| {
        let shown = document.facts.as_ref()?.shown(fact, &profiles[document.profile].checklist);
        let span = shown.first()?.span;
        let text = plain(span.of(document.file.text()));
        Some(Place { path: document.path().to_owned(), line: document.file.line1(span.start), text })
    })
}
