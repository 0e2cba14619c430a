//! Declarations with a body in braces: `TypeScript`, GraphQL, Protocol Buffers, Prisma, DBML, Go, Rust, Swift, Kotlin and
//! entities of Mermaid.

use super::field::{self, Field};
use super::literal;
use super::scan::{self, Kind, Style, Token};
use super::{Column, MOST, Notation, Schema, Schemas, Shape, Value};
use crate::source::Span;

/// Deepest nesting that is read: each level is passed over once more.
const DEEPEST: usize = 8;

/// Words before a brace that open code or a part of it.
const CODE: &[&str] = &[
    "if",
    "else",
    "try",
    "catch",
    "finally",
    "do",
    "return",
    "class",
    "export",
    "default",
    "function",
    "static",
    "get",
    "set",
    "enum",
    "module",
    "namespace",
    "switch",
    "loop",
    "async",
    "await",
    "new",
    "case",
    "type",
    "interface",
];

/// An entry between braces: its tokens without comments, and what is said of it.
pub(super) struct Item {
    pub code: Vec<Token>,
    pub comment: Option<Span>,
}

/// A declaration: its name, what it is and its opening brace.
struct Declared {
    name: String,
    name_span: Span,
    shape: Shape,
    open: usize,
}

fn style(notation: Notation) -> Style {
    let (lines, quotes): (&[&str], &[u8]) = match notation {
        Notation::Typescript | Notation::Dbml => (&["//"], b"'\"`"),
        Notation::Graphql => (&["#"], b"\""),
        Notation::Er => (&["%%"], b"\""),
        Notation::Go => (&["//"], b"\"`"),
        Notation::Protobuf => (&["//"], b"'\""),
        _ => (&["//"], b"\""),
    };
    Style { lines, quotes, dollars: false }
}

/// Reads the declarations of a block.
pub(super) fn read(text: &str, body: Span, notation: Notation, found: &mut Schemas) {
    let tokens = scan::tokens(text, body, style(notation));
    let mut depth = 0_usize;
    for at in 0..tokens.len() {
        if found.schemas.len() >= MOST {
            return;
        }
        match tokens[at].kind {
            // Relations of a diagram are drawn with braces that nothing closes.
            Kind::Mark(b'{' | b'(') if notation != Notation::Er => depth += 1,
            Kind::Mark(b'}' | b')') => depth = depth.saturating_sub(1),
            Kind::Word | Kind::Quoted if depth <= DEEPEST => {
                let schema = match notation {
                    Notation::Typescript => literal::read(text, &tokens, at).or_else(|| union(text, &tokens, at)),
                    _ => None,
                };
                let schema = schema.or_else(|| declared(text, &tokens, at, notation).map(|d| fill(text, &tokens, at, d, notation)));
                found.schemas.extend(schema.filter(|s| !s.columns.is_empty() || !s.values.is_empty()));
            }
            _ => {}
        }
    }
}

/// `type Source = 'public' | 'personal'`.
fn union(text: &str, tokens: &[Token], at: usize) -> Option<Schema> {
    let name = tokens.get(at + 1).filter(|t| tokens[at].says(text, "type") && t.kind == Kind::Word)?;
    tokens.get(at + 2).filter(|t| t.is(b'='))?;
    let part = |t: &&Token| t.kind == Kind::Quoted || t.is(b'|') || t.kind == Kind::Comment;
    let parts: Vec<&Token> = tokens[at + 3..].iter().take_while(part).collect();
    let values: Vec<Value> = parts
        .iter()
        .filter(|t| t.kind == Kind::Quoted)
        .map(|t| {
            let comment = parts.iter().find(|c| c.kind == Kind::Comment && c.line == t.line && !c.first);
            Value { name: t.name(text), span: t.bare(text), comment: comment.map(|c| c.span) }
        })
        .collect();
    let last = parts.iter().rev().find(|t| t.kind == Kind::Quoted)?;
    let span = tokens[at].span.join(last.span);
    let mut schema = Schema::new(Notation::Typescript, Shape::Enum, name.name(text), name.span, span);
    schema.values = values;
    Some(schema)
}

