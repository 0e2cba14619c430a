//! The words of D2 source: keys, arrows, values.

/// A cursor over D2 source.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    pub source: &'a str,
    pub at: usize,
}

/// A part of a key: `a."b c".*` has three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    pub text: String,
    pub quoted: bool,
    pub start: usize,
    pub end: usize,
}

/// What stands after a colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing before the end of the statement or the brace.
    None,
    /// The word `null` without quotes.
    Null,
    /// Text.
    Text(String),
    /// A list in brackets.
    List,
}

/// What is wrong, and where it began.
pub(super) type Wrong = (usize, &'static str);

impl Cursor<'_> {
    pub fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    pub fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    /// White space within a line, and escaped line ends.
    pub fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            if rest.starts_with([' ', '\t', '\r', '\u{a0}', '\u{feff}']) {
                self.at += rest.chars().next().map_or(0, char::len_utf8);
            } else if rest.starts_with("\\\n") {
                self.at += 2;
            } else {
                return;
            }
        }
    }

    /// To the end of the line.
    pub fn skip_line(&mut self) {
        self.at += memchr::memchr(b'\n', self.rest().as_bytes()).unwrap_or(self.source.len() - self.at);
    }

    /// `->`, `<-`, `<->`, `--` of any length: heads at either end.
    pub fn arrow(&mut self) -> Option<(bool, bool)> {
        let length = arrow_length(self.rest().as_bytes())?;
        let arrow = &self.source[self.at..self.at + length];
        self.at += length;
        Some((arrow.starts_with('<'), arrow.ends_with('>')))
    }

    /// A key path; empty when none begins here.
    pub fn key(&mut self) -> Result<Vec<Segment>, Wrong> {
        let mut path = Vec::new();
        loop {
            self.skip_blanks();
            let start = self.at;
            let segment = match self.peek() {
                Some(quote @ (b'"' | b'\'')) => {
                    let text = self.quoted(quote)?;
                    Segment { text, quoted: true, start, end: self.at }
                }
                _ => {
                    let text = self.bare();
                    Segment { end: start + text.len(), text: unescaped(&text), quoted: false, start }
                }
            };
            if segment.quoted || !segment.text.is_empty() {
                path.push(segment);
            }
            self.skip_blanks();
            if self.peek() != Some(b'.') || self.rest().starts_with("...") {
                return Ok(path);
            }
            self.at += 1;
            if self.peek() == Some(b'(') {
                return Ok(path);
            }
        }
    }

    /// A part of a key without quotes.
    fn bare(&mut self) -> String {
        let start = self.at;
        let bytes = self.source.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'\n' | b':' | b';' | b'{' | b'}' | b'.' | b'[' | b']' | b'(' | b')' => break,
                b'#' if self.at > start && bytes[self.at - 1].is_ascii_whitespace() => break,
                b'-' | b'<' if arrow_length(&bytes[self.at..]).is_some() => break,
                b'\\' => self.at += 1,
                _ => {}
            }
            self.at = (self.at + 1).min(bytes.len());
        }
        while !self.source.is_char_boundary(self.at) {
            self.at += 1;
        }
        self.source[start..self.at].trim_end().to_owned()
    }

    fn quoted(&mut self, quote: u8) -> Result<String, Wrong> {
        let start = self.at;
        let bytes = self.source.as_bytes();
        let mut text = String::new();
        let mut at = start + 1;
        let mut from = at;
        while let Some(&byte) = bytes.get(at) {
            if byte == b'\\' && quote == b'"' {
                text.push_str(&self.source[from..at]);
                match bytes.get(at + 1) {
                    Some(b'n') => {
                        text.push(' ');
                        from = at + 2;
                    }
                    Some(b'\n') => from = at + 2,
                    _ => from = at + 1,
                }
                at += 2;
            } else if byte == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote) {
                text.push_str(&self.source[from..=at]);
                at += 2;
                from = at;
            } else if byte == quote {
                text.push_str(self.source.get(from..at).unwrap_or_default());
                self.at = at + 1;
                return Ok(text);
            } else {
                at += 1;
            }
        }
        Err((start, "the quoted text is not closed"))
    }

    /// `|md ... |`, `||| ... |||`, and with further marks.
    fn block(&mut self) -> Result<String, Wrong> {
        let start = self.at;
        let marks = self.rest().bytes().take_while(u8::is_ascii_punctuation).count();
        let close: String = self.source[start..start + marks].chars().rev().collect();
        self.at += marks;
        let tag = self.rest().bytes().take_while(u8::is_ascii_alphanumeric).count();
        self.at += tag;
        match self.rest().find(&close) {
            Some(length) => {
                let text = self.source[self.at..self.at + length].to_owned();
                self.at += length + close.len();
                Ok(text)
            }
            None => Err((start, "the block of text is not closed")),
        }
    }

    /// The value after a colon.
    pub fn value(&mut self) -> Result<Value, Wrong> {
        self.skip_blanks();
        match self.peek() {
            None | Some(b'\n' | b';' | b'{' | b'}') => Ok(Value::None),
            Some(quote @ (b'"' | b'\'')) => Ok(Value::Text(self.quoted(quote)?)),
            Some(b'|') => Ok(Value::Text(self.block()?)),
            Some(b'[') => {
                self.skip_nested(b'[', b']')?;
                Ok(Value::List)
            }
            Some(_) => {
                let text = self.bare_value();
                Ok(if text == "null" { Value::Null } else { Value::Text(unescaped(&text)) })
            }
        }
    }

    fn bare_value(&mut self) -> String {
        let start = self.at;
        let bytes = self.source.as_bytes();
        let mut variable = false;
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'}' if variable => variable = false,
                b'{' if self.at > start && bytes[self.at - 1] == b'$' => variable = true,
                b'\n' | b';' | b'{' | b'}' => break,
                b'#' if self.at == start || bytes[self.at - 1].is_ascii_whitespace() => break,
                b'\\' => self.at += 1,
                _ => {}
            }
            self.at = (self.at + 1).min(bytes.len());
        }
        while !self.source.is_char_boundary(self.at) {
            self.at += 1;
        }
        self.source[start..self.at].trim().to_owned()
    }

    /// Past a list or map that begins here, with everything in it.
    pub fn skip_nested(&mut self, open: u8, close: u8) -> Result<(), Wrong> {
        let start = self.at;
        let mut depth = 0usize;
        let mut fresh = true;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' if self.rest().starts_with("\"\"\"") => self.skip_comment(),
                b'"' | b'\'' if fresh => {
                    self.quoted(byte)?;
                    continue;
                }
                b'|' if fresh => {
                    self.block()?;
                    continue;
                }
                b'#' if fresh => {
                    self.skip_line();
                    continue;
                }
                b'\\' => self.at += 1,
                _ if byte == open => depth += 1,
                _ if byte == close => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        self.at += 1;
                        return Ok(());
                    }
                }
                _ => {}
            }
            let next = self.source.as_bytes().get(self.at + 1);
            fresh = match byte {
                b'\n' | b':' | b';' | b'{' | b'[' | b',' | b'.' => true,
                b' ' | b'\t' => fresh || next == Some(&b'#'),
                _ => false,
            };
            self.at = (self.at + 1).min(self.source.len());
            while !self.source.is_char_boundary(self.at) {
                self.at += 1;
            }
        }
        Err((start, if open == b'{' { "the brace is not closed" } else { "the bracket is not closed" }))
    }

    /// Past `""" ... """`.
    pub fn skip_comment(&mut self) {
        let tail = self.source.get(self.at + 3..).unwrap_or_default();
        self.at = tail.find("\"\"\"").map_or(self.source.len(), |end| self.at + 3 + end + 3);
    }
}

/// Length of the arrow that `bytes` begin with.
fn arrow_length(bytes: &[u8]) -> Option<usize> {
    let left = usize::from(bytes.first() == Some(&b'<'));
    let dashes = bytes[left..].iter().take_while(|b| **b == b'-').count();
    let right = usize::from(dashes > 0 && bytes.get(left + dashes) == Some(&b'>'));
    (dashes > 0 && left + dashes + right >= 2).then_some(left + dashes + right)
}

fn unescaped(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push(' '),
                Some(other) => out.push(other),
                None => {}
            },
            _ => out.push(c),
        }
    }
    out
}
