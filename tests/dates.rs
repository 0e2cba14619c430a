//! Days and times against a second calendar, `jiff`, with its own copy of the time zones: what is counted and read here is what is meant.

use designvet::checklist::{self, Checklist};
use designvet::date::Date;
use designvet::document::Document;
use designvet::facts::{Facts, Trouble, Value};
use designvet::review::{Input, Inputs, Mode, Profile, review};
use designvet::settings::Settings;
use designvet::source::SourceFile;
use jiff::civil::{self, DateTime, Weekday};
use jiff::fmt::strtime;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan, Unit, ZonedDateTime};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

static CHECKLIST: LazyLock<Checklist> = LazyLock::new(|| checklist::load(&checklist::builtin(), &designvet::check::specs()).0);

/// Places whose clocks between them have every abbreviation that is told apart, and those that are not.
const PLACES: &[&str] = &[
    "UTC",
    "Europe/Lisbon",
    "Europe/Berlin",
    "Europe/Helsinki",
    "Europe/Moscow",
    "Europe/London",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/St_Johns",
    "Pacific/Honolulu",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Hong_Kong",
    "Asia/Kolkata",
    "Asia/Karachi",
    "Asia/Jerusalem",
    "Africa/Johannesburg",
    "Australia/Perth",
    "Australia/Adelaide",
    "Australia/Sydney",
    "Pacific/Auckland",
];

/// Abbreviations that several parts of the world use: a time beside one is on no clock that is known.
const SHARED: &[&str] = &["AST", "BST", "CST", "IST", "SST"];

/// Days of these years, half of them where calendars differ: around leap days and the ends of months and years.
fn days(years: std::ops::RangeInclusive<i16>) -> impl Strategy<Value = civil::Date> {
    let edges = select(vec![(1, 1), (2, 28), (3, 1), (4, 30), (10, 31), (12, 31)]);
    let turn = select(vec![100, 400, 1900, 2000, 2024, 2026, 2028, 2100, 9999]);
    let (first, last) = (*years.start(), *years.end());
    let year = prop_oneof![years.clone(), turn.prop_map(move |year: i16| year.clamp(first, last))];
    let far = prop_oneof![Just(0), Just(1), 0..366_i32];
    (year, edges, far).prop_map(move |(year, (month, day), far)| {
        let day = civil::date(year, month, day);
        day.checked_add(far.days()).ok().filter(|later| later.year() <= last).unwrap_or(day)
    })
}

/// The same day, of the calendar that is tested.
fn ours(day: civil::Date) -> Date {
    Date::new(day.year().into(), day.month().into(), day.day().into()).expect("both calendars have it")
}

/// A day that was counted; None for one before the year 0, which the other calendar has too.
fn since_year_0(day: Result<civil::Date, jiff::Error>) -> Option<civil::Date> {
    day.ok().filter(|day| day.year() >= 0)
}

