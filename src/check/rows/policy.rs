//! Row-level security that is promised stands in the schema.

use super::{has_word, is_doubtful, is_owner, is_tenant, labels, prose, tables, ticked};
use crate::check::{Context, Outcome, join};
use crate::checklist::CheckSpec;
use crate::finding::Observation;
use crate::schema::{Notation, Schema};
use crate::source::Span;

pub(in crate::check) const POLICY: CheckSpec = CheckSpec { name: "rows-policy", parameters: &[], values: &["tables"] };

/// Most tables that a message names.
const NAMED: usize = 3;

pub(in crate::check) fn check_policy(cx: &Context<'_>) -> Outcome {
    let subject = cx.subject;
    let declared: Vec<&Schema> = tables(subject).filter(|t| t.notation == Notation::Sql && !t.columns.is_empty() && !t.addition).collect();
    if declared.is_empty() {
        return Outcome::NotApplicable("no table is declared in SQL".to_owned());
    }
    let lines = prose(subject);
    let Some(promised) = promise(&lines) else {
        return Outcome::NotApplicable("row-level security is not promised".to_owned());
    };
    if let Some(table) = tables(subject).find(|t| !t.policies.is_empty()) {
        return Outcome::Satisfied(format!("policies on {}", ticked(&table.name)), Some(subject.label(table.policies[0], "")));
    }
    // A policy in words or in code of another kind is one.
    let text = subject.file.text().to_lowercase();
    if ["create policy", "enable row level security", "current_setting(", "auth.uid()", "pgpolicy("].iter().any(|w| text.contains(w)) {
        return Outcome::Satisfied("the policy is written out".to_owned(), None);
    }
    let owned: Vec<&Schema> = declared.into_iter().filter(|t| t.columns.iter().any(|c| is_owner(c) || is_tenant(c))).collect();
    if owned.is_empty() {
        return Outcome::NotApplicable("no table has an owner".to_owned());
    }
    let mut names: Vec<String> = owned.iter().map(|t| ticked(&t.name)).collect();
    names.dedup();
    if names.len() > NAMED + 1 {
        let more = names.len() - NAMED;
        names.truncate(NAMED);
        names.push(format!("{more} more"));
    }
    let places = owned.iter().map(|t| (t.name_span, "has an owner and no policy"));
    let observation = Observation::new(subject.label(promised, "promised"), "row-level security")
        .value("tables", join(&names, "and"))
        .related(labels(subject, places, NAMED));
    Outcome::finding(observation)
}

/// The line that promises row-level security.
pub(super) fn promise(lines: &[(Span, String)]) -> Option<Span> {
    let names = |line: &str| line.contains("row-level security") || line.contains("row level security") || has_word(line, "rls");
    lines.iter().find(|(_, line)| names(line) && !line.starts_with('#') && !is_doubtful(line)).map(|(span, _)| *span)
}
