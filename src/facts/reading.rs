//! A document with its words, the phrases found in them and the roles of its sections: what all facts are read from.

use super::surroundings::{self, SectionRole};
use crate::checklist::{Checklist, Entry, HeadingFit, HeadingUse};
use crate::document::{Block, BlockKind, Document, heading_keys};
use crate::lexicon::{Found, Hit, Token, TokenHome, Tokens, word_hash};
use crate::source::{SourceFile, Span};
use crate::terms::TERMS_FROM;

/// Words of the longest synonym that is looked for inside a longer heading.
const LONGEST_SYNONYM: usize = 5;
/// Words of a heading that its last word alone can still name.
const LONGEST_COLOURED: usize = 4;
/// Words of a heading that a synonym inside it can still name.
const LONGEST_HEADING: usize = 6;

/// Words on either side beyond which a sentence is not followed: a list without full stops is none.
const LONGEST_SENTENCE: usize = 200;

/// First and end of the sentence around the word `at`, as indices into `words`.
pub fn sentence_around(words: &[Token], at: usize) -> (usize, usize) {
    let (low, high) = (at.saturating_sub(LONGEST_SENTENCE), words.len().min(at + LONGEST_SENTENCE));
    let first = (low..=at).rev().find(|&i| words[i].opens_sentence()).unwrap_or(low);
    let last = (at + 1..high).find(|&i| words[i].opens_sentence()).unwrap_or(high);
    (first, last)
}

/// True when a word of the text is one of these, whatever its case.
pub(super) fn is_word(reading: &Reading<'_>, token: Token, words: &[&str]) -> bool {
    let text = token.span().of(reading.text);
    words.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Lower-case words of a text, without a plural s.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| crate::document::singular(&word.to_lowercase()).to_owned()).collect()
}

/// Lower-case words of a text without a plural s, with a blank before and behind each.
pub fn spaced_words(text: &str) -> String {
    format!(" {} ", words_of(text).join(" "))
}

/// True when a text, in lower case, holds a phrase that is no part of longer words.
pub fn says(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        let ends = !phrase.ends_with(char::is_alphanumeric) || apart(text[at + phrase.len()..].chars().next());
        (!phrase.starts_with(char::is_alphanumeric) || apart(text[..at].chars().next_back())) && ends
    })
}

/// True when [`spaced_words`] hold an entry of a word list.
pub(super) fn has_entry(reading: &Reading<'_>, spaced: &str, list: &str) -> bool {
    reading.checklist.word_list(list).iter().any(|entry| spaced.contains(&spaced_words(entry)))
}

/// Bytes before an address in which its line may say that it is an example.
const SHOWN_REACH: usize = 80;

