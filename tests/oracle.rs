//! A second Markdown reader as a judge: comrak must see the same headings, tables, code blocks, links and images in every
//! file of the corpus, of the samples and of `parse/`.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use designvet::document::{BlockKind, Document, HeadingStyle, plain};
use designvet::source::{SourceFile, Span};
use regex::Regex;
use std::fmt::Debug;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Files in which the readers differ for a reason, by the end of their path.
const EXPLAINED: &[(&str, &str)] = &[(
    "sig-network/5311-relaxed-validation-for-service-names/README.md",
    "a list item is a task mark and a heading underlined by the dash of the next, empty item: comrak leaves `[x]` in the heading's words",
)];

#[test]
fn comrak_sees_the_same_headings_and_tables() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    gather(&root.join("tests/parse"), &mut files);
    gather(&root.join("samples"), &mut files);
    let shared = std::env::var_os("DESIGNVET_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    if shared.join("corpus").is_dir() {
        gather(&shared.join("corpus"), &mut files);
    } else {
        say(&format!("no corpus in {}: only fixtures and samples are compared (DESIGNVET_SHARED names its folder)", shared.display()));
    }
    files.sort();
    let mut total = Outline::default();
    let mut compared = 0;
    let mut report = Vec::new();
    for path in files {
        let name = path.to_string_lossy().replace('\\', "/");
        let bytes = std::fs::read(&path).expect("the file was listed");
        let Ok(file) = SourceFile::decode(name.as_str(), bytes, u64::MAX) else { continue };
        let text = file.text();
        let document = Document::parse(text);
        let ours = ours(&document, text);
        let start = document.front_matter.as_ref().map_or(0, |f| f.span.end as usize);
        let theirs = comrak_outline(&text[start..]);
        let differences = ours.differences(&theirs);
        let explained = EXPLAINED.iter().any(|(ending, _)| name.ends_with(ending));
        if explained && differences.is_empty() {
            report.push(format!("{name}: explained, and alike"));
        } else if !explained && !differences.is_empty() {
            report.push(format!("{name}:\n  {}", differences.join("\n  ")));
        }
        compared += 1;
        total.headings.extend(theirs.headings);
        total.tables.extend(theirs.tables);
        total.code.extend(theirs.code);
        total.links.extend(theirs.links);
        total.images.extend(theirs.images);
    }
    say(&format!(
        "{compared} files compared: {} headings, {} tables with {} cells, {} code blocks, {} links, {} images",
        total.headings.len(),
        total.tables.len(),
        total.tables.iter().flatten().map(Vec::len).sum::<usize>(),
        total.code.len(),
        total.links.len(),
        total.images.len()
    ));
    assert!(report.is_empty(), "the readers differ:\n{}", report.join("\n"));
}

/// What the two readers must agree on.
#[derive(Debug, Default)]
struct Outline {
    headings: Vec<(u8, String)>,
    /// Rows of cells, the header first.
    tables: Vec<Vec<Vec<String>>>,
    /// Text of code blocks.
    code: Vec<String>,
    /// Destinations.
    links: Vec<String>,
    /// Destinations.
    images: Vec<String>,
}

impl Outline {
    /// The first differences of each kind.
    fn differences(&self, theirs: &Outline) -> Vec<String> {
        let rows = |tables: &[Vec<Vec<String>>]| -> Vec<(usize, Vec<String>)> {
            tables.iter().enumerate().flat_map(|(i, rows)| rows.iter().map(move |row| (i, row.clone()))).collect()
        };
        let mut found = differences("heading", &self.headings, &theirs.headings);
        found.extend(differences("table row", &rows(&self.tables), &rows(&theirs.tables)));
        found.extend(differences("code", &self.code, &theirs.code));
        found.extend(differences("link", &self.links, &theirs.links));
        found.extend(differences("image", &self.images, &theirs.images));
        found
    }
}

fn differences<T: PartialEq + Debug>(what: &str, ours: &[T], theirs: &[T]) -> Vec<String> {
    let pairs = (0..ours.len().max(theirs.len())).map(|i| (ours.get(i), theirs.get(i)));
    pairs.filter(|(a, b)| a != b).take(2).map(|(a, b)| format!("{what}: ours {a:?}, comrak's {b:?}")).collect()
}

