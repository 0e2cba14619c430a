//! Paths of the command line to files with their configuration: walking folders, reading bytes, finding `designvet.toml` and `designvet.waivers.toml`.

use super::args::Global;
use super::{clock, runs};
use crate::annotation;
use crate::burndown::charted_kind;
use crate::check::Availability;
use crate::config::{Config, FILE_NAME, Sourced};
use crate::diagnostic::Diagnostic;
use crate::document::Notation;
use crate::facts::GivenKind;
use crate::pair::KindWords;
use crate::review::{Input, Profile};
use crate::rule::DocKind;
use crate::runs::Run;
use crate::settings::FailOn;
use crate::source::{DecodeError, SourceFile, normal, split};
use crate::waiver::{self, WaiverFile};
use ignore::WalkBuilder;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::mem::ManuallyDrop;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Endings of Markdown files, in lower case.
const MARKDOWN: &[&str] = &["md", "markdown", "mdx"];

/// Documents in other formats, and what turns them into Markdown: `{in}` is the file, `{out}` the same with `.md`.
const CONVERTIBLE: &[(&str, &str)] = &[
    ("docx", "pandoc -f docx -t gfm -o {out} {in}"),
    ("odt", "pandoc -f odt -t gfm -o {out} {in}"),
    ("rst", "pandoc -f rst -t gfm -o {out} {in}"),
    ("html", "pandoc -f html -t gfm -o {out} {in}"),
    ("htm", "pandoc -f html -t gfm -o {out} {in}"),
    ("org", "pandoc -f org -t gfm -o {out} {in}"),
    ("textile", "pandoc -f textile -t gfm -o {out} {in}"),
    ("tex", "pandoc -f latex -t gfm -o {out} {in}"),
    ("rtf", "pandoc -f rtf -t gfm -o {out} {in}"),
    ("adoc", "asciidoctor -b docbook -o - {in} | pandoc -f docbook -t gfm -o {out}"),
    ("ipynb", "jupyter nbconvert --to markdown {in}"),
    ("pdf", "pdftotext -layout {in} {out}"),
    ("doc", "soffice --headless --convert-to docx {in}, then pandoc -f docx -t gfm"),
];

/// Options of the command line that change a configuration.
#[derive(Default)]
pub(super) struct Changes<'a> {
    pub select: Option<&'a Vec<String>>,
    pub ignore: &'a [String],
    pub fail_on: Option<FailOn>,
    /// In thousandths.
    pub min_confidence: Option<u16>,
    pub max_bytes: Option<u64>,
    /// Files and folders of what tools wrote of their runs, instead of those of a configuration.
    pub runs: &'a [PathBuf],
    /// The file of waivers may be missing: it is made.
    pub makes_waivers: bool,
    /// Only what is newer than this revision.
    pub base: Option<&'a str>,
    /// What `annotate` has written into documents is taken out before they are read.
    pub strips: bool,
    /// A file that is named and that nothing tells to be of a kind is read for rows.
    pub reads_rows: bool,
    /// The folder that copies of an earlier run lie in: nothing is searched there.
    pub leaves: Option<&'a Path>,
}

/// The configuration file and the file of waivers of a folder.
type Found = (Option<PathBuf>, Option<PathBuf>);

/// The configurations of a run and what was wrong with them.
pub(super) struct Profiles<'a> {
    globals: &'a Global,
    changes: Changes<'a>,
    by_folder: BTreeMap<PathBuf, usize>,
    by_files: BTreeMap<Found, usize>,
    waivers: BTreeMap<PathBuf, Arc<WaiverFile>>,
    runs: BTreeMap<Vec<PathBuf>, Arc<[Run]>>,
    /// Folders that are searched for documents, from the root.
    searched: Vec<String>,
    /// One per configuration file in use.
    pub configs: Vec<Config>,
    /// The same, as reviews take them. Never given back: the end of the process does that at once, where thousands of small
    /// pieces take a tenth of a cold start.
    pub profiles: ManuallyDrop<Vec<Profile>>,
    /// Problems with configuration files and checklists.
    pub problems: Vec<Diagnostic>,
}

