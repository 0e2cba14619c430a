//! What is out of scope in one place and described in another.

use super::super::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::finding::Observation;

pub(in super::super) const SCOPE: CheckSpec = CheckSpec { name: "scope-contradicted", parameters: &[], values: &["name"] };

/// One finding for each thing.
pub(in super::super) fn check_scope(cx: &Context<'_>) -> Outcome {
    let clashes = &cx.subject.facts.coherence.scope;
    if clashes.is_empty() {
        return Outcome::Satisfied("nothing that is out of scope heads a part of it".to_owned(), None);
    }
    let found = clashes.iter().map(|clash| {
        Observation::new(cx.subject.label(clash.excluded, "out of scope here"), clash.name.to_lowercase())
            .value("name", clash.name.clone())
            .related([cx.subject.label(clash.described, "described here")])
    });
    Outcome::Findings(found.collect())
}
