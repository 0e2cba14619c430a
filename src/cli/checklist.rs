//! `checklist validate`, `show` and `test`.

use super::args::{ChecklistCommand, Global};
use super::files::{self, Changes, Profiles};
use super::{Exit, output, runs};
use crate::checklist::{Pack, builtin, load};
use crate::config::is_sound;
use crate::diagnostic::{Diagnostic, Level};
use crate::fixture::{self, Case};
use crate::report::count;
use crate::runs::Run;
use crate::source::SourceFile;
use crate::waiver::{self, WaiverFile};
use anyhow::{Context as _, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder of the files of a fixture as they were.
const BEFORE: &str = "before";

/// The folder of what tools wrote of their runs.
const RUNS: &str = "runs";

pub(super) fn run(command: &ChecklistCommand, globals: &Global) -> anyhow::Result<Exit> {
    match command {
        ChecklistCommand::Validate { files } => validate(files, globals),
        ChecklistCommand::Show { name } => show(name.as_deref(), globals),
        ChecklistCommand::Test { dir } => test(dir, globals),
    }
}

fn validate(files: &[PathBuf], globals: &Global) -> anyhow::Result<Exit> {
    let mut packs = builtin();
    let mut problems = Vec::new();
    for path in files {
        match std::fs::read_to_string(path) {
            Ok(text) => packs.push(Pack::new(files::display(path), text)),
            Err(error) => problems.push(Diagnostic::error("checklist", format!("cannot read it: {error}")).at_path(files::display(path))),
        }
    }
    let (list, found) = load(&packs, &crate::check::specs());
    problems.extend(found);
    output::diagnostics(globals, &problems)?;
    if !is_sound(&problems) {
        return Ok(Exit::Failure);
    }
    output::note(globals, &format!("no problem in {}; {} with them", count(files.len(), "file"), count(list.rules.len(), "rule")));
    Ok(Exit::Clean)
}

fn show(name: Option<&str>, globals: &Global) -> anyhow::Result<Exit> {
    let packs = builtin();
    let mut texts: Vec<String> = Vec::new();
    for pack in &packs {
        let (path, text) = (pack.file.path(), pack.file.text());
        match name {
            None => texts.push(format!("# {path}\n{text}")),
            Some(name) if path == name || path.ends_with(&format!("/{name}")) || path.ends_with(&format!("/{name}.toml")) => {
                texts.push(text.to_owned());
            }
            Some(name) => texts.extend(entry(text, name)),
        }
    }
    if texts.is_empty() {
        bail!("no pack, rule or topic is called `{}`", name.unwrap_or_default());
    }
    output::write(globals, |out| write!(out, "{}", texts.join("\n")))?;
    Ok(Exit::Clean)
}

/// The `[[...]]` table of a pack whose id is `name`, with the sub-tables that follow it.
fn entry(pack: &str, name: &str) -> Option<String> {
    let wanted = format!("id = \"{name}\"");
    let lines: Vec<&str> = pack.lines().collect();
    let id = lines.iter().position(|line| line.trim() == wanted)?;
    let opens = |line: &str| line.starts_with("[[") && !line.starts_with("[[rule.");
    let start = (0..=id).rev().find(|&i| opens(lines[i]))?;
    let end = (id..lines.len()).find(|&i| opens(lines[i])).unwrap_or(lines.len());
    Some(lines[start..end].join("\n").trim_end().to_owned() + "\n")
}

fn test(dir: &Path, globals: &Global) -> anyhow::Result<Exit> {
    let mut profiles = Profiles::new(globals, Changes::default());
    let index = profiles.of(dir);
    output::diagnostics(globals, &profiles.problems)?;
    if !is_sound(&profiles.problems) {
        return Ok(Exit::Failure);
    }
    let cases = fixtures(dir)?;
    if cases.is_empty() {
        output::note(globals, &format!("no folder of fixtures in {}", dir.display()));
        return Ok(Exit::Nothing);
    }
    let failures = fixture::run(&cases, &mut profiles.profiles[index], &files::available);
    let number: usize = cases.values().map(Vec::len).sum();
    output::write(globals, |out| {
        for failure in &failures {
            writeln!(out, "{}", crate::report::visible(failure))?;
        }
        let problems = if failures.is_empty() { "no problem".to_owned() } else { count(failures.len(), "problem") };
        writeln!(out, "{} of {}: {problems}", count(number, "fixture"), count(cases.len(), "rule"))
    })?;
    Ok(if failures.is_empty() { Exit::Clean } else { Exit::Findings })
}

/// The fixtures below a folder, by rule: Markdown files and folders of them whose names begin with `fires` or `quiet`; with
/// them in a folder may lie a file of waivers, and a folder of the files as they were.
pub fn fixtures(dir: &Path) -> anyhow::Result<BTreeMap<String, Vec<Case>>> {
    let mut all = BTreeMap::new();
    for folder in children(dir)?.into_iter().filter(|p| p.is_dir()) {
        let mut cases = Vec::new();
        for path in children(&folder)? {
            let name = file_name(&path);
            let documents = if path.is_dir() { children(&path)? } else { vec![path.clone()] };
            let documents: Vec<PathBuf> = documents.into_iter().filter(|d| files::is_markdown(d)).collect();
            if documents.is_empty() || !(name.starts_with("fires") || name.starts_with("quiet")) {
                continue;
            }
            let files = documents.iter().map(|d| read(d)).collect::<anyhow::Result<Vec<_>>>()?;
            let waivers = if path.is_dir() { waivers(&path)? } else { None };
            let before = if path.is_dir() { before(&path)? } else { None };
            let runs = if path.is_dir() { runs_of(&path)? } else { None };
            cases.push(Case { name, files, waivers, runs, before });
        }
        all.insert(file_name(&folder), cases);
    }
    Ok(all)
}

/// The runs that a folder of a case tells of.
fn runs_of(folder: &Path) -> anyhow::Result<Option<Arc<[Run]>>> {
    let folder = folder.join(RUNS);
    if !folder.is_dir() {
        return Ok(None);
    }
    let (found, problems) = runs::of(&[folder]);
    let wrong = problems.into_iter().find(|problem| problem.level > Level::Note);
    wrong.map_or_else(|| Ok(Some(found.into())), |problem| anyhow::bail!("{}", problem.message))
}

/// The files of a case as they were, which lie in a folder of it, by their paths in the case.
fn before(folder: &Path) -> anyhow::Result<Option<BTreeMap<String, String>>> {
    let earlier = folder.join(BEFORE);
    if !earlier.is_dir() {
        return Ok(None);
    }
    let text = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok((files::display(&folder.join(file_name(&path))), text))
    };
    children(&earlier)?.into_iter().map(text).collect::<anyhow::Result<BTreeMap<_, _>>>().map(Some)
}

/// The waivers of a case, which are all about its documents.
fn waivers(folder: &Path) -> anyhow::Result<Option<Arc<WaiverFile>>> {
    let path = folder.join(waiver::FILE_NAME);
    if !path.is_file() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let (mut file, problems) = files::waivers_of(&path, text);
    if let Some(problem) = problems.first() {
        bail!("{}: {}", path.display(), problem.message);
    }
    file.is_whole = true;
    Ok(Some(Arc::new(file)))
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

fn children(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))?;
    let mut paths = entries.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> anyhow::Result<Arc<SourceFile>> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let file = SourceFile::decode(files::display(path), bytes, crate::config::MAX_BYTES).with_context(|| path.display().to_string())?;
    Ok(Arc::new(file))
}
