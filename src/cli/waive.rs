//! `waive`: a finding that `check` reports to an entry at the end of a file of waivers.

use super::args::{Global, WaiveArgs};
use super::files::{self, Changes, Profiles, display};
use super::{Exit, clock, companions, output};
use crate::check;
use crate::config::is_sound;
use crate::finding::Finding;
use crate::review::{Inputs, Mode, Review, Reviewed, review_beside};
use crate::rule::{RuleId, WaiverKind};
use crate::waiver::{FILE_NAME, Terms, Told, written};
use anyhow::{Context as _, bail};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &WaiveArgs, globals: &Global) -> anyhow::Result<Exit> {
    let terms = terms(args, globals)?;
    let (path, line) = &args.place;
    if path.is_dir() {
        bail!("{} is a folder; name the document", path.display());
    }
    let mut profiles = Profiles::new(globals, Changes { makes_waivers: true, ..Changes::default() });
    let selection = files::select(std::slice::from_ref(path), &mut profiles);
    let named = selection.named();
    let (inputs, mut problems) = selection.read(None, &mut profiles);
    let companions = companions::of(&named, &inputs, &mut profiles);
    problems.splice(0..0, profiles.problems.iter().cloned());
    output::diagnostics(globals, &problems)?;
    let (Some(profile), true) = (inputs.first().map(|input| input.profile), is_sound(&problems)) else { return Ok(Exit::Failure) };
    let target = target(path, profile, &profiles);
    let inputs = Inputs { files: inputs, mode: Mode::Check, available: &files::available };
    let review = review_beside(inputs, companions, &profiles.profiles);
    let Some(document) = review.documents.iter().find(|document| document.profile == profile && document.skipped.is_none()) else {
        let reason = review.documents.iter().find_map(|document| document.skipped.clone()).unwrap_or_default();
        bail!("{} is not reviewed: {reason}", path.display());
    };
    let findings = found(&review, document, &args.rule, *line)?;

    let before = match std::fs::read_to_string(&target) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", target.display())),
    };
    let shown = display(&target);
    let (waivers, wrong) = files::waivers_of(&target, before.clone().unwrap_or_default());
    let read = |id| review.document(id).read();
    let mut entries: Vec<String> = findings.iter().filter_map(|finding| written(&waivers, &read, finding, &terms)).collect();
    entries.dedup();
    let after = output::appended(before.as_deref().unwrap_or("schema = 1\n"), &entries.join("\n"));
    let (whole, found) = files::waivers_of(&target, after.clone());
    if whole.len() != waivers.len() + entries.len() {
        output::diagnostics(globals, if wrong.is_empty() { &found } else { &wrong })?;
        bail!("{shown} could not be read with the new entry; nothing is added");
    }
    output::replace(&target, after.as_bytes())?;
    let verb = if before.is_some() { "added to" } else { "written to the new file" };
    for finding in findings {
        output::note(globals, &format!("{verb} {shown}: {} at {}:{line}, {}", finding.rule, document.path(), finding.message));
    }
    Ok(Exit::Clean)
}

/// What is accepted; an error for what would never hold.
fn terms(args: &WaiveArgs, globals: &Global) -> anyhow::Result<Terms> {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let today = clock::today(globals).map_err(anyhow::Error::msg)?;
    if let Some(until) = args.until.filter(|until| *until < today) {
        bail!("--until {until} is over: today is {today}");
    }
    Ok(Terms {
        kind: args.kind.as_deref().and_then(WaiverKind::parse),
        reason: said(&args.reason).context("--reason is empty; say why this is acceptable")?,
        owner: args.owner.as_deref().and_then(said),
        until: args.until,
        ticket: args.ticket.as_deref().and_then(said),
    })
}

/// The file that an entry on a document goes to: the one in use, else a new one beside the configuration, else one in the folder that the
/// document is named from.
fn target(path: &Path, profile: usize, profiles: &Profiles<'_>) -> PathBuf {
    if let Some(given) = profiles.waivers_given() {
        return given.to_owned();
    }
    if let Some(used) = &profiles.profiles[profile].waivers {
        return PathBuf::from(used.source.path());
    }
    profiles.home(path, profile).join(FILE_NAME)
}

/// The findings of a rule at a line that nothing hides; an error that tells where there are some.
fn found<'r>(review: &'r Review, document: &Reviewed, rule: &str, line: u32) -> anyhow::Result<Vec<&'r Finding>> {
    let id = RuleId::from(rule);
    let Some(known) = review.against(document.id).rules.get(&id) else {
        let help = crate::toml_reader::suggestion(rule, review.rules().into_keys().map(RuleId::as_str));
        bail!("no rule `{rule}` is in use; {}", help.unwrap_or_else(|| "`designvet rules` lists them".to_owned()));
    };
    if known.check == check::WAIVER.name && known.parameters.looks_for != Told::Remark.as_str() {
        bail!("what is wrong with a waiver is mended, not waived");
    }
    let lines = |finding: &Finding| document.file.lines1(finding.primary.span);
    let of = |finding: &&Finding| finding.rule == id && finding.primary.file == document.id;
    let standing: Vec<&Finding> = review.findings.iter().filter(of).collect();
    let starting: Vec<&Finding> = standing.iter().copied().filter(|finding| lines(finding).0 == line).collect();
    if !starting.is_empty() {
        return Ok(starting);
    }
    let around: Vec<&Finding> = standing.iter().copied().filter(|finding| (lines(finding).0..=lines(finding).1).contains(&line)).collect();
    if !around.is_empty() {
        return Ok(around);
    }
    let hidden = review.waived.iter().find(|waived| of(&&waived.finding) && lines(&waived.finding).0 == line);
    if let Some(waived) = hidden {
        let by = review.document(waived.place.file);
        bail!("{rule} at line {line} is waived already, by {}:{}", by.path(), by.file.line1(waived.place.span.start));
    }
    if standing.is_empty() {
        bail!("{rule} finds nothing in {}", document.path());
    }
    let at: Vec<String> = standing.iter().map(|finding| lines(finding).0.to_string()).collect();
    bail!("{rule} finds nothing at line {line} of {}, but at line {}", document.path(), at.join(", "))
}
