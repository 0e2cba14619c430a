//! Entity relationship diagrams: entities with their attributes, and relations.

use super::draft::{Draft, Heads};
use super::lines::{first_word, lines};
use crate::diagram::NodeKind;

/// What stands to the left and to the right of the line of a relation.
const LEFT: &[&str] = &["|o", "||", "}o", "}|", "o|", "u"];
const RIGHT: &[&str] = &["o|", "||", "o{", "|{", "|o", "u"];

/// How many there are, in words.
const WORDS: &[&str] = &["one", "zero", "many", "only", "or", "more", "1", "0+", "1+", "many(0)", "many(1)", "optionally", "to"];

/// Reads what follows the keyword; `text` is a slice of the draft's source.
pub(super) fn read<'a>(draft: &mut Draft<'a>, text: &'a str) {
    let mut open: Option<(usize, &str)> = None;
    let mut in_description = false;
    for line in lines(text) {
        if draft.is_full() {
            return;
        }
        if in_description {
            in_description = !line.contains('}');
            continue;
        }
        if let Some((entity, _)) = open {
            let (attribute, closed) = line.split_once('}').map_or((line, false), |(before, _)| (before.trim(), true));
            fields(draft, entity, attribute);
            if closed {
                open = None;
            }
            continue;
        }
        match first_word(line) {
            "direction" | "title" | "accTitle" | "classDef" | "class" | "style" | "subgraph" | "end" => continue,
            "accDescr" => {
                in_description = line.contains('{') && !line.contains('}');
                continue;
            }
            _ => {}
        }
        if let Some((from, to, label)) = relation(line) {
            let Some(label) = label else {
                draft.refuse(line, "a relation needs a colon and its words after it");
                continue;
            };
            let label = label.trim();
            if label.is_empty() || !label.starts_with('"') && label.contains([' ', ';']) {
                draft.refuse(line, "the words of a relation stand in quotes when there are several");
            }
            let (from, to) = (entity(draft, from), entity(draft, to));
            if let (Some(from), Some(to)) = (from, to) {
                draft.flow(from, to, Heads::None, label, line);
            }
            continue;
        }
        let (head, block) = line.split_once('{').map_or((line, None), |(head, block)| (head, Some(block)));
        if head.contains("->") || head.contains("--") {
            draft.refuse(line, "this is no relation such as `A ||--o{ B : words`");
            continue;
        }
        let Some(node) = entity(draft, head) else { continue };
        if let Some(block) = block {
            let (attribute, closed) = block.split_once('}').map_or((block, false), |(before, _)| (before, true));
            fields(draft, node, attribute.trim());
            open = (!closed).then_some((node, line));
        }
    }
    if let Some((_, opening)) = open {
        draft.refuse(opening, "the brace of this entity is not closed");
    }
}

fn fields(draft: &mut Draft<'_>, entity: usize, attribute: &str) {
    if !attribute.is_empty() && draft.fits(1) {
        let span = draft.span(attribute);
        draft.graph.nodes[entity].fields.push(span);
    }
}

/// `NAME`, `"a name"`, `NAME["words"]`, `NAME:::class`.
fn entity<'a>(draft: &mut Draft<'a>, text: &'a str) -> Option<usize> {
    let text = text.trim();
    let (id, rest) = match text.strip_prefix('"').and_then(|inner| inner.split_once('"')) {
        Some(parts) => parts,
        None => {
            let end = text.find(|c: char| c.is_whitespace() || c == '[' || c == ':' || c == ',').unwrap_or(text.len());
            (&text[..end], &text[end..])
        }
    };
    if id.is_empty() {
        return None;
    }
    let node = draft.node(id);
    draft.kind(node, NodeKind::Entity);
    if let Some((label, _)) = rest.trim_start().strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        draft.label(node, label);
    }
    Some(node)
}

/// The two entities of a relation and, behind the colon, its words.
fn relation(line: &str) -> Option<(&str, &str, Option<&str>)> {
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ':' if !quoted && !line[at..].starts_with(":::") && !line[..at].ends_with(':') => break,
            '-' | '.' if !quoted && ["--", "..", "-.", ".-"].iter().any(|mark| line[at..].starts_with(mark)) => {
                let (before, after) = (&line[..at], &line[at + 2..]);
                let Some(left) = LEFT.iter().find_map(|mark| before.trim_end().strip_suffix(mark)) else { continue };
                let Some(right) = RIGHT.iter().find_map(|mark| after.trim_start().strip_prefix(mark)) else { continue };
                let (to, label) = behind(right);
                return Some((left, to, label));
            }
            _ => {}
        }
    }
    in_words(line)
}

/// `A one or more to zero or one B : words`.
fn in_words(line: &str) -> Option<(&str, &str, Option<&str>)> {
    let (sides, label) = behind(line);
    let at = sides.find(" to ")?;
    let from = sides[..at].split_whitespace().next()?;
    let to = sides[at + 4..].split_whitespace().last()?;
    let all = sides.split_whitespace().filter(|word| *word != from && *word != to);
    let known = all.clone().all(|word| WORDS.contains(&word) || word.bytes().all(|b| b.is_ascii_digit()));
    (known && all.count() >= 3).then_some((from, to, label))
}

/// What stands before and after the colon that ends the entities.
fn behind(text: &str) -> (&str, Option<&str>) {
    let mut quoted = false;
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices() {
        let is_class = bytes.get(at + 1) == Some(&b':') || at > 0 && bytes[at - 1] == b':';
        match c {
            '"' => quoted = !quoted,
            ':' if !quoted && !is_class => return (&text[..at], Some(&text[at + 1..])),
            _ => {}
        }
    }
    (text, None)
}
