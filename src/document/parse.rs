//! The events of pulldown-cmark to blocks, tables, links and heading marks. The only file that knows the Markdown reader.

use super::section::{self, Heading, HeadingStyle, Mark};
use super::text::{heading_key, heading_text, plain};
use super::{Block, BlockKind, Document, Image, Link, Table, directive, front_matter};
use crate::source::Span;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A bold line longer than this, in bytes, is a sentence and no heading.
const BOLD_HEADING_MAX: usize = 80;
/// Level of a bold line used as a heading: below every written level.
const BOLD_LEVEL: u8 = 7;
/// Level of a table row used as a section.
const ROW_LEVEL: u8 = 8;
/// First header cells (as heading keys) of tables whose rows are sections.
const ROW_SECTION_HEADERS: &[&str] = &["section", "topic", "heading", "chapter"];

static HTML_HEADING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?is)<h([1-6])\b[^>]*>(.*?)</h[1-6]\s*>").expect("the pattern is fixed and valid"));

pub(super) fn parse(text: &str) -> Document {
    let mut builder = Builder { text, ..Builder::default() };
    if let Some((block, problem)) = front_matter::read(text) {
        builder.base = block.span.end as usize;
        builder.doc.problems.extend(problem.map(|p| (block.span, format!("front matter: {p}"))));
        builder.doc.front_matter = Some(block);
    }
    // Listed one by one: metadata blocks match `---` pairs in mid-document, smart punctuation rewrites text,
    // heading attributes eat `{internal}`.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    #[expect(clippy::disallowed_methods, reason = "the one home of the Markdown reader")]
    let parser = Parser::new_ext(&text[builder.base..], options);
    for (event, range) in parser.into_offset_iter() {
        let range = range.start + builder.base..range.end + builder.base;
        builder.event(event, range);
    }
    builder.finish()
}

/// An open run of inline text that will become one block.
struct Run {
    kind: BlockKind,
    span: Range<usize>,
    /// Bold words at the start: the span between the marks.
    lead: Option<Span>,
    /// True while nothing but one stretch of bold words has been seen.
    only_bold: bool,
}

/// An open list item.
struct OpenItem {
    ordered: bool,
    task: Option<bool>,
    /// True once the item's own text has become a block.
    written: bool,
}

