//! The named rules: what a sentence, row or line states about keeping and deleting data.

use super::unit::{List, Place, Unit};
use super::{Decision, RetentionKind};
use crate::facts::duration::{Duration, TimeUnit};
use crate::rule::Confidence;
use crate::source::Span;

/// Names of the rules, in the order in which they are tried; settings are read for themselves.
pub const RULES: &[&str] = &[
    "labelled",
    "not-stored",
    "kept-for-good",
    "statement-in-sql",
    "period",
    "deleted-after",
    "kept-for",
    "expires-after",
    "deleted-when",
    "archived-to",
    "on-request",
    "purges-data",
    "kept-for-a-purpose",
    "governed",
    "under-its-heading",
    "setting",
];

/// The rule that sees no more than that something governs retention.
pub(super) const GOVERNED: &str = "governed";

type Rule = fn(&Unit<'_>) -> Option<Decision>;

const ORDER: &[Rule] = &[
    labelled,
    not_stored,
    kept_for_good,
    statement_in_sql,
    period,
    deleted_after,
    kept_for,
    expires_after,
    deleted_when,
    archived_to,
    on_request,
    purges_data,
    kept_for_a_purpose,
    governed,
    under_its_heading,
];

/// Bytes between a deletion and the time after which it happens.
const REACH: u32 = 90;
/// Bytes between words that belong together.
const BESIDE: u32 = 24;

/// Words before a statement in which a negation reaches it.
const DENIAL: usize = 8;
/// Bytes between a request and how much of the data it is for.
const EXTENT: u32 = 60;

/// Longest sentence, in bytes, in which a word of governing belongs to the noun.
const LONGEST_RULE: usize = 200;

/// What the unit states, by the first rule that holds.
pub(super) fn decide(unit: &Unit<'_>) -> Option<Decision> {
    // A question states nothing, and an example nothing of the product.
    if unit.source().trim_end_matches(['*', '_', '"', '|', ' ', '\u{201d}']).ends_with('?') || is_example(unit) {
        return None;
    }
    ORDER.iter().find_map(|rule| rule(unit))
}

/// "As an example, data on local disks is deleted when the machine ends", "another approach is to delete records".
fn is_example(unit: &Unit<'_>) -> bool {
    let opening = unit.source().trim_start_matches(|c: char| !c.is_alphanumeric());
    [
        "as an example",
        "for example",
        "for instance",
        "an additional approach",
        "another approach",
        "an alternative",
        "another option",
        "one option",
    ]
    .iter()
    .any(|words| opening.get(..words.len()).is_some_and(|o| o.eq_ignore_ascii_case(words)))
}

fn decision(rule: &'static str, what: RetentionKind, span: Span, duration: Option<Duration>, confidence: Confidence) -> Decision {
    Decision { rule, what, span, duration, confidence }
}

/// True for a percentage, a speed, a limit: no time for which something is kept.
fn is_target(unit: &Unit<'_>) -> bool {
    unit.source().contains('%')
}

/// Kept or deleted, by the words of the unit.
fn kept_or_deleted(unit: &Unit<'_>) -> RetentionKind {
    let deleted = unit.has(List::Done) || unit.has(List::Deleting) && unit.has(List::StrongMoments);
    if deleted { RetentionKind::Deleted } else { RetentionKind::Kept }
}

/// "Log retention: 30 days", a row named so, a column headed so.
fn labelled(unit: &Unit<'_>) -> Option<Decision> {
    let (label, told) = unit.label?;
    if is_target(unit) || unit.place == Place::Code {
        return None;
    }
    let inside = |list: List| unit.all(list).any(|s| told.contains(s));
    let duration = unit.durations.iter().copied().find(|d| told.contains(d.span));
    let not_stored = unit.all(List::NotStored).any(|s| told.contains(s) && !unit.all(List::StoredAtAll).any(|at_all| at_all == s));
    let settled =
        duration.is_some() || inside(List::Done) || inside(List::ForGood) || not_stored || inside(List::Keeping) && inside(List::Data);
    let says = settled || !unit.bare_label && [List::Deleting, List::Keeping, List::Governing, List::Noun].into_iter().any(inside);
    let words = told.of(unit.text).trim_matches(|c: char| !c.is_alphanumeric());
    if words.is_empty() || !says || unit.is_passing(Span { start: label.start, end: label.start }) {
        return None;
    }
    let possible = duration.is_none() && !not_stored && is_possible(unit);
    let lives = label.of(unit.text).to_ascii_lowercase().contains("ttl");
    if possible || lives && (unit.passing_heading || unit.has(List::Passing)) {
        return None;
    }
    // A column of periods may hold the lives of sessions and tokens.
    if unit
        .first_cell
        .is_some_and(|cell| unit.all(List::Passing).any(|p| cell.contains(p)) && !unit.all(List::Data).any(|d| cell.contains(d)))
    {
        return None;
    }
    let what = match () {
        () if not_stored => RetentionKind::NotStored,
        () if inside(List::ForGood) && duration.is_none() => RetentionKind::Forever,
        () if inside(List::Done) || unit.all(List::Deleting).any(|s| label.contains(s)) => RetentionKind::Deleted,
        () if duration.is_some() || inside(List::Keeping) => RetentionKind::Kept,
        () => RetentionKind::Policy,
    };
    let opening = told.of(unit.text).find(char::is_alphanumeric).unwrap_or(0);
    let words = Span { start: told.start + opening as u32, end: told.end };
    Some(decision("labelled", what, duration.map_or(words, |d| d.span), duration, Confidence::High))
}

/// "Never persisted", "no audio is stored", "zero retention".
fn not_stored(unit: &Unit<'_>) -> Option<Decision> {
    if unit.place == Place::Code || unit.has(List::Failures) || unit.has(List::Derived) {
        return None;
    }
    let said = unit.all(List::NotStored).find(|said| {
        let alone = unit.all(List::NoneAlone).any(|s| s.contains(*said) || said.contains(s));
        if alone {
            return true;
        }
        let at_all = unit.all(List::StoredAtAll).any(|s| s == *said);
        let data = unit.data(*said);
        if at_all {
            // "No audio is persisted": the negation opens the clause.
            return data.is_some_and(|data| negated(unit, data) && said.start >= data.end && said.start - data.end <= 4);
        }
        // "Not stored here", "not kept up to date".
        let elsewhere = word_after(unit, *said, "here") || word_after(unit, *said, "up");
        // "Does not store audio" says what behind it, "audio is not stored" before it.
        let words = said.of(unit.text).to_ascii_lowercase();
        let acts = ["store", "storing", "retain", "retaining", "persisting"].iter().any(|form| words.ends_with(form));
        let told = if acts { unit.data_after(*said) } else { data };
        let relative = data.is_some_and(|data| is_relative(unit, data, *said));
        !elsewhere
            && !relative
            && !is_reason(unit, *said)
            && !is_hedged(unit, *said)
            && told.is_some_and(|told| told.start.abs_diff(said.start) <= 2 * BESIDE)
    })?;
    Some(decision("not-stored", RetentionKind::NotStored, said, None, Confidence::Medium))
}

/// True when what is said belongs to the noun it follows: "a recording that it does not store" promises nothing.
fn is_relative(unit: &Unit<'_>, data: Span, said: Span) -> bool {
    const LINKS: &[&str] = &["it", "they", "we", "you", "he", "she", "that", "which", "who"];
    let between = Span { start: data.end, end: said.start.max(data.end) }.of(unit.text);
    between.starts_with(' ') && between.split_whitespace().next().is_some_and(|word| LINKS.contains(&word.to_ascii_lowercase().as_str()))
}

/// True when it is a reason for something else: "drafts cost nothing, as they are not stored".
fn is_reason(unit: &Unit<'_>, span: Span) -> bool {
    let before = Span { start: unit.span.start, end: span.start }.of(unit.text);
    let words: Vec<String> =
        before.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase()).collect();
    let from = words.len().saturating_sub(3);
    (from..words.len()).any(|at| match words[at].as_str() {
        // "Data such as passwords", "names as well as emails" give no reason.
        "as" => {
            let earlier = |back: usize| at.checked_sub(back).map_or("", |at| words[at].as_str());
            earlier(1) != "such" && earlier(1) != "well" && words.get(at + 1).is_none_or(|next| next != "well")
        }
        word => matches!(word, "since" | "because"),
    })
}

