//! Architecture diagrams: groups, services, junctions, and edges between their sides.

use super::draft::{Draft, Heads};
use super::lines::lines;
use crate::diagram::{NodeKind, role};
use std::collections::HashMap;

/// Reads what follows the keyword; `text` is a slice of the draft's source.
pub(super) fn read<'a>(draft: &mut Draft<'a>, text: &'a str) {
    let mut groups: HashMap<&str, usize> = HashMap::new();
    let mut in_description = false;
    for line in lines(text) {
        if draft.is_full() {
            return;
        }
        if in_description || line.starts_with("accDescr") {
            in_description = (in_description || line.contains('{')) && !line.contains('}');
            continue;
        }
        let (word, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        let rest = rest.trim();
        match word {
            "title" | "accTitle" | "accTitle:" | "align" => {}
            "group" | "service" | "junction" => {
                let parts = Parts::of(rest);
                let parent = parts.parent.map(|id| groups.get(id).copied());
                if parts.id.is_empty() || parent == Some(None) {
                    draft.refuse(
                        line,
                        if parts.id.is_empty() { "a name is missing" } else { "the group it lies in is not declared before it" },
                    );
                    continue;
                }
                let parent = parent.flatten();
                if word == "group" {
                    let boundary = draft.boundary(if parts.label.is_empty() { parts.id } else { parts.label }, line, parent);
                    groups.insert(parts.id, boundary);
                    continue;
                }
                let node = draft.node(parts.id);
                draft.label(node, parts.label);
                draft.enclose(node, parent);
                if word == "junction" {
                    draft.kind(node, NodeKind::State);
                } else if parts.icon == "internet" {
                    draft.kind(node, NodeKind::External);
                } else if matches!(parts.icon, "database" | "disk") || role::of(parts.icon) == NodeKind::Store {
                    draft.kind(node, NodeKind::Store);
                }
            }
            _ => match edge(line) {
                Some((from, to, heads, label)) => match (draft.known(from), draft.known(to)) {
                    (Some(from), Some(to)) => draft.flow(from, to, heads, label, line),
                    _ => draft.refuse(line, "an edge ends at a service that is not declared before it"),
                },
                None => draft.refuse(line, "this is no group, service, junction or edge such as `a:R -- L:b`"),
            },
        }
    }
}

/// `id(icon)[label] in parent`.
#[derive(Default)]
struct Parts<'a> {
    id: &'a str,
    icon: &'a str,
    label: &'a str,
    parent: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let mut parts = Parts::default();
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(text.len());
        let mut rest = text[end..].trim_start();
        parts.id = &text[..end];
        if let Some((icon, after)) = rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
            (parts.icon, rest) = (icon, after.trim_start());
        } else if let Some((_, after)) = rest.strip_prefix('"').and_then(|inner| inner.split_once('"')) {
            rest = after.trim_start();
        }
        if let Some((label, after)) = rest.strip_prefix('[').and_then(|inner| inner.rsplit_once(']')) {
            (parts.label, rest) = (label, after.trim_start());
        }
        parts.parent = rest.strip_prefix("in ").map(str::trim);
        parts
    }
}

/// `a{group}:L <--> R:b`, `a:L -[words]- R:b`.
fn edge(line: &str) -> Option<(&str, &str, Heads, &str)> {
    let (from, rest) = line.split_once(':')?;
    let rest = rest.trim_start().strip_prefix(['L', 'R', 'T', 'B'])?.trim_start();
    let start = rest.starts_with('<');
    let rest = rest.trim_start_matches('<').strip_prefix('-')?;
    let (label, rest) = match rest.strip_prefix('[') {
        Some(inner) => inner.split_once(']')?,
        None => ("", rest),
    };
    let rest = rest.strip_prefix('-')?;
    let end = rest.starts_with('>');
    let rest = rest.trim_start_matches('>').trim_start().strip_prefix(['L', 'R', 'T', 'B'])?;
    let to = rest.trim_start().strip_prefix(':')?;
    let id = |side: &str| side.find('{').unwrap_or(side.len());
    Some((from[..id(from)].trim(), to[..id(to)].trim(), Heads::of(start, end), label))
}
