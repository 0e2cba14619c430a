//! Class diagrams: classes with their members, and relations.

use super::draft::{Draft, Heads};
use super::lines::{first_word, lines};
use crate::diagram::NodeKind;

/// Statements that draw no class.
const SILENT: &[&str] =
    &["direction", "note", "link", "click", "callback", "cssClass", "style", "classDef", "title", "accTitle", "accDescr", "href"];

/// A brace that is open.
enum Open<'a> {
    Class(usize, &'a str),
    Namespace(usize, &'a str),
}

/// Reads what follows the keyword; `text` is a slice of the draft's source.
pub(super) fn read<'a>(draft: &mut Draft<'a>, text: &'a str) {
    let mut open: Vec<Open<'a>> = Vec::new();
    let mut in_description = false;
    for line in lines(text) {
        if draft.is_full() {
            return;
        }
        if in_description {
            in_description = !line.contains('}');
            continue;
        }
        if let Some(Open::Class(class, _)) = open.last() {
            let (member, closed) = line.split_once('}').map_or((line, false), |(before, _)| (before.trim(), true));
            field(draft, *class, member);
            if closed {
                open.pop();
            }
            continue;
        }
        let within = open.iter().rev().find_map(|open| match open {
            Open::Namespace(boundary, _) => Some(*boundary),
            Open::Class(..) => None,
        });
        let word = first_word(line);
        let rest = line[word.len()..].trim_start();
        if line.starts_with('}') {
            if open.pop().is_none() {
                draft.refuse(line, "this brace closes nothing");
            }
        } else if word == "accDescr" && rest.starts_with('{') {
            in_description = !rest.contains('}');
        } else if word == "namespace" {
            let boundary = draft.boundary(rest.split('{').next().unwrap_or_default(), line, within);
            open.push(Open::Namespace(boundary, line));
        } else if word == "class" && !rest.is_empty() && arrow(line).is_none() {
            let Some(node) = class(draft, rest, within) else { continue };
            if let Some((_, block)) = rest.split_once('{') {
                let (member, closed) = block.split_once('}').map_or((block, false), |(before, _)| (before, true));
                field(draft, node, member.trim());
                if !closed {
                    open.push(Open::Class(node, line));
                }
            }
        } else if SILENT.contains(&word) || line.starts_with("<<") {
        } else if let Some((from, to, heads)) = arrow(line) {
            let (to, label) = to.split_once(':').unwrap_or((to, ""));
            let (from, to) = (class(draft, from, within), class(draft, to, within));
            match (from, to) {
                (Some(from), Some(to)) => draft.flow(from, to, heads, label, line),
                _ => draft.refuse(line, "a relation has a class on either side"),
            }
        } else if let Some((id, member)) = line.split_once(':').filter(|(_, member)| !member.starts_with(':')) {
            if let Some(node) = class(draft, id, within) {
                field(draft, node, member.trim());
            }
        } else if line.contains("->") {
            draft.refuse(line, "a relation has two dashes, as in `-->`");
        } else if line.ends_with('{') {
            draft.refuse(line, "only `class` and `namespace` open a brace");
        }
    }
    if let Some(Open::Class(_, opening) | Open::Namespace(_, opening)) = open.last() {
        draft.refuse(opening, "the brace is not closed");
    }
}

fn field(draft: &mut Draft<'_>, class: usize, member: &str) {
    if !member.is_empty() && !member.starts_with("<<") && draft.fits(1) {
        let span = draft.span(member);
        draft.graph.nodes[class].fields.push(span);
    }
}

/// The class that `text` names: `A`, `A~T~`, `` `a name` ``, `A["words"]`, with a number in quotes on either side.
fn class<'a>(draft: &mut Draft<'a>, text: &'a str, within: Option<usize>) -> Option<usize> {
    let mut text = text.trim();
    if let Some((_, after)) = text.strip_prefix('"').and_then(|inner| inner.split_once('"')) {
        text = after.trim_start();
    }
    let (id, rest) = match text.strip_prefix('`').and_then(|inner| inner.split_once('`')) {
        Some(parts) => parts,
        None => {
            let end = text.find(|c: char| c.is_whitespace() || matches!(c, '[' | '{' | '~' | ':' | '"' | '<' | '(')).unwrap_or(text.len());
            (&text[..end], &text[end..])
        }
    };
    if id.is_empty() {
        return None;
    }
    let node = draft.node(id);
    draft.kind(node, NodeKind::Entity);
    draft.enclose(node, within);
    if let Some((label, _)) = rest.trim_start().strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        draft.label(node, label);
    }
    Some(node)
}

/// The two sides of a relation and its heads.
fn arrow(line: &str) -> Option<(&str, &str, Heads)> {
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '"' | '`') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, ':') if !line[at..].starts_with(":::") => return None,
            (None, '-' | '.') if line[at..].starts_with("--") || line[at..].starts_with("..") => {
                let (left, right) = (line[..at].trim_end(), &line[at + 2..]);
                let from = ["<|", "()", "<", "*"].iter().find_map(|mark| left.strip_suffix(mark));
                let from = from.or_else(|| left.strip_suffix('o').filter(|rest| rest.ends_with([' ', '"'])));
                let to = right.trim_start();
                let bare = ["|>", "()", ">", "*"].iter().find_map(|mark| to.strip_prefix(mark));
                let bare = bare.or_else(|| to.strip_prefix('o').filter(|rest| rest.starts_with([' ', '"'])));
                let heads = Heads::of(left.ends_with(['<', '|']), to.starts_with(['>', '|']));
                return Some((from.unwrap_or(left), bare.unwrap_or(to), heads));
            }
            _ => {}
        }
    }
    None
}
