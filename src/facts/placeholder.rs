//! Unresolved placeholders: TBD, TODO, ???, [Your name], {{...}}.

use super::spots::Spots;
use super::{ControlField, Reading, TopicFact};
use crate::document::{BlockKind, covers, plain};
use crate::source::Span;
use memchr::memmem;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Longest in brackets, in bytes: what is longer is text.
const LONGEST: usize = 80;

/// Unbounded repeats, as bounded ones of such classes are dear to compile.
static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?-u:\b)(?:TBD|TBA|TBC|TODO|FIXME|XXX)(?-u:\b)|\(tbd\)|(?-u:\b)To [Bb]e (?:[Dd]etermined|[Dd]ecided|[Dd]efined|[Cc]onfirmed|[Aa]nnounced)(?-u:\b)\s*$",
        r"|(?-u:\b)(?:is|are|remains?|needs?|still|yet) to be (?:determined|decided|confirmed|announced)(?-u:\b)|\?\?\?+|\{\{\s*[^{}\n]+\}\}",
        r"|\\?\[(?i-u:your|insert|add|describe|name|date|author|owner|company|product|team|link|fill|placeholder|tbd|todo)(?-u:\b)[^\]:,\n]*\]",
        r"|<(?i-u:your|insert|add|describe|name|date|author|owner|company|product|team|tbd|todo)(?:[ _-][^<>\n]+)?>",
        r"|(?-u:\b)(?:is|are|remains?|still) to be (?:resolved|aligned|clarified|agreed|specified|settled|worked out)(?-u:\b)|(?-u:\b)will be (?:defined|decided|determined) later(?-u:\b)",
        r"|(?-u:\b)(?i-u:lorem ipsum)(?-u:\b)|_{4,}"
    ))
    .expect("the pattern is fixed and valid")
});

/// Marks that open some of them, beside the words of `placeholder-openings` in `checklists/words.toml`.
const MARKS: &[&str] = &["???", "{{", "____"];
/// Words that open one behind a bracket.
const BRACKETED: &[&str] = &[
    "your",
    "insert",
    "add",
    "describe",
    "name",
    "date",
    "author",
    "owner",
    "company",
    "product",
    "team",
    "link",
    "fill",
    "placeholder",
    "tbd",
    "todo",
];

/// Where one may open: without such a place the pattern, which is dear to run, need not be asked.
fn openings(reading: &Reading<'_>) -> Spots {
    let text = reading.text.as_bytes();
    let words = reading.hits_of("placeholder-openings").map(|hit| hit.span.start);
    let marks = MARKS.iter().flat_map(|mark| memmem::find_iter(text, mark));
    let brackets = memchr::memchr2_iter(b'[', b'<', text).filter(|at| {
        let behind = &text[at + 1..];
        BRACKETED.iter().any(|word| behind.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes())))
    });
    words.chain(marks.chain(brackets).map(|at| at as u32)).collect()
}

/// A placeholder in prose, a list or a table cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// Its words.
    pub span: Span,
    /// Index of the topic under whose heading it stands, if any.
    pub topic: Option<usize>,
    /// True when its line speaks of data, access, secrets or retention.
    pub matters: bool,
    /// True where a document says who wrote it and who signed it.
    pub control: bool,
    /// True in a list of what is open, or of what is not done.
    pub listed: bool,
}

