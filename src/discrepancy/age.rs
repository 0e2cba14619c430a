//! The age from which on somebody may use the product: another in each document.

use super::{Case, Discrepancy, Pair, spoken};
use crate::source::Span;

/// Words before an age.
const BOUNDS: &[&str] = &[
    "below ",
    "under ",
    "younger than ",
    "at least ",
    "minimum age ",
    "minimum age of ",
    "minimum age: ",
    "the age of ",
    "over ",
    "aged ",
];
/// Words of a line on ages, and the words behind a number that count no years of a life.
const OF_AGE: &[&str] =
    &["parent", "guardian", "minors", "child", "coppa", "birth", "years old", "age gate", "age check", "minimum age", "younger"];
/// Ages at which laws draw a line.
const AGES: std::ops::RangeInclusive<u32> = 12..=21;

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (said, built) = (ages(pair.product.text), ages(pair.design.text));
    let (Some(first), Some(second)) = (said.first(), built.first()) else { return };
    if said.iter().any(|(age, _)| built.iter().any(|(other, _)| age == other)) {
        return;
    }
    found.push(Discrepancy {
        case: Case::NumberDiffers,
        subject: "age".to_owned(),
        product: vec![first.1],
        design: vec![second.1],
        notes: None,
        confidence: 0.65,
        values: vec![("first", first.1.of(pair.product.text).to_owned()), ("second", second.1.of(pair.design.text).to_owned())],
    });
}

/// Each age that a document draws a line at, with its words.
fn ages(text: &str) -> Vec<(u32, Span)> {
    let mut found = Vec::new();
    for (start, line) in Span::new(0, text.len()).each_line(text) {
        let lower = line.to_ascii_lowercase();
        if spoken::any(&lower, OF_AGE) {
            for (at, bound) in BOUNDS.iter().flat_map(|bound| lower.match_indices(bound)) {
                let rest = &lower[at + bound.len()..];
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let behind = rest[digits..].trim_start_matches([' ', '-']);
                // "Under 15 minutes", "over 20 %" are no ages.
                let counts = ["%", "min", "sec", "hour", "day", "week", "month", "ms", "mb", "px", "user", "char", ","];
                let age = rest[..digits].parse::<u32>().ok().filter(|age| AGES.contains(age));
                if let Some(age) = age.filter(|_| !counts.iter().any(|word| behind.starts_with(word))) {
                    found.push((age, Span::new(start + at, start + at + bound.len() + digits)));
                }
            }
        }
    }
    found.sort_by_key(|(_, span)| *span);
    found
}
