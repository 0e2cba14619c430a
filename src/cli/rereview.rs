//! `review --previous` and `review --since`: what has become of the documents since a record, or since a revision.

use super::args::{Global, ReviewArgs};
use super::git::Revision;
use super::output;
use crate::item::items;
use crate::record::{Conclusion, Decision, Recheck, Record};
use crate::report::{Rechecked, render_status_json, render_status_markdown, render_status_text};
use crate::review::{Input, Inputs, Mode, Profile, Review, review};
use crate::source::{SourceFile, normal};
use anyhow::{Context as _, anyhow, bail};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// Formats that have a form for it.
const FORMATS: &[&str] = &["terminal", "markdown", "json"];

/// What documents are held against: a record, and what it is called.
pub(super) struct Earlier {
    name: String,
    record: Record,
}

/// What has become of documents since.
pub(super) struct Rereviewed {
    earlier: Earlier,
    recheck: Recheck,
}

impl Rereviewed {
    /// As reports take it.
    pub fn shown(&self) -> Rechecked<'_> {
        Rechecked { path: &self.earlier.name, record: &self.earlier.record, recheck: &self.recheck }
    }
}

impl Earlier {
    /// What the command line names, where it names something.
    pub fn named(args: &ReviewArgs, inputs: &[Input], profiles: &mut [Profile]) -> anyhow::Result<Option<Self>> {
        let format = args.reviewing.format.as_str();
        if (args.previous.is_some() || args.since.is_some()) && !FORMATS.contains(&format) {
            bail!("what has changed has no form as `{format}`: choose terminal, markdown or json");
        }
        match (&args.previous, &args.since) {
            (Some(path), _) => Self::record(path)?.about(inputs.iter().map(|input| input.file.path())).map(Some),
            (None, Some(name)) => {
                Self::revision(&Revision::of(name, args.prd.parent().unwrap_or(Path::new("")))?, inputs, profiles).map(Some)
            }
            (None, None) => Ok(None),
        }
    }

    /// The record in a file.
    pub fn record(path: &Path) -> anyhow::Result<Self> {
        Ok(Self { name: path.to_string_lossy().into_owned(), record: read(path)? })
    }

    /// What it says of some documents: one that nobody asks for now and that is still there is neither gone nor changed.
    pub fn about<'p>(mut self, paths: impl Iterator<Item = &'p str>) -> anyhow::Result<Self> {
        let asked: BTreeSet<String> = paths.map(normal).collect();
        let is_asked = |path: &str| asked.contains(&normal(path));
        if !self.record.documents.iter().any(|document| is_asked(&document.path)) {
            bail!("{}: none of its documents is reviewed here; documents are named as they were when it was made", self.name);
        }
        self.record.documents.retain(|document| is_asked(&document.path) || !Path::new(&document.path).is_file());
        self.record.items.retain(|item| is_asked(&item.document) || !Path::new(&item.document).is_file());
        Ok(self)
    }

    /// The record of a review of the same documents at a revision, under the waivers that they had then.
    fn revision(revision: &Revision, inputs: &[Input], profiles: &mut [Profile]) -> anyhow::Result<Self> {
        let waivers: Vec<_> = profiles.iter_mut().map(|profile| profile.waivers.take()).collect();
        let paths = inputs.iter().map(|input| input.file.path());
        let records = waivers.iter().flatten().map(|file| file.source.path());
        let bytes = revision.bytes(paths.chain(records).map(Path::new))?;
        let then = inputs.iter().filter_map(|input| {
            let file = SourceFile::decode(input.file.path(), bytes.get(Path::new(input.file.path()))?.clone(), u64::MAX).ok()?;
            Some(Input { file: Arc::new(file), ..input.clone() })
        });
        for (profile, now) in profiles.iter_mut().zip(&waivers) {
            let then = now.as_ref().and_then(|now| Some((now, bytes.get(Path::new(now.source.path()))?)));
            profile.waivers = then.map(|(now, bytes)| Arc::new(now.earlier(String::from_utf8_lossy(bytes).into_owned())));
        }
        let files = then.collect();
        let review = review(Inputs { files, mode: Mode::Review, available: &super::files::available }, profiles);
        let record =
            Record::of(&review, profiles, items(&review), Conclusion { decision: Decision::Open, by: "", on: revision.day, note: "" });
        for (profile, now) in profiles.iter_mut().zip(waivers) {
            profile.waivers = now;
        }
        Ok(Self { name: format!("{} ({})", revision.name, revision.short()), record })
    }

    /// What has become of it.
    pub fn beside(self, review: &Review, profiles: &[Profile]) -> anyhow::Result<Rereviewed> {
        let recheck = self.record.recheck(review, profiles).map_err(|problem| anyhow!("{}: {problem}", self.name))?;
        Ok(Rereviewed { earlier: self, recheck })
    }
}

/// The record in a file.
pub(super) fn read(path: &Path) -> anyhow::Result<Record> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Record::read(&text).map_err(|problem| anyhow!("{}: {problem}", path.display()))
}

/// Writes what has become of records or revisions, in the formats that have a form for it.
pub(super) fn report(shown: &[Rechecked<'_>], format: &str, globals: &Global) -> anyhow::Result<()> {
    let layout = output::layout(globals);
    output::write(globals, |out| match format {
        "json" => render_status_json(shown, out),
        "markdown" => render_status_markdown(shown, out),
        _ => render_status_text(shown, layout, out),
    })
}
