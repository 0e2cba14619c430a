//! What was said in a walkthrough, held against the two documents: what neither has written down, and what one says otherwise.

use super::{Case, Discrepancy, Pair, quantity};
use crate::document::plain;
use crate::facts::{DataRole, Statement, ThirdParty};
use crate::similarity::{Passage, Vocabulary};
use crate::source::Span;
use crate::terms::Terms;
use crate::trace::Side;
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
    let mut found = Vec::new();
    let asserted: Vec<&Statement> = walkthrough.notes.facts.statements.iter().filter(|statement| statement.is_assertion()).collect();
    otherwise(walkthrough, &asserted, &mut found);
    for statement in &asserted {
        if found.iter().any(|known: &Discrepancy| known.notes.is_some_and(|span| statement.span.contains(span))) {
            continue;
        }
        found.extend(party(walkthrough, statement).or_else(|| data(walkthrough, statement)));
    }
    unwritten(walkthrough, &asserted, &mut found);
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.notes.cmp(&b.notes)));
    found
}

/// Numbers and days that one of the documents has otherwise.
fn otherwise(walkthrough: Walkthrough<'_>, asserted: &[&Statement], found: &mut Vec<Discrepancy>) {
    let Walkthrough { notes, product, design, terms } = walkthrough;
    for (side, is_product) in [(product, true), (design, false)] {
        let mut differ = Vec::new();
        quantity::compare(Pair { product: notes, design: side, terms, traced: &[] }, &mut differ);
        for mut one in differ {
            let span = one.product[0];
            let said = asserted.iter().find(|statement| statement.span.contains(span) || span.contains(statement.span));
            let known = found.iter().any(|known| known.notes.is_some_and(|known| known.contains(span)));
            let Some(said) = said.filter(|_| !known) else { continue };
            let places = std::mem::take(&mut one.design);
            let value = |name: &str| one.values.iter().find(|(own, _)| *own == name).map_or(String::new(), |(_, value)| value.clone());
            found.push(Discrepancy {
                case: Case::SaidOtherwise,
                subject: one.subject.clone(),
                product: if is_product { places.clone() } else { Vec::new() },
                design: if is_product { Vec::new() } else { places },
                notes: Some(said.span),
                confidence: one.confidence,
                values: vec![("first", value("first")), ("second", value("second"))],
            });
        }
    }
}

/// An outside service that neither document names, or another one for a job that one of them gives to somebody.
fn party(walkthrough: Walkthrough<'_>, statement: &Statement) -> Option<Discrepancy> {
    let Walkthrough { notes, product, design, .. } = walkthrough;
    let place = |party: &ThirdParty| {
        let mentions = party.mentions.iter().filter(|(role, _)| role.counts());
        mentions.map(|(_, mention)| mention.span).find(|span| statement.span.contains(*span))
    };
    let (party, span) = notes.facts.third_parties.iter().filter(|party| !party.unnamed).find_map(|party| Some((party, place(party)?)))?;
    let is_written = [product, design].iter().any(|side| {
        let text = side.text.to_ascii_lowercase();
        text.contains(&party.name.to_ascii_lowercase()) || text.contains(&span.of(notes.text).to_ascii_lowercase())
    });
    if is_written {
        return None;
    }
    let same_job = |side: Side<'_>| {
        let others = side.facts.third_parties.iter().filter(|other| !party.kind.is_empty() && other.kind == party.kind && !other.unnamed);
        others.filter(|other| other.role.counts()).map(|other| (other.mention.span, other.name.clone())).next()
    };
    let (said, built) = (same_job(product), same_job(design));
    let other = said.as_ref().or(built.as_ref()).map(|(_, name)| name.clone());
    let spans = |place: Option<(Span, String)>| place.into_iter().map(|(span, _)| span).collect::<Vec<_>>();
    Some(Discrepancy {
        case: if other.is_some() { Case::SaidOtherwise } else { Case::SaidUnwritten },
        subject: party.name.clone(),
        product: spans(said),
        design: spans(built),
        notes: Some(statement.span),
        confidence: 0.7,
        values: vec![("name", party.name.clone()), ("first", party.name.clone()), ("second", other.unwrap_or_default())],
    })
}

/// A kind of personal data that neither document names.
fn data(walkthrough: Walkthrough<'_>, statement: &Statement) -> Option<Discrepancy> {
    let Walkthrough { notes, product, design, terms } = walkthrough;
    let here =
        notes.facts.data_elements.iter().filter(|fact| fact.role == DataRole::Processed && statement.span.contains(fact.mention.span));
    let known = |element: usize| [product, design].iter().any(|side| side.facts.data_elements.iter().any(|fact| fact.element == element));
    let fact = here.filter(|fact| !terms.elements[fact.element].is_light()).find(|fact| !known(fact.element))?;
    let name = terms.elements[fact.element].name.to_lowercase();
    Some(Discrepancy {
        case: Case::SaidUnwritten,
        subject: terms.elements[fact.element].id.to_string(),
        product: Vec::new(),
        design: Vec::new(),
        notes: Some(statement.span),
        confidence: 0.65,
        values: vec![("name", name)],
    })
}

/// Statements most of whose words are new to both documents.
fn unwritten(walkthrough: Walkthrough<'_>, asserted: &[&Statement], found: &mut Vec<Discrepancy>) {
    let Walkthrough { notes, product, design, .. } = walkthrough;
    let texts = [product, design].map(|side| Passage::read(side.text));
    let known = Vocabulary::of(&texts);
    for statement in asserted {
        let words = Passage::read(statement.span.of(notes.text));
        let distinct: BTreeSet<&String> = words.words().iter().collect();
        let told = found.iter().any(|known| known.notes == Some(statement.span));
        if told || distinct.len() < FEWEST || known.missing(&words) < NEW {
            continue;
        }
        let text = plain(statement.span.of(notes.text));
        found.push(Discrepancy {
            case: Case::SaidUnwritten,
            subject: distinct.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" "),
            product: Vec::new(),
            design: Vec::new(),
            notes: Some(statement.span),
            confidence: 0.45,
            values: vec![("name", text)],
        });
    }
}
