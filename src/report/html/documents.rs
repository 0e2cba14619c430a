//! The documents, each with its comments and with the links between what is asked and how it is built.

use super::escape::escape;
use super::marks::{Mark, Marks, Weight};
use super::prose::{self, Source};
use super::view::View;
use crate::facts::{Requirement, Standing};
use crate::review::TracedRequirement;
use crate::source::FileId;
use crate::trace::Coverage;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Comments on a document up to which they stand beside their words, and pieces up to which all are laid out at once.
const MANY: usize = 500;
const PIECES: usize = 20_000;
/// Chips at one place that are shown in full; further ones are small until they are pointed at.
const CHIPS: usize = 2;

pub(super) fn render(view: &View<'_>) -> String {
    let mut out = String::new();
    let shown: Vec<FileId> = view.documents.iter().filter(|shown| shown.is_there()).map(|shown| shown.document.id).collect();
    if shown.len() > 1 {
        out.push_str("<nav class=\"files\" aria-label=\"Documents\">\n");
        for id in &shown {
            let comments =
                view.comments.iter().filter(|comment| comment.finding.primary.file == *id && !comment.state.is_settled()).count();
            let number = if comments > 0 { format!(" <span>{comments}</span>") } else { String::new() };
            let _ = writeln!(out, "<a href=\"#d{}\">{}{number}</a>", id.0, escape(view.name(*id)));
        }
        if view.page.review.sets.iter().any(|set| set.requirements.is_some() && set.design.is_some()) {
            out.push_str("<button type=\"button\" id=\"both\" aria-pressed=\"false\" title=\"Both documents side by side (b)\">Side by side</button>\n");
        }
        out.push_str("</nav>\n");
    }
    out.push_str("<div class=\"desk\">\n");
    for id in shown {
        document(view, id, &mut out);
    }
    out + "</div>\n"
}

fn document(view: &View<'_>, id: FileId, out: &mut String) {
    let review = view.page.review;
    let shown = &view.documents[id.0 as usize];
    let beside = review.sets.iter().find_map(|set| Some((set, set.counterpart(id)?)));
    let other = beside.map(|(_, other)| format!(" data-beside=\"d{}\"", other.0)).unwrap_or_default();
    let first = beside.is_some_and(|(set, _)| set.requirements == Some(id));
    let side = if first { " first" } else { "" };
    let many = if comments_on(view, id) > MANY || shown.pieces.len() > PIECES { " many" } else { "" };
    let path = escape(shown.document.path());
    let state = match &shown.document.skipped {
        Some(reason) => format!("not reviewed: {}", escape(reason)),
        None if shown.document.id.0 as usize >= review.documents.len() => "waivers".to_owned(),
        None => format!("read as {}", escape(review.kind_title(shown.document))),
    };
    let _ = writeln!(out, "<article class=\"doc{side}{many}\" id=\"d{}\" aria-label=\"{path}\"{other} tabindex=\"-1\">", id.0);
    let _ = writeln!(out, "<h2 class=\"path\"><b>{}</b> <span>{state}</span></h2>\n<div class=\"sheet\">", escape(view.name(id)));
    let marks = Marks::new(marks(view, id), &prose::leaves(&shown.pieces));
    let diagrams = shown.document.facts.as_ref().map_or(&[][..], |facts| &facts.diagrams);
    let comment = |number: usize| view.comments[number - 1].card(view);
    let source = Source { number: id.0 as usize, file: &shown.document.file, pieces: &shown.pieces, diagrams, comment: &comment };
    out.push_str(&prose::render(&source, marks));
    out.push_str("</div>\n</article>\n");
}

/// How many comments of a document ask for something.
fn comments_on(view: &View<'_>, id: FileId) -> usize {
    view.comments.iter().filter(|comment| comment.finding.primary.file == id && !comment.state.is_settled()).count()
}

/// What is shown at places of a document.
fn marks(view: &View<'_>, id: FileId) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut chips: BTreeMap<u32, usize> = BTreeMap::new();
    for comment in &view.comments {
        let number = comment.number;
        let primary = &comment.finding.primary;
        if primary.file == id {
            marks.push(Mark { span: primary.span, comment: Some((number, comment.weight())), chip: comment.chip(), beside: Some(number) });
        }
        for (at, label) in comment.finding.related.iter().enumerate().filter(|(_, label)| label.file == id) {
            let chip = format!("<span id=\"r{number}-{at}\"></span>");
            marks.push(Mark { span: label.span, comment: Some((number, Weight::Related)), chip, beside: None });
        }
    }
    for requirement in &view.page.review.requirements {
        if requirement.place.file == id {
            marks.extend(wanted(view, requirement).map(|chip| Mark { span: requirement.place.span, comment: None, chip, beside: None }));
        }
        if !is_traced(requirement) {
            continue;
        }
        for (at, link) in requirement.links.iter().enumerate().filter(|(_, link)| link.place.file == id) {
            let (class, key) = (class(requirement), key(requirement));
            let (name, id) = (escape(&view.short_id(requirement)), escape(&requirement.id));
            let here = chips.entry(link.place.span.start).or_default();
            *here += 1;
            let more = if *here > CHIPS { " more" } else { "" };
            let chip = format!(
                "<a class=\"t {class}{more}\" id=\"t{key}-{at}\" href=\"#q{key}\" title=\"{id}\" aria-label=\"Back to requirement {id}\">\u{2190}&#8239;{name}</a>"
            );
            marks.push(Mark { span: link.place.span, comment: None, chip, beside: None });
        }
    }
    marks
}

/// The chip before a requirement: where it is in the design; None for what is not held against one.
fn wanted(view: &View<'_>, requirement: &TracedRequirement) -> Option<String> {
    let coverage = requirement.coverage?;
    let (class, key) = (class(requirement), key(requirement));
    if coverage == Coverage::Uncovered {
        return (standing(view, requirement) == Standing::Due)
            .then(|| format!("<span class=\"q {class}\" id=\"q{key}\">not in the design</span>"));
    }
    let name = escape(&requirement.id);
    let mut chip = format!("<span class=\"q {class}\" id=\"q{key}\">");
    for (at, link) in requirement.links.iter().enumerate() {
        let line = view.page.review.document(link.place.file).file.line1(link.place.span.start);
        let more = if at >= CHIPS { " more" } else { "" };
        let _ = write!(
            chip,
            "<a class=\"t {class}{more}\" href=\"#t{key}-{at}\" aria-label=\"{name}, {}: line {line} of the design\">\u{2192}&#8239;{line}</a>",
            coverage.as_str()
        );
    }
    Some(chip + "</span>")
}

/// Whether a requirement is to be built now.
pub(super) fn standing(view: &View<'_>, requirement: &TracedRequirement) -> Standing {
    let facts = view.page.review.document(requirement.place.file).facts.as_ref();
    let own = facts.and_then(|facts| facts.requirements.iter().find(|one| one.span == requirement.place.span));
    own.map_or(Standing::Due, Requirement::standing)
}

/// True when its places in the design are shown as its own: the nearest to what is not covered is none.
pub(super) fn is_traced(requirement: &TracedRequirement) -> bool {
    requirement.coverage.is_some_and(|coverage| coverage != Coverage::Uncovered)
}

/// What ids of a requirement and its places end with.
pub(super) fn key(requirement: &TracedRequirement) -> String {
    format!("{}-{}", requirement.place.file.0, requirement.place.span.start)
}

fn class(requirement: &TracedRequirement) -> &'static str {
    requirement.coverage.map_or("", Coverage::as_str)
}
