//! Facts as `designvet.facts/1`, for programs.

use super::coarse;
use crate::checklist::Checklist;
use crate::diagram::{DiagramKind, Notation};
use crate::document::plain;
use crate::facts::{
    ControlFact, DataElementFact, DataFlowState, DataRole, DesignKind, Facts, LocationRole, Priority, RegulationRole, RetentionKind, Scope,
    StatementKind, Strength, TopicState, Wording,
};
use crate::report::place::{Place, Places};
use crate::report::shorten;
use crate::report::write_json;
use crate::rule::Confidence;
use crate::schema;
use crate::source::{SourceFile, Span};
use crate::terms::Sensitivity;
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
    diagrams: Vec<Diagram<'a>>,
    schemas: Vec<Schema<'a>>,
    signals: Vec<Signal<'a>>,
    data_elements: Vec<DataElement<'a>>,
    requirements: Vec<Requirement<'a>>,
    design: Vec<Statement<'a>>,
    requirement_mentions: Vec<Mention<'a>>,
    third_parties: Vec<ThirdParty<'a>>,
    regions: Vec<Region<'a>>,
    /// Where the product's users are; no place of storage.
    markets: Vec<Region<'a>>,
    regulations: Vec<Regulation<'a>>,
    /// Not named: the document speaks of what only they ask for.
    implied_regulations: Vec<Regulation<'a>>,
    controls: Vec<ControlStatements<'a>>,
    retention: Vec<Retention<'a>>,
    /// Of notes.
    statements: Vec<NoteStatement<'a>>,
}

#[derive(Serialize)]
struct NoteStatement<'a> {
    kind: StatementKind,
    #[serde(flatten)]
    at: Place<'a>,
    text: String,
    speaker: Option<&'a str>,
    owner: Option<&'a str>,
    due: Option<&'a str>,
    /// Where the answer of a question, or the question of an answer, begins.
    linked: Option<u32>,
    hedged: bool,
    listed: bool,
    done: bool,
    assertion: bool,
}

#[derive(Serialize)]
struct Retention<'a> {
    surface: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    what: RetentionKind,
    duration: Option<Duration<'a>>,
    subject: Option<String>,
    actor: Option<&'a str>,
    confidence: &'static str,
    decided_by: &'static str,
}

#[derive(Serialize)]
struct Duration<'a> {
    surface: &'a str,
    number: u32,
    unit: &'static str,
    seconds: u64,
}

#[derive(Serialize)]
struct Region<'a> {
    surface: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    label: &'a str,
    jurisdiction: &'a str,
    role: LocationRole,
    confidence: &'static str,
    decided_by: &'static str,
}

#[derive(Serialize)]
struct Regulation<'a> {
    /// As the document says it.
    name: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    id: &'a str,
    role: RegulationRole,
    confidence: &'static str,
    decided_by: &'static str,
}

#[derive(Serialize)]
struct ControlStatements<'a> {
    id: &'a str,
    name: &'a str,
    /// The strongest of its statements.
    strongest: Option<Strength>,
    triggers: Vec<Trigger<'a>>,
    statements: Vec<ControlStatement<'a>>,
}

#[derive(Serialize)]
struct Trigger<'a> {
    surface: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
}

#[derive(Serialize)]
struct ControlStatement<'a> {
    surface: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    strength: Strength,
    object: Option<&'a str>,
    confidence: &'static str,
    decided_by: &'static str,
}

#[derive(Serialize)]
struct Control<'a> {
    owner: Option<&'a str>,
    status: Option<&'a str>,
    state: Option<&'a str>,
    version: Option<&'a str>,
    date: Option<&'a str>,
    product: Option<&'a str>,
    team: Option<&'a str>,
}

#[derive(Serialize)]
struct Topic<'a> {
    id: &'a str,
    /// `addressed`, `stub` or `absent`.
    state: &'static str,
    /// The rung of the ladder.
    ladder: TopicState,
    lines: Option<[u32; 2]>,
    /// Titles of the headings around it, outermost first.
    heading: Vec<&'a str>,
    column: Option<u32>,
}

