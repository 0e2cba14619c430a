//! A query over rows of which some are private asks whose they are.

use super::policy::promise;
use super::{empty_means_public, has_word, is_owner, is_tenant, key, labels, prose, tables, ticked};
use crate::check::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::finding::Observation;
use crate::schema::{Column, Query, Schema, Verb};
use crate::source::Span;

pub(in crate::check) const FILTER: CheckSpec = CheckSpec { name: "rows-owner-filter", parameters: &[], values: &["table", "owner"] };

/// Columns that say who may see a row.
const VISIBILITY: &[&str] =
    &["visibility", "is public", "is private", "public", "private", "sharing", "privacy", "access level", "is shared", "shared", "scope"];

/// Words above a query that no person waits for, or that looks across people on purpose.
const JOBS: &[&str] =
    &["cron", "job", "admin", "background", "worker", "batch", "analytics", "migration", "cleanup", "sweep", "purge", "report", "backfill"];

pub(in crate::check) fn check_filter(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    let queries = &subject.facts.queries;
    if queries.is_empty() {
        return Outcome::NotApplicable("no query is shown".to_owned());
    }
    let lines = prose(subject);
    let (mut looked, mut found) = (false, Vec::new());
    for table in tables(subject).filter(|t| t.policies.is_empty()) {
        let Some(owner) = table.columns.iter().find(|c| is_owner(c)) else { continue };
        let Some((why, note)) = private(cx, table, owner, &lines) else { continue };
        for query in queries.iter().filter(|q| q.tables.first().is_some_and(|name| name.eq_ignore_ascii_case(&table.name))) {
            looked = true;
            if let Some(filter) = query.filter.filter(|_| asks_nobody(cx, query, table)) {
                found.push((table, owner, filter, why, note));
            }
        }
    }
    let Some((table, owner, filter, why, note)) = found.first().copied() else {
        return if looked {
            Outcome::Satisfied("each query over private rows asks whose they are".to_owned(), None)
        } else {
            Outcome::NotApplicable("no query over rows that are private".to_owned())
        };
    };
    // The last line of the condition: where the missing one would stand.
    let text = subject.file.text();
    let start = filter.of(text).rfind('\n').map_or(filter.start as usize, |at| filter.start as usize + at + 1);
    let primary = Span::new(start, filter.end as usize).trimmed(text);
    let others = found[1..].iter().filter(|(.., other, _, _)| *other != filter).map(|(_, _, filter, ..)| (*filter, "the same"));
    let observation =
        Observation::new(subject.label(primary, format!("no condition on {}", ticked(&owner.name))), table.name.to_lowercase())
            .value("table", ticked(&table.name))
            .value("owner", ticked(&owner.name))
            .related([subject.label(why, note)])
            .related(
                promise(&lines).filter(|span| *span != why).map(|span| subject.label(span, "promised, and no policy is in the schema")),
            )
            .related(labels(subject, others, 3));
    Outcome::finding(observation)
}

/// Where it is said that some rows of a table are for their owner alone, and how.
fn private(cx: &Context<'_>, table: &Schema, owner: &Column, lines: &[(Span, String)]) -> Option<(Span, &'static str)> {
    let comments = owner.comment.iter().chain(&table.comments);
    if let Some(span) = comments.copied().find(|span| empty_means_public(cx.subject.text(*span))) {
        return Some((span, "the others are private"));
    }
    let limits = |c: &&Column| {
        let private = c.values.iter().any(|v| ["private", "personal"].iter().any(|w| v.to_lowercase().contains(w)));
        private || VISIBILITY.contains(&key(c).as_str()) && c.values.is_empty()
    };
    if let Some(column) = table.columns.iter().find(limits) {
        return Some((column.name_span, "says who may see a row"));
    }
    promise(lines).map(|span| (span, "promised, and no policy is in the schema"))
}

/// True for a `SELECT` whose condition names no owner, no organisation, nobody's visibility and no single row.
fn asks_nobody(cx: &Context<'_>, query: &Query, table: &Schema) -> bool {
    let text = cx.subject.text(query.span).to_lowercase();
    let said = query.comments.iter().map(|span| cx.subject.text(*span).to_lowercase());
    let heading = cx.subject.facts.heading_path(query.span).last().map(|title| title.to_lowercase());
    let job = said.chain(heading).any(|said| JOBS.iter().any(|w| has_word(&said, w)));
    if query.verb != Verb::Select || job || text.starts_with("select count") || query.conditions.is_empty() {
        return false;
    }
    let named: Vec<&str> = query.conditions.iter().map(|span| cx.subject.text(*span)).collect();
    let asks = |c: &Column| {
        let limits = is_owner(c) || is_tenant(c) || VISIBILITY.contains(&key(c).as_str()) || !c.values.is_empty() && is_private_value(c);
        limits && named.iter().any(|n| n.eq_ignore_ascii_case(&c.name))
    };
    // A single row by its key: the part that calls may have asked already.
    let single = named.iter().any(|n| table.column(n).is_some_and(|c| c.primary || c.unique));
    let by_name = |n: &&str| OWNERISH.iter().any(|w| n.to_lowercase().contains(w));
    !single && !table.columns.iter().any(asks) && !named.iter().any(by_name)
}

fn is_private_value(column: &Column) -> bool {
    column.values.iter().any(|v| v.to_lowercase().contains("private"))
}

/// Parts of names that speak of a person or an organisation, in joined tables too.
const OWNERISH: &[&str] = &["user", "owner", "tenant", "account", "member", "author", "created_by", "org_id"];
