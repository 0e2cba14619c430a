//! Text to text that pulldown-cmark reads as GitHub reads the original: byte for byte, but for line ends put in.

use std::borrow::Cow;
use std::ops::Range;

/// What an issue begins with as `gh issue view` and `glab issue view` print it where no terminal is; a heading of as many bytes; what its
/// comments alone begin with (`gh issue view --comments`); and the line behind the fields of each and behind each comment.
pub(super) const TITLE: &str = "title:\t";
const HEADING: &str = "#      ";
const AUTHOR: &str = "author:\t";
const PARTED: &str = "--";

/// Text for the reader, and the way back to offsets of the original.
pub(super) struct Prepared<'a> {
    pub text: Cow<'a, str>,
    /// Offsets, in `text`, of line ends that the original does not have.
    inserted: Vec<usize>,
}

impl Prepared<'_> {
    /// A range of the original for a range of the prepared text.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        if self.inserted.is_empty() {
            return range;
        }
        let shift = |offset: usize| offset - self.inserted.partition_point(|&at| at < offset);
        shift(range.start)..shift(range.end)
    }
}

/// Rewrites what the reader takes otherwise than GitHub, or what is no Markdown:
/// * lines that open and close fenced divisions (`::: {.panel}`, `:::note Title`) become blank but for the title, or
///   they would be words of the paragraph beside them;
/// * tabs in the delimiter row of a table and behind a closing code fence become spaces;
/// * a table without outer pipes that follows on a paragraph gets a blank line before it;
/// * of an issue as the clients of GitHub and GitLab print it, the title becomes a heading, and lines of `--` become blank: they would make a
///   heading of what stands above.
pub(super) fn prepare(text: &str) -> Prepared<'_> {
    if !may_need_rewriting(text.as_bytes()) {
        return Prepared { text: Cow::Borrowed(text), inserted: Vec::new() };
    }
    let mut out = Output { source: text, done: 0, text: String::new(), inserted: Vec::new() };
    let mut fence: Option<&str> = None;
    let is_printed = is_printed(text.as_bytes());
    if text.starts_with(TITLE) {
        out.replace(0, TITLE.len(), HEADING);
    }
    let mut start = 0;
    // The line before and the one before that; empty in code and behind a division.
    let mut before = [0..0, 0..0];
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1).chain([text.len()]) {
        let (at, line) = (start, &text[start..end]);
        start = end;
        let mut this = at..end;
        let first = line.bytes().find(|byte| !matches!(byte, b' ' | b'\t'));
        match (first, fence) {
            (Some(b'`' | b'~'), Some(open)) => {
                let bare = line.trim();
                if bare.starts_with(open) && bare.trim_start_matches(&open[..1]).is_empty() {
                    fence = None;
                    out.without_tabs(at + line.trim_end().len(), end);
                }
                this = 0..0;
            }
            (_, Some(_)) => this = 0..0,
            (Some(mark @ (b'`' | b'~')), None) => {
                let bare = line.trim();
                let run = bare.bytes().take_while(|byte| *byte == mark).count();
                if run >= 3 && (mark == b'~' || !bare[run..].contains('`')) {
                    fence = Some(&bare[..run]);
                    this = 0..0;
                }
            }
            (Some(b'-'), None) if is_printed && line.trim_end() == PARTED => {
                out.blank(at, at + PARTED.len());
                this = 0..0;
            }
            (Some(b':'), None) if line.trim_start().starts_with(":::") => {
                out.division(at, line);
                this = 0..0;
            }
            (Some(b'|' | b'-' | b':'), None) => {
                if let Some(columns) = delimiter_columns(line.trim()) {
                    let [paragraph, header] = [&before[0], &before[1]].map(|range| text[range.clone()].trim());
                    if columns == pipes(header) + 1
                        && !header.starts_with('|')
                        && !header.ends_with('|')
                        && !paragraph.is_empty()
                        && !paragraph.contains('|')
                        && !paragraph.starts_with(['<', '#', '>'])
                    {
                        out.line_end(before[1].start);
                    }
                    out.without_tabs(at + line.len() - line.trim_start().len(), end);
                }
            }
            _ => {}
        }
        before = [before[1].clone(), this];
    }
    out.finish()
}