#[derive(Serialize)]
struct DataFlow {
    state: DataFlowState,
    notation: Option<Notation>,
    kind: Option<DiagramKind>,
    lines: Option<[u32; 2]>,
}

#[derive(Serialize)]
struct Diagram<'a> {
    notation: Notation,
    kind: DiagramKind,
    lines: [u32; 2],
    /// Titles of the headings around it, outermost first.
    heading: Vec<&'a str>,
    column: u32,
    /// Of what could be read; 0 where there is no graph.
    nodes: usize,
    flows: usize,
    boundaries: usize,
    refused: Option<Refused>,
}

#[derive(Serialize)]
struct Refused {
    line: u32,
    reason: String,
}

#[derive(Serialize)]
struct Schema<'a> {
    name: &'a str,
    notation: schema::Notation,
    #[serde(flatten)]
    at: Place<'a>,
    columns: Vec<Column<'a>>,
}

#[derive(Serialize)]
struct Column<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    references: Option<String>,
    on_delete: Option<schema::Action>,
}

#[derive(Serialize)]
struct ThirdParty<'a> {
    id: &'a str,
    name: &'a str,
    surface: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
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
    #[serde(flatten)]
    at: Place<'a>,
    role: &'static str,
    decided_by: &'static str,
}

#[derive(Serialize)]
struct Signal<'a> {
    id: &'a str,
    shown: bool,
    surfaces: Vec<&'a str>,
}

#[derive(Serialize)]
struct DataElement<'a> {
    id: &'a str,
    name: &'a str,
    category: &'a str,
    sensitivity: Sensitivity,
    surface: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    role: DataRole,
    confidence: Confidence,
    decided_by: &'a str,
}

fn data_element<'a>(file: &'a SourceFile, places: &Places<'a>, fact: &DataElementFact, checklist: &'a Checklist) -> DataElement<'a> {
    let element = &checklist.terms.elements[fact.element];
    DataElement {
        id: &element.id,
        name: &element.name,
        category: &element.category,
        sensitivity: element.sensitivity,
        surface: fact.mention.span.of(file.text()),
        at: places.of(fact.mention.span),
        role: fact.role,
        confidence: fact.mention.confidence,
        decided_by: fact.mention.decided_by,
    }
}

#[derive(Serialize)]
struct Requirement<'a> {
    id: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    text: String,
    kind: Wording,
    priority: Option<Priority>,
    scope: Option<Scope>,
    /// Where its criteria begin.
    acceptance: Vec<u32>,
}

#[derive(Serialize)]
struct Statement<'a> {
    kind: DesignKind,
    name: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
}

#[derive(Serialize)]
struct Mention<'a> {
    id: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
}

/// Longest text of a requirement in JSON, in characters.
const TEXT: usize = 240;

/// Writes the facts of documents as JSON. Lines count from 1, both ends included.
pub fn render_facts_json(documents: &[(&SourceFile, &Facts)], checklist: &Checklist, out: &mut dyn Write) -> io::Result<()> {
    let documents = documents.iter().map(|(file, facts)| document(file, facts, checklist)).collect();
    write_json(&Root { schema: "designvet.facts/1", documents }, out)
}

