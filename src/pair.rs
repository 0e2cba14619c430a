//! Which design belongs to which requirements, and which notes to these, as far as it is certain, and how that is known.

mod belong;
mod evidence;
mod names;
mod notes;
mod path;

pub use belong::{APART, Belonging, belongs};
pub use names::KindWords;
pub use path::meant;

use crate::checklist::Checklist;
use crate::facts::Facts;
use crate::settings::StatedPair;
use crate::source::{FileId, SourceFile};
use crate::trace::Side;
use evidence::{Edge, Evidence, Strength};
use std::collections::BTreeSet;

/// Documents that are reviewed together. One product document with several designs makes a set with each, and the reverse.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Set {
    /// The product document.
    pub requirements: Option<FileId>,
    /// The design.
    pub design: Option<FileId>,
    /// Notes of walkthroughs.
    pub notes: Vec<FileId>,
    /// Every other document of the set.
    pub others: Vec<FileId>,
    /// How a pair is known; empty for a document alone and for documents that were named together.
    pub reason: String,
    /// What speaks against it that the two of a pair belong together; None when nothing does.
    pub mismatch: Option<String>,
    /// Of a document alone: those that may be its other half, none of them more than another.
    pub candidates: Vec<FileId>,
}

impl Set {
    /// The other half of a pair.
    pub fn counterpart(&self, of: FileId) -> Option<FileId> {
        match (self.requirements, self.design) {
            (Some(a), Some(b)) if a == of => Some(b),
            (Some(a), Some(b)) if b == of => Some(a),
            _ => None,
        }
    }

    /// All documents of the set, requirements first.
    pub fn members(&self) -> impl Iterator<Item = FileId> {
        self.requirements.into_iter().chain(self.design).chain(self.notes.iter().copied()).chain(self.others.iter().copied())
    }

    fn alone(id: FileId) -> Self {
        Self { others: vec![id], ..Self::default() }
    }
}

/// A document with what tells where it belongs.
pub struct Candidate<'a> {
    /// Its number.
    pub id: FileId,
    /// Its file.
    pub file: &'a SourceFile,
    /// What it says.
    pub facts: &'a Facts,
}

impl<'a> Candidate<'a> {
    fn side(&self) -> Side<'a> {
        Side { text: self.file.text(), facts: self.facts }
    }
}

