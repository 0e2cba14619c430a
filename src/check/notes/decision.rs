//! Decisions of a walkthrough that nobody is named for.

use super::super::{Context, Outcome};
use super::together;
use crate::checklist::CheckSpec;
use crate::facts::{Statement, StatementKind};

pub(in super::super) const DECISION: CheckSpec = CheckSpec { name: "notes-decision", parameters: &[], values: &["count", "first"] };

/// One finding that lists them.
pub(in super::super) fn check(cx: &Context<'_>) -> Outcome {
    let decided = || cx.subject.facts.statements.iter().filter(|stated| stated.kind == StatementKind::Decision);
    if decided().next().is_none() {
        return Outcome::NotApplicable("no decision is noted down".to_owned());
    }
    let open = decided().filter(|stated| stated.owner.is_none() && !stated.done);
    let open: Vec<(&Statement, String)> = open.map(|stated| (stated, String::new())).collect();
    let satisfied = || Outcome::Satisfied("somebody is named for each decision".to_owned(), None);
    together(cx, "decisions", "decision", &open).unwrap_or_else(satisfied)
}
