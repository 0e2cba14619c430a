//! One finding a line, `designvet.finding/1`: what the report in JSON has under `findings`. The schema is
//! `docs/schemas/finding-1.schema.json`.

use super::json::{OneFinding, one_finding};
use super::write_json::write_json_line;
use crate::review::Review;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    #[serde(flatten)]
    finding: OneFinding<'a>,
}

pub(super) fn render(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    let mut findings = review.findings.iter();
    findings.try_for_each(|f| write_json_line(&Line { schema: "designvet.finding/1", finding: one_finding(review, f) }, out))
}
