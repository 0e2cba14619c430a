//! What has become of a record of a review, as `designvet status` prints it: for people, as Markdown for a pull request, and
//! `designvet.status/1` for programs.

mod json;
mod markdown;
mod text;

pub use json::{render_record, render_status_json};
pub use markdown::render_status_markdown;
pub use text::render_status_text;

use super::{count, safe};
use crate::item::{Item, Status};
use crate::record::{Change, Decision, Recheck, Record, Standing, Weight};
use crate::rule::ReleasePriority;
use similar::{ChangeTag, TextDiff};
use std::collections::BTreeMap;

/// A record beside what has become of it.
pub struct Rechecked<'a> {
    /// The path of the record, or what else it is called.
    pub path: &'a str,
    /// The record.
    pub record: &'a Record,
    /// What has become of it.
    pub recheck: &'a Recheck,
}

/// The weights, the heaviest first, with a title for each.
const WEIGHTS: [(Weight, &str); 3] =
    [(Weight::Fact, "Facts that have changed"), (Weight::Wording, "Words to look at"), (Weight::Form, "Spelling, form and order")];

/// What a reader is to make of a record, one sentence.
fn verdict(one: &Rechecked<'_>) -> String {
    let decision = one.record.decision.as_str().replace('-', " ");
    let who = if one.record.by.is_empty() { String::new() } else { format!(" by {}", safe::line(&one.record.by)) };
    let by = format!("{decision}{who} on {}", safe::line(&one.record.on));
    let standing = one.recheck.standing();
    if one.record.decision == Decision::Open {
        let heaviest = one.recheck.changes.iter().map(|change| change.weight).max();
        let since = match (standing, heaviest) {
            (Standing::Stands, _) => "nothing has changed that a review rests on",
            (_, Some(Weight::Fact)) => "facts have changed",
            _ if !one.recheck.lost.is_empty() => "a document is gone",
            (Standing::Void, _) => "something is to be done before release that was not",
            (Standing::Look, Some(Weight::Wording)) => "words have changed, somebody has to look",
            (Standing::Look, _) => "there is a document more",
        };
        return format!("since {}: {since}.", safe::line(&one.record.on));
    }
    match standing {
        Standing::Stands => format!("{by}: it stands."),
        Standing::Look => format!("{by}: words have changed since, somebody has to look."),
        Standing::Void => format!("{by}: it no longer holds."),
    }
}

/// Changes of a weight.
fn of_weight<'a>(one: &'a Rechecked<'_>, weight: Weight) -> Vec<&'a Change> {
    one.recheck.changes.iter().filter(|change| change.weight == weight).collect()
}

/// "2 new, 1 settled, 5 still open"; empty when there are no items.
fn counted(one: &Rechecked<'_>) -> String {
    let of = |statuses: &[Status]| one.recheck.items.iter().filter(|item| statuses.contains(&item.status)).count();
    let parts = [
        (of(&[Status::New, Status::Reopened]), "new"),
        (of(&[Status::Closed]), "settled"),
        (of(&[Status::Waived]), "accepted"),
        (of(&[Status::Open]), "still open"),
    ];
    parts.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect::<Vec<_>>().join(", ")
}

/// What is wrong besides changes, one sentence each.
fn remarks(one: &Rechecked<'_>) -> Vec<String> {
    let lost = one.recheck.lost.iter().map(|path| format!("{} is no longer there, or can no longer be read.", safe::line(path)));
    let alone = one.recheck.unrecorded.iter().map(|(design, product)| {
        format!("{} was reviewed, and its product document {} is in no record that was named.", safe::line(design), safe::line(product))
    });
    let added = one.recheck.added.iter().map(|path| format!("{} was not there, or not read.", safe::line(path)));
    let note = Some(&one.record.note).filter(|note| !note.is_empty()).map(|note| format!("The reviewer adds: {}", safe::line(note)));
    note.into_iter().chain(lost).chain(added).chain(alone).collect()
}

/// Words of a change: what both versions have, what is gone and what has come.
fn words(change: &Change) -> Vec<(ChangeTag, String)> {
    let (old, new) = (safe::line(&change.old), safe::line(&change.new));
    let diff = TextDiff::from_words(&old, &new);
    let mut words: Vec<(ChangeTag, String)> = Vec::new();
    for part in diff.iter_all_changes() {
        match words.last_mut() {
            Some((tag, text)) if *tag == part.tag() => text.push_str(part.value()),
            _ => words.push((part.tag(), part.value().to_owned())),
        }
    }
    for (tag, text) in &mut words {
        if *tag == ChangeTag::Equal {
            *text = shortened(text);
        }
    }
    words
}

/// Characters of unchanged words that are shown on each side of a change.
const AROUND: usize = 60;

/// Unchanged words, their middle left out where they are many.
fn shortened(text: &str) -> String {
    let letters = text.chars().count();
    if letters <= 2 * AROUND {
        return text.to_owned();
    }
    let start: String = text.chars().take(AROUND).collect();
    let end: String = text.chars().skip(letters - AROUND).collect();
    format!("{start}\u{2026}{end}")
}

/// Items that something is new about: those that have come or come back, are about something else besides, are accepted or settled; and
/// those that are as they were, where they stop the release or the review. What is new comes first.
fn told<'a>(one: &'a Rechecked<'_>) -> Vec<(News, &'a Item)> {
    // Numbers of lines change with any edit.
    let words = |title: &str| title.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let before: BTreeMap<&str, Vec<String>> = one.record.items.iter().map(|item| (item.key.as_str(), words(&item.title))).collect();
    let news = |item: &Item| match item.status {
        Status::Open if before.get(item.key.as_str()).is_some_and(|then| *then != words(&item.title)) => Some(News::Changed),
        Status::New | Status::Reopened => Some(News::New),
        Status::Closed => Some(News::Settled),
        Status::Waived => Some(News::Accepted),
        Status::Open if item.blocks_review || item.release == ReleasePriority::BeforeRelease => Some(News::Open),
        Status::Open => None,
    };
    let mut told: Vec<(News, &Item)> = one.recheck.items.iter().filter_map(|item| Some((news(item)?, item))).collect();
    told.sort_by_key(|(news, _)| *news);
    told
}

/// What is told of an item.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum News {
    New,
    Changed,
    Open,
    Accepted,
    Settled,
}

impl News {
    fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Settled => "settled",
        }
    }
}

/// Where a change is: the heading, else the sort of fact and whether it has come or gone.
fn place(change: &Change) -> String {
    let file = safe::line(change.document.rsplit('/').next().unwrap_or_default());
    match change.section.last() {
        Some(heading) => format!("{file} \u{203a} {}", safe::line(heading)),
        None if change.kind.is_empty() => file,
        None if change.old.is_empty() => format!("{file} \u{203a} {}, new", change.kind),
        None if change.new.is_empty() => format!("{file} \u{203a} {}, gone", change.kind),
        None => format!("{file} \u{203a} {}", change.kind),
    }
}
