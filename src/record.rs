//! Reviews as they are kept: who came to which verdict on which day, on which words, with which facts and open items. A record is bound
//! to what was read: a slip of the pen that is mended does not void an approval, a changed fact does.

mod change;
mod facts;
mod passage;
mod words;

pub use change::{Change, Weight};

use crate::checklist::Checklist;
use crate::date::Date;
use crate::item::Item;
use crate::review::{Profile, Review, Reviewed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form of a record in JSON.
pub const SCHEMA: &str = "designvet.record/1";

/// What a reviewer came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// It can be built as it is written.
    Approved,
    /// It can be built once the open items are settled.
    ChangesRequested,
    /// It is not to be built.
    Rejected,
    /// Nothing yet: the review goes on.
    Open,
}

impl Decision {
    /// Every decision.
    pub const ALL: &'static [Self] = &[Self::Approved, Self::ChangesRequested, Self::Rejected, Self::Open];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::ChangesRequested => "changes-requested",
            Self::Rejected => "rejected",
            Self::Open => "open",
        }
    }

    /// The decision of this name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|decision| decision.as_str() == word)
    }
}

/// What a reviewer came to, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conclusion<'a> {
    /// The decision.
    pub decision: Decision,
    /// Who reviewed; empty when nobody signs.
    pub by: &'a str,
    /// On which day.
    pub on: Date,
    /// What the reviewer adds; empty when nothing.
    pub note: &'a str,
}

/// A review as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: String,
    /// What the reviewer came to.
    pub decision: Decision,
    /// Who.
    pub by: String,
    /// On which day: `2026-03-02`.
    pub on: String,
    /// What the reviewer adds; empty when nothing.
    pub note: String,
    /// What was read.
    pub documents: Vec<Snapshot>,
    /// What was to be done then.
    pub items: Vec<Item>,
}

/// A document as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Its path.
    pub path: String,
    /// Its kind.
    pub kind: String,
    /// Its title; empty without one.
    pub title: String,
    /// The product it says it is about; empty when it does not, and in records of earlier versions.
    #[serde(default)]
    pub product: String,
    /// The team it says it comes from; empty when it does not, and in records of earlier versions.
    #[serde(default)]
    pub team: String,
    /// What it says.
    pub facts: Vec<Fact>,
    /// Its words, piece by piece.
    pub passages: Vec<Passage>,
}

/// Something a document says that a review rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fact {
    /// What sort of thing: `data`, `service`, `kept` and so on.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// What is said of it, in alphabetical order.
    pub values: Vec<String>,
}

/// A paragraph, item, row or block of code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The headings around it, the outermost first.
    pub section: Vec<String>,
    /// True where a document speaks of itself: version, date, history.
    pub aside: bool,
    /// Names of the data, services, places, laws and protections in it, in alphabetical order.
    pub terms: Vec<String>,
    /// Its words without Markdown, on one line.
    pub text: String,
}

/// What became of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recheck {
    /// What is different, document by document, in their order.
    pub changes: Vec<Change>,
    /// The items of then and now, with what became of each.
    pub items: Vec<Item>,
    /// Documents of the record that are no longer there or can no longer be read.
    pub lost: Vec<String>,
    /// Documents that the record does not have.
    pub added: Vec<String>,
    /// Designs whose product document this record does not speak of, and that document.
    pub unrecorded: Vec<(String, String)>,
}

/// What is to be done with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing has changed that it rests on.
    Stands,
    /// Sentences are new or different, and no fact that is known of: somebody has to look.
    Look,
    /// A fact has changed, something stops the release that did not, or a document is gone.
    Void,
}

impl Standing {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stands => "stands",
            Self::Look => "look",
            Self::Void => "void",
        }
    }
}

impl Recheck {
    /// Whether the record still holds.
    pub fn standing(&self) -> Standing {
        let is_new = |item: &Item| {
            matches!(item.status, crate::item::Status::New | crate::item::Status::Reopened)
                && item.release == crate::rule::ReleasePriority::BeforeRelease
        };
        let heaviest = self.changes.iter().map(|change| change.weight).max();
        match heaviest {
            _ if !self.lost.is_empty() || self.items.iter().any(is_new) => Standing::Void,
            Some(Weight::Fact) => Standing::Void,
            Some(Weight::Wording) => Standing::Look,
            _ if !self.added.is_empty() => Standing::Look,
            Some(Weight::Form) | None => Standing::Stands,
        }
    }
}

impl Record {
    /// The record of a review.
    pub fn of(review: &Review, profiles: &[Profile], items: Vec<Item>, conclusion: Conclusion<'_>) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            decision: conclusion.decision,
            by: conclusion.by.to_owned(),
            on: conclusion.on.to_string(),
            note: conclusion.note.to_owned(),
            documents: snapshots(review, profiles),
            items,
        }
    }

    /// Reads a record in JSON.
    ///
    /// # Errors
    /// What is wrong with it, for a sentence.
    pub fn read(json: &str) -> Result<Self, String> {
        let record: Self = serde_json::from_str(json).map_err(|error| format!("it is no record of a review: {error}"))?;
        if record.schema != SCHEMA {
            return Err(format!("it is `{}`, and not `{SCHEMA}`", record.schema));
        }
        Ok(record)
    }

    /// What has become of it, by a review of the same documents as they are now.
    ///
    /// # Errors
    /// What is wrong with its items, for a sentence.
    pub fn recheck(&self, review: &Review, profiles: &[Profile]) -> Result<Recheck, String> {
        let now: BTreeMap<String, Snapshot> = snapshots(review, profiles).into_iter().map(|one| (one.path.clone(), one)).collect();
        let both = self.documents.iter().filter_map(|then| Some((then, now.get(&then.path)?)));
        let changes = both.flat_map(|(then, now)| change::between(then, now)).collect();
        let previous = crate::item::Previous::of(self.items.clone())?;
        let lost = self.documents.iter().filter(|then| !now.contains_key(&then.path)).map(|then| then.path.clone()).collect();
        let known = |path: &str| self.documents.iter().any(|document| document.path == path);
        let added = now.keys().filter(|path| !known(path)).cloned().collect();
        let pairs =
            review.sets.iter().filter_map(|set| Some((review.document(set.requirements?).path(), review.document(set.design?).path())));
        let unrecorded = pairs
            .filter(|(product, design)| known(design) && !known(product))
            .map(|(product, design)| (design.to_owned(), product.to_owned()))
            .collect();
        Ok(Recheck { changes, items: crate::item::follow(review, previous), lost, added, unrecorded })
    }
}

fn snapshots(review: &Review, profiles: &[Profile]) -> Vec<Snapshot> {
    let read = review.documents.iter().filter(|document| document.skipped.is_none());
    read.filter_map(|document| snapshot(document, &profiles[document.profile].checklist)).collect()
}

fn snapshot(document: &Reviewed, checklist: &Checklist) -> Option<Snapshot> {
    let facts = document.facts.as_ref()?;
    Some(Snapshot {
        path: document.path().to_owned(),
        kind: facts.kind.id.to_string(),
        title: facts.title.clone().unwrap_or_default(),
        product: facts.control.product.clone().unwrap_or_default(),
        team: facts.control.team.clone().unwrap_or_default(),
        facts: facts::of(facts, document.file.text(), checklist),
        passages: passage::of(&document.file, checklist, &facts::mentions(facts, checklist)),
    })
}
