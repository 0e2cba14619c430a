//! Raw HTML as a person sees it: the text between tags, headings, tables, images and links. The tags are no words.

use super::{Document, Image, Link, Table, directive};
use crate::source::Span;

/// Elements of a block without a closing tag after which none is looked for any more.
const FAILURES_MAX: usize = 16;

/// A tag, comment or declaration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'a> {
    /// All of it.
    pub span: Span,
    source: &'a str,
    /// Name as written, empty for comments and declarations.
    name: &'a str,
    closing: bool,
}

/// What stands between block-level tags.
#[derive(Debug)]
pub(super) enum Piece {
    /// Tags and comments alone.
    Tags(Span),
    /// Text, with the inline tags in it.
    Text {
        span: Span,
        /// True or false in a numbered or plain list.
        item: Option<bool>,
        /// Open lists around it.
        depth: u8,
    },
    Heading {
        level: u8,
        span: Span,
        /// Between the tags.
        text_span: Span,
    },
    Table(Table),
    Code(Span),
}

/// A link whose closing tag has not been met: destination and opening tag.
pub(super) type OpenAnchor = Option<(String, Span)>;

/// The tag that begins at `start`, at most to `end`. None when the text there is no tag: `a < b`, `<TBD>`, `<your name>`.
pub(super) fn tag_at(text: &str, start: usize, end: usize) -> Option<Tag<'_>> {
    let rest = text[start..end].strip_prefix('<')?;
    let whole = |length: usize| {
        let span = Span::new(start, start + 1 + length);
        Tag { span, source: span.of(text), name: "", closing: false }
    };
    if let Some(comment) = rest.strip_prefix("!--") {
        // `<!-->` is a comment too.
        return Some(whole(rest[1..].find("-->").map_or(comment.len() + 3, |i| i + 4)));
    }
    if rest.starts_with(['!', '?']) {
        return rest[1..]
            .starts_with(|c: char| c.is_ascii_alphabetic() || c == '[')
            .then(|| whole(rest.find('>').map_or(rest.len(), |i| i + 1)));
    }
    let closing = rest.starts_with('/');
    let name = &rest[usize::from(closing)..];
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len())];
    let after = &rest[usize::from(closing) + name.len()..];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !after.starts_with(|c: char| c.is_whitespace() || c == '/' || c == '>') {
        return None;
    }
    let attributes = tag_end(after).or_else(|| after.find('>').map(|i| i + 1))?;
    if !closing && !is_element(name) && !after[..attributes].contains('=') {
        return None;
    }
    Some(Tag { name, closing, ..whole(rest.len() - after.len() + attributes) })
}

/// Length up to and with the `>` that ends a tag; one inside a quoted value ends none.
fn tag_end(attributes: &str) -> Option<usize> {
    let mut quote = None;
    for (i, byte) in attributes.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return Some(i + 1),
            (b'"' | b'\'', None) => quote = Some(byte),
            _ if quote == Some(byte) => quote = None,
            _ => {}
        }
    }
    None
}

