//! How a sentence, a lead-in or a list item is worded: demands, user stories, steps of a scenario, targets.

use super::Wording;
use crate::source::Span;
use regex::Regex;
use std::sync::LazyLock;

/// A pattern that is fixed and valid. Words and their boundaries are those of ASCII: the others take long to compile, and
/// are many times slower in text with dashes, arrows and emoji.
macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("the pattern is fixed and valid"));
    };
}

pattern!(DEMAND, r"(?i-u)\b(?:shall|must)\b");
pattern!(
    ABOUT,
    concat!(
        r"(?i-u)^this (?:document|prd|spec|specification|section|page) (?:says|describes|defines|lists|explains|states|covers|specifies|outlines)\b",
        r"|\bmust\b(?u:[^.;]{0,24})\bshould\b(?u:[^.;]{0,24})\b(?:could|may)\b|\bkey ?words\b"
    )
);
pattern!(
    ABILITY,
    concat!(
        r"(?i-u)\b(?:should|needs? to|(?:is|are) able to|(?:is|are) required to)\b",
        r"|\b(?:users?|visitors?|customers?|admins?|administrators?|members?|owners?|managers?|operators?|clients?|guests?|system|app|application|platform|service|product|tool|page|it|they)\s+(?:can(?:not)?|may|will)\b"
    )
);
pattern!(
    STORY,
    r"(?i)(?-u:\b)as (?:an? |the )?[^.;:|]{2}[^.;:|]*?[, ]\s*(?:i|we) (?:want|need|can|would like|wish|should|must|expect|receive|am able|have|get|see|prefer)(?-u:\b)"
);
pattern!(STEP, r"(?i-u)^(?:(given)|when|then|and|but)\b");
pattern!(OPENS_SCENARIO, r"(?i-u)^given\b");
pattern!(TARGET, r"(?:^|[\s(<>≤≥~])(?:[<>≤≥~]\s*)?\d");
pattern!(
    OFFER,
    r"(?i-u)\b(?:deliver|provide|offer|include|support|enable|allow|let|implement|ha|have|expose|display|show|store|run|can|will)s?\b(?u:[^:.;]){0,40}$"
);
pattern!(BARE_DEMAND, r"(?i-u)\b(?:shall|must|should|will|can|(?:is|are) able to|be able to|needs? to)(?:\s+be able to)?\s*$");

/// True when something shall or must be.
pub(super) fn demands(text: &str) -> bool {
    DEMAND.is_match(text) && !is_about(text)
}

/// True where a document says what it is about, or what its words mean: "M must, S should, C could".
fn is_about(text: &str) -> bool {
    ABOUT.is_match(text.trim_start_matches(is_mark))
}

/// True when a sentence under a heading of requirements says what the product does or lets people do.
pub(super) fn grants(text: &str) -> bool {
    demands(text) || ABILITY.is_match(text) && !is_about(text)
}

/// True for "As a ..., I want ...".
pub(super) fn is_story(text: &str) -> bool {
    // The pattern is dear; nearly all text lacks its pronoun.
    [" I ", " i ", " we ", "\nI "].iter().any(|pronoun| text.contains(pronoun)) && STORY.is_match(text)
}

/// True for a step of a scenario other than its first: `When`, `Then`, `And`.
pub(super) fn continues_scenario(text: &str) -> bool {
    STEP.captures(text.trim_start_matches(is_mark)).is_some_and(|found| found.get(1).is_none())
}

/// True for the first step of a scenario.
pub(super) fn opens_scenario(text: &str) -> bool {
    OPENS_SCENARIO.is_match(text.trim_start_matches(is_mark))
}

/// True when a sentence names a number to be reached.
pub(super) fn has_target(text: &str) -> bool {
    TARGET.is_match(text)
}

/// True for a lead-in to a list of what the product has: "This release delivers:".
pub(super) fn offers(lead_in: &str) -> bool {
    before_colon(lead_in).is_some_and(|words| OFFER.is_match(words) || BARE_DEMAND.is_match(words))
}

/// True for a lead-in whose list items complete the demand: "The system must:".
pub(super) fn leaves_demand_open(lead_in: &str) -> bool {
    before_colon(lead_in).is_some_and(|words| BARE_DEMAND.is_match(words))
}

/// What stands before the colon that ends a lead-in, whatever marks follow it.
fn before_colon(lead_in: &str) -> Option<&str> {
    let words = lead_in.trim_end_matches(is_mark).len();
    lead_in[words..].find(':').map(|colon| &lead_in[..words + colon])
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && c != '_'
}

/// The pattern of EARS that a demand follows; a demand of any other form is just one.
pub(super) fn ears(text: &str) -> Wording {
    let text = text.trim_start_matches(is_mark);
    let first = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let is = |word: &str| first.eq_ignore_ascii_case(word);
    match first.len() {
        4 if is("when") => Wording::Event,
        5 if is("while") => Wording::State,
        6 if is("during") => Wording::State,
        2 if is("if") => Wording::Unwanted,
        5 if is("where") => Wording::Optional,
        3 if is("the") => Wording::Ubiquitous,
        6 if is("system") => Wording::Ubiquitous,
        _ => Wording::Demand,
    }
}

/// A stretch of text cut before each sentence that demands something, up to the next; empty when none does.
pub(super) fn demanded(span: Span, text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for sentence in sentences(span, text) {
        match found.last_mut() {
            _ if demands(sentence.of(text)) => found.push(sentence),
            Some(last) => *last = last.join(sentence),
            None => {}
        }
    }
    if let Some(first) = found.first_mut() {
        first.start = span.start;
    }
    found
}

/// The sentences of a stretch of text.
pub(super) fn sentences(span: Span, text: &str) -> Vec<Span> {
    let body = span.of(text);
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = body.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '\u{3002}') {
            continue;
        }
        let rest = &body[at + c.len_utf8()..];
        let closed = rest.trim_start_matches(['*', '_', '`', ')', '"', '\u{201d}']);
        let after = closed.trim_start();
        let opens = after.starts_with(|c: char| c.is_uppercase() || matches!(c, '*' | '`' | '"' | '['));
        if after.len() < closed.len() && opens && !body[..at].ends_with("e.g") && !body[..at].ends_with("i.e") {
            let end = body.len() - closed.len();
            found.push(Span::new(span.start as usize + start, span.start as usize + end));
            start = body.len() - after.len();
            while chars.peek().is_some_and(|(next, _)| *next < start) {
                chars.next();
            }
        }
    }
    found.push(Span::new(span.start as usize + start, span.end as usize));
    found.retain(|s| !s.is_empty());
    found
}
