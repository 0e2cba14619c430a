//! What the two documents of each pair differ in, both quotations side by side.

use super::escape::{escape, with_code};
use super::view::{View, bare};
use crate::finding::Label;
use crate::report::diff::{DiffTable, Quote, ask, silence};
use crate::report::sentence;
use crate::review::ReportedDiscrepancy;
use std::fmt::Write as _;

/// How many differences there are, and the tables; None without a pair that is compared.
pub(super) fn render(view: &View<'_>) -> Option<(usize, String)> {
    let review = view.page.review;
    let tables: Vec<DiffTable> = review.sets.iter().filter_map(|set| DiffTable::of(review, set)).collect();
    let told: Vec<(&ReportedDiscrepancy, &Label)> =
        review.discrepancies.iter().filter_map(|found| Some((found, found.told.as_ref()?))).collect();
    let number = tables.iter().map(|table| table.rows.len()).sum::<usize>() + told.len();
    if number == 0 {
        return None;
    }
    let mut out = "<div class=\"wrap\">\n<h2 class=\"page\">Where the two documents differ</h2>\n".to_owned();
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        let (product, design) = (escape(view.name(table.product.id)), escape(view.name(table.design.id)));
        out.push_str("<ul class=\"differences\">\n");
        for row in &table.rows {
            let [said, built] = table.quotes(row);
            let _ = writeln!(
                out,
                "<li>\n<p class=\"say\">{}{} <span>{}</span></p>\n<div class=\"two\">\n<div><b>{product}</b> {}</div>\n<div><b>{design}</b> {}</div>\n</div>\n<p class=\"ask\">{}</p>\n</li>",
                comment(view, row),
                with_code(&sentence(&row.message)),
                row.severity,
                quoted(view, said.as_ref(), row.said.first(), &silence(row)),
                quoted(view, built.as_ref(), row.built.first(), &silence(row)),
                with_code(ask(review, row))
            );
        }
        out.push_str("</ul>\n");
    }
    if !told.is_empty() {
        out.push_str("<h3>Said in the walkthrough</h3>\n<ul class=\"differences\">\n");
        for (row, said) in told {
            let _ = writeln!(
                out,
                "<li>\n<p class=\"say\">{}{}</p>\n<div class=\"two\">",
                comment(view, row),
                with_code(&sentence(&row.message))
            );
            for label in row.said.first().or(row.built.first()).into_iter().chain([said]) {
                let _ = writeln!(out, "<div>{}<blockquote>{}</blockquote></div>", view.place(label), view.around(label));
            }
            out.push_str("</div>\n</li>\n");
        }
        out.push_str("</ul>\n");
    }
    Some((number, out + "</div>\n"))
}

/// The number of the finding that a difference is.
fn comment(view: &View<'_>, row: &ReportedDiscrepancy) -> String {
    let mut labels = row.said.iter().chain(&row.built);
    labels.find_map(|label| view.comment_at(label, Some(&row.rule))).map(|comment| comment.link() + " ").unwrap_or_default()
}

fn quoted(view: &View<'_>, quote: Option<&Quote>, label: Option<&Label>, silence: &str) -> String {
    let Some((quote, label)) = quote.zip(label) else { return format!("<span class=\"silent\">{}</span>", escape(silence)) };
    let last = quote.words.len().saturating_sub(1);
    let stretch = |(at, (words, differs)): (usize, &(String, bool))| {
        let words = bare(words, at == 0, at == last);
        if *differs && !words.trim().is_empty() { format!("<mark class=\"before\">{}</mark>", escape(&words)) } else { escape(&words) }
    };
    let words: String = quote.words.iter().enumerate().map(stretch).collect();
    let more = if quote.more > 0 { format!(" and {} more", quote.more) } else { String::new() };
    format!("{}{more}<blockquote>{words}</blockquote>", view.link(label.file, quote.line, &format!("line {}", quote.line)))
}
