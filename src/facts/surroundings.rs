//! A term found to what stands around it: the sentence, the row, the section, and what their words say of how it is meant.

use super::Reading;
use super::reading::{openings, sentence_around};
use crate::checklist::Cue;
use crate::checklist::cues::{NEGATION, TURN};
use crate::document::{Block, BlockKind, Table, row_span};
use crate::lexicon::{Hit, Token};
use crate::source::Span;
use crate::terms::{Alias, TERMS_FROM, Term};

/// What a section says of the things named in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SectionRole {
    /// They are not done.
    Excluded,
    /// They may come later.
    Future,
    /// They were weighed.
    Alternatives,
    /// They are what others offer.
    Competitors,
    /// They are the world as it is today.
    Problem,
    /// They belong to invented persons.
    Personas,
    /// The team works with them.
    Tooling,
    /// They are past.
    History,
    /// They can be read elsewhere.
    References,
    /// They are words.
    Glossary,
    /// They stand for something.
    Examples,
    /// They are not decided.
    Open,
    /// They are outside parties and components.
    Recipients,
}

/// The word list of what has no role, though a shorter part of it has one: "impact of not doing so" speaks for doing it.
const NO_ROLE: &str = "role-none";

/// The word lists that name headings of each role.
const ROLES: &[(&str, SectionRole)] = &[
    ("role-excluded", SectionRole::Excluded),
    ("role-future", SectionRole::Future),
    ("role-alternatives", SectionRole::Alternatives),
    ("role-competitors", SectionRole::Competitors),
    ("role-problem", SectionRole::Problem),
    ("role-personas", SectionRole::Personas),
    ("role-tooling", SectionRole::Tooling),
    ("role-history", SectionRole::History),
    ("role-references", SectionRole::References),
    ("role-glossary", SectionRole::Glossary),
    ("role-examples", SectionRole::Examples),
    ("role-open", SectionRole::Open),
    ("role-recipients", SectionRole::Recipients),
];

/// Words of the longest run that names a role inside a longer heading.
const LONGEST_RUN: usize = 4;

/// Headings of what is to be reached, as keys.
const GOALS: &[&str] = &["goal", "objective", "goal and objective", "aim", "scope", "in scope"];

/// The role of every section; one without a role of its own has that of the section around it.
pub(super) fn section_roles(reading: &Reading<'_>) -> Vec<Option<SectionRole>> {
    let mut roles: Vec<Option<SectionRole>> = Vec::with_capacity(reading.document.sections.len());
    for (id, section) in reading.document.sections.iter().enumerate() {
        let own = own_role(reading, id).filter(|_| !reading.is_title(id));
        let inherited = section.parent.and_then(|parent| roles[parent]);
        // What is out of scope stays so under any heading.
        let role = match inherited {
            Some(SectionRole::Excluded | SectionRole::Future | SectionRole::History | SectionRole::References) => inherited,
            // What is to be reached is no longer the world as it is.
            Some(SectionRole::Problem) if reading.keys[id].first().is_some_and(|key| GOALS.contains(&key.as_str())) => own,
            _ => own.or(inherited),
        };
        roles.push(role);
    }
    roles
}

/// The role that a heading gives its section. "Goals and non-goals" holds both.
fn own_role(reading: &Reading<'_>, section: usize) -> Option<SectionRole> {
    let keys = &reading.keys[section];
    let both = keys.first().is_some_and(|whole| {
        let held = |part: &str| part.ends_with("goal") && !part.contains("non");
        whole.contains(" and ")
            && (["goal", "objective", "scope", "in scope", "included"].iter().any(|start| whole.starts_with(start))
                || whole.split(" and ").any(held))
    });
    let found = keys.iter().find_map(|key| role_of(reading, key));
    found.filter(|role| !both || !matches!(role, SectionRole::Excluded | SectionRole::Future))
}

