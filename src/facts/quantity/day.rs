//! Text to days: `2026-09-07`, `2026/9/7`, "5 October 2026", "5th of October 2026", "May 12", "March 2026", "Q3 2026".

use super::{Bound, Read, Unit};
use crate::date::Date;
use crate::source::Span;

/// Months by the letters that tell them apart.
const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
/// Days of a month, and of a year, as counted here: what matters is the order and which days are equal.
const MONTH: f64 = 31.0;
const YEAR: f64 = 12.0 * MONTH;
/// Years that are years.
const YEARS: std::ops::RangeInclusive<u32> = 2015..=2045;

/// A word of a date with where it stands.
struct Word<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

pub(super) fn find(span: Span, text: &str) -> Vec<Read> {
    let body = span.of(text);
    if !may_name_a_day(body.as_bytes()) {
        return Vec::new();
    }
    let words: Vec<Word<'_>> = split(body);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((amount, until, used)) = read(&words[at..], body) else {
            at += 1;
            continue;
        };
        let (start, end) = (words[at].start, words[at + used - 1].end);
        let place = Span::new(span.start as usize + start, span.start as usize + end);
        found.push(Read { unit: Unit::Day, amount, until, bound: Bound::Exact, span: place, noun: None });
        at += used;
    }
    found
}

/// False for most texts without a day, at a glance: none has the capital that opens a month or quarter, nor a year before a dash.
fn may_name_a_day(body: &[u8]) -> bool {
    body.windows(3).any(|three| match three[0] {
        b'J' | b'F' | b'M' | b'A' | b'S' | b'O' | b'N' | b'D' => {
            MONTHS.iter().any(|month| month.as_bytes()[..3].eq_ignore_ascii_case(three))
        }
        b'Q' | b'q' => matches!(three[1], b'1'..=b'4'),
        b'2' => three[1] == b'0' && three[2].is_ascii_digit(),
        _ => false,
    })
}

