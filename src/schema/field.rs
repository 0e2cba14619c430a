//! One entry of a declaration to a column, per notation; Python classes line by line.

use super::braces::plain;
use super::scan::{self, Kind, Token};
use super::words::joined;
use super::{Action, Column, MOST, Notation, OnDelete, Reference, Schema, Schemas, Shape, Value};
use crate::source::Span;

/// What an entry is.
pub(super) enum Field {
    /// A column.
    Column(Box<Column>),
    /// An object with entries of its own, and where its brace opens; without a column its entries stand for themselves.
    Nested(Option<Box<Column>>, Span),
    /// Columns that are unique together.
    Unique(Vec<String>),
}

/// Reads an entry; None for what is no column.
pub(super) fn read(text: &str, code: &[Token], notation: Notation) -> Option<Field> {
    match notation {
        Notation::Protobuf => protobuf(text, code),
        Notation::Prisma => prisma(text, code),
        Notation::Go => go(text, code),
        Notation::Er => er(text, code),
        Notation::Dbml => dbml(text, code),
        _ => colon(text, code, notation),
    }
}

/// `name: type` with what each language puts around it.
fn colon(text: &str, code: &[Token], notation: Notation) -> Option<Field> {
    const MODIFIERS: &[&str] = &[
        "readonly",
        "public",
        "private",
        "protected",
        "static",
        "declare",
        "pub",
        "let",
        "var",
        "val",
        "weak",
        "override",
        "required",
        "internal",
        "lateinit",
        "attribute",
    ];
    let mut at = 0;
    while let Some(token) = code.get(at) {
        let next = code.get(at + 1);
        if token.is(b'#') && next.is_some_and(|t| t.is(b'[')) {
            at = scan::close(code, at + 1) + 1;
        } else if token.is(b'@') && next.is_some() {
            at += 2;
            if code.get(at).is_some_and(|t| t.is(b'(')) {
                at = scan::close(code, at) + 1;
            }
        } else if MODIFIERS.iter().any(|w| token.says(text, w)) && next.is_some_and(|t| matches!(t.kind, Kind::Word) || t.is(b'(')) {
            at += 1;
            if code.get(at).is_some_and(|t| t.is(b'(')) {
                at = scan::close(code, at) + 1;
            }
        } else {
            break;
        }
    }
    let name = code.get(at).filter(|t| matches!(t.kind, Kind::Word | Kind::Quoted))?;
    at += 1;
    let optional = code.get(at).is_some_and(|t| t.is(b'?'));
    at += usize::from(optional);
    if notation == Notation::Graphql && code.get(at).is_some_and(|t| t.is(b'(')) {
        at = scan::close(code, at) + 1;
    }
    code.get(at).filter(|t| t.is(b':'))?;
    let mut end = code.len();
    let ends = |t: &Token| t.is(b'=') || notation == Notation::Graphql && t.is(b'@');
    // `=>` is part of a type.
    if let Some(found) = (at + 1..code.len()).find(|&i| ends(&code[i]) && !code.get(i + 1).is_some_and(|t| t.is(b'>'))) {
        end = found;
    }
    let kind = &code[at + 1..end];
    let mut column = plain(text, name, code);
    let word = |w: &str| kind.iter().any(|t| t.says(text, w));
    column.nullable = match notation {
        Notation::Graphql => !kind.last().is_some_and(|t| t.is(b'!')),
        Notation::Rust => kind.first().is_some_and(|t| t.says(text, "option")),
        Notation::Class => kind.last().is_some_and(|t| t.is(b'?')),
        _ => optional || word("null") || word("undefined"),
    };
    if end < code.len() && code[end].is(b'=') {
        column.default = Some(joined(scan::cover(&code[end + 1..]).of(text)));
    }
    // A function is no data.
    if notation == Notation::Typescript && kind.windows(2).any(|w| w[0].is(b'=') && w[1].is(b'>')) {
        return None;
    }
    let literals = kind.iter().filter(|t| t.kind == Kind::Quoted);
    if kind.iter().all(|t| t.kind == Kind::Quoted || t.is(b'|') || t.says(text, "null")) {
        column.values = literals.map(|t| t.name(text)).collect();
    }
    if notation == Notation::Typescript
        && let Some(open) = kind.iter().find(|t| t.is(b'{'))
    {
        let list = kind.last().is_some_and(|t| t.is(b']') || t.is(b'>'));
        if list { "object[]" } else { "object" }.clone_into(&mut column.kind);
        return Some(Field::Nested(Some(Box::new(column)), open.span));
    }
    column.kind = joined(scan::cover(kind).of(text));
    Some(Field::Column(Box::new(column)))
}

