//! A table of tab-separated values to its cells.

use super::Text;
use std::borrow::Cow;

/// The rows of a built-in table below its header, each with as many cells as the header. `columns` are the columns wanted, in
/// the order wanted.
pub(super) fn rows<const N: usize>(text: &'static str, columns: [&str; N]) -> impl Iterator<Item = [&'static str; N]> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let places =
        columns.map(|column| header.iter().position(|name| *name == column).expect("a built-in table has the columns that are read"));
    lines.map(move |line| {
        let mut row = [""; N];
        for (at, cell) in line.split('\t').enumerate() {
            if let Some(wanted) = places.iter().position(|place| *place == at) {
                row[wanted] = cell;
            }
        }
        row
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
