//! As much of a report as a reader takes.

use std::fmt::Write as _;

/// Bytes that are kept for the last sentence.
const LAST: usize = 300;

/// A page and those of its last rows that fit into `room` bytes, with a sentence on how many do not, which `elsewhere` ends. No row is cut.
pub(super) fn fitted(mut page: String, rows: &[String], room: usize, elsewhere: &str) -> String {
    let mut left = rows.len();
    for row in rows {
        if page.len() + row.len() + LAST > room {
            break;
        }
        page.push_str(row);
        left -= 1;
    }
    if left > 0 {
        let _ = writeln!(page, "\n{left} more have no room here{elsewhere}");
    }
    page
}
