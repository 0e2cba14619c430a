//! The words of a cell to a value: blank, a day, one of the choices of its column, a number, or why it is none of these.

use super::day::{self, Told};
use crate::checklist::sheet::{Column, Holds};
use crate::date::Date;
use crate::document::plain;
use std::collections::HashMap;

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// Nothing: empty, a dash, "TBD", "unassigned".
    Blank,
    /// Words that nothing is read from.
    Said,
    /// A day.
    Day(Date),
    /// A choice of its column, by index.
    Choice(u8),
    /// A number.
    Number(f64),
    /// Something else than its column holds.
    Unread(Trouble),
}

/// Why a cell cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// It names no day.
    NoDay,
    /// It names a day and no year.
    NoYear,
    /// It may be either of two days.
    Either(Date, Date),
    /// It is none of the choices.
    NoChoice,
    /// It is several of them.
    Several,
    /// It is no number.
    NoNumber,
}

/// Texts in lower case that say nothing.
const BLANK: &[&str] = &[
    "",
    "-",
    "--",
    "---",
    "\u{2013}",
    "\u{2014}",
    "?",
    "??",
    "???",
    "...",
    "\u{2026}",
    "/",
    "n/a",
    "na",
    "nil",
    "none",
    "null",
    "nobody",
    "no one",
    "not assigned",
    "not set",
    "tba",
    "tbc",
    "tbd",
    "to be assigned",
    "to be confirmed",
    "to be decided",
    "to be defined",
    "todo",
    "unassigned",
    "unknown",
    "unset",
    "[]",
    "{}",
    "(none)",
    "(empty)",
    "(unassigned)",
    "(blank)",
];

/// What parts a value from the one it had before.
const ARROWS: &[&str] = &["\u{2192}", "->", "=>", "\u{21d2}", "\u{27a1}"];

/// Words within which a choice is looked for; longer texts have to begin with it.
const SHORT: usize = 4;

/// Words of a cell that are read.
const LONG: usize = 40;

/// Signs of notes.
const NOTES: [char; 9] = ['\u{b9}', '\u{b2}', '\u{b3}', '\u{2074}', '\u{2075}', '\u{2020}', '\u{2021}', '\u{2076}', '\u{2077}'];

/// Words within which a heading may name one.
const HEADING: usize = 6;

/// Longest text, in bytes, and most texts of a column that are read once for all.
const KNOWN_BYTES: usize = 64;
const KNOWN: usize = 4096;

/// The only choice of a column that some words name.
pub fn choice_in(column: &Column, words: &str) -> Option<u8> {
    Reader::new(column, 0).only_choice(words)
}

/// Reads the cells of a column.
pub(super) struct Reader<'c> {
    /// The column.
    pub(super) column: &'c Column,
    /// Its index in the record.
    pub(super) at: usize,
    /// Words of the choices with the choice they mean, the longest first.
    words: Vec<(Vec<String>, u8)>,
    /// True when whole numbers are scores.
    whole: bool,
    /// The year of days that name none.
    year: Option<u32>,
    known: HashMap<String, (Value, Option<Value>)>,
}

impl<'c> Reader<'c> {
    pub(super) fn new(column: &'c Column, at: usize) -> Self {
        let choices = column.choices.iter().enumerate();
        let all =
            choices.flat_map(|(choice, declared)| declared.words.iter().map(move |words| (words_of(words, usize::MAX), choice as u8)));
        let mut words: Vec<(Vec<String>, u8)> = all.filter(|(words, _)| !words.is_empty()).collect();
        words.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        Self { column, at, words, whole: false, year: None, known: HashMap::new() }
    }

    /// The same for cells below a header, in a document that names a year for all its days.
    pub(super) fn below(mut self, header: &str, year: Option<u32>) -> Self {
        let header = words_of(header, HEADING);
        self.whole = self.column.scored_by.iter().any(|word| header.iter().any(|known| known == word.as_ref()));
        self.year = year;
        self
    }