/// True when it is only possible: "hubs might decide to not store some of it".
fn is_hedged(unit: &Unit<'_>, span: Span) -> bool {
    let before = Span { start: unit.span.start, end: span.start }.of(unit.text);
    before
        .split_whitespace()
        .rev()
        .take(4)
        .any(|word| ["could", "can", "may", "might", "would", "if"].contains(&word.to_ascii_lowercase().as_str()))
}

/// True when a negation reaches it in its clause: "must never pile up and be stored forever".
fn is_denied(unit: &Unit<'_>, span: Span) -> bool {
    let before = Span { start: unit.span.start, end: span.start }.of(unit.text);
    let clause = before.rsplit([',', ';', ':', '(', '|', '\u{2014}', '\u{2013}']).next().unwrap_or(before);
    clause.split_whitespace().rev().take(DENIAL).any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase().replace('\u{2019}', "'");
        word.ends_with("n't")
            || matches!(
                word.as_str(),
                "not" | "no" | "never" | "cannot" | "without" | "avoid" | "avoids" | "prevent" | "prevents" | "rather" | "instead"
            )
    })
}

/// "May be pruned" states no more than that.
fn is_possible(unit: &Unit<'_>) -> bool {
    unit.all(List::Done).any(|said| prevented(unit, said))
}

