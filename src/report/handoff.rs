//! The state of a review on half a page, for the colleague who goes on with it.

use super::markdown::{code, text};
use super::{count, sentence, shorten, team_name};
use crate::checklist::{Checklist, Side};
use crate::document::plain;
use crate::facts::EngagementState;
use crate::item::{Item, Place};
use crate::review::{Profile, Review, Reviewed};
use crate::routing::Routing;
use crate::rule::{ReleasePriority, RoutingLevel, Team, WaiverKind};
use std::io::{self, Write};

/// Items of each priority that are written out.
const SHOWN: usize = 3;
/// Events at the end of a time line that are told, and characters shown of a line.
const LAST: usize = 5;
const SHOWN_OF_A_LINE: usize = 100;

/// Writes a hand-off in Markdown: what was read, what stops the review, what is open, who was asked and who still has to be.
pub fn render_handoff(review: &Review, profiles: &[Profile], items: &[Item], routings: &[Routing], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Hand-off\n\n**{}**\n", review.verdict().sentence())?;
    for document in review.documents.iter().filter(|document| document.skipped.is_none()) {
        let Some(facts) = &document.facts else { continue };
        let control = &facts.control;
        let state = [("version", &control.version), ("state", &control.status), ("of", &control.date), ("by", &control.owner)];
        let said = state.iter().filter_map(|(name, value)| Some(format!("{name} {}", text(value.as_deref()?))));
        let said: Vec<String> = said.collect();
        let said = if said.is_empty() { "no owner, version or date".to_owned() } else { said.join(", ") };
        writeln!(out, "- read: `{}`, {}, {said}", code(document.path()), review.kind_title(document))?;
    }
    for document in review.documents.iter().filter(|document| document.skipped.is_none()) {
        stands(&profiles[document.profile].checklist, document, out)?;
    }
    let open: Vec<&Item> = items.iter().filter(|item| item.status.is_open()).collect();
    let stops: Vec<&Item> = open.iter().copied().filter(|item| item.blocks_review).collect();
    listed("Stops the review", &stops, usize::MAX, out)?;
    for release in ReleasePriority::ALL.iter().rev().filter(|release| **release != ReleasePriority::None) {
        let due: Vec<&Item> = open.iter().copied().filter(|item| item.release == *release && !item.blocks_review).collect();
        listed(release.title(), &due, SHOWN, out)?;
    }
    asked(review, out)?;
    teams(routings, out)
}

/// Of a document that stands alone: what it says of each step that it has to, and what happened last.
fn stands(checklist: &Checklist, document: &Reviewed, out: &mut dyn Write) -> io::Result<()> {
    let Some(facts) = document.facts.as_ref().filter(|facts| facts.kind.side == Side::Alone) else { return Ok(()) };
    let source = document.file.text();
    let line = |at: u32| source[at as usize..].lines().next().unwrap_or_default();
    let steps = checklist
        .topics
        .iter()
        .zip(&facts.topics)
        .filter(|(topic, _)| topic.applies_to.contains(&facts.kind.id) && !topic.heading.is_empty());
    let (said, unsaid): (Vec<_>, Vec<_>) = steps.partition(|(_, fact)| fact.state.is_accepted());
    let mut gap = "\n## Where it stands\n\n";
    for (topic, place) in said.iter().filter_map(|(topic, fact)| Some((topic, fact.place?))) {
        let start = source[..place.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let is_heading = facts.outline.iter().any(|entry| entry.span.contains(place));
        let words = if is_heading { String::new() } else { shorten(&plain(line(start as u32)), SHOWN_OF_A_LINE) };
        let behind = if words.is_empty() { "" } else { ": " };
        writeln!(out, "{gap}- {}, line {}{behind}{}", text(&topic.heading), document.file.line1(place.start), text(&words))?;
        gap = "";
    }
    if !unsaid.is_empty() {
        let names: Vec<&str> = unsaid.iter().map(|(topic, _)| topic.title.as_ref()).collect();
        writeln!(out, "{gap}- not read in it: {}", text(&names.join(", ")))?;
    }
    let last = &facts.events[facts.events.len().saturating_sub(LAST)..];
    gap = "\n## What happened last\n\n";
    for event in last {
        let words = shorten(&plain(line(event.span.start).trim_end_matches(['|', ' '])), SHOWN_OF_A_LINE);
        writeln!(out, "{gap}- {} (line {})", text(&words), document.file.line1(event.span.start))?;
        gap = "";
    }
    Ok(())
}

fn listed(title: &str, items: &[&Item], most: usize, out: &mut dyn Write) -> io::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {title}: {}\n", count(items.len(), "item"))?;
    for item in items.iter().take(most) {
        let place = item.places.first().map_or_else(String::new, |Place { path, line, .. }| format!(" (`{}:{line}`)", code(path)));
        writeln!(out, "- {}{place}", text(&sentence(&item.title)))?;
    }
    if items.len() > most {
        writeln!(out, "- and {} more", items.len() - most)?;
    }
    Ok(())
}

/// What reviewers have asked and what was answered, as their marks say.
fn asked(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    let marked: Vec<_> = review.waived.iter().filter(|waived| waived.terms.kind.is_some()).collect();
    if marked.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Asked, answered, accepted\n")?;
    for waived in marked {
        let terms = &waived.terms;
        let kind = terms.kind.map_or("accepted", WaiverKind::as_str).replace('-', " ");
        let who = terms.owner.as_deref().map_or_else(String::new, |owner| format!(" by {}", text(owner)));
        let until = terms.until.map_or_else(String::new, |until| format!(", until {until}"));
        writeln!(out, "- {kind}{who}{until}: {} ({})", text(&sentence(&waived.finding.message)), text(&terms.reason))?;
    }
    Ok(())
}

/// Which teams know, and which still have to be told.
fn teams(routings: &[Routing], out: &mut dyn Write) -> io::Result<()> {
    let mut gap = "\n## Teams\n\n";
    for routed in routings.iter().flat_map(|routing| &routing.teams).filter(|routed| routed.level == RoutingLevel::MustReview) {
        let state = match routed.engaged.as_ref().map(|engaged| engaged.state) {
            Some(EngagementState::Engaged) => "is at work",
            Some(_) => "is named, and not yet at work",
            None => "is not named in the documents",
        };
        let due = routed.due.map_or_else(String::new, |due| format!(", to be told by {due}"));
        let name = sentence(&team_name(&Team::from(routed.team.id.as_str())));
        writeln!(out, "{gap}- {} {state}{due}", text(&name))?;
        gap = "";
    }
    Ok(())
}
