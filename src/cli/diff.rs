//! `diff`: what a product document and its design differ in.

use super::args::{DiffArgs, Global};
use super::files::Changes;
use super::{Exit, named_pair, output};
use crate::report::{DiffTable, render_diff_csv, render_diff_json, render_diff_markdown, render_diff_text};
use anyhow::bail;

pub(super) fn run(args: &DiffArgs, globals: &Global) -> anyhow::Result<Exit> {
    let changes = Changes { min_confidence: args.certainty.least(), ..Changes::default() };
    let Some(review) = named_pair::read(&args.compared, changes, globals)? else {
        return Ok(Exit::Failure);
    };
    let Some(table) = review.sets.first().and_then(|set| DiffTable::of(&review, set)) else {
        bail!("nothing can be compared: {}", named_pair::no_pair(&review));
    };
    let layout = output::layout(globals);
    output::write(globals, |out| match args.compared.format.as_str() {
        "json" => render_diff_json(&table, out),
        "csv" => render_diff_csv(&table, out),
        "markdown" => render_diff_markdown(&table, layout, out),
        _ => render_diff_text(&table, layout, out),
    })?;
    Ok(Exit::Clean)
}
