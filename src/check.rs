//! The kinds of check: each decides that and where a rule is met or not; the rule supplies wording and weight.

mod coherence;
mod control;
mod controls_required;
mod counterpart;
mod discrepancy;
mod fact_required;
mod kind;
mod location;
mod mismatch;
mod notes;
mod options;
mod phrase;
mod placeholder;
mod reference;
mod regulation;
mod rows;
mod secret;
mod sheet;
mod substance;
mod third_party;
mod timeline;
mod topic_content;
mod topic_required;
mod wording;

use crate::checklist::{CheckSpec, Checklist, Rule, Side};
use crate::date::Date;
use crate::discrepancy::Discrepancy;
use crate::facts::Facts;
use crate::finding::{Label, Observation};
use crate::runs::Run;
use crate::source::{FileId, SourceFile, Span};
use std::borrow::Cow;

/// A document under review.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// Its number.
    pub id: FileId,
    /// Its text.
    pub file: &'a SourceFile,
    /// What it says.
    pub facts: &'a Facts,
}

impl<'a> Subject<'a> {
    /// Titles of the headings around `span`, outermost first.
    pub fn heading_path(self, span: Span) -> Vec<String> {
        self.facts.heading_path(span).into_iter().map(str::to_owned).collect()
    }

    /// The words of `span`.
    pub fn text(self, span: Span) -> &'a str {
        span.of(self.file.text())
    }

    /// A label on `span` of this document.
    pub fn label(self, span: Span, note: impl Into<String>) -> Label {
        Label::new(self.id, span, note)
    }

    /// What the document is called beside the other one of its pair.
    pub fn role(self) -> &'static str {
        match self.facts.kind.side {
            Side::Requirements => "the product document",
            Side::Design => "the design",
            Side::Both | Side::Notes | Side::Alone | Side::None => "the other document",
        }
    }

    /// A label on what stands for the whole document.
    pub fn title_label(self) -> Label {
        self.label(self.facts.title_span, "")
    }
}

/// Whether a file that a document points to is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// It is.
    Present,
    /// It is not.
    Missing,
    /// Nobody can tell (standard input, no file system).
    Unknown,
}

/// A document that was named together with another to which it does not seem to belong.
#[derive(Clone, Copy)]
pub struct Mismatch<'a> {
    /// The other one.
    pub other: Subject<'a>,
    /// What speaks against it, as a clause.
    pub reason: &'a str,
    /// True for the one of the two in which it is shown.
    pub is_asked: bool,
}

/// What a check sees.
pub struct Context<'a> {
    /// The rule, with the overrides for this document applied.
    pub rule: &'a Rule,
    /// All kinds, topics and signals.
    pub checklist: &'a Checklist,
    /// The document under review.
    pub subject: Subject<'a>,
    /// The other document of the pair.
    pub counterpart: Option<Subject<'a>>,
    /// The product document and the design that it is one of, or, of notes, that they are about.
    pub pair: Option<[Subject<'a>; 2]>,
    /// What the two differ in, or what the notes say that they do not: the likely ones.
    pub discrepancies: &'a [Discrepancy],
    /// True when the rule is held against the other document too.
    pub asked_of_counterpart: bool,
    /// What it was named together with and does not seem to belong to.
    pub mismatch: Option<Mismatch<'a>>,
    /// Documents that may be its other half, none of them more than another.
    pub candidates: &'a [Subject<'a>],
    /// Another rule as it is held against this document; None when it is not.
    pub as_held: &'a dyn for<'r> Fn(&'r Rule) -> Option<Cow<'r, Rule>>,
    /// The day of the review; None when nobody said so.
    pub today: Option<Date>,
    /// What tools wrote of their runs; None when nobody named any of it.
    pub runs: Option<&'a [Run]>,
    /// Tells whether a relative path in a document leads to a file.
    pub available: &'a (dyn Fn(&str, &str) -> Availability + Sync),
}

impl Context<'_> {
    /// True when the document says what the topic `id` asks for.
    fn says(&self, id: &str) -> bool {
        self.checklist.topic_index(id).is_some_and(|index| self.subject.facts.topics[index].state.is_accepted())
    }
}

/// What a check found. A check that looked at nothing never counts as satisfied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The rule is not met here.
    Findings(Vec<Observation>),
    /// The rule is met: by what, and where.
    Satisfied(String, Option<Label>),
    /// The rule has no object here: why.
    NotApplicable(String),
    /// The rule could not be evaluated: why.
    NotEvaluated(String),
}

