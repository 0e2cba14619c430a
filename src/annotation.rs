//! A document and comments on it to a copy with the comments written in beside the words; and the copy back to the document, byte for byte.

mod leaves;
mod mark;
mod place;
mod strip;
mod write;

pub use strip::{changed_comments, strip};

use crate::source::{SourceFile, Span};
use mark::Mark;

/// How comments are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `{==words==}{>>comment<<}`, as editors that know `CriticMarkup` show it.
    CriticMarkup,
    /// HTML comments, which no reader of the document sees.
    Html,
    /// Footnotes, their texts at the end of the document.
    Footnotes,
}

impl Style {
    /// Names as `--style` takes them.
    pub const ALL: &'static [(&'static str, Style)] =
        &[("criticmarkup", Self::CriticMarkup), ("html", Self::Html), ("footnotes", Self::Footnotes)];

    /// The style of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(n, _)| *n == name).map(|(_, style)| *style)
    }
}

/// What is said of some words of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The words.
    pub span: Span,
    /// What says it: the id of a rule.
    pub name: String,
    /// What is said, on one line.
    pub said: String,
    /// The words once more, cut to be read at a glance: for where the comment cannot stand beside them, as in code.
    pub quote: String,
}

/// The text with comments, the most urgent first; `head` stands above those on the document as a whole. None when no way was found to write
/// them that leaves every block of the document as it is and gives the text again when it is stripped.
pub fn annotate(text: &str, head: &str, comments: &[Comment], style: Style) -> Option<String> {
    write::Writer::of(text, head, style).annotated(comments)
}

/// True when a text has comments of ours.
pub fn is_annotated(text: &str) -> bool {
    strip(text) != text
}

/// A file without the comments that were written into it.
pub fn stripped(file: SourceFile) -> SourceFile {
    changed(file, strip)
}

/// A file with blanks where comments were written into it: what is read in it is what its author wrote, at the places that it has there.
pub fn blanked(file: SourceFile) -> SourceFile {
    changed(file, strip::blank)
}

fn changed(file: SourceFile, change: impl Fn(&str) -> std::borrow::Cow<'_, str>) -> SourceFile {
    match change(file.text()) {
        std::borrow::Cow::Borrowed(_) => file,
        std::borrow::Cow::Owned(text) => file.with_text(text),
    }
}
