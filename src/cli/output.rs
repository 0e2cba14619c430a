//! Where reports go: standard output, or a file that is replaced whole.

use super::args::{Color, Global};
use crate::diagnostic::{Diagnostic, Level};
use crate::report::{Layout, render_diagnostics};
use anyhow::Context as _;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

/// Columns assumed when nobody knows.
const WIDTH: usize = 80;

/// Writes by `write` to `--output` or standard output. A reader that went away is no error.
pub(super) fn write(globals: &Global, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    if let Some(path) = &globals.output {
        let mut bytes = Vec::new();
        write(&mut bytes)?;
        return replace(path, &bytes);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("cannot write to standard output"),
    }
}

/// Replaces a file whole: written beside it, then renamed. A link stays, and what it leads to is replaced; what is no file, such as
/// `/dev/null` or a pipe, is written to.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let target = std::fs::canonicalize(path);
    let path = target.as_deref().unwrap_or(path);
    if path.exists() && !path.is_file() && !path.is_dir() {
        return std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()));
    }
    let name = path.file_name().with_context(|| format!("{} is no file name", path.display()))?;
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(beside);
    // Who may read a file stays as it is.
    let kept = || std::fs::metadata(path).map_or(Ok(()), |about| std::fs::set_permissions(&beside, about.permissions()));
    let written = std::fs::write(&beside, bytes).and_then(|()| kept()).and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written.with_context(|| format!("cannot write {}", path.display()))
}

/// Most bytes of a step's summary; the runner drops a longer one whole.
const STEP_SUMMARY: usize = 1 << 20;

/// Adds to the summary of a step of GitHub Actions, where there is one, what `write` makes of the bytes that are left. Other commands of the
/// step write there too, so that it is not replaced. The report is out by then: that this fails is told and changes nothing.
pub(super) fn step_summary(globals: &Global, write: impl FnOnce(usize, &mut dyn Write) -> io::Result<()>) {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return };
    let added = std::fs::OpenOptions::new().append(true).create(true).open(&path).and_then(|mut file| {
        let room = STEP_SUMMARY.saturating_sub(usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX));
        let mut bytes = Vec::new();
        write(room, &mut bytes)?;
        file.write_all(&bytes)
    });
    if let Err(error) = added {
        note(globals, &format!("the summary of the step cannot be written to {}: {error}", Path::new(&path).display()));
    }
}

/// The address below which the files that a runner of GitHub Actions has checked out are seen; None elsewhere.
pub(super) fn blob_address() -> Option<String> {
    let said =
        |name| std::env::var(name).ok().filter(|value| value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/:._-".contains(&byte)));
    let [server, repository, commit] = ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"].map(said);
    let server = server.filter(|server| server.starts_with("https://"))?;
    Some(format!("{server}/{}/blob/{}", repository.filter(|name| !name.is_empty())?, commit.filter(|commit| !commit.is_empty())?))
}

/// A file of TOML with one more table at its end; what is there stays as it is, comments included, and so does its kind of line ends.
pub(super) fn appended(before: &str, table: &str) -> String {
    let end = if before.contains("\r\n") { "\r\n" } else { "\n" };
    let mut text = before.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str(end);
    }
    if !text.is_empty() {
        text.push_str(end);
    }
    text.push_str(&table.replace('\n', end));
    text
}

/// Writes diagnostics to standard error; notes only when asked for.
pub(super) fn diagnostics(globals: &Global, diagnostics: &[Diagnostic]) -> anyhow::Result<()> {
    let shown: Vec<Diagnostic> = diagnostics
        .iter()
        .filter(|d| match d.level {
            Level::Error => true,
            Level::Warning => !globals.quiet,
            Level::Note => globals.verbose,
        })
        .cloned()
        .collect();
    let color = use_color(globals, io::stderr().is_terminal());
    render_diagnostics(&shown, color, &mut io::stderr().lock()).or_else(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error.into()),
    })
}

/// A line for people on standard error, unless quiet.
pub(super) fn note(globals: &Global, text: &str) {
    if !globals.quiet {
        let _ = writeln!(io::stderr(), "{}", crate::report::visible(text));
    }
}

/// True when what is written is read by people as it comes.
pub(super) fn is_terminal(globals: &Global) -> bool {
    globals.output.is_none() && io::stdout().is_terminal()
}

/// How a report on standard output is laid out.
pub(super) fn layout(globals: &Global) -> Layout {
    let terminal = is_terminal(globals);
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let width = columns.or_else(|| terminal.then(terminal_width).flatten()).unwrap_or(WIDTH);
    let color = use_color(globals, terminal);
    let links = color && terminal && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
    Layout { color, links, width, verbose: globals.verbose, quiet: globals.quiet, exit: None }
}

fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

fn use_color(globals: &Global, terminal: bool) -> bool {
    match globals.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
            !set("NO_COLOR") && (set("CLICOLOR_FORCE") || terminal && !dumb)
        }
    }
}
