//! JSON samples and JSON Schemas to their keys, with comments, ellipses and trailing commas.

use super::braces::dotted;
use super::scan::{self, Kind, Style, Token};
use super::{Column, MOST, Notation, Schema, Schemas, Shape};
use crate::source::Span;
use std::collections::HashSet;

const STYLE: Style = Style { lines: &["//", "#"], quotes: b"\"'", dollars: false };

/// Deepest object whose keys are read.
const DEEPEST: usize = 8;

/// Reads the keys of a block; nested ones have a dotted name, those of a list stand once.
pub(super) fn read(text: &str, body: Span, title: (String, Span), found: &mut Schemas) {
    let tokens = scan::tokens(text, body, STYLE);
    let mut schema = Schema::new(Notation::Json, Shape::Sample, title.0, title.1, body);
    let is_schema = tokens.iter().any(|t| t.kind == Kind::Quoted && t.bare(text).of(text) == "properties");
    let mut known: HashSet<String> = HashSet::new();
    // The prefix of each open bracket, and whether its keys are names.
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut pending: Option<(String, bool)> = None;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Mark(b'{' | b'[') => {
                let outer = open.last().cloned().unwrap_or((String::new(), !is_schema));
                open.push(pending.take().unwrap_or(outer));
            }
            Kind::Mark(b'}' | b']') => {
                open.pop();
            }
            Kind::Quoted if tokens.get(at + 1).is_some_and(|t| t.is(b':')) => {
                let name = token.name(text);
                let (prefix, names) = open.last().cloned().unwrap_or_default();
                if is_schema && !names {
                    let nests = tokens.get(at + 2).is_some_and(|t| t.is(b'{') || t.is(b'['));
                    pending = nests.then(|| (prefix, name == "properties"));
                    continue;
                }
                if open.len() > DEEPEST || !is_name(&name) || schema.columns.len() >= MOST {
                    pending = None;
                    continue;
                }
                let path = dotted(&prefix, &name);
                if known.insert(path.clone()) {
                    let mut column = Column::new(path.clone(), token.bare(text));
                    value_of(text, &tokens, at + 2, is_schema, &mut column);
                    schema.columns.push(column);
                }
                let nests = tokens.get(at + 2).is_some_and(|t| t.is(b'{') || t.is(b'['));
                pending = nests.then_some((path, !is_schema));
            }
            _ => {}
        }
    }
    if !schema.columns.is_empty() {
        found.schemas.push(schema);
    }
}

/// The kind of the value behind a key, and the comment in its line.
fn value_of(text: &str, tokens: &[Token], at: usize, is_schema: bool, column: &mut Column) {
    let Some(value) = tokens.get(at) else { return };
    column.kind = match value.kind {
        Kind::Mark(b'{') if is_schema => {
            let inside = tokens[at..].windows(3).take(40).take_while(|w| !w[0].is(b'}'));
            let mut typed = inside.filter(|w| w[0].kind == Kind::Quoted && w[0].bare(text).of(text) == "type" && w[2].kind == Kind::Quoted);
            typed.next().map_or_else(|| "object".to_owned(), |w| w[2].name(text))
        }
        Kind::Mark(b'{') => "object".to_owned(),
        Kind::Mark(b'[') => "array".to_owned(),
        Kind::Quoted => "string".to_owned(),
        Kind::Number | Kind::Mark(b'-') => "number".to_owned(),
        Kind::Word => match value.span.of(text) {
            "true" | "false" => "boolean".to_owned(),
            other => other.to_owned(),
        },
        _ => String::new(),
    };
    column.span = column.name_span.join(value.span);
    let near = tokens[at..].iter().skip(1).take(2);
    column.comment = near.take_while(|t| t.line == value.line).find(|t| t.kind == Kind::Comment).map(|t| t.span);
}

/// False for keys that are data: addresses, sentences, ids.
fn is_name(key: &str) -> bool {
    let letters = key.chars().filter(|c| c.is_alphabetic()).count();
    letters > 0 && key.chars().count() <= 48 && key.split_whitespace().count() <= 3 && !key.contains("://") && !key.starts_with('/')
}
