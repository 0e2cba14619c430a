//! What a document points to that a reviewer would have to open: pictures, boards, missing files, other documents.

use super::Reading;
use super::spots::Spots;
use crate::diagram::Diagram;
use crate::document::{BlockKind, covers, plain};
use crate::source::Span;
use regex::Regex;
use std::sync::LazyLock;

/// Places that hold drawings and documents which only their members can open.
const BOARDS: &[(&str, &str)] = &[
    ("figma.com", "Figma"),
    ("miro.com", "Miro"),
    ("lucid.app", "Lucid"),
    ("lucidchart.com", "Lucidchart"),
    ("draw.io", "draw.io"),
    ("app.diagrams.net", "diagrams.net"),
    ("whimsical.com", "Whimsical"),
    ("excalidraw.com", "Excalidraw"),
    ("docs.google.com", "Google Docs"),
    ("drive.google.com", "Google Drive"),
    ("sharepoint.com", "SharePoint"),
    ("notion.so", "Notion"),
    ("atlassian.net", "Confluence"),
];

/// "specified in Document 05", "see the Security Wiki", "see Confluence page X". Letters beyond ASCII are given by ranges
/// of blocks: their exact class, six times over, takes longer to compile than a document to read.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:[Ss]ee|[Rr]efer to|(?:[Dd]efined|[Ss]pecified|[Dd]escribed|[Dd]ocumented|[Dd]etailed|[Cc]overed|[Mm]aintained|[Ll]isted|[Ll]ives|[Kk]ept|is|are) (?:in|on)|(?:[Dd]eferred|[Ll]eft|[Mm]oved) to)",
        r"(?: the| our)? ((?:Document|Doc) \d+(?: \([^)\n]+\))?",
        r"|(?:[0-9A-Za-z_&'\x{2019}\x{C0}-\x{1FFF}\x{2C00}-\x{FFFF}-]+ ){0,5}(?:[Cc]onfluence|[Ww]iki|[Ss]hare[Pp]oint|Google Drive|Google Doc|Notion)(?: (?:page|space|doc|document|folder))?)"
    ))
    .expect("the pattern is fixed and valid")
});

/// A document of a numbered series.
static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u:\b)(?:Document|Doc) [0-9]+(?-u:\b)").expect("the pattern is fixed and valid"));

/// What [`NAMED`] names, without which it need not be asked: it is dear to compile and to run.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"Doc(?:ument)? \d|[Cc]onfluence|[Ww]iki|[Ss]hare[Pp]oint|Google Drive|Notion").expect("the pattern is fixed and valid")
});

/// What the text hands over to a document, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A part of it: a contract, a drawing, a section.
    Part,
    /// A part that a review turns on: access, privacy, encryption.
    BearsOn,
    /// All on which the two differ: it decides over this document.
    Decides,
}

/// A reference that the reviewer cannot follow here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its words.
    pub span: Span,
    /// What it is.
    pub kind: ReferenceKind,
    /// Where it leads: an address, a path, a name.
    pub target: String,
    /// True when it stands for a picture of how data moves.
    pub flow: bool,
    /// Set when the text hands something over to it ("defined in", "authoritative").
    pub weight: Option<Weight>,
}

/// Kinds of reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReferenceKind {
    /// A link to a local file. Whether it is there, the caller knows.
    File,
    /// An image in a local file.
    Picture,
    /// A link to a board or a shared document.
    Board,
    /// A document named without a link.
    Named,
}

