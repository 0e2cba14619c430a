//! Facts as an outline, for people: what it is, whose data, who gets it, where it lies, how long, and what protects it.

mod data;
mod notes;
mod parties;
mod structure;

use super::{coarse, row};
use crate::checklist::Checklist;
use crate::document::plain;
use crate::facts::{Facts, RetentionKind, TopicState};
use crate::report::page::{ALARM, CARE, GOOD, PLAIN, Page, Part, STRONG, WEAK};
use crate::report::{Layout, count, safe, shorten};
use crate::rule::DocKind;
use crate::source::{SourceFile, Span};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Rows of a group that are shown; the others are counted.
const ROWS: usize = 12;
/// Places of a fact that are shown; the others are counted.
const PLACES: usize = 5;
/// Columns of the names of facts.
const NAME: usize = 28;

/// Writes the facts of documents for people. Long lists are cut, with a count, unless the layout is verbose.
pub fn render_facts_text(
    documents: &[(&SourceFile, &Facts)],
    checklist: &Checklist,
    layout: Layout,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page::new(layout, out);
    for (number, (file, facts)) in documents.iter().enumerate() {
        if number > 0 {
            page.blank()?;
            page.blank()?;
        }
        let mut outline = Outline { file, facts, checklist, page: &mut page };
        outline.write()?;
    }
    Ok(())
}

/// One document on its page.
struct Outline<'d, 'p, 'o> {
    file: &'d SourceFile,
    facts: &'d Facts,
    checklist: &'d Checklist,
    page: &'p mut Page<'o>,
}

impl<'d> Outline<'d, '_, '_> {
    fn write(&mut self) -> io::Result<()> {
        self.identity()?;
        self.topics()?;
        self.personal_data()?;
        self.third_parties()?;
        self.places()?;
        self.laws()?;
        self.retention()?;
        self.protections()?;
        self.schemas()?;
        self.diagrams()?;
        self.requirements()?;
        self.design()?;
        self.statements()?;
        self.summary()
    }