fn is_printed(text: &[u8]) -> bool {
    text.starts_with(TITLE.as_bytes()) || text.starts_with(AUTHOR.as_bytes())
}

/// False for most texts, at a fraction of the cost of looking at each line.
fn may_need_rewriting(text: &[u8]) -> bool {
    if memchr::memmem::find(text, b":::").is_some() || is_printed(text) {
        return true;
    }
    let behind_mark = |tab: usize| {
        let before = text[..tab].iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
        matches!(before, Some(b'`' | b'~' | b'|' | b'-' | b':'))
    };
    let mut at = 0;
    // Of a run of tabs the first tells.
    while let Some(tab) = memchr::memchr(b'\t', &text[at..]).map(|i| at + i) {
        if behind_mark(tab) {
            return true;
        }
        at = tab + text[tab..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    }
    // A delimiter row of more than one column under a line that begins without a pipe.
    at = 0;
    while let Some(pipe) = memchr::memchr(b'|', &text[at..]).map(|i| at + i) {
        let start = memchr::memrchr(b'\n', &text[..pipe]).map_or(0, |i| i + 1);
        at = memchr::memchr(b'\n', &text[pipe..]).map_or(text.len(), |i| pipe + i + 1);
        let is_delimiter = text[start..at].iter().all(|byte| matches!(byte, b'|' | b':' | b'-' | b' ' | b'\r' | b'\n'));
        if is_delimiter && start > 0 {
            let header = memchr::memrchr(b'\n', &text[..start - 1]).map_or(0, |i| i + 1);
            if !text[header..start].trim_ascii_start().starts_with(b"|") {
                return true;
            }
        }
    }
    false
}

/// The rewritten text; empty until something is rewritten.
struct Output<'a> {
    source: &'a str,
    /// Bytes of the source that are in `text`.
    done: usize,
    text: String,
    inserted: Vec<usize>,
}

impl<'a> Output<'a> {
    fn copy_to(&mut self, offset: usize) {
        if offset > self.done {
            self.text.push_str(&self.source[self.done..offset]);
            self.done = offset;
        }
    }

    /// Blanks out the line that opens or closes a fenced division, but for its title.
    fn division(&mut self, at: usize, line: &str) {
        let bare = line.trim_end();
        match division_title(bare.trim_start()) {
            "" => self.blank(at, at + line.len()),
            // Spaces before the title could make it code, and would be wrong in a list: there it stays as it is.
            title if line.starts_with(':') => {
                let title_at = at + (title.as_ptr() as usize - line.as_ptr() as usize);
                self.line_ends(at, title_at);
                self.copy_to(title_at + title.len());
                self.line_ends(title_at + title.len(), at + bare.len());
                self.line_end(at + bare.len());
            }
            _ => {}
        }
    }

    /// White space in place of every byte from `start` to `end` but line ends.
    fn blank(&mut self, start: usize, end: usize) {
        self.copy_to(start);
        self.text.extend(self.source[start..end].bytes().map(|byte| if matches!(byte, b'\r' | b'\n') { char::from(byte) } else { ' ' }));
        self.done = end;
    }

    fn replace(&mut self, start: usize, end: usize, with: &str) {
        self.copy_to(start);
        self.text.push_str(with);
        self.done = end;
    }

    /// Line ends in place of every byte from `start` to `end`.
    fn line_ends(&mut self, start: usize, end: usize) {
        self.copy_to(start);
        self.text.extend(std::iter::repeat_n('\n', end - start));
        self.done = end;
    }

    fn without_tabs(&mut self, start: usize, end: usize) {
        if self.source[start..end].contains('\t') {
            self.copy_to(start);
            self.text.push_str(&self.source[start..end].replace('\t', " "));
            self.done = end;
        }
    }

