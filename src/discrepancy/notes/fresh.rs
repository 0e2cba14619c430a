//! Statements whose key words stand in neither document: who is new, what is newly collected, and what is told as an addition.

use super::claim::{Claim, Claims};
use super::heard::{Heard, has};
use super::name::Names;
use super::{Walkthrough, unwritten_as};
use crate::discrepancy::Discrepancy;
use crate::similarity::stem_set;
use std::collections::BTreeSet;

/// Verbs behind which new data is named.
const COLLECTS: &[&str] = &[
    "ask", "asks", "collect", "collects", "store", "stores", "save", "saves", "add", "adds", "upload", "uploads", "attach", "type",
    "enter", "enters",
];
/// Words behind such a verb that name no data.
const EMPTY: &[&str] =
    &["information", "detail", "details", "feedback", "help", "idea", "ideas", "stuff", "things", "question", "questions", "comments"];
/// Verbs behind those who get something to see or do.
const MAY: &[&str] = &["have", "has", "can", "may", "get", "gets", "see", "sees", "receive", "receives"];
/// What they get.
const ACCESS: &[&str] = &[
    "login",
    "log in",
    "account",
    "accounts",
    "access",
    "see",
    "sees",
    "read",
    "reads",
    "open",
    "opens",
    "download",
    "downloads",
    "view",
    "edit",
    "copy",
];
/// Words by which something is told as an addition.
const ADDED: &[&str] =
    &["also", "as well", "in addition", "additionally", "on top of that", "since last week", "since yesterday", "since monday", "newly"];
/// Beside these they add nothing.
const NO_ADDITIONS: &[&str] = &["as well as", "can also", "could also", "see also"];
/// Share of an addition that a claim may say.
const COVERED: f32 = 0.5;
/// Telling words of an addition.
const FEWEST: usize = 5;

/// The words of both documents, whatever their form.
pub(super) struct Known(BTreeSet<String>);

impl Known {
    pub fn of(walkthrough: Walkthrough<'_>) -> Self {
        Self([walkthrough.product, walkthrough.design].iter().flat_map(|side| stem_set(side.text)).collect())
    }

    /// True for a telling word that one of them has.
    fn has(&self, word: &str) -> bool {
        stem_set(word).iter().any(|stem| self.0.contains(stem))
    }

    /// True for a telling word that neither document has.
    fn lacks(&self, word: &str) -> bool {
        let stems = stem_set(word);
        !stems.is_empty() && stems.iter().all(|stem| !self.0.contains(stem))
    }
}

pub(super) fn compare(
    walkthrough: Walkthrough<'_>,
    claims: &Claims,
    known: &Known,
    names: &Names,
    heard: &Heard<'_>,
) -> Option<Discrepancy> {
    if !heard.affirms() {
        return None;
    }
    let is_new = |word: &str| word.len() > 2 && word.chars().all(char::is_alphabetic) && known.lacks(word) && !names.is_person(word);
    let words: Vec<&str> = heard.lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
    let alike = || claims.all.iter().map(|claim| (claims.likeness(heard, &heard.words, claim), claim));
    let is_about = |shared: usize| alike().any(|(alike, _)| alike.shared >= shared);
    if newcomer(&words, is_new, &heard.lower) && is_about(2) || collected(&words, is_new, known) && is_about(1) {
        return Some(unwritten_as(walkthrough, heard, "", 0.55));
    }
    // What is known of the same thing says little of it.
    let is_added = has(&heard.lower, ADDED) && !has(&heard.lower, NO_ADDITIONS) && heard.words.len() >= FEWEST;
    let of_one = |claim: &Claim| claim.lead.is_some() && claim.lead == heard.subject;
    let near = || alike().filter(|(alike, claim)| of_one(claim) && alike.shared >= 2);
    let added = is_added && near().next().is_some() && alike().all(|(alike, _)| alike.cover < COVERED);
    added.then(|| unwritten_as(walkthrough, heard, "", 0.5))
}

/// Somebody is named before "have a login" or "see the ..." who is in no document.
fn newcomer(words: &[&str], is_new: impl Fn(&str) -> bool, lower: &str) -> bool {
    let verb = words.iter().take(5).position(|word| MAY.contains(word));
    let who = verb.and_then(|verb| verb.checked_sub(1)).map(|who| words[who]);
    who.is_some_and(is_new) && has(lower, ACCESS)
}

/// We ask for something, or somebody of the documents adds something, that is in no document.
fn collected(words: &[&str], is_new: impl Fn(&str) -> bool, known: &Known) -> bool {
    (1..words.len()).filter(|at| COLLECTS.contains(&words[*at])).any(|verb| {
        let before = if MAY.contains(&words[verb - 1]) { verb.checked_sub(2) } else { Some(verb - 1) };
        let who = before.map(|at| words[at]);
        let does = who.is_some_and(|who| who == "we" || known.has(who));
        let object = words[verb + 1..].iter().take(5).find(|word| !stem_set(word).is_empty());
        does && object.is_some_and(|object| is_new(object) && !EMPTY.contains(object))
    })
}
