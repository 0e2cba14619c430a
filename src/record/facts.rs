//! What a document says that a review rests on, in words that do not change with the place.

use super::Fact;
use crate::checklist::Checklist;
use crate::document::plain;
use crate::facts::{DataRole, DesignKind, Facts, RegulationRole, Standing, Strength};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The facts of a document, each thing once, in alphabetical order.
pub(super) fn of(facts: &Facts, text: &str, checklist: &Checklist) -> Vec<Fact> {
    let mut all = Known::default();
    let terms = &checklist.terms;
    let words = |span: Span| plain(span.of(text)).to_lowercase();
    for fact in &facts.data_elements {
        let said = if fact.role == DataRole::Processed { "handled" } else { "not handled" };
        all.add("data", &terms.elements[fact.element].name, said);
    }
    for party in facts.third_parties.iter().filter(|party| party.role.counts()) {
        all.add("service", &party.name, party.role.as_str());
    }
    for fact in &facts.retention {
        let subject = fact.subject.map_or_else(String::new, words);
        let said = fact.duration.map_or_else(|| words(fact.span), |duration| duration.to_string());
        all.add("kept", &subject, &said);
    }
    for fact in &facts.locations {
        all.add("place", &terms.places[fact.place].label, fact.role.as_str());
    }
    for fact in facts.regulations.iter().filter(|fact| fact.role == RegulationRole::Named) {
        all.add("law", &terms.regulations[fact.regulation].name, "named");
    }
    for statement in &facts.protections {
        let how = statement.mechanism.map(words);
        let said = match statement.strength {
            Strength::Concrete => how.unwrap_or_else(|| "described".to_owned()),
            Strength::Planned => "planned".to_owned(),
            Strength::Weak => "wished for".to_owned(),
            Strength::Denied => "denied".to_owned(),
        };
        all.add("protection", &terms.controls[statement.control].name, &said);
    }
    for requirement in facts.requirements.iter().filter(|requirement| requirement.has_id) {
        let standing = match requirement.standing() {
            Standing::Due => "due",
            Standing::Later => "later",
            Standing::Out => "out",
        };
        all.add("requirement", &requirement.id, standing);
        if let Some(priority) = &requirement.priority {
            all.add("requirement", &requirement.id, &format!("{:?}", priority.value).to_lowercase());
        }
    }
    for statement in facts.design.iter().filter(|statement| statement.kind == DesignKind::Endpoint && statement.name.contains('/')) {
        all.add("call", &statement.name, "offered");
    }
    for schema in facts.schemas.iter().filter(|schema| !schema.name.is_empty()) {
        schema.columns.iter().for_each(|column| all.add("table", &schema.name, &column.name));
    }
    for graph in facts.diagrams.iter().filter_map(|diagram| diagram.graph.as_ref()) {
        for flow in &graph.flows {
            let [from, to] = [flow.from, flow.to].map(|at| graph.nodes[at].label.as_str());
            all.add("flow", &format!("{from} \u{2192} {to}"), if flow.label.is_empty() { "drawn" } else { &flow.label });
        }
    }
    all.facts()
}

/// Where a document names data, services, places, laws and protections, in the order of the text.
pub(super) fn mentions(facts: &Facts, checklist: &Checklist) -> Vec<(Span, String)> {
    let terms = &checklist.terms;
    let data = facts.data_elements.iter().map(|fact| (fact.mention.span, terms.elements[fact.element].name.to_string()));
    let parties = facts.third_parties.iter().flat_map(|party| party.mentions.iter().map(|(_, mention)| (mention.span, party.name.clone())));
    let places = facts.locations.iter().flat_map(|fact| {
        let spans = std::iter::once(fact.mention.span).chain(fact.again.iter().copied());
        spans.map(|span| (span, terms.places[fact.place].label.to_string()))
    });
    let laws = facts.regulations.iter().map(|fact| (fact.mention.span, terms.regulations[fact.regulation].name.to_string()));
    let protections = facts.protections.iter().map(|fact| (fact.mention.span, terms.controls[fact.control].name.to_string()));
    let mut all: Vec<(Span, String)> = data.chain(parties).chain(places).chain(laws).chain(protections).collect();
    all.sort();
    all
}

/// Things by kind and name, and what is said of each.
#[derive(Default)]
struct Known {
    by_name: BTreeMap<(&'static str, String), BTreeSet<String>>,
}

impl Known {
    fn add(&mut self, kind: &'static str, name: &str, said: &str) {
        self.by_name.entry((kind, name.to_owned())).or_default().insert(said.to_owned());
    }

    fn facts(self) -> Vec<Fact> {
        let one = |((kind, name), values): ((&'static str, String), BTreeSet<String>)| Fact {
            kind: kind.to_owned(),
            name,
            values: values.into_iter().collect(),
        };
        self.by_name.into_iter().map(one).collect()
    }
}
