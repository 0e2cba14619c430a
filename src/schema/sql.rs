//! SQL: `CREATE TABLE`, `CREATE TYPE`, `ALTER TABLE`, indexes, policies, in the dialects of `PostgreSQL`, `MySQL` and `SQLite`,
//! with missing commas, brackets and semicolons.

use super::query;
use super::scan::{self, Kind, Style, Token};
use super::words::joined;
use super::{Action, Column, MOST, Notation, OnDelete, Reference, Schema, Schemas, Shape, Value};
use crate::source::Span;

const STYLE: Style = Style { lines: &["--", "//"], quotes: b"'\"`", dollars: true };

/// Words that end the type of a column.
const ATTRIBUTES: &[&str] = &[
    "not",
    "null",
    "default",
    "primary",
    "unique",
    "references",
    "check",
    "collate",
    "constraint",
    "generated",
    "auto_increment",
    "autoincrement",
    "comment",
    "on",
    "identity",
    "key",
    "as",
    "deferrable",
    "initially",
    "stored",
    "virtual",
    "invisible",
    "foreign",
];

/// Types, to tell a column that is called like a constraint.
const TYPES: &[&str] =
    &["text", "varchar", "char", "uuid", "int", "integer", "bigint", "json", "jsonb", "bytea", "blob", "string", "boolean", "timestamp"];

/// Reads the statements of a block.
pub(super) fn read(text: &str, body: Span, found: &mut Schemas) {
    let tokens = scan::tokens(text, body, STYLE);
    let mut start = 0;
    while start < tokens.len() {
        if found.schemas.len() + found.queries.len() >= MOST {
            return;
        }
        let end = statement_end(text, &tokens, start);
        let first = (start..end).find(|&at| tokens[at].kind != Kind::Comment).unwrap_or(end);
        // A comment behind the semicolon still belongs to the statement before.
        let above = scan::comments_above(&tokens, first);
        statement(text, &tokens[first..end], above, found);
        start = end + 1;
        if tokens.get(end).is_some_and(|t| !t.is(b';')) {
            start = end;
        }
    }
}

/// One past the last token of the statement: its semicolon, or a line that opens the next.
fn statement_end(text: &str, tokens: &[Token], start: usize) -> usize {
    let mut depth = 0_i32;
    let mut last: Option<&Token> = None;
    let mut opening: Option<&Token> = None;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token.kind {
            Kind::Comment => continue,
            Kind::Mark(b'(') => depth += 1,
            Kind::Mark(b')') => depth -= 1,
            Kind::Mark(b';') if depth <= 0 => return at,
            Kind::Word if token.first && last.is_some() => {
                let word = |words: &[&str], token: Option<&Token>| token.is_some_and(|t| words.iter().any(|w| t.says(text, w)));
                let creates = word(&["create", "alter", "drop", "grant", "insert"], Some(token));
                let joins = word(&["on", "do", "for", "union", "all", "as", "except", "intersect", "with", "or", "then", "begin"], last);
                let reads = depth <= 0 && word(&["select", "update", "delete", "with"], Some(token));
                let within = word(&["with", "insert", "explain"], opening);
                if !joins && (creates && (depth <= 0 || word(&["create", "alter"], Some(token))) || reads && !within) {
                    return at;
                }
            }
            _ => {}
        }
        opening = opening.or(Some(token));
        last = Some(token);
    }
    tokens.len()
}