/// True when the sentence says shortly before the byte `at` that an example comes.
pub(super) fn is_shown(text: &str, at: usize) -> bool {
    let before = &text[text.floor_char_boundary(at.saturating_sub(SHOWN_REACH))..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    // The scheme of the address may stand before it.
    let line = line.to_ascii_lowercase();
    let line = line.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    let sentence = line.rsplit(". ").find(|part| !part.trim_end().ends_with("e.g") && !part.is_empty()).unwrap_or_default();
    let word =
        |part: &str| matches!(part.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'), "e.g." | "e.g" | "example" | "examples");
    line.trim_end_matches(['`', '"', '\'', '(', '<', ' ']).ends_with("e.g.") || sentence.split_whitespace().any(word)
}

/// Where each word of a heading's key begins, and whether an entry of a list begins with it.
pub(super) fn openings(checklist: &Checklist, key: &str) -> Vec<(usize, bool)> {
    let mut openings = Vec::with_capacity(LONGEST_HEADING);
    let mut start = 0;
    for word in key.split(' ') {
        openings.push((start, checklist.heading_openings.contains(&word_hash(word))));
        start += word.len() + 1;
    }
    openings
}

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
    /// Terms of the lexicon found, in the same order; identifiers are looked into.
    pub terms: Vec<Hit>,
    /// Keys of each section's heading, the whole heading first; empty for the root.
    pub keys: Vec<Vec<String>>,
    /// The word lists that have some key of each section's heading.
    pub lists: Vec<Vec<&'a str>>,
    /// True for sections that speak of what is not (out of scope, alternatives, future work, references, change log),
    /// and those under them.
    pub silent: Vec<bool>,
    /// What each section says of the things named in it.
    pub section_roles: Vec<Option<SectionRole>>,
    /// What each section's heading stands for, best fit first.
    pub uses: Vec<Vec<HeadingUse>>,
    /// Words in the blocks of each section and its sub-sections, code left out.
    pub words_under: Vec<usize>,
}

impl<'a> Reading<'a> {
    /// Reads words and phrases of a document.
    pub fn new(file: &'a SourceFile, document: &'a Document, checklist: &'a Checklist) -> Self {
        let text = file.text();
        let tokens = Tokens::of(document, text);
        let Found { phrases: hits, terms } = checklist.lexicon.find(&tokens, text, TERMS_FROM);
        let keys: Vec<Vec<String>> =
            document.sections.iter().map(|s| s.heading.as_ref().map(|h| heading_keys(&h.text)).unwrap_or_default()).collect();
        let lists_of = |key: &String| checklist.heading_lists.get(key.as_str()).into_iter().flatten().map(AsRef::as_ref);
        let lists = keys.iter().map(|keys| keys.iter().flat_map(lists_of).collect()).collect();
        let (silent, section_roles, uses, words_under) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut reading =
            Self { file, text, document, checklist, tokens, hits, terms, keys, lists, silent, section_roles, uses, words_under };
        reading.words_under = reading.count_words();
        reading.silent = reading.silent_sections();
        reading.section_roles = surroundings::section_roles(&reading);
        reading.uses = (0..document.sections.len()).map(|id| reading.heading_uses(id)).collect();
        reading
    }

    /// Every hit with what its phrase was declared as.
    pub fn entries(&self) -> impl Iterator<Item = (&Hit, &'a Entry)> {
        self.hits.iter().map(|hit| (hit, &self.checklist.entries[hit.entry as usize]))
    }

    /// Terms that begin within a span of blocks or cells.
    pub fn terms_within(&self, span: Span) -> impl Iterator<Item = &Hit> {
        let begins = |hit: &Hit| self.tokens.all[hit.token as usize].start;
        // Those of headings come first.
        let is_before = |hit: &Hit| matches!(self.tokens.homes[hit.home as usize].0, TokenHome::Heading(_)) || begins(hit) < span.start;
        let from = self.terms.partition_point(is_before);
        self.terms[from..].iter().take_while(move |hit| begins(hit) < span.end)
    }

    /// Where words of a list that is looked up in text stand.
    pub fn hits_of(&self, list: &str) -> impl Iterator<Item = &Hit> {
        self.entries().filter(move |(_, entry)| matches!(entry, Entry::Word(known) if known == list)).map(|(hit, _)| hit)
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
        let (first, last) = sentence_around(words, at);
        words[first].span().join(words[last - 1].span())
    }

    /// What a hit is read with: its row in a table, else its sentence.
    pub fn passage(&self, hit: &Hit) -> Span {
        if let Some(BlockKind::Table(index)) = self.block_of(hit).map(|b| &b.kind) {
            let table = &self.document.tables[*index];
            if let Some([first, .., last]) = table.row_at(hit.span.start).map(|at| table.rows[at].as_slice()) {
                return first.join(*last);
            }
        }
        self.sentence(hit)
    }

    /// True for the heading that the whole document stands under.
    pub fn is_title(&self, section: usize) -> bool {
        let span = self.document.sections[section].span;
        section == 1 && (span.end - span.start) as usize * 10 > self.text.len() * 9 && self.document.sections.len() > 2
    }

    /// True when some key of the section's heading is in the word list `list`.
    pub fn heading_in(&self, section: usize, list: &str) -> bool {
        self.lists[section].contains(&list)
    }

    fn silent_sections(&self) -> Vec<bool> {
        let silent = self.checklist.word_keys("silent-headings");
        let mut found = vec![false; self.document.sections.len()];
        for (id, section) in self.document.sections.iter().enumerate() {
            found[id] = self.keys[id].first().is_some_and(|key| silent.is_some_and(|words| words.contains(key)))
                || section.parent.is_some_and(|parent| found[parent]);
        }
        found
    }

    fn count_words(&self) -> Vec<usize> {
        let mut counts = vec![0; self.document.sections.len()];
        for (home, range) in &self.tokens.homes {
            if let TokenHome::Block(block) = home {
                let words = &self.tokens.all[range.start as usize..range.end as usize];
                let prose = !matches!(self.document.blocks[*block].kind, BlockKind::Code { .. });
                counts[self.document.blocks[*block].section] += if prose { words.len() } else { 0 };
            }
        }
        for id in (1..counts.len()).rev() {
            if let Some(parent) = self.document.sections[id].parent {
                counts[parent] += counts[id];
            }
        }
        counts
    }

    /// Topics that a heading names as a whole, in one of its parts, or in some of its words.
    fn heading_uses(&self, section: usize) -> Vec<HeadingUse> {
        let mut uses: Vec<HeadingUse> = Vec::new();
        let mut add = |found: HeadingUse| match uses.iter_mut().find(|u| u.topic == found.topic) {
            // A look-alike wins over any fit: "integration tests" is no integration.
            Some(known) if known.fit == HeadingFit::Not || found.fit == HeadingFit::Not => known.fit = HeadingFit::Not,
            Some(known) => known.fit = known.fit.max(found.fit),
            None => uses.push(found),
        };
        let look = |key: &str| self.checklist.headings.get(key).into_iter().flatten().copied();
        self.keys[section].iter().flat_map(|key| look(key)).for_each(&mut add);
        if let Some(key) = self.keys[section].first() {
            let starts = openings(self.checklist, key);
            for (first, &(start, _)) in starts.iter().enumerate().filter(|(_, (_, opens))| *opens) {
                for words in 1..=starts.len().saturating_sub(first).min(LONGEST_SYNONYM) {
                    let end = starts.get(first + words).map_or(key.len(), |(next, _)| next - 1);
                    if words == starts.len() {
                        continue;
                    }
                    // The last word of a heading is what it is about; a single one before that only colours it.
                    let names = words > 1 && starts.len() <= LONGEST_HEADING || end == key.len() && starts.len() <= LONGEST_COLOURED;
                    for found in look(&key[start..end]) {
                        let fit = match found.fit {
                            HeadingFit::Not | HeadingFit::Partial if words == 1 => continue,
                            HeadingFit::Full if !names => HeadingFit::Partial,
                            fit => fit,
                        };
                        add(HeadingUse { topic: found.topic, fit });
                    }
                }
            }
        }
        uses.retain(|u| u.fit != HeadingFit::Not);
        uses.sort_by_key(|u| (std::cmp::Reverse(u.fit), u.topic));
        uses
    }
}