/// True when "no" stands in the four words before.
fn negated(unit: &Unit<'_>, span: Span) -> bool {
    let before = Span { start: unit.span.start, end: span.start }.of(unit.text);
    before.split_whitespace().rev().take(4).any(|word| word.eq_ignore_ascii_case("no") || word.eq_ignore_ascii_case("none"))
}

/// "Kept indefinitely", "never deleted", "until the user deletes them".
fn kept_for_good(unit: &Unit<'_>) -> Option<Decision> {
    let said = unit.all(List::ForGood).find(|said| {
        let alone = unit.all(List::ForGoodAlone).any(|s| s == *said);
        let kept =
            unit.before(List::Keeping, *said, BESIDE) || unit.before(List::Noun, *said, BESIDE) || unit.after(List::Keeping, *said, 4);
        let itself = said.of(unit.text).to_ascii_lowercase();
        let denied = !["no", "never", "not"].iter().any(|word| itself.starts_with(word)) && is_denied(unit, *said);
        // "Kept in place" is no keeping of data.
        let in_place = unit.all(List::Keeping).any(|s| unit.text[s.end as usize..].starts_with(" in place"));
        (alone || kept) && !denied && !in_place && !is_hedged(unit, *said) && unit.data(*said).is_some()
    })?;
    let until = said.of(unit.text).to_lowercase();
    let what = if until.starts_with("until") { RetentionKind::Kept } else { RetentionKind::Forever };
    Some(decision("kept-for-good", what, said, None, Confidence::Medium))
}

/// `DELETE FROM events WHERE created_at < now() - interval '90 days'`.
fn statement_in_sql(unit: &Unit<'_>) -> Option<Decision> {
    let said = unit
        .all(List::Deleting)
        .find(|s| unit.text[s.end as usize..].trim_start().get(..5).is_some_and(|from| from.eq_ignore_ascii_case("from ")))?;
    let duration = unit.durations.iter().copied().find(|d| d.span.start > said.end)?;
    let source = unit.source();
    let ages = source.contains('<') || source.to_ascii_lowercase().contains("interval");
    (ages && !unit.is_passing(duration.span)).then_some(())?;
    Some(decision("statement-in-sql", RetentionKind::Deleted, said, Some(duration), Confidence::High))
}

/// "30-day retention", "retention of 13 months".
fn period(unit: &Unit<'_>) -> Option<Decision> {
    let noun = unit.first(List::Noun)?;
    if is_target(unit) && unit.data(noun).is_none() {
        return None;
    }
    let duration = nearest(unit, noun, 2 * BESIDE)?;
    let paced = ["every", "each", "within"].iter().any(|word| word_before(unit, duration.span, word));
    // `retention ∈ [1d, 365d]` says what may be set.
    let ranged = noun.end <= duration.span.start && {
        let between = Span { start: noun.end, end: duration.span.start }.of(unit.text);
        // `[30 days](policy.md)` is a link.
        let behind = unit.text[duration.span.end as usize..].trim_start();
        between.contains('\u{2208}') || between.contains('[') && behind.starts_with([',', '.', '-', '\u{2013}'])
    };
    if unit.is_passing(noun) || paced || ranged || duration.unit <= TimeUnit::Second {
        return None;
    }
    Some(decision("period", kept_or_deleted(unit), noun.join(duration.span), Some(duration), Confidence::High))
}

