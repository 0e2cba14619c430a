//! Lifetimes of tokens and sessions, sizes, named limits and periods of keeping, each with what it is said of, so that two
//! statements on one thing can be compared.

use super::super::Reading;
use super::super::duration;
use super::super::retention::{Retention, RetentionKind};
use super::super::spots::Spots;
use super::super::surroundings::SectionRole;
use super::{is_aside, words_of};
use crate::document::{BlockKind, plain};
use crate::source::Span;

/// What kind of value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueKind {
    /// How long a token or session is good.
    Lifetime,
    /// How long data is kept.
    Kept,
    /// After how long data is deleted.
    Deleted,
    /// The largest size of what is sent.
    Size,
    /// A limit with a name of its own.
    Limit,
}

/// A value and what it is said of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedValue {
    /// Its kind.
    pub kind: ValueKind,
    /// What it is said of, with the words that narrow it: "access token".
    pub subject: String,
    /// In the smallest unit of its kind, so that 60 minutes are an hour.
    pub amount: u64,
    /// The words that state it.
    pub span: Span,
    /// The sentence or row around them.
    pub sentence: Span,
    /// True where the text says that it replaces what stands elsewhere.
    pub amends: bool,
}

impl StatedValue {
    /// True for equal amounts, and for 12 months and 365 days: parts in a hundred by which months are counted short.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.amount.abs_diff(other.amount) <= self.amount.max(other.amount) / 100 * 2
    }
}

/// What has a lifetime, longer names first.
const LIVING: &[&str] = &[
    "refresh token",
    "access token",
    "id token",
    "session token",
    "reset token",
    "password reset link",
    "reset link",
    "reset code",
    "verification code",
    "verification link",
    "verification token",
    "confirmation link",
    "magic link",
    "invite link",
    "invitation link",
    "invite token",
    "invitation token",
    "signed url",
    "presigned url",
    "pre-signed url",
    "share link",
    "one-time password",
    "otp",
    "auth code",
    "authorization code",
    "jwt",
    "session",
    "invitation",
    "idempotency key",
];

/// Words that say that a lifetime is spoken of.
const LIFE: &[&str] =
    &["expire", "expired", "expiring", "expiry", "expiration", "ttl", "lifetime", "valid", "validity", "lived", "timeout"];

/// What has a largest size.
const SIZED: &[&str] = &[
    "file size",
    "upload size",
    "request size",
    "payload size",
    "body size",
    "attachment size",
    "image size",
    "document size",
    "message size",
    "video size",
    "photo size",
    "avatar size",
    "request body",
];

/// Words without which a size is no limit.
const LIMITED: &[&str] = &["max", "maximum", "limit", "up", "exceed", "within", "under", "cap"];

/// Words that say that a named number is a limit.
const NAMED: &[&str] = &["timeout", "lifetime", "ttl", "expiry", "expiration", "lockout", "attempt"];

/// Words that narrow what is said, to one kind of user, part, environment or phase: values are compared among equals alone.
const NARROW: &[&str] = &[
    "idle",
    "inactivity",
    "inactive",
    "absolute",
    "sliding",
    "remember",
    "mobile",
    "web",
    "admin",
    "staff",
    "guest",
    "anonymous",
    "service",
    "dev",
    "development",
    "staging",
    "production",
    "prod",
    "test",
    "sandbox",
    "local",
    "beta",
    "mvp",
    "phase",
    "v1",
    "v2",
    "future",
    "later",
    "free",
    "pro",
    "premium",
    "paid",
    "enterprise",
    "basic",
    "tier",
    "plan",
    "business",
    "default",
    "minimum",
    "min",
    "maximum",
    "max",
    "warning",
    "grace",
    "cache",
    "cached",
    "cookie",
    "email",
    "sms",
    "phone",
    "api",
    "internal",
    "external",
    "upload",
    "download",
    "read",
    "write",
    "image",
    "video",
    "audio",
    "document",
    "pdf",
    "photo",
    "avatar",
    "total",
    "single",
    "per",
    "soft",
    "hard",
    "backup",
    "archive",
    "cold",
    "hot",
    "warm",
    "raw",
    "aggregated",
    "websocket",
    "redis",
    "database",
    "connection",
    "rotation",
    "retry",
    "clock",
    "skew",
    "failed",
    "unused",
    "used",
    "inactivate",
    "revoked",
    "new",
    "old",
    "current",
    "extended",
    "short",
    "long",
    "worker",
    "client",
    "server",
    "device",
    "driver",
    "customer",
    "merchant",
    "operator",
    "agent",
    "sidecar",
    "gateway",
    "webhook",
    "eu",
    "us",
    "hipaa",
    "gdpr",
];

