//! Where facts stand: line, column and the headings above, without reading a long line or a long outline once per fact.

use crate::facts::Facts;
use crate::source::{SourceFile, Span};
use serde::Serialize;
use std::cell::Cell;

/// The place of a fact.
#[derive(Serialize)]
pub(super) struct Place<'a> {
    /// From 1.
    pub(super) line: u32,
    /// In characters, from 1.
    pub(super) column: u32,
    /// Titles of the headings around it, outermost first.
    pub(super) heading: Vec<&'a str>,
}

/// Places in one document.
pub(super) struct Places<'a> {
    file: &'a SourceFile,
    facts: &'a Facts,
    /// The last place asked for: line, byte offset, column. Facts come in source order, so that the next one counts on from it.
    last: Cell<(u32, u32, u32)>,
}

impl<'a> Places<'a> {
    pub(super) fn new(file: &'a SourceFile, facts: &'a Facts) -> Self {
        Self { file, facts, last: Cell::new((0, 0, 0)) }
    }

    pub(super) fn of(&self, span: Span) -> Place<'a> {
        let (line, column) = self.line_and_column(span);
        Place { line, column, heading: self.heading(span) }
    }

    /// Line and column of its first character.
    pub(super) fn line_and_column(&self, span: Span) -> (u32, u32) {
        let line = self.file.line1(span.start);
        let (last_line, last_start, last_column) = self.last.get();
        let column = if line == last_line && last_start <= span.start {
            last_column + self.file.text()[last_start as usize..span.start as usize].chars().count() as u32
        } else {
            self.file.col1_chars(span.start)
        };
        self.last.set((line, span.start, column));
        (line, column)
    }

    fn heading(&self, span: Span) -> Vec<&'a str> {
        let outline = &self.facts.outline;
        let mut at = outline.partition_point(|entry| entry.section.start <= span.start).checked_sub(1);
        let mut titles = Vec::new();
        while let Some(entry) = at.and_then(|at| outline.get(at)) {
            if entry.section.contains(span) {
                titles.push(entry.title.as_str());
            }
            at = entry.parent;
        }
        titles.reverse();
        titles
    }
}
