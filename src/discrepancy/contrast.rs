//! Ways to do one thing of which one document names one and the other the other: polling where it is to be at once, deleting for
//! good where it is to be kept.

use super::{Case, Discrepancy, Pair};
use crate::document::plain;
use crate::source::Span;

/// What is wanted, and what it is not; the words are those of running text in lower case.
const CONTRASTS: &[(&[&str], &[&str])] = &[
    (
        &["real-time", "realtime", "sub-second", "instantly"],
        &["via polling", "by polling", "polls every", "poll every", "polling interval", "short polling"],
    ),
    (
        &["intelligent traffic routing", "intelligent routing", "least connections", "least-connections", "weighted routing"],
        &["round-robin", "round robin"],
    ),
    (&["configurable threshold", "configurable limit", "configurable retention"], &["hard-coded", "hardcoded"]),
    (&["opt-in", "opt in", "explicit consent"], &["opt-out", "opted in by default", "enabled by default"]),
    (&["exactly once", "exactly-once"], &["at least once", "at-least-once", "at most once", "best effort"]),
    (&["zero downtime", "zero-downtime", "no downtime"], &["maintenance window", "downtime of", "brief downtime"]),
    (
        &["on-premises only", "self-hosted only", "never leaves the device", "on-device only"],
        &["sent to the cloud", "cloud-hosted", "sends to our servers"],
    ),
    (
        &["both native", "fully native", "native apps only"],
        &["react native", "flutter", "ionic", "capacitor", "one code base for both", "cross-platform framework"],
    ),
    (&["append-only", "immutable log", "tamper-evident"], &["logs can be edited", "log entries may be updated", "logs are mutable"]),
    (&["strong consistency", "strongly consistent"], &["eventual consistency", "eventually consistent"]),
];

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (product, design) = (pair.product.text.to_ascii_lowercase(), pair.design.text.to_ascii_lowercase());
    for (wanted, instead) in CONTRASTS {
        let (Some(said), Some(built)) = (first(&product, wanted), first(&design, instead)) else { continue };
        // A design that speaks of both weighs them.
        if first(&product, instead).is_some() {
            continue;
        }
        found.push(Discrepancy {
            case: Case::BehaviourDiffers,
            subject: plain(said.of(&product)),
            product: vec![said],
            design: vec![built],
            notes: None,
            confidence: 0.5,
            values: vec![("first", plain(said.of(pair.product.text))), ("second", plain(built.of(pair.design.text)))],
        });
    }
    soft_delete(pair, &product, &design, found);
}

/// What is to be kept when it is deleted, and a call that deletes with no word of keeping.
fn soft_delete(pair: Pair<'_>, product: &str, design: &str, found: &mut Vec<Discrepancy>) {
    let wanted = ["soft-delete", "soft delete", "soft-deletes", "no hard delete", "never hard-delete"];
    let Some(said) = first(product, &wanted) else { return };
    if ["soft", "deleted_at", "archived_at", "is_deleted", "deletion_timestamp"].iter().any(|word| design.contains(word)) {
        return;
    }
    let call = pair.design.facts.design.iter().find(|statement| statement.name.starts_with("DELETE "));
    let Some(call) = call else { return };
    found.push(Discrepancy {
        case: Case::BehaviourDiffers,
        subject: "soft delete".to_owned(),
        product: vec![said],
        design: vec![call.span],
        notes: None,
        confidence: 0.6,
        values: vec![("first", plain(said.of(pair.product.text))), ("second", call.name.clone())],
    });
}

fn first(text: &str, words: &[&str]) -> Option<Span> {
    // "Not hard-coded" is the other thing.
    let is_denied = |at: usize| ["not ", "no ", "never ", "without "].iter().any(|no| text[..at].ends_with(no));
    let place = |word: &&str| text.match_indices(*word).map(|(at, _)| at).find(|at| !is_denied(*at));
    let places = words.iter().filter_map(|word| place(word).map(|at| Span::new(at, at + word.len())));
    places.min()
}
