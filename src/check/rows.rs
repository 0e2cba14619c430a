//! Rows of people in the schema of a design: whose they are, who may see them, and what the words around say of that.
//! One kind of check a file below.

mod credential;
mod deletion;
mod filter;
mod policy;
mod snapshot;
mod trail;

pub(super) use credential::{ENDLESS, PLAIN, check_endless, check_plain};
pub(super) use deletion::{LOST, REFUSED, check_lost, check_refused};
pub(super) use filter::{FILTER, check_filter};
pub(super) use policy::{POLICY, check_policy};
pub(super) use snapshot::{SNAPSHOT, check_snapshot};
pub(super) use trail::{TRAIL, check_trail};

use super::Subject;
use crate::schema::{Column, Schema, Shape, words};
use crate::source::Span;

/// Names of columns that say whose a row is.
const OWNERS: &[&str] = &[
    "user",
    "owner",
    "user id",
    "owner id",
    "account id",
    "customer id",
    "member id",
    "author id",
    "creator id",
    "profile id",
    "created by",
    "uploaded by",
    "owned by",
    "submitted by",
    "receiver id",
    "recipient id",
    "patient id",
    "student id",
    "client id",
    "person id",
    "employee id",
    "seller id",
    "buyer id",
    "user uuid",
    "owner uuid",
];

/// Words that say that everybody sees a row.
const PUBLIC: &[&str] = &[
    "public",
    "global",
    "shared",
    "everyone",
    "everybody",
    "anyone",
    "all users",
    "all members",
    "general chat",
    "broadcast",
    "system template",
    "system default",
    "system recipe",
    "system preset",
    "system category",
    "default template",
    "built-in",
    "builtin",
    "community",
];

/// Tables of a document, those that only add to one left out.
pub(super) fn tables(subject: Subject<'_>) -> impl Iterator<Item = &Schema> {
    subject.facts.schemas.iter().filter(|s| s.shape == Shape::Table)
}

/// The words of the last part of a column's name, in one string.
fn key(column: &Column) -> String {
    words(column.name.rsplit('.').next().unwrap_or_default()).join(" ")
}

/// True for a column that says whose a row is.
fn is_owner(column: &Column) -> bool {
    let key = key(column);
    OWNERS.contains(&key.as_str()) || key.ends_with(" user id") || key.ends_with(" owner id")
}

/// True for a column that parts the rows of one organisation from those of the next.
fn is_tenant(column: &Column) -> bool {
    let key = key(column);
    ["tenant id", "tenant", "org id", "organization id", "organisation id", "workspace id", "company id"].contains(&key.as_str())
}

/// The name that a column or table is quoted by.
fn ticked(name: &str) -> String {
    format!("`{name}`")
}

/// True when words say that a row without an owner is one that everybody sees ("NULL = public").
fn empty_means_public(said: &str) -> bool {
    // "hidden (`owner IS NOT NULL`)" is the other half.
    let said = said.to_lowercase().replace("not null", "");
    let empty = ["null", "empty", "no owner", "none", "unset"].iter().any(|w| has_word(&said, w));
    empty && PUBLIC.iter().any(|w| has_word(&said, w) && !denied(&said, w))
}

/// True when `word` stands in lower-case `text` as a word.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// True for "not public", "non-shared", "never global".
fn denied(text: &str, word: &str) -> bool {
    let before = text.split(word).next().unwrap_or_default().trim_end_matches([' ', '-', '*', '`']);
    ["not", "non", "never", "no"].iter().any(|w| before.ends_with(w) && has_word(before, w))
}

/// Lines of a document outside of code, with their words in lower case; what is said of another time or of another
/// design is left out.
fn prose(subject: Subject<'_>) -> Vec<(Span, String)> {
    let text = subject.file.text();
    let mut found = Vec::new();
    let (mut at, mut fence) = (0, None);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let code = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| code.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => found.push((Span::new(start, at).trimmed(text), line.to_lowercase())),
            _ => {}
        }
    }
    let elsewhere: Vec<Span> = subject.facts.outline.iter().filter(|e| is_elsewhere(&e.title)).map(|e| e.section).collect();
    found.retain(|(span, _)| !span.is_empty() && !elsewhere.iter().any(|section| section.contains(*span)));
    found
}

fn is_elsewhere(title: &str) -> bool {
    let title = title.to_lowercase();
    [
        "future",
        "out of scope",
        "non-goal",
        "non goal",
        "alternative",
        "considered",
        "roadmap",
        "changelog",
        "change log",
        "references",
        "glossary",
    ]
    .iter()
    .any(|w| title.contains(w))
}

/// True for what a line rules out, leaves open or puts off.
fn is_doubtful(line: &str) -> bool {
    const DOUBTS: &[&str] = &[
        "no",
        "not",
        "without",
        "instead",
        "cannot",
        "can't",
        "don't",
        "doesn't",
        "won't",
        "never",
        "later",
        "future",
        "consider",
        "optional",
        "optionally",
        "could",
        "might",
        "todo",
        "tbd",
        "alternatively",
        "rejected",
        "deferred",
        "v2",
        "phase 2",
        "phase 3",
        "unless",
    ];
    line.contains('?') || DOUBTS.iter().any(|w| has_word(line, w))
}

/// The first `most` as labels with a note each.
fn labels<'a>(subject: Subject<'_>, spans: impl Iterator<Item = (Span, &'a str)>, most: usize) -> Vec<crate::finding::Label> {
    spans.take(most).map(|(span, note)| subject.label(span, note)).collect()
}
