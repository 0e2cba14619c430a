//! Teams that a document names as those who look at it: in a list of reviewers, by what it says of them, or by a ticket of theirs.

use super::reading::{Reading, has_entry, spaced_words};
use super::spots::Spots;
use super::surroundings::SectionRole;
use crate::checklist::Entry;
use crate::document::{BlockKind, heading_key, row_span};
use crate::lexicon::Hit;
use crate::source::Span;
use regex::Regex;
use serde::Serialize;
use std::sync::LazyLock;

/// Whether a team is at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EngagementState {
    /// It looks at the document, has done so, or has a ticket for it.
    Engaged,
    /// It is to look at it.
    Planned,
}

impl EngagementState {
    /// The word for it in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Engaged => "engaged",
            Self::Planned => "planned",
        }
    }
}

/// A team named in a document as one that looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Engagement {
    /// Index into [`crate::checklist::Checklist::teams`].
    pub team: usize,
    /// Whether it is at work.
    pub state: EngagementState,
    /// The words that name it.
    pub span: Span,
    /// The sentence, row or line around them.
    pub passage: Span,
}

/// Bytes behind the name of a review within which its ticket stands.
const TICKET_REACH: usize = 40;
/// Words of the cell of a table that names a team.
const CELL_WORDS: usize = 6;
/// Words before a name in which a denial reaches it.
const DENIAL_WORDS: usize = 4;

static TICKET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\s:=*_`(\[#\x{2013}\x{2014}>|-]*(?:ticket|see|in|tracked)?[\s:=*_`(\[#|-]*([A-Z][A-Z0-9]{1,9})-[0-9]{1,6}\b")
        .expect("the pattern is fixed and valid")
});

/// Beginnings of what only looks like a ticket.
const NO_TICKET: &[&str] = &["AC", "ADR", "AES", "FR", "ISO", "NFR", "REQ", "RFC", "SHA", "UC", "US", "UTF"];

/// Every team named so, in source order.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Engagement> {
    let mut found = listed(reading);
    for (hit, entry) in reading.entries() {
        let (team, is_review) = match *entry {
            Entry::TeamPeople(team) => (team, false),
            Entry::TeamReview(team) => (team, true),
            _ => continue,
        };
        if let Some(state) = state_at(reading, hit, is_review) {
            found.push(Engagement { team, state, span: hit.span, passage: reading.passage(hit) });
        }
    }
    found.sort_by_key(|named| (named.span, named.team));
    found.dedup_by(|later, first| first.team == later.team && (first.span.contains(later.span) || later.span.contains(first.span)));
    found
}

/// What a sentence or row says of a team or of its work.
fn state_at(reading: &Reading<'_>, hit: &Hit, is_review: bool) -> Option<EngagementState> {
    let section = reading.section_of(hit);
    let code = reading.tokens.all[hit.token as usize].is_code();
    if code || reading.block_of(hit).is_none() || reading.silent[section] || is_of_others(reading.section_roles[section]) {
        return None;
    }
    let passage = reading.passage(hit);
    let before = Span { end: hit.span.start, ..passage }.of(reading.text);
    let after = Span { start: hit.span.end, ..passage }.of(reading.text);
    let near: Vec<&str> = before.split_whitespace().rev().take(DENIAL_WORDS).collect();
    let near = spaced_words(&near.into_iter().rev().collect::<Vec<_>>().join(" "));
    if has_entry(reading, &near, "engagement-denied-words") || has_entry(reading, &spaced_words(after), "engagement-not-wanted-words") {
        return None;
    }
    if is_review && has_ticket(after) {
        return Some(EngagementState::Engaged);
    }
    let words = spaced_words(passage.of(reading.text));
    let open = has_entry(reading, &words, "engagement-open-words");
    let engaged = has_entry(reading, &words, "engaged-words");
    match (engaged, open) {
        (true, false) => Some(EngagementState::Engaged),
        _ if is_review || open && engaged => Some(EngagementState::Planned),
        _ => None,
    }
}

/// True in sections that speak of other products, other ways and other people.
fn is_of_others(role: Option<SectionRole>) -> bool {
    use SectionRole::{Alternatives, Competitors, Examples, Excluded, Glossary, Personas, Problem, References};
    matches!(role, Some(Alternatives | Competitors | Examples | Excluded | Glossary | Personas | Problem | References))
}

/// True when the text begins with the number of a ticket.
fn has_ticket(text: &str) -> bool {
    let near = &text[..text.floor_char_boundary(TICKET_REACH)];
    TICKET.captures(near).is_some_and(|found| !NO_TICKET.contains(&&found[1]))
}

