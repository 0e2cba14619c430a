//! The record of what somebody did outlives the account.

use super::{labels, tables, ticked};
use crate::check::{Context, Outcome, join};
use crate::checklist::CheckSpec;
use crate::finding::Observation;
use crate::schema::{Action, Column, Schema, words};
use crate::source::Span;

pub(in crate::check) const TRAIL: CheckSpec = CheckSpec { name: "rows-trail-lost", parameters: &[], values: &["tables"] };

pub(in crate::check) fn check_trail(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    let is_trail = |t: &&Schema| words(&t.name).iter().any(|w| w == "audit" || w == "audits");
    let trails: Vec<&Schema> = tables(subject).filter(is_trail).collect();
    if trails.is_empty() {
        return Outcome::NotApplicable("no audit table is declared".to_owned());
    }
    let people = |c: &&Column| {
        let tables = ["users", "user", "accounts", "account", "profiles", "members", "admins", "employees", "staff", "customers"];
        c.references.as_ref().is_some_and(|r| tables.contains(&r.table.to_lowercase().as_str()))
    };
    let goes = |c: &Column| c.on_delete.filter(|o| o.action == Action::Cascade).map(|o| o.span);
    let lost: Vec<(&Schema, Span)> =
        trails.iter().flat_map(|t| t.columns.iter().filter(people).filter_map(move |c| Some((*t, goes(c)?)))).collect();
    let Some((table, primary)) = lost.first() else {
        return Outcome::Satisfied("the trail does not go with the person".to_owned(), None);
    };
    let mut names: Vec<String> = lost.iter().map(|(t, _)| ticked(&t.name)).collect();
    names.dedup();
    let others = lost[1..].iter().map(|(_, span)| (*span, "the same"));
    let observation = Observation::new(subject.label(*primary, "deletes the record with the person"), table.name.to_lowercase())
        .value("tables", join(&names, "and"))
        .related(labels(subject, others, 3));
    Outcome::finding(observation)
}
