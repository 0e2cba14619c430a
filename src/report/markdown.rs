//! A review as a person would send it: Markdown for mails, tickets and pull requests.

use super::replies::Replies;
use super::{Layout, also, count, found, groups, known, safe, sentence, shorten, team_name, team_names, terms};
use crate::check::Outcome;
use crate::document::plain;
use crate::finding::Finding;
use crate::review::{Review, Verdict};
use crate::rule::Team;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

pub(super) fn render(review: &Review, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let verdict = review.verdict();
    writeln!(out, "# Design review\n")?;
    for document in &review.documents {
        let title = document.facts.as_ref().and_then(|f| f.title.as_deref()).unwrap_or_default();
        let state = match &document.skipped {
            Some(reason) => format!("not reviewed: {}", text(reason)),
            None => format!("read as {}", review.kind_title(document)),
        };
        let title = if title.is_empty() { String::new() } else { format!(" ({})", text(title)) };
        writeln!(out, "- `{}`{title}: {state}", code(document.path()))?;
    }
    let gap = if review.documents.is_empty() { "" } else { "\n" };
    writeln!(out, "{gap}**{}**{}\n", verdict.sentence(), numbers(&verdict))?;
    let mut number = 0;
    for (title, findings) in groups(review) {
        writeln!(out, "## {title}\n")?;
        for finding in findings {
            number += 1;
            write_finding(review, number, finding, out)?;
        }
    }
    write_replies(review, out)?;
    write_teams(review, out)?;
    write_checked(review, out)?;
    let known = known(review);
    if !known.is_empty() {
        writeln!(out, "## Known\n\n{}\n", text(&known))?;
    }
    if review.waived.is_empty() {
        return Ok(());
    }
    writeln!(out, "## Waived\n")?;
    if !layout.verbose {
        return writeln!(out, "{} hidden by waivers; `--verbose` lists them.\n", count(review.waived.len(), "finding"));
    }
    for waived in &review.waived {
        writeln!(out, "- {}", text(&terms(review, waived)))?;
    }
    writeln!(out)
}

/// What notes of a walkthrough reply, and where that has to be written.
fn write_replies(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    let replies = Replies::of(review);
    for (title, items) in replies.groups() {
        writeln!(out, "## {title}\n")?;
        for (item, reply) in items {
            let verb = Replies::verb(reply);
            writeln!(
                out,
                "- `{}` line {}: {}  \n  {verb} {}",
                code(&reply.path),
                reply.line,
                text(&reply.text),
                text(&Replies::place(item))
            )?;
        }
        writeln!(out)?;
    }
    match replies.left() {
        Some(left) => writeln!(out, "{}\n", text(&left)),
        None => Ok(()),
    }
}

/// " 11 findings, 7 of them before release; 2 stop the review."; nothing when there is none.
pub(super) fn numbers(verdict: &Verdict) -> String {
    if verdict.findings == 0 {
        return String::new();
    }
    let mut text = format!(" {}", count(verdict.findings, "finding"));
    if verdict.before_release > 0 {
        let _ = write!(text, ", {} of them before release", verdict.before_release);
    }
    match verdict.blocking {
        0 => {}
        1 => text += "; 1 stops the review",
        several => {
            let _ = write!(text, "; {several} stop the review");
        }
    }
    text + "."
}

fn write_finding(review: &Review, number: usize, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let rule = review.rule(finding);
    let file = &review.document(finding.primary.file).file;
    let line = file.line1(finding.primary.span.start);
    writeln!(out, "### {number}. {}\n", text(&sentence(&finding.message)))?;
    writeln!(
        out,
        "`{}`, line {line} \u{b7} **{}** \u{b7} {} \u{b7} `{}`\n",
        code(file.path()),
        finding.severity,
        team_names(&finding.teams),
        finding.rule
    )?;
    let words = shorten(&plain(review.text(&finding.primary)), 160);
    if !words.is_empty() {
        writeln!(out, "> {}\n", text(&words))?;
    }
    let also = also(review, finding);
    if !also.is_empty() {
        writeln!(out, "Also: {}\n", text(&also))?;
    }
    writeln!(out, "{}\n", finding.why.as_deref().map_or_else(|| rule.why.to_string(), text))?;
    writeln!(out, "- **Write:** {}", rule.advice)?;
    if !rule.guideline.is_empty() {
        writeln!(out, "- **Guideline:** {}", link(&rule.guideline))?;
    }
    writeln!(out, "- **Question:** {}\n", finding.ask.as_deref().map_or_else(|| rule.ask.to_string(), text))
}

fn write_teams(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    let mut teams: BTreeMap<&Team, usize> = BTreeMap::new();
    for team in review.findings.iter().flat_map(|f| &f.teams) {
        *teams.entry(team).or_default() += 1;
    }
    if teams.is_empty() {
        return Ok(());
    }
    writeln!(out, "## Who should look\n")?;
    for (team, number) in teams {
        writeln!(out, "- {}: {}", team_name(team), count(number, "finding"))?;
    }
    writeln!(out)
}

fn write_checked(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    let reviewed: Vec<_> = review.documents.iter().filter(|d| d.skipped.is_none()).collect();
    if reviewed.is_empty() {
        return Ok(());
    }
    writeln!(out, "## What was checked\n")?;
    for document in reviewed {
        let found = found(review, document);
        let reasons = document.outcomes.iter().filter_map(|(_, outcome)| match outcome {
            Outcome::NotEvaluated(reason) => Some(reason.clone()),
            _ => None,
        });
        let mut open: Vec<String> = reasons.collect();
        open.dedup();
        let mut parts = Vec::new();
        for (name, list) in [("found", found), ("not evaluated", open)] {
            if !list.is_empty() {
                parts.push(format!("{name}: {}", text(&list.join("; "))));
            }
        }
        let said = if parts.is_empty() { "nothing to look up".to_owned() } else { parts.join(". ") };
        writeln!(out, "- `{}`: {said}.", code(document.path()))?;
    }
    writeln!(out)
}

/// Untrusted text in Markdown: on one line, no markup, no mention of people or issues.
pub(super) fn text(raw: &str) -> String {
    let mut safe = String::with_capacity(raw.len());
    let line = safe::line(raw);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        // Trackers make links of `#12`, `!12`, `$12`, `%12` and `&12`, escaped or not.
        let refers = matches!(c, '#' | '!' | '$' | '%' | '&') && chars.peek().is_some_and(char::is_ascii_digit);
        match c {
            '*' | '_' | '`' | '[' | ']' | '<' | '>' | '|' | '\\' | '~' | '#' => {
                safe.push('\\');
                safe.push(c);
            }
            '@' => safe.push_str("@\u{2060}"),
            '&' => safe.push_str("&amp;"),
            _ => safe.push(c),
        }
        if refers {
            safe.push('\u{2060}');
        }
    }
    safe
}

/// An address of the configuration as a link.
pub(super) fn link(address: &str) -> String {
    format!("<{}>", safe::line(address).replace(['<', '>', ' '], ""))
}

/// Untrusted text in a code span.
pub(super) fn code(raw: &str) -> String {
    safe::line(raw).replace('`', "'")
}