pub(super) fn find(reading: &Reading<'_>, diagrams: &[Diagram]) -> Vec<Reference> {
    let document = reading.document;
    let flow_at = |span: Span| diagrams.iter().any(|d| d.span == span && d.kind.is_flow());
    let mut found = Vec::new();
    for link in &document.links {
        let silent = reading.heading_in(document.section_at(link.span.start), "reference-headings");
        let host = host_of(&link.dest).unwrap_or_default();
        let is_below = |board: &str| host.strip_suffix(board).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        if let Some((_, name)) = BOARDS.iter().find(|(board, _)| is_below(board)) {
            if !silent {
                let target = (*name).to_owned();
                found.push(Reference {
                    span: link.span,
                    kind: ReferenceKind::Board,
                    target,
                    flow: flow_at(link.span),
                    weight: Some(Weight::Part),
                });
            }
        } else if let Some(path) = local_path(&link.dest).filter(|path| is_document(path)) {
            found.push(Reference {
                span: link.span,
                kind: ReferenceKind::File,
                target: path,
                flow: false,
                weight: weight(reading, link.span).filter(|_| !silent),
            });
        }
    }
    for image in &document.images {
        if let Some(path) = local_path(&image.dest) {
            found.push(Reference {
                span: image.span,
                kind: ReferenceKind::Picture,
                target: path,
                flow: flow_at(image.span),
                weight: Some(Weight::Part),
            });
        }
    }
    let names = Spots::of_pattern(&NAME, reading.text);
    for block in document.blocks.iter().filter(|block| names.any_in(block.span)) {
        let text = block.span.of(reading.text);
        if matches!(block.kind, BlockKind::Code { .. }) || reading.heading_in(block.section, "reference-headings") {
            continue;
        }
        for hit in NAMED.captures_iter(text) {
            let Some(name) = hit.get(1) else { continue };
            let span = Span::new(block.span.start as usize + name.start(), block.span.start as usize + name.end());
            let linked = document.links.iter().any(|l| l.span.start <= span.end && span.start <= l.span.end);
            if !linked && !covers(&document.masks, span.start) {
                found.push(Reference {
                    span,
                    kind: ReferenceKind::Named,
                    target: plain(name.as_str()),
                    flow: false,
                    weight: Some(Weight::Part),
                });
            }
        }
    }
    number_again(reading, &mut found);
    // "`blueprint.pdf` is authoritative": named in code, and no link.
    for span in &document.code_spans {
        let name = span.of(reading.text).trim_matches('`').trim();
        let in_link = || document.links.iter().any(|l| l.span.contains(*span));
        if !is_document(name)
            || name.contains(char::is_whitespace)
            || in_link()
            || reading.heading_in(document.section_at(span.start), "reference-headings")
        {
            continue;
        }
        let line = span.lines(reading.text).of(reading.text).to_lowercase();
        let decides = DECISIVE.iter().any(|words| line.contains(words));
        if decides || AUTHORITATIVE.iter().any(|words| line.contains(words)) {
            let weight = Some(if decides { Weight::Decides } else { Weight::Part });
            found.push(Reference { span: *span, kind: ReferenceKind::File, target: name.to_owned(), flow: false, weight });
        }
    }
    found.sort_by_key(|r| (r.span, r.kind));
    found
}

/// Further mentions of numbered documents, once the text has handed something over to one of such a series. All mentions
/// of a number go by its fullest name.
fn number_again(reading: &Reading<'_>, found: &mut Vec<Reference>) {
    let numbered = |r: &Reference| r.kind == ReferenceKind::Named && NUMBERED.is_match(&r.target);
    if !found.iter().any(numbered) {
        return;
    }
    for block in reading.document.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Code { .. })) {
        for hit in NUMBERED.find_iter(block.span.of(reading.text)) {
            let span = Span::new(block.span.start as usize + hit.start(), block.span.start as usize + hit.end());
            if !found.iter().any(|r| r.span.contains(span)) {
                let target = hit.as_str().to_owned();
                found.push(Reference { span, kind: ReferenceKind::Named, target, flow: false, weight: Some(Weight::Part) });
            }
        }
    }
    let number = |r: &Reference| NUMBERED.find(&r.target).map(|hit| hit.as_str().to_owned());
    let names: Vec<(Option<String>, String)> = found.iter().filter(|r| numbered(r)).map(|r| (number(r), r.target.clone())).collect();
    for reference in found.iter_mut().filter(|r| numbered(r)) {
        let own = number(reference);
        let fullest = names.iter().filter(|(number, _)| *number == own).max_by_key(|(_, name)| name.len());
        if let Some((_, name)) = fullest {
            reference.target.clone_from(name);
        }
    }
}

/// Endings of files that hold parts of a design; a link to source code is no part of it.
const DOCUMENTS: &[&str] = &[
    "md", "markdown", "mdx", "pdf", "doc", "docx", "html", "drawio", "puml", "mmd", "vsdx", "pptx", "xlsx", "adoc", "rst", "yaml", "yml",
    "json", "sql", "proto", "graphql", "txt",
];

