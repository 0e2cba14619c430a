//! A cell to the day it names, in the notations that trackers and people use. What may be either of two days is said to be.

use crate::date::Date;
use crate::facts::day;
use regex::Regex;
use std::sync::LazyLock;

/// Which of two numbers joined by strokes is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// `25/03/2026`
    DayFirst,
    /// `03/25/2026`
    MonthFirst,
    /// Nothing decides it.
    Unknown,
}

/// What a cell says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// This day.
    Day(Date),
    /// One of two: the day first, or the month first.
    Either(Date, Date),
    /// A day without its year.
    NoYear,
    /// None that is known.
    Nothing,
}

/// Most words of a day: "Mon, 5th of October 2026".
const WORDS: usize = 5;

/// What may follow a day: a time or two with their zone, "T09:30:00.5+02:00", " at 3 PM (UTC+1)", and words without digits of their own:
/// "(v1.24)", "SEC-12", "(E3)".
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:[^0-9/-][^0-9]*?)?",
        r"(?:(?:[0-9]{1,2}(?::[0-9]{2}){1,2}(?:[.,][0-9]+)?|[0-9]{1,2} ?[ap]\.?m\b|T[0-9]{4}(?:[0-9]{2})?)",
        r"(?:[^0-9]*[+\x{2212}\x{2013}-] ?[0-9]{1,2}:?[0-9]{2}|[^0-9]*(?:utc|gmt) ?[+\x{2212}-][0-9]{1,2})?)?",
        r"(?:[^0-9]|\bv[0-9]+(?:\.[0-9]+)*|#[0-9]+|\b(?-i:[A-Z]{2,})-[0-9]+|\b(?-i:[A-Z])[0-9]{1,3}\b)*$"
    ))
    .expect("the pattern is fixed and valid")
});

/// A time between a day and its year: " 12:00:26 UTC 2026", " 12:00:26 2026 +0200".
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^,? [0-9]{2}:[0-9]{2}:[0-9]{2} (?:[A-Z]{3,4} )?([0-9]{4})\b(?: [+-][0-9]{4}\b)?").expect("the pattern is fixed and valid")
});

/// The day that a text begins with, as it is written there, whatever day it is in another zone. `default` is the year of a day that names
/// none.
pub(super) fn read(text: &str, order: Order, default: Option<u32>) -> Told {
    let words = split(text);
    let words = match words.as_slice() {
        // A day of the week says nothing more.
        [first, rest @ ..] if day::is_weekday(first.text) => rest,
        all => all,
    };
    let Some(first) = words.first() else { return Told::Nothing };
    let found = match words {
        [a, b, c, ..] if [a, b, c].iter().all(|word| number(word.text).is_some()) => {
            numbers(text, [a, b, c], order).map(|told| (told, c.end))
        }
        _ => {
            machine(&text[first.start..]).map(|(date, used)| (Told::Day(date), first.start + used)).or_else(|| named(text, words, default))
        }
    };
    match found {
        Some((told, end)) if BEHIND.is_match(&text[end..]) => told,
        _ => Told::Nothing,
    }
}

/// Which number of a text such as `25/03/2026` is the day; unknown for any other.
pub(super) fn order_of(text: &str) -> Order {
    // Most cells are written otherwise, and this is asked of each.
    let bytes = text.trim().as_bytes();
    let at = bytes.iter().take(3).position(|byte| matches!(byte, b'/' | b'-')).filter(|at| *at > 0);
    let Some(at) = at.filter(|at| bytes[..*at].iter().all(u8::is_ascii_digit)) else { return Order::Unknown };
    let two = |from: usize| {
        let digits = bytes[from..].iter().take(2).take_while(|byte| byte.is_ascii_digit());
        digits.fold(0, |number, byte| number * 10 + u32::from(byte - b'0'))
    };
    match (two(0), two(at + 1)) {
        (13..=31, 1..=12) => Order::DayFirst,
        (1..=12, 13..=31) => Order::MonthFirst,
        _ => Order::Unknown,
    }
}