#[test]
fn every_day_of_9999_years_is_one_of_both_calendars_and_no_other_is() {
    let mut first = ours(civil::date(1, 1, 1));
    for year in 1..=9999 {
        for month in 0..=13 {
            let last = civil::Date::new(year, month, 1).map_or(0, civil::Date::days_in_month);
            for day in 0..=32 {
                let date = Date::new(year.into(), month.into(), day.into());
                assert_eq!(date.is_some(), (1..=last).contains(&day), "{year}-{month}-{day}");
                // Without a gap, and in their order.
                if let Some(date) = date.filter(|date| *date != first) {
                    assert_eq!(date.days_after(first), 1, "{date}");
                    first = date;
                }
            }
        }
    }
    assert_eq!(first.to_string(), "9999-12-31");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn days_are_counted_as_the_other_calendar_counts_them(one in days(1..=9999), other in days(1..=9999), far in 0..4_000_000_u32) {
        prop_assert_eq!(ours(one).to_string(), one.to_string());
        let apart = one.since((Unit::Day, other)).expect("days are counted in days").get_days();
        prop_assert_eq!(ours(one).days_after(ours(other)), i64::from(apart));
        prop_assert_eq!(ours(one).cmp(&ours(other)), one.cmp(&other));
        for far in [far, far % 800] {
            let later = since_year_0(one.checked_add(i64::from(far).days()));
            prop_assert_eq!(ours(one).later(far), later.map(ours));
            let earlier = since_year_0(one.checked_sub(i64::from(far).days()));
            prop_assert_eq!(ours(one).earlier(far), ours(earlier.unwrap_or(civil::date(0, 1, 1))));
        }
        prop_assert_eq!((ours(one).later(u32::MAX), ours(one).earlier(u32::MAX)), (None, ours(civil::date(0, 1, 1))));
    }

    #[test]
    fn working_days_are_counted_as_by_hand(one in days(1900..=2100), far in 0..200_u32, mut off in proptest::collection::vec(-5..300_i32, 0..12)) {
        let is_free = |day: civil::Date, off: &[i32]| {
            let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            weekend || off.iter().any(|far| one.checked_add(i64::from(*far).days()).is_ok_and(|off| off == day))
        };
        let (mut day, mut left) = (one, far);
        while left > 0 {
            day = day.tomorrow().expect("a later day");
            left -= u32::from(!is_free(day, &off));
        }
        off.sort_unstable();
        off.dedup();
        let holidays: Vec<Date> = off.iter().map(|far| ours(one.checked_add(i64::from(*far).days()).expect("a day"))).collect();
        let counted = ours(one).working_later(far, &holidays);
        // None are no days to wait, whatever day it is.
        prop_assert_eq!(counted, Some(ours(day)));
    }

    #[test]
    fn a_text_is_a_day_of_both_calendars_or_of_none(year in 0..=9999_u32, month in 0..=14_u32, day in 0..=33_u32) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        prop_assert_eq!(Date::parse(&text).map(|date| date.to_string()), text.parse::<civil::Date>().ok().map(|date| date.to_string()));
    }

    #[test]
    fn a_second_is_of_the_same_day_in_both_calendars(
        day in days(1970..=9998), second in prop_oneof![Just(0), Just(86_399), 0..86_400_i64],
    ) {
        let midnight = day.to_zoned_datetime(TimeZone::UTC).expect("each day begins").timestamp().as_second();
        let seconds = u64::try_from(midnight + second).expect("it is after 1970");
        prop_assert_eq!(Date::of_unix_seconds(seconds), Some(ours(day)));
    }
}

/// What the cells of a column of days say, in a document with this line of prose.
fn cells(prose: &str, cells: &[String]) -> Vec<Value> {
    let rows: Vec<String> = cells.iter().enumerate().map(|(at, cell)| format!("| VUL-{at} | High | Open | Ana | {cell} |\n")).collect();
    let head = "| ID | Severity | Status | Owner | Due |\n|---|---|---|---|---|\n";
    let text = format!("---\nkind: remediation\n---\n\n# Weaknesses\n\n{prose}\n\n{head}{}", rows.concat());
    let facts = facts(&text);
    let [sheet] = facts.sheets.as_slice() else { panic!("{text} has one table, not {}", facts.sheets.len()) };
    let due = CHECKLIST.records[sheet.record].column("due").expect("a weakness has a day");
    assert_eq!(sheet.rows.len(), cells.len(), "{text}");
    (0..cells.len()).map(|row| sheet.cell(row, due).expect("the table has the column").value).collect()
}

fn facts(text: &str) -> Facts {
    let file = SourceFile::new("a.md", text);
    Facts::of(&file, &Document::parse(text), &CHECKLIST, None)
}

