//! Statements that the product has no personal data, no third parties or no stored data.
//!
//! Only what is said of the product as a whole counts: "no personal data is logged" or "the gateway keeps no user data in its cache"
//! speaks of a part, and the rest of the document does not contradict it.

use super::super::Reading;
use super::super::spots::Spots;
use super::super::surroundings::Found;
use super::is_aside;
use crate::checklist::Entry;
use crate::document::{BlockKind, plain};
use crate::lexicon::Hit;
use crate::source::Span;
use crate::terms::Term;

/// What is said not to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Denied {
    /// Personal data, collected or kept.
    PersonalData,
    /// Outside services and recipients.
    ThirdParties,
    /// Data at rest.
    Storage,
    /// Personal data other than what the statement lists.
    OtherData,
}

/// A statement that there is none of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// Of what.
    pub what: Denied,
    /// The words that say it.
    pub span: Span,
    /// The sentence or row around them.
    pub sentence: Span,
    /// True when only keeping is denied.
    pub kept_only: bool,
    /// Kinds of data that the statement lists as all there are: indices into [`crate::terms::Terms::elements`].
    pub listed: Vec<usize>,
}

/// The word lists of statements, and what each denies.
const LISTS: &[(&str, Denied)] = &[
    ("none-of-personal-data", Denied::PersonalData),
    ("none-of-third-parties", Denied::ThirdParties),
    ("none-of-storage", Denied::Storage),
];

/// Words that may stand before a statement on the product as a whole.
const WHOLE: &[&str] = &[
    "the",
    "this",
    "our",
    "we",
    "it",
    "its",
    "system",
    "app",
    "application",
    "product",
    "service",
    "platform",
    "feature",
    "site",
    "website",
    "tool",
    "solution",
    "project",
    "plugin",
    "extension",
    "library",
    "cli",
    "there",
    "is",
    "are",
    "will",
    "be",
    "does",
    "do",
    "has",
    "have",
    "collects",
    "stores",
    "processes",
    "handles",
    "requires",
    "uses",
    "involves",
    "contains",
    "holds",
    "keeps",
    "collect",
    "store",
    "process",
    "handle",
    "require",
    "use",
    "need",
    "needs",
    "and",
    "so",
    "because",
    "privacy",
    "pii",
    "data",
    "security",
    "v1",
    "mvp",
    "must",
    "shall",
    "should",
    "can",
    "also",
    "therefore",
    "by",
    "design",
    "at",
    "all",
    "personal",
    "gdpr",
    "compliance",
    "third",
    "party",
    "parties",
    "storage",
    "note",
    "that",
    "as",
    "since",
    "integrations",
    "dependencies",
    "external",
    "introduces",
    "adds",
];

/// Words that may stand behind it.
const BEHIND: &[&str] = &[
    "is",
    "are",
    "will",
    "be",
    "being",
    "stored",
    "collected",
    "processed",
    "handled",
    "kept",
    "retained",
    "persisted",
    "saved",
    "used",
    "required",
    "involved",
    "needed",
    "or",
    "and",
    "by",
    "the",
    "this",
    "system",
    "app",
    "application",
    "product",
    "service",
    "platform",
    "feature",
    "at",
    "all",
    "anywhere",
    "ever",
    "any",
    "point",
    "time",
    "in",
    "v1",
    "mvp",
    "it",
    "we",
    "tracked",
    "gathered",
    "here",
    "introduced",
    "added",
    "whatsoever",
    "exist",
    "exists",
    "personal",
    "data",
    "pii",
    "information",
    "transmitted",
    "shared",
    "today",
];

/// Words of headings under which only a part is spoken of.
const PARTS: &[&str] = &[
    "log",
    "logs",
    "logging",
    "telemetry",
    "analytics",
    "metric",
    "metrics",
    "cache",
    "caching",
    "token",
    "tokens",
    "event",
    "events",
    "payload",
    "notification",
    "notifications",
    "test",
    "testing",
    "tests",
    "fixture",
    "monitoring",
    "tracing",
    "url",
    "urls",
    "audit",
    "error",
    "errors",
    "component",
    "components",
    "module",
    "endpoint",
    "demo",
    "seed",
];

