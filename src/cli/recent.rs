//! `check --base`: only what is newer than a revision, and which waivers are.

use super::files::{Profiles, Selection};
use super::git::Revision;
use crate::review::{Profile, Review};
use crate::waiver::{Earlier, WaiverFile};
use std::collections::BTreeMap;
use std::path::Path;

/// Keeps the documents that differ from a revision, and those that newer entries of a file of waivers may speak of.
pub(super) fn keep(selection: &mut Selection, base: &Revision, profiles: &mut Profiles<'_>) -> anyhow::Result<()> {
    let mut of: BTreeMap<&Path, usize> = BTreeMap::new();
    let paths = selection.paths();
    for path in &paths {
        of.insert(path, profiles.of(path.parent().unwrap_or(Path::new(""))));
    }
    let used: Vec<Option<&WaiverFile>> = profiles.profiles.iter().map(|profile| profile.waivers.as_deref()).collect();
    let changed = used.iter().flatten().map(|file| Path::new(file.source.path())).filter(|path| base.differs(path));
    let changed: Vec<&Path> = changed.collect();
    let bytes = base.bytes(changed.iter().copied())?;
    let before: Vec<Option<(&WaiverFile, WaiverFile)>> = used
        .iter()
        .map(|file| {
            let file = file.filter(|file| changed.contains(&Path::new(file.source.path())))?;
            let text = bytes.get(Path::new(file.source.path())).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            Some((file, file.earlier(text.unwrap_or_default())))
        })
        .collect();
    selection.keep(|path| {
        let newly = before[of[path]].as_ref().is_some_and(|(file, before)| file.speaks_newly_of(before, &super::files::display(path)));
        newly || base.differs(path)
    });
    Ok(())
}

/// Tells of the waivers of a review that are newer than a revision.
pub(super) fn tell(review: &mut Review, base: &Revision, profiles: &[Profile]) -> anyhow::Result<()> {
    let files = review.documents.iter().chain(&review.records).map(|document| document.path().to_owned());
    let files: Vec<String> = files.collect();
    let bytes = base.bytes(files.iter().map(Path::new))?;
    let text = |path: &str| bytes.get(Path::new(path)).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    review.tell_new_waivers(&Earlier { name: &base.name, text: &text }, profiles);
    Ok(())
}
