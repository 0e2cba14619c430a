//! Events of a time line: when each happened, in which time zone, on one clock for all of them.

use super::Reading;
use super::day::is_calendar_word;
use super::quantity::only_day;
use super::reading::{has_entry, spaced_words};
use crate::date::Date;
use crate::document::{BlockKind, Table};
use crate::source::Span;
use regex::{Captures, Match, Regex};
use std::sync::LazyLock;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its time, as written.
    pub span: Span,
    /// True when a time zone is named, beside it or for the whole time line.
    pub zoned: bool,
    /// Minutes on the clock of the whole time line; None where its zone is none that is known.
    pub minute: Option<i64>,
    /// Number of the time line it stands in.
    pub line: usize,
    /// True when nobody waits for what comes after it.
    pub closes: bool,
}

/// Word lists: headings of time lines, and what closes one.
const HEADINGS: &str = "timeline-headings";
const CLOSED: &str = "timeline-closed";

/// Minutes of a day, and of the jump back that is midnight where no day is named.
const DAY: i64 = 24 * 60;
const MIDNIGHT: i64 = 12 * 60;
/// Characters in front of a time that may be a day.
const LONGEST_DAY: usize = 40;

/// A time with what may stand behind it.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:^|[^0-9:.])([01]?[0-9]|2[0-3])(?::|h)([0-5][0-9])(:[0-5][0-9](?:\.[0-9]+)?)?[ ]?([ap]\.?m\b\.?)?",
        r"[ ]?\(?(z\b|(?:utc|gmt)[ ]?[+\x{2212}-][0-9]{1,2}(?::?[0-9]{2})?|[+-][0-9]{2}(?::?[0-9]{2})?\b|[a-z]{2,4}\b)?"
    ))
    .expect("the pattern is fixed and valid")
});
/// A zone that holds for all: "Timeline (UTC)", "all times in CET".
static ZONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:(?:UTC|GMT)[ ]?[+\x{2212}-][0-9]{1,2}(?::?[0-9]{2})?|[A-Z]{2,4})\b").expect("the pattern is fixed and valid")
});
static ALL_TIMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:(?i:times?|hours|clocks?|timestamps?)\b[^.;\n]{0,40}?|(?i:all|everything)(?: in)? )\b((?:UTC|GMT)[ ]?[+\x{2212}-][0-9]{1,2}(?::?[0-9]{2})?|[A-Z]{2,4})\b").expect("the pattern is fixed and valid")
});
static STEP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"([+\x{2212}-])([0-9]{1,2}):?([0-9]{2})?$").expect("the pattern is fixed and valid"));

/// Abbreviations of time zones and their distance from UTC in minutes; None for those that several parts of the world use.
const ZONES: &[(&str, Option<i64>)] = &[
    ("z", Some(0)),
    ("utc", Some(0)),
    ("gmt", Some(0)),
    ("wet", Some(0)),
    ("west", Some(60)),
    ("cet", Some(60)),
    ("cest", Some(120)),
    ("eet", Some(120)),
    ("eest", Some(180)),
    ("msk", Some(180)),
    ("est", Some(-300)),
    ("edt", Some(-240)),
    ("cdt", Some(-300)),
    ("mst", Some(-420)),
    ("mdt", Some(-360)),
    ("pst", Some(-480)),
    ("pdt", Some(-420)),
    ("jst", Some(540)),
    ("kst", Some(540)),
    ("sgt", Some(480)),
    ("hkt", Some(480)),
    ("awst", Some(480)),
    ("aest", Some(600)),
    ("aedt", Some(660)),
    ("nzst", Some(720)),
    ("nzdt", Some(780)),
    ("nst", Some(-210)),
    ("ndt", Some(-150)),
    ("adt", Some(-180)),
    ("akst", Some(-540)),
    ("akdt", Some(-480)),
    ("hst", Some(-600)),
    ("hdt", Some(-540)),
    ("chst", Some(600)),
    ("acst", Some(570)),
    ("acdt", Some(630)),
    ("pkt", Some(300)),
    ("wib", Some(420)),
    ("wita", Some(480)),
    ("wit", Some(540)),
    ("idt", Some(180)),
    ("wat", Some(60)),
    ("cat", Some(120)),
    ("sast", Some(120)),
    ("eat", Some(180)),
    ("brt", Some(-180)),
    ("ast", None),
    ("sst", None),
    ("bst", None),
    ("ist", None),
    ("cst", None),
    ("et", None),
    ("pt", None),
    ("ct", None),
    ("mt", None),
];

