//! Resolved settings of a run: plain data, whatever file or option they came from.

use crate::checklist::Rule;
use crate::date::Date;
use crate::rule::Severity;
use crate::runs::Run;
use std::sync::Arc;

/// What makes a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Nothing.
    None,
    /// A finding of this severity or worse, or one that blocks the review.
    Severity(Severity),
    /// A finding that blocks the review.
    BlocksReview,
}

impl FailOn {
    /// The words of `--fail-on`.
    pub const WORDS: &'static [&'static str] = &["none", "low", "medium", "high", "blocks-review"];

    /// The value that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "none" => Some(Self::None),
            "blocks-review" => Some(Self::BlocksReview),
            _ => Severity::parse(word).filter(|s| *s > Severity::Info).map(Self::Severity),
        }
    }

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Severity(severity) => severity.as_str(),
            Self::BlocksReview => "blocks-review",
        }
    }
}

/// Documents that a configuration says belong together: each design to each product document, the notes to all of these.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatedPair {
    /// Paths of product documents, as reviews name files.
    pub prd: Vec<String>,
    /// Paths of designs.
    pub tdd: Vec<String>,
    /// Paths of notes.
    pub notes: Vec<String>,
    /// Where it is written, for a sentence: "designvet.toml:3".
    pub origin: String,
}

/// Confidence, in thousandths, from which on a difference is shown without being asked for.
pub const LIKELY: u16 = 500;

/// Settings of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Rules to use; None for all that are switched on.
    pub select: Option<Vec<String>>,
    /// Rules to leave out.
    pub ignore: Vec<String>,
    /// What makes the run fail.
    pub fail_on: FailOn,
    /// Confidence, in thousandths, from which on two documents are said to differ.
    pub min_confidence: u16,
    /// Documents that belong together.
    pub pairs: Vec<StatedPair>,
    /// Hash of the configuration files, in hex.
    pub config_hash: String,
    /// The day of the review; without one, no waiver runs out.
    pub today: Option<Date>,
    /// What tools wrote of their runs; None when nobody named any of it.
    pub runs: Option<Arc<[Run]>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            select: None,
            ignore: Vec::new(),
            fail_on: FailOn::Severity(Severity::High),
            min_confidence: LIKELY,
            pairs: Vec::new(),
            config_hash: String::new(),
            today: None,
            runs: None,
        }
    }
}

impl Settings {
    /// True when the rule is to be used. A selected rule is used even if its checklist has it switched off.
    pub fn uses(&self, rule: &Rule) -> bool {
        let chosen = match &self.select {
            Some(names) => names.iter().any(|name| names_rule(name, rule)),
            None => rule.enabled,
        };
        chosen && !self.ignore.iter().any(|name| names_rule(name, rule))
    }
}

/// True when `name` is the rule's id, its area (the first word of the id), or one of its catalogue ids.
pub fn names_rule(name: &str, rule: &Rule) -> bool {
    let id = rule.id.as_str();
    id == name
        || id.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'))
        || rule.catalogue.iter().any(|c| c.eq_ignore_ascii_case(name))
        || name == "all"
}