impl Outcome {
    /// A single observation.
    pub fn finding(observation: Observation) -> Self {
        Self::Findings(vec![observation])
    }
}

/// A kind of check.
struct Check {
    spec: CheckSpec,
    run: fn(&Context<'_>) -> Outcome,
}

/// Every kind of check; a rule names one in `kind`.
const CHECKS: &[Check] = &[
    Check { spec: coherence::DIFFERS, run: coherence::check_differs },
    Check { spec: coherence::NONE, run: coherence::check_none },
    Check { spec: coherence::PARTS, run: coherence::check_parts },
    Check { spec: coherence::QUESTION, run: coherence::check_question },
    Check { spec: coherence::SCOPE, run: coherence::check_scope },
    Check { spec: coherence::UNREAD, run: coherence::check_unread },
    Check { spec: coherence::VALUE, run: coherence::check_value },
    Check { spec: control::SPEC, run: control::check },
    Check { spec: controls_required::SPEC, run: controls_required::check },
    Check { spec: counterpart::SPEC, run: counterpart::check },
    Check { spec: discrepancy::SPEC, run: discrepancy::check },
    Check { spec: fact_required::SPEC, run: fact_required::check },
    Check { spec: kind::SPEC, run: kind::check },
    Check { spec: location::PROMISE, run: location::check_promise },
    Check { spec: location::TRANSFER, run: location::check_transfer },
    Check { spec: mismatch::SPEC, run: mismatch::check },
    Check { spec: notes::ACTION, run: notes::check_action },
    Check { spec: notes::DECISION, run: notes::check_decision },
    Check { spec: notes::QUESTION, run: notes::check_question },
    Check { spec: options::SPEC, run: options::check },
    Check { spec: phrase::SPEC, run: phrase::check },
    Check { spec: placeholder::SPEC, run: placeholder::check },
    Check { spec: reference::SPEC, run: reference::check },
    Check { spec: regulation::CLAIM, run: regulation::check_claim },
    Check { spec: rows::ENDLESS, run: rows::check_endless },
    Check { spec: rows::FILTER, run: rows::check_filter },
    Check { spec: rows::LOST, run: rows::check_lost },
    Check { spec: rows::PLAIN, run: rows::check_plain },
    Check { spec: rows::POLICY, run: rows::check_policy },
    Check { spec: rows::REFUSED, run: rows::check_refused },
    Check { spec: rows::SNAPSHOT, run: rows::check_snapshot },
    Check { spec: rows::TRAIL, run: rows::check_trail },
    Check { spec: secret::SPEC, run: secret::check },
    Check { spec: sheet::BLANK, run: sheet::check_blank },
    Check { spec: sheet::CHANGED, run: sheet::check_changed },
    Check { spec: sheet::DIFFERS, run: sheet::check_differs },
    Check { spec: sheet::EARLIER, run: sheet::check_earlier },
    Check { spec: sheet::LACKING, run: sheet::check_lacking },
    Check { spec: sheet::MISSING, run: sheet::check_missing },
    Check { spec: sheet::NEAR, run: sheet::check_near },
    Check { spec: sheet::NUMBER, run: sheet::check_number },
    Check { spec: sheet::OVERDUE, run: sheet::check_overdue },
    Check { spec: sheet::RECURS, run: sheet::check_recurs },
    Check { spec: sheet::RUN, run: sheet::check_run },
    Check { spec: sheet::STALE, run: sheet::check_stale },
    Check { spec: sheet::UNREAD, run: sheet::check_unread },
    Check { spec: sheet::WORDS, run: sheet::check_words },
    Check { spec: substance::LANGUAGE, run: substance::check_language },
    Check { spec: substance::SUBSTANCE, run: substance::check_substance },
    Check { spec: third_party::APPROVED, run: third_party::check_approved },
    Check { spec: third_party::BESIDE, run: third_party::check_beside },
    Check { spec: third_party::CHOICE, run: third_party::check_choice },
    Check { spec: third_party::DATA, run: third_party::check_data },
    Check { spec: third_party::HIDDEN, run: third_party::check_hidden },
    Check { spec: third_party::KEY, run: third_party::check_key },
    Check { spec: third_party::STORE, run: third_party::check_store },
    Check { spec: third_party::VETTED, run: third_party::check_vetted },
    Check { spec: timeline::SPEC, run: timeline::check },
    Check { spec: topic_content::SPEC, run: topic_content::check },
    Check { spec: topic_required::SPEC, run: topic_required::check },
    Check { spec: wording::SPEC, run: wording::check },
    Check { spec: WAIVER, run: |_| Outcome::NotApplicable("judged with each waiver".to_owned()) },
];

/// Rules that word what two documents differ in; [`crate::review`] makes their findings of what [`crate::discrepancy`] found.
pub use discrepancy::SPEC as DISCREPANCY;

/// Rules that miss a topic, and those that miss what a document says of itself.
pub use control::SPEC as DOCUMENT_CONTROL;
pub use topic_required::SPEC as TOPIC_REQUIRED;

/// Kinds of third parties that keep what they are given.
pub use third_party::STORES;

/// Rules about waivers and what reviewers add; [`crate::waiver`] makes their findings.
pub const WAIVER: CheckSpec = CheckSpec { name: "waiver", parameters: &["looks-for"], values: &["list", "since"] };

/// Kinds whose finding says that there is nothing else to review.
pub const GATES: &[&str] = &[kind::SPEC.name, substance::SUBSTANCE.name, substance::LANGUAGE.name];

/// Kinds whose findings are always shown: a secret does not get safer with age, and what is wrong with a waiver is mended.
pub const NEVER_KNOWN: &[&str] = &[secret::SPEC.name, WAIVER.name];

/// Kinds that look at nothing before a company has configured its lists.
pub const CONFIGURED: &[&str] = &[third_party::APPROVED.name];

/// What checklists may name in `kind`, with the parameters and message values of each.
pub fn specs() -> Vec<CheckSpec> {
    CHECKS.iter().map(|c| c.spec).collect()
}

/// Evaluates the context's rule.
pub fn run(context: &Context<'_>) -> Outcome {
    match CHECKS.iter().find(|c| c.spec.name == context.rule.check) {
        Some(check) => (check.run)(context),
        None => Outcome::NotEvaluated(format!("there is no kind of check `{}`", context.rule.check)),
    }
}

/// "a", "a and b", "a, b and c".
fn join<S: AsRef<str>>(words: &[S], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [init @ .., end] => {
            let init: Vec<&str> = init.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", init.join(", "), end.as_ref())
        }
    }
}

