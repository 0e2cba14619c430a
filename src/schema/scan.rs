//! A code block to tokens, for notations that share words, quotes, brackets and comments.

use crate::source::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, digits and `_`, beginning with none of the digits.
    Word,
    /// Digits and what sticks to them.
    Number,
    /// A string or quoted name, quotes included.
    Quoted,
    /// A comment; the span is its text without marks.
    Comment,
    /// A single character that is nothing else.
    Mark(u8),
}

/// A token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Span,
    /// Line, counted from the block's first.
    pub line: u32,
    /// True when nothing stands before it in its line.
    pub first: bool,
}

impl Token {
    pub fn is(&self, mark: u8) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// True for that keyword, without regard to case.
    pub fn says(&self, text: &str, word: &str) -> bool {
        self.kind == Kind::Word && self.span.of(text).eq_ignore_ascii_case(word)
    }

    /// The text, without quotes.
    pub fn name(&self, text: &str) -> String {
        self.bare(text).of(text).to_owned()
    }

    /// The span, without quotes.
    pub fn bare(&self, text: &str) -> Span {
        let quoted = self.kind == Kind::Quoted && self.span.end - self.span.start >= 2;
        if !quoted {
            return self.span;
        }
        let open = self.span.of(text).as_bytes()[0];
        let closed = self.span.of(text).as_bytes().last() == Some(&open);
        Span { start: self.span.start + 1, end: self.span.end - u32::from(closed) }
    }
}

/// What opens a comment and a string.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// `--`, `//`, `#`, `%%`.
    pub lines: &'static [&'static str],
    /// Bytes that open and close strings.
    pub quotes: &'static [u8],
    /// `$$ ... $$` is a string.
    pub dollars: bool,
}

/// Tokens of `span`. Linear in its length.
pub(super) fn tokens(text: &str, span: Span, style: Style) -> Vec<Token> {
    let source = span.of(text);
    let bytes = source.as_bytes();
    let base = span.start as usize;
    let mut found = Vec::new();
    let (mut at, mut line, mut first) = (0, 0, true);
    // Where the search for a closing mark has failed once it fails again: no second look over the rest.
    let (mut open_block, mut open_tick, mut open_dollar) = (true, true, true);
    while let Some(&byte) = bytes.get(at) {
        if byte == b'\n' {
            line += 1;
            first = true;
            at += 1;
            continue;
        }
        if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let rest = &source[at..];
        let (kind, shown, end) = if let Some(mark) = style.lines.iter().find(|mark| rest.starts_with(**mark)) {
            let end = at + rest.find('\n').unwrap_or(rest.len());
            (Kind::Comment, comment(source, at + mark.len(), end), end)
        } else if open_block && rest.starts_with("/*") {
            let close = rest.find("*/").map(|close| at + close);
            open_block = close.is_some();
            let end = close.unwrap_or(at + 2);
            (Kind::Comment, comment(source, (at + 2).min(end), end), close.map_or(at + 2, |close| close + 2))
        } else if let Some(inside) = rest.strip_prefix("\"\"\"") {
            let close = inside.find("\"\"\"").map_or(source.len(), |close| at + 3 + close);
            (Kind::Comment, comment(source, at + 3, close), (close + 3).min(source.len()))
        } else if style.dollars && open_dollar && byte == b'$' && dollar_tag(rest).is_some() {
            let tag = dollar_tag(rest).unwrap_or("$$");
            let close = rest[tag.len()..].find(tag);
            open_dollar = close.is_some();
            let end = close.map_or(at + 1, |close| at + tag.len() * 2 + close);
            (Kind::Quoted, at..end, end)
        } else if style.quotes.contains(&byte) {
            let end = if byte == b'`' && !open_tick { at + 1 } else { string_end(bytes, at) };
            if byte == b'`' && end == at + 1 {
                open_tick = false;
            }
            (if end > at + 1 { Kind::Quoted } else { Kind::Mark(byte) }, at..end, end)
        } else if byte.is_ascii_digit() {
            let end = at + rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
            (Kind::Number, at..end, end)
        } else if byte == b'_' || byte == b'$' || !byte.is_ascii() || byte.is_ascii_alphabetic() {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
            let length = length.max(rest.chars().next().map_or(1, char::len_utf8));
            let word = rest.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$');
            (if word { Kind::Word } else { Kind::Mark(0) }, at..at + length, at + length)
        } else {
            (Kind::Mark(byte), at..at + 1, at + 1)
        };
        found.push(Token { kind, span: Span::new(base + shown.start, base + shown.end), line, first });
        line += memchr::memchr_iter(b'\n', &bytes[at..end]).count() as u32;
        first = false;
        at = end;
    }
    found
}

/// The text of a comment: no white space and no further marks at its ends.
fn comment(source: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let slice = &source[start..end];
    let kept = slice.trim_start_matches(|c: char| c.is_whitespace() || "-/*#<!%".contains(c));
    let start = end - kept.len();
    start..start + kept.trim_end().len()
}

/// `$$` or `$name$`.
fn dollar_tag(rest: &str) -> Option<&str> {
    let name = rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    rest[1 + name..].starts_with('$').then(|| &rest[..name + 2]).filter(|tag| !tag[1..].starts_with(|c: char| c.is_ascii_digit()))
}

/// One past the closing quote; a string that does not close ends with its line, one in back-ticks is no string.
fn string_end(bytes: &[u8], open: usize) -> usize {
    let quote = bytes[open];
    let mut at = open + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote != b'`' => at += 1,
            b'\n' if quote != b'`' => return at,
            _ if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    if quote == b'`' { open + 1 } else { bytes.len() }
}

/// Index of the mark that closes the one at `open`, else the number of tokens.
pub(super) fn close(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Mark(b'(' | b'[' | b'{') => depth += 1,
            Kind::Mark(b')' | b']' | b'}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

/// From the first token to the last; empty for none.
pub(super) fn cover(tokens: &[Token]) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.span.join(last.span),
        _ => Span::default(),
    }
}

/// Comments that stand on lines of their own right above the token `at`, in source order.
pub(super) fn comments_above(tokens: &[Token], at: usize) -> Vec<Span> {
    let mut found = Vec::new();
    let Some(token) = tokens.get(at) else { return found };
    let mut line = token.line;
    for before in tokens[..at].iter().rev() {
        if before.kind != Kind::Comment || !before.first || before.line + 1 < line {
            break;
        }
        line = before.line;
        if !before.span.is_empty() {
            found.push(before.span);
        }
    }
    found.reverse();
    found
}
