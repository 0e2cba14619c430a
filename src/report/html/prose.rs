//! A document as its reader knows it: Markdown to HTML in which nothing comes from the document but text, with highlights, chips and
//! comments at their places.

use super::drawing::{self, Drawing};
use super::escape::{address, escape};
use super::marks::Marks;
use super::slug::slugs;
use crate::diagram::Diagram;
use crate::document::{Alignment, Element, Markup};
use crate::source::{SourceFile, Span};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Longest words of a cell that are kept on one line when they look like an id, in characters.
const ID: usize = 16;

/// What a document is drawn from.
pub(super) struct Source<'a> {
    /// Its number on the page.
    pub number: usize,
    /// Its text.
    pub file: &'a SourceFile,
    /// Its pieces.
    pub pieces: &'a [(Markup, Span)],
    /// Its drawings.
    pub diagrams: &'a [Diagram],
    /// Writes the comment of this number.
    pub comment: &'a dyn Fn(usize) -> String,
}

/// Where words stand, in source order: places that can be highlighted.
pub(super) fn leaves(pieces: &[(Markup, Span)]) -> Vec<Span> {
    let is_leaf = |piece: &Markup| matches!(piece, Markup::Words(_) | Markup::Code(_) | Markup::Html(_) | Markup::Note(_));
    pieces.iter().filter(|(piece, span)| is_leaf(piece) && !span.is_empty()).map(|(_, span)| *span).collect()
}

/// Lines at which elements begin that links can lead to, in their order.
pub(super) fn lines(file: &SourceFile, pieces: &[(Markup, Span)]) -> Vec<u32> {
    let open = pieces.iter().filter(|(piece, _)| matches!(piece, Markup::Open(element) if has_line(element)));
    let mut lines: Vec<u32> = open.map(|(_, span)| file.line1(span.start)).collect();
    lines.dedup();
    lines
}

fn has_line(element: &Element) -> bool {
    use Element::{CodeBlock, FrontMatter, Head, Heading, HtmlBlock, Item, Paragraph, Row};
    matches!(element, Paragraph | Heading(_) | CodeBlock(_) | HtmlBlock | Item | Head | Row | FrontMatter)
}

/// The document as HTML.
pub(super) fn render(source: &Source<'_>, marks: Marks) -> String {
    let mut prose = Prose {
        source,
        marks,
        slugs: slugs(source.pieces),
        out: String::new(),
        open: Vec::new(),
        hosts: vec![Vec::new()],
        line: 0,
        headings: 0,
    };
    let mut at = 0;
    while let Some((piece, span)) = source.pieces.get(at) {
        at += prose.piece(at, piece, *span);
    }
    // What stands behind the last words.
    prose.chips(u32::MAX);
    prose.comments();
    prose.out
}

/// An open element, as it is closed.
struct Open {
    end: String,
    /// Comments on what is in it stand behind it, or at its end.
    host: Host,
    /// Of a row: what its cells are.
    cells: &'static str,
    /// Of a table: how its columns are aligned, and the next of them.
    columns: (Vec<Alignment>, usize),
    /// Words in it are shown as they stand, with their line ends.
    literal: bool,
    /// Of a row: the line that its first cell shows.
    line: String,
    /// Of a row: how many cells stand before the one that has its links at its end, and the links.
    links: (usize, String),
    /// What stands at its end.
    tail: String,
}

impl Open {
    fn ending(end: String, host: Host) -> Self {
        let (columns, links) = ((Vec::new(), 0), (0, String::new()));
        Self { end, host, cells: "td", columns, literal: false, line: String::new(), links, tail: String::new() }
    }
}

/// Where comments on an element's words stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Host {
    /// With those of the element around it.
    Around,
    /// Before it ends.
    Inside,
    /// Behind it.
    Behind,
}

