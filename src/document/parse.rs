//! The events of pulldown-cmark to blocks, tables, links and heading marks. The only file that knows the Markdown reader.

use super::html::{self, OpenAnchor, Piece};
use super::prepare::{TITLE, prepare};
use super::section::{self, Heading, HeadingStyle, Mark};
use super::text::{self, heading_key};
use super::{Block, BlockKind, Document, Image, Link, Table, front_matter};
use crate::source::Span;
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};
use std::ops::Range;

/// A bold line longer than this, in bytes, is a sentence and no heading.
const BOLD_HEADING_MAX: usize = 80;
/// Level of a bold line used as a heading: below every written level.
const BOLD_LEVEL: u8 = 7;
/// Level of a table row used as a section.
const ROW_LEVEL: u8 = 8;
/// First header cells (as heading keys) of tables whose rows are sections.
const ROW_SECTION_HEADERS: &[&str] = &["section", "topic", "heading", "chapter"];

/// Keys (as heading keys) that make a bold line `Key: value` an entry about the document.
const ENTRY_KEYS: &[&str] =
    &["author", "created", "date", "last modified", "last updated", "owner", "reviewer", "status", "updated", "version"];

pub(super) fn parse(text: &str) -> Document {
    let attributes = text::attribute_blocks(text);
    let mut builder = Builder { text, attributes, ..Builder::default() };
    // About as many as prose has; a list grown from nothing is copied again and again.
    builder.doc.blocks.reserve(text.len() / 128);
    if text.starts_with('\u{FEFF}') {
        builder.base = '\u{FEFF}'.len_utf8();
    }
    if let Some((mut block, problem)) = front_matter::read(&text[builder.base..]) {
        block.span = Span::new(builder.base, builder.base + block.span.end as usize);
        builder.base = block.span.end as usize;
        builder.doc.problems.extend(problem.map(|p| (block.span, format!("front matter: {p}"))));
        builder.doc.front_matter = Some(block);
    }
    let base = builder.base;
    each_event(text, base, |event, range| builder.event(event, range));
    builder.finish()
}

/// Hands on each event of the Markdown from `base` on, with its byte range in `text`.
pub(super) fn each_event(text: &str, base: usize, mut take: impl FnMut(Event<'_>, Range<usize>)) {
    let prepared = prepare(&text[base..]);
    #[expect(clippy::disallowed_methods, reason = "the one home of the Markdown reader")]
    let parser = Parser::new_ext(&prepared.text, options());
    for (event, range) in parser.into_offset_iter() {
        let range = prepared.original(range);
        take(event, range.start + base..range.end + base);
    }
}

/// Listed one by one: metadata blocks match `---` pairs in mid-document, smart punctuation rewrites text, heading
/// attributes eat `{internal}`.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM
}

/// Plain text of a stretch of Markdown: no emphasis marks, escapes, entities, attributes, tags, footnote marks or link
/// destinations; white space folded to one blank. A stretch cut out of a longer line may have marks at its ends that
/// have lost their partners (`**Owner` of `**Owner:** Ann`): those go too. `[words]` stays as it is, for whether it is
/// a link is known to the whole document alone.
pub fn plain(markdown: &str) -> String {
    let breaks = memchr::memchr(b'\\', markdown.as_bytes()).is_some() && markdown.contains("\\\n");
    let folded = if breaks { text::fold(&markdown.replace("\\\n", " ")) } else { text::fold(markdown) };
    if !folded.contains(['\\', '*', '_', '`', '<', '[', '&', '~', '{']) {
        return folded;
    }
    // Behind a full stop no line can be a list item, a heading or a definition.
    let line = format!(".{}", text::without_attributes(&folded));
    let mut out = String::with_capacity(line.len());
    let named = |link: BrokenLink<'_>| match link.link_type {
        LinkType::Reference | LinkType::Collapsed => Some((CowStr::from(""), CowStr::from(""))),
        _ => None,
    };
    // What was code at the very ends has its marks by right.
    let (mut code_first, mut code_last) = (false, false);
    for event in TextMergeStream::new(Parser::new_with_broken_link_callback(&line, options(), Some(named))) {
        match event {
            Event::Text(text) => {
                push_without_footnotes(&mut out, &text);
                code_last = false;
            }
            Event::Code(code) => {
                code_first |= out == ".";
                code_last = true;
                out.push_str(&code.replace("\\|", "|"));
            }
            Event::InlineHtml(html) => push_html(&mut out, &html),
            _ => {}
        }
    }
    let out = text::fold(out.strip_prefix('.').unwrap_or(&out));
    without_lost_marks(&out, code_first, code_last).to_owned()
}

