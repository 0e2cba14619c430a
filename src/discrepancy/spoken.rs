//! Whether a document speaks of something, whatever it says of it.

use crate::similarity::stems;

/// Where each of these words begins in a text, not as a part of others; `joins` tells what a word goes on with.
pub(super) fn places<'t>(text: &'t str, words: &'t str, joins: fn(char) -> bool) -> impl Iterator<Item = usize> + 't {
    let goes_on = move |next: Option<char>| next.is_some_and(joins);
    let is_whole = move |at: usize| !goes_on(text[..at].chars().next_back()) && !goes_on(text[at + words.len()..].chars().next());
    text.match_indices(words).map(|(at, _)| at).filter(move |at| !words.is_empty() && is_whole(*at))
}

/// True when a text in lower case has one of these pieces.
pub(super) fn any(lower: &str, pieces: &[&str]) -> bool {
    pieces.iter().any(|piece| lower.contains(piece))
}

/// Letters of the beginning of a word by which lines are chosen that are read.
const OPENING: usize = 4;

/// True when a line of `text` has all the words of `name`, in any form and order. False for a name without words.
pub(super) fn on_one_line(text: &str, name: &str) -> bool {
    let words = stems(name);
    let Some(first) = words.first() else { return false };
    let opening: String = first.chars().take(OPENING).collect();
    let mut lines = text.lines().filter(|line| line.to_ascii_lowercase().contains(&opening));
    lines.any(|line| {
        let line = stems(line);
        words.iter().all(|word| line.contains(word))
    })
}
