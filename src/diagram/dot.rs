//! DOT and D2 source to what it shows.

mod lex;
mod read;

pub(super) use read::read;

use super::DiagramKind;
use super::judge::{Context, Parts, judge};

/// What a DOT graph shows.
pub(super) fn dot_kind(body: &str, context: &Context<'_>) -> DiagramKind {
    let mut parts = Parts::default();
    for statement in body.split(['\n', ';', '{', '}']).map(str::trim) {
        if statement.starts_with("//") || statement.starts_with('#') || statement.starts_with('@') {
            continue;
        }
        let (ends, attributes) = statement.split_once('[').unwrap_or((statement, ""));
        let first = ends.split_whitespace().next().unwrap_or_default();
        let arrows = ends.matches("->").count() + ends.matches("--").count();
        let label = attributes.find("label").and_then(|at| attributes[at..].split('"').nth(1));
        if arrows > 0 {
            parts.edges += arrows;
            parts.named_edges += usize::from(label.is_some());
            for end in ends.replace("--", "->").split("->") {
                add(&mut parts, end.split(':').next().unwrap_or_default());
            }
        } else if !["graph", "digraph", "strict", "subgraph", "node", "edge"].contains(&first.to_ascii_lowercase().as_str()) {
            if let Some(label) = label {
                add(&mut parts, label);
                parts.stores += usize::from(attributes.contains("cylinder"));
            } else if !statement.contains('=') {
                add(&mut parts, ends);
            }
        }
    }
    if parts.edges == 0 { DiagramKind::Other } else { judge(&parts, context) }
}

/// What a D2 diagram shows.
pub(super) fn d2_kind(body: &str, context: &Context<'_>) -> DiagramKind {
    if body.contains("shape: sequence_diagram") {
        return DiagramKind::Sequence;
    }
    let mut parts = Parts::default();
    for line in body.lines().flat_map(|l| l.split(';')).map(str::trim).filter(|l| !l.starts_with('#')) {
        let arrows = ["->", "<-", "--"].iter().map(|a| line.matches(a).count()).sum::<usize>();
        let (ends, label) = line.split_once(':').unwrap_or((line, ""));
        if arrows > 0 {
            parts.edges += arrows;
            parts.named_edges += usize::from(!label.trim_matches(['{', ' ']).is_empty());
            for end in ends.replace("<-", "->").replace("--", "->").split("->") {
                add(&mut parts, end.rsplit('.').next().unwrap_or_default());
            }
        } else if line.ends_with('{')
            || !label.is_empty() && !ends.contains("style") && !ends.contains("shape") && !ends.contains("direction")
        {
            let name = label.trim_matches(['{', ' ', '"']);
            add(&mut parts, if name.is_empty() { ends } else { name });
        }
        parts.stores += usize::from(line.contains("shape: cylinder"));
    }
    if parts.edges == 0 {
        DiagramKind::Other
    } else if body.contains("shape: sql_table") && parts.stores == 0 {
        DiagramKind::Er
    } else if body.contains("shape: class") {
        DiagramKind::Class
    } else {
        judge(&parts, context)
    }
}

fn add(parts: &mut Parts, label: &str) {
    let label = label.trim_matches(|c: char| c.is_whitespace() || "\"<>{},".contains(c));
    if !label.is_empty() && !parts.labels.iter().any(|known| known == label) {
        parts.labels.push(label.to_owned());
    }
}
