//! Reviews of labelled documents to figures: how much of what a careful reader found the tool finds, and how much it makes up.
//!
//! A label is found when the tool prints any of its accepted ids; an id that no label accepts is an extra. Regulations count by
//! name, statements on retention by line, at most two away. A requirement is read when the tool has one on its line or at
//! most two lines away, each of the tool's counting once.

mod count;
mod discrepancy;
mod label;
mod print;
mod said;

pub use count::Rates;
pub use label::{Accepted, Label};
pub use print::{write_json, write_text};
pub use said::{Said, Unreadable};

use crate::diagnostic::Diagnostic;
use count::{Count, FIGURES, Figure, rounded};
use label::key;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Something missed, or said that no label has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// Name of the pair.
    pub pair: String,
    /// `prd`, `tdd`, or `pair` for what concerns both.
    pub document: &'static str,
    /// The figure it bears on.
    pub figure: &'static str,
    /// What is wrong: `missed`, `extra`, ...
    pub what: String,
    /// What it is about.
    pub about: String,
    /// Line in the product document, else in the document named.
    pub line: Option<u32>,
    /// Line in the design, for what concerns both.
    pub tdd_line: Option<u32>,
}

/// Tables of names: those of data elements and those of third parties.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Names of kinds of personal data (`elements.tsv`).
    pub elements: Accepted,
    /// Names of outside services (`parties.tsv`).
    pub parties: Accepted,
}

/// The counts over some pairs.
#[derive(Debug, Clone)]
pub struct Score {
    counts: Vec<Count>,
    /// How many pairs were compared.
    pub pairs: usize,
    /// Everything missed and everything that was too much, in order.
    pub misses: Vec<Miss>,
    /// Names that no table maps, with the pair they are in.
    pub unmapped: Vec<Diagnostic>,
    /// Lines of product documents that were read as requirements, and those that hold text.
    read: (usize, usize),
}

/// Roles in which data is processed.
const ELEMENT_ROLES: &[&str] = &["processed"];
/// Roles in which a service is or will be used.
const PARTY_ROLES: &[&str] = &["used", "optional", "future"];
/// A link to so many lines points at nothing.
const LONGEST_LINK: u32 = 25;
/// Beginnings of ids of data with blurred edges.
const SOFT: &[&str] = &[
    "behav-",
    "meta-",
    "comm-user-content",
    "comm-messages",
    "comm-prompt",
    "comm-metadata",
    "comm-support",
    "dev-logs",
    "social-opinion",
];

impl Default for Score {
    fn default() -> Self {
        Self { counts: vec![Count::default(); FIGURES.len()], pairs: 0, misses: Vec::new(), unmapped: Vec::new(), read: (0, 0) }
    }
}

/// Where a pair's misses are noted.
#[derive(Clone, Copy)]
struct At<'a> {
    pair: &'a str,
    document: &'static str,
    /// Path of the label file.
    path: &'a str,
}

/// A name in a label: what it is called, where, in which role.
struct Wanted<'a> {
    name: &'a str,
    line: Option<u32>,
    role: &'a str,
}

impl Score {
    fn count(&mut self, figure: Figure) -> &mut Count {
        &mut self.counts[figure as usize]
    }

    fn note(&mut self, at: At<'_>, figure: &'static str, what: impl Into<String>, about: impl Into<String>, line: Option<u32>) {
        let miss =
            Miss { pair: at.pair.to_owned(), document: at.document, figure, what: what.into(), about: about.into(), line, tdd_line: None };
        self.misses.push(miss);
    }

    /// Adds one pair: its label, read from `path`, against what the tool says.
    pub fn add(&mut self, pair: &str, path: &str, label: &Label, said: &Said, tables: &Tables) {
        self.pairs += 1;
        for (document, wanted, got) in [("prd", &label.prd, &said.prd), ("tdd", &label.tdd, &said.tdd)] {
            self.document(At { pair, document, path }, wanted, got, tables);
        }
        let traced = &said.review.trace.requirements;
        self.requirements(At { pair, document: "prd", path }, label, traced);
        self.discrepancies(At { pair, document: "pair", path }, label, &said.review.discrepancies);
        let lines: BTreeSet<Option<u32>> = traced.iter().map(|t| t.line).collect();
        self.read.0 += lines.len();
        self.read.1 += said.prd_lines;
        for (document, wanted, got) in [("prd", &label.prd, &said.blind.0), ("tdd", &label.tdd, &said.blind.1)] {
            self.count(Figure::KindFromContent).found(is_kind(got, &wanted.kind, document));
        }
    }

