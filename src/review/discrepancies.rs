//! What the two documents of each pair differ in, as reports list it.

use super::{Against, Profile, Reviewed};
use crate::check;
use crate::discrepancy::{self, Case, Discrepancy, Pair, Walkthrough, Words};
use crate::finding::Label;
use crate::pair::Set;
use crate::rule::{ReleasePriority, RuleId, Severity, Team};
use crate::source::{FileId, Span};
use crate::trace::{self, Side, Traced};
use rayon::prelude::*;

/// A difference between two documents, with what its rule makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportedDiscrepancy {
    /// What they differ in.
    pub case: Case,
    /// The rule that words it.
    pub rule: RuleId,
    /// How bad.
    pub severity: Severity,
    /// By when.
    pub release: ReleasePriority,
    /// Who has to look.
    pub teams: Vec<Team>,
    /// What is different, one sentence without a full stop.
    pub message: String,
    /// How likely a reader would call it one, from 0 to 1.
    pub confidence: f32,
    /// The product document of the pair.
    pub product: FileId,
    /// The design of the pair.
    pub design: FileId,
    /// What the product document says, what is quoted first; empty when it is silent.
    pub said: Vec<Label>,
    /// The same in the design.
    pub built: Vec<Label>,
    /// What was said in a walkthrough; None where the two documents differ.
    pub told: Option<Label>,
    /// Of what the design does not speak of, the first words that it does not have; empty when it has none of them.
    pub lacking: String,
}

/// A pair, held against each other, or notes of a walkthrough held against a pair.
pub(super) struct Compared {
    pub product: FileId,
    pub design: FileId,
    /// The notes; None for the pair itself.
    pub notes: Option<FileId>,
    /// What became of each requirement; empty for notes.
    pub traced: Vec<Traced>,
    /// The most certain first.
    pub discrepancies: Vec<Discrepancy>,
    /// Confidence from which on they are shown.
    least: f32,
}

impl Compared {
    /// True when it is the pair of this set.
    pub fn is_of(&self, set: &Set) -> bool {
        self.notes.is_none() && set.requirements == Some(self.product) && set.design == Some(self.design)
    }

    /// The differences that are likely ones.
    pub fn likely(&self) -> &[Discrepancy] {
        let end = self.discrepancies.partition_point(|found| found.confidence >= self.least);
        &self.discrepancies[..end]
    }
}

/// Every pair of the sets, in their order.
pub(super) fn compare(documents: &[Reviewed], sets: &[Set], profiles: &[Profile]) -> Vec<Compared> {
    let side = |id: FileId| {
        let document = &documents[id.0 as usize];
        document.facts.as_ref().map(|facts| Side { text: document.file.text(), facts })
    };
    let one = |set: &Set| {
        let (product, design) = (set.requirements?, set.design?);
        let (wanted, built) = (side(product)?, side(design)?);
        let traced = trace::trace(wanted, built);
        let profile = &profiles[documents[product.0 as usize].profile];
        let least = f32::from(profile.settings.min_confidence) / 1000.0;
        let terms = &profile.checklist.terms;
        // Of two that do not belong together everything differs.
        let discrepancies = if set.mismatch.is_some() {
            Vec::new()
        } else {
            let words = [wanted, built].map(|side| Words::of(side.text));
            discrepancy::find(Pair { product: wanted, design: built, said: &words[0], built: &words[1], terms, traced: &traced })
        };
        Some(Compared { product, design, notes: None, traced, discrepancies, least })
    };
    let said = |set: &Set, notes: FileId| {
        let (product, design) = (set.requirements?, set.design?);
        let profile = &profiles[documents[notes.0 as usize].profile];
        let terms = &profile.checklist.terms;
        let walkthrough = Walkthrough { notes: side(notes)?, product: side(product)?, design: side(design)?, terms };
        let least = f32::from(profile.settings.min_confidence) / 1000.0;
        let discrepancies = discrepancy::find_said(walkthrough);
        Some(Compared { product, design, notes: Some(notes), traced: Vec::new(), discrepancies, least })
    };
    let matched = sets.iter().filter(|set| set.mismatch.is_none());
    let notes: Vec<(&Set, FileId)> = matched.flat_map(|set| set.notes.iter().map(move |notes| (set, *notes))).collect();
    let mut compared: Vec<Compared> = sets.par_iter().filter_map(one).collect();
    compared.extend(notes.into_par_iter().filter_map(|(set, notes)| said(set, notes)).collect::<Vec<_>>());
    compared
}

/// Differences as reports list them: those that a rule words, in their order.
pub(super) fn report(compared: &[Compared], documents: &[Reviewed], against: &[Against]) -> Vec<ReportedDiscrepancy> {
    let mut all = Vec::new();
    for pair in compared {
        let rules = &against[documents[pair.product.0 as usize].profile].rules;
        let rule_of =
            |case: Case| rules.values().find(|rule| rule.check == check::DISCREPANCY.name && rule.parameters.looks_for == case.name());
        all.extend(pair.likely().iter().filter_map(|found| {
            let rule = rule_of(found.case)?;
            // A rule that lists several names each where it stands alone.
            let mut values = found.values.clone();
            let name = values.iter().find(|(name, _)| *name == "name").map(|(_, name)| name.clone());
            values.extend(name.map(|name| ("list", name)));
            let lacking = values.iter().find(|(name, _)| *name == "lacking").map(|(_, words)| words.clone());
            let labels = |file: FileId, spans: &[Span]| spans.iter().map(|span| Label::new(file, *span, "")).collect();
            Some(ReportedDiscrepancy {
                case: found.case,
                rule: rule.id.clone(),
                severity: rule.severity,
                release: rule.release,
                teams: rule.teams.clone(),
                message: super::wording::filled(&rule.message, &values),
                confidence: found.confidence,
                product: pair.product,
                design: pair.design,
                said: labels(pair.product, &found.product),
                built: labels(pair.design, &found.design),
                told: found.notes.and_then(|span| Some(Label::new(pair.notes?, span, ""))),
                lacking: lacking.unwrap_or_default(),
            })
        }));
    }
    all
}