/// Words that say that a value is not the one in force, or replaces another.
const CHANGED: &[&str] = &[
    "canonical",
    "supersede",
    "superseded",
    "amend",
    "amended",
    "amendment",
    "replace",
    "previously",
    "changed",
    "was",
    "instead",
    "reduced",
    "increased",
    "originally",
    "overridden",
    "override",
];

pub(super) fn find(reading: &Reading<'_>, retention: &[Retention], passages: &[(Span, usize)]) -> Vec<StatedValue> {
    let mut found = Vec::new();
    let hints: Spots = reading.hits_of("value-hints").map(|hit| hit.span.start).collect();
    for &(span, section) in passages.iter().filter(|(span, _)| hints.any_in(*span)) {
        let text = span.of(reading.text);
        if !text.bytes().any(|byte| byte.is_ascii_digit()) || is_set_aside(reading, section) {
            continue;
        }
        let lower = plain(text).to_lowercase();
        let words = words_of(&lower);
        found.extend(lifetime(reading, span, section, &lower, &words));
        found.extend(size(reading, span, section, &lower, &words));
    }
    found.extend(retention.iter().filter_map(|fact| kept(reading, fact)));
    found.extend(limits(reading));
    found.sort_by_key(|value| (value.sentence, value.span));
    found
}

fn is_set_aside(reading: &Reading<'_>, section: usize) -> bool {
    let role = reading.section_roles[section];
    is_aside(role) || role == Some(SectionRole::Excluded) || reading.silent[section]
}

fn has(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(&word.as_str()))
}

/// Words of a passage and of its headings that narrow it, the name itself left out.
fn narrowed(reading: &Reading<'_>, section: usize, words: &[String], name: &str) -> String {
    let name_words = words_of(name);
    let heading = reading.document.sections[section].heading.as_ref().map(|heading| words_of(&heading.text)).unwrap_or_default();
    let mut narrow: Vec<&str> = words.iter().chain(&heading).map(String::as_str).filter(|word| NARROW.contains(word)).collect();
    narrow.retain(|word| !name_words.iter().any(|known| known == word));
    narrow.sort_unstable();
    narrow.dedup();
    if narrow.is_empty() { name.to_owned() } else { format!("{name} ({})", narrow.join(" ")) }
}

fn amends(reading: &Reading<'_>, section: usize, words: &[String]) -> bool {
    has(words, CHANGED) || reading.document.heading_path(section).iter().any(|title| has(&words_of(title), CHANGED))
}

/// The only name of `list` in a passage, longest first; None when there are two.
fn only<'n>(lower: &str, list: &[&'n str]) -> Option<&'n str> {
    let mut rest = lower.to_owned();
    let mut found = None;
    for name in list {
        if contains_word(&rest, name) {
            if found.is_some() {
                return None;
            }
            found = Some(*name);
            rest = rest.replace(name, " ");
        }
    }
    found
}

/// True when `name` stands in `text` as a word, in the singular or plural.
fn contains_word(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let after = text[at + name.len()..].trim_start_matches('s').chars().next().is_none_or(|c| !c.is_alphanumeric());
        before && after
    })
}

fn lifetime(reading: &Reading<'_>, span: Span, section: usize, lower: &str, words: &[String]) -> Option<StatedValue> {
    if !has(words, LIFE) {
        return None;
    }
    let name = only(lower, LIVING)?;
    let mut durations = duration::find(span, reading.text).into_iter();
    let duration = durations.next().filter(|_| durations.next().is_none())?;
    if duration.seconds() == 0 {
        return None;
    }
    Some(StatedValue {
        kind: ValueKind::Lifetime,
        subject: narrowed(reading, section, words, name),
        amount: duration.seconds(),
        span: duration.span,
        sentence: span,
        amends: amends(reading, section, words),
    })
}

fn size(reading: &Reading<'_>, span: Span, section: usize, lower: &str, words: &[String]) -> Option<StatedValue> {
    let name = only(lower, SIZED)?;
    if !has(words, LIMITED) {
        return None;
    }
    let mut sizes = sizes_in(span, reading.text).into_iter();
    let (amount, at) = sizes.next().filter(|_| sizes.next().is_none())?;
    Some(StatedValue {
        kind: ValueKind::Size,
        subject: narrowed(reading, section, words, name),
        amount,
        span: at,
        sentence: span,
        amends: amends(reading, section, words),
    })
}