    fn document(&mut self, at: At<'_>, wanted: &label::Document, got: &said::Document, tables: &Tables) {
        let right = is_kind(&got.kind, &wanted.kind, at.document);
        self.count(Figure::Kind).found(right);
        let elements = wanted.data_elements.iter().map(|e| Wanted { name: &e.element, line: e.line, role: &e.role });
        let parties = wanted.third_parties.iter().map(|p| Wanted { name: &p.name, line: p.line, role: &p.role });
        self.names(at, "data_elements", &elements.collect::<Vec<_>>(), &got.data_elements, &tables.elements);
        self.names(at, "third_parties", &parties.collect::<Vec<_>>(), &got.third_parties, &tables.parties);
        self.regulations(at, &wanted.regulations, &got.regulations);
        self.retention(at, &wanted.retention, &got.retention);
        self.topics(at, wanted, got);
        let (is_diagram, says_diagram) = (wanted.data_flow.state == "diagram", got.data_flow.state == "diagram");
        self.count(Figure::DataFlowDiagram).add(is_diagram, says_diagram);
        if is_diagram != says_diagram {
            let (what, lines) = if says_diagram { ("extra", got.data_flow.lines) } else { ("missed", wanted.data_flow.lines) };
            self.note(at, "data_flow_diagram", what, "a diagram of how data moves", lines.map(|l| l.0));
        }
    }

    /// Data elements or third parties, by id.
    fn names(&mut self, at: At<'_>, figure: &'static str, wanted: &[Wanted<'_>], got: &[said::Named], accepted: &Accepted) {
        let elements = figure == "data_elements";
        let (main, roles) = if elements { (Figure::DataElements, ELEMENT_ROLES) } else { (Figure::ThirdParties, PARTY_ROLES) };
        let ids = |name: &str| accepted.ids(name).unwrap_or_default();
        for unmapped in wanted.iter().filter(|w| accepted.ids(w.name).is_none()) {
            let message = format!("{}: no row for `{}`, so it is not scored", at.document, unmapped.name.to_lowercase());
            let table = if elements { "elements.tsv" } else { "parties.tsv" };
            let help = format!("add the name, a tab and its ids to {table}");
            self.unmapped.push(Diagnostic::warning("label", message).at_path(at.path).help(help));
        }
        let mut labelled: BTreeMap<String, Option<u32>> = BTreeMap::new();
        let (mut claimed, mut refused) = (BTreeSet::new(), BTreeSet::new());
        for one in wanted {
            if roles.contains(&one.role) {
                labelled.entry(one.name.to_lowercase()).or_insert(one.line);
                claimed.extend(ids(one.name));
            } else {
                refused.extend(ids(one.name));
            }
        }
        let found: BTreeMap<String, Option<u32>> =
            got.iter().filter(|n| roles.contains(&n.role.as_str())).map(|n| (key(&n.id), n.line)).collect();
        for (name, line) in labelled {
            let ids = ids(&name);
            if ids.is_empty() {
                continue;
            }
            let hit = ids.iter().any(|id| found.contains_key(id));
            self.count(main).found(hit);
            if elements && !ids.iter().any(|id| is_soft(id)) {
                self.count(Figure::DataElementsConcrete).found(hit);
            }
            if !hit {
                self.note(at, figure, "missed", name, line);
            }
        }
        for (id, line) in found {
            if claimed.contains(&id) || accepted.never_extra.contains(&id) {
                continue;
            }
            self.count(main).extras += 1;
            if elements && !is_soft(&id) {
                self.count(Figure::DataElementsConcrete).extras += 1;
            }
            let what = if refused.contains(&id) { "wrong role" } else { "extra" };
            self.note(at, figure, what, id, line);
        }
    }

    /// Regulations by name; one name inside the other is enough.
    fn regulations(&mut self, at: At<'_>, wanted: &[label::Regulation], got: &[said::Regulation]) {
        let mut left: Vec<(&str, Option<u32>)> = distinct(got.iter().map(|r| (r.name.as_str(), r.line)));
        for (name, line) in distinct(wanted.iter().map(|r| (r.name.as_str(), r.line))) {
            let own = key(name);
            let found = left.iter().position(|(other, _)| {
                let other = key(other);
                own.contains(&other) || other.contains(&own)
            });
            self.count(Figure::Regulations).found(found.is_some());
            match found {
                Some(at) => drop(left.remove(at)),
                None => self.note(at, "regulations", "missed", name, line),
            }
        }
        self.count(Figure::Regulations).extras += left.len() as u32;
        for (name, line) in left {
            self.note(at, "regulations", "extra", name, line);
        }
    }

    /// Statements on retention by line, one to one.
    fn retention(&mut self, at: At<'_>, wanted: &[label::Retention], got: &[said::Retention]) {
        let mut left: Vec<&said::Retention> = got.iter().collect();
        for statement in wanted {
            let found = left.iter().position(|r| near(r.line, statement.line, 2));
            self.count(Figure::Retention).found(found.is_some());
            match found {
                Some(at) => drop(left.remove(at)),
                None => self.note(at, "retention", "missed", &statement.surface, statement.line),
            }
        }
        self.count(Figure::Retention).extras += left.len() as u32;
        for extra in left {
            self.note(at, "retention", "extra", &extra.surface, extra.line);
        }
    }

    fn topics(&mut self, at: At<'_>, wanted: &label::Document, got: &said::Document) {
        for (id, topic) in &wanted.topics {
            let state = got.topics.iter().rev().find(|t| t.id == *id).map_or("absent", |t| t.state.as_str());
            let (gap, said) = (topic.state != "addressed", state != "addressed");
            self.count(Figure::TopicsMissing).add(gap, said);
            // Calling everything missing has a high F1 above and none here.
            self.count(Figure::TopicsAddressed).add(!gap, !said);
            // The same without the labels on which two readers differ most.
            if topic.state != "stub" {
                self.count(Figure::TopicsMissingNoStub).add(gap, said);
            }
            if gap != said {
                let what = if said { "called missing" } else { "called addressed" };
                self.note(at, "topics_missing", what, format!("{id} ({})", topic.state), topic.lines.map(|l| l.0));
            }
        }
    }

    fn requirements(&mut self, at: At<'_>, label: &Label, traced: &[said::Requirement]) {
        let assigned = assign(&label.requirements, traced);
        for (wanted, got) in label.requirements.iter().zip(assigned) {
            self.count(Figure::RequirementsFound).found(got.is_some());
            if got.is_none() {
                self.note(at, "requirements_found", "not read as a requirement", &wanted.id, wanted.line);
            }
            let (none, said) = (wanted.coverage == "none", got.is_some_and(|t| t.status == "uncovered"));
            self.count(Figure::Uncovered).add(none, said);
            if none != said {
                let what = if said { "called uncovered" } else { "called covered" };
                self.note(at, "uncovered", what, &wanted.id, wanted.line);
            }
            if none {
                continue;
            }
            let links: Vec<(u32, u32)> = got.filter(|_| !said).iter().flat_map(|t| t.links.iter().take(3).map(|l| l.lines)).collect();
            let right = |(first, last): (u32, u32)| {
                i64::from(last) - i64::from(first) < i64::from(LONGEST_LINK)
                    && wanted.tdd_lines.iter().any(|(a, b)| first <= *b && *a <= last)
            };
            let good = links.iter().filter(|l| right(**l)).count();
            self.count(Figure::TraceLinks).hits += good as u32;
            self.count(Figure::TraceLinks).extras += (links.len() - good) as u32;
            self.count(Figure::TraceHitAt3).found(good > 0);
            if got.is_some() && good == 0 {
                self.note(at, "trace_hit_at_3", "no right link", &wanted.id, wanted.line);
            }
        }
    }

    /// Every figure by name, in the order in which they are shown; the kind's are accuracies, shown as recall.
    pub fn figures(&self) -> Vec<(&'static str, Value)> {
        let mut all: Vec<(&'static str, Value)> = Vec::new();
        for (figure, name, shape) in FIGURES {
            let rates = self.counts[*figure as usize].rates(*shape);
            let value = match shape {
                count::Shape::Accuracy => Value::Number(rates.recall.unwrap_or_default()),
                _ => Value::Rates(rates),
            };
            all.push((name, value));
        }
        // Reading every line as a requirement finds them all.
        let per_line = self.read.0 as f64 / self.read.1.max(1) as f64;
        all.push(("requirements_per_line", Value::Number(rounded(per_line))));
        all
    }
}

/// What a figure comes to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// One number.
    Number(f64),
    /// Precision, recall and F1 with their counts.
    Rates(Rates),
}

/// True when a kind is right: a document that is neither may be called what its place says.
fn is_kind(got: &str, wanted: &str, place: &str) -> bool {
    got == wanted || !["prd", "tdd"].contains(&wanted) && got == place
}

fn is_soft(id: &str) -> bool {
    SOFT.iter().any(|beginning| id.starts_with(beginning))
}

fn near(one: Option<u32>, other: Option<u32>, slack: u32) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.abs_diff(other) <= slack)
}

