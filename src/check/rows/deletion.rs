//! What becomes of a person's rows when the account goes.

use super::{empty_means_public, has_word, is_doubtful, is_owner, labels, prose, tables, ticked};
use crate::check::{Context, Outcome, join};
use crate::checklist::CheckSpec;
use crate::finding::Observation;
use crate::schema::{Action, Column, Notation, Schema};
use crate::source::Span;

/// `ON DELETE SET NULL` on an owner where an empty owner means public.
pub(in crate::check) const LOST: CheckSpec = CheckSpec { name: "rows-owner-lost", parameters: &[], values: &["tables"] };
/// Deletion of accounts is promised and refused by a foreign key.
pub(in crate::check) const REFUSED: CheckSpec = CheckSpec { name: "rows-deletion-refused", parameters: &[], values: &["columns", "how"] };

/// Most further places that are shown.
const RELATED: usize = 4;

pub(in crate::check) fn check_lost(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    let emptied: Vec<(&Schema, &Column, Span)> = tables(subject)
        .flat_map(|table| table.columns.iter().map(move |column| (table, column)))
        .filter(|(_, column)| is_owner(column))
        .filter_map(|(table, column)| {
            let on_delete = column.on_delete.filter(|o| o.action == Action::SetNull)?;
            Some((table, column, on_delete.span))
        })
        .collect();
    if emptied.is_empty() {
        return Outcome::NotApplicable("no owner is emptied when an account is deleted".to_owned());
    }
    let lines = prose(subject);
    let found: Vec<(&Schema, Span, Span)> =
        emptied.iter().filter_map(|(table, column, span)| Some((*table, *span, meaning(cx, table, column, &lines)?))).collect();
    let Some((table, primary, meaning)) = found.first() else {
        return Outcome::Satisfied("an empty owner is not said to mean public".to_owned(), None);
    };
    let mut names: Vec<String> = found.iter().map(|(table, ..)| ticked(&table.name)).collect();
    names.dedup();
    let others = found[1..].iter().map(|(_, span, _)| (*span, "the same"));
    let observation = Observation::new(subject.label(*primary, "empties the owner"), table.name.to_lowercase())
        .value("tables", join(&names, "and"))
        .related([subject.label(*meaning, "an empty owner means public")])
        .related(labels(subject, others, RELATED));
    Outcome::finding(observation)
}

/// Where it is said that a row without an owner is public: beside the column, above the table, or in a line that names both.
fn meaning(cx: &Context<'_>, table: &Schema, column: &Column, lines: &[(Span, String)]) -> Option<Span> {
    let comments = column.comment.iter().chain(&table.comments);
    if let Some(span) = comments.copied().find(|span| empty_means_public(cx.subject.text(*span))) {
        return Some(span);
    }
    let (column, table) = (column.name.to_lowercase(), table.name.to_lowercase());
    // Many tables have a `user_id`: the line says which it means, or the one right above the table does.
    let one = table.trim_end_matches('s').to_owned();
    let names = |line: &str| has_word(line, &column) && (has_word(line, &table) || has_word(line, &one));
    lines.iter().find(|(_, line)| names(line) && empty_means_public(line)).map(|(span, _)| *span)
}

pub(in crate::check) fn check_refused(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    let points_to_people = |column: &&Column| {
        let people = ["users", "user", "accounts", "account", "profiles", "members", "customers"];
        column.references.as_ref().is_some_and(|r| people.contains(&r.table.to_lowercase().as_str()))
    };
    let keys: Vec<(&Schema, &Column)> = tables(subject)
        .filter(|s| s.notation == Notation::Sql)
        .flat_map(|table| table.columns.iter().filter(points_to_people).map(move |column| (table, column)))
        .collect();
    let refusing: Vec<(&Schema, &Column, Span)> = keys
        .iter()
        .filter_map(|(table, column)| column.on_delete.filter(|o| o.action == Action::Restrict).map(|o| (*table, *column, o.span)))
        .collect();
    let Some((_, _, primary)) = refusing.first() else {
        return Outcome::NotApplicable("no foreign key refuses that a person is deleted".to_owned());
    };
    let sources = std::iter::once(subject).chain(cx.counterpart);
    let mut promise = None;
    for source in sources {
        let lines = prose(source);
        if lines.iter().any(|(_, line)| keeps_row(line)) || tables(source).any(|t| t.column("deleted_at").is_some()) {
            return Outcome::Satisfied("the row stays: it is emptied or marked as deleted".to_owned(), None);
        }
        promise = promise.or_else(|| lines.iter().find(|(_, line)| promises(line)).map(|(span, _)| source.label(*span, "promised")));
    }
    let Some(promise) = promise else {
        return Outcome::NotApplicable("deletion of accounts is not promised".to_owned());
    };
    let names: Vec<String> = refusing.iter().map(|(table, column, _)| ticked(&format!("{}.{}", table.name, column.name))).collect();
    let others = refusing[1..].iter().map(|(.., span)| (*span, "the same"));
    let observation = Observation::new(subject.label(*primary, "refuses it"), "deletion")
        .value("columns", join(&names, "and"))
        .value("how", if names.len() == 1 { "refuses" } else { "refuse" })
        .related([promise])
        .related(labels(subject, others, RELATED));
    Outcome::finding(observation)
}

/// "Users can delete their account", "right to erasure".
fn promises(line: &str) -> bool {
    let deletes = ["delete", "deletes", "deleted", "deleting", "deletion", "erase", "erased", "erasure"].iter().any(|w| has_word(line, w));
    let what = ["account", "accounts", "their data", "personal data", "user data", "my data"].iter().any(|w| has_word(line, w));
    (deletes && what || line.contains("right to be forgotten") || line.contains("right to erasure")) && !is_doubtful(line)
}

/// Ways to delete a person and keep the row.
fn keeps_row(line: &str) -> bool {
    ["anonymi", "pseudonymi", "soft delet", "soft-delet", "tombstone", "scrub", "deactivat"].iter().any(|w| line.contains(w))
}
