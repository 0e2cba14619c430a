//! Ways to do one thing of which one document names one and the other the other: polling where it is to be at once, deleting for
//! good where it is to be kept.

use super::{Case, Discrepancy, Pair};
use crate::document::plain;
use crate::similarity::stem_set;
use crate::source::Span;
use std::collections::BTreeSet;

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

/// The same for what is said of one thing: the two lines share a word that tells which.
const OF_ONE_THING: &[(Case, &[&str], &[&str])] = &[
    (
        Case::EncryptionDiffers,
        &["end-to-end encrypted", "end-to-end encryption", "encrypted end to end", "e2ee"],
        &["plain text", "plaintext", "cleartext", "clear text", "not encrypted", "unencrypted"],
    ),
    (Case::BehaviourDiffers, &["explicit consent", "consent is required", "only with consent"], &["legitimate interest"]),
];
/// Words that stand on many lines and tell nothing of what is spoken of.
const DULL: &[&str] = &["data", "user", "text", "plain", "encrypt", "encrypted", "consent", "explicit", "use", "process", "articl"];
/// Bytes before words in which a denial reaches them.
const DENIAL: usize = 40;

/// What one document wants for a thing, and the other does otherwise for the same.
pub(super) fn of_one_thing(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (product, design) = (&pair.said.lower, &pair.built.lower);
    let places = |text: &str, words: &[&str]| -> Vec<Span> {
        let all = words.iter().flat_map(|word| text.match_indices(*word).map(|(at, word)| Span::new(at, at + word.len())));
        all.filter(|span| !is_denied_near(text, span.start as usize)).collect()
    };
    let words = |text: &str, span: Span| -> BTreeSet<String> {
        stem_set(span.lines(text).of(text)).into_iter().filter(|word| !DULL.contains(&word.as_str())).collect()
    };
    for (case, wanted, instead) in OF_ONE_THING {
        let (said, built) = (places(product, wanted), places(design, instead));
        let near = said.iter().find_map(|said| {
            let own = words(product, *said);
            built.iter().find(|built| !own.is_disjoint(&words(design, **built))).map(|built| (*said, *built))
        });
        let Some((said, built)) = near.filter(|_| first(product, instead).is_none()) else { continue };
        found.retain(|known| {
            known.case != *case || !known.design.is_empty() || !known.product.iter().any(|span| span.contains(said) || said.contains(*span))
        });
        let quoted = plain(built.of(pair.design.text));
        found.push(Discrepancy {
            case: *case,
            subject: plain(said.of(product)),
            product: vec![said],
            design: vec![built],
            notes: None,
            confidence: 0.6,
            values: vec![
                ("name", "what is sent or stored".to_owned()),
                ("first", plain(said.of(pair.product.text))),
                ("second", if *case == Case::EncryptionDiffers { format!("says \u{201c}{quoted}\u{201d}") } else { quoted }),
            ],
        });
    }
}

/// True when a little before, in its sentence, stands a denial: "never stored in plain text".
fn is_denied_near(text: &str, at: usize) -> bool {
    let before = &text[text.ceil_char_boundary(at.saturating_sub(DENIAL))..at];
    let clause = before.rsplit(['.', ';', '\n', '|']).next().unwrap_or_default();
    clause.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "not" | "no" | "never" | "without" | "nor" | "avoid" | "t"))
}

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (product, design) = (&pair.said.lower, &pair.built.lower);
    for (wanted, instead) in CONTRASTS {
        let (Some(said), Some(built)) = (first(product, wanted), first(design, instead)) else { continue };
        // A design that speaks of both weighs them.
        if first(product, instead).is_some() {
            continue;
        }
        found.push(Discrepancy {
            case: Case::BehaviourDiffers,
            subject: plain(said.of(product)),
            product: vec![said],
            design: vec![built],
            notes: None,
            confidence: 0.5,
            values: vec![("first", plain(said.of(pair.product.text))), ("second", plain(built.of(pair.design.text)))],
        });
    }
    soft_delete(pair, product, design, found);
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
