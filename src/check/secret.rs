//! Keys, and numbers of persons, that stand in the document itself. Their words are never shown.

use super::{Context, Outcome, listed};
use crate::checklist::CheckSpec;
use crate::facts::Secret;
use crate::finding::Observation;

/// `looks-for`: `keys` for what opens something, `numbers` for numbers of persons.
pub(super) const SPEC: CheckSpec = CheckSpec { name: "secret", parameters: &["looks-for"], values: &["list"] };

/// Most secrets named in a message.
const LISTED: usize = 4;

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let keys = cx.rule.parameters.looks_for != "numbers";
    let mut found = cx.subject.facts.secrets.iter().filter(|secret| secret.kind.opens() == keys);
    let Some(first) = found.next() else {
        return Outcome::NotApplicable("no such thing stands in the document".to_owned());
    };
    let rest: Vec<&Secret> = found.collect();
    let observation = Observation::new(cx.subject.label(first.span, ""), first.name)
        .value("list", listed(std::iter::once(&first).chain(&rest).map(|secret| named(secret)), LISTED, "and"))
        .related(rest.iter().map(|secret| cx.subject.label(secret.span, secret.name)));
    Outcome::finding(observation)
}

/// "an AWS access key ending in Q7ZK".
fn named(secret: &Secret) -> String {
    let article = if secret.name.starts_with(['A', 'O']) { "an" } else { "a" };
    if secret.tail.is_empty() {
        return format!("{article} {}", secret.name);
    }
    format!("{article} {} ending in {}", secret.name, secret.tail)
}
