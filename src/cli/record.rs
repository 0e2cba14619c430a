//! `record` and `status`: reviews as they are kept, and what has become of them.

use super::args::{Global, RecordArgs, StatusArgs};
use super::files::Changes;
use super::rereview::{read, report};
use super::review::{Found, of_paths};
use super::{Exit, clock, output};
use crate::item::items;
use crate::record::{Conclusion, Decision, Recheck, Record, Standing};
use crate::report::{Rechecked, render_record};
use anyhow::{anyhow, bail};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// `record PATHS... --decision DECISION --by NAME`
pub(super) fn record(args: &RecordArgs, globals: &Global) -> anyhow::Result<Exit> {
    if args.paths.iter().any(|path| path.as_os_str() == "-") {
        bail!("what comes from standard input cannot be read again: name the documents");
    }
    let Found { review, profiles, .. } = match of_paths(&args.paths, None, Changes::default(), globals)? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    let verdict = review.verdict();
    if verdict.incomplete {
        return Ok(Exit::Failure);
    }
    if verdict.reviewed == 0 {
        output::note(globals, "no design document among these files: there is nothing to record");
        return Ok(Exit::Nothing);
    }
    let decision = Decision::parse(&args.decision).unwrap_or(Decision::ChangesRequested);
    if decision == Decision::Approved && verdict.blocking > 0 && !args.anyway {
        bail!("{} stops this review; settle it, waive it with a reason, or approve with --anyway", count(verdict.blocking));
    }
    let on = clock::today(globals).map_err(anyhow::Error::msg)?;
    let conclusion = Conclusion { decision, by: &args.by, on, note: args.note.as_deref().unwrap_or_default() };
    let record = Record::of(&review, &profiles, items(&review), conclusion);
    output::write(globals, |out| render_record(&record, out))?;
    Ok(Exit::Clean)
}

fn count(number: usize) -> String {
    if number == 1 { "a finding".to_owned() } else { format!("{number} findings, each of which") }
}

/// `status RECORDS... [--require approved]`
pub(super) fn status(args: &StatusArgs, globals: &Global) -> anyhow::Result<Exit> {
    let mut read: Vec<(String, Record, Recheck)> = Vec::new();
    for path in &args.records {
        let (record, recheck) = rechecked(path, globals)?;
        read.push((path.to_string_lossy().into_owned(), record, recheck));
    }
    // What another of these records speaks of is recorded.
    let known: BTreeSet<String> = read.iter().flat_map(|(_, record, _)| &record.documents).map(|document| document.path.clone()).collect();
    for (_, _, recheck) in &mut read {
        recheck.unrecorded.retain(|(_, product)| !known.contains(product));
    }
    let records: Vec<Rechecked<'_>> = read.iter().map(|(path, record, recheck)| Rechecked { path, record, recheck }).collect();
    report(&records, &args.format, globals)?;
    if args.require.is_none() {
        return Ok(Exit::Clean);
    }
    let holds = |one: &Rechecked<'_>| {
        let standing = one.recheck.standing();
        one.record.decision == Decision::Approved && (standing == Standing::Stands || standing == Standing::Look && args.allow_wording)
    };
    Ok(if records.iter().all(holds) { Exit::Clean } else { Exit::Findings })
}

/// A record and what has become of it: its documents are read again, those that are gone are left out.
fn rechecked(path: &Path, globals: &Global) -> anyhow::Result<(Record, Recheck)> {
    let problem = |problem: String| anyhow!("{}: {problem}", path.display());
    let record = read(path)?;
    let documents: Vec<PathBuf> =
        record.documents.iter().map(|document| PathBuf::from(&document.path)).filter(|path| path.is_file()).collect();
    if documents.is_empty() {
        bail!("{}: none of its documents is there; run it where the record was made", path.display());
    }
    let Ok(Found { review, profiles, .. }) = of_paths(&documents, None, Changes::default(), globals)? else {
        bail!("{}: its documents cannot be reviewed", path.display());
    };
    let recheck = record.recheck(&review, &profiles).map_err(problem)?;
    Ok((record, recheck))
}
