//! Source to statements, for the languages that have one on a line.

/// One statement, trimmed; a slice of the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Statement<'a> {
    pub text: &'a str,
    /// True when a semicolon on the same line stands before it.
    pub after_semicolon: bool,
}

/// Statements that line ends and semicolons part; `#` opens a comment, but not within a name.
pub(super) fn statements(text: &str) -> impl Iterator<Item = Statement<'_>> {
    text.split('\n')
        .flat_map(|line| {
            let line = &line[..comment(line)];
            line.split(';').enumerate().map(|(number, text)| Statement { text: text.trim(), after_semicolon: number > 0 })
        })
        .filter(|statement| !statement.text.is_empty() && !statement.text.starts_with('%'))
}

/// Where the comment of a line begins; its length when it has none.
fn comment(line: &str) -> usize {
    let words = line.find(':').unwrap_or(line.len());
    let opens = |at: &usize| *at > words || line[..*at].chars().next_back().is_none_or(char::is_whitespace);
    memchr::memchr_iter(b'#', line.as_bytes()).find(opens).unwrap_or(line.len())
}

/// Lines, trimmed, without those that are empty.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty())
}

/// Letters, digits and underscores at the start.
pub(super) fn first_word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())]
}
