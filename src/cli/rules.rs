//! `rules`: the rules of the configuration in force.

use super::args::{Global, RulesArgs};
use super::files::{Changes, Profiles};
use super::{Exit, output};
use crate::checklist::{Checklist, Rule};
use crate::config::is_sound;
use crate::settings::Settings;
use crate::text::Text;
use serde::Serialize;
use std::path::Path;

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    enabled: bool,
    severity: &'static str,
    release: &'static str,
    teams: Vec<&'a str>,
    blocks_review: bool,
    applies_to: Vec<&'a str>,
    catalogue: &'a [Text],
    message: &'a str,
    why: &'a str,
    advice: &'a str,
    ask: &'a str,
}

pub(super) fn run(args: &RulesArgs, globals: &Global) -> anyhow::Result<Exit> {
    let mut profiles = Profiles::new(globals, Changes::default());
    let index = profiles.of(Path::new("."));
    output::diagnostics(globals, &profiles.problems)?;
    if !is_sound(&profiles.problems) {
        return Ok(Exit::Failure);
    }
    let profile = &profiles.profiles[index];
    let rows = rows(&profile.checklist, &profile.settings);
    output::write(globals, |out| match args.format.as_str() {
        "json" => crate::report::write_json(&rows, out),
        "markdown" => {
            writeln!(out, "| Rule | Severity | Release | Teams | Blocks | Finds |\n|---|---|---|---|---|---|")?;
            rows.iter().try_for_each(|r| {
                let blocks = if r.blocks_review { "yes" } else { "" };
                writeln!(
                    out,
                    "| `{}` | {} | {} | {} | {blocks} | {} |",
                    r.id,
                    r.severity,
                    r.release,
                    r.teams.join(", "),
                    wording(r.message)
                )
            })
        }
        _ => {
            let width = rows.iter().map(|r| r.id.len()).max().unwrap_or_default();
            rows.iter().try_for_each(|r| {
                let state = if r.enabled { "" } else { "off  " };
                let blocks = if r.blocks_review { ", blocks the review" } else { "" };
                writeln!(out, "{:width$}  {state}{:6} {} ({}{blocks})", r.id, r.severity, wording(r.message), r.teams.join(", "))
            })
        }
    })?;
    Ok(Exit::Clean)
}

/// A message as people read it where there is no finding: an ellipsis for each value.
pub(super) fn wording(message: &str) -> String {
    let mut parts = message.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push('\u{2026}');
        text.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    text.replace("\u{2026} \u{2026}", "\u{2026}")
}

fn rows<'a>(checklist: &'a Checklist, settings: &Settings) -> Vec<Row<'a>> {
    let row = |rule: &'a Rule| Row {
        id: rule.id.as_str(),
        enabled: settings.uses(rule),
        severity: rule.severity.as_str(),
        release: rule.release.as_str(),
        teams: rule.teams.iter().map(crate::rule::Team::as_str).collect(),
        blocks_review: rule.blocks_review,
        applies_to: rule.applies_to.iter().map(crate::rule::DocKind::as_str).collect(),
        catalogue: &rule.catalogue,
        message: &rule.message,
        why: &rule.why,
        advice: &rule.advice,
        ask: &rule.ask,
    };
    checklist.rules.values().map(row).collect()
}
