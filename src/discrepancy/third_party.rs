//! Outside services of the two documents: named in one only, or another one for the same job.

use super::{Case, Discrepancy, Pair, spoken};
use crate::facts::{Facts, PartyRole, ThirdParty};
use crate::source::Span;
use crate::trace::Side;
use std::collections::BTreeMap;

/// Kinds whose services see the team and its code, not the product's users.
const OF_THE_TEAM: &[&str] =
    &["ci", "devtools", "source-control", "security-scanning", "events", "incident", "dns", "productivity", "low-code"];

/// Kinds on which the product runs: named in the design only, they are how it is built.
const INFRASTRUCTURE: &[&str] = &[
    "hosting",
    "cloud-infra",
    "database-as-service",
    "secrets",
    "cdn",
    "storage-cdn",
    "network",
    "queue-streaming",
    "feature-flags",
    "observability",
    "link",
    "mobile-platform",
    "backup",
    "cms",
];

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (product, design) = (pair.product.facts, pair.design.facts);
    let dropped = by_job(product, only(pair.product, pair.design, false));
    let mut added = by_job(design, only(pair.design, pair.product, true));
    for (kind, parties) in dropped {
        // A choice that the product document leaves open was made.
        let open = parties.iter().all(|party| party.role == PartyRole::Optional);
        let chosen = product.third_parties.iter().any(|party| party.kind == kind && party.role.counts() && names(design, party));
        if (open && chosen) || kind.is_empty() {
            continue;
        }
        // One for the job is there: the others are ways that it offers.
        let is_served = design.third_parties.iter().any(|party| party.kind == kind && party.role.counts() && names(product, party));
        let confidence = if is_served { 0.45 } else { 0.7 };
        let instead = added.remove(kind).unwrap_or_default();
        let case = if instead.is_empty() { Case::VendorDropped } else { Case::VendorReplaced };
        found.push(discrepancy(pair, case, confidence, &parties, &instead));
    }
    let mut infrastructure = Vec::new();
    for (kind, parties) in added {
        if INFRASTRUCTURE.contains(&kind) {
            infrastructure.extend(parties);
        } else {
            found.push(discrepancy(pair, Case::VendorUnannounced, 0.8, &[], &parties));
        }
    }
    if !infrastructure.is_empty() {
        infrastructure.sort_by_key(|party| first(pair.design.facts, party));
        found.push(discrepancy(pair, Case::InfrastructureUnannounced, 0.5, &[], &infrastructure));
    }
}

/// Bytes before a name in which it is said to be an example.
const EXAMPLE: usize = 40;

/// Parties that get data by one document and are nothing of the kind in the other.
fn only<'a>(side: Side<'a>, other: Side<'_>, later: bool) -> Vec<&'a ThirdParty> {
    let (of, lower) = (side.facts, other.text.to_ascii_lowercase());
    // Named for another reason, it is not forgotten.
    let is_said = |party: &ThirdParty| {
        let names = [party.name.as_str(), first(of, party).of(side.text)];
        names.iter().any(|name| spoken::places(&lower, &name.to_ascii_lowercase(), char::is_alphanumeric).next().is_some())
    };
    let is_example = |party: &ThirdParty| {
        let before = &side.text[..first(of, party).start as usize];
        let near = &before[before.ceil_char_boundary(before.len().saturating_sub(EXAMPLE))..];
        // Three names in brackets behind a word for many illustrate it.
        let open = before.rfind(['(', '\n']).filter(|at| before[*at..].starts_with('(') && !before[*at..].contains(')'));
        let listed = open.is_some_and(|at| {
            let inside = &side.text[at..];
            inside[..inside.find([')', '\n']).unwrap_or(inside.len())].matches(',').count() >= 2
        });
        listed || ["e.g.", "such as", "for example", "for instance"].iter().any(|word| near.contains(word))
    };
    let counts =
        |party: &&ThirdParty| matches!(party.role, PartyRole::Used | PartyRole::Optional) || (later && party.role == PartyRole::Future);
    of.third_parties
        .iter()
        .filter(counts)
        .filter(|party| !party.unnamed && !OF_THE_TEAM.contains(&party.kind.as_str()) && !names(other.facts, party))
        // An app that shows codes gets nothing.
        .filter(|party| !is_said(party) && !is_example(party) && !party.name.ends_with("Authenticator"))
        .collect()
}

/// True when a document names a party, or the house whose service it is, as one that gets data, or may.
fn names(facts: &Facts, party: &ThirdParty) -> bool {
    facts
        .third_parties
        .iter()
        .any(|other| (other.id == party.id || is_of_house(other, party) || is_of_house(party, other)) && other.role.counts())
}

/// Clouds whose services are named one by one: the cloud, and how their names begin.
const HOUSES: &[(&str, &[&str])] = &[
    ("Amazon Web Services", &["Amazon ", "AWS "]),
    ("Google Cloud", &["Google Cloud", "Firebase"]),
    ("Microsoft Azure", &["Azure ", "Microsoft "]),
];

fn is_of_house(house: &ThirdParty, party: &ThirdParty) -> bool {
    HOUSES.iter().any(|(name, openings)| house.name == *name && openings.iter().any(|opening| party.name.starts_with(opening)))
}

fn by_job<'a>(facts: &Facts, parties: Vec<&'a ThirdParty>) -> BTreeMap<&'a str, Vec<&'a ThirdParty>> {
    let mut jobs: BTreeMap<&str, Vec<&ThirdParty>> = BTreeMap::new();
    for party in parties {
        jobs.entry(party.kind.as_str()).or_default().push(party);
    }
    for parties in jobs.values_mut() {
        parties.sort_by_key(|party| first(facts, party));
    }
    jobs
}

/// The first place that says that a party gets data, or may: words before drawings, which say less of what for.
fn first(facts: &Facts, party: &ThirdParty) -> Span {
    let is_drawn = |span: Span| facts.diagrams.iter().any(|diagram| diagram.span.contains(span));
    let mut places = party.mentions.iter().filter(|(role, _)| role.counts()).map(|(_, mention)| mention.span);
    let first = places.next().unwrap_or(party.mention.span);
    std::iter::once(first).chain(places).find(|place| !is_drawn(*place)).unwrap_or(first)
}

fn discrepancy(pair: Pair<'_>, case: Case, confidence: f32, product: &[&ThirdParty], design: &[&ThirdParty]) -> Discrepancy {
    let names = |parties: &[&ThirdParty]| parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ");
    let spans = |facts: &Facts, parties: &[&ThirdParty]| parties.iter().map(|party| first(facts, party)).collect::<Vec<_>>();
    Discrepancy {
        case,
        subject: names(if product.is_empty() { design } else { product }),
        product: spans(pair.product.facts, product),
        design: spans(pair.design.facts, design),
        notes: None,
        confidence,
        values: vec![("product", names(product)), ("design", names(design))],
    }
}
