//! A comparison as a Markdown table, for pull requests.

use super::{DiffTable, Quote, ask, silence};
use crate::report::markdown::{code, text};
use crate::report::{Layout, count};
use std::io::{self, Write};

/// Writes a comparison as Markdown: both quotations with their lines, the words that differ in bold.
pub fn render_diff_markdown(table: &DiffTable<'_>, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let path = |path: &str| format!("`{}`", code(path).replace('|', "\\|"));
    let (product, design) = (path(table.product.path()), path(table.design.path()));
    if let Some(reason) = table.mismatch {
        return writeln!(out, "{product} and {design} do not seem to belong together: {}.", text(reason));
    }
    writeln!(out, "**{}** between {product} and {design}", count(table.rows.len(), "difference"))?;
    if table.rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| | {product} | {design} | Ask |\n| --- | --- | --- | --- |")?;
    for row in &table.rows {
        let [said, built] = table.quotes(row).map(|quote| quote.map_or_else(|| text(&silence(row)), |quote| cell(&quote)));
        let detail = if layout.verbose { format!(" (`{}`, {:.0} %)", row.rule, super::confidence(row) * 100.0) } else { String::new() };
        let (message, severity) = (text(&row.message), row.severity.as_str());
        writeln!(out, "| **{severity}** {message}{detail} | {said} | {built} | {} |", text(ask(table.review, row)))?;
    }
    Ok(())
}

fn cell(quote: &Quote) -> String {
    let words = quote.words.iter().map(|(words, differs)| {
        let (inner, end) = words.split_at(words.trim_end().len());
        let (start, inner) = inner.split_at(inner.len() - inner.trim_start().len());
        if *differs && !inner.is_empty() { format!("{start}**{}**{end}", text(inner)) } else { text(words) }
    });
    let more = if quote.more > 0 { format!(" and {} more", quote.more) } else { String::new() };
    format!("L{}{more}: {}", quote.line, words.collect::<String>())
}
