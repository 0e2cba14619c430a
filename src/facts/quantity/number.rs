//! Text to numbers with what they count: "24 months", "10 MiB", "99.8 %", "€14", "eight photographs".

use super::{Bound, Read, Unit};
use crate::facts::duration::TimeUnit;
use crate::source::Span;

/// Numbers that are written as words; the checklist has the same words, to find them by.
const WORDS: &[(&str, f64)] = &[
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("fifteen", 15.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("sixty", 60.0),
    ("ninety", 90.0),
];

/// Sizes in bytes.
const SIZES: &[(&str, f64)] = &[
    ("kb", 1e3),
    ("mb", 1e6),
    ("gb", 1e9),
    ("tb", 1e12),
    ("kib", 1024.0),
    ("mib", 1_048_576.0),
    ("gib", 1_073_741_824.0),
    ("tib", 1_099_511_627_776.0),
    ("byte", 1.0),
    ("bytes", 1.0),
    ("megabytes", 1e6),
    ("gigabytes", 1e9),
];

/// Words for money behind a number.
const MONEY: &[&str] = &["eur", "euro", "euros", "usd", "dollar", "dollars", "gbp", "pounds", "inr", "rupees"];

/// Words before a number that make it a name: "phase 2", "Article 6".
const NAMING: &[&str] = &[
    "phase",
    "article",
    "art",
    "section",
    "step",
    "version",
    "v",
    "release",
    "chapter",
    "figure",
    "table",
    "appendix",
    "milestone",
    "sprint",
    "level",
    "tier",
    "story",
    "epic",
    "port",
    "code",
    "http",
    "status",
    "rfc",
    "iso",
    "sha",
    "aes",
    "rsa",
    "tls",
    "ipv",
    "utf",
    "oauth",
    "line",
    "page",
    "requirement",
    "goal",
    "issue",
    "id",
    "no",
    "nr",
    "number",
    "day",
    "week",
    "month",
    "year",
    "quarter",
    "sha-",
    "base",
    "es",
];

/// Words before a number that leave less to be enough.
const AT_MOST: &[&str] = &["most", "than", "within", "under", "below", "maximum", "max", "exceed"];
/// Words before a number that leave more to be enough.
const AT_LEAST: &[&str] = &["least", "minimum", "min", "over", "above"];

struct Word<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// Every number of a sentence or row but those in `taken`.
pub(super) fn find(span: Span, text: &str, taken: &[Span]) -> Vec<Read> {
    let body = span.of(text);
    let words = split(body);
    let base = span.start as usize;
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let place = Span::new(base + word.start, base + word.end);
        if taken.iter().any(|taken| taken.contains(place)) {
            continue;
        }
        let Some(mut read) = number(body, &words, at) else { continue };
        let base = span.start;
        for part in std::iter::once(&mut read.span).chain(&mut read.noun) {
            *part = Span { start: part.start + base, end: part.end + base };
        }
        found.push(read);
    }
    found
}

