//! Numbers of persons that look real: payment cards and US social security numbers.

use super::{Secret, SecretKind, distinct};
use crate::source::Span;

/// Numbers that payment services and textbooks print for tests.
const TEST_CARDS: &[&str] = &[
    "378282246310005",
    "371449635398431",
    "378734493671000",
    "30569309025904",
    "38520000023237",
    "36227206271667",
    "3530111333300000",
    "3566002020360505",
    "4000056655665556",
    "4012888888881881",
    "4111111111111111",
    "4242424242424242",
    "4263982640269299",
    "4263970000005262",
    "4444333322221111",
    "4532015112830366",
    "4539578763621486",
    "4539148803436467",
    "4532148803436467",
    "4917484589897107",
    "4485275742308327",
    "5105105105105100",
    "5200828282828210",
    "5425233430109903",
    "5454545454545454",
    "5555555555554444",
    "5555341244441115",
    "2223003122003222",
    "2223000048410010",
    "2222420000001113",
    "6011000990139424",
    "6011111111111117",
    "6011000180331112",
    "6200000000000005",
];

/// Numbers that were printed in public, or that every form shows.
const SAMPLE_PERSONS: &[&str] = &["123-45-6789", "078-05-1120", "219-09-9999", "457-55-5462", "123-12-1234", "111-22-3333", "555-55-5555"];

/// Words for a card in the line of a number without spaces: other long numbers pass the same sum.
const CARD_WORDS: &[&str] = &["card", "visa", "mastercard", "amex", "pan", "payment"];
/// Words of a line that only shows how such a number looks.
const SAMPLE_WORDS: &[&str] = &["example", "e.g.", "sample", "fake", "dummy", "mock", "test", "fictional", "fictitious"];

/// Bytes of the shortest number that is looked for.
const SHORTEST: usize = 11;

pub(super) fn find(text: &str) -> Vec<Secret> {
    let bytes = text.as_bytes();
    let speaks_of_persons = || {
        let lower = text.to_ascii_lowercase();
        lower.contains("ssn") || lower.contains("social security")
    };
    let mut ssn_named = None;
    let mut found = Vec::new();
    let mut at = 0;
    // A run that is long enough and begins here or later reaches over this byte, or begins behind it.
    while at + SHORTEST <= bytes.len() {
        let reached = at + SHORTEST - 1;
        if !is_of_run(bytes, reached) {
            at = reached + 1;
            continue;
        }
        let first = (at..reached).rev().find(|i| !is_of_run(bytes, *i)).map_or(at, |i| i + 1);
        let start = (first..=reached).find(|i| bytes[*i].is_ascii_digit()).unwrap_or(reached);
        let end = (reached..bytes.len()).find(|i| !is_of_run(bytes, *i)).unwrap_or(bytes.len());
        at = end.max(reached + 1);
        if end - start < SHORTEST {
            continue;
        }
        let apart = |b: Option<&u8>| b.is_none_or(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'_' | b'-' | b'.'));
        let after = bytes.get(end).filter(|b| **b != b'.' || bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric));
        if !apart(start.checked_sub(1).map(|i| &bytes[i])) || !apart(after) {
            continue;
        }
        let words = &text[start..end];
        // A path holds long numbers of all kinds, and none of them in groups.
        if start > 0 && matches!(bytes[start - 1], b'/' | b'#') && !words.contains(['-', ' ']) {
            continue;
        }
        let span = Span::new(start, end);
        let line = || span.lines(text).of(text).to_ascii_lowercase();
        let is_sample = || SAMPLE_WORDS.iter().any(|word| line().contains(word));
        if is_card(words, || {
            CARD_WORDS.iter().any(|word| line().split(|c: char| !c.is_alphanumeric()).any(|w| w.trim_end_matches('s') == *word))
        }) && !is_sample()
        {
            found.push(Secret::new(SecretKind::CardNumber, "payment card number", span, text));
        } else if is_social_security(words) && *ssn_named.get_or_insert_with(speaks_of_persons) && !is_sample() {
            found.push(Secret::new(SecretKind::SocialSecurityNumber, "social security number", span, text));
        }
    }
    found
}

/// True in a run of digits with single spaces or hyphens between them.
fn is_of_run(bytes: &[u8], at: usize) -> bool {
    bytes[at].is_ascii_digit() || is_gap(bytes, at)
}

/// True for a space or hyphen between two digits.
fn is_gap(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at], b' ' | b'-') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

fn is_card(words: &str, named: impl Fn() -> bool) -> bool {
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    let groups: Vec<usize> = words.split([' ', '-']).map(str::len).collect();
    let grouped = matches!(groups.as_slice(), [4, 4, 4, 4] | [4, 6, 5]);
    let plain = groups.len() == 1 && matches!(digits.len(), 15 | 16);
    if !grouped && !plain {
        return false;
    }
    let first = |length: usize| digits[..length].parse::<u32>().unwrap_or_default();
    let network = match digits.len() {
        15 => matches!(first(2), 34 | 37),
        _ => {
            digits.starts_with('4')
                || (51..=55).contains(&first(2))
                || (2221..=2720).contains(&first(4))
                || matches!(first(2), 60 | 64 | 65)
        }
    };
    let invented = distinct(&digits) < 5
        || digits.starts_with("400000")
        || TEST_CARDS.contains(&digits.as_str())
        || ["345678", "456789", "987654", "000000"].iter().any(|row| digits.contains(row));
    network && !invented && luhn(&digits) && (grouped || named())
}

/// The check digit of ISO/IEC 7812.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, b)| {
            let digit = u32::from(b - b'0');
            match place % 2 {
                0 => digit,
                _ if digit > 4 => digit * 2 - 9,
                _ => digit * 2,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Three, two and four digits as the authority gives them out.
fn is_social_security(words: &str) -> bool {
    let parts: Vec<&str> = words.split('-').collect();
    let [area, group, serial] = parts.as_slice() else { return false };
    if area.len() != 3 || group.len() != 2 || serial.len() != 4 || words.contains(' ') {
        return false;
    }
    let given = *area != "000" && *area != "666" && !area.starts_with('9') && *group != "00" && *serial != "0000";
    given && distinct(words) > 4 && !SAMPLE_PERSONS.contains(&words)
}