/// How days are written that can be no other day; `%o` is the day with its ending.
const NOTATIONS: &[&str] = &[
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y-%-m-%-d",
    "%Y%m%d",
    "%d.%m.%Y",
    "%-d. %-m. %Y",
    "%d.%m.%y",
    "%-d %b %Y",
    "%d %B %Y",
    "%-d %b %y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d/%b/%y",
    "%d.%b.%Y",
    "%Y-%b-%d",
    "%Y %B %-d",
    "%b %-d, %Y",
    "%b. %-d, %Y",
    "%B %-d %Y",
    "%b %-d, '%y",
    "%o %B %Y",
    "%o of %B %Y",
    "%o of %B, %Y",
    "%B %o, %Y",
    "%b %o %Y",
    "~%Y-%m-%d",
    "%Y-%m-%d (%a)",
    "%Y-%m-%d, extended",
];

/// Names of the day of the week before a day.
const WEEKDAYS: &[&str] = &["", "%a ", "%a, ", "%A, ", "%a. "];

/// Times behind a day.
const TIMES: &[&str] = &[
    "",
    " %H:%M",
    " %H:%M:%S",
    ", %H:%M",
    "; %H:%M",
    " at %H:%M",
    " @ %H:%M",
    " (%H:%M)",
    " - %H:%M",
    " %-I:%M %p",
    ", %-I:%M:%S %P",
    " %I:%M%P",
    " at %-I%P",
    " %-I %p",
];

/// Zones behind a time.
const BEHIND: &[&str] = &["", " UTC", " %:z", " %z", " UTC%:z", " GMT%z", " (UTC%:z)", " GMT%z (Coordinated Local Time)", " CEST", " Z"];

/// Days and times as RFC 3339, ISO 8601, mail and the logs of machines have them, and with what trackers put behind.
const MACHINES: &[&str] = &[
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dt%H:%M:%S%:z",
    "%Y-%m-%dT%H:%M:%S%z",
    "%Y-%m-%dT%H:%M:%S.123456%:z",
    "%Y-%m-%dT%H:%M:%S.123456789Z",
    "%Y-%m-%d %H:%M:%S.123 %z",
    "%Y-%m-%dT%H:%M:%S%:z[America/Argentina/Buenos_Aires]",
    "%Y%m%dT%H%M%SZ",
    "%a, %d %b %Y %H:%M:%S %z",
    "%a %b %e %H:%M:%S %Y",
    "%a %b %-d %H:%M:%S %Y %z",
    "%b %e %H:%M:%S UTC %Y",
    "%Y-%m-%d (v1.24)",
    "%-d %b %Y, %H:%M UTC, SEC-12",
];

