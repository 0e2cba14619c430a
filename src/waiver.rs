//! Waivers in documents: which finding each hides, and what is wrong with the waivers themselves.

use crate::document::DirectiveKind;
use crate::facts::Facts;
use crate::finding::{Finding, Label, Observation};
use crate::rule::RuleId;
use crate::source::{FileId, SourceFile, Span};
use std::collections::BTreeSet;

/// A finding that a waiver hides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// The finding.
    pub finding: Finding,
    /// The reason that the waiver gives.
    pub reason: String,
    /// The waiver.
    pub place: Label,
}

/// What is wrong with a waiver; the names are those that waiver rules look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It hides nothing.
    Unused,
    /// It names a rule that does not exist, or cannot be read.
    Unknown,
    /// It gives no reason.
    Reason,
}

impl Fault {
    /// The word that a rule's `looks-for` has.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unused => "unused",
            Self::Unknown => "unknown",
            Self::Reason => "reason",
        }
    }
}

/// Splits the findings of one document into those that stand and those that its waivers hide, and reports faulty
/// waivers. `known` tells every rule id there is, `evaluated` those whose outcome in this document is known.
pub fn apply(
    id: FileId,
    file: &SourceFile,
    facts: &Facts,
    findings: Vec<Finding>,
    known: &BTreeSet<&RuleId>,
    evaluated: &BTreeSet<&RuleId>,
) -> (Vec<Finding>, Vec<Waived>, Vec<(Fault, Observation)>) {
    let mut standing = findings;
    let (mut waived, mut faults) = (Vec::new(), Vec::new());
    for directive in &facts.directives {
        let place = Label::new(id, directive.span, "");
        let (rules, reason) = match &directive.kind {
            DirectiveKind::Unknown(what) => {
                let text = format!("it is not understood: {what}");
                faults.push((Fault::Unknown, Observation::new(place, "directive").value("list", text)));
                continue;
            }
            DirectiveKind::Waive { rules, reason } => (rules, reason),
        };
        for name in rules {
            let rule = RuleId::from(name.as_str());
            let observation = Observation::new(place.clone(), name.as_str());
            if !known.contains(&rule) {
                let help = crate::toml_reader::suggestion(name, known.iter().map(|r| r.as_str()));
                let text = format!("there is no rule `{name}`{}", help.map_or(String::new(), |h| format!("; {h}")));
                faults.push((Fault::Unknown, observation.value("list", text)));
                continue;
            }
            let Some(reason) = reason else {
                faults.push((Fault::Reason, observation.value("list", name.as_str())));
                continue;
            };
            let scope = scope(file, facts, directive.span);
            let mut hidden = false;
            let (kept, gone) = standing.into_iter().partition::<Vec<_>, _>(|f| f.rule != rule || !scope.contains(f.primary.span));
            for finding in gone {
                hidden = true;
                waived.push(Waived { finding, reason: reason.clone(), place: place.clone() });
            }
            standing = kept;
            if !hidden && evaluated.contains(&rule) {
                faults.push((Fault::Unused, observation.value("list", name.as_str())));
            }
        }
    }
    (standing, waived, faults)
}

/// What a waiver speaks for: the lines it stands on beside other text, else the section it stands in; at the top of the
/// document, the whole.
fn scope(file: &SourceFile, facts: &Facts, at: Span) -> Span {
    let text = file.text();
    let whole = Span::new(0, text.len());
    let (first, last) = (at.start as usize, at.end as usize);
    let start = text[..first].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let end = text[last..].find(['\n', '\r']).map_or(text.len(), |i| last + i);
    if !text[start..first].trim().is_empty() || !text[last..end].trim().is_empty() {
        return Span::new(start, end);
    }
    let inner = facts.outline.iter().rposition(|e| e.section.contains(at));
    match inner {
        // Under the title alone, or above it.
        None | Some(0) => whole,
        Some(entry) => facts.outline[entry].section,
    }
}