impl<'a> Profiles<'a> {
    pub(super) fn new(globals: &'a Global, changes: Changes<'a>) -> Self {
        Self {
            globals,
            changes,
            by_folder: BTreeMap::new(),
            by_files: BTreeMap::new(),
            waivers: BTreeMap::new(),
            runs: BTreeMap::new(),
            searched: Vec::new(),
            configs: Vec::new(),
            profiles: ManuallyDrop::new(Vec::new()),
            problems: Vec::new(),
        }
    }

    /// The same, where every document below the folders among `paths` is reviewed.
    #[must_use]
    pub(super) fn searching(mut self, paths: &[PathBuf]) -> Self {
        self.searched = paths.iter().filter(|path| path.is_dir()).map(|path| rooted(path)).collect();
        self
    }

    /// The file of waivers that the command line names.
    pub(super) fn waivers_given(&self) -> Option<&'a Path> {
        self.globals.waivers.as_deref()
    }

    /// The folder for a new file that speaks of the document or folder at `path`: that of the configuration, else the one that it is named
    /// from, else its own.
    pub(super) fn home(&self, path: &Path, profile: usize) -> PathBuf {
        let folder = match self.configs[profile].path.as_deref() {
            Some(config) => config.parent(),
            None if Path::new(&rooted(path)).starts_with(rooted(Path::new(""))) => None,
            None if path.is_dir() => Some(path),
            None => path.parent(),
        };
        folder.unwrap_or(Path::new("")).to_owned()
    }

    /// The profile of files in `folder`: that of the nearest configuration file and file of waivers upward.
    pub(super) fn of(&mut self, folder: &Path) -> usize {
        if let Some(index) = self.by_folder.get(folder) {
            return *index;
        }
        let globals = self.globals;
        let found = |given: &Option<PathBuf>, name: &str| match given {
            Some(path) => Some(path.clone()),
            None if globals.no_config => None,
            None => find_upward(folder, name),
        };
        let files = (found(&globals.config, FILE_NAME), found(&globals.waivers, waiver::FILE_NAME));
        let index = match self.by_files.get(&files) {
            Some(index) => *index,
            None => self.load(files),
        };
        self.by_folder.insert(folder.to_owned(), index);
        index
    }

    fn load(&mut self, files: Found) -> usize {
        let (file, waivers) = &files;
        let mut config = match file {
            None => Config::default(),
            Some(path) => match std::fs::read_to_string(path) {
                Ok(text) => {
                    let (config, problems) = Config::read(path, text);
                    self.problems.extend(problems);
                    config
                }
                Err(error) => {
                    self.problems.push(unread("config", path, &error));
                    Config::default()
                }
            },
        };
        let waivers = waivers.as_deref().and_then(|path| self.waivers_in(path));
        let changes = &self.changes;
        if let Some(select) = changes.select {
            config.select = Sourced::option(Some(select.clone()), "--select");
        }
        if !changes.ignore.is_empty() {
            config.ignore.value.extend_from_slice(changes.ignore);
            "--ignore".clone_into(&mut config.ignore.origin);
        }
        if let Some(fail_on) = changes.fail_on {
            config.fail_on = Sourced::option(fail_on, "--fail-on");
        }
        if let Some(least) = changes.min_confidence {
            config.min_confidence = Sourced::option(least, "--min-confidence");
        }
        if let Some(max_bytes) = changes.max_bytes {
            config.max_bytes = Sourced::option(max_bytes, "--max-bytes");
        }
        if !self.changes.runs.is_empty() {
            config.runs = Sourced::option(self.changes.runs.to_vec(), "--runs");
        }
        let (checklist, problems) =
            config.checklist(&self.globals.checklist, &|path| std::fs::read_to_string(path).map_err(|e| e.to_string()));
        self.problems.extend(problems);
        let mut settings = config.settings();
        for pair in &mut settings.pairs {
            for paths in [&mut pair.prd, &mut pair.tdd, &mut pair.notes] {
                self.problems.extend(missing(paths, &pair.origin));
                // A file may be named by its path from here or from the root.
                let whole = |path: &String| std::path::absolute(path).map(|path| display(&path));
                let absolute: Vec<String> = paths.iter().flat_map(whole).collect();
                paths.extend(absolute);
            }
        }
        if !config.runs.value.is_empty() {
            settings.runs = Some(self.runs_in(&config.runs.value));
        }
        match clock::today(self.globals) {
            Ok(today) => settings.today = Some(today),
            Err(problem) => self.problems.push(Diagnostic::error("usage", problem)),
        }
        self.profiles.push(Profile { checklist, settings, waivers });
        self.configs.push(config);
        self.by_files.insert(files, self.profiles.len() - 1);
        self.profiles.len() - 1
    }

    /// What files and folders tell of runs of tools.
    fn runs_in(&mut self, paths: &[PathBuf]) -> Arc<[Run]> {
        if let Some(known) = self.runs.get(paths) {
            return Arc::clone(known);
        }
        let (found, problems) = runs::of(paths);
        self.problems.extend(problems);
        let found: Arc<[Run]> = found.into();
        self.runs.insert(paths.to_owned(), Arc::clone(&found));
        found
    }

    /// The waivers in a file; None where it cannot be read.
    fn waivers_in(&mut self, path: &Path) -> Option<Arc<WaiverFile>> {
        if let Some(known) = self.waivers.get(path) {
            return Some(Arc::clone(known));
        }
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                if !(self.changes.makes_waivers && error.kind() == std::io::ErrorKind::NotFound) {
                    self.problems.push(unread("waivers", path, &error));
                }
                return None;
            }
        };
        let (mut file, problems) = waivers_of(path, text);
        self.problems.extend(problems);
        let folder = rooted(path.parent().unwrap_or(Path::new("")));
        file.is_whole = self.searched.iter().any(|searched| Path::new(&folder).starts_with(searched));
        let file = Arc::new(file);
        self.waivers.insert(path.to_owned(), Arc::clone(&file));
        Some(file)
    }
}

