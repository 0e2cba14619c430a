//! Tables of fields, one a row (`| Field | Type |`), or of tables with their columns in a cell (`| Table | Columns |`).

use super::scan::{self, Kind, Style};
use super::words::joined;
use super::{Column, MOST, Notation, OnDelete, Reference, Schema, Schemas, Shape, field, title_of};
use crate::document::{Document, Table, plain};
use crate::source::Span;

/// Words of types, to tell a field list from other lists.
const TYPES: &[&str] = &[
    "uuid",
    "string",
    "str",
    "int",
    "integer",
    "bigint",
    "smallint",
    "serial",
    "bigserial",
    "text",
    "varchar",
    "char",
    "citext",
    "timestamp",
    "timestamptz",
    "datetime",
    "date",
    "time",
    "bool",
    "boolean",
    "float",
    "double",
    "decimal",
    "numeric",
    "real",
    "number",
    "json",
    "jsonb",
    "enum",
    "array",
    "object",
    "bytea",
    "blob",
    "objectid",
    "int32",
    "int64",
    "bytes",
    "nvarchar",
    "guid",
    "list",
    "map",
];

/// Heads of a column that says the type.
const TYPED: &[&str] = &["type", "data type", "datatype", "types", "sql type", "db type", "field type", "column type"];

/// Heads of columns that say more of a field.
const SAID: &[&str] = &[
    "description",
    "desc",
    "notes",
    "note",
    "meaning",
    "purpose",
    "details",
    "comment",
    "comments",
    "constraint",
    "constraints",
    "required",
    "nullable",
    "example",
    "key",
    "validation",
    "rules",
    "default",
    "explanation",
    "definition",
    "pii",
    "sensitivity",
    "classification",
    "modifiers",
    "attributes",
    "source",
    "required?",
    "mandatory",
];

/// Reads a table, if it is one of fields.
pub(super) fn read(document: &Document, text: &str, index: usize, table: &Table, found: &mut Schemas) {
    let heads: Vec<String> = table.header.iter().map(|cell| plain(cell.of(text)).trim().to_lowercase()).collect();
    let last_word = |head: &str| head.trim_end_matches(" name").rsplit(' ').next().unwrap_or_default().trim_end_matches('?').to_owned();
    let is_owner = |head: &String| {
        let word = last_word(head);
        ["table", "entity", "collection", "model", "tables", "entities"].contains(&word.as_str()) && head.split(' ').count() <= 3
    };
    let lists = |head: &String| {
        ["columns", "fields", "attributes", "properties"].contains(&last_word(head).as_str()) && head.split(' ').count() <= 4
    };
    // An index names columns of a table that is declared elsewhere.
    if heads.first().is_some_and(|head| last_word(head) == "index") {
        return;
    }
    if let Some(owner) = heads.iter().take(2).position(is_owner)
        && let Some(list) = heads.iter().position(lists)
        && list > owner
    {
        tables(text, table, owner, list, found);
        return;
    }
    let typed = heads.iter().position(|head| TYPED.contains(&head.as_str()));
    let said: Vec<usize> = (0..heads.len()).filter(|&i| SAID.contains(&heads[i].as_str())).collect();
    let names_field = |head: &String| {
        let strong = ["field", "column"].contains(&last_word(head).as_str()) && !head.contains(" or ");
        let weak = ["attribute", "property", "parameter", "param", "key", "name", "claim", "variable"].contains(&last_word(head).as_str())
            || head == "name";
        let values = heads.iter().any(|h| h == "value" || h == "values" || h == "content");
        let short = head.split(' ').count() <= 3;
        short && (strong && (typed.is_some() || !said.is_empty() && !values) || weak && typed.is_some())
    };
    let Some(name) = heads.iter().take(3).position(names_field).filter(|&at| Some(at) != typed) else { return };
    let owner = heads.iter().take(2).position(is_owner).filter(|&at| at != name);
    let (title, title_span) = title_of(document, text, index);
    let shape = if last_word(&heads[name]) == "column" || stands_in_database(document, index) { Shape::Table } else { Shape::Record };
    let fresh = |name: String, span: Span| Schema::new(Notation::Table, shape, name, span, table.span);
    let mut schema = fresh(title, title_span);
    let mut columns = 0;
    for row in &table.rows {
        if let Some(cell) = owner.and_then(|at| row.get(at)).filter(|cell| !plain(cell.of(text)).trim().is_empty()) {
            let bare = bare_name(*cell, text);
            if bare.of(text) != schema.name {
                let done = std::mem::replace(&mut schema, fresh(bare.of(text).to_owned(), bare));
                found.schemas.extend(Some(done).filter(|s| !s.columns.is_empty()));
            }
        }
        let Some(cell) = row.get(name) else { continue };
        let kind = typed.and_then(|at| row.get(at)).copied();
        let comment = said.iter().filter_map(|&at| row.get(at)).find(|cell| !cell.is_empty()).copied();
        let span = row.first().zip(row.last()).map_or(*cell, |(first, last)| first.join(*last));
        for mut column in named(*cell, text) {
            columns += 1;
            if columns > MOST {
                break;
            }
            column.span = span;
            column.comment = comment;
            if let Some(kind) = kind {
                kind_of(kind, text, &mut column);
            }
            for (at, cell) in row.iter().enumerate().filter(|(at, _)| *at != name) {
                let required = heads.get(at).is_some_and(|h| h.starts_with("required") || h == "mandatory");
                attributes(*cell, text, required, &mut column);
            }
            attributes(*cell, text, false, &mut column);
            schema.columns.push(column);
        }
    }
    found.schemas.extend(Some(schema).filter(|s| !s.columns.is_empty()));
}

