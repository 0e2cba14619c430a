//! `route`: who else has to look at documents, why, and by when.

use super::args::{Global, RouteArgs};
use super::files::Changes;
use super::review::{Found, of_paths};
use super::{Exit, output};
use crate::report::{RouteList, render_route_csv, render_route_json, render_route_markdown, render_route_text};
use crate::routing::route;

pub(super) fn run(args: &RouteArgs, globals: &Global) -> anyhow::Result<Exit> {
    let found = match of_paths(&args.paths, args.stdin_path.as_deref(), Changes::default(), globals)? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    if let Some(exit) = found.without_documents(globals) {
        return Ok(exit);
    }
    let Found { review, profiles, .. } = found;
    let routings = route(&review, &profiles);
    let list = RouteList { review: &review, routings: &routings, today: globals.today };
    let layout = output::layout(globals);
    output::write(globals, |out| match args.format.as_str() {
        "json" => render_route_json(&list, out),
        "csv" => render_route_csv(&list, out),
        "markdown" => render_route_markdown(&list, layout, out),
        _ => render_route_text(&list, layout, out),
    })?;
    Ok(if review.verdict().incomplete { Exit::Failure } else { Exit::Clean })
}
