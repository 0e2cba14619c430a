//! A finding to the text that is accepted with it: its lines, or the section at whose heading it stands, and what these are held against.

use crate::facts::{Facts, OutlineEntry};
use crate::finding::Finding;
use crate::fingerprint::text_hash;
use crate::source::{FileId, SourceFile, Span};

/// The innermost section around a place; None under the title alone, or above it.
pub fn section_around(facts: &Facts, at: Span) -> Option<&OutlineEntry> {
    let inner = facts.outline.iter().rposition(|entry| entry.section.contains(at));
    inner.filter(|entry| *entry > 0).map(|entry| &facts.outline[entry])
}

/// Text and facts of the document of this number.
pub type Read<'a> = dyn Fn(FileId) -> Option<(&'a SourceFile, &'a Facts)> + 'a;

/// Hash of what a waiver of a finding accepts. What stands at a heading is about its section, what stands at the title would be about
/// everything: there it is the line. Of what is gathered in several places it is what that is.
pub fn hash(read: &Read<'_>, finding: &Finding) -> Option<String> {
    let (file, facts) = read(finding.primary.file)?;
    let at = finding.primary.span;
    let section = section_around(facts, at).filter(|entry| entry.span.contains(at)).map(|entry| entry.section);
    Some(match &finding.gathers {
        Some(names) if section.is_none() => gathered(names),
        _ => of(read, finding, section.unwrap_or(at.lines(file.text()))),
    })
}

/// The hashes by which a waiver of a finding still holds: of its lines, and of the section around it.
pub fn hashes(read: &Read<'_>, finding: &Finding) -> Vec<String> {
    let Some((file, facts)) = read(finding.primary.file) else { return Vec::new() };
    let at = finding.primary.span;
    let section = section_around(facts, at).map(|entry| entry.section);
    let texts = section.into_iter().chain([at.lines(file.text())]).map(|own| of(read, finding, own));
    texts.chain(finding.gathers.as_deref().map(gathered)).collect()
}

fn gathered(names: &[String]) -> String {
    text_hash(names.iter().map(String::as_str))
}

/// Hash of `own` text and of the lines of the other document that it is held against.
fn of(read: &Read<'_>, finding: &Finding, own: Span) -> String {
    let others = finding.related.iter().filter(|label| label.file != finding.primary.file);
    let others = others.filter_map(|label| Some((label.file, label.span.lines(read(label.file)?.0.text()))));
    let spans = std::iter::once((finding.primary.file, own)).chain(others);
    let pieces = spans.filter_map(|(id, span)| read(id).map(|(file, facts)| pieces(file, facts, span)));
    text_hash(pieces.flatten())
}

/// The text of a span without comments to the tool: they are no part of what is accepted.
fn pieces<'a>(file: &'a SourceFile, facts: &Facts, span: Span) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut rest = span;
    for directive in facts.directives.iter().map(|directive| directive.span) {
        if directive.end > rest.start && directive.start < rest.end {
            pieces.push(Span { start: rest.start, end: directive.start.max(rest.start) }.of(file.text()));
            rest.start = directive.end.min(rest.end);
        }
    }
    pieces.push(rest.of(file.text()));
    pieces
}
