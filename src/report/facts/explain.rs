//! Facts one mention at a time, each with the rule that decided its role and what the rule means, for people who ask why.

use super::page::{Page, STRONG, WEAK};
use super::row::{self, Row};
use crate::checklist::Checklist;
use crate::facts::Facts;
use crate::report::{Layout, count, safe, shorten};
use crate::source::SourceFile;
use std::io::{self, Write};

/// Writes every mention that a named rule decided: its line, its role, the rule, and what the rule means.
pub fn render_facts_explained(
    documents: &[(&SourceFile, &Facts)],
    checklist: &Checklist,
    layout: Layout,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page::new(layout, out);
    for (number, (file, facts)) in documents.iter().enumerate() {
        if number > 0 {
            page.blank()?;
        }
        let rows = row::decided(file, facts, checklist);
        page.plain(&safe::line(file.path()), STRONG)?;
        if rows.is_empty() {
            page.plain("  no kind of data, third party, place, law, retention or control is named", WEAK)?;
        }
        let mut kind = "";
        for row in &rows {
            if row.kind != kind {
                kind = row.kind;
                let number = rows.iter().filter(|other| other.kind == kind).count();
                page.heading(title(kind), &count(number, "mention"))?;
            }
            mention(&mut page, file, row)?;
        }
    }
    Ok(())
}

fn title(kind: &str) -> &'static str {
    match kind {
        "data-element" => "Personal data",
        "third-party" => "Third parties",
        "place" => "Places",
        "regulation" => "Laws and standards",
        "retention" => "Retention and deletion",
        _ => "Protections",
    }
}

fn mention(page: &mut Page<'_>, file: &SourceFile, row: &Row<'_>) -> io::Result<()> {
    let line = file.line1(row.span.start);
    let words = shorten(&safe::line(row.span.of(file.text())), 60);
    let mut name = safe::line(&row.name);
    let id = safe::line(&row.id);
    if row.kind == "retention" {
        // What is kept for how long: the id is the time.
        let time = if id.is_empty() { String::new() } else { format!(", {id}") };
        name = format!("{name}{time}");
    } else if !id.is_empty() && id != name {
        name = format!("{name} ({id})");
    }
    let head = format!("line\u{A0}{line}");
    page.entry(2, &head, 11, &[(format!("\u{201c}{words}\u{201d}"), STRONG), (format!("{name}: {}", row.role), super::page::PLAIN)])?;
    let source = safe::line(&around(file, row));
    page.note(13, "| ", &source, WEAK)?;
    let sentence = row.family.and_then(|family| family.meaning(row.rule)).unwrap_or_default();
    page.note(13, "", &format!("{} ({} confidence): {sentence}", row.rule, row.confidence), super::page::PLAIN)
}

/// Characters of a line shown before and behind the words.
const AROUND: usize = 60;

/// The words with what stands around them on their line.
fn around(file: &SourceFile, row: &Row<'_>) -> String {
    let text = file.text();
    let (start, end) = (row.span.start as usize, row.span.end as usize);
    let line_start = text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
    let before: Vec<char> = text[line_start..start].chars().collect();
    let cut = before.len().saturating_sub(AROUND);
    let mut shown = String::new();
    if cut > 0 {
        shown.push('\u{2026}');
    }
    shown.extend(&before[cut..]);
    let rest = &text[start..line_end];
    let words = end.min(line_end) - start;
    shown.push_str(&rest[..words]);
    let behind = &rest[words..];
    shown.extend(behind.chars().take(AROUND));
    if behind.chars().nth(AROUND).is_some() {
        shown.push('\u{2026}');
    }
    shown
}
