//! Questions of a walkthrough that nobody answered, and that nobody is to find out.

use super::super::{Context, Outcome};
use super::together;
use crate::checklist::CheckSpec;
use crate::facts::{Statement, StatementKind};

pub(in super::super) const QUESTION: CheckSpec = CheckSpec { name: "notes-question", parameters: &[], values: &["count", "first"] };

/// One finding that lists them.
pub(in super::super) fn check(cx: &Context<'_>) -> Outcome {
    let asked = || cx.subject.facts.statements.iter().filter(|stated| stated.kind == StatementKind::Question);
    if asked().next().is_none() {
        return Outcome::NotApplicable("no question is noted down".to_owned());
    }
    let open: Vec<(&Statement, String)> = asked().filter(|stated| stated.is_unanswered()).map(|stated| (stated, String::new())).collect();
    let satisfied = || Outcome::Satisfied("each question is answered, or somebody finds out".to_owned(), None);
    together(cx, "questions", "question", &open).unwrap_or_else(satisfied)
}