/// `repeated string name = 1;`, `map<string, bytes> data = 1;`, `oneof x { ... }`.
fn protobuf(text: &str, code: &[Token]) -> Option<Field> {
    let first = code.first()?;
    if first.says(text, "oneof") {
        return code.iter().find(|t| t.is(b'{')).map(|open| Field::Nested(None, open.span));
    }
    if ["message", "enum", "option", "reserved", "extensions", "rpc", "extend", "service"].iter().any(|w| first.says(text, w))
        && code.len() != 4
    {
        return None;
    }
    let equals = code.iter().position(|t| t.is(b'='))?;
    let name = code.get(equals.checked_sub(1)?).filter(|t| t.kind == Kind::Word && equals > 1)?;
    let mut column = plain(text, name, code);
    column.kind = joined(scan::cover(&code[..equals - 1]).of(text));
    column.nullable = first.says(text, "optional");
    Some(Field::Column(Box::new(column)))
}

/// `name String? @unique @default("x")`.
fn prisma(text: &str, code: &[Token]) -> Option<Field> {
    let first = code.first()?;
    if first.is(b'@') {
        let unique = code.iter().any(|t| t.says(text, "unique") || t.says(text, "id"));
        let open = code.iter().position(|t| t.is(b'['))?;
        return unique.then(|| Field::Unique(names(text, &code[open + 1..scan::close(code, open)])));
    }
    let name = code.first().filter(|t| t.kind == Kind::Word)?;
    let kind = code.get(1).filter(|t| t.kind == Kind::Word && t.line == name.line)?;
    let mut column = plain(text, name, code);
    let mut end = 2;
    while code.get(end).is_some_and(|t| matches!(t.kind, Kind::Mark(b'?' | b'[' | b']'))) {
        column.nullable = false;
        end += 1;
    }
    column.kind = joined(kind.span.join(code[end - 1].span).of(text));
    column.nullable = column.kind.ends_with('?');
    let mut at = end;
    while at < code.len() {
        let attribute = code[at].is(b'@').then(|| code.get(at + 1)).flatten();
        let bracket = code.get(at + 2).is_some_and(|t| t.is(b'('));
        let close = if bracket { scan::close(code, at + 2) } else { at + 1 };
        let inside = if bracket { &code[at + 3..close] } else { &[] };
        if let Some(attribute) = attribute {
            if attribute.says(text, "id") {
                (column.primary, column.unique) = (true, true);
            } else if attribute.says(text, "unique") {
                column.unique = true;
            } else if attribute.says(text, "default") {
                column.default = Some(joined(scan::cover(inside).of(text)));
            } else if attribute.says(text, "relation") {
                relation(text, inside, &mut column);
            }
            at = close;
        }
        at += 1;
    }
    Some(Field::Column(Box::new(column)))
}

/// `fields: [userId], references: [id], onDelete: SetNull`: the key field stands in `values` until [`settle`].
fn relation(text: &str, inside: &[Token], column: &mut Column) {
    let list = |word: &str| {
        let at = inside.iter().position(|t| t.says(text, word))?;
        let open = at + 2;
        inside.get(open).filter(|t| t.is(b'['))?;
        Some(names(text, &inside[open + 1..scan::close(inside, open)]))
    };
    column.values = list("fields").unwrap_or_default();
    let target = list("references").unwrap_or_default().into_iter().next();
    if !column.values.is_empty() {
        column.references = Some(Reference { table: column.kind.trim_matches(['?', '[', ']']).to_owned(), column: target });
    }
    if let Some(at) = inside.iter().position(|t| t.says(text, "onDelete")) {
        let action = inside.get(at + 2).and_then(|t| action(&t.name(text)));
        let span = scan::cover(&inside[at..inside.len().min(at + 3)]);
        column.on_delete = action.map(|action| OnDelete { action, span });
    }
}

