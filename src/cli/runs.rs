//! Files that tools wrote of their runs: named one by one, or found below folders.

use super::files;
use crate::diagnostic::Diagnostic;
use crate::runs::{MAX_BYTES, Run, read};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Endings of files that are read below a folder.
const ENDINGS: &[&str] = &["sarif", "json", "csv"];

/// The runs that files and folders tell of, by path, and what cannot be read: of a file that was named an error, of one below a folder, where
/// much else may lie, a warning.
pub(super) fn of(paths: &[PathBuf]) -> (Vec<Run>, Vec<Diagnostic>) {
    let (mut runs, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        if !path.is_dir() {
            match of_file(path) {
                Ok(found) => runs.extend(found),
                Err(problem) => problems.push(problem),
            }
            continue;
        }
        let before = runs.len();
        let is_wanted = |path: &Path| path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)));
        for file in files::below(path, is_wanted) {
            let below = file
                .as_ref()
                .ok()
                .and_then(|file| file.strip_prefix(path).ok()?.parent()?.file_name().map(|name| name.to_string_lossy().into_owned()));
            match file.and_then(|file| of_file(&file)) {
                Ok(found) => runs.extend(found.into_iter().map(|run| Run { folder: below.clone(), ..run })),
                Err(problem) => problems.push(Diagnostic { level: crate::diagnostic::Level::Warning, ..problem }),
            }
        }
        if runs.len() == before {
            let problem = Diagnostic::error("runs", "there is no run of a tool below this folder").at_path(files::display(path));
            problems.push(problem.help("it is searched for files that end with .sarif, .json or .csv"));
        }
    }
    for run in runs.iter().filter(|run| run.day.is_none() && run.state != crate::runs::RunState::Absent) {
        problems.push(Diagnostic::note("runs", format!("{} says nothing of the day on which it ran", run.tool)).at_path(run.from.clone()));
    }
    (runs, problems)
}

fn of_file(path: &Path) -> Result<Vec<Run>, Diagnostic> {
    let shown = files::display(path);
    let problem = |what: String| Diagnostic::error("runs", what).at_path(shown.clone());
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    opened.map_err(|error| files::unread("runs", path, &error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(
            problem(format!("it is larger than {MAX_BYTES} bytes")).help("write one file for each repository, or leave snippets out")
        );
    }
    let text = String::from_utf8(bytes).map_err(|_| problem("it is not UTF-8".to_owned()).help("save it as UTF-8"))?;
    read(&shown, &text).map_err(|error| problem(error.to_string()).help(error.help()))
}
