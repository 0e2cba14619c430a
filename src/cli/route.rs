//! `route`: who else has to look at documents, why, and by when.

use super::args::{Global, RouteArgs};
use super::review::tell_of;
use super::{Exit, clock, output};
use crate::report::{RouteList, render_route_csv, render_route_json, render_route_markdown, render_route_text};
use crate::routing::route;

pub(super) fn run(args: &RouteArgs, globals: &Global) -> anyhow::Result<Exit> {
    let today = if args.fail_late { Some(clock::today(globals).map_err(anyhow::Error::msg)?) } else { globals.today };
    let mut is_late = false;
    let exit = tell_of(&args.paths, args.stdin_path.as_deref(), globals, |review, profiles| {
        let routings = route(review, profiles);
        is_late = args.fail_late && today.is_some_and(|today| routings.iter().any(|routing| routing.is_late(today)));
        let list = RouteList { review, routings: &routings, today };
        let layout = output::layout(globals);
        output::write(globals, |out| match args.format.as_str() {
            "json" => render_route_json(&list, out),
            "csv" => render_route_csv(&list, out),
            "markdown" => render_route_markdown(&list, layout, out),
            _ => render_route_text(&list, layout, out),
        })
    })?;
    Ok(if is_late && exit == Exit::Clean { Exit::Findings } else { exit })
}
