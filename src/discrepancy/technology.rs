//! What the product is built with: another framework or database for the same job, another version.

use super::{Case, Discrepancy, Pair};
use crate::facts::{Facts, TechnologyFact};
use crate::terms::Terms;
use crate::trace::Side;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of which a product has one for a job, so that another one is another decision.
const ONE_OF: &[&str] = &[
    "frontend framework",
    "backend framework",
    "mobile framework",
    "relational database",
    "document database",
    "vector database",
    "vector index",
    "graph database",
    "time-series database",
    "wide-column database",
    "analytical database",
    "search engine",
    "message queue",
    "job queue",
    "llm framework",
    "workflow engine",
    "object storage",
    "blockchain",
    "game engine",
    "auth library",
    "auth server (self-hosted)",
];

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (said, built) = (by_kind(pair.product.facts, pair.terms), by_kind(pair.design.facts, pair.terms));
    for (kind, wanted) in &said {
        let Some(used) = built.get(kind) else { continue };
        versions(pair, wanted, used, found);
        if !ONE_OF.contains(kind) {
            continue;
        }
        let ids = |facts: &[&TechnologyFact]| facts.iter().map(|fact| fact.technology).collect::<BTreeSet<_>>();
        let (wanted_ids, used_ids) = (ids(wanted), ids(used));
        let open = wanted.iter().any(|fact| fact.open);
        if open {
            continue;
        }
        if !wanted_ids.is_disjoint(&used_ids) {
            added(pair, kind, wanted, used, found);
            continue;
        }
        let names = |ids: &BTreeSet<usize>| ids.iter().map(|at| pair.terms.technologies[*at].name.as_ref()).collect::<Vec<_>>().join(", ");
        found.push(Discrepancy {
            case: Case::PlatformDiffers,
            subject: (*kind).to_owned(),
            product: wanted.iter().map(|fact| fact.span).take(1).collect(),
            design: used.iter().map(|fact| fact.span).take(1).collect(),
            notes: None,
            confidence: 0.65,
            values: vec![("first", names(&wanted_ids)), ("second", names(&used_ids))],
        });
    }
}

/// Kinds of which a second one is another part of the system.
const SECOND: &[&str] = &["backend framework", "frontend framework", "mobile framework"];

/// What the design has besides what both have.
fn added(pair: Pair<'_>, kind: &str, wanted: &[&TechnologyFact], used: &[&TechnologyFact], found: &mut Vec<Discrepancy>) {
    let other = used.iter().find(|fact| !wanted.iter().any(|known| known.technology == fact.technology) && !fact.open);
    let Some(other) = other.filter(|_| SECOND.contains(&kind)) else { return };
    let name = |fact: &TechnologyFact| pair.terms.technologies[fact.technology].name.to_string();
    found.push(Discrepancy {
        case: Case::PlatformDiffers,
        subject: name(other),
        product: vec![wanted[0].span],
        design: vec![other.span],
        notes: None,
        confidence: 0.55,
        values: vec![("first", name(wanted[0])), ("second", format!("{} as well", name(other)))],
    });
}

/// What the design runs programs with that the product document, which names what its own are written in, has no word of.
pub(super) fn runtimes(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (said, built) = (by_kind(pair.product.facts, pair.terms), by_kind(pair.design.facts, pair.terms));
    // What is written in these runs on the same.
    let is_script = |fact: &TechnologyFact| ["TypeScript", "JavaScript"].contains(&pair.terms.technologies[fact.technology].name.as_ref());
    let written = said.get("language").and_then(|facts| facts.iter().find(|fact| !fact.open && !is_script(fact)));
    let (Some(written), Some(runs)) = (written, built.get("runtime")) else { return };
    let lower = &pair.said.lower;
    let name = |fact: &TechnologyFact| pair.terms.technologies[fact.technology].name.to_string();
    let Some(other) = runs.iter().find(|fact| !lower.contains(&name(fact).to_ascii_lowercase())) else { return };
    found.push(Discrepancy {
        case: Case::PlatformDiffers,
        subject: name(other),
        product: vec![written.span],
        design: vec![other.span],
        notes: None,
        confidence: 0.5,
        values: vec![("first", name(written)), ("second", format!("{} as well", name(other)))],
    });
}

/// The first technology that has another version on the other side.
fn versions(pair: Pair<'_>, wanted: &[&TechnologyFact], used: &[&TechnologyFact], found: &mut Vec<Discrepancy>) {
    let numbers = |side: Side<'_>, facts: &[&TechnologyFact], technology: usize| {
        let own = facts.iter().filter(|fact| fact.technology == technology);
        own.filter_map(|fact| Some((fact.version?.of(side.text).to_owned(), fact.span.join(fact.version?)))).collect::<Vec<_>>()
    };
    let ids: BTreeSet<usize> = wanted.iter().map(|fact| fact.technology).collect();
    for technology in ids {
        let (said, built) = (numbers(pair.product, wanted, technology), numbers(pair.design, used, technology));
        let (Some((first, from)), Some((second, to))) = (said.first(), built.first()) else { continue };
        if said.iter().any(|(a, _)| built.iter().any(|(b, _)| is_same_version(a, b))) {
            continue;
        }
        // "3.11 or later".
        let later = pair.product.text[from.end as usize..].trim_start().starts_with(['+', 'x']) || {
            let behind = &pair.product.text[from.end as usize..];
            let behind = &behind[..behind.floor_char_boundary(24)];
            behind.contains("later") || behind.contains("newer") || behind.contains("above") || behind.contains("higher")
        };
        if later && is_later(second, first) {
            continue;
        }
        let name = &pair.terms.technologies[technology].name;
        found.push(Discrepancy {
            case: Case::PlatformDiffers,
            subject: name.to_string(),
            product: vec![*from],
            design: vec![*to],
            notes: None,
            confidence: 0.65,
            values: vec![("first", format!("{name} {first}")), ("second", format!("{name} {second}"))],
        });
    }
}

/// True when one is the other, as far as both go.
fn is_same_version(a: &str, b: &str) -> bool {
    a.split('.').zip(b.split('.')).all(|(a, b)| a == b)
}

fn is_later(version: &str, than: &str) -> bool {
    let parts = |text: &str| text.split('.').map(|part| part.parse::<u32>().unwrap_or(0)).collect::<Vec<_>>();
    parts(version) > parts(than)
}

fn by_kind<'a>(facts: &'a Facts, terms: &'a Terms) -> BTreeMap<&'a str, Vec<&'a TechnologyFact>> {
    let mut kinds: BTreeMap<&str, Vec<&TechnologyFact>> = BTreeMap::new();
    for fact in &facts.half.technologies {
        kinds.entry(terms.technologies[fact.technology].kind.as_ref()).or_default().push(fact);
    }
    kinds
}
