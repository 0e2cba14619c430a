//! GitLab Code Quality: an array of what the merge request and the pipeline list. GitLab reads no further than the first entry that is not
//! as it wants them, and takes entries with the same fingerprint for one.

use super::{safe, sentence, write_json};
use crate::finding::Finding;
use crate::review::Review;
use crate::rule::Severity;
use crate::source::normal;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Entry<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

pub(super) fn render(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    let entries: Vec<Entry<'_>> = review.findings.iter().map(|finding| entry(review, finding)).collect();
    write_json(&entries, out)
}

fn entry<'a>(review: &'a Review, finding: &'a Finding) -> Entry<'a> {
    let file = &review.document(finding.primary.file).file;
    let (begin, end) = file.lines1(finding.primary.span);
    Entry {
        description: safe::line(&format!("{}. Write: {}", sentence(&finding.message), review.rule(finding).advice)),
        check_name: finding.rule.as_str(),
        fingerprint: &finding.fingerprint,
        severity: severity(finding),
        location: Location { path: normal(file.path()), lines: Lines { begin, end } },
    }
}

fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        _ if finding.blocks_review => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
        Severity::Info => "info",
    }
}
