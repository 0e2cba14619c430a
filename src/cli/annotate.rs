//! `annotate`: copies of documents with the findings written into them, and the documents again.

use super::args::{AnnotateArgs, Global};
use super::files::{self, Changes, Profiles, display, is_export};
use super::review::{Found, of_paths};
use super::{Exit, output};
use crate::annotation::{Style, changed_comments, is_annotated};
use crate::config::is_sound;
use crate::report::annotated;
use crate::source::{SourceFile, normal};
use anyhow::{Context as _, anyhow, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) fn run(args: &AnnotateArgs, globals: &Global) -> anyhow::Result<Exit> {
    if args.strip {
        return strip(args, globals);
    }
    let style = Style::parse(&args.style).unwrap_or(Style::CriticMarkup);
    let changes = Changes { strips: true, leaves: args.out.as_deref(), ..Changes::default() };
    let Found { review, searched, sources, .. } = match of_paths(&args.paths, args.stdin_path.as_deref(), changes, globals)? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    let sources: BTreeMap<&str, &Arc<SourceFile>> = sources.iter().map(|source| (source.path(), source)).collect();
    let reviewed: Vec<_> = review.documents.iter().filter(|document| document.skipped.is_none()).collect();
    let incomplete = review.verdict().incomplete;
    if reviewed.is_empty() && !incomplete {
        output::note(globals, "no design document among these files");
        return Ok(if searched { Exit::Nothing } else { Exit::Clean });
    }
    let mut copies = Vec::new();
    for document in reviewed {
        if is_export(Path::new(document.path())) {
            output::note(globals, &format!("no copy of {}: comments are written into Markdown alone", document.path()));
            continue;
        }
        let Some(source) = sources.get(document.path()) else { continue };
        let text = annotated(&review, document.id, source.text(), style);
        let text = text.with_context(|| format!("no comment can be written into {} without changing it", source.path()))?;
        copies.push(source.with_text(text));
    }
    if copies.is_empty() && !incomplete {
        bail!("nothing to write: comments are written into Markdown alone");
    }
    put(&copies, args, globals)?;
    let asides = review.documents.iter().filter(|document| document.skipped.is_some() && sources.contains_key(document.path()));
    for document in asides {
        let reason = document.skipped.as_deref().unwrap_or_default();
        output::note(globals, &format!("no copy of {}: {reason}", document.path()));
    }
    Ok(if incomplete { Exit::Failure } else { Exit::Clean })
}

/// `annotate --strip`: files as they are without our comments.
fn strip(args: &AnnotateArgs, globals: &Global) -> anyhow::Result<Exit> {
    let mut profiles = Profiles::new(globals, Changes { strips: true, ..Changes::default() });
    let selection = files::select(&args.paths, &mut profiles);
    let (inputs, mut problems) = selection.read(args.stdin_path.as_deref(), &mut profiles);
    problems.splice(0..0, profiles.problems.drain(..));
    output::diagnostics(globals, &problems)?;
    if !is_sound(&problems) {
        return Ok(Exit::Failure);
    }
    if inputs.is_empty() {
        output::note(globals, "no Markdown file matched");
        return Ok(Exit::Nothing);
    }
    let files: Vec<SourceFile> = inputs.iter().map(|input| SourceFile::clone(&input.file)).collect();
    put(&files, args, globals)?;
    for file in &files {
        match changed_comments(file.text()) {
            0 => {}
            1 => output::note(globals, &format!("1 comment stays in {}: somebody has changed its words", file.path())),
            n => output::note(globals, &format!("{n} comments stay in {}: somebody has changed their words", file.path())),
        }
    }
    Ok(Exit::Clean)
}

/// Writes one file to standard output, several into a folder.
fn put(copies: &[SourceFile], args: &AnnotateArgs, globals: &Global) -> anyhow::Result<()> {
    let lacking =
        |file: &SourceFile| anyhow!("{} is no UTF-8, and its encoding lacks signs of the comments: save it as UTF-8", file.path());
    let bytes: Vec<Vec<u8>> = copies.iter().map(|copy| copy.encoded().ok_or_else(|| lacking(copy))).collect::<anyhow::Result<_>>()?;
    match (&args.out, copies) {
        (Some(folder), _) => folder_of(folder, copies, &bytes, globals),
        (None, []) => Ok(()),
        (None, [copy]) => {
            if !args.strip && globals.output.as_deref().is_some_and(|path| is_same(path, Path::new(copy.path()))) {
                bail!("{} is the document itself; name another file", copy.path());
            }
            output::write(globals, |out| out.write_all(&bytes[0]))
        }
        (None, several) => bail!("{} documents are written into a folder: name one with --out", several.len()),
    }
}

/// Writes each copy at its own path below a folder. Where they go is looked at before the first is written.
fn folder_of(folder: &Path, copies: &[SourceFile], bytes: &[Vec<u8>], globals: &Global) -> anyhow::Result<()> {
    let mut targets: Vec<PathBuf> = Vec::new();
    for (copy, bytes) in copies.iter().zip(bytes) {
        let target = folder.join(below(copy.path())?);
        if targets.contains(&target) {
            bail!("two documents would be written to {}; write them into two folders", target.display());
        }
        if copies.iter().any(|copy| is_same(&target, Path::new(copy.path()))) {
            bail!("{} is a document itself; name another folder", target.display());
        }
        if target.symlink_metadata().is_ok() && !is_ours(&target, bytes) {
            bail!("{} is there and no annotated copy; name another folder", target.display());
        }
        targets.push(target);
    }
    for (target, bytes) in targets.iter().zip(bytes) {
        let parent = target.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
        output::replace(target, bytes)?;
        output::note(globals, &format!("wrote {}", target.display()));
    }
    Ok(())
}

/// The path of a document below a folder: that from here, or from the root, without steps up.
fn below(path: &str) -> anyhow::Result<PathBuf> {
    if path == "<stdin>" {
        bail!("standard input has no path to be written at; give it one with --stdin-path");
    }
    let here = std::env::current_dir().map(|here| display(&here)).unwrap_or_default();
    let path = normal(path);
    let path = path.strip_prefix(&here).filter(|rest| rest.starts_with('/')).unwrap_or(&path);
    Ok(path.split('/').filter(|part| !part.is_empty() && *part != "..").collect())
}

/// True when both lead to one file.
fn is_same(a: &Path, b: &Path) -> bool {
    matches!((std::fs::canonicalize(a), std::fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// True for a file that an earlier run has written, or that is what is to be written.
fn is_ours(path: &Path, bytes: &[u8]) -> bool {
    let Ok(there) = std::fs::read(path) else { return false };
    there == bytes || SourceFile::decode(display(path), there, u64::MAX).is_ok_and(|file| is_annotated(file.text()))
}
