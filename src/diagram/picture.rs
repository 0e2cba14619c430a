//! Pictures and links to drawing tools to diagrams, by what their words say they show.

use super::{Diagram, DiagramKind, Notation};
use crate::document::Document;
use crate::source::Span;

/// Hosts of drawing tools.
const BOARDS: &[&str] = &[
    "figma.com",
    "miro.com",
    "lucid.app",
    "lucidchart.com",
    "draw.io",
    "diagrams.net",
    "whimsical.com",
    "excalidraw.com",
    "mermaid.live",
    "plantuml.com",
    "creately.com",
    "cacoo.com",
    "gliffy.com",
    "eraser.io",
    "icepanel.io",
];

/// Words of a caption, an alternative text or a file name, and what they mean; the one
/// that stands first in the text decides.
const CAPTIONS: &[(&str, DiagramKind)] = &[
    ("user flow", DiagramKind::Ui),
    ("userflow", DiagramKind::Ui),
    ("user journey", DiagramKind::Ui),
    ("wireframe", DiagramKind::Ui),
    ("mockup", DiagramKind::Ui),
    ("mock up", DiagramKind::Ui),
    ("screenshot", DiagramKind::Ui),
    ("screen", DiagramKind::Ui),
    ("ui design", DiagramKind::Ui),
    ("prototype", DiagramKind::Ui),
    ("logo", DiagramKind::Ui),
    ("badge", DiagramKind::Other),
    ("ci cd", DiagramKind::Other),
    ("cicd", DiagramKind::Other),
    ("gantt", DiagramKind::Other),
    ("roadmap", DiagramKind::Other),
    ("git flow", DiagramKind::Other),
    ("gitflow", DiagramKind::Other),
    ("state machine", DiagramKind::State),
    ("state diagram", DiagramKind::State),
    ("state transition", DiagramKind::State),
    ("lifecycle", DiagramKind::State),
    ("class diagram", DiagramKind::Class),
    ("er diagram", DiagramKind::Er),
    ("erd", DiagramKind::Er),
    ("entity relation", DiagramKind::Er),
    ("database schema", DiagramKind::Er),
    ("data model", DiagramKind::Er),
    ("use case", DiagramKind::Ui),
    ("usecase", DiagramKind::Ui),
    ("data flow", DiagramKind::DataFlow),
    ("dataflow", DiagramKind::DataFlow),
    ("dfd", DiagramKind::DataFlow),
    ("sequence", DiagramKind::Sequence),
    ("flow", DiagramKind::DataFlow),
    ("flowchart", DiagramKind::DataFlow),
    ("workflow", DiagramKind::DataFlow),
    ("pipeline", DiagramKind::DataFlow),
    ("architecture", DiagramKind::Architecture),
    ("architectural", DiagramKind::Architecture),
    ("arch", DiagramKind::Architecture),
    ("component", DiagramKind::Architecture),
    ("context diagram", DiagramKind::Architecture),
    ("system context", DiagramKind::Architecture),
    ("container diagram", DiagramKind::Architecture),
    ("c4", DiagramKind::Architecture),
    ("deployment diagram", DiagramKind::Architecture),
    ("topology", DiagramKind::Architecture),
    ("system diagram", DiagramKind::Architecture),
    ("system overview", DiagramKind::Architecture),
    ("system design", DiagramKind::Architecture),
    ("high level design", DiagramKind::Architecture),
    ("hld", DiagramKind::Architecture),
    ("network diagram", DiagramKind::Architecture),
    ("infrastructure", DiagramKind::Architecture),
    ("infra diagram", DiagramKind::Architecture),
    ("block diagram", DiagramKind::Architecture),
];

/// Adds images and links of a document that are diagrams.
pub(super) fn find(document: &Document, text: &str, found: &mut Vec<Diagram>) {
    for image in &document.images {
        let file = image.dest.rsplit('/').next().unwrap_or_default();
        if let Some(kind) = shown(image.alt.of(text)).or_else(|| shown(file)).or_else(|| by_heading(document, image.span)) {
            found.push(Diagram { notation: Notation::Image, kind, span: image.span, graph: None, refusal: None });
        }
    }
    for link in &document.links {
        let host = link.dest.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', ':']).next().unwrap_or_default());
        let board = BOARDS.iter().any(|b| host == *b || host.strip_suffix(b).is_some_and(|rest| rest.ends_with('.')))
            || link.dest.ends_with(".drawio")
            || link.dest.ends_with(".excalidraw");
        if board {
            let said = shown(link.text.of(text)).or_else(|| by_heading(document, link.span));
            found.push(Diagram {
                notation: Notation::Link,
                kind: said.unwrap_or(DiagramKind::Other),
                span: link.span,
                graph: None,
                refusal: None,
            });
        }
    }
}

/// What the words of a caption or file name say.
fn shown(words: &str) -> Option<DiagramKind> {
    let folded: String = words.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let folded = format!(" {} ", folded.split_whitespace().collect::<Vec<_>>().join(" "));
    let place = |caption: &str| {
        folded.match_indices(caption).map(|(at, _)| at).find(|at| {
            let after = folded[at + caption.len()..].trim_start_matches('s');
            folded[..*at].ends_with(' ') && after.starts_with(' ')
        })
    };
    let named = CAPTIONS.iter().enumerate().filter_map(|(rank, (caption, kind))| Some((place(caption)?, rank, *kind)));
    named.min_by_key(|(at, rank, _)| (*at, *rank)).map(|(_, _, kind)| kind)
}

/// What the nearest heading says of a picture without words of its own.
fn by_heading(document: &Document, span: Span) -> Option<DiagramKind> {
    let heading = document.sections[document.section_at(span.start)].heading.as_ref()?;
    shown(&heading.text)
}
