//! Action items as `designvet.items/1`, for programs and for the next run. The form changes only by addition; the schema is
//! `docs/schemas/items-1.schema.json`.

use crate::item::{Item, SCHEMA};
use crate::report::write_json;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    items: &'a [Item],
}

pub(super) fn render(items: &[Item], out: &mut dyn Write) -> io::Result<()> {
    write_json(&Root { schema: SCHEMA, items }, out)
}
