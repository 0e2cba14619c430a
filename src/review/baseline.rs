//! A review beside baselines: which findings are known, and which entries still hold.

use super::Review;
use crate::baseline::{Baseline, Entry, mark, what};
use crate::check::{NEVER_KNOWN, Outcome};
use crate::document::heading_key;
use crate::finding::Finding;
use crate::source::FileId;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A baseline, and what of a review it speaks of.
#[derive(Debug)]
pub struct Scope<'t> {
    /// The baseline.
    pub baseline: Baseline<'t>,
    /// The documents that it is the nearest baseline of.
    pub documents: BTreeSet<FileId>,
    /// Documents that its entries name and that are no longer there.
    pub gone: BTreeSet<String>,
    /// True when every document below its folder was looked for. Else a rule may not apply because the other half was not there.
    pub is_whole: bool,
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its finding stands.
    Holds,
    /// Its finding does not stand any more: it is mended or waived, or its document is gone.
    Settled,
    /// Its document was not held against its rule this time.
    Unseen,
}

/// How many entries there are of each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Those that hold; each hides one finding.
    pub holds: usize,
    /// Those that are settled.
    pub settled: usize,
    /// Those that were not looked at.
    pub unseen: usize,
}

impl Counts {
    /// How many there are.
    pub fn all(self) -> usize {
        self.holds + self.settled + self.unseen
    }

    fn add(&mut self, state: State) {
        match state {
            State::Holds => self.holds += 1,
            State::Settled => self.settled += 1,
            State::Unseen => self.unseen += 1,
        }
    }
}

/// A baseline that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaselineUse {
    /// Its path as reports show it.
    pub path: String,
    /// What became of its entries.
    pub entries: Counts,
}

impl BaselineUse {
    /// What it hides and what of it is settled, in a sentence without a full stop; None when there is nothing to tell.
    pub fn sentence(&self) -> Option<String> {
        let Counts { holds, settled, .. } = self.entries;
        let path = &self.path;
        let hidden = match holds {
            1 => format!("1 finding of {path} is not shown"),
            holds => format!("{holds} findings of {path} are not shown"),
        };
        let drop = "settled: `designvet baseline update`";
        match (holds, settled) {
            (0, 0) => None,
            (_, 0) => Some(hidden),
            (0, 1) => Some(format!("1 entry of {path} is {drop}")),
            (0, settled) => Some(format!("{settled} entries of {path} are {drop}")),
            (_, 1) => Some(format!("{hidden}; 1 entry is {drop}")),
            (_, settled) => Some(format!("{hidden}; {settled} entries are {drop}")),
        }
    }
}

/// A baseline in numbers.
#[derive(Debug)]
pub struct Standing {
    /// The whole of it.
    pub whole: BaselineUse,
    /// By id of rule.
    pub rules: BTreeMap<String, Counts>,
    /// By path of document, from its folder.
    pub documents: BTreeMap<String, Counts>,
}

/// What a review comes to beside a baseline.
#[derive(Debug)]
pub struct Beside {
    /// What became of each entry, in their order.
    pub states: Vec<State>,
    /// Indices of the findings that entries speak of.
    pub known: BTreeSet<usize>,
    /// What the other findings of its documents are as entries; those that no baseline holds are not among them.
    pub new: Vec<Entry<'static>>,
    /// Entries that are written otherwise now, by number: the document has another path, or the finding is told by other words or
    /// headings.
    pub now: BTreeMap<usize, Entry<'static>>,
}

impl Beside {
    /// The baseline in numbers.
    pub fn standing(&self, baseline: &Baseline<'_>) -> Standing {
        let mut standing = Standing { whole: self.whole(baseline), rules: BTreeMap::new(), documents: BTreeMap::new() };
        for (entry, state) in baseline.entries().iter().zip(&self.states) {
            standing.rules.entry(entry.rule.to_string()).or_default().add(*state);
            standing.documents.entry(entry.document.to_string()).or_default().add(*state);
        }
        standing
    }

    fn holds(&mut self, entry: usize, finding: usize) {
        self.states[entry] = State::Holds;
        self.known.insert(finding);
    }

    fn whole(&self, baseline: &Baseline<'_>) -> BaselineUse {
        let mut entries = Counts::default();
        self.states.iter().for_each(|state| entries.add(*state));
        BaselineUse { path: baseline.path().to_owned(), entries }
    }
}

impl Review {
    /// Takes what baselines hold from the findings that stand.
    pub fn set_aside(&mut self, scopes: &[Scope<'_>]) {
        let mut known = BTreeSet::new();
        for scope in scopes {
            let beside = self.beside(scope);
            self.baselines.push(beside.whole(&scope.baseline));
            known.extend(beside.known);
        }
        for (number, finding) in std::mem::take(&mut self.findings).into_iter().enumerate() {
            let to = if known.contains(&number) { &mut self.known } else { &mut self.findings };
            to.push(finding);
        }
    }

    /// Holds the findings that stand against a baseline.
    pub fn beside(&self, scope: &Scope<'_>) -> Beside {
        let baseline = &scope.baseline;
        let groups = baseline.documents();
        let mut states = vec![State::Unseen; baseline.entries().len()];
        // A document with an id takes its entries along when the path that they name is gone.
        let mut lost: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, (first, behind)) in groups.iter().filter(|(name, _)| scope.gone.contains(**name)) {
            states[*first..*behind].fill(State::Settled);
            lost.extend(baseline.entries()[*first].id.as_deref().map(|id| (id, *name)));
        }
        let mut names: BTreeMap<FileId, String> = BTreeMap::new();
        let mut moved = BTreeMap::new();
        for &id in &scope.documents {
            let document = self.document(id);
            let mut name = baseline.relative(document.path());
            let own_id = document.facts.as_ref().and_then(|facts| facts.id.as_deref());
            if let (false, Some(before)) = (groups.contains_key(&*name), own_id.and_then(|id| lost.remove(id))) {
                moved.insert(before.to_owned(), std::mem::replace(&mut name, before.to_owned()));
            }
            if let Some(&(first, behind)) = groups.get(&*name) {
                let looked: BTreeSet<&str> =
                    if document.skipped.is_none() { looked_for(&document.outcomes, scope.is_whole) } else { BTreeSet::new() };
                for (state, entry) in states[first..behind].iter_mut().zip(&baseline.entries()[first..behind]) {
                    *state = if looked.contains(&*entry.rule) { State::Settled } else { State::Unseen };
                }
            }
            names.insert(id, name);
        }
        let mut beside = Beside { states, known: BTreeSet::new(), new: Vec::new(), now: BTreeMap::new() };
        for (before, path) in moved {
            let (first, behind) = groups[&*before];
            let moved =
                baseline.entries()[first..behind].iter().map(|entry| Entry { document: path.clone().into(), ..entry.clone() }.owned());
            beside.now.extend((first..behind).zip(moved));
        }
        self.hold(baseline, &names, &mut beside);
        beside
    }