/// Adds text without `[^1]`; whether the note exists is known to the whole document alone.
fn push_without_footnotes(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(open) = rest.find("[^") {
        let label = &rest[open + 2..];
        let end = label.find(|c: char| c == ']' || c == '[' || c.is_whitespace()).filter(|end| *end > 0 && label[*end..].starts_with(']'));
        out.push_str(&rest[..open + if end.is_some() { 0 } else { 2 }]);
        rest = &label[end.map_or(0, |end| end + 1)..];
    }
    out.push_str(rest);
}

/// Adds what a person sees of inline HTML: nothing, a gap, or a blank to fill in (`<TBD>`).
fn push_html(out: &mut String, source: &str) {
    match html::tag_at(source, 0, source.len()) {
        Some(tag) if tag.parts_words() => out.push(' '),
        Some(_) => {}
        None => out.push_str(source),
    }
}

/// The text without emphasis marks at its ends that have lost their partners. What looks like a file name (`*.md`,
/// `__init__.py`) keeps them.
fn without_lost_marks(text: &str, keep_first: bool, keep_last: bool) -> &str {
    let inside = |c: char, also: &str| c.is_alphanumeric() || c.is_whitespace() || !c.is_ascii() || also.contains(c);
    let mut kept = text;
    for mark in ["**", "__", "*", "`"] {
        // `__x` may be a name; bold words begin with a capital as a rule.
        if mark == "__" && (kept.matches(mark).count() != 1 || kept.trim_start_matches('_').starts_with(|c: char| c.is_lowercase())) {
            continue;
        }
        if let Some(rest) = kept.strip_prefix(mark).filter(|rest| !keep_first && rest.starts_with(|c| inside(c, "[(\"'"))) {
            kept = rest.trim_start();
        }
        if let Some(rest) = kept.strip_suffix(mark).filter(|rest| !keep_last && rest.ends_with(|c| inside(c, "])\"':.,;!?"))) {
            kept = rest.trim_end();
        }
    }
    if kept.is_empty() { text } else { kept }
}