/// The waivers of a text that stands, or would stand, at `path`.
pub(super) fn waivers_of(path: &Path, text: String) -> (WaiverFile, Vec<Diagnostic>) {
    let (file, problems) = WaiverFile::read(display(path), text);
    let folder = rooted(path.parent().unwrap_or(Path::new("")));
    (file.seen_from(&rooted(Path::new("")), &folder), problems)
}

/// A path from the root, without `.` and `..`.
pub(super) fn rooted(path: &Path) -> String {
    let absolute = std::path::absolute(if path.as_os_str().is_empty() { Path::new(".") } else { path });
    normal(&display(&absolute.unwrap_or_else(|_| path.to_owned())))
}

pub(super) fn unread(code: &'static str, path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(code, format!("cannot read it: {error}")).at_path(display(path))
}

/// Paths of a pair at which there is no file.
fn missing<'p>(paths: &'p [String], origin: &'p str) -> impl Iterator<Item = Diagnostic> + 'p {
    let gone = paths.iter().filter(|path| !Path::new(path).is_file());
    gone.map(move |path| Diagnostic::warning("config", format!("{origin} pairs a file that is not there: {path}")))
}

/// The nearest file of a name in `folder` or above.
pub(super) fn find_upward(folder: &Path, name: &str) -> Option<PathBuf> {
    // The folder of `tdd.md` is an empty path.
    let absolute = std::path::absolute(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()?;
    let above = absolute.ancestors().map(|a| a.join(name)).find(|p| p.is_file())?;
    // Shown as the user would type it, where that is shorter.
    let here = std::env::current_dir().ok();
    Some(here.and_then(|here| above.strip_prefix(here).ok().map(Path::to_owned)).unwrap_or(above))
}

/// Files to read, and how they were named.
#[derive(Default)]
pub(super) struct Selection {
    /// Path and whether it was named by itself.
    files: BTreeMap<PathBuf, bool>,
    stdin: bool,
    /// True when a folder or a glob was named.
    pub searched: bool,
}

/// Files, folders and globs of the command line to files.
pub(super) fn select(paths: &[PathBuf], profiles: &mut Profiles<'_>) -> Selection {
    let mut selection = Selection::default();
    for path in paths {
        if path.as_os_str() == "-" {
            selection.stdin = true;
        } else if path.is_dir() {
            selection.searched = true;
            walk(path, None, profiles, &mut selection);
        } else if !path.exists() && is_glob(path) {
            selection.searched = true;
            let (folder, pattern) = glob_base(path);
            match globset::GlobBuilder::new(&pattern).literal_separator(true).build() {
                Ok(glob) => walk(&folder, Some(&glob.compile_matcher()), profiles, &mut selection),
                Err(error) => profiles.problems.push(Diagnostic::error("usage", format!("no valid glob: {error}"))),
            }
        } else {
            selection.files.insert(plain(path), true);
        }
    }
    selection
}

/// A path with one identity in reports and records: `./a.md`, `.//a.md` and `a.md` are one file.
pub(super) fn plain(path: &Path) -> PathBuf {
    let parts: PathBuf = path.components().collect();
    parts.strip_prefix(".").map(Path::to_owned).unwrap_or(parts)
}

/// A folder, or that of a file or a glob, or what there is of it.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.ancestors().find(|path| path.is_dir()).unwrap_or(Path::new(""))
}

fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

/// The folder in front of the first wildcard, and the pattern below it.
fn glob_base(path: &Path) -> (PathBuf, String) {
    let (mut folder, mut pattern) = (PathBuf::new(), PathBuf::new());
    for part in path.components() {
        if pattern.as_os_str().is_empty() && !is_glob(Path::new(part.as_os_str())) {
            folder.push(part);
        } else {
            pattern.push(part);
        }
    }
    if folder.as_os_str().is_empty() {
        folder.push(".");
    }
    (folder, pattern.to_string_lossy().into_owned())
}

/// Files below a folder that are wanted, by name, whatever configurations say of them; what git ignores is left out.
pub(super) fn below(folder: &Path, wanted: impl Fn(&Path) -> bool) -> impl Iterator<Item = Result<PathBuf, Diagnostic>> {
    let entries = WalkBuilder::new(folder).sort_by_file_name(std::ffi::OsStr::cmp).require_git(false).build();
    entries.filter_map(move |entry| match entry {
        Ok(entry) => {
            let is_wanted = entry.file_type().is_some_and(|kind| kind.is_file()) && wanted(entry.path());
            is_wanted.then(|| Ok(entry.into_path()))
        }
        Err(error) => Some(Err(Diagnostic::error("unreadable", error.to_string()))),
    })
}

fn walk(folder: &Path, glob: Option<&globset::GlobMatcher>, profiles: &mut Profiles<'_>, selection: &mut Selection) {
    let mut excluded: BTreeMap<usize, globset::GlobSet> = BTreeMap::new();
    let leaves = profiles.changes.leaves.map(plain).filter(|leaves| !plain(folder).starts_with(leaves));
    // What other programs export is read where somebody asks for it: a repository is full of such files that are no document.
    let asks = glob.is_some_and(|glob| Notation::of(glob.glob().glob()) != Notation::Markdown);
    for path in below(folder, |path| is_markdown(path) || is_export(path)) {
        let path = match path {
            Ok(path) => path,
            Err(problem) => {
                profiles.problems.push(problem);
                continue;
            }
        };
        if leaves.as_ref().is_some_and(|leaves| plain(&path).starts_with(leaves)) {
            continue;
        }
        let below = path.strip_prefix(folder).unwrap_or(&path);
        if glob.is_some_and(|glob| !glob.is_match(below)) {
            continue;
        }
        let profile = profiles.of(path.parent().unwrap_or(Path::new("")));
        let config = &profiles.configs[profile];
        if !asks && is_export(&path) && kind_given(&path, config).is_none() {
            continue;
        }
        let set = excluded.entry(profile).or_insert_with(|| config.excluded());
        if !set.is_empty() && set.is_match(relative_to_config(&path, config)) {
            continue;
        }
        selection.files.entry(plain(&path)).or_insert(false);
    }
}

