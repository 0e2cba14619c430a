//! Numbers as people say them: "an hour", "a quarter of an hour", "ninety days", "a fortnight", "the fifteenth of July".

use super::{Bound, Read, Unit, day, number};
use crate::facts::duration::TimeUnit;
use crate::source::Span;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A number in words, as far as written documents have none of it.
const NUMBER: &str = r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|thirteen|fourteen|sixteen|seventeen|eighteen|nineteen|(?:a|one) hundred|one)";
const UNIT: &str = r"(seconds?|minutes?|hours?|days?|weeks?|fortnights?|months?|quarters?|years?)";

/// "half an hour", "three quarters of an hour"
static PART: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"\b(half|(?:a |three )?quarters? of)(?: an?)? {UNIT}\b")));
/// "for an hour", "is a full month": behind other words "a month" tells how often.
static SINGLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:for|after|within|in|is|of|lasts?|takes?|under|than|least|most|about|to)(?: just)? (?:an?|one) (?:(?:full|whole|single) )?{UNIT}\b"
    ))
});
/// "An hour." as all that is said.
static ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?:^|[:,] )(?:just |about )?(an? (?:full |whole )?{UNIT})[.!]?$")));
static COUNTED: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"\b({NUMBER})(?: full| whole)? {UNIT}\b")));
static FORTNIGHT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\ba fortnight\b"));
/// "the fifteenth of July", "15th of July"
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b([0-9]{{1,2}}(?:st|nd|rd|th)|(?:twenty[ -]|thirty[ -])?(?:{})) of ([a-z]+)(?:,? ([0-9]{{4}}))?\b",
        ORDINALS.map(|(name, _)| name).join("|")
    ))
});

const ORDINALS: [(&str, u32); 21] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
];

fn pattern(text: &str) -> Regex {
    Regex::new(&format!("(?i-u){text}")).expect("the pattern is fixed and valid")
}

/// A match to what it counts, how many, and where it begins.
type Reads<'a> = dyn Fn(&Captures<'_>) -> Option<(Unit, f64, usize)> + 'a;

/// What of a sentence is told in such words, in no order; no two overlap.
pub(super) fn find(sentence: Span, text: &str) -> Vec<Read> {
    let body = sentence.of(text);
    let mut found: Vec<Read> = Vec::new();
    let mut add = |regex: &Regex, read: &Reads<'_>| {
        for captures in regex.captures_iter(body) {
            let whole = captures.get(0).expect("a match has all of itself");
            let Some((unit, amount, start)) = read(&captures) else { continue };
            let span = Span::new(sentence.start as usize + start, sentence.start as usize + whole.end());
            if !found.iter().any(|known| known.span.start < span.end && span.start < known.span.end) {
                found.push(Read { unit, amount, until: amount, bound: Bound::Exact, span, noun: None });
            }
        }
    };
    let start = |captures: &Captures<'_>| captures.get(0).map_or(0, |whole| whole.start());
    add(&PART, &|captures| {
        let part = captures[1].to_ascii_lowercase();
        let share = if part == "half" {
            0.5
        } else if part.starts_with("three") {
            0.75
        } else {
            0.25
        };
        Some((Unit::Time, share * seconds(&captures[2])?, start(captures)))
    });
    add(&COUNTED, &|captures| Some((Unit::Time, value(&captures[1]) * seconds(&captures[2])?, start(captures))));
    add(&SINGLE, &|captures| {
        let unit = captures.get(1)?;
        let article = body[..unit.start()].trim_end().rfind([' ']).unwrap_or_default();
        let article = body[..article].rfind(" a").filter(|at| unit.start() - at < 14).map_or(article, |at| at) + 1;
        Some((Unit::Time, seconds(unit.as_str())?, article))
    });
    add(&ALONE, &|captures| Some((Unit::Time, seconds(&captures[2])?, captures.get(1)?.start())));
    add(&FORTNIGHT, &|captures| Some((Unit::Time, 14.0 * 86_400.0, start(captures))));
    add(&DAY, &|captures| {
        let ordinal = captures[1].to_ascii_lowercase();
        let digits = ordinal.trim_end_matches(char::is_alphabetic);
        let tens = if ordinal.starts_with("twenty") {
            20
        } else if ordinal.starts_with("thirty") {
            30
        } else {
            0
        };
        let named = || ORDINALS.iter().find(|(name, _)| ordinal.ends_with(name)).map(|(_, number)| *number);
        let number = digits.parse().ok().or_else(|| Some(tens + named()?))?;
        let year = captures.get(3).and_then(|year| year.as_str().parse().ok());
        Some((Unit::Day, day::of(number, &captures[2], year)?, start(captures)))
    });
    found
}

fn seconds(unit: &str) -> Option<f64> {
    let unit = unit.to_ascii_lowercase();
    if unit.starts_with("fortnight") {
        return Some(14.0 * 86_400.0);
    }
    Some(TimeUnit::of_word(&unit)?.milliseconds() as f64 / 1000.0)
}

/// The value of a [`NUMBER`].
fn value(words: &str) -> f64 {
    // Those that documents write, too, are known where these are read.
    const VALUES: &[(&str, f64)] = &[
        ("forty", 40.0),
        ("fifty", 50.0),
        ("seventy", 70.0),
        ("eighty", 80.0),
        ("thirteen", 13.0),
        ("fourteen", 14.0),
        ("sixteen", 16.0),
        ("seventeen", 17.0),
        ("eighteen", 18.0),
        ("nineteen", 19.0),
        ("one", 1.0),
    ];
    let words = words.to_ascii_lowercase();
    if words.ends_with("hundred") {
        return 100.0;
    }
    let further = |word: &str| VALUES.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    words.split([' ', '-']).filter_map(|word| number::word_value(word).or_else(|| further(word))).sum()
}

#[cfg(test)]
mod tests {
    use super::super::spoken;
    use super::*;

    fn read(text: &str) -> Vec<(String, f64)> {
        spoken(Span::new(0, text.len()), text).iter().map(|read| (read.span.of(text).to_owned(), read.amount)).collect()
    }

    #[test]
    fn time_is_told_in_words() {
        let told = |text: &str| read(text).iter().map(|read| read.1).collect::<Vec<_>>();
        assert_eq!(told("works for an hour"), [3600.0]);
        assert_eq!(told("after a quarter of an hour, or half an hour"), [900.0, 1800.0]);
        assert_eq!(told("ninety days, forty-five minutes, one year"), [7_776_000.0, 2700.0, 31_536_000.0]);
        assert_eq!(told("The trial is a full month"), [2_592_000.0]);
        assert_eq!(told("a fortnight and two days"), [1_209_600.0, 172_800.0]);
        assert_eq!(told("Ana: an hour."), [3600.0]);
        assert_eq!(read("for an hour")[0].0, "an hour");
        assert_eq!(read("is a full month")[0].0, "a full month");
    }

    #[test]
    fn how_often_is_no_time() {
        assert!(read("five euro a month, once a year, a day ahead").iter().all(|read| !read.0.starts_with("a ")));
    }

    #[test]
    fn a_day_is_that_of_the_calendar() {
        let days: Vec<f64> =
            ["the fifteenth of July", "15th of July", "15 July"].iter().flat_map(|text| read(text)).map(|read| read.1).collect();
        assert!(days.len() == 3 && days.iter().all(|day| (day - days[0]).abs() < 0.1), "{days:?}");
        assert!(read("the first of all").is_empty());
    }
}