fn statement(text: &str, tokens: &[Token], above: Vec<Span>, found: &mut Schemas) {
    let Some(first) = tokens.first() else { return };
    let word = |at: usize, word: &str| tokens.get(at).is_some_and(|t| t.says(text, word));
    if first.says(text, "create") {
        // "CREATE OR REPLACE", "CREATE UNLOGGED TABLE", "CREATE UNIQUE INDEX".
        let Some(at) = (1..tokens.len().min(6)).find(|&at| ["table", "type", "index", "policy"].iter().any(|w| word(at, w))) else {
            return;
        };
        match text[tokens[at].span.start as usize..tokens[at].span.end as usize].to_ascii_lowercase().as_str() {
            "table" => found.schemas.extend(table(text, tokens, at + 1, above)),
            "type" => found.schemas.extend(named_type(text, tokens, at + 1, above)),
            "policy" => policy(text, tokens, &mut found.schemas),
            _ if word(1, "unique") => index(text, tokens, &mut found.schemas),
            _ => {}
        }
    } else if first.says(text, "alter") && word(1, "table") {
        alter(text, tokens, above, &mut found.schemas);
    } else if first.says(text, "comment") && word(1, "on") && word(2, "column") {
        comment(text, tokens, &mut found.schemas);
    } else {
        found.queries.extend(query::read(text, tokens, above));
    }
}

/// A name with its schema prefix left out, and the index behind it.
pub(super) fn name_at(text: &str, tokens: &[Token], mut at: usize) -> Option<(String, Span, usize)> {
    let one = |at: usize| {
        let token = tokens.get(at)?;
        match token.kind {
            Kind::Word | Kind::Quoted => Some((token.name(text), token.bare(text), at + 1)),
            // `[dbo].[Users]`
            Kind::Mark(b'[') if tokens.get(at + 2).is_some_and(|t| t.is(b']')) => {
                let token = &tokens[at + 1];
                Some((token.name(text), token.span, at + 3))
            }
            _ => None,
        }
    };
    for word in ["if", "not", "exists", "only"] {
        at += usize::from(tokens.get(at).is_some_and(|t| t.says(text, word)));
    }
    let mut name = one(at)?;
    while tokens.get(name.2).is_some_and(|t| t.is(b'.')) {
        match one(name.2 + 1) {
            Some(next) => name = next,
            None => break,
        }
    }
    Some(name)
}

fn table(text: &str, tokens: &[Token], at: usize, above: Vec<Span>) -> Option<Schema> {
    let (name, name_span, at) = name_at(text, tokens, at)?;
    let mut schema = Schema::new(Notation::Sql, Shape::Table, name, name_span, scan::cover(tokens));
    schema.comments = above;
    // "CREATE TABLE x AS SELECT", "PARTITION OF": no columns are written.
    if tokens.get(at).is_some_and(|t| t.is(b'(')) {
        let close = scan::close(tokens, at);
        items(text, &tokens[at + 1..close], &mut schema);
    }
    Some(schema)
}

/// The columns and constraints between the brackets.
fn items(text: &str, tokens: &[Token], schema: &mut Schema) {
    for range in split(text, tokens) {
        let item = &tokens[range.clone()];
        let Some(first) = item.iter().position(|t| t.kind != Kind::Comment) else {
            schema.comments.extend(item.iter().map(|t| t.span).filter(|s| !s.is_empty()));
            continue;
        };
        let comment = trailing_comment(tokens, range.end, item);
        schema.comments.extend(item[..first].iter().map(|t| t.span).filter(|s| !s.is_empty()));
        let code: Vec<Token> = item.iter().filter(|t| t.kind != Kind::Comment).copied().collect();
        if schema.columns.len() >= MOST {
            return;
        }
        if is_constraint(text, &code) {
            constraint(text, &code, schema);
        } else if let Some(mut column) = column(text, &code, schema) {
            column.comment = column.comment.or(comment);
            schema.columns.push(column);
        }
    }
}

