//! Names to words.

use crate::source::Span;

/// The words of a name in lower case: `created_at`, `createdAt`, `CreatedAt`, `created-at` are "created", "at";
/// `userID` is "user", "id".
pub fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut chars = name.chars().peekable();
    let mut last = ' ';
    while let Some(c) = chars.next() {
        if !c.is_alphanumeric() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            last = ' ';
            continue;
        }
        // A capital opens a word after a small letter, and before one: "userID", "HTTPServer"; not in "userIDs".
        let next = chars.peek().copied().unwrap_or(' ');
        let plural = next == 's' && { chars.clone().nth(1).is_none_or(|after| !after.is_lowercase()) };
        let opens = c.is_uppercase() && (last.is_lowercase() || last.is_numeric() || last.is_uppercase() && next.is_lowercase() && !plural);
        if opens && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.extend(c.to_lowercase());
        last = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Words of a heading that say what kind of thing it names, not which.
const FRAMES: &[&str] = &[
    "table",
    "tables",
    "model",
    "entity",
    "collection",
    "schema",
    "fields",
    "field",
    "columns",
    "column",
    "attributes",
    "attribute",
    "properties",
    "new",
    "the",
    "object",
    "struct",
    "structure",
    "interface",
    "type",
    "message",
    "definition",
    "data",
    "database",
    "core",
    "details",
    "json",
    "body",
    "payload",
    "format",
    "example",
    "sample",
    "request",
    "response",
    "parameters",
    "record",
    "record",
    "sql",
    "ddl",
    "a",
    "an",
    "of",
    "for",
    "db",
    "document",
    "description",
    "overview",
    "additional",
    "updated",
    "changes",
    "and",
];

/// The name in a heading or an introduction: its words in back-ticks, else what is left without number and frame
/// ("3.1 Table: `runs`", "Users Table"). None when only frame is left, or a sentence.
pub(super) fn title(span: Span, text: &str) -> Option<(String, Span)> {
    let line = span.of(text);
    if let Some(open) = line.find('`')
        && let Some(length) = line[open + 1..].find('`')
        && length > 0
    {
        let start = span.start as usize + open + 1;
        return Some((line[open + 1..open + 1 + length].to_owned(), Span::new(start, start + length)));
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '/' || c == '-';
    let mut kept: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for piece in line.split(|c: char| !is_word(c)) {
        let frame = FRAMES.contains(&piece.to_lowercase().as_str());
        let number = piece.chars().all(|c| c.is_ascii_digit() || c == '-' || c == '/');
        if !piece.is_empty() && !frame && !number {
            kept.push((at, piece));
        }
        // Separators may be wider than a byte: step over the piece and the one character behind it.
        at += piece.len();
        at += line[at..].chars().next().map_or(0, char::len_utf8);
    }
    let (first, last) = (kept.first()?, kept.last()?);
    if kept.len() > 5 {
        return None;
    }
    let start = span.start as usize + first.0;
    let end = span.start as usize + last.0 + last.1.len();
    let name: Vec<&str> = kept.iter().map(|(_, w)| *w).collect();
    Some((name.join(" "), Span::new(start, end)))
}

/// A slice with runs of white space as one space.
pub(super) fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
