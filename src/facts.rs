//! A document to what it says: its kind, topics, diagrams, requirements, owner, placeholders, references.
//!
//! [`Facts`] are small and hold every span and title that findings need, so that a document's text is the only other
//! thing kept once it has been read.

mod coherence;
mod condition;
mod control;
mod data_element;
mod data_flow;
mod decided_by;
mod definition;
mod design;
pub(crate) mod duration;
mod engagement;
mod half;
mod id_mention;
mod kind;
mod location;
mod mention;
mod minutes;
mod option;
mod passage;
mod placeholder;
mod pointer;
mod protection;
mod quantity;
mod reading;
mod reference;
mod regulation;
mod release_date;
mod requirement;
mod retention;
mod rights;
mod role;
mod saying;
pub mod secret;
mod sequence;
mod set_aside;
mod sheet;
mod signal;
mod spots;
mod structure;
mod substance;
mod surroundings;
mod technology;
mod third_party;
mod timeline;
mod topic;
mod wording;

pub use coherence::{Coherence, Denial, Denied, Drawn, OpenQuestion, ScopeClash, StatedValue, Undrawn, ValueKind, is_aside, passages};
pub use condition::Shown;
pub use control::{Control, ControlField, ControlSlot, names_owner};
pub use data_element::{DATA_ELEMENT_RULES, DataElementFact, DataRole};
pub use data_flow::{DataFlow, DataFlowState};
pub use decided_by::RuleFamily;
pub use definition::Definition;
pub use design::{DesignKind, DesignStatement};
pub use duration::{Duration, TimeUnit};
pub use engagement::{Engagement, EngagementState};
pub use half::Half;
pub use id_mention::IdMention;
pub use kind::{GivenKind, KindDoubt, KindFact};
pub use location::{Location, LocationRole, RULES as LOCATION_RULES};
pub use mention::Mention;
pub use minutes::{Statement, StatementKind};
pub use option::{Answer, OPTIONS, Weighed};
pub use passage::Passage;
pub use placeholder::Placeholder;
pub use pointer::{PointedBy, Pointer, named_paths};
pub use protection::{ControlFact, Protection, RULES as PROTECTION_RULES, Strength};
pub use quantity::{Bound, Quantity, Unit, day, spoken, whole_day};
pub use reading::{Reading, says, sentence_around, spaced_words};
pub use reference::{Reference, ReferenceKind, Weight};
pub use regulation::{RULES as REGULATION_RULES, RegulationFact, RegulationRole};
pub use release_date::ReleaseDate;
pub use requirement::{Priority, Requirement, Said, SaidBy, Scope, Standing, Wording};
pub use retention::{RULES as RETENTION_RULES, Retention, RetentionKind, names_data};
pub use rights::{Given, Right};
pub use role::RoleName;
pub use secret::{Secret, SecretKind};
pub use sequence::Sequence;
pub use set_aside::SetAside;
pub use sheet::{Cell, Due, RecordReader, Row, RowHead, Sheet, Stand, Term, Trouble, Value, choice_in, counts};
pub use signal::SignalFact;
pub use substance::{Stub, Substance};
pub use surroundings::SectionRole;
pub use technology::{TechnologyFact, technologies};
pub use third_party::{PartyRole, THIRD_PARTY_RULES, ThirdParty};
pub use timeline::Event;
pub use topic::{Spoken, TopicFact, TopicState};
pub use wording::Vague;

use crate::checklist::{Checklist, Entry, Side};
use crate::diagram::{self, Diagram};
use crate::document::{Directive, Document};
use crate::rule::RuleId;
use crate::schema::{self, Query, Schema, Schemas};
use crate::source::{SourceFile, Span};
use std::collections::BTreeMap;