pub(super) fn find(reading: &Reading<'_>, topics: &[TopicFact], of_document: &[ControlField]) -> Vec<Placeholder> {
    let mut subjects: Vec<Span> = reading.hits_of("security-subjects").map(|hit| hit.span).collect();
    subjects.sort_unstable();
    let openings = openings(reading);
    let mut found = Vec::new();
    // What is told of a whole line or block is told once of it: a line may have thousands.
    let mut given = GivenAtRelease::default();
    for block in &reading.document.blocks {
        if matches!(block.kind, BlockKind::Code { .. }) || block.quoted {
            continue;
        }
        // An estimate that is open in the table of a plan is no gap of the design.
        let planned = matches!(block.kind, BlockKind::Table(_) | BlockKind::Cell) && reading.heading_in(block.section, "plan-headings");
        let mut around = reading.document.around(block.section);
        if planned || around.any(|section| reading.heading_in(section, "history-headings")) {
            continue;
        }
        let text = block.span.of(reading.text);
        if !openings.any_in(block.span) {
            continue;
        }
        let mut talk = Talk::default();
        for hit in PLACEHOLDER.find_iter(text).filter(|hit| hit.len() <= LONGEST || hit.as_str().starts_with('_')) {
            let span = Span::new(block.span.start as usize + hit.start(), block.span.start as usize + hit.end());
            let after = &reading.text[span.end as usize..];
            let before = &reading.text[..span.start as usize];
            let linked = hit.as_str().ends_with(']')
                && (after.starts_with(['(', '[']) || reading.document.links.iter().any(|link| link.span.contains(span)));
            // In a table it may say that nobody knows.
            let rhetoric = hit.as_str().starts_with('?') && matches!(block.kind, BlockKind::Table(_));
            let masked = reading.document.masks.iter().any(|m| m.contains(span) && (*m != span || !hit.as_str().starts_with('<')));
            let word = before.ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_' || c == '/' || c == '`')
                || after.starts_with(['-', '_', '`', '/']);
            let taken = after.starts_with('(') && hit.as_str() == "TODO" || after.trim_start().starts_with('@');
            let settled =
                SETTLED.iter().any(|how| after.trim_start().starts_with(how)) || given.is_before(reading.text, span.start as usize);
            let counted = before.trim_end().ends_with(|c: char| c.is_ascii_digit()) && hit.as_str().starts_with('T');
            // "kubectl describe hpa <name>" is no gap; "Owner: <name>" is.
            let argument = hit.as_str().starts_with("<name") && before.ends_with(' ') && before.trim_end().ends_with(char::is_alphanumeric);
            if rhetoric
                || argument
                || linked
                || masked
                || counted
                || (word || taken || settled) && !hit.as_str().starts_with(['{', '['])
                || covers(&reading.document.code_spans, span.start)
            {
                continue;
            }
            // "no TBDs remain", "grep for TODO": talk about placeholders is none.
            if talk.is_of(hit.as_str(), text) {
                continue;
            }
            // Above the first section and where it is signed, who wrote it and when is a matter of document control.
            let control = block.section <= 1 && hit.as_str().starts_with(['[', '\\', '<'])
                || reading.heading_in(block.section, "control-headings")
                || of_document.iter().any(|field| field.value.contains(span));
            let topic = topics.iter().position(|t| t.section.is_some_and(|s| s.contains(span)));
            let line = span.lines(reading.text);
            let matters = subjects[subjects.partition_point(|s| s.start < line.start)..].first().is_some_and(|s| s.end <= line.end);
            let listed = reading.silent[block.section] || reading.heading_in(block.section, "open-headings");
            found.push(Placeholder { span, topic, matters, control, listed });
        }
    }
    found
}

/// Words behind "to be determined" that say how, by whom or when.
const SETTLED: &[&str] =
    &["during ", "by ", "after ", "as described", "at run", "at compile", "jointly ", "differently", "from ", "using ", "based on "];

/// Where a line has words that say that its value is given out when the rest is done: the block of a fork, a date of activation.
#[derive(Default)]
struct GivenAtRelease {
    /// Start of the line, and the end of the first of these words.
    line: Option<(usize, Option<usize>)>,
}

impl GivenAtRelease {
    /// True when they stand before the place in its line.
    fn is_before(&mut self, text: &str, at: usize) -> bool {
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        if self.line.is_none_or(|(line, _)| line != start) {
            let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
            let line = text[start..end].to_ascii_lowercase();
            let words = ["fork", "activation", "timestamp", "release date", "launch date", "deployment block"];
            let first = words.iter().filter_map(|word| Some(start + line.find(word)? + word.len())).min();
            self.line = Some((start, first));
        }
        self.line.and_then(|(_, first)| first).is_some_and(|first| first <= at)
    }
}

/// Whether a block talks about placeholders, by their words.
#[derive(Default)]
struct Talk {
    lower: Option<String>,
    known: BTreeMap<String, bool>,
}

impl Talk {
    fn is_of(&mut self, word: &str, block: &str) -> bool {
        let lower = self.lower.get_or_insert_with(|| plain(block).to_lowercase());
        *self.known.entry(word.to_lowercase()).or_insert_with_key(|word| talks_of_it(lower, word))
    }
}

fn talks_of_it(lower: &str, word: &str) -> bool {
    [
        format!("no {word}"),
        format!("\"{word}\""),
        format!("\u{201c}{word}\u{201d}"),
        format!("{word} comment"),
        format!("{word} app"),
        format!("{word} list"),
    ]
    .iter()
    .any(|talk| lower.contains(talk.as_str()))
}