/// Items parted by commas, and by lines that open like a column where a comma is missing.
fn split(text: &str, tokens: &[Token]) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut depth, mut code) = (0, 0_i32, 0);
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Mark(b'(') => depth += 1,
            Kind::Mark(b')') => depth -= 1,
            Kind::Mark(b',') if depth <= 0 => {
                ranges.push(start..at);
                (start, code) = (at + 1, 0);
                continue;
            }
            Kind::Comment => {
                // What stands behind the comma belongs to the item before it.
                if code == 0 && !token.first && at == start && at > 0 {
                    start = at + 1;
                }
                continue;
            }
            Kind::Word | Kind::Quoted if depth <= 0 && token.first && code >= 2 => {
                let word = text[token.span.start as usize..token.span.end as usize].to_ascii_lowercase();
                let continues =
                    ATTRIBUTES.contains(&word.as_str()) && !["primary", "constraint", "foreign", "key"].contains(&word.as_str());
                let names = tokens.get(at + 1).is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Mark(b'(')) && !t.first);
                let operator = ["and", "or", "in", "between", "using", "with", "delete", "update", "match"].contains(&word.as_str());
                let after = tokens[..at].iter().rev().find(|t| t.kind != Kind::Comment);
                if !continues && !operator && names && !after.is_some_and(|t| t.says(text, "on") || t.says(text, "set")) {
                    ranges.push(start..at);
                    (start, code) = (at, 0);
                }
            }
            _ => {}
        }
        code += 1;
    }
    if start < tokens.len() {
        ranges.push(start..tokens.len());
    }
    ranges
}

/// The comment behind an item in its last line, inside it or behind its comma.
fn trailing_comment(tokens: &[Token], end: usize, item: &[Token]) -> Option<Span> {
    let last = item.iter().rev().find(|t| t.kind != Kind::Comment)?;
    let near = &tokens[end..tokens.len().min(end + 2)];
    let mut comments = item.iter().chain(near).filter(|t| t.kind == Kind::Comment && !t.first && !t.span.is_empty());
    comments.find(|t| t.line == last.line).map(|t| t.span)
}

fn is_constraint(text: &str, item: &[Token]) -> bool {
    let Some(first) = item.first().filter(|t| t.kind == Kind::Word) else {
        return item.first().is_none_or(|t| t.kind != Kind::Quoted && !t.is(b'['));
    };
    let word = first.span.of(text).to_ascii_lowercase();
    let next = item.get(1);
    let typed = next.is_some_and(|t| TYPES.iter().any(|kind| t.says(text, kind)));
    match word.as_str() {
        "primary" | "foreign" | "constraint" | "check" | "unique" | "exclude" | "fulltext" | "spatial" => !typed,
        "key" | "index" | "like" | "partition" => !typed && item.len() > 1,
        _ => false,
    }
}

/// Names between the brackets that open at or behind `at`, and the index behind them.
fn listed(text: &str, item: &[Token], at: usize) -> Option<(Vec<String>, usize)> {
    let open = (at..item.len()).find(|&i| item[i].is(b'('))?;
    let close = scan::close(item, open);
    let inside = &item[open + 1..close];
    // In `lower(email)`, `name(20)` and `id DESC` the first word of each part that is followed by no bracket.
    let named = inside.iter().enumerate().filter(|(i, t)| {
        let opens = *i == 0 || inside[i - 1].is(b',') || inside[i - 1].is(b'(');
        opens && matches!(t.kind, Kind::Word | Kind::Quoted)
    });
    let calls = |i: usize| inside.get(i + 1).is_some_and(|t| t.is(b'(')) && inside.get(i + 2).is_some_and(|t| t.kind == Kind::Word);
    Some((named.filter(|(i, _)| !calls(*i)).map(|(_, t)| t.name(text)).collect(), close + 1))
}

fn constraint(text: &str, item: &[Token], schema: &mut Schema) {
    let Some(at) = item.iter().position(|t| ["primary", "foreign", "check", "unique", "references"].iter().any(|w| t.says(text, w))) else {
        return;
    };
    if item[at].says(text, "check") {
        schema.checks.push(scan::cover(&item[at..]));
        if let Some((name, values)) = one_of(text, &item[at + 1..])
            && let Some(column) = schema.columns.iter_mut().find(|c| c.name.eq_ignore_ascii_case(&name))
        {
            column.values = values;
        }
        return;
    }
    let Some((names, behind)) = listed(text, item, at) else { return };
    if item[at].says(text, "foreign") {
        let mut links = links(text, &item[behind.min(item.len())..]);
        if let [name] = names.as_slice()
            && let Some(column) = schema.columns.iter_mut().find(|c| c.name.eq_ignore_ascii_case(name))
        {
            column.references = links.0.take();
            column.on_delete = links.1;
        }
        return;
    }
    let primary = item[at].says(text, "primary");
    if let [name] = names.as_slice()
        && let Some(column) = schema.columns.iter_mut().find(|c| c.name.eq_ignore_ascii_case(name))
    {
        column.unique = true;
    }
    if primary {
        for column in schema.columns.iter_mut().filter(|c| names.iter().any(|n| n.eq_ignore_ascii_case(&c.name))) {
            (column.primary, column.nullable) = (true, false);
        }
    }
    schema.uniques.push(names);
}

