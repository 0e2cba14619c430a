//! The answer first: the verdict, the numbers, what was read, and every finding in the order of what is urgent.

use super::chart;
use super::documents::standing;
use super::escape::{escape, with_code};
use super::view::{Shown, View};
use crate::facts::Standing;
use crate::finding::Finding;
use crate::report::{count, groups, known, sentence, team_names};
use crate::review::Verdict;
use crate::trace::Coverage;
use std::fmt::Write as _;

pub(super) fn render(view: &View<'_>) -> String {
    let review = view.page.review;
    let verdict = review.verdict();
    let mut out = "<div class=\"wrap\">\n<div class=\"head\">\n<div>\n".to_owned();
    let _ = writeln!(out, "<p class=\"kind\">Design review</p>\n<h2 class=\"title\">{}</h2>", escape(&view.title()));
    let class = if verdict.blocking > 0 || verdict.before_release > 0 || verdict.incomplete { "bad" } else { "good" };
    let _ = writeln!(
        out,
        "<p class=\"verdict {class}\"><strong>{}</strong> {}{}</p>",
        verdict.sentence(),
        numbers(&verdict),
        silent(view, &verdict)
    );
    out.push_str(&read(view));
    for said in [known(review), waived(view), view.left.clone().unwrap_or_default()].iter().filter(|said| !said.is_empty()) {
        let _ = writeln!(out, "<p class=\"aside\">{}</p>", escape(said));
    }
    let _ = writeln!(out, "</div>\n<div class=\"figures\">\n{}{}</div>\n</div>", chart::render(view), coverage(view));
    out.push_str(&list(view));
    out + "</div>\n"
}

fn numbers(verdict: &Verdict) -> String {
    if verdict.findings == 0 {
        return String::new();
    }
    let mut text = count(verdict.findings, "finding");
    if verdict.before_release > 0 {
        let _ = write!(text, ", {} to be fixed before release", verdict.before_release);
    }
    match verdict.blocking {
        0 => {}
        1 => text += "; 1 stops the review",
        several => {
            let _ = write!(text, "; {several} stop the review");
        }
    }
    text + "."
}

/// Of what is not in the design and no finding, why.
fn silent(view: &View<'_>, verdict: &Verdict) -> String {
    let review = view.page.review;
    let left: Vec<_> = review.requirements.iter().filter(|one| one.coverage == Some(Coverage::Uncovered)).collect();
    if verdict.findings > 0 || left.is_empty() {
        return String::new();
    }
    let due = left.iter().filter(|one| standing(view, one) == Standing::Due).count();
    let verb = if left.len() == 1 { "is" } else { "are" };
    let why = if due == 0 { ": put off or out of scope" } else { "; look at them before the design is signed off" };
    format!("<a href=\"#requirements\">{}</a> {verb} not found in the design and no finding{why}.", count(left.len(), "requirement"))
}

fn waived(view: &View<'_>) -> String {
    match view.page.review.waived.len() {
        0 => String::new(),
        1 => "1 more finding is accepted by a waiver.".to_owned(),
        several => format!("{several} more findings are accepted by waivers."),
    }
}

