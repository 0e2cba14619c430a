//! `eval`: how well documents are read, measured on labels of the user's own.

use super::args::{EvalArgs, Global};
use super::files::{self, Changes, Profiles};
use super::review::named_inputs;
use super::{Exit, output};
use crate::config::is_sound;
use crate::diagnostic::Diagnostic;
use crate::eval::{Label, Said, Score, Tables, write_json, write_text};
use crate::review::{Input, Inputs, Mode, review};
use crate::source::SourceFile;
use anyhow::Context as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) fn run(args: &EvalArgs, globals: &Global) -> anyhow::Result<Exit> {
    let labels = labels(&args.dir)?;
    if labels.is_empty() {
        output::note(globals, &format!("no label in {}", shown(&args.dir.join("labels"))));
        return Ok(Exit::Nothing);
    }
    let tables = tables(&args.dir)?;
    let mut profiles = Profiles::new(globals, Changes::default());
    let (mut score, mut problems) = (Score::default(), Vec::new());
    for path in &labels {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                problems.push(Diagnostic::error("label", format!("cannot read it: {error}")).at_path(shown(path)));
                continue;
            }
        };
        match Label::read(&text, &shown(path)) {
            Ok(label) => {
                if let Some(said) = said(&args.dir.join("pairs").join(&name), &mut profiles, &mut problems)? {
                    score.add(&name, &shown(path), &label, &said, &tables);
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    problems.splice(0..0, std::mem::take(&mut profiles.problems));
    problems.append(&mut score.unmapped);
    let sound = is_sound(&problems);
    output::diagnostics(globals, &problems)?;
    if score.pairs > 0 {
        output::write(globals, |out| {
            if args.format == "json" { write_json(&score, args.misses, out) } else { write_text(&score, args.misses, out) }
        })?;
    }
    Ok(if sound { Exit::Clean } else { Exit::Failure })
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Label files of a set, by name.
fn labels(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let folder = dir.join("labels");
    let entries = std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut labels = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read {}", folder.display()))?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            labels.push(path);
        }
    }
    labels.sort();
    Ok(labels)
}

/// The tables of names beside the set and above it; what the set's own say counts.
fn tables(dir: &Path) -> anyhow::Result<Tables> {
    let above = std::path::absolute(dir).ok().and_then(|dir| dir.parent().map(Path::to_owned));
    let mut tables = Tables::default();
    for folder in above.as_deref().into_iter().chain([dir]) {
        for (name, table) in [("elements.tsv", &mut tables.elements), ("parties.tsv", &mut tables.parties)] {
            let path = folder.join(name);
            if path.is_file() {
                table.add(&std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?);
            }
        }
    }
    Ok(tables)
}

/// What the tool says of the pair in a folder; None when that could not be found out, and why among the problems.
fn said(folder: &Path, profiles: &mut Profiles<'_>, problems: &mut Vec<Diagnostic>) -> anyhow::Result<Option<Said>> {
    let paths = [folder.join("prd.md"), folder.join("tdd.md")];
    let before = problems.len();
    let (plain, wrong) = files::select(&paths, profiles).read(None, profiles);
    problems.extend(wrong);
    let (named, _) = named_inputs(paths.iter().zip(["prd", "tdd"]), None, profiles)?;
    if !is_sound(&problems[before..]) || !is_sound(&profiles.problems) {
        return Ok(None);
    }
    let nameless = plain.iter().map(|input| Input {
        file: Arc::new(SourceFile::new(if is_prd(input.file.path()) { "a.md" } else { "b.md" }, input.file.text())),
        kind: None,
        fallback: None,
        profile: input.profile,
    });
    let nameless: Vec<Input> = nameless.collect();
    let profile = plain.first().map_or(0, |input| input.profile);
    let read = |files: Vec<Input>, mode: Mode| review(Inputs { files, mode, available: &files::available }, &profiles.profiles);
    let (facts, blind, pair) = (read(plain, Mode::Check), read(nameless, Mode::Check), read(named, Mode::Review));
    problems.extend(pair.diagnostics.iter().cloned());
    match Said::of(&facts, &blind, &pair, &profiles.profiles[profile].checklist) {
        Ok(said) => Ok(Some(said)),
        Err(error) => {
            problems.push(Diagnostic::error("label", error.to_string()).at_path(shown(folder)));
            Ok(None)
        }
    }
}

fn is_prd(path: &str) -> bool {
    Path::new(path).file_stem().is_some_and(|stem| stem == "prd")
}