/// The duration nearest to `span`, at most `reach` bytes away.
fn nearest(unit: &Unit<'_>, span: Span, reach: u32) -> Option<Duration> {
    let gap = |d: &Duration| if d.span.start >= span.end { d.span.start - span.end } else { span.start.saturating_sub(d.span.end) };
    unit.durations.iter().copied().filter(|d| gap(d) <= reach && d.unit != TimeUnit::Millisecond).min_by_key(gap)
}

/// "Deleted after 30 days", "purges logs older than a stated time", "auto-deletion (15 min TTL)".
fn deleted_after(unit: &Unit<'_>) -> Option<Decision> {
    unit.all(List::Deleting).find_map(|said| {
        let duration = nearest(unit, said, REACH)?;
        let tied = unit.before(List::Moments, duration.span, 16)
            || unit.after(List::Expiring, duration.span, 4)
            || unit.after(List::Moments, duration.span, 8);
        let every = word_before(unit, duration.span, "every") || word_before(unit, duration.span, "each");
        let subject = unit.data(said).or_else(|| unit.data(duration.span))?;
        let slow = duration.unit > TimeUnit::Second || word_before(unit, duration.span, "after");
        let sound = tied && slow && !every && subject.start.abs_diff(said.start) <= 2 * REACH && !unit.is_passing(said);
        sound.then(|| decision("deleted-after", RetentionKind::Deleted, said.join(duration.span), Some(duration), Confidence::High))
    })
}

fn word_before(unit: &Unit<'_>, span: Span, word: &str) -> bool {
    let before = Span { start: unit.span.start, end: span.start }.of(unit.text);
    before.split_whitespace().next_back().is_some_and(|last| last.eq_ignore_ascii_case(word))
}

fn word_after(unit: &Unit<'_>, span: Span, word: &str) -> bool {
    let after = Span { start: span.end, end: unit.span.end }.of(unit.text);
    after.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).is_some_and(|next| next.eq_ignore_ascii_case(word))
}

/// True when what is said is forbidden, or no more than possible: "cannot", "not", "may" or "prevent" stands in the five words before.
fn prevented(unit: &Unit<'_>, span: Span) -> bool {
    const WORDS: &[&str] = &[
        "not",
        "cannot",
        "can't",
        "prevent",
        "prevents",
        "prevented",
        "never",
        "without",
        "n't",
        "avoid",
        "can",
        "may",
        "might",
        "could",
        "able",
    ];
    let before = Span { start: unit.span.start, end: span.start }.of(unit.text);
    before.split_whitespace().rev().take(5).any(|word| {
        let word = word.trim_matches(['*', '_', ',', '`']).to_lowercase().replace('\u{2019}', "'");
        word.ends_with("n't") || WORDS.contains(&word.as_str())
    })
}

/// "Kept for 30 days", "stored for up to a year", "30-day lookback".
fn kept_for(unit: &Unit<'_>) -> Option<Decision> {
    unit.all(List::Keeping).find_map(|said| {
        let duration = nearest(unit, said, 2 * BESIDE)?;
        let follows = duration.span.start >= said.end;
        // "30-day history": a number before what is kept for it is written as one word.
        let joined = duration.span.of(unit.text).contains(['-', '\u{2011}']);
        let tied = if follows {
            unit.before(List::Spans, duration.span, 10) || word_after(unit, said, "for")
        } else {
            joined && said.start.saturating_sub(duration.span.end) <= 2
        };
        // "Kept for 30 days" under a heading says what it is about; "saved for 5 minutes" must name it.
        let kept = said.of(unit.text).to_ascii_lowercase();
        let plain = ["retained", "kept"].contains(&kept.as_str()) && duration.days() >= 1 && !unit.passing_heading;
        let told = unit.data(said).is_some() || plain && !unit.is_passing(said);
        // "Kept up to date; after six months" speaks of two things.
        let parted =
            word_after(unit, said, "up") || follows && Span { start: said.end, end: duration.span.start }.of(unit.text).contains(';');
        let sound = tied && !parted && duration.unit > TimeUnit::Second && told && !unit.is_passing(duration.span) && !is_target(unit);
        sound.then(|| decision("kept-for", RetentionKind::Kept, said.join(duration.span), Some(duration), Confidence::Medium))
    })
}

