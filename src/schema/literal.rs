//! Schema libraries of `TypeScript` that take an object: Drizzle, Mongoose, Zod, Convex.

use super::braces::{items, plain};
use super::field::action;
use super::scan::{self, Kind, Token};
use super::words::joined;
use super::{Column, MOST, Notation, OnDelete, Reference, Schema, Shape};

/// The schema whose call stands at `at`: `pgTable('users', {`, `new Schema({`, `z.object({`, `defineTable({`.
pub(super) fn read(text: &str, tokens: &[Token], at: usize) -> Option<Schema> {
    let word = tokens[at].span.of(text);
    let shape = match word {
        "pgTable" | "mysqlTable" | "sqliteTable" | "Schema" | "defineTable" => Shape::Table,
        "object" if at >= 2 && tokens[at - 1].is(b'.') && tokens[at - 2].says(text, "z") => Shape::Record,
        _ => return None,
    };
    tokens.get(at + 1).filter(|t| t.is(b'('))?;
    let quoted = tokens.get(at + 2).filter(|t| t.kind == Kind::Quoted);
    let open = (at + 2..tokens.len().min(at + 5)).find(|&i| tokens[i].is(b'{'))?;
    // `const users = ...`, `users: defineTable(`.
    let before = tokens[..at].iter().rev().take(8);
    let mut assigned = before.skip_while(|t| !t.is(b'=') && !t.is(b':')).skip(1);
    let name = quoted.or_else(|| assigned.find(|t| t.kind == Kind::Word))?;
    let close = scan::close(tokens, open);
    let span = name.span.join(tokens[close.min(tokens.len() - 1)].span).join(tokens[at].span);
    let mut schema = Schema::new(Notation::Typescript, shape, name.name(text), name.bare(text), span);
    for item in items(&tokens[open + 1..close], Notation::Typescript).into_iter().take(MOST) {
        if let Some(mut column) = column(text, &item.code) {
            column.comment = item.comment;
            schema.columns.push(column);
        }
    }
    Some(schema)
}

/// `key: call('name').notNull().references(() => users.id, { onDelete: 'cascade' })` or `key: { type: String }`.
fn column(text: &str, code: &[Token]) -> Option<Column> {
    let name = code.first().filter(|t| matches!(t.kind, Kind::Word | Kind::Quoted))?;
    code.get(1).filter(|t| t.is(b':'))?;
    let value = code.get(2..).filter(|value| !value.is_empty())?;
    let mut column = plain(text, name, code);
    let find = |word: &str| value.iter().position(|t| t.says(text, word));
    let typed = find("type").filter(|&i| value.get(i + 1).is_some_and(|t| t.is(b':')));
    let first = match typed {
        Some(at) => value.get(at + 2),
        // `z.string()`, `v.id("users")`, `Schema.Types.ObjectId`.
        None => {
            value.iter().find(|t| t.kind == Kind::Word && !["z", "v", "t", "schema", "types", "mongoose"].iter().any(|w| t.says(text, w)))
        }
    };
    column.kind = first.map(|t| joined(t.span.of(text))).unwrap_or_default();
    column.primary = find("primaryKey").is_some();
    column.unique = column.primary || find("unique").is_some();
    column.nullable = find("notNull").is_none() && find("required").is_none() && !column.primary;
    let argument = |at: usize| {
        let open = at + 1;
        value.get(open).filter(|t| t.is(b'('))?;
        Some(&value[open + 1..scan::close(value, open)])
    };
    if let Some(inside) = find("references").and_then(argument) {
        let mut words = inside.iter().filter(|t| t.kind == Kind::Word).take(2).map(|t| t.name(text));
        column.references = words.next().map(|table| Reference { table, column: words.next() });
    } else if let Some(at) = find("ref") {
        let target = value.get(at + 2).filter(|t| t.kind == Kind::Quoted);
        column.references = target.map(|t| Reference { table: t.name(text), column: None });
    }
    if let Some(at) = find("onDelete") {
        let target = value.get(at + 2).filter(|t| t.kind == Kind::Quoted);
        let action = target.and_then(|t| action(&t.name(text)));
        let span = scan::cover(&value[at..value.len().min(at + 3)]);
        column.on_delete = action.map(|action| OnDelete { action, span });
    }
    if let Some(inside) = find("default").and_then(argument) {
        column.default = Some(joined(scan::cover(inside).of(text)));
    }
    if let Some(at) = find("enum") {
        let list = value[at..].iter().take_while(|t| !t.is(b']'));
        column.values = list.filter(|t| t.kind == Kind::Quoted).map(|t| t.name(text)).collect();
    }
    Some(column)
}
