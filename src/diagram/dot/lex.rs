//! DOT source to tokens.

/// A piece of DOT source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name, number or quoted text, without its quotes.
    Id(String),
    /// A bare word, which may be a keyword.
    Word(String),
    /// Text in angle brackets.
    Html(String),
    /// `->` or `--`.
    Edge { directed: bool },
    /// One of `{ } [ ] = ; , : +`.
    Mark(u8),
}

/// A token, where it begins and where it ends.
pub(super) type Placed = (Token, usize, usize);

/// What is wrong, and where it began.
pub(super) type Wrong = (usize, &'static str);

/// A reader of tokens; never looks back.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(source: &'a str) -> Self {
        Self { source, at: 0 }
    }

    /// The next token with its place; an error says where it began and what is wrong with it.
    pub fn next(&mut self) -> Result<Option<Placed>, Wrong> {
        self.skip()?;
        let start = self.at;
        let bytes = self.source.as_bytes();
        let Some(&first) = bytes.get(start) else { return Ok(None) };
        let token = match first {
            b'{' | b'}' | b'[' | b']' | b'=' | b';' | b',' | b':' | b'+' => {
                self.at += 1;
                Token::Mark(first)
            }
            b'-' if matches!(bytes.get(start + 1), Some(b'-' | b'>')) => {
                self.at += 2;
                Token::Edge { directed: bytes[start + 1] == b'>' }
            }
            b'"' => Token::Id(self.quoted()?),
            b'<' => Token::Html(self.html()?),
            b'-' | b'.' | b'0'..=b'9' => self.number()?,
            _ => self.word()?,
        };
        Ok(Some((token, start, self.at)))
    }

    /// White space, comments, and lines that begin with `#`.
    fn skip(&mut self) -> Result<(), Wrong> {
        let bytes = self.source.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            let rest = &self.source[self.at..];
            if byte.is_ascii_whitespace() || byte == 0xB || rest.starts_with('\u{feff}') {
                self.at += if byte < 0x80 { 1 } else { 3 };
            } else if rest.starts_with("//") || byte == b'#' {
                self.at += memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.at += rest.find("*/").ok_or((self.at, "the comment is not closed"))? + 2;
            } else {
                break;
            }
        }
        Ok(())
    }

    fn quoted(&mut self) -> Result<String, Wrong> {
        let start = self.at;
        let bytes = self.source.as_bytes();
        let mut text = String::new();
        let mut from = start + 1;
        let mut at = from;
        loop {
            match bytes.get(at) {
                None => return Err((start, "the quoted text is not closed")),
                Some(b'"') => break,
                Some(b'\\') => match bytes.get(at + 1) {
                    Some(b'"') => {
                        text.push_str(&self.source[from..at]);
                        from = at + 1;
                        at += 2;
                    }
                    // A line that goes on.
                    Some(b'\n') => {
                        text.push_str(&self.source[from..at]);
                        at += 2;
                        from = at;
                    }
                    Some(b'\\') => at += 2,
                    _ => at += 1,
                },
                Some(_) => at += 1,
            }
        }
        text.push_str(&self.source[from..at]);
        self.at = at + 1;
        Ok(text)
    }

    fn html(&mut self) -> Result<String, Wrong> {
        let start = self.at;
        let mut depth = 0usize;
        for (offset, byte) in self.source.as_bytes()[start..].iter().enumerate() {
            match byte {
                b'<' => depth += 1,
                b'>' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at = start + offset + 1;
                        return Ok(self.source[start + 1..start + offset].to_owned());
                    }
                }
                _ => {}
            }
        }
        Err((start, "the label in angle brackets is not closed"))
    }

    fn number(&mut self) -> Result<Token, Wrong> {
        let start = self.at;
        let rest = &self.source[start..];
        let mut length = usize::from(rest.starts_with('-'));
        length += rest[length..].bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        if length == 0 || !rest[..length].bytes().any(|b| b.is_ascii_digit()) {
            return Err((start, "there is a character that no name may hold"));
        }
        // `123abc` is read as a number and a name, with a warning.
        self.at = start + length;
        Ok(Token::Id(rest[..length].to_owned()))
    }

    fn word(&mut self) -> Result<Token, Wrong> {
        let start = self.at;
        let rest = &self.source[start..];
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii())).unwrap_or(rest.len());
        if length == 0 {
            return Err((start, "there is a character that no name may hold"));
        }
        self.at = start + length;
        Ok(Token::Word(rest[..length].to_owned()))
    }
}