impl Tag<'_> {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// True when it parts words: a line break or the edge of a block.
    pub(super) fn parts_words(&self) -> bool {
        self.is("br") || self.is_block()
    }

    fn is_block(&self) -> bool {
        !self.name.is_empty() && !INLINE.iter().any(|name| self.is(name))
    }

    fn heading_level(&self) -> Option<u8> {
        let level = self.name.strip_prefix(['h', 'H'])?.parse().ok()?;
        (!self.closing && (1..=6).contains(&level)).then_some(level)
    }

    /// Value of an attribute, as a span of the document.
    fn value(&self, name: &str) -> Option<Span> {
        let lower = self.source.to_ascii_lowercase();
        let mut from = 0;
        while let Some(at) = lower[from..].find(name).map(|i| from + i) {
            from = at + name.len();
            let before = lower.as_bytes()[at - 1];
            let rest = self.source[from..].trim_start();
            if !(before.is_ascii_whitespace() || matches!(before, b'"' | b'\'')) || !rest.starts_with('=') {
                continue;
            }
            let rest = rest[1..].trim_start();
            let start = self.source.len() - rest.len();
            let (start, length) = match rest.as_bytes().first()? {
                quote @ (b'"' | b'\'') => (start + 1, rest[1..].find(char::from(*quote))?),
                _ => (start, rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len())),
            };
            let start = self.span.start as usize + start;
            return Some(Span::new(start, start + length));
        }
        None
    }

    /// Enters the tag into the document: what it hides, says to the tool, shows or links.
    pub(super) fn enter(&self, doc: &mut Document, anchor: &mut OpenAnchor, text: &str) {
        doc.masks.push(self.span);
        doc.directives.extend(directive::read(self.source, self.span));
        if self.is("img") {
            if let Some(dest) = self.value("src").filter(|s| !s.is_empty()) {
                let alt = self.value("alt").unwrap_or(Span { start: dest.end, end: dest.end });
                doc.images.push(Image { span: self.span, alt, dest: super::address(dest.of(text).to_owned()) });
            }
        } else if self.is("a") {
            match anchor.take() {
                Some((dest, open)) if self.closing => {
                    let text_span = Span { start: open.end, end: self.span.start };
                    doc.links.push(Link { span: open.join(self.span), text: text_span.trimmed(text), dest });
                }
                _ => {
                    let dest = self.value("href").map(|dest| super::address(dest.of(text).to_owned())).filter(|dest| !dest.is_empty());
                    *anchor = dest.map(|dest| (dest, self.span));
                }
            }
        }
    }
}

/// Reads a block of raw HTML and enters its tags into the document.
pub(super) fn read(doc: &mut Document, text: &str, block: Span) -> Vec<Piece> {
    let last_sign = block.of(text).rfind('>').map_or(0, |i| block.start as usize + i);
    let end = block.end as usize;
    let mut reader = Reader { text, end, last_sign, failures: 0, pieces: Vec::new(), lists: Vec::new(), item: None, anchor: None };
    reader.block(doc, block.start as usize);
    reader.pieces
}

struct Reader<'a> {
    text: &'a str,
    end: usize,
    /// Offset of the last `>`.
    last_sign: usize,
    /// Elements so far that nothing closes.
    failures: usize,
    pieces: Vec<Piece>,
    /// Open lists; true for numbered ones.
    lists: Vec<bool>,
    /// The list of an item that has no text yet.
    item: Option<bool>,
    anchor: OpenAnchor,
}