/// What `Document` says, without what it reads of raw HTML, which is a block without structure to comrak.
fn ours(document: &Document, text: &str) -> Outline {
    let is_html = |span: Span| span.of(text).starts_with('<');
    let written = document.sections.iter().filter_map(|s| s.heading.as_ref());
    let written = written.filter(|h| matches!(h.style, HeadingStyle::Atx | HeadingStyle::Setext));
    let mut headings: Vec<(u32, u8, String)> = written.map(|h| (h.span.start, h.level, fold(&h.text))).collect();
    headings.extend(document.nested_headings.iter().filter(|span| !is_html(**span)).map(|span| {
        let source = span.of(text);
        let hashes = source.bytes().take_while(|b| *b == b'#').count();
        let (level, words) = match source.rsplit_once('\n') {
            Some((words, underline)) if hashes == 0 => (1 + u8::from(underline.ends_with('-')), words),
            _ => (hashes as u8, source.trim_matches('#')),
        };
        (span.start, level, fold(&plain(words)))
    }));
    headings.sort();
    let table = |table: &designvet::document::Table| {
        let row = |cells: &[Span]| {
            let mut row: Vec<String> = cells.iter().map(|c| fold(&plain(c.of(text)))).collect();
            row.resize(table.header.len(), String::new());
            row
        };
        std::iter::once(row(&table.header)).chain(table.rows.iter().map(|r| row(r))).collect()
    };
    let code = document.blocks.iter().filter(|block| {
        let before = text[..block.span.start as usize].trim_end();
        matches!(block.kind, BlockKind::Code { .. }) && !before.ends_with("<pre>") && !before.ends_with("<code>")
    });
    Outline {
        headings: headings.into_iter().map(|(_, level, text)| (level, text)).collect(),
        tables: document.tables.iter().filter(|t| !is_html(t.span)).map(table).collect(),
        code: code.map(|block| code_text(block.span.of(text))).collect(),
        links: document.links.iter().filter(|l| !l.span.of(text).ends_with("</a>")).map(|l| address(&l.dest)).collect(),
        images: document.images.iter().filter(|i| !is_html(i.span)).map(|i| address(&i.dest)).collect(),
    }
}

fn comrak_outline(text: &str) -> Outline {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.parse.leave_footnote_definitions = true;
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options);
    let mut outline = Outline::default();
    for node in root.descendants() {
        match &node.data.borrow().value {
            NodeValue::Heading(heading) => outline.headings.push((heading.level, fold(&words(node)))),
            NodeValue::Table(_) => {
                outline.tables.push(node.children().map(|row| row.children().map(|c| fold(&words(c))).collect()).collect());
            }
            NodeValue::CodeBlock(code) => outline.code.push(code_text(&code.literal)),
            NodeValue::Link(link) => outline.links.push(address(&link.url)),
            NodeValue::Image(image) => outline.images.push(address(&image.url)),
            _ => {}
        }
    }
    outline
}

fn words<'a>(node: &'a AstNode<'a>) -> String {
    static PARTS_WORDS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^</?(?:br|ul|ol|li|p|div)\b").expect("valid"));
    let mut out = String::new();
    for node in node.descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(' '),
            NodeValue::HtmlInline(tag) => out.push_str(if PARTS_WORDS.is_match(tag) { " " } else { tag }),
            _ => {}
        }
    }
    out
}

/// Comrak knows nothing of the attribute blocks and blanks to fill in that we read, and `plain` nothing of the link
/// definitions and notes of the whole file, nor, in `**a` and `a*`, of what the marks lost.
fn fold(text: &str) -> String {
    static NOT_COMPARED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{\s*[#.][^{}<>]+\}|<[^<>]*>|\[\^[^\]\s]+\]").expect("valid"));
    let text = NOT_COMPARED.replace_all(text, "");
    let text: String = text.chars().filter(|c| !"[]".contains(*c)).collect();
    text.trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '`').split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Code without the indentation and quotation marks of the blocks around it, which a span has.
fn code_text(code: &str) -> String {
    let lines = code.lines().map(|line| line.trim_start_matches([' ', '\t', '>']).trim_end());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Comrak keeps the data of `data:` addresses and the scheme off those of mail.
fn address(destination: &str) -> String {
    let destination = destination.strip_prefix("mailto:").unwrap_or(destination);
    let kept = if destination.starts_with("data:") { destination.split(',').next() } else { None };
    kept.unwrap_or(destination).to_owned()
}

/// Writes past the capture of the test harness.
fn say(line: &str) {
    writeln!(std::io::stderr(), "oracle: {line}").expect("stderr is open");
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("md")) {
            files.push(path);
        }
    }
}
