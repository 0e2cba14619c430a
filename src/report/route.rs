//! Who else has to look, as `designvet route` prints it: a list for people, `designvet.route/1` for programs, CSV for spreadsheets,
//! Markdown for pull requests.

mod csv;
mod json;
mod markdown;
mod text;

pub use csv::render_route_csv;
pub use json::render_route_json;
pub use markdown::render_route_markdown;
pub use text::render_route_text;

use crate::date::Date;
use crate::facts::EngagementState;
use crate::finding::Label;
use crate::review::Review;
use crate::routing::{Fired, Routed, Routing};

/// Things of a trigger that a report for people shows; the others are counted.
const SHOWN: usize = 3;
/// Longest quotation, in characters.
const QUOTED: usize = 120;

/// The routing of every set of a review, ready to be written.
pub struct RouteList<'a> {
    /// The review.
    pub review: &'a Review,
    /// What became of each set.
    pub routings: &'a [Routing],
    /// The day on which it is asked; None leaves out what is late.
    pub today: Option<Date>,
}

impl RouteList<'_> {
    /// Paths of the documents of a set.
    pub(super) fn paths(&self, routing: &Routing) -> Vec<&str> {
        routing.documents.iter().map(|id| self.review.document(*id).path()).collect()
    }

    /// `path:line:column` of the words of a label.
    fn place(&self, label: &Label) -> String {
        super::place(self.review, label)
    }

    /// The words of a label, cut to what can be read at a glance.
    pub(super) fn words(&self, label: &Label) -> String {
        // A sentence may begin inside bold words.
        super::shorten(&crate::document::plain(self.review.text(label)).replace("**", ""), QUOTED)
    }

    pub(super) fn late(&self, routed: &Routed) -> Option<i64> {
        routed.late(self.today?)
    }

    /// "by 2026-08-18, 14 days before the release"; what is late says by how much.
    pub(super) fn due(&self, routed: &Routed) -> String {
        let lead = super::count(routed.team.lead_days as usize, "day");
        let Some(due) = routed.due else { return format!("{lead} before the release") };
        match self.late(routed) {
            Some(days) => format!("by {due}, {lead} before the release: late by {}", super::count(days.unsigned_abs() as usize, "day")),
            None => format!("by {due}, {lead} before the release"),
        }
    }
}

/// What the documents say of a team.
pub(super) fn engaged(routed: &Routed) -> &'static str {
    match routed.engaged.as_ref().map(|engaged| engaged.state) {
        Some(EngagementState::Engaged) => "yes",
        Some(EngagementState::Planned) => "named, still to come",
        None => "not named in these documents",
    }
}

/// How many places of a trigger a report for people leaves out.
pub(super) fn rest(fired: &Fired, shown: usize) -> String {
    let left = fired.mentions - fired.places.len().min(shown);
    if left == 0 { String::new() } else { format!("and {}", super::count(left, "more place")) }
}

/// What a thing is called, where neither its words nor the reason say so.
pub(super) fn named<'f>(fired: &'f Fired, label: &'f Label, words: &str) -> &'f str {
    let said = [words, &fired.trigger.reason].iter().any(|said| said.to_lowercase().contains(&label.note.to_lowercase()));
    if said { "" } else { &label.note }
}