/// What was read as what, and how pairs are known.
fn read(view: &View<'_>) -> String {
    let review = view.page.review;
    let mut out = "<ul class=\"read\">\n".to_owned();
    let (there, others): (Vec<&Shown>, Vec<&Shown>) = view.documents[..review.documents.len()].iter().partition(|shown| shown.is_there());
    for document in there.iter().map(|shown| shown.document) {
        let state = match &document.skipped {
            Some(reason) => format!("not reviewed: {}", escape(reason)),
            None => escape(review.kind_title(document)),
        };
        let _ = writeln!(out, "<li><a href=\"#d{}\">{}</a> <span>{state}</span></li>", document.id.0, escape(document.path()));
    }
    if !others.is_empty() {
        let verb = if others.len() == 1 { "was" } else { "were" };
        let _ = writeln!(out, "<li><details><summary>{} {verb} not reviewed</summary>\n<ul>", count(others.len(), "file"));
        for document in others.iter().map(|shown| shown.document) {
            let reason = document.skipped.as_deref().unwrap_or_default();
            let _ = writeln!(out, "<li>{}: {}</li>", escape(document.path()), escape(reason));
        }
        out.push_str("</ul></details></li>\n");
    }
    for set in &review.sets {
        let Some((product, design)) = set.requirements.zip(set.design) else { continue };
        let (product, design) = (escape(view.name(product)), escape(view.name(design)));
        if let Some(reason) = &set.mismatch {
            let _ = writeln!(out, "<li class=\"bad\">{product} and {design} do not seem to belong together: {}</li>", escape(reason));
        } else if !set.reason.is_empty() {
            let _ = writeln!(out, "<li>{product} and {design} belong together: {}</li>", escape(&set.reason));
        }
    }
    for diagnostic in &review.diagnostics {
        let path = diagnostic.path().map(|path| format!("{path}: ")).unwrap_or_default();
        let _ = writeln!(out, "<li>{}{}</li>", escape(&path), escape(&diagnostic.message));
    }
    out + "</ul>\n"
}

/// How many requirements are in the design, as a bar; nothing without a pair.
fn coverage(view: &View<'_>) -> String {
    let order = [Coverage::Covered, Coverage::Partial, Coverage::Ambiguous, Coverage::Uncovered];
    let held = view.page.review.requirements.iter().filter_map(|requirement| requirement.coverage);
    let mut numbers = [0_usize; 4];
    for coverage in held {
        numbers[order.iter().position(|known| *known == coverage).unwrap_or_default()] += 1;
    }
    let all: usize = numbers.iter().sum();
    if all == 0 {
        return String::new();
    }
    let mut bars = String::new();
    let mut x = 0;
    let mut legend = String::new();
    for (number, coverage) in numbers.into_iter().zip(order).filter(|(number, _)| *number > 0) {
        let wide = (number * 320 / all).max(4);
        let class = coverage.as_str();
        let _ = write!(bars, "<rect class=\"{class}\" x=\"{x}\" y=\"0\" width=\"{}\" height=\"14\" rx=\"2\"/>", wide - 2);
        let _ = write!(legend, "<li class=\"{class}\">{number} {}</li>", crate::report::trace::word(coverage));
        x += wide;
    }
    format!(
        "<div class=\"coverage\"><p><a href=\"#requirements\">Requirements in the design</a> <b>{} of {all} covered</b></p>\n<svg viewBox=\"0 0 {x} 14\" width=\"{x}\" height=\"14\" \
         aria-hidden=\"true\">{bars}</svg>\n<ul class=\"legend\">{legend}</ul></div>\n",
        numbers[0]
    )
}

/// Every finding that stands, by what is urgent.
fn list(view: &View<'_>) -> String {
    let mut out = "<div class=\"list\">\n".to_owned();
    for (title, findings) in groups(view.page.review) {
        let _ = writeln!(out, "<section>\n<h2>{title} <span>{}</span></h2>\n<ol>", findings.len());
        for finding in findings {
            out.push_str(&row(view, finding));
        }
        out.push_str("</ol>\n</section>\n");
    }
    out + "</div>\n"
}

fn row(view: &View<'_>, finding: &Finding) -> String {
    let Some(comment) = view.comment_on(finding) else { return String::new() };
    let (number, class) = (comment.number, comment.weight().class());
    let line = view.page.review.document(finding.primary.file).file.line1(finding.primary.span.start);
    let place = escape(&format!("{}:{line}", view.name(finding.primary.file)));
    let state = if comment.state.words().0 == "open" {
        String::new()
    } else {
        format!(" <span class=\"state\">{}</span>", comment.state.words().1)
    };
    format!(
        "<li data-f=\"{number}\"><a href=\"#c{number}\"><span class=\"n {class}\">{number}</span><span class=\"what\">{}</span><span class=\"where\"><span>{place}</span> <span>{}</span> \
         <span>{}</span>{state}</span></a></li>\n",
        with_code(&sentence(&finding.message)),
        escape(&team_names(&finding.teams)),
        finding.severity
    )
}
