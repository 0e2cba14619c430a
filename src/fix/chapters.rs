//! The chapters of a document, how their headings are written and numbered, and where a further one begins.

use crate::checklist::Checklist;
use crate::document::{Document, Heading, HeadingStyle, Section, heading_keys};
use crate::source::Span;
use regex::Regex;
use std::sync::LazyLock;

/// A number in front of a heading, with the mark and the blanks behind it: `4. `, `4.2 `, `4) `, `4 - `, `Section 4: `.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^((?:(?i:section|part|chapter)[ \t]+)?(?:[0-9]{1,3}\.)*)([0-9]{1,3})((?:\\?[.):])?[ \t]+(?:[\x{2013}\x{2014}-][ \t]+)?)\S")
        .expect("the pattern is fixed and valid")
});

/// What looks like a number in front of a heading and is not written as [`NUMBER`] reads it: in bold, escaped, in letters, in a link, with a nought.
static OTHER_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[*_\[ ]*(?:0[0-9]+|[0-9]{1,3}|[A-Z]|[IVX]{1,5})(?:\.[0-9]+)*\\?[.):]").expect("the pattern is fixed and valid")
});

/// A line that belongs to the heading behind it: an anchor, a comment, a page break, and what opens around it.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ {0,3}(?:<a [^>]*>(?:</a>)?|<!--.*-->|<div[^>]*page-break[^>]*>(?:</div>)?|\\(?:newpage|pagebreak)|:::+[ \t]*\w.*|<(?:details|summary|section|div)(?:[ >].*)?)$")
        .expect("the pattern is fixed and valid")
});

/// Lines that part one chapter from the next.
static BREAK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$").expect("the pattern is fixed and valid"));

/// A line that readers do not see: where a reference or footnote leads.
static DEFINITION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^ {0,3}\[[^\]]+\]:[ \t]").expect("the pattern is fixed and valid"));

/// Longest text behind the last break of a document that is a footer, in bytes and in words: more would be read as an answer to the section
/// that is put in before it.
const FOOTER: usize = 300;
const FOOTER_WORDS: usize = 8;

/// How a heading is written.
#[derive(Debug, Clone, Copy)]
struct Written {
    style: HeadingStyle,
    /// 1 to 6, and 7 for a line of bold words.
    level: u8,
}

/// A number in front of a heading.
#[derive(Debug, Clone)]
struct Number {
    /// The numbers of the chapters around: `4.`.
    outer: String,
    own: u32,
    /// What parts it from the words.
    parting: String,
}

/// Sections of one level, in source order.
pub(super) struct Chapters<'a> {
    text: &'a str,
    end: &'static str,
    of: Vec<&'a Section>,
    written: Written,
    /// How the last that has a number is numbered, when most have one, and its place among the chapters.
    number: Option<(usize, Number)>,
    /// How many come before those that close the document: references, appendix.
    body: usize,
    /// True when most are numbered in a way that is not continued here.
    pub numbered_otherwise: bool,
    /// True when lines part them.
    parted: bool,
    /// End of the text that the first would follow.
    start: usize,
    /// Where the chapter ends that they are in, the line left out that parts it from the next.
    within: Option<usize>,
}

/// Where a further section goes, and what goes before and behind it.
pub(super) struct Slot {
    pub at: usize,
    /// A line that parts it from what stands before it.
    break_before: bool,
    /// One that parts it from what follows.
    break_behind: bool,
}

impl<'a> Chapters<'a> {
    /// The chapters of a document.
    pub(super) fn of(document: &'a Document, text: &'a str, end: &'static str, checklist: &Checklist) -> Self {
        let headed = || document.sections.iter().skip(1).filter(|s| level(s).is_some());
        let is_first = |section: &Section| headed().next().is_some_and(|first| first.span == section.span);
        let is_numbered = |section: &Section| section.heading.as_ref().is_some_and(|heading| number(heading.text_span.of(text)).is_some());
        let is_title = |section: &&Section| level(section) == Some(1) && is_first(section) && !is_numbered(section);
        let title = headed().find(is_title);
        let rest: Vec<&Section> = headed().filter(|section| !is_title(section)).collect();
        let count = |level_: u8| rest.iter().filter(|section| level(section) == Some(level_)).count();
        let own = (1..=BOLD).find(|level| count(*level) > 1).or_else(|| (1..=BOLD).find(|level| count(*level) > 0));
        let of: Vec<&Section> = rest.iter().copied().filter(|section| level(section) == own).collect();
        let start = match (title, of.first()) {
            (_, Some(first)) => trimmed_end(text, first.span.start as usize),
            _ => trimmed_end(text, text.len()),
        };
        let level = own.unwrap_or(2);
        Self::read(of, Written { style: HeadingStyle::Atx, level }, text, end, checklist, start)
    }

