//! How ids are written: `FR-1`, `**REQ-A-001**:`, `[US-2.3] `.

use regex::Regex;
use std::sync::LazyLock;

/// Letters and chapters of an id, and its number.
static ID: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^([A-Z][A-Za-z_.-]*(?:[0-9]+[.-])*)([0-9]+)$").expect("the pattern is fixed and valid"));

/// What may stand in front of an id: a bracket, back-tick or marks of emphasis.
static OPENING: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:\*\*|__|\*|_|`|\[|\()?$").expect("the pattern is fixed and valid"));

/// What parts an id from its text: the mark that was opened, a colon or dash on either side of it, and blanks.
static PARTING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[:.]?(\*\*|__|\*|_|`|\]|\))?(?:[:.)]|[ \t]+[:\x{2013}\x{2014}-])?[ \t]+").expect("the pattern is fixed and valid")
});

/// The first part of an id's name and how its number is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbers {
    /// All before the number: `FR-`, `US-2.`.
    pub prefix: String,
    /// Digits of the number, where it has leading zeros.
    width: Option<usize>,
}

impl Numbers {
    /// How an id is numbered, and its number; None for one without a number of its own, or that is counted anew in each place.
    pub(super) fn of(id: &str) -> Option<(Self, u32)> {
        let found = ID.captures(id)?;
        let (prefix, digits) = (&found[1], &found[2]);
        let letters: String = prefix.chars().take_while(char::is_ascii_alphabetic).collect();
        let width = (digits.len() > 1 && digits.starts_with('0')).then_some(digits.len());
        (letters != "AC").then_some((Self { prefix: prefix.to_owned(), width }, digits.parse().ok()?))
    }

    /// True for the same ids with or without leading zeros: `FR-09` and `FR-10`.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.prefix == other.prefix
    }

    /// The same, as written by the one of the two that has leading zeros.
    #[must_use]
    pub(super) fn or(self, other: &Self) -> Self {
        Self { width: self.width.max(other.width), ..self }
    }

    pub(super) fn id(&self, number: u32) -> String {
        let width = self.width.unwrap_or(1);
        format!("{}{number:0width$}", self.prefix)
    }

    /// The highest number that some texts have behind the prefix; 0 for none.
    pub(super) fn highest(&self, texts: &[&str]) -> u32 {
        let numbers = texts.iter().flat_map(|text| text.match_indices(&self.prefix).map(move |(at, prefix)| (*text, at, prefix.len())));
        let apart = numbers.filter(|(text, at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric()));
        apart
            .filter_map(|(text, at, length)| {
                let rest = &text[at + length..];
                let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                rest[..digits].parse().ok()
            })
            .max()
            .unwrap_or(0)
    }
}

/// An id with what stands around it at the head of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub numbers: Numbers,
    pub number: u32,
    /// `**`, `[` or nothing.
    pub opening: String,
    /// `**: `, `] `, `: `; empty where nothing but the id stands there.
    pub parting: String,
}

impl Written {
    /// How the id is written that `source` opens with.
    pub(super) fn read(source: &str, id: &str) -> Option<Self> {
        let at = source.find(id)?;
        let (opening, rest) = (&source[..at], &source[at + id.len()..]);
        let (numbers, number) = Numbers::of(id)?;
        if !OPENING.is_match(opening) {
            return None;
        }
        let parting = if rest.is_empty() { "" } else { PARTING.find(rest)?.as_str() };
        Some(Self { numbers, number, opening: opening.to_owned(), parting: parting.to_owned() })
    }

    /// The mark that ends what the one in front of the id begins.
    pub(super) fn closing(&self) -> &str {
        match self.opening.as_str() {
            "[" => "]",
            "(" => ")",
            marks => marks,
        }
    }

    /// True when the mark in front of the id ends behind it.
    fn closes(&self) -> bool {
        self.parting.contains(self.closing())
    }

    /// Where, in text that has none, an id is put in, and how it is written there; None where that is not what its neighbours do.
    pub(super) fn put_before(&self, source: &str, id: &str) -> Option<(usize, String)> {
        if self.parting.is_empty() {
            return None;
        }
        if self.closes() {
            return Some((0, format!("{}{id}{}", self.opening, self.parting)));
        }
        // The mark goes on over the words behind the id.
        source.strip_prefix(self.opening.as_str()).filter(|_| self.opening.len() > 1)?;
        Some((self.opening.len(), format!("{id}{}", self.parting)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_put_in_as_its_neighbours_are_written() {
        for (neighbour, id, source, expected) in [
            ("FR-1: Log in", "FR-1", "Log out", "FR-2: Log out"),
            ("**FR-1**: Log in", "FR-1", "Log out", "**FR-2**: Log out"),
            ("**FR-1:** Log in", "FR-1", "Log out", "**FR-2:** Log out"),
            ("[REQ-001] Log in", "REQ-001", "Log out", "[REQ-002] Log out"),
            ("**FR-1: Log in** with a key", "FR-1", "**Log out** at once", "**FR-2: Log out** at once"),
            ("**US-1.1** \u{2013} Log in", "US-1.1", "Log out", "**US-1.2** \u{2013} Log out"),
        ] {
            let written = Written::read(neighbour, id).expect(neighbour);
            let (at, put) = written.put_before(source, &written.numbers.id(written.number + 1)).expect(neighbour);
            assert_eq!(format!("{}{put}{}", &source[..at], &source[at..]), expected);
        }
    }

    #[test]
    fn what_is_written_otherwise_than_its_neighbours_is_left_alone() {
        let bold = Written::read("**FR-1: Log in** with a key", "FR-1").expect("it is an id");
        assert_eq!(bold.put_before("Log out", "FR-2"), None);
        for (source, id) in [("FR-1a: x", "FR-1a"), ("AC1: x", "AC1"), ("see FR-1: x", "FR-1"), ("FR-1", "User Story 1")] {
            assert_eq!(Written::read(source, id), None, "{source}");
        }
    }

    #[test]
    fn the_highest_number_is_that_of_all_texts() {
        let (numbers, _) = Numbers::of("FR-09").expect("it is an id");
        assert_eq!(numbers.highest(&["FR-01, FR-9", "NFR-44, FR-12.3"]), 12);
        assert_eq!((numbers.id(3), numbers.id(10)), ("FR-03".to_owned(), "FR-10".to_owned()));
    }
}