/// Every number of bytes in a stretch of text: `10 MB`, `5GB`.
fn sizes_in(span: Span, text: &str) -> Vec<(u64, Span)> {
    let body = span.of(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = body[at..].find(|c: char| c.is_ascii_digit()).map(|offset| at + offset) {
        let end = body[start..].find(|c: char| !c.is_ascii_digit()).map_or(body.len(), |length| start + length);
        let rest = body[end..].trim_start_matches([' ', '\u{a0}']);
        let unit: String = rest.chars().take_while(char::is_ascii_alphabetic).take(4).collect::<String>().to_lowercase();
        let factor = match unit.as_str() {
            "kb" | "kib" => 1,
            "mb" | "mib" => 1024,
            "gb" | "gib" => 1024 * 1024,
            _ => 0,
        };
        let begins = body[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '.');
        if factor > 0
            && begins
            && let Ok(number) = body[start..end].parse::<u32>()
        {
            let whole = body.len() - rest.len() + unit.len();
            found.push((u64::from(number) * factor, Span::new(span.start as usize + start, span.start as usize + whole)));
        }
        at = end;
    }
    found
}

/// Words of subjects that name no data set.
const VAGUE: &[&str] = &[
    "data",
    "record",
    "all",
    "it",
    "item",
    "entry",
    "information",
    "file",
    "retention",
    "policy",
    "the",
    "user",
    "row",
    "object",
    "period",
    "default",
];

fn kept(reading: &Reading<'_>, fact: &Retention) -> Option<StatedValue> {
    let kind = match fact.what {
        RetentionKind::Kept => ValueKind::Kept,
        RetentionKind::Deleted => ValueKind::Deleted,
        _ => return None,
    };
    let duration = fact.duration?;
    let subject = fact.subject?;
    let section = reading.document.section_at(fact.span.start);
    let headed = reading.document.sections[section].heading.as_ref().is_some_and(|heading| heading.text_span == subject);
    // "Sources keep events for 48 hours": whose they are is told by other words.
    if headed || fact.span.contains(subject) || is_set_aside(reading, section) || duration::find(fact.sentence, reading.text).len() != 1 {
        return None;
    }
    let name = words_of(&plain(subject.of(reading.text))).join(" ");
    let telling = words_of(&name).iter().any(|word| !VAGUE.contains(&word.as_str()) && word.len() > 2);
    let words = words_of(&plain(fact.sentence.of(reading.text)));
    telling.then(|| StatedValue {
        kind,
        subject: narrowed(reading, section, &words, &name),
        amount: duration.seconds(),
        span: fact.span,
        sentence: fact.sentence,
        amends: amends(reading, section, &words),
    })
}

/// Rows and items that give a named limit one number: `| Max login attempts | 5 |`, `- **Request timeout:** 30 s`.
fn limits(reading: &Reading<'_>) -> Vec<StatedValue> {
    let mut found = Vec::new();
    for block in &reading.document.blocks {
        if is_set_aside(reading, block.section) {
            continue;
        }
        match block.kind {
            BlockKind::Table(index) => {
                let table = &reading.document.tables[index];
                for row in table.rows.iter().filter(|row| row.len() >= 2) {
                    found.extend(limit(reading, block.section, row[0], row[1], row[0].join(row[1])));
                }
            }
            BlockKind::Item { .. } => {
                let text = block.span.of(reading.text);
                if let Some(colon) = text.find(':').filter(|at| *at < 60 && text.len() < 200) {
                    let start = block.span.start as usize;
                    let (label, value) = (Span::new(start, start + colon), Span::new(start + colon + 1, block.span.end as usize));
                    found.extend(limit(reading, block.section, label, value, block.span));
                }
            }
            _ => {}
        }
    }
    found
}

fn limit(reading: &Reading<'_>, section: usize, label: Span, value: Span, whole: Span) -> Option<StatedValue> {
    let said = value.of(reading.text);
    let numbers = said.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count();
    if numbers != 1 {
        return None;
    }
    let words = words_of(&plain(label.of(reading.text)));
    let telling = words.iter().filter(|word| word.len() > 2 && !NAMED.contains(&word.as_str())).count();
    if !has(&words, NAMED) || telling < 1 || words.len() > 7 || words.len() < 2 {
        return None;
    }
    let mut durations = duration::find(value, reading.text).into_iter();
    let (amount, span, unit) = if let Some(duration) = durations.next() {
        (duration.seconds().max(1), duration.span, "time")
    } else {
        // A bare number may be a code of an answer or a section; of attempts it is how many.
        if !words.iter().any(|word| word == "attempt") {
            return None;
        }
        let start = said.find(|c: char| c.is_ascii_digit())?;
        let end = said[start..].find(|c: char| !c.is_ascii_digit()).map_or(said.len(), |length| start + length);
        let number = said[start..end].parse::<u32>().ok().filter(|number| *number < 100)?;
        (number.into(), Span::new(value.start as usize + start, value.start as usize + end), "count")
    };
    let name = words.join(" ");
    let all = words_of(&plain(whole.of(reading.text)));
    Some(StatedValue {
        kind: ValueKind::Limit,
        subject: narrowed(reading, section, &all, &format!("{name} [{}]", unit.to_lowercase())),
        amount,
        span,
        sentence: whole,
        amends: amends(reading, section, &all),
    })
}