fn number(body: &str, words: &[Word<'_>], at: usize) -> Option<Read> {
    let word = &words[at];
    let before = body[..word.start].chars().next_back();
    let written = word_value(word.text);
    let (digits, rest) = match written {
        Some(value) => (value, ""),
        None => numeral(word.text)?,
    };
    let money = before.is_some_and(|c| matches!(c, '€' | '$' | '£' | '₹'));
    // "FR-14", "v1.2", "#12", "18:00", "1/3", "§3", "[10s, 5m]".
    let glued = before.is_some_and(|c| matches!(c, '#' | ':' | '/' | '.' | '§' | '_' | '=' | '^' | '['))
        || (before == Some('-') && body[..word.start - 1].ends_with(char::is_alphanumeric))
        || body[word.end..].starts_with([':', '/', '_', '(']) && !body[word.end..].starts_with(": ");
    let named = at.checked_sub(1).map(|at| &words[at]).is_some_and(|last| {
        NAMING.contains(&last.text.to_ascii_lowercase().as_str())
            && word.start - last.end <= 2
            && !body[last.end..word.start].contains(['|', ','])
    });
    if (glued && !money) || named || (before.is_some_and(|c| c == '-') && rest.is_empty() && at == 0) {
        return None;
    }
    let next = words.get(at + 1);
    let gap = next.map_or("", |next| &body[word.end..next.start]);
    let close = next.is_some() && gap.chars().all(|c| matches!(c, ' ' | '-' | '\u{2011}' | '\u{a0}' | '*' | '`'));
    let unit_word = if rest.is_empty() { next.filter(|_| close).map_or("", |next| next.text) } else { rest };
    let end_of_unit = if rest.is_empty() { next.map_or(word.end, |next| next.end) } else { word.end };
    let lower = unit_word.to_ascii_lowercase();
    let behind = body[word.end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let bound = bound(body, words, at);
    let read = |unit: Unit, amount: f64, end: usize, noun: Option<Span>| {
        Some(Read { unit, amount, until: amount, bound, span: Span::new(word.start, end), noun })
    };
    if money || MONEY.contains(&lower.as_str()) {
        let start = word.start - if money { before.map_or(0, char::len_utf8) } else { 0 };
        let end = if money { word.end } else { end_of_unit };
        return Some(Read { unit: Unit::Money, amount: digits, until: digits, bound, span: Span::new(start, end), noun: None });
    }
    if rest.is_empty() && behind.starts_with('%') || lower == "percent" {
        let end = if lower == "percent" { end_of_unit } else { word.end + body[word.end..].find('%').map_or(0, |at| at + 1) };
        return read(Unit::Percent, digits, end, None);
    }
    if let Some((_, bytes)) = SIZES.iter().find(|(name, _)| *name == lower) {
        return read(Unit::Size, digits * bytes, end_of_unit, None);
    }
    let spelt = lower.len() > 2 || !rest.is_empty() || matches!(lower.as_str(), "ms" | "s" | "h") && written.is_none();
    if let Some(unit) = TimeUnit::of_word(&lower).filter(|_| spelt) {
        return read(Unit::Time, digits * unit.milliseconds() as f64 / 1000.0, end_of_unit, None);
    }
    // "7.1 Public API" is a section.
    let section = digits.fract() != 0.0;
    if section || !rest.is_empty() || !close || gap.contains('`') || lower.len() < 3 || !unit_word.chars().all(char::is_alphabetic) {
        return None;
    }
    // What is counted: up to two words.
    let noun = next?;
    let second = words
        .get(at + 2)
        .filter(|second| body[noun.end..second.start] == *" " && second.text.len() > 2 && second.text.chars().all(char::is_alphabetic));
    let end = second.map_or(noun.end, |second| second.end);
    Some(Read {
        unit: Unit::Count,
        amount: digits,
        until: digits,
        bound,
        span: Span::new(word.start, noun.end),
        noun: Some(Span::new(noun.start, end)),
    })
}

/// How the words before a number bound it.
fn bound(body: &str, words: &[Word<'_>], at: usize) -> Bound {
    let sign = body[..words[at].start].trim_end_matches([' ', '`', '*', '~']).chars().next_back();
    match sign {
        Some('<' | '≤') => return Bound::AtMost,
        Some('>' | '≥') => return Bound::AtLeast,
        Some('=') if body[..words[at].start].contains(">=") => return Bound::AtLeast,
        Some('=') if body[..words[at].start].contains("<=") => return Bound::AtMost,
        _ => {}
    }
    let near = words[at.saturating_sub(3)..at].iter().rev().map(|word| word.text.to_ascii_lowercase());
    for word in near {
        if AT_LEAST.contains(&word.as_str()) || word == "more" {
            return Bound::AtLeast;
        }
        if AT_MOST.contains(&word.as_str()) {
            let more = words[at.saturating_sub(3)..at]
                .iter()
                .any(|word| word.text.eq_ignore_ascii_case("more") || word.text.eq_ignore_ascii_case("greater"));
            let no = words[at.saturating_sub(4)..at].iter().any(|word| ["no", "not"].contains(&word.text.to_ascii_lowercase().as_str()));
            return if word == "than" && more && !no { Bound::AtLeast } else { Bound::AtMost };
        }
    }
    if body[words[at].end..].starts_with('+') { Bound::AtLeast } else { Bound::Exact }
}

pub(super) fn word_value(word: &str) -> Option<f64> {
    let opens = word.bytes().next().is_some_and(|first| b"tsefnTSEFN".contains(&first));
    let found = || WORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
    (opens && word.len() <= 7).then(found).flatten().map(|(_, value)| *value)
}

/// The number at the start of a word, and the letters behind it.
fn numeral(word: &str) -> Option<(f64, &str)> {
    let end = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(word.len());
    let (digits, rest) = word.split_at(end);
    if digits.is_empty() || digits.len() > 15 {
        return None;
    }
    // "10,485,760" has thousands, "1.5" a fraction; "1.2.3" is a version.
    let thousands = digits.contains(',') && digits.split(',').skip(1).all(|part| part.len() == 3);
    if (digits.contains(',') && !thousands) || digits.matches('.').count() > 1 {
        return None;
    }
    let value: f64 = digits.replace(',', "").parse().ok()?;
    let rest_ok = rest.is_empty() || TimeUnit::of_word(rest).is_some() || SIZES.iter().any(|(name, _)| rest.eq_ignore_ascii_case(name));
    rest_ok.then_some((value, rest))
}

/// Words, numbers with their points and thousands as one.
fn split(body: &str) -> Vec<Word<'_>> {
    let bytes = body.as_bytes();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(start) = body[at..].find(char::is_alphanumeric).map(|offset| at + offset) {
        let mut end = start;
        for (offset, c) in body[start..].char_indices() {
            let here = start + offset;
            let inner = matches!(c, '.' | ',')
                && bytes[..here].last().is_some_and(u8::is_ascii_digit)
                && bytes.get(here + 1).is_some_and(u8::is_ascii_digit)
                && bytes[start].is_ascii_digit();
            if !c.is_alphanumeric() && !inner {
                break;
            }
            end = here + c.len_utf8();
        }
        words.push(Word { text: &body[start..end], start, end });
        at = end;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let found = find(Span::new(0, text.len()), text, &[]);
        found
            .iter()
            .map(|read| format!("{:?} {}{}", read.unit, read.amount, read.noun.map_or(String::new(), |noun| format!(" {}", noun.of(text)))))
            .collect()
    }

    #[test]
    fn numbers_have_units() {
        assert_eq!(
            read("10 MiB, 10,485,760 bytes, 99.8 %, €14 a month, 2,000 ms, 900 seconds, 1.5 hours, 24h"),
            ["Size 10485760", "Size 10485760", "Percent 99.8", "Money 14", "Time 2", "Time 900", "Time 5400", "Time 86400"]
        );
    }

    #[test]
    fn things_are_counted_by_their_name() {
        assert_eq!(read("up to eight photographs and 40 runners in it"), ["Count 8 photographs and", "Count 40 runners"]);
    }

    #[test]
    fn names_are_no_numbers() {
        assert!(read("FR-14, v1.2, phase 2 items, Article 6, TLS 1.3, AES-256, 18:00, port 8080, step 3 follows, #12 is").is_empty());
    }
}
