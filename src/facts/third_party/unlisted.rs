//! Tables and lists of third parties to the names in them that the lexicon does not know.

use super::table::header_is;
use super::{Candidate, Origin};
use crate::document::{BlockKind, covers, heading_key, plain};
use crate::facts::Reading;
use crate::facts::surroundings::{Found, SectionRole};
use crate::source::Span;
use std::collections::BTreeMap;

/// Longest name, in bytes.
const LONGEST: usize = 32;
/// Endings of names that code gives to its own parts.
const PARTS: &[&str] =
    &["Provider", "Service", "Adapter", "Plugin", "Client", "Manager", "Resolver", "Handler", "Controller", "Gateway", "Store"];

/// Names in the name column of a table of third parties, and the bold words that open items of such a list.
pub(super) fn candidates<'r, 'a>(reading: &Reading<'a>, found: &[Found<'r, 'a>]) -> Vec<Candidate<'r, 'a>> {
    let mut known: Vec<Span> = found.iter().map(|f| f.hit.span).collect();
    known.sort_unstable_by_key(|span| (span.start, span.end));
    let mut out = Vec::new();
    let mut add = |span: Span, section: usize| {
        out.push(Candidate { vendor: None, recipient: None, origin: Origin::Listed, span, section, found: None });
    };
    let mut leads: BTreeMap<&str, u32> = BTreeMap::new();
    for lead in reading.document.blocks.iter().filter_map(|block| block.lead) {
        *leads.entry(lead.of(reading.text)).or_default() += 1;
    }
    for block in &reading.document.blocks {
        let there = lists(reading, block.section);
        match &block.kind {
            BlockKind::Table(index) => {
                let table = &reading.document.tables[*index];
                let column = |list: &str| table.header.iter().position(|header| header_is(reading, *header, list));
                let column = column("column-party-names").or_else(|| column("column-names").filter(|column| there && *column < 2));
                let Some(column) = column else { continue };
                let cells = table.rows.iter().filter_map(|row| row.get(column));
                cells.filter(|cell| is_name(reading, **cell, &known)).for_each(|cell| add(*cell, block.section));
            }
            // Words that open several items are labels; a single plain word may be one.
            BlockKind::Item { .. } if there && block.depth == 1 => {
                let lead = block.lead.filter(|lead| leads.get(lead.of(reading.text)) == Some(&1));
                if let Some(lead) = lead.filter(|lead| is_name(reading, *lead, &known) && is_coined(lead.of(reading.text))) {
                    add(lead, block.section);
                }
            }
            _ => {}
        }
    }
    out
}

/// True under a heading that says that third parties are listed, and neither out of scope nor for later.
fn lists(reading: &Reading<'_>, section: usize) -> bool {
    reading.section_roles[section] == Some(SectionRole::Recipients) && reading.heading_in(section, "party-sections")
}

/// A capital, a digit or a dot inside a word: nobody writes plain words so.
fn is_coined(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes
        .windows(2)
        .any(|pair| pair[0].is_ascii_lowercase() && (pair[1].is_ascii_uppercase() || pair[1] == b'.' || pair[1].is_ascii_digit()))
}

/// A short name of its own: capitalised, no word of it known, none of it a word for what services are.
fn is_name(reading: &Reading<'_>, span: Span, known: &[Span]) -> bool {
    let name = plain(span.of(reading.text));
    let name = name.trim_end_matches(':').trim();
    let after = known.partition_point(|k| k.end <= span.start);
    let is_known = known.get(after).is_some_and(|k| k.start < span.end);
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let is_word = |word: &&str| word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.') && word.len() > 2;
    let common = |word: &&str| reading.checklist.word_keys("party-words").is_some_and(|words| words.contains(&heading_key(word)));
    let shouts = name.bytes().all(|b| !b.is_ascii_lowercase());
    let code = covers(&reading.document.code_spans, span.start) || span.of(reading.text).contains('`');
    !is_known
        && !code
        && name.len() <= LONGEST
        && matches!(words.len(), 1 | 2)
        && words.iter().all(is_word)
        && words.iter().all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
        && !words.iter().any(common)
        && !PARTS.iter().any(|part| name.ends_with(part))
        && !shouts
}
