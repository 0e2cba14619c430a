//! Two values for one thing.

use super::super::{Context, Outcome};
use crate::checklist::CheckSpec;
use crate::document::plain;
use crate::facts::{StatedValue, ValueKind};
use crate::finding::Observation;
use crate::rule::Team;
use std::collections::BTreeMap;

pub(in super::super) const VALUE: CheckSpec =
    CheckSpec { name: "value-contradicted", parameters: &[], values: &["subject", "first", "second"] };

/// One finding for each thing that has two values.
pub(in super::super) fn check_value(cx: &Context<'_>) -> Outcome {
    let values = &cx.subject.facts.coherence.values;
    if values.is_empty() {
        return Outcome::NotApplicable("it states no lifetime, limit or period".to_owned());
    }
    let mut things: BTreeMap<(ValueKind, &str), Vec<&StatedValue>> = BTreeMap::new();
    for value in values {
        things.entry((value.kind, value.subject.as_str())).or_default().push(value);
    }
    let mut found: Vec<Observation> = Vec::new();
    for ((kind, subject), stated) in things {
        let mut amounts = stated.clone();
        amounts.sort_by_key(|value| value.amount);
        amounts.dedup_by(|later, first| first.is_same_as(later));
        // Three values are a list of kinds that the words do not tell apart; a text that says that it replaces another wins.
        if amounts.len() != 2 || stated.iter().any(|value| value.amends) {
            continue;
        }
        let first = stated[0];
        let Some(second) = stated.iter().find(|value| !first.is_same_as(value)) else { continue };
        if second.sentence == first.sentence {
            continue;
        }
        let said = |value: &StatedValue| plain(cx.subject.text(value.span));
        let team = if matches!(kind, ValueKind::Kept | ValueKind::Deleted) { "privacy" } else { "security" };
        let observation = Observation::new(cx.subject.label(second.span, ""), subject)
            .value("subject", named(subject))
            .value("first", said(first))
            .value("second", said(second))
            .related([cx.subject.label(first.span, said(first))]);
        found.push(Observation { teams: Some(vec![Team::from(team)]), ..observation });
    }
    if found.is_empty() {
        Outcome::Satisfied("no lifetime, limit or period has two values".to_owned(), None)
    } else {
        Outcome::Findings(found)
    }
}

/// The subject without its unit.
fn named(subject: &str) -> String {
    subject.split(" [").next().unwrap_or(subject).to_owned()
}
