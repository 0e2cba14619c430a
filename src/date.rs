//! Days of the calendar: written as `2026-09-01`, counted back and forth.

use std::fmt;

/// Days of 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;
/// From the first of March of the year 0 to the first of January 1970.
const EPOCH: i64 = 719_468;

/// A day, as the number of days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(i64);

impl Date {
    /// A day by its numbers, month and day from 1; None for one that no calendar has.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        // Years from March on, so that the day that is not always there comes last.
        let shifted = year - i64::from(month <= 2);
        let (era, of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let date = Self(era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH);
        (date.parts() == (year, month, day)).then_some(date)
    }

    /// The day that `YYYY-MM-DD` names; None for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |text: &str, count: usize| {
            let sound = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
            sound.then(|| text.parse().ok()).flatten()
        };
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        Self::new(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?)
    }

    /// The day that is so many days earlier.
    #[must_use]
    pub fn earlier(self, days: u32) -> Self {
        Self(self.0 - i64::from(days))
    }

    /// How many days it comes after another; negative before it.
    pub fn days_after(self, other: Self) -> i64 {
        self.0 - other.0
    }

    /// Year, month and day.
    fn parts(self) -> (i64, i64, i64) {
        let shifted = self.0 + EPOCH;
        let (era, of_era) = (shifted.div_euclid(ERA), shifted.rem_euclid(ERA));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / (ERA - 1)) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        (year + era * 400 + next, month, day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("it is a day")
    }

    #[test]
    fn days_are_counted_over_months_years_and_leap_days() {
        assert_eq!(date("2026-09-01").earlier(14).to_string(), "2026-08-18");
        assert_eq!(date("2024-03-01").earlier(1).to_string(), "2024-02-29");
        assert_eq!(date("2100-03-01").earlier(1).to_string(), "2100-02-28");
        assert_eq!(date("2026-01-01").earlier(1).to_string(), "2025-12-31");
        assert_eq!(date("2026-08-30").days_after(date("2026-08-18")), 12);
        assert_eq!(date("1970-01-01"), Date(0));
    }

    #[test]
    fn each_day_of_four_hundred_years_is_read_as_it_is_written() {
        let first = date("1900-01-01");
        for days in 0..ERA {
            let day = Date(first.0 + days);
            assert_eq!(Date::parse(&day.to_string()), Some(day));
        }
    }

    #[test]
    fn what_no_calendar_has_is_no_day() {
        for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-9-1", "26-09-01", "2026-09-01T10:00", "2026-09", "", "soon"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
