//! Settings whose names speak of retention: `retention_days: 30`, `KEEP_DAYS=90`, `"logRetentionDays": 30`.

use super::{Retention, RetentionKind};
use crate::checklist::Checklist;
use crate::document::{BlockKind, singular};
use crate::facts::Reading;
use crate::facts::duration::{self, Duration, TimeUnit};
use crate::rule::Confidence;
use crate::source::Span;

/// Longest name of a setting, in bytes.
const LONGEST_NAME: usize = 80;
/// Longest line that is read as a setting.
const LONGEST_LINE: usize = 300;

/// Bytes of quotes and blanks before a value.
const NEAR: u32 = 4;

/// Every such setting in code blocks, back-ticks and tables of settings.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Retention> {
    let document = reading.document;
    let mut found = Vec::new();
    for block in document.blocks.iter().filter(|b| !reading.silent[b.section]) {
        let mut take = |line: Span, name: Span, value: Span| {
            if let Some(duration) = period(reading, name, value) {
                let heading = document.sections[block.section].heading.as_ref().map(|h| h.text_span);
                found.push(fact(reading, line, name.join(duration.span), duration, name, heading));
            }
        };
        match &block.kind {
            BlockKind::Code { .. } => {
                for line in lines(block.span, reading.text) {
                    if let Some((name, value)) = parts(line, reading.text) {
                        take(line, name, value);
                    }
                }
            }
            BlockKind::Table(index) => {
                for row in &document.tables[*index].rows {
                    if let [name, .., last] = row.as_slice()
                        && let Some(name) = bare(*name, reading.text)
                    {
                        take(row[0].join(*last), name, Span { start: row[1].start, end: last.end });
                    }
                }
            }
            _ => {}
        }
    }
    for code in &document.code_spans {
        let section = document.section_at(code.start);
        let inner = code.of(reading.text);
        if reading.silent[section] || inner.len() > LONGEST_LINE {
            continue;
        }
        let open = inner.len() - inner.trim_start_matches('`').len();
        let inside = Span::new(code.start as usize + open, (code.end as usize).saturating_sub(open).max(code.start as usize + open));
        if let Some((name, value)) = parts(inside, reading.text)
            && let Some(duration) = period(reading, name, value)
        {
            let heading = document.sections[section].heading.as_ref().map(|h| h.text_span);
            found.push(fact(reading, inside, name.join(duration.span), duration, name, heading));
        }
    }
    found
}

fn fact(reading: &Reading<'_>, line: Span, span: Span, duration: Duration, name: Span, heading: Option<Span>) -> Retention {
    // `logRetentionDays` says whose days; `retention_days` leaves it to the heading.
    let data = reading.checklist.word_keys("retention-data");
    let named = name_words(name.of(reading.text)).iter().any(|word| data.is_some_and(|d| d.contains(word.as_str())));
    Retention {
        span,
        sentence: line,
        what: RetentionKind::Kept,
        duration: Some(duration),
        subject: if named { Some(name) } else { heading },
        under: None,
        actor: None,
        confidence: Confidence::Medium,
        decided_by: "setting",
    }
}

fn lines(span: Span, text: &str) -> impl Iterator<Item = Span> + '_ {
    span.each_line(text).filter_map(move |(start, line)| {
        let digits = line.len() <= LONGEST_LINE && line.bytes().any(|b| b.is_ascii_digit());
        digits.then(|| Span::new(start, start + line.len()).trimmed(text))
    })
}

/// Name and value of `name: value`, `name=value`, `"name": value,`, `--name value`.
fn parts(line: Span, text: &str) -> Option<(Span, Span)> {
    let body = line.of(text);
    let start = body.find(|c: char| c.is_ascii_alphabetic())?;
    // A comment, a list marker or a quote may open the line; a sentence may not.
    if start > 8 {
        return None;
    }
    let rest = body[start..].strip_prefix("export ").or_else(|| body[start..].strip_prefix("const ")).unwrap_or(&body[start..]);
    let start = body.len() - rest.len();
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')))?;
    let after = rest[length..].trim_start_matches(['"', '\'', ' ']);
    let flag = body.starts_with("--") && rest[length..].starts_with(' ');
    let value = after.strip_prefix(['=', ':']).or(flag.then_some(after))?;
    let at = line.start as usize;
    (length <= LONGEST_NAME)
        .then(|| (Span::new(at + start, at + start + length), Span::new(at + body.len() - value.len(), at + body.len())))
}

/// A cell that holds one name and nothing else.
fn bare(cell: Span, text: &str) -> Option<Span> {
    let inner = cell.of(text).trim_matches(|c| matches!(c, '`' | '*'));
    let start = cell.start as usize + cell.of(text).find(inner)?;
    let name = !inner.is_empty()
        && inner.len() <= LONGEST_NAME
        && inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (name && inner.contains(|c: char| matches!(c, '_' | '-' | '.') || c.is_ascii_uppercase()))
        .then(|| Span::new(start, start + inner.len()))
}

/// The period that a setting holds; None when it holds something else.
fn period(reading: &Reading<'_>, name: Span, value: Span) -> Option<Duration> {
    let words = name_words(name.of(reading.text));
    if !says_keeping(reading.checklist, &words) {
        return None;
    }
    // The value stands first; a number further on is a remark.
    let stated = duration::find(value, reading.text).into_iter().next().filter(|d| d.span.start - value.start <= NEAR);
    if stated.is_some() {
        return stated;
    }
    // `RETENTION_MIN` may be a minimum, `MIN_RETAINED` is one.
    let last = words.len().saturating_sub(1);
    let unit = words
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, word)| TimeUnit::of_word(word).filter(|_| word.len() > 3 || word == "day" || word.len() > 1 && at == last))?;
    let body = value.of(reading.text);
    let from = body.find(|c: char| c.is_ascii_digit())?;
    let digits = body[from..].bytes().take_while(u8::is_ascii_digit).count();
    let number = body[from..from + digits].parse().ok()?;
    let start = value.start as usize + from;
    (from <= NEAR as usize).then(|| Duration { number, unit, span: Span::new(start, start + digits) })
}

fn says_keeping(checklist: &Checklist, words: &[String]) -> bool {
    let among = |list: &str| checklist.word_keys(list).is_some_and(|keys| words.iter().any(|word| keys.contains(word.as_str())));
    if among("retention-key-noise") || among("retention-passing") {
        return false;
    }
    among("retention-keys") || among("retention-weak-keys") && among("retention-data")
}

/// The words of a name, in lower case and without a plural s; units of time keep theirs.
fn name_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut lower_before = false;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() {
            words.push(String::new());
            lower_before = false;
            continue;
        }
        if words.is_empty() || lower_before && c.is_ascii_uppercase() {
            words.push(String::new());
        }
        lower_before = c.is_ascii_lowercase() || c.is_ascii_digit();
        if let Some(word) = words.last_mut() {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words.iter().map(|word| singular(word).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        for name in ["logRetentionDays", "LOG_RETENTION_DAYS", "log-retention-days", "log.retention.days"] {
            assert_eq!(name_words(name), ["log", "retention", "day"], "{name}");
        }
    }
}