    /// What a cell says, and what it shows as said before.
    pub(super) fn read(&mut self, text: &str, order: day::Order) -> (Value, Option<Value>) {
        if !matches!(self.column.holds, Holds::Date | Holds::Choice | Holds::Number | Holds::Counts) {
            return (if is_blank(text) || self.is_blank_choice(text) { Value::Blank } else { Value::Said }, None);
        }
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let read = self.read_new(text, order);
        if text.len() <= KNOWN_BYTES && self.known.len() < KNOWN {
            self.known.insert(text.to_owned(), read);
        }
        read
    }

    fn read_new(&self, text: &str, order: day::Order) -> (Value, Option<Value>) {
        let (former, current) = parted(text);
        let former = former
            .map(|text| self.value(&text, order))
            .filter(|value| matches!(value, Value::Day(_) | Value::Choice(_) | Value::Number(_)));
        (self.value(&current, order), former)
    }

    fn value(&self, text: &str, order: day::Order) -> Value {
        let text = plain(text);
        let choice = if self.words.is_empty() && self.column.holds != Holds::Choice { Err(Trouble::NoChoice) } else { self.choice(&text) };
        match choice {
            Ok(choice) if self.is_silent(choice) => return Value::Blank,
            Ok(choice) if self.column.holds == Holds::Choice => return Value::Choice(choice),
            _ => {}
        }
        if is_blank(&text) {
            return Value::Blank;
        }
        match self.column.holds {
            Holds::Date => match day::read(&text, order, self.year) {
                Told::Day(date) => Value::Day(date),
                // "never": words that stand where a day is awaited.
                _ if choice.is_ok() => Value::Choice(choice.unwrap_or_default()),
                Told::Either(one, other) => Value::Unread(Trouble::Either(one, other)),
                Told::NoYear => Value::Unread(Trouble::NoYear),
                Told::Nothing => Value::Unread(Trouble::NoDay),
            },
            Holds::Choice => Value::Unread(choice.err().unwrap_or(Trouble::NoChoice)),
            Holds::Number => match (number(&text), choice) {
                (Some(number), _) => Value::Number(number),
                (None, Ok(choice)) => Value::Choice(choice),
                _ => Value::Unread(Trouble::NoNumber),
            },
            Holds::Counts => match (choice, &*counts(&text)) {
                (Ok(choice), _) => Value::Choice(choice),
                (_, [(number, _)]) if text.trim().bytes().all(|byte| !byte.is_ascii_alphabetic()) => Value::Number(f64::from(*number)),
                _ => Value::Said,
            },
            Holds::Words | Holds::Person | Holds::Link | Holds::Identifier => Value::Said,
        }
    }

    fn choice(&self, text: &str) -> Result<u8, Trouble> {
        let words = words_of(text, LONG);
        let found = self.found(&words, if words.len() > SHORT { 1 } else { SHORT }, |_| true);
        let yields = |choice: &u8| self.column.choices[usize::from(*choice)].yields;
        match found.as_slice() {
            [] => self.banded(text).ok_or(Trouble::NoChoice),
            all if all.iter().all(yields)
                && let Some(banded) = self.banded(text) =>
            {
                Ok(banded)
            }
            [one] => Ok(self.behind(*one, &words, text)),
            several if self.column.last_holds => {
                let last = several.iter().copied().max().unwrap_or_default();
                Ok(self.behind(last, &words, text))
            }
            _ => Err(Trouble::Several),
        }
    }

    /// What a cell means that begins with a choice: one that holds wherever it stands, or that the choice is not so yet.
    fn behind(&self, choice: u8, words: &[String], text: &str) -> u8 {
        let choices = &self.column.choices;
        let is_said = |(known, at): &&(Vec<String>, u8)| {
            choices[usize::from(*at)].anywhere && words.windows(known.len()).any(|run| run == known.as_slice())
        };
        if let Some((_, anywhere)) = self.words.iter().find(is_said) {
            return *anywhere;
        }
        let declared = &choices[usize::from(choice)];
        let is_open = |hedge: &String| {
            let phrase = words_of(hedge, HEADING);
            if phrase.is_empty() { text.contains(hedge.as_str()) } else { words.windows(phrase.len()).any(|run| run == phrase) }
        };
        let instead = declared.hedges.iter().any(is_open).then(|| choices.iter().position(|other| other.id == declared.hedged));
        instead.flatten().and_then(|at| u8::try_from(at).ok()).unwrap_or(choice)
    }