/// Each name once, in the order in which names first appear.
fn distinct<'a>(names: impl Iterator<Item = (&'a str, Option<u32>)>) -> Vec<(&'a str, Option<u32>)> {
    let mut seen = BTreeSet::new();
    names.filter(|(name, _)| seen.insert(key(name))).collect()
}

/// The tool's requirement for each label: on its line, else at most two lines away (an id and its text may be apart); one to
/// one, but labels on one line may share what the tool reads there.
fn assign<'a>(labels: &[label::Requirement], traced: &'a [said::Requirement]) -> Vec<Option<&'a said::Requirement>> {
    let mut got: Vec<Option<usize>> = vec![None; labels.len()];
    let mut taken = vec![false; traced.len()];
    for slack in 0..=2 {
        for (label, got) in labels.iter().zip(&mut got).filter(|(_, got)| got.is_none()) {
            *got = (0..traced.len()).find(|&j| !taken[j] && near(traced[j].line, label.line, slack));
            if let Some(j) = *got {
                taken[j] = true;
            }
        }
    }
    for i in 0..labels.len() {
        if got[i].is_none() {
            got[i] = (0..labels.len()).filter(|&k| labels[k].line == labels[i].line).find_map(|k| got[k]);
        }
    }
    got.into_iter().map(|j| j.map(|j| &traced[j])).collect()
}
