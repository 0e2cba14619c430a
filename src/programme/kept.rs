//! A record as figures need it. Facts and passages, which are nearly all of a record, are passed over unread.

use crate::date::Date;
use crate::item::Status;
use crate::record::{Decision, SCHEMA};
use crate::review::Reviewed;
use crate::rule::ReleasePriority;
use crate::source::normal;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// What the name of every form of a record begins with.
const FAMILY: &str = "designvet.record/";

/// A review as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Path of the record.
    pub path: String,
    /// The day of the review.
    pub on: Date,
    /// What the reviewer came to.
    pub decision: Decision,
    /// Who; empty when nobody has signed.
    pub by: String,
    /// What the reviewer adds.
    pub note: String,
    /// What was read.
    pub documents: Vec<Paper>,
    /// What was to be done.
    pub items: Vec<Task>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Paper {
    /// Its path, without `.` and `..`.
    pub path: String,
    /// Its kind: `prd`, `tdd`, `mixed`, `notes` or one of a company.
    pub kind: String,
    /// Its title; empty without one.
    pub title: String,
    /// The product it says it is about; empty when it does not.
    #[serde(default)]
    pub product: String,
    /// The team it says it comes from; empty when it does not.
    #[serde(default)]
    pub team: String,
}

/// Something to be done in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Task {
    /// What it is known by in every record.
    pub key: String,
    /// What had become of it.
    pub status: Status,
    /// By when.
    pub release: ReleasePriority,
    /// The reviewer cannot finish without it.
    pub blocks_review: bool,
    /// Path of the document, without `.` and `..`.
    pub document: String,
    /// What is wrong, one sentence without a full stop.
    pub title: String,
    /// Who answers for the document; empty when it does not say so.
    pub owner: String,
    /// The day by which it has to be done; empty when no document names one.
    #[serde(default)]
    pub due: String,
}

#[derive(Deserialize)]
struct Root {
    schema: String,
    decision: Decision,
    by: String,
    on: String,
    note: String,
    documents: Vec<Paper>,
    items: Vec<Task>,
}

#[derive(Deserialize)]
struct Named {
    schema: String,
}

impl Kept {
    /// Reads what is in a file at `path`; None for what is no record and does not say that it is one.
    ///
    /// # Errors
    /// What is wrong with what says that it is a record, for a sentence.
    pub fn read(path: &str, json: &[u8]) -> Result<Option<Self>, String> {
        let root: Root = match serde_json::from_slice(json) {
            Ok(root) => root,
            Err(error) => return if claims(json) { Err(problem(json, &error)) } else { Ok(None) },
        };
        if !root.schema.starts_with(FAMILY) {
            return Ok(None);
        }
        if root.schema != SCHEMA {
            return Err(of_another_form(&root.schema));
        }
        let on = root.on.parse().map_err(|error| format!("the day of the review is `{}`: {error}", root.on))?;
        let mut kept = Self {
            path: path.to_owned(),
            on,
            decision: root.decision,
            by: root.by.trim().to_owned(),
            note: root.note,
            documents: root.documents,
            items: root.items,
        };
        kept.documents.iter_mut().for_each(|paper| paper.path = normal(&paper.path));
        kept.items.iter_mut().for_each(|task| task.document = normal(&task.document));
        Ok(Some(kept))
    }
}

/// True for what says that it is a record. What is no JSON, such as a record with marks of a merge in it, says so by the name of its form.
fn claims(json: &[u8]) -> bool {
    match serde_json::from_slice::<Named>(json) {
        Ok(named) => named.schema.starts_with(FAMILY),
        Err(_) if serde_json::from_slice::<IgnoredAny>(json).is_ok() => false,
        Err(_) => memchr::memmem::find(json, format!("\"schema\": \"{FAMILY}").as_bytes()).is_some(),
    }
}

fn problem(json: &[u8], error: &serde_json::Error) -> String {
    match serde_json::from_slice::<Named>(json) {
        Ok(named) if named.schema != SCHEMA => of_another_form(&named.schema),
        _ => format!("this record of a review cannot be read: {error}"),
    }
}

fn of_another_form(schema: &str) -> String {
    format!("it is `{schema}`, and not `{SCHEMA}`")
}

impl Paper {
    /// A document of a review; None when it was not reviewed, or says that it is superseded.
    pub fn of(document: &Reviewed) -> Option<Self> {
        let facts = document.facts.as_ref().filter(|facts| document.skipped.is_none() && facts.control.state != Some("superseded"))?;
        Some(Self {
            path: normal(document.path()),
            kind: facts.kind.id.to_string(),
            title: facts.title.clone().unwrap_or_default(),
            product: facts.control.product.clone().unwrap_or_default(),
            team: facts.control.team.clone().unwrap_or_default(),
        })
    }

    /// True for a document that says what is wanted.
    pub fn is_product(&self) -> bool {
        matches!(self.kind.as_str(), "prd" | "mixed")
    }

    /// True for a document that says how it is built.
    pub fn is_design(&self) -> bool {
        matches!(self.kind.as_str(), "tdd" | "mixed")
    }
}