#[derive(Default)]
struct Builder<'a> {
    text: &'a str,
    /// Offset of the Markdown after front matter.
    base: usize,
    doc: Document,
    marks: Vec<Mark>,
    run: Option<Run>,
    lists: Vec<bool>,
    items: Vec<OpenItem>,
    quotes: usize,
    /// Open bold text: offset of its first inner byte.
    strong: Option<usize>,
    heading: Option<(u8, usize)>,
    code: Option<(String, Option<Range<usize>>)>,
    html: bool,
    table: Option<Table>,
    row: Vec<Span>,
    /// Open links and images: destination, start, and end of the last event inside.
    spans: Vec<(String, usize, usize)>,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => match &mut self.code {
                Some((_, body)) => {
                    let start = body.as_ref().map_or(range.start, |b| b.start);
                    *body = Some(start..range.end);
                }
                None => self.inline(&range, text.trim().is_empty() || text.trim() == ":"),
            },
            Event::Code(_) => {
                self.doc.code_spans.push(Span::new(range.start, range.end));
                self.inline(&range, false);
            }
            Event::Html(_) => {}
            Event::InlineHtml(_) => {
                let span = Span::new(range.start, range.end);
                self.doc.masks.push(span);
                self.doc.directives.extend(directive::read(span.of(self.text), span));
                let silent = span.of(self.text).starts_with("<!--") || span.of(self.text).starts_with("<br");
                self.inline(&range, silent);
            }
            Event::TaskListMarker(done) => {
                if let Some(item) = self.items.last_mut() {
                    item.task = Some(done);
                }
                if let Some(Run { kind: BlockKind::Item { task, .. }, span, .. }) = &mut self.run {
                    *task = Some(done);
                    span.start = range.end;
                }
            }
            Event::SoftBreak | Event::HardBreak => self.inline(&range, true),
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.inline(&range, false),
            Event::Rule => self.flush(),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.flush();
                let kind = match self.items.last() {
                    Some(item) if !item.written => BlockKind::Item { ordered: item.ordered, task: item.task },
                    _ => BlockKind::Paragraph,
                };
                let start = range.start;
                self.run = Some(Run { kind, span: start..start, lead: None, only_bold: true });
            }
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some((level as u8, range.start));
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let lang = match kind {
                    CodeBlockKind::Fenced(info) => {
                        let word = info.split(|c: char| c.is_whitespace() || c == ',' || c == '{').find(|w| !w.is_empty());
                        word.unwrap_or_default().trim_matches(['.', '}']).to_lowercase()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((lang, None));
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html = true;
                self.html_block(range);
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                self.flush();
                let ordered = self.lists.last().copied().unwrap_or_default();
                self.items.push(OpenItem { ordered, task: None, written: false });
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.doc.footnotes.push((label.into_string(), Span::new(range.start, range.end)));
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table { span: Span::new(range.start, range.end).trimmed(self.text), ..Table::default() });
            }
            Tag::TableHead | Tag::TableRow => self.row.clear(),
            Tag::TableCell => self.row.push(Span::new(range.start, range.end).trimmed(self.text)),
            Tag::Strong => {
                let first = self.run.as_ref().is_none_or(|r| r.lead.is_none() && r.span.is_empty());
                self.inline(&(range.start..range.start), true);
                if first {
                    self.strong = Some(range.start);
                } else if let Some(run) = &mut self.run {
                    run.only_bold = false;
                }
            }
            Tag::Link { dest_url, link_type, .. } => {
                let dest = if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                self.inline(&(range.start..range.start), true);
                self.spans.push((dest, range.start, range.start + 1));
            }
            Tag::Image { dest_url, .. } => {
                self.inline(&(range.start..range.start), false);
                self.spans.push((dest_url.into_string(), range.start, range.start + 2));
            }
            Tag::Emphasis | Tag::Strikethrough => self.inline(&(range.start..range.start), true),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(_) => self.end_heading(range),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes -= 1;
            }
            TagEnd::CodeBlock => {
                let (lang, body) = self.code.take().expect("a code block ends after it began");
                let body = body.unwrap_or(range.end..range.end);
                let span = Span::new(body.start, body.start + self.text[body].trim_end().len());
                self.block(BlockKind::Code { lang }, span, None);
            }
            TagEnd::HtmlBlock => self.html = false,
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.items.pop();
            }
            TagEnd::FootnoteDefinition => self.flush(),
            TagEnd::TableHead => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.header = row;
                }
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => self.end_table(),
            TagEnd::Strong => {
                self.inline(&range, true);
                if let (Some(start), Some(run)) = (self.strong.take(), &mut self.run) {
                    let inner = Span::new(start, range.end);
                    let marks = inner.of(self.text).bytes().take_while(|b| matches!(b, b'*' | b'_')).count().min(2);
                    run.lead = Some(Span::new(start + marks, range.end.saturating_sub(marks)).trimmed(self.text)).filter(|s| !s.is_empty());
                }
            }
            TagEnd::Link | TagEnd::Image => self.end_link(tag == TagEnd::Image, range),
            TagEnd::Emphasis | TagEnd::Strikethrough => self.inline(&range, true),
            _ => {}
        }
    }

    /// Grows the open run by an inline event; opens one for the text of a tight list item. `silent` events leave a
    /// bold line a bold line.
    fn inline(&mut self, range: &Range<usize>, silent: bool) {
        for (_, _, last) in &mut self.spans {
            *last = (*last).max(range.end);
        }
        if self.heading.is_some() || self.table.is_some() || self.html {
            return;
        }
        let in_strong = self.strong.is_some();
        if let Some(run) = &mut self.run {
            if run.span.is_empty() {
                run.span.start = range.start;
            }
            run.span.end = run.span.end.max(range.end);
            run.only_bold &= silent || in_strong;
        } else if let Some(item) = self.items.last() {
            let kind = if item.written { BlockKind::Paragraph } else { BlockKind::Item { ordered: item.ordered, task: item.task } };
            self.run = Some(Run { kind, span: range.clone(), lead: None, only_bold: silent || in_strong });
        } else if range.end > range.start {
            self.run = Some(Run { kind: BlockKind::Paragraph, span: range.clone(), lead: None, only_bold: silent || in_strong });
        }
    }

    /// Ends the open run: a block, or the heading that a line of bold words is.
    fn flush(&mut self) {
        self.strong = None;
        let Some(run) = self.run.take() else { return };
        let span = Span::new(run.span.start, run.span.end).trimmed(self.text);
        if span.is_empty() {
            return;
        }
        if matches!(run.kind, BlockKind::Item { .. })
            && let Some(item) = self.items.last_mut()
        {
            item.written = true;
        }
        let alone = run.kind == BlockKind::Paragraph && self.items.is_empty() && self.quotes == 0;
        if alone
            && run.only_bold
            && let Some(lead) = run.lead.filter(|_| is_bold_heading(span.of(self.text)))
        {
            let text = heading_text(lead.of(self.text).trim_end_matches(':'));
            if !text.is_empty() {
                self.mark(HeadingStyle::Bold, BOLD_LEVEL, text, span, lead);
                return;
            }
        }
        self.block(run.kind, span, run.lead);
    }

    fn block(&mut self, kind: BlockKind, span: Span, lead: Option<Span>) {
        let depth = self.items.len().min(255) as u8;
        self.doc.blocks.push(Block { kind, span, section: 0, depth, quoted: self.quotes > 0, lead });
    }

    fn mark(&mut self, style: HeadingStyle, level: u8, text: String, span: Span, text_span: Span) {
        let heading = Heading { style, level, text, span, text_span };
        self.marks.push(Mark { heading, before: self.doc.blocks.len(), body: None });
    }

    fn end_heading(&mut self, range: Range<usize>) {
        self.strong = None;
        let Some((level, start)) = self.heading.take() else { return };
        let span = Span::new(start, range.end).trimmed(self.text);
        let source = span.of(self.text);
        let (style, text_span) = if source.starts_with('#') {
            let lead = source.len() - source.trim_start_matches('#').trim_start().len();
            let inner = source[lead.min(source.len())..].trim_end_matches('#').trim_end();
            (HeadingStyle::Atx, Span::new(start + lead, start + lead + inner.len()))
        } else {
            let last_line = source.trim_end().rfind('\n').unwrap_or(source.len());
            (HeadingStyle::Setext, Span::new(span.start as usize, span.start as usize + last_line).trimmed(self.text))
        };
        // A heading inside a list item or quotation belongs to that block, not to the outline.
        if self.items.is_empty() && self.quotes == 0 {
            self.mark(style, level, heading_text(text_span.of(self.text)), span, text_span);
        } else {
            self.doc.nested_headings.push(span);
            self.block(BlockKind::Paragraph, text_span, Some(text_span));
        }
    }

    fn end_table(&mut self) {
        let Some(mut table) = self.table.take() else { return };
        let head = table.header.first().map(|cell| heading_key(&plain(cell.of(self.text)))).unwrap_or_default();
        table.rows_are_sections =
            table.header.len() == 2 && ROW_SECTION_HEADERS.contains(&head.as_str()) && self.items.is_empty() && self.quotes == 0;
        let rows = if table.rows_are_sections { table.rows.clone() } else { Vec::new() };
        let index = self.doc.tables.len();
        let span = table.span;
        self.doc.tables.push(table);
        self.block(BlockKind::Table(index), span, None);
        for row in rows {
            let [name, body] = row[..] else { continue };
            let text = heading_text(name.of(self.text));
            if !text.is_empty() {
                let heading = Heading { style: HeadingStyle::TableRow, level: ROW_LEVEL, text, span: name, text_span: name };
                let at = self.doc.blocks.len();
                self.marks.push(Mark { heading, before: at, body: Some(at) });
                self.block(BlockKind::Cell, body, None);
            }
        }
    }

    fn end_link(&mut self, image: bool, range: Range<usize>) {
        let Some((dest, start, last)) = self.spans.pop() else { return };
        let opening = if image { 2 } else { 1 };
        let text_start = (start + opening).min(range.end);
        let text = Span::new(text_start, last.clamp(text_start, range.end));
        let span = Span::new(start, range.end);
        // The destination is no prose; of an autolink nothing is.
        let bare = self.text[start..range.end].starts_with('<') || !self.text[start..].starts_with(['[', '!']);
        self.doc.masks.push(if bare { span } else { Span { start: text.end, end: span.end } });
        let text = if bare { span } else { text };
        if image {
            self.doc.images.push(Image { span, alt: text, dest });
        } else {
            self.doc.links.push(Link { span, text, dest });
        }
        self.inline(&range, true);
    }

    /// Headings, comments and text of a block of raw HTML.
    fn html_block(&mut self, range: Range<usize>) {
        let html = &self.text[range.clone()];
        let mut from = 0;
        let mut pieces: Vec<(Span, Option<Mark>)> = Vec::new();
        let at = |start: usize, end: usize| Span::new(range.start + start, range.start + end);
        if html.contains("<h") || html.contains("<H") {
            for found in HTML_HEADING.captures_iter(html) {
                let (whole, inner) = (found.get(0).expect("group 0 always matches"), found.get(2).expect("the pattern has two groups"));
                let level = found[1].parse().unwrap_or(1);
                let heading = Heading {
                    style: HeadingStyle::Html,
                    level,
                    text: heading_text(inner.as_str()),
                    span: at(whole.start(), whole.end()),
                    text_span: at(inner.start(), inner.end()).trimmed(self.text),
                };
                let mark = Mark { heading, before: 0, body: None };
                pieces.push((at(from, whole.start()), Some(mark)));
                from = whole.end();
            }
        }
        pieces.push((at(from, html.len()), None));
        for (piece, mark) in pieces {
            let piece = piece.trimmed(self.text);
            if !piece.is_empty() {
                self.mask_html(piece);
                self.block(BlockKind::Html, piece, None);
            }
            if let Some(mut mark) = mark.filter(|m| !m.heading.text.is_empty() && self.items.is_empty() && self.quotes == 0) {
                mark.before = self.doc.blocks.len();
                self.marks.push(mark);
            }
        }
    }

    /// Masks tags and comments of raw HTML and reads directives and images in it.
    fn mask_html(&mut self, piece: Span) {
        let html = piece.of(self.text);
        let base = piece.start as usize;
        let mut at = 0;
        while let Some(open) = html[at..].find('<').map(|i| at + i) {
            let rest = &html[open..];
            let end = if rest.starts_with("<!--") {
                rest.find("-->").map(|i| i + 3)
            } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
                rest.find('>').map(|i| i + 1)
            } else {
                Some(1)
            };
            let end = open + end.unwrap_or(rest.len());
            let span = Span::new(base + open, base + end);
            self.doc.masks.push(span);
            self.doc.directives.extend(directive::read(span.of(self.text), span));
            if rest.len() > 4 && rest.as_bytes()[1..4].eq_ignore_ascii_case(b"img") {
                self.html_image(span);
            }
            at = end;
        }
    }

    fn html_image(&mut self, span: Span) {
        let tag = span.of(self.text);
        let value = |name: &str| {
            let at = tag.find(name)? + name.len();
            let rest = tag[at..].strip_prefix(['"', '\''])?;
            Some((at + 1, rest.find(['"', '\''])?))
        };
        if let Some((start, len)) = value("src=") {
            let dest = tag[start..start + len].to_owned();
            let alt = value("alt=").map_or(Span::default(), |(start, len)| {
                let start = span.start as usize + start;
                Span::new(start, start + len)
            });
            self.doc.images.push(Image { span, alt, dest });
        }
    }

    fn finish(mut self) -> Document {
        self.flush();
        self.doc.masks.sort_unstable();
        self.doc.images.sort_by_key(|i| i.span);
        self.doc.directives.sort_by_key(|d| d.span);
        self.doc.sections = section::build(self.marks, &mut self.doc.blocks, self.text);
        self.doc
    }
}

/// True when a line of bold words stands for a heading: one short line that is no sentence and no `Key: value`.
fn is_bold_heading(line: &str) -> bool {
    line.len() <= BOLD_HEADING_MAX && !line.contains('\n') && !line.trim_end_matches(['*', '_']).ends_with(['.', ',', ';', '!'])
}
