//! Teams that may have to look at a document, and what calls for each, from `[[team]]` and `[[trigger]]` of a pack.

use super::load::{Reference, is_kebab, names};
use super::{Checklist, RoutedTeam, Trigger};
use crate::rule::{RoutingLevel, Team};
use crate::text::Text;
use crate::toml_reader::{At, Table, suggestion};
use std::sync::Arc;

/// Most days of lead that a team may have; more is a slip of the pen.
const MOST_DAYS: u64 = 3650;

/// Reads the teams and triggers of a pack. One declared again is changed in what is written; lists of words grow.
pub(super) fn read(root: &mut Table<'_>, list: &mut Checklist, references: &mut Vec<Reference>) {
    root.tables("team", |table| read_team(table, list));
    root.tables("trigger", |table| read_trigger(table, list, references));
}

fn read_team(table: &mut Table<'_>, list: &mut Checklist) {
    let id = table.required("id");
    let name = table.string("name");
    let contact = table.string("contact");
    let intake = table.string("intake");
    let needs = table.strings("needs");
    let lead_days = lead_days(table);
    let people = table.plain_strings("people");
    let reviews = table.plain_strings("reviews");
    let labels = table.plain_strings("labels");
    let Some(id) = id else { return };
    let known = list.teams.iter().position(|team| team.id.as_str() == id.value);
    if known.is_none() && !(check_id(table, &id) && is_named(table, &id, list)) {
        return;
    }
    let at = known.unwrap_or_else(|| {
        list.teams.push(RoutedTeam::new(Team(id.value)));
        list.teams.len() - 1
    });
    let team = &mut list.teams[at];
    set(&mut team.name, name);
    set(&mut team.contact, contact);
    set(&mut team.intake, intake);
    if let Some(needs) = needs {
        team.needs = needs.into_iter().map(|line| line.value).collect();
    }
    team.lead_days = lead_days.unwrap_or(team.lead_days);
    team.people.extend(people);
    team.reviews.extend(reviews);
    team.labels.extend(labels);
}

/// Days of lead of a team.
pub fn lead_days(table: &mut Table<'_>) -> Option<u32> {
    let days = table.number_at("lead-days")?;
    if days.value > MOST_DAYS {
        table.problem(days.span, format!("`lead-days` is {}, more than {MOST_DAYS}", days.value), None);
        return None;
    }
    Some(days.value as u32)
}

/// A team that is not known yet has a name, so that a slip in an id makes no team.
fn is_named(table: &Table<'_>, id: &At<Text>, list: &Checklist) -> bool {
    let named = table.has("name");
    if !named {
        let like = suggestion(&id.value, list.teams.iter().map(|team| team.id.as_str()));
        let help = like.unwrap_or_else(|| "a new team needs a `name`".to_owned());
        table.problem(id.span, format!("unknown team `{}`", id.value), Some(help));
    }
    named
}

fn read_trigger(table: &mut Table<'_>, list: &mut Checklist, references: &mut Vec<Reference>) {
    let Some(id) = table.required("id") else { return };
    let known = list.triggers.iter().position(|trigger| trigger.id == id.value);
    let new = known.is_none();
    let (team, reason) =
        if new { (table.required("team"), table.required("reason")) } else { (table.string("team"), table.string("reason")) };
    let level = table.word("level", RoutingLevel::ALL, RoutingLevel::parse);
    let facts = names(table, "facts", "fact", references);
    let with = names(table, "with", "fact", references);
    let without = names(table, "without", "fact", references);
    let enabled = table.bool("enabled");
    for key in ["level", "facts"] {
        if new && !table.has(key) {
            table.problem(table.span(), format!("`{key}` is missing"), None);
        }
    }
    if let Some(team) = &team {
        references.push(Reference { what: "team", name: team.clone(), file: Arc::clone(table.file()) });
    }
    if new && !check_id(table, &id) {
        return;
    }
    let at = known.unwrap_or_else(|| {
        list.triggers.push(Trigger::new(id.value));
        list.triggers.len() - 1
    });
    let trigger = &mut list.triggers[at];
    if let Some(team) = team {
        trigger.team = Team(team.value);
    }
    set(&mut trigger.reason, reason);
    trigger.level = level.unwrap_or(trigger.level);
    trigger.enabled = enabled.unwrap_or(trigger.enabled);
    let lists = [(facts, &mut trigger.facts), (with, &mut trigger.with), (without, &mut trigger.without)];
    for (written, slot) in lists {
        if let Some(written) = written {
            *slot = written;
        }
    }
}

fn check_id(table: &Table<'_>, id: &At<Text>) -> bool {
    let sound = is_kebab(&id.value);
    if !sound {
        table.problem(id.span, format!("`{}` is no id", id.value), Some("lower-case words joined by hyphens".to_owned()));
    }
    sound
}

fn set(slot: &mut Text, written: Option<At<Text>>) {
    if let Some(written) = written {
        *slot = written.value;
    }
}