    fn line_end(&mut self, at: usize) {
        // What stands from `at` on may be rewritten already: it stays as it is, for offsets after it must stay true.
        if self.done <= at {
            self.copy_to(at);
            self.inserted.push(self.text.len());
            self.text.push('\n');
        }
    }

    fn finish(mut self) -> Prepared<'a> {
        if self.done == 0 && self.inserted.is_empty() {
            return Prepared { text: Cow::Borrowed(self.source), inserted: Vec::new() };
        }
        self.copy_to(self.source.len());
        Prepared { text: Cow::Owned(self.text), inserted: self.inserted }
    }
}

/// What a person reads of the line that opens or closes a fenced division: `Title` in `:::note Title` and
/// `:::note[Title]{.class}`, else nothing.
fn division_title(line: &str) -> &str {
    let rest = line.trim_matches(':').trim();
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
    let after = rest[word..].trim();
    let after = after.find('{').filter(|_| after.ends_with('}')).map_or(after, |brace| after[..brace].trim_end());
    after.strip_prefix('[').and_then(|title| title.strip_suffix(']')).unwrap_or(after).trim()
}

/// Number of columns when the line is the delimiter row of a table with more than one.
fn delimiter_columns(line: &str) -> Option<usize> {
    if line.bytes().any(|byte| !matches!(byte, b'|' | b':' | b'-' | b' ' | b'\t')) || !line.contains('|') {
        return None;
    }
    let inner = line.strip_prefix('|').unwrap_or(line);
    Some(inner.strip_suffix('|').unwrap_or(inner).split('|').count())
}

/// Number of pipes that are not escaped.
fn pipes(line: &str) -> usize {
    let mut escaped = false;
    line.bytes()
        .filter(|byte| {
            let counts = *byte == b'|' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            counts
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_fences_and_tabs_are_blanked_byte_for_byte() {
        let text = "::: {.ä}\r\nx\n:::\n```\n:::\n```\t\n|a|b|\n|-\t|-|\n";
        let prepared = prepare(text);
        assert_eq!(prepared.text, "         \r\nx\n   \n```\n:::\n``` \n|a|b|\n|- |-|\n");
        assert_eq!((prepared.text.len(), prepared.original(3..9)), (text.len(), 3..9));
        assert!(matches!(prepare("# T\n\n::x\n\n| a |\n|---|\n").text, Cow::Borrowed(_)));
    }

    #[test]
    fn a_printed_issue_has_a_title_and_its_comments_are_no_headings() {
        let text = "title:\tLeak\nstate:\tOPEN\n--\nWords.\n--\nauthor:\tann\n--\n```\n--\n```\n--\n";
        let prepared = prepare(text);
        assert_eq!(prepared.text, "#      Leak\nstate:\tOPEN\n  \nWords.\n  \nauthor:\tann\n  \n```\n--\n```\n  \n");
        assert_eq!(prepared.original(0..11), 0..11);
        assert_eq!(prepare("author:\tann\n--\nWords.\n--\n").text, "author:\tann\n  \nWords.\n  \n");
        assert!(matches!(prepare("Words.\n--\ntitle:\tLeak\n").text, Cow::Borrowed(_)), "a heading is one elsewhere");
    }

    #[test]
    fn the_title_of_a_division_is_a_paragraph_of_its_own() {
        let prepared = prepare(":::note[Ö]\nx\n:::tip T t \n");
        assert_eq!(prepared.text, "\n\n\n\n\n\n\n\nÖ\n\n\nx\n\n\n\n\n\n\n\nT t\n \n");
        assert_eq!(prepared.original(8..10), 8..10);
        assert_eq!(prepared.original(13..14), 12..13);
    }

    #[test]
    fn a_table_without_outer_pipes_parts_from_the_paragraph_before() {
        let prepared = prepare("é:\na|b\n-\t|-\n");
        assert_eq!(prepared.text, "é:\n\na|b\n- |-\n");
        assert_eq!(prepared.original(5..8), 4..7);
        assert_eq!(prepared.original(0..4), 0..4);
        assert!(matches!(prepare("a|b\n-|-\nc|d\n-|-\n").text, Cow::Borrowed(_)));
    }
}
