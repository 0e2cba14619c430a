//! A copy that is kept for others to see holds no more than it needs, and ends.

use super::{empty_means_public, has_word, tables, ticked};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::finding::Observation;
use crate::schema::{Column, Schema, words};
use crate::source::Span;

pub(in crate::check) const SNAPSHOT: CheckSpec = CheckSpec { name: "rows-shared-copy", parameters: &[], values: &["table", "what"] };

pub(in crate::check) fn check_snapshot(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    let mut ended = None;
    for table in tables(subject).filter(|t| is_shared(cx, t)) {
        let Some((column, kept)) = table.columns.iter().find_map(|c| copy(cx, c).map(|kept| (c, kept))) else { continue };
        if let Some(ends) = table.columns.iter().find(|c| is_end(c)) {
            ended = ended.or(Some(ends));
            continue;
        }
        let (place, note) = match kept {
            Kept::Whole(span) => (span, "all fields"),
            Kept::Named => (column.name_span, "kept as it is"),
        };
        let private = private_field(cx, subject.text(place));
        let what = if private.is_some() { "a private field" } else { "a full copy" };
        let observation = Observation::new(subject.label(place, note), table.name.to_lowercase())
            .value("table", ticked(&table.name))
            .value("what", what)
            .related(private.map(|span| subject.label(span, "one field can be private")));
        return Outcome::finding(observation);
    }
    match ended {
        Some(ends) => Outcome::Satisfied(format!("{} ends it", ticked(&ends.name)), Some(subject.label(ends.name_span, ""))),
        None => Outcome::NotApplicable("no copy is kept for others".to_owned()),
    }
}

/// True for a table that holds what others open by a link.
fn is_shared(cx: &Context<'_>, table: &Schema) -> bool {
    let named = words(&table.name).iter().any(|w| ["share", "shares", "shared", "public", "published"].contains(&w.as_str()));
    let sharing = |span: &Span| {
        let said = cx.subject.text(*span).to_lowercase();
        ["public sharing", "public link", "share link", "shareable", "shared link", "share url", "public url"]
            .iter()
            .any(|w| said.contains(w))
    };
    let by_link = |c: &Column| {
        let key = words(&c.name).join(" ");
        ["share token", "share id", "share slug", "public token", "share code", "public slug", "share link"].contains(&key.as_str())
    };
    // A link to a row elsewhere is no copy of it.
    (named || table.comments.iter().any(sharing)) && table.columns.len() > 2 || table.columns.iter().any(by_link)
}

/// How a column shows that it keeps a copy.
#[derive(Clone, Copy)]
enum Kept {
    /// A comment says "full".
    Whole(Span),
    /// Its name says so.
    Named,
}

/// How a column shows that it keeps a copy, if it does.
fn copy(cx: &Context<'_>, column: &Column) -> Option<Kept> {
    let kind = column.kind.to_lowercase();
    let document = kind.starts_with("json") || kind.starts_with("text") || kind.starts_with("object") || kind.starts_with("mixed");
    let said = column.comment.map(|span| cx.subject.text(span).to_lowercase()).unwrap_or_default();
    let whole = ["full", "entire", "complete", "whole", "all fields", "copy of", "snapshot of"].iter().any(|w| has_word(&said, w));
    let named = words(&column.name).iter().any(|w| ["snapshot", "copy", "dump"].contains(&w.as_str()));
    (document && (whole || named)).then(|| column.comment.filter(|_| whole).map_or(Kept::Named, Kept::Whole))
}

/// True for a column by which a row ends.
fn is_end(column: &Column) -> bool {
    let ends = ["expires", "expiry", "expire", "expiration", "expired", "ttl", "revoked", "until", "valid", "deleted"];
    words(&column.name).iter().any(|w| ends.contains(&w.as_str()))
}

/// A field of the type that a comment names ("full `StackOutput` JSON") that can be private.
fn private_field(cx: &Context<'_>, said: &str) -> Option<Span> {
    let is_named = |s: &&Schema| s.name.len() > 3 && said.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == s.name);
    let named = cx.subject.facts.schemas.iter().find(is_named)?;
    let private = |c: &&Column| {
        let values = c.values.iter().any(|v| ["private", "personal"].iter().any(|w| v.to_lowercase().contains(w)));
        let said = c.comment.map(|span| cx.subject.text(span).to_lowercase()).unwrap_or_default();
        values || has_word(&said, "private") || empty_means_public(&said)
    };
    let field = named.columns.iter().find(private)?;
    // `source: 'PUBLIC' | 'PERSONAL'` inside `bestCoupon: { ... }` speaks of the object around it.
    let around = field.name.rsplit_once('.').and_then(|(outer, _)| named.column(outer));
    Some(around.map_or(field.span, |outer| outer.span))
}