pub(super) fn find(reading: &Reading<'_>, terms: &[Found<'_, '_>], passages: &[(Span, usize)]) -> Vec<Denial> {
    let mut found: Vec<Denial> = Vec::new();
    for (hit, entry) in reading.entries() {
        let Entry::Word(list) = entry else { continue };
        let Some((_, what)) = LISTS.iter().find(|(name, _)| name == list) else { continue };
        let Some(block) = reading.block_of(hit) else { continue };
        let code = matches!(block.kind, BlockKind::Code { .. });
        let section = block.section;
        if code || block.quoted || is_aside(reading.section_roles[section]) || of_part(reading, section) || !is_of_whole(reading, hit) {
            continue;
        }
        let said = hit.span.of(reading.text).to_lowercase();
        let kept =
            ["stor", "persist", "kept", "retain", "saved"].iter().any(|stem| said.contains(stem) || behind(reading, hit).contains(stem));
        let taken = ["collect", "process", "handl"].iter().any(|stem| said.contains(stem) || behind(reading, hit).contains(stem));
        found.push(Denial { what: *what, span: hit.span, sentence: reading.passage(hit), kept_only: kept && !taken, listed: Vec::new() });
    }
    let only = Spots::of_words(&["nly "], reading.text);
    let lists = passages.iter().filter(|(passage, _)| only.any_in(*passage));
    found.extend(lists.filter_map(|passage| closed_list(reading, terms, *passage)));
    found.sort_by_key(|denial| (denial.sentence, denial.what, denial.span));
    found.dedup_by_key(|denial| (denial.sentence, denial.what));
    found
}

/// Words that end a list of what is kept.
const KEPT: &[&str] = &["stored", "collected", "kept", "retained", "saved", "persisted"];
/// Longest list, in bytes.
const LONGEST_LIST: usize = 200;
/// Kinds of data from which on it is a list of data.
const ENOUGH_LISTED: usize = 2;

/// "Only email, name and phone are stored": a list that says that there is nothing else.
fn closed_list(reading: &Reading<'_>, terms: &[Found<'_, '_>], (passage, section): (Span, usize)) -> Option<Denial> {
    let text = passage.of(reading.text);
    let kept = KEPT.iter().filter_map(|kept| Some(text.find(kept)? + kept.len())).min()?;
    let start = ["Only ", "only "].iter().filter_map(|only| text[..kept].rfind(only)).max().filter(|start| kept - start <= LONGEST_LIST)?;
    let (rest, end) = (&text[start..], kept - start);
    let said = &rest[..end];
    let before = plain(&text[..start]).to_lowercase();
    let clause = before.rsplit(['|', ':', ';', ',', '.', '\u{2014}']).next().unwrap_or_default();
    let whole = clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| WHOLE.contains(&word));
    if said.contains(['|', ';', ':']) || !whole || is_aside(reading.section_roles[section]) || of_part(reading, section) {
        return None;
    }
    let from = passage.start as usize + start;
    let span = Span::new(from, from + end);
    // In source order by heading and block, not through the whole text: each is asked.
    let named = terms.iter().filter(|found| span.contains(found.hit.span));
    let mut listed: Vec<usize> =
        named.filter_map(|found| if let Term::Element(element) = found.alias.term { Some(element as usize) } else { None }).collect();
    listed.sort_unstable();
    listed.dedup();
    (listed.len() >= ENOUGH_LISTED).then_some(Denial { what: Denied::OtherData, span, sentence: passage, kept_only: true, listed })
}

/// True under a heading about logs, caches, tests and the like.
fn of_part(reading: &Reading<'_>, section: usize) -> bool {
    let own = reading.document.sections[section].heading.as_ref().map(|heading| heading.text.to_lowercase()).unwrap_or_default();
    own.split(|c: char| !c.is_alphanumeric()).any(|word| PARTS.contains(&word))
}

/// What stands behind a hit in its sentence, in lower case.
fn behind(reading: &Reading<'_>, hit: &Hit) -> String {
    let sentence = reading.sentence(hit);
    plain(Span { start: hit.span.end, end: sentence.end.max(hit.span.end) }.of(reading.text)).to_lowercase()
}

/// True when the words around the statement name nothing that it is limited to.
fn is_of_whole(reading: &Reading<'_>, hit: &Hit) -> bool {
    let sentence = reading.sentence(hit);
    let before = plain(Span { start: sentence.start.min(hit.span.start), end: hit.span.start }.of(reading.text)).to_lowercase();
    // A label, or another half of the sentence, is no limit: what counts is the clause.
    let clause = before.rsplit([':', ';', ',', '\u{2014}', '(', '.']).next().unwrap_or_default();
    let all = |text: &str, known: &[&str]| text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(|w| known.contains(&w));
    if before.contains(" if ")
        || before.starts_with("if ")
        || before.contains("when ")
        || before.contains("ensure")
        || before.contains("only")
    {
        return false;
    }
    let title = title_words(reading);
    let named = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(|w| WHOLE.contains(&w) || title.iter().any(|t| t == w))
    };
    let after = behind(reading, hit);
    let next = after.split([';', '\u{2014}', '(', '.']).next().unwrap_or_default();
    let next = next.split(" - ").next().unwrap_or_default();
    let limits = ["except", "unless", "other than", "beyond", "besides", "outside", "until", "without", "only", "apart from", "but "];
    named(clause) && all(next.trim(), BEHIND) && !limits.iter().any(|limit| after.contains(limit))
}

fn title_words(reading: &Reading<'_>) -> Vec<String> {
    let title = reading.document.title().map(|heading| heading.text.to_lowercase()).unwrap_or_default();
    title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
