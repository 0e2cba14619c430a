//! `explain RULE`: why, what to write, examples, how to waive it; with `--in FILE`, what became of it there.

use super::args::{ExplainArgs, Global};
use super::files::{self, Changes, Profiles};
use super::rules::wording;
use super::{Exit, output};
use crate::check::Outcome;
use crate::checklist::{Checklist, Rule};
use crate::config::is_sound;
use crate::finding::{Finding, Label};
use crate::report::{visible, wrap};
use crate::review::{Inputs, Mode, Review};
use crate::rule::RuleId;
use crate::settings::names_rule;
use crate::source::FileId;
use crate::text::Text;
use anyhow::bail;
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(args: &ExplainArgs, globals: &Global) -> anyhow::Result<Exit> {
    let mut profiles = Profiles::new(globals, Changes::default());
    let folder = args.file.as_deref().and_then(Path::parent).unwrap_or(Path::new("."));
    let index = profiles.of(folder);
    if !is_sound(&profiles.problems) {
        output::diagnostics(globals, &profiles.problems)?;
        return Ok(Exit::Failure);
    }
    let checklist = &profiles.profiles[index].checklist;
    let found: Vec<Rule> = checklist.rules.values().filter(|r| names_rule(&args.rule, r)).cloned().collect();
    if found.is_empty() {
        let help = crate::toml_reader::suggestion(&args.rule, checklist.rules.keys().map(RuleId::as_str));
        bail!("there is no rule `{}`; {}", args.rule, help.unwrap_or_else(|| "`designvet rules` lists them".to_owned()));
    }
    let review = match &args.file {
        None => None,
        Some(file) => {
            let selection = files::select(std::slice::from_ref(file), &mut profiles);
            let (inputs, problems) = selection.read(None, &mut profiles);
            if !is_sound(&problems) {
                output::diagnostics(globals, &problems)?;
                return Ok(Exit::Failure);
            }
            let inputs = Inputs { files: inputs, mode: Mode::Check, available: &files::available };
            Some(crate::review::review(inputs, &profiles.profiles))
        }
    };
    let checklist = &profiles.profiles[index].checklist;
    let width = output::layout(globals).width.clamp(40, 100);
    output::write(globals, |out| {
        for (number, rule) in found.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            explain(rule, width, out)?;
            if let Some(review) = &review {
                outcome(review, rule, checklist, out)?;
            }
        }
        Ok(())
    })?;
    Ok(Exit::Clean)
}

fn explain(rule: &Rule, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let kinds: Vec<&str> = rule.applies_to.iter().map(crate::rule::DocKind::as_str).collect();
    let teams: Vec<&str> = rule.teams.iter().map(crate::rule::Team::as_str).collect();
    writeln!(out, "{}\n", rule.id)?;
    writeln!(out, "  finds     {}", wording(&rule.message))?;
    writeln!(out, "  weight    {}, {}{}", rule.severity, rule.release, if rule.blocks_review { ", blocks the review" } else { "" })?;
    writeln!(out, "  for       {}", kinds.join(", "))?;
    if !rule.when.facts.is_empty() {
        writeln!(out, "  when      {}", rule.when.facts.join(", "))?;
    }
    if !rule.when.any_facts.is_empty() {
        writeln!(out, "  when      any of {}", rule.when.any_facts.join(", "))?;
    }
    if !rule.when.without.is_empty() {
        writeln!(out, "  unless    {}", rule.when.without.join(", "))?;
    }
    writeln!(out, "  teams     {}", teams.join(", "))?;
    if !rule.catalogue.is_empty() {
        writeln!(out, "  catalogue {}", rule.catalogue.join(", "))?;
    }
    for change in &rule.overrides {
        let mut what = Vec::new();
        what.extend(change.severity.map(|s| s.to_string()));
        what.extend(change.release.map(|r| r.to_string()));
        what.extend(change.blocks_review.map(|b| if b { "blocks the review".to_owned() } else { "does not block the review".to_owned() }));
        what.extend(change.enabled.filter(|on| !on).map(|_| "off".to_owned()));
        let when: Vec<&str> = change
            .when
            .kind
            .iter()
            .map(crate::rule::DocKind::as_str)
            .chain(change.when.status.iter().map(AsRef::as_ref))
            .chain(change.when.facts.iter().chain(&change.when.any_facts).map(AsRef::as_ref))
            .chain(change.when.paired.map(|paired| if paired { "a pair" } else { "no pair" }))
            .collect();
        writeln!(out, "  in {:6} {}", when.join(", "), what.join(", "))?;
    }
    for (name, text) in [("Why", &rule.why), ("What to write", &rule.advice), ("What to ask", &rule.ask)] {
        writeln!(out, "\n{name}")?;
        for line in wrap(text, width - 2) {
            writeln!(out, "  {line}")?;
        }
    }
    for (name, example) in [("Yields a finding", &rule.bad), ("Does not", &rule.good)] {
        if !example.is_empty() {
            writeln!(out, "\n{name}")?;
            for line in example.lines() {
                writeln!(out, "{}", format!("  | {line}").trim_end())?;
            }
        }
    }
    if !rule.references.is_empty() {
        writeln!(out, "\nReferences\n  {}", rule.references.join("; "))?;
    }
    writeln!(
        out,
        "\nHow to waive it\n  In the document, in the section it is about or under the title for the whole document:\n  <!-- designvet: waive {} reason=\"...\" -->\n  Without touching the document, in designvet.waivers.toml:\n  designvet waive PATH:LINE {} --reason \"...\"\n  For a repository, in designvet.toml:\n  ignore = [\"{}\"]",
        rule.id, rule.id, rule.id
    )
}

