//! A place in the source that moves forward.

/// What cannot be read, and where.
#[derive(Debug)]
pub(super) struct Problem<'a> {
    /// A slice of the source; its first line is shown.
    pub part: &'a str,
    pub reason: String,
}

impl<'a> Problem<'a> {
    pub fn new(part: &'a str, reason: impl Into<String>) -> Self {
        Self { part, reason: reason.into() }
    }
}

/// Copying it remembers a place to go back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// Forward by `bytes`, which end at a character; not beyond the end.
    pub fn advance(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.text.len());
    }

    pub fn skip_while(&mut self, keep: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.advance(rest.find(|c| !keep(c)).unwrap_or(rest.len()));
    }

    /// Past white space of this line.
    pub fn skip_blanks(&mut self) {
        self.skip_while(|c| c != '\n' && c.is_whitespace());
    }

    /// Past white space and line ends.
    pub fn skip_space(&mut self) {
        self.skip_while(char::is_whitespace);
    }

    /// To the end of this line.
    pub fn skip_line(&mut self) {
        self.skip_while(|c| c != '\n');
    }

    /// What is left of this line.
    pub fn line(&self) -> &'a str {
        self.rest().split('\n').next().unwrap_or_default()
    }

    /// What is left of this line, or, at its end, the whole line; for a statement that ends too early.
    pub fn line_or_last(&self) -> &'a str {
        if !self.line().trim().is_empty() {
            return self.line();
        }
        let before = self.text[..self.at].trim_end();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        &before[start..]
    }

    /// Letters, digits and underscores from here on.
    pub fn word(&self) -> &'a str {
        let rest = self.rest();
        &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())]
    }

    /// The text between this place and a later one.
    pub fn until(&self, end: &Self) -> &'a str {
        self.text.get(self.at..end.at).unwrap_or_default()
    }
}
