//! Actions of a walkthrough without an owner or a day.

use super::super::{Context, Outcome};
use super::together;
use crate::checklist::CheckSpec;
use crate::facts::{Statement, StatementKind};

pub(in super::super) const ACTION: CheckSpec = CheckSpec { name: "notes-action", parameters: &[], values: &["count", "first"] };

/// One finding that lists them. What somebody says in passing that he will do is no item, and is not asked for a day.
pub(in super::super) fn check(cx: &Context<'_>) -> Outcome {
    let listed = |stated: &&Statement| stated.kind == StatementKind::Action && stated.listed && !stated.done;
    let actions = || cx.subject.facts.statements.iter().filter(listed);
    if actions().next().is_none() {
        return Outcome::NotApplicable("no open action is noted down".to_owned());
    }
    let lacks = |stated: &Statement| match (stated.owner, stated.due) {
        (None, None) => Some("no owner, no day"),
        (None, Some(_)) => Some("no owner"),
        (Some(_), None) => Some("no day"),
        (Some(_), Some(_)) => None,
    };
    let open: Vec<(&Statement, String)> = actions().filter_map(|stated| Some((stated, lacks(stated)?.to_owned()))).collect();
    let satisfied = || Outcome::Satisfied("each action has an owner and a day".to_owned(), None);
    together(cx, "actions", "action", &open).unwrap_or_else(satisfied)
}
