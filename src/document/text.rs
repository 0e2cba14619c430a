//! Words of headings and blocks without Markdown: what is compared, and what is shown.

use super::numbering::{is_numbered, without_number};
use std::borrow::Cow;

/// Longest attribute block, in bytes, that is taken for one.
const ATTRIBUTES_MAX: usize = 400;

/// White space folded to one blank, none at the ends.
pub(super) fn fold(text: &str) -> String {
    let visible = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if visible && !text.as_bytes().windows(2).any(|pair| pair == b"  ") {
        return text.trim_ascii().to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// End of the attribute block whose brace is at `open`: `{#anchor}`, `{.class key="value"}` as pandoc, Google Docs and
/// static site builders write them behind headings, links and images. None for `{id}` and `{{name}}`.
fn attributes_end(text: &str, open: usize) -> Option<usize> {
    let rest = &text[open + 1..];
    let inner = &rest[..rest.bytes().take(ATTRIBUTES_MAX).position(|byte| byte == b'}')?];
    let word = inner.split_whitespace().next()?;
    let named = word.len() > 1 && word.starts_with(['#', '.']) && !word[1..].starts_with(['#', '.']);
    let valued = word.split_once('=').is_some_and(|(key, _)| {
        key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    });
    (!inner.contains(['{', '<']) && (named || valued)).then_some(open + inner.len() + 2)
}

/// All attribute blocks that stand directly behind a link, image, bracket or code: offset and end.
pub(super) fn attribute_blocks(text: &str) -> Vec<(usize, usize)> {
    let follows = |open: usize| open.checked_sub(1).is_some_and(|before| takes_attributes(text.as_bytes()[before]));
    memchr::memchr_iter(b'{', text.as_bytes())
        .filter(|open| follows(*open))
        .filter_map(|open| Some((open, attributes_end(text, open)?)))
        .collect()
}

/// True when an attribute block may follow what ends with `before`: a link, an image, a bracket, code.
fn takes_attributes(before: u8) -> bool {
    matches!(before, b']' | b')' | b'`')
}

/// The text without attribute blocks; the brackets of `[words]{.class}` go with theirs.
pub(super) fn without_attributes(text: &str) -> Cow<'_, str> {
    if !text.contains('{') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (open, _) in text.match_indices('{') {
        let Some(end) = attributes_end(text, open).filter(|_| open >= from) else { continue };
        out.push_str(&text[from..open]);
        from = open;
        if out.bytes().next_back().is_some_and(takes_attributes) {
            if let Some(bracket) = opening_bracket(&out) {
                out.pop();
                out.remove(bracket);
            }
            from = end;
        } else if ends_with_attributes(text, open) {
            from = end;
        }
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// True when nothing but attribute blocks stands from `open` on, parted from the text before by white space.
fn ends_with_attributes(text: &str, open: usize) -> bool {
    if text.len() - open > 2 * ATTRIBUTES_MAX {
        return false;
    }
    let mut rest = open;
    while text[rest..].starts_with('{') {
        let Some(end) = attributes_end(text, rest) else { return false };
        rest = text.len() - text[end..].trim_start().len();
    }
    rest == text.len() && (open == 0 || text[..open].ends_with(char::is_whitespace))
}

/// Length of a heading's text without the attribute blocks at its end.
pub(super) fn length_without_attributes(heading: &str) -> usize {
    let blocks = heading.match_indices('{').find(|(open, _)| ends_with_attributes(heading, *open));
    heading[..blocks.map_or(heading.len(), |(open, _)| open)].trim_end().len()
}

/// Offset of the bracket that the one at the very end closes; None for the label in `[words][label]`.
fn opening_bracket(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (i, byte) in text.bytes().enumerate().rev().take(ATTRIBUTES_MAX) {
        match byte {
            b']' => depth += 1,
            b'[' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (byte == b'[' && !text[..i].ends_with(']')).then_some(i);
        }
    }
    None
}

/// A destination as it is kept: of a `data:` address only what stands before its data.
pub(super) fn address(mut destination: String) -> String {
    if destination.starts_with("data:") {
        destination.truncate(destination.find(',').unwrap_or(destination.len()));
        destination.shrink_to_fit();
    }
    destination
}

/// The words a heading is known by: lower case, without number, emoji, trailing brackets and plural s.
pub fn heading_key(heading: &str) -> String {
    if is_heading_key(heading) { heading.to_owned() } else { worked_out_key(heading) }
}

fn worked_out_key(heading: &str) -> String {
    let mut rest = heading.trim_start_matches(|c: char| !c.is_alphanumeric());
    while let Some(after) = without_number(rest) {
        let after = after.trim_start_matches(|c: char| !c.is_alphanumeric());
        if after.is_empty() {
            break;
        }
        rest = after;
    }
    let rest = rest.trim_end_matches(|c: char| c.is_whitespace() || ":.*".contains(c));
    let opening = match rest.as_bytes().last() {
        Some(b')') => rest.rfind('('),
        Some(b']') => rest.rfind('['),
        _ => None,
    };
    key_of(opening.filter(|open| *open > 0).map_or(rest, |open| &rest[..open]))
}

/// True for words in lower case that are surely their own [`heading_key`], which is quickly seen of nearly all of a checklist.
pub fn is_heading_key(heading: &str) -> bool {
    let bytes = heading.as_bytes();
    if !bytes.first().is_some_and(u8::is_ascii_lowercase) {
        return false;
    }
    let mut start = 0;
    for (at, byte) in bytes.iter().chain(b" ").enumerate() {
        if *byte == b' ' {
            let word = &heading[start..at];
            // Without marks behind it, only a word such as "section" makes a number or letter a label.
            if word.is_empty() || singular(word).len() < word.len() || start == 0 && is_numbered(word) {
                return false;
            }
            start = at + 1;
        } else if !byte.is_ascii_lowercase() && !byte.is_ascii_digit() {
            return false;
        }
    }
    true
}

/// [`heading_key`] of the whole heading and of its parts around `and`, `&`, `/`, `,`, `:` and dashes, the whole first.
pub fn heading_keys(heading: &str) -> Vec<String> {
    let mut keys = vec![heading_key(heading)];
    // Most headings have no parts.
    let plain = heading.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'.' | b'-'));
    if plain && !heading.contains(" and ") && !heading.contains(" - ") {
        return keys;
    }
    let spaced = heading.replace(" and ", " & ");
    let parts = spaced.split(['&', '/', ',', ':', '|', '+', '\u{2013}', '\u{2014}']).flat_map(|part| part.split(" - "));
    for part in parts {
        let key = heading_key(part);
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    }
    if let Some((open, close)) = heading.rfind('(').zip(heading.rfind(')')).filter(|(open, close)| open < close) {
        let key = key_of(&heading[open + 1..close]);
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// Lower-case words joined by one space; `&` reads `and`; plural s dropped.
fn key_of(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut push = |word: &str| {
        if !key.is_empty() {
            key.push(' ');
        }
        push_singular(&mut key, if word == "&" { "and" } else { word });
    };
    if text.is_ascii() {
        // Nearly all are, and bytes are quicker than characters.
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'&';
        let mut at = 0;
        while let Some(gap) = text.as_bytes()[at..].iter().position(is_part) {
            let start = at + gap;
            at = start + text.as_bytes()[start..].iter().take_while(|byte| is_part(byte)).count();
            push(&text[start..at]);
        }
    } else {
        text.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|word| !word.is_empty()).for_each(push);
    }
    key
}

/// Adds a word in lower case and without a plural s.
pub(crate) fn push_singular(key: &mut String, word: &str) {
    let start = key.len();
    if word.is_ascii() {
        key.push_str(word);
        key[start..].make_ascii_lowercase();
    } else {
        key.push_str(&word.to_lowercase());
    }
    key.truncate(start + singular(&key[start..]).len());
}

/// The word without a plural s: `requirements` is `requirement`, `access` and `status` stay.
pub(crate) fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_by_their_words() {
        for (heading, key) in [
            ("3.2 Functional Requirements", "functional requirement"),
            ("🔐 Security & Privacy", "security and privacy"),
            ("Section 13: Risks (Optional)", "risk"),
            ("Alternatives [optional]", "alternative"),
            ("F-004: Export", "export"),
            ("A. Goals:", "goal"),
            ("Document 02 - Data Model", "data model"),
            ("Access", "access"),
            ("2024", "2024"),
            ("3)", "3"),
        ] {
            assert_eq!(heading_key(heading), key, "{heading}");
        }
        assert_eq!(heading_keys("Goals and Non-Goals")[1..], ["goal", "non goal"]);
    }

    #[test]
    fn what_is_taken_for_its_own_key_is() {
        const WORDS: &[&str] =
            &["section", "part", "a", "iv", "v2", "goals", "goal", "access", "status", "yes", "2", "us12", "s", "", "API", "b."];
        let mut taken = 0;
        for (first, second, third) in WORDS.iter().flat_map(|a| WORDS.iter().flat_map(move |b| WORDS.iter().map(move |c| (a, b, c)))) {
            let heading = format!("{first} {second} {third}");
            for heading in [heading.as_str(), heading.trim()] {
                if is_heading_key(heading) {
                    taken += 1;
                    assert_eq!(worked_out_key(heading), heading);
                }
            }
        }
        assert!(taken > 100, "{taken}");
    }

    #[test]
    fn attribute_blocks_are_left_out_and_braces_in_prose_kept() {
        for (text, without) in [
            ("[ Metering : Upload ]{#title-text} {#title-heading .pagetitle}", " Metering : Upload  "),
            ("[]{#x .confluence-anchor-link}Interfaces {#y}", "Interfaces "),
            ("8.3 Threats (short) {#8.3-threats-(short)}", "8.3 Threats (short) "),
            ("[a](b){.external rel=\"nofollow\"}, c", "[a](b), c"),
            ("GET /users/{id} {internal} {{name}} {} {", "GET /users/{id} {internal} {{name}} {} {"),
        ] {
            assert_eq!(without_attributes(text), without, "{text}");
        }
    }
}