impl<'a> Reader<'a> {
    fn next_tag(&self, from: usize) -> Option<Tag<'a>> {
        // Behind the last `>` no tag ends; looking for the end again from each `<` would take quadratic time.
        self.text[from..self.end].match_indices('<').map(|(i, _)| from + i).find_map(|at| {
            let closes = at < self.last_sign || self.text[at + 1..].starts_with(['!', '?']);
            if closes { tag_at(self.text, at, self.end) } else { None }
        })
    }

    /// The closing tag that ends what `open` begins, nested ones of the same name skipped.
    fn closing(&mut self, open: &Tag<'_>) -> Option<Tag<'a>> {
        // Each failure reads the block to its end.
        if self.failures > FAILURES_MAX {
            return None;
        }
        let (mut at, mut depth) = (open.span.end as usize, 1);
        while let Some(tag) = self.next_tag(at) {
            at = tag.span.end as usize;
            if tag.is(open.name) {
                depth = if tag.closing { depth - 1 } else { depth + 1 };
                if depth == 0 {
                    return Some(tag);
                }
            }
        }
        self.failures += 1;
        None
    }

    fn block(&mut self, doc: &mut Document, start: usize) {
        let (mut at, mut run) = (start, start);
        while let Some(tag) = self.next_tag(at) {
            at = tag.span.end as usize;
            if !tag.is_block() {
                tag.enter(doc, &mut self.anchor, self.text);
                continue;
            }
            self.flush(run, tag.span.start as usize);
            at = self.block_tag(doc, &tag);
            run = at;
        }
        self.flush(run, self.end);
    }

    /// Handles a block-level tag and what it alone holds; returns where to read on.
    fn block_tag(&mut self, doc: &mut Document, tag: &Tag<'_>) -> usize {
        let level = tag.heading_level();
        let table = tag.is("table") && !tag.closing;
        let raw = !tag.closing && ["script", "style", "svg"].iter().any(|name| tag.is(name));
        let code = tag.is("pre") && !tag.closing;
        let close = if level.is_some() || table || raw || code { self.closing(tag) } else { None };
        if let Some(close) = close {
            let (span, inner) = (tag.span.join(close.span), Span { start: tag.span.end, end: close.span.start });
            let read = if let Some(level) = level {
                self.inline(doc, inner);
                self.pieces.push(Piece::Heading { level, span, text_span: inner.trimmed(self.text) });
                true
            } else if table {
                self.table(doc, span)
            } else if code {
                self.inline(doc, inner);
                self.pieces.push(Piece::Code(inner.trimmed(self.text)));
                true
            } else {
                doc.masks.push(span);
                self.tags(span);
                true
            };
            if read {
                return close.span.end as usize;
            }
        }
        if tag.is("ul") || tag.is("ol") {
            if tag.closing {
                self.lists.pop();
            } else {
                self.lists.push(tag.is("ol"));
            }
        } else if tag.is("li") {
            self.item = self.lists.last().copied().filter(|_| !tag.closing);
        }
        tag.enter(doc, &mut self.anchor, self.text);
        self.tags(tag.span);
        tag.span.end as usize
    }

    /// Enters all tags of a stretch.
    fn inline(&mut self, doc: &mut Document, span: Span) {
        let mut at = span.start as usize;
        while let Some(tag) = self.next_tag(at).filter(|t| t.span.end <= span.end) {
            tag.enter(doc, &mut self.anchor, self.text);
            at = tag.span.end as usize;
        }
    }

    /// Ends a run between block-level tags: text, or tags alone.
    fn flush(&mut self, start: usize, end: usize) {
        let span = Span::new(start, end).trimmed(self.text);
        if span.is_empty() {
            return;
        }
        let mut at = span.start as usize;
        let mut words = false;
        while let Some(tag) = self.next_tag(at).filter(|t| t.span.start < span.end) {
            words |= has_words(&self.text[at..tag.span.start as usize]);
            // A comment that nothing closes goes on behind the last word.
            at = tag.span.end.min(span.end) as usize;
        }
        if words || has_words(&self.text[at..span.end as usize]) {
            self.pieces.push(Piece::Text { span, item: self.item.take(), depth: self.lists.len().min(255) as u8 });
        } else {
            self.tags(span);
        }
    }

    fn tags(&mut self, span: Span) {
        if let Some(Piece::Tags(last)) = self.pieces.last_mut()
            && self.text[last.end as usize..span.start as usize].trim().is_empty()
        {
            *last = last.join(span);
        } else {
            self.pieces.push(Piece::Tags(span));
        }
    }

    /// Reads a table; false, and nothing entered, when it has no cell.
    fn table(&mut self, doc: &mut Document, span: Span) -> bool {
        let mut rows: Vec<Vec<Span>> = Vec::new();
        let (mut at, mut depth, mut cell) = (span.start as usize, 0, None);
        while let Some(tag) = self.next_tag(at).filter(|t| t.span.end <= span.end) {
            at = tag.span.end as usize;
            if tag.is("table") {
                depth = if tag.closing { depth - 1 } else { depth + 1 };
            }
            let (is_row, is_cell) = (tag.is("tr"), tag.is("td") || tag.is("th"));
            let ends = depth == 0 || depth == 1 && (is_row || is_cell || tag.is("tbody") || tag.is("thead"));
            if !ends {
                continue;
            }
            if let (Some(start), Some(row)) = (cell.take(), rows.last_mut()) {
                row.push(Span { start, end: tag.span.start }.trimmed(self.text));
            }
            if is_row && !tag.closing {
                rows.push(Vec::new());
            } else if is_cell && !tag.closing {
                if rows.is_empty() {
                    rows.push(Vec::new());
                }
                cell = Some(tag.span.end);
            }
        }
        rows.retain(|row| !row.is_empty());
        if rows.is_empty() {
            return false;
        }
        self.inline(doc, span);
        let header = rows.remove(0);
        self.pieces.push(Piece::Table(Table { span, header, rows, rows_are_sections: false, is_scattered: false }));
        true
    }
}