    fn of(&self, span: Span) -> &'d str {
        span.of(self.file.text())
    }

    /// The words of a span on one line, quoted and cut.
    fn quoted(&self, span: Span, most: usize) -> String {
        format!("\u{201c}{}\u{201d}", shorten(&safe::line(&plain(self.of(span))), most))
    }

    fn line(&self, span: Span) -> u32 {
        self.file.line1(span.start)
    }

    /// `line 12, 40, 77`, each line once; the rest is counted.
    fn lines(&self, spans: impl IntoIterator<Item = Span>) -> String {
        let lines: BTreeSet<u32> = spans.into_iter().map(|span| self.line(span)).collect();
        let most = if self.page.is_verbose() { usize::MAX } else { PLACES };
        let mut shown: Vec<String> = lines.iter().take(most).map(ToString::to_string).collect();
        // One number more is no longer than to say that there is one.
        if lines.len() == most.saturating_add(1) {
            shown.extend(lines.last().map(ToString::to_string));
        }
        let more = if lines.len() > shown.len() { format!(" (+{})", lines.len() - shown.len()) } else { String::new() };
        format!("line\u{A0}{}{}", shown.join(", "), more.replace(' ', "\u{A0}"))
    }

    /// How many rows of a list are shown, and how many are left over.
    fn cut(&self, rows: usize) -> (usize, usize) {
        if self.page.is_verbose() || rows <= ROWS + 1 { (rows, 0) } else { (ROWS, rows - ROWS) }
    }

    fn more(&mut self, left: usize) -> io::Result<()> {
        if left == 0 {
            return Ok(());
        }
        self.page.note(4, "", &format!("and {left} more (--verbose lists them)"), WEAK)
    }

    /// What it is, and who answers for it.
    fn identity(&mut self) -> io::Result<()> {
        let facts = self.facts;
        self.page.plain(&safe::line(self.file.path()), STRONG)?;
        if let Some(title) = &facts.title {
            self.page.note(2, "", &safe::line(title), PLAIN)?;
        }
        let title = |id: &DocKind| self.checklist.kind(id.as_str()).map_or(id.as_str(), |kind| kind.title.as_ref()).to_owned();
        let kind = title(facts.kind.form.as_ref().unwrap_or(&facts.kind.id));
        self.page.entry(2, "is", 8, &[(format!("{kind}: {}", safe::line(&facts.kind.reason)), PLAIN)])?;
        if let Some(doubt) = &facts.kind.doubt {
            let text = format!("its content is {}, not {} (line\u{A0}{})", doubt.looks_like, doubt.called, self.line(doubt.span));
            self.page.entry(2, "but", 8, &[(safe::line(&text), CARE)])?;
        }
        let control = &facts.control;
        let named = [("owner", &control.owner), ("status", &control.status), ("version", &control.version), ("date", &control.date)];
        let mut parts: Vec<Part> = Vec::new();
        let mut missing = Vec::new();
        for (name, value) in named {
            match value {
                Some(value) => parts.push((format!("{name}\u{A0}{}", shorten(&safe::line(value), 60)), PLAIN)),
                None => missing.push(name),
            }
        }
        if !missing.is_empty() {
            parts.push((format!("no {} named", missing.join(", ")), WEAK));
        }
        self.page.entry(2, "control", 8, &parts)?;
        self.page.entry(2, "length", 8, &[(count(facts.substance.words, "word"), PLAIN)])?;
        let shown = self.checklist.signals.iter().zip(&facts.signals).filter(|(_, fact)| fact.shown);
        let signals: Vec<Part> = shown
            .map(|(signal, fact)| {
                let at = fact.spans.first().map_or_else(String::new, |span| format!(" (line\u{A0}{})", self.line(*span)));
                (format!("{}{at}", signal.title), PLAIN)
            })
            .collect();
        if signals.is_empty() { Ok(()) } else { self.page.entry(2, "shows", 8, &signals) }
    }

    /// Each topic with its line, those that need no answer first.
    fn topics(&mut self) -> io::Result<()> {
        let verbose = self.page.is_verbose();
        let topics = self.checklist.topics.iter().zip(&self.facts.topics).filter(|(topic, _)| topic.reported);
        let all: Vec<_> = topics.map(|(topic, fact)| (topic, fact, coarse(fact.state, fact.mention.is_some()))).collect();
        if all.is_empty() {
            return Ok(());
        }
        let number = |state: &str| all.iter().filter(|(.., is)| *is == state).count();
        let hint = if verbose { "" } else { " (numbers are lines)" };
        let tail = format!("{} addressed, {} thin, {} absent{hint}", number("addressed"), number("stub"), number("absent"));
        self.page.heading("Topics", &tail)?;
        for (state, name, style) in [("addressed", "addressed", GOOD), ("stub", "thin", CARE), ("absent", "absent", ALARM)] {
            let of_state: Vec<_> = all.iter().filter(|(.., is)| *is == state).collect();
            let mut parts: Vec<Part> = Vec::new();
            for (topic, fact, _) in of_state {
                let title = topic.title.replace(' ', "\u{A0}");
                let at = fact.place.or(fact.section).or(fact.mention);
                let at_line = at.map_or_else(String::new, |span| format!("\u{A0}{}", self.line(span)));
                let ladder = match fact.state {
                    TopicState::Present | TopicState::Missing | TopicState::Thin => String::new(),
                    state => format!("\u{A0}({})", row::word(state)),
                };
                match at.filter(|_| verbose) {
                    Some(span) => {
                        let words = self.quoted(span, 60);
                        self.page.entry(
                            4,
                            &topic.title,
                            NAME,
                            &[(format!("{name}{ladder}"), style), (format!("line\u{A0}{}", self.line(span)), PLAIN), (words, WEAK)],
                        )?;
                    }
                    None => parts.push((format!("{title}{at_line}{}", if state == "stub" { ladder } else { String::new() }), PLAIN)),
                }
            }
            if !parts.is_empty() {
                self.page.entry(2, name, 10, &parts)?;
            }
        }
        Ok(())
    }

    fn retention(&mut self) -> io::Result<()> {
        let found = &self.facts.retention;
        if found.is_empty() {
            return Ok(());
        }
        self.page.heading("Retention and deletion", &count(found.len(), "statement"))?;
        let (shown, left) = self.cut(found.len());
        for fact in &found[..shown] {
            let subject = fact.subject.map_or_else(|| "data".to_owned(), |span| safe::line(&plain(self.of(span))));
            let time = fact.duration.map(|duration| duration.to_string());
            let (what, style) = match (fact.what, &time) {
                (RetentionKind::Kept, Some(time)) => (format!("kept for {time}"), STRONG),
                (RetentionKind::Deleted, Some(time)) => (format!("deleted after {time}"), STRONG),
                (RetentionKind::Archived, Some(time)) => (format!("archived, {time}"), STRONG),
                (RetentionKind::Policy, Some(time)) => (format!("governed, {time}"), STRONG),
                (RetentionKind::Kept, None) => ("kept; how long is not said".to_owned(), CARE),
                (RetentionKind::Deleted, None) => ("deleted; after which time is not said".to_owned(), CARE),
                (RetentionKind::Archived, None) => ("archived; how long is not said".to_owned(), CARE),
                (RetentionKind::Policy, None) => ("governed; how long is not said".to_owned(), CARE),
                (RetentionKind::Forever, _) => ("kept without end".to_owned(), ALARM),
                (RetentionKind::NotStored, _) => ("not kept at all".to_owned(), GOOD),
            };
            let actor = fact.actor.map_or_else(String::new, |span| format!("by {}", safe::line(self.of(span))));
            let at = format!("line\u{A0}{}", self.line(fact.span));
            self.page.entry(4, &shorten(&subject, NAME), NAME, &[(what, style), (actor, PLAIN), (at, PLAIN)])?;
            let words = self.quoted(fact.sentence, 200);
            self.page.note(5 + NAME, "", &words, WEAK)?;
        }
        self.more(left)
    }

    /// The whole in one sentence.
    fn summary(&mut self) -> io::Result<()> {
        let parts = [self.data_summary(), self.parties_summary(), self.places_summary(), self.retention_summary()];
        self.page.blank()?;
        self.page.note(0, "", &parts.join(" \u{b7} "), STRONG)
    }

    fn retention_summary(&self) -> String {
        let is_told = |what| matches!(what, RetentionKind::Forever | RetentionKind::NotStored);
        let told = self.facts.retention.iter().filter(|fact| fact.duration.is_some() || is_told(fact.what));
        let subject = |span: Option<Span>| span.map_or_else(String::new, |span| plain(self.of(span)).to_lowercase());
        let subjects: BTreeSet<String> = told.map(|fact| subject(fact.subject)).collect();
        match subjects.len() {
            0 => "no time of retention".to_owned(),
            number => format!("retention for {}", count(number, "data set")),
        }
    }
}