/// Those that are words of the language too: they name a zone in capitals alone.
const WORDS: &[&str] = &["cat", "eat", "et", "mt", "west", "wet", "wit"];

/// A zone that is named: minutes from UTC, None within where they cannot be told.
type Zone = Option<Option<i64>>;

/// An event as it is read, before all are put on one clock.
#[derive(Clone, Copy)]
struct Entry {
    span: Span,
    minute: i64,
    zone: Zone,
    day: Option<Date>,
    /// True when its day is named beside it, and not above.
    names_day: bool,
    /// True when it names a day and no year: on which clock it stands, nobody can tell.
    is_undated: bool,
    closes: bool,
}

pub(super) fn find(reading: &Reading<'_>) -> Vec<Event> {
    let document = reading.document;
    let mut events = Vec::new();
    let mut line = 0;
    for id in 1..document.sections.len() {
        let under = document.sections[id].parent.is_some_and(|parent| document.around(parent).any(|at| reading.heading_in(at, HEADINGS)));
        if !reading.heading_in(id, HEADINGS) || under || reading.is_title(id) {
            continue;
        }
        let entries = entries(reading, id);
        if entries.len() >= 2 {
            events.extend(on_one_clock(entries, line));
            line += 1;
        }
    }
    events
}

/// Times that show that something is young.
const FEW: usize = 3;

/// The first of the times of day that a document names, where all of them lie within one hour: what it tells of has only begun.
pub(super) fn one_hour(reading: &Reading<'_>) -> Option<Span> {
    let mut times =
        TIME.captures_iter(reading.text).filter_map(|found| Some((minute(&found)?, Span::new(found.get(1)?.start(), found.get(2)?.end()))));
    let (first, span) = times.next()?;
    let (mut least, mut most, mut count) = (first, first, 1);
    for (at, _) in times {
        (least, most, count) = (least.min(at), most.max(at), count + 1);
    }
    (count >= FEW && most - least <= 60).then_some(span)
}

/// What the section of a time line tells, in source order.
fn entries(reading: &Reading<'_>, id: usize) -> Vec<Entry> {
    let (document, text) = (reading.document, reading.text);
    let heading = |id: usize| document.sections[id].heading.as_ref().map_or(Span::new(0, 0), |heading| heading.text_span);
    let mut zone = zone_for_all(heading(id).of(text)).or_else(|| zone_of_document(reading));
    let (mut day, mut within) = (only_day(heading(id), text), id);
    let mut found = Vec::new();
    for block in document.blocks_under(id) {
        if block.section != within {
            within = block.section;
            day = only_day(heading(within), text).or(day);
            zone = zone_for_all(heading(within).of(text)).or(zone);
        }
        match block.kind {
            BlockKind::Table(index) => rows(reading, &document.tables[index], zone, &mut day, &mut found),
            BlockKind::Code { .. } => {}
            _ => {
                for (start, line) in block.span.each_line(text) {
                    let span = Span::new(start, start + line.len());
                    match entry(reading, span, span, zone) {
                        Some(entry) => {
                            day = entry.day.or(day);
                            found.push(Entry { day, ..entry });
                        }
                        None if !line.contains(':') || line.len() <= LONGEST_DAY => day = only_day(span, text).or(day),
                        None => {}
                    }
                    if found.is_empty() {
                        zone = zone_for_all(line).or(zone);
                    }
                }
            }
        }
    }
    found
}

