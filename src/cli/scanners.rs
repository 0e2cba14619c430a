//! `scanners FILE...`: what tools wrote of their runs to the document that is held against it later.

use super::args::{Global, ScannersArgs};
use super::files::{Changes, Profiles};
use super::{Exit, output, runs};
use crate::config::is_sound;
use crate::report::render_drafted;
use std::path::Path;

pub(super) fn run(args: &ScannersArgs, globals: &Global) -> anyhow::Result<Exit> {
    let mut profiles = Profiles::new(globals, Changes::default());
    let index = profiles.of(Path::new("."));
    let (found, problems) = runs::of(&args.paths);
    profiles.problems.extend(problems);
    output::diagnostics(globals, &profiles.problems)?;
    if !is_sound(&profiles.problems) {
        return Ok(Exit::Failure);
    }
    if found.is_empty() {
        output::note(globals, "these files tell of no run");
        return Ok(Exit::Nothing);
    }
    let checklist = &profiles.profiles[index].checklist;
    let Some(record) = checklist.records.iter().find(|record| !record.runs.tool.is_empty()) else {
        anyhow::bail!("no checklist declares a table of tools and their runs ([record.runs])");
    };
    let kind = checklist.kinds.iter().find(|kind| kind.records.contains(&record.id));
    output::write(globals, |out| {
        if let Some(kind) = kind {
            writeln!(out, "---\nkind: {}\n---\n", kind.id)?;
            writeln!(out, "# {}\n", crate::report::visible(&args.title).replace('\n', " "))?;
        }
        render_drafted(record, &found, out)?;
        for topic in kind.into_iter().flat_map(|kind| checklist.sections(kind.id.as_str())) {
            writeln!(out, "\n## {}\n\n{}", topic.heading, topic.skeleton("\n"))?;
        }
        Ok(())
    })?;
    Ok(Exit::Clean)
}
