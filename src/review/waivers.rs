//! Files of waivers in a review: numbered behind the documents, so that a finding can stand in one, and judged when all documents are.

use super::wording::{finding, number_equals};
use super::{Against, Profile, Review, Reviewed, place};
use crate::check::{self, Availability, Outcome};
use crate::checklist::Rule;
use crate::finding::{Finding, Label, Observation};
use crate::rule::RuleId;
use crate::source::FileId;
use crate::waiver::{Cover, Earlier, Seen, Standing, Told, WaiverFile, recent, settle};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The files of waivers of a review.
pub(super) struct Records<'p> {
    files: Vec<(&'p WaiverFile, FileId)>,
    of_profile: Vec<Option<usize>>,
    /// What reports show of them.
    pub reviewed: Vec<Reviewed>,
}

impl<'p> Records<'p> {
    /// Those of the profiles, by path, numbered from `first` on.
    pub fn of(profiles: &'p [Profile], first: usize) -> Self {
        let mut by_path: BTreeMap<&str, (usize, &WaiverFile)> = BTreeMap::new();
        for (number, profile) in profiles.iter().enumerate() {
            if let Some(file) = &profile.waivers {
                by_path.entry(file.source.path()).or_insert((number, file));
            }
        }
        let place =
            |profile: &Profile| by_path.keys().position(|path| profile.waivers.as_ref().is_some_and(|file| file.source.path() == *path));
        let of_profile = profiles.iter().map(place).collect();
        let (mut files, mut reviewed) = (Vec::new(), Vec::new());
        for (number, (profile, file)) in by_path.into_values().enumerate() {
            let id = FileId((first + number) as u32);
            let skipped = Some("it holds waivers".to_owned());
            files.push((file, id));
            reviewed.push(Reviewed { id, file: Arc::clone(&file.source), profile, facts: None, skipped, outcomes: Vec::new() });
        }
        Self { files, of_profile, reviewed }
    }

    /// The file that may speak of the documents of a profile.
    pub fn of_profile(&self, profile: usize) -> Option<(&'p WaiverFile, FileId)> {
        self.of_profile[profile].map(|record| self.files[record])
    }

    /// What is wrong with the entries, given what they speak of.
    pub fn findings(
        &self,
        documents: &[Reviewed],
        covers: &BTreeMap<FileId, Vec<Cover>>,
        profiles: &[Profile],
        against: &[Against],
        available: &(dyn Fn(&str, &str) -> Availability + Sync),
    ) -> Vec<Finding> {
        let mut found = Vec::new();
        for ((file, id), record) in self.files.iter().zip(&self.reviewed) {
            let own = |document: &&Reviewed| self.of_profile(document.profile).is_some_and(|(_, own)| own == *id);
            let reviewed = documents.iter().filter(own).filter(|document| document.skipped.is_none());
            let seen: Vec<Seen<'_>> = reviewed
                .filter_map(|document| {
                    let evaluated = evaluated(&document.outcomes);
                    Some(Seen { path: document.path(), facts: document.facts.as_ref()?, evaluated })
                })
                .collect();
            let known: BTreeSet<&RuleId> = profiles[record.profile].checklist.rules.keys().collect();
            let is_missing = |path: &str| available(record.path(), path) == Availability::Missing;
            let covers = covers.get(id).map_or(&[][..], Vec::as_slice);
            let told = settle(file, *id, covers, &seen, &known, &is_missing);
            let mut own = worded(told, &against[record.profile].rules, |_| Vec::new());
            number_equals(&mut own, record.path());
            found.extend(own);
        }
        found
    }
}

/// Rules whose outcome is known.
pub(super) fn evaluated(outcomes: &[(RuleId, Outcome)]) -> BTreeSet<&RuleId> {
    outcomes.iter().filter(|(_, outcome)| !matches!(outcome, Outcome::NotEvaluated(_))).map(|(id, _)| id).collect()
}

/// What is told of waivers and by reviewers, in the words of the rules for it; nothing where such a rule is not in use.
pub(super) fn worded(
    told: Vec<(Told, Observation)>,
    rules: &BTreeMap<RuleId, Rule>,
    heading_path: impl Fn(&Observation) -> Vec<String>,
) -> Vec<Finding> {
    let of = |what: Told| rules.values().find(|rule| rule.check == check::WAIVER.name && rule.parameters.looks_for == what.as_str());
    let worded = told.into_iter().filter_map(|(what, observation)| {
        let path = heading_path(&observation);
        of(what).map(|rule| finding(rule, observation, path))
    });
    worded.collect()
}

impl Review {
    /// Tells of each waiver that was not there at an earlier time, in the words of the rules for it.
    pub fn tell_new_waivers(&mut self, earlier: &Earlier<'_>, profiles: &[Profile]) {
        let record = |path: &str| {
            let files = profiles.iter().filter_map(|profile| profile.waivers.as_deref());
            files.into_iter().find(|file| file.source.path() == path)
        };
        let standing = |label: &Label| {
            let document = self.document(label.file);
            Standing { file: &document.file, facts: document.facts.as_ref(), waivers: record(document.path()) }
        };
        let told = recent(earlier, &self.waived, &standing);
        let mut found = Vec::new();
        for one in told {
            let file = self.document(one.1.primary.file);
            let mut own = worded(vec![one], &self.profiles[file.profile].rules, |_| Vec::new());
            number_equals(&mut own, file.path());
            found.extend(own);
        }
        self.findings.extend(found);
        self.findings.sort_by_key(place);
    }
}
