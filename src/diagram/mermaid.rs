//! Mermaid source to what it shows.

use super::judge::{Context, Parts, judge};
use super::DiagramKind;

/// What each keyword opens; None where the nodes decide.
const KEYWORDS: &[(&str, Option<DiagramKind>)] = &[
    ("flowchart", None),
    ("flowchart-elk", None),
    ("graph", None),
    ("block-beta", None),
    ("block", None),
    ("sequenceDiagram", Some(DiagramKind::Sequence)),
    ("zenuml", Some(DiagramKind::Sequence)),
    ("C4Context", Some(DiagramKind::Architecture)),
    ("C4Container", Some(DiagramKind::Architecture)),
    ("C4Component", Some(DiagramKind::Architecture)),
    ("C4Dynamic", Some(DiagramKind::DataFlow)),
    ("C4Deployment", Some(DiagramKind::Architecture)),
    ("architecture-beta", Some(DiagramKind::Architecture)),
    ("architecture", Some(DiagramKind::Architecture)),
    ("erDiagram", Some(DiagramKind::Er)),
    ("classDiagram", Some(DiagramKind::Class)),
    ("classDiagram-v2", Some(DiagramKind::Class)),
    ("stateDiagram", Some(DiagramKind::State)),
    ("stateDiagram-v2", Some(DiagramKind::State)),
    ("journey", Some(DiagramKind::Ui)),
    ("gantt", Some(DiagramKind::Other)),
    ("pie", Some(DiagramKind::Other)),
    ("mindmap", Some(DiagramKind::Other)),
    ("timeline", Some(DiagramKind::Other)),
    ("gitGraph", Some(DiagramKind::Other)),
    ("quadrantChart", Some(DiagramKind::Other)),
    ("requirementDiagram", Some(DiagramKind::Other)),
    ("xychart-beta", Some(DiagramKind::Other)),
    ("sankey-beta", Some(DiagramKind::Other)),
    ("packet-beta", Some(DiagramKind::Other)),
    ("kanban", Some(DiagramKind::Other)),
];

/// Statements of a flowchart that draw nothing.
const SILENT: &[&str] = &["classdef", "class", "style", "linkstyle", "click", "direction", "end", "acctitle", "accdescr", "columns", "%%"];

/// The first line that is no comment and no front matter.
pub(super) fn opening(body: &str) -> Option<&str> {
    let mut lines = body.lines().map(str::trim).filter(|l| !l.is_empty());
    let mut line = lines.next()?;
    if line == "---" {
        lines.find(|l| *l == "---")?;
        line = lines.next()?;
    }
    while line.starts_with("%%") {
        line = lines.next()?;
    }
    Some(line)
}

/// True when a line can only open a Mermaid diagram.
pub(super) fn is_keyword(line: &str) -> bool {
    let mut words = line.split([' ', ';', ':', '\t']);
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    match first {
        "graph" | "flowchart" => ["TD", "TB", "LR", "RL", "BT"].contains(&second.trim_end_matches(';')),
        // Plain words of the language open other texts too.
        "block" | "architecture" | "pie" | "timeline" | "journey" | "kanban" | "gantt" | "mindmap" | "zenuml" => second.is_empty(),
        _ => KEYWORDS.iter().any(|(keyword, _)| *keyword == first),
    }
}

/// What a diagram shows.
pub(super) fn kind(body: &str, context: &Context<'_>) -> DiagramKind {
    let Some(first) = opening(body) else { return DiagramKind::Other };
    let keyword = first.split([' ', ';', ':', '\t', '{']).next().unwrap_or_default();
    match KEYWORDS.iter().find(|(known, _)| *known == keyword) {
        Some((_, Some(DiagramKind::Sequence))) if !body.contains("-") => DiagramKind::Other,
        Some((_, Some(kind))) => *kind,
        Some((_, None)) => judge(&flowchart(body), context),
        None => DiagramKind::Other,
    }
}

/// Nodes and edges of a flowchart.
fn flowchart(body: &str) -> Parts {
    let mut parts = Parts::default();
    let start = opening(body).and_then(|l| body.find(l)).unwrap_or(0);
    for statement in body[start..].split(['\n', ';']).skip(1).map(str::trim) {
        let first = statement.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
        if statement.is_empty() || SILENT.iter().any(|word| first == *word || first.starts_with("%%")) {
            continue;
        }
        let statement = statement.strip_prefix("subgraph").unwrap_or(statement);
        let (edges, named) = edges(statement);
        parts.edges += edges;
        parts.named_edges += named;
        nodes(statement, &mut parts);
    }
    parts
}

/// Number of arrows of a statement, and of those with words on them.
fn edges(statement: &str) -> (usize, usize) {
    let mut count = 0;
    let mut run = 0;
    for c in statement.chars() {
        if matches!(c, '-' | '=' | '.') {
            run += 1;
        } else {
            count += usize::from(run >= 2 && (run >= 3 || c == '>' || c == 'x' || c == 'o'));
            run = 0;
        }
    }
    (count, statement.matches('|').count() / 2 + usize::from(statement.contains("-- ") && statement.contains(" -->")))
}

/// Labels in brackets, and ids that stand without.
fn nodes(statement: &str, parts: &mut Parts) {
    let mut chars = statement.char_indices().peekable();
    let mut id = String::new();
    let mut in_edge_label = false;
    while let Some((at, c)) = chars.next() {
        if c == '|' {
            in_edge_label = !in_edge_label;
            continue;
        }
        if in_edge_label {
            continue;
        }
        match c {
            '[' | '(' | '{' => {
                let (inner, end) = bracket(&statement[at..], c);
                let label = label_of(inner);
                if label.chars().filter(|c| c.is_alphabetic()).count() >= 2 {
                    parts.stores += usize::from(statement[at..].starts_with("[("));
                    parts.decisions += usize::from(c == '{' && !statement[at..].starts_with("{{") && !statement[..at].ends_with('@'));
                    parts.labels.push(label);
                }
                id.clear();
                while chars.next_if(|&(next, _)| next < at + end).is_some() {}
            }
            c if c.is_alphanumeric() || c == '_' => id.push(c),
            '-' if id.chars().next_back().is_some_and(char::is_alphanumeric)
                && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric()) =>
            {
                id.push(c);
            }
            _ => flush(&mut id, parts),
        }
    }
    flush(&mut id, parts);
}

/// An id long enough to be a name, seen for the first time.
fn flush(id: &mut String, parts: &mut Parts) {
    if id.len() >= 3 && !parts.labels.contains(id) {
        parts.labels.push(std::mem::take(id));
    }
    id.clear();
}

/// What stands between an opening bracket and the one that closes it, and where that ends.
fn bracket(text: &str, open: char) -> (&str, usize) {
    let close = match open {
        '[' => ']',
        '(' => ')',
        _ => '}',
    };
    let mut depth = 0;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if quoted && c != '"' => {}
            c if c == open => depth += 1,
            c if c == close => {
                depth -= 1;
                if depth == 0 {
                    return (&text[1..at], at + 1);
                }
            }
            _ => {}
        }
    }
    (&text[1..], text.len())
}

fn label_of(inner: &str) -> String {
    let inner = match inner.find("label:") {
        Some(at) => inner[at + 6..].trim().trim_start_matches('"').split('"').next().unwrap_or_default(),
        None => inner,
    };
    let text = inner.trim_matches(|c: char| "[](){}/\\\"`'*>< ".contains(c));
    crate::document::plain(&text.replace("\\n", " "))
}
