//! Lists of fields: "**users**: id, email, name" one table an item, and "`email` (string)" one field an item.

use super::table::{is_type, kind_of, listed};
use super::{Column, MOST, Notation, Schema, Schemas, Shape, title_of};
use crate::document::{Block, BlockKind, Document};
use crate::source::Span;

/// Words of headings under which items are tables.
const HEADINGS: &[&str] = &["schema", "data model", "database", "table", "entities", "entity", "collection", "models", "data structure"];

/// Longest item that can be a list of columns.
const LONGEST: usize = 600;

/// Reads a list item.
pub(super) fn read(document: &Document, text: &str, index: usize, found: &mut Schemas) {
    let block = &document.blocks[index];
    if (block.span.end - block.span.start) as usize > LONGEST {
        return;
    }
    if let Some(schema) = one_table(document, text, block) {
        found.schemas.push(schema);
    } else if let Some(column) = one_field(text, block) {
        add(document, text, index, column, found);
    }
}

/// "`users`: id, email, name" and "users (id, email, name)" under a heading that speaks of tables.
fn one_table(document: &Document, text: &str, block: &Block) -> Option<Schema> {
    let slice = block.span.of(text);
    // Most items list nothing: bytes are counted before characters are looked at.
    if memchr::memchr_iter(b',', slice.as_bytes()).take(2).count() < 2 {
        return None;
    }
    let head_end = slice.find([':', '(', '\u{2014}', '\u{2013}'])?;
    let rest = &slice[head_end..];
    if rest.matches(',').count() < 2 || !speaks_of_tables(document, block) {
        return None;
    }
    let base = block.span.start as usize;
    let head = slice[..head_end].trim_end().trim_matches(['*', '`', '_']);
    let start = slice[..head_end].find(head).filter(|_| !head.is_empty())?;
    let name = Span::new(base + start, base + start + head.len()).trimmed(text);
    if name.of(text).split_whitespace().count() > 3 || name.of(text).contains(['`', '*', '[']) {
        return None;
    }
    let opens = rest.chars().next().map_or(1, char::len_utf8);
    let list = rest[opens..].trim_end_matches(['.', ')']).trim_start_matches(['*', '`', ':', '_']);
    let list_start =
        base + slice.len() - rest.len() + opens + (rest[opens..].len() - rest[opens..].trim_start_matches(['*', '`', ':', '_']).len());
    // A back-tick cut off with the closing bold mark would turn the quoting around.
    let list_start = if rest[opens..].starts_with('`') { list_start - 1 } else { list_start };
    let list = Span::new(
        list_start,
        (list_start + list.len() + 1).min(block.span.end as usize).min(base + slice.trim_end_matches(['.', ')']).len()),
    );
    let columns = listed(list.trimmed(text), text);
    let identifiers = columns.iter().filter(|c| is_identifier(&c.name)).count();
    let parts = list.of(text).matches(',').count() + 1;
    // "Containers: Vec, HashMap": names of types and products begin with a capital.
    let small = columns.iter().filter(|c| c.name.starts_with(char::is_lowercase)).count();
    // "role: owner, supervisor, employee" lists values.
    let names_columns = |c: &Column| ["id", "name", "email", "title"].contains(&c.name.as_str()) || is_compound(&c.name);
    if !columns.iter().any(names_columns)
        || columns.len() < 3
        || columns.len() * 4 < parts * 3
        || identifiers * 4 < columns.len() * 3
        || small * 2 < columns.len()
    {
        return None;
    }
    let mut schema = Schema::new(Notation::List, Shape::Table, name.of(text).to_owned(), name, block.span);
    schema.columns = columns.into_iter().take(MOST).collect();
    Some(schema)
}

