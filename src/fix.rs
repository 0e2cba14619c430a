//! A reviewed document to what can be mended in it without asking anybody, and to its text with that mended. Each kind of fix is a file.
//!
//! A fix adds words, and takes none away but those of a date that it writes in figures. Nothing here touches files.

mod chapters;
mod control;
mod date;
mod first_ids;
mod numbering;
mod place;
mod scheme;
mod section;

use crate::check::{DOCUMENT_CONTROL, TOPIC_REQUIRED};
use crate::checklist::{Checklist, Side};
use crate::document::{Document, Notation};
use crate::facts::Facts;
use crate::finding::Finding;
use crate::pair::Set;
use crate::review::{Profile, Review};
use crate::rule::RuleId;
use crate::source::{FileId, SourceFile, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A change of a document that mends one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it puts there, in few words: `id FR-4`.
    pub title: String,
    /// Its edits, in source order.
    pub edits: Vec<Edit>,
    /// How sure it is.
    pub applicability: Applicability,
    /// The rule whose finding it is for, if any.
    pub rule: Option<RuleId>,
}

/// New text for a stretch of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where text is put in.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// How sure it is that an author wants a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Certain: it says what is said already.
    Safe,
    /// Likely, and it adds to sentences that somebody wrote.
    Unsafe,
    /// A place for words that are still to be written.
    Skeleton,
}

/// Fixes of findings, by document and rule.
pub type Suggested = BTreeMap<(FileId, RuleId), Vec<Fix>>;

/// What can be mended for the findings of a review: in most cases a place for what is missing, with what to write there.
pub fn suggested(review: &Review, profiles: &[Profile]) -> Suggested {
    let mut suggested = Suggested::new();
    for document in &review.documents {
        let profile = &profiles[document.profile];
        // A document is read once more, and only where a finding may have a fix.
        let is_fixable = |finding: &Finding| {
            let rule = profile.checklist.rules.get(&finding.rule).filter(|_| finding.primary.file == document.id);
            rule.is_some_and(|rule| [TOPIC_REQUIRED.name, DOCUMENT_CONTROL.name].contains(&rule.check.as_ref()))
        };
        if !review.findings.iter().any(is_fixable) {
            continue;
        }
        for fix in read(review, document.id, profile, skeletons).unwrap_or_default() {
            if let Some(rule) = fix.rule.clone() {
                suggested.entry((document.id, rule)).or_default().push(fix);
            }
        }
    }
    suggested
}

/// A document as fixes are found in it.
struct Subject<'a> {
    file: &'a SourceFile,
    facts: &'a Facts,
    document: &'a Document,
    checklist: &'a Checklist,
    /// What stands against it.
    findings: Vec<&'a Finding>,
    /// The texts of the documents it belongs with, its own first.
    texts: Vec<&'a str>,
    /// What the others say.
    beside: Vec<&'a Facts>,
}

impl<'a> Subject<'a> {
    fn text(&self) -> &'a str {
        self.file.text()
    }

    /// The text with a fix, read, when it still has every heading as it was.
    fn read_with(&self, fix: &Fix, added: Option<&str>) -> Option<(String, Document)> {
        let fixed = apply(self.text(), [fix]).text;
        let document = Document::parse(&fixed);
        let (before, mut after) = (titles(self.document), titles(&document));
        if let Some(heading) = added {
            let own = after.iter().position(|title| title.ends_with(heading) && !before.contains(title))?;
            after.remove(own);
        }
        (after == before).then_some((fixed, document))
    }

    /// How its lines end.
    fn line_end(&self) -> &'static str {
        if self.text().find('\n').is_some_and(|at| self.text()[..at].ends_with('\r')) { "\r\n" } else { "\n" }
    }
}

