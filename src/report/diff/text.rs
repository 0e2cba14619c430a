//! A comparison for people: what differs, both quotations under each other, and what to ask.

use super::{DiffTable, Quote, ask, confidence, silence};
use crate::report::page::{ALARM, CARE, PLAIN, Page, STRONG, WEAK};
use crate::report::{Layout, count, safe};
use crate::review::ReportedDiscrepancy;
use crate::rule::Severity;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Writes a comparison for people, the most certain first; rule, team and confidence are shown when the layout is verbose.
pub fn render_diff_text(table: &DiffTable<'_>, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(layout, out);
    let (product, design) = (safe::line(table.product.path()), safe::line(table.design.path()));
    page.plain(&format!("{product} and {design}"), STRONG)?;
    if let Some(reason) = table.mismatch {
        return page.note(0, "", &format!("These two do not seem to belong together: {}.", safe::line(reason)), CARE);
    }
    page.note(0, "", &format!("A pair: {}.", safe::line(table.reason)), WEAK)?;
    if table.rows.is_empty() {
        return page.note(0, "", "No likely difference was found; --all shows the rest.", PLAIN);
    }
    page.note(0, "", &format!("{}, the most certain first.", count(table.rows.len(), "difference")), PLAIN)?;
    for row in &table.rows {
        one(table, row, &mut page)?;
    }
    Ok(())
}

fn one(table: &DiffTable<'_>, row: &ReportedDiscrepancy, page: &mut Page<'_>) -> io::Result<()> {
    page.blank()?;
    let severity = row.severity.as_str();
    let style = match row.severity {
        Severity::High => ALARM,
        Severity::Medium => CARE,
        Severity::Low | Severity::Info => WEAK,
    };
    page.note(0, &format!("{severity}: "), &safe::line(&row.message), style)?;
    let name = |path: &str, quote: &Quote| format!("{}:{}", safe::line(file_name(path)), quote.line);
    let [said, built] = table.quotes(row);
    let names = [(&said, table.product.path()), (&built, table.design.path())];
    let column = names.iter().filter_map(|(quote, path)| Some(name(path, quote.as_ref()?).width())).max().unwrap_or_default();
    for (quote, path) in names {
        let Some(quote) = quote else {
            page.entry(4, &safe::line(file_name(path)), column, &[(silence(row), WEAK)])?;
            continue;
        };
        let words: String = quote.words.iter().map(|(words, _)| words.as_str()).collect();
        let more = if quote.more > 0 { format!("and {} more", count(quote.more, "place")) } else { String::new() };
        page.entry(4, &name(path, quote), column, &[(format!("\u{201c}{}\u{201d}", safe::line(&words)), PLAIN), (more, WEAK)])?;
    }
    page.entry(4, "ask", column, &[(safe::line(ask(table.review, row)), PLAIN)])?;
    if page.is_verbose() {
        let teams: Vec<&str> = row.teams.iter().map(crate::rule::Team::as_str).collect();
        let detail = format!(
            "{} \u{b7} {} \u{b7} {} \u{b7} {:.0} % sure",
            row.rule,
            teams.join(", "),
            row.release.as_str(),
            confidence(row) * 100.0
        );
        page.note(4, "", &detail, WEAK)?;
    }
    Ok(())
}

/// The last part of a path: the whole one stands at the top.
fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