/// An action in the spelling of any notation.
pub(super) fn action(word: &str) -> Option<Action> {
    let key: String = word.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    match key.as_str() {
        "cascade" => Some(Action::Cascade),
        "setnull" => Some(Action::SetNull),
        "setdefault" => Some(Action::SetDefault),
        "restrict" | "noaction" => Some(Action::Restrict),
        _ => None,
    }
}

/// Moves what a relation says to the column that holds its key.
pub(super) fn settle(schema: &mut Schema) {
    if schema.notation != Notation::Prisma {
        return;
    }
    let relations: Vec<(Vec<String>, Option<Reference>, Option<OnDelete>)> = schema
        .columns
        .iter_mut()
        .filter(|c| c.references.is_some())
        .map(|c| (std::mem::take(&mut c.values), c.references.take(), c.on_delete.take()))
        .collect();
    for (fields, reference, on_delete) in relations {
        if let [name] = fields.as_slice()
            && let Some(column) = schema.columns.iter_mut().find(|c| c.name == *name)
        {
            (column.references, column.on_delete) = (reference, on_delete);
        }
    }
}

/// Words of a list.
fn names(text: &str, code: &[Token]) -> Vec<String> {
    code.iter().filter(|t| matches!(t.kind, Kind::Word | Kind::Quoted)).map(|t| t.name(text)).collect()
}

/// ``Name *Type `json:"name"` ``; an embedded struct is no field.
fn go(text: &str, code: &[Token]) -> Option<Field> {
    let name = code.first().filter(|t| t.kind == Kind::Word)?;
    let mut end = code.len();
    if code.last().is_some_and(|t| t.kind == Kind::Quoted) {
        end -= 1;
    }
    let kind = code.get(1..end).filter(|kind| !kind.is_empty() && !kind[0].is(b'.') && !kind[0].is(b'('))?;
    let mut column = plain(text, name, code);
    column.nullable = kind[0].is(b'*');
    if let Some(at) = kind.iter().position(|t| t.says(text, "struct"))
        && let Some(open) = kind.get(at + 1).filter(|t| t.is(b'{'))
    {
        "object".clone_into(&mut column.kind);
        return Some(Field::Nested(Some(Box::new(column)), open.span));
    }
    column.kind = joined(scan::cover(kind).of(text));
    Some(Field::Column(Box::new(column)))
}

/// `uuid user_id FK "who wrote it"`, also with name and type swapped.
fn er(text: &str, code: &[Token]) -> Option<Field> {
    const TYPES: &[&str] = &[
        "uuid",
        "string",
        "int",
        "integer",
        "bigint",
        "text",
        "varchar",
        "timestamp",
        "timestamptz",
        "datetime",
        "date",
        "bool",
        "boolean",
        "float",
        "decimal",
        "json",
        "jsonb",
        "enum",
        "number",
    ];
    let is_type = |t: &Token| TYPES.iter().any(|w| t.says(text, w));
    let first = code.first().filter(|t| matches!(t.kind, Kind::Word | Kind::Number))?;
    let mut at = 1;
    // `varchar(255)`, `text[]`, `decimal(10,2)`.
    while let Some(token) = code.get(at).filter(|t| t.is(b'(') || t.is(b'[') || t.is(b'-')) {
        at = if token.is(b'-') { at + 2 } else { scan::close(code, at) + 1 };
    }
    let second = code.get(at).filter(|t| t.kind == Kind::Word)?;
    let swapped = is_type(second) && !is_type(first);
    let (name, kind) = if swapped { (first, second.span) } else { (second, first.span.join(code[at - 1].span)) };
    let mut column = plain(text, name, code);
    column.kind = joined(kind.of(text));
    column.primary = code[at..].iter().any(|t| t.says(text, "pk"));
    column.unique = column.primary || code[at..].iter().any(|t| t.says(text, "uk"));
    column.comment = code[at..].iter().find(|t| t.kind == Kind::Quoted).map(|t| t.bare(text)).filter(|s| !s.is_empty());
    if let Some(comment) = column.comment.filter(|_| column.kind == "enum") {
        column.values = comment.of(text).split(['|', ',']).map(|v| v.trim().to_owned()).collect();
    }
    Some(Field::Column(Box::new(column)))
}

