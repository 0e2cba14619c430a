//! Findings to those that stand and those that waivers hide, and what is wrong with the waivers themselves.
//!
//! A waiver is a comment in the document (`comment`) or an entry of a file (`file`); `docs/waivers.md` tells what each may say. One
//! that is not understood, has run out or is of another text hides nothing, and is told of; it never keeps another from being read.
//!
//! An entry finds its document by path or by the id of its front matter. After a document is renamed, entries by path hide nothing in it
//! and are told of as out of scope; comments, and entries by id, go with it.

mod accepted;
mod comment;
mod entry;
mod file;
mod recent;
mod remark;
mod settle;

pub use accepted::Read;
pub use entry::written;
pub use file::{FILE_NAME, WaiverFile};
pub use recent::{Added, Earlier, Standing, recent};
pub use settle::{Seen, settle};

use crate::date::Date;
use crate::facts::Facts;
use crate::finding::{Finding, Label, Observation};
use crate::rule::{RuleId, WaiverKind};
use crate::source::{FileId, SourceFile};
use std::collections::BTreeSet;

/// What was accepted by whom, why and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// How it is accepted, where that is said.
    pub kind: Option<WaiverKind>,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where it is followed up.
    pub ticket: Option<String>,
}

impl Terms {
    /// True until its last day is over. Where nobody says which day it is, nothing runs out.
    fn holds_on(&self, today: Option<Date>) -> bool {
        self.until.zip(today).is_none_or(|(until, today)| today <= until)
    }

    /// What an accepted risk must say and this does not.
    fn lacks(&self) -> Option<&'static str> {
        let is_risk = self.kind == Some(WaiverKind::AcceptedRisk);
        match (self.owner.is_none(), self.until.is_none()) {
            _ if !is_risk => None,
            (true, true) => Some("an owner and a day on which it ends"),
            (true, false) => Some("an owner"),
            (false, true) => Some("a day on which it ends"),
            (false, false) => None,
        }
    }
}

/// A finding that a waiver hides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// The finding.
    pub finding: Finding,
    /// What the waiver says.
    pub terms: Terms,
    /// The waiver: a comment in the document of the finding, or an entry of a file.
    pub place: Label,
}

/// What is wrong with a waiver, and what a reviewer wrote; the names are those that rules of the kind `waiver` look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// It hides nothing.
    Unused,
    /// It names a rule that does not exist.
    Unknown,
    /// It gives no reason.
    Reason,
    /// It cannot be read.
    Malformed,
    /// Its last day is over.
    Expired,
    /// The text that was accepted has changed.
    Stale,
    /// It names a file or section that does not exist.
    Scope,
    /// An accepted risk without an owner or an end.
    Terms,
    /// A finding of a reviewer.
    Remark,
    /// The words that a reviewer's finding is about are gone.
    Gone,
    /// It is new since a revision.
    New,
    /// It is new since a revision, and so is what it hides.
    Along,
}

impl Told {
    /// The word that a rule's `looks-for` has.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unused => "unused",
            Self::Unknown => "unknown",
            Self::Reason => "reason",
            Self::Malformed => "malformed",
            Self::Expired => "expired",
            Self::Stale => "stale",
            Self::Scope => "scope",
            Self::Terms => "terms",
            Self::Remark => "remark",
            Self::Gone => "gone",
            Self::New => "new",
            Self::Along => "along",
        }
    }
}

/// A document whose findings are held against waivers.
pub struct Held<'a> {
    /// Its number.
    pub id: FileId,
    /// Its text.
    pub file: &'a SourceFile,
    /// What it says.
    pub facts: &'a Facts,
    /// Every document of the review: what findings in this one are held against.
    pub read: &'a Read<'a>,
    /// Every rule there is.
    pub known: &'a BTreeSet<&'a RuleId>,
    /// Rules whose outcome in this document is known.
    pub evaluated: &'a BTreeSet<&'a RuleId>,
    /// The day on which it is reviewed.
    pub today: Option<Date>,
    /// The entries that may speak of it, and the number of their file.
    pub entries: Option<(&'a WaiverFile, FileId)>,
}

/// An entry that speaks of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Its index in the file.
    pub entry: usize,
    /// Where the finding is.
    pub place: Label,
    /// What that comes to: nothing when it is hidden.
    pub lapsed: Option<Told>,
}

/// What became of the findings of a document.
#[derive(Debug, Default)]
pub struct Applied {
    /// Those that stand.
    pub standing: Vec<Finding>,
    /// Those that are hidden.
    pub waived: Vec<Waived>,
    /// What is wrong with the comments.
    pub told: Vec<(Told, Observation)>,
    /// What the entries of the file speak of.
    pub covers: Vec<Cover>,
}

/// Splits the findings of one document. Each waiver is judged by itself, whatever others hide.
pub fn apply(held: &Held<'_>, findings: Vec<Finding>) -> Applied {
    let mut applied = Applied::default();
    let mut accepted: Vec<Option<(Terms, Label)>> = vec![None; findings.len()];
    for directive in &held.facts.directives {
        let told = comment::judge(held, directive, &findings, &mut accepted);
        applied.told.extend(told);
    }
    if let Some((file, record)) = held.entries {
        let site = file.site(held.file.path(), held.facts.id.as_deref());
        for (finding, accepted) in findings.iter().zip(&mut accepted) {
            for (number, lapsed) in file.covering(&site, finding, held) {
                if lapsed.is_none() {
                    let entry = &file.entries[number];
                    accepted.get_or_insert_with(|| (entry.terms.clone(), Label::new(record, entry.span, "")));
                }
                applied.covers.push(Cover { entry: number, place: finding.primary.clone(), lapsed });
            }
        }
    }
    for (finding, accepted) in findings.into_iter().zip(accepted) {
        match accepted {
            Some((terms, place)) => applied.waived.push(Waived { finding, terms, place }),
            None => applied.standing.push(finding),
        }
    }
    applied
}

/// What reviewers wrote on a document in the file of its waivers.
pub fn remarks(held: &Held<'_>) -> Vec<(Told, Observation)> {
    held.entries.map_or_else(Vec::new, |(file, record)| remark::of(file, record, held))
}

/// "there is no rule `x`", with what may be meant.
fn unknown_rule(name: &str, known: &BTreeSet<&RuleId>) -> String {
    let help = crate::toml_reader::suggestion(name, known.iter().map(|rule| rule.as_str()));
    with_help(format!("there is no rule `{name}`"), help)
}

/// What is wrong, and what may be meant.
fn with_help(what: String, help: Option<String>) -> String {
    match help {
        Some(help) => format!("{what}; {help}"),
        None => what,
    }
}