/// What can be mended in a document of a review; nothing in one that was not reviewed, nor in notes, which tell what was said.
pub fn fixes(review: &Review, id: FileId, profile: &Profile) -> Vec<Fix> {
    let all = |subject: &Subject<'_>| {
        let mut fixes = date::find(subject);
        fixes.extend(numbering::find(subject));
        fixes.extend(first_ids::find(subject));
        fixes.extend(skeletons(subject));
        fixes
    };
    read(review, id, profile, all).unwrap_or_default()
}

/// Places for what findings miss; none in a stub.
fn skeletons(subject: &Subject<'_>) -> Vec<Fix> {
    if subject.facts.substance.stub.is_some() {
        return Vec::new();
    }
    let mut fixes = control::find(subject);
    fixes.extend(section::find(subject));
    fixes
}

/// Reads a document for `find`; None for one in which nothing is mended.
fn read<T>(review: &Review, id: FileId, profile: &Profile, find: impl FnOnce(&Subject<'_>) -> T) -> Option<T> {
    let reviewed = &review.documents[id.0 as usize];
    let (file, facts) = reviewed.read().filter(|_| reviewed.skipped.is_none())?;
    if !matches!(facts.kind.side, Side::Requirements | Side::Design | Side::Both) {
        return None;
    }
    // What a program writes is mended there.
    if Notation::of(file.path()) != Notation::Markdown {
        return None;
    }
    // Lines that end with a carriage return alone are one to most programs.
    if file.text().match_indices('\r').any(|(at, _)| !file.text()[at + 1..].starts_with('\n')) {
        return None;
    }
    let document = Document::of(file);
    let sets = review.sets.iter().filter(|set| set.members().any(|member| member == id));
    let others: BTreeSet<FileId> = sets.flat_map(Set::members).filter(|member| *member != id).collect();
    let others = || others.iter().filter_map(|other| review.documents[other.0 as usize].read());
    Some(find(&Subject {
        file,
        facts,
        document: &document,
        checklist: &profile.checklist,
        findings: review.findings.iter().filter(|finding| finding.primary.file == id).collect(),
        texts: std::iter::once(file.text()).chain(others().map(|(file, _)| file.text())).collect(),
        beside: others().map(|(_, facts)| facts).collect(),
    }))
}

/// A value without the tag that ends its line: `draft<br>`.
fn without_tag(value: Span, text: &str) -> Span {
    let body = value.of(text);
    let end = body.find('<').filter(|at| body[*at..].trim_end().ends_with('>')).unwrap_or(body.len());
    Span::new(value.start as usize, value.start as usize + end)
}

/// The headings of a document.
fn titles(document: &Document) -> Vec<String> {
    document.sections.iter().filter_map(|section| section.heading.as_ref()).map(|heading| heading.text.clone()).collect()
}

/// A text with fixes applied, and which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed<'a> {
    /// The text.
    pub text: String,
    /// The fixes that are in it.
    pub fixes: Vec<&'a Fix>,
}

/// Applies fixes to the text they were found in. Of two that change the same words the first is applied, and the other is left for when
/// the text is read again. What is put in at one place stands there in the order of the fixes.
pub fn apply<'a>(text: &str, fixes: impl IntoIterator<Item = &'a Fix>) -> Fixed<'a> {
    let (mut taken, mut applied): (Vec<&Edit>, Vec<&Fix>) = (Vec::new(), Vec::new());
    for fix in fixes {
        if !fix.edits.iter().any(|edit| taken.iter().any(|other| overlap(edit.span, other.span))) {
            taken.extend(&fix.edits);
            applied.push(fix);
        }
    }
    taken.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let (mut out, mut from) = (String::with_capacity(text.len() + 64), 0);
    for edit in taken {
        out.push_str(&text[from..edit.span.start as usize]);
        out.push_str(&edit.text);
        from = edit.span.end as usize;
    }
    out.push_str(&text[from..]);
    Fixed { text: out, fixes: applied }
}

/// True when two edits change the same bytes, or one puts text into what the other replaces.
fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}
