//! `baseline`, and what `check` does with one: the file found upward from each document, read, held against a review, written.

use super::args::{BaselineCommand, Baselined, Global};
use super::files::{self, Changes, Profiles, display};
use super::review::{Found, of_paths};
use super::{Exit, output};
use crate::baseline::{Baseline, Entry, FILE_NAME};
use crate::check::Availability;
use crate::diagnostic::Diagnostic;
use crate::report::{count, render_baselines_json, render_baselines_text, visible};
use crate::review::{Review, Reviewed, Scope, Standing, State};
use crate::rule::Severity;
use crate::source::FileId;
use anyhow::bail;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

/// `baseline create|update|show [PATHS...]`
pub(super) fn run(command: &BaselineCommand, globals: &Global) -> anyhow::Result<Exit> {
    let (BaselineCommand::Create { of, .. } | BaselineCommand::Update { of, .. } | BaselineCommand::Show { of, .. }) = command;
    if of.paths.iter().any(|path| path.as_os_str() == "-") {
        bail!("a baseline is of files: name the documents");
    }
    let review = match of_paths(&of.paths, None, Changes::default(), globals)? {
        Ok(Found { review, .. }) => review,
        Err(exit) => return Ok(exit),
    };
    if review.verdict().incomplete {
        output::note(globals, "not everything could be reviewed: no baseline is written");
        return Ok(Exit::Failure);
    }
    let told = |problems: &[Diagnostic]| output::diagnostics(globals, problems).map(|()| Exit::Failure);
    if let BaselineCommand::Create { force, .. } = command {
        return create(&review, of, *force, globals);
    }
    let files = match in_use(&review, of.baseline.as_deref(), globals) {
        Ok(files) if files.is_empty() => bail!("there is no {FILE_NAME} above these documents; `designvet baseline create` writes one"),
        Ok(files) => files,
        Err(problems) => return told(&problems),
    };
    let scopes = match scopes(&review, &files, &of.paths) {
        Ok(scopes) => scopes,
        Err(problems) => return told(&problems),
    };
    match command {
        BaselineCommand::Show { format, .. } => show(&review, &scopes, format, globals),
        command => update(&review, &files, &scopes, matches!(command, BaselineCommand::Update { add: true, .. }), globals),
    }
}

/// Hides in a review what baselines hold; false, and a diagnostic on standard error, when one of them cannot be used.
pub(super) fn set_aside(
    review: &mut ManuallyDrop<Review>,
    paths: &[PathBuf],
    given: Option<&Path>,
    globals: &Global,
) -> anyhow::Result<bool> {
    let problems = match in_use(review, given, globals) {
        Err(problems) => problems,
        Ok(files) => match scopes(review, &files, paths) {
            Err(problems) => problems,
            Ok(scopes) => {
                review.set_aside(&scopes);
                return Ok(true);
            }
        },
    };
    output::diagnostics(globals, &problems)?;
    Ok(false)
}

/// A baseline on disk.
struct OnDisk {
    path: PathBuf,
    text: String,
    /// The documents that it is the nearest baseline of.
    documents: BTreeSet<FileId>,
}

/// The baseline of each document of a review: the given one, else the nearest upward.
fn nearest(review: &Review, given: Option<&Path>, globals: &Global) -> BTreeMap<PathBuf, BTreeSet<FileId>> {
    let mut by_folder: BTreeMap<&Path, Option<PathBuf>> = BTreeMap::new();
    let mut nearest: BTreeMap<PathBuf, BTreeSet<FileId>> = BTreeMap::new();
    for document in &review.documents {
        let folder = Path::new(document.path()).parent().unwrap_or(Path::new(""));
        let found = by_folder.entry(folder).or_insert_with(|| match given {
            Some(given) => Some(given.to_owned()),
            None if globals.no_config => None,
            None => files::find_upward(folder, FILE_NAME),
        });
        if let Some(path) = found {
            nearest.entry(path.clone()).or_default().insert(document.id);
        }
    }
    nearest
}

