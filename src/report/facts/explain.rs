//! Facts one mention at a time, each with the rule that decided its role and what the rule means, for people who ask why.

use super::row::{self, Row};
use crate::checklist::Checklist;
use crate::facts::Facts;
use crate::report::page::{PLAIN, Page, STRONG, WEAK};
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
    page.entry(2, &head, 11, &[(format!("\u{201c}{words}\u{201d}"), STRONG), (format!("{name}: {}", row.role), PLAIN)])?;
    let source = safe::line(&around(file, row, page.room(15)));
    page.note(13, "| ", &source, WEAK)?;
    let sentence = row.family.and_then(|family| family.meaning(row.rule)).unwrap_or_default();
    page.note(13, "", &format!("{} ({} confidence): {sentence}", row.rule, row.confidence), PLAIN)
}

/// The words with as much around them on their line as `room` characters hold.
fn around(file: &SourceFile, row: &Row<'_>, room: usize) -> String {
    let text = file.text();
    let (start, end) = (row.span.start as usize, row.span.end as usize);
    // Lines may be as long as the document.
    let from = text.ceil_char_boundary(start.saturating_sub(4 * room + 4));
    let to = text.floor_char_boundary((end + 4 * room + 4).min(text.len()));
    let line_start = text[from..start].rfind(['\n', '\r']).map_or(from, |at| from + at + 1);
    let line_end = text[end..to].find(['\n', '\r']).map_or(to, |at| end + at);
    let words = shorten(&safe::line(&text[start..end]), room);
    let room = room.saturating_sub(words.chars().count());
    let before = &text[line_start..start];
    let behind = &text[end..line_end];
    let length = before.chars().count();
    // What one side does not need is for the other.
    let left = length.min((room / 2).max(room.saturating_sub(behind.chars().count())));
    let right = room - left;
    let mut shown: String = if left < length { "\u{2026}".to_owned() } else { String::new() };
    shown.extend(before.chars().skip(length - left + usize::from(left < length)));
    shown.push_str(&words);
    shown.push_str(&shorten(behind, right));
    shown
}
