//! What documents say, as `designvet facts` prints it: `designvet.facts/1` for programs, an outline for people.

use super::safe;
use crate::checklist::Checklist;
use crate::diagram::{DiagramKind, Notation};
use crate::facts::{DataFlowState, Facts, PartyRole, TopicState};
use crate::rule::Confidence;
use crate::source::{SourceFile, Span};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    documents: Vec<Document<'a>>,
}

#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    kind: &'a str,
    form: Option<&'a str>,
    kind_reason: &'a str,
    title: Option<&'a str>,
    words: usize,
    control: Control<'a>,
    topics: Vec<Topic<'a>>,
    data_flow: DataFlow,
    diagrams: Vec<Diagram>,
    signals: Vec<Signal<'a>>,
    data_elements: [(); 0],
    third_parties: Vec<ThirdParty<'a>>,
    regions: [(); 0],
    regulations: [(); 0],
    retention: [(); 0],
}

#[derive(Serialize)]
struct Control<'a> {
    owner: Option<&'a str>,
    status: Option<&'a str>,
    state: Option<&'a str>,
    version: Option<&'a str>,
    date: Option<&'a str>,
}

#[derive(Serialize)]
struct Topic<'a> {
    id: &'a str,
    /// `addressed`, `stub` or `absent`.
    state: &'static str,
    /// The rung of the ladder.
    ladder: TopicState,
    lines: Option<[u32; 2]>,
}

#[derive(Serialize)]
struct DataFlow {
    state: DataFlowState,
    notation: Option<Notation>,
    kind: Option<DiagramKind>,
    lines: Option<[u32; 2]>,
}

#[derive(Serialize)]
struct Diagram {
    notation: Notation,
    kind: DiagramKind,
    lines: [u32; 2],
}

#[derive(Serialize)]
struct ThirdParty<'a> {
    id: &'a str,
    name: &'a str,
    surface: &'a str,
    line: u32,
    /// The role; `unnamed` for a recipient without a name.
    role: &'static str,
    kind: &'a str,
    decided_by: &'static str,
    confidence: Confidence,
    mentions: Vec<PartyMention<'a>>,
}

#[derive(Serialize)]
struct PartyMention<'a> {
    surface: &'a str,
    line: u32,
    role: &'static str,
    decided_by: &'static str,
}

#[derive(Serialize)]
struct Signal<'a> {
    id: &'a str,
    shown: bool,
    surfaces: Vec<&'a str>,
}

/// `addressed`, `stub` or `absent`: the three states of a topic that most readers need.
fn coarse(state: TopicState, mentioned: bool) -> &'static str {
    match state {
        _ if state.is_accepted() => "addressed",
        TopicState::Missing if !mentioned => "absent",
        _ => "stub",
    }
}

/// Writes the facts of documents as JSON. Lines count from 1, both ends included.
pub fn render_facts_json(documents: &[(&SourceFile, &Facts)], checklist: &Checklist, out: &mut dyn Write) -> io::Result<()> {
    let documents = documents.iter().map(|(file, facts)| document(file, facts, checklist)).collect();
    serde_json::to_writer_pretty(&mut *out, &Root { schema: "designvet.facts/1", documents })?;
    writeln!(out)
}

fn document<'a>(file: &'a SourceFile, facts: &'a Facts, checklist: &'a Checklist) -> Document<'a> {
    let lines = |span: Span| {
        let (first, last) = file.lines1(span);
        [first, last]
    };
    let topics = checklist.topics.iter().zip(&facts.topics).filter(|(topic, _)| topic.reported);
    let signals = checklist.signals.iter().zip(&facts.signals);
    Document {
        path: file.path(),
        kind: facts.kind.id.as_str(),
        form: facts.kind.form.as_ref().map(crate::rule::DocKind::as_str),
        kind_reason: &facts.kind.reason,
        title: facts.title.as_deref(),
        words: facts.substance.words,
        control: Control {
            owner: facts.control.owner.as_deref(),
            status: facts.control.status.as_deref(),
            state: facts.control.state,
            version: facts.control.version.as_deref(),
            date: facts.control.date.as_deref(),
        },
        topics: topics
            .map(|(topic, fact)| Topic {
                id: topic.id.as_str(),
                state: coarse(fact.state, fact.mention.is_some()),
                ladder: fact.state,
                lines: fact.section.or(fact.place).or(fact.mention).map(lines),
            })
            .collect(),
        data_flow: DataFlow {
            state: facts.data_flow.state,
            notation: facts.data_flow.notation,
            kind: facts.data_flow.kind,
            lines: facts.data_flow.span.map(lines),
        },
        diagrams: facts.diagrams.iter().map(|d| Diagram { notation: d.notation, kind: d.kind, lines: lines(d.span) }).collect(),
        signals: signals
            .map(|(signal, fact)| Signal {
                id: &signal.id,
                shown: fact.shown,
                surfaces: fact.spans.iter().map(|s| s.of(file.text())).collect(),
            })
            .collect(),
        data_elements: [],
        third_parties: facts.third_parties.iter().filter_map(|party| third_party(file, party)).collect(),
        regions: [],
        regulations: [],
        retention: [],
    }
}

