//! The head of a line of notes: a time, a speaker, or neither.

use crate::source::Span;
use regex::Regex;
use std::sync::LazyLock;

/// A time of day or of a recording.
const TIME: &str = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?";

/// One to four words with capitals, "Speaker 1", or a handle.
const NAME: &str = r"(?:@[A-Za-z0-9][\w.-]*|(?:Speaker|SPEAKER) [0-9A-Z]{1,2}|\p{Lu}[\p{L}'\u{2019}.-]*(?: (?:(?:de|van|von|der|da|del) )?\p{Lu}[\p{L}'\u{2019}.-]*){0,3})";

/// `[00:12:31]`, `10:05 -`
static STAMP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^[\[(*_`]*{TIME}[\])*_`]*(?:\s*[-\x{{2013}}\x{{2014}}|:])?(?:\s+|$)")).expect("it is valid"));

/// `Ana (PM) [00:12]:`, `**Ana:**`
static SPEAKER: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(r"^[*_]*({NAME})(?:\s*\([^)\n]{{1,40}}\))?[*_]*(?:,?\s*[\[(]?{TIME}[\])]?)?[*_]*\s?:[*_]*(?:\s+|$)");
    Regex::new(&pattern).expect("it is valid")
});

/// `Ana Silva 00:12` on a line of its own.
static SPEAKER_LINE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(r"^[*_]*({NAME})[*_]*(?:\s*\([^)\n]{{1,40}}\))?,?\s+[\[(*_]*{TIME}[\])*_]*:?$");
    Regex::new(&pattern).expect("it is valid")
});

/// A name and nothing else.
static ALONE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^[*_(]*({NAME})[*_)]*(?:\s*\([^)\n]{{1,40}}\))?[*_]*:?$")).expect("it is valid"));

/// `<v Ana>`
static VOICE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^<v(?:\.[^ >]*)? ([^>\n]{1,60})>").expect("it is valid"));

/// `00:12:31.000 --> 00:12:35.000`
static TIMING: LazyLock<Regex> = LazyLock::new(|| Regex::new(&format!(r"^{TIME}\s+--> ")).expect("it is valid"));

/// The head of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// A time stands before it.
    pub stamped: bool,
    /// What may be a speaker.
    pub name: Option<Span>,
    /// The format leaves no doubt that it is one.
    pub certain: bool,
    /// What is said, empty on a line of a speaker alone.
    pub rest: Span,
}

/// Reads a line that begins at the byte `start`. None for one without words: a cue's number and time, the mark of a file of captions.
pub(super) fn head(line: &str, start: usize) -> Option<Head> {
    let trimmed = line.trim_start_matches([' ', '\t', '>']);
    let mut at = line.len() - trimmed.len();
    let body = trimmed.trim_end().trim_end_matches("</v>").trim_end();
    let end = at + body.len();
    if body.is_empty() || TIMING.is_match(body) || body.bytes().all(|b| b.is_ascii_digit()) || body.starts_with("WEBVTT") {
        return None;
    }
    let span = |from: usize, to: usize| Span::new(start + from, start + to);
    if let Some(found) = SPEAKER_LINE.captures(body) {
        let name = found.get(1).expect("the pattern has a name");
        return Some(Head { stamped: true, name: Some(span(at + name.start(), at + name.end())), certain: true, rest: span(end, end) });
    }
    let stamp = STAMP.find(body).map_or(0, |found| found.end());
    let stamped = stamp > 0;
    at += stamp;
    let body = &line[at..end];
    if let Some(found) = VOICE.captures(body) {
        let name = found.get(1).expect("the pattern has a name");
        let from = at + found[0].len();
        return Some(Head { stamped, name: Some(span(at + name.start(), at + name.end())), certain: true, rest: span(from, end) });
    }
    if let Some(found) = SPEAKER.captures(body) {
        let name = found.get(1).expect("the pattern has a name");
        let from = at + found[0].len();
        return Some(Head { stamped, name: Some(span(at + name.start(), at + name.end())), certain: stamped, rest: span(from, end) });
    }
    // "10:05 Ana", and what she says on the next line; `(Ana)` in captions.
    let captioned = body.starts_with('(') && body.ends_with(')');
    if let Some(found) = ALONE.captures(body).filter(|_| stamped || captioned) {
        let name = found.get(1).expect("the pattern has a name");
        return Some(Head { stamped, name: Some(span(at + name.start(), at + name.end())), certain: stamped, rest: span(end, end) });
    }
    Some(Head { stamped, name: None, certain: false, rest: span(at, end) })
}

/// True for the times of a caption.
pub(super) fn is_timing(line: &str) -> bool {
    TIMING.is_match(line)
}