    /// The sections in the chapter that begins at a byte; None where none does, or its sections have no level.
    pub(super) fn below(&self, start: u32, document: &'a Document, checklist: &Checklist) -> Option<Self> {
        let whole = self.of.iter().find(|section| section.span.start == start && level(section).is_some_and(|level| level < DEEPEST))?;
        let inside = || document.sections.iter().filter(|s| whole.span.contains(s.span) && s.span != whole.span);
        let own = inside().filter_map(level).min();
        let of: Vec<&Section> = inside().filter(|section| own.is_some() && level(section) == own).collect();
        let body = whole.span.of(self.text);
        let end = if ends_in_break(body) { before_break(body) } else { body.len() };
        let end = whole.span.start as usize + before_lead(&body[..end]);
        let written = Written { style: HeadingStyle::Atx, level: own.or(level(whole).map(|level| level + 1))? };
        let mut below = Self::read(of, written, self.text, self.end, checklist, end);
        (below.within, below.parted) = (Some(end), false);
        let outer = whole.heading.as_ref().and_then(|heading| number(heading.text_span.of(self.text)));
        if let Some(Number { outer, own, .. }) = outer.filter(|outer| below.of.is_empty() && !outer.outer.contains(' ')) {
            below.number = Some((0, Number { outer: format!("{outer}{own}."), own: 0, parting: " ".to_owned() }));
        }
        Some(below)
    }

    fn read(of: Vec<&'a Section>, written: Written, text: &'a str, end: &'static str, checklist: &Checklist, start: usize) -> Self {
        let heading = |section: &&Section| section.heading.clone();
        let written = of.last().and_then(heading).map_or(written, |h: Heading| Written { style: h.style, level: h.level });
        let numbers: Vec<(usize, Number)> =
            of.iter().enumerate().filter_map(|(at, section)| Some((at, number(heading(section)?.text_span.of(text))?))).collect();
        let number = numbers.last().cloned().filter(|_| numbers.len() > 1 && numbers.len() * 2 > of.len());
        let otherwise = of.iter().filter_map(heading).filter(|heading| {
            let title = heading.text_span.of(text);
            self::number(title).is_none() && OTHER_NUMBER.is_match(title)
        });
        let numbered_otherwise = of.len() > 1 && otherwise.count() * 2 > of.len();
        let closing = checklist.word_keys("closing-headings");
        let closes = |section: &&&Section| {
            let title = section.heading.as_ref().map(|h| heading_keys(&h.text)).unwrap_or_default();
            title.iter().take(1).any(|key| closing.is_some_and(|words| words.contains(key)) || key.starts_with("appendix"))
        };
        let body = of.len() - of.iter().rev().take_while(closes).count();
        let breaks = of.iter().filter(|section| ends_in_break(section.span.of(text))).count();
        let parted = breaks > 1 && breaks * 2 >= of.len();
        Self { text, end, of, written, number, body, numbered_otherwise, parted, start, within: None }
    }

    /// The chapter that holds a byte.
    pub(super) fn holding(&self, offset: u32) -> Option<usize> {
        self.of.iter().position(|section| section.span.start <= offset && offset < section.span.end)
    }

    /// Before a chapter, else before those that close the document. Where chapters are numbered it is behind the last number, so that no
    /// number changes.
    pub(super) fn slot(&self, before: Option<usize>) -> Slot {
        if let Some(end) = self.within {
            return Slot { at: end, break_before: false, break_behind: false };
        }
        let before = match &self.number {
            Some((last, _)) => last + 1,
            None => before.map_or(self.body, |chapter| chapter.min(self.body)),
        };
        let is_last = before == self.of.len();
        let Some(previous) = before.checked_sub(1).map(|at| self.of[at]) else {
            return Slot { at: self.start, break_before: false, break_behind: false };
        };
        let (start, end) = (previous.span.start as usize, previous.span.end as usize);
        let body = &self.text[start..end];
        let body = if is_last { body } else { &body[..before_lead(body)] };
        let footer = if is_last && end == trimmed_end(self.text, self.text.len()) { before_footer(body) } else { None };
        let at = start + footer.unwrap_or(body.len());
        let broken = ends_in_break(&self.text[start..at]);
        Slot { at, break_before: self.parted && !broken && (footer.is_some() || is_last), break_behind: broken && !is_last }
    }

