//! Row-level security that is promised stands in the schema.

use super::{has_word, is_doubtful, is_owner, is_tenant, labels, prose, tables, ticked};
use crate::check::{Context, Outcome, Subject, join};
use crate::checklist::CheckSpec;
use crate::finding::Observation;
use crate::schema::{Notation, Schema};
use crate::source::Span;

pub(in crate::check) const POLICY: CheckSpec = CheckSpec { name: "rows-policy", parameters: &[], values: &["tables"] };

/// Bytes of a section that says more than that there are policies.
const ENOUGH: u32 = 240;

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
    if is_described(subject, &lines) {
        return Outcome::Satisfied("policies are described".to_owned(), Some(subject.label(promised, "")));
    }
    if let Outcome::Findings(_) = super::check_filter(cx) {
        return Outcome::NotApplicable("asked with the query that no policy covers".to_owned());
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

/// The words that promise row-level security.
pub(super) fn promise(lines: &[(Span, String)]) -> Option<Span> {
    let promises = |line: &str| named(line).is_some() && !line.starts_with('#') && !is_doubtful(line);
    let (span, line) = lines.iter().find(|(_, line)| promises(line))?;
    // Lower case may be longer or shorter than what is written: then the whole line is shown.
    let (at, length) = named(line).filter(|_| line.is_ascii()).unwrap_or((0, (span.end - span.start) as usize));
    let start = span.start + (at - (line.len() - line.trim_start().len()).min(at)) as u32;
    Some(Span { start, end: (start + length as u32).min(span.end) })
}

/// Where a line in lower case names row-level security, and how long the name is.
fn named(line: &str) -> Option<(usize, usize)> {
    let long = ["row-level security", "row level security"].iter().find_map(|name| line.find(name).map(|at| (at, name.len())));
    long.or_else(|| has_word(line, "rls").then(|| line.find("rls").map(|at| (at, 3))).flatten())
}

/// True when what a policy allows is said in words: in a section of its own, or in a file that is named.
fn is_described(subject: Subject<'_>, lines: &[(Span, String)]) -> bool {
    let section =
        subject.facts.outline.iter().any(|e| named(&e.title.to_lowercase()).is_some() && e.section.end - e.section.start > ENOUGH);
    section || lines.iter().any(|(_, line)| named(line).is_some() && (line.contains(".sql") || line.contains("](")))
}