/// Teams in lists of reviewers: tables, items under such headings, and lines that begin so.
fn listed(reading: &Reading<'_>) -> Vec<Engagement> {
    let mut found = Vec::new();
    // Reading a key costs more than seeing that none stands there.
    let keys: Spots = reading.hits_of("sign-off-keys").map(|hit| hit.span.start).collect();
    for block in &reading.document.blocks {
        let headed = reading.heading_in(block.section, "sign-off-headings");
        if !headed && !keys.any_in(block.span) {
            continue;
        }
        match block.kind {
            BlockKind::Table(index) => {
                let table = &reading.document.tables[index];
                let lists = headed || table.header.iter().any(|cell| is_key(reading, *cell));
                for row in table.rows.iter().filter(|_| lists) {
                    found.extend(in_row(reading, row));
                }
                // "| Reviewers | Ann (legal) |"
                for row in std::iter::once(&table.header).chain(&table.rows).filter(|_| !lists) {
                    if let [key, value, ..] = row.as_slice()
                        && is_key(reading, *key)
                    {
                        found.extend(in_words(reading, *value));
                    }
                }
            }
            BlockKind::Paragraph | BlockKind::Item { .. } => {
                for (start, line) in block.span.each_line(reading.text) {
                    let line = Span::new(start, start + line.len());
                    found.extend(value_of(reading, line).or(headed.then_some(line)).iter().flat_map(|span| in_words(reading, *span)));
                }
            }
            _ => {}
        }
    }
    if let Some(block) = &reading.document.front_matter {
        for (start, line) in block.span.each_line(reading.text) {
            let value = value_of(reading, Span::new(start, start + line.len()));
            found.extend(value.iter().flat_map(|span| in_words(reading, *span)));
        }
    }
    found
}

/// What stands behind the key of a line that names reviewers.
fn value_of(reading: &Reading<'_>, line: Span) -> Option<Span> {
    let (key, value) = line.of(reading.text).split_once(':')?;
    let value = Span { start: line.end - value.len() as u32, ..line };
    (is_key_text(reading, key) && !value.trimmed(reading.text).is_empty()).then_some(value)
}

fn is_key(reading: &Reading<'_>, cell: Span) -> bool {
    is_key_text(reading, cell.of(reading.text))
}

fn is_key_text(reading: &Reading<'_>, text: &str) -> bool {
    text.len() < 60 && reading.checklist.word_keys("sign-off-keys").is_some_and(|keys| keys.contains(heading_key(text).as_str()))
}

/// Teams that a row of reviewers names; one without a person or a date is to look.
fn in_row(reading: &Reading<'_>, row: &[Span]) -> Vec<Engagement> {
    let Some(whole) = row_span(row) else { return Vec::new() };
    let is_filled = |cell: &Span| !["", "tbd", "tba", "none", "n a"].contains(&spaced_words(cell.of(reading.text)).trim());
    let alone = row.iter().filter(|cell| is_filled(cell)).count() < 2;
    let state = if alone { EngagementState::Planned } else { state_of_list(reading, whole) };
    let is_short = |cell: &&Span| cell.of(reading.text).split_whitespace().count() <= CELL_WORDS;
    row.iter()
        .filter(is_short)
        .flat_map(|cell| in_words(reading, *cell))
        .map(|named| Engagement { state, passage: whole, ..named })
        .collect()
}

fn state_of_list(reading: &Reading<'_>, words: Span) -> EngagementState {
    let open = has_entry(reading, &spaced_words(words.of(reading.text)), "engagement-open-words");
    if open { EngagementState::Planned } else { EngagementState::Engaged }
}

/// Teams that the words of a list of reviewers name.
fn in_words(reading: &Reading<'_>, span: Span) -> Vec<Engagement> {
    let words = spaced_words(span.of(reading.text));
    let span = span.trimmed(reading.text);
    let teams = reading.checklist.teams.iter().enumerate();
    let labels = teams.flat_map(|(team, declared)| declared.labels.iter().map(move |label| (team, spaced_words(label))));
    let named: Vec<(usize, String)> = labels.filter(|(_, label)| words.contains(label)).collect();
    // "Vendor security" is not security.
    let stands = |label: &String| {
        let longer = named.iter().filter(|(_, other)| other.len() > label.len());
        longer.fold(words.clone(), |rest, (_, other)| rest.replace(other, " ")).contains(label)
    };
    let mut teams: Vec<usize> = named.iter().filter(|(_, label)| stands(label)).map(|(team, _)| *team).collect();
    teams.dedup();
    let state = state_of_list(reading, span);
    teams.into_iter().map(|team| Engagement { team, state, span, passage: span }).collect()
}
