//! `trace`: the requirements of a product document and their places in its design.

use super::args::{Compared, Global};
use super::files::Changes;
use super::{Exit, named_pair, output};
use crate::report::{TraceMatrix, render_trace_csv, render_trace_json, render_trace_markdown, render_trace_text};
use anyhow::bail;

pub(super) fn run(args: &Compared, globals: &Global) -> anyhow::Result<Exit> {
    let Some(review) = named_pair::read(args, Changes::default(), globals)? else {
        return Ok(Exit::Failure);
    };
    let Some(matrix) = review.sets.first().and_then(|set| TraceMatrix::of(&review, set)) else {
        bail!("nothing can be traced: {}", named_pair::no_pair(&review));
    };
    let layout = output::layout(globals);
    output::write(globals, |out| match args.format.as_str() {
        "json" => render_trace_json(&matrix, out),
        "csv" => render_trace_csv(&matrix, out),
        "markdown" => render_trace_markdown(&matrix, layout, out),
        _ => render_trace_text(&matrix, layout, out),
    })?;
    Ok(Exit::Clean)
}
