//! Who else has to look at each set of documents: a table of teams, and what calls for each.

use super::escape::{address, escape};
use super::view::View;
use crate::report::route::{RouteList, engaged, named, rest};
use crate::routing::{Fired, Routed, Routing};
use crate::rule::RoutingLevel;
use std::fmt::Write as _;

/// Things of a trigger that are shown; the others are counted.
const SHOWN: usize = 6;

/// How many teams are called, and by what; None when there is no routing.
pub(super) fn render(view: &View<'_>) -> Option<(usize, String)> {
    let page = view.page;
    if page.routings.is_empty() {
        return None;
    }
    let list = RouteList { review: page.review, routings: page.routings, today: page.today };
    let mut out = "<div class=\"wrap\">\n<h2 class=\"page\">Who has to look</h2>\n".to_owned();
    for routing in page.routings {
        set(view, &list, routing, &mut out);
    }
    let number = page.routings.iter().map(|routing| routing.teams.len()).sum();
    Some((number, out + "</div>\n"))
}

fn set(view: &View<'_>, list: &RouteList<'_>, routing: &Routing, out: &mut String) {
    let paths: Vec<String> = routing.documents.iter().map(|id| format!("<b>{}</b>", escape(view.name(*id)))).collect();
    let release = match &routing.release {
        Some(release) => format!("Release on {} ({}).", release.date, view.place(&release.place)),
        None => "The documents name no day of release.".to_owned(),
    };
    let _ = writeln!(out, "<p class=\"lead\">{}. {release}</p>", paths.join(", "));
    if routing.teams.is_empty() {
        out.push_str("<p>Nothing calls for a team.</p>\n");
    }
    for routed in &routing.teams {
        team(view, list, routed, out);
    }
    if !routing.others.is_empty() {
        let names: Vec<String> = routing.others.iter().map(|team| escape(&team.name)).collect();
        let _ = writeln!(out, "<p class=\"aside\">Nothing calls for: {}.</p>", names.join(", "));
    }
}

fn team(view: &View<'_>, list: &RouteList<'_>, routed: &Routed, out: &mut String) {
    let (level, title) = match routed.level {
        RoutingLevel::MustReview => ("must", routed.level.title()),
        RoutingLevel::ForAwareness => ("know", routed.level.title()),
    };
    let place = routed.engaged.as_ref().map(|engaged| format!(": {}", view.place(&engaged.place))).unwrap_or_default();
    let late = if list.late(routed).is_some() { " class=\"late\"" } else { "" };
    let _ = writeln!(out, "<section class=\"team {level}\">\n<h3>{} <span class=\"level\">{title}</span></h3>", escape(&routed.team.name));
    let _ = writeln!(
        out,
        "<p class=\"facts\"><span{late}>Tell it {}</span> <span>Engaged: {}{place}</span>",
        escape(&list.due(routed)),
        engaged(routed)
    );
    for said in [&routed.team.contact, &routed.team.intake].into_iter().filter(|said| !said.is_empty()) {
        let shown = address(said).map_or_else(|| escape(said), |to| format!("<a href=\"{to}\" rel=\"noopener noreferrer\">{to}</a>"));
        let _ = writeln!(out, "<span>{shown}</span>");
    }
    out.push_str("</p>\n<ul>\n");
    for fired in &routed.fired {
        let _ = writeln!(out, "<li>{} {}</li>", escape(&fired.trigger.reason), places(view, list, fired));
    }
    out.push_str("</ul>\n");
    if !routed.team.needs.is_empty() {
        let needs: Vec<String> = routed.team.needs.iter().map(|line| escape(line)).collect();
        let _ = writeln!(out, "<p class=\"needs\"><b>Needs</b> {}</p>", needs.join("; "));
    }
    out.push_str("</section>\n");
}

fn places(view: &View<'_>, list: &RouteList<'_>, fired: &Fired) -> String {
    let shown = fired.places.iter().take(SHOWN).map(|label| {
        let words = list.words(label);
        let name = named(fired, label, &words);
        let name = if name.is_empty() { String::new() } else { format!(" ({})", escape(name)) };
        format!("<li>{} \u{201c}{}\u{201d}{name}</li>", view.place(label), escape(&words))
    });
    let shown: String = shown.collect();
    let rest = rest(fired, SHOWN);
    let rest = if rest.is_empty() { String::new() } else { format!("<li>{rest}</li>") };
    format!("<ul class=\"places\">{shown}{rest}</ul>")
}
