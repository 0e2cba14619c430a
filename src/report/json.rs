//! The JSON report, `designvet.review/1`. Its structs are the published form and change only by addition; the schema is
//! `docs/schemas/review-1.schema.json`. Lines and columns count from 1, columns in characters; ends are exclusive.

use super::diff::json as diff;
use super::replies::Replies;
use crate::check::Outcome;
use crate::diagnostic::{Diagnostic, Level, Place};
use crate::finding::{Finding, Label};
use crate::item::{Item, Reply};
use crate::report::write_json;
use crate::review::{Counts, Review, Reviewed, TracedPlace, Waived};
use crate::rule::WaiverKind;
use crate::text::Text;
use crate::trace::{Coverage, Reason};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    tool: Tool,
    profiles: Vec<Profile<'a>>,
    verdict: Verdict,
    documents: Vec<Document<'a>>,
    sets: Vec<Set<'a>>,
    rules: Vec<Rule<'a>>,
    findings: Vec<OneFinding<'a>>,
    waived: Vec<OneWaived<'a>>,
    replies: Vec<OneReply<'a>>,
    known: Vec<OneFinding<'a>>,
    baselines: Vec<OneBaseline<'a>>,
    trace: Trace<'a>,
    discrepancies: Vec<diff::Discrepancy<'a>>,
    diagnostics: Vec<OneDiagnostic<'a>>,
}

#[derive(Serialize)]
struct OneReply<'a> {
    item: &'a str,
    fingerprints: &'a [String],
    answers: bool,
    path: &'a str,
    line: u32,
    text: &'a str,
    document: &'a str,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Profile<'a> {
    checklist_hash: &'a str,
    config_hash: &'a str,
    fail_on: &'static str,
}

#[derive(Serialize)]
struct Verdict {
    sentence: &'static str,
    reviewed: usize,
    findings: usize,
    blocking: usize,
    high: usize,
    medium: usize,
    low: usize,
    before_release: usize,
    fails: bool,
    incomplete: bool,
    known: usize,
}

#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    kind: &'a str,
    form: Option<&'a str>,
    kind_reason: &'a str,
    title: Option<&'a str>,
    reviewed: bool,
    skipped: Option<&'a str>,
    outcomes: Vec<OneOutcome<'a>>,
}

#[derive(Serialize)]
struct OneOutcome<'a> {
    rule: &'a str,
    outcome: &'static str,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Set<'a> {
    requirements: Option<&'a str>,
    design: Option<&'a str>,
    notes: Vec<&'a str>,
    others: Vec<&'a str>,
    reason: &'a str,
    mismatch: Option<&'a str>,
    candidates: Vec<&'a str>,
}

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    why: &'a str,
    advice: &'a str,
    ask: &'a str,
    catalogue: &'a [Text],
    references: &'a [Text],
}

#[derive(Serialize)]
pub(super) struct OneFinding<'a> {
    rule: &'a str,
    severity: &'static str,
    confidence: &'static str,
    release: &'static str,
    teams: Vec<&'a str>,
    blocks_review: bool,
    group: &'static str,
    message: &'a str,
    why: &'a str,
    advice: &'a str,
    ask: &'a str,
    subject: &'a str,
    heading_path: &'a [String],
    location: Location<'a>,
    related: Vec<Location<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
pub(super) struct Location<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    surface: String,
    note: &'a str,
}

#[derive(Serialize)]
struct OneWaived<'a> {
    finding: OneFinding<'a>,
    reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<WaiverKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<&'a str>,
    waiver: Location<'a>,
}

#[derive(Serialize)]
struct OneBaseline<'a> {
    path: &'a str,
    #[serde(flatten)]
    entries: Counts,
}

#[derive(Serialize)]
struct Trace<'a> {
    requirements: Vec<Requirement<'a>>,
}

#[derive(Serialize)]
struct Link<'a> {
    path: &'a str,
    lines: [u32; 2],
    score: f64,
    reason: Reason,
}

#[derive(Serialize)]
struct Requirement<'a> {
    id: &'a str,
    path: &'a str,
    line: u32,
    text: String,
    status: &'static str,
    links: Vec<Link<'a>>,
}

#[derive(Serialize)]
struct OneDiagnostic<'a> {
    code: &'static str,
    level: &'static str,
    message: &'a str,
    path: Option<&'a str>,
    line: Option<u32>,
    help: Option<&'a str>,
}

pub(super) fn render(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    let verdict = review.verdict();
    let replies = Replies::of(review);
    let root = Root {
        schema: "designvet.review/1",
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        profiles: review
            .profiles
            .iter()
            .map(|p| Profile { checklist_hash: &p.checklist_hash, config_hash: &p.config_hash, fail_on: p.fail_on.as_str() })
            .collect(),
        verdict: Verdict {
            sentence: verdict.sentence(),
            reviewed: verdict.reviewed,
            findings: verdict.findings,
            blocking: verdict.blocking,
            high: verdict.high,
            medium: verdict.medium,
            low: verdict.low,
            before_release: verdict.before_release,
            fails: verdict.fails,
            incomplete: verdict.incomplete,
            known: verdict.known,
        },
        documents: review.documents.iter().map(document).collect(),
        sets: review.sets.iter().map(|set| one_set(review, set)).collect(),
        rules: review
            .rules()
            .into_values()
            .map(|r| Rule {
                id: r.id.as_str(),
                why: &r.why,
                advice: &r.advice,
                ask: &r.ask,
                catalogue: &r.catalogue,
                references: &r.references,
            })
            .collect(),
        findings: review.findings.iter().map(|f| one_finding(review, f)).collect(),
        waived: review.waived.iter().map(|w| one_waived(review, w)).collect(),
        replies: replies.all().map(|(item, reply)| one_reply(item, reply)).collect(),
        known: review.known.iter().map(|f| one_finding(review, f)).collect(),
        baselines: review.baselines.iter().map(|used| OneBaseline { path: &used.path, entries: used.entries }).collect(),
        trace: Trace {
            requirements: review
                .requirements
                .iter()
                .map(|r| {
                    let file = &review.document(r.place.file).file;
                    let text = crate::document::plain(review.text(&r.place));
                    Requirement {
                        id: &r.id,
                        path: file.path(),
                        line: file.line1(r.place.span.start),
                        text,
                        status: r.coverage.map_or("not-evaluated", Coverage::as_str),
                        links: r.links.iter().map(|link| one_link(review, link)).collect(),
                    }
                })
                .collect(),
        },
        discrepancies: review.discrepancies.iter().map(|d| diff::discrepancy(review, d)).collect(),
        diagnostics: review.diagnostics.iter().map(diagnostic).collect(),
    };
    write_json(&root, out)
}