/// `user_id uuid [not null, ref: > users.id, note: 'who']`.
fn dbml(text: &str, code: &[Token]) -> Option<Field> {
    let name = code.first().filter(|t| matches!(t.kind, Kind::Word | Kind::Quoted))?;
    if name.says(text, "note") || name.says(text, "indexes") || code.get(1).is_none_or(|t| t.is(b':') || t.is(b'{')) {
        return None;
    }
    let settings = code.iter().position(|t| t.is(b'[') && t.span.start > code[1].span.end).unwrap_or(code.len());
    let mut column = plain(text, name, code);
    column.kind = joined(scan::cover(&code[1..settings]).of(text));
    let inside = &code[settings..];
    for (i, token) in inside.iter().enumerate() {
        let next = |word: &str| inside.get(i + 1).is_some_and(|t| t.says(text, word));
        if token.says(text, "pk") || token.says(text, "primary") {
            (column.primary, column.unique, column.nullable) = (true, true, false);
        } else if token.says(text, "unique") {
            column.unique = true;
        } else if token.says(text, "not") && next("null") {
            column.nullable = false;
        } else if token.says(text, "note") {
            column.comment = inside.get(i + 2).filter(|t| t.kind == Kind::Quoted).map(|t| t.bare(text));
        } else if token.says(text, "default") {
            column.default = inside.get(i + 2).map(|t| t.span.of(text).to_owned());
        } else if token.says(text, "ref") {
            let target: Vec<String> = names(text, &inside[i + 1..]).into_iter().take(2).collect();
            if let [table, rest @ ..] = target.as_slice() {
                column.references = Some(Reference { table: table.clone(), column: rest.first().cloned() });
            }
        }
    }
    Some(Field::Column(Box::new(column)))
}

/// Classes of a Python block: annotated attributes, columns of `SQLAlchemy` and fields of Django.
pub(super) fn python(text: &str, body: Span, found: &mut Schemas) {
    let source = body.of(text);
    let mut class: Option<(Schema, usize, Option<usize>)> = None;
    let (mut at, mut quoted, mut open) = (body.start as usize, false, 0_i32);
    // Where a statement of several lines begins.
    let mut begun: Option<Span> = None;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let code = line.trim();
        let indent = line.len() - line.trim_start().len();
        let marks = code.matches("\"\"\"").count();
        if quoted || marks > 0 {
            quoted ^= marks % 2 == 1;
            continue;
        }
        if code.is_empty() || code.starts_with('#') {
            continue;
        }
        let inside = open > 0;
        let count = |marks: &[char]| i32::try_from(code.matches(marks).count()).unwrap_or(0);
        open = (open + count(&['(', '[', '{']) - count(&[')', ']', '}'])).max(0);
        let end = start + indent + code.len();
        if inside {
            if let Some(span) = begun.filter(|_| open == 0)
                && let Some((schema, ..)) = &mut class
            {
                schema.span.end = end as u32;
                attribute(text, Span { start: span.start, end: end as u32 }, schema);
            }
            continue;
        }
        begun = None;
        if class.as_ref().is_some_and(|(_, outer, _)| indent <= *outer) {
            finish(&mut class, found);
        }
        if let Some(rest) = code.strip_prefix("class ") {
            finish(&mut class, found);
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let name_start = start + indent + "class ".len();
            let name_span = Span::new(name_start, name_start + length);
            let bases = &rest[length..];
            let shape = match () {
                () if bases.contains("Enum") => Shape::Enum,
                () if bases.contains("Base)") || bases.contains("models.Model") || bases.contains("table=True") => Shape::Table,
                () => Shape::Record,
            };
            let schema = Schema::new(
                Notation::Python,
                shape,
                rest[..length].to_owned(),
                name_span,
                Span::new(start + indent, start + indent + code.len()),
            );
            class = Some((schema, indent, None));
            continue;
        }
        let Some((schema, _, own)) = &mut class else { continue };
        let level = *own.get_or_insert(indent);
        if indent != level || schema.columns.len() + schema.values.len() >= MOST {
            continue;
        }
        begun = Some(Span::new(start + indent, end));
        if open == 0 {
            schema.span.end = end as u32;
            attribute(text, Span::new(start + indent, end), schema);
        }
    }
    finish(&mut class, found);
}

