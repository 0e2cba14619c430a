//! Facts as an outline, for people.

use super::coarse;
use crate::checklist::Checklist;
use crate::document::plain;
use crate::facts::{Facts, PartyRole};
use crate::report::{safe, shorten};
use crate::source::SourceFile;
use std::io::{self, Write};

/// Writes the facts of documents for people.
pub fn render_facts_text(documents: &[(&SourceFile, &Facts)], checklist: &Checklist, out: &mut dyn Write) -> io::Result<()> {
    for (number, (file, facts)) in documents.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        let kind = checklist.kind(facts.kind.form.as_ref().unwrap_or(&facts.kind.id).as_str());
        let kind = kind.map_or(facts.kind.id.as_str(), |k| k.title.as_str());
        writeln!(out, "{}: {kind}: {}", safe::line(file.path()), safe::line(&facts.kind.reason))?;
        if let Some(title) = &facts.title {
            writeln!(out, "  title    {}", safe::line(title))?;
        }
        let control = &facts.control;
        for (name, value) in
            [("owner", &control.owner), ("status", &control.status), ("version", &control.version), ("date", &control.date)]
        {
            if let Some(value) = value {
                writeln!(out, "  {name:8} {}", safe::line(value))?;
            }
        }
        writeln!(out, "  {:8} {}", "words", facts.substance.words)?;
        if let Some(span) = facts.data_flow.span {
            let how = facts.data_flow.notation.map_or("words".to_owned(), |n| format!("{n:?}").to_lowercase());
            writeln!(out, "  {:8} in {how}, line {}", "flow", file.line1(span.start))?;
        }
        writeln!(out, "  topics")?;
        for (topic, fact) in checklist.topics.iter().zip(&facts.topics) {
            let state = coarse(fact.state, fact.mention.is_some());
            let place = fact.place.or(fact.mention).map(|span| {
                let words = shorten(&plain(span.of(file.text())), 48);
                format!("line {} \u{201c}{}\u{201d}", file.line1(span.start), safe::line(&words))
            });
            let row = format!("    {state:9} {:24} {}", topic.title, place.unwrap_or_default());
            writeln!(out, "{}", row.trim_end())?;
        }
        if !facts.retention.is_empty() {
            writeln!(out, "  retention")?;
            for fact in &facts.retention {
                let words = shorten(&plain(fact.sentence.of(file.text())), 72);
                let time = fact.duration.map_or_else(String::new, |d| d.to_string());
                writeln!(out, "    line {:<5} {time:12} {}", file.line1(fact.span.start), safe::line(&words))?;
            }
        }
        let parties = facts.third_parties.iter().filter(|party| !party.unnamed && party.role != PartyRole::Named);
        for (number, party) in parties.enumerate() {
            if number == 0 {
                writeln!(out, "  third parties")?;
            }
            let line = file.line1(party.mention.span.start);
            writeln!(out, "    {:10} {:28} line {line}", party.role.as_str(), safe::line(&party.id))?;
        }
        if !facts.requirements.is_empty() {
            writeln!(out, "  requirements")?;
            for requirement in &facts.requirements {
                let words = shorten(&plain(requirement.span.of(file.text())), 72);
                let priority = requirement.priority.map_or("", |said| said.value.name());
                let scope = requirement.scope.map_or("", |said| said.value.name());
                let criteria = match requirement.acceptance.len() {
                    0 => String::new(),
                    count => format!("{count} ac"),
                };
                let id = safe::line(&requirement.id);
                writeln!(out, "    {id:12} {priority:6} {scope:5} {criteria:5} {}", safe::line(&words))?;
            }
        }
    }
    Ok(())
}
