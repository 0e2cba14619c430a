//! What was said in a walkthrough, held against the two documents: what neither has written down, and what one says otherwise.

mod claim;
mod denial;
mod fresh;
mod heard;
mod name;
mod number;
mod place;
mod scope;
mod sign_in;
mod touchy;

use super::{Case, Discrepancy};
use crate::document::plain;
use crate::facts::{DataRole, ThirdParty};
use crate::terms::Terms;
use crate::trace::Side;
use claim::{Claim, Claims};
use fresh::Known;
use heard::{Heard, words_of};
use name::Names;
use std::collections::BTreeSet;

/// Share of the words of a statement that neither document has, from which on it is new.
const NEW: f32 = 0.4;
/// Words of a statement that says something.
const FEWEST: usize = 4;

/// Notes beside the two documents they are about.
#[derive(Clone, Copy)]
pub struct Walkthrough<'a> {
    /// What was said.
    pub notes: Side<'a>,
    /// What is wanted.
    pub product: Side<'a>,
    /// How it is built.
    pub design: Side<'a>,
    /// What the lexicon knows.
    pub terms: &'a Terms,
}

/// The differences, the most certain first; each has a place in the notes. Guesses, questions and talk about the meeting make none.
pub fn find_said(walkthrough: Walkthrough<'_>) -> Vec<Discrepancy> {
    let claims = Claims::of(walkthrough);
    let all = Heard::all(walkthrough.notes);
    let names = Names::of(walkthrough);
    let known = Known::of(walkthrough);
    let mut found: Vec<Discrepancy> = Vec::new();
    for heard in &all {
        let one = sign_in::compare(walkthrough, &claims, heard)
            .or_else(|| denial::compare(walkthrough, &claims, heard))
            .or_else(|| scope::compare(walkthrough, &claims, heard))
            .or_else(|| place::compare(walkthrough, &claims, heard))
            .or_else(|| number::compare(walkthrough, &claims, heard))
            .or_else(|| number::unstated(walkthrough, &claims, heard))
            .or_else(|| party(walkthrough, &claims, heard))
            .or_else(|| data(walkthrough, heard))
            .or_else(|| names.unknown(walkthrough, heard))
            .or_else(|| touchy::compare(walkthrough, heard))
            .or_else(|| fresh::compare(walkthrough, &claims, &known, &names, heard));
        // A service or a kind of data is told once.
        found.extend(one.filter(|one| !found.iter().any(|known| known.subject == one.subject)));
    }
    unwritten(walkthrough, &all, &mut found);
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.notes.cmp(&b.notes)));
    found
}

/// A statement that some claims say otherwise.
fn otherwise(walkthrough: Walkthrough<'_>, heard: &Heard<'_>, claims: &[&Claim], confidence: f32) -> Discrepancy {
    let words: Vec<String> = heard.all_words().into_iter().collect();
    let spans = |is_product: bool| claims.iter().filter(|claim| claim.is_product == is_product).map(|claim| claim.span).collect();
    let first = claims.first().map_or(String::new(), |claim| {
        let side = if claim.is_product { walkthrough.product } else { walkthrough.design };
        quoted(claim.span.of(side.text))
    });
    Discrepancy {
        case: Case::SaidOtherwise,
        subject: words.join(" "),
        product: spans(true),
        design: spans(false),
        notes: Some(heard.statement.span),
        confidence,
        values: vec![("first", heard.quoted(walkthrough.notes)), ("second", first)],
    }
}

/// Most characters shown of a statement or claim.
const SHOWN: usize = 160;

/// Words as they are quoted in a message: on one line, and of many as many as fit.
fn quoted(text: &str) -> String {
    let plain = plain(text).replace("**", "").split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = plain.trim_matches(['|', ' ', '.']).replace(" | ", " \u{b7} ");
    let words = match plain.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} \u{2026}", plain[..end].rsplit_once(' ').map_or(&plain[..end], |(whole, _)| whole)),
        None => plain,
    };
    format!("\u{201c}{words}\u{201d}")
}

