//! `check --watch`: the same command again whenever what it reads has changed.

use super::args::Global;
use super::files::{self, is_markdown};
use super::{Exit, output};
use crate::report::count;
use crate::{baseline, config, waiver};
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

/// How often files are looked at.
const BEAT: Duration = Duration::from_millis(300);

/// Files of ours beside documents.
const OURS: [&str; 3] = [config::FILE_NAME, waiver::FILE_NAME, baseline::FILE_NAME];

/// What changes when a file does.
type Stamp = Option<(SystemTime, u64)>;

/// Runs this program with the same arguments but `--watch`, each time in a process of its own: a run gives back nothing that it has taken.
/// It ends when the program cannot be started; a reader ends it before.
pub(super) fn run(paths: &[PathBuf], globals: &Global) -> anyhow::Result<Exit> {
    let program = std::env::current_exe().context("cannot find this program")?;
    let arguments: Vec<_> = std::env::args_os().skip(1).filter(|argument| argument != "--watch").collect();
    loop {
        let before = stamps(paths, globals);
        if io::stdout().is_terminal() {
            let _ = write!(io::stdout(), "\x1b[2J\x1b[H");
            let _ = io::stdout().flush();
        }
        Command::new(&program).args(&arguments).status().with_context(|| format!("cannot start {}", program.display()))?;
        output::note(globals, &format!("watching {}; Ctrl-C ends it", count(before.len(), "file")));
        while stamps(paths, globals) == before {
            std::thread::sleep(BEAT);
        }
    }
}

/// The files that a run may read: the Markdown in the folders of `paths`, and configurations, waivers, baselines and checklists there and upward.
fn stamps(paths: &[PathBuf], globals: &Global) -> BTreeMap<PathBuf, Stamp> {
    let folders: Vec<PathBuf> = paths.iter().map(|path| folder(path)).collect();
    let upward = folders.iter().flat_map(|folder| OURS.iter().filter_map(|name| files::find_upward(folder, name)));
    let given = [&globals.config, &globals.waivers].into_iter().flatten().chain(&globals.checklist).chain(paths).cloned();
    let mut found: Vec<PathBuf> = upward.chain(given).collect();
    for folder in &folders {
        let is_ours = |path: &Path| path.file_name().is_some_and(|name| OURS.iter().any(|own| name == *own));
        found.extend(files::below(folder, |path| is_markdown(path) || is_ours(path)).flatten());
    }
    found.into_iter().filter(|path| path.is_file()).map(|path| (path.clone(), stamp(&path))).collect()
}

/// The folder that a path is watched with: a file's other half lies beside it.
fn folder(path: &Path) -> PathBuf {
    let folder = files::folder_of(path);
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }
}

fn stamp(path: &Path) -> Stamp {
    let about = std::fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}
