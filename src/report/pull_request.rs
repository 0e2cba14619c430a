//! What a pull request shows of the documents of a review, for the formats that speak to one.

use super::still::still;
use super::{due, github_comment, github_review, safe, sentence, shorten};
use crate::finding::{Finding, Label};
use crate::report::Format;
use crate::review::Review;
use crate::source::{FileId, normal};
use std::fmt::Write as _;
use std::io;

/// Most bytes of a body; GitHub takes as many characters.
pub(super) const BODY: usize = 65_536;
/// Most characters of one value in a comment.
const VALUE: usize = 1_000;
/// Where what has no room in a body is seen.
pub(super) const ELSEWHERE: &str = ": `designvet check` lists all.";

/// Lines of a file, from 1, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

/// What a pull request shows of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its path from the root of the repository.
    pub path: String,
    /// The lines that can be commented on.
    pub lines: Vec<Lines>,
}

/// A review and the pull request that it speaks of.
pub struct PullRequest<'a> {
    /// The review.
    pub review: &'a Review,
    /// By number of the document; None for one outside of the repository.
    pub documents: Vec<Option<Shown>>,
    /// The address below which files of the repository are seen; None where nobody says, and then links are paths.
    pub blob: Option<String>,
}

impl<'a> PullRequest<'a> {
    /// A pull request of which nothing is known.
    pub fn unknown(review: &'a Review) -> Self {
        Self { review, documents: Vec::new(), blob: None }
    }

    fn shown(&self, file: FileId) -> Option<&Shown> {
        self.documents.get(file.0 as usize)?.as_ref()
    }

    /// The path of a document from the root of the repository; as it was named where that is not known.
    pub(super) fn path(&self, file: FileId) -> String {
        self.shown(file).map_or_else(|| normal(self.review.document(file).path()), |shown| shown.path.clone())
    }

    /// The lines of a label, as far as one stretch that is shown has them.
    pub(super) fn lines(&self, label: &Label) -> Option<Lines> {
        let (first, last) = self.review.document(label.file).file.lines1(label.span);
        let around = self.shown(label.file)?.lines.iter().find(|lines| lines.first <= first && first <= lines.last)?;
        Some(Lines { first, last: last.min(around.last) })
    }

    /// Everything that stands, what is to be done first first.
    pub(super) fn by_urgency(&self) -> Vec<&'a Finding> {
        let mut found: Vec<&Finding> = self.review.findings.iter().collect();
        found.sort_by_key(|finding| std::cmp::Reverse(finding.urgency()));
        found
    }

    /// A row of a table: the place as a link, what is wrong and what to write, by when and who.
    pub(super) fn row(&self, finding: &Finding) -> String {
        let line = self.review.document(finding.primary.file).file.line1(finding.primary.span.start);
        let path = self.path(finding.primary.file);
        // Without the question GitHub shows Markdown as a page, which has no lines.
        let target = match &self.blob {
            Some(blob) => format!("{blob}/{}?plain=1#L{line}", address(&path)),
            None => format!("{}#L{line}", address(&path)),
        };
        let stops = if finding.blocks_review { "**Stops the review.** " } else { "" };
        let what = cell(&sentence(&finding.message));
        let write = safe::line(&self.review.rule(finding).advice).replace('|', "\\|");
        format!("| [{}:{line}]({target}) | {stops}{what}.<br>Write: {write} | {} |\n", cell(&path), cell(&due(finding)))
    }
}

/// Words of a document in a table of a tracker.
pub(super) fn cell(words: &str) -> String {
    still(&shorten(words, VALUE))
}

/// A path as an address: what could end a link, or mean something in one, is escaped.
fn address(path: &str) -> String {
    let mut address = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

/// Writes a review in one of the two formats for a pull request.
pub fn render_pull_request(format: Format, pull_request: &PullRequest<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::GithubReview => github_review::render(pull_request, out),
        _ => github_comment::render(pull_request, out),
    }
}
