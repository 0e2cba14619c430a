//! Workflow commands of GitHub Actions: annotations on the lines of a pull request.
//!
//! Nothing but our own commands reaches the start of a line, and every value is escaped as the runner's parser undoes it,
//! so document text cannot inject a command.

use super::{count, due, known, safe, sentence};
use crate::finding::Finding;
use crate::review::Review;
use crate::rule::Severity;
use std::io::{self, Write};

/// Annotations of each level that a step shows; more are dropped by the runner.
const SHOWN: usize = 10;

pub(super) fn render(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    let mut left = 0;
    for level in ["error", "warning", "notice"] {
        let mut found: Vec<&Finding> = review.findings.iter().filter(|f| level_of(f) == level).collect();
        found.sort_by_key(|f| (std::cmp::Reverse(f.blocks_review), std::cmp::Reverse(f.severity)));
        for finding in found.iter().take(SHOWN) {
            command(review, level, finding, out)?;
        }
        left += found.len().saturating_sub(SHOWN);
    }
    let verdict = review.verdict();
    let more = if left > 0 { format!(" {left} more are not shown here: a step shows {SHOWN} of each level.") } else { String::new() };
    let known = safe::line(&known(review));
    let known = if known.is_empty() { known } else { format!(" {}", data(&known)) };
    writeln!(out, "designvet: {} {}.{more}{known}", verdict.sentence(), count(verdict.findings, "finding"))
}

fn level_of(finding: &Finding) -> &'static str {
    match finding.severity {
        _ if finding.blocks_review => "error",
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "notice",
    }
}

fn command(review: &Review, level: &str, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let file = &review.document(finding.primary.file).file;
    let (first, last) = file.lines1(finding.primary.span);
    // The runner drops columns when the lines differ.
    let columns = if first == last {
        format!(",col={},endColumn={}", file.col1_chars(finding.primary.span.start), file.col1_chars(finding.primary.span.end))
    } else {
        String::new()
    };
    let rule = review.rule(finding);
    let message = format!(
        "{}.\n{}\nWrite: {}\nAsk: {}\n{} \u{b7} {}",
        sentence(&finding.message),
        review.why(finding),
        rule.advice,
        review.ask(finding),
        finding.rule,
        due(finding)
    );
    writeln!(
        out,
        "::{level} file={},line={first},endLine={last}{columns},title={}::{}",
        property(file.path()),
        property(&format!("designvet: {}", finding.rule)),
        data(&message)
    )
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    let safe = safe::visible(text);
    safe.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cannot_end_a_command_or_begin_one() {
        assert_eq!(data("100% a\n::error::b"), "100%25 a%0A:\u{2236}error::b");
        assert_eq!(property("a,b:c"), "a%2Cb%3Ac");
        assert!(!data("x ##[error]y").contains("##["));
    }
}