fn rows(reading: &Reading<'_>, table: &Table, zone: Zone, day: &mut Option<Date>, found: &mut Vec<Entry>) {
    let text = reading.text;
    let zone = table.header.iter().take(2).find_map(|head| zone_for_all(head.of(text))).or(zone);
    for row in &table.rows {
        let Some([first, ..]) = row.get(..1) else { continue };
        let whole = row.iter().copied().reduce(Span::join).unwrap_or(*first);
        let head = row.iter().take(2).copied().reduce(Span::join).unwrap_or(*first);
        if let Some(entry) = row.iter().take(2).find_map(|cell| entry(reading, *cell, whole, zone)) {
            let named = entry.day.or(only_day(head, text));
            *day = named.or(*day);
            found.push(Entry { day: *day, names_day: named.is_some(), ..entry });
            // "01:00, 03:00, 05:00": each of them is one.
            let cell = row.iter().take(2).find(|cell| cell.contains(entry.span)).copied().unwrap_or(*first);
            let behind = TIME.captures_iter(&text[entry.span.end as usize..cell.end as usize]).filter_map(|found| {
                let (hour, end) = (found.get(1)?, found.get(2)?.end());
                let from = entry.span.end as usize;
                Some((minute(&found)?, Span::new(from + hour.start(), from + end)))
            });
            found.extend(behind.map(|(minute, span)| Entry { span, minute, day: *day, names_day: false, ..entry }));
        }
    }
}

/// True for nothing but a day, whether or not a year is named: "Wed 15 Oct".
fn is_day(text: &str) -> bool {
    let is_number = |word: &str| word.trim_end_matches(char::is_alphabetic).parse::<u32>().is_ok_and(|number| number <= 31);
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| is_number(word) || is_calendar_word(word))
}

/// A text that opens with a time, behind a day at most.
fn entry(reading: &Reading<'_>, span: Span, whole: Span, zone: Zone) -> Option<Entry> {
    let text = span.of(reading.text);
    let found = TIME.captures(text)?;
    let hour = found.get(1)?;
    let head = &text[..hour.start()];
    // "2026-03-08T01:55" has a mark between day and time.
    let joined = head.strip_suffix(['T', 't']).filter(|day| day.ends_with(|c: char| c.is_ascii_digit()));
    let before = Span::new(span.start as usize, span.start as usize + joined.unwrap_or(head).len());
    let day = only_day(before, reading.text);
    let bare = (day.is_some() || is_day(head)) && head.len() <= LONGEST_DAY;
    if !bare {
        return None;
    }
    let own = found.get(5).filter(|zone| joined.is_some() || !is_stretch(&found, zone)).and_then(|zone| offset(zone.as_str()));
    let end = if own.is_some() { found.get(5) } else { found.get(4).or(found.get(2)) }?.end();
    let span = Span::new(span.start as usize + hour.start(), span.start as usize + end);
    let closes = has_entry(reading, &spaced_words(whole.of(reading.text)), CLOSED);
    let is_undated = day.is_none() && head.contains(char::is_alphanumeric);
    Some(Entry { span, minute: minute(&found)?, zone: own.or(zone), day, names_day: day.is_some(), is_undated, closes })
}

/// True for the end of a stretch of time, "14:00-15:30", and for what is counted from one, "14:00 +15 min": behind seconds both are zones.
fn is_stretch(found: &Captures<'_>, zone: &Match<'_>) -> bool {
    let step = zone.as_str();
    let is_right_behind = |part: usize| found.get(part).is_some_and(|part| part.end() == zone.start());
    step.starts_with('-') && step.contains(':') && is_right_behind(2)
        || step.starts_with(['+', '-']) && step.len() == 3 && !is_right_behind(3)
}

