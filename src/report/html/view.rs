//! A review as a page sees it: documents with the lines that links lead to, and comments with their numbers.

use super::AnnotatedPage;
use super::comment::{Comment, State};
use super::escape::escape;
use super::prose;
use crate::document::{Element, Markup, markup};
use crate::finding::{Finding, Label};
use crate::item::Place;
use crate::report::replies::Replies;
use crate::review::Reviewed;
use crate::rule::RuleId;
use crate::source::{FileId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that the parts of a page look up.
pub(super) struct View<'a> {
    pub page: &'a AnnotatedPage<'a>,
    /// By file: documents, then files of waivers.
    pub documents: Vec<Shown<'a>>,
    /// What stands, what is known and what is accepted, in the order of the documents; the first has the number 1.
    pub comments: Vec<Comment<'a>>,
    /// How many questions the notes of a walkthrough do not name, in a sentence.
    pub left: Option<String>,
    /// True when names of files tell the documents apart.
    by_name: bool,
}

/// A document of a page.
pub(super) struct Shown<'a> {
    pub document: &'a Reviewed,
    pub pieces: Vec<(Markup, Span)>,
    /// Lines that links can lead to.
    lines: Vec<u32>,
}

impl<'a> View<'a> {
    pub(super) fn of(page: &'a AnnotatedPage<'a>) -> Self {
        let review = page.review;
        let replies = Replies::of(review);
        let answers: BTreeMap<&str, _> =
            replies.all().flat_map(|(item, reply)| item.fingerprints.iter().map(move |print| (print.as_str(), reply))).collect();
        let open = review.findings.iter().map(|finding| match answers.get(finding.fingerprint.as_str()) {
            Some(reply) => (finding, State::Replied((*reply).clone())),
            None => (finding, State::Open),
        });
        let known = review.known.iter().map(|finding| (finding, State::Known));
        let waived = review.waived.iter().map(|waived| (&waived.finding, State::Waived(waived)));
        let mut all: Vec<(&Finding, State)> = open.chain(known).chain(waived).collect();
        all.sort_by_key(|(finding, _)| place(finding));
        let comments: Vec<Comment> =
            all.into_iter().enumerate().map(|(at, (finding, state))| Comment { number: at + 1, finding, state }).collect();
        let pointed_at: BTreeSet<FileId> = comments
            .iter()
            .flat_map(|comment| std::iter::once(&comment.finding.primary).chain(&comment.finding.related))
            .map(|label| label.file)
            .collect();
        let is_read = |document: &Reviewed| {
            let id = document.id;
            document.skipped.is_none() || pointed_at.contains(&id) || review.sets.iter().any(|set| set.members().any(|member| member == id))
        };
        let pieces = |document: &Reviewed| if is_read(document) { markup(document.file.text()) } else { Vec::new() };
        let documents = review.documents.iter().map(|document| Shown::of(document, pieces(document)));
        let records = review.records.iter().map(|record| {
            let span = if pointed_at.contains(&record.id) { Span::new(0, record.file.text().len()) } else { Span::default() };
            let words = Markup::Words(span.of(record.file.text()).to_owned());
            let pieces = vec![(Markup::Open(Element::CodeBlock(String::new())), span), (words, span), (Markup::Close, span)];
            Shown::of(record, if span.is_empty() { Vec::new() } else { pieces })
        });
        let documents: Vec<Shown> = documents.chain(records).collect();
        let names: BTreeSet<&str> = documents.iter().map(|shown| file_name(shown.document.path())).collect();
        let by_name = names.len() == documents.len();
        Self { page, documents, comments, left: replies.left(), by_name }
    }

    /// The comment of a finding of the review.
    pub(super) fn comment_on(&self, finding: &Finding) -> Option<&Comment<'a>> {
        let first = self.comments.partition_point(|comment| place(comment.finding) < place(finding));
        self.comments[first..].iter().find(|comment| std::ptr::eq(comment.finding, finding))
    }

    /// What the page is about.
    pub(super) fn title(&self) -> String {
        let reviewed: Vec<&Shown> = self.documents.iter().filter(|shown| shown.document.skipped.is_none()).collect();
        let sets = &self.page.review.sets;
        let main = if sets.len() == 1 { sets[0].members().next().map(|id| self.page.review.document(id)) } else { None };
        let main = main.or_else(|| if reviewed.len() == 1 { Some(reviewed[0].document) } else { None });
        match main {
            Some(document) => {
                let title = document.facts.as_ref().and_then(|facts| facts.title.clone());
                title.unwrap_or_else(|| document.path().to_owned())
            }
            None => crate::report::count(self.page.review.verdict().reviewed, "document"),
        }
    }

    /// What a document is called: the name of its file where that is enough.
    pub(super) fn name(&self, id: FileId) -> &'a str {
        let path = self.documents[id.0 as usize].document.path();
        if self.by_name { file_name(path) } else { path }
    }

    /// A link to the line of a label: "tdd.md:12".
    pub(super) fn place(&self, label: &Label) -> String {
        let line = self.page.review.document(label.file).file.line1(label.span.start);
        self.link(label.file, line, &format!("{}:{line}", self.name(label.file)))
    }

    /// The same for the line of a place of an action item; text alone where the page does not have the document.
    pub(super) fn item_place(&self, place: &Place) -> String {
        match self.documents.iter().position(|shown| shown.document.path() == place.path) {
            Some(number) => {
                let id = FileId(number as u32);
                self.link(id, place.line, &format!("{}:{}", self.name(id), place.line))
            }
            None => escape(&format!("{}:{}", place.path, place.line)),
        }
    }

    /// A link to the element that a line stands in.
    pub(super) fn link(&self, id: FileId, line: u32, words: &str) -> String {
        let shown = &self.documents[id.0 as usize];
        let words = escape(words);
        if !shown.is_there() {
            return words;
        }
        match shown.lines.partition_point(|start| *start <= line).checked_sub(1) {
            Some(at) => format!("<a class=\"at\" href=\"#d{}l{}\">{words}</a>", id.0, shown.lines[at]),
            None => format!("<a class=\"at\" href=\"#d{}\">{words}</a>", id.0),
        }
    }

    /// The words of a label, cut to what can be read at a glance, escaped.
    pub(super) fn words(&self, label: &Label, most: usize) -> String {
        let plain = crate::document::plain(self.page.review.text(label)).replace("**", "");
        escape(&crate::report::shorten(&crate::report::safe::line(&plain), most))
    }
}

impl<'a> Shown<'a> {
    fn of(document: &'a Reviewed, pieces: Vec<(Markup, Span)>) -> Self {
        let lines = prose::lines(&document.file, &pieces);
        Self { document, pieces, lines }
    }

    /// True when its text is on the page: it was reviewed, or belongs with one that was, or a comment points into it.
    pub(super) fn is_there(&self) -> bool {
        !self.pieces.is_empty()
    }
}

/// The order of comments: by file, place and rule.
fn place(finding: &Finding) -> (FileId, Span, &RuleId) {
    (finding.primary.file, finding.primary.span, &finding.rule)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