/// "Scans in the bucket (20 min TTL)", "messages expire after 14 days".
fn expires_after(unit: &Unit<'_>) -> Option<Decision> {
    unit.all(List::Expiring).find_map(|said| {
        let duration = nearest(unit, said, BESIDE)?;
        let data = unit.data(said.join(duration.span))?;
        let sound = duration.unit > TimeUnit::Second
            && data.start.abs_diff(said.start) <= REACH
            && !unit.has(List::Passing)
            && !unit.passing_heading;
        sound.then(|| decision("expires-after", RetentionKind::Deleted, said.join(duration.span), Some(duration), Confidence::Medium))
    })
}

/// "Erased immediately after printing", "uploads are wiped once the pages are counted".
fn deleted_when(unit: &Unit<'_>) -> Option<Decision> {
    if unit.place == Place::Code || unit.has(List::Failures) {
        return None;
    }
    if let Some(said) = at_the_end_of_its_period(unit) {
        return Some(decision("deleted-when", RetentionKind::Deleted, said, None, Confidence::Medium));
    }
    unit.all(List::Done).find_map(|said| {
        let tied = unit.after(List::StrongMoments, said, BESIDE)
            || unit.before(List::StrongMoments, said, 12)
            || unit.all(List::StrongMoments).any(|s| said.contains(s));
        // What is deleted is named first: "deleted after the data is copied" is about something else.
        let data = unit.data(said).filter(|data| data.end <= said.start)?;
        // "Reported as deleted" says what somebody is told, "stays until deleted" when nothing happens.
        let told = ["as", "until"].iter().any(|word| word_before(unit, said, word));
        (tied && !prevented(unit, said) && !told && data.start.abs_diff(said.start) <= REACH)
            .then(|| decision("deleted-when", RetentionKind::Deleted, said, None, Confidence::Medium))
    })
}

/// "Shops are hard-deleted once the retention period is over", "when the retention period expires, the file is deleted": whatever it is,
/// data is what has a retention period.
fn at_the_end_of_its_period(unit: &Unit<'_>) -> Option<Span> {
    unit.all(List::Deleting).filter(|said| !prevented(unit, *said)).find_map(|said| {
        let moment = unit.all(List::StrongMoments).find(|m| m.start >= said.end && m.start - said.end <= BESIDE);
        let after = moment.and_then(|m| unit.all(List::Noun).find(|noun| noun.start >= m.end && noun.start - m.end <= BESIDE));
        let ended = unit.all(List::Noun).find(|noun| noun.end <= said.start && said.start - noun.end <= REACH);
        let ends =
            ended.filter(|noun| unit.after(List::Expiring, *noun, BESIDE) && noun.of(unit.text).to_ascii_lowercase().ends_with("period"));
        after.or(ends).map(|noun| said.join(noun))
    })
}

/// "Archives the messages of last year to tape".
fn archived_to(unit: &Unit<'_>) -> Option<Decision> {
    let said = unit.all(List::Archiving).find(|said| {
        unit.after(List::Places, *said, REACH) && unit.all(List::Data).any(|d| d != *said && d.start.abs_diff(said.start) <= REACH)
    })?;
    Some(decision("archived-to", RetentionKind::Archived, said, nearest(unit, said, REACH), Confidence::Low))
}

/// "Right to erasure: every entry goes".
fn on_request(unit: &Unit<'_>) -> Option<Decision> {
    if unit.place == Place::Code || unit.has(List::Failures) {
        return None;
    }
    let said = unit.first(List::Rights)?;
    let near = |extent: Span| extent.start <= said.end + EXTENT && said.start <= extent.end + EXTENT;
    unit.all(List::Extent).any(near).then_some(())?;
    Some(decision("on-request", RetentionKind::Deleted, said, unit.durations.first().copied(), Confidence::Medium))
}

