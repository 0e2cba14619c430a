//! Functional requirements of a document, from ids, lists, tables and user stories.

use super::Reading;
use crate::source::Span;

/// A requirement as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Its id as written, else `R` and its number in the document.
    pub id: String,
    /// Its text.
    pub span: Span,
}

pub(super) fn find(_reading: &Reading<'_>) -> Vec<Requirement> {
    Vec::new()
}
