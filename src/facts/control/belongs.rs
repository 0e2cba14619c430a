//! The product and the team that a document says it is of.

use crate::document::{BlockKind, heading_key, plain};
use crate::facts::Reading;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Longest name, in characters; what is longer is a sentence.
const LONGEST: usize = 60;

/// The lists of the keys in front of a product and of a team.
const LISTS: [&str; 2] = ["control-product", "control-team"];

/// Lists of keys that make what stands beside them words of a document on itself. A table of services has none of them.
const BESIDE: [&str; 4] = ["control-owner", "control-status", "control-version", "control-date"];

/// What stands there, and in which stretch of the text: a key counts where another one of the document stands beside it.
#[derive(Default)]
struct Said {
    values: Vec<(usize, usize, String)>,
    of_itself: BTreeSet<usize>,
}

/// Product and team: those of the front matter, else those of lines and rows above `top` beside owner, status, version or
/// date.
pub(super) fn read(reading: &Reading<'_>, top: u32) -> [Option<String>; 2] {
    let mut found = [None, None];
    let fields = reading.document.front_matter.iter().flat_map(|block| &block.fields);
    for (key, value) in fields.filter_map(|(key, value)| Some((key, value.text()?))) {
        if let Some((list, name)) = list_of(reading, &heading_key(key)).zip(name(value)) {
            found[list].get_or_insert(name);
        }
    }
    let mut said = Said::default();
    let mut place = 0;
    let mut by_section: BTreeMap<usize, usize> = BTreeMap::new();
    for block in reading.document.blocks.iter().filter(|block| block.span.start < top) {
        match &block.kind {
            BlockKind::Table(index) => {
                place += 1;
                let table = &reading.document.tables[*index];
                let cell = |span: &Span| plain(span.of(reading.text));
                // One with more columns is a list of many things.
                for row in std::iter::once(&table.header).chain(&table.rows).filter(|_| table.header.len() == 2) {
                    if let [key, value] = row.as_slice() {
                        said.add(reading, place, &cell(key), &cell(value));
                    }
                }
            }
            BlockKind::Paragraph | BlockKind::Item { .. } => {
                let place = *by_section.entry(block.section).or_insert_with(|| {
                    place += 1;
                    place
                });
                for line in block.span.of(reading.text).split(['\n', '|', '\u{b7}', '\u{2022}']) {
                    if let Some((key, value)) = line.split_once(':').filter(|(key, _)| key.len() <= LONGEST) {
                        said.add(reading, place, plain(key).trim_start_matches(['-', ' ']), &plain(value));
                    }
                }
            }
            BlockKind::Cell | BlockKind::Html | BlockKind::Code { .. } => {}
        }
    }
    for (list, place, name) in said.values {
        if said.of_itself.contains(&place) {
            found[list].get_or_insert(name);
        }
    }
    found
}

impl Said {
    fn add(&mut self, reading: &Reading<'_>, place: usize, key: &str, value: &str) {
        let key = heading_key(key);
        let is_key = |key: &str| is_in(reading, LISTS, key) || is_in(reading, BESIDE, key);
        match list_of(reading, &key) {
            Some(list) => self.values.extend(name(value).filter(|name| !is_key(&heading_key(name))).map(|name| (list, place, name))),
            None if is_in(reading, BESIDE, &key) => _ = self.of_itself.insert(place),
            None => {}
        }
    }
}

fn is_in<const N: usize>(reading: &Reading<'_>, lists: [&str; N], key: &str) -> bool {
    lists.iter().any(|list| reading.checklist.word_keys(list).is_some_and(|keys| keys.contains(key)))
}

fn list_of(reading: &Reading<'_>, key: &str) -> Option<usize> {
    LISTS.iter().position(|list| is_in(reading, [list], key))
}

/// A name; None for a blank that nobody has filled in, and for a sentence.
fn name(value: &str) -> Option<String> {
    let name = plain(value).trim_matches(|c: char| c.is_whitespace() || ":|*-\u{2013}\u{2014}".contains(c)).to_owned();
    let is_name = super::is_filled_in(&name) && name.chars().count() <= LONGEST && !name.ends_with(['.', '?', '!', ';']);
    is_name.then_some(name)
}
