//! Facts of a document to whether, and where, it shows what a rule asks for.

use super::{DataRole, Facts, LocationRole, Mention, PartyRole, Protection, RegulationRole, RetentionKind, Strength, ThirdParty};
use crate::checklist::condition::selects;
use crate::checklist::{Checklist, Condition, Side};
use crate::source::Span;
use crate::terms::{Receives, Regulation};
use std::collections::BTreeSet;

/// Something that a document shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// What people call it, for lists: "health record".
    pub name: String,
    /// Where.
    pub span: Span,
}

impl Facts {
    /// What shows the fact that `condition` names, in source order; each thing once, at its first place. Empty when nothing does.
    pub fn shown(&self, condition: &str, checklist: &Checklist) -> Vec<Shown> {
        let mut found = self.all_shown(condition, checklist);
        let mut seen = BTreeSet::new();
        found.retain(|shown| seen.insert(shown.name.clone()));
        found
    }

    /// The same with every place.
    pub fn all_shown(&self, condition: &str, checklist: &Checklist) -> Vec<Shown> {
        let mut found = match Condition::parse(condition) {
            Condition::Signal(id) => self.signal(id, checklist),
            Condition::Topic(id) => self.topic(id, checklist),
            Condition::Element(which) => self.elements(which, checklist),
            Condition::Document(side) => self.document(side),
            Condition::Team(id) => self.teams(id, checklist),
            Condition::ThirdParty(which) => self.parties(which, checklist),
            Condition::Regulation(which) => self.laws(which, checklist),
            Condition::Location(which) => self.places(which, checklist),
            Condition::Retention => self.periods(),
            Condition::Control(id) => self.statements(id, Strength::Concrete, checklist),
            Condition::Planned(id) => self.statements(id, Strength::Planned, checklist),
            Condition::Weak(id) => self.statements(id, Strength::Weak, checklist),
            Condition::RedFlag(id) => self.statements(id, Strength::Denied, checklist),
            Condition::Trigger(id) => self.triggers(id, checklist),
            Condition::Endless => self.endless(),
        };
        found.sort_by(|a, b| (a.span, &a.name).cmp(&(b.span, &b.name)));
        found
    }

    fn signal(&self, id: &str, checklist: &Checklist) -> Vec<Shown> {
        let Some(index) = checklist.signals.iter().position(|signal| signal.id == id) else { return Vec::new() };
        let fact = &self.signals[index];
        let first = fact.spans.first().copied().filter(|_| fact.shown);
        first.into_iter().map(|span| Shown { name: checklist.signals[index].title.to_string(), span }).collect()
    }

    fn topic(&self, id: &str, checklist: &Checklist) -> Vec<Shown> {
        let Some(index) = checklist.topic_index(id) else { return Vec::new() };
        let fact = &self.topics[index];
        let place = fact.place.unwrap_or(self.title_span);
        if fact.state.is_accepted() { vec![Shown { name: checklist.topics[index].title.to_string(), span: place }] } else { Vec::new() }
    }

    fn document(&self, side: &str) -> Vec<Shown> {
        let is = match self.kind.side {
            Side::Both => side != Side::Notes.to_string(),
            own => own.to_string() == side,
        };
        let name = self.title.clone().unwrap_or_else(|| self.kind.id.to_string());
        is.then_some(Shown { name, span: self.title_span }).into_iter().collect()
    }

    fn teams(&self, id: &str, checklist: &Checklist) -> Vec<Shown> {
        let Some(team) = checklist.teams.iter().position(|team| team.id.as_str() == id) else { return Vec::new() };
        let of_team = self.engagements.iter().filter(|named| named.team == team);
        of_team.map(|named| Shown { name: checklist.teams[team].name.to_lowercase(), span: named.span }).collect()
    }

    fn parties(&self, which: Option<&str>, checklist: &Checklist) -> Vec<Shown> {
        let approved = |party: &ThirdParty| party.vendor.is_some_and(|at| checklist.terms.vendors[at].approved);
        let used = |party: &ThirdParty| party.role == PartyRole::Used && !party.unnamed;
        let in_use = |party: &ThirdParty| matches!(party.role, PartyRole::Used | PartyRole::Optional);
        let asked = |party: &ThirdParty| match which {
            None => in_use(party) && !party.unnamed,
            Some("receives") => in_use(party) && party.receives == Receives::Yes,
            Some("used") => used(party) && party.receives != Receives::No && !approved(party),
            Some("used-with-data") => used(party) && party.receives == Receives::Yes,
            Some("without-data") => used(party) && party.receives == Receives::No && !approved(party),
            Some("approved") => used(party) && approved(party),
            Some("optional") => party.role == PartyRole::Optional && !party.unnamed && !approved(party),
            Some("future") => party.role == PartyRole::Future && !party.unnamed && !approved(party),
            Some("unnamed") => in_use(party) && party.unnamed,
            Some(kind) => in_use(party) && party.kind == kind,
        };
        // "An LLM provider" says nothing beside its name.
        let named = self.third_parties.iter().any(|party| asked(party) && !party.unnamed);
        let found = self.third_parties.iter().filter(|party| asked(party) && !(named && party.unnamed));
        found.map(|party| Shown { name: party.name.clone(), span: party.mention.span }).collect()
    }

