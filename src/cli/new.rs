//! `new KIND`: a template made from the checklists.

use super::args::{Global, NewArgs};
use super::files::{Changes, Profiles};
use super::{Exit, output};
use crate::checklist::{Checklist, Side, Topic};
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
    if sections(&args.kind, checklist).is_empty() {
        let kinds = checklist.kinds.iter().map(|kind| kind.id.as_str()).filter(|kind| !sections(kind, checklist).is_empty());
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
    for topic in sections(kind, checklist) {
        writeln!(out, "## {}\n\n{}\n", topic.heading, topic.skeleton("\n"))?;
    }
    Ok(())
}

/// Topics that have a section in documents of a kind, in their order.
fn sections<'a>(kind: &str, checklist: &'a Checklist) -> Vec<&'a Topic> {
    let topics = checklist.in_order().into_iter().map(|index| &checklist.topics[index]);
    topics.filter(|topic| !topic.heading.is_empty() && topic.applies_to.iter().any(|known| known.as_str() == kind)).collect()
}
