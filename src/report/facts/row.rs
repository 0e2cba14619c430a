//! Facts as one list of rows, each with the words, the role and the rule that decided: what CSV and explanations are made of.

use crate::checklist::Checklist;
use crate::document::plain;
use crate::facts::{Facts, Mention, RuleFamily};
use crate::source::{SourceFile, Span};
use serde::Serialize;
use std::borrow::Cow;

/// One fact at one place.
pub(super) struct Row<'a> {
    /// `data-element`, `third-party`, `place` and so on.
    pub(super) kind: &'static str,
    pub(super) id: Cow<'a, str>,
    /// What people call it.
    pub(super) name: Cow<'a, str>,
    pub(super) role: String,
    pub(super) span: Span,
    /// What it is said of.
    pub(super) subject: Option<Span>,
    pub(super) confidence: &'static str,
    /// The named rule; empty where none decided.
    pub(super) rule: &'static str,
    /// Whose rule it is.
    pub(super) family: Option<RuleFamily>,
}

/// The word that JSON has for a value.
pub(super) fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Every fact of a document: by kind, in source order within each.
pub(super) fn rows<'a>(file: &'a SourceFile, facts: &'a Facts, checklist: &'a Checklist) -> Vec<Row<'a>> {
    let mut rows = decided(file, facts, checklist);
    let plain_row = |kind, id: Cow<'a, str>, name: Cow<'a, str>, role: String, span| Row {
        kind,
        id,
        name,
        role,
        span,
        subject: None,
        confidence: "",
        rule: "",
        family: None,
    };
    for schema in &facts.schemas {
        let name = Cow::Borrowed(schema.name.as_str());
        rows.push(plain_row("schema", name.clone(), name, word(schema.notation), schema.name_span));
        rows.extend(schema.columns.iter().map(|column| {
            let id = Cow::Owned(format!("{}.{}", schema.name, column.name));
            let row = plain_row("column", id, Cow::Borrowed(&column.name), column.kind.clone(), column.name_span);
            Row { subject: Some(schema.name_span), ..row }
        }));
    }
    rows.extend(facts.diagrams.iter().map(|diagram| {
        let name = match (&diagram.graph, &diagram.refusal) {
            (Some(graph), _) => format!("{} nodes, {} flows", graph.nodes.len(), graph.flows.len()),
            (None, Some(refusal)) => format!("not read: {}", refusal.reason),
            (None, None) => String::new(),
        };
        plain_row("diagram", Cow::Owned(word(diagram.notation)), Cow::Owned(name), word(diagram.kind), diagram.span)
    }));
    rows.extend(facts.requirements.iter().map(|requirement| {
        let name = Cow::Owned(plain(requirement.span.of(file.text())));
        let said = [requirement.priority.map_or("", |said| said.value.name()), requirement.scope.map_or("", |said| said.value.name())];
        let role = said.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        plain_row("requirement", Cow::Borrowed(&requirement.id), name, role, requirement.span)
    }));
    rows.extend(facts.design.iter().map(|stated| {
        plain_row("design", Cow::Borrowed(stated.name.as_str()), Cow::Borrowed(stated.name.as_str()), word(stated.kind), stated.span)
    }));
    rows.extend(facts.statements.iter().map(|stated| {
        let name = Cow::Owned(plain(stated.span.of(file.text())));
        let owner = Cow::Borrowed(stated.owner.or(stated.speaker).map_or("", |span| span.of(file.text())));
        Row { subject: stated.linked, ..plain_row("statement", owner, name, word(stated.kind), stated.span) }
    }));
    for (topic, fact) in checklist.topics.iter().zip(&facts.topics).filter(|(topic, _)| topic.reported) {
        let span = fact.place.or(fact.section).or(fact.mention);
        rows.extend(span.map(|span| {
            let id = Cow::Borrowed(topic.id.as_str());
            plain_row("topic", id, Cow::Borrowed(topic.title.as_ref()), word(fact.state), span)
        }));
    }
    rows
}

/// The facts that a named rule decided, each mention by itself.
pub(super) fn decided<'a>(file: &'a SourceFile, facts: &'a Facts, checklist: &'a Checklist) -> Vec<Row<'a>> {
    let terms = &checklist.terms;
    let row = |family, id: &'a str, name: &'a str, role: String, mention: &Mention| Row {
        kind: kind(family),
        id: Cow::Borrowed(id),
        name: Cow::Borrowed(name),
        role,
        span: mention.span,
        subject: mention.subject,
        confidence: mention.confidence.as_str(),
        rule: mention.decided_by,
        family: Some(family),
    };
    let mut rows: Vec<Row<'a>> = Vec::new();
    rows.extend(facts.data_elements.iter().map(|fact| {
        let element = &terms.elements[fact.element];
        row(RuleFamily::DataElement, &element.id, &element.name, word(fact.role), &fact.mention)
    }));
    for party in facts.third_parties.iter().filter(|party| is_shown(party)) {
        let role = |role: crate::facts::PartyRole| if party.unnamed { "unnamed" } else { role.as_str() }.to_owned();
        let mentions = party.mentions.iter();
        rows.extend(mentions.map(|(said, mention)| row(RuleFamily::ThirdParty, &party.id, &party.name, role(*said), mention)));
    }
    rows.extend(facts.locations.iter().map(|fact| {
        let place = &terms.places[fact.place];
        row(RuleFamily::Location, &place.code, &place.label, fact.role.as_str().to_owned(), &fact.mention)
    }));
    rows.extend(facts.regulations.iter().map(|fact| {
        let regulation = &terms.regulations[fact.regulation];
        row(RuleFamily::Regulation, &regulation.id, &regulation.name, word(fact.role), &fact.mention)
    }));
    rows.extend(facts.retention.iter().map(|fact| {
        let subject = fact.subject.map(|span| plain(span.of(file.text()))).unwrap_or_default();
        let time = fact.duration.map_or_else(String::new, |duration| duration.to_string());
        Row {
            kind: kind(RuleFamily::Retention),
            id: Cow::Owned(time),
            name: Cow::Owned(subject),
            role: word(fact.what),
            span: fact.span,
            subject: fact.subject,
            confidence: fact.confidence.as_str(),
            rule: fact.decided_by,
            family: Some(RuleFamily::Retention),
        }
    }));
    rows.extend(facts.protections.iter().map(|fact| {
        let control = &terms.controls[fact.control];
        let row = row(RuleFamily::Protection, &control.id, &control.name, word(fact.strength), &fact.mention);
        Row { subject: fact.object.or(fact.mention.subject), ..row }
    }));
    rows
}

/// A recipient without a name is worth a line only when data goes there.
pub(super) fn is_shown(party: &crate::facts::ThirdParty) -> bool {
    !party.unnamed || party.role.counts()
}

fn kind(family: RuleFamily) -> &'static str {
    match family {
        RuleFamily::DataElement => "data-element",
        RuleFamily::ThirdParty => "third-party",
        RuleFamily::Location => "place",
        RuleFamily::Regulation => "regulation",
        RuleFamily::Retention => "retention",
        RuleFamily::Protection => "control",
    }
}
