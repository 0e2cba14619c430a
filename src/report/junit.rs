//! `JUnit` as Jenkins, GitLab and others read it: a suite for each document, a case for each rule that was evaluated there. A finding is a
//! failure; what a waiver or a baseline hides, and what could not be evaluated, is skipped with the reason. No times are told, so that the
//! same documents give the same bytes.

use super::{due, place, safe, sentence, terms};
use crate::check::Outcome;
use crate::diagnostic::{Diagnostic, Level};
use crate::finding::Finding;
use crate::review::Review;
use crate::source::FileId;
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(super) fn render(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    let suites = Suites::of(review);
    let all = Counts::of(suites.0.values().flat_map(BTreeMap::values));
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"designvet\" tests=\"{}\" failures=\"{}\" errors=\"{}\">", all.tests, all.failures, all.errors)?;
    for (path, cases) in &suites.0 {
        let Counts { tests, failures, errors, skipped } = Counts::of(cases.values());
        let numbers = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"");
        writeln!(out, "  <testsuite name=\"{}\" {numbers}>", xml(path))?;
        for (name, case) in cases {
            writeln!(out, "    <testcase name=\"{}\" classname=\"{}\"{}", xml(name), xml(path), case.rest(review))?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// The cases of each document, by path and name.
struct Suites<'a>(BTreeMap<&'a str, BTreeMap<&'a str, Case<'a>>>);

/// What became of a rule in a document; by default it is met.
#[derive(Default)]
struct Case<'a> {
    findings: Vec<&'a Finding>,
    /// What is wrong with the document itself.
    problems: Vec<&'a Diagnostic>,
    /// Why it does not count.
    skipped: Vec<String>,
}

impl<'a> Suites<'a> {
    fn of(review: &'a Review) -> Self {
        let path = |id: FileId| review.document(id).path();
        let mut suites = Self(BTreeMap::new());
        for document in review.documents.iter().filter(|document| document.skipped.is_none()) {
            suites.0.entry(document.path()).or_default();
            for (rule, outcome) in &document.outcomes {
                match outcome {
                    Outcome::Satisfied(..) => _ = suites.case(document.path(), rule.as_str()),
                    Outcome::NotEvaluated(reason) => suites.case(document.path(), rule.as_str()).skipped.push(reason.clone()),
                    // What was found is told below; a rule that has no object was not evaluated.
                    Outcome::Findings(_) | Outcome::NotApplicable(_) => {}
                }
            }
        }
        for finding in &review.findings {
            suites.case(path(finding.primary.file), finding.rule.as_str()).findings.push(finding);
        }
        for waived in &review.waived {
            let case = suites.case(path(waived.finding.primary.file), waived.finding.rule.as_str());
            case.skipped.push(format!("waived: {}", terms(review, waived)));
        }
        for known in &review.known {
            let case = suites.case(path(known.primary.file), known.rule.as_str());
            case.skipped.push(format!("known: {}: {}", place(review, &known.primary), known.message));
        }
        for problem in review.diagnostics.iter().filter(|problem| problem.level == Level::Error) {
            suites.case(problem.path().unwrap_or("designvet"), problem.code).problems.push(problem);
        }
        suites
    }

    fn case(&mut self, path: &'a str, name: &'a str) -> &mut Case<'a> {
        self.0.entry(path).or_default().entry(name).or_default()
    }
}

impl Case<'_> {
    /// The element behind its names. Readers look at one failure a case: all findings of the rule are in it.
    fn rest(&self, review: &Review) -> String {
        if let Some(first) = self.findings.first() {
            let more = match self.findings.len() - 1 {
                0 => String::new(),
                more => format!(" (and {more} more)"),
            };
            let message = xml(&format!("{}{more}", sentence(&first.message)));
            let blocks = if self.findings.iter().any(|finding| finding.blocks_review) { ", blocks the review" } else { "" };
            let told: Vec<String> = self.findings.iter().map(|finding| told(review, finding)).collect();
            let kind = format!("{}{blocks}", first.severity);
            return format!(">\n      <failure type=\"{kind}\" message=\"{message}\">{}</failure>\n    </testcase>", told.join("\n\n"));
        }
        if let Some(problem) = self.problems.first() {
            let told: Vec<String> = self.problems.iter().map(|problem| xml(&problem.message)).collect();
            return format!(">\n      <error type=\"{}\" message=\"{}\"/>\n    </testcase>", xml(problem.code), told.join("; "));
        }
        if self.skipped.is_empty() {
            return "/>".to_owned();
        }
        format!(">\n      <skipped message=\"{}\"/>\n    </testcase>", xml(&self.skipped.join("; ")))
    }
}

/// A finding in full, a line for each part.
fn told(review: &Review, finding: &Finding) -> String {
    let lines = [
        format!("{}: {}: {}", place(review, &finding.primary), finding.severity, finding.message),
        format!("Why: {}", review.why(finding)),
        format!("Write: {}", review.rule(finding).advice),
        format!("Question: {}", review.ask(finding)),
        format!("Due: {}", due(finding)),
    ];
    lines.map(|line| xml(&line)).join("\n")
}

/// How many cases there are, and of them which did not pass.
#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Counts {
    fn of<'c, 'a: 'c>(cases: impl Iterator<Item = &'c Case<'a>>) -> Self {
        let mut counts = Self::default();
        for case in cases {
            counts.tests += 1;
            if !case.findings.is_empty() {
                counts.failures += 1;
            } else if !case.problems.is_empty() {
                counts.errors += 1;
            } else if !case.skipped.is_empty() {
                counts.skipped += 1;
            }
        }
        counts
    }
}

/// Text on one line for an attribute or an element. XML 1.0 has no way to write control characters: they are visible by then.
fn xml(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in safe::line(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            _ => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_ends_no_attribute_and_no_element() {
        assert_eq!(xml("a\n\"<b>&]]>\u{0}\u{ffff}"), "a &quot;&lt;b&gt;&amp;]]&gt;\u{2400}\\u{ffff}");
    }
}