    fn laws(&self, which: Option<&str>, checklist: &Checklist) -> Vec<Shown> {
        let named = self.regulations.iter().filter(|fact| fact.role == RegulationRole::Named);
        let laws = named.map(|fact| (&checklist.terms.regulations[fact.regulation], fact.mention.span));
        let asked = |law: &Regulation| which.is_none_or(|which| [&law.id, &law.topic, &law.team].into_iter().any(|name| name == which));
        laws.filter(|(law, _)| asked(law)).map(|(law, span)| Shown { name: law.name.to_string(), span }).collect()
    }

    fn places(&self, which: Option<&str>, checklist: &Checklist) -> Vec<Shown> {
        let asked = |role: LocationRole| match which {
            None => matches!(role, LocationRole::Storage | LocationRole::Promise | LocationRole::Environment),
            Some(name) => role.as_str() == name,
        };
        let found = self.locations.iter().filter(|fact| asked(fact.role));
        found.map(|fact| Shown { name: checklist.terms.places[fact.place].label.to_string(), span: fact.mention.span }).collect()
    }

    fn statements(&self, id: &str, strength: Strength, checklist: &Checklist) -> Vec<Shown> {
        let is_asked = |control: usize| id == "any" || checklist.terms.controls[control].id == id;
        let about = |statement: &&Protection| statement.strength == strength && is_asked(statement.control);
        let named = |statement: &Protection| Shown {
            name: checklist.terms.controls[statement.control].name.to_lowercase(),
            span: statement.mention.span,
        };
        self.protections.iter().filter(about).map(named).collect()
    }

    fn triggers(&self, id: &str, checklist: &Checklist) -> Vec<Shown> {
        let fact = self.controls.iter().find(|fact| checklist.terms.controls[fact.control].id == id);
        let named = |mention: &Mention| Shown { name: id.to_owned(), span: mention.span };
        fact.into_iter().flat_map(|fact| &fact.triggers).map(named).collect()
    }

    fn periods(&self) -> Vec<Shown> {
        self.retention.iter().map(|fact| Shown { name: "how long data is kept".to_owned(), span: fact.span }).collect()
    }

    fn endless(&self) -> Vec<Shown> {
        let endless = self.retention.iter().filter(|fact| fact.what == RetentionKind::Forever);
        endless.map(|fact| Shown { name: "data".to_owned(), span: fact.span }).collect()
    }

    fn elements(&self, which: Option<&str>, checklist: &Checklist) -> Vec<Shown> {
        // What the document says it does not handle is put to nobody as handled, unless a column holds it.
        let denied: BTreeSet<usize> = self
            .data_elements
            .iter()
            .filter(|fact| fact.role == DataRole::Excluded && matches!(fact.mention.decided_by, "keeping-denied" | "none-of-it"))
            .map(|fact| fact.element)
            .collect();
        let held: BTreeSet<usize> =
            self.data_elements.iter().filter(|fact| fact.mention.decided_by == "column-of-a-person").map(|fact| fact.element).collect();
        let stands = |element: usize| !denied.contains(&element) || held.contains(&element);
        let facts = self.data_elements.iter().filter(|fact| fact.role == DataRole::Processed && stands(fact.element));
        facts
            .filter_map(|fact| {
                let element = &checklist.terms.elements[fact.element];
                let asked = which.map_or(!element.is_light(), |which| selects(which, element));
                asked.then(|| Shown { name: in_a_list(&element.name), span: fact.mention.span })
            })
            .collect()
    }
}

/// The name of a kind of data as a list in a sentence has it: "Medical condition / diagnosis" is "medical condition or diagnosis",
/// "Payment card number (PAN)" is "payment card number".
fn in_a_list(name: &str) -> String {
    let name = name.split(" (").next().unwrap_or(name).replace(" / ", " or ");
    let word = |word: &str| {
        let is_short = word.chars().filter(|c| c.is_uppercase()).count() > 1;
        if is_short { word.to_owned() } else { word.to_lowercase() }
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
