//! Lists in one cell of a table.

use crate::packed::{Packed, Packer, Unpacker};
use crate::text::Text;
use std::borrow::Cow;

/// A list in one cell. Thousands of rows are read at each start and few of them looked at: it is parted when it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Items(Text);

/// The items of a cell in order.
pub fn items_of(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(|item| !item.is_empty())
}

impl Items {
    /// The list in a cell.
    pub fn of(cell: &'static str) -> Self {
        Self(Cow::Borrowed(cell))
    }

    /// True without an item.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its items in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        items_of(&self.0)
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

impl Packed for Items {
    fn pack(&self, to: &mut Packer) {
        self.0.pack(to);
    }
    fn unpack(from: &mut Unpacker) -> Self {
        Self(Packed::unpack(from))
    }
}
