//! Ids that requirements are written with, at the head of a heading, paragraph, list item or table row.

use crate::checklist::requirement_words::{IdSense, Vocabulary};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// `FR-1`, `FR1.1`, `REQ-A-03`, `US-2.2`, `AMD-01`, then a mark that parts it from its text.
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([A-Z][A-Za-z]{0,9}(?:[-_][A-Z]{1,12})*[-_.]?[0-9]{1,4}(?:[.-][0-9]{1,3})*[a-z]?)(?:[\]`*_~)]*\s*(?:[:.)\]|\x{2013}\x{2014}]|-\s|$)|[\]`*_~)]+\s|(\s))")
        .expect("the pattern is fixed and valid")
});

/// `User Story 3:`, `Feature 1 - `.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^((user story|job story|story|feature|use case|requirement|epic|scenario|capability)\s+#?[0-9]+(?:\.[0-9]+)*[a-z]?)[\]`*_~)]*\s*(?:[:.)|\x{2013}\x{2014}-]|$)")
        .expect("the pattern is fixed and valid")
});

/// First words of what [`NUMBERED`] matches.
const NUMBERED_WORDS: &[&str] = &["user", "job", "story", "feature", "use", "requirement", "epic", "scenario", "capability"];

/// `acme-shop-fr-checkout`: words of which one says what it is.
static KEBAB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([a-z][a-z0-9]*(?:-[a-z0-9]+){2,})[\]`*_~)]*\s*(?:[:.|\x{2013}\x{2014}]|-\s|$)").expect("the pattern is fixed and valid")
});

/// A line that holds nothing but an id: `- [ ] p1 - **ID**: acme-shop-fr-checkout`.
static ID_LINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^\p{L}\p{N}]*(?:p\d[^\p{L}\p{N}]*)?(?:[Rr]equirement\s+)?I[Dd](?-u:\b)[^\p{L}\p{N}]*(?:[xX]\][^\p{L}\p{N}]*)?(?:p\d[^\p{L}\p{N}]*)?([A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)+)[^\p{L}\p{N}]*$")
        .expect("the pattern is fixed and valid")
});

/// Characters within which an id shows itself.
const OPENING: usize = 40;

/// An id as found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Id {
    /// As written.
    pub(super) name: String,
    pub(super) sense: IdSense,
    /// True when nothing but the id stands there.
    pub(super) alone: bool,
    /// True for ids that are counted anew in each place: `AC1`, `Story 2`.
    pub(super) local: bool,
}

/// The id that source text opens with.
pub(super) fn leading(source: &str, words: &Vocabulary) -> Option<Id> {
    // Every form stands at the head of the first line.
    let line = source.lines().next().unwrap_or_default();
    // Most text has none: no digit and no long name in its first words.
    let opening = line.char_indices().nth(OPENING).map_or(line, |(end, _)| &line[..end]);
    if !opening.bytes().any(|b| b.is_ascii_digit() || b == b'-') && !opening.contains("ID") {
        return None;
    }
    let rest_is_empty = |end: usize| !source[end..].contains(|c: char| c.is_alphanumeric());
    // A pattern is compiled when it is first asked, which costs more than reading a document: the first character, word or
    // letters of a line rule most of them out.
    if (line.contains("ID") || line.contains("Id"))
        && let Some(found) = captures(&ID_LINE, line)
    {
        let name = found.get(1)?;
        let alone = rest_is_empty(line.len());
        return Some(Id { name: name.as_str().to_owned(), sense: words.long_id(name.as_str()), alone, local: false });
    }
    let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '|');
    let before = line.len() - bare.len();
    let first = bare.split_whitespace().next()?;
    if NUMBERED_WORDS.iter().any(|word| word.eq_ignore_ascii_case(first))
        && let Some(found) = captures(&NUMBERED, bare)
    {
        let name = found.get(1)?;
        let alone = rest_is_empty(before + name.end());
        return Some(Id { name: name.as_str().to_owned(), sense: IdSense::Functional, alone, local: true });
    }
    if first.starts_with(|c: char| c.is_ascii_uppercase())
        && first.bytes().any(|b| b.is_ascii_digit())
        && let Some(found) = captures(&CODE, bare)
    {
        let name = found.get(1)?;
        let letters = name.as_str().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default().to_lowercase();
        let sense = words.id(&letters)?;
        // Before a mere space only a known prefix is an id: "S3 bucket", "Web3 wallets".
        if found.get(2).is_some() && (sense == IdSense::Unknown || sense == IdSense::Other) {
            return None;
        }
        let local = letters == "ac";
        return Some(Id { name: name.as_str().to_owned(), sense, alone: rest_is_empty(before + name.end()), local });
    }
    if !first.starts_with(|c: char| c.is_ascii_lowercase()) || !first.contains('-') {
        return None;
    }
    let name = captures(&KEBAB, bare)?.get(1)?;
    let sense = words.long_id(name.as_str());
    let alone = rest_is_empty(before + name.end());
    (sense != IdSense::Unknown).then(|| Id { name: name.as_str().to_owned(), sense, alone, local: false })
}

/// Captures, which are many times dearer than a match, only of a line that matches.
fn captures<'t>(pattern: &Regex, line: &'t str) -> Option<Captures<'t>> {
    pattern.is_match(line).then(|| pattern.captures(line)).flatten()
}