/// `REFERENCES table(column) ON DELETE action`, wherever it stands in `item`.
fn links(text: &str, item: &[Token]) -> (Option<Reference>, Option<OnDelete>) {
    let mut reference = None;
    if let Some(at) = item.iter().position(|t| t.says(text, "references"))
        && let Some((table, _, behind)) = name_at(text, item, at + 1)
    {
        let bracket = item.get(behind).is_some_and(|t| t.is(b'('));
        let column = item.get(behind + 1).filter(|t| bracket && matches!(t.kind, Kind::Word | Kind::Quoted)).map(|t| t.name(text));
        reference = Some(Reference { table, column });
    }
    let on = item.windows(2).position(|pair| pair[0].says(text, "on") && pair[1].says(text, "delete"));
    let on_delete = on.and_then(|at| {
        let word = |offset: usize, word: &str| item.get(at + offset).is_some_and(|t| t.says(text, word));
        let (action, length) = match () {
            () if word(2, "cascade") => (Action::Cascade, 3),
            () if word(2, "set") && word(3, "null") => (Action::SetNull, 4),
            () if word(2, "set") && word(3, "default") => (Action::SetDefault, 4),
            () if word(2, "restrict") => (Action::Restrict, 3),
            () if word(2, "no") && word(3, "action") => (Action::Restrict, 4),
            () => return None,
        };
        Some(OnDelete { action, span: scan::cover(&item[at..at + length]) })
    });
    (reference, on_delete)
}

/// `status IN ('a', 'b')`: the column and its values.
fn one_of(text: &str, item: &[Token]) -> Option<(String, Vec<String>)> {
    let at = item.iter().position(|t| t.says(text, "in"))?;
    let name = item[..at].iter().rev().find(|t| matches!(t.kind, Kind::Word | Kind::Quoted))?;
    let open = item.get(at + 1).filter(|t| t.is(b'('))?;
    let values = item[at + 2..].iter().take_while(|t| !t.is(b')') && t.span.start > open.span.start);
    let values = values.filter(|t| t.kind == Kind::Quoted).map(|t| t.name(text)).collect();
    Some((name.name(text), values))
}

/// A column from the tokens of its item, comments left out.
fn column(text: &str, item: &[Token], schema: &mut Schema) -> Option<Column> {
    let (name, name_span, at) = name_at(text, item, 0)?;
    // "... other columns" and prose.
    if name.is_empty() || name.chars().count() > 64 || item.get(at).is_some_and(|t| matches!(t.kind, Kind::Mark(b'.' | b'=' | b':'))) {
        return None;
    }
    let mut column = Column::new(name, name_span);
    column.span = scan::cover(item);
    let is_attribute = |t: &Token| t.kind == Kind::Word && ATTRIBUTES.iter().any(|w| t.says(text, w));
    let mut depth = 0_i32;
    let mut end = at;
    while let Some(token) = item.get(end) {
        match token.kind {
            Kind::Mark(b'(') => depth += 1,
            Kind::Mark(b')') => depth -= 1,
            _ if depth <= 0 && is_attribute(token) => break,
            _ => {}
        }
        end += 1;
    }
    column.kind = joined(scan::cover(&item[at..end]).of(text));
    if item.get(at).is_some_and(|t| t.says(text, "enum") || t.says(text, "set")) {
        column.values = item[at..end].iter().filter(|t| t.kind == Kind::Quoted).map(|t| t.name(text)).collect();
    }
    let mut i = end;
    while let Some(token) = item.get(i) {
        let next = |word: &str| item.get(i + 1).is_some_and(|t| t.says(text, word));
        if token.says(text, "not") && next("null") {
            column.nullable = false;
            i += 1;
        } else if token.says(text, "primary") {
            (column.primary, column.unique, column.nullable) = (true, true, false);
        } else if token.says(text, "unique") {
            column.unique = true;
        } else if token.says(text, "default") {
            let (default, behind) = default_value(text, item, i + 1);
            column.default = default;
            i = behind.max(i + 1);
            continue;
        } else if token.says(text, "check") && item.get(i + 1).is_some_and(|t| t.is(b'(')) {
            let close = scan::close(item, i + 1).min(item.len() - 1);
            schema.checks.push(scan::cover(&item[i..=close]));
            if let Some((_, values)) = one_of(text, &item[i + 1..=close]) {
                column.values = values;
            }
            i = close;
        } else if token.says(text, "comment") {
            column.comment = item.get(i + 1).filter(|t| t.kind == Kind::Quoted).map(|t| t.bare(text));
            i += 1;
        }
        i += 1;
    }
    (column.references, column.on_delete) = links(text, &item[end..]);
    Some(column)
}

