//! A finding to the text that is accepted with it: its lines, or the section at whose heading it stands.

use crate::facts::{Facts, OutlineEntry};
use crate::fingerprint::text_hash;
use crate::source::{SourceFile, Span};

/// The innermost section around a place; None under the title alone, or above it.
pub fn section_around(facts: &Facts, at: Span) -> Option<&OutlineEntry> {
    let inner = facts.outline.iter().rposition(|entry| entry.section.contains(at));
    inner.filter(|entry| *entry > 0).map(|entry| &facts.outline[entry])
}

/// Hash of what a waiver of a finding at a place accepts. What stands at a heading is about its section, what stands at the title would
/// be about everything: there it is the line.
pub fn hash(file: &SourceFile, facts: &Facts, at: Span) -> String {
    match section_around(facts, at) {
        Some(entry) if entry.span.contains(at) => of_span(file, facts, entry.section),
        _ => of_lines(file, facts, at),
    }
}

/// True when `hash` is that of the lines of a finding or of the section around it.
pub fn is(hash: &str, file: &SourceFile, facts: &Facts, at: Span) -> bool {
    of_lines(file, facts, at) == hash || section_around(facts, at).is_some_and(|entry| of_span(file, facts, entry.section) == hash)
}

fn of_lines(file: &SourceFile, facts: &Facts, at: Span) -> String {
    of_span(file, facts, at.lines(file.text()))
}

/// Comments to the tool are no part of what is accepted.
fn of_span(file: &SourceFile, facts: &Facts, span: Span) -> String {
    let mut pieces = Vec::new();
    let mut rest = span;
    for directive in facts.directives.iter().map(|directive| directive.span) {
        if directive.end > rest.start && directive.start < rest.end {
            pieces.push(Span { start: rest.start, end: directive.start.max(rest.start) });
            rest.start = directive.end.min(rest.end);
        }
    }
    pieces.push(rest);
    text_hash(pieces.into_iter().map(|piece| piece.of(file.text())))
}