/// True when more than white space and the marks of a quotation stands there.
fn has_words(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && c != '>')
}

/// Elements that stand inside a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "mark",
    "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];

/// True for the elements that people write in Markdown. Of the others, those that read like a blank to be filled in
/// (`<title>`, `<data>`, `<address>`) count as tags when they have attributes.
fn is_element(name: &str) -> bool {
    const BLOCK: &[&str] = &[
        "article",
        "aside",
        "audio",
        "blockquote",
        "body",
        "button",
        "canvas",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "iframe",
        "legend",
        "li",
        "main",
        "math",
        "meta",
        "nav",
        "noscript",
        "ol",
        "optgroup",
        "option",
        "p",
        "picture",
        "pre",
        "rp",
        "rt",
        "ruby",
        "script",
        "section",
        "select",
        "style",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
        "track",
        "ul",
        "video",
    ];
    BLOCK.iter().chain(INLINE).any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(html: &str) -> Vec<String> {
        let mut doc = Document::default();
        let pieces = read(&mut doc, html, Span::new(0, html.len()));
        let show = |piece: &Piece| match piece {
            Piece::Tags(span) => format!("tags {}", span.of(html)),
            Piece::Text { span, item, depth } => format!("text {item:?} {depth} {}", span.of(html)),
            Piece::Heading { level, text_span, .. } => format!("h{level} {}", text_span.of(html)),
            Piece::Table(table) => {
                let cells: Vec<&str> = table.header.iter().chain(table.rows.iter().flatten()).map(|c| c.of(html)).collect();
                format!("table {}x{} {}", table.header.len(), table.rows.len(), cells.join("|"))
            }
            Piece::Code(span) => format!("code {}", span.of(html)),
        };
        pieces.iter().map(show).collect()
    }

    #[test]
    fn text_lists_headings_and_tables_are_found_between_tags() {
        assert_eq!(pieces("<aside>\nOne <b>two</b>.\n</aside>"), ["tags <aside>", "text None 0 One <b>two</b>.", "tags </aside>"]);
        assert_eq!(pieces("<H2 id=\"a>b\">T</H2><!-- c -->"), ["h2 T", "tags <!-- c -->"]);
        assert_eq!(pieces("<ol><li>a</li></ol>"), ["tags <ol><li>", "text Some(true) 1 a", "tags </li></ol>"]);
        let table = "<table><tr><th>A<th>B</tr><tr><td>1</td><td><table><tr><td>x</td></tr></table></td></tr></table>";
        assert_eq!(pieces(table), ["table 2x1 A|B|1|<table><tr><td>x</td></tr></table>"]);
        assert_eq!(pieces("<table></table>"), ["tags <table></table>"]);
        assert_eq!(pieces("<pre>\na\n</pre>"), ["code a"]);
    }

    #[test]
    fn blanks_to_fill_in_are_text() {
        for text in ["<TBD>", "<your name>", "<address>", "< b>", "<3", "<"] {
            assert!(tag_at(text, 0, text.len()).is_none(), "{text}");
        }
        for text in ["<br>", "</P >", "<Tab x=\"1\">", "<!-->", "<!-- <b> -->", "<?php ?>", "<img src='>'>", "</x>"] {
            assert_eq!(tag_at(text, 0, text.len()).map(|t| t.source), Some(text));
        }
    }

    #[test]
    fn images_and_links_of_tags_are_entered() {
        let html = "<p data-src=\"no\"><a href='u'> go </a><IMG alt=\"A\" src=x.png></p>";
        let mut doc = Document::default();
        read(&mut doc, html, Span::new(0, html.len()));
        assert_eq!((doc.images[0].dest.as_str(), doc.images[0].alt.of(html)), ("x.png", "A"));
        assert_eq!((doc.links[0].dest.as_str(), doc.links[0].text.of(html)), ("u", "go"));
    }
}
