//! A review to who else has to look: for each set of documents the teams that something in it calls for, what that is and where, whether
//! the documents name the team already, and by when it has to know.
//!
//! Teams and triggers are data (`checklists/teams.toml`, `checklists/routing.toml`); `docs/routing.md` says what counts.

use crate::checklist::{Checklist, RoutedTeam, Trigger};
use crate::date::Date;
use crate::facts::{EngagementState, Shown};
use crate::finding::Label;
use crate::pair::Set;
use crate::review::{Profile, Review, Reviewed};
use crate::rule::RoutingLevel;
use crate::source::FileId;
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Places of a trigger up to which a thing is shown more than once.
const FEW: usize = 3;

/// Who has to look at one set of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routing {
    /// Its documents, the product document first, then the design, notes and others.
    pub documents: Vec<FileId>,
    /// How it is known that they belong together; empty for a document alone.
    pub reason: String,
    /// The day on which people get the product, and where it is said.
    pub release: Option<Release>,
    /// Teams that something calls for: those that have to look first, then in the order of their declaration.
    pub teams: Vec<Routed>,
    /// Teams that something could call for by its facts, and nothing does.
    pub others: Vec<RoutedTeam>,
}

/// The day of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The day.
    pub date: Date,
    /// The words that say it.
    pub place: Label,
}

/// A team that something calls for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routed {
    /// The team.
    pub team: RoutedTeam,
    /// Whether it has to look.
    pub level: RoutingLevel,
    /// What calls for it, the strongest first.
    pub fired: Vec<Fired>,
    /// Where the documents name it as one that looks at them; None where they do not.
    pub engaged: Option<Engaged>,
    /// By when it has to know; None without a day of release.
    pub due: Option<Date>,
}

/// A trigger that a set fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fired {
    /// The trigger.
    pub trigger: Trigger,
    /// What fires it: each thing at its first place, with its name as the note, what is named most often first; then further lines while
    /// there are few.
    pub places: Vec<Label>,
    /// How many places there are in all.
    pub mentions: usize,
}

/// What the documents say of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engaged {
    /// Whether it is at work.
    pub state: EngagementState,
    /// The sentence, row or line that says so.
    pub place: Label,
}

impl Routed {
    /// How many days too late it is to tell the team today; None when it is not, and when the team knows.
    pub fn late(&self, today: Date) -> Option<i64> {
        let engaged = self.engaged.as_ref().is_some_and(|engaged| engaged.state == EngagementState::Engaged);
        let days = today.days_after(self.due?);
        (days > 0 && !engaged && self.level == RoutingLevel::MustReview).then_some(days)
    }
}

impl Routing {
    /// True when a team had to be told of a release that is still ahead, and is not at work.
    pub fn is_late(&self, today: Date) -> bool {
        let is_ahead = self.release.as_ref().is_some_and(|release| today <= release.date);
        is_ahead && self.teams.iter().any(|routed| routed.late(today).is_some())
    }
}

/// The routing of every set of a review, in the order of its sets. What something else took the place of is routed to nobody.
pub fn route(review: &Review, profiles: &[Profile]) -> Vec<Routing> {
    review.sets.iter().filter_map(|set| of_set(review, set, profiles)).collect()
}

fn of_set(review: &Review, set: &Set, profiles: &[Profile]) -> Option<Routing> {
    let documents: Vec<&Reviewed> = set.members().map(|id| review.document(id)).filter(|document| !is_superseded(document)).collect();
    let checklist = &profiles[documents.first()?.profile].checklist;
    let release = release(review, set);
    let mut teams: Vec<Routed> = Vec::new();
    let mut others = Vec::new();
    for team in &checklist.teams {
        let fired = fired(team, checklist, &documents);
        match fired.first() {
            Some(first) => teams.push(Routed {
                level: first.trigger.level,
                engaged: engaged(team, checklist, &documents),
                due: release.as_ref().map(|release| release.date.earlier(team.lead_days)),
                team: team.clone(),
                fired,
            }),
            None if is_asked_by_facts(team, checklist) => others.push(team.clone()),
            None => {}
        }
    }
    // Sorting keeps the order of declaration among equals.
    teams.sort_by_key(|routed| std::cmp::Reverse(routed.level));
    let documents = documents.iter().map(|document| document.id).collect();
    Some(Routing { documents, reason: set.reason.clone(), release, teams, others })
}

