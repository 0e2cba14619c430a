//! A review as one page: the documents as their readers know them, findings as comments in the margin beside the words they are about, and
//! what else there is to see of a review on tabs. One file that fetches nothing, for a browser that allows it nothing else.

mod burndown;
mod chart;
mod comment;
mod differences;
mod documents;
mod drawing;
mod escape;
mod filters;
mod fold;
mod ids;
mod marks;
mod packets;
mod policy;
mod prose;
mod requirements;
mod routing;
mod slug;
mod summary;
mod view;

use crate::burndown::Burndown;
use crate::date::Date;
use crate::packet::Packet;
use crate::review::Review;
use crate::routing::Routing;
pub(super) use escape::escape;
use std::io::{self, Write};
use view::View;

/// What a page shows.
pub struct AnnotatedPage<'a> {
    /// The review.
    pub review: &'a Review,
    /// Who else has to look, by set of documents.
    pub routings: &'a [Routing],
    /// What each team starts from.
    pub packets: &'a [Packet],
    /// Rows of tables that are opened and closed, where there are such.
    pub burndown: Option<&'a Burndown>,
    /// The day on which it is asked; None leaves out what is late.
    pub today: Option<Date>,
}

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// A tab: the id of its section, its name, how many things are on it, and its content.
struct Tab {
    id: &'static str,
    name: &'static str,
    number: Option<usize>,
    content: String,
}

/// Writes a review as a page.
pub fn render_page(page: &AnnotatedPage<'_>, out: &mut dyn Write) -> io::Result<()> {
    let view = View::of(page);
    let tabs = tabs(&view);
    let title = escape(&view.title());
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>")?;
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy::of(STYLE, SCRIPT))?;
    writeln!(out, "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">")?;
    writeln!(out, "<meta name=\"generator\" content=\"designvet {}\">", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "<title>{title}: design review</title>\n<style>{STYLE}</style>\n<script>{SCRIPT}</script>\n</head>\n<body>")?;
    writeln!(out, "<a class=\"skip\" href=\"#documents\">Skip to the documents</a>")?;
    writeln!(out, "<header class=\"bar\"><h1 class=\"name\">{title}</h1>\n<nav aria-label=\"Parts of the review\">")?;
    for tab in &tabs {
        let number = tab.number.map(|number| format!(" <span>{number}</span>")).unwrap_or_default();
        writeln!(out, "<a href=\"#{}\">{}{number}</a>", tab.id, tab.name)?;
    }
    writeln!(out, "</nav>\n{}</header>", filters::bar(&view))?;
    writeln!(
        out,
        "<main>\n<p class=\"wrap none\" id=\"nothing\" hidden>No finding has all of this. <button type=\"button\" id=\"every\">Show all</button></p>"
    )?;
    // The first is there before the rest has been read.
    let classes = std::iter::once("tab shown").chain(std::iter::repeat("tab"));
    for (Tab { id, name, content, .. }, class) in tabs.iter().zip(classes) {
        writeln!(out, "<section class=\"{class}\" id=\"{id}\" aria-label=\"{name}\" tabindex=\"-1\">\n{content}</section>")?;
    }
    writeln!(out, "</main>\n{}</body>\n</html>", filters::HELP)
}

/// The tabs that there is something on.
fn tabs(view: &View<'_>) -> Vec<Tab> {
    let mut tabs = vec![
        Tab { id: "summary", name: "Summary", number: None, content: summary::render(view) },
        Tab { id: "documents", name: "Documents", number: None, content: documents::render(view) },
    ];
    let further = [
        ("burndown", "Open rows", burndown::render(view)),
        ("requirements", "Requirements", requirements::render(view)),
        ("differences", "Differences", differences::render(view)),
        ("routing", "Who has to look", routing::render(view)),
        ("packets", "Packets", packets::render(view)),
    ];
    let further = further.into_iter().filter_map(|(id, name, made)| {
        let (number, content) = made?;
        Some(Tab { id, name, number: Some(number), content })
    });
    tabs.extend(further);
    tabs
}
