//! By when something is to be done.

use crate::source::Span;
use regex::Regex;
use std::sync::LazyLock;

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./][0-9]{1,2}(?:[./](?:[0-9]{4}|[0-9]{2})\b|\.)",
        r"|[0-9]{1,2}(?:st|nd|rd|th|\.)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\b",
        r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]* [0-9]{1,2}\b",
        r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|tomorrow\b|today\b|eod\b|eow\b|q[1-4]\b|sprint [0-9]+",
        r"|(?:this|next) (?:week|month|sprint|meeting|walkthrough|session|review)\b|end of (?:the )?(?:day|week|month|quarter|sprint)\b",
        r"|(?:before|by|until|ahead of) (?:the )?(?:launch|release|go-live|security test|test|pilot|rollout|next [a-z]+|follow-up)\b",
        r"|(?:in|within) (?:a|one|two|three|[0-9]+) (?:day|week|month)s?\b)"
    ))
    .expect("the pattern is fixed and valid")
});

/// A date, a day or an event in a stretch of text.
pub(super) fn find(span: Span, text: &str) -> Option<Span> {
    let found = DATE.find(span.of(text))?;
    let base = span.start as usize;
    Some(Span::new(base + found.start(), base + found.end()))
}
