//! A statement that there is none of something, beside what shows that there is.

use super::super::{Context, Outcome, Subject, listed};
use super::shortened;
use crate::checklist::CheckSpec;
use crate::document::plain;
use crate::facts::{DataElementFact, DataRole, Denial, Denied, PartyRole, Shown};
use crate::finding::Observation;
use crate::rule::{Confidence, Team};
use crate::schema::Shape;
use crate::source::Span;
use crate::terms::Receives;
use std::collections::BTreeSet;

pub(in super::super) const NONE: CheckSpec =
    CheckSpec { name: "none-contradicted", parameters: &["looks-for"], values: &["said", "list", "where"] };

/// Most things named in a message.
const LISTED: usize = 5;
/// Most places named as related.
const RELATED: usize = 3;

/// One finding for each kind of thing that is denied and shown.
pub(in super::super) fn check_none(cx: &Context<'_>) -> Outcome {
    let asked: &[Denied] = if cx.rule.parameters.looks_for == "closed-list" {
        &[Denied::OtherData]
    } else {
        &[Denied::PersonalData, Denied::ThirdParties, Denied::Storage]
    };
    let denials = &cx.subject.facts.coherence.denials;
    let denied: Vec<&Denial> = asked.iter().filter_map(|what| denials.iter().find(|denial| denial.what == *what)).collect();
    if denied.is_empty() {
        return Outcome::NotApplicable("it denies nothing".to_owned());
    }
    let found: Vec<Observation> = denied.iter().filter_map(|denial| contradicted(cx, denial)).collect();
    if found.is_empty() { Outcome::Satisfied("what it denies is not shown elsewhere".to_owned(), None) } else { Outcome::Findings(found) }
}

fn contradicted(cx: &Context<'_>, denial: &Denial) -> Option<Observation> {
    let mut shown: Vec<(Subject<'_>, Shown)> = Vec::new();
    for subject in std::iter::once(cx.subject).chain(cx.counterpart) {
        for thing in evidence(cx, subject, denial) {
            let key = |name: &str| name.to_lowercase().replace('_', " ");
            if !shown.iter().any(|(_, known)| key(&known.name) == key(&thing.name)) {
                shown.push((subject, thing));
            }
        }
    }
    if shown.len() < least(denial.what) {
        return None;
    }
    // A whole sentence says best what it is about; of a row, the words themselves do.
    let row = cx.subject.text(denial.sentence).contains('|');
    let said = if row { denial.span } else { denial.sentence };
    let place = if shown[0].0.id == cx.subject.id { String::new() } else { format!(" in {}", shown[0].0.role()) };
    let related = shown.iter().take(RELATED).map(|(subject, thing)| subject.label(thing.span, thing.name.clone()));
    let observation = Observation::new(cx.subject.label(denial.span, ""), name(denial.what))
        .value("said", shortened(cx.subject.text(said)))
        .value("list", listed(shown.iter().map(|(_, thing)| thing.name.as_str()), LISTED, "and"))
        .value("where", place)
        .related(related);
    Some(Observation { teams: Some(vec![Team::from(team(denial.what))]), ..observation })
}

fn name(what: Denied) -> &'static str {
    match what {
        Denied::PersonalData => "personal-data",
        Denied::OtherData => "other-data",
        Denied::ThirdParties => "third-parties",
        Denied::Storage => "storage",
    }
}

fn team(what: Denied) -> &'static str {
    match what {
        Denied::PersonalData | Denied::OtherData => "privacy",
        Denied::ThirdParties => "vendor-security",
        Denied::Storage => "security",
    }
}

/// How many things it takes: a single kind of data may be a slip of the reader.
fn least(what: Denied) -> usize {
    if what == Denied::PersonalData { 2 } else { 1 }
}

/// What shows the contrary.
fn evidence(cx: &Context<'_>, subject: Subject<'_>, denial: &Denial) -> Vec<Shown> {
    let facts = subject.facts;
    let own = subject.id == cx.subject.id;
    let mut shown: Vec<Shown> = match denial.what {
        Denied::PersonalData | Denied::OtherData => elements(cx, subject, denial),
        Denied::ThirdParties => {
            let used = facts
                .third_parties
                .iter()
                .filter(|party| party.role == PartyRole::Used && !party.unnamed && party.receives != Receives::No);
            used.filter(|party| party.mention.confidence == Confidence::High && !(own && denial.sentence.contains(party.mention.span)))
                .map(|party| Shown { name: party.name.clone(), span: party.mention.span })
                .collect()
        }
        Denied::Storage => {
            let tables = facts.schemas.iter().filter(|schema| schema.shape == Shape::Table && !schema.name.is_empty());
            let tables = tables.map(|schema| Shown { name: format!("the table `{}`", schema.name), span: schema.name_span });
            let stores = facts.coherence.drawn.stores.iter().map(|store| Shown { name: store.name.clone(), span: store.span });
            tables.chain(stores).collect()
        }
    };
    shown.sort_by(|a, b| (a.span, &a.name).cmp(&(b.span, &b.name)));
    shown
}

/// Words beside a mention that say that data is kept, and how near they stand, in bytes.
const KEEPING: &[&str] = &["save", "store", "keep", "kept", "persist", "retain", "collect"];
const NEAR: usize = 80;

/// Kinds of personal data that are handled, or kept when only keeping is denied, and that nothing excludes; each once, in its own words.
fn elements(cx: &Context<'_>, subject: Subject<'_>, denial: &Denial) -> Vec<Shown> {
    let own = subject.id == cx.subject.id;
    let excluded = |element: usize| {
        let subjects = std::iter::once(cx.subject).chain(cx.counterpart);
        subjects.flat_map(|subject| &subject.facts.data_elements).any(|fact| fact.element == element && fact.role == DataRole::Excluded)
    };
    let kept = |fact: &DataElementFact| {
        let rule = fact.mention.decided_by;
        rule.contains("column") || rule.contains("table") || is_beside_keeping(subject, fact.mention.span)
    };
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let sure = |fact: &&DataElementFact| fact.role == DataRole::Processed && fact.mention.confidence == Confidence::High;
    let facts = subject.facts.data_elements.iter().filter(sure);
    facts
        .filter(|fact| !denial.kept_only || kept(fact))
        .filter(|fact| !(own && denial.sentence.contains(fact.mention.span) || denial.listed.contains(&fact.element)))
        .filter(|fact| !cx.checklist.terms.elements[fact.element].is_light() && !excluded(fact.element))
        .filter(|fact| seen.insert(fact.element))
        .map(|fact| Shown { name: plain(subject.text(fact.mention.span)), span: fact.mention.span })
        .collect()
}

/// True when a word of keeping stands in the same line, before or behind.
fn is_beside_keeping(subject: Subject<'_>, span: Span) -> bool {
    let text = subject.file.text();
    let line = span.lines(text);
    let from = text.ceil_char_boundary((span.start as usize).saturating_sub(NEAR).max(line.start as usize));
    let to = text.floor_char_boundary((span.end as usize + NEAR).min(line.end as usize));
    let near = text.get(from..to).unwrap_or_default().to_lowercase();
    KEEPING.iter().any(|word| near.contains(word))
}
