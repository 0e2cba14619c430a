//! A document with its words, the phrases found in them and the roles of its sections: what all facts are read from.

use crate::checklist::{Checklist, Entry, HeadingFit, HeadingUse};
use crate::document::{Block, Document, heading_keys};
use crate::lexicon::{Hit, TokenHome, Tokens};
use crate::source::{SourceFile, Span};

/// What facts are read from.
pub struct Reading<'a> {
    /// The file.
    pub file: &'a SourceFile,
    /// Its text.
    pub text: &'a str,
    /// Its structure.
    pub document: &'a Document,
    /// What is looked for.
    pub checklist: &'a Checklist,
    /// Its words.
    pub tokens: Tokens,
    /// Phrases found, in source order within headings, then within blocks.
    pub hits: Vec<Hit>,
    /// Keys of each section's heading, the whole heading first; empty for the root.
    pub keys: Vec<Vec<String>>,
    /// True for sections that speak of what is not (out of scope, alternatives, future work, references, change log),
    /// and those under them.
    pub silent: Vec<bool>,
    /// What each section's heading stands for, best fit first.
    pub uses: Vec<Vec<HeadingUse>>,
}

impl<'a> Reading<'a> {
    /// Reads words and phrases of a document.
    pub fn new(file: &'a SourceFile, document: &'a Document, checklist: &'a Checklist) -> Self {
        let text = file.text();
        let tokens = Tokens::of(document, text);
        let hits = checklist.lexicon.hits(&tokens);
        let keys: Vec<Vec<String>> =
            document.sections.iter().map(|s| s.heading.as_ref().map(|h| heading_keys(&h.text)).unwrap_or_default()).collect();
        let mut reading = Self { file, text, document, checklist, tokens, hits, keys, silent: Vec::new(), uses: Vec::new() };
        reading.silent = reading.silent_sections();
        reading.uses = (0..document.sections.len()).map(|id| reading.heading_uses(id)).collect();
        reading
    }

    /// Every hit with what its phrase was declared as.
    pub fn entries(&self) -> impl Iterator<Item = (&Hit, &'a Entry)> {
        self.hits.iter().map(|hit| (hit, &self.checklist.entries[hit.entry as usize]))
    }

    /// The block a hit stands in; None in a heading.
    pub fn block_of(&self, hit: &Hit) -> Option<&'a Block> {
        match self.tokens.homes[hit.home as usize].0 {
            TokenHome::Block(id) => Some(&self.document.blocks[id]),
            TokenHome::Heading(_) => None,
        }
    }

    /// The section a hit stands in, or whose heading it stands in.
    pub fn section_of(&self, hit: &Hit) -> usize {
        match self.tokens.homes[hit.home as usize].0 {
            TokenHome::Block(id) => self.document.blocks[id].section,
            TokenHome::Heading(id) => id,
        }
    }

    /// The sentence around a hit: from the word that opens it to the word before the next that does.
    pub fn sentence(&self, hit: &Hit) -> Span {
        let range = &self.tokens.homes[hit.home as usize].1;
        let words = &self.tokens.all[range.start as usize..range.end as usize];
        let at = (hit.token - range.start) as usize;
        let first = (0..=at).rev().find(|&i| words[i].opens_sentence()).unwrap_or(0);
        let last = (at + 1..words.len()).find(|&i| words[i].opens_sentence()).unwrap_or(words.len());
        words[first].span().join(words[last - 1].span())
    }

    /// Number of words in blocks within `span`, code left out.
    pub fn words_in(&self, span: Span) -> usize {
        self.tokens
            .homes
            .iter()
            .filter(|(home, _)| matches!(home, TokenHome::Block(_)))
            .map(|(_, range)| &self.tokens.all[range.start as usize..range.end as usize])
            .filter(|words| words.first().is_some_and(|w| span.contains(w.span())) || words.last().is_some_and(|w| span.contains(w.span())))
            .map(|words| words.iter().filter(|w| !w.is_code() && span.contains(w.span())).count())
            .sum()
    }

    /// True when some key of the section's heading is in the word list `list`.
    pub fn heading_in(&self, section: usize, list: &str) -> bool {
        let words = self.checklist.word_list(list);
        self.keys[section].iter().any(|key| words.iter().any(|word| crate::document::heading_key(word) == *key))
    }

    fn silent_sections(&self) -> Vec<bool> {
        let silent: std::collections::BTreeSet<String> =
            self.checklist.word_list("silent-headings").iter().map(|w| crate::document::heading_key(w)).collect();
        let mut found = vec![false; self.document.sections.len()];
        for (id, section) in self.document.sections.iter().enumerate() {
            found[id] = self.keys[id].first().is_some_and(|key| silent.contains(key)) || section.parent.is_some_and(|parent| found[parent]);
        }
        found
    }

    fn heading_uses(&self, section: usize) -> Vec<HeadingUse> {
        let mut uses: Vec<HeadingUse> = Vec::new();
        let keys = &self.keys[section];
        let look = |key: &String| self.checklist.headings.get(key).into_iter().flatten().copied();
        let mut add = |found: HeadingUse| match uses.iter_mut().find(|u| u.topic == found.topic) {
            Some(known) => {
                // A look-alike wins over any fit: "integration tests" is no integration.
                if found.fit == HeadingFit::Not || known.fit != HeadingFit::Not {
                    known.fit = if found.fit == HeadingFit::Not { HeadingFit::Not } else { known.fit.max(found.fit) };
                }
            }
            None => uses.push(found),
        };
        keys.iter().flat_map(look).for_each(&mut add);
        // A longer heading that holds a synonym: the content decides.
        let home = self.tokens.homes.iter().position(|(home, _)| *home == TokenHome::Heading(section));
        if let Some(home) = home {
            for hit in self.hits.iter().filter(|h| h.home == home as u32) {
                if let Entry::HeadingPhrase(topic, full) = self.checklist.entries[hit.entry as usize]
                    && full
                {
                    add(HeadingUse { topic, fit: HeadingFit::Partial });
                }
            }
        }
        uses.retain(|u| u.fit != HeadingFit::Not);
        uses.sort_by_key(|u| (std::cmp::Reverse(u.fit), u.topic));
        uses
    }
}
