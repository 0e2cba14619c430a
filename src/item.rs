//! Findings to action items: what is to be done, where, why, by whom and by when. Items outlive a review: each is known again by what it
//! is about, wherever its lines have moved, so that what is filed in a tracker is updated and closed and never filed twice.

mod follow;
mod reply;

pub use follow::{Previous, SCHEMA, follow};
pub use reply::Reply;

use crate::checklist::Rule;
use crate::document::plain;
use crate::finding::{Finding, Label};
use crate::fingerprint::digest;
use crate::review::Review;
use crate::routing::release;
use crate::rule::{ReleasePriority, Severity};
use crate::source::FileId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What became of an item since the list that is named as the previous one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It was not there.
    New,
    /// It is still there.
    Open,
    /// It was settled once and is there again.
    Reopened,
    /// A waiver accepts it.
    Waived,
    /// It is settled.
    Closed,
}

impl Status {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Open => "open",
            Self::Reopened => "reopened",
            Self::Waived => "waived",
            Self::Closed => "closed",
        }
    }

    /// True while something is to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Open | Self::Reopened)
    }
}

/// Where in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Path of the document.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
    /// The words there, on one line; empty when it is a heading that something is missing under.
    pub text: String,
}

/// Something to be done. Its form as JSON is that of the list of items, `designvet.items/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Rule and subject: `trace-requirement-uncovered#fr-03`. Within a document no two are the same.
    pub id: String,
    /// Document and id as twelve hex digits: what a tracker knows it by.
    pub key: String,
    /// What became of it.
    pub status: Status,
    /// By when.
    pub release: ReleasePriority,
    /// The reviewer cannot finish without it.
    pub blocks_review: bool,
    /// How bad.
    pub severity: Severity,
    /// The rule.
    pub rule: String,
    /// Path of the document that is to be changed.
    pub document: String,
    /// What is wrong, one sentence without a full stop.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// What to write.
    pub write: String,
    /// The question to ask.
    pub ask: String,
    /// Where a company says how it is to be done; empty when it does not.
    #[serde(default)]
    pub guideline: String,
    /// Who has to look.
    pub teams: Vec<String>,
    /// Who answers for the document, as it says; empty when it does not.
    pub owner: String,
    /// The day by which it has to be done, `2026-09-01`: that of the release, where the documents name one; else empty.
    #[serde(default)]
    pub due: String,
    /// Where, the first is the one to begin with.
    pub places: Vec<Place>,
    /// What notes of a walkthrough say to its question; None where they do not name it.
    #[serde(default)]
    pub reply: Option<Reply>,
    /// The findings it is made of.
    pub fingerprints: Vec<String>,
}

/// Longest subject in an id, in characters.
const SUBJECT: usize = 60;
/// Longest quotation of a place, in characters.
const QUOTED: usize = 120;
/// Most places of an item.
const PLACES: usize = 12;
/// Hex digits of a key.
const KEY: usize = 12;

/// The action items of a review: what is to be done first, first. A finding without a release priority asks for nothing and is none.
pub fn items(review: &Review) -> Vec<Item> {
    let (mut items, _) = made_of(review);
    sort(&mut items);
    items
}

/// By what stops the review, release, severity, document and id; what is settled last.
fn sort(items: &mut [Item]) {
    let order = |item: &Item| {
        let weight = (item.blocks_review, item.release, item.severity);
        (!item.status.is_open(), std::cmp::Reverse(weight), item.document.clone(), item.id.clone())
    };
    items.sort_by_cached_key(order);
}

/// Items of all findings, in no order that means anything: those that something is to be done for, and those that waivers hide. Both are
/// numbered together, so that a waiver changes no id.
fn made_of(review: &Review) -> (Vec<Item>, Vec<Item>) {
    let all = review.findings.iter().map(|finding| (finding, false)).chain(review.waived.iter().map(|waived| (&waived.finding, true)));
    let mut all: Vec<(&Finding, bool)> = all.filter(|(finding, _)| finding.release != ReleasePriority::None).collect();
    all.sort_by_key(|(finding, _)| (finding.primary.file, finding.primary.span));
    let mut often: BTreeMap<(FileId, String), usize> = BTreeMap::new();
    let mut groups: BTreeMap<(FileId, String), [Vec<&Finding>; 2]> = BTreeMap::new();
    for (finding, waived) in all {
        let file = finding.primary.file;
        let id = if review.rule(finding).together.is_empty() {
            let id = format!("{}#{}", finding.rule, slug(&finding.subject));
            let number = often.entry((file, id.clone())).or_default();
            *number += 1;
            // No subject has this sign.
            if *number > 1 { format!("{id}~{number}") } else { id }
        } else if finding.blocks_review {
            format!("{}#stops-review", finding.rule)
        } else {
            format!("{}#{}", finding.rule, finding.release)
        };
        groups.entry((file, id)).or_default()[usize::from(waived)].push(finding);
    }
    let (mut open, mut accepted) = (Vec::new(), Vec::new());
    for ((_, id), [standing, waived]) in groups {
        // One that is open in part is open.
        if standing.is_empty() { accepted.push(item(review, id, &waived)) } else { open.push(item(review, id, &standing)) }
    }
    reply::hear(review, &mut open);
    (open, accepted)
}

