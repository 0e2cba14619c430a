//! Markdown to what a reader sees of it, in source order and each piece with its byte range: what a page is drawn from.

use super::notation::Notation;
use super::{Document, Table, front_matter, parse, row_span};
use crate::source::{SourceFile, Span};
use pulldown_cmark::{Alignment as Aligned, CodeBlockKind, Event, LinkType, Tag};

/// A piece of a document as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Markup {
    /// An element opens; its range is that of the whole element.
    Open(Element),
    /// The innermost open element ends.
    Close,
    /// Words as they are shown: without escapes, with entities resolved.
    Words(String),
    /// Code in a line, without its back-ticks.
    Code(String),
    /// HTML as it is written.
    Html(String),
    /// A line end that is shown as a blank.
    SoftBreak,
    /// A line end that is shown as one.
    HardBreak,
    /// A line across.
    Rule,
    /// The mark of a task, and whether it is done.
    Task(bool),
    /// A reference to the footnote of this label.
    Note(String),
}

/// What can be open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// Running text.
    Paragraph,
    /// A heading of this level, from 1 to 6.
    Heading(u8),
    /// A quotation.
    Quote,
    /// A block of code; the first word of its info string.
    CodeBlock(String),
    /// A block of raw HTML.
    HtmlBlock,
    /// A list; the number of its first item when it is numbered.
    List(Option<u64>),
    /// An item.
    Item,
    /// The text of the footnote of this label.
    Footnote(String),
    /// A table, with how its columns are aligned.
    Table(Vec<Alignment>),
    /// The row of its headers.
    Head,
    /// Another row.
    Row,
    /// A cell.
    Cell,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out.
    Struck,
    /// A link to this address.
    Link(String),
    /// An image at this address; inside is its alternative text.
    Image(String),
    /// The metadata block at the top, as it is written.
    FrontMatter,
}

/// How a column of a table is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// As text is.
    Start,
    /// In the middle.
    Center,
    /// At the end.
    End,
}

/// The pieces of a file one by one: of what a program wrote, its table where the cells stand in the order of its columns, else its text as
/// it is.
pub fn each_piece(file: &SourceFile, mut take: impl FnMut(Markup, Span)) {
    let text = file.text();
    let table = match Notation::of(file.path()) {
        Notation::Markdown => return each_of_markdown(text, take),
        Notation::Csv => Document::of(file).tables.into_iter().next(),
        Notation::Json => None,
    };
    match table {
        Some(table) => each_of_table(text, &table, take),
        None => verbatim(text).into_iter().for_each(|(piece, span)| take(piece, span)),
    }
}

/// A text as it is.
pub fn verbatim(text: &str) -> Vec<(Markup, Span)> {
    let span = Span::new(0, text.len());
    vec![(Markup::Open(Element::CodeBlock(String::new())), span), (Markup::Words(text.to_owned()), span), (Markup::Close, span)]
}

fn each_of_table(text: &str, table: &Table, mut take: impl FnMut(Markup, Span)) {
    take(Markup::Open(Element::Table(vec![Alignment::Start; table.header.len()])), table.span);
    for (number, row) in std::iter::once(&table.header).chain(&table.rows).enumerate() {
        let Some(whole) = row_span(row) else { continue };
        take(Markup::Open(if number == 0 { Element::Head } else { Element::Row }), whole);
        for cell in row {
            take(Markup::Open(Element::Cell), *cell);
            take(Markup::Words(cell.of(text).to_owned()), *cell);
            take(Markup::Close, *cell);
        }
        take(Markup::Close, whole);
    }
    take(Markup::Close, table.span);
}

/// The pieces of a document in Markdown. Every element that opens is closed, the innermost first.
pub fn markup(text: &str) -> Vec<(Markup, Span)> {
    let mut pieces = Vec::new();
    each_of_markdown(text, |piece, span| pieces.push((piece, span)));
    pieces
}

fn each_of_markdown(text: &str, mut take: impl FnMut(Markup, Span)) {
    let mut base = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    if let Some((block, _)) = front_matter::read(&text[base..]) {
        let span = Span::new(base, base + block.span.end as usize);
        take(Markup::Open(Element::FrontMatter), span);
        take(Markup::Words(span.of(text).to_owned()), span);
        take(Markup::Close, span);
        base = span.end as usize;
    }
    parse::each_event(text, base, |event, range| take(piece(event), Span::new(range.start, range.end)));
}

fn piece(event: Event<'_>) -> Markup {
    match event {
        Event::Start(tag) => Markup::Open(element(tag)),
        Event::End(_) => Markup::Close,
        Event::Text(words) => Markup::Words(words.into_string()),
        Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => Markup::Code(code.into_string()),
        Event::Html(html) | Event::InlineHtml(html) => Markup::Html(html.into_string()),
        Event::SoftBreak => Markup::SoftBreak,
        Event::HardBreak => Markup::HardBreak,
        Event::Rule => Markup::Rule,
        Event::TaskListMarker(done) => Markup::Task(done),
        Event::FootnoteReference(label) => Markup::Note(label.into_string()),
    }
}

fn element(tag: Tag<'_>) -> Element {
    match tag {
        Tag::Heading { level, .. } => Element::Heading(level as u8),
        Tag::BlockQuote(_) => Element::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Element::CodeBlock(info.split_whitespace().next().unwrap_or_default().to_owned()),
        Tag::CodeBlock(CodeBlockKind::Indented) => Element::CodeBlock(String::new()),
        Tag::HtmlBlock => Element::HtmlBlock,
        Tag::List(first) => Element::List(first),
        Tag::Item => Element::Item,
        Tag::FootnoteDefinition(label) => Element::Footnote(label.into_string()),
        Tag::Table(columns) => Element::Table(columns.into_iter().map(aligned).collect()),
        Tag::TableHead => Element::Head,
        Tag::TableRow => Element::Row,
        Tag::TableCell => Element::Cell,
        Tag::Emphasis => Element::Emphasis,
        Tag::Strong => Element::Strong,
        Tag::Strikethrough => Element::Struck,
        Tag::Link { dest_url, link_type: LinkType::Email, .. } => Element::Link(format!("mailto:{dest_url}")),
        Tag::Link { dest_url, .. } => Element::Link(dest_url.into_string()),
        Tag::Image { dest_url, .. } => Element::Image(dest_url.into_string()),
        // Paragraphs, and what the reader is not asked for.
        _ => Element::Paragraph,
    }
}

fn aligned(column: Aligned) -> Alignment {
    match column {
        Aligned::Center => Alignment::Center,
        Aligned::Right => Alignment::End,
        Aligned::None | Aligned::Left => Alignment::Start,
    }
}
