//! Where data rests, and which laws are named: other places, and laws that one document leaves out.

use super::{Case, Discrepancy, Pair, spoken};
use crate::facts::{Location, LocationRole, RegulationRole};
use crate::source::Span;
use std::collections::BTreeSet;

pub(super) fn regions(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let rests = |location: &&Location| matches!(location.role, LocationRole::Promise | LocationRole::Storage);
    let said: Vec<&Location> = pair.product.facts.locations.iter().filter(rests).collect();
    let built = pair.design.facts.locations.iter().filter(rests);
    let law = |location: &Location| pair.terms.places[location.place].jurisdiction.as_ref();
    let allowed: BTreeSet<&str> = said.iter().map(|location| law(location)).collect();
    if allowed.is_empty() {
        return;
    }
    let outside: Vec<&Location> = built.filter(|location| !allowed.contains(law(location)) && !law(location).is_empty()).collect();
    let Some(first) = outside.first() else { return };
    let name = |location: &Location| {
        let place = &pair.terms.places[location.place];
        if place.label.is_empty() { place.code.to_string() } else { place.label.to_string() }
    };
    found.push(Discrepancy {
        case: Case::RegionDiffers,
        subject: outside.iter().map(|location| name(location)).collect::<Vec<_>>().join(", "),
        product: said.iter().flat_map(|location| std::iter::once(location.mention.span).chain(location.again.iter().copied())).collect(),
        design: outside.iter().map(|location| location.mention.span).collect(),
        notes: None,
        confidence: if said.iter().any(|location| location.role == LocationRole::Promise) { 0.8 } else { 0.65 },
        values: vec![("first", name(said[0])), ("second", name(first))],
    });
}

/// Laws from which on a document counts them up.
const SEVERAL: usize = 3;

pub(super) fn regulations(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let sides = [
        (Case::RegulationDropped, pair.product.facts, pair.design.facts, 0.5),
        (Case::RegulationUnannounced, pair.design.facts, pair.product.facts, 0.5),
    ];
    for (case, of, other, confidence) in sides {
        let told = |at: usize| pair.terms.regulations[at].topic.as_ref() != "accessibility";
        let text = if case == Case::RegulationDropped { pair.product.text } else { pair.design.text };
        let named = of.regulations.iter().filter(|fact| fact.role == RegulationRole::Named && told(fact.regulation));
        let named = named.filter(|fact| !is_in_passing(text, fact.mention.span));
        let only: Vec<_> = named.filter(|fact| !other.regulations.iter().any(|known| known.regulation == fact.regulation)).collect();
        if only.is_empty() {
            continue;
        }
        let spans: Vec<_> = only.iter().map(|fact| fact.mention.span).collect();
        // A law that is named in passing is no duty yet.
        let is_asked = only.iter().any(|fact| pair.product.facts.requirements.iter().any(|wanted| wanted.span.contains(fact.mention.span)));
        let confidence = if case == Case::RegulationDropped && !is_asked && only.len() < SEVERAL { 0.4 } else { confidence };
        let all = only.iter().map(|fact| pair.terms.regulations[fact.regulation].name.as_ref()).collect::<Vec<_>>().join(", ");
        let (product, design) = if case == Case::RegulationDropped { (spans, Vec::new()) } else { (Vec::new(), spans) };
        found.push(Discrepancy { case, subject: all.clone(), product, design, notes: None, confidence, values: vec![("name", all)] });
    }
}

/// Words that leave a duty to somebody else.
const LEFT: &[&str] = &["platform level", "platform-level", "inherit", "delegat", "responsibility of", "responsible for"];

/// True in a paragraph that tells why something is asked for or that others see to it, in code, and inside quotation marks: there a law
/// is no duty of this product.
fn is_in_passing(text: &str, span: Span) -> bool {
    let before = &text[..span.start as usize];
    let start = before.rfind("\n\n").unwrap_or_default();
    let paragraph = text[start..].trim_start();
    let paragraph = &paragraph[..paragraph.find("\n\n").unwrap_or(paragraph.len())];
    let lower = paragraph.to_ascii_lowercase();
    let quoted = before.rsplit('\n').next().unwrap_or_default().matches('"').count() % 2 == 1;
    let reason = lower.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with("rationale");
    let code = before.matches("\n```").count() % 2 == 1;
    quoted || code || reason || spoken::any(&lower, LEFT)
}
