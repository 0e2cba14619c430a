//! `new KIND`: a template made from the checklists.

use super::args::{Global, NewArgs};
use super::files::{Changes, Profiles};
use super::{Exit, output};
use crate::checklist::{Checklist, Side};
use crate::config::is_sound;
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(args: &NewArgs, globals: &Global) -> anyhow::Result<Exit> {
    let mut profiles = Profiles::new(globals, Changes::default());
    let index = profiles.of(Path::new("."));
    output::diagnostics(globals, &profiles.problems)?;
    if !is_sound(&profiles.problems) {
        return Ok(Exit::Failure);
    }
    let checklist = &profiles.profiles[index].checklist;
    let has_template = |kind: &str| checklist.drafted(kind).is_some() || checklist.sections(kind).next().is_some();
    if !has_template(&args.kind) {
        let kinds = checklist.kinds.iter().map(|kind| kind.id.as_str()).filter(|kind| has_template(kind));
        anyhow::bail!("there is no template for `{}`; there is one for {}", args.kind, kinds.collect::<Vec<&str>>().join(", "));
    }
    output::write(globals, |out| template(&args.kind, &args.title, &profiles.profiles[index].checklist, out))?;
    Ok(Exit::Clean)
}

/// Title, document control, and one section per topic that is expected in the kind, in the order of the checklists.
fn template(kind: &str, title: &str, checklist: &Checklist, out: &mut dyn Write) -> io::Result<()> {
    let declared = checklist.kind(kind);
    let name = declared.map_or("document", |k| k.title.trim_start_matches("a ").trim_start_matches("an "));
    let title = crate::report::visible(title).replace('\n', " ");
    writeln!(out, "# {title}: {name}\n")?;
    writeln!(out, "| Owner | Status | Version | Date |\n|---|---|---|---|\n| [name] | draft | 0.1 | [date] |\n")?;
    match declared.map(|k| k.side) {
        Some(Side::Requirements) => writeln!(out, "Technical design: [link to the design]\n")?,
        Some(Side::Design) => writeln!(out, "Requirements: [link to the product requirements]\n")?,
        _ => {}
    }
    if let Some(record) = checklist.drafted(kind) {
        crate::report::render_drafted(record, &[], out)?;
        writeln!(out)?;
    }
    for topic in checklist.sections(kind) {
        writeln!(out, "## {}\n\n{}\n", topic.heading, topic.skeleton("\n"))?;
    }
    Ok(())
}