/// "a, b and 3 more": the first `most` of some names, and how many there are besides.
fn listed<S: Into<String>>(names: impl IntoIterator<Item = S>, most: usize, last: &str) -> String {
    let mut names: Vec<String> = names.into_iter().map(Into::into).collect();
    if names.len() > most {
        let more = names.len() - most;
        names.truncate(most);
        names.push(format!("{more} more"));
    }
    join(&names, last)
}

/// The first few distinct texts in quotation marks, and how many more there are.
fn quoted(texts: impl Iterator<Item = String>, most: usize) -> String {
    let mut distinct: Vec<String> = Vec::new();
    for text in texts {
        // "Google Calendar" and "Google Calendars" are one.
        let key = |t: &str| t.to_lowercase().trim_end_matches('s').to_owned();
        if !text.is_empty() && !distinct.iter().any(|known| key(known) == key(&text)) {
            distinct.push(text);
        }
    }
    let more = distinct.len().saturating_sub(most);
    let shown: Vec<String> = distinct.iter().take(most).map(|t| format!("\u{201c}{t}\u{201d}")).collect();
    let list = shown.join(", ");
    if more > 0 { format!("{list} and {more} more") } else { list }
}

/// The lines of a place, and of a very long line what is near it.
fn line<'a>(cx: &Context<'a>, span: Span) -> &'a str {
    cx.subject.text(near(cx.subject.file.text(), span))
}

/// Most bytes of a line that are read on each side of a place: what is longer is no sentence.
const NEAR: usize = 1000;

/// Where these begin and end.
fn near(text: &str, span: Span) -> Span {
    let lines = span.lines(text);
    let start = text.ceil_char_boundary((span.start as usize).saturating_sub(NEAR)).max(lines.start as usize);
    let end = text.floor_char_boundary(span.end as usize + NEAR).min(lines.end as usize);
    Span::new(start, end)
}

/// A number with its noun: "1 answer", "3 answers".
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