fn document(document: &Reviewed) -> Document<'_> {
    let kind = document.facts.as_ref().map(|f| &f.kind);
    Document {
        path: document.path(),
        kind: kind.map_or("other", |k| k.id.as_str()),
        form: kind.and_then(|k| k.form.as_ref()).map(crate::rule::DocKind::as_str),
        kind_reason: kind.map_or("", |k| &k.reason),
        title: document.facts.as_ref().and_then(|f| f.title.as_deref()),
        reviewed: document.skipped.is_none(),
        skipped: document.skipped.as_deref(),
        outcomes: document.outcomes.iter().map(|(rule, outcome)| one_outcome(rule.as_str(), outcome)).collect(),
    }
}

fn one_link<'a>(review: &'a Review, link: &TracedPlace) -> Link<'a> {
    let file = &review.document(link.place.file).file;
    Link { path: file.path(), lines: file.lines1(link.place.span).into(), score: super::trace::score(link), reason: link.reason }
}

fn one_outcome<'a>(rule: &'a str, outcome: &'a Outcome) -> OneOutcome<'a> {
    let (outcome, reason) = match outcome {
        Outcome::Findings(_) => ("finding", None),
        Outcome::Satisfied(by, _) => ("satisfied", Some(by.as_str())),
        Outcome::NotApplicable(reason) => ("not-applicable", Some(reason.as_str())),
        Outcome::NotEvaluated(reason) => ("not-evaluated", Some(reason.as_str())),
    };
    OneOutcome { rule, outcome, reason }
}

fn one_set<'a>(review: &'a Review, set: &'a crate::pair::Set) -> Set<'a> {
    let path = |id: crate::source::FileId| review.document(id).path();
    Set {
        requirements: set.requirements.map(path),
        design: set.design.map(path),
        notes: set.notes.iter().copied().map(path).collect(),
        others: set.others.iter().copied().map(path).collect(),
        reason: &set.reason,
        mismatch: set.mismatch.as_deref(),
        candidates: set.candidates.iter().copied().map(path).collect(),
    }
}

pub(super) fn one_finding<'a>(review: &'a Review, finding: &'a Finding) -> OneFinding<'a> {
    let rule = review.rule(finding);
    OneFinding {
        rule: finding.rule.as_str(),
        severity: finding.severity.as_str(),
        confidence: finding.confidence.as_str(),
        release: finding.release.as_str(),
        teams: finding.teams.iter().map(crate::rule::Team::as_str).collect(),
        blocks_review: finding.blocks_review,
        group: if finding.blocks_review { "blocks-review" } else { finding.release.as_str() },
        message: &finding.message,
        why: review.why(finding),
        advice: &rule.advice,
        ask: review.ask(finding),
        subject: &finding.subject,
        heading_path: &finding.heading_path,
        location: location(review, &finding.primary),
        related: finding.related.iter().map(|l| location(review, l)).collect(),
        fingerprint: &finding.fingerprint,
    }
}

fn one_reply<'a>(item: &'a Item, reply: &'a Reply) -> OneReply<'a> {
    OneReply {
        item: &item.id,
        fingerprints: &item.fingerprints,
        answers: reply.answers,
        path: &reply.path,
        line: reply.line,
        text: &reply.text,
        document: &item.document,
    }
}

fn one_waived<'a>(review: &'a Review, waived: &'a Waived) -> OneWaived<'a> {
    let terms = &waived.terms;
    OneWaived {
        finding: one_finding(review, &waived.finding),
        reason: &terms.reason,
        kind: terms.kind,
        owner: terms.owner.as_deref(),
        until: terms.until.map(|until| until.to_string()),
        ticket: terms.ticket.as_deref(),
        waiver: location(review, &waived.place),
    }
}

pub(super) fn location<'a>(review: &'a Review, label: &'a Label) -> Location<'a> {
    let file = &review.document(label.file).file;
    Location {
        path: file.path(),
        line: file.line1(label.span.start),
        column: file.col1_chars(label.span.start),
        end_line: file.line1(label.span.end),
        end_column: file.col1_chars(label.span.end),
        surface: super::shorten(review.text(label), 200),
        note: &label.note,
    }
}

fn diagnostic(diagnostic: &Diagnostic) -> OneDiagnostic<'_> {
    let line = match &diagnostic.place {
        Some(Place::Text(file, span)) => Some(file.line1(span.start)),
        _ => None,
    };
    OneDiagnostic {
        code: diagnostic.code,
        level: match diagnostic.level {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        },
        message: &diagnostic.message,
        path: diagnostic.path(),
        line,
        help: diagnostic.help.as_deref(),
    }
}
