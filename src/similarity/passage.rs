//! A text to what is compared of it.

use super::pieces::pieces;
use super::words::words;
use std::collections::BTreeSet;

/// How often a word of a heading counts.
const HEADING: usize = 2;

/// A passage of a document, read for comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// Stems of its words in their order; see [`words`].
    pub(super) words: Vec<String>,
    /// Rows of the table of vectors, in the order of the text.
    pub(super) pieces: Vec<u16>,
}

impl Passage {
    /// Reads a text.
    pub fn read(text: &str) -> Self {
        let text = unaccented(text);
        Self { words: words(&text), pieces: pieces(&text) }
    }

    /// Reads a text and the heading or title it stands under, which says in few words what it is about: its words count twice.
    pub fn under(heading: &str, text: &str) -> Self {
        let heading = Self::read(heading);
        let mut passage = Self::read(text);
        for _ in 0..HEADING {
            passage.words.extend_from_slice(&heading.words);
            passage.pieces.extend_from_slice(&heading.pieces);
        }
        passage
    }

    /// Whether there is nothing in it to compare.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.pieces.is_empty()
    }
}

/// Stems of the words of a text in their order; words that stand in any text are left out.
pub fn stems(text: &str) -> Vec<String> {
    words(&unaccented(text))
}

/// The different stems of a text.
pub fn stem_set(text: &str) -> BTreeSet<String> {
    stems(text).into_iter().collect()
}

/// Letters with accents of the languages of Western and Central Europe, by the letter that is left without.
const ACCENTED: &[(char, &str)] = &[
    ('a', "àáâãäåāăą"),
    ('c', "çćĉċč"),
    ('d', "ď"),
    ('e', "èéêëēĕėęě"),
    ('g', "ĝğġģ"),
    ('h', "ĥ"),
    ('i', "ìíîïĩīĭį"),
    ('j', "ĵ"),
    ('k', "ķ"),
    ('l', "ĺļľ"),
    ('n', "ñńņň"),
    ('o', "òóôõöōŏő"),
    ('r', "ŕŗř"),
    ('s', "śŝşš"),
    ('t', "ţť"),
    ('u', "ùúûüũūŭůűų"),
    ('w', "ŵ"),
    ('y', "ýÿŷ"),
    ('z', "źżž"),
];

/// The text without accents: the vectors know ASCII alone.
fn unaccented(text: &str) -> String {
    // Accents that are characters of their own, behind the letter.
    text.chars().filter(|c| !('\u{300}'..='\u{36F}').contains(c)).map(plain).collect()
}

fn plain(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let small = c.to_lowercase().next().unwrap_or(c);
    match ACCENTED.iter().find(|(_, accented)| accented.contains(small)) {
        Some((letter, _)) if small == c => *letter,
        Some((letter, _)) => letter.to_ascii_uppercase(),
        None => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_make_no_difference() {
        assert_eq!(unaccented("Café Ünïon S\u{301}lowo \u{2014} 東"), "Cafe Union Slowo \u{2014} 東");
        assert_eq!(Passage::read("résumé"), Passage::read("resume"));
    }

    #[test]
    fn a_word_of_the_heading_counts_twice() {
        assert_eq!(Passage::under("Export", "The user asks.").words, ["user", "ask", "export", "export"]);
        assert_eq!(Passage::under("", "The user asks."), Passage::read("The user asks."));
    }

    #[test]
    fn a_passage_of_signs_has_no_words() {
        assert!(Passage::read("\u{2014} \u{2192}").is_empty());
        assert!(Passage::read("12 + 3").words.is_empty());
    }
}