    /// Finds the entry of each finding: the one with its fingerprint; else, of what its document has and had once, the one that stood
    /// elsewhere. What is told of several places at once begins elsewhere when sections move or one of the places is mended.
    fn hold(&self, baseline: &Baseline<'_>, names: &BTreeMap<FileId, String>, beside: &mut Beside) {
        let mut left: Vec<(usize, &str, String)> = Vec::new();
        let mut often: BTreeMap<(FileId, String), usize> = BTreeMap::new();
        for (number, finding, fingerprint) in self.marks() {
            *often.entry((finding.primary.file, what(&fingerprint).to_owned())).or_default() += 1;
            let Some(name) = names.get(&finding.primary.file) else { continue };
            match (baseline.number(name, finding.rule.as_str(), &fingerprint), number) {
                (Some(entry), Some(number)) => beside.holds(entry, number),
                (None, Some(number)) => left.push((number, name, fingerprint)),
                // One that is waived is settled here.
                (_, None) => {}
            }
        }
        left.retain(|(number, name, fingerprint)| {
            let finding = &self.findings[*number];
            let alike = baseline.alike(name, finding.rule.as_str(), fingerprint);
            let is_only = alike.len() == 1 && often[&(finding.primary.file, what(fingerprint).to_owned())] == 1;
            if is_only {
                beside.holds(alike.start, *number);
                beside.now.insert(alike.start, self.entry(finding, baseline, fingerprint.clone()));
            }
            !is_only
        });
        beside.new = left.into_iter().map(|(number, _, fingerprint)| self.entry(&self.findings[number], baseline, fingerprint)).collect();
    }

    /// True for a finding that no baseline may hold.
    pub fn is_never_known(&self, finding: &Finding) -> bool {
        NEVER_KNOWN.contains(&self.rule(finding).check.as_ref())
    }

    fn entry(&self, finding: &Finding, baseline: &Baseline<'_>, fingerprint: String) -> Entry<'static> {
        let document = self.document(finding.primary.file);
        let id = document.facts.as_ref().and_then(|facts| facts.id.clone());
        Entry {
            document: Cow::Owned(baseline.relative(document.path())),
            rule: Cow::Owned(finding.rule.to_string()),
            fingerprint: Cow::Owned(fingerprint),
            id: id.map(Cow::Owned),
            message: Cow::Owned(finding.message.clone()),
        }
    }

    /// Each finding that a baseline may hold, with its index where it stands, and what it is known by in its document. What waivers hide is
    /// counted with its equals, so that a waiver changes nothing of the others. The title is no heading here: it may have a version in it.
    fn marks(&self) -> Vec<(Option<usize>, &Finding, String)> {
        let standing = self.findings.iter().enumerate().map(|(number, finding)| (Some(number), finding));
        let mut all: Vec<(Option<usize>, &Finding)> = standing.chain(self.waived.iter().map(|waived| (None, &waived.finding))).collect();
        all.retain(|(_, finding)| !self.is_never_known(finding));
        all.sort_by_key(|(_, finding)| (finding.primary.file, finding.primary.span));
        let mut equals: BTreeMap<(FileId, &str, Vec<String>, &str), usize> = BTreeMap::new();
        let mut marks = Vec::with_capacity(all.len());
        for (number, finding) in all {
            let title = self.document(finding.primary.file).facts.as_ref().and_then(|facts| facts.title.as_ref());
            let titled = usize::from(title.is_some() && finding.heading_path.first() == title);
            let headings: Vec<String> = finding.heading_path[titled..].iter().map(|heading| heading_key(heading)).collect();
            let key = (finding.primary.file, finding.rule.as_str(), headings, finding.subject.as_str());
            let ordinal = *equals.entry(key.clone()).and_modify(|number| *number += 1).or_default();
            marks.push((number, finding, mark(key.1, &key.2, key.3, ordinal)));
        }
        marks
    }
}

/// Rules that a document was held against so that it means something when they find nothing.
fn looked_for(outcomes: &[(crate::rule::RuleId, Outcome)], is_whole: bool) -> BTreeSet<&str> {
    let is_told = |outcome: &Outcome| match outcome {
        Outcome::Findings(_) | Outcome::Satisfied(..) => true,
        Outcome::NotApplicable(_) => is_whole,
        Outcome::NotEvaluated(_) => false,
    };
    outcomes.iter().filter(|(_, outcome)| is_told(outcome)).map(|(rule, _)| rule.as_str()).collect()
}
