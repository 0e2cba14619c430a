//! `options`: what a document weighs, side by side.

use super::args::{Global, OptionsArgs};
use super::review::tell_of;
use super::{Exit, output};
use crate::report::render_options;

pub(super) fn run(args: &OptionsArgs, globals: &Global) -> anyhow::Result<Exit> {
    tell_of(&args.paths, None, globals, |review, profiles| {
        output::write(globals, |out| {
            let any = render_options(review, profiles, out)?;
            if any { Ok(()) } else { writeln!(out, "No options are weighed in what was read.") }
        })
    })
}
