//! One finding a line: `path:line:column: severity: message [rule]`.

use super::{place, safe};
use crate::review::Review;
use std::io::{self, Write};

pub(super) fn render(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    for finding in &review.findings {
        let blocks = if finding.blocks_review { ", blocks the review" } else { "" };
        let line = format!("{}: {}: {} [{}{blocks}]", place(review, &finding.primary), finding.severity, finding.message, finding.rule);
        writeln!(out, "{}", safe::line(&line))?;
    }
    Ok(())
}
