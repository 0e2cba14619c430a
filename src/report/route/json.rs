//! Routing as `designvet.route/1`, for programs: what CI needs to ask for reviewers. Its structs are the published form and change only
//! by addition; the schema is `docs/schemas/route-1.schema.json`.

use super::RouteList;
use crate::facts::EngagementState;
use crate::report::json::{Location, location};
use crate::report::write_json;
use crate::routing::{Routed, Routing};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    today: Option<String>,
    sets: Vec<OneSet<'a>>,
}

#[derive(Serialize)]
struct OneSet<'a> {
    documents: Vec<&'a str>,
    pair_reason: &'a str,
    release: Option<Release<'a>>,
    teams: Vec<Team<'a>>,
    /// Ids of teams that nothing calls for.
    not_called: Vec<&'a str>,
}

#[derive(Serialize)]
struct Release<'a> {
    date: String,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Team<'a> {
    id: &'a str,
    name: &'a str,
    level: &'static str,
    contact: &'a str,
    intake: &'a str,
    needs: Vec<&'a str>,
    lead_days: u32,
    due: Option<String>,
    late_days: Option<i64>,
    engaged: Option<Engaged<'a>>,
    triggers: Vec<Trigger<'a>>,
}

#[derive(Serialize)]
struct Engaged<'a> {
    state: EngagementState,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Trigger<'a> {
    id: &'a str,
    level: &'static str,
    reason: &'a str,
    /// How many places there are in all.
    mentions: usize,
    /// Each thing once; its name is the note.
    places: Vec<Location<'a>>,
}

/// Writes routing as JSON, set by set, the teams that have to look first.
pub fn render_route_json(list: &RouteList<'_>, out: &mut dyn Write) -> io::Result<()> {
    let sets = list.routings.iter().map(|routing| set(list, routing)).collect();
    let root = Root { schema: "designvet.route/1", today: list.today.map(|today| today.to_string()), sets };
    write_json(&root, out)
}

fn set<'a>(list: &'a RouteList<'_>, routing: &'a Routing) -> OneSet<'a> {
    let release = routing.release.as_ref();
    OneSet {
        documents: list.paths(routing),
        pair_reason: &routing.reason,
        release: release.map(|release| Release { date: release.date.to_string(), location: location(list.review, &release.place) }),
        teams: routing.teams.iter().map(|routed| team(list, routed)).collect(),
        not_called: routing.others.iter().map(|team| team.id.as_str()).collect(),
    }
}

fn team<'a>(list: &'a RouteList<'_>, routed: &'a Routed) -> Team<'a> {
    let triggers = routed.fired.iter().map(|fired| Trigger {
        id: &fired.trigger.id,
        level: fired.trigger.level.as_str(),
        reason: &fired.trigger.reason,
        mentions: fired.mentions,
        places: fired.places.iter().map(|label| location(list.review, label)).collect(),
    });
    let engaged = routed.engaged.as_ref();
    Team {
        id: routed.team.id.as_str(),
        name: &routed.team.name,
        level: routed.level.as_str(),
        contact: &routed.team.contact,
        intake: &routed.team.intake,
        needs: routed.team.needs.iter().map(AsRef::as_ref).collect(),
        lead_days: routed.team.lead_days,
        due: routed.due.map(|due| due.to_string()),
        late_days: list.late(routed),
        engaged: engaged.map(|engaged| Engaged { state: engaged.state, location: location(list.review, &engaged.place) }),
        triggers: triggers.collect(),
    }
}
