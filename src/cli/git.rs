//! Files as they were at a revision, by the `git` of the machine: the one place that starts another program than this one.

use super::files::{display, rooted};
use super::patch::shown_lines;
use crate::date::Date;
use crate::report::Lines;
use anyhow::{Context as _, anyhow, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Variables by which git is told which repository it works on (`git rev-parse --local-env-vars`).
const LOCAL: &[&str] = &[
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
    "GIT_OBJECT_DIRECTORY",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_REPLACE_REF_BASE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_COMMON_DIR",
];

/// Where the files at hand have left a revision: the last commit that both have, else the revision itself.
pub(super) struct Revision {
    /// As the user calls it.
    pub name: String,
    /// The day of the commit.
    pub day: Date,
    /// The commit, in hex.
    id: String,
    root: PathBuf,
    /// Files that it has, by their path from the root.
    files: BTreeSet<String>,
    /// False when the work at hand has no ancestor in common with what was named, as far as git knows: it is compared with its tip.
    pub has_ancestor: bool,
    /// Files that differ from it by their path from the root, each with the path that it had then; None of those that were not there.
    changed: BTreeMap<String, Option<String>>,
}

impl Revision {
    /// The revision that the repository of `folder` calls `name`.
    pub fn of(name: &str, folder: &Path) -> anyhow::Result<Self> {
        if name.is_empty() || name.starts_with('-') {
            bail!("`{name}` is no revision");
        }
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let root = line(&git(folder, &["rev-parse", "--show-toplevel"])?)
            .with_context(|| format!("{} is in no repository of git", folder.display()))?;
        let root = PathBuf::from(root);
        let commit = line(&git(&root, &["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])?)
            .map_err(|_| anyhow!("there is no revision `{name}`; a clone that is shallow has to fetch it first"))?;
        let ancestor = line(&git(&root, &["merge-base", &commit, "HEAD"])?);
        let has_ancestor = ancestor.is_ok();
        let id = ancestor.unwrap_or(commit);
        let day = line(&git(&root, &["show", "--no-patch", "--no-show-signature", "--format=%cs", &id])?)?;
        let day = Date::parse(&day).with_context(|| format!("git: `{day}` is no day"))?;
        let changed = changed(&root, &id)?;
        let files = text(&git(&root, &["ls-tree", "-r", "-z", "--name-only", "--full-tree", &id])?)?;
        let files = files.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
        let root = std::fs::canonicalize(&root).with_context(|| format!("cannot read {}", root.display()))?;
        Ok(Self { name: name.to_owned(), day, id, root, files, has_ancestor, changed })
    }

    /// The first hex digits of the commit.
    pub fn short(&self) -> &str {
        self.id.get(..8).unwrap_or(&self.id)
    }

    /// The lines that a pull request of the files at hand would show, of each file by its path from the root: those that differ, and three
    /// around them.
    pub fn shown_lines(&self) -> anyhow::Result<BTreeMap<String, Vec<Lines>>> {
        let options =
            ["--unified=3", "--inter-hunk-context=0", "--find-renames", "--no-relative", "--no-ext-diff", "--no-textconv", "--no-color"];
        let prefixes = ["--src-prefix=a/", "--dst-prefix=b/", &self.id, "--"];
        let arguments: Vec<&str> = std::iter::once("diff").chain(options).chain(prefixes).collect();
        Ok(shown_lines(&text(&git(&self.root, &arguments)?)?))
    }

    /// True when a file differs from what it was, or when git knows nothing of what it was: it is new, ignored, of another repository, or a
    /// link that may lead elsewhere now.
    pub fn differs(&self, path: &Path) -> bool {
        let is_same = |path: String| self.files.contains(&path) && !self.changed.contains_key(&path);
        path.is_symlink() || !self.path_from_root(path).is_some_and(is_same)
    }

    /// The bytes of files as they were, under the names that they had then; those that were not there are left out.
    pub fn bytes<'p>(&self, paths: impl IntoIterator<Item = &'p Path>) -> anyhow::Result<BTreeMap<&'p Path, Vec<u8>>> {
        let mut wanted: Vec<(&Path, String)> = Vec::new();
        for path in paths {
            let Some(from_root) = self.path_from_root(path) else { continue };
            let then = self.changed.get(&from_root).cloned().unwrap_or(Some(from_root));
            // A line end would end the name.
            wanted.extend(then.filter(|then| !then.contains('\n')).map(|then| (path, then)));
        }
        let asked = wanted.iter().map(|(_, then)| format!("{}:{then}", self.id)).collect::<Vec<_>>().join("\n") + "\n";
        let mut child = command(&self.root)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start git")?;
        let (mut ask, answer) = child.stdin.take().zip(child.stdout.take()).context("git takes no questions")?;
        // Asked beside reading: git answers each before it reads the next.
        let asking = std::thread::spawn(move || ask.write_all(asked.as_bytes()));
        let mut answer = BufReader::new(answer);
        let mut found = BTreeMap::new();
        for (path, _) in wanted {
            let mut head = String::new();
            answer.read_line(&mut head).context("git does not answer")?;
            // "<object> blob <size>", or "<name> missing".
            let size = head.trim_end().rsplit_once(" blob ").and_then(|(_, size)| size.parse::<usize>().ok());
            let Some(size) = size else {
                if head.trim_end().ends_with(" missing") {
                    continue;
                }
                bail!("{} was no file at {}", path.display(), self.name);
            };
            let mut bytes = vec![0; size + 1];
            answer.read_exact(&mut bytes).context("git does not answer in full")?;
            bytes.truncate(size);
            found.insert(path, bytes);
        }
        let _ = asking.join();
        let _ = child.wait();
        Ok(found)
    }

    /// A path from the root of the repository, with `/`; None outside it.
    pub fn path_from_root(&self, path: &Path) -> Option<String> {
        let path = PathBuf::from(rooted(path));
        let folder = std::fs::canonicalize(path.parent()?).ok()?;
        Some(display(folder.join(path.file_name()?).strip_prefix(&self.root).ok()?))
    }
}

/// Files that differ from a commit, those that git does not follow among them, by their path from the root, each with the path it had then.
fn changed(root: &Path, id: &str) -> anyhow::Result<BTreeMap<String, Option<String>>> {
    let diff = git(root, &["diff", "--name-status", "-z", "--find-renames", "--no-relative", "--no-ext-diff", "--no-textconv", id, "--"])?;
    let diff = text(&diff)?;
    let mut fields = diff.split('\0');
    let mut changed = BTreeMap::new();
    while let Some(status) = fields.next().filter(|status| !status.is_empty()) {
        let path = fields.next().unwrap_or_default().to_owned();
        match status.as_bytes()[0] {
            b'R' => changed.insert(fields.next().unwrap_or_default().to_owned(), Some(path)),
            b'C' => changed.insert(fields.next().unwrap_or_default().to_owned(), None),
            b'A' => changed.insert(path, None),
            _ => changed.insert(path.clone(), Some(path)),
        };
    }
    let new = text(&git(root, &["ls-files", "-z", "--others", "--exclude-standard"])?)?;
    let new: BTreeSet<&str> = new.split('\0').filter(|path| !path.is_empty()).collect();
    changed.extend(new.into_iter().map(|path| (path.to_owned(), None)));
    Ok(changed)
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    // A hook says which repository it is run for; here the folder says it.
    for name in LOCAL {
        command.env_remove(name);
    }
    // Nothing is written to the repository. Its own filters are run by `git diff`, as by any of its commands.
    command.arg("-C").arg(folder).args(["--no-optional-locks", "-c", "core.fsmonitor=false"]);
    command
}

fn git(folder: &Path, args: &[&str]) -> anyhow::Result<Output> {
    command(folder).args(args).output().context("cannot start git, by which files of another revision are read")
}

/// What git has to say, where it succeeded.
fn text(output: &Output) -> anyhow::Result<String> {
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    bail!("git: {}", String::from_utf8_lossy(&output.stderr).trim())
}

fn line(output: &Output) -> anyhow::Result<String> {
    Ok(text(output)?.trim_end().to_owned())
}