fn document<'a>(file: &'a SourceFile, facts: &'a Facts, checklist: &'a Checklist) -> Document<'a> {
    let lines = |span: Span| {
        let (first, last) = file.lines1(span);
        [first, last]
    };
    let places = &Places::new(file, facts);
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
            product: facts.control.product.as_deref(),
            team: facts.control.team.as_deref(),
        },
        topics: topics
            .map(|(topic, fact)| Topic {
                id: topic.id.as_str(),
                state: coarse(fact.state, fact.mention.is_some()),
                ladder: fact.state,
                lines: fact.section.or(fact.place).or(fact.mention).map(lines),
                heading: fact.section.or(fact.place).or(fact.mention).map(|span| places.of(span).heading).unwrap_or_default(),
                column: fact.section.or(fact.place).or(fact.mention).map(|span| places.of(span).column),
            })
            .collect(),
        data_flow: DataFlow {
            state: facts.data_flow.state,
            notation: facts.data_flow.notation,
            kind: facts.data_flow.kind,
            lines: facts.data_flow.span.map(lines),
        },
        schemas: facts.schemas.iter().map(|schema| self::schema(places, schema)).collect(),
        diagrams: facts
            .diagrams
            .iter()
            .map(|d| Diagram {
                notation: d.notation,
                kind: d.kind,
                lines: lines(d.span),
                heading: places.of(d.span).heading,
                column: places.of(d.span).column,
                nodes: d.graph.as_ref().map_or(0, |graph| graph.nodes.len()),
                flows: d.graph.as_ref().map_or(0, |graph| graph.flows.len()),
                boundaries: d.graph.as_ref().map_or(0, |graph| graph.boundaries.len()),
                refused: d.refusal.as_ref().map(|r| Refused { line: file.line1(r.span.start), reason: r.reason.clone() }),
            })
            .collect(),
        signals: signals
            .map(|(signal, fact)| Signal {
                id: &signal.id,
                shown: fact.shown,
                surfaces: fact.spans.iter().map(|s| s.of(file.text())).collect(),
            })
            .collect(),
        data_elements: facts.data_elements.iter().map(|fact| data_element(file, places, fact, checklist)).collect(),
        requirements: facts
            .requirements
            .iter()
            .map(|r| Requirement {
                id: &r.id,
                at: places.of(r.span),
                text: shorten(&plain(r.span.of(file.text())), TEXT),
                kind: r.wording,
                priority: r.priority.map(|said| said.value),
                scope: r.scope.map(|said| said.value),
                acceptance: r.acceptance.iter().map(|span| file.line1(span.start)).collect(),
            })
            .collect(),
        design: facts.design.iter().map(|d| Statement { kind: d.kind, name: &d.name, at: places.of(d.span) }).collect(),
        requirement_mentions: facts.requirement_mentions.iter().map(|m| Mention { id: &m.id, at: places.of(m.span) }).collect(),
        third_parties: facts.third_parties.iter().filter_map(|party| third_party(file, places, party)).collect(),
        regions: regions(file, facts, places, checklist, |role| role != LocationRole::Market),
        markets: regions(file, facts, places, checklist, |role| role == LocationRole::Market),
        regulations: regulations(file, facts, places, checklist, |role| role != RegulationRole::Implied),
        implied_regulations: regulations(file, facts, places, checklist, |role| role == RegulationRole::Implied),
        controls: facts.controls.iter().map(|control| control_statements(file, facts, places, control, checklist)).collect(),
        retention: facts.retention.iter().map(|fact| retention(file, places, fact)).collect(),
        statements: facts.statements.iter().map(|fact| statement(file, places, fact)).collect(),
    }
}

fn statement<'a>(file: &'a SourceFile, places: &Places<'a>, fact: &crate::facts::Statement) -> NoteStatement<'a> {
    let words = |span: Option<Span>| span.map(|span| span.of(file.text()));
    NoteStatement {
        kind: fact.kind,
        at: places.of(fact.span),
        text: shorten(&plain(fact.span.of(file.text())), TEXT),
        speaker: words(fact.speaker),
        owner: words(fact.owner),
        due: words(fact.due),
        linked: fact.linked.map(|span| file.line1(span.start)),
        hedged: fact.hedged,
        listed: fact.listed,
        done: fact.done,
        assertion: fact.is_assertion(),
    }
}

fn retention<'a>(file: &'a SourceFile, places: &Places<'a>, fact: &crate::facts::Retention) -> Retention<'a> {
    Retention {
        surface: fact.span.of(file.text()),
        at: places.of(fact.span),
        what: fact.what,
        duration: fact.duration.map(|d| Duration {
            surface: d.span.of(file.text()),
            number: d.number,
            unit: d.unit.word(),
            seconds: d.seconds(),
        }),
        subject: fact.subject.map(|s| plain(s.of(file.text()))),
        actor: fact.actor.map(|s| s.of(file.text())),
        confidence: fact.confidence.as_str(),
        decided_by: fact.decided_by,
    }
}