/// The declaration that the word at `at` opens.
fn declared(text: &str, tokens: &[Token], at: usize, notation: Notation) -> Option<Declared> {
    let word = tokens[at].span.of(text);
    let named = |offset: usize| tokens.get(at + offset).filter(|t| matches!(t.kind, Kind::Word | Kind::Quoted));
    // The body may come behind "extends X", "implements Y & Z", "<T>", "@key(...)", "as U [note: '...']".
    let body = |from: usize| {
        let stops = |t: &Token| matches!(t.kind, Kind::Mark(b'{' | b'}' | b';')) || t.is(b'=') && notation == Notation::Rust;
        let open = tokens.iter().enumerate().skip(from).take(24).find(|(_, t)| stops(t))?;
        open.1.is(b'{').then_some(open.0)
    };
    let shape = match (notation, word) {
        (Notation::Er, _) => {
            // An entity stands at the start of its line, its brace right behind; a relation is drawn with braces too.
            let mut end = at + 1;
            while tokens.get(end).is_some_and(|t| t.is(b'-') || t.kind == Kind::Word && tokens[end - 1].is(b'-')) {
                end += 1;
            }
            let open = tokens.get(end).filter(|t| t.is(b'{') && tokens[at].first && t.span.start <= tokens[end - 1].span.end + 4);
            open?;
            let bare = tokens[at].bare(text);
            let name_span = Span { start: bare.start, end: tokens[end - 1].bare(text).end };
            return Some(Declared { name: name_span.of(text).to_owned(), name_span, shape: Shape::Table, open: end });
        }
        (Notation::Go, _) => {
            let next = tokens.get(at + 1).filter(|t| t.says(text, "struct"))?;
            let open = tokens.get(at + 2).filter(|t| t.is(b'{') && next.line == t.line)?;
            let opens = at.checked_sub(1).map(|i| &tokens[i]).is_none_or(|t| t.says(text, "type") || tokens[at].first);
            (opens && open.is(b'{')).then_some(())?;
            return Some(Declared { name: word.to_owned(), name_span: tokens[at].span, shape: Shape::Record, open: at + 2 });
        }
        (Notation::Typescript, "type") => {
            named(1)?;
            // `type A = B & {`; a function type is no record.
            let assigned = tokens.get(at + 2..tokens.len().min(at + 16))?.iter().position(|t| t.is(b'='))? + at + 3;
            let open = tokens.get(assigned..tokens.len().min(assigned + 6))?.iter().position(|t| t.is(b'{'))? + assigned;
            let plain = tokens[assigned..open].iter().all(|t| t.kind == Kind::Word || t.is(b'&') || t.is(b'|'));
            plain.then_some(())?;
            let name = named(1)?;
            return Some(Declared { name: name.name(text), name_span: name.span, shape: Shape::Record, open });
        }
        // `users {` with `email: text` below it: a sketch of a table.
        (Notation::Typescript, _) if tokens.get(at + 1).is_some_and(|t| t.is(b'{')) && tokens[at].first && !CODE.contains(&word) => {
            let field = tokens.iter().skip(at + 2).filter(|t| t.kind != Kind::Comment).take(2).collect::<Vec<_>>();
            let sketch = matches!(field.as_slice(), [name, colon] if name.kind == Kind::Word && colon.is(b':'));
            sketch.then_some(())?;
            return Some(Declared { name: word.to_owned(), name_span: tokens[at].span, shape: Shape::Table, open: at + 1 });
        }
        (Notation::Typescript, "interface" | "dictionary")
        | (Notation::Protobuf, "message")
        | (Notation::Rust | Notation::Class, "struct")
        | (Notation::Class, "class")
        | (Notation::Prisma, "type")
            if !is_data_class(text, tokens, at, notation) =>
        {
            Shape::Record
        }
        (Notation::Graphql, "type" | "input" | "interface") => {
            let name = named(1)?.name(text);
            if ["Query", "Mutation", "Subscription"].contains(&name.as_str()) {
                return None;
            }
            Shape::Record
        }
        (Notation::Prisma, "model" | "view") | (Notation::Dbml, "Table" | "table") => Shape::Table,
        (Notation::Dbml, "Enum")
        | (Notation::Typescript | Notation::Prisma | Notation::Graphql | Notation::Protobuf | Notation::Rust | Notation::Dbml, "enum") => {
            Shape::Enum
        }
        (Notation::Class, "class") => {
            let name = named(1)?;
            return Some(Declared { name: name.name(text), name_span: name.span, shape: Shape::Record, open: at + 2 });
        }
        _ => return None,
    };
    let name = named(1)?;
    let open = body(at + 2)?;
    Some(Declared { name: name.name(text), name_span: name.bare(text), shape, open })
}

/// Kotlin's `data class Name(`: its columns stand in round brackets.
fn is_data_class(text: &str, tokens: &[Token], at: usize, notation: Notation) -> bool {
    let bracket = tokens.get(at + 2).is_some_and(|t| t.is(b'('));
    notation == Notation::Class && bracket && at > 0 && tokens[at - 1].says(text, "data")
}

fn fill(text: &str, tokens: &[Token], at: usize, declared: Declared, notation: Notation) -> Schema {
    let close = scan::close(tokens, declared.open);
    let span = tokens[at].span.join(tokens[close.min(tokens.len() - 1)].span);
    let mut schema = Schema::new(notation, declared.shape, declared.name, declared.name_span, span);
    // `export`, `pub` and attributes may stand between the comment and the word.
    let mut line_start = at;
    while line_start > 0 && !tokens[line_start].first {
        line_start -= 1;
    }
    schema.comments = scan::comments_above(tokens, line_start);
    let inside = &tokens[declared.open + 1..close];
    if declared.shape == Shape::Enum {
        for item in items(inside, notation).into_iter().take(MOST) {
            let first = item.code.first().filter(|t| matches!(t.kind, Kind::Word | Kind::Quoted));
            // `option allow_alias = true;`
            let option = notation == Notation::Protobuf && first.is_some_and(|t| ["option", "reserved"].iter().any(|w| t.says(text, w)));
            if let Some(token) = first.filter(|_| !option) {
                schema.values.push(Value { name: token.name(text), span: token.bare(text), comment: item.comment });
            }
        }
    } else {
        columns(text, inside, notation, "", 0, &mut schema);
        field::settle(&mut schema);
    }
    schema
}