/// The value behind `DEFAULT`, and the index behind it.
fn default_value(text: &str, item: &[Token], at: usize) -> (Option<String>, usize) {
    let Some(first) = item.get(at) else { return (None, at) };
    let mut end = at + 1;
    if first.is(b'(') || item.get(end).is_some_and(|t| t.is(b'(') && t.span.start == first.span.end) {
        end = scan::close(item, if first.is(b'(') { at } else { end }) + 1;
    } else if matches!(first.kind, Kind::Mark(b'-' | b'+')) {
        end += 1;
    }
    let end = end.min(item.len());
    (Some(joined(scan::cover(&item[at..end]).of(text))), end)
}

fn named_type(text: &str, tokens: &[Token], at: usize, above: Vec<Span>) -> Option<Schema> {
    let (name, name_span, at) = name_at(text, tokens, at)?;
    let open = (at..tokens.len().min(at + 4)).find(|&i| tokens[i].is(b'('))?;
    let close = scan::close(tokens, open);
    let inside = &tokens[open + 1..close];
    let is_enum = tokens[at..open].iter().any(|t| t.says(text, "enum"));
    let shape = if is_enum { Shape::Enum } else { Shape::Record };
    let mut schema = Schema::new(Notation::Sql, shape, name, name_span, scan::cover(tokens));
    schema.comments = above;
    if !is_enum {
        items(text, inside, &mut schema);
        return Some(schema);
    }
    for (i, token) in inside.iter().enumerate().filter(|(_, t)| t.kind == Kind::Quoted).take(MOST) {
        let near = inside[i + 1..].iter().take(2).find(|t| t.kind == Kind::Comment && t.line == token.line);
        schema.values.push(Value { name: token.name(text), span: token.bare(text), comment: near.map(|t| t.span) });
    }
    Some(schema)
}