fn in_use(review: &Review, given: Option<&Path>, globals: &Global) -> Result<Vec<OnDisk>, Vec<Diagnostic>> {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for (path, documents) in nearest(review, given, globals) {
        match std::fs::read_to_string(&path) {
            Ok(text) => files.push(OnDisk { path, text, documents }),
            Err(error) => problems.push(files::unread("baseline", &path, &error)),
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}

fn scopes<'t>(review: &Review, files: &'t [OnDisk], paths: &[PathBuf]) -> Result<Vec<Scope<'t>>, Vec<Diagnostic>> {
    let (mut scopes, mut problems) = (Vec::new(), Vec::new());
    for OnDisk { path, text, documents } in files {
        match empty(path).read(text) {
            Err(problem) => problems.push(*problem),
            Ok(baseline) => {
                let read: BTreeSet<String> = documents.iter().map(|id| baseline.relative(review.document(*id).path())).collect();
                let is_gone = |name: &&str| !read.contains(*name) && files::available(baseline.path(), name) == Availability::Missing;
                let gone = baseline.documents().into_keys().filter(is_gone).map(str::to_owned).collect();
                let folder = folder(path);
                let is_whole = paths.iter().any(|path| path.is_dir() && Path::new(&folder).starts_with(files::rooted(path)));
                scopes.push(Scope { baseline, documents: documents.clone(), gone, is_whole });
            }
        }
    }
    if problems.is_empty() { Ok(scopes) } else { Err(problems) }
}

/// The folder of a file, from the root.
fn folder(path: &Path) -> String {
    files::rooted(path.parent().unwrap_or(Path::new("")))
}

/// A baseline without entries that stands, or would stand, at a path.
fn empty<'t>(path: &Path) -> Baseline<'t> {
    Baseline::empty(display(path), &files::rooted(Path::new("")), &folder(path))
}

/// The text of a baseline with these entries; no message hides anything from a reader.
fn written(path: &Path, mut entries: Vec<Entry<'_>>) -> anyhow::Result<String> {
    for entry in &mut entries {
        entry.message = visible(&entry.message).into_owned().into();
    }
    Ok(empty(path).with(entries).written()?)
}

fn create(review: &Review, of: &Baselined, force: bool, globals: &Global) -> anyhow::Result<Exit> {
    if review.verdict().reviewed == 0 {
        output::note(globals, "no design document among these files: no baseline is written");
        return Ok(Exit::Nothing);
    }
    let used: Vec<PathBuf> = nearest(review, of.baseline.as_deref(), globals).into_keys().collect();
    let target = match used.as_slice() {
        [] => new_file(&of.paths, globals),
        [one] => one.clone(),
        [one, two, ..] => bail!("{} and {} are in use here: name the documents of one of them", display(one), display(two)),
    };
    let shown = display(&target);
    if target.exists() && !force {
        bail!("{shown} is there: `designvet baseline update --add` takes in what is new, `--force` begins anew");
    }
    let baseline = empty(&target);
    let outside = |path: &str| baseline.relative(path).starts_with("../") || baseline.relative(path).starts_with('/');
    let reviewed = review.documents.iter().filter(|document| document.skipped.is_none());
    if let (None, Some(outside)) = (&of.baseline, reviewed.map(Reviewed::path).find(|path| outside(path))) {
        bail!("{outside} does not lie below {shown}, and would not find it; name a file for it with --baseline");
    }
    if let Some(other) = forgotten(review, &target) {
        bail!("{shown} has entries of {other}, which is not among these documents; name all of them, or remove the file first");
    }
    let documents = review.documents.iter().map(|document| document.id).collect();
    let scope = Scope { baseline, documents, gone: BTreeSet::new(), is_whole: true };
    let entries = review.beside(&scope).new;
    let summary = summary(review, &shown, &entries);
    output::replace(&target, written(&target, entries)?.as_bytes())?;
    output::write(globals, |out| out.write_all(summary.as_bytes()))?;
    Ok(Exit::Clean)
}

