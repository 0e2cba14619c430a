//! A [`Review`] to bytes: one format per file. A renderer filters nothing and decides no exit code.

mod agenda;
mod annotated;
mod baseline;
mod burndown;
mod concise;
mod csv;
mod diff;
mod drafted;
mod facts;
mod findings_csv;
mod fitted;
mod github;
mod github_comment;
mod github_review;
mod gitlab;
mod handoff;
mod html;
mod items;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod metrics;
mod options;
mod packet;
mod page;
mod place;
mod pull_request;
mod rdjson;
mod record;
mod replies;
mod route;
mod safe;
mod sarif;
mod step_summary;
mod still;
mod terminal;
mod trace;
mod write_json;

pub use agenda::{render_agenda_ics, render_agenda_json, render_agenda_markdown, render_agenda_text};
pub use annotated::annotated;
pub use baseline::{render_baselines_json, render_baselines_text};
pub use burndown::{BurndownFormat, render_burndown};
pub use diff::{DiffTable, render_diff_csv, render_diff_json, render_diff_markdown, render_diff_text};
pub use drafted::render_drafted;
pub use facts::{render_facts_csv, render_facts_explained, render_facts_json, render_facts_text};
pub use handoff::render_handoff;
pub use html::{AnnotatedPage, render_page};
pub use items::{ItemsFormat, render_items};
pub use metrics::{MetricsFormat, render_metrics};
pub use options::render_options;
pub use packet::{PacketFormat, render_packets};
pub use pull_request::{Lines, PullRequest, Shown, render_pull_request};
pub use record::{Rechecked, render_record, render_status_json, render_status_markdown, render_status_text};
pub use route::{RouteList, render_route_csv, render_route_json, render_route_markdown, render_route_text};
pub use safe::visible;
pub use step_summary::render_step_summary;
pub use terminal::{render_diagnostics, wrap};
pub use trace::{TraceMatrix, render_trace_csv, render_trace_json, render_trace_markdown, render_trace_text};
pub use write_json::write_json;

use crate::check::Outcome;
pub(crate) use crate::check::count;
use crate::finding::{Finding, Label};
use crate::fix::{Edit, Suggested};
use crate::review::{BaselineUse, Review, Reviewed, Waived};
use crate::rule::{ReleasePriority, Team};
use crate::source::FileId;
use std::fmt::Write as _;
use std::io::{self, Write};

/// The formats of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    Terminal,
    /// One finding a line.
    Concise,
    /// For programs; versioned.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// For mails and tickets.
    Markdown,
    /// One finding a line, for programs that read streams; versioned.
    Jsonl,
    /// For spreadsheets.
    Csv,
    /// GitLab Code Quality.
    Gitlab,
    /// Diagnostics of reviewdog.
    Rdjson,
    /// The same, one a line.
    Rdjsonl,
    /// For what shows test results, Jenkins above all.
    Junit,
    /// For browsers: the documents with findings beside their words.
    Html,
    /// A review of a pull request of GitHub.
    GithubReview,
    /// One comment on a pull request of GitHub, kept up to date.
    GithubComment,
}

impl Format {
    /// Names as `--format` takes them, in the order of the help text.
    pub const ALL: &'static [(&'static str, Format)] = &[
        ("terminal", Self::Terminal),
        ("concise", Self::Concise),
        ("json", Self::Json),
        ("sarif", Self::Sarif),
        ("github", Self::Github),
        ("markdown", Self::Markdown),
        ("jsonl", Self::Jsonl),
        ("csv", Self::Csv),
        ("gitlab", Self::Gitlab),
        ("rdjson", Self::Rdjson),
        ("rdjsonl", Self::Rdjsonl),
        ("junit", Self::Junit),
        ("html", Self::Html),
        ("github-review", Self::GithubReview),
        ("github-comment", Self::GithubComment),
    ];

    /// The format of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(n, _)| *n == name).map(|(_, format)| *format)
    }

    /// True when it can carry fixes.
    pub fn carries_fixes(self) -> bool {
        matches!(self, Self::Sarif | Self::Rdjson | Self::Rdjsonl)
    }

    /// True when the report itself tells what baselines hide.
    pub fn tells_known(self) -> bool {
        matches!(self, Self::Terminal | Self::Github | Self::Markdown | Self::Junit)
    }
}

/// How a report for people is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Colours.
    pub color: bool,
    /// Links that a terminal opens: from a rule to its guideline.
    pub links: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Also what was satisfied and what did not apply, rule by rule.
    pub verbose: bool,
    /// Findings and verdict alone.
    pub quiet: bool,
    /// Code that the run ends with, where a report for people tells it.
    pub exit: Option<u8>,
}

impl Default for Layout {
    fn default() -> Self {
        Self { color: false, links: false, width: 100, verbose: false, quiet: false, exit: None }
    }
}

/// Writes a review in a format; as a page, for a pull request and with fixes without what only [`render_page`],
/// [`render_pull_request`] and [`render_with_fixes`] are given.
pub fn render(format: Format, review: &Review, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Terminal => terminal::render(review, layout, out),
        Format::Concise => concise::render(review, out),
        Format::Json => json::render(review, out),
        Format::Sarif | Format::Rdjson | Format::Rdjsonl => render_with_fixes(format, review, &Suggested::new(), out),
        Format::Github => github::render(review, out),
        Format::Markdown => markdown::render(review, layout, out),
        Format::Jsonl => jsonl::render(review, out),
        Format::Csv => findings_csv::render(review, out),
        Format::Gitlab => gitlab::render(review, out),
        Format::Junit => junit::render(review, out),
        Format::Html => render_page(&AnnotatedPage { review, routings: &[], packets: &[], burndown: None, today: None }, out),
        Format::GithubReview | Format::GithubComment => render_pull_request(format, &PullRequest::unknown(review), out),
    }
}