fn minute(found: &Captures<'_>) -> Option<i64> {
    let hour: i64 = found[1].parse().ok()?;
    let minutes: i64 = found[2].parse().ok()?;
    let hour = match found.get(4).map(|half| half.as_str().to_ascii_lowercase()) {
        Some(half) if half.starts_with('p') && hour < 12 => hour + 12,
        Some(half) if half.starts_with('a') && hour == 12 => 0,
        _ => hour,
    };
    Some(hour * 60 + minutes)
}

/// The zone that a word names.
fn offset(word: &str) -> Zone {
    if let Some(step) = STEP.captures(word) {
        let number = |at: usize| step.get(at).map_or(Some(0), |digits| digits.as_str().parse::<i64>().ok());
        let minutes = number(2)? * 60 + number(3)?;
        let minutes = if &step[1] == "+" { minutes } else { -minutes };
        // No place has another clock.
        return (minutes % 15 == 0 && (-12 * 60..=14 * 60).contains(&minutes)).then_some(Some(minutes));
    }
    let name = word.to_ascii_lowercase();
    let is_word = WORDS.contains(&name.as_str()) && word.contains(|c: char| c.is_ascii_lowercase());
    ZONES.iter().find(|(known, _)| *known == name && !is_word).map(|(_, minutes)| *minutes)
}

/// The zone that a document names for all of its times, wherever it says so: "all times JST", "hours are Ljubljana time (CEST)".
fn zone_of_document(reading: &Reading<'_>) -> Zone {
    let blocks = reading.document.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Code { .. } | BlockKind::Table(_)));
    let said = |found: Captures<'_>| offset(found.get(1)?.as_str());
    blocks.into_iter().find_map(|block| ALL_TIMES.captures_iter(block.span.of(reading.text)).find_map(said))
}

fn zone_for_all(text: &str) -> Zone {
    ZONE.find_iter(text).find_map(|found| offset(found.as_str()))
}

/// Minutes from one time to the next where no day is named between them: a jump back by half a day or more is midnight, and whole days
/// are those of clocks that are far apart.
fn onward(minutes: i64) -> i64 {
    match minutes % DAY {
        back if back <= -MIDNIGHT => back + DAY,
        rest => rest,
    }
}

/// Events on one clock.
fn on_one_clock(mut entries: Vec<Entry>, line: usize) -> Vec<Event> {
    let first = entries.iter().find_map(|entry| entry.day);
    let raw = |entry: &Entry| {
        entry.day.zip(first).map_or(0, |(day, first)| day.days_after(first)) * DAY + entry.minute - entry.zone.flatten().unwrap_or(0)
    };
    let is_back = |before: &Entry, after: &Entry| {
        let step = raw(after) - raw(before);
        (if after.names_day || after.day != before.day { step } else { onward(step) }) < 0
    };
    let is_known = |entry: &Entry| !matches!(entry.zone, Some(None)) && !entry.is_undated;
    let back = entries.windows(2).filter(|two| two.iter().all(is_known) && is_back(&two[0], &two[1])).count();
    if back * 2 > entries.len().saturating_sub(1) {
        // The newest comes first.
        entries.reverse();
        // A day that is named once stands beside the last of its times.
        let is_named = entries.iter().all(|entry| entry.names_day);
        for entry in &mut entries {
            entry.names_day = is_named;
        }
    }
    let mut events: Vec<Event> = Vec::with_capacity(entries.len());
    let (mut before, mut day) = (None, None);
    for entry in entries {
        let at = match before {
            // Days are counted from what the document says, until it names another.
            Some(before) if !entry.names_day && entry.day == day => before + onward(raw(&entry) - before),
            _ => raw(&entry),
        };
        day = entry.day;
        let minute = is_known(&entry).then_some(at);
        before = minute.or(before);
        events.push(Event { span: entry.span, zoned: entry.zone.is_some(), minute, line, closes: entry.closes });
    }
    events
}