/// What one document says.
#[derive(Debug, Clone)]
pub struct Facts {
    /// What it is, and how that is known.
    pub kind: KindFact,
    /// Its title as plain text.
    pub title: Option<String>,
    /// The id that front matter gives it.
    pub id: Option<String>,
    /// Where to show what concerns the whole document.
    pub title_span: Span,
    /// Its headings, in source order.
    pub outline: Vec<OutlineEntry>,
    /// How much there is to read, and in which language.
    pub substance: Substance,
    /// One per topic of the checklist, in its order.
    pub topics: Vec<TopicFact>,
    /// Every diagram.
    pub diagrams: Vec<Diagram>,
    /// How it shows how data moves.
    pub data_flow: DataFlow,
    /// Tables, records and samples it declares.
    pub schemas: Vec<Schema>,
    /// Queries over them.
    pub queries: Vec<Query>,
    /// Tables whose rows are records of its kind.
    pub sheets: Vec<Sheet>,
    /// What it requires of the product.
    pub requirements: Vec<Requirement>,
    /// Kinds of personal data, by place.
    pub data_elements: Vec<DataElementFact>,
    /// How long it says data is kept, and when or how data is deleted.
    pub retention: Vec<Retention>,
    /// What it states of a design, for a comparison with requirements.
    pub design: Vec<DesignStatement>,
    /// Ids of requirements that a design names.
    pub requirement_mentions: Vec<IdMention>,
    /// Laws, standards and rules of authorities, each once.
    pub regulations: Vec<RegulationFact>,
    /// Where data rests, has to stay, or does not go.
    pub locations: Vec<Location>,
    /// Statements on controls, in source order.
    pub protections: Vec<Protection>,
    /// Controls that something asks for or speaks of, in the order of the lexicon.
    pub controls: Vec<ControlFact>,
    /// One per signal of the checklist, in its order.
    pub signals: Vec<SignalFact>,
    /// Owner, status, version and date.
    pub control: Control,
    /// Teams that it names as those who look at it, in source order.
    pub engagements: Vec<Engagement>,
    /// The day on which people get the product.
    pub release: Option<ReleaseDate>,
    /// Unresolved placeholders.
    pub placeholders: Vec<Placeholder>,
    /// What it points to that a reviewer would have to open.
    pub references: Vec<Reference>,
    /// Documents that it names as those it belongs to.
    pub pointers: Vec<Pointer>,
    /// Loose wording in sentences that matter.
    pub vague: Vec<Vague>,
    /// Phrases that rules forbid or require.
    pub phrases: BTreeMap<RuleId, Vec<Span>>,
    /// Outside organisations and services, each with its role.
    pub third_parties: Vec<ThirdParty>,
    /// Keys and numbers of persons in the document itself. They are found, and the text masked where they stand, before facts are
    /// read; see [`secret`]. [`Facts::of`] sees none.
    pub secrets: Vec<Secret>,
    /// What one part says that another can be held against.
    pub coherence: Coherence,
    /// Of notes, what was said, asked, answered, decided and taken on; empty for other documents.
    pub statements: Vec<Statement>,
    /// Options it weighs, by the rule that asks for answers to its questions.
    pub options: BTreeMap<RuleId, Vec<Weighed>>,
    /// What its time lines tell, in order.
    pub events: Vec<Event>,
    /// What only a half of a pair is read for, once it is known to be one; empty for every other document, and as [`Facts::of`] gives
    /// it.
    pub half: Half,
    /// Comments addressed to the tool.
    pub directives: Vec<Directive>,
    /// Parts that could not be read as written.
    pub problems: Vec<(Span, String)>,
}

/// A heading and the section under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineEntry {
    /// Plain text.
    pub title: String,
    /// Its words in the source.
    pub span: Span,
    /// From the heading to the end of its last sub-section.
    pub section: Span,
    /// Index of the enclosing entry.
    pub parent: Option<usize>,
}