/// True for a path that ends as documents and contracts do.
fn is_document(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| DOCUMENTS.contains(&end.to_lowercase().as_str()))
}

/// Words that hand a part of the text over, when they stand in the sentence, cell or row of a reference.
const HANDS_OVER: &[&str] = &[
    "defined in",
    "specified in",
    "described in",
    "documented in",
    "detailed in",
    "covered in",
    "listed in",
    "lives in",
    "live in",
    "kept in",
    "owned by",
    "definitions live",
    "details are in",
];

/// Words that let a document decide over this one when they differ.
const DECISIVE: &[&str] = &[" wins", "takes precedence", "prevails", "overrides this"];

/// Words that make a document the place of what this one only sums up.
const AUTHORITATIVE: &[&str] = &["authoritative", "normative", "normatively", "source of truth"];

/// Words of what a review turns on: a document that is to say this weighs more than a contract or a summary.
const BEARS_ON: &[&str] = &[
    "security",
    "access control",
    "authentication",
    "authorization",
    "encryption",
    "privacy",
    "personal",
    "retention",
    "audit",
    "threat",
    "permission",
];

/// Words that say where something comes from: nothing is handed over by them.
const PROVENANCE: &[&str] = &["derived from", "adr trace", "rationale", "inspired by", "generated from", "rejected"];

/// Most bytes between such words and the reference.
const CLOSE: usize = 40;

/// How much of the text a reference stands for: None when it only points the way.
fn weight(reading: &Reading<'_>, reference: Span) -> Option<Weight> {
    let passage = passage(reading, reference);
    let around = passage.of(reading.text).to_lowercase();
    let before = Span { start: passage.start, end: reference.start }.of(reading.text).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| around.contains(w));
    let handed = || HANDS_OVER.iter().any(|words| before.rfind(words).is_some_and(|at| before.len() - at - words.len() <= CLOSE));
    let target = reference.of(reading.text).to_lowercase();
    // "Encrypted in transit ([SECURITY.md](SECURITY.md))": the name says that it holds what a review turns on.
    let named = BEARS_ON.iter().any(|word| target.contains(word));
    if has(DECISIVE) {
        return Some(Weight::Decides);
    }
    let stands_for = has(AUTHORITATIVE) || !has(PROVENANCE) && (handed() || named);
    stands_for.then(|| if named || has(BEARS_ON) { Weight::BearsOn } else { Weight::Part })
}

/// Bytes around a reference that are read for such words.
const REACH: usize = 160;

/// What stands around a reference: its sentence, its item or its row.
fn passage(reading: &Reading<'_>, span: Span) -> Span {
    let text = reading.text;
    let (start, end) = (span.start as usize, span.end as usize);
    let floor = text[..start].char_indices().rev().take(REACH).last().map_or(start, |(at, _)| at);
    let ceiling = text[end..].char_indices().take(REACH).last().map_or(end, |(at, c)| end + at + c.len_utf8());
    let before = &text[floor..start];
    let is_row = span.lines(text).of(text).starts_with('|');
    let ends: &[&str] = if is_row { &["\n"] } else { &["\n\n", "\n- ", "\n* ", ". ", ";"] };
    let from = ends.iter().filter_map(|e| before.rfind(e).map(|at| at + e.len())).max().unwrap_or(0);
    let after = &text[end..ceiling];
    let to = ends.iter().filter_map(|e| after.find(e)).min().unwrap_or(after.len());
    Span::new(floor + from, end + to)
}

/// The host of a web address, in lower case.
fn host_of(dest: &str) -> Option<String> {
    let rest = dest.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.trim_start_matches("www.").to_lowercase())
}

/// The path of a link to a file beside the document; None for web addresses, anchors and data.
fn local_path(dest: &str) -> Option<String> {
    let path = dest.split(['#', '?']).next()?.trim();
    let scheme = path.split_once(':').is_some_and(|(s, _)| s.len() > 1 && s.chars().all(|c| c.is_ascii_alphanumeric() || c == '+'));
    if path.is_empty() || scheme || path.starts_with("//") || path.contains(['{', '<', '$']) || !path.contains(['.', '/']) {
        return None;
    }
    Some(path.to_owned())
}
