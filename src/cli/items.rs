//! `items`: what is to be done.

use super::args::{Global, ItemsArgs};
use super::review::tell_of;
use super::{Exit, output};
use crate::item::{Previous, follow, items};
use crate::report::{ItemsFormat, render_items};
use anyhow::Context as _;
use std::path::Path;

pub(super) fn run(args: &ItemsArgs, globals: &Global) -> anyhow::Result<Exit> {
    let previous = args.previous.as_deref().map(earlier).transpose()?;
    tell_of(&args.paths, args.stdin_path.as_deref(), globals, |review, _| {
        let items = match previous {
            Some(previous) => follow(review, previous),
            None => items(review),
        };
        let format = ItemsFormat::parse(&args.format).unwrap_or(ItemsFormat::Text);
        let layout = output::layout(globals);
        output::write(globals, |out| render_items(format, &items, layout, out))
    })
}

/// The list as it was.
pub(super) fn earlier(path: &Path) -> anyhow::Result<Previous> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Previous::read(&text).map_err(|problem| anyhow::anyhow!("{}: {problem}", path.display()))
}