fn role_of(reading: &Reading<'_>, key: &str) -> Option<SectionRole> {
    let starts = openings(reading.checklist, key);
    for words in (1..=starts.len().min(LONGEST_RUN)).rev() {
        // A single word names what it is all of: "Resources" under an API are no references, a "Job definition" no glossary.
        if words == 1 && starts.len() > 1 {
            break;
        }
        for first in 0..=starts.len() - words {
            let (start, true) = starts[first] else { continue };
            let end = starts.get(first + words).map_or(key.len(), |(next, _)| next - 1);
            let lists = reading.checklist.heading_lists.get(&key[start..end]).into_iter().flatten();
            for list in lists {
                if **list == *NO_ROLE {
                    return None;
                }
                if let Some((_, role)) = ROLES.iter().find(|(name, _)| **name == **list) {
                    return Some(*role);
                }
            }
        }
    }
    None
}

/// A term found, with what stands around it.
#[derive(Clone, Copy)]
pub(super) struct Found<'r, 'a> {
    pub reading: &'r Reading<'a>,
    pub hit: &'r Hit,
    pub alias: Alias<'a>,
}

/// Where a term stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Heading,
    Prose,
    Item,
    /// A cell of a table; true in its header.
    Cell(bool),
    /// A code block.
    Code,
}

/// All terms of a document, those inside longer ones left out.
pub(super) fn terms_found<'r, 'a>(reading: &'r Reading<'a>) -> Vec<Found<'r, 'a>> {
    let mut found: Vec<Found<'r, 'a>> = Vec::with_capacity(reading.terms.len());
    let aliases = &reading.checklist.terms;
    let of = |hit: &Hit| aliases.alias(hit.entry - TERMS_FROM);
    let mut widest: Option<Span> = None;
    let mut sorted: Vec<&Hit> = reading.terms.iter().collect();
    // The longest of those that begin together comes first.
    sorted.sort_by_key(|hit| (hit.home, hit.span.start, std::cmp::Reverse(hit.span.end)));
    let mut home = u32::MAX;
    for hit in sorted {
        // Controls are named with the names of vendors and data in them, and hide neither.
        if let Term::Control(..) = of(hit).term {
            found.push(Found { reading, hit, alias: of(hit) });
            continue;
        }
        if hit.home != home {
            (home, widest) = (hit.home, None);
        }
        if widest.is_some_and(|span| span.contains(hit.span) && span != hit.span) {
            continue;
        }
        let alias = of(hit);
        if widest.is_none_or(|span| span.end <= hit.span.end) {
            widest = Some(hit.span);
        }
        if alias.term != Term::Except {
            found.push(Found { reading, hit, alias });
        } else if !alias.text.ends_with('s') || hit.span.of(reading.text).ends_with(['s', 'S']) {
            // "clerks" are people, which leaves Clerk alone.
            // Terms come sorted: of those inside it, only ones that begin with it stand here already.
            let inside = found.iter().rev().take_while(|known| known.hit.home == hit.home && hit.span.contains(known.hit.span)).count();
            let controls: Vec<Found<'_, '_>> =
                found.drain(found.len() - inside..).filter(|known| matches!(known.alias.term, Term::Control(..))).collect();
            found.extend(controls);
        }
    }
    found
}

