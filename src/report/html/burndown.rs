//! Rows of tables that are opened and closed: how many are open week by week, and those that are open now.

use super::escape::escape;
use super::view::View;
use crate::burndown::{Chart, OpenRow};
use crate::report::burndown::{age, apart, due, in_page, level_title, name, open_now};
use crate::report::{count, sentence};
use std::fmt::Write as _;

/// Rows of the list that are shown.
const SHOWN: usize = 200;

/// How many rows are open, and the charts; None without such rows.
pub(super) fn render(view: &View<'_>) -> Option<(usize, String)> {
    let burndown = view.page.burndown.filter(|burndown| !burndown.charts.is_empty())?;
    let mut out = "<div class=\"wrap\">\n".to_owned();
    for chart in &burndown.charts {
        let today = burndown.asked.today;
        let _ = writeln!(out, "<h2 class=\"page\">{} on {today}</h2>", escape(&sentence(&chart.plural)));
        let _ = writeln!(out, "<p class=\"lead\">{}.</p>\n{}", escape(&sentence(&open_now(chart))), in_page(chart));
        for line in apart(chart) {
            let _ = writeln!(out, "<p class=\"aside\">{}</p>", escape(&line));
        }
        list(view, chart, &mut out);
    }
    let open = burndown.charts.iter().map(|chart| chart.open.len()).sum();
    Some((open, out + "</div>\n"))
}

/// The rows of a chart that the page lists.
pub(super) fn listed(chart: &Chart) -> impl Iterator<Item = &OpenRow> {
    chart.open.iter().take(SHOWN)
}

fn list(view: &View<'_>, chart: &Chart, out: &mut String) {
    if chart.open.is_empty() {
        return;
    }
    out.push_str(
        "<h3>Open, the worst and latest first</h3>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Open rows\">",
    );
    out.push_str("<table class=\"grid\">\n<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Level</th><th scope=\"col\">State</th>");
    out.push_str("<th scope=\"col\">Owner</th><th scope=\"col\">Due</th><th scope=\"col\">Next step</th></tr></thead>\n<tbody>\n");
    for row in listed(chart) {
        let late = if row.days_over.is_some_and(|days| days > 0) { " class=\"late\"" } else { "" };
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{} {}</th><td>{}</td><td>{}</td><td>{}</td><td><span{late}>{}</span>; {}</td><td>{}</td></tr>",
            place(view, row),
            escape(&row.about),
            escape(&level_title(chart, row.level)),
            escape(row.state.as_deref().unwrap_or("not said")),
            escape(row.owner.as_deref().unwrap_or("nobody")),
            escape(&due(row)),
            escape(&age(row)),
            escape(row.step.as_deref().unwrap_or_default())
        );
    }
    out.push_str("</tbody></table></div>\n");
    let left = chart.open.len().saturating_sub(SHOWN);
    if left > 0 {
        let _ = writeln!(out, "<p class=\"aside\">{} more.</p>", count(left, "row"));
    }
}

/// What a row is called, as a link to it.
fn place(view: &View<'_>, row: &OpenRow) -> String {
    let shown = view.documents.iter().find(|shown| shown.is_there() && shown.document.path() == row.path);
    shown.map_or_else(|| escape(&name(row)), |shown| view.link(shown.document.id, row.line, &name(row)))
}
