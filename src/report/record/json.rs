//! What has become of records as `designvet.status/1`, for programs. The form changes only by addition; the schema is
//! `docs/schemas/status-1.schema.json`.

use super::Rechecked;
use crate::item::Item;
use crate::record::Record;
use crate::report::write_json;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    records: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    path: &'a str,
    decision: &'static str,
    by: &'a str,
    on: &'a str,
    note: &'a str,
    standing: &'static str,
    changes: Vec<Change<'a>>,
    items: &'a [Item],
    lost: &'a [String],
    added: &'a [String],
    unrecorded: Vec<&'a str>,
}

#[derive(Serialize)]
struct Change<'a> {
    document: &'a str,
    section: &'a [String],
    weight: &'static str,
    kind: &'a str,
    old: &'a str,
    new: &'a str,
}

/// Writes a record as JSON, `designvet.record/1`: it is its own form.
pub fn render_record(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    write_json(record, out)
}

/// Writes what has become of records as JSON.
pub fn render_status_json(records: &[Rechecked<'_>], out: &mut dyn Write) -> io::Result<()> {
    let root = Root { schema: "designvet.status/1", records: records.iter().map(one).collect() };
    write_json(&root, out)
}

fn one<'a>(one: &'a Rechecked<'_>) -> One<'a> {
    let changes = one.recheck.changes.iter().map(|change| Change {
        document: &change.document,
        section: &change.section,
        weight: change.weight.as_str(),
        kind: &change.kind,
        old: &change.old,
        new: &change.new,
    });
    One {
        path: one.path,
        decision: one.record.decision.as_str(),
        by: &one.record.by,
        on: &one.record.on,
        note: &one.record.note,
        standing: one.recheck.standing().as_str(),
        changes: changes.collect(),
        items: &one.recheck.items,
        lost: &one.recheck.lost,
        added: &one.recheck.added,
        unrecorded: one.recheck.unrecorded.iter().map(|(design, _)| design.as_str()).collect(),
    }
}
