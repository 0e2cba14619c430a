//! Days as people write them, `2027-03-01`, to values that are compared and counted. The calendar is that of `chrono`; nothing here asks
//! which day it is.

use chrono::{DateTime, Datelike, Days, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// A day of the years 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is no day such as 2027-03-01")]
pub struct NoDate;

impl Date {
    /// A day by its numbers, month and day from 1; None for one that no calendar has.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, u32::try_from(month).ok()?, u32::try_from(day).ok()?)?;
        (0..=9999).contains(&date.year()).then_some(Self(date))
    }

    /// The day written as `YYYY-MM-DD`, with all digits and nothing around them.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |text: &str, count: usize| {
            let sound = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
            sound.then(|| text.parse().ok()).flatten()
        };
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        Self::new(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?)
    }

    /// The day, in UTC, of a number of seconds since 1970.
    pub fn of_unix_seconds(seconds: u64) -> Option<Self> {
        let day = DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0)?.date_naive();
        (day.year() <= 9999).then_some(Self(day))
    }

    /// The day that is so many days earlier; the first there is where that is before the year 0.
    #[must_use]
    pub fn earlier(self, days: u32) -> Self {
        let day = self.0.checked_sub_days(Days::new(days.into())).filter(|day| day.year() >= 0);
        day.or_else(|| NaiveDate::from_ymd_opt(0, 1, 1)).map_or(self, Self)
    }

    /// The day that is so many days later; None where no year of four digits has it.
    pub fn later(self, days: u32) -> Option<Self> {
        let day = self.0.checked_add_days(Days::new(days.into()))?;
        (day.year() <= 9999).then_some(Self(day))
    }

    /// The day that is so many working days later: from Monday to Friday, those of `holidays`, in their order, left out. None as above.
    pub fn working_later(self, days: u32, holidays: &[Self]) -> Option<Self> {
        if days == 0 {
            return Some(self);
        }
        let weekday = |day: Self| day.0.weekday().num_days_from_monday();
        let next = |day: Self| day.later(if weekday(day) < 4 { 1 } else { 7 - weekday(day) });
        // What begins on a weekend has its first day on Monday.
        let begin = self.earlier(weekday(self).saturating_sub(4));
        let mut day = begin.later(days / 5 * 7)?;
        for _ in 0..days % 5 {
            day = next(day)?;
        }
        for holiday in holidays.iter().filter(|holiday| **holiday > self && weekday(**holiday) < 5) {
            if *holiday <= day {
                day = next(day)?;
            }
        }
        Some(day)
    }

    /// The Monday of its week; the first day there is where that is before the year 0.
    #[must_use]
    pub fn monday(self) -> Self {
        self.earlier(self.0.weekday().num_days_from_monday())
    }

    /// Its week of ISO 8601: "2027-W09".
    pub fn iso_week(self) -> String {
        self.0.format("%G-W%V").to_string()
    }

    /// How many days it comes after another; negative before it.
    pub fn days_after(self, other: Self) -> i64 {
        (self.0 - other.0).num_days()
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
        write!(f, "{}", self.0.format("%Y-%m-%d"))
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
    fn days_are_counted_over_months_and_leap_years() {
        assert_eq!(date("2024-03-01").days_after(date("2024-02-28")), 2);
        assert_eq!(date("2024-02-28").days_after(date("2024-03-01")), -2);
        assert_eq!(date("2026-01-05").earlier(10).to_string(), "2025-12-26");
        assert_eq!(date("2026-01-05").earlier(u32::MAX).to_string(), "0000-01-01");
        assert_eq!(date("2025-12-26").later(10), Date::parse("2026-01-05"));
        assert_eq!(
            ["2027-03-01", "2027-03-07", "2021-01-01"].map(|day| date(day).monday().to_string()),
            ["2027-03-01", "2027-03-01", "2020-12-28"]
        );
        assert_eq!(date("2021-01-01").iso_week(), "2020-W53");
        assert_eq!(date("9999-12-31").later(1), None);
        assert_eq!(Date::of_unix_seconds(86_400 * 365).map(|day| day.to_string()).as_deref(), Some("1971-01-01"));
        assert_eq!(Date::of_unix_seconds(u64::MAX), None);
    }
}
