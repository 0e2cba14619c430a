//! A document to its words, piece by piece.

use super::Passage;
use crate::checklist::Checklist;
use crate::document::{Block, BlockKind, Document, heading_key, plain, row_span};
use crate::source::{SourceFile, Span};
use std::collections::BTreeSet;

/// The list of headings under which all is of the document itself.
const HISTORY: &[&str] = &["history-headings"];
/// The list of headings under which lines with such keys are.
const CONTROL: &[&str] = &["control-headings"];
/// Lists of what stands before a version, day, state or name of a document.
const KEYS: &[&str] = &["control-owner", "control-status", "control-version", "control-date"];
/// Words of the longest key.
const KEY_WORDS: usize = 4;

/// The passages of a file, in their order, each with the names of `mentions` that stand in it; these come in the order of the text.
pub(super) fn of(file: &SourceFile, checklist: &Checklist, mentions: &[(Span, String)]) -> Vec<Passage> {
    let (document, text) = (Document::of(file), file.text());
    let is_in = |key: &str, lists: &[&str]| lists.iter().any(|list| checklist.word_keys(list).is_some_and(|keys| keys.contains(key)));
    let mut passages = Vec::new();
    for section in 0..document.sections.len() {
        let path = document.heading_path(section);
        let under = |lists: &[&str]| path.iter().any(|title| is_in(&heading_key(title), lists));
        // Keys count at the head of a document and where it names its state: an owner in a table of rights is another.
        let (history, keyed) = (under(HISTORY), path.len() < 2 || under(CONTROL));
        for span in document.blocks_in(section).flat_map(|block| pieces(&document, block)) {
            let words = without_lines(&plain(span.of(text)));
            if !words.is_empty() {
                let section = path.iter().map(|title| (*title).to_owned()).collect();
                let first = mentions.partition_point(|(mention, _)| mention.start < span.start);
                let inside = mentions[first..].iter().take_while(|(mention, _)| mention.start < span.end);
                let terms: BTreeSet<String> = inside.map(|(_, name)| name.clone()).collect();
                let aside = history || keyed && is_in(&key_of(&words), KEYS);
                passages.push(Passage { section, aside, terms: terms.into_iter().collect(), text: words });
            }
        }
    }
    passages
}

/// The words of a text without the lines that boxes are drawn with.
fn without_lines(words: &str) -> String {
    let is_line = |c: char| ('\u{2500}'..='\u{257F}').contains(&c);
    words.split(|c: char| c == ' ' || is_line(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The pieces of a block: of a table its rows.
fn pieces(document: &Document, block: &Block) -> Vec<Span> {
    match block.kind {
        BlockKind::Table(index) if document.tables[index].rows_are_sections => Vec::new(),
        BlockKind::Table(index) => {
            let table = &document.tables[index];
            std::iter::once(&table.header).chain(&table.rows).filter_map(|row| row_span(row)).collect()
        }
        BlockKind::Html => Vec::new(),
        _ => vec![block.span],
    }
}

/// What stands before the first colon or stroke, as a heading key; empty when it is no key.
fn key_of(words: &str) -> String {
    let key = words.split([':', '|']).next().unwrap_or_default();
    if key.len() < words.len() && key.split_whitespace().count() <= KEY_WORDS { heading_key(key) } else { String::new() }
}
