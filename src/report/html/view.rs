//! A review as a page sees it: documents with the lines that links lead to, and comments with their numbers.

use super::AnnotatedPage;
use super::burndown::listed;
use super::comment::{Comment, State};
use super::escape::escape;
use super::fold::folded;
use super::ids;
use super::prose;
use crate::document::{Markup, verbatim};
use crate::finding::{Finding, Label};
use crate::item::Place;
use crate::report::diff::quoted;
use crate::report::replies::Replies;
use crate::review::{Reviewed, TracedRequirement};
use crate::rule::RuleId;
use crate::source::{FileId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Words that titles of all documents have, and names of folders.
const FORMS: &[&str] = &[
    "product",
    "functional",
    "business",
    "trd",
    "brd",
    "frd",
    "srs",
    "requirement",
    "requirements",
    "document",
    "documents",
    "doc",
    "docs",
    "prd",
    "technical",
    "tech",
    "design",
    "tdd",
    "software",
    "system",
    "specification",
    "specifications",
    "spec",
    "specs",
    "detailed",
    "high",
    "level",
    "low",
    "architecture",
    "overview",
    "the",
    "of",
    "and",
    "version",
    "draft",
    "final",
    "template",
    "src",
    "blueprint",
];

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
    /// How many bytes all long ids of the requirements of a document begin with alike.
    common: BTreeMap<FileId, usize>,
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
        let pieces =
            |document: &Reviewed| if is_read(document) { folded(&document.file, &|| said(page, &comments, document)) } else { Vec::new() };
        let documents = review.documents.iter().map(|document| Shown::of(document, pieces(document)));
        let records = review.records.iter().map(|record| {
            let is_shown = pointed_at.contains(&record.id) && !record.file.text().is_empty();
            Shown::of(record, if is_shown { verbatim(record.file.text()) } else { Vec::new() })
        });
        let documents: Vec<Shown> = documents.chain(records).collect();
        let names: BTreeSet<&str> = documents.iter().map(|shown| file_name(shown.document.path())).collect();
        let by_name = names.len() == documents.len();
        let ids = |file: FileId| review.requirements.iter().filter(move |one| one.place.file == file).map(|one| one.id.as_str());
        let common = review.documents.iter().map(|document| (document.id, ids::common(ids(document.id)))).collect();
        Self { page, documents, comments, left: replies.left(), by_name, common }
    }

    /// What a requirement is called on a chip.
    pub(super) fn short_id(&self, requirement: &TracedRequirement) -> String {
        ids::short(&requirement.id, self.common.get(&requirement.place.file).copied().unwrap_or_default())
    }

    /// The comment whose words begin in a place, of a rule when one is named.
    pub(super) fn comment_at(&self, label: &Label, rule: Option<&RuleId>) -> Option<&Comment<'a>> {
        let begins = |comment: &&Comment| {
            let own = &comment.finding.primary;
            own.file == label.file && label.span.start <= own.span.start && own.span.start < label.span.end
        };
        self.comments.iter().filter(begins).find(|comment| rule.is_none_or(|rule| *rule == comment.finding.rule))
    }

    /// What the document at a path is called.
    pub(super) fn path_name(&self, path: &'a str) -> &'a str {
        self.documents.iter().find(|shown| shown.document.path() == path).map_or(path, |shown| self.name(shown.document.id))
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
        let mut main: Vec<&Reviewed> =
            if sets.len() == 1 { sets[0].members().map(|id| self.page.review.document(id)).collect() } else { Vec::new() };
        if let ([], [one]) = (main.as_slice(), reviewed.as_slice()) {
            main.push(one.document);
        }
        let Some(first) = main.first() else { return crate::report::count(self.page.review.verdict().reviewed, "document") };
        let facts = || main.iter().filter_map(|document| document.facts.as_ref());
        let own = facts().filter_map(|facts| facts.title.as_ref()).find(|title| !is_form(title));
        let named = own.or_else(|| facts().find_map(|facts| facts.control.product.as_ref())).cloned();
        let folder = || first.path().rsplit('/').nth(1).filter(|folder| !is_form(folder)).map(|folder| folder.replace(['-', '_'], " "));
        named.or_else(folder).or_else(|| facts().find_map(|facts| facts.title.clone())).unwrap_or_else(|| first.path().to_owned())
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

    /// The line around a label, cut to what can be read at a glance, with its own words marked, escaped.
    pub(super) fn around(&self, label: &Label) -> String {
        let quote = bare(&quoted(self.page.review.document(label.file).file.text(), label.span), true, true);
        let own = bare(&crate::document::plain(self.page.review.text(label)).replace("**", ""), true, true);
        match quote.split_once(own.as_str()) {
            Some((before, behind)) if !own.is_empty() && before.len() + behind.len() > 2 => {
                format!("{}<b>{}</b>{}", escape(before), escape(&own), escape(behind))
            }
            _ => escape(&quote),
        }
    }

    /// The words of a label, cut to what can be read at a glance, escaped.
    pub(super) fn words(&self, label: &Label, most: usize) -> String {
        let plain = crate::document::plain(self.page.review.text(label)).replace("**", "");
        escape(&crate::report::shorten(&crate::report::safe::line(&plain), most))
    }
}

/// A stretch of a quotation without the marks of the item or row that it is taken from.
pub(super) fn bare(words: &str, first: bool, last: bool) -> String {
    let mut words = words.to_owned();
    if first {
        let item = words.trim_start().trim_start_matches(['|', '>', '#', ' ']);
        let item = ["- [ ] ", "- [x] ", "* ", "- ", "+ "].iter().find_map(|mark| item.strip_prefix(mark)).unwrap_or(item);
        words = item.to_owned();
    }
    if last {
        words.truncate(words.trim_end_matches(['|', ' ']).len());
    }
    words.replace(" | ", " \u{b7} ").replace('`', "")
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

/// Lines of a document that the page says something of, or leads to.
fn said(page: &AnnotatedPage<'_>, comments: &[Comment<'_>], document: &Reviewed) -> BTreeSet<u32> {
    let findings = comments.iter().map(|comment| comment.finding);
    let commented = findings.flat_map(|finding| std::iter::once(&finding.primary).chain(&finding.related));
    let requirements = page.review.requirements.iter();
    let traced = requirements.flat_map(|one| std::iter::once(&one.place).chain(one.links.iter().map(|link| &link.place)));
    let places = commented.chain(traced).filter(|label| label.file == document.id);
    let open = page.burndown.into_iter().flat_map(|burndown| &burndown.charts).flat_map(listed);
    let rows = open.filter(|row| row.path == document.path()).map(|row| row.line);
    places.map(|label| document.file.line1(label.span.start)).chain(rows).collect()
}

/// The order of comments: by file, place and rule.
fn place(finding: &Finding) -> (FileId, Span, &RuleId) {
    (finding.primary.file, finding.primary.span, &finding.rule)
}

/// True for a title that says what form of document it heads, and not what it is about.
fn is_form(title: &str) -> bool {
    let mut words = title.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1).map(str::to_lowercase);
    words.all(|word| FORMS.contains(&word.as_str()))
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
