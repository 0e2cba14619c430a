//! Names that the product document leans on and the design never says.

use super::{Case, Discrepancy, Pair};
use crate::similarity::stems;
use crate::source::Span;
use std::collections::BTreeMap;

/// How often the product document says a name that it leans on.
const OFTEN: usize = 3;
/// Shortest name, in bytes.
const SHORTEST: usize = 4;

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (product, design) = (pair.product, &pair.built.lower);
    let mut names: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for (at, word) in words(product.text) {
        if is_name(word) {
            names.entry(word).or_default().push(Span::new(at, at + word.len()));
        }
    }
    let headed = |span: &&Span| product.facts.outline.iter().any(|entry| entry.span.contains(**span));
    let title = product.facts.title.as_deref().unwrap_or_default();
    let wanted = |span: Span| product.facts.requirements.iter().any(|requirement| requirement.span.contains(span));
    for (name, places) in names {
        let known = design.contains(&name.to_ascii_lowercase()) || title.contains(name);
        // "CreateOrder" says nothing new where orders are spoken of.
        if stems(name).iter().all(|stem| pair.built.has(stem)) {
            continue;
        }
        let Some(first) = places.iter().find(|span| wanted(**span)).filter(|_| places.len() >= OFTEN && !known) else { continue };
        // Outside services and kinds of data are told of by what they are.
        let told = product.facts.third_parties.iter().any(|party| party.mentions.iter().any(|(_, mention)| mention.span.contains(*first)));
        if told {
            continue;
        }
        found.push(Discrepancy {
            case: Case::NameDropped,
            subject: name.to_owned(),
            product: vec![*places.iter().find(headed).unwrap_or(first)],
            design: Vec::new(),
            notes: None,
            confidence: if places.iter().any(|span| headed(&span)) { 0.55 } else { 0.45 },
            values: vec![("name", name.to_owned())],
        });
    }
}

/// True for a word with a capital inside, as names of parts and products have: `AppImage`.
fn is_name(word: &str) -> bool {
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    let small = word.chars().filter(char::is_ascii_lowercase).count();
    let inner = word.char_indices().skip(1).any(|(_, c)| c.is_ascii_uppercase());
    word.len() >= SHORTEST && word.starts_with(|c: char| c.is_ascii_uppercase()) && inner && small >= 2 && capitals >= 2
}

/// Words of letters and digits with where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|c: char| c.is_ascii_alphanumeric())?;
        at = start + text[start..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len() - start);
        Some((start, &text[start..at]))
    })
}
