//! Numbers and days that were said, held against those that are written of the same thing.

use super::claim::{Claim, Claims, Likeness};
use super::heard::{Heard, RETAINED, words_of};
use super::{Walkthrough, otherwise, unwritten_as};
use crate::discrepancy::Discrepancy;
use crate::discrepancy::quantity::agrees;
use crate::facts::{Bound, Quantity, Unit};
use crate::trace::Side;
use std::collections::BTreeSet;

/// Words that a statement and a claim share at least.
const SHARED: usize = 2;
/// Their weight.
const WEIGHT: f32 = 0.9;
/// What part of the statement they are.
const COVER: f32 = 0.25;
/// The same for things counted, of which there are many.
const COUNTED: f32 = 0.5;
/// What is nearly as alike as the best may be meant as well.
const NEAR: f32 = 0.6;
/// What a claim gains that has the word right before the number: "held for 20 minutes".
const NEXT: f32 = 0.3;
/// What is quoted beside the best is as alike as that, or nearly.
const QUOTED: f32 = 0.8;

/// The claims that say a number of a statement otherwise.
pub(super) fn compare(walkthrough: Walkthrough<'_>, claims: &Claims, heard: &Heard<'_>) -> Option<Discrepancy> {
    heard.numbers.iter().find_map(|said| one(walkthrough, claims, heard, said))
}

fn one(walkthrough: Walkthrough<'_>, claims: &Claims, heard: &Heard<'_>, said: &Quantity) -> Option<Discrepancy> {
    let is_like = |said: &Quantity, claim: &Claim, written: &Quantity| {
        said.unit == written.unit && (said.unit != Unit::Count || counts_same(walkthrough.notes, said, side(walkthrough, claim), written))
    };
    let beside = heard.beside(said);
    let comparable = claims.all.iter().filter(|claim| claim.numbers.iter().any(|written| is_like(said, claim, written)));
    let verb = heard.right_before(said);
    let likeness = |claim: &Claim| {
        let mut alike = claims.likeness(heard, &beside, claim);
        if verb.as_ref().is_some_and(|verb| claim.words.contains(verb)) {
            alike.weight += NEXT;
        }
        alike
    };
    let alike = comparable.map(|claim| (likeness(claim), claim)).filter(|(alike, _)| alike.shared >= SHARED);
    let mut near: Vec<(Likeness, &Claim)> = alike.collect();
    near.sort_by(|a, b| b.0.weight.total_cmp(&a.0.weight).then_with(|| b.1.is_product.cmp(&a.1.is_product)).then(a.1.span.cmp(&b.1.span)));
    let bar = if said.unit == Unit::Count { COUNTED } else { COVER };
    let best = near.first().map(|(best, _)| *best).filter(|best| best.weight >= WEIGHT && best.cover >= bar)?;
    // What settles it is about the same thing as the best.
    near.retain(|(alike, _)| alike.weight >= NEAR * best.weight && alike.of_one >= best.of_one);
    // A bound that is kept by the way says nothing of another thing.
    let holds = |claim: &Claim, bounds: bool| {
        let meets = |written: &Quantity| if bounds { is_met(said, written) } else { is_same(said, written) };
        claim.numbers.iter().any(|written| is_like(said, claim, written) && meets(written))
    };
    if near.iter().enumerate().any(|(at, (_, claim))| holds(claim, at == 0)) {
        return None;
    }
    // What another number of the statement meets is not what this one differs from.
    let differs = |claim: &Claim| {
        let met = |written: &Quantity| heard.numbers.iter().any(|said| is_like(said, claim, written) && is_met(said, written));
        claim.numbers.iter().any(|written| is_like(said, claim, written) && !met(written))
    };
    near.retain(|(alike, _)| alike.weight >= QUOTED * best.weight);
    let of = |is_product: bool| near.iter().map(|(_, claim)| *claim).find(|claim| claim.is_product == is_product && differs(claim));
    let mut quoted: Vec<&Claim> = [true, false].into_iter().filter_map(of).collect();
    quoted.sort_by_key(|claim| near.iter().position(|(_, near)| near.span == claim.span && near.is_product == claim.is_product));
    if quoted.is_empty() {
        return None;
    }
    Some(otherwise(walkthrough, heard, &quoted, (0.5 + 0.25 * best.cover).min(0.85)))
}

/// Shortest time for which something is kept, in seconds.
const KEPT: f64 = 86_400.0;

/// A time for which something is kept, where no document has the time or any for the same thing.
pub(super) fn unstated(walkthrough: Walkthrough<'_>, claims: &Claims, heard: &Heard<'_>) -> Option<Discrepancy> {
    if !heard.words.contains(RETAINED) || !heard.affirms() {
        return None;
    }
    let said = heard.numbers.iter().find(|said| said.unit == Unit::Time && said.amount >= KEPT)?;
    let about: BTreeSet<String> = heard.beside(said).into_iter().filter(|word| word != RETAINED).collect();
    let timed = |claim: &Claim, written: &Quantity| {
        written.unit == Unit::Time && (is_same(said, written) || written.amount >= KEPT && !about.is_disjoint(&claim.words))
    };
    let is_stated = claims.all.iter().any(|claim| claim.numbers.iter().any(|written| timed(claim, written)));
    (!about.is_empty() && !is_stated).then(|| unwritten_as(walkthrough, heard, "", 0.55))
}

/// True when both say one value.
fn is_same(said: &Quantity, written: &Quantity) -> bool {
    let exact = |quantity: &Quantity| Quantity { bound: Bound::Exact, ..*quantity };
    agrees(&exact(said), &exact(written))
}

/// True when what was said is within what is written; "above 400" and "above 250" are two bounds.
fn is_met(said: &Quantity, written: &Quantity) -> bool {
    is_same(said, written)
        || said.bound != written.bound
            && (agrees(said, written)
                || written.bound == Bound::AtMost && said.amount < written.amount
                || written.bound == Bound::AtLeast && said.amount > written.amount)
}

fn side<'a>(walkthrough: Walkthrough<'a>, claim: &Claim) -> Side<'a> {
    if claim.is_product { walkthrough.product } else { walkthrough.design }
}

/// True when the things that are counted have a word in common.
fn counts_same(notes: Side<'_>, said: &Quantity, side: Side<'_>, written: &Quantity) -> bool {
    let (Some(a), Some(b)) = (said.noun, written.noun) else { return false };
    let (a, b) = (words_of(a.of(notes.text)), words_of(b.of(side.text)));
    a.iter().any(|word| b.contains(word))
}