/// "`email` (string, unique)", "email: text", "**email** \u{2014} string".
fn one_field(text: &str, block: &Block) -> Option<Column> {
    let slice = block.span.of(text);
    let trimmed = slice.trim_start_matches(['*', '`', '_']);
    let length = trimmed.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.')?;
    let start = block.span.start as usize + slice.len() - trimmed.len();
    let name = &trimmed[..length];
    let rest = trimmed[length..].trim_start_matches(['*', '`', '_', '?']);
    // "Real-time updates": a hyphen parts name and type only with space around it.
    let parted = rest.strip_prefix(" - ").or_else(|| rest.trim_start().strip_prefix([':', '(', '\u{2014}', '\u{2013}']))?;
    let kind = parted.trim_start_matches([' ', '`', '*', '(']);
    if !is_identifier(name) || !is_type(kind) || !ends_as_type(kind) {
        return None;
    }
    let mut column = Column::new(name.to_owned(), Span::new(start, start + length));
    column.span = block.span;
    let offset = block.span.end as usize - kind.len();
    let end = kind.find([',', ')', '\n', '\u{2014}']).unwrap_or(kind.len());
    // "string - the address": the type ends before what is said of it.
    let end = kind[..end].find(" - ").unwrap_or(end);
    kind_of(Span::new(offset, offset + end), text, &mut column);
    column.kind = column.kind.replace(['`', '*'], "");
    column.comment = Some(Span::new(offset + end, block.span.end as usize))
        .map(|s| {
            let said = s.of(text).trim_start_matches(|c: char| !c.is_alphanumeric());
            Span::new(s.end as usize - said.len(), s.end as usize).trimmed(text)
        })
        .filter(|s| !s.is_empty());
    let said = kind.to_lowercase();
    column.unique = said.contains("unique");
    column.primary = said.contains("primary key") || said.contains("(pk") || said.contains(", pk");
    Some(column)
}

/// False for "Text field, editable" and "date of the visit": the type is an adjective or a noun of prose.
fn ends_as_type(kind: &str) -> bool {
    const ATTRIBUTES: &[&str] = &[
        "primary",
        "unique",
        "not",
        "null",
        "nullable",
        "required",
        "optional",
        "fk",
        "pk",
        "references",
        "foreign",
        "default",
        "with",
        "array",
    ];
    let rest = kind.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    let word: String = rest.trim_start().chars().take_while(char::is_ascii_alphabetic).collect();
    !rest.starts_with('-') && (word.is_empty() || ATTRIBUTES.contains(&word.to_lowercase().as_str()))
}

/// Adds a field to the list it stands in, or opens one named by the item around it, else by what introduces it.
fn add(document: &Document, text: &str, index: usize, column: Column, found: &mut Schemas) {
    let block = &document.blocks[index];
    let before = index.checked_sub(1).map(|at| &document.blocks[at]);
    if let Some(last) = found.schemas.last_mut().filter(|s| s.notation == Notation::List && s.shape == Shape::Record)
        && before.is_some_and(|b| b.span.end == last.span.end)
        && last.columns.len() < MOST
    {
        last.span = last.span.join(block.span);
        last.columns.push(column);
        return;
    }
    let around = before.filter(|b| matches!(b.kind, BlockKind::Item { .. }) && b.depth < block.depth);
    let (name, span) =
        around.and_then(|b| super::words::title(b.lead.unwrap_or(b.span), text)).unwrap_or_else(|| title_of(document, text, index));
    let mut schema = Schema::new(Notation::List, Shape::Record, name, span, block.span);
    schema.columns.push(column);
    found.schemas.push(schema);
}

fn speaks_of_tables(document: &Document, block: &Block) -> bool {
    let mut at = Some(block.section);
    while let Some(id) = at {
        let section = &document.sections[id];
        // The title of the document colours everything and says nothing of one list.
        let title = section.heading.as_ref().filter(|h| h.level > 1).map(|h| h.text.to_lowercase()).unwrap_or_default();
        if HEADINGS.iter().any(|word| title.contains(word)) {
            return true;
        }
        at = section.parent;
    }
    false
}

/// `created_at`, `createdAt`.
fn is_compound(name: &str) -> bool {
    let camel = name.as_bytes().windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase());
    name.contains('_') || camel
}

/// A single word as programs write them: no capital at its start, or a capital within.
fn is_identifier(name: &str) -> bool {
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.' || c == '-' || c == '[' || c == ']');
    plain && name.chars().next().is_some_and(char::is_alphabetic)
}
