//! Requirements and where the design has them: a matrix for each pair.

use super::documents::{is_traced, key};
use super::escape::escape;
use super::view::View;
use crate::facts::Standing;
use crate::report::shorten;
use crate::report::trace::{Row, TraceMatrix, WORST_FIRST, of_coverage, priority_word, title, word};
use std::fmt::Write as _;

/// Longest title of a requirement, in characters.
const TITLE: usize = 140;

/// How many requirements there are, and the matrices; None without a pair.
pub(super) fn render(view: &View<'_>) -> Option<(usize, String)> {
    let review = view.page.review;
    let matrices: Vec<TraceMatrix> = review.sets.iter().filter_map(|set| TraceMatrix::of(review, set)).collect();
    if matrices.is_empty() {
        return None;
    }
    let mut out = "<div class=\"wrap\">\n<h2 class=\"page\">Requirements in the design</h2>\n".to_owned();
    for matrix in &matrices {
        let (product, design) = (matrix.product.document, matrix.design.document);
        let _ = writeln!(
            out,
            "<p class=\"lead\">What <b>{}</b> asks for, and where <b>{}</b> has it.</p>",
            escape(view.name(product.id)),
            escape(view.name(design.id))
        );
        let due: Vec<&Row> = WORST_FIRST.iter().flat_map(|coverage| of_coverage(matrix, *coverage)).collect();
        table(view, matrix, "", &due, &mut out);
        for (standing, name) in [(Standing::Later, "Put off to later"), (Standing::Out, "Out of scope")] {
            let rows: Vec<&Row> = matrix.of_standing(standing).collect();
            table(view, matrix, name, &rows, &mut out);
        }
    }
    let number = matrices.iter().map(|matrix| matrix.rows.len()).sum();
    Some((number, out + "</div>\n"))
}

fn table(view: &View<'_>, matrix: &TraceMatrix<'_>, name: &str, rows: &[&Row<'_>], out: &mut String) {
    if rows.is_empty() {
        return;
    }
    if !name.is_empty() {
        let _ = writeln!(out, "<h3>{name}</h3>");
    }
    out.push_str(
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Requirements\"><table class=\"grid matrix\">\n<thead><tr>",
    );
    out.push_str("<th scope=\"col\">Requirement</th><th scope=\"col\">Priority</th><th scope=\"col\">Status</th>");
    out.push_str("<th scope=\"col\">Where in the design</th></tr></thead>\n<tbody>\n");
    for row in rows {
        let (id, words) = (escape(&row.traced.id), escape(&shorten(&title(matrix, row), TITLE)));
        let at = if row.traced.coverage.is_some() && (is_traced(row.traced) || row.requirement.standing() == Standing::Due) {
            format!("<a class=\"at\" href=\"#q{}\">{id}</a>", key(row.traced))
        } else {
            view.link(row.traced.place.file, matrix.line_of(row), &row.traced.id)
        };
        let status = row.coverage.as_str();
        let priority = row.priority().map_or("", priority_word);
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{at} {words}{}</th><td>{priority}</td><td><span class=\"status {status}\">{}</span></td><td>{}</td></tr>",
            view.comment_at(&row.traced.place, None).map(|comment| format!(" {}", comment.link())).unwrap_or_default(),
            word(row.coverage),
            wheres(view, matrix, row)
        );
    }
    out.push_str("</tbody></table></div>\n");
}

/// Its places in the design, each with its heading; of what is not covered the nearest.
fn wheres(view: &View<'_>, matrix: &TraceMatrix<'_>, row: &Row<'_>) -> String {
    let places = matrix.places();
    let own = row.traced.links.iter().enumerate().filter(|(_, link)| link.place.file == matrix.design.document.id);
    let mut list = String::new();
    for (at, link) in own {
        let (line, _) = matrix.lines_of(link);
        let heading = places.of(link.place.span).heading.last().map(|heading| escape(&shorten(heading, 60))).unwrap_or_default();
        if is_traced(row.traced) {
            let _ = write!(list, "<li><a class=\"at\" href=\"#t{}-{at}\">line {line}</a> {heading}</li>", key(row.traced));
        } else {
            let _ = write!(list, "<li>nearest: {} {heading}</li>", view.link(link.place.file, line, &format!("line {line}")));
            break;
        }
    }
    if list.is_empty() { "\u{2013}".to_owned() } else { format!("<ul>{list}</ul>") }
}