fn finish(class: &mut Option<(Schema, usize, Option<usize>)>, found: &mut Schemas) {
    let schema = class.take().map(|(schema, ..)| schema);
    found.schemas.extend(schema.filter(|s| !s.columns.is_empty() || !s.values.is_empty()));
}

/// The code up to the first comma or closing bracket of its own level.
fn first_argument(code: &str) -> &str {
    let mut depth = 0_i32;
    let ends = |(_, c): &(usize, char)| {
        depth += i32::from("([".contains(*c)) - i32::from(")]".contains(*c));
        depth < 0 || depth == 0 && *c == ','
    };
    code.char_indices().find(ends).map_or(code, |(at, _)| &code[..at])
}

/// `name: type = default  # comment` or `name = Column(...)`.
fn attribute(text: &str, line: Span, schema: &mut Schema) {
    let code = line.of(text);
    let length = code.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(code.len());
    let (name, rest) = code.split_at(length);
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) || name.starts_with("__") {
        return;
    }
    let start = line.start as usize;
    let name_span = Span::new(start, start + length);
    let note = rest.find("  #").or_else(|| rest.find(" # "));
    let said = note.map(|at| Span::new(start + length + at, line.end as usize)).map(|span| {
        let slice = span.of(text);
        let kept = slice.trim_start_matches([' ', '#']);
        Span::new(span.end as usize - kept.len(), span.end as usize).trimmed(text)
    });
    let value = &rest[..note.unwrap_or(rest.len())];
    let (kind, default) = match (value.trim_start().strip_prefix(':'), value.trim_start().strip_prefix('=')) {
        (Some(kind), _) => match kind.split_once('=') {
            Some((kind, default)) => (kind.trim(), Some(default.trim())),
            None => (kind.trim(), None),
        },
        (None, Some(value)) if schema.shape == Shape::Enum => {
            let _ = value;
            schema.values.push(Value { name: name.to_owned(), span: name_span, comment: said });
            return;
        }
        (None, Some(value)) => ("", Some(value.trim())),
        _ => return,
    };
    let call = default.unwrap_or_default();
    let is_field = ["Column(", "mapped_column(", "Field(", "models.", "relationship("].iter().any(|w| call.contains(w));
    if kind.is_empty() && !is_field || kind.starts_with("ClassVar") {
        return;
    }
    let mut column = Column::new(name.to_owned(), name_span);
    column.span = line;
    column.comment = said;
    column.kind = if kind.is_empty() {
        let inner = call
            .split_once('(')
            .map_or(call, |(head, inner)| if head.ends_with("Column") || head.ends_with("mapped_column") { inner } else { head });
        joined(first_argument(inner))
    } else {
        joined(kind)
    };
    column.nullable = kind.contains("Optional") || kind.contains("None") || call.contains("nullable=True") || call.contains("null=True");
    column.primary = call.contains("primary_key=True");
    column.unique = column.primary || call.contains("unique=True");
    if let Some(target) = call.split_once("ForeignKey(").map(|(_, rest)| rest) {
        let target = target.trim_start_matches(['"', '\'']).split(['"', '\'', ',', ')']).next().unwrap_or_default();
        let mut parts = target.split('.');
        let table = parts.next().unwrap_or_default().to_owned();
        column.references = Some(Reference { table, column: parts.next().map(str::to_owned) });
    }
    for key in ["ondelete=", "on_delete="] {
        if let Some(at) = code.find(key) {
            let word = code[at + key.len()..].trim_start_matches(['"', '\'']).trim_start_matches("models.");
            let word = word.split(['"', '\'', ',', ')']).next().unwrap_or_default();
            let span = Span::new(start + at, start + at + key.len());
            column.on_delete = action(word).map(|action| OnDelete { action, span });
        }
    }
    column.default = default.filter(|_| !is_field).map(str::to_owned);
    schema.columns.push(column);
}
