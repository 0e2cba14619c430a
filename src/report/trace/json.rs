//! A trace as `designvet.trace/1`, for programs. Its structs are the published form and change only by addition; the schema is
//! `docs/schemas/trace-1.schema.json`.

use super::{Counts, PRIORITIES, Row, Side, TraceMatrix, score};
use crate::facts::{Priority, Scope, Standing};
use crate::report::place::Places;
use crate::report::write_json;
use crate::rule::DocKind;
use crate::trace::Reason;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    documents: [Document<'a>; 2],
    pair_reason: &'a str,
    summary: Summary,
    requirements: Vec<Requirement<'a>>,
}

#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    /// `requirements` or `design`.
    role: &'static str,
    kind: &'a str,
    form: Option<&'a str>,
    kind_reason: &'a str,
    title: Option<&'a str>,
}

#[derive(Serialize)]
struct Summary {
    /// All of them.
    requirements: usize,
    /// Those to be built now.
    due: Numbers,
    /// The same by priority.
    by_priority: Vec<OfPriority>,
    later: Numbers,
    out_of_scope: Numbers,
}

#[derive(Serialize)]
struct OfPriority {
    priority: Option<Priority>,
    #[serde(flatten)]
    numbers: Numbers,
}

#[derive(Serialize)]
struct Numbers {
    requirements: usize,
    uncovered: usize,
    ambiguous: usize,
    partial: usize,
    covered: usize,
}

#[derive(Serialize)]
struct Requirement<'a> {
    id: &'a str,
    path: &'a str,
    line: u32,
    title: &'a str,
    text: String,
    priority: Option<Priority>,
    scope: Option<Scope>,
    status: &'static str,
    links: Vec<Link<'a>>,
}

#[derive(Serialize)]
struct Link<'a> {
    path: &'a str,
    lines: [u32; 2],
    /// Titles of the headings around it, outermost first.
    heading: Vec<&'a str>,
    score: f64,
    reason: Reason,
}

/// Writes a trace as JSON. Lines count from 1, both ends included.
pub fn render_trace_json(matrix: &TraceMatrix<'_>, out: &mut dyn Write) -> io::Result<()> {
    let places = &matrix.places();
    let counted = |standing| numbers(Counts::of(matrix.of_standing(standing)));
    let by_priority = PRIORITIES.into_iter().filter_map(|priority| {
        let counts = Counts::of(matrix.due().filter(|row| row.priority() == priority));
        (counts.all > 0).then(|| OfPriority { priority, numbers: numbers(counts) })
    });
    let root = Root {
        schema: "designvet.trace/1",
        documents: [document(&matrix.product, "requirements"), document(&matrix.design, "design")],
        pair_reason: matrix.reason,
        summary: Summary {
            requirements: matrix.rows.len(),
            due: counted(Standing::Due),
            by_priority: by_priority.collect(),
            later: counted(Standing::Later),
            out_of_scope: counted(Standing::Out),
        },
        requirements: matrix.rows.iter().map(|row| requirement(matrix, row, places)).collect(),
    };
    write_json(&root, out)
}

fn document<'a>(side: &Side<'a>, role: &'static str) -> Document<'a> {
    let kind = &side.facts.kind;
    Document {
        path: side.document.path(),
        role,
        kind: kind.id.as_str(),
        form: kind.form.as_ref().map(DocKind::as_str),
        kind_reason: &kind.reason,
        title: side.facts.title.as_deref(),
    }
}

fn numbers(counts: Counts) -> Numbers {
    let [uncovered, ambiguous, partial, covered] = counts.by_coverage;
    Numbers { requirements: counts.all, uncovered, ambiguous, partial, covered }
}

fn requirement<'a>(matrix: &TraceMatrix<'a>, row: &Row<'a>, places: &Places<'a>) -> Requirement<'a> {
    let links = row.traced.links.iter().map(|link| {
        let (first, last) = matrix.lines_of(link);
        let heading = places.of(link.place.span).heading;
        Link { path: matrix.design.document.path(), lines: [first, last], heading, score: score(link), reason: link.reason }
    });
    Requirement {
        id: &row.requirement.id,
        path: matrix.product.document.path(),
        line: matrix.line_of(row),
        title: &row.requirement.title,
        text: matrix.text_of(row),
        priority: row.priority(),
        scope: row.scope(),
        status: row.coverage.as_str(),
        links: links.collect(),
    }
}