struct Prose<'a> {
    source: &'a Source<'a>,
    marks: Marks,
    slugs: BTreeMap<String, usize>,
    out: String,
    open: Vec<Open>,
    /// Numbers of comments that wait for the end of each open host, the outermost first.
    hosts: Vec<Vec<usize>>,
    /// The last line that links can lead to.
    line: u32,
    /// Headings so far.
    headings: usize,
}

impl Prose<'_> {
    /// Writes a piece; how many pieces that were.
    fn piece(&mut self, at: usize, piece: &Markup, span: Span) -> usize {
        match piece {
            Markup::Open(Element::CodeBlock(_)) => {
                let drawn = self.source.diagrams.iter().find(|diagram| span.contains(diagram.span));
                if let Some(drawing) = drawn.and_then(|diagram| drawing::draw(diagram, self.source.file.text())) {
                    return self.drawing(at, span, &drawing);
                }
                self.start(at, &Element::CodeBlock(String::new()), span);
            }
            Markup::Open(Element::Row) if matches!(self.source.pieces.get(at + 1), Some((Markup::Close, _))) => return self.left_out(span),
            Markup::Open(Element::Image(address)) => return self.image(at, address, span),
            Markup::Open(element) => self.start(at, element, span),
            Markup::Close => self.end(),
            Markup::Words(words) => self.words(words, span, span),
            Markup::Code(code) => self.code(code, span),
            Markup::Html(html) => self.html(html, span),
            Markup::SoftBreak => self.out.push('\n'),
            Markup::HardBreak => self.out.push_str("<br>\n"),
            Markup::Rule => self.out.push_str("<hr>\n"),
            Markup::Task(done) => {
                let mark = if *done { '\u{2611}' } else { '\u{2610}' };
                let _ = write!(self.out, "<span class=\"task\">{mark}</span> ");
            }
            Markup::Note(label) => {
                self.chips(span.end);
                self.out.push_str("<sup>");
                self.words(label, span, span);
                self.out.push_str("</sup>");
            }
        }
        1
    }

    fn start(&mut self, at: usize, element: &Element, span: Span) {
        let top = self.open.is_empty();
        let mut row = (String::new(), (0, String::new()));
        if matches!(element, Element::CodeBlock(_) | Element::FrontMatter) {
            self.links(span);
        }
        let (id, number) = if has_line(element) { self.line_id(element, span) } else { Default::default() };
        if matches!(element, Element::Head | Element::Row) {
            row = (number.clone(), self.row_links(at, span));
        }
        let line = if matches!(element, Element::Head | Element::Row) { id } else { id + &number };
        let outer = if top { Host::Behind } else { Host::Around };
        let (tag, end, host) = match element {
            Element::Paragraph => (format!("<p{line}>"), "</p>\n".to_owned(), outer),
            Element::Heading(level) => {
                let (shown, number) = ((level + 2).min(6), self.headings);
                self.headings += 1;
                // The line's id is on the heading, its own on what stands in it.
                let own = format!("<span id=\"d{}h{number}\"></span>", self.source.number);
                (format!("<h{shown} class=\"h{level}\"{line}>{own}"), format!("</h{shown}>\n"), outer)
            }
            Element::Quote => ("<blockquote>".to_owned(), "</blockquote>\n".to_owned(), outer),
            Element::CodeBlock(_) => (format!("<pre tabindex=\"0\"{line}><code>"), "</code></pre>\n".to_owned(), outer),
            Element::FrontMatter => (format!("<pre class=\"meta\" tabindex=\"0\"{line}>"), "</pre>\n".to_owned(), outer),
            Element::HtmlBlock => (format!("<div class=\"raw\"{line}>"), "</div>\n".to_owned(), outer),
            Element::List(None) => ("<ul>\n".to_owned(), "</ul>\n".to_owned(), outer),
            Element::List(Some(1)) => ("<ol>\n".to_owned(), "</ol>\n".to_owned(), outer),
            Element::List(Some(first)) => (format!("<ol start=\"{first}\">\n"), "</ol>\n".to_owned(), outer),
            Element::Item => (format!("<li{line}>"), "</li>\n".to_owned(), Host::Inside),
            Element::Footnote(label) => (format!("<div class=\"footnote\"><sup>{}</sup> ", escape(label)), "</div>\n".to_owned(), outer),
            Element::Table(_) => (
                "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n".to_owned(),
                "</tbody></table></div>\n".to_owned(),
                outer,
            ),
            Element::Head => (format!("<thead><tr{line}>"), "</tr></thead><tbody>\n".to_owned(), Host::Around),
            Element::Row => (format!("<tr{line}>"), "</tr>\n".to_owned(), Host::Around),
            Element::Cell => self.cell(at),
            Element::Emphasis => ("<em>".to_owned(), "</em>".to_owned(), Host::Around),
            Element::Strong => ("<strong>".to_owned(), "</strong>".to_owned(), Host::Around),
            Element::Struck => ("<s>".to_owned(), "</s>".to_owned(), Host::Around),
            Element::Link(to) => {
                // No link stands in another.
                self.chips(span.end);
                self.link(to)
            }
            Element::Image(_) => (String::new(), String::new(), Host::Around),
        };
        self.out.push_str(&tag);
        if host != Host::Around {
            self.hosts.push(Vec::new());
        }
        let columns = if let Element::Table(columns) = element { columns.clone() } else { Vec::new() };
        if matches!(element, Element::Head | Element::Row)
            && let Some(table) = self.open.last_mut()
        {
            table.columns.1 = 0;
        }
        let mut tail = String::new();
        if *element == Element::Cell
            && let Some(row) = self.open.last_mut()
        {
            match row.links.0.checked_sub(1) {
                Some(left) => row.links.0 = left,
                None => tail = std::mem::take(&mut row.links.1),
            }
        }
        let literal = matches!(element, Element::CodeBlock(_) | Element::FrontMatter | Element::HtmlBlock);
        let cells = if *element == Element::Head { "th" } else { "td" };
        let (line, links) = row;
        self.open.push(Open { cells, columns: (columns, 0), literal, line, links, tail, ..Open::ending(end, host) });
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if open.host == Host::Inside {
            self.comments();
        }
        self.out.push_str(&open.tail);
        self.out.push_str(&open.end);
        if open.host == Host::Behind {
            self.comments();
        }
    }

    /// The id by which links lead to the line of an element, and its number to be shown, of code the last one too; nothing for a line
    /// that has one.
    fn line_id(&mut self, element: &Element, span: Span) -> (String, String) {
        let line = self.source.file.line1(span.start);
        if line == self.line {
            return Default::default();
        }
        self.line = line;
        let text = span.of(self.source.file.text()).trim_end();
        let more = if matches!(element, Element::CodeBlock(_)) { text.matches('\n').count() as u32 } else { 0 };
        let shown = if more > 0 { format!("{line}\u{2013}{}", line + more) } else { line.to_string() };
        (format!(" id=\"d{}l{line}\"", self.source.number), format!(" data-l=\"{shown}\""))
    }

    /// Writes the links of code before it.
    fn links(&mut self, span: Span) {
        let links = self.marks.take_links(span);
        if !links.is_empty() {
            let _ = writeln!(self.out, "<p class=\"links\">{links}</p>");
        }
    }

    /// The links of a row, and how many cells stand before its longest, at the end of which they part no words.
    fn row_links(&mut self, at: usize, span: Span) -> (usize, String) {
        let rest = self.source.pieces[at + 1..].iter().map(|(piece, span)| (piece, *span));
        let cells = rest.take_while(|(_, own)| span.contains(*own)).filter(|(piece, _)| matches!(piece, Markup::Open(Element::Cell)));
        let longest = cells.enumerate().max_by_key(|(at, (_, cell))| (cell.end - cell.start, std::cmp::Reverse(*at)));
        let Some((before, _)) = longest else { return Default::default() };
        let links = self.marks.take_links(span);
        (before, if links.is_empty() { links } else { format!("<span class=\"links\">{links}</span>") })
    }

    /// A cell; one without words heads no column.
    fn cell(&mut self, at: usize) -> (String, String, Host) {
        let words = self.source.pieces[at].1.of(self.source.file.text()).trim_matches(['|', ' ']);
        let is_empty = matches!(self.source.pieces.get(at + 1), Some((Markup::Close, _)));
        let is_id = !words.contains(char::is_whitespace) && words.contains(|c: char| c.is_ascii_digit()) && words.chars().count() <= ID;
        let row = self.open.last_mut();
        let (cells, line) = row.map_or(("td", String::new()), |row| (row.cells, std::mem::take(&mut row.line)));
        let name = if is_empty { "td" } else { cells };
        let table = self.open.iter_mut().rev().find(|open| !open.columns.0.is_empty());
        let aligned = table.and_then(|table| {
            table.columns.1 += 1;
            table.columns.0.get(table.columns.1 - 1).copied()
        });
        let class = match aligned {
            Some(Alignment::Center) => " class=\"mid\"",
            Some(Alignment::End) => " class=\"end\"",
            _ if is_id => " class=\"id\"",
            _ => "",
        };
        (format!("<{name}{class}{line}>"), format!("</{name}>"), Host::Around)
    }

    /// A link where it leads somewhere that a page may link to; else its words, with the address to be read.
    fn link(&self, to: &str) -> (String, String, Host) {
        let own = to.strip_prefix('#').and_then(|name| self.slugs.get(name));
        if let Some(heading) = own {
            return (format!("<a href=\"#d{}h{heading}\">", self.source.number), "</a>".to_owned(), Host::Around);
        }
        match address(to) {
            Some(to) => (format!("<a href=\"{to}\" rel=\"noopener noreferrer\">"), "</a>".to_owned(), Host::Around),
            None => (format!("<span class=\"nolink\" title=\"{}\">", escape(to)), "</span>".to_owned(), Host::Around),
        }
    }

    /// Rows that are left out; how many pieces stand for them.
    fn left_out(&mut self, span: Span) -> usize {
        let (first, last) = self.source.file.lines1(span);
        let lines = if first == last { format!("Line {first} is") } else { format!("Lines {first} to {last} are") };
        let (id, number) = self.line_id(&Element::Row, span);
        let columns = self.open.last().map_or(1, |table| table.columns.0.len());
        let _ = writeln!(self.out, "<tr class=\"gap\"{id}><td colspan=\"{columns}\"{number}>{lines} left out.</td></tr>");
        2
    }

    /// An image is never fetched: its words and its address.
    fn image(&mut self, at: usize, address: &str, span: Span) -> usize {
        self.chips(span.end);
        self.out.push_str("<span class=\"image\"><span class=\"vh\">Image: </span>");
        let used = self.inside(at);
        let _ = write!(self.out, " <code>{}</code></span>", escape(address));
        used
    }

    /// A drawing, and its source below it, open when something is said of it.
    fn drawing(&mut self, at: usize, span: Span, drawing: &Drawing) -> usize {
        let top = self.open.is_empty();
        self.links(span);
        let (id, number) = self.line_id(&Element::CodeBlock(String::new()), span);
        let Drawing { svg, list } = drawing;
        let state = if self.marks.any_in(span) { " open" } else { "" };
        let _ = write!(
            self.out,
            "<figure{id}{number}><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Drawing\">{svg}</div>{list}<details{state}><summary>Source of the drawing</summary>"
        );
        if top {
            self.hosts.push(Vec::new());
        }
        self.out.push_str("<pre tabindex=\"0\"><code>");
        self.open.push(Open { literal: true, ..Open::ending(String::new(), Host::Around) });
        let used = self.inside(at);
        self.open.pop();
        self.out.push_str("</code></pre></details></figure>\n");
        if top {
            self.comments();
        }
        used
    }

    /// Writes what stands in the element that opens at a piece; how many pieces it has, its ends included.
    fn inside(&mut self, at: usize) -> usize {
        let mut depth = 1;
        let mut used = 1;
        while let Some((piece, span)) = self.source.pieces.get(at + used) {
            match piece {
                Markup::Open(_) => depth += 1,
                Markup::Close => depth -= 1,
                Markup::Words(words) => self.words(words, *span, *span),
                Markup::Code(code) => self.words(code, *span, *span),
                _ => {}
            }
            used += 1;
            if depth == 0 {
                break;
            }
        }
        used
    }

    fn code(&mut self, code: &str, span: Span) {
        self.chips(span.end);
        // Between the back-ticks, less the blank that keeps them apart.
        let source = span.of(self.source.file.text());
        let ticks = source.bytes().take_while(|byte| *byte == b'`').count();
        let inner = Span::new(span.start as usize + ticks, (span.end as usize).saturating_sub(ticks));
        let words = inner.of(self.source.file.text());
        let blank = usize::from(words.len() == code.len() + 2);
        let inner = Span::new(inner.start as usize + blank, (inner.end as usize).saturating_sub(blank));
        self.out.push_str("<code>");
        self.words(code, span, inner);
        self.out.push_str("</code>");
    }

    /// HTML is shown as it is written; a line break alone is one.
    fn html(&mut self, html: &str, span: Span) {
        if self.open.last().is_some_and(|open| open.literal) {
            return self.words(html, span, span);
        }
        let bare: String = html.chars().filter(|c| !c.is_whitespace() && *c != '/').collect::<String>().to_ascii_lowercase();
        if bare == "<br>" {
            return self.out.push_str("<br>");
        }
        self.chips(span.end);
        self.out.push_str("<code class=\"raw\">");
        self.words(html, span, span);
        self.out.push_str("</code>");
    }

    /// Words of the document that stand at `span`; letter by letter at `exact`, where the two are equally long.
    fn words(&mut self, words: &str, span: Span, exact: Span) {
        let text = self.source.file.text();
        let is_exact = exact.of(text).len() == words.len() && same_places(exact.of(text), words);
        let place = if is_exact { exact } else { span };
        for stretch in self.marks.stretches(place, !is_exact) {
            let part = if is_exact {
                &words[(stretch.span.start - place.start) as usize..(stretch.span.end - place.start) as usize]
            } else {
                words
            };
            self.chips(stretch.span.start + 1);
            let shown = escape(&part.replace("\r\n", "\n"));
            if stretch.comments.is_empty() || part.trim().is_empty() {
                self.out.push_str(&shown);
                continue;
            }
            let numbers: Vec<String> = stretch.comments.iter().map(usize::to_string).collect();
            let _ = write!(self.out, "<mark class=\"{}\" data-f=\"{}\">{shown}</mark>", stretch.weight.class(), numbers.join(" "));
        }
        self.chips(place.end);
    }

    /// Chips that stand before `offset`.
    fn chips(&mut self, offset: u32) {
        for mark in self.marks.chips_before(offset) {
            self.out.push_str(&mark.chip);
            if let (Some(number), Some(host)) = (mark.beside, self.hosts.last_mut()) {
                host.push(number);
            }
        }
    }

    /// Comments that wait for the end of the innermost host.
    fn comments(&mut self) {
        let numbers = self.hosts.pop().unwrap_or_default();
        if numbers.is_empty() {
            return;
        }
        self.out.push_str("<div class=\"cards\">\n");
        for number in numbers {
            self.out.push_str(&(self.source.comment)(number));
        }
        self.out.push_str("</div>\n");
    }
}

/// True when each letter of one stands where it stands in the other; line ends may be blanks.
fn same_places(source: &str, words: &str) -> bool {
    source == words || source.bytes().zip(words.bytes()).all(|(a, b)| a == b || matches!((a, b), (b'\n', b' ')))
}
