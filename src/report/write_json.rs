//! Values to JSON that may land on a terminal or in the log of a CI service: what a document says is escaped there, never changed.

use super::safe;
use serde::Serialize;
use std::io::{self, Write};

/// Writes a value for people to read too: indented, ended by a line feed.
pub fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", safe::json(serde_json::to_string_pretty(value)?))
}

/// Writes a value on one line.
pub(super) fn write_json_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", safe::json(serde_json::to_string(value)?))
}