/// A document that is still there, of which the baseline at a path has entries, and which was not reviewed.
fn forgotten(review: &Review, path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    // One that cannot be read is begun anew: that is what it is done for.
    let before = empty(path).read(&text).ok()?;
    let reviewed: BTreeSet<String> = review.documents.iter().map(|document| before.relative(document.path())).collect();
    let is_there = |name: &str| files::available(before.path(), name) != Availability::Missing;
    let forgotten = before.documents().into_keys().find(|name| !reviewed.contains(*name) && is_there(name));
    forgotten.map(str::to_owned)
}

/// Where a baseline of documents is made.
fn new_file(paths: &[PathBuf], globals: &Global) -> PathBuf {
    let path = paths.first().map_or(Path::new("."), PathBuf::as_path);
    let mut profiles = Profiles::new(globals, Changes::default());
    let profile = profiles.of(if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) });
    profiles.home(path, profile).join(FILE_NAME)
}

/// What a new baseline took in, by severity and rule.
fn summary(review: &Review, shown: &str, entries: &[Entry<'_>]) -> String {
    let documents: BTreeSet<&str> = entries.iter().map(|entry| &*entry.document).collect();
    let mut text = format!("{shown}: {} of {}\n", count(entries.len(), "finding"), count(documents.len(), "document"));
    let mut severities: BTreeMap<Severity, usize> = BTreeMap::new();
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in review.findings.iter().filter(|finding| !review.is_never_known(finding)) {
        *severities.entry(finding.severity).or_default() += 1;
        *rules.entry(finding.rule.as_str()).or_default() += 1;
    }
    let severities: Vec<String> = severities.iter().rev().map(|(severity, number)| format!("{number} {severity}")).collect();
    let mut rules: Vec<(&str, usize)> = rules.into_iter().collect();
    rules.sort_by_key(|(rule, number)| (std::cmp::Reverse(*number), *rule));
    if !entries.is_empty() {
        let _ = writeln!(text, "\n{}\n", severities.join(", "));
    }
    for (rule, number) in rules {
        let _ = writeln!(text, "{number:6}  {rule}");
    }
    let shown = review.findings.iter().filter(|finding| review.is_never_known(finding)).count();
    if shown > 0 {
        let is = if shown == 1 { "is" } else { "are" };
        let _ = writeln!(text, "\n{} {is} still shown: secrets and wrong waivers are in no baseline", count(shown, "finding"));
    }
    visible(&text).into_owned()
}

fn update(review: &Review, files: &[OnDisk], scopes: &[Scope<'_>], add: bool, globals: &Global) -> anyhow::Result<Exit> {
    let mut text = String::new();
    for (file, scope) in files.iter().zip(scopes) {
        let beside = review.beside(scope);
        let numbered = scope.baseline.entries().iter().zip(&beside.states).enumerate();
        let standing = numbered.filter(|(_, (_, state))| **state != State::Settled);
        let mut entries: Vec<Entry<'_>> = standing.map(|(number, (entry, _))| beside.now.get(&number).unwrap_or(entry).clone()).collect();
        let (kept, taken) = (entries.len(), if add { beside.new.len() } else { 0 });
        if add {
            entries.extend(beside.new);
        }
        let after = written(&file.path, entries)?;
        if after != file.text {
            output::replace(&file.path, after.as_bytes())?;
        }
        let dropped = scope.baseline.entries().len() - kept;
        let taken = if add { format!(", {taken} taken in") } else { String::new() };
        let _ = writeln!(text, "{}: {dropped} dropped, {kept} kept{taken}", display(&file.path));
    }
    output::write(globals, |out| out.write_all(visible(&text).as_bytes()))?;
    Ok(Exit::Clean)
}

fn show(review: &Review, scopes: &[Scope<'_>], format: &str, globals: &Global) -> anyhow::Result<Exit> {
    let standings: Vec<Standing> = scopes.iter().map(|scope| review.beside(scope).standing(&scope.baseline)).collect();
    let layout = output::layout(globals);
    output::write(globals, |out| match format {
        "json" => render_baselines_json(&standings, out),
        _ => render_baselines_text(&standings, layout, out),
    })?;
    Ok(Exit::Clean)
}
