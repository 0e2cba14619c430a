//! `handoff`: the state of a review for a colleague.

use super::args::{Global, HandoffArgs};
use super::review::tell_of;
use super::{Exit, output};
use crate::item::items;
use crate::report::render_handoff;
use crate::routing::route;

pub(super) fn run(args: &HandoffArgs, globals: &Global) -> anyhow::Result<Exit> {
    tell_of(&args.paths, None, globals, |review, profiles| {
        output::write(globals, |out| render_handoff(review, profiles, &items(review), &route(review, profiles), out))
    })
}
