//! A text to the stems of the words that say something.

use super::stop_words::is_stop_word;
use frostem::{Algorithm, Stemmer};

/// The stems of the words of a text, in its order: letters and digits that begin with a letter, `camelCase` as two words, without
/// single letters and words that stand in any text.
pub(super) fn words(text: &str) -> Vec<String> {
    let stemmer = Stemmer::new(Algorithm::English);
    written(text).map(|word| stemmer.stem(&word).into_owned()).collect()
}

/// The words of a text that say something, in its order, as they are written but in small letters: `camelCase` as two words, without
/// single letters and words that stand in any text.
pub fn written(text: &str) -> impl Iterator<Item = String> {
    raw_words(text).map(str::to_ascii_lowercase).filter(|word| word.len() > 1 && !is_stop_word(word))
}

/// The words of a text as they are written.
fn raw_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .flat_map(humps)
        .map(|word| word.trim_start_matches(|c: char| c.is_ascii_digit()))
        .filter(|word| !word.is_empty())
}

/// The parts of `camelCase`: one begins at each capital behind a small letter or a digit.
fn humps(word: &str) -> impl Iterator<Item = &str> {
    let bytes = word.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        if start == word.len() {
            return None;
        }
        let inner = (start + 1..word.len()).find(|&at| bytes[at].is_ascii_uppercase() && !bytes[at - 1].is_ascii_uppercase());
        let end = inner.unwrap_or(word.len());
        let part = &word[start..end];
        start = end;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_code_are_the_words_they_are_made_of() {
        let written: Vec<_> = raw_words("getUserIds snake_case HTTPServer v2Api 3rd x86 `a.b`").collect();
        assert_eq!(written, ["get", "User", "Ids", "snake", "case", "HTTPServer", "v2", "Api", "rd", "x86", "a", "b"]);
    }

    #[test]
    fn words_of_one_kin_have_one_stem() {
        assert_eq!(words("The users' exports shall be encrypted."), ["user", "export", "encrypt"]);
        assert_eq!(words("encryption exporting EXPORTED"), ["encrypt", "export", "export"]);
    }

    /// What Snowball 2 makes of words on which it and the first stemmer of Porter differ.
    #[test]
    fn the_stemmer_is_porter_2() {
        let stems = words("generate generically dying early communication succeed happily fluently ladies");
        assert_eq!(stems, ["generat", "generic", "die", "earli", "communic", "succeed", "happili", "fluentli", "ladi"]);
    }
}