impl Facts {
    /// Reads the facts of a parsed document. `given` is a kind that config or an option gives it.
    pub fn of(file: &SourceFile, document: &Document, checklist: &Checklist, given: Option<&GivenKind>) -> Self {
        let reading = Reading::new(file, document, checklist);
        let matched = sheet::matched(&reading);
        let kind = kind::decide(&reading, given, &matched);
        let sheets = sheet::find(&reading, matched, &kind);
        let diagrams = diagram::find(document, file.text());
        let Schemas { schemas, queries } = schema::find(document, file.text());
        let data_flow = data_flow::best(&diagrams, &reading);
        let substance = substance::measure(&reading);
        let topics = topic::states(&reading, &kind, &diagrams, &data_flow);
        let control = control::read(&reading);
        let placeholders = placeholder::find(&reading, &topics, &control.fields);
        let references = reference::find(&reading, &diagrams);
        let requirements = if kind.side.has_requirements() { requirement::find(&reading) } else { Vec::new() };
        let found = surroundings::terms_found(&reading);
        let (protections, controls) = protection::find(&reading, &found, kind.is_proposal());
        let signals = signal::read(&reading);
        let people = checklist.signals.iter().zip(&signals).any(|(signal, fact)| signal.id == "people" && fact.shown);
        let data_elements = data_element::find(&reading, &found, &schemas, data_element::About { people, aside: kind.is_aside() });
        let is_design = matches!(kind.side, Side::Design | Side::Both);
        let design = if is_design { design::find(&reading) } else { Vec::new() };
        let requirement_mentions = if is_design { design::mentions(&reading) } else { Vec::new() };
        let mut phrases: BTreeMap<RuleId, Vec<Span>> = BTreeMap::new();
        for (hit, entry) in reading.entries() {
            if let Entry::Rule(id) = entry {
                phrases.entry(id.clone()).or_default().push(hit.span);
            }
        }
        let third_parties = third_party::find(&reading, &found, &kind);
        let statements = if kind.side == Side::Notes { minutes::find(&reading) } else { Vec::new() };
        let options = option::find(&reading, &kind);
        let events = if kind.side == Side::Alone { timeline::find(&reading) } else { Vec::new() };
        let locations = location::find(&reading, &found, kind.is_proposal());
        let retention = retention::find(&reading);
        let sentences = coherence::passages(&reading);
        let coherence = coherence::read(&reading, &found, &diagrams, &third_parties, &retention, &sentences);
        Self {
            title: document.title().map(|h| h.text.clone()),
            id: document.front_matter.as_ref().and_then(|block| block.id()).map(str::to_owned),
            title_span: document.title_span(file.text()),
            outline: outline(document),
            signals,
            retention,
            vague: wording::find(&reading),
            kind,
            substance,
            topics,
            diagrams,
            data_flow,
            schemas,
            queries,
            sheets,
            requirements,
            data_elements,
            design,
            requirement_mentions,
            regulations: regulation::find(&reading, &found),
            locations,
            protections,
            controls,
            control,
            engagements: engagement::find(&reading),
            release: release_date::find(&reading, &sentences),
            placeholders,
            references,
            pointers: pointer::find(&reading),
            phrases,
            third_parties,
            secrets: Vec::new(),
            coherence,
            statements,
            options,
            events,
            half: Half::default(),
            directives: document.directives.clone(),
            problems: document.problems.clone(),
        }
    }

    /// Titles of the headings around `span`, outermost first.
    pub fn heading_path(&self, span: Span) -> Vec<&str> {
        self.outline.iter().filter(|e| e.section.contains(span)).map(|e| e.title.as_str()).collect()
    }
}

fn outline(document: &Document) -> Vec<OutlineEntry> {
    let sections = document.sections.iter().skip(1);
    sections
        .filter_map(|section| {
            let heading = section.heading.as_ref()?;
            let parent = section.parent.and_then(|id| id.checked_sub(1));
            Some(OutlineEntry { title: heading.text.clone(), span: heading.text_span, section: section.span, parent })
        })
        .collect()
}
