//! Text to a [`Document`]: front matter, sections, blocks, tables, links, directives, each with byte spans. Markdown as a rule; what other
//! programs export as rows is a document of one table (`notation.rs`).

mod directive;
mod front_matter;
mod html;
mod invariants;
mod json_rows;
mod markup;
mod notation;
mod numbering;
mod parse;
mod prepare;
mod section;
mod text;

pub use directive::{Directive, DirectiveKind, Written};
pub use front_matter::{FrontMatter, FrontMatterFormat, Value};
pub use markup::{Alignment, Element, Markup, each_piece, markup, verbatim};
pub use notation::Notation;
pub use parse::plain;
pub use section::{Heading, HeadingStyle, Section, SectionId};
pub use text::{heading_key, heading_keys, is_heading_key};
pub(crate) use text::{push_singular, singular};

use crate::source::Span;
use std::ops::Range;
use text::address;

/// A parsed document. Parsing never fails: what could not be read is in [`Document::problems`].
///
/// Invariants: every span lies in the text on character boundaries; blocks are in source order; a section's
/// span holds those of its blocks and of its sub-sections.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Metadata block at the top, if there is one.
    pub front_matter: Option<FrontMatter>,
    /// All sections in source order; the first is the root, which holds what stands before any heading.
    pub sections: Vec<Section>,
    /// All leaf blocks in source order.
    pub blocks: Vec<Block>,
    /// Tables, referred to by [`BlockKind::Table`].
    pub tables: Vec<Table>,
    /// Links in source order.
    pub links: Vec<Link>,
    /// Images in source order.
    pub images: Vec<Image>,
    /// Labels and spans of footnote definitions.
    pub footnotes: Vec<(String, Span)>,
    /// Comments addressed to the tool, and how they read.
    pub directives: Vec<Directive>,
    /// Stretches of text blocks that are no words: link destinations, HTML tags, comments, attribute blocks, footnote
    /// marks; sorted, none overlapping the next.
    pub masks: Vec<Span>,
    /// Stretches of text blocks in back-ticks; sorted, none overlapping the next.
    pub code_spans: Vec<Span>,
    /// Headings inside list items, quotations and footnotes: text of their block, not of the outline.
    pub nested_headings: Vec<Span>,
    /// What could not be read, with where.
    pub problems: Vec<(Span, String)>,
}

/// A leaf block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text without markers and fences; for a table the whole table.
    pub span: Span,
    /// The section it stands in.
    pub section: SectionId,
    /// Depth of list nesting; 0 outside lists.
    pub depth: u8,
    /// True inside a block quotation.
    pub quoted: bool,
    /// The bold words a paragraph or list item opens with (`**Owner:** Ann`), without markers.
    pub lead: Option<Span>,
}

/// The kinds of leaf block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// The own text of a list item (nested items are blocks of their own).
    Item {
        /// True in a numbered list.
        ordered: bool,
        /// `[ ]` and `[x]` marks.
        task: Option<bool>,
    },
    /// A code block; the first word of its info string in lower case, empty without one.
    Code {
        /// Language.
        lang: String,
    },
    /// A table; index into [`Document::tables`].
    Table(usize),
    /// A cell that is the body of a table-row section.
    Cell,
    /// HTML tags and comments with nothing to read between them; text between tags is a paragraph, item, table or
    /// heading like any other.
    Html,
}

/// A table with the spans of its cells, trimmed; rows are as ragged as they are written, so a row may have fewer cells
/// than the header, and more, which Markdown shows nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The whole table.
    pub span: Span,
    /// Cells of the first row.
    pub header: Vec<Span>,
    /// Body rows.
    pub rows: Vec<Vec<Span>>,
    /// True when each row is a section of its own (`| Section | Content |`).
    pub rows_are_sections: bool,
    /// True when the cells of a row stand in any order, as keys of an object do.
    pub is_scattered: bool,
}

impl Table {
    /// Index of the row that holds `offset`: the last that begins at or before it; None in the header.
    pub fn row_at(&self, offset: u32) -> Option<usize> {
        self.rows.partition_point(|row| row.first().is_some_and(|cell| cell.start <= offset)).checked_sub(1)
    }

