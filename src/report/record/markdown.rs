//! What has become of records as Markdown, for pull requests.

use super::{News, Rechecked, WEIGHTS, counted, of_weight, place, remarks, told, verdict, words};
use crate::record::Change;
use crate::report::items::{self, headline};
use crate::report::markdown::text;
use crate::report::sentence;
use similar::ChangeTag;
use std::io::{self, Write};

/// Writes what has become of records as Markdown: words that are gone struck through, those that have come in bold.
pub fn render_status_markdown(records: &[Rechecked<'_>], out: &mut dyn Write) -> io::Result<()> {
    for (number, one) in records.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(out, "# {}\n", text(one.path))?;
        writeln!(out, "**{}**", text(&sentence(&verdict(one))))?;
        for remark in remarks(one) {
            writeln!(out, "\n{}", text(&remark))?;
        }
        for (weight, title) in WEIGHTS {
            let changes = of_weight(one, weight);
            if !changes.is_empty() {
                writeln!(out, "\n## {title}\n")?;
            }
            for change in changes {
                writeln!(out, "- {}: {}", text(&place(change)), marked(change))?;
            }
        }
        let counted = counted(one);
        if !counted.is_empty() {
            writeln!(out, "\n## Action items\n\n{counted}.")?;
        }
        let mut gap = "\n";
        for (news, item) in told(one) {
            write!(out, "{gap}")?;
            gap = "";
            if news == News::New {
                items::markdown::one(item, out)?;
                continue;
            }
            let tick = if matches!(news, News::Accepted | News::Settled) { 'x' } else { ' ' };
            writeln!(out, "- [{tick}] {}: {}", news.as_str(), text(&headline(item)))?;
        }
    }
    Ok(())
}

fn marked(change: &Change) -> String {
    let mark = |(tag, words): (ChangeTag, String)| {
        let (inner, end) = words.split_at(words.trim_end().len());
        let (start, inner) = inner.split_at(inner.len() - inner.trim_start().len());
        match tag {
            ChangeTag::Equal => text_around(&words),
            _ if inner.is_empty() => words.clone(),
            ChangeTag::Delete => format!("{start}~~{}~~{end}", text(inner)),
            ChangeTag::Insert => format!("{start}**{}**{end}", text(inner)),
        }
    };
    words(change).into_iter().map(mark).collect()
}

/// Words with the blanks at their ends, which `text` takes away.
fn text_around(words: &str) -> String {
    let blank = |has: bool| if has { " " } else { "" };
    let inner = text(words);
    if inner.is_empty() { " ".to_owned() } else { format!("{}{inner}{}", blank(words.starts_with(' ')), blank(words.ends_with(' '))) }
}