fn item(review: &Review, id: String, findings: &[&Finding]) -> Item {
    let first = findings[0];
    let rule = review.rule(first);
    let document = review.document(first.primary.file);
    let mut teams: Vec<String> = Vec::new();
    for team in findings.iter().flat_map(|finding| &finding.teams) {
        if !teams.iter().any(|known| known == team.as_str()) {
            teams.push(team.to_string());
        }
    }
    let owner = document.facts.as_ref().and_then(|facts| facts.control.owner.clone());
    let labels = findings.iter().map(|finding| &finding.primary).chain(findings.iter().flat_map(|finding| &finding.related));
    Item {
        key: key(document.path(), &id),
        id,
        status: Status::New,
        release: first.release,
        blocks_review: first.blocks_review,
        severity: findings.iter().map(|finding| finding.severity).max().unwrap_or(first.severity),
        rule: first.rule.to_string(),
        document: document.path().to_owned(),
        title: title(rule, findings),
        why: review.why(first).to_owned(),
        write: rule.advice.to_string(),
        ask: review.ask(first).to_owned(),
        guideline: rule.guideline.to_string(),
        teams,
        owner: owner.unwrap_or_default(),
        due: due(review, first).unwrap_or_default(),
        places: places(review, labels),
        reply: None,
        fingerprints: findings.iter().map(|finding| finding.fingerprint.clone()).collect(),
    }
}

/// The day of the release that the documents of a finding name, when it has to be settled before that.
fn due(review: &Review, finding: &Finding) -> Option<String> {
    let file = finding.primary.file;
    let sets = review.sets.iter().filter(|set| set.members().any(|member| member == file));
    let day = sets.filter_map(|set| release(review, set)).map(|release| release.date).min()?;
    (finding.release == ReleasePriority::BeforeRelease).then(|| day.to_string())
}

fn title(rule: &Rule, findings: &[&Finding]) -> String {
    if findings.len() == 1 || rule.together.is_empty() {
        return findings[0].message.clone();
    }
    let mut subjects: Vec<&str> = findings.iter().map(|finding| finding.subject.as_str()).collect();
    subjects.dedup();
    rule.together.replace("{list}", &subjects.join(", "))
}

/// The places of some labels, each line once.
fn places<'a>(review: &Review, labels: impl Iterator<Item = &'a Label>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for place in labels.map(|label| Place::of(review, label)) {
        if places.len() < PLACES && !places.iter().any(|known| known.line == place.line && known.path == place.path) {
            places.push(place);
        }
    }
    places
}

impl Place {
    /// The place of a label.
    pub fn of(review: &Review, label: &Label) -> Self {
        let file = &review.document(label.file).file;
        let text: String = plain(review.text(label)).split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = text.char_indices().nth(QUOTED).map(|(at, _)| format!("{}\u{2026}", text[..at].trim_end()));
        Self { path: file.path().to_owned(), line: file.line1(label.span.start), text: cut.unwrap_or(text) }
    }
}

/// The words of a subject in small letters, joined by hyphens.
fn slug(subject: &str) -> String {
    let words = subject.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug: String = words.collect::<Vec<_>>().join("-").to_lowercase().chars().take(SUBJECT).collect();
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "document".to_owned() } else { slug }
}

fn key(document: &str, id: &str) -> String {
    digest([document, id].into_iter(), KEY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_words_joined_by_hyphens() {
        assert_eq!(slug("FR-03"), "fr-03");
        assert_eq!(slug("owner+status, version or date"), "owner-status-version-or-date");
        assert_eq!(slug("\u{2014}"), "document");
        assert_eq!(slug(&"word ".repeat(40)).chars().count(), 59);
    }

    #[test]
    fn a_key_is_of_document_and_id() {
        assert_eq!(key("a", "bc").len(), KEY);
        assert_ne!(key("a", "bc"), key("ab", "c"));
    }
}
