//! Things that stand under a heading of what is out of scope, and head a requirement or a part of the design as well.

use super::super::Reading;
use super::super::surroundings::SectionRole;
use super::{is_aside, words_of};
use crate::document::{BlockKind, plain};
use crate::source::Span;
use std::collections::BTreeMap;

/// A thing that is out of scope in one place and described in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeClash {
    /// What it is called where it is out of scope.
    pub name: String,
    /// Where it is out of scope.
    pub excluded: Span,
    /// The heading that describes it.
    pub described: Span,
}

/// Most content words of a thing; what is longer is a sentence about several.
const LONGEST: usize = 5;
/// Fewest.
const SHORTEST: usize = 2;

/// Words that name nothing.
const EMPTY: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "for",
    "to",
    "in",
    "on",
    "and",
    "or",
    "with",
    "by",
    "from",
    "at",
    "as",
    "any",
    "all",
    "full",
    "new",
    "support",
    "feature",
    "functionality",
    "capability",
    "system",
    "built",
    "custom",
    "other",
    "more",
    "via",
    "our",
    "its",
];

/// Words beside a thing that say that only a part of it, or a later form, is meant.
const LIMITS: &[&str] = &[
    "advanced",
    "phase",
    "v2",
    "v3",
    "later",
    "future",
    "beyond",
    "other",
    "complex",
    "additional",
    "multiple",
    "real",
    "production",
    "automated",
    "external",
    "global",
    "enterprise",
    "initially",
    "mvp",
    "v1",
    "yet",
    "outside",
    "non",
];

pub(super) fn find(reading: &Reading<'_>) -> Vec<ScopeClash> {
    let excluded = excluded(reading);
    if excluded.is_empty() {
        return Vec::new();
    }
    let mut described: BTreeMap<&[String], Span> = BTreeMap::new();
    for (id, section) in reading.document.sections.iter().enumerate().skip(1) {
        let (Some(heading), Some(key)) = (&section.heading, reading.keys[id].first()) else { continue };
        let words = content(key);
        let Some(named) = excluded.iter().find(|named| named.words == words) else { continue };
        let role = reading.section_roles[id];
        let aside = role == Some(SectionRole::Excluded) || is_aside(role) || reading.silent[id] || reading.is_title(id);
        if !aside && !is_denied(&heading.text) && !later(reading, id) && reading.words_under[id] > 0 {
            described.entry(&named.words).or_insert(heading.text_span);
        }
    }
    let mut found: Vec<ScopeClash> = excluded
        .iter()
        .filter_map(|named| {
            let described = *described.get(named.words.as_slice())?;
            Some(ScopeClash { name: named.name.clone(), excluded: named.span, described })
        })
        .collect();
    found.sort_by_key(|clash| (clash.described, clash.excluded));
    found.dedup_by_key(|clash| clash.described);
    found
}

/// A thing under a heading of what is out of scope.
struct Excluded {
    name: String,
    /// Its content words, sorted.
    words: Vec<String>,
    span: Span,
}

fn excluded(reading: &Reading<'_>) -> Vec<Excluded> {
    let document = reading.document;
    let mut found = Vec::new();
    for block in document.blocks.iter().filter(|block| reading.section_roles[block.section] == Some(SectionRole::Excluded)) {
        let spans: Vec<Span> = match block.kind {
            BlockKind::Item { .. } => vec![block.span],
            BlockKind::Table(index) => document.tables[index].rows.iter().filter_map(|row| row.first().copied()).collect(),
            _ => continue,
        };
        for span in spans {
            let text = plain(span.of(reading.text));
            let name = text.split([':', '.', '(', ';', '\u{2014}', '\u{2013}', ',']).next().unwrap_or_default();
            let name = name.split(" - ").next().unwrap_or_default().trim();
            let words = content(name);
            let limited = || words_of(name).iter().any(|word| LIMITS.contains(&word.as_str()));
            if (SHORTEST..=LONGEST).contains(&words.len()) && !limited() && !is_later(&text) {
                found.push(Excluded { name: name.to_owned(), words, span });
            }
        }
    }
    found
}

/// True for an item that goes on to say which part of it is meant, or when it comes.
fn is_later(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "phase 2",
        "phase 3",
        "v2",
        "later phase",
        "future",
        "handled by",
        "covered by",
        "owned by",
        "see ",
        "separate",
        "only",
        "beyond",
        "instead",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// Content words of a name, sorted.
fn content(name: &str) -> Vec<String> {
    let mut words: Vec<String> = words_of(name).into_iter().filter(|word| !EMPTY.contains(&word.as_str()) && word.len() > 1).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// True for a heading that itself says that the thing is not done.
fn is_denied(title: &str) -> bool {
    let lower = title.to_lowercase();
    ["no ", "not ", "non-", "without", "out of scope", "future", "later", "deferred", "removed", "phase", "v2", "optional", "won't"]
        .iter()
        .any(|word| lower.contains(word))
}

/// True under a heading of a later release.
fn later(reading: &Reading<'_>, section: usize) -> bool {
    reading.document.heading_path(section).iter().skip(1).any(|title| {
        let lower = title.to_lowercase();
        ["phase 2", "phase 3", "v2", "roadmap", "future", "later", "backlog", "post-"].iter().any(|word| lower.contains(word))
    })
}
