//! The findings of a document as comments in a copy of it.

use super::{count, due, safe, sentence, shorten};
use crate::annotation::{Comment, Style, annotate};
use crate::document::plain;
use crate::finding::{Finding, Label};
use crate::review::Review;
use crate::rule::ReleasePriority;
use crate::source::FileId;
use std::cmp::Reverse;

/// Most characters of what is wrong, and of what to write.
const SAID: usize = 240;
/// Most characters of quoted words.
const QUOTED: usize = 40;
/// Most places in other documents that a comment names.
const ELSEWHERE: usize = 2;

/// The text of a document with its findings in it, the most urgent first where several are at one place. A finding of the other half, when
/// nothing is asked of that, stands where it concerns this one. `text` is that of the document, its secrets as they are. None when they
/// cannot be written into it.
pub fn annotated(review: &Review, document: FileId, text: &str, style: Style) -> Option<String> {
    let mut found: Vec<(&Finding, &Label)> =
        review.findings.iter().filter_map(|finding| Some((finding, at(review, finding, document)?))).collect();
    found.sort_by_key(|(finding, _)| Reverse(finding.urgency()));
    let comments: Vec<Comment> = found.iter().map(|(finding, label)| comment(review, finding, label)).collect();
    annotate(text, &head(&found), &comments, style)
}

/// Where a finding is told in a document.
fn at<'f>(review: &Review, finding: &'f Finding, document: FileId) -> Option<&'f Label> {
    if finding.primary.file == document {
        return Some(&finding.primary);
    }
    let is_aside = review.document(finding.primary.file).skipped.is_some();
    finding.related.iter().find(|label| is_aside && label.file == document)
}

/// How many comments there are, and how to be rid of them.
fn head(found: &[(&Finding, &Label)]) -> String {
    let of = |test: &dyn Fn(&Finding) -> bool| found.iter().filter(|(finding, _)| test(finding)).count();
    let before = match of(&|finding| finding.release == ReleasePriority::BeforeRelease) {
        0 => String::new(),
        before => format!(", {before} of them to be settled before release"),
    };
    let stops = match of(&|finding| finding.blocks_review) {
        0 => String::new(),
        1 => "; 1 stops the review".to_owned(),
        several => format!("; {several} stop the review"),
    };
    let number = if found.is_empty() { "no findings".to_owned() } else { count(found.len(), "finding") };
    format!("{number} in this copy{before}{stops}. The command designvet annotate takes the comments out again (option strip).")
}

fn comment(review: &Review, finding: &Finding, label: &Label) -> Comment {
    let stops = if finding.blocks_review { "stops the review; " } else { "" };
    let said = format!(
        "{}. {} Write: {} Question: {}{} ({stops}{})",
        sentence(&shorten(&finding.message, SAID)),
        first_sentence(review.why(finding)),
        shorten(&review.rule(finding).advice, SAID),
        review.ask(finding),
        elsewhere(review, finding, label),
        due(finding).replace(" \u{b7} ", "; ")
    );
    let quote = shorten(&safe::line(&plain(review.text(label))), QUOTED);
    Comment { span: label.span, name: finding.rule.to_string(), said: safe::line(&said), quote }
}

/// " See tdd.md line 12.": the places of a finding in other documents.
fn elsewhere(review: &Review, finding: &Finding, label: &Label) -> String {
    let labels = std::iter::once(&finding.primary).chain(&finding.related).filter(|other| other.file != label.file);
    let mut places: Vec<String> = labels
        .map(|other| {
            let file = &review.document(other.file).file;
            format!("{} line {}", file.path(), file.line1(other.span.start))
        })
        .collect();
    places.dedup();
    places.truncate(ELSEWHERE);
    if places.is_empty() { String::new() } else { format!(" See {}.", places.join(", ")) }
}

fn first_sentence(text: &str) -> &str {
    let mut ends = text.match_indices(". ").filter(|(at, _)| text[at + 2..].starts_with(char::is_uppercase));
    ends.next().map_or(text, |(at, _)| &text[..=at])
}