/// An open run of inline text that will become one block.
struct Run {
    kind: BlockKind,
    /// None until the first inline event.
    span: Option<Range<usize>>,
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

/// An open heading.
struct OpenHeading {
    level: u8,
    start: usize,
    /// Its words so far.
    text: String,
}

/// An open code block.
struct OpenCode {
    lang: String,
    /// Its text so far; where it would begin, while there is none.
    body: Range<usize>,
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
    heading: Option<OpenHeading>,
    code: Option<OpenCode>,
    html: bool,
    /// Open footnote definitions.
    notes: usize,
    /// Attribute blocks behind links, brackets and code, in source order: offset and end.
    attributes: Vec<(usize, usize)>,
    /// The first of them that has not been passed.
    next_attributes: usize,
    /// Text of a heading before this offset is no words: an attribute block.
    silent_to: usize,
    anchor: OpenAnchor,
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
                Some(code) => {
                    let start = if code.body.is_empty() { range.start } else { code.body.start };
                    code.body = start..range.end;
                }
                None => self.words(&text, &range),
            },
            Event::Code(code) => {
                self.doc.code_spans.push(Span::new(range.start, range.end));
                self.heading_words(&code);
                self.inline(&range, false);
            }
            Event::Html(_) => {}
            Event::InlineHtml(source) => match html::tag_at(self.text, range.start, range.end) {
                Some(tag) => {
                    tag.enter(&mut self.doc, &mut self.anchor, self.text);
                    self.heading_words(if tag.parts_words() { " " } else { "" });
                    self.inline(&range, true);
                }
                // A blank to fill in: `<TBD>`.
                None => {
                    self.heading_words(&source);
                    self.inline(&range, false);
                }
            },
            Event::TaskListMarker(done) => {
                if let Some(item) = self.items.last_mut() {
                    item.task = Some(done);
                }
                if let Some(Run { kind: BlockKind::Item { task, .. }, .. }) = &mut self.run {
                    *task = Some(done);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                self.heading_words(" ");
                self.inline(&range, true);
            }
            Event::FootnoteReference(_) => {
                self.doc.masks.push(Span::new(range.start, range.end));
                self.inline(&range, false);
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => self.inline(&range, false),
            Event::Rule => self.flush(),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.flush();
                self.run = Some(Run { kind: self.text_kind(), span: None, lead: None, only_bold: true });
            }
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(OpenHeading { level: level as u8, start: range.start, text: String::new() });
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let (lang, body) = match kind {
                    CodeBlockKind::Fenced(info) => {
                        let first_line = self.text[range.clone()].lines().next().unwrap_or_default();
                        (language(&info), range.start + first_line.trim_end().len())
                    }
                    CodeBlockKind::Indented => (String::new(), range.start),
                };
                self.code = Some(OpenCode { lang, body: body..body });
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html = true;
                self.html_block(Span::new(range.start, range.end));
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
                self.notes += 1;
                self.doc.footnotes.push((label.into_string(), Span::new(range.start, range.end).trimmed(self.text)));
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table { span: Span::new(range.start, range.end).trimmed(self.text), ..Table::default() });
            }
            Tag::TableHead | Tag::TableRow => self.row.clear(),
            // A cell that the row lacks has no place in it.
            Tag::TableCell if range.is_empty() && (range.end == self.text.len() || self.text[..range.end].ends_with(['\n', '\r'])) => {}
            Tag::TableCell => self.row.push(Span::new(range.start, range.end).trimmed(self.text)),
            Tag::Strong => {
                let first = self.spans.is_empty()
                    && self.run.as_ref().is_none_or(|r| r.lead.is_none() && r.span.as_ref().is_none_or(Range::is_empty));
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
            Tag::Emphasis => self.inline(&(range.start..range.start), true),
            Tag::Strikethrough => self.inline(&(range.start..range.start), false),
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
                let Some(code) = self.code.take() else { return };
                let kept = self.text[code.body.clone()].trim_end().len();
                // An indented "line" of a space that is no ASCII one.
                if self.text[range.clone()].trim().is_empty() {
                    return;
                }
                // White space alone may reach past the section; an empty body stands at the fence.
                let start = if kept == 0 { range.start } else { code.body.start };
                let span = Span::new(start, start + kept);
                self.block(BlockKind::Code { lang: code.lang }, span, None);
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
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.notes -= 1;
            }
            TagEnd::TableHead => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.header = row;
                }
            }
            TagEnd::TableRow => {
                let mut row = std::mem::take(&mut self.row);
                self.extra_cells(&mut row, range.end);
                if let Some(table) = &mut self.table {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.end_table(table);
                }
            }
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

    /// Text outside of code blocks.
    fn words(&mut self, text: &str, range: &Range<usize>) {
        let source = self.text;
        let mut from = range.start.max(self.silent_to).min(range.end);
        while let Some(&(open, end)) = self.attributes.get(self.next_attributes).filter(|(open, _)| *open < range.end) {
            self.next_attributes += 1;
            if open < range.start {
                continue;
            }
            self.doc.masks.push(Span::new(open, end));
            // Behind a bracket the block is left for `without_attributes`, which takes the brackets with it.
            if self.heading.is_some() && self.text.as_bytes()[open - 1] != b']' {
                self.heading_words(&source[from..open]);
                self.silent_to = end;
                from = end.min(range.end);
            }
        }
        if self.heading.is_some() {
            // Where an entity or escape stands for the text, no part of it is silent.
            self.heading_words(if from == range.start { text } else { &source[from..range.end] });
        }
        self.inline(range, matches!(text.trim_ascii(), "" | ":"));
    }

    fn heading_words(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
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
            let span = run.span.get_or_insert_with(|| range.clone());
            span.end = span.end.max(range.end);
            run.only_bold &= silent || in_strong;
        } else if !self.items.is_empty() || range.end > range.start {
            let span = Some(range.clone());
            self.run = Some(Run { kind: self.text_kind(), span, lead: None, only_bold: silent || in_strong });
        }
    }

    /// What text is that begins here: an item's own text comes first in it.
    fn text_kind(&self) -> BlockKind {
        match self.items.last() {
            Some(item) if !item.written => BlockKind::Item { ordered: item.ordered, task: item.task },
            _ => BlockKind::Paragraph,
        }
    }

    /// Ends the open run: a block, or the heading that a line of bold words is.
    fn flush(&mut self) {
        self.strong = None;
        let Some(run) = self.run.take() else { return };
        let span = run.span.map_or(Span::default(), |span| Span::new(span.start, span.end).trimmed(self.text));
        // Confluence leaves lines with nothing but a backslash.
        if span.is_empty() || span.of(self.text) == "\\" {
            return;
        }
        if matches!(run.kind, BlockKind::Item { .. })
            && let Some(item) = self.items.last_mut()
        {
            item.written = true;
        }
        let alone = run.kind == BlockKind::Paragraph && self.is_top_level();
        if alone
            && run.only_bold
            && let Some(lead) = run.lead.filter(|_| is_bold_heading(span.of(self.text)))
        {
            let text = plain(lead.of(self.text).trim_end_matches(':'));
            if !text.is_empty() && !is_entry(&text) {
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

    /// True outside of lists, quotations and footnotes, where alone a heading is part of the outline.
    fn is_top_level(&self) -> bool {
        self.items.is_empty() && self.quotes == 0 && self.notes == 0
    }

    fn end_heading(&mut self, range: Range<usize>) {
        self.strong = None;
        let Some(open) = self.heading.take() else { return };
        let span = Span::new(open.start, range.end).trimmed(self.text);
        let (source, start) = (span.of(self.text), span.start as usize);
        let (style, inner) = if source.starts_with('#') {
            let inner = source.trim_start_matches('#');
            let closed = inner.trim_end_matches('#');
            let inner = if closed.is_empty() || closed.ends_with([' ', '\t']) { closed } else { inner };
            (
                HeadingStyle::Atx,
                source.len() - source.trim_start_matches('#').len()..source.len() - (source.trim_start_matches('#').len() - inner.len()),
            )
        } else if span.start == 0 && source.starts_with(TITLE) {
            (HeadingStyle::Atx, TITLE.len()..source.len())
        } else {
            (HeadingStyle::Setext, 0..source.rfind(['\n', '\r']).unwrap_or(source.len()))
        };
        let text_span = Span::new(start + inner.start, start + inner.end).trimmed(self.text);
        let kept = text::length_without_attributes(text_span.of(self.text));
        let text_span = Span { end: text_span.start + kept as u32, ..text_span };
        let text = text::fold(&text::without_attributes(&open.text));
        self.heading_or_nested(style, open.level, text, span, text_span);
    }

    /// A heading inside a list item, quotation or footnote belongs to that block, not to the outline.
    fn heading_or_nested(&mut self, style: HeadingStyle, level: u8, text: String, span: Span, text_span: Span) {
        if self.is_top_level() {
            self.mark(style, level, text, span, text_span);
        } else {
            self.doc.nested_headings.push(span);
            if !text_span.is_empty() {
                let kind = self.text_kind();
                if let Some(item) = self.items.last_mut() {
                    item.written = true;
                }
                self.block(kind, text_span, Some(text_span));
            }
        }
    }

    /// Adds the cells that a row has beyond the header's; Markdown shows them nowhere, and gives no event for them.
    fn extra_cells(&self, row: &mut Vec<Span>, row_end: usize) {
        let columns = self.table.as_ref().map_or(0, |t| t.header.len());
        let Some(last) = row.last().filter(|_| row.len() >= columns).map(|cell| cell.end as usize) else { return };
        let rest = Span::new(last, row_end).trimmed(self.text);
        let Some(cells) = rest.of(self.text).strip_prefix('|') else { return };
        let mut start = rest.start as usize + 1;
        let mut found = Vec::new();
        let mut escaped = false;
        for (i, byte) in cells.bytes().enumerate() {
            if byte == b'|' && !escaped {
                let end = rest.start as usize + 1 + i;
                found.push(Span::new(start, end).trimmed(self.text));
                start = end + 1;
            }
            escaped = byte == b'\\' && !escaped;
        }
        found.push(Span::new(start, rest.end as usize).trimmed(self.text));
        let written = found.iter().rposition(|cell| !cell.is_empty()).map_or(0, |i| i + 1);
        row.extend(&found[..written]);
    }

    fn end_table(&mut self, mut table: Table) {
        let head = table.header.first().map(|cell| heading_key(&plain(cell.of(self.text)))).unwrap_or_default();
        table.rows_are_sections = table.header.len() == 2 && ROW_SECTION_HEADERS.contains(&head.as_str()) && self.is_top_level();
        let rows = if table.rows_are_sections { table.rows.clone() } else { Vec::new() };
        // A last row of nothing but no-break spaces lies behind the trimmed table.
        let end = table.span.end;
        for cell in table.rows.iter_mut().flatten().filter(|cell| cell.end > end) {
            *cell = Span { start: end, end };
        }
        let index = self.doc.tables.len();
        let span = table.span;
        self.doc.tables.push(table);
        self.block(BlockKind::Table(index), span, None);
        let mut named = false;
        for row in rows {
            let Some((&name, cells)) = row.split_first() else { continue };
            let text = plain(name.of(self.text));
            let at = self.doc.blocks.len();
            if !text.is_empty() {
                let heading = Heading { style: HeadingStyle::TableRow, level: ROW_LEVEL, text, span: name, text_span: name };
                self.marks.push(Mark { heading, before: at, body: Some(at..at) });
                named = true;
            }
            for cell in cells.iter().filter(|cell| !cell.is_empty()) {
                self.block(BlockKind::Cell, *cell, None);
            }
            // A row without a name goes on with the one above.
            let end = self.doc.blocks.len();
            if let Some(body) = self.marks.last_mut().and_then(|mark| mark.body.as_mut()).filter(|_| named) {
                body.end = end;
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
        let dest = text::address(dest);
        if image {
            self.doc.images.push(Image { span, alt: text, dest });
        } else {
            self.doc.links.push(Link { span, text, dest });
        }
        self.inline(&range, true);
    }

    /// Headings, tables and text of a block of raw HTML.
    fn html_block(&mut self, block: Span) {
        for piece in html::read(&mut self.doc, self.text, block) {
            match piece {
                Piece::Tags(span) => self.block(BlockKind::Html, span.trimmed(self.text), None),
                Piece::Text { span, item, depth } => {
                    let kind = item.map_or(BlockKind::Paragraph, |ordered| BlockKind::Item { ordered, task: None });
                    self.block(kind, span, None);
                    if let Some(block) = self.doc.blocks.last_mut() {
                        block.depth = block.depth.saturating_add(depth);
                    }
                }
                Piece::Heading { level, span, text_span } => {
                    let text = plain(text_span.of(self.text));
                    if text.is_empty() {
                        self.block(BlockKind::Html, span, None);
                    } else {
                        self.heading_or_nested(HeadingStyle::Html, level, text, span, text_span);
                    }
                }
                Piece::Table(table) => self.end_table(table),
                Piece::Code(span) => self.block(BlockKind::Code { lang: String::new() }, span, None),
            }
        }
    }

    fn finish(mut self) -> Document {
        self.flush();
        self.doc.masks = merged(self.doc.masks);
        self.doc.code_spans = merged(self.doc.code_spans);
        self.doc.links.sort_by_key(|l| l.span);
        self.doc.images.sort_by_key(|i| i.span);
        self.doc.directives.sort_by_key(|d| d.span);
        self.doc.sections = section::build(self.marks, &mut self.doc.blocks, self.text);
        self.doc
    }
}

/// The spans in order, those that overlap made one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let overlap = next.start < kept.end;
        if overlap {
            kept.end = kept.end.max(next.end);
        }
        overlap
    });
    spans
}

/// The language that the info string of a code block names, in lower case.
fn language(info: &str) -> String {
    // Pandoc writes what Confluence knew as a parameter: `{.syntaxhighlighter-pre params="brush: java; ..."}`.
    let info = info.split_once("brush:").map_or(info, |(_, brush)| brush);
    let word = info.split(|c: char| c.is_whitespace() || ",;{}\"".contains(c)).find(|w| !w.is_empty());
    word.unwrap_or_default().trim_start_matches('.').to_lowercase()
}

/// True when a line of bold words may stand for a heading: it is one line, short, and ends like no sentence.
fn is_bold_heading(line: &str) -> bool {
    line.len() <= BOLD_HEADING_MAX && !line.contains('\n') && !line.trim_end_matches(['*', '_']).ends_with(['.', ',', ';', '!'])
}

/// True for a bold line that is an entry about the document (`Status: Draft`) or a blank to fill in.
fn is_entry(text: &str) -> bool {
    if ["tbd", "tba", "todo", "n/a"].contains(&text.to_lowercase().as_str()) {
        return true;
    }
    text.split_once(':').is_some_and(|(key, value)| !value.trim().is_empty() && ENTRY_KEYS.contains(&heading_key(key).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_has_no_markup() {
        for (markdown, text) in [
            ("**1\\. Title**  `x_y` [a](http://b) <br> _z_ ~~old~~", "1. Title x_y a z old"),
            ("a < b, 2 * 3, 2**40 and *.md", "a < b, 2 * 3, 2**40 and *.md"),
            ("Tom &amp; Jerry&nbsp;&lt;x&gt; AT&T", "Tom & Jerry <x> AT&T"),
            ("![alt](x.png) [b][ref] [c] [x] note[^1] H<sub>2</sub>O", "alt b [c] [x] note H2O"),
            ("`a\\|b` and a \\| b", "a|b and a | b"),
            ("owner: <TBD> <!-- hidden -->", "owner: <TBD>"),
            ("[ Ann]{.author} and [x](y){.z} {#a}", "Ann and x"),
            ("one\n  two\\\nthree", "one two three"),
            ("1. # - no block", "1. # - no block"),
        ] {
            assert_eq!(plain(markdown), text, "{markdown}");
        }
    }

    #[test]
    fn marks_that_lost_their_partner_go() {
        for (markdown, text) in
            [("**Owner", "Owner"), ("** Ann", "Ann"), ("2024-01-02*", "2024-01-02"), ("__Status", "Status"), ("`x", "x")]
        {
            assert_eq!(plain(markdown), text, "{markdown}");
        }
        for text in ["*", "**", "*.md", "__a__b", "__a", "**/*.rs"] {
            assert_eq!(plain(text), text);
        }
        assert_eq!(plain("`__a`"), "__a");
    }
}
