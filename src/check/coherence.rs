//! One part of a document held against another. One kind of check a file below.

mod drawing;
mod none;
mod question;
mod scope;
mod value;

pub(super) use drawing::{DIFFERS, PARTS, UNREAD, check_differs, check_parts, check_unread};
pub(super) use none::{NONE, check_none};
pub(super) use question::{QUESTION, check_question};
pub(super) use scope::{SCOPE, check_scope};
pub(super) use value::{VALUE, check_value};

/// Most characters shown of a sentence.
const SHOWN: usize = 110;

/// A sentence for a note: without marks, cut at a word.
fn shortened(text: &str) -> String {
    let plain = crate::document::plain(text);
    if plain.chars().count() <= SHOWN {
        return plain;
    }
    let cut: String = plain.chars().take(SHOWN).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} \u{2026}")
}