/// Sorts documents into pairs, with their notes, and single documents. Evidence is taken from the surest kind on: what authors and
/// configuration say holds for all that are named; the rest makes a pair only of two that fit nothing else as well and, from the folder
/// on, whose words do not speak against it. Sets come in the order of their documents.
pub fn pairs(documents: &[Candidate<'_>], checklist: &Checklist, stated: &[StatedPair]) -> Vec<Set> {
    let kinds = KindWords::of(checklist);
    let evidence = Evidence::new(documents, stated, &kinds);
    let Settled { edges, open } = settle(documents, &evidence, &kinds);
    let mut sets: Vec<Set> = Vec::new();
    let paired: BTreeSet<usize> = edges.iter().flat_map(|edge| [edge.product, edge.design]).collect();
    for Edge { product, design, reason, .. } in edges {
        let (requirements, design) = (Some(documents[product].id), Some(documents[design].id));
        sets.push(Set { requirements, design, reason, ..Set::default() });
    }
    for (at, document) in documents.iter().enumerate().filter(|(at, _)| !paired.contains(at)) {
        if document.facts.kind.side != crate::checklist::Side::Notes {
            let candidates = open[at].iter().map(|other| documents[*other].id).collect();
            sets.push(Set { candidates, ..Set::alone(document.id) });
        }
    }
    notes::attach(documents, stated, &evidence, &mut sets);
    let main = |set: &Set| set.requirements.into_iter().chain(set.design).chain(set.others.iter().copied()).collect::<Vec<_>>();
    sets.sort_by_key(|set| {
        let mut main = main(set);
        main.sort_unstable();
        main
    });
    sets
}

/// What speaks against it that two documents that were named together belong together; None when nothing does, or when one names the
/// other.
pub fn mismatch(product: &Candidate<'_>, design: &Candidate<'_>, checklist: &Checklist, stated: &[StatedPair]) -> Option<String> {
    let kinds = KindWords::of(checklist);
    let reason = belongs(product.side(), design.side(), &kinds).reason()?;
    let both = [product, design].map(|one| Candidate { id: one.id, file: one.file, facts: one.facts });
    let evidence = Evidence::new(&both, stated, &kinds);
    let named = [Strength::Config, Strength::FrontMatter, Strength::Label, Strength::Link];
    named.iter().all(|strength| evidence.edges(*strength).is_empty()).then_some(reason)
}

/// Pairs that are certain, and for each document those that may be its other half.
struct Settled {
    edges: Vec<Edge>,
    open: Vec<BTreeSet<usize>>,
}

fn settle(documents: &[Candidate<'_>], evidence: &Evidence<'_>, kinds: &KindWords) -> Settled {
    let mut edges: Vec<Edge> = Vec::new();
    let mut open: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); documents.len()];
    let mut paired = vec![false; documents.len()];
    for strength in Strength::ALL {
        let is_named = strength <= Strength::Link;
        let mut found = evidence.edges(strength);
        found.retain(|edge| {
            let both = [paired[edge.product], paired[edge.design]];
            // What names a document may add it to a pair.
            if is_named { both != [true, true] } else { both == [false, false] }
        });
        let rivals = Rivals::among(&mut found, documents.len());
        let mut asked = Vec::new();
        for edge in found {
            let (one, other) = (edge.product, edge.design);
            let fits = (open[one].is_empty() || open[one].contains(&other)) && (open[other].is_empty() || open[other].contains(&one));
            let is_certain = match strength {
                Strength::Config | Strength::FrontMatter | Strength::Label => true,
                Strength::Link => rivals.is_only_link(&edge),
                Strength::Words => false,
                Strength::Name => fits && rivals.is_only_pair(&edge),
                _ => fits && rivals.is_only_pair(&edge) && !belongs(documents[one].side(), documents[other].side(), kinds).is_apart(),
            };
            if is_certain {
                edges.push(edge);
            } else {
                asked.push((one, other));
            }
        }
        for edge in &edges {
            paired[edge.product] = true;
            paired[edge.design] = true;
        }
        // A weaker hint adds nothing to a question that is there.
        let is_free: Vec<bool> = open.iter().zip(&paired).map(|(open, paired)| open.is_empty() && !paired).collect();
        for (one, other) in asked {
            for (at, other) in [(one, other), (other, one)] {
                if is_free[at] {
                    open[at].insert(other);
                }
            }
        }
    }
    edges.sort_by_key(|edge| (edge.product, edge.design));
    Settled { edges, open }
}

/// What else each document of some pairs could be paired with.
struct Rivals {
    /// How many others each names.
    named: Vec<usize>,
    /// In how many pairs each is.
    pairs: Vec<usize>,
    mutual: BTreeSet<(usize, usize)>,
}

impl Rivals {
    /// Counts them, and leaves one of the edges between the same two.
    fn among(edges: &mut Vec<Edge>, documents: usize) -> Self {
        let mut rivals = Self { named: vec![0; documents], pairs: vec![0; documents], mutual: BTreeSet::new() };
        edges.dedup_by_key(|edge| (edge.product, edge.design, edge.from));
        for edge in edges.iter() {
            if let Some(from) = edge.from {
                rivals.named[from] += 1;
            }
        }
        edges.dedup_by(|second, first| {
            let same = (first.product, first.design) == (second.product, second.design);
            if same {
                rivals.mutual.insert((first.product, first.design));
                "they link to each other".clone_into(&mut first.reason);
            }
            same
        });
        for edge in edges.iter() {
            rivals.pairs[edge.product] += 1;
            rivals.pairs[edge.design] += 1;
        }
        rivals
    }

    /// True when the document that names the other names nothing else, or when they name each other.
    fn is_only_link(&self, edge: &Edge) -> bool {
        self.mutual.contains(&(edge.product, edge.design)) || edge.from.is_some_and(|from| self.named[from] == 1)
    }

    fn is_only_pair(&self, edge: &Edge) -> bool {
        self.pairs[edge.product] == 1 && self.pairs[edge.design] == 1
    }
}
