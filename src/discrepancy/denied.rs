//! What the product document asks for and the design says that there is none of: "no second factor is asked for", "an impact
//! assessment is not carried out".

use super::{Case, Discrepancy, Pair};
use crate::document::plain;
use crate::similarity::stem_set;
use crate::source::Span;
use std::collections::BTreeSet;

/// What is not done when it is not done at all.
const DONE: &[&str] = &[
    "carried out",
    "performed",
    "asked for",
    "supported",
    "implemented",
    "provided",
    "recorded",
    "offered",
    "planned",
    "built",
    "included",
    "enforced",
    "available",
    "foreseen",
    "in place",
    "used",
];
/// Words that make a denial one for a case.
const CASES: &[&str] = &[
    " if ",
    "when ",
    "unless",
    "until",
    " where ",
    " while ",
    "yet",
    "fail",
    "error",
    "because it is not",
    " once ",
    "except",
    "currently",
    "today",
];
/// Words that name no thing by themselves.
const DULL: &[&str] = &["system", "user", "data", "time", "new", "need", "support", "servic", "api", "featur", "other", "addit", "requir"];
/// Words of a name as written: fewer tell too little, more are a sentence.
const WORDS: std::ops::RangeInclusive<usize> = 2..=7;
/// Lines that have all words of a name, beyond which it is no name of one thing.
const MOST: usize = 2;

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let denials = denials(pair);
    if denials.is_empty() {
        return;
    }
    let wanted = wanted(pair);
    for (name, place, words) in denials {
        // Of "second factor" one word is left: then the name has to be there as it is.
        let whole = name.of(pair.design.text).to_ascii_lowercase();
        let is_literal = words.len() < *WORDS.start();
        let is_named = |span: Span| !is_literal || span.of(pair.product.text).to_ascii_lowercase().contains(&whole);
        let same: Vec<Span> = wanted.iter().filter(|(span, own)| words.is_subset(own) && is_named(*span)).map(|(span, _)| *span).collect();
        if same.is_empty() || same.len() > MOST {
            continue;
        }
        found.push(Discrepancy {
            case: Case::DemandDenied,
            subject: words.into_iter().collect::<Vec<_>>().join(" "),
            product: same,
            design: vec![place],
            notes: None,
            confidence: 0.65,
            values: vec![("name", plain(name.of(pair.design.text)))],
        });
    }
}

/// The lines of the product document that want something and deny nothing, each with its words.
fn wanted(pair: Pair<'_>) -> Vec<(Span, BTreeSet<String>)> {
    let facts = pair.product.facts;
    let denies = |text: &str| {
        text.to_ascii_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| {
            matches!(word, "no" | "not" | "never" | "without")
                || ["exclud", "omit", "hid", "skip"].iter().any(|stem| word.starts_with(stem))
        })
    };
    let lines = Span::new(0, pair.product.text.len()).each_line(pair.product.text);
    let lines = lines.map(|(start, line)| Span::new(start, start + line.len()).trimmed(pair.product.text));
    let is_meant = |line: &Span| {
        !facts.half.set_aside.iter().any(|aside| line.contains(aside.span) || aside.span.contains(*line))
            && !denies(line.of(pair.product.text))
    };
    lines.filter(|line| !line.is_empty()).filter(is_meant).map(|line| (line, stem_set(line.of(pair.product.text)))).collect()
}

/// Names of what the design says that there is none of, each with the clause that says so and its telling words.
fn denials(pair: Pair<'_>) -> Vec<(Span, Span, BTreeSet<String>)> {
    let text = pair.design.text;
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<(Span, Span, BTreeSet<String>)> = Vec::new();
    for (at, _) in lower.match_indices("no") {
        let denies = |word: &str| lower[at..].starts_with(word);
        if lower[..at].ends_with(char::is_alphanumeric) || !denies("no ") && !denies("not ") {
            continue;
        }
        let clause = clause(&lower, at);
        let name = if denies("no ") { behind(&lower, at + "no ".len(), clause) } else { before(&lower, at, clause) };
        let Some(name) = name else { continue };
        let words: BTreeSet<String> = stem_set(name.of(text)).into_iter().filter(|word| !DULL.contains(&word.as_str())).collect();
        let is_read = pair.design.facts.half.passages.iter().any(|passage| passage.span.contains(name));
        let is_of_case = || CASES.iter().any(|case| format!(" {} ", clause.of(&lower)).contains(case));
        let written = name.of(text).split_whitespace().count();
        if WORDS.contains(&written) && !words.is_empty() && is_read && !is_of_case() {
            found.push((name, clause, words));
        }
    }
    found
}

/// The clause around a place: what stands between the marks that end one.
fn clause(text: &str, at: usize) -> Span {
    let ends = ['.', ';', ':', '|', '(', ')', '\n', '\u{2014}', '\u{2013}'];
    let start = text[..at].char_indices().rev().find(|(_, c)| ends.contains(c)).map_or(0, |(at, c)| at + c.len_utf8());
    let end = text[at..].find(ends).map_or(text.len(), |length| at + length);
    Span::new(start, end).trimmed(text)
}

/// "No second factor is asked for": the name behind "no" and before a verb of doing.
fn behind(text: &str, start: usize, clause: Span) -> Option<Span> {
    let rest = text.get(start..clause.end as usize)?;
    let verb = [" is ", " are ", " will be "].iter().filter_map(|verb| Some((rest.find(verb)?, verb.len()))).min()?;
    let done = &rest[verb.0 + verb.1..];
    is_not_at_all(done).then(|| Span::new(start, start + verb.0))
}

/// "An assessment is not carried out": the name from the beginning of the clause to its verb.
fn before(text: &str, at: usize, clause: Span) -> Option<Span> {
    let verb = [" is ", " are ", " will "].iter().find(|verb| text[..at].ends_with(*verb))?;
    let done = text[at + "not ".len()..].trim_start_matches("be ");
    let ends = (at - verb.len()).max(clause.start as usize);
    is_not_at_all(done).then(|| Span::new(clause.start as usize, ends))
}

/// True for a verb of doing with nothing behind it that it is limited to: "not offered", and no "not offered in the menu".
fn is_not_at_all(text: &str) -> bool {
    const LIMITS: &[&str] = &[" in ", " on ", " for ", " from ", " to ", " with ", " by ", " here", " as ", " at the "];
    DONE.iter().filter_map(|word| text.strip_prefix(word)).any(|rest| !LIMITS.iter().any(|limit| rest.starts_with(limit)))
}
