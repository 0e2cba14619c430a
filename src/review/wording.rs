//! Observations to findings: the words and weight of the rule, and an identity of their own.

use crate::checklist::Rule;
use crate::finding::{Finding, Observation};
use crate::fingerprint::fingerprint;
use crate::rule::{RuleId, Severity};
use std::collections::BTreeMap;

/// The finding that a rule makes of an observation.
pub(super) fn finding(rule: &Rule, observation: Observation, heading_path: Vec<String>) -> Finding {
    let Observation { primary, related, subject, values, severity, release, blocks_review, teams, gathers, message, why, ask } =
        observation;
    let message = filled(message.as_deref().unwrap_or(&rule.message), &values);
    let severity = severity.unwrap_or(rule.severity);
    Finding {
        rule: rule.id.clone(),
        severity,
        confidence: rule.confidence,
        release: release.unwrap_or(rule.release),
        teams: teams.unwrap_or_else(|| rule.teams.clone()),
        // What is of low severity cannot stop a review, whatever the check says.
        blocks_review: blocks_review.unwrap_or(rule.blocks_review) && severity > Severity::Low,
        message,
        primary,
        related,
        subject,
        heading_path,
        gathers,
        why,
        ask,
        fingerprint: String::new(),
    }
}

/// A message with its values. What a value brings in is not filled again: it may quote a document's own `{name}`.
pub(super) fn filled(message: &str, values: &[(&'static str, String)]) -> String {
    let mut out = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| Some((&values.iter().find(|(n, _)| *n == name)?.1, after)));
        let (value, after) = value.map_or(("{", after), |(value, after)| (value.as_str(), after));
        out.push_str(value);
        rest = after;
    }
    out + rest
}

/// Gives each finding its fingerprint; equal ones are told apart by their number in source order.
pub(super) fn number_equals(findings: &mut [Finding], path: &str) {
    let mut seen: BTreeMap<(RuleId, Vec<String>, String), usize> = BTreeMap::new();
    findings.sort_by_key(|f| (f.primary.span, f.rule.clone()));
    for finding in findings {
        let headings = if finding.gathers.is_some() { Vec::new() } else { finding.heading_path.clone() };
        let key = (finding.rule.clone(), headings.clone(), finding.subject.clone());
        let ordinal = seen.entry(key).and_modify(|n| *n += 1).or_default();
        finding.fingerprint = fingerprint(path, finding.rule.as_str(), &headings, &finding.subject, *ordinal);
    }
}
