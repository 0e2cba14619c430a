//! A text to the rows of the table of vectors that spell its words (`WordPiece`: the longest piece first).

use super::stop_words::is_stop_word;
use super::vectors::Table;

/// Longest word that is looked for, in bytes: what is longer is no word.
const LONGEST: usize = 100;

/// The rows of the pieces of a text. A word that stands in any text has none, and neither has one that cannot be spelled.
pub(super) fn pieces(text: &str) -> Vec<u16> {
    let table = Table::get();
    let text = text.to_lowercase();
    let mut found = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !is_stop_word(word)) {
        spell(word, table, &mut found);
    }
    found
}

/// Adds the rows of a word.
fn spell(word: &str, table: &Table, found: &mut Vec<u16>) {
    if !word.is_ascii() || word.len() > LONGEST {
        return;
    }
    let known = found.len();
    let mut start = 0;
    while start < word.len() {
        let row_to = |end| if start == 0 { table.first(&word[..end]) } else { table.inner(&word[start..end]) };
        let Some((end, row)) = (start + 1..=word.len()).rev().find_map(|end| Some((end, row_to(end)?))) else {
            found.truncate(known);
            return;
        };
        found.push(row);
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str) -> Vec<String> {
        pieces(text).into_iter().map(|row| Table::get().piece(row)).collect()
    }

    #[test]
    fn a_word_is_spelled_by_the_longest_pieces() {
        assert_eq!(spelled("The deduplication"), ["de", "##du", "##plication"]);
    }

    #[test]
    fn punctuation_has_no_pieces() {
        assert_eq!(spelled("user_id, 42%"), ["user", "id", "42"]);
    }

    #[test]
    fn what_is_not_ascii_is_left_out() {
        assert_eq!(spelled("the \u{2014} 東京 user\u{2019}s"), ["user", "s"]);
    }
}
