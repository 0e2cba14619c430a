//! What the tool says of a pair, taken from its published JSON, so that what is measured is what users get.

use super::label::Place;
use crate::checklist::Checklist;
use crate::report::{Format, Layout, render, render_facts_json};
use crate::review::Review;
use serde::Deserialize;
use std::path::Path;

/// Facts and review of a pair.
#[derive(Debug, Clone)]
pub struct Said {
    pub(super) prd: Document,
    pub(super) tdd: Document,
    /// Kinds of the product document and the design, read under names that say nothing.
    pub(super) blind: (String, String),
    pub(super) review: Reviewed,
    /// Lines of the product document that hold text.
    pub(super) prd_lines: usize,
}

/// Why a pair cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// A document could not be read; the review's diagnostics say why.
    #[error("no facts of {0}")]
    Missing(&'static str),
    /// A bug: the JSON is not what its schema says.
    #[error("the JSON of the tool cannot be read back: {0}")]
    Json(#[from] serde_json::Error),
    /// A bug: a vector refused bytes.
    #[error("the JSON of the tool cannot be written: {0}")]
    Write(#[from] std::io::Error),
}

#[derive(Debug, Clone, Deserialize)]
struct Facts {
    documents: Vec<Document>,
}

#[derive(Debug, Clone, Deserialize)]
struct Blind {
    documents: Vec<Nameless>,
}

#[derive(Debug, Clone, Deserialize)]
struct Nameless {
    path: String,
    kind: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Document {
    pub path: String,
    pub kind: String,
    pub topics: Vec<Topic>,
    pub data_flow: DataFlow,
    pub data_elements: Vec<Named>,
    pub third_parties: Vec<Named>,
    pub regulations: Vec<Regulation>,
    pub retention: Vec<Retention>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Topic {
    pub id: String,
    pub state: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct DataFlow {
    pub state: String,
    pub lines: Option<(u32, u32)>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Named {
    pub id: String,
    pub role: String,
    pub line: Option<u32>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Regulation {
    pub name: String,
    pub line: Option<u32>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Retention {
    pub surface: String,
    pub line: Option<u32>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Reviewed {
    pub trace: Trace,
    pub discrepancies: Vec<Discrepancy>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Trace {
    pub requirements: Vec<Requirement>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Requirement {
    pub line: Option<u32>,
    pub status: String,
    pub links: Vec<Link>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Link {
    pub lines: (u32, u32),
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Discrepancy {
    #[serde(rename = "type")]
    pub kind: String,
    pub prd: Option<Place>,
    pub tdd: Option<Place>,
    #[serde(default)]
    pub message: String,
}

impl Said {
    /// What the tool prints for a pair: `facts` is a review of `prd.md` and `tdd.md`, `blind` one of the same texts as `a.md`
    /// and `b.md`, both in the mode of `facts`; `review` is that of the pair.
    pub fn of(facts: &Review, blind: &Review, review: &Review, checklist: &Checklist) -> Result<Self, Unreadable> {
        let mut bytes = Vec::new();
        render(Format::Json, review, Layout::default(), &mut bytes)?;
        let prd = facts.documents.iter().find(|d| stem(d.path()) == "prd").map_or("", |d| d.file.text());
        Self::from_json(&json_of_facts(facts, checklist)?, &json_of_facts(blind, checklist)?, &bytes, prd)
    }

    /// The same from the published JSON; `prd` is the text of the product document.
    pub fn from_json(facts: &[u8], blind: &[u8], review: &[u8], prd: &str) -> Result<Self, Unreadable> {
        let mut read = serde_json::from_slice::<Facts>(facts)?.documents;
        let mut nameless = serde_json::from_slice::<Blind>(blind)?.documents;
        Ok(Self {
            prd: take(&mut read, "prd", |d| &d.path).ok_or(Unreadable::Missing("prd.md"))?,
            tdd: take(&mut read, "tdd", |d| &d.path).ok_or(Unreadable::Missing("tdd.md"))?,
            blind: (
                take(&mut nameless, "a", |d| &d.path).ok_or(Unreadable::Missing("prd.md"))?.kind,
                take(&mut nameless, "b", |d| &d.path).ok_or(Unreadable::Missing("tdd.md"))?.kind,
            ),
            review: serde_json::from_slice(review)?,
            prd_lines: lines_with_text(prd),
        })
    }
}

fn json_of_facts(review: &Review, checklist: &Checklist) -> Result<Vec<u8>, Unreadable> {
    let documents: Vec<_> = review.documents.iter().filter_map(|d| Some((&*d.file, d.facts.as_ref()?))).collect();
    let mut bytes = Vec::new();
    render_facts_json(&documents, checklist, &mut bytes)?;
    Ok(bytes)
}

fn stem(path: &str) -> &str {
    Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}

fn take<T>(documents: &mut Vec<T>, name: &str, path: impl Fn(&T) -> &String) -> Option<T> {
    let at = documents.iter().position(|d| stem(path(d)) == name)?;
    Some(documents.swap_remove(at))
}

fn lines_with_text(text: &str) -> usize {
    text.split(['\n', '\r']).filter(|line| line.chars().any(|c| !c.is_whitespace() && !('\u{1c}'..='\u{1f}').contains(&c))).count()
}
