//! What all facts about named things have in common: where they stand, and which rule decided what is meant.

use crate::rule::Confidence;
use crate::source::Span;

/// Where something is named, and how its role was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// What it is said of: the table, data set or component around it.
    pub subject: Option<Span>,
    /// How sure the role is.
    pub confidence: Confidence,
    /// The named rule that decided the role.
    pub decided_by: &'static str,
}
