//! The report for people at a terminal: grouped by urgency, with excerpt, why, what to write and what to ask.

use super::replies::Replies;
use super::{Layout, also, count, due, found, groups, known, line, place, safe, team_name, terms};
use crate::check::Outcome;
use crate::checklist::Rule;
use crate::diagnostic::{Diagnostic, Level, Place};
use crate::finding::Finding;
use crate::review::Review;
use crate::rule::Severity;
use crate::source::{SourceFile, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level as Tone, Padding, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Widest text column; longer lines are hard to read.
const READABLE: usize = 100;

pub(super) fn render(review: &Review, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let printer = Printer { review, layout, width: layout.width.clamp(40, READABLE) };
    let replies = Replies::of(review);
    if !layout.quiet {
        printer.read(out)?;
    }
    for (title, findings) in groups(review) {
        let title = title.to_uppercase();
        writeln!(out, "{}\n", printer.styled(&title, Style::new().bold()))?;
        for finding in findings {
            printer.finding(finding, out)?;
        }
    }
    printer.replies(&replies, out)?;
    if !layout.quiet {
        printer.checked(out)?;
    }
    printer.verdict(out)
}

struct Printer<'a> {
    review: &'a Review,
    layout: Layout,
    width: usize,
}

impl Printer<'_> {
    fn styled(&self, text: &str, style: Style) -> String {
        if self.layout.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn severity_style(severity: Severity) -> Style {
        let color = match severity {
            Severity::High => AnsiColor::Red,
            Severity::Medium => AnsiColor::Yellow,
            Severity::Low | Severity::Info => AnsiColor::Cyan,
        };
        Style::new().fg_color(Some(color.into())).bold()
    }

    /// The guideline of a rule where terminals are to open it.
    fn address<'r>(&self, rule: &'r Rule) -> Option<&'r str> {
        let is_web = rule.guideline.starts_with("https://") && rule.guideline.bytes().all(|b| b.is_ascii_graphic());
        (self.layout.links && is_web).then_some(&*rule.guideline)
    }

    /// The id of a rule, as a link (OSC 8) where it has an address.
    fn linked(&self, rule: &Rule) -> String {
        let id = rule.id.as_str();
        self.address(rule).map_or_else(|| id.to_owned(), |address| format!("\x1b]8;;{address}\x1b\\{id}\x1b]8;;\x1b\\"))
    }

    /// What was read, as what, and why.
    fn read(&self, out: &mut dyn Write) -> io::Result<()> {
        let reviewed: Vec<_> = self.review.documents.iter().filter(|d| d.skipped.is_none()).collect();
        let few = reviewed.len() <= 6 || self.layout.verbose;
        if few && !reviewed.is_empty() {
            let read: Vec<String> = reviewed
                .iter()
                .filter_map(|document| {
                    let reason = &document.facts.as_ref()?.kind.reason;
                    Some(format!("{} as {} ({})", safe::line(document.path()), self.review.kind_title(document), safe::line(reason)))
                })
                .collect();
            self.paragraph("", &format!("Read {}.", read.join(", ")), out)?;
        } else if !reviewed.is_empty() {
            writeln!(out, "Read {}.", count(reviewed.len(), "document"))?;
        }
        let pairs: Vec<_> = self.review.sets.iter().filter(|s| s.requirements.is_some() && s.design.is_some()).collect();
        for set in pairs.iter().filter(|s| few && !s.reason.is_empty()) {
            let path = |id| safe::line(self.review.document(id).path());
            if let (Some(a), Some(b)) = (set.requirements, set.design) {
                self.paragraph("", &format!("{} and {} belong together: {}.", path(a), path(b), safe::line(&set.reason)), out)?;
            }
        }
        if !few && !pairs.is_empty() {
            writeln!(out, "{} of requirements and design.", count(pairs.len(), "pair"))?;
        }
        let skipped: Vec<_> = self.review.documents.iter().filter_map(|d| Some((d, d.skipped.as_ref()?))).collect();
        if skipped.len() <= 6 || self.layout.verbose {
            for (document, reason) in skipped {
                self.paragraph("", &format!("Skipped {}: {}.", safe::line(document.path()), safe::line(reason)), out)?;
            }
        } else {
            writeln!(out, "Skipped {} that are no design documents (-v lists them).", count(skipped.len(), "file"))?;
        }
        if self.review.documents.is_empty() { Ok(()) } else { writeln!(out) }
    }

    /// What notes of a walkthrough reply, and where that has to be written.
    fn replies(&self, replies: &Replies, out: &mut dyn Write) -> io::Result<()> {
        for (title, items) in replies.groups() {
            writeln!(out, "{}\n", self.styled(&title.to_uppercase(), Style::new().bold()))?;
            for (item, reply) in items {
                self.paragraph(
                    "  ",
                    &format!("{}:{} \u{201c}{}\u{201d}", safe::line(&reply.path), reply.line, safe::line(&reply.text)),
                    out,
                )?;
                self.paragraph(&format!("    {} ", Replies::verb(reply)), &Replies::place(item), out)?;
                writeln!(out)?;
            }
        }
        if let Some(left) = replies.left() {
            self.paragraph("  ", &left, out)?;
            writeln!(out)?;
        }
        Ok(())
    }

    fn finding(&self, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        let rule = self.review.rule(finding);
        let mut notes = Vec::new();
        let also = also(self.review, finding);
        if !also.is_empty() {
            notes.push(("also", also));
        }
        notes.push(("why", self.review.why(finding).to_owned()));
        notes.push(("write", rule.advice.to_string()));
        notes.push(("ask", self.review.ask(finding).to_owned()));
        if !rule.guideline.is_empty() {
            notes.push(("see", rule.guideline.to_string()));
        }
        let tail = due(finding);
        // Seeing the words convinces; for a small gap the place is enough.
        if finding.severity > Severity::Low { self.excerpt(finding, &notes, &tail, out) } else { self.short(finding, &notes, &tail, out) }
    }

    fn excerpt(&self, finding: &Finding, notes: &[(&str, String)], tail: &str, out: &mut dyn Write) -> io::Result<()> {
        let file = &self.review.document(finding.primary.file).file;
        let gutter = file.line1(finding.primary.span.start).to_string().len();
        let tone = match finding.severity {
            Severity::High => Tone::ERROR,
            Severity::Medium => Tone::WARNING,
            Severity::Low | Severity::Info => Tone::INFO,
        };
        let head = finding.severity.as_str().len() + finding.rule.as_str().len() + 4;
        let message = wrap(&safe::line(&finding.message), self.width.saturating_sub(head)).join("\n");
        let mut title = tone.with_name(Some(finding.severity.as_str())).primary_title(message.as_str()).id(finding.rule.as_str());
        if let Some(address) = self.address(self.review.rule(finding)) {
            title = title.id_url(address);
        }
        let mut elements: Vec<Element<'_>> = vec![snippet(file, finding.primary.span).into(), Padding.into()];
        // Notes stand under each other, each wrapped at the width of the terminal.
        let room = self.width.saturating_sub(gutter + 3 + 7);
        let wrapped: Vec<(String, String)> = notes
            .iter()
            .chain(std::iter::once(&("due", tail.to_owned())))
            .map(|(name, text)| (format!("{name:5}"), wrap(&safe::line(text), room).join("\n")))
            .collect();
        for (name, text) in &wrapped {
            elements.push(Element::from(Tone::NOTE.with_name(Some(name.as_str())).message(text.as_str())));
        }
        let report: &[Group<'_>] = &[title.elements(elements)];
        let renderer = if self.layout.color { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(self.width);
        writeln!(out, "{}\n", renderer.render(report))
    }

    fn short(&self, finding: &Finding, notes: &[(&str, String)], tail: &str, out: &mut dyn Write) -> io::Result<()> {
        let severity = self.styled(finding.severity.as_str(), Self::severity_style(finding.severity));
        let indent = finding.severity.as_str().len() + finding.rule.as_str().len() + 4;
        for (number, line) in wrap(&safe::line(&finding.message), self.width.saturating_sub(indent)).iter().enumerate() {
            let line = self.styled(line, Style::new().bold());
            if number == 0 {
                writeln!(out, "{severity}[{}]: {line}", self.linked(self.review.rule(finding)))?;
            } else {
                writeln!(out, "{:indent$}{line}", "")?;
            }
        }
        writeln!(out, "  {}   {tail}", safe::line(&place(self.review, &finding.primary)))?;
        for (name, text) in notes.iter().filter(|(name, _)| matches!(*name, "also" | "write" | "ask" | "see")) {
            self.paragraph(&format!("  {name:6} "), &safe::line(text), out)?;
        }
        writeln!(out)
    }

    /// What was satisfied, what did not apply, what could not be evaluated.
    fn checked(&self, out: &mut dyn Write) -> io::Result<()> {
        let documents: Vec<_> = self.review.documents.iter().filter(|d| d.skipped.is_none()).collect();
        if documents.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", self.styled("CHECKED", Style::new().bold()))?;
        let mut totals = [0_usize; 3];
        for document in &documents {
            let (mut satisfied, mut not_applicable, mut open) = (Vec::new(), Vec::new(), Vec::new());
            for (rule, outcome) in &document.outcomes {
                match outcome {
                    Outcome::Satisfied(by, at) => {
                        totals[0] += 1;
                        if self.layout.verbose {
                            satisfied.push(format!("{rule}: {by}{}", line(self.review, document.id, at.as_ref())));
                        }
                    }
                    Outcome::NotApplicable(reason) => {
                        totals[1] += 1;
                        if self.layout.verbose {
                            not_applicable.push(format!("{rule}: {reason}"));
                        }
                    }
                    Outcome::NotEvaluated(reason) => {
                        totals[2] += 1;
                        open.push(if self.layout.verbose { format!("{rule}: {reason}") } else { reason.clone() });
                    }
                    Outcome::Findings(_) => {}
                }
            }
            if documents.len() > 3 && !self.layout.verbose {
                continue;
            }
            if !self.layout.verbose {
                satisfied = found(self.review, document);
                // One gate keeps many rules from being evaluated.
                open.dedup();
            }
            if satisfied.is_empty() && not_applicable.is_empty() && open.is_empty() {
                continue;
            }
            writeln!(out, "  {}", safe::line(document.path()))?;
            for (name, list) in [("found", satisfied), ("not applicable", not_applicable), ("not evaluated", open)] {
                if !list.is_empty() {
                    self.paragraph(&format!("    {name:15} "), &safe::line(&list.join(" \u{b7} ")), out)?;
                }
            }
        }
        let named = totals.iter().zip(["met", "not applicable", "not evaluated"]).filter(|(number, _)| **number > 0);
        let named: Vec<String> = named.map(|(number, name)| format!("{number} {name}")).collect();
        if !self.layout.verbose && !named.is_empty() {
            self.paragraph("  rules           ", &format!("{} (-v lists them)", named.join(", ")), out)?;
        }
        if !self.review.waived.is_empty() && !self.layout.verbose {
            self.paragraph("  waived          ", &format!("{} (-v lists them)", count(self.review.waived.len(), "finding")), out)?;
        } else if !self.review.waived.is_empty() {
            writeln!(out, "  waived")?;
            for waived in &self.review.waived {
                self.paragraph("    ", &safe::line(&terms(self.review, waived)), out)?;
            }
        }
        let known = known(self.review);
        if !known.is_empty() {
            self.paragraph("  baseline        ", &safe::line(&known), out)?;
        }
        writeln!(out)
    }

    fn verdict(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut teams: BTreeMap<String, usize> = BTreeMap::new();
        for team in self.review.findings.iter().flat_map(|f| &f.teams) {
            *teams.entry(team_name(team)).or_default() += 1;
        }
        if !self.layout.quiet && !teams.is_empty() {
            let teams: Vec<String> = teams.into_iter().map(|(team, n)| format!("{team} {n}")).collect();
            self.marked("ROUTES", &teams.join(" \u{b7} "), out)?;
        }
        let verdict = self.review.verdict();
        let mut parts = if verdict.reviewed > 0 { vec![count(verdict.findings, "finding")] } else { Vec::new() };
        for (number, name) in [(verdict.high, "high"), (verdict.medium, "medium"), (verdict.low, "low")] {
            if number > 0 {
                parts.push(format!("{number} {name}"));
            }
        }
        let blocking = match verdict.blocking {
            0 => String::new(),
            1 => " One stops the review.".to_owned(),
            n => format!(" {n} stop the review."),
        };
        let waived = if self.review.waived.is_empty() { String::new() } else { format!(" {} waived.", self.review.waived.len()) };
        let known = if verdict.known == 0 { String::new() } else { format!(" {} known.", verdict.known) };
        let numbers = if parts.is_empty() { String::new() } else { format!(" {}.", parts.join(", ").replacen(", ", ": ", 1)) };
        let exit = self.layout.exit.map_or(String::new(), |code| format!(" (exit {code})"));
        let text = format!("{}{numbers}{blocking}{waived}{known}{exit}", verdict.sentence());
        self.marked("VERDICT", &text, out)
    }

    /// A paragraph behind a word in bold.
    fn marked(&self, word: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let mut plain = Vec::new();
        self.paragraph(&format!("{word:8} "), text, &mut plain)?;
        let rest = plain.get(word.len()..).unwrap_or_default();
        write!(out, "{}{}", self.styled(word, Style::new().bold()), String::from_utf8_lossy(rest))
    }

    /// Wrapped text whose further lines are indented as far as its first word.
    fn paragraph(&self, lead: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let indent = lead.width();
        for (number, line) in wrap(text, self.width.saturating_sub(indent)).iter().enumerate() {
            if number == 0 {
                writeln!(out, "{lead}{line}")?;
            } else {
                writeln!(out, "{:indent$}{line}", "")?;
            }
        }
        Ok(())
    }
}

/// Writes diagnostics as compilers do: place, excerpt with caret, help.
pub fn render_diagnostics(diagnostics: &[Diagnostic], color: bool, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    for diagnostic in diagnostics {
        let tone = match diagnostic.level {
            Level::Note => Tone::NOTE,
            Level::Warning => Tone::WARNING,
            Level::Error => Tone::ERROR,
        };
        let message = match &diagnostic.place {
            Some(Place::Path(path)) => safe::line(&format!("{path}: {}", diagnostic.message)),
            _ => safe::line(&diagnostic.message),
        };
        let title = tone.primary_title(message.as_str());
        let mut elements: Vec<Element<'_>> = Vec::new();
        if let Some(Place::Text(file, span)) = &diagnostic.place {
            elements.push(snippet(file, *span).into());
        }
        let help = diagnostic.help.as_deref().map(safe::line);
        let spanned = !elements.is_empty();
        let mut report: Vec<Group<'_>> = Vec::new();
        match &help {
            Some(help) if spanned => {
                elements.push(Tone::HELP.message(help.as_str()).into());
                report.push(title.elements(elements));
            }
            Some(help) => {
                report.push(title.elements(elements));
                report.push(Group::with_title(Tone::HELP.secondary_title(help.as_str())));
            }
            None => report.push(title.elements(elements)),
        }
        writeln!(out, "{}", renderer.render(&report))?;
        if spanned {
            writeln!(out)?;
        }
    }
    Ok(())
}

/// The first line of `span` with its words marked, made harmless character by character, so that columns stay true.
fn snippet<'a>(file: &SourceFile, span: Span) -> Snippet<'a, Annotation<'a>> {
    let line1 = file.line1(span.start);
    let line = file.line_text(line1);
    let start = file.text()[..span.start as usize].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let first = (span.start as usize - start).min(line.len());
    let last = (span.end as usize - start).clamp(first, line.len());
    let shown = safe::same_length(line);
    let offset = |at: usize| shown.char_indices().nth(line[..at].chars().count()).map_or(shown.len(), |(offset, _)| offset);
    let range = offset(first)..offset(last);
    Snippet::source(shown).line_start(line1 as usize).path(safe::line(file.path())).annotation(AnnotationKind::Primary.span(range))
}

/// Lines of at most `width` columns, broken at spaces.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        if !line.is_empty() && line.width() + 1 + word.width() > width.max(20) {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}
