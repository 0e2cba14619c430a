//! What the two documents of each pair differ in, both quotations side by side.

use super::escape::escape;
use super::view::View;
use crate::finding::Label;
use crate::report::diff::{DiffTable, Quote, ask, silence};
use crate::report::sentence;
use std::fmt::Write as _;

/// How many differences there are, and the tables; None without a pair that is compared.
pub(super) fn render(view: &View<'_>) -> Option<(usize, String)> {
    let review = view.page.review;
    let tables: Vec<DiffTable> = review.sets.iter().filter_map(|set| DiffTable::of(review, set)).collect();
    let number = tables.iter().map(|table| table.rows.len()).sum();
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
                "<li>\n<p class=\"say\">{} <span>{}</span></p>\n<div class=\"two\">\n<div><b>{product}</b> {}</div>\n<div><b>{design}</b> {}</div>\n</div>\n<p class=\"ask\">{}</p>\n</li>",
                escape(&sentence(&row.message)),
                row.severity,
                quoted(view, said.as_ref(), row.said.first(), &silence(row)),
                quoted(view, built.as_ref(), row.built.first(), &silence(row)),
                escape(ask(review, row))
            );
        }
        out.push_str("</ul>\n");
    }
    Some((number, out + "</div>\n"))
}

fn quoted(view: &View<'_>, quote: Option<&Quote>, label: Option<&Label>, silence: &str) -> String {
    let Some((quote, label)) = quote.zip(label) else { return format!("<span class=\"silent\">{}</span>", escape(silence)) };
    let words: String =
        quote
            .words
            .iter()
            .map(|(words, differs)| {
                if *differs && !words.trim().is_empty() {
                    format!("<mark class=\"before\">{}</mark>", escape(words))
                } else {
                    escape(words)
                }
            })
            .collect();
    let more = if quote.more > 0 { format!(" and {} more", quote.more) } else { String::new() };
    format!("{}{more}<blockquote>{words}</blockquote>", view.link(label.file, quote.line, &format!("line {}", quote.line)))
}
