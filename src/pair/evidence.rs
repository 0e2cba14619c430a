//! Documents to what speaks for it that two of them are a pair, by strength.

use super::Candidate;
use super::names::KindWords;
use super::path::{meant, name};
use crate::checklist::Side;
use crate::facts::{PointedBy, Pointer};
use crate::settings::StatedPair;
use crate::similarity::{rarity, words_of};
use crate::source::{normal, split};
use std::collections::{BTreeMap, BTreeSet};

/// How sure it is that two documents are a pair, from the surest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Configuration says so.
    Config,
    /// The front matter of one names the other.
    FrontMatter,
    /// A label of one says that the other is its PRD or design.
    Label,
    /// One links to the other at its top or among related documents.
    Link,
    /// Their names are equal but for the kind.
    Name,
    /// They are alone of their kinds in a folder.
    Folder,
    /// One links to the other in its text.
    Mention,
    /// Their titles are equal but for the kind.
    Title,
    /// The design names requirements that only this product document has.
    Ids,
    /// Their titles share words: nothing but a question.
    Words,
}

impl Strength {
    /// From the surest on.
    pub(super) const ALL: [Self; 10] = [
        Self::Config,
        Self::FrontMatter,
        Self::Label,
        Self::Link,
        Self::Name,
        Self::Folder,
        Self::Mention,
        Self::Title,
        Self::Ids,
        Self::Words,
    ];
}

/// What speaks for a pair.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    /// Index of the product document.
    pub product: usize,
    /// Index of the design.
    pub design: usize,
    /// Index of the document that names the other, where one does.
    pub from: Option<usize>,
    /// How it is known, for a sentence on the two.
    pub reason: String,
}

/// Most designs of a folder that may belong to its only product document, and the reverse.
const FEW: usize = 4;
/// Ids of a product document alone that a design has to name.
const ENOUGH_IDS: usize = 3;
/// Rarity from which a word of a title tells something.
const TELLING: f64 = 0.25;