/// The day on which people get what a set is about: as the product document says, else the design, notes and others. What something else
/// took the place of is not asked.
pub fn release(review: &Review, set: &Set) -> Option<Release> {
    set.members().map(|id| review.document(id)).filter(|document| !is_superseded(document)).find_map(|document| {
        let release = document.facts.as_ref()?.release?;
        Some(Release { date: release.date, place: Label::new(document.id, release.span, "") })
    })
}

fn is_superseded(document: &Reviewed) -> bool {
    document.facts.as_ref().is_none_or(|facts| facts.control.state == Some("superseded"))
}

/// False for a team that only its own name calls for.
fn is_asked_by_facts(team: &RoutedTeam, checklist: &Checklist) -> bool {
    let mut triggers = checklist.triggers.iter().filter(|trigger| trigger.team == team.id && trigger.enabled);
    triggers.any(|trigger| trigger.level == RoutingLevel::MustReview && !trigger.facts.iter().any(|fact| fact.starts_with("team:")))
}

/// What calls for a team, the strongest first. What one trigger shows is not shown again by another.
fn fired(team: &RoutedTeam, checklist: &Checklist, documents: &[&Reviewed]) -> Vec<Fired> {
    let mut triggers: Vec<&Trigger> = checklist.triggers.iter().filter(|trigger| trigger.team == team.id && trigger.enabled).collect();
    triggers.sort_by_key(|trigger| std::cmp::Reverse(trigger.level));
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut fired: Vec<Fired> = Vec::new();
    for trigger in triggers {
        if let Some(found) = fire(trigger, checklist, documents, &known) {
            known.extend(found.places.iter().map(|place| place.note.clone()));
            fired.push(found);
        }
    }
    fired
}

/// What fires a trigger, but for the things that are `known`; None when nothing does.
fn fire(trigger: &Trigger, checklist: &Checklist, documents: &[&Reviewed], known: &BTreeSet<String>) -> Option<Fired> {
    let is_shown = |fact: &Text| documents.iter().any(|document| !shown(document, fact, checklist).is_empty());
    let mut places: Vec<Label> = Vec::new();
    for document in documents {
        let mut found: Vec<Shown> = trigger.facts.iter().flat_map(|fact| shown(document, fact, checklist)).collect();
        found.sort_by(|a, b| (a.span, &a.name).cmp(&(b.span, &b.name)));
        found.dedup_by(|later, first| first.span.contains(later.span));
        places.extend(found.into_iter().map(|shown| Label::new(document.id, shown.span, shown.name)));
    }
    places.retain(|place| !known.contains(&place.note));
    if places.is_empty() || !trigger.with.iter().all(is_shown) || trigger.without.iter().any(is_shown) {
        return None;
    }
    let mentions = places.len();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for place in &places {
        *counts.entry(place.note.clone()).or_default() += 1;
    }
    let mut seen = BTreeSet::new();
    let (mut things, again): (Vec<Label>, Vec<Label>) = places.into_iter().partition(|place| seen.insert(place.note.clone()));
    // Sorting keeps the order of the documents among equals.
    things.sort_by_key(|place| std::cmp::Reverse(counts[&place.note]));
    let line = |place: &Label| (place.file, documents.iter().find(|one| one.id == place.file).map(|one| one.file.line1(place.span.start)));
    let mut lines: BTreeSet<_> = things.iter().map(line).collect();
    let room = FEW.saturating_sub(things.len());
    things.extend(again.into_iter().filter(|place| lines.insert(line(place))).take(room));
    Some(Fired { trigger: trigger.clone(), places: things, mentions })
}

fn shown(document: &Reviewed, fact: &str, checklist: &Checklist) -> Vec<Shown> {
    document.facts.as_ref().map_or_else(Vec::new, |facts| facts.all_shown(fact, checklist))
}

/// Where the documents name a team: where it is at work before where it is to be.
fn engaged(team: &RoutedTeam, checklist: &Checklist, documents: &[&Reviewed]) -> Option<Engaged> {
    let at = checklist.teams.iter().position(|known| known.id == team.id)?;
    let named = documents.iter().flat_map(|document| {
        let facts = document.facts.iter();
        let of_team = facts.flat_map(|facts| &facts.engagements).filter(|named| named.team == at);
        of_team.map(|named| Engaged { state: named.state, place: Label::new(document.id, named.passage, "") })
    });
    named.min_by_key(|engaged| engaged.state)
}