    /// A section with this heading and body for a slot; `nth` of those put in, from 0.
    pub(super) fn section(&self, slot: &Slot, title: &str, body: &str, nth: usize) -> String {
        let end = self.end;
        let title = match &self.number {
            Some((_, Number { outer, own, parting })) => format!("{outer}{}{parting}{title}", *own as usize + nth + 1),
            None => title.to_owned(),
        };
        let heading = match self.written {
            Written { style: HeadingStyle::Setext, level: level @ 1..=2 } => {
                format!("{title}{end}{}", if level == 1 { "=" } else { "-" }.repeat(title.chars().count().max(3)))
            }
            Written { style: HeadingStyle::Html, level: level @ 1..=6 } => format!("<h{level}>{title}</h{level}>"),
            Written { level: BOLD, .. } => format!("**{title}**"),
            Written { level, .. } => format!("{} {title}", "#".repeat(level.into())),
        };
        let line = |wanted: bool| if wanted { format!("{end}{end}---") } else { String::new() };
        let lead = if slot.at == 0 { String::new() } else { format!("{end}{end}") };
        format!("{}{lead}{heading}{end}{end}{body}{}", line(slot.break_before), line(slot.break_behind))
    }
}

/// Headings of this level and deeper ones have none below them.
const DEEPEST: u8 = 6;

/// The level of a line of bold words that is a heading.
const BOLD: u8 = 7;

/// The level of a section's heading, unless it is the row of a table.
fn level(section: &Section) -> Option<u8> {
    section.heading.as_ref().filter(|h| h.style != HeadingStyle::TableRow).map(|h| h.level)
}

fn number(heading: &str) -> Option<Number> {
    let found = NUMBER.captures(heading)?;
    let own = found[2].parse().ok().filter(|_| !found[2].starts_with('0') || found[2].len() == 1)?;
    Some(Number { outer: found[1].to_owned(), own, parting: found[3].to_owned() })
}

fn trimmed_end(text: &str, end: usize) -> usize {
    text[..end].trim_end().len()
}

/// True when the last line parts what stands before it from what follows.
fn ends_in_break(body: &str) -> bool {
    let body = body.trim_end();
    let line = body.rfind('\n').map_or(0, |at| at + 1);
    // Right below words it would make a heading of them.
    BREAK.is_match(&body[line..])
        && body[..line].trim_end_matches([' ', '\t']).ends_with(['\n'])
        && body[..line].trim_end().len() + 1 < line
}

/// The end of what stands before the line that ends `body`.
fn before_break(body: &str) -> usize {
    trimmed_end(body, body.trim_end().rfind('\n').unwrap_or(0))
}

/// The end of what stands before the lines that lead to the next heading.
fn before_lead(body: &str) -> usize {
    let mut end = body.len();
    loop {
        let lines = body[..end].trim_end();
        match lines.rfind('\n') {
            Some(at) if LEAD.is_match(lines[at + 1..].trim_end()) => end = trimmed_end(body, at),
            _ => return end,
        }
    }
}

/// The end of the last chapter's own text, where lines that lead elsewhere or a footer behind a break follow on it.
fn before_footer(body: &str) -> Option<usize> {
    let mut end = body.trim_end().len();
    while let Some(line) = body[..end].rfind('\n').map(|at| at + 1).filter(|line| DEFINITION.is_match(&body[*line..end])) {
        end = trimmed_end(body, line);
    }
    let mut at = end;
    while let Some(line) = body[..at].rfind('\n').map(|at| at + 1).filter(|line| end - line <= FOOTER) {
        if ends_in_break(&body[..at]) {
            let footer = body[at..end].trim();
            let is_text = !footer.contains(['#', '|'])
                && !footer.starts_with(['-', '+', '<'])
                && footer.split_whitespace().nth(FOOTER_WORDS).is_none();
            end = if is_text { trimmed_end(body, line) } else { end };
            break;
        }
        at = trimmed_end(body, line);
    }
    (end < body.len()).then_some(end)
}

impl Slot {
    /// The place as an empty span.
    pub(super) fn span(&self) -> Span {
        Span::new(self.at, self.at)
    }
}
