//! A text without the comments that were written into it, and with everything else.

use super::mark::{CRITIC, FOOTNOTE, HIGHLIGHT, HTML, Mark, Stand};
use crate::document::{Element, Markup, markup};
use crate::source::Span;
use regex::Regex;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Seals at the end of a comment or of a line.
static SEAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?mR) \(dv-([a-z0-9.]{1,7})-([0-9a-f]{8})\)(?:(<<\})|( -->)|$)").expect("the pattern is a constant"));

/// Labels of footnotes.
static LABEL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\[\^[^\[\]\s]{1,99}\]").expect("the pattern is a constant"));

/// Most bytes of words that are marked by a comment.
const LONGEST: usize = 1 << 16;

/// Ends of lines.
const ENDS: [char; 2] = ['\n', '\r'];

/// The text without our comments. One whose words somebody has changed is theirs and stays, as does what is quoted in code.
pub fn strip(text: &str) -> Cow<'_, str> {
    let ranges = marks(text);
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let (mut gap, mut done) = ("", 0);
    for (start, end) in ranges.into_iter().chain([(text.len(), text.len())]) {
        let kept = &text[done..start];
        // Where a comment that somebody has changed stays behind others, so does the end of the line before it.
        if !kept.is_empty() && !out.is_empty() && !out.ends_with(ENDS) && !kept.starts_with(ENDS) && gap.contains(ENDS) {
            out.extend(gap.chars().skip_while(|c| !ENDS.contains(c)).take_while(|c| ENDS.contains(c)));
        }
        out.push_str(kept);
        (gap, done) = (&text[start..end], end);
    }
    Cow::Owned(out)
}

/// The text with blanks for our comments: every other word stays in its place.
pub fn blank(text: &str) -> Cow<'_, str> {
    let ranges = marks(text);
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (start, end) in ranges {
        out.push_str(&text[done..start]);
        out.extend(text[start..end].bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }));
        done = end;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// How many comments a text still has when ours are taken out of it: those whose words somebody has changed.
pub fn changed_comments(stripped: &str) -> usize {
    let mut seals = SEAL.find_iter(stripped).map(|seal| seal.start()).peekable();
    if seals.peek().is_none() {
        return 0;
    }
    let code = code_of(stripped);
    seals.filter(|at| !is_in(&code, *at)).count()
}

/// Ranges of bytes that were written for comments, in order, none of them in another.
fn marks(text: &str) -> Vec<(usize, usize)> {
    let mut ranges = sealed(text);
    ranges.sort_unstable();
    let mut apart: Vec<(usize, usize)> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        match apart.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => apart.push((start, end)),
        }
    }
    apart
}

/// Ranges of what sealed comments put there, in any order. Each part of the text is looked at once, however many seals a line has.
fn sealed(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut code: Option<Vec<Span>> = None;
    let mut labels: Option<BTreeMap<&str, Vec<usize>>> = None;
    let (mut line, mut done) = (0, 0);
    for seal in SEAL.captures_iter(text) {
        let (Some(whole), Some(kind), Some(digits)) = (seal.get(0), seal.get(1), seal.get(2)) else { continue };
        line = text[done..whole.start()].rfind(ENDS).map_or(line, |at| done + at + 1);
        // No comment has another one in it.
        let from = line.max(done);
        done = whole.end();
        let before = &text[from..whole.start()];
        let (opening, label, words) = if seal.get(3).is_some() {
            let Some(at) = before.rfind(CRITIC.0) else { continue };
            (at, "", &before[at + CRITIC.0.len()..])
        } else if seal.get(4).is_some() {
            let Some(at) = before.rfind(HTML.0) else { continue };
            (at, "", &before[at + HTML.0.len()..])
        } else {
            let Some((label, words)) = before.split_once(FOOTNOTE) else { continue };
            if from != line || !label.starts_with("[^") || !label.ends_with(']') {
                continue;
            }
            (0, label, words)
        };
        let Some(mark) = Mark::read(words, kind.as_str(), digits.as_str()) else { continue };
        let (start, end) = (from + opening, whole.end());
        let code = code.get_or_insert_with(|| code_of(text));
        if is_in(code, start) {
            continue;
        }
        match mark.text {
            None => take(text, mark.stand, start, end, &mut found),
            Some(stand) => {
                take(text, stand, start, end, &mut found);
                let labels = labels.get_or_insert_with(|| labels_of(text));
                for at in labels.remove(label).unwrap_or_default().into_iter().filter(|at| *at != start && !is_in(code, *at)) {
                    take(text, mark.stand, at, at + label.len(), &mut found);
                }
            }
        }
    }
    found
}

/// Where each label of a footnote stands.
fn labels_of(text: &str) -> BTreeMap<&str, Vec<usize>> {
    let mut labels: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for label in LABEL.find_iter(text) {
        labels.entry(label.as_str()).or_default().push(label.start());
    }
    labels
}

/// Adds the range of a comment, and those of what was written around it.
fn take(text: &str, stand: Stand, start: usize, end: usize, found: &mut Vec<(usize, usize)>) {
    match stand {
        Stand::Beside => found.push((start, end)),
        Stand::After => found.push((start - usize::from(text[..start].ends_with(' ')), end)),
        Stand::Around => {
            let words = text[..start].strip_suffix(HIGHLIGHT.1);
            let opening = |words: &str| {
                let near = text.ceil_char_boundary(words.len().saturating_sub(LONGEST));
                words[near..].rfind(HIGHLIGHT.0).map(|at| near + at)
            };
            match words.and_then(|words| Some((words.len(), opening(words)?))) {
                Some((close, open)) => {
                    found.push((open, open + HIGHLIGHT.0.len()));
                    found.push((close, end));
                }
                None => found.push((start, end)),
            }
        }
        Stand::Line(before, behind) => {
            let (mut start, mut end) = (start, end);
            for _ in 0..before {
                let rest = &text[..start];
                start -= if rest.ends_with("\r\n") { 2 } else { usize::from(rest.ends_with(ENDS)) };
            }
            for _ in 0..behind {
                let rest = &text[end..];
                end += if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(ENDS)) };
            }
            found.push((start, end));
        }
    }
}

/// Code and front matter of a text, in order: nothing of ours stands there.
fn code_of(text: &str) -> Vec<Span> {
    let is_code = |piece: &Markup| matches!(piece, Markup::Code(_) | Markup::Open(Element::CodeBlock(_) | Element::FrontMatter));
    markup(text).into_iter().filter(|(piece, _)| is_code(piece)).map(|(_, span)| span).collect()
}

fn is_in(spans: &[Span], at: usize) -> bool {
    let after = spans.partition_point(|span| span.start as usize <= at);
    spans[..after].last().is_some_and(|span| at < span.end as usize)
}
