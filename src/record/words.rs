//! Two versions of one passage to how much their difference weighs.

use super::Weight;
use crate::similarity::{rarity, stems};
use similar::{ChangeTag, TextDiff};
use strsim::osa_distance;

/// Words that turn what a sentence says.
const TURNING: &[&str] = &[
    "not",
    "no",
    "never",
    "none",
    "without",
    "nor",
    "neither",
    "must",
    "shall",
    "should",
    "may",
    "can",
    "cannot",
    "could",
    "will",
    "only",
    "all",
    "any",
    "every",
    "each",
    "except",
    "unless",
    "until",
    "before",
    "after",
    "always",
    "optional",
    "required",
    "forbidden",
    "allowed",
    "denied",
    "nothing",
    "everything",
    "something",
    "anything",
    "someone",
    "anyone",
    "public",
    "private",
    "internal",
    "external",
    "anonymous",
    "everyone",
    "nobody",
];
/// Syllables that turn the word behind them.
const DENYING: &[&str] = &["un", "in", "im", "ir", "non", "non-", "dis", "de", "anti"];
/// Letters by which a slip of the pen differs from what was meant.
const SLIP: usize = 2;
/// Letters of the shortest word that may be one.
const LONG: usize = 4;

/// How much it weighs that one text took the place of another.
pub(super) fn weigh(old: &str, new: &str) -> Weight {
    let (then, now) = (words(old), words(new));
    if then == now {
        return Weight::Form;
    }
    let diff =
        TextDiff::from_slices(&then.iter().map(String::as_str).collect::<Vec<_>>(), &now.iter().map(String::as_str).collect::<Vec<_>>());
    let of =
        |tag: ChangeTag| diff.iter_all_changes().filter(|change| change.tag() == tag).map(|change| change.value()).collect::<Vec<&str>>();
    let (gone, come) = (of(ChangeTag::Delete), of(ChangeTag::Insert));
    let (mut left, mut right) = (gone.clone(), come.clone());
    left.sort_unstable();
    right.sort_unstable();
    if left == right {
        // The same words in another order: of a list it is form, of a sentence it may turn it.
        return Weight::Wording;
    }
    let is_decisive = |word: &&str| word.bytes().any(|byte| byte.is_ascii_digit()) || TURNING.contains(word);
    if gone.iter().chain(&come).any(is_decisive) {
        return Weight::Fact;
    }
    let pairs: Vec<(&str, &str)> = gone.iter().copied().zip(come.iter().copied()).collect();
    if pairs.iter().any(|(old, new)| is_denial(old, new)) {
        return Weight::Fact;
    }
    if gone.len() == come.len() && pairs.iter().all(|(old, new)| is_slip(old, new)) {
        return Weight::Form;
    }
    // Another place, person or product.
    let is_name = |word: &&str| is_name(word, old) || is_name(word, new);
    if gone.iter().chain(&come).any(is_name) { Weight::Fact } else { Weight::Wording }
}

/// The words of a text in small letters, with the digits and signs inside them.
fn words(text: &str) -> Vec<String> {
    let words =
        text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '(' | ')' | '[' | ']' | '"' | '\u{201c}' | '\u{201d}' | '`' | '*'));
    let trimmed = words
        .map(|word| word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '\u{2013}' | '\u{2014}' | '-')));
    trimmed.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// True when a word, in small letters, has a capital in a text, and not because it opens a sentence.
fn is_name(word: &str, text: &str) -> bool {
    let mut opens = true;
    text.split_whitespace().any(|written| {
        let begins = std::mem::replace(&mut opens, written.ends_with(['.', ':', '!', '?', '|']));
        let bare = written.trim_matches(|c: char| !c.is_alphanumeric());
        !begins && bare.starts_with(char::is_uppercase) && bare.to_lowercase() == word
    })
}

/// True when one word is the other behind a syllable that turns it: "encrypted", "unencrypted".
fn is_denial(old: &str, new: &str) -> bool {
    let turns = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|before| DENYING.contains(&before));
    turns(old, new) || turns(new, old)
}

/// True when one is the other with a slip of the pen, or in another form. Two words that are both common are two words.
fn is_slip(old: &str, new: &str) -> bool {
    let near = old.len() >= LONG && new.len() >= LONG && osa_distance(old, new) <= SLIP;
    let is_rare = |word: &str| rarity(word) >= 1.0;
    let (then, now) = (stems(old), stems(new));
    !then.is_empty() && then == now || near && (is_rare(old) || is_rare(new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_form_and_another_number_is_a_fact() {
        let cases = [
            ("Photographs are recieved by e-mail.", "Photographs are received by e-mail", Weight::Form),
            ("The user reads the page.", "The users read the page.", Weight::Form),
            ("**Mails** go out", "mails go out.", Weight::Form),
            ("kept for 30 days", "kept for 90 days", Weight::Fact),
            ("Admins must approve it", "Admins may approve it", Weight::Fact),
            ("Backups are encrypted", "Backups are unencrypted", Weight::Fact),
            ("Backups are kept here", "Backups are not kept here", Weight::Fact),
            ("Calls are internal traffic", "Calls are external traffic", Weight::Fact),
            ("nothing is kept", "everything is kept", Weight::Fact),
            ("Sent each Tuesday", "Sent each Thursday", Weight::Fact),
            ("It runs in Paris.", "It runs in Warsaw.", Weight::Fact),
            ("Colours are warm. They fit.", "Colours are warm. These fit.", Weight::Wording),
            ("The owner sees it", "The other sees it", Weight::Wording),
            ("Lists come first, then rows", "Rows come first, then lists", Weight::Wording),
            ("Alice pays Bob", "Bob pays Alice", Weight::Wording),
        ];
        for (old, new, weight) in cases {
            assert_eq!(weigh(old, new), weight, "{old} / {new}");
        }
    }
}