/// An outside service that neither document names, or another one for a job that one of them gives to somebody.
fn party(walkthrough: Walkthrough<'_>, claims: &Claims, heard: &Heard<'_>) -> Option<Discrepancy> {
    let Walkthrough { notes, product, design, .. } = walkthrough;
    let place = |party: &ThirdParty| {
        let mentions = party.mentions.iter().filter(|(role, _)| role.counts());
        mentions.map(|(_, mention)| mention.span).find(|span| heard.statement.span.contains(*span))
    };
    let (party, span) = notes.facts.third_parties.iter().filter(|party| !party.unnamed).find_map(|party| Some((party, place(party)?)))?;
    let is_written = [product, design].iter().any(|side| {
        let text = side.text.to_ascii_lowercase();
        text.contains(&party.name.to_ascii_lowercase()) || text.contains(&span.of(notes.text).to_ascii_lowercase())
    });
    if is_written {
        return None;
    }
    let same_job = |side: Side<'_>, is_product: bool| {
        let others = side.facts.third_parties.iter().filter(|other| !party.kind.is_empty() && other.kind == party.kind && !other.unnamed);
        let other = others.filter(|other| other.role.counts()).map(|other| other.mention.span).next()?;
        claims.all.iter().find(|claim| claim.is_product == is_product && claim.span.contains(other))
    };
    // "As well": the other one stays.
    let instead = if heard.has(&["also", "as well", "too", "in addition"]) { Vec::new() } else { vec![(product, true), (design, false)] };
    let others: Vec<&Claim> = instead.into_iter().filter_map(|(side, is_product)| same_job(side, is_product)).collect();
    if others.is_empty() {
        return Some(unwritten_as(walkthrough, heard, &party.name, 0.7));
    }
    Some(Discrepancy { subject: party.name.clone(), ..otherwise(walkthrough, heard, &others, 0.7) })
}

/// A kind of personal data that neither document names.
fn data(walkthrough: Walkthrough<'_>, heard: &Heard<'_>) -> Option<Discrepancy> {
    let Walkthrough { notes, product, design, terms } = walkthrough;
    let processed = notes.facts.data_elements.iter().filter(|fact| fact.role == DataRole::Processed);
    let mut here = processed.filter(|fact| heard.statement.span.contains(fact.mention.span));
    let known = |element: usize| [product, design].iter().any(|side| side.facts.data_elements.iter().any(|fact| fact.element == element));
    let fact = here.find(|fact| !terms.elements[fact.element].is_light() && !known(fact.element))?;
    Some(unwritten_as(walkthrough, heard, &terms.elements[fact.element].name.to_lowercase(), 0.65))
}

/// Statements most of whose words are new to both documents.
fn unwritten(walkthrough: Walkthrough<'_>, all: &[Heard<'_>], found: &mut Vec<Discrepancy>) {
    let texts = [walkthrough.product, walkthrough.design].map(|side| words_of(side.text).into_iter().collect::<BTreeSet<String>>());
    for heard in all {
        let new = heard.words.iter().filter(|word| !texts.iter().any(|text| text.contains(*word))).count();
        let told = found.iter().any(|known| known.notes == Some(heard.statement.span));
        if told || heard.words.len() < FEWEST || (new as f32) < NEW * heard.words.len() as f32 {
            continue;
        }
        found.push(unwritten_as(walkthrough, heard, "", 0.45));
    }
}

/// A statement of which neither document knows, with the name that neither has.
fn unwritten_as(walkthrough: Walkthrough<'_>, heard: &Heard<'_>, name: &str, confidence: f32) -> Discrepancy {
    let words = heard.quoted(walkthrough.notes);
    let subject = || heard.all_words().into_iter().collect::<Vec<_>>().join(" ");
    Discrepancy {
        case: Case::SaidUnwritten,
        subject: if name.is_empty() { subject() } else { name.to_owned() },
        product: Vec::new(),
        design: Vec::new(),
        notes: Some(heard.statement.span),
        confidence,
        values: vec![("name", if name.is_empty() { words } else { format!("{name}, in {words}") })],
    }
}
