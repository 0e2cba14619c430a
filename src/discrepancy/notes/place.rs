//! A place of data that was said, where a document has another law's for the same.

use super::claim::{Claim, Claims};
use super::heard::Heard;
use super::{Walkthrough, otherwise};
use crate::discrepancy::Discrepancy;
use crate::facts::{Location, LocationRole};
use crate::source::Span;
use crate::trace::Side;

/// Words that a statement shares with the claim at least.
const SHARED: usize = 1;
/// What is nearly as alike as the best may be meant as well.
const NEAR: f32 = 0.6;

pub(super) fn compare(walkthrough: Walkthrough<'_>, claims: &Claims, heard: &Heard<'_>) -> Option<Discrepancy> {
    let law = |location: &Location| walkthrough.terms.places[location.place].jurisdiction.as_ref();
    let rests = |side: Side<'_>, span: Span| -> Vec<&str> {
        let here = side.facts.locations.iter().filter(|location| span.contains(location.mention.span));
        here.filter(|location| matches!(location.role, LocationRole::Storage | LocationRole::Promise))
            .map(law)
            .filter(|law| !law.is_empty())
            .collect()
    };
    let said = *rests(walkthrough.notes, heard.statement.span).first()?;
    let of = |claim: &Claim| rests(if claim.is_product { walkthrough.product } else { walkthrough.design }, claim.span);
    let placed = claims.all.iter().filter(|claim| !of(claim).is_empty());
    let alike = placed.map(|claim| (claims.likeness(heard, &heard.all_words(), claim), claim));
    let mut near: Vec<_> = alike.filter(|(alike, _)| alike.shared >= SHARED).collect();
    let best = near.iter().map(|(alike, _)| alike.weight).fold(0.0, f32::max);
    near.retain(|(alike, _)| alike.weight >= NEAR * best);
    if near.iter().any(|(_, claim)| of(claim).contains(&said)) {
        return None;
    }
    let (_, claim) = near.into_iter().max_by(|a, b| a.0.weight.total_cmp(&b.0.weight).then_with(|| b.1.span.cmp(&a.1.span)))?;
    Some(otherwise(walkthrough, heard, &[claim], 0.65))
}
