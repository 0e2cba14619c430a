//! Two documents that are reviewed as a pair are about one product.

use super::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::finding::Observation;

pub(super) const SPEC: CheckSpec = CheckSpec { name: "mismatch", parameters: &[], values: &["other", "reason"] };

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    match (cx.mismatch, cx.counterpart) {
        (Some(mismatch), _) if mismatch.is_asked => {
            let other = mismatch.other;
            let observation = Observation::new(cx.subject.title_label(), "mismatch")
                .value("other", other.file.path())
                .value("reason", mismatch.reason)
                .related([other.label(other.facts.title_span, "named together with it")]);
            Outcome::finding(observation)
        }
        (Some(mismatch), _) => Outcome::NotApplicable(format!("asked of {}", mismatch.other.file.path())),
        (None, Some(other)) => Outcome::Satisfied(format!("{} is about the same", other.file.path()), None),
        (None, None) => Outcome::NotApplicable("it is reviewed alone".to_owned()),
    }
}
