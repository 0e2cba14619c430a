//! Action items as `designvet.items/1`, for programs and for the next run. The form changes only by addition; the schema is
//! `docs/schemas/items-1.schema.json`.

use crate::item::{Item, SCHEMA};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    items: &'a [Item],
}

pub(super) fn render(items: &[Item], out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Root { schema: SCHEMA, items })?;
    writeln!(out)
}