/// A word or number with where it stands.
struct Word<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// The first words of a text.
fn split(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(WORDS);
    let mut at = 0;
    while let Some(start) = text[at..].find(char::is_alphanumeric).map(|offset| at + offset).filter(|_| words.len() < WORDS) {
        let end = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| start + length);
        words.push(Word { text: &text[start..end], start, end });
        at = end;
    }
    words
}

/// A number of at most four digits.
fn number(word: &str) -> Option<i64> {
    (word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit())).then(|| word.parse().ok()).flatten()
}

/// The year of a number of two or four digits.
fn year(word: &str) -> Option<i64> {
    let number = number(word)?;
    match word.len() {
        2 => Some(2000 + number),
        4 => Some(number),
        _ => None,
    }
}

/// Three numbers joined by one and the same mark.
fn numbers(text: &str, [a, b, c]: [&Word<'_>; 3], order: Order) -> Option<Told> {
    let (left, right) = (number(a.text)?, number(b.text)?);
    let mark = &text[a.end..b.start];
    if mark != &text[b.end..c.start] || !matches!(mark, "/" | "-" | "." | ". ") {
        return None;
    }
    if a.text.len() == 4 {
        return Date::new(left, right, number(c.text)?).map(Told::Day);
    }
    let year = year(c.text)?;
    let (day_first, month_first) = (Date::new(year, right, left), Date::new(year, left, right));
    // Where dots join them, the day comes first.
    if mark.starts_with('.') {
        return day_first.map(Told::Day);
    }
    match (day_first, month_first) {
        (Some(one), Some(other)) if one == other => Some(Told::Day(one)),
        (Some(one), Some(other)) => Some(match order {
            Order::DayFirst => Told::Day(one),
            Order::MonthFirst => Told::Day(other),
            Order::Unknown => Told::Either(one, other),
        }),
        (one, other) => one.or(other).map(Told::Day),
    }
}

/// A day as machines write it, whatever time follows at once, and how long it is: "2026-10-05", "20261005".
fn machine(text: &str) -> Option<(Date, usize)> {
    if let Some(date) = text.get(..10).and_then(Date::parse) {
        return Some((date, 10));
    }
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let date = Date::parse(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))?;
    // Other numbers of eight digits are of no year that a tracker has.
    matches!(&digits[..2], "19" | "20").then_some((date, 8))
}

/// A day with the name of its month: "5 Oct 2026", "October 5th, 2026", "05/Oct/26", "2026-Oct-05"; and where it ends.
fn named(text: &str, words: &[Word<'_>], default: Option<u32>) -> Option<(Told, usize)> {
    let ordinal = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let tail = word[digits.len()..].to_ascii_lowercase();
        number(digits).filter(|day| (1..=31).contains(day) && matches!(tail.as_str(), "" | "st" | "nd" | "rd" | "th"))
    };
    let leading = words.first().filter(|word| word.text.len() == 4).and_then(|word| number(word.text));
    let words = &words[usize::from(leading.is_some())..];
    let of = usize::from(words.get(1).is_some_and(|word| word.text == "of"));
    let (first, second) = (words.first()?, words.get(1 + of)?);
    let (day, month) = match (ordinal(first.text), ordinal(second.text)) {
        (Some(day), _) => (day, second.text),
        (None, Some(day)) => (day, first.text),
        _ => return None,
    };
    let day = u32::try_from(day).ok()?;
    // A month that no year follows is one all the same.
    day::named(1, month, 2000)?;
    let told = |year: i64| u32::try_from(year).ok().and_then(|year| day::named(day, month, year)).map_or(Told::Nothing, Told::Day);
    if let Some(year) = leading {
        return Some((told(year), second.end));
    }
    if let Some(found) = BETWEEN.captures(&text[second.end..]) {
        return Some((told(number(&found[1])?), second.end + found[0].len()));
    }
    let mark = &text[first.end..second.start];
    match words.get(2 + of).filter(|word| is_year(text, second.end, word, mark)).and_then(|word| Some((year(word.text)?, word.end))) {
        Some((year, end)) => Some((told(year), end)),
        None => Some((default.and_then(|year| day::named(day, month, year)).map_or(Told::NoYear, Told::Day), second.end)),
    }
}

