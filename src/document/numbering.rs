//! Numbers and labels in front of a heading: `1.`, `3.2`, `A.`, `Section 13:`, `Document 02 -`, `F-004:`.
//!
//! By hand, since thousands of headings of checklists are read at each start, before any document.

/// Words that stand in front of a number.
const NUMBERED: &[&str] =
    &["section", "document", "doc", "part", "chapter", "requirement", "epic", "feature", "appendix", "step", "phase", "module", "story"];

/// The heading without a number or label in front; None when it has none.
pub(super) fn without_number(heading: &str) -> Option<&str> {
    named(heading).or_else(|| marked(heading)).or_else(|| counted(heading)).or_else(|| coded(heading))
}

/// True for a word that stands in front of a number.
pub(super) fn is_numbered(word: &str) -> bool {
    NUMBERED.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// `Section 13:`, `Appendix A`, `Phase iv -`.
fn named(heading: &str) -> Option<&str> {
    let word = run(heading, |c| c.is_ascii_alphabetic());
    if !is_numbered(&heading[..word]) {
        return None;
    }
    let rest = spaces(&heading[word..])?;
    let ends_here = |length: usize| !rest[length..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let letters = || [run(rest, |c| "ivxIVX".contains(c)), usize::from(rest.starts_with(|c: char| c.is_ascii_alphabetic()))];
    let length = numbers(rest).into_iter().rev().chain(letters()).find(|length| *length > 0 && ends_here(*length))?;
    let rest = rest[length..].trim_start();
    Some(rest.strip_prefix([':', '.', ')', '\u{2013}', '\u{2014}', '-']).unwrap_or(rest).trim_start())
}

/// `1.`, `iv)`, `A. -`.
fn marked(heading: &str) -> Option<&str> {
    let numbered = numbers(heading).into_iter().rev();
    let roman = run(heading, |c| "ivxIVX".contains(c)).min(4);
    let letters = (1..=roman).rev().chain(heading.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(1));
    numbered.chain(letters).find_map(|length| {
        let rest = &heading[length..];
        let marks = run(rest, |c| ".):".contains(c));
        let rest = (marks > 0).then(|| &rest[marks..])?;
        dashed(rest).or_else(|| spaces(rest))
    })
}

/// `3.2`, `4 -`.
fn counted(heading: &str) -> Option<&str> {
    numbers(heading).into_iter().rev().find_map(|length| {
        let rest = &heading[length..];
        let behind = rest.trim_start();
        let parted = behind.strip_prefix(['\u{2013}', '\u{2014}', ':', '-']).and_then(spaces);
        parted.or_else(|| spaces(rest))
    })
}

/// `F-004:`, `US12 -`.
fn coded(heading: &str) -> Option<&str> {
    let letters = run(heading, |c| c.is_ascii_alphabetic());
    if !(1..=5).contains(&letters) {
        return None;
    }
    let rest = &heading[letters..];
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    numbers(rest)
        .into_iter()
        .rev()
        .find_map(|length| rest[length..].trim_start().strip_prefix([':', '.', '\u{2013}', '\u{2014}', '-']).and_then(spaces))
}

/// What stands behind a dash with space around it.
fn dashed(rest: &str) -> Option<&str> {
    rest.trim_start().strip_prefix(['\u{2013}', '\u{2014}', '-']).and_then(spaces)
}

/// What stands behind one space or more.
fn spaces(rest: &str) -> Option<&str> {
    rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
}

/// Length of the letters in front that are meant, in bytes.
fn run(text: &str, is_meant: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_meant(c)).unwrap_or(text.len())
}

/// Lengths of the numbers that a text begins with, shortest first: of `3.2`, `3` and `3.2`.
fn numbers(text: &str) -> Vec<usize> {
    let mut lengths = Vec::new();
    let mut at = 0;
    loop {
        let digits = run(&text[at..], |c| c.is_ascii_digit());
        if digits == 0 {
            return lengths;
        }
        at += digits;
        lengths.push(at);
        if !text[at..].starts_with('.') {
            return lengths;
        }
        at += 1;
    }
}