/// `ALTER TABLE t ADD COLUMN c type, ADD CONSTRAINT ..., ENABLE ROW LEVEL SECURITY`.
fn alter(text: &str, tokens: &[Token], above: Vec<Span>, schemas: &mut Vec<Schema>) {
    let Some((name, name_span, at)) = name_at(text, tokens, 2) else { return };
    let span = scan::cover(tokens);
    let mut addition = Schema::new(Notation::Sql, Shape::Table, name, name_span, span);
    (addition.comments, addition.addition) = (above, true);
    for range in split(text, &tokens[at..]) {
        let part = &tokens[at..][range.clone()];
        let code: Vec<Token> = part.iter().filter(|t| t.kind != Kind::Comment).copied().collect();
        let word = |i: usize, word: &str| code.get(i).is_some_and(|t: &Token| t.says(text, word));
        if (word(0, "enable") || word(0, "force")) && word(1, "row") {
            addition.policies.push(span);
        } else if word(0, "add") {
            let mut skip = 1 + usize::from(word(1, "column"));
            for extra in ["if", "not", "exists"] {
                skip += usize::from(word(skip, extra));
            }
            let bracket = code.get(skip).is_some_and(|t| t.is(b'('));
            let close = if bracket { scan::close(&code, skip) } else { 0 };
            if bracket {
                items(text, &code[skip + 1..close], &mut addition);
            } else if is_constraint(text, &code[skip.min(code.len())..]) {
                let table = table_named(schemas, &addition.name).unwrap_or(&mut addition);
                constraint(text, &code[skip.min(code.len())..], table);
            } else if let Some(mut column) = column(text, &code[skip..], &mut addition) {
                column.comment = column.comment.or_else(|| trailing_comment(&tokens[at..], range.end, part));
                addition.columns.push(column);
            }
        }
    }
    let known = |s: &&mut Schema| s.notation == Notation::Sql && s.shape == Shape::Table && s.name.eq_ignore_ascii_case(&addition.name);
    // Policies and constraints belong to the table; one `ALTER TABLE` after another adds to the same.
    if addition.columns.is_empty() {
        if let Some(table) = schemas.iter_mut().rev().find(known) {
            table.policies.append(&mut addition.policies);
            table.uniques.append(&mut addition.uniques);
            table.checks.append(&mut addition.checks);
            return;
        }
    } else if let Some(last) = schemas.last_mut().filter(|last| last.addition).filter(known) {
        last.span = last.span.join(span);
        last.columns.append(&mut addition.columns);
        return;
    }
    schemas.push(addition);
}

/// `CREATE POLICY p ON t ...`.
fn policy(text: &str, tokens: &[Token], schemas: &mut Vec<Schema>) {
    let Some(on) = tokens.iter().position(|t| t.says(text, "on")) else { return };
    let Some((name, name_span, _)) = name_at(text, tokens, on + 1) else { return };
    let span = scan::cover(tokens);
    if let Some(table) = table_named(schemas, &name) {
        table.policies.push(span);
        return;
    }
    let mut schema = Schema::new(Notation::Sql, Shape::Table, name, name_span, span);
    (schema.addition, schema.policies) = (true, vec![span]);
    schemas.push(schema);
}

/// `CREATE UNIQUE INDEX i ON t (a, b)`; one that holds for some rows only makes nothing unique.
fn index(text: &str, tokens: &[Token], schemas: &mut [Schema]) {
    let Some(on) = tokens.iter().position(|t| t.says(text, "on")) else { return };
    let Some((name, _, behind)) = name_at(text, tokens, on + 1) else { return };
    let Some((names, after)) = listed(text, tokens, behind) else { return };
    if tokens[after.min(tokens.len())..].iter().any(|t| t.says(text, "where")) {
        return;
    }
    if let Some(table) = table_named(schemas, &name) {
        if let [name] = names.as_slice()
            && let Some(column) = table.columns.iter_mut().find(|c| c.name.eq_ignore_ascii_case(name))
        {
            column.unique = true;
        }
        table.uniques.push(names);
    }
}

/// `COMMENT ON COLUMN t.c IS '...'`.
fn comment(text: &str, tokens: &[Token], schemas: &mut [Schema]) {
    let Some((column, _, behind)) = name_at(text, tokens, 3) else { return };
    let Some(said) = tokens[behind..].iter().find(|t| t.kind == Kind::Quoted) else { return };
    let tables: Vec<String> = tokens[3..behind].iter().filter(|t| t.kind != Kind::Mark(b'.')).map(|t| t.name(text)).collect();
    let Some(table) = tables.len().checked_sub(2).map(|at| &tables[at]) else { return };
    if let Some(table) = table_named(schemas, table)
        && let Some(column) = table.columns.iter_mut().find(|c| c.name.eq_ignore_ascii_case(&column))
    {
        column.comment = Some(said.bare(text));
    }
}

fn table_named<'a>(schemas: &'a mut [Schema], name: &str) -> Option<&'a mut Schema> {
    schemas.iter_mut().rev().find(|s| s.notation == Notation::Sql && s.shape == Shape::Table && s.name.eq_ignore_ascii_case(name))
}
