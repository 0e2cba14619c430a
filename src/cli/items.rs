//! `items`: what is to be done.

use super::args::{Global, ItemsArgs};
use super::files::Changes;
use super::review::{Found, of_paths};
use super::{Exit, output};
use crate::item::{Previous, follow, items};
use crate::report::{ItemsFormat, render_items};
use anyhow::Context as _;
use std::path::Path;

pub(super) fn run(args: &ItemsArgs, globals: &Global) -> anyhow::Result<Exit> {
    let previous = args.previous.as_deref().map(read).transpose()?;
    let found = match of_paths(&args.paths, args.stdin_path.as_deref(), Changes::default(), globals)? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    if let Some(exit) = found.without_documents(globals) {
        return Ok(exit);
    }
    let Found { review, .. } = found;
    let items = match previous {
        Some(previous) => follow(&review, previous),
        None => items(&review),
    };
    let format = ItemsFormat::parse(&args.format).unwrap_or(ItemsFormat::Text);
    let layout = output::layout(globals);
    output::write(globals, |out| render_items(format, &items, layout, out))?;
    Ok(if review.verdict().incomplete { Exit::Failure } else { Exit::Clean })
}

/// The list as it was.
fn read(path: &Path) -> anyhow::Result<Previous> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Previous::read(&text).map_err(|problem| anyhow::anyhow!("{}: {problem}", path.display()))
}
