//! A rule's result in a reviewed document.

use crate::rule::{Confidence, ReleasePriority, RuleId, Severity, Team};
use crate::source::{FileId, Span};

/// A span with what there is to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The file.
    pub file: FileId,
    /// The words.
    pub span: Span,
    /// A note on them; empty when the finding's message says it all.
    pub note: String,
}

impl Label {
    /// A label on `span` of `file`.
    pub fn new(file: FileId, span: Span, note: impl Into<String>) -> Self {
        Self { file, span, note: note.into() }
    }
}

/// What a check reports before the rule's wording and weight are added: exactly one primary label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// Where.
    pub primary: Label,
    /// Further places.
    pub related: Vec<Label>,
    /// What it is about, for its identity across edits: words that do not change with the place.
    pub subject: String,
    /// Values for `{...}` in the rule's message.
    pub values: Vec<(&'static str, String)>,
    /// Raises or lowers the rule's severity.
    pub severity: Option<Severity>,
    /// Overrides the rule's release priority.
    pub release: Option<ReleasePriority>,
    /// Overrides the rule's flag.
    pub blocks_review: Option<bool>,
    /// Overrides the rule's teams: whose matter it is depends on what was found.
    pub teams: Option<Vec<Team>>,
    /// Of one that gathers what stands in several places: what that is, by words that stay when these change, in alphabetical order. Which
    /// place comes first, under which headings, then says nothing of what it is.
    pub gathers: Option<Vec<String>>,
    /// Overrides the rule's message; `{...}` is filled as in that.
    pub message: Option<String>,
    /// Overrides why it matters: what a reviewer says of it.
    pub why: Option<String>,
    /// Overrides the question to the author.
    pub ask: Option<String>,
}

impl Observation {
    /// An observation at `primary` about `subject`.
    pub fn new(primary: Label, subject: impl Into<String>) -> Self {
        Self {
            primary,
            related: Vec::new(),
            subject: subject.into(),
            values: Vec::new(),
            severity: None,
            release: None,
            blocks_review: None,
            teams: None,
            gathers: None,
            message: None,
            why: None,
            ask: None,
        }
    }

    /// The same, with a value for the message.
    #[must_use]
    pub fn value(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The same, that gathers these.
    #[must_use]
    pub fn gathering<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        let mut names: Vec<String> = names.into_iter().map(Into::into).collect();
        names.sort();
        self.gathers = Some(names);
        self
    }

    /// The same, with further places.
    #[must_use]
    pub fn related(mut self, labels: impl IntoIterator<Item = Label>) -> Self {
        self.related.extend(labels);
        self
    }
}

/// A finding, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that made it.
    pub rule: RuleId,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// By when.
    pub release: ReleasePriority,
    /// Who has to look.
    pub teams: Vec<Team>,
    /// The reviewer cannot finish without it.
    pub blocks_review: bool,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// Where.
    pub primary: Label,
    /// Further places.
    pub related: Vec<Label>,
    /// What it is about.
    pub subject: String,
    /// Titles of the headings around the primary label, outermost first.
    pub heading_path: Vec<String>,
    /// What it gathers, as in [`Observation::gathers`].
    pub gathers: Option<Vec<String>>,
    /// Why it matters, where that is not what the rule says.
    pub why: Option<String>,
    /// The question to the author, where it is not the rule's.
    pub ask: Option<String>,
    /// Its identity across edits, 32 hex digits.
    pub fingerprint: String,
}

impl Finding {
    /// By what findings are put into order, the greatest first: what stops the review, by when, how bad.
    pub fn urgency(&self) -> (bool, ReleasePriority, Severity) {
        (self.blocks_review, self.release, self.severity)
    }
}