/// What there is to go by.
pub(super) struct Evidence<'a> {
    documents: &'a [Candidate<'a>],
    stated: &'a [StatedPair],
    kinds: &'a KindWords,
    by_path: BTreeMap<String, usize>,
    /// Indices of documents by id, title and name without the kind, in small letters.
    by_name: BTreeMap<String, Vec<usize>>,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(documents: &'a [Candidate<'a>], stated: &'a [StatedPair], kinds: &'a KindWords) -> Self {
        let by_path = documents.iter().enumerate().map(|(at, document)| (normal(document.file.path()), at)).collect();
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, document) in documents.iter().enumerate() {
            let stem = name(document.file.path()).rsplit_once('.').map(|(stem, _)| stem);
            let names = [document.facts.id.as_deref(), document.facts.title.as_deref(), stem];
            let names: BTreeSet<String> = names.into_iter().flatten().map(|name| name.trim().to_lowercase()).collect();
            for name in names {
                by_name.entry(name).or_default().push(at);
            }
        }
        Self { documents, stated, kinds, by_path, by_name }
    }

    /// What speaks for pairs with this strength.
    pub(super) fn edges(&self, strength: Strength) -> Vec<Edge> {
        let mut edges = match strength {
            Strength::Config => self.config(),
            Strength::FrontMatter | Strength::Label | Strength::Link | Strength::Mention => self.pointers(strength),
            Strength::Name => self.names(),
            Strength::Folder => self.folders(),
            Strength::Title => self.titles(),
            Strength::Ids => self.ids(),
            Strength::Words => self.words(),
        };
        edges.sort_by_key(|edge| (edge.product, edge.design, edge.from));
        edges
    }

    /// The document that a pointer of the document at `from` means.
    pub(super) fn meant_by(&self, from: usize, pointer: &Pointer) -> Option<usize> {
        let path = meant(self.documents[from].file.path(), &pointer.target);
        let by_path = path.iter().find_map(|path| self.by_path.get(path).copied());
        by_path.or_else(|| match (&pointer.by, self.by_name.get(&pointer.target.trim().to_lowercase()).map(Vec::as_slice)) {
            (PointedBy::FrontMatter(_), Some([only])) => Some(*only),
            _ => None,
        })
    }

    /// The document at a path of the configuration.
    pub(super) fn at(&self, path: &str) -> Option<usize> {
        self.by_path.get(&normal(path)).copied()
    }

    fn side(&self, at: usize) -> Side {
        self.documents[at].facts.kind.side
    }

    fn of_side(&self, side: Side) -> impl Iterator<Item = usize> {
        (0..self.documents.len()).filter(move |at| self.side(*at) == side)
    }

    fn expects_other_half(&self, at: usize) -> bool {
        self.documents[at].facts.kind.paired
    }

    fn config(&self) -> Vec<Edge> {
        let mut edges = Vec::new();
        for pair in self.stated {
            let found = |paths: &[String]| paths.iter().filter_map(|path| self.at(path)).collect::<BTreeSet<_>>();
            for product in found(&pair.prd) {
                edges.extend(found(&pair.tdd).into_iter().filter(|design| *design != product).map(|design| Edge {
                    product,
                    design,
                    from: None,
                    reason: format!("{} says so", pair.origin),
                }));
            }
        }
        edges
    }

    fn pointers(&self, strength: Strength) -> Vec<Edge> {
        let mut edges = Vec::new();
        for from in 0..self.documents.len() {
            let own = name(self.documents[from].file.path());
            for pointer in &self.documents[from].facts.pointers {
                let (found, reason) = match &pointer.by {
                    PointedBy::FrontMatter(key) => {
                        (Strength::FrontMatter, format!("front matter of {own} says `{key}: {}`", start_of(&pointer.target)))
                    }
                    PointedBy::Label(label) => (Strength::Label, format!("{own} links to the other as \u{201c}{label}\u{201d}")),
                    PointedBy::Top => (Strength::Link, format!("{own} links to the other")),
                    PointedBy::Text => (Strength::Mention, format!("{own} links to the other in its text")),
                };
                let Some(to) = self.meant_by(from, pointer).filter(|_| found == strength) else { continue };
                let (product, design) = match (self.side(from), self.side(to)) {
                    (Side::Requirements, Side::Design) => (from, to),
                    (Side::Design, Side::Requirements) => (to, from),
                    _ => continue,
                };
                // Decision records are linked from everywhere; in front matter they are named on purpose.
                let on_purpose = strength == Strength::FrontMatter;
                if on_purpose || self.expects_other_half(product) && self.expects_other_half(design) {
                    edges.push(Edge { product, design, from: Some(from), reason });
                }
            }
        }
        edges
    }

    /// Product documents and designs of each group, all against all, unless they are too many to mean anything.
    fn grouped<K: Ord>(&self, key: impl Fn(usize) -> Option<K>, most: usize, reason: &str) -> Vec<Edge> {
        let mut groups: BTreeMap<K, [Vec<usize>; 2]> = BTreeMap::new();
        for (half, side) in [Side::Requirements, Side::Design].into_iter().enumerate() {
            for at in self.of_side(side) {
                if let Some(key) = key(at) {
                    groups.entry(key).or_default()[half].push(at);
                }
            }
        }
        let mut edges = Vec::new();
        for halves in groups.into_values() {
            // Proposals and records stand alone: they count where there is nothing else.
            let [products, designs] = halves.map(|half| {
                let expecting: Vec<usize> = half.iter().copied().filter(|at| self.expects_other_half(*at)).collect();
                if expecting.is_empty() { half } else { expecting }
            });
            if products.len().min(designs.len()) > 1 && most == FEW || products.len().max(designs.len()) > most {
                continue;
            }
            for &product in &products {
                edges.extend(designs.iter().map(|&design| Edge { product, design, from: None, reason: reason.to_owned() }));
            }
        }
        edges
    }

    fn names(&self) -> Vec<Edge> {
        self.grouped(|at| self.stem(at), 2 * FEW, "their names differ only in the kind")
    }

    /// The folder and name of a document without the words of a kind; None when its name is nothing else.
    pub(super) fn stem(&self, at: usize) -> Option<String> {
        let (folder, name) = split(self.documents[at].file.path());
        Some(format!("{}/{}", parent(folder), self.kinds.stem(name)?))
    }

    fn folders(&self) -> Vec<Edge> {
        let folder = |at: usize| Some(split(self.documents[at].file.path()).0);
        self.grouped(folder, FEW, "they are the only two of their kinds in the folder")
    }

    fn titles(&self) -> Vec<Edge> {
        let title = |at: usize| Some(self.title(at)).filter(|title| !title.is_empty());
        self.grouped(title, 2 * FEW, "their titles differ only in the kind")
    }

    /// The words of a title that name no kind.
    fn title(&self, at: usize) -> Vec<String> {
        let title = self.documents[at].facts.title.as_deref().unwrap_or_default();
        words_of(title).filter(|word| !self.kinds.has(word)).collect()
    }

    fn ids(&self) -> Vec<Edge> {
        let mut owners: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for at in self.of_side(Side::Requirements) {
            for requirement in self.documents[at].facts.requirements.iter().filter(|requirement| requirement.has_id) {
                owners.entry(requirement.id.to_ascii_lowercase()).or_default().insert(at);
            }
        }
        let mut edges = Vec::new();
        for design in self.of_side(Side::Design) {
            let mentions = self.documents[design].facts.requirement_mentions.iter();
            let named: BTreeSet<String> = mentions.map(|mention| mention.id.to_ascii_lowercase()).collect();
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            for owner in named.iter().filter_map(|id| owners.get(id).filter(|owners| owners.len() == 1)).flatten() {
                *counts.entry(*owner).or_default() += 1;
            }
            let own = name(self.documents[design].file.path());
            edges.extend(counts.into_iter().filter(|(_, count)| *count >= ENOUGH_IDS && 2 * count >= named.len()).map(
                |(product, count)| Edge { product, design, from: None, reason: format!("{own} names {count} requirements of the other") },
            ));
        }
        edges
    }

    /// Documents whose titles share at least half of what they say.
    fn words(&self) -> Vec<Edge> {
        let expecting = |side: Side| self.of_side(side).filter(|at| self.expects_other_half(*at));
        let telling = |at: usize| self.title(at).into_iter().filter(|word| rarity(word) >= TELLING).collect::<BTreeSet<_>>();
        let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for design in expecting(Side::Design) {
            for word in telling(design) {
                by_word.entry(word).or_default().push(design);
            }
        }
        let mut edges = Vec::new();
        for product in expecting(Side::Requirements) {
            let own = telling(product);
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for design in own.iter().filter_map(|word| by_word.get(word)).filter(|designs| designs.len() <= FEW).flatten() {
                *shared.entry(*design).or_default() += 1;
            }
            let enough = |design: usize, count: usize| 2 * count >= own.len().min(telling(design).len());
            edges.extend(shared.into_iter().filter(|(design, count)| enough(*design, *count)).map(|(design, _)| Edge {
                product,
                design,
                from: None,
                reason: String::new(),
            }));
        }
        edges
    }
}

/// Characters of a value that are shown.
const SHOWN: usize = 80;

/// The start of a text.
fn start_of(text: &str) -> &str {
    text.char_indices().nth(SHOWN).map_or(text, |(end, _)| &text[..end])
}

/// The folder above one that is named for a kind of document (`prds/a.md` and `designs/a.md`), else the folder itself.
fn parent(folder: &str) -> &str {
    let last = folder.rsplit('/').next().unwrap_or(folder).to_lowercase();
    let kinds = ["prd", "prds", "tdd", "tdds", "design", "designs", "requirements", "specs", "architecture"];
    if kinds.contains(&last.as_str()) { folder.rsplit_once('/').map_or("", |(above, _)| above) } else { folder }
}