/// The columns of a body; nested objects follow with a dotted name.
fn columns(text: &str, tokens: &[Token], notation: Notation, prefix: &str, depth: usize, schema: &mut Schema) {
    for item in items(tokens, notation) {
        if schema.columns.len() >= MOST {
            return;
        }
        let (column, nested) = match field::read(text, &item.code, notation) {
            Some(Field::Column(column)) => (Some(*column), None),
            Some(Field::Nested(column, open)) => (column.map(|c| *c), Some(open)),
            Some(Field::Unique(names)) => {
                schema.uniques.push(names);
                continue;
            }
            None => continue,
        };
        let mut inner = prefix.to_owned();
        if let Some(mut column) = column {
            column.name = dotted(prefix, &column.name);
            column.comment = column.comment.or(item.comment);
            inner.clone_from(&column.name);
            schema.columns.push(column);
        }
        if let Some(open) = nested.filter(|_| depth < DEEPEST) {
            let open = tokens.partition_point(|t| t.span.start < open.start);
            let close = scan::close(tokens, open);
            columns(text, &tokens[(open + 1).min(close)..close], notation, &inner, depth + 1, schema);
        }
    }
}

/// `prefix.name`.
pub(super) fn dotted(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") }
}

/// The entries of a body, parted by commas, semicolons and line ends, with the comment behind or above each.
pub(super) fn items(tokens: &[Token], notation: Notation) -> Vec<Item> {
    let lines_only = matches!(notation, Notation::Go | Notation::Prisma | Notation::Dbml | Notation::Er);
    let angles = matches!(notation, Notation::Typescript | Notation::Rust | Notation::Protobuf | Notation::Class);
    let mut found: Vec<Item> = Vec::new();
    let mut code: Vec<Token> = Vec::new();
    let (mut depth, mut angle) = (0_i32, 0_i32);
    let mut above: Option<Span> = None;
    let mut behind: Option<Span> = None;
    let mut finish = |code: &mut Vec<Token>, above: &mut Option<Span>, behind: &mut Option<Span>| {
        if !code.is_empty() {
            let (behind, above) = (behind.take(), above.take());
            found.push(Item { code: std::mem::take(code), comment: behind.or(above) });
        }
    };
    let mut last: Option<Token> = None;
    // The last entry is held back for the comment behind its comma.
    let mut ended = false;
    for token in tokens {
        if token.kind == Kind::Comment {
            if depth > 0 {
                continue;
            }
            if !token.first && last.is_some_and(|l| l.line == token.line) {
                behind = behind.or(Some(token.span).filter(|s| !s.is_empty()));
            } else if !token.span.is_empty() {
                if ended || depth == 0 && angle == 0 && last.is_some_and(|l| !continues(&l)) {
                    finish(&mut code, &mut above, &mut behind);
                    ended = false;
                }
                // The first line of several says what it is.
                above = above.or(Some(token.span));
            }
            continue;
        }
        // "... existing fields" stands for entries that are not shown.
        if token.is(b'.') && (code.is_empty() || ended) {
            continue;
        }
        let newline = last.is_some_and(|l| l.line < token.line);
        if ended || depth == 0 && angle == 0 && newline && !continues_with(token, notation) && last.is_some_and(|l| !continues(&l)) {
            finish(&mut code, &mut above, &mut behind);
            ended = false;
        }
        match token.kind {
            Kind::Mark(b'(' | b'[' | b'{') => depth += 1,
            Kind::Mark(b')' | b']' | b'}') => depth -= 1,
            Kind::Mark(b'<') if angles => angle += 1,
            Kind::Mark(b'>') if angles && angle > 0 && !last.is_some_and(|l| l.is(b'=') || l.is(b'-')) => angle -= 1,
            Kind::Mark(b',' | b';') if depth <= 0 && angle == 0 && !lines_only => {
                ended = true;
                last = Some(*token);
                continue;
            }
            _ => {}
        }
        code.push(*token);
        last = Some(*token);
    }
    finish(&mut code, &mut above, &mut behind);
    found
}

/// True behind which an entry goes on in the next line.
fn continues(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark(b'|' | b'&' | b':' | b'=' | b'.'))
}

/// True for what goes on with the entry of the line before.
fn continues_with(token: &Token, notation: Notation) -> bool {
    let marks: &[u8] = if notation == Notation::Typescript { b"|&.=?)]}" } else { b"|&.)]}" };
    matches!(token.kind, Kind::Mark(mark) if marks.contains(&mark))
}

/// A column for callers that read an entry themselves.
pub(super) fn plain(text: &str, name: &Token, code: &[Token]) -> Column {
    let mut column = Column::new(name.name(text), name.bare(text));
    column.span = scan::cover(code);
    column
}