/// True for a number behind a day and month that is no hour ("5 Oct 10:00") and not the end of a range ("Oct 5-10").
fn is_year(text: &str, end: usize, word: &Word<'_>, mark: &str) -> bool {
    let (before, after) = (&text[end..word.start], text[word.end..].trim_start().to_ascii_lowercase());
    match before {
        _ if word.text.len() == 4 => true,
        "/" | "-" | "." => before == mark,
        " " | ", " => ![":", "am", "a.m", "pm", "p.m"].iter().any(|hour| after.starts_with(hour)),
        _ => before.ends_with(['\'', '\u{2019}']),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Told {
        read(text, Order::Unknown, None)
    }

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    #[test]
    fn a_day_is_the_same_in_each_notation() {
        let same = [
            "2026-10-25",
            "2026-10-25T09:30:00Z",
            "2026-10-25 09:30",
            "2026-10-25 09:30:12 +0200",
            "2026/10/25",
            "25.10.2026",
            "25. 10. 2026",
            "25/10/2026",
            "10/25/2026",
            "25-10-2026",
            "25/10/26",
            "25 Oct 2026",
            "25 October 2026",
            "25th of October 2026",
            "Oct 25, 2026",
            "October 25th, 2026",
            "25/Oct/26 3:14 PM",
            "25-oct-2026",
            "Sun, 25 Oct 2026",
            "Oct 25, 2026, 10:00 AM",
            "2026-10-25 (extended)",
            "2026-10-25 (E3)",
            "2026-10-25 9:30 AM",
            "2026-Oct-25",
            "20261025",
            "20261025T093000Z",
            "Sun, 25 Oct 2026 09:30:00 +0200",
            "Sun Oct 25 2026 09:30:00 GMT+0200 (Central European Summer Time)",
            "Sun Oct 25 09:30:00 2026 +0200",
            "October 25, 2026 at 9AM",
            "2026-10-25 (v1.24, SEC-12, #96133)",
            "Oct 25, '26, 09:30 - 10:00",
        ];
        for text in same {
            assert_eq!(told(text), Told::Day(date("2026-10-25")), "{text}");
        }
        assert_eq!(told("05/05/2026"), Told::Day(date("2026-05-05")));
    }

    #[test]
    fn what_may_be_two_days_is_decided_by_the_order_alone() {
        let (one, other) = (date("2026-04-03"), date("2026-03-04"));
        assert_eq!(told("03/04/2026"), Told::Either(one, other));
        assert_eq!(told("3-4-26"), Told::Either(one, other));
        assert_eq!(read("03/04/2026", Order::DayFirst, None), Told::Day(one));
        assert_eq!(read("03/04/2026", Order::MonthFirst, None), Told::Day(other));
        assert_eq!(order_of("25/03/2026"), Order::DayFirst);
        assert_eq!(order_of("3/25/26"), Order::MonthFirst);
        for text in ["03/04/2026", "2026-03-25", "25.03.2026", "25 March", "", "/", "1/"] {
            assert_eq!(order_of(text), Order::Unknown, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_of_the_calendar_is_none() {
        for text in [
            "2026-02-30",
            "31/04/2026",
            "soon",
            "Q3 2026",
            "next sprint",
            "42",
            "2026",
            "sprint 14",
            "1.2.3.4",
            "2026-03-01 2026-04-01",
            "99/99/99",
        ] {
            assert_eq!(told(text), Told::Nothing, "{text}");
        }
        for text in
            ["2026-03-01-05", "2026-03-01 10:00 - 2026-03-02", "1.3.2026 - 5", "Mar 1-5", "1 Mar - 5 Apr", "1. 3. 10:00", "2026030112"]
        {
            assert_eq!(told(text), Told::Nothing, "{text}");
        }
        for text in ["12 March", "Mar 12", "12th of March", "12 Mar 10:00", "Mar 12, 10 AM"] {
            assert_eq!(told(text), Told::NoYear, "{text}");
            assert!(matches!(read(text, Order::Unknown, Some(2028)), Told::Day(day) if day.to_string().starts_with("2028-")), "{text}");
        }
    }
}