/// A day, month or quarter at the start of `words`: its first day, its last, and how many words say it.
fn read(words: &[Word<'_>], body: &str) -> Option<(f64, f64, usize)> {
    let number = |at: usize| words.get(at).and_then(|word| numeral(word.text));
    let year = |at: usize| number(at).filter(|year| YEARS.contains(year));
    let month = |at: usize| words.get(at).and_then(|word| month_of(word.text));
    let joined = |at: usize, mark: &str| words.get(at + 1).is_some_and(|next| &body[words[at].end..next.start] == mark);
    if let Some(y) = year(0) {
        // The slashes of an address join what is no day.
        let in_address = body[..words[0].start].ends_with('/') || words.get(2).is_some_and(|word| body[word.end..].starts_with('/'));
        let joins = |mark: &str| joined(0, mark) && joined(1, mark);
        if joins("-") || joins("/") && !in_address {
            let (m, d) = (number(1).filter(|m| (1..=12).contains(m))?, number(2).filter(|d| (1..=31).contains(d))?);
            let day = days(Some(y), m - 1, d);
            return Some((day, day, 3));
        }
        return None;
    }
    let is_day = |d: &u32| (1..=31).contains(d);
    let of = usize::from(words.get(1).is_some_and(|word| word.text == "of"));
    if let (Some(d), Some(m)) = (number(0).filter(is_day), month(1 + of)) {
        let y = year(2 + of);
        let day = days(y, m, d);
        return Some((day, day, 2 + of + usize::from(y.is_some())));
    }
    if let Some(m) = month(0) {
        if let Some(d) = number(1).filter(is_day) {
            let y = year(2);
            let day = days(y, m, d);
            return Some((day, day, 2 + usize::from(y.is_some())));
        }
        let y = year(1)?;
        return Some((days(Some(y), m, 1), days(Some(y), m, 31), 2));
    }
    let quarter = words.first()?.text.strip_prefix(['Q', 'q'])?.parse::<u32>().ok().filter(|q| (1..=4).contains(q))?;
    let y = year(1)?;
    Some((days(Some(y), quarter * 3 - 3, 1), days(Some(y), quarter * 3 - 1, 31), 2))
}

/// A number that grows from day to day; without a year it is below one year.
fn days(year: Option<u32>, month: u32, day: u32) -> f64 {
    f64::from(year.unwrap_or(0)) * YEAR + f64::from(month) * MONTH + f64::from(day)
}

/// The day of the calendar that a number of [`days`] stands for; None for one without a year, or that no calendar has.
pub(super) fn date(day: f64) -> Option<Date> {
    if !has_year(day) {
        return None;
    }
    let (number, month, year) = (day as i64 - 1, MONTH as i64, YEAR as i64);
    Date::new(number / year, number % year / month + 1, number % month + 1)
}

/// A day of a month by its name.
pub(super) fn of(day: u32, month: &str, year: Option<u32>) -> Option<f64> {
    let known = month_of(month).filter(|_| (1..=31).contains(&day))?;
    Some(days(year, known, day))
}

/// A day of the calendar by its numbers and the name of its month, whatever its case; None for one that no calendar has.
pub fn named(day: u32, month: &str, year: u32) -> Option<Date> {
    let known = month_number(&month.to_ascii_lowercase())?;
    Date::new(year.into(), i64::from(known) + 1, day.into())
}

/// True for the name of a day of the week, in full or by its first three letters or more, whatever its case.
pub fn is_weekday(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    lower.len() >= 3 && days.iter().any(|day| day.starts_with(&lower))
}

/// True for the name of a day of the week or of a month.
pub fn is_calendar_word(word: &str) -> bool {
    is_weekday(word) || month_number(&word.to_ascii_lowercase()).is_some()
}

/// The day within its year.
pub fn within_year(day: f64) -> f64 {
    day % YEAR
}

/// True for a day that names its year.
pub fn has_year(day: f64) -> bool {
    day > 2.0 * YEAR
}

fn numeral(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
    (word.len() <= 4).then(|| digits.parse().ok()).flatten()
}

fn month_of(word: &str) -> Option<u32> {
    // "May" is a verb, "march" too.
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    month_number(&word.to_ascii_lowercase())
}

/// The number of a month, from 0, by its name in lower case, in full or by three letters.
fn month_number(lower: &str) -> Option<u32> {
    let is = |month: &&str| *month == lower || (lower.len() == 3 && month.starts_with(lower)) || (lower == "sept" && *month == "september");
    MONTHS.iter().position(is).map(|at| at as u32)
}

fn split(body: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(start) = body[at..].find(char::is_alphanumeric).map(|offset| at + offset) {
        let end = body[start..].find(|c: char| !c.is_alphanumeric()).map_or(body.len(), |length| start + length);
        words.push(Word { text: &body[start..end], start, end });
        at = end;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, f64, f64)> {
        let found = find(Span::new(0, text.len()), text);
        found.iter().map(|read| (read.span.of(text).to_owned(), read.amount, read.until)).collect()
    }

    #[test]
    fn a_day_is_the_same_in_each_spelling() {
        let days = "2026-09-07, 2026/9/7, 7 September 2026, 7th of Sept 2026, September 7, 2026, Sep 7th 2026";
        let days: Vec<f64> = read(days).iter().map(|day| day.1).collect();
        assert_eq!(days.len(), 6);
        assert!(days.iter().all(|day| (day - days[0]).abs() < 0.1), "{days:?}");
    }

    #[test]
    fn a_number_of_days_is_the_day_it_was_made_of() {
        for text in ["2026-09-07", "2024-02-29", "2026-12-31", "2027-01-01", "2026-01-31"] {
            let [(_, first, _)] = read(text).try_into().expect("one day");
            assert_eq!(date(first).map(|date| date.to_string()).as_deref(), Some(text));
        }
        assert_eq!(date(read("2026-02-30")[0].1), None);
        assert_eq!(date(read("May 12")[0].1), None);
    }

    #[test]
    fn a_month_and_a_quarter_are_spans() {
        let found = read("in the Q4 2026, on 16 November 2026, in May 2026");
        assert!(found[0].1 <= found[1].1 && found[1].1 <= found[0].2, "{found:?}");
        assert!(found[2].2 > found[2].1);
    }

    #[test]
    fn other_numbers_are_none() {
        assert!(read("it may 5 times, 12 march on, 2026 items, Article 6, v2026").is_empty());
        assert!(read("https://example.org/2026/09/07/lockers, example.org/2026/09/07, 2026/09/07/lockers").is_empty());
    }
}
