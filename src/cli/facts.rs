//! `facts`: what documents say.

use super::args::{FactsArgs, Global};
use super::files::{self, Changes, Profiles};
use super::{Exit, output};
use crate::config::is_sound;
use crate::report::{render_facts_csv, render_facts_explained, render_facts_json, render_facts_text};
use crate::review::{Inputs, Mode};
use anyhow::bail;
use std::mem::ManuallyDrop;

pub(super) fn run(args: &FactsArgs, globals: &Global) -> anyhow::Result<Exit> {
    if args.explain && args.format != "text" {
        bail!("--explain goes with text; {} names the rule of each fact by itself", args.format);
    }
    let mut profiles = Profiles::new(globals, Changes::default());
    let selection = files::select(&args.paths, &mut profiles);
    if selection.is_empty() && is_sound(&profiles.problems) {
        output::note(globals, "no Markdown file matched");
        return Ok(Exit::Nothing);
    }
    let (inputs, problems) = selection.read(args.stdin_path.as_deref(), &mut profiles);
    if !is_sound(&profiles.problems) || profiles.profiles.is_empty() {
        output::diagnostics(globals, &[profiles.problems.as_slice(), problems.as_slice()].concat())?;
        return Ok(Exit::Failure);
    }
    let inputs = Inputs { files: inputs, mode: Mode::Check, available: &files::available };
    // Never given back, like the profiles.
    let review = ManuallyDrop::new(crate::review::review(inputs, &profiles.profiles));
    let documents: Vec<_> = review.documents.iter().filter_map(|d| Some((&*d.file, d.facts.as_ref()?))).collect();
    let checklist = &profiles.profiles[0].checklist;
    let layout = output::layout(globals);
    output::write(globals, |out| match args.format.as_str() {
        "json" => render_facts_json(&documents, checklist, out),
        "csv" => render_facts_csv(&documents, checklist, out),
        _ if args.explain => render_facts_explained(&documents, checklist, layout, out),
        _ => render_facts_text(&documents, checklist, layout, out),
    })?;
    let problems: Vec<_> = problems.into_iter().chain(review.diagnostics.iter().cloned()).collect();
    output::diagnostics(globals, &problems)?;
    Ok(if is_sound(&problems) { Exit::Clean } else { Exit::Failure })
}