    /// Row and column of the cell that holds `span`; the row is None in the header.
    pub fn cell_at(&self, span: Span) -> Option<(Option<usize>, usize)> {
        let column_in = |cells: &[Span]| {
            let column = cells.partition_point(|cell| cell.start <= span.start).checked_sub(1)?;
            cells[column].contains(span).then_some(column)
        };
        if let Some(column) = column_in(&self.header) {
            return Some((None, column));
        }
        let row = self.row_at(span.start)?;
        Some((Some(row), column_in(&self.rows[row])?))
    }
}

/// All cells of a row and what stands between them; None for a row without cells.
pub fn row_span(row: &[Span]) -> Option<Span> {
    row.iter().copied().reduce(Span::join)
}

/// A link with its destination as resolved (references included), in Markdown or as an `a` tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The whole link.
    pub span: Span,
    /// Its visible text.
    pub text: Span,
    /// Destination, unescaped; of a `data:` address what stands before its data.
    pub dest: String,
}

/// An image, in Markdown or as an `img` tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The whole image.
    pub span: Span,
    /// Its alternative text.
    pub alt: Span,
    /// Destination, unescaped; of a `data:` address what stands before its data.
    pub dest: String,
}

impl Document {
    /// Reads Markdown. Positions are byte offsets into `text`.
    pub fn parse(text: &str) -> Self {
        parse::parse(text)
    }

    /// The first heading of level 1, else the first heading of any level.
    pub fn title(&self) -> Option<&Heading> {
        let headings = || self.sections.iter().filter_map(|s| s.heading.as_ref());
        headings().find(|h| h.level == 1).or_else(|| headings().next())
    }

    /// Where to show what concerns the whole document: its title, else its first line with text.
    pub fn title_span(&self, text: &str) -> Span {
        if let Some(title) = self.title() {
            return title.text_span;
        }
        let start = self.blocks.first().map_or(0, |b| b.span.start as usize);
        let line = text[start..].lines().next().unwrap_or_default();
        Span::new(start, start + line.len()).trimmed(text)
    }

    /// Blocks of a section, those of its sub-sections included, in source order.
    pub fn blocks_under(&self, section: SectionId) -> &[Block] {
        &self.blocks[self.sections[section].all.clone()]
    }

    /// Blocks that stand in a section itself, not in a sub-section.
    pub fn blocks_in(&self, section: SectionId) -> impl Iterator<Item = &Block> {
        self.blocks_under(section).iter().filter(move |b| b.section == section)
    }

    /// The section whose span holds `offset` most closely; the root when none does.
    pub fn section_at(&self, offset: u32) -> SectionId {
        // Sections are sorted by start: the last that begins before `offset` holds it, or one around it does.
        let mut id = self.sections.partition_point(|s| s.span.start <= offset).saturating_sub(1);
        while let Some(section) = self.sections.get(id).filter(|s| offset >= s.span.end) {
            let Some(parent) = section.parent else { break };
            id = parent;
        }
        id
    }

    /// `section` and those around it, from the inside out.
    pub fn around(&self, section: SectionId) -> impl Iterator<Item = SectionId> {
        std::iter::successors(Some(section), |id| self.sections[*id].parent)
    }

    /// Titles from the outermost heading to `section`.
    pub fn heading_path(&self, section: SectionId) -> Vec<&str> {
        let mut path: Vec<&str> =
            self.around(section).filter_map(|id| self.sections[id].heading.as_ref()).map(|heading| heading.text.as_str()).collect();
        path.reverse();
        path
    }

    /// True when `section` is `ancestor` or stands under it.
    pub fn is_under(&self, section: SectionId, ancestor: SectionId) -> bool {
        let mut at = Some(section);
        while let Some(id) = at {
            if id == ancestor {
                return true;
            }
            at = self.sections[id].parent;
        }
        false
    }
}

/// True when one of `spans`, sorted and apart as in [`Document::masks`], covers `offset`.
pub fn covers(spans: &[Span], offset: u32) -> bool {
    let after = spans.partition_point(|s| s.start <= offset);
    spans[..after].last().is_some_and(|s| offset < s.end)
}

/// Indices of blocks, as sections hold them.
pub type BlockRange = Range<usize>;