/// Writes a review in a format that can carry fixes, with them; in any other without.
pub fn render_with_fixes(format: Format, review: &Review, fixes: &Suggested, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Sarif => sarif::render(review, fixes, out),
        Format::Rdjson => rdjson::render(review, fixes, out),
        Format::Rdjsonl => rdjson::render_lines(review, fixes, out),
        other => render(other, review, Layout::default(), out),
    }
}

/// What fixes of a finding change in its document.
fn edits<'f>(finding: &Finding, fixes: &'f Suggested) -> impl Iterator<Item = &'f Edit> + use<'f> {
    fixes.get(&(finding.primary.file, finding.rule.clone())).into_iter().flatten().flat_map(|fix| &fix.edits)
}

/// The groups of a report, in reading order: what stops the review, then by release priority.
fn groups(review: &Review) -> Vec<(&'static str, Vec<&Finding>)> {
    let of = |test: &dyn Fn(&Finding) -> bool| {
        let mut found: Vec<&Finding> = review.findings.iter().filter(|f| test(f)).collect();
        found.sort_by_key(|f| std::cmp::Reverse(f.severity));
        found
    };
    let mut groups = vec![("Stops the review: we cannot finish without these", of(&|f| f.blocks_review))];
    for priority in ReleasePriority::ALL.iter().rev() {
        groups.push((priority.title(), of(&|f| !f.blocks_review && f.release == *priority)));
    }
    groups.retain(|(_, findings)| !findings.is_empty());
    groups
}

/// A team's name for sentences: "vendor security".
fn team_name(team: &Team) -> String {
    team.as_str().replace('-', " ")
}

fn team_names(teams: &[Team]) -> String {
    teams.iter().map(team_name).collect::<Vec<_>>().join(", ")
}

/// By when and who: "before release · security"; the teams alone where no action is owed.
fn due(finding: &Finding) -> String {
    let teams = team_names(&finding.teams);
    match finding.release {
        ReleasePriority::None => teams,
        release => format!("{} \u{b7} {teams}", release.as_str().replace('-', " ")),
    }
}

/// `path:line:column` of a label, line and column from 1, columns in characters.
fn place(review: &Review, label: &Label) -> String {
    let file = &review.document(label.file).file;
    format!("{}:{}:{}", file.path(), file.line1(label.span.start), file.col1_chars(label.span.start))
}

/// What baselines hide and what of them is settled, in sentences; empty when there is nothing to tell.
fn known(review: &Review) -> String {
    let sentences = review.baselines.iter().filter_map(BaselineUse::sentence);
    sentences.map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ")
}

/// A waived finding on one line: its rule and place, what the waiver says, and where it stands.
fn terms(review: &Review, waived: &Waived) -> String {
    let terms = &waived.terms;
    let by = if waived.place.file == waived.finding.primary.file {
        format!("line {}", review.document(waived.place.file).file.line1(waived.place.span.start))
    } else {
        place(review, &waived.place)
    };
    let said = [
        terms.kind.map(|kind| kind.as_str().to_owned()),
        terms.owner.clone(),
        terms.until.map(|until| format!("until {until}")),
        terms.ticket.clone(),
        Some(format!("by {by}")),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    format!("{} ({}): {} \u{b7} {}", waived.finding.rule, place(review, &waived.finding.primary), terms.reason, said.join(" \u{b7} "))
}

/// Related places named in a report for people; the others are counted.
const ALSO: usize = 5;

/// Related places for one line of text: `path:line “note”`, the path only where it changes.
fn also(review: &Review, finding: &Finding) -> String {
    let mut text = String::new();
    let mut path = finding.primary.file;
    let (shown, rest) = finding.related.split_at(finding.related.len().min(ALSO));
    for label in shown {
        if !text.is_empty() {
            text.push_str(", ");
        }
        let file = &review.document(label.file).file;
        if label.file != path {
            text.push_str(file.path());
            text.push(' ');
            path = label.file;
        }
        let words = crate::document::plain(review.text(label));
        let line = file.line1(label.span.start);
        let shown = shorten(&words, 40);
        if label.note.is_empty() || label.note == words {
            let _ = write!(text, "line {line} \u{201c}{shown}\u{201d}");
        } else {
            let _ = write!(text, "line {line} \u{201c}{shown}\u{201d} ({})", label.note);
        }
    }
    if !rest.is_empty() {
        let _ = write!(text, " and {} more", rest.len());
    }
    text
}

/// What a document was found to say, with the line: what a reader can look up.
fn found(review: &Review, document: &Reviewed) -> Vec<String> {
    let outcomes = document.outcomes.iter().filter_map(|(_, outcome)| match outcome {
        Outcome::Satisfied(by, Some(at)) => Some(format!("{by}{}", line(review, document.id, Some(at)))),
        _ => None,
    });
    outcomes.collect()
}

/// " (line 12)", or " (line 12 there)" for a place in another document.
fn line(review: &Review, document: FileId, at: Option<&Label>) -> String {
    let Some(at) = at else { return String::new() };
    let line = review.document(at.file).file.line1(at.span.start);
    if at.file == document { format!(" (line {line})") } else { format!(" (line {line} there)") }
}

/// The text cut to at most `most` characters, with an ellipsis where something is left out.
fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}\u{2026}", kept.trim_end())
}

/// Text with a capital letter at its start.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