/// What became of a rule in a document: what satisfied it, or what it looked for.
fn outcome(review: &Review, rule: &Rule, checklist: &Checklist, out: &mut dyn Write) -> io::Result<()> {
    for document in &review.documents {
        writeln!(out, "\nIn {}", visible(document.path()))?;
        if let Some(reason) = &document.skipped {
            writeln!(out, "  not reviewed: {}", visible(reason))?;
            continue;
        }
        let found = document.outcomes.iter().find(|(id, _)| *id == rule.id);
        match found.map(|(_, outcome)| outcome) {
            None if review.against(document.id).rules.contains_key(&rule.id) => findings(review, rule, document.id, out)?,
            None => writeln!(out, "  not in use: it is switched off")?,
            Some(Outcome::Satisfied(by, at)) => {
                let line = at.as_ref().map(|l| {
                    let file = &review.document(l.file).file;
                    format!(" ({}:{})", file.path(), file.line1(l.span.start))
                });
                writeln!(out, "  satisfied by {}{}", visible(by), visible(&line.unwrap_or_default()))?;
            }
            Some(Outcome::NotApplicable(reason)) => writeln!(out, "  not applicable: {}", visible(reason))?,
            Some(Outcome::NotEvaluated(reason)) => writeln!(out, "  not evaluated: {}", visible(reason))?,
            Some(Outcome::Findings(_)) => findings(review, rule, document.id, out)?,
        }
        for topic in rule.parameters.topics.iter().filter_map(|id| checklist.topic_index(id.as_str())) {
            let declared = &checklist.topics[topic];
            let state = document.facts.as_ref().map(|f| format!("{:?}", f.topics[topic].state).to_lowercase()).unwrap_or_default();
            let list = |words: &[Text]| words.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
            writeln!(out, "  {}: {state}", declared.title)?;
            writeln!(out, "    headings looked for: {}", list(&declared.headings))?;
            if !declared.evidence.is_empty() {
                writeln!(out, "    wording looked for:  {}", list(&declared.evidence))?;
            }
        }
    }
    Ok(())
}

/// The findings of a rule in a document, those that a waiver hides included.
fn findings(review: &Review, rule: &Rule, document: FileId, out: &mut dyn Write) -> io::Result<()> {
    let of = |f: &Finding| f.rule == rule.id && f.primary.file == document;
    let line = |label: &Label| review.document(label.file).file.line1(label.span.start);
    let mut none = true;
    for finding in review.findings.iter().filter(|f| of(f)) {
        none = false;
        writeln!(out, "  finding at line {}: {}", line(&finding.primary), visible(&finding.message))?;
    }
    for waived in review.waived.iter().filter(|w| of(&w.finding)) {
        none = false;
        let (at, by) = (line(&waived.finding.primary), line(&waived.place));
        let of = if waived.place.file == document { "" } else { review.document(waived.place.file).path() };
        let by = format!("{of}{}line {by}", if of.is_empty() { "" } else { " " });
        writeln!(out, "  waived at line {at} by {}: {}", visible(&by), visible(&waived.terms.reason))?;
    }
    if none { writeln!(out, "  nothing to object to") } else { Ok(()) }
}
