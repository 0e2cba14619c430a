//! Requirements to the passages of a design that realise them.
//!
//! A passage that names the id of a requirement is one of its places. For the rest the two documents are compared passage by passage
//! (`similarity`); a requirement whose own words the design does not have is not taken for realised by what is merely alike.

use crate::facts::{Facts, IdMention, Passage, Requirement};
use crate::similarity::{self, Candidate, Vocabulary};
use crate::source::Span;
use serde::Serialize;
use std::collections::BTreeMap;

/// What became of a requirement. Order is from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coverage {
    /// No passage of the design speaks of it.
    Uncovered,
    /// Passages are alike, and not by much.
    Ambiguous,
    /// Passages speak of it, and much of what it says is said nowhere in the design.
    Partial,
    /// Passages speak of it.
    Covered,
}

impl Coverage {
    /// The word for it in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uncovered => "uncovered",
            Self::Ambiguous => "ambiguous",
            Self::Partial => "partial",
            Self::Covered => "covered",
        }
    }
}

/// Why a passage is taken for the place of a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It names its id.
    Id,
    /// Their words are alike.
    Words,
}

impl Reason {
    /// The word for it in reports for programs, as it is serialised.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Words => "words",
        }
    }
}

/// A passage that may realise a requirement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Its text in the design.
    pub span: Span,
    /// How far it stands out among all passages, from 0 to 1.
    pub score: f32,
    /// How it was found.
    pub reason: Reason,
}

/// A requirement and its places.
#[derive(Debug, Clone, PartialEq)]
pub struct Traced {
    /// What became of it.
    pub coverage: Coverage,
    /// How alike the best passage is, less what the design does not have of it: the lower, the surer it is not covered.
    pub standing: f32,
    /// Where, the best first; also of an uncovered one, for a reader to see what was nearest.
    pub links: Vec<Link>,
}

/// A document as it is traced.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Its text.
    pub text: &'a str,
    /// What it says; of a design that is traced, its [`Half`](crate::facts::Half) is read.
    pub facts: &'a Facts,
}

/// Places kept of a requirement.
const MOST: usize = 3;

/// Candidates that are looked at for each.
const LOOKED_AT: usize = 8;

/// Score of a place against the best of the same requirement, below which it is none.
const BESIDE_THE_BEST: f32 = 0.75;

/// What the share of words that the design does not have takes from how alike the best passage is. These three were chosen on ten
/// labelled pairs; .3 to .5 and .08 to .18 do about as well.
const MISSING: f32 = 0.4;
/// Likeness, less what is missing, below which a requirement is not covered.
const UNCOVERED: f32 = 0.12;
/// The same, below which it is not certain.
const AMBIGUOUS: f32 = 0.16;

/// Share of the words of a requirement that the design may lack before it covers a part only.
const PART: f32 = 0.3;

/// Each requirement of a product document with its places in a design, in their order.
pub fn trace(product: Side<'_>, design: Side<'_>) -> Vec<Traced> {
    // What says again what is wanted is no place where it is done.
    let passages: Vec<&Passage> = design.facts.half.passages.iter().filter(|passage| !passage.restates).collect();
    let sources: Vec<_> = product.facts.requirements.iter().map(|requirement| read(requirement, product.text)).collect();
    let targets: Vec<_> = passages.iter().map(|passage| read_passage(passage, design)).collect();
    let known = Vocabulary::of(&targets);
    let mut mentions: Mentions<'_> = BTreeMap::new();
    for mention in &design.facts.requirement_mentions {
        mentions.entry(mention.id.to_ascii_lowercase()).or_default().push(mention);
    }
    let candidates = similarity::compare(&sources, &targets, LOOKED_AT);
    let requirements = product.facts.requirements.iter().zip(candidates);
    let one = |(requirement, candidates): (&Requirement, Vec<Candidate>)| {
        let named = mentions.get(&requirement.id.to_ascii_lowercase()).filter(|_| requirement.has_id);
        let links = named.map_or(Vec::new(), |mentions| places(mentions, &passages, design.text));
        traced(requirement, links, &candidates, &passages, &known, product.text)
    };
    requirements.map(one).collect()
}

/// The mentions of each id, by the id in lower case.
type Mentions<'a> = BTreeMap<String, Vec<&'a IdMention>>;

/// What became of a requirement whose id is named in some places, `links`.
fn traced(
    requirement: &Requirement,
    mut links: Vec<Link>,
    candidates: &[Candidate],
    passages: &[&Passage],
    known: &Vocabulary<'_>,
    text: &str,
) -> Traced {
    let is_named = !links.is_empty();
    let best = candidates.first().map_or(0.0, |best| best.score);
    let alike = candidates.iter().filter(|candidate| candidate.score >= BESIDE_THE_BEST * best);
    let alike = alike.map(|candidate| Link { span: passages[candidate.target].span, score: candidate.score, reason: Reason::Words });
    for link in alike.take(MOST) {
        if links.iter().all(|known: &Link| !link.span.contains(known.span)) {
            links.push(link);
        }
    }
    links.truncate(MOST);
    let missing = |text: &str| known.missing(&similarity::stems(text));
    let likeness = candidates.iter().map(|candidate| candidate.likeness).fold(0.0, f32::max);
    let standing = likeness - MISSING * missing(&requirement.title);
    let coverage = match standing {
        _ if is_named => Coverage::Covered,
        standing if standing < UNCOVERED => Coverage::Uncovered,
        standing if standing < AMBIGUOUS => Coverage::Ambiguous,
        _ if missing(requirement.span.of(text)) >= PART => Coverage::Partial,
        _ => Coverage::Covered,
    };
    Traced { coverage, standing, links }
}

/// The first passages in which an id is named.
fn places(mentions: &[&IdMention], passages: &[&Passage], text: &str) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for mention in mentions {
        let at = passages.partition_point(|passage| passage.span.start <= mention.span.start);
        let Some(passage) = at.checked_sub(1).map(|at| passages[at]).filter(|passage| passage.span.contains(mention.span)) else {
            continue;
        };
        // Of a table with a row for each requirement, the row is the place.
        let line = mention.span.lines(text);
        let span = if line.of(text).trim_start().starts_with('|') { line } else { passage.span };
        if links.iter().all(|link| link.span != span) {
            links.push(Link { span, score: 1.0, reason: Reason::Id });
        }
        if links.len() == MOST {
            break;
        }
    }
    links
}

/// The words of a requirement and of what it is accepted by.
fn read(requirement: &Requirement, text: &str) -> similarity::Passage {
    let spans = std::iter::once(requirement.span).chain(requirement.acceptance.iter().copied());
    let words: String = spans.flat_map(|span| [span.of(text), "\n"]).collect();
    similarity::Passage::read(&words)
}

/// The words of a passage and of the two headings around it; the title of the document stands around all.
fn read_passage(passage: &Passage, design: Side<'_>) -> similarity::Passage {
    let outline = &design.facts.outline;
    let own = passage.heading.map(|at| &outline[at]);
    let around = own.and_then(|own| own.parent).map(|at| &outline[at]).filter(|around| around.parent.is_some());
    let heading: String = around.into_iter().chain(own).flat_map(|entry| [entry.title.as_str(), ". "]).collect();
    similarity::Passage::under(&heading, passage.span.of(design.text))
}
