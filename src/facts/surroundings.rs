//! A term found to what stands around it: the sentence, the row, the section, and what their words say of how it is meant.

use super::Reading;
use crate::checklist::cues::{NEGATION, TURN};
use crate::checklist::{Cue, TERMS_FROM};
use crate::document::{Block, BlockKind};
use crate::lexicon::{Hit, Token, TokenHome};
use crate::source::Span;
use crate::terms::{Alias, Term};

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
/// Words of a heading that a single word in it can still name.
const LONGEST_NAMED: usize = 5;

/// The role of every section; one without a role of its own has that of the section around it.
pub(super) fn section_roles(reading: &Reading<'_>) -> Vec<Option<SectionRole>> {
    let mut roles: Vec<Option<SectionRole>> = Vec::with_capacity(reading.document.sections.len());
    for (id, section) in reading.document.sections.iter().enumerate() {
        // "Goals and non-goals" holds both.
        let both =
            reading.keys[id].iter().skip(1).any(|key| matches!(key.as_str(), "goal" | "objective" | "scope" | "in scope" | "included"));
        let is_own = |role: &SectionRole| !(reading.is_title(id) || both && *role == SectionRole::Excluded);
        let own = reading.keys[id].iter().find_map(|key| role_of(reading, key)).filter(is_own);
        let inherited = section.parent.and_then(|parent| roles[parent]);
        // What is out of scope stays so under any heading.
        let role = match inherited {
            Some(SectionRole::Excluded | SectionRole::Future | SectionRole::History | SectionRole::References) => inherited,
            _ => own.or(inherited),
        };
        roles.push(role);
    }
    roles
}

fn role_of(reading: &Reading<'_>, key: &str) -> Option<SectionRole> {
    let starts: Vec<usize> = std::iter::once(0).chain(key.match_indices(' ').map(|(at, _)| at + 1)).collect();
    for words in (1..=starts.len().min(LONGEST_RUN)).rev() {
        if words == 1 && starts.len() > LONGEST_NAMED {
            break;
        }
        for first in 0..=starts.len() - words {
            let end = starts.get(first + words).map_or(key.len(), |next| next - 1);
            let lists = reading.checklist.heading_lists.get(&key[starts[first]..end]).into_iter().flatten();
            for list in lists {
                if let Some((_, role)) = ROLES.iter().find(|(name, _)| name == list) {
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
    pub alias: &'a Alias,
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
            while found.last().is_some_and(|known| known.hit.home == hit.home && hit.span.contains(known.hit.span)) {
                found.pop();
            }
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

    /// Words of its sentence.
    pub fn sentence(&self) -> &'r [Token] {
        let (home, at) = (self.home(), self.at());
        let first = (0..=at).rev().find(|&i| home[i].opens_sentence()).unwrap_or(0);
        let last = (at + 1..home.len()).find(|&i| home[i].opens_sentence()).unwrap_or(home.len());
        &home[first..last]
    }

    /// Classes of the cue words in `tokens`.
    pub fn cues(&self, tokens: &[Token]) -> Cue {
        self.reading.checklist.cues.within(tokens)
    }

    /// Classes of the cue words in all cells of its row; in its sentence outside of tables.
    pub fn passage_cues(&self) -> Cue {
        match self.row() {
            Some(row) => {
                let inside = |(home, range): &&(TokenHome, std::ops::Range<u32>)| {
                    *home == self.reading.tokens.homes[self.hit.home as usize].0
                        && row.contains(self.reading.tokens.all[range.start as usize].span())
                };
                let near = self.reading.tokens.homes.iter().skip((self.hit.home as usize).saturating_sub(12)).take(24);
                near.filter(inside)
                    .fold(0, |sum, (_, range)| sum | self.cues(&self.reading.tokens.all[range.start as usize..range.end as usize]))
            }
            None => self.cues(self.sentence()),
        }
    }

    /// The row around it in a table.
    pub fn row(&self) -> Option<Span> {
        let Some(BlockKind::Table(index)) = self.block().map(|block| &block.kind) else { return None };
        let rows = &self.reading.document.tables[*index].rows;
        let after = rows.partition_point(|row| row.first().is_some_and(|cell| cell.start <= self.hit.span.start));
        let row = rows.get(after.checked_sub(1)?)?;
        Some(row.first()?.join(*row.last()?))
    }

    /// True when a negation before it reaches it: within five words, or further in a list; what turns the sentence ends it.
    pub fn is_negated(&self) -> bool {
        self.negation().is_some()
    }

    /// How many words lie between a negation that reaches it and itself.
    pub fn negation(&self) -> Option<usize> {
        let before = self.before(14);
        let cues = &self.reading.checklist.cues;
        let mut listed = true;
        for (distance, at) in (0..before.len()).rev().enumerate() {
            let here = cues.at(&before[at..]);
            if here & TURN != 0 {
                return None;
            }
            if here & NEGATION != 0 && (distance < 5 || listed) {
                return Some(distance);
            }
            // A list goes on while its items are short: a gap that parts words every few of them.
            let run = before[at..].iter().take(5).all(|token| token.joins());
            listed &= !run;
        }
        None
    }

    /// True when the text right before or behind is a word with which the alias means something else.
    pub fn is_excepted(&self) -> bool {
        if self.alias.except.is_empty() {
            return false;
        }
        let home = self.home();
        let at = self.at();
        let before = at.checked_sub(1).map(|before| home[before]);
        let after = home.get(at + self.hit.words as usize).copied();
        let hashes = [before, after.filter(|token| token.joins())].map(|token| token.map(Token::hash));
        self.alias.except.iter().any(|word| hashes.contains(&Some(crate::lexicon::word_hash(word))))
    }

    /// True when it is a whole identifier, or all the words of a table cell: the name of a field.
    pub fn is_whole_name(&self) -> bool {
        let text = self.reading.text.as_bytes();
        let joins = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'$'));
        let (start, end) = (self.hit.span.start as usize, self.hit.span.end as usize);
        !joins(start.checked_sub(1).and_then(|at| text.get(at))) && !joins(text.get(end))
    }
}