/// `| users | id, email, name |`, one table a row.
fn tables(text: &str, table: &Table, owner: usize, list: usize, found: &mut Schemas) {
    for row in table.rows.iter().take(MOST) {
        let (Some(owner), Some(list)) = (row.get(owner), row.get(list)) else { continue };
        let name = bare_name(*owner, text);
        let span = row.first().zip(row.last()).map_or(*list, |(first, last)| first.join(*last));
        let mut schema = Schema::new(Notation::Table, Shape::Table, name.of(text).to_owned(), name, span);
        schema.columns = listed(*list, text);
        found.schemas.extend(Some(schema).filter(|s| !s.columns.is_empty() && !s.name.is_empty()));
    }
}

/// Rows of a table that was written without its head: `| id | UUID | PK |` line by line.
pub(super) fn read_headless(document: &Document, text: &str, index: usize, found: &mut Schemas) {
    let span = document.blocks[index].span;
    let body = span.of(text);
    if !body.starts_with('|') || !body.lines().all(|line| line.trim_start().starts_with('|')) {
        return;
    }
    let (title, title_span) = title_of(document, text, index);
    let mut schema = Schema::new(Notation::Table, Shape::Table, title, title_span, span);
    let mut at = span.start as usize;
    for line in body.split_inclusive('\n') {
        let mut cells = Vec::new();
        let mut start = at;
        for cell in line.split('|') {
            cells.push(Span::new(start, start + cell.len()).trimmed(text));
            start += cell.len() + 1;
        }
        at += line.len();
        let (Some(name), Some(kind)) = (cells.get(1), cells.get(2)) else { return };
        if !is_type(kind.of(text)) {
            return;
        }
        for mut column in named(*name, text) {
            column.span = name.join(*cells.last().unwrap_or(name));
            kind_of(*kind, text, &mut column);
            cells.iter().skip(3).for_each(|cell| attributes(*cell, text, false, &mut column));
            schema.columns.push(column);
        }
    }
    found.schemas.extend(Some(schema).filter(|s| s.columns.len() > 1 && s.columns.len() <= MOST));
}

/// True when the first word is the name of a type.
pub(super) fn is_type(said: &str) -> bool {
    let word: String = said.trim_start_matches(['`', '*', '_', '(']).chars().take_while(char::is_ascii_alphanumeric).collect();
    TYPES.contains(&word.to_lowercase().as_str())
}

/// True under a heading that speaks of tables, or of the database.
fn stands_in_database(document: &Document, index: usize) -> bool {
    let mut at = Some(document.blocks[index].section);
    while let Some(id) = at {
        let section = &document.sections[id];
        let title = section.heading.as_ref().map(|h| h.text.to_lowercase()).unwrap_or_default();
        if ["table", "database", "data model", "entity", "entities", "collection", "db schema"].iter().any(|w| title.contains(w)) {
            return true;
        }
        at = section.parent;
    }
    false
}

/// A cell's name without back-ticks, bold marks and what stands in brackets.
fn bare_name(cell: Span, text: &str) -> Span {
    named(cell, text).first().map_or(Span { start: cell.start, end: cell.start }, |column| column.name_span)
}

/// The names in a cell: each of those in back-ticks, else its words up to a bracket.
fn named(cell: Span, text: &str) -> Vec<Column> {
    let slice = cell.of(text);
    let base = cell.start as usize;
    let mut found = Vec::new();
    let mut add = |start: usize, end: usize| {
        let span = Span::new(base + start, base + end).trimmed(text);
        let name = span.of(text);
        let named = name.chars().any(char::is_alphabetic) && name.chars().count() <= 64 && name.split_whitespace().count() <= 6;
        if named {
            found.push(Column::new(name.to_owned(), span));
        }
    };
    if slice.contains('`') {
        let mut at = 0;
        while let Some(open) = slice[at..].find('`').map(|i| at + i + 1) {
            let Some(close) = slice[open..].find('`').map(|i| open + i) else { break };
            // "`user_id` (references `users`)": only names that stand side by side.
            let between = &slice[at..open - 1];
            if at > 0 && !between.chars().all(|c| c.is_whitespace() || ",/|+&*".contains(c) || between.trim() == "and") {
                break;
            }
            // "`name: type`"
            let end = slice[open..close].find([':', ' ', '(', '?']).map_or(close, |i| open + i);
            add(open, end);
            at = close + 1;
        }
        return found;
    }
    let end = slice.find(['(', '[', '\u{2014}', '?']).unwrap_or(slice.len());
    let head = slice[..end].trim_end_matches(|c: char| c.is_whitespace() || c == '*' || c == '_' || c == ':');
    let start = head.len() - head.trim_start_matches(|c: char| c.is_whitespace() || c == '*' || c == '_').len();
    if start < head.len() {
        add(start, head.len());
    }
    found
}

