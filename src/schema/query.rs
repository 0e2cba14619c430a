//! `SELECT`, `UPDATE` and `DELETE` to the tables they touch and the columns their conditions name.

use super::scan::{self, Kind, Token};
use super::sql::name_at;
use super::{Query, Verb};
use crate::source::Span;

/// Words that are no column where a condition names some.
const KEYWORDS: &[&str] = &[
    "and",
    "or",
    "not",
    "null",
    "is",
    "in",
    "like",
    "ilike",
    "between",
    "exists",
    "true",
    "false",
    "any",
    "all",
    "some",
    "interval",
    "current_date",
    "current_timestamp",
    "case",
    "when",
    "then",
    "else",
    "end",
    "as",
    "select",
    "from",
    "where",
    "on",
    "join",
    "inner",
    "left",
    "right",
    "outer",
    "cross",
    "using",
    "distinct",
    "escape",
    "collate",
    "at",
    "time",
    "zone",
    "date",
    "timestamp",
    "now",
    "lateral",
    "full",
    "natural",
    "having",
];

/// Words that end a condition.
const ENDS: &[&str] =
    &["group", "order", "limit", "offset", "returning", "union", "except", "intersect", "window", "for", "fetch", "on", "set"];

/// A query from the tokens of a statement; None for any other statement.
pub(super) fn read(text: &str, tokens: &[Token], comments: Vec<Span>) -> Option<Query> {
    // "EXPLAIN ANALYZE SELECT", "WITH recent AS (...) SELECT".
    let explains = tokens.first()?.says(text, "explain") || tokens.first()?.says(text, "with");
    let at = if explains { tokens.iter().position(|t| verb_of(text, t).is_some())? } else { 0 };
    let verb = verb_of(text, &tokens[at])?;
    let mut query = Query { verb, tables: Vec::new(), conditions: Vec::new(), filter: None, comments, span: scan::cover(tokens) };
    if verb == Verb::Update {
        query.tables.extend(name_at(text, tokens, at + 1).map(|(name, ..)| name));
    }
    let mut inside = false;
    let mut start = None;
    for (i, token) in tokens.iter().enumerate().skip(at) {
        if token.kind != Kind::Word {
            continue;
        }
        let word = token.span.of(text).to_ascii_lowercase();
        // `extract(epoch FROM x)` and its like read from no table.
        let called = |name: &str| i >= 3 && tokens[i - 2].is(b'(') && tokens[i - 3].says(text, name);
        let part = ["extract", "substring", "trim", "overlay"].into_iter().any(called);
        let from = matches!(word.as_str(), "from" | "join" | "using") && !part && tokens.get(i + 1).is_some_and(|t| !t.is(b'('));
        if from {
            query.tables.extend(name_at(text, tokens, i + 1).map(|(name, ..)| name));
            let mut next = i + 2;
            // "FROM a, b": the rest of the list, past aliases.
            while tokens.get(next).is_some_and(|t| t.kind == Kind::Word && !KEYWORDS.iter().chain(ENDS).any(|w| t.says(text, w)))
                || tokens.get(next).is_some_and(|t| t.is(b','))
            {
                if tokens[next].is(b',') {
                    query.tables.extend(name_at(text, tokens, next + 1).map(|(name, ..)| name));
                    next += 1;
                }
                next += 1;
            }
            inside = false;
            continue;
        }
        match word.as_str() {
            "where" | "having" => {
                inside = true;
                start = start.or(Some(i).filter(|_| word == "where"));
            }
            "on" => inside = !tokens.get(i + 1).is_some_and(|t| t.says(text, "conflict")),
            _ if ENDS.contains(&word.as_str()) => inside = false,
            _ => {}
        }
        let called = tokens.get(i + 1).is_some_and(|t| t.is(b'('));
        let parameter = i > 0 && (tokens[i - 1].is(b':') || tokens[i - 1].is(b'@')) || word.starts_with('$');
        let qualifies = tokens.get(i + 1).is_some_and(|t| t.is(b'.'));
        if inside && !called && !parameter && !qualifies && !KEYWORDS.contains(&word.as_str()) {
            query.conditions.push(token.span);
        }
    }
    query.tables.dedup();
    if let Some(start) = start {
        let depth = |i: usize| tokens[start..i].iter().fold(0_i32, |depth, t| depth + i32::from(t.is(b'(')) - i32::from(t.is(b')')));
        let ends = (start + 1..tokens.len()).filter(|&i| ENDS.iter().any(|w| tokens[i].says(text, w)));
        let end = ends.take(8).find(|&i| depth(i) == 0).unwrap_or(tokens.len());
        let code = tokens[start..end].iter().rev().find(|t| t.kind != Kind::Comment);
        query.filter = code.map(|last| tokens[start].span.join(last.span));
    }
    // "SELECT 1", "Update the table": no query over a table, or prose.
    let prose = verb != Verb::Select && tokens.len() < 3 || verb == Verb::Update && !tokens.iter().any(|t| t.says(text, "set"));
    (!query.tables.is_empty() && !prose).then_some(query)
}

fn verb_of(text: &str, token: &Token) -> Option<Verb> {
    [("select", Verb::Select), ("update", Verb::Update), ("delete", Verb::Delete)]
        .into_iter()
        .find_map(|(word, verb)| token.says(text, word).then_some(verb))
}
