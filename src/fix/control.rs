//! A place for what a document does not say of itself, owner, status, version and date: among the lines, rows or keys that it has, else
//! under its title.

use super::{Applicability, Edit, Fix, Subject, without_tag};
use crate::check::DOCUMENT_CONTROL;
use crate::checklist::OPEN;
use crate::document::{BlockKind, Document, FrontMatterFormat};
use crate::facts::{ControlSlot, Facts};
use crate::finding::Finding;
use crate::source::Span;

/// Keys that are written, by what they stand for.
const KEYS: &[(ControlSlot, &str)] =
    &[(ControlSlot::Owner, "Owner"), (ControlSlot::Status, "Status"), (ControlSlot::Version, "Version"), (ControlSlot::Date, "Date")];

/// What words are emphasised with.
const EMPHASIS: &str = "*_`";
/// The same, and what parts a key from its value.
const MARKS: &str = "*_`: \t";

pub(super) fn find(subject: &Subject<'_>) -> Vec<Fix> {
    let is_it = |finding: &&&Finding| subject.checklist.rules.get(&finding.rule).is_some_and(|rule| rule.check == DOCUMENT_CONTROL.name);
    let Some(finding) = subject.findings.iter().find(is_it) else { return Vec::new() };
    // A proposal has its own form for that, often in a file beside it.
    if subject.facts.kind.is_proposal() {
        return Vec::new();
    }
    let fields = &subject.facts.control.fields;
    // A blank that somebody left is a place already.
    let has = |slots: &[ControlSlot]| fields.iter().any(|field| slots.contains(&field.slot));
    let dated = &[ControlSlot::Status, ControlSlot::Version, ControlSlot::Date];
    let owner = subject.facts.control.owner.is_none() && !has(&[ControlSlot::Owner]);
    let state = !subject.facts.control.is_dated() && !has(dated);
    let keys: Vec<&str> =
        KEYS.iter().filter(|(slot, _)| if *slot == ControlSlot::Owner { owner } else { state }).map(|(_, key)| *key).collect();
    if keys.is_empty() {
        return Vec::new();
    }
    let edit = front_matter(subject, &keys).or_else(|| beside(subject, &keys)).unwrap_or_else(|| table(subject, &keys));
    let fix = Fix {
        title: keys.join(", ").to_lowercase(),
        edits: vec![edit],
        applicability: Applicability::Skeleton,
        rule: Some(finding.rule.clone()),
    };
    if is_read(subject, &fix, &keys) { vec![fix] } else { Vec::new() }
}

/// Further keys of a metadata block.
fn front_matter(subject: &Subject<'_>, keys: &[&str]) -> Option<Edit> {
    let block = subject.document.front_matter.as_ref()?;
    let lines = block.span.of(subject.text());
    // The keys of TOML behind a table's name are those of the table.
    let table = lines.find("\n[").filter(|_| block.format == FrontMatterFormat::Toml);
    let at = block.span.start as usize + table.or_else(|| lines.rfind('\n'))? + 1;
    let line = |key: &&str| match block.format {
        FrontMatterFormat::Yaml => format!("{}: {OPEN}{}", key.to_lowercase(), subject.line_end()),
        FrontMatterFormat::Toml => format!("{} = \"{OPEN}\"{}", key.to_lowercase(), subject.line_end()),
    };
    Some(Edit { span: Span::new(at, at), text: keys.iter().map(line).collect() })
}

