//! A comparison as `designvet.diff/1`, for programs. Its structs are the published form and change only by addition; the schema is
//! `docs/schemas/diff-1.schema.json`. Discrepancies of a review have the same form.

use super::DiffTable;
use crate::finding::Label;
use crate::report::json::{Location, location};
use crate::report::write_json;
use crate::review::{ReportedDiscrepancy, Review};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    prd: &'a str,
    tdd: &'a str,
    pair_reason: &'a str,
    mismatch: Option<&'a str>,
    discrepancies: Vec<Discrepancy<'a>>,
}

/// What two documents differ in.
#[derive(Serialize)]
pub(in crate::report) struct Discrepancy<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    case: &'static str,
    rule: &'a str,
    severity: &'static str,
    release: &'static str,
    teams: Vec<&'a str>,
    confidence: f64,
    message: &'a str,
    ask: &'a str,
    prd: Option<Location<'a>>,
    tdd: Option<Location<'a>>,
    notes: Option<Location<'a>>,
    lacking: &'a str,
    related: Vec<Location<'a>>,
}

/// Writes a comparison as JSON, the most certain first.
pub fn render_diff_json(table: &DiffTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    let root = Root {
        schema: "designvet.diff/1",
        prd: table.product.path(),
        tdd: table.design.path(),
        pair_reason: table.reason,
        mismatch: table.mismatch,
        discrepancies: table.rows.iter().map(|row| discrepancy(table.review, row)).collect(),
    };
    write_json(&root, out)
}

pub(in crate::report) fn discrepancy<'a>(review: &'a Review, discrepancy: &'a ReportedDiscrepancy) -> Discrepancy<'a> {
    let first = |labels: &'a [Label]| labels.first().map(|label| location(review, label));
    let further = discrepancy.said.iter().skip(1).chain(discrepancy.built.iter().skip(1));
    Discrepancy {
        kind: discrepancy.case.kind(),
        case: discrepancy.case.name(),
        rule: discrepancy.rule.as_str(),
        severity: discrepancy.severity.as_str(),
        release: discrepancy.release.as_str(),
        teams: discrepancy.teams.iter().map(crate::rule::Team::as_str).collect(),
        confidence: super::confidence(discrepancy),
        message: &discrepancy.message,
        ask: super::ask(review, discrepancy),
        prd: first(&discrepancy.said),
        tdd: first(&discrepancy.built),
        notes: discrepancy.told.as_ref().map(|label| location(review, label)),
        lacking: &discrepancy.lacking,
        related: further.map(|label| location(review, label)).collect(),
    }
}