/// The kind that a configuration gives a file, and where it says so.
fn kind_given<'c>(path: &Path, config: &'c Config) -> Option<(&'c str, &'c str)> {
    if config.kinds.is_empty() { None } else { config.kind_of(&relative_to_config(path, config)) }
}

/// True for names of Markdown files.
pub(super) fn is_markdown(path: &Path) -> bool {
    has_ending(path, MARKDOWN)
}

/// True for names of files that other programs write, a record a row.
pub(super) fn is_export(path: &Path) -> bool {
    Notation::of(&display(path)) != Notation::Markdown
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|e| endings.contains(&e.to_string_lossy().to_lowercase().as_str()))
}

/// A path as globs of a configuration see it: from the configuration's folder.
pub(super) fn relative_to_config(path: &Path, config: &Config) -> PathBuf {
    let base = config.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let absolute = |p: &Path| std::path::absolute(p).unwrap_or_else(|_| p.to_owned());
    let base = if base.as_os_str().is_empty() { absolute(Path::new(".")) } else { absolute(base) };
    absolute(path).strip_prefix(base).map_or_else(|_| path.to_owned(), Path::to_owned)
}

impl Selection {
    /// These files, as if they had been found.
    pub(super) fn of(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { files: paths.into_iter().map(|path| (path, false)).collect(), ..Self::default() }
    }

    /// The files that were named by themselves.
    pub(super) fn named(&self) -> Vec<PathBuf> {
        self.files.iter().filter(|(_, named)| **named).map(|(path, _)| path.clone()).collect()
    }

    /// Every file.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.files.keys().cloned().collect()
    }

    /// Leaves out all other files. Those that stay count as named: what belongs with them is read beside them.
    pub(super) fn keep(&mut self, kept: &[PathBuf]) {
        self.files = kept.iter().map(|path| (path.clone(), true)).collect();
    }

    /// True when no file was selected.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty() && !self.stdin
    }

    /// Reads the files. What cannot be read becomes a diagnostic; the others are still reviewed.
    pub(super) fn read(self, stdin_path: Option<&Path>, profiles: &mut Profiles<'_>) -> (Vec<Input>, Vec<Diagnostic>) {
        let mut todo: Vec<(PathBuf, bool, usize, u64)> = Vec::new();
        let mut kinds: BTreeMap<usize, KindWords> = BTreeMap::new();
        for (path, named) in self.files {
            let profile = profiles.of(path.parent().unwrap_or(Path::new("")));
            let limit = profiles.configs[profile].max_bytes.value;
            // Hooks name every file of a commit: an empty one is missed when its name is that of a design document.
            let meant = named && {
                let words = kinds.entry(profile).or_insert_with(|| KindWords::of(&profiles.profiles[profile].checklist));
                words.are_in(split(&display(&path)).1)
            };
            todo.push((path, meant, profile, limit));
        }
        let strips = profiles.changes.strips;
        let uncommented = |file: SourceFile| if strips { annotation::stripped(file) } else { annotation::blanked(file) };
        let mut results: Vec<Result<Input, Diagnostic>> = todo
            .into_par_iter()
            .map(|(path, meant, profile, limit)| {
                let file = uncommented(read_file(&path, meant, limit)?);
                Ok(Input { file: Arc::new(file), kind: None, fallback: None, profile })
            })
            .collect();
        if self.stdin {
            let shown = stdin_path.unwrap_or(Path::new("<stdin>"));
            let profile = profiles.of(shown.parent().unwrap_or(Path::new("")));
            let limit = profiles.configs[profile].max_bytes.value;
            let file = read_stdin(shown, limit).map(uncommented);
            results.push(file.map(|file| Input { file: Arc::new(file), kind: None, fallback: None, profile }));
        }
        let for_rows = |profile: usize| {
            let kind = charted_kind(&profiles.profiles[profile].checklist).filter(|_| profiles.changes.reads_rows)?;
            Some(GivenKind { kind: kind.clone(), reason: "it is read for rows".to_owned() })
        };
        let (mut inputs, mut problems) = (Vec::new(), Vec::new());
        for result in results {
            match result {
                Ok(mut input) => {
                    let config = &profiles.configs[input.profile];
                    let given = kind_given(Path::new(input.file.path()), config);
                    input.kind = given.map(|(kind, origin)| GivenKind { kind: DocKind::from(kind), reason: format!("{origin} says so") });
                    input.fallback = for_rows(input.profile);
                    inputs.push(input);
                }
                Err(problem) => problems.push(problem),
            }
        }
        (inputs, problems)
    }
}