/// The columns of "id (PK), email: string, `name`".
pub(super) fn listed(span: Span, text: &str) -> Vec<Column> {
    let slice = span.of(text);
    let (mut start, mut depth) = (0, 0_i32);
    let mut parts = Vec::new();
    for (at, c) in slice.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' | ';' | '\u{b7}' | '\n' | '<' if depth <= 0 => {
                parts.push((start, at));
                start = if c == '<' { slice[at..].find('>').map_or(at + 1, |close| at + close + 1) } else { at + c.len_utf8() };
            }
            _ => {}
        }
    }
    parts.push((start.min(slice.len()), slice.len()));
    let base = span.start as usize;
    let mut columns = Vec::new();
    for (start, end) in parts.into_iter().filter(|(start, end)| start < end).take(MOST) {
        let part = Span::new(base + start, base + end).trimmed(text);
        let said = part.of(text);
        let ends = [said.find(": "), said.find(" (")].into_iter().flatten().min();
        let name = ends.map_or(part, |at| Span { start: part.start, end: part.start + at as u32 });
        for mut column in named(name, text) {
            column.span = part;
            let rest = Span { start: column.name_span.end, end: part.end };
            if let Some(at) = rest.of(text).find(|c: char| c.is_alphanumeric()) {
                let rest = Span { start: rest.start + at as u32, end: rest.end };
                if is_type(rest.of(text)) {
                    kind_of(rest, text, &mut column);
                }
                attributes(rest, text, false, &mut column);
            }
            columns.push(column);
        }
    }
    columns
}

/// Type and values of a cell such as `ENUM('a', 'b')` or `` `uuid` (nullable)``.
pub(super) fn kind_of(cell: Span, text: &str, column: &mut Column) {
    let style = Style { lines: &[], quotes: b"'\"", dollars: false };
    column.kind = joined(&plain(cell.of(text)));
    if cell.of(text).contains(['\'', '"']) {
        column.values = scan::tokens(text, cell, style).iter().filter(|t| t.kind == Kind::Quoted).map(|t| t.name(text)).collect();
    }
}

/// Reads "PK", "FK \u{2192} users.id", "UNIQUE, NOT NULL", "ON DELETE CASCADE" in a cell.
fn attributes(cell: Span, text: &str, required: bool, column: &mut Column) {
    let slice = cell.of(text);
    if slice.len() > 400 {
        return;
    }
    let style = Style { lines: &[], quotes: b"'\"", dollars: false };
    let tokens = scan::tokens(text, cell, style);
    let word = |at: usize, word: &str| tokens.get(at).is_some_and(|t| t.says(text, word));
    for at in 0..tokens.len() {
        if word(at, "pk") || word(at, "primary") && word(at + 1, "key") {
            (column.primary, column.nullable) = (true, false);
        } else if word(at, "unique") && at == 0 || word(at, "unique") && !word(at + 1, "to") && slice.len() < 60 {
            column.unique = true;
        } else if word(at, "not") && word(at + 1, "null")
            || at == 0 && required && (word(0, "yes") || word(0, "true") || tokens[0].is(b'Y'))
        {
            column.nullable = false;
        } else if word(at, "fk") || word(at, "references") || word(at, "foreign") {
            // Past the arrow, "to", "key" and back-ticks.
            let mut names = tokens[at + 1..]
                .iter()
                .filter(|t| t.kind == Kind::Word)
                .filter(|t| !["to", "key", "references", "table", "the"].iter().any(|w| t.says(text, w)));
            if let Some(table) = names.next() {
                let next = names.next().filter(|t| {
                    let between = Span { start: table.span.end, end: t.span.start }.of(text);
                    between == "." || between == "("
                });
                column.references = Some(Reference { table: table.name(text), column: next.map(|t| t.name(text)) });
            }
        } else if word(at, "on") && word(at + 1, "delete") {
            let end = tokens.len().min(at + 4);
            let said: String = tokens[at + 2..end].iter().take(2).map(|t| t.span.of(text)).collect();
            let first = tokens.get(at + 2).map(|t| t.span.of(text)).unwrap_or_default();
            let (action, length) = match (field::action(first), field::action(&said)) {
                (Some(action), _) => (action, 3),
                (None, Some(action)) => (action, 4),
                (None, None) => continue,
            };
            column.on_delete = Some(OnDelete { action, span: scan::cover(&tokens[at..at + length]) });
        }
    }
}
