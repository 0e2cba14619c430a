//! The document says who owns it and which version it is.

use super::{Context, Outcome, join};
use crate::checklist::CheckSpec;
use crate::finding::Observation;

pub(super) const SPEC: CheckSpec = CheckSpec { name: "document-control", parameters: &[], values: &["missing"] };

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let control = &cx.subject.facts.control;
    let mut missing = Vec::new();
    if control.owner.is_none() {
        missing.push("owner");
    }
    if !control.is_dated() {
        missing.push("status, version or date");
    }
    if missing.is_empty() {
        let owner = control.owner.as_deref().unwrap_or_default();
        return Outcome::Satisfied(format!("owner {owner}"), None);
    }
    Outcome::finding(Observation::new(cx.subject.title_label(), missing.join("+")).value("missing", join(&missing, "and no")))
}
