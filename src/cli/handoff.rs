//! `handoff`: the state of a review for a colleague.

use super::args::{Global, HandoffArgs};
use super::files::Changes;
use super::review::{Found, of_paths};
use super::{Exit, output};
use crate::item::items;
use crate::report::render_handoff;
use crate::routing::route;

pub(super) fn run(args: &HandoffArgs, globals: &Global) -> anyhow::Result<Exit> {
    let found = match of_paths(&args.paths, None, Changes::default(), globals)? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    if let Some(exit) = found.without_documents(globals) {
        return Ok(exit);
    }
    let Found { review, profiles, .. } = found;
    output::write(globals, |out| render_handoff(&review, &items(&review), &route(&review, &profiles), out))?;
    Ok(if review.verdict().incomplete { Exit::Failure } else { Exit::Clean })
}
