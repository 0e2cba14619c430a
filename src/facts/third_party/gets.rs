//! Where a third party is named to where the document says which data it gets there.

use super::Candidate;
use super::table::{cell, header_is};
use crate::checklist::cues::{DATA, SHARE};
use crate::document::plain;
use crate::facts::Reading;
use crate::facts::reading::is_word;
use crate::facts::surroundings::{Found, Place};
use crate::lexicon::Token;
use crate::source::Span;
use crate::terms::{AliasRule, Term};

/// Words at the beginning of an item within which a name is what the item is about.
const LABEL: usize = 4;

/// Places of words for kinds of data, in source order.
pub(super) struct Data(Vec<Span>);

impl Data {
    /// Words that name a kind of data; those for data in general tell nobody what is handed over.
    pub(super) fn of(found: &[Found<'_, '_>]) -> Self {
        let named = found.iter().filter(|f| matches!(f.alias.term, Term::Element(_)) && !f.alias.rule.has(AliasRule::WEAK));
        let mut spans: Vec<Span> = named.map(|f| f.hit.span).collect();
        spans.sort_unstable();
        Self(spans)
    }

    /// True when a kind of data is named in `span`; the name itself may hold such a word: "Stripe payment".
    fn within(&self, span: Span, name: Span) -> bool {
        let first = self.0.partition_point(|known| known.start < span.start);
        let inside = self.0[first..].iter().take_while(|known| span.contains(**known));
        inside.take(8).any(|known| !name.contains(*known) && !known.contains(name))
    }
}

/// What says which data goes to the party: the cell of a column for it, a sentence or row that hands it over, an item or a section
/// under its name. The flag is true for the first.
pub(super) fn said(reading: &Reading<'_>, candidate: &Candidate<'_, '_>, data: &Data) -> Option<(Span, bool)> {
    let Some(here) = &candidate.found else { return None };
    match here.place() {
        Place::Code => None,
        Place::Heading => {
            let section = reading.document.sections[here.section()].span;
            data.within(section, here.hit.span).then_some((here.hit.span, false))
        }
        Place::Cell(_) => {
            let cell = cell(here)?;
            let row = &cell.table.rows[cell.row?];
            let columns = row.iter().zip(&cell.table.header).enumerate();
            let told = columns.filter(|(at, (_, header))| *at != cell.column && header_is(reading, **header, "column-data"));
            let told = told.map(|(_, (words, _))| *words).find(|words| is_answer(&plain(words.of(reading.text))));
            told.map(|span| (span, true)).or_else(|| {
                let row = here.row()?;
                (data.within(row, here.hit.span) && here.passage_cues() & SHARE != 0).then_some((row, false))
            })
        }
        Place::Prose | Place::Item => {
            let words = here.sentence();
            let span = words.first()?.span().join(words.last()?.span());
            let payload = || words.iter().any(|word| is_payload(here, *word));
            if words.iter().any(|word| hands_over(here, *word)) && (data.within(span, here.hit.span) || payload()) {
                return Some((span, false));
            }
            // "Stripe: name, card, amount".
            let block = here.block().filter(|_| here.place() == Place::Item)?;
            (here.before(LABEL + 1).len() < LABEL && data.within(block.span, here.hit.span)).then_some((block.span, false))
        }
    }
}

/// True for a verb that hands something over; what is sold goes to a customer, and "post" is a way to call.
fn hands_over(here: &Found<'_, '_>, word: Token) -> bool {
    here.cues(&[word]) & SHARE != 0 && !is_word(here.reading, word, &["sell", "sells", "sold", "post", "posts", "push"])
}

/// True for a word for what is handed over, "data" and its like left out.
fn is_payload(here: &Found<'_, '_>, word: Token) -> bool {
    let generic = ["data", "everything", "information", "content", "contents", "database", "workloads", "backup", "backups"];
    here.cues(&[word]) & DATA != 0 && !is_word(here.reading, word, &generic)
}

/// True for a cell with an answer in it.
fn is_answer(cell: &str) -> bool {
    let words = cell.trim().to_lowercase();
    words.chars().any(char::is_alphanumeric) && !["tbd", "todo", "unknown", "n/a"].contains(&words.as_str())
}