impl<'r, 'a> Found<'r, 'a> {
    /// Its words.
    pub fn surface(&self) -> &'a str {
        self.hit.span.of(self.reading.text)
    }

    /// The block it stands in; None in a heading.
    pub fn block(&self) -> Option<&'a Block> {
        self.reading.block_of(self.hit)
    }

    /// The section it stands in.
    pub fn section(&self) -> usize {
        self.reading.section_of(self.hit)
    }

    /// That section and those around it, from the inside out.
    pub fn around(&self) -> impl Iterator<Item = usize> {
        self.reading.document.around(self.section())
    }

    /// What its section says of the things named there.
    pub fn role(&self) -> Option<SectionRole> {
        self.reading.section_roles[self.section()]
    }

    /// True in back-ticks and code blocks.
    pub fn is_code(&self) -> bool {
        self.token().is_code()
    }

    /// Its first word.
    pub fn token(&self) -> Token {
        self.reading.tokens.all[self.hit.token as usize]
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        let Some(block) = self.block() else { return Place::Heading };
        match block.kind {
            BlockKind::Code { .. } => Place::Code,
            BlockKind::Table(index) => {
                Place::Cell(self.reading.document.tables[index].header.iter().any(|cell| cell.contains(self.hit.span)))
            }
            BlockKind::Item { .. } => Place::Item,
            BlockKind::Paragraph | BlockKind::Cell | BlockKind::Html => Place::Prose,
        }
    }

    /// All words of its block, heading or cell.
    pub fn home(&self) -> &'r [Token] {
        let range = &self.reading.tokens.homes[self.hit.home as usize].1;
        &self.reading.tokens.all[range.start as usize..range.end as usize]
    }

    /// Its place among [`Self::home`].
    fn at(&self) -> usize {
        (self.hit.token - self.reading.tokens.homes[self.hit.home as usize].1.start) as usize
    }

    /// How many words stand before it in its block, heading or cell.
    pub fn words_before(&self) -> usize {
        self.at()
    }

    /// Its own words.
    pub fn words(&self) -> &'r [Token] {
        let (home, at) = (self.home(), self.at());
        &home[at..home.len().min(at + self.hit.words as usize)]
    }

    /// Words before it in its sentence, at most `most`.
    pub fn before(&self, most: usize) -> &'r [Token] {
        let (home, at) = (self.home(), self.at());
        let from = at.saturating_sub(most);
        let first = (from..=at).rev().find(|&i| home[i].opens_sentence()).unwrap_or(from);
        &home[first..at]
    }

    /// Words behind it in its sentence, at most `most`.
    pub fn after(&self, most: usize) -> &'r [Token] {
        let (home, from) = (self.home(), self.at() + self.hit.words as usize);
        let to = (from..home.len().min(from + most)).find(|&i| home[i].opens_sentence()).unwrap_or(home.len().min(from + most));
        &home[from.min(to)..to]
    }

    /// Words of its sentence; of a longer one, those around it.
    pub fn sentence(&self) -> &'r [Token] {
        let (home, at) = (self.home(), self.at());
        let (first, last) = sentence_around(home, at);
        &home[first..last]
    }

    /// Classes of the cue words in `tokens`.
    pub fn cues(&self, tokens: &[Token]) -> Cue {
        self.reading.checklist.cues.within(tokens)
    }

    /// Classes of the cue words in all cells of its row; in its sentence outside of tables.
    pub fn passage_cues(&self) -> Cue {
        match self.row() {
            Some(row) => self.row_cells(row).fold(0, |sum, cell| sum | self.cues(cell)),
            None => self.cues(self.sentence()),
        }
    }

    /// Words of each cell of its row; of a wide one, of those near it.
    pub fn row_cells(&self, row: Span) -> impl Iterator<Item = &'r [Token]> {
        let tokens = &self.reading.tokens;
        let home = tokens.homes[self.hit.home as usize].0;
        let near = tokens.homes.iter().skip((self.hit.home as usize).saturating_sub(12)).take(24);
        near.filter(move |(of, range)| *of == home && row.contains(tokens.all[range.start as usize].span()))
            .map(|(_, range)| &tokens.all[range.start as usize..range.end as usize])
    }

    /// The row around it in a table.
    pub fn row(&self) -> Option<Span> {
        let table = self.table()?;
        row_span(&table.rows[table.row_at(self.hit.span.start)?])
    }

    /// True when a negation reaches it.
    pub fn is_negated(&self) -> bool {
        self.negation().is_some()
    }

    /// How many words lie between a negation that reaches it and itself, and whether both are in one list. A negation reaches
    /// five words, or to the end of a list; what turns the sentence ends it.
    pub fn negation(&self) -> Option<(usize, bool)> {
        let before = self.before(14);
        let cues = &self.reading.checklist.cues;
        let mut run = usize::from(self.token().joins());
        let mut listed = true;
        for (distance, at) in (0..before.len()).rev().enumerate() {
            let here = cues.at(&before[at..]);
            if here & TURN != 0 {
                return None;
            }
            if here & NEGATION != 0 && (distance < 5 || listed) {
                return Some((distance, listed && distance > 0));
            }
            // A list goes on while its items are short.
            run = if before[at].joins() { run + 1 } else { 0 };
            listed &= run < 5;
        }
        None
    }

    /// True in an entry of a table of contents.
    pub fn is_in_contents(&self) -> bool {
        let Some(block) = self.block().filter(|block| matches!(block.kind, BlockKind::Item { .. })) else { return false };
        let entry = block.span.of(self.reading.text);
        entry.starts_with('[') && entry.ends_with(')') && entry.contains("](#")
    }

    /// The table and column of a cell of which it is all the words; None for any other place.
    pub fn whole_cell(&self) -> Option<(usize, usize)> {
        let Some(BlockKind::Table(index)) = self.block().map(|block| &block.kind) else { return None };
        let table = &self.reading.document.tables[*index];
        let (row, column) = table.cell_at(self.hit.span)?;
        let words = table.rows[row?][column].of(self.reading.text).trim_matches(|c: char| !c.is_alphanumeric());
        (words == self.surface()).then_some((*index, column))
    }

    /// True in a column of a table that says what was before: "Original", "Old value".
    pub fn is_in_column_of_the_past(&self) -> bool {
        const PAST: &[&str] =
            &["original", "old", "before", "previous", "previously", "was", "from", "rejected", "current state", "legacy"];
        self.column_opens_with(PAST) && self.table().is_some_and(|table| table.header.len() > 2)
    }

    /// True in a cell of a table under a header that opens with one of `words`.
    pub fn column_opens_with(&self, words: &[&str]) -> bool {
        self.column_header().is_some_and(|header| {
            let header = header.to_lowercase();
            header.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).is_some_and(|first| words.contains(&first))
        })
    }

    /// The header above a cell of a table; None in the header itself.
    pub fn column_header(&self) -> Option<&'a str> {
        let table = self.table()?;
        let (row, column) = table.cell_at(self.hit.span)?;
        row.and(table.header.get(column)).map(|cell| cell.of(self.reading.text))
    }

    /// The table it stands in.
    fn table(&self) -> Option<&'a Table> {
        let Some(BlockKind::Table(index)) = self.block().map(|block| &block.kind) else { return None };
        Some(&self.reading.document.tables[*index])
    }

    /// True when the text right before or behind is a word with which the alias means something else.
    pub fn is_excepted(&self) -> bool {
        let (home, at) = (self.home(), self.at());
        let before = at.checked_sub(1).map(|before| home[before]);
        let after = home.get(at + self.hit.words as usize).copied().filter(|token| token.joins());
        let (aliases, number) = (&self.reading.checklist.terms.aliases, (self.hit.entry - TERMS_FROM) as usize);
        [before, after].iter().flatten().any(|token| aliases.is_excepted_by(number, token.hash()))
    }

    /// True when it is written the way abbreviations and names are: every word begins with a capital, a single one has two.
    pub fn is_in_capitals(&self) -> bool {
        let words = self.surface().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let capitals = |word: &str| word.chars().filter(|c| c.is_uppercase()).count();
        let mut count = 0;
        let all = words.inspect(|_| count += 1).all(|word| capitals(word) > 0 || word.starts_with(|c: char| c.is_ascii_digit()));
        all && (count > 1 || capitals(self.surface()) > 1)
    }

    /// True inside a longer identifier: `gdpr_consent`, `isGdprUser`, `/gdpr/export`.
    pub fn is_part_of_identifier(&self) -> bool {
        let text = self.reading.text.as_bytes();
        let (start, end) = (self.hit.span.start as usize, self.hit.span.end as usize);
        let joins = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$'));
        let before = start.checked_sub(1).and_then(|at| text.get(at));
        joins(before) || joins(text.get(end)) && text.get(end) != Some(&b's') || self.is_code() && before == Some(&b'/')
    }

    /// True when it is a whole identifier, or all the words of a table cell: the name of a field.
    pub fn is_whole_name(&self) -> bool {
        let text = self.reading.text.as_bytes();
        let joins = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'$'));
        let (start, end) = (self.hit.span.start as usize, self.hit.span.end as usize);
        !joins(start.checked_sub(1).and_then(|at| text.get(at))) && !joins(text.get(end))
    }
}
