//! Words of headings and blocks without Markdown: what is compared, and what is shown.

use regex::Regex;
use std::sync::LazyLock;

/// Numbers and labels in front of a heading: `1.`, `3.2`, `A.`, `Section 13:`, `Document 02 -`, `F-004:`.
static PREFIX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:(?:section|document|doc|part|chapter|requirement|epic|feature|appendix|step|phase|module|story)\s+(?:\d+(?:\.\d+)*|[ivx]+|[a-z])\b\s*[:.)\x{2013}\x{2014}-]?\s*",
        r"|(?:\d+(?:\.\d+)*|[ivx]{1,4}|[a-z])[.):]+(?:\s*[\x{2013}\x{2014}-])?\s+",
        r"|\d+(?:\.\d+)*\s*[\x{2013}\x{2014}:-]?\s+",
        r"|[a-z]{1,5}-?\d+(?:\.\d+)*\s*[:.\x{2013}\x{2014}-]\s+)"
    ))
    .expect("the pattern is fixed and valid")
});

/// Plain text of a stretch of Markdown: no emphasis marks, escapes, attributes, tags or link destinations; white space folded.
pub fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut chars = markdown.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(|(_, next)| next.is_ascii_punctuation()) => {
                out.push(chars.next().map_or('\\', |(_, next)| next));
            }
            '*' | '`' => {}
            '_' if !(out.ends_with(char::is_alphanumeric) && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric())) => {}
            '~' if markdown[i..].starts_with("~~") => {
                chars.next();
            }
            '<' => match markdown[i..].find('>') {
                Some(end) if markdown[i + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') => {
                    while chars.next_if(|&(at, _)| at <= i + end).is_some() {}
                    if !out.ends_with(' ') {
                        out.push(' ');
                    }
                }
                _ => out.push('<'),
            },
            '!' if markdown[i + 1..].starts_with('[') => {}
            '[' => {}
            ']' => {
                if let Some(close) = markdown[i + 1..].strip_prefix('(').and_then(|rest| rest.find(')')) {
                    while chars.next_if(|&(at, _)| at <= i + 2 + close).is_some() {}
                }
            }
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Plain text of a heading without a trailing attribute block: `Title {#anchor .class}` is `Title`.
pub(super) fn heading_text(markdown: &str) -> String {
    let text = plain(markdown);
    let cut = match text.rfind('{') {
        Some(open) if text.ends_with('}') && text[open + 1..].trim_start().starts_with(['#', '.']) => open,
        _ => text.len(),
    };
    text[..cut].trim().trim_end_matches('#').trim_end().to_owned()
}

/// The words a heading is known by: lower case, without number, emoji, trailing parenthesis and plural s.
pub fn heading_key(heading: &str) -> String {
    let mut rest = heading.trim_start_matches(|c: char| !c.is_alphanumeric());
    while let Some(found) = PREFIX.find(rest) {
        let after = rest[found.end()..].trim_start_matches(|c: char| !c.is_alphanumeric());
        if after.is_empty() {
            break;
        }
        rest = after;
    }
    let rest = rest.trim_end_matches(|c: char| c.is_whitespace() || ":.*".contains(c));
    let rest = match rest.rfind('(') {
        Some(open) if rest.ends_with(')') && open > 0 => &rest[..open],
        _ => rest,
    };
    key_of(rest)
}

/// [`heading_key`] of the whole heading and of its parts around `and`, `&`, `/`, `,`, `:` and dashes, the whole first.
pub fn heading_keys(heading: &str) -> Vec<String> {
    let mut keys = vec![heading_key(heading)];
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
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|w| !w.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        let word = if word == "&" { "and".to_owned() } else { word.to_lowercase() };
        key.push_str(singular(&word));
    }
    key
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
    fn plain_text_has_no_markup() {
        assert_eq!(plain("**1\\. Title**  `x_y` [a](http://b) <br> _z_ ~~old~~"), "1. Title x_y a z old");
        assert_eq!(heading_text("**Goals** {#goals .x}"), "Goals");
        assert_eq!(plain("a < b"), "a < b");
    }
}