fn regions<'a>(
    file: &'a SourceFile,
    facts: &Facts,
    places: &Places<'a>,
    checklist: &'a Checklist,
    wanted: impl Fn(LocationRole) -> bool,
) -> Vec<Region<'a>> {
    let listed = facts.locations.iter().filter(|fact| wanted(fact.role));
    listed
        .map(|fact| {
            let place = &checklist.terms.places[fact.place];
            Region {
                surface: fact.mention.span.of(file.text()),
                at: places.of(fact.mention.span),
                label: &place.label,
                jurisdiction: &place.jurisdiction,
                role: fact.role,
                confidence: fact.mention.confidence.as_str(),
                decided_by: fact.mention.decided_by,
            }
        })
        .collect()
}

fn regulations<'a>(
    file: &'a SourceFile,
    facts: &Facts,
    places: &Places<'a>,
    checklist: &'a Checklist,
    wanted: impl Fn(RegulationRole) -> bool,
) -> Vec<Regulation<'a>> {
    let listed = facts.regulations.iter().filter(|fact| wanted(fact.role));
    listed
        .map(|fact| Regulation {
            name: fact.mention.span.of(file.text()),
            at: places.of(fact.mention.span),
            id: &checklist.terms.regulations[fact.regulation].id,
            role: fact.role,
            confidence: fact.mention.confidence.as_str(),
            decided_by: fact.mention.decided_by,
        })
        .collect()
}

fn schema<'a>(places: &Places<'a>, schema: &'a schema::Schema) -> Schema<'a> {
    let columns = schema.columns.iter().map(|column| Column {
        name: &column.name,
        kind: &column.kind,
        at: places.of(column.name_span),
        references: column.references.as_ref().map(|to| match &to.column {
            Some(column) => format!("{}.{column}", to.table),
            None => to.table.clone(),
        }),
        on_delete: column.on_delete.map(|o| o.action),
    });
    Schema { name: &schema.name, notation: schema.notation, at: places.of(schema.span), columns: columns.collect() }
}

fn control_statements<'a>(
    file: &'a SourceFile,
    facts: &Facts,
    places: &Places<'a>,
    control: &ControlFact,
    checklist: &'a Checklist,
) -> ControlStatements<'a> {
    let known = &checklist.terms.controls[control.control];
    let triggers = control.triggers.iter();
    let statements = control.statements.iter().map(|&at| &facts.protections[at]);
    ControlStatements {
        id: &known.id,
        name: &known.name,
        strongest: control.strongest,
        triggers: triggers.map(|mention| Trigger { surface: mention.span.of(file.text()), at: places.of(mention.span) }).collect(),
        statements: statements
            .map(|statement| ControlStatement {
                surface: statement.mention.span.of(file.text()),
                at: places.of(statement.mention.span),
                strength: statement.strength,
                object: statement.object.map(|span| span.of(file.text())),
                confidence: statement.mention.confidence.as_str(),
                decided_by: statement.mention.decided_by,
            })
            .collect(),
    }
}

/// A recipient without a name is worth a line only when data goes there.
fn third_party<'a>(file: &'a SourceFile, places: &Places<'a>, party: &'a crate::facts::ThirdParty) -> Option<ThirdParty<'a>> {
    let role = if party.unnamed { "unnamed" } else { party.role.as_str() };
    (!party.unnamed || party.role.counts()).then(|| ThirdParty {
        id: &party.id,
        name: &party.name,
        surface: party.mention.span.of(file.text()),
        at: places.of(party.mention.span),
        role,
        kind: &party.kind,
        decided_by: party.mention.decided_by,
        confidence: party.mention.confidence,
        mentions: party
            .mentions
            .iter()
            .map(|(role, mention)| PartyMention {
                surface: mention.span.of(file.text()),
                at: places.of(mention.span),
                role: role.as_str(),
                decided_by: mention.decided_by,
            })
            .collect(),
    })
}
