//! What a document declares and draws: schemas, diagrams, requirements, the parts of a design.

use super::{NAME, Outline};
use crate::diagram::Notation;
use crate::document::plain;
use crate::facts::{DataFlowState, DesignKind};
use crate::report::facts::row;
use crate::report::page::{CARE, PLAIN, Part, WEAK};
use crate::report::{count, safe, shorten};
use std::collections::BTreeMap;
use std::io;

impl Outline<'_, '_, '_> {
    pub(super) fn schemas(&mut self) -> io::Result<()> {
        let found = &self.facts.schemas;
        if found.is_empty() {
            return Ok(());
        }
        let columns: usize = found.iter().map(|schema| schema.columns.len()).sum();
        self.page.heading("Schemas", &format!("{} declared, {}", found.len(), count(columns, "column")))?;
        let (shown, left) = self.cut(found.len());
        for schema in &found[..shown] {
            let name = if schema.name.is_empty() { "(without a name)".to_owned() } else { safe::line(&schema.name) };
            let number = match (schema.columns.len(), schema.values.len()) {
                (0, 0) => "no column".to_owned(),
                (0, values) => count(values, "value"),
                (columns, _) => count(columns, "column"),
            };
            let mut parts: Vec<Part> = vec![
                (number, PLAIN),
                (format!("{} {}", row::word(schema.notation), row::word(schema.shape)), PLAIN),
                (format!("line\u{A0}{}", self.line(schema.name_span)), PLAIN),
            ];
            if self.page.is_verbose() {
                let names: Vec<&str> = schema.columns.iter().map(|column| column.name.as_str()).collect();
                parts.push((safe::line(&names.join(", ")), WEAK));
            }
            self.page.entry(4, &shorten(&name, 60), NAME, &parts)?;
        }
        self.more(left)
    }

    pub(super) fn diagrams(&mut self) -> io::Result<()> {
        let found = &self.facts.diagrams;
        let flow = &self.facts.data_flow;
        let how = match (flow.state, flow.span) {
            (DataFlowState::Diagram, Some(span)) => format!("the flow of data is drawn, line\u{A0}{}", self.line(span)),
            (_, Some(span)) => format!("the flow of data is told in words, line\u{A0}{}", self.line(span)),
            (_, None) => "the flow of data is not shown".to_owned(),
        };
        self.page.heading("Diagrams", &if found.is_empty() { format!("none; {how}") } else { format!("{}; {how}", found.len()) })?;
        let (shown, left) = self.cut(found.len());
        for diagram in &found[..shown] {
            let (first, last) = self.file.lines1(diagram.span);
            let at = if first == last { format!("line\u{A0}{first}") } else { format!("line\u{A0}{first}\u{2013}{last}") };
            let (what, style) = match (&diagram.graph, &diagram.refusal) {
                (Some(graph), _) => {
                    let lines =
                        if graph.boundaries.is_empty() { String::new() } else { format!(", {}", boundaries(graph.boundaries.len())) };
                    (format!("{}, {}{lines}", count(graph.nodes.len(), "node"), count(graph.flows.len(), "flow")), PLAIN)
                }
                (None, Some(refusal)) => {
                    (format!("not read: {} (line\u{A0}{})", safe::line(&refusal.reason), self.line(refusal.span)), CARE)
                }
                (None, None) => (unread(diagram.notation).to_owned(), WEAK),
            };
            let kind = row::word(diagram.kind).replace('-', " ");
            let name = format!("{} ({})", if kind == "other" { "drawing" } else { &kind }, row::word(diagram.notation));
            self.page.entry(4, &name, NAME, &[(what, style), (at, PLAIN)])?;
        }
        self.more(left)
    }

    pub(super) fn requirements(&mut self) -> io::Result<()> {
        let found = &self.facts.requirements;
        if found.is_empty() {
            return Ok(());
        }
        let with = found.iter().filter(|requirement| !requirement.acceptance.is_empty()).count();
        self.page.heading("Requirements", &format!("{}, {with} with acceptance criteria", found.len()))?;
        let (shown, left) = self.cut(found.len());
        for requirement in &found[..shown] {
            let words = shorten(&safe::line(&plain(requirement.span.of(self.file.text()))), if self.page.is_verbose() { 240 } else { 100 });
            let said = [
                requirement.priority.map_or("", |said| said.value.name()).to_owned(),
                requirement.scope.map_or("", |said| said.value.name()).to_owned(),
                if requirement.acceptance.is_empty() {
                    String::new()
                } else {
                    count(requirement.acceptance.len(), "criterion").replace("criterions", "criteria")
                },
            ];
            let mut parts: Vec<Part> = vec![(format!("line\u{A0}{}", self.line(requirement.span)), PLAIN)];
            parts.extend(said.into_iter().map(|word| (word, PLAIN)));
            parts.push((words, WEAK));
            self.page.entry(4, &shorten(&safe::line(&requirement.id), 60), 12, &parts)?;
        }
        self.more(left)
    }

    pub(super) fn design(&mut self) -> io::Result<()> {
        let (found, ids) = (&self.facts.design, &self.facts.requirement_mentions);
        if found.is_empty() && ids.is_empty() {
            return Ok(());
        }
        self.page.heading("Design", &format!("{} (numbers are lines)", count(found.len(), "statement")))?;
        let mut kinds: BTreeMap<DesignKind, Vec<Part>> = BTreeMap::new();
        for stated in found {
            let name = shorten(&safe::line(&stated.name), 48);
            kinds.entry(stated.kind).or_default().push((format!("{name}\u{A0}{}", self.line(stated.span)), PLAIN));
        }
        for (kind, mut parts) in kinds {
            let (shown, left) = self.cut(parts.len());
            parts.truncate(shown);
            if left > 0 {
                parts.push((format!("{left} more"), WEAK));
            }
            self.page.entry(2, &row::word(kind), 10, &parts)?;
        }
        if !ids.is_empty() {
            let mut parts: Vec<Part> = Vec::new();
            for mention in ids {
                let id = safe::line(&mention.id);
                if !parts.iter().any(|(known, _)| known.split('\u{A0}').next() == Some(id.as_str())) {
                    parts.push((format!("{id}\u{A0}{}", self.line(mention.span)), PLAIN));
                }
            }
            let (shown, left) = self.cut(parts.len());
            parts.truncate(shown);
            if left > 0 {
                parts.push((format!("{left} more"), WEAK));
            }
            self.page.entry(2, "names", 10, &parts)?;
        }
        Ok(())
    }
}

fn boundaries(number: usize) -> String {
    if number == 1 { "1 boundary".to_owned() } else { format!("{number} boundaries") }
}

/// Why a diagram has no nodes and flows.
fn unread(notation: Notation) -> &'static str {
    match notation {
        Notation::Image => "a picture, which cannot be read",
        Notation::Link => "a link to a drawing, which is not opened",
        _ => "no nodes and flows in it",
    }
}
