//! `check --base`: only what is newer than a revision, and which waivers are.

use super::files::{Profiles, Selection, display};
use super::git::Revision;
use crate::review::{Profile, Review};
use crate::source::SourceFile;
use crate::waiver::{Added, Earlier, WaiverFile};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Keeps the documents that differ from a revision, and those that newer entries of a file of waivers may speak of. The others are given
/// back: one of them may be the other half of one that is kept.
pub(super) fn keep(selection: &mut Selection, base: &Revision, profiles: &mut Profiles<'_>) -> anyhow::Result<Selection> {
    let paths = selection.paths();
    let mut of: BTreeMap<&Path, usize> = BTreeMap::new();
    for path in &paths {
        of.insert(path, profiles.of(path.parent().unwrap_or(Path::new(""))));
    }
    let used: Vec<Option<&WaiverFile>> = profiles.profiles.iter().map(|profile| profile.waivers.as_deref()).collect();
    let changed: BTreeSet<&str> =
        used.iter().flatten().map(|file| file.source.path()).filter(|path| base.differs(Path::new(path))).collect();
    let then = texts(base, changed.iter().copied())?;
    let before: Vec<Option<WaiverFile>> = used
        .iter()
        .map(|file| {
            let file = file.filter(|file| changed.contains(file.source.path()))?;
            Some(file.earlier(then.get(file.source.path()).cloned().unwrap_or_default()))
        })
        .collect();
    let added: Vec<Option<Added<'_>>> =
        used.iter().zip(&before).map(|(file, before)| Some(file.as_ref()?.added_to(before.as_ref()?))).collect();
    let is_newly_spoken_of = |path: &PathBuf| added[of[path.as_path()]].as_ref().is_some_and(|added| added.may_speak_of(&display(path)));
    let (kept, left): (Vec<PathBuf>, Vec<PathBuf>) = paths.iter().cloned().partition(|path| is_newly_spoken_of(path) || base.differs(path));
    selection.keep(&kept);
    Ok(Selection::of(left))
}

/// Tells of the waivers of a review that are newer than a revision.
pub(super) fn tell(review: &mut Review, base: &Revision, profiles: &[Profile]) -> anyhow::Result<()> {
    let files: Vec<String> = review.documents.iter().chain(&review.records).map(|document| document.path().to_owned()).collect();
    let then = texts(base, files.iter().map(String::as_str))?;
    review.tell_new_waivers(&Earlier { name: &base.name, text: &|path| then.get(path).cloned() }, profiles);
    Ok(())
}

/// The texts of files as they were, by the names that they have now.
fn texts<'p>(base: &Revision, paths: impl Iterator<Item = &'p str>) -> anyhow::Result<BTreeMap<String, String>> {
    let bytes = base.bytes(paths.map(Path::new))?;
    let text = |(path, bytes): (&Path, Vec<u8>)| {
        let path = display(path);
        let file = SourceFile::decode(path.clone(), bytes, u64::MAX).ok()?;
        Some((path, file.text().to_owned()))
    };
    Ok(bytes.into_iter().filter_map(text).collect())
}
