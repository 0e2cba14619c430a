//! A cell to the day it names, in the notations that trackers and people use. What may be either of two days is said to be.

use crate::date::Date;
use crate::facts::day;

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

/// Most words of a day with its time: "Mon, 5 Oct 2026 10:00:00 UTC".
const WORDS: usize = 12;

/// The day that a text begins with. A time may follow, and words without digits. `year` is that of a day which names none.
pub(super) fn read(text: &str, order: Order, default: Option<u32>) -> Told {
    let text = text.trim();
    if let Some(date) = text.get(..10).and_then(Date::parse) {
        return if is_time(&text[10..]) { Told::Day(date) } else { Told::Nothing };
    }
    let (words, rest) = split(text);
    let words = match words.as_slice() {
        // A day of the week says nothing more.
        [first, rest @ ..] if day::is_weekday(first.text) => rest,
        all => all,
    };
    let told = match words {
        [a, b, c, ..] if [a, b, c].iter().all(|word| number(word.text).is_some()) => numbers(text, [a, b, c], order).map(|told| (told, 3)),
        _ => named(words, default),
    };
    match told {
        Some((told, used)) if is_end(&words[used..], rest) => told,
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

/// The first words of a text, and true when there are more.
fn split(text: &str) -> (Vec<Word<'_>>, bool) {
    let mut words = Vec::with_capacity(WORDS);
    let mut at = 0;
    while let Some(start) = text[at..].find(char::is_alphanumeric).map(|offset| at + offset) {
        let end = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| start + length);
        if words.len() == WORDS {
            return (words, true);
        }
        words.push(Word { text: &text[start..end], start, end });
        at = end;
    }
    (words, false)
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

/// A day with the name of its month: "5 Oct 2026", "October 5th, 2026", "05/Oct/26"; and how many words say it.
fn named(words: &[Word<'_>], default: Option<u32>) -> Option<(Told, usize)> {
    let ordinal = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let tail = word[digits.len()..].to_ascii_lowercase();
        number(digits).filter(|day| (1..=31).contains(day) && matches!(tail.as_str(), "" | "st" | "nd" | "rd" | "th"))
    };
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
    let used = 2 + of;
    match words.get(used).and_then(|word| year(word.text)) {
        Some(year) => Some((day::named(day, month, u32::try_from(year).ok()?).map_or(Told::Nothing, Told::Day), used + 1)),
        None => Some((default.and_then(|year| day::named(day, month, year)).map_or(Told::NoYear, Told::Day), used)),
    }
}

/// True for what may follow a day: a time, or words without digits.
fn is_end(rest: &[Word<'_>], more: bool) -> bool {
    let time = |word: &Word<'_>| word.text.len() <= 2 && word.text.bytes().all(|byte| byte.is_ascii_digit());
    let times = rest.iter().take(3).take_while(|word| time(word)).count();
    !more && rest[times..].iter().all(|word| !word.text.contains(|c: char| c.is_ascii_digit()))
}

/// True for what may follow `2026-03-01`: nothing, a time with its zone, words without digits.
fn is_time(rest: &str) -> bool {
    let opens = rest.chars().next().is_none_or(|c| !c.is_ascii_digit() && c != '-' && c != '/');
    let body = rest.trim_start_matches(['T', 't', ' ', ',']);
    let clock = body.as_bytes().first().is_some_and(u8::is_ascii_digit) && body.as_bytes().get(2) == Some(&b':');
    opens && (clock && body.len() <= 32 || !body.contains(|c: char| c.is_ascii_digit()))
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
        for text in ["12 March", "Mar 12", "12th of March"] {
            assert_eq!(told(text), Told::NoYear, "{text}");
            assert!(matches!(read(text, Order::Unknown, Some(2028)), Told::Day(day) if day.to_string().starts_with("2028-")), "{text}");
        }
    }
}