/// A recipient without a name is worth a line only when data goes there.
fn third_party<'a>(file: &'a SourceFile, party: &'a crate::facts::ThirdParty) -> Option<ThirdParty<'a>> {
    let role = if party.unnamed { "unnamed" } else { party.role.as_str() };
    (!party.unnamed || party.role.counts()).then(|| ThirdParty {
        id: &party.id,
        name: &party.name,
        surface: party.mention.span.of(file.text()),
        line: file.line1(party.mention.span.start),
        role,
        kind: &party.kind,
        decided_by: party.mention.decided_by,
        confidence: party.mention.confidence,
        mentions: party
            .mentions
            .iter()
            .map(|(role, mention)| PartyMention {
                surface: mention.span.of(file.text()),
                line: file.line1(mention.span.start),
                role: role.as_str(),
                decided_by: mention.decided_by,
            })
            .collect(),
    })
}

/// Writes the facts of documents for people.
pub fn render_facts_text(documents: &[(&SourceFile, &Facts)], checklist: &Checklist, out: &mut dyn Write) -> io::Result<()> {
    for (number, (file, facts)) in documents.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        let kind = checklist.kind(facts.kind.form.as_ref().unwrap_or(&facts.kind.id).as_str());
        let kind = kind.map_or(facts.kind.id.as_str(), |k| k.title.as_str());
        writeln!(out, "{}: {kind}: {}", safe::line(file.path()), safe::line(&facts.kind.reason))?;
        if let Some(title) = &facts.title {
            writeln!(out, "  title    {}", safe::line(title))?;
        }
        let control = &facts.control;
        for (name, value) in
            [("owner", &control.owner), ("status", &control.status), ("version", &control.version), ("date", &control.date)]
        {
            if let Some(value) = value {
                writeln!(out, "  {name:8} {}", safe::line(value))?;
            }
        }
        writeln!(out, "  {:8} {}", "words", facts.substance.words)?;
        if let Some(span) = facts.data_flow.span {
            let how = facts.data_flow.notation.map_or("words".to_owned(), |n| format!("{n:?}").to_lowercase());
            writeln!(out, "  {:8} in {how}, line {}", "flow", file.line1(span.start))?;
        }
        writeln!(out, "  topics")?;
        for (topic, fact) in checklist.topics.iter().zip(&facts.topics) {
            let state = coarse(fact.state, fact.mention.is_some());
            let place = fact.place.or(fact.mention).map(|span| {
                let words = super::shorten(&crate::document::plain(span.of(file.text())), 48);
                format!("line {} \u{201c}{}\u{201d}", file.line1(span.start), safe::line(&words))
            });
            let row = format!("    {state:9} {:24} {}", topic.title, place.unwrap_or_default());
            writeln!(out, "{}", row.trim_end())?;
        }
        let parties = facts.third_parties.iter().filter(|party| !party.unnamed && party.role != PartyRole::Named);
        for (number, party) in parties.enumerate() {
            if number == 0 {
                writeln!(out, "  third parties")?;
            }
            let line = file.line1(party.mention.span.start);
            writeln!(out, "    {:10} {:28} line {line}", party.role.as_str(), safe::line(&party.id))?;
        }
        if !facts.requirements.is_empty() {
            writeln!(out, "  requirements")?;
            for requirement in &facts.requirements {
                let words = super::shorten(&crate::document::plain(requirement.span.of(file.text())), 72);
                writeln!(out, "    {:12} {}", safe::line(&requirement.id), safe::line(&words))?;
            }
        }
    }
    Ok(())
}
