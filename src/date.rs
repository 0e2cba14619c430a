//! Days of the proleptic Gregorian calendar: `2027-03-01` to a value that is compared, counted and added to.

use std::fmt;
use std::str::FromStr;

/// A day from 0000-01-01 to 9999-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is no day such as 2027-03-01")]
pub struct NoDate;

/// Days from 0000-03-01 to 1970-01-01: years are counted from March on, so that a leap day ends one.
const EPOCH: i64 = 719_468;
/// Days of 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;
/// Seconds of a day.
const DAY: u64 = 86_400;

impl Date {
    /// The day of these numbers; None where the calendar has none.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (year <= 9999 && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// The day written as `YYYY-MM-DD`, with all digits and nothing around them.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10 && (0..10).all(|at| if at == 4 || at == 7 { bytes[at] == b'-' } else { bytes[at].is_ascii_digit() });
        if !shaped {
            return None;
        }
        Self::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
    }

    /// The day, in UTC, of a number of seconds since 1970.
    pub fn of_unix_seconds(seconds: u64) -> Option<Self> {
        Self::of_number(i64::try_from(seconds / DAY).ok()?)
    }

    /// The day that is `days` later, or earlier.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        Self::of_number(self.number().checked_add(days)?)
    }

    /// Days from this one to `other`; negative when that is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        other.number() - self.number()
    }

    /// Days since 1970-01-01, by `days_from_civil` of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    fn number(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH
    }

    /// The reverse, `civil_from_days` of the same.
    fn of_number(number: i64) -> Option<Self> {
        let number = number.checked_add(EPOCH)?;
        let (era, day) = (number.div_euclid(ERA), number.rem_euclid(ERA));
        let of_era = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = of_era + era * 400 + i64::from(month <= 2);
        Self::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }
}

impl FromStr for Date {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        Self::parse(text).ok_or(NoDate)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|| panic!("{text} is a day"))
    }

    #[test]
    fn only_days_of_the_calendar_in_full_digits_are_read() {
        for text in ["2027-03-01", "2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"] {
            assert_eq!(date(text).to_string(), text);
        }
        let wrong = ["", "2027-3-1", "2027-02-29", "1900-02-29", "2027-13-01", "2027-00-10", "2027-04-31", "2027-01-00", "27-01-01"];
        for text in wrong.into_iter().chain(["2027-01-01 ", "2027/01/01", "+027-01-01", "2027-01-01T00:00", "\u{0662}027-01-0"]) {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_ordered_counted_and_added() {
        assert!(date("2026-12-31") < date("2027-01-01") && date("2027-01-31") < date("2027-02-01"));
        assert_eq!(date("2024-02-28").days_until(date("2024-03-01")), 2);
        assert_eq!(date("2027-03-01").days_until(date("2026-03-01")), -365);
        assert_eq!(date("2026-12-31").plus_days(1), Some(date("2027-01-01")));
        assert_eq!((date("9999-12-31").plus_days(1), date("0000-01-01").plus_days(-1)), (None, None));
        assert_eq!(date("2027-01-01").plus_days(i64::MAX), None);
        assert_eq!(Date::of_unix_seconds(0), Some(date("1970-01-01")));
        assert_eq!(Date::of_unix_seconds(951_782_399), Some(date("2000-02-28")));
        assert_eq!(Date::of_unix_seconds(u64::MAX), None);
    }

    #[test]
    fn each_day_of_four_centuries_is_one_after_the_day_before() {
        let mut day = date("1899-12-31");
        let mut count = 0;
        while day < date("2300-01-01") {
            let next = day.plus_days(1).expect("there is a next day");
            assert!(day < next && day.days_until(next) == 1 && Date::parse(&next.to_string()) == Some(next), "{day} {next}");
            (day, count) = (next, count + 1);
        }
        assert_eq!(count, 146_098);
    }
}
