//! What a review comes to: whether it fails, and the sentence that says so.

use super::Review;
use crate::diagnostic::Level;
use crate::finding::Finding;
use crate::rule::{ReleasePriority, Severity};
use crate::settings::FailOn;

/// The numbers of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Documents that were reviewed.
    pub reviewed: usize,
    /// Findings that stand.
    pub findings: usize,
    /// Of these, those that stop the review.
    pub blocking: usize,
    /// Findings of high severity.
    pub high: usize,
    /// Findings of medium severity.
    pub medium: usize,
    /// Findings of low severity.
    pub low: usize,
    /// Findings due before release.
    pub before_release: usize,
    /// Findings that baselines hide; they are in none of the numbers above.
    pub known: usize,
    /// True when something at or above the threshold stands.
    pub fails: bool,
    /// True when something could not be reviewed.
    pub incomplete: bool,
}

impl Review {
    /// Adds up the review.
    pub fn verdict(&self) -> Verdict {
        let count = |test: &dyn Fn(&Finding) -> bool| self.findings.iter().filter(|f| test(f)).count();
        Verdict {
            reviewed: self.documents.iter().filter(|d| d.skipped.is_none()).count(),
            findings: self.findings.len(),
            blocking: count(&|f| f.blocks_review),
            high: count(&|f| f.severity == Severity::High),
            medium: count(&|f| f.severity == Severity::Medium),
            low: count(&|f| f.severity <= Severity::Low),
            before_release: count(&|f| f.release == ReleasePriority::BeforeRelease),
            known: self.known.len(),
            fails: self.findings.iter().any(|f| self.counts(f)),
            incomplete: self.diagnostics.iter().any(|d| d.level == Level::Error),
        }
    }

    /// True when a finding makes the run fail.
    pub fn counts(&self, finding: &Finding) -> bool {
        match self.against(finding.primary.file).fail_on {
            FailOn::None => false,
            FailOn::Severity(least) => finding.severity >= least || finding.blocks_review,
            FailOn::BlocksReview => finding.blocks_review,
        }
    }
}

impl Verdict {
    /// The state of the document in one sentence.
    pub fn sentence(&self) -> &'static str {
        if self.incomplete {
            "Not everything could be reviewed."
        } else if self.blocking > 0 {
            "Not ready for sign-off: the review cannot be finished yet."
        } else if self.before_release > 0 {
            "Changes needed before release."
        } else if self.findings > 0 && self.known > 0 {
            "Nothing new stops a release; there are follow-ups."
        } else if self.findings > 0 {
            "Ready for sign-off, with follow-ups."
        } else if self.reviewed == 0 {
            "No design document was reviewed."
        } else if self.known > 0 {
            "Nothing new to raise."
        } else {
            "Nothing to raise."
        }
    }
}
