//! `route`: who else has to look at documents, why, and by when.

use super::args::{Global, RouteArgs};
use super::files::{self, Changes, Profiles};
use super::{Exit, companions, output};
use crate::config::is_sound;
use crate::report::{RouteList, render_route_csv, render_route_json, render_route_markdown, render_route_text};
use crate::review::{Inputs, Mode, review_beside};
use crate::routing::route;
use std::mem::ManuallyDrop;
use std::path::Path;

pub(super) fn run(args: &RouteArgs, globals: &Global) -> anyhow::Result<Exit> {
    let mut profiles = Profiles::new(globals, Changes::default());
    let selection = files::select(&args.paths, &mut profiles);
    // A configuration that is wrong is reported even when nothing is selected.
    profiles.of(Path::new("."));
    if selection.is_empty() && is_sound(&profiles.problems) {
        output::note(globals, "no Markdown file matched");
        return Ok(Exit::Nothing);
    }
    let searched = selection.searched;
    let named = selection.named();
    let (inputs, mut problems) = selection.read(args.stdin_path.as_deref(), &mut profiles);
    let companions = companions::of(&named, &inputs, &mut profiles);
    problems.splice(0..0, profiles.problems.iter().cloned());
    if !is_sound(&profiles.problems) {
        output::diagnostics(globals, &problems)?;
        return Ok(Exit::Failure);
    }
    let inputs = Inputs { files: inputs, mode: Mode::Check, available: &files::available };
    // Never given back, like the profiles.
    let review = ManuallyDrop::new(review_beside(inputs, companions, &profiles.profiles));
    let routings = route(&review, &profiles.profiles);
    let list = RouteList { review: &review, routings: &routings, today: args.today };
    let layout = output::layout(globals);
    output::write(globals, |out| match args.format.as_str() {
        "json" => render_route_json(&list, out),
        "csv" => render_route_csv(&list, out),
        "markdown" => render_route_markdown(&list, layout, out),
        _ => render_route_text(&list, layout, out),
    })?;
    problems.extend(review.diagnostics.iter().cloned());
    output::diagnostics(globals, &problems)?;
    if !is_sound(&problems) {
        return Ok(Exit::Failure);
    }
    if routings.is_empty() {
        output::note(globals, "no design document among these files");
    }
    Ok(if routings.is_empty() && searched { Exit::Nothing } else { Exit::Clean })
}
