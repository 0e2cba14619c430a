//! A document then and now: what has changed, where, and how much it weighs.

use super::words::weigh;
use super::{Fact, Passage, Snapshot};
use std::collections::{BTreeMap, BTreeSet};

/// How much a change weighs for a review that was made before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Spelling, form, order, headings, and what a document says of itself.
    Form,
    /// Sentences that are new, gone or different, without a fact that is known of.
    Wording,
    /// Something that a review rests on.
    Fact,
}

impl Weight {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Wording => "wording",
            Self::Fact => "fact",
        }
    }
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Path of the document.
    pub document: String,
    /// The headings around it, the outermost first; none of a fact.
    pub section: Vec<String>,
    /// How much it weighs.
    pub weight: Weight,
    /// What sort of fact; empty for words.
    pub kind: String,
    /// What it was; empty when it is new.
    pub old: String,
    /// What it is; empty when it is gone.
    pub new: String,
}

/// Pairs of passages that are compared wherever they stand; of more, only those that stand near by their number.
const EVERYWHERE: usize = 250_000;
/// How near.
const NEAR: usize = 30;
/// Share of the words of the longer of two passages that the other has, from which on one took the place of the other.
const SAME: f32 = 0.5;

/// What has changed from one version of a document to another: facts first, then words in the order of the new version.
pub(super) fn between(then: &Snapshot, now: &Snapshot) -> Vec<Change> {
    let mut changes = of_facts(then, now);
    changes.extend(of_words(then, now));
    changes
}

fn of_facts(then: &Snapshot, now: &Snapshot) -> Vec<Change> {
    let by_name = |snapshot: &Snapshot| -> BTreeMap<(String, String), Vec<String>> {
        snapshot.facts.iter().map(|Fact { kind, name, values }| ((kind.clone(), name.clone()), values.clone())).collect()
    };
    let (old, new) = (by_name(then), by_name(now));
    let keys: BTreeSet<&(String, String)> = old.keys().chain(new.keys()).collect();
    let changed = keys.into_iter().filter(|key| old.get(*key) != new.get(*key));
    let said = |all: &BTreeMap<(String, String), Vec<String>>, key: &(String, String)| {
        let values = all.get(key)?;
        Some(if key.1.is_empty() { values.join(", ") } else { format!("{}: {}", key.1, values.join(", ")) })
    };
    let one = |key: &(String, String)| Change {
        document: now.path.clone(),
        section: Vec::new(),
        weight: Weight::Fact,
        kind: key.0.clone(),
        old: said(&old, key).unwrap_or_default(),
        new: said(&new, key).unwrap_or_default(),
    };
    changed.map(one).collect()
}

fn of_words(then: &Snapshot, now: &Snapshot) -> Vec<Change> {
    let (gone, come) = (unmatched(&then.passages, &now.passages), unmatched(&now.passages, &then.passages));
    let change = |passage: &Passage, weight: Weight, old: &str, new: &str| Change {
        document: now.path.clone(),
        section: passage.section.clone(),
        weight,
        kind: String::new(),
        old: old.to_owned(),
        new: new.to_owned(),
    };
    let replaced = replaced(&gone, &come);
    let changed = come.iter().enumerate().map(|(at, new)| match replaced.get(&at).map(|from| gone[*from]) {
        Some(old) => change(new, of_pair(old, new), &old.text, &new.text),
        None => change(new, if new.aside { Weight::Form } else { Weight::Wording }, "", &new.text),
    });
    let kept: BTreeSet<usize> = replaced.values().copied().collect();
    let lost = gone.iter().enumerate().filter(|(from, _)| !kept.contains(from)).map(|(_, old)| {
        let weight = if old.aside { Weight::Form } else { Weight::Wording };
        change(old, weight, &old.text, "")
    });
    changed.chain(lost).collect()
}

/// How much it weighs that one passage took the place of another.
fn of_pair(old: &Passage, new: &Passage) -> Weight {
    if old.terms != new.terms {
        Weight::Fact
    } else if old.aside && new.aside {
        Weight::Form
    } else {
        weigh(&old.text, &new.text)
    }
}

/// Which passage each new one took the place of, by their numbers: the most alike first, so that none is taken by one that is merely near.
fn replaced(gone: &[&Passage], come: &[&Passage]) -> BTreeMap<usize, usize> {
    let counted = |passages: &[&Passage]| passages.iter().map(|passage| counts(passage)).collect::<Vec<_>>();
    let (old, new) = (counted(gone), counted(come));
    let everywhere = gone.len() * come.len() <= EVERYWHERE;
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (at, own) in new.iter().enumerate() {
        let near = old.iter().enumerate().filter(|(from, _)| everywhere || from.abs_diff(at) <= NEAR);
        pairs.extend(near.map(|(from, other)| (alike(other, own), from, at)).filter(|(alike, ..)| *alike >= SAME));
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)).then(a.1.cmp(&b.1)));
    let (mut replaced, mut kept) = (BTreeMap::new(), BTreeSet::new());
    for (_, from, at) in pairs {
        if !replaced.contains_key(&at) && kept.insert(from) {
            replaced.insert(at, from);
        }
    }
    replaced
}

/// The passages of one version that the other does not have, however often each stands there.
fn unmatched<'a>(own: &'a [Passage], other: &[Passage]) -> Vec<&'a Passage> {
    let mut often: BTreeMap<&str, usize> = BTreeMap::new();
    for passage in other {
        *often.entry(&passage.text).or_default() += 1;
    }
    let is_new = |passage: &&Passage| match often.get_mut(passage.text.as_str()) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    own.iter().filter(is_new).collect()
}

/// How often a passage has each word.
fn counts(passage: &Passage) -> BTreeMap<String, usize> {
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    passage.text.split_whitespace().for_each(|word| *words.entry(word.to_lowercase()).or_default() += 1);
    words
}

/// The share of the words of the longer passage that both have, from 0 to 1.
fn alike(a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> f32 {
    let shared: usize = a.iter().map(|(word, times)| (*times).min(b.get(word).copied().unwrap_or_default())).sum();
    let longest = a.values().sum::<usize>().max(b.values().sum::<usize>());
    shared as f32 / longest.max(1) as f32
}