    /// The only choice that a heading or a row of its own names.
    pub(super) fn only_choice(&self, text: &str) -> Option<u8> {
        // A letter stands for a choice in a cell alone.
        let is_letter = |known: &[String]| known.iter().all(|word| word.len() == 1);
        match self.found(&words_of(&plain(text), HEADING), HEADING, |known| !is_letter(known)).as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The choice that a text is, with nothing else in it.
    pub(super) fn whole_choice(&self, text: &str) -> Option<u8> {
        self.only_choice(text).filter(|_| !self.has_other_words(text))
    }

    /// True for a text that says more than a choice: itself, or in a note further down.
    pub(super) fn says_more(&self, text: &str) -> bool {
        text.contains("[^") || text.contains(NOTES) || self.has_other_words(text)
    }

    fn has_other_words(&self, text: &str) -> bool {
        let words = words_of(&plain(text), usize::MAX);
        let mut at = 0;
        while at < words.len() {
            let Some((known, _)) = self.words.iter().find(|(known, _)| words[at..].starts_with(known)) else { return true };
            at += known.len();
        }
        false
    }

    fn is_silent(&self, choice: u8) -> bool {
        self.column.choices[usize::from(choice)].is_blank
    }

    fn is_blank_choice(&self, text: &str) -> bool {
        !self.words.is_empty() && self.whole_choice(text).is_some_and(|choice| self.is_silent(choice))
    }

    /// The choices that some words name, each once; of those that yield to others, only where there are no others.
    fn found(&self, words: &[String], starts: usize, counts: impl Fn(&[String]) -> bool) -> Vec<u8> {
        let mut found: Vec<u8> = Vec::new();
        let mut at = 0;
        while at < words.len().min(starts) {
            let here = self.words.iter().find(|(known, _)| words[at..].starts_with(known) && counts(known));
            if let Some((_, choice)) = here
                && !found.contains(choice)
            {
                found.push(*choice);
            }
            at += here.map_or(1, |(known, _)| known.len());
        }
        let yields = |choice: &u8| self.column.choices[usize::from(*choice)].yields;
        if found.iter().any(|choice| !yields(choice)) {
            found.retain(|choice| !yields(choice));
        }
        found
    }

    /// The choice for a score such as 9.8: of those that begin at or below it, the one that begins highest.
    fn banded(&self, text: &str) -> Option<u8> {
        let bands = || self.column.choices.iter().enumerate().filter_map(|(at, choice)| Some((at as u8, choice.from?)));
        bands().next()?;
        let is_score = |part: &&str| part.len() <= 4 && (part.contains('.') || self.whole && !part.is_empty());
        let score = text.split(|c: char| !c.is_ascii_digit() && c != '.').find(is_score)?;
        let score: f64 = score.parse().ok().filter(|score| (0.0..=10.0).contains(score))?;
        bands().filter(|(_, from)| *from as f64 <= score).max_by_key(|(_, from)| *from).map(|(at, _)| at)
    }
}

/// True for a text that says nothing.
pub(super) fn is_blank(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`'));
    bare.len() <= 16 && BLANK.iter().any(|blank| blank.eq_ignore_ascii_case(bare))
}

/// What a text shows as struck out or before an arrow, and what holds.
fn parted(text: &str) -> (Option<String>, String) {
    if let Some(arrow) = ARROWS.iter().find(|arrow| text.contains(**arrow)) {
        // The last of several holds, and the first is where it began.
        let first = text.split(arrow).next().unwrap_or_default();
        let last = text.rsplit(arrow).next().unwrap_or_default();
        return (Some(first.replace("~~", "")), last.replace("~~", ""));
    }
    // Between each two marks stands what is struck out.
    let parts: Vec<&str> = text.split("~~").collect();
    let kept = parts.iter().step_by(2).copied().collect::<Vec<&str>>().join(" ");
    if parts.len() < 3 || parts.len().is_multiple_of(2) || is_blank(&kept) {
        return (None, text.to_owned());
    }
    (Some(parts[1].to_owned()), kept)
}

/// Words of a text in lower case; a sign such as an emoji is one. At most so many are read.
fn words_of(text: &str, most: usize) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let is_word = c.is_alphanumeric();
        // The mark behind a sign that asks for its coloured form.
        if !is_word
            && (c.is_ascii()
                || c.is_whitespace()
                || matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' | '\u{2013}' | '\u{2014}' | '\u{2019}'))
        {
            open = false;
            continue;
        }
        if !(open && is_word) {
            if words.len() == most {
                return words;
            }
            words.push(String::new());
        }
        open = is_word;
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words
}

/// The numbers of a text, each with the word that says of what it is the number, in lower case: "2 high, 5 low", "H: 2 L: 5".
pub fn counts(text: &str) -> Vec<(u32, String)> {
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars() {
        let is_digit = c.is_ascii_digit();
        if !is_digit && !c.is_alphabetic() {
            // "1,204" is one number.
            if c != ',' || !pieces.last().is_some_and(|piece| piece.ends_with(|c: char| c.is_ascii_digit())) {
                pieces.push(String::new());
            } else {
                pieces.push(",".to_owned());
            }
            continue;
        }
        match pieces.last_mut() {
            Some(last) if !last.is_empty() && last != "," && last.ends_with(|c: char| c.is_ascii_digit()) == is_digit => last.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    let mut words: Vec<String> = Vec::new();
    for (at, piece) in pieces.iter().enumerate().filter(|(_, piece)| !piece.is_empty() && *piece != ",") {
        let is_thousands = at >= 2 && pieces[at - 1] == "," && piece.len() == 3 && piece.bytes().all(|byte| byte.is_ascii_digit());
        match words.last_mut() {
            Some(last) if is_thousands && last.bytes().all(|byte| byte.is_ascii_digit()) => last.push_str(piece),
            _ => words.push(piece.to_lowercase()),
        }
    }
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    // What comes first decides on which side of its number a word stands.
    let word_first = words.first().is_some_and(|word| !is_number(word)) && words.last().is_some_and(is_number);
    let said = |at: Option<usize>| at.and_then(|at| words.get(at)).filter(|word| !is_number(word)).cloned().unwrap_or_default();
    let numbers = words.iter().enumerate().filter(|(_, word)| is_number(word));
    let counted =
        numbers.filter_map(|(at, word)| Some((word.parse().ok()?, said(if word_first { at.checked_sub(1) } else { Some(at + 1) }))));
    counted.collect()
}

/// The number that a text begins with, whatever unit follows.
fn number(text: &str) -> Option<f64> {
    let text = text.trim().trim_start_matches(['~', '\u{2248}', '<', '>', '=', '$', '\u{20ac}', ' ']);
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-')).unwrap_or(text.len());
    let digits = text[..end].trim_end_matches(['.', ',', '-']);
    // "1,204" has thousands, "3,5" a decimal comma.
    let thousands = digits.split(',').skip(1).all(|part| part.len() == 3);
    let written = if thousands { digits.replace(',', "") } else { digits.replace(',', ".") };
    written.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::sheet::Choice;

    fn choice(id: &'static str, words: &[&str], from: Option<u64>, yields: bool) -> Choice {
        Choice { id: id.into(), words: words.iter().map(ToString::to_string).collect(), from, yields, ..Choice::default() }
    }

    fn severity() -> Column {
        let choices = vec![
            choice("critical", &["critical", "\u{1f7e5}"], Some(9), false),
            choice("high", &["high", "\u{1f7e0}"], Some(7), false),
            choice("medium", &["medium"], Some(4), false),
            choice("low", &["low", "very low"], Some(0), false),
            choice("by-number", &["p1"], None, true),
        ];
        Column { holds: Holds::Choice, choices, ..Column::default() }
    }

    fn read(column: &Column, text: &str) -> (Value, Option<Value>) {
        Reader::new(column, 0).read(text, day::Order::Unknown)
    }

    #[test]
    fn a_choice_is_known_by_words_signs_and_scores() {
        let column = severity();
        for (text, at) in [
            ("Critical", 0),
            ("**critical**", 0),
            ("\u{1f7e5}", 0),
            ("severity::high", 1),
            ("\u{1f7e0} High (7.5)", 1),
            ("9.8", 0),
            ("CVSS 7.0", 1),
            ("4.2", 2),
            ("P1 - High", 1),
            ("P1", 4),
            ("Very low", 3),
        ] {
            assert_eq!(read(&column, text), (Value::Choice(at), None), "{text}");
        }
        for (text, trouble) in [
            ("spicy", Trouble::NoChoice),
            ("low / medium", Trouble::Several),
            ("4", Trouble::NoChoice),
            ("we think it is rather high", Trouble::NoChoice),
        ] {
            assert_eq!(read(&column, text), (Value::Unread(trouble), None), "{text}");
        }
        for text in ["", " ", "-", "**TBD**", "n/a", "\u{2014}"] {
            assert_eq!(read(&column, text), (Value::Blank, None), "{text}");
        }
    }

    #[test]
    fn a_cell_that_hedges_is_not_done_and_one_that_waits_for_a_check_is() {
        let mut fixed = choice("fixed", &["fixed", "done"], None, false);
        (fixed.hedges, fixed.hedged) = (vec!["?".to_owned(), "backport".to_owned(), "not deployed".to_owned()], "open".into());
        let mut waits = choice("to verify", &["needs retest"], None, false);
        waits.anywhere = true;
        let column =
            Column { holds: Holds::Choice, choices: vec![choice("open", &["open"], None, false), fixed, waits], ..Column::default() };
        for (text, at) in [
            ("Fixed", 1),
            ("Fixed in 4.2 by Ana on the 3rd", 1),
            ("Fixed?", 0),
            ("done in main, backport to 4.2 still to come", 0),
            ("done, not deployed", 0),
            ("done, needs retest, @ana does it on the 3rd", 2),
        ] {
            assert_eq!(read(&column, text).0, Value::Choice(at), "{text}");
        }
    }

    #[test]
    fn whole_numbers_are_scores_below_a_header_that_says_so() {
        let column = Column { scored_by: vec!["cvss".into()], ..severity() };
        for (header, expected) in [("CVSS", Value::Choice(0)), ("Severity", Value::Unread(Trouble::NoChoice))] {
            assert_eq!(Reader::new(&column, 0).below(header, None).read("10", day::Order::Unknown).0, expected, "{header}");
        }
    }

    #[test]
    fn what_is_struck_out_or_before_an_arrow_was_said_before() {
        let column = severity();
        for text in ["High \u{2192} Low", "~~High~~ Low", "~~High~~ ~~Medium~~ Low", "High -> Medium -> Low", "Low ~~High~~"] {
            assert_eq!(read(&column, text), (Value::Choice(3), Some(Value::Choice(1))), "{text}");
        }
        assert_eq!(read(&column, "~~High~~"), (Value::Choice(1), None));
    }

    #[test]
    fn numbers_are_told_apart_by_the_words_beside_them() {
        let told = |text: &str| counts(text).into_iter().map(|(number, word)| format!("{number}{word}")).collect::<Vec<_>>().join(" ");
        for (text, expected) in [
            ("12", "12"),
            ("1,204", "1204"),
            ("2 high, 5 low", "2high 5low"),
            ("3,5", "3 5"),
            ("H: 2 L: 5", "2h 5l"),
            ("0C 3H 12M", "0c 3h 12m"),
            ("Critical 0, High 3", "0critical 3high"),
            ("none", ""),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_number_may_have_a_unit_and_thousands() {
        for (text, expected) in
            [("12", Some(12.0)), ("1,204 findings", Some(1204.0)), ("3,5 %", Some(3.5)), ("~40 ms", Some(40.0)), ("few", None), ("-", None)]
        {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