/// "Purges incident and audit logs".
fn purges_data(unit: &Unit<'_>) -> Option<Decision> {
    if unit.has(List::Failures) || unit.place == Place::Code {
        return None;
    }
    let said = unit.all(List::Purging).find(|said| {
        !prevented(unit, *said)
            && !is_wish(unit, *said)
            && unit.after(List::Data, *said, BESIDE)
            && !unit.after(List::Passing, *said, BESIDE)
    })?;
    Some(decision("purges-data", RetentionKind::Deleted, said, None, Confidence::Low))
}

/// True for a deletion that is only spoken of: "by pruning", "a flag to prune records", "operators want to prune". "The job prunes
/// records", "records are pruned", "must prune" and "Prune records" say that it is done.
fn is_wish(unit: &Unit<'_>, span: Span) -> bool {
    const DOES: &[&str] = &["must", "shall", "will", "automatically", "and", "then"];
    const RUNS: &[&str] = &["runs", "run", "scheduled", "job", "worker"];
    let words = span.of(unit.text).to_ascii_lowercase();
    if words.ends_with("ing") {
        return true;
    }
    if words.ends_with(['d', 's']) {
        return false;
    }
    let text = Span { start: unit.span.start, end: span.start }.of(unit.text);
    let trim = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-').to_ascii_lowercase();
    let mut before = text.split_whitespace().rev().map(trim).filter(|word| !word.is_empty() && word != "-");
    match before.next().as_deref() {
        None => text.ends_with('-'),
        Some("to") => !before.next().is_some_and(|word| RUNS.contains(&word.as_str())),
        Some(word) => text.ends_with('-') || !(DOES.contains(&word) || text.trim_end_matches([' ', '*', '_']).ends_with('|')),
    }
}

/// "Kept in the ledger for tax".
fn kept_for_a_purpose(unit: &Unit<'_>) -> Option<Decision> {
    if unit.place == Place::Code {
        return None;
    }
    let said = unit.all(List::Keeping).find(|said| {
        let purpose = unit.all(List::Purposes).find(|p| p.start >= said.end && p.start - said.end <= 2 * BESIDE);
        purpose.is_some_and(|p| word_before(unit, p, "for")) && unit.data(*said).is_some()
    })?;
    Some(decision("kept-for-a-purpose", RetentionKind::Kept, said, None, Confidence::Low))
}

/// "Message retention must match", "after the agreed retention period": something governs it.
fn governed(unit: &Unit<'_>) -> Option<Decision> {
    if unit.place == Place::Code || unit.has(List::Failures) || unit.source().len() > LONGEST_RULE || is_possible(unit) {
        return None;
    }
    let said = unit.all(List::Noun).find(|said| {
        let named = unit.all(List::Data).any(|d| d.end <= said.start && said.start - d.end <= 2);
        let headed = unit.after(List::Heads, *said, 2) || said.of(unit.text).contains([' ', '-']);
        let governs = unit.before(List::Governing, *said, BESIDE) || unit.after(List::Governing, *said, 2 * BESIDE);
        (named || headed) && governs && unit.data(*said).is_some()
    })?;
    let what = if unit.has(List::Done) { RetentionKind::Deleted } else { RetentionKind::Policy };
    Some(decision(GOVERNED, what, said, None, Confidence::Low))
}

/// A period in an item or row under a heading of retention.
fn under_its_heading(unit: &Unit<'_>) -> Option<Decision> {
    if !unit.headed || unit.place == Place::Code || is_target(unit) {
        return None;
    }
    let duration = unit.durations.iter().copied().find(|d| d.unit > TimeUnit::Minute)?;
    let paced = ["every", "each", "within"].iter().any(|word| word_before(unit, duration.span, word));
    let told = unit.data(duration.span).is_some() || unit.first_cell.is_some();
    (told && !paced && !unit.is_passing(duration.span)).then_some(())?;
    Some(decision("under-its-heading", kept_or_deleted(unit), duration.span, Some(duration), Confidence::Medium))
}