fn read_file(path: &Path, meant: bool, limit: u64) -> Result<SourceFile, Diagnostic> {
    let shown = display(path);
    if !is_markdown(path) {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        if let Some((_, convert)) = CONVERTIBLE.iter().find(|(e, _)| *e == ending) {
            let target = display(&path.with_extension("md"));
            let help = format!("convert it first: {}", convert.replace("{in}", &shown).replace("{out}", &target));
            return Err(Diagnostic::error("not-markdown", "not Markdown").at_path(shown).help(help));
        }
    }
    let unreadable = |error: std::io::Error| Diagnostic::error("unreadable", format!("cannot read it: {error}")).at_path(display(path));
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > limit {
        return Err(refused(&shown, DecodeError::TooLarge { size, limit }, meant));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    SourceFile::decode(shown.clone(), bytes, limit).map_err(|error| refused(&shown, error, meant))
}

fn read_stdin(shown: &Path, limit: u64) -> Result<SourceFile, Diagnostic> {
    let mut bytes = Vec::new();
    let shown = display(shown);
    let read = std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes);
    read.map_err(|error| Diagnostic::error("unreadable", format!("cannot read standard input: {error}")))?;
    SourceFile::decode(shown.clone(), bytes, limit).map_err(|error| refused(&shown, error, true))
}

/// A file that is no document. An empty one stops nobody unless it was meant to be a design document.
fn refused(shown: &str, error: DecodeError, meant: bool) -> Diagnostic {
    let problem = match error {
        DecodeError::Empty if !meant => Diagnostic::warning("empty", error.to_string()),
        DecodeError::Empty => Diagnostic::error("empty", error.to_string()),
        DecodeError::Binary => Diagnostic::error("binary", error.to_string()),
        DecodeError::TooLarge { .. } => {
            Diagnostic::error("too-large", error.to_string()).help("raise --max-bytes, or exclude it in designvet.toml")
        }
    };
    problem.at_path(shown)
}

/// A path as reports show it.
pub(super) fn display(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { shown.into_owned() } else { shown.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// Tells whether a relative path in a document leads to a file.
pub fn available(document: &str, target: &str) -> Availability {
    if document == "<stdin>" {
        return Availability::Unknown;
    }
    let decoded = percent_decoded(target);
    let base = Path::new(document).parent().unwrap_or(Path::new(""));
    let candidate = Path::new(&decoded);
    // A path from the root of a site leads to nowhere that could be looked up.
    if candidate.has_root() {
        return Availability::Unknown;
    }
    let parts: BTreeSet<bool> = candidate.components().map(|c| matches!(c, Component::Prefix(_))).collect();
    if parts.contains(&true) {
        return Availability::Unknown;
    }
    if base.join(candidate).exists() || base.join(target).exists() { Availability::Present } else { Availability::Missing }
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = (bytes[i] == b'%').then(|| text.get(i + 1..i + 3)).flatten().and_then(|h| u8::from_str_radix(h, 16).ok());
        match hex {
            Some(byte) => {
                out.push(byte);
                i += 3;
            }
            None => {
                out.push(bytes[i]);
                i += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