fn written(format: &str, at: &ZonedDateTime) -> String {
    let ending = match at.day() {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    strtime::format(format.replace("%o", &format!("{}{ending}", at.day())), at).expect("the format is one")
}

/// A clock that is so many quarters of an hour off UTC.
fn clock(quarters: i32) -> TimeZone {
    Offset::from_seconds(quarters * 900).expect("it is less than a day").to_time_zone()
}

/// Times of these years on clocks of all zones: at midnight, next to it, and at any other time.
fn times(years: std::ops::RangeInclusive<i16>) -> impl Strategy<Value = ZonedDateTime> {
    let minute = prop_oneof![Just(0), Just(1), Just(1439), Just(720), Just(779), 0..1440_i16];
    let quarters = prop_oneof![Just(0), -48..=56_i32];
    (days(years), minute, quarters).prop_map(|(day, minute, quarters)| {
        let at = DateTime::from_parts(day, civil::time((minute / 60) as i8, (minute % 60) as i8, 9, 0));
        at.to_zoned_datetime(clock(quarters)).expect("each clock has each time")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// The day is the one that is written, whatever day it is in another zone.
    #[test]
    fn a_cell_is_the_day_that_is_written_in_each_notation(at in times(2001..=2099), pick in any::<prop::sample::Index>()) {
        let mut texts: Vec<String> = MACHINES.iter().map(|format| written(format, &at)).collect();
        let (weekday, behind) = (WEEKDAYS[pick.index(WEEKDAYS.len())], BEHIND[pick.index(BEHIND.len())]);
        for notation in NOTATIONS {
            texts.push(written(&format!("{weekday}{notation}"), &at));
            for time in TIMES {
                let behind = if time.is_empty() { "" } else { behind };
                texts.push(written(&format!("{notation}{time}{behind}"), &at));
            }
        }
        for (text, value) in texts.iter().zip(cells("", &texts)) {
            prop_assert_eq!(value, Value::Day(ours(at.date())), "{}", text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_day_that_no_calendar_has_is_none_in_each_notation(year in 2001..=2099_i16, month in 1..=12_i8, day in 29..=31_i8) {
        // A day that is there gives the notation, and takes on the number of the day that may not be.
        let at = civil::date(year, month, 28).to_zoned_datetime(TimeZone::UTC).expect("each day begins");
        let is_day = civil::Date::new(year, month, day).is_ok();
        let texts: Vec<String> = ["%Y-%m-@", "%Y/%m/@", "%Y%m@", "@.%m.%Y", "@ %b %Y", "%B @, %Y", "@/%m/%Y", "%m/@/%Y", "%m-@-%y"]
            .iter()
            .map(|format| written(format, &at).replace('@', &day.to_string()))
            .collect();
        for (text, value) in texts.iter().zip(cells("", &texts)) {
            prop_assert_eq!(matches!(value, Value::Day(_)), is_day, "{} is {:?}", text, value);
        }
    }

    #[test]
    fn a_day_of_the_month_or_a_month_is_either_until_another_cell_decides(
        year in 2001..=2099_i16, month in 1..=12_i8, day in 1..=12_i8, told in 13..=28_i8, strokes in any::<bool>(), short in any::<bool>(),
    ) {
        let mark = if strokes { '/' } else { '-' };
        let year_written = if short { format!("{:02}", year % 100) } else { year.to_string() };
        let written = |first: i8, second: i8| format!("{first:02}{mark}{second}{mark}{year_written}");
        let (day_first, month_first) = (ours(civil::date(year, month, day)), ours(civil::date(year, day, month)));
        let text = written(day, month);
        let alone = if day == month { Value::Day(day_first) } else { Value::Unread(Trouble::Either(day_first, month_first)) };
        let (by_day, by_month) = (written(told, month), written(month, told));
        prop_assert_eq!(&cells("", std::slice::from_ref(&text)), &[alone]);
        prop_assert_eq!(cells("", &[text.clone(), by_day.clone()])[0], Value::Day(day_first));
        prop_assert_eq!(cells("", &[text.clone(), by_month.clone()])[0], Value::Day(month_first));
        prop_assert_eq!(cells("", &[text, by_day, by_month])[0], alone);
    }

    /// A time behind it is no year, and neither is the other end of a range.
    #[test]
    fn a_day_without_a_year_is_of_the_only_year_that_is_named(at in times(2001..=2099), second in 13..=31_i8) {
        let days = ["%-d %b", "%B %-d", "%o of %B", "%b %o"];
        let times = ["%-d %b %H:%M", "%b %-d, %H:%M UTC", "%b %-d %-I %p", "%a, %-d %b at %-I:%M %p"];
        let texts: Vec<String> = days.iter().chain(&times).map(|format| written(format, &at)).collect();
        for (text, value) in texts.iter().zip(cells("", &texts)) {
            prop_assert_eq!(value, Value::Unread(Trouble::NoYear), "{}", text);
        }
        for (text, value) in texts.iter().zip(cells(&format!("As of {}.", at.year()), &texts)) {
            prop_assert_eq!(value, Value::Day(ours(at.date())), "{}", text);
        }
        let ranges = ["%b %-d-@", "%b %-d \u{2013} @", "%-d %b - @ Nov", "%d.%m.%Y - @"];
        let texts: Vec<String> = ranges.iter().map(|format| written(format, &at).replace('@', &second.to_string())).collect();
        for (text, value) in texts.iter().zip(cells("", &texts)) {
            prop_assert!(!matches!(value, Value::Day(_)), "{} is {:?}", text, value);
        }
    }
}

/// Days that a weakness of this severity has, as the checklist says it.
const GIVEN: [(&str, i64); 2] = [("Critical", 7), ("High", 30)];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Days are those of the calendar: weekends and holidays count.
    #[test]
    fn a_row_is_late_from_the_day_on_that_the_other_calendar_gives(
        opened in days(2020..=2040), far in -3..60_i64, given in select(&GIVEN),
    ) {
        let (severity, given) = given;
        let today = opened.checked_add((given + far).days()).expect("it is far from the end of time");
        let by = opened.checked_add(given.days()).expect("it is far from the end of time");
        for due in [String::new(), by.to_string()] {
            let head = "| ID | Severity | Status | Owner | Opened | Due |\n|---|---|---|---|---|---|\n";
            let row = format!("| VUL-1 | {severity} | Open | Ana | {opened} | {due} |\n");
            let text = format!("---\nkind: remediation\n---\n\n# Weaknesses\n\n{head}{row}");
            let late = late(&text, ours(today));
            prop_assert_eq!(late.is_some(), today > by, "{} on {}: {:?}", text, today, late);
            let Some(late) = late else { continue };
            let over = format!(", {far} day{} over: VUL-1", if far == 1 { "" } else { "s" });
            prop_assert!(late.contains(&over), "{} on {}: {}", text, today, late);
        }
    }
}

/// One for all cases: loading a checklist takes longer than a review.
static PROFILE: LazyLock<Mutex<Profile>> = LazyLock::new(|| {
    let checklist = checklist::load(&checklist::builtin(), &designvet::check::specs()).0;
    Mutex::new(Profile { checklist, settings: Settings::default(), waivers: None })
});

/// What is said on a day of the rows of a table that are past theirs.
fn late(text: &str, today: Date) -> Option<String> {
    let inputs = Inputs {
        files: vec![Input { file: Arc::new(SourceFile::new("a.md", text)), kind: None, fallback: None, profile: 0 }],
        mode: Mode::Check,
        available: &designvet::cli::available,
    };
    let mut profile = PROFILE.lock().expect("no test fails while it holds it");
    profile.settings.today = Some(today);
    let findings = review(inputs, std::slice::from_ref(&*profile)).findings;
    findings.into_iter().find(|finding| finding.rule.as_str() == "remediation-overdue").map(|finding| finding.message)
}

/// Minutes of the events of a time line below a heading, and whether each has a zone.
fn minutes(heading: &str, body: &str) -> Vec<(Option<i64>, bool)> {
    let text = format!("---\nkind: critical-issue\n---\n\n# Invoices are readable\n\n## {heading}\n\n{body}\n");
    facts(&text).events.iter().map(|event| (event.minute, event.zoned)).collect()
}

/// Minutes between the first event and each.
fn apart(heading: &str, body: &str) -> Vec<Option<i64>> {
    let minutes = minutes(heading, body);
    let first = minutes.first().and_then(|(minute, _)| *minute);
    minutes.iter().map(|(minute, _)| minute.zip(first).map(|(minute, first)| minute - first)).collect()
}

/// A list of events.
fn list(times: &[String]) -> String {
    times.iter().map(|time| format!("- {time} something happened\n")).collect::<Vec<_>>().concat()
}

/// A table of them.
fn table(times: &[String]) -> String {
    let rows: Vec<String> = times.iter().map(|time| format!("| {time} | something happened |\n")).collect();
    format!("| When | What |\n|---|---|\n{}", rows.concat())
}

/// How a time with its day and its distance from UTC is written.
const STAMPS: &[&str] = &[
    "%Y-%m-%d %H:%M UTC%:z",
    "%Y-%m-%d %H:%M (GMT%:z)",
    "%Y-%m-%dT%H:%M%:z",
    "%Y-%m-%d %H:%M:%S%:z",
    "%Y-%m-%d %H:%M %z",
    "%Y-%m-%d %I:%M %p UTC%:z",
    "%Y-%m-%dT%H:%M:%S%:z",
    "%Y-%m-%dT%H:%M:%S.250%:z",
    "%Y-%m-%d %H:%M:%S%:::z",
    "%a %-d %B %Y, %-I:%M%P UTC%:z",
    "%b %-d, %Y %H:%M:%S %z",
];

/// Whole minutes from one time to another.
fn between(one: &ZonedDateTime, other: &ZonedDateTime) -> i64 {
    (other.timestamp().as_second() - one.timestamp().as_second()) / 60
}

/// A time near one at which clocks of a place are put forward or back, near the turn of a year, or any other.
fn instants() -> impl Strategy<Value = Timestamp> {
    let changes = select(vec!["Europe/Berlin", "America/Los_Angeles", "America/New_York", "Australia/Sydney", "Pacific/Auckland"]);
    let change = (changes, times(2016..=2039)).prop_map(|(place, at)| {
        let zone = TimeZone::get(place).expect("jiff brings it");
        zone.following(at.timestamp()).next().map_or(at.timestamp(), |change| change.timestamp())
    });
    let near = prop_oneof![-200..200_i64, -2000..2000_i64];
    (prop_oneof![change, times(2016..=2039).prop_map(|at| at.timestamp())], near)
        .prop_map(|(at, minutes)| at.checked_add(minutes.minutes()).expect("it is far from the end of time"))
}

fn place() -> impl Strategy<Value = TimeZone> {
    select(PLACES).prop_map(|name| TimeZone::get(name).expect("jiff brings it"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn minutes_between_entries_are_those_of_the_other_calendar(
        start in instants(), steps in prop::collection::vec((1..20_000_i64, -48..=56_i32), 1..4),
        stamp in select(STAMPS), in_table in any::<bool>(),
    ) {
        let mut at = start.to_zoned_datetime(TimeZone::UTC);
        let mut all = vec![at.clone()];
        for (minutes, quarters) in steps {
            at = at.checked_add(minutes.minutes()).expect("it is far from the end of time").with_time_zone(clock(quarters));
            all.push(at.clone());
        }
        let mut texts: Vec<String> = all.iter().map(|at| written(stamp, at)).collect();
        let expected: Vec<Option<i64>> = all.iter().map(|at| Some(between(&all[0], at))).collect();
        for order in ["oldest first", "newest first"] {
            let body = if in_table { table(&texts) } else { list(&texts) };
            prop_assert_eq!(&apart("Timeline", &body), &expected, "{}: {}", order, &body);
            texts.reverse();
        }
    }

    /// An hour that a place has twice is told apart by the abbreviation, and one that it skips is no hour of silence.
    #[test]
    fn an_abbreviation_is_the_clock_of_its_place_at_that_time(
        start in instants(), minutes in 0..3000_i64, one in place(), other in place(), in_table in any::<bool>(),
    ) {
        let one = start.to_zoned_datetime(one);
        let other = start.checked_add(minutes.minutes()).expect("it is far from the end of time").to_zoned_datetime(other);
        let texts = [written("%Y-%m-%d %H:%M %Z", &one), written("%Y-%m-%d %H:%M %Z", &other)];
        // Whatever zone the rest of the time line is in.
        let read = self::minutes("Timeline (JST)", &if in_table { table(&texts) } else { list(&texts) });
        let is_known = |text: &String| !SHARED.iter().any(|shared| text.ends_with(&format!(" {shared}")));
        let [(first, true), (second, true)] = read.as_slice() else { panic!("{texts:?} has two zones: {read:?}") };
        prop_assert_eq!([first.is_some(), second.is_some()], [is_known(&texts[0]), is_known(&texts[1])], "{:?}", texts);
        if let Some((first, second)) = first.zip(*second) {
            prop_assert_eq!(second - first, between(&one, &other), "{:?}", texts);
        }
    }

    /// Where only the first names its day, each of the others is the next time that its clock shows what is written.
    #[test]
    fn entries_without_a_day_follow_each_other_across_midnight(
        start in instants(), first in -40..=52_i32,
        steps in prop::collection::vec((1..=720_i64, -40..=52_i32), 1..5), in_heading in any::<bool>(),
    ) {
        let first = start.to_zoned_datetime(clock(first));
        let mut all = vec![first.clone()];
        for (minutes, quarters) in steps {
            let at = all[all.len() - 1].checked_add(minutes.minutes()).expect("it is far from the end of time");
            all.push(at.with_time_zone(clock(quarters)));
        }
        let mut texts: Vec<String> = all.iter().map(|at| written("%H:%M UTC%:z", at)).collect();
        let day = written("%-d %B %Y", &first);
        let heading = if in_heading { format!("Timeline, {day}") } else { "Timeline".to_owned() };
        if !in_heading {
            texts[0] = format!("{day} {}", texts[0]);
        }
        let expected: Vec<Option<i64>> = all.iter().map(|at| Some(between(&first, at))).collect();
        prop_assert_eq!(apart(&heading, &list(&texts)), expected, "{} {:?}", heading, texts);
    }

    #[test]
    fn a_stretch_of_time_is_the_time_it_begins(
        start in instants(), minutes in 1..600_i64, dash in select(vec!["-", "\u{2013}", " - ", " to "]),
    ) {
        let at = |step: i64| {
            start.checked_add((step * minutes).minutes()).expect("it is far from the end of time").to_zoned_datetime(TimeZone::UTC)
        };
        let texts = [0, 1, 2].map(|step| written(&format!("%Y-%m-%d %H:%M{dash}"), &at(step)) + &written("%H:%M", &at(step + 1)));
        let expected = [0, 1, 2].map(|step| Some(between(&at(0), &at(step))));
        prop_assert_eq!(apart("Timeline (UTC)", &list(&texts)), expected, "{:?}", texts);
    }
}

/// The clocks of the whole world as they stand in one year, each once: its abbreviation is right, or not known.
#[test]
fn no_place_has_a_clock_that_is_taken_for_another() {
    // Manila and Havana share theirs with places that are read of more often.
    let others = ["Asia/Manila", "Cuba", "America/Havana"];
    let mut clocks = BTreeMap::new();
    for name in jiff::tz::db().available().filter(|name| name.as_str().contains('/') && !others.contains(&name.as_str())) {
        let zone = TimeZone::get(name.as_str()).expect("jiff brings it");
        for month in [1, 7] {
            let at = civil::date(2026, month, 15).at(12, 0, 0, 0).to_zoned_datetime(zone.clone()).expect("it is noon everywhere");
            // Where a place has no abbreviation, there are figures.
            if written("%Z", &at).starts_with(char::is_alphabetic) {
                clocks.insert(written("%Z%z", &at), at);
            }
        }
    }
    let mut wrong = Vec::new();
    for at in clocks.values() {
        let utc = at.with_time_zone(TimeZone::UTC);
        let texts = [written("%Y-%m-%d %H:%M UTC", &utc), written("%Y-%m-%d %H:%M %Z", at)];
        let read = minutes("Timeline", &list(&texts));
        let [(one, true), (other, true)] = read.as_slice() else {
            wrong.push(format!("{texts:?} has no zone: {read:?}"));
            continue;
        };
        if one.zip(*other).is_some_and(|(one, other)| one != other) {
            wrong.push(format!("{texts:?} is one time: {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
