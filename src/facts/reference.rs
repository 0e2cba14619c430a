//! What a document points to that a reviewer would have to open: pictures, boards, missing files, other documents.

use super::Reading;
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

/// "specified in Document 05", "see the Security Wiki", "see Confluence page X".
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:[Ss]ee|[Rr]efer to|(?:[Dd]efined|[Ss]pecified|[Dd]escribed|[Dd]ocumented|[Dd]etailed|[Cc]overed|[Mm]aintained|[Ll]isted|[Ll]ives|[Kk]ept|is|are) (?:in|on))",
        r"(?: the| our)? ((?:Document|Doc) \d+(?: \([^)\n]{1,60}\))?",
        r"|(?:[\p{L}\w&'\x{2019}-]+ ){0,5}(?:[Cc]onfluence|[Ww]iki|[Ss]hare[Pp]oint|Google Drive|Google Doc|Notion)(?: (?:page|space|doc|document|folder))?)"
    ))
    .expect("the pattern is fixed and valid")
});

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
    /// True when the sentence hands a part of the design over to it: "defined in", "see", "authoritative".
    pub hands_over: bool,
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
        if let Some((_, name)) =
            BOARDS.iter().find(|(host, _)| host_of(&link.dest).is_some_and(|h| h == *host || h.ends_with(&format!(".{host}"))))
        {
            if !silent {
                let target = (*name).to_owned();
                found.push(Reference { span: link.span, kind: ReferenceKind::Board, target, flow: flow_at(link.span), hands_over: true });
            }
        } else if let Some(path) = local_path(&link.dest) {
            found.push(Reference {
                span: link.span,
                kind: ReferenceKind::File,
                target: path,
                flow: false,
                hands_over: !silent && hands_over(reading, link.span),
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
                hands_over: true,
            });
        }
    }
    for block in &document.blocks {
        if matches!(block.kind, BlockKind::Code { .. }) || reading.heading_in(block.section, "reference-headings") {
            continue;
        }
        let text = block.span.of(reading.text);
        for hit in NAMED.captures_iter(text) {
            let Some(name) = hit.get(1) else { continue };
            let span = Span::new(block.span.start as usize + name.start(), block.span.start as usize + name.end());
            let linked = document.links.iter().any(|l| l.span.start <= span.end && span.start <= l.span.end);
            if !linked && !covers(&document.masks, span.start) {
                found.push(Reference { span, kind: ReferenceKind::Named, target: plain(name.as_str()), flow: false, hands_over: true });
            }
        }
    }
    found.sort_by_key(|r| (r.span, r.kind));
    found
}

/// Words that hand over, when they stand shortly before or after a link.
const HANDS_OVER: &[&str] = &[
    "see ",
    "defined in",
    "specified in",
    "described in",
    "documented in",
    "detailed in",
    "covered in",
    "listed in",
    "kept in",
    "lives in",
    "live in",
    "refer to",
    "authoritative",
    "normative",
    "owned by",
    "full details",
    "more details",
    "details are in",
    "details in",
    "as per",
    "found in",
    "tracked in",
    "recorded in",
    "wins",
    "derived from",
    "full rationale",
    "explained in",
];

/// Bytes around a link that are read for such words.
const REACH: usize = 60;

fn hands_over(reading: &Reading<'_>, link: Span) -> bool {
    let text = reading.text;
    let (start, end) = (link.start as usize, link.end as usize);
    let line_start = text[..start].rfind("\n\n").map_or(0, |i| i + 2);
    let before = text[line_start..start].char_indices().rev().take(REACH).last().map_or("", |(at, _)| &text[line_start + at..start]);
    let after: String = text[end..].chars().take(REACH).take_while(|c| !matches!(c, '\n' | '.' | '|' | ';')).collect();
    // The sentence of the link: nothing before its last full stop, bar or semicolon.
    let before = before.rsplit(['|', ';']).next().unwrap_or_default();
    let before = before.rsplit(". ").next().unwrap_or_default();
    let around = format!("{before} {after}").to_lowercase();
    HANDS_OVER.iter().any(|words| around.contains(words))
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
