//! What the meeting dropped or put off and a document wants now, and what it builds that a document leaves for later or out.

use super::claim::{Claim, Claims};
use super::heard::{Heard, has, words_of};
use super::{Walkthrough, otherwise};
use crate::discrepancy::Discrepancy;
use crate::discrepancy::scope::EMPTY;
use crate::document::plain;
use crate::source::Span;
use std::collections::BTreeSet;

/// Behind what is dropped or put off.
const DROPPED: &[&str] = &[
    "is dropped",
    "are dropped",
    "was dropped",
    "were dropped",
    "is out",
    "are out",
    "is cut",
    "are cut",
    "is postponed",
    "are postponed",
    "was postponed",
    "moves to",
    "move to",
    "moved to",
    "comes later",
    "come later",
    "is deferred",
    "are deferred",
    "is descoped",
    "will come later",
    "slips to",
    "is pushed to",
    "was pushed to",
    "goes into phase",
];
/// Before what is dropped or put off.
const DROPS: &[&str] =
    &["we drop", "we dropped", "we are dropping", "we're dropping", "we cut", "we skip", "we leave out", "we postpone", "drop"];
/// Of what only moves, to which time.
const TIMES: &[&str] = &[
    "phase",
    "release",
    "version",
    "v2",
    "v1.1",
    "later",
    "next year",
    "next quarter",
    "q1",
    "q2",
    "q3",
    "q4",
    "dropped",
    "out",
    "cut",
    "postponed",
    "deferred",
    "descoped",
    "drop",
];
/// Words of time and plan: no part of what is dropped.
const PLAN: &[&str] = &["drop", "releas", "version", "phase", "later", "first", "postpon", "cut", "move", "defer"];

/// Share of what is set aside that a statement has to name, by weight.
const NAMED: f32 = 0.75;

/// The same where the statement begins with it and says that it is in.
const PART: f32 = 0.4;
/// Says that something is built now.
const INCLUDED: &[&str] = &[
    "is in:",
    "is in,",
    "is in now",
    "ships with",
    "ship with",
    "comes with",
    "come with",
    "after all",
    "is part of",
    "are part of",
    "is included",
    "is live",
];

pub(super) fn compare(walkthrough: Walkthrough<'_>, claims: &Claims, heard: &Heard<'_>) -> Option<Discrepancy> {
    dropped(walkthrough, claims, heard).or_else(|| early(walkthrough, claims, heard))
}

/// True where the document says itself that it is not now.
fn is_aside(walkthrough: Walkthrough<'_>, claim: &Claim) -> bool {
    let side = if claim.is_product { walkthrough.product } else { walkthrough.design };
    let aside = side.facts.half.set_aside.iter().any(|aside| aside.span.contains(claim.span) || claim.span.contains(aside.span));
    aside || has(&claim.lower, DROPPED)
}

fn dropped(walkthrough: Walkthrough<'_>, claims: &Claims, heard: &Heard<'_>) -> Option<Discrepancy> {
    if !heard.has(TIMES) {
        return None;
    }
    let behind = DROPPED.iter().filter_map(|mark| heard.lower.find(mark)).min().map(|at| clause_before(&heard.lower[..at]));
    let before = || DROPS.iter().filter_map(|mark| heard.lower.find(&format!("{mark} ")).map(|at| at + mark.len())).min();
    let what = behind.or_else(|| before().map(|at| clause_after(&heard.lower[at..])))?;
    let what: BTreeSet<String> = words_of(what).into_iter().filter(|word| !PLAN.contains(&word.as_str())).collect();
    if what.is_empty() || !what.iter().all(|word| claims.knows(word)) {
        return None;
    }
    let mut naming = claims.all.iter().filter(|claim| what.is_subset(&claim.words));
    if naming.clone().any(|claim| is_aside(walkthrough, claim)) {
        return None;
    }
    let wanted =
        |claim: &&Claim| walkthrough.product.facts.requirements.iter().any(|wanted| claim.is_product && wanted.span.contains(claim.span));
    let claim = naming.clone().find(wanted).or_else(|| naming.next())?;
    Some(otherwise(walkthrough, heard, &[claim], 0.6))
}

fn clause_before(text: &str) -> &str {
    &text[text.rfind([',', ';', ':', '.']).map_or(0, |at| at + 1)..]
}

fn clause_after(text: &str) -> &str {
    let end = text.find([',', ';', ':', '.']).unwrap_or(text.len());
    let rest = &text[..end];
    &rest[..[" for ", " from ", " in ", " until ", " because "].iter().filter_map(|word| rest.find(word)).min().unwrap_or(rest.len())]
}

fn early(walkthrough: Walkthrough<'_>, claims: &Claims, heard: &Heard<'_>) -> Option<Discrepancy> {
    if !heard.affirms() || heard.has(TIMES) {
        return None;
    }
    let aside = |is_product: bool| {
        let side = if is_product { walkthrough.product } else { walkthrough.design };
        side.facts.half.set_aside.iter().map(move |aside| (aside.span, is_product, side.text))
    };
    let included = INCLUDED.iter().any(|mark| heard.lower.contains(mark));
    let named = |span: Span, text: &str| {
        let whole = plain(span.of(text)).to_lowercase();
        let name = whole.split([':', '.', '(', ';', '\u{2014}', '\u{2013}', ',']).next().unwrap_or_default();
        let words: BTreeSet<String> = words_of(name).into_iter().filter(|word| !EMPTY.contains(&word.as_str())).collect();
        let weight: f32 = words.iter().map(|word| claims.weight(word)).sum();
        let shared: Vec<&String> = words.intersection(&heard.words).collect();
        let part = shared.iter().map(|word| claims.weight(word)).sum::<f32>() / weight.max(0.1);
        let of_one = heard.subject.as_ref().is_some_and(|subject| words.contains(subject));
        shared.len() >= 2 && part >= NAMED || included && of_one && part >= PART
    };
    let found = aside(true).chain(aside(false)).find(|(span, _, text)| named(*span, text))?;
    let claim =
        claims.all.iter().find(|claim| claim.is_product == found.1 && (found.0.contains(claim.span) || claim.span.contains(found.0)))?;
    Some(otherwise(walkthrough, heard, &[claim], 0.6))
}
