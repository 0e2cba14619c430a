//! Files named one by one to those beside them that they are to be compared with.

use super::files::{self, Profiles, Selection, display, is_markdown, plain};
use crate::document::Document;
use crate::facts::named_paths;
use crate::pair::{KindWords, meant};
use crate::review::Input;
use crate::source::{normal, split};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Most files that are looked at for one document.
const MOST: usize = 16;

/// Most files that are searched for the name of a document.
const SEARCHED: usize = 5000;

/// What the files at `named` may belong with: documents that the configuration pairs them with, that they name in front matter or link to,
/// and those of their folder whose names differ in the kind alone; where neither configuration nor name tells, those that name them. None of
/// them is among `inputs`. What cannot be read is left out.
pub(super) fn of(named: &[PathBuf], inputs: &[Input], profiles: &mut Profiles<'_>) -> Vec<Input> {
    let known: BTreeSet<String> = inputs.iter().map(|input| normal(input.file.path())).collect();
    let mut found: BTreeSet<PathBuf> = BTreeSet::new();
    let mut alone = Vec::new();
    for input in inputs.iter().filter(|input| named.iter().any(|path| display(path) == input.file.path())) {
        let path = input.file.path();
        let Some(root) = root(Path::new(path), profiles.configs[input.profile].path.as_deref()) else { continue };
        let mut wanted = configured(path, input.profile, profiles);
        wanted.extend(siblings(path, &KindWords::of(&profiles.profiles[input.profile].checklist)));
        wanted.retain(|other| *other != normal(path));
        if wanted.is_empty() && Path::new(path).is_relative() {
            alone.push(Alone { path: normal(path), root: root.clone() });
        }
        for target in named_paths(&Document::of(&input.file), input.file.text()) {
            wanted.extend(meant(path, &target).into_iter().find(|path| Path::new(path).is_file()));
        }
        let excluded = profiles.configs[input.profile].excluded();
        let mut own: BTreeSet<String> = BTreeSet::new();
        for path in wanted.into_iter().filter(|path| !known.contains(path) && is_markdown(Path::new(path))) {
            let is_excluded = || excluded.is_match(files::relative_to_config(Path::new(&path), &profiles.configs[input.profile]));
            if own.len() < MOST && !is_excluded() && is_below(Path::new(&path), &root) {
                own.insert(path);
            }
        }
        found.extend(own.into_iter().map(PathBuf::from));
    }
    found.extend(naming(&alone, &known, profiles));
    Selection::of(found).read(None, profiles).0
}

/// A document of which neither configuration nor name tells what it belongs with.
struct Alone {
    path: String,
    /// The folder that what belongs with it lies below.
    root: PathBuf,
}

/// Files below the working folder that name one of these in front matter or link to it; none in a tree too large to search on the way.
fn naming(alone: &[Alone], known: &BTreeSet<String>, profiles: &mut Profiles<'_>) -> Vec<PathBuf> {
    if alone.is_empty() {
        return Vec::new();
    }
    let mut files: Vec<PathBuf> = files::below(Path::new("."), is_markdown).flatten().map(|path| plain(&path)).collect();
    files.retain(|path| !known.contains(&normal(&display(path))));
    if files.len() > SEARCHED {
        return Vec::new();
    }
    let mut found: Vec<PathBuf> = files.into_par_iter().filter(|path| names_one(path, alone)).collect();
    found.sort();
    found.truncate(MOST * alone.len());
    found.retain(|path| {
        let config = profiles.of(path.parent().unwrap_or(Path::new("")));
        let config = &profiles.configs[config];
        !config.excluded().is_match(files::relative_to_config(path, config))
    });
    found
}

fn names_one(path: &Path, alone: &[Alone]) -> bool {
    let Ok(text) = std::fs::read_to_string(path) else { return false };
    let spoken_of: Vec<&Alone> = alone.iter().filter(|document| text.contains(split(&document.path).1)).collect();
    if spoken_of.is_empty() {
        return false;
    }
    let targets = named_paths(&Document::parse(&text), &text);
    let targets = targets.iter().filter_map(|target| meant(&display(path), target).into_iter().find(|path| Path::new(path).is_file()));
    targets.into_iter().any(|target| spoken_of.iter().any(|document| document.path == target && is_below(path, &document.root)))
}

/// The documents that the configuration names together with one.
fn configured(path: &str, profile: usize, profiles: &Profiles<'_>) -> Vec<String> {
    let pairs = &profiles.configs[profile].pairs;
    let all = pairs.iter().map(|pair| pair.prd.iter().chain(&pair.tdd).chain(&pair.notes).collect::<Vec<_>>());
    let absolute = |path: &str| std::path::absolute(path).ok().map(|path| normal(&display(&path)));
    let own = absolute(path);
    all.filter(|paths| paths.iter().any(|path| absolute(path) == own)).flatten().map(|path| normal(path)).collect()
}

/// The Markdown files beside one whose names are the same but for the words of a kind.
fn siblings(path: &str, kinds: &KindWords) -> Vec<String> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let own = kinds.stem(name);
    let entries = std::fs::read_dir(if folder.is_empty() { "." } else { folder }).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|other| is_markdown(Path::new(other)) && kinds.stem(other) == own).collect();
    names.sort();
    names.into_iter().map(|name| if folder.is_empty() { name } else { normal(&format!("{folder}/{name}")) }).collect()
}

/// The folder that a document may lead to files of: that of the repository or the configuration, else its own.
fn root(path: &Path, config: Option<&Path>) -> Option<PathBuf> {
    let own = std::fs::canonicalize(path).ok()?.parent()?.to_owned();
    let config = config.and_then(|config| std::fs::canonicalize(config).ok()).and_then(|config| config.parent().map(Path::to_owned));
    let repository = own.ancestors().find(|folder| folder.join(".git").exists());
    let above = repository.map(Path::to_owned).or_else(|| config.filter(|folder| own.starts_with(folder)));
    Some(above.unwrap_or(own))
}

fn is_below(path: &Path, root: &Path) -> bool {
    std::fs::canonicalize(path).is_ok_and(|path| path.starts_with(root))
}
