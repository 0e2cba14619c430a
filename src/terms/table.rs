//! A table of tab-separated values to its cells.

use crate::text::Text;
use std::borrow::Cow;

/// The rows of a built-in table below its header, each with as many cells as the header. `columns` are the columns wanted, in
/// the order wanted.
pub(super) fn rows<const N: usize>(text: &'static str, columns: [&str; N]) -> impl Iterator<Item = [&'static str; N]> {
    let (header, body) = text.split_once('\n').unwrap_or((text, ""));
    let header: Vec<&str> = header.trim_end().split('\t').collect();
    let known = columns.iter().all(|column| header.contains(column));
    assert!(known, "a built-in table has the columns that are read");
    let places: Vec<Option<usize>> = header.iter().map(|name| columns.iter().position(|column| column == name)).collect();
    // All tables are read at each start: one pass finds the ends of all cells.
    let mut ends = memchr::memchr2_iter(b'\t', b'\n', body.as_bytes());
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= body.len() {
            return None;
        }
        let mut row = [""; N];
        for place in places.iter().map(Some).chain(std::iter::repeat(None)) {
            let end = ends.next().unwrap_or(body.len());
            if let Some(Some(wanted)) = place {
                row[*wanted] = body[start..end].trim_end_matches('\r');
            }
            start = end + 1;
            if body.as_bytes().get(end) != Some(&b'\t') {
                break;
            }
        }
        Some(row)
    })
}

/// The items of a cell, parted by bars; none of an empty cell.
pub(super) fn items(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|item| !item.is_empty())
}

/// The items of a cell as text.
pub(super) fn texts(cell: &'static str) -> Vec<Text> {
    items(cell).map(Cow::Borrowed).collect()
}

/// A list in one cell. Thousands of rows are read at each start and few of them looked at: it is parted when it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Items(Text);

impl Items {
    /// The list in a cell.
    pub(super) fn of(cell: &'static str) -> Self {
        Self(Cow::Borrowed(cell))
    }

    /// True without an item.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its items in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split('|').filter(|item| !item.is_empty())
    }

    /// Adds an item; bars in it part it.
    pub fn push(&mut self, item: &str) {
        let list = self.0.to_mut();
        if !list.is_empty() {
            list.push('|');
        }
        list.push_str(item);
    }
}
