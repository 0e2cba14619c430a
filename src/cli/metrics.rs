//! `metrics`: how the programme does, from the records of its reviews.

use super::args::{Global, MetricsArgs};
use super::files::{self, Changes, display, plain};
use super::review::{Found, of_paths};
use super::{Exit, clock, output};
use crate::config::is_sound;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::programme::{Asked, Grouping, Kept, Paper, each_once, metrics};
use crate::report::{MetricsFormat, render_metrics};
use anyhow::bail;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// `metrics PATHS... [--documents PATHS...]`
pub(super) fn run(args: &MetricsArgs, globals: &Global) -> anyhow::Result<Exit> {
    let today = clock::today(globals).map_err(anyhow::Error::msg)?;
    if let (Some(from), Some(to)) = (args.from, args.to)
        && from > to
    {
        bail!("--from {from} is after --to {to}: no day lies between them");
    }
    let asked = Asked { by: Grouping::parse(&args.by).unwrap_or(Grouping::Product), from: args.from, to: args.to, today };
    let (records, problems) = records(&args.paths, asked, globals);
    let mut is_whole = is_sound(&problems);
    output::diagnostics(globals, &problems)?;
    if records.is_empty() {
        if is_whole {
            output::note(
                globals,
                "no record of a review among these files that counts on this day; `designvet record` and `review --out` write them",
            );
        }
        return Ok(if is_whole { Exit::Nothing } else { Exit::Failure });
    }
    let mut whole = None;
    if !args.documents.is_empty() {
        let Found { review, .. } = match of_paths(&args.documents, None, Changes::default(), globals)? {
            Ok(found) => found,
            Err(exit) => return Ok(exit),
        };
        is_whole &= !review.verdict().incomplete;
        let papers: Vec<Paper> = review.documents.iter().filter_map(Paper::of).collect();
        warn_of_other_paths(&papers, &records, globals)?;
        whole = Some(papers);
    }
    let metrics = metrics(&records, whole.as_deref(), asked);
    let format = MetricsFormat::parse(&args.format).unwrap_or(MetricsFormat::Text);
    let layout = output::layout(globals);
    output::write(globals, |out| render_metrics(format, &metrics, layout, out))?;
    Ok(if is_whole { Exit::Clean } else { Exit::Failure })
}

/// The records among some files, each once, and what is wrong with others. What says of itself that it is no record is counted in a note.
fn records(paths: &[PathBuf], asked: Asked, globals: &Global) -> (Vec<Kept>, Vec<Diagnostic>) {
    let (files, mut problems) = named(paths);
    let read: Vec<Result<Option<Kept>, Diagnostic>> = files.par_iter().map(|path| read(path)).collect();
    let (mut records, mut others) = (Vec::new(), 0);
    for result in read {
        match result {
            Ok(Some(record)) if is_to_come(record.on, asked) => {
                let message = format!("the day of the review, {}, is after {}: left out", record.on, asked.today);
                problems.push(Diagnostic::warning("record-to-come", message).at_path(record.path).help("mend the day, or set --today"));
            }
            Ok(Some(record)) => records.push(record),
            Ok(None) => others += 1,
            Err(problem) => problems.push(problem),
        }
    }
    let (records, again) = each_once(records);
    for (path, first) in again {
        let message = format!("it says the same as {first}: counted once");
        problems.push(Diagnostic::warning("record-twice", message).at_path(path));
    }
    if others > 0 {
        let files = if others == 1 { "1 other file" } else { &format!("{others} other files") };
        output::note(globals, &format!("passed over {files} that {} no record of a review", if others == 1 { "is" } else { "are" }));
    }
    (records, problems)
}

/// True for a day that is still to come; what lies after `--to` is not looked at at all.
fn is_to_come(on: Date, asked: Asked) -> bool {
    on > asked.today && asked.to.is_none_or(|to| on <= to)
}

/// Files that are named, and the files in JSON below folders that are named, each once.
fn named(paths: &[PathBuf]) -> (BTreeSet<PathBuf>, Vec<Diagnostic>) {
    let (mut found, mut problems) = (BTreeSet::new(), Vec::new());
    for path in paths {
        if !path.is_dir() {
            found.insert(plain(path));
            continue;
        }
        for path in files::below(path, is_json) {
            match path {
                Ok(path) => _ = found.insert(plain(&path)),
                Err(problem) => problems.push(problem),
            }
        }
    }
    (found, problems)
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

fn read(path: &Path) -> Result<Option<Kept>, Diagnostic> {
    let shown = display(path);
    let problem = |message: String| Diagnostic::error("record", message).at_path(shown.as_str());
    let json = std::fs::read(path).map_err(|error| problem(format!("cannot read it: {error}")))?;
    Kept::read(&shown, &json).map_err(|message| problem(message).help("mend it, or take it out of these files"))
}

/// Warns when no document of the records is among those there are: their paths are from elsewhere.
fn warn_of_other_paths(papers: &[Paper], records: &[Kept], globals: &Global) -> anyhow::Result<()> {
    let known: BTreeSet<&str> = papers.iter().map(|paper| paper.path.as_str()).collect();
    if records.iter().flat_map(|record| &record.documents).any(|document| known.contains(document.path.as_str())) {
        return Ok(());
    }
    let help = "run it in the folder in which the records were made, and name documents by the same paths";
    output::diagnostics(globals, &[Diagnostic::warning("paths", "no document of these records is among those of --documents").help(help)])
}
