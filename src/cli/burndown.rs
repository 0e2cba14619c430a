//! `burndown`: rows of tables opened, closed and open by week, and what to do about those that are open.

use super::args::{BurndownArgs, Global};
use super::files::Changes;
use super::review::{Found, of_paths};
use super::{Exit, clock, output};
use crate::burndown::{Asked, burndown};
use crate::report::{BurndownFormat, render_burndown};

/// `burndown FILE...`
pub(super) fn run(args: &BurndownArgs, globals: &Global) -> anyhow::Result<Exit> {
    let asked = Asked { today: clock::today(globals).map_err(anyhow::Error::msg)?, weeks: args.weeks };
    let changes = Changes { max_bytes: args.max_bytes, reads_rows: true, ..Changes::default() };
    let Found { review, profiles, searched, .. } = match of_paths(&args.paths, args.stdin_path.as_deref(), changes, globals)? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    let burndown = burndown(&review, &profiles, asked);
    let is_whole = !review.verdict().incomplete;
    if burndown.charts.is_empty() {
        if !is_whole {
            return Ok(Exit::Failure);
        }
        output::note(globals, "no table whose rows are known among these files; `designvet checklist show` has the headers that tell them");
        return Ok(if searched { Exit::Nothing } else { Exit::Clean });
    }
    let format = BurndownFormat::parse(&args.format).unwrap_or(BurndownFormat::Text);
    let layout = output::layout(globals);
    output::write(globals, |out| render_burndown(format, &burndown, layout, out))?;
    Ok(if is_whole { Exit::Clean } else { Exit::Failure })
}
