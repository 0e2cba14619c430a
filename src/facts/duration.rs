//! Text to stretches of time: "30 days", "90-day", "24h", "seven years".

use crate::source::Span;
use std::fmt;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeUnit {
    /// 1/1000 of a second.
    Millisecond,
    /// A second.
    Second,
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// 24 hours.
    Day,
    /// 7 days.
    Week,
    /// Counted as 30 days.
    Month,
    /// Counted as 91 days.
    Quarter,
    /// Counted as 365 days.
    Year,
}

/// A number of units of time as a document states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub number: u32,
    /// Of what.
    pub unit: TimeUnit,
    /// The words that say it.
    pub span: Span,
}

const DAY: u64 = 86_400;

impl Duration {
    /// Its length in seconds; a month counts as 30 days, a year as 365, what is shorter than a second as nothing.
    pub fn seconds(self) -> u64 {
        u64::from(self.number) * self.unit.milliseconds() / 1000
    }

    /// Its length in days; whole days only, rounded down.
    pub fn days(self) -> u64 {
        self.seconds() / DAY
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.number, self.unit.word(), if self.number == 1 { "" } else { "s" })
    }
}

impl TimeUnit {
    /// The unit that a whole word names: `days`, `hrs`, `mo`.
    pub fn of_word(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "ms" | "millis" | "millisecond" | "milliseconds" => Self::Millisecond,
            "s" | "sec" | "secs" | "second" | "seconds" => Self::Second,
            "min" | "mins" | "minute" | "minutes" => Self::Minute,
            "h" | "hr" | "hrs" | "hour" | "hours" => Self::Hour,
            "d" | "day" | "days" => Self::Day,
            "w" | "wk" | "wks" | "week" | "weeks" => Self::Week,
            "mo" | "month" | "months" => Self::Month,
            "quarter" | "quarters" => Self::Quarter,
            "y" | "yr" | "yrs" | "year" | "years" => Self::Year,
            _ => return None,
        })
    }

    /// Its length in milliseconds; a month counts as 30 days, a year as 365.
    pub fn milliseconds(self) -> u64 {
        1000 * match self {
            Self::Millisecond => return 1,
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3600,
            Self::Day => DAY,
            Self::Week => 7 * DAY,
            Self::Month => 30 * DAY,
            Self::Quarter => 91 * DAY,
            Self::Year => 365 * DAY,
        }
    }

    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Millisecond => "millisecond",
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// Numbers that are written as words.
const NUMBERS: &[(&str, u32)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("fourteen", 14),
    ("fifteen", 15),
    ("thirty", 30),
    ("sixty", 60),
    ("ninety", 90),
];

/// Every stretch of time in `span`, in source order.
pub(crate) fn find(span: Span, text: &str) -> Vec<Duration> {
    let mut found = Vec::new();
    let body = span.of(text);
    // Number before the word that is looked at: its value and where it starts and ends.
    let mut number: Option<(u32, usize, usize)> = None;
    for (mut start, end) in words(body) {
        // Diagrams break their labels by `\n`.
        if body[..start].ends_with('\\') && body[start..].starts_with('n') && end > start + 1 {
            start += 1;
        }
        let word = &body[start..end];
        let at = |from: usize, to: usize| Span::new(span.start as usize + from, span.start as usize + to);
        let near = |number_end: usize| {
            body[number_end..start].chars().all(|c| matches!(c, ' ' | '-' | '\u{2011}' | '\u{a0}' | '+' | '*' | '\n' | '('))
        };
        if let Some((value, from, to)) = number.take()
            && near(to)
            && let Some(unit) = TimeUnit::of_word(word).filter(|_| word.len() > 2 || start - to <= 1)
        {
            found.push(Duration { number: value, unit, span: at(from, end) });
            continue;
        }
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        // "1.5 hours" and "v2.30 d" name no whole number; the digits behind a point are not a number of their own.
        let is_fraction = body[..start].ends_with('.') && body[..start - 1].ends_with(|c: char| c.is_ascii_digit());
        if digits > 0 && !is_fraction {
            let Ok(value) = word[..digits].parse::<u32>() else { continue };
            if digits == word.len() {
                number = Some((value, start, end));
            } else if let Some(unit) = TimeUnit::of_word(&word[digits..]) {
                found.push(Duration { number: value, unit, span: at(start, end) });
            }
        } else if word.len() <= 8
            && let Some((_, value)) = NUMBERS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word))
        {
            number = Some((*value, start, end));
        }
    }
    found
}

/// Start and end of each run of letters and digits.
fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        at = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| start + length);
        Some((start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        find(Span::new(0, text.len()), text).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn stretches_of_time_are_read_in_each_spelling() {
        assert_eq!(read("kept 30 days, 90-day, 24h, **7** years"), ["30 days", "90 days", "24 hours", "7 years"]);
        assert_eq!(read("seven years, 1 mo, 15 min TTL"), ["7 years", "1 month", "15 minutes"]);
        assert_eq!(read("interval '90 days' and 36-month"), ["90 days", "36 months"]);
        assert_eq!(read(r"K[Kafka\n30-day retention]"), ["30 days"]);
    }

    #[test]
    fn other_numbers_are_none() {
        assert!(read("1.5 GB, p95, 3 of 7, 99999999999 days, 1.5 hours, 4x, v2 days").is_empty());
    }

    #[test]
    fn lengths_are_compared_in_seconds() {
        let days: Vec<u64> = find(Span::new(0, 23), "720 hours, 30d, 1 month").iter().map(|d| d.days()).collect();
        assert_eq!(days, [30, 30, 30]);
    }
}