/// Lines, items or rows like the last one there is: `**Status:** Draft`, `| Status | Draft |`.
fn beside(subject: &Subject<'_>, keys: &[&str]) -> Option<Edit> {
    let (text, end) = (subject.text(), subject.line_end());
    // Those at its top come first, and revisions and approvals later.
    let mut fields = subject.facts.control.fields.iter().filter(|field| !field.value.is_empty());
    let first = fields.next()?;
    let block = subject.document.blocks.iter().find(|block| block.span.contains(first.value))?;
    let field = fields.take_while(|field| block.span.contains(field.value)).last().unwrap_or(first);
    let line = field.value.lines(text);
    let body = line.of(text).trim_end();
    let value = (field.value.start - line.start) as usize..(field.value.end - line.start) as usize;
    let (before, behind) = (body.get(..value.start)?, body.get(value.end..)?);
    // The words of the key, and marks on both sides of them.
    let start = before.find(char::is_alphanumeric)?;
    let until = start + before[start..].trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let is_key = before[start..until].chars().all(|c| c.is_alphanumeric() || " -_".contains(c));
    if !is_key || behind.contains(char::is_alphanumeric) {
        return None;
    }
    // Marks that the value opens with are those that end the key, `**Status:** Draft`, or its own.
    let whole = field.value.of(text);
    let marks = &whole[..whole.find(|c: char| !MARKS.contains(c))?];
    let value = without_tag(field.value, text).of(text);
    let closing = &whole[value.trim_end_matches(|c: char| EMPHASIS.contains(c)).len()..];
    let written = |key: &&str| format!("{}{key}{}{marks}{OPEN}{closing}{behind}", &before[..start], &before[until..]);
    let lines: Vec<String> = keys.iter().map(written).collect();
    let behind_it = || Edit {
        span: Span::new(line.start as usize + body.len(), line.start as usize + body.len()),
        text: format!("{end}{}", lines.join(end)),
    };
    let before_it = |parting: &str| Edit { span: Span::new(line.start as usize, line.start as usize), text: lines.join(parting) + parting };
    match block.kind {
        BlockKind::Table(index) => {
            let table = &subject.document.tables[index];
            let is_row = table.header.len() == 2 && table.rows.iter().any(|row| row.get(1).is_some_and(|cell| *cell == field.value));
            (is_row && body.matches('|').count() == 3).then(behind_it)
        }
        BlockKind::Item { .. } => (block.span.of(text).lines().count() == 1).then(behind_it),
        // Lines of a paragraph end as the one above does. One that is alone stays so.
        BlockKind::Paragraph if block.span.start >= line.start => {
            (keys.len() == 1 && block.span.end <= line.end).then(|| before_it(&end.repeat(2)))
        }
        BlockKind::Paragraph => {
            let above = text[..line.start as usize].trim_end_matches(['\r', '\n']);
            let above = above.rfind('\n').map_or(above, |at| &above[at + 1..]);
            let words = above.trim_end_matches([' ', '\\']);
            Some(before_it(&format!("{}{end}", &above[words.len()..])))
        }
        BlockKind::Code { .. } | BlockKind::Cell | BlockKind::Html => None,
    }
}

/// A table, or a line for one key, under the title, or at the top of a document without one.
fn table(subject: &Subject<'_>, keys: &[&str]) -> Edit {
    let (text, end) = (subject.text(), subject.line_end());
    let row = |cells: &[&str]| format!("| {} |", cells.join(" | "));
    let table = match keys {
        [key] => format!("**{key}:** {OPEN}"),
        _ => format!("{}{end}|{}{end}{}", row(keys), "---|".repeat(keys.len()), row(&vec![OPEN; keys.len()])),
    };
    let title = subject.document.title().filter(|title| title.level == 1);
    if let Some(at) = title.map(|title| title.span.end as usize) {
        let behind = &text[at..];
        let blank = behind.trim_start_matches([' ', '\t', '\r', '\n']);
        let line_ends = behind[..behind.len() - blank.len()].matches('\n').count();
        let apart = if line_ends == 1 && !blank.is_empty() { end } else { "" };
        return Edit { span: Span::new(at, at), text: format!("{end}{end}{table}{apart}") };
    }
    let top = subject.document.front_matter.as_ref().map_or(0, |block| block.span.end as usize);
    let at = top + text[top..].len() - text[top..].trim_start().len();
    Edit { span: Span::new(at, at), text: format!("{table}{end}{end}") }
}

/// True when the text with the fix says the same under the same headings, and has each key once more.
fn is_read(subject: &Subject<'_>, fix: &Fix, keys: &[&str]) -> bool {
    let Some((fixed, after)) = subject.read_with(fix, None) else { return false };
    let code = |document: &Document| document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Code { .. })).count();
    let file = subject.file.with_text(fixed);
    let found = Facts::of(&file, &after, subject.checklist, None).control.fields;
    code(&after) == code(subject.document)
        && after.problems.len() <= subject.document.problems.len()
        && found.len() == subject.facts.control.fields.len() + keys.len()
}
