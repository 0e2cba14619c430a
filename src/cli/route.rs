//! `route`: who else has to look at documents, why, and by when.

use super::args::{Global, RouteArgs};
use super::review::tell_of;
use super::{Exit, output};
use crate::report::{RouteList, render_route_csv, render_route_json, render_route_markdown, render_route_text};
use crate::routing::route;

pub(super) fn run(args: &RouteArgs, globals: &Global) -> anyhow::Result<Exit> {
    tell_of(&args.paths, args.stdin_path.as_deref(), globals, |review, profiles| {
        let list = RouteList { review, routings: &route(review, profiles), today: globals.today };
        let layout = output::layout(globals);
        output::write(globals, |out| match args.format.as_str() {
            "json" => render_route_json(&list, out),
            "csv" => render_route_csv(&list, out),
            "markdown" => render_route_markdown(&list, layout, out),
            _ => render_route_text(&list, layout, out),
        })
    })
}
