//! Schemas in a document to what they declare: tables, models, messages and samples with their columns, and the queries
//! over them.
//!
//! Nothing is refused: what can be read of a sloppy or partial schema is read, the rest is passed over.

mod braces;
mod field;
mod json;
mod list;
mod literal;
mod query;
mod resolve;
mod scan;
mod sql;
mod table;
mod words;

pub use words::words;

use crate::document::{Block, BlockKind, Document};
use crate::source::Span;
use serde::Serialize;

/// Most columns read of one schema, and most schemas of one document: a generated dump says no more than its beginning.
const MOST: usize = 2000;

/// How a schema is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notation {
    /// SQL data definition.
    Sql,
    /// Prisma.
    Prisma,
    /// `TypeScript` interfaces, types and object literals of its schema libraries.
    Typescript,
    /// GraphQL.
    Graphql,
    /// Protocol Buffers.
    Protobuf,
    /// A JSON sample or JSON Schema.
    Json,
    /// Python classes with annotations.
    Python,
    /// Go structs.
    Go,
    /// Rust structs.
    Rust,
    /// Swift structs, Kotlin data classes.
    Class,
    /// Mermaid entity-relationship diagrams.
    Er,
    /// DBML.
    Dbml,
    /// A table of fields.
    Table,
    /// A list of fields.
    List,
}

/// What a schema declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Rows that are kept.
    Table,
    /// A record in a program or on the wire.
    Record,
    /// A list of values.
    Enum,
    /// An example of data.
    Sample,
}

/// A table, model, message, sample or list of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// How it is written.
    pub notation: Notation,
    /// What it declares.
    pub shape: Shape,
    /// Its name without quotes and schema prefix; empty for a sample under no heading.
    pub name: String,
    /// Where the name stands: in the declaration, or the heading above; else where the schema begins.
    pub name_span: Span,
    /// The whole declaration.
    pub span: Span,
    /// Columns in source order; nested ones follow the one they are in, with a dotted name.
    pub columns: Vec<Column>,
    /// Values of an [`Shape::Enum`].
    pub values: Vec<Value>,
    /// Comments above it and between its columns, without their marks.
    pub comments: Vec<Span>,
    /// Names of columns that are unique together.
    pub uniques: Vec<Vec<String>>,
    /// Row-level security: policies and the switch that turns them on.
    pub policies: Vec<Span>,
    /// Conditions on rows.
    pub checks: Vec<Span>,
    /// True when it only adds to a table that is declared elsewhere (`ALTER TABLE`).
    pub addition: bool,
}

/// A column, field, property or key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name; dotted when nested.
    pub name: String,
    /// The last part of its name in the source.
    pub name_span: Span,
    /// Its type as written, white space joined; empty when none is.
    pub kind: String,
    /// What is said of it: a comment, or a cell of its row, without marks.
    pub comment: Option<Span>,
    /// The whole declaration.
    pub span: Span,
    /// True when it may be empty, as far as the notation says.
    pub nullable: bool,
    /// True when no two rows may share a value.
    pub unique: bool,
    /// True for a primary key or a part of one.
    pub primary: bool,
    /// What it points to.
    pub references: Option<Reference>,
    /// What happens to the row when the one it points to is deleted.
    pub on_delete: Option<OnDelete>,
    /// Default value as written.
    pub default: Option<String>,
    /// Values it is limited to.
    pub values: Vec<String>,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Name of the table.
    pub table: String,
    /// Name of the column, when it is written.
    pub column: Option<String>,
}

/// `ON DELETE` with its action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnDelete {
    /// What happens.
    pub action: Action,
    /// The words.
    pub span: Span,
}

/// What happens to a row when the one it points to is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It goes too.
    Cascade,
    /// It stays and points to nothing.
    SetNull,
    /// It stays and points to the default.
    SetDefault,
    /// The deletion is refused.
    Restrict,
}

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Without quotes.
    pub name: String,
    /// Where.
    pub span: Span,
    /// What is said of it.
    pub comment: Option<Span>,
}

/// A statement that reads or changes rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What it does.
    pub verb: Verb,
    /// Tables, in source order, without schema prefix.
    pub tables: Vec<String>,
    /// Names of columns in its conditions (`WHERE`, `ON`, `HAVING`), at any depth.
    pub conditions: Vec<Span>,
    /// From `WHERE` to the end of the condition.
    pub filter: Option<Span>,
    /// Comments above it, without their marks.
    pub comments: Vec<Span>,
    /// The whole statement.
    pub span: Span,
}

/// What a query does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verb {
    /// Reads rows.
    Select,
    /// Changes rows.
    Update,
    /// Removes rows.
    Delete,
}

/// Schemas and queries of a document, in source order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schemas {
    /// Schemas.
    pub schemas: Vec<Schema>,
    /// Queries.
    pub queries: Vec<Query>,
}

impl Schema {
    fn new(notation: Notation, shape: Shape, name: String, name_span: Span, span: Span) -> Self {
        Self {
            notation,
            shape,
            name,
            name_span,
            span,
            columns: Vec::new(),
            values: Vec::new(),
            comments: Vec::new(),
            uniques: Vec::new(),
            policies: Vec::new(),
            checks: Vec::new(),
            addition: false,
        }
    }

    /// The column of that name, without regard to case.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name.eq_ignore_ascii_case(name))
    }
}

impl Column {
    fn new(name: String, name_span: Span) -> Self {
        Self {
            name,
            name_span,
            kind: String::new(),
            comment: None,
            span: name_span,
            nullable: true,
            unique: false,
            primary: false,
            references: None,
            on_delete: None,
            default: None,
            values: Vec::new(),
        }
    }
}

/// Everything that code blocks, tables and lists of a document declare.
pub fn find(document: &Document, text: &str) -> Schemas {
    let mut found = Schemas::default();
    for (index, block) in document.blocks.iter().enumerate() {
        if found.schemas.len() + found.queries.len() >= MOST {
            break;
        }
        match &block.kind {
            BlockKind::Code { lang } => code(document, text, index, lang, &mut found),
            BlockKind::Table(table) => table::read(document, text, index, &document.tables[*table], &mut found),
            BlockKind::Paragraph => table::read_headless(document, text, index, &mut found),
            BlockKind::Item { .. } => list::read(document, text, index, &mut found),
            BlockKind::Cell | BlockKind::Html => {}
        }
    }
    // A single "interval: number" is a setting in prose.
    found.schemas.retain(|s| s.notation != Notation::List || s.columns.len() > 1);
    resolve::resolve(&mut found.schemas);
    found
}

/// Reads a code block, when its language or its first words promise a schema.
fn code(document: &Document, text: &str, index: usize, lang: &str, found: &mut Schemas) {
    let block = &document.blocks[index];
    let body = block.span;
    let Some(notation) = notation_of(lang, body.of(text)) else { return };
    // Most code of these languages declares nothing: that is seen without reading it token by token.
    let declares = |words: &[&str]| words.iter().any(|word| body.of(text).contains(word));
    let promising = match notation {
        Notation::Go => declares(&["struct"]),
        Notation::Rust => declares(&["struct", "enum"]),
        Notation::Python => declares(&["class "]),
        _ => true,
    };
    if !promising {
        return;
    }
    match notation {
        Notation::Sql => sql::read(text, body, found),
        Notation::Json => json::read(text, body, title_of(document, text, index), found),
        Notation::Python => field::python(text, body, found),
        Notation::Table | Notation::List => {}
        _ => braces::read(text, body, notation, found),
    }
}

/// The notation of a code block, by its language, else by how it begins.
fn notation_of(lang: &str, body: &str) -> Option<Notation> {
    let lang = lang.trim_start_matches(['{', '.']).trim_end_matches(['}', '=']);
    let lang = lang.split([',', '{', ':']).next().unwrap_or_default();
    match lang {
        "sql" | "postgresql" | "postgres" | "pgsql" | "plpgsql" | "psql" | "mysql" | "sqlite" | "sqlite3" | "tsql" | "mssql" | "ddl"
        | "cql" | "mariadb" | "clickhouse" => Some(Notation::Sql),
        "prisma" => Some(Notation::Prisma),
        "ts" | "typescript" | "tsx" | "js" | "javascript" | "jsx" | "mjs" | "webidl" => Some(Notation::Typescript),
        "graphql" | "gql" => Some(Notation::Graphql),
        "protobuf" | "proto" | "proto3" => Some(Notation::Protobuf),
        "json" | "jsonc" | "json5" => Some(Notation::Json),
        "python" | "py" | "python3" => Some(Notation::Python),
        "go" | "golang" => Some(Notation::Go),
        "rust" | "rs" => Some(Notation::Rust),
        "swift" | "kotlin" | "kt" => Some(Notation::Class),
        "dbml" => Some(Notation::Dbml),
        "mermaid" | "mmd" => first_words(body).0.starts_with("erDiagram").then_some(Notation::Er),
        "" | "text" | "txt" | "plaintext" | "plain" | "none" | "schema" | "pseudo" | "pseudocode" | "database" | "db" | "code" => {
            by_opening(body)
        }
        _ => None,
    }
}

/// The first line of code, past comments and empty lines, and its first two words.
fn first_words(body: &str) -> (&str, &str, &str) {
    let comment = |line: &&str| !line.is_empty() && !line.starts_with("--") && !line.starts_with("//") && !line.starts_with('#');
    let line = body.lines().take(40).map(str::trim).find(comment).unwrap_or_default();
    let mut words = line.split(|c: char| c.is_whitespace() || c == '(').filter(|w| !w.is_empty());
    (line, words.next().unwrap_or_default(), words.next().unwrap_or_default())
}

fn by_opening(body: &str) -> Option<Notation> {
    let (line, first, second) = first_words(body);
    let upper = first.to_ascii_uppercase();
    match upper.as_str() {
        "CREATE" | "ALTER" => {
            let what = second.to_ascii_uppercase();
            let known = ["TABLE", "TYPE", "UNIQUE", "INDEX", "POLICY", "EXTENSION", "SCHEMA", "TEMP", "TEMPORARY", "OR"];
            return known.contains(&what.as_str()).then_some(Notation::Sql);
        }
        "SELECT" | "UPDATE" | "DELETE" if first == upper => return Some(Notation::Sql),
        _ => {}
    }
    if line.starts_with('{') || line.starts_with('[') {
        let rest = body.trim_start_matches(|c: char| c.is_whitespace() || c == '{' || c == '[');
        return rest.starts_with('"').then_some(Notation::Json);
    }
    let opens = line.ends_with('{');
    match first {
        "erDiagram" => Some(Notation::Er),
        "model" | "datasource" if opens => Some(Notation::Prisma),
        "Table" if opens => Some(Notation::Dbml),
        "message" | "syntax" if opens || line.contains("proto") => Some(Notation::Protobuf),
        "interface" | "export" if opens => Some(Notation::Typescript),
        "type" if line.ends_with("struct {") => Some(Notation::Go),
        "type" if line.contains('=') => Some(Notation::Typescript),
        "type" if opens => Some(Notation::Graphql),
        "pub" | "struct" if opens => Some(Notation::Rust),
        "class" if line.ends_with(':') => Some(Notation::Python),
        _ if opens && second == "{" && line.split_whitespace().count() == 2 => Some(Notation::Typescript),
        _ => None,
    }
}

/// What a block is a schema of, when it does not say so itself: the bold or quoted words that introduce it, else the
/// nearest heading that is no mere "Fields" or "Schema".
fn title_of(document: &Document, text: &str, index: usize) -> (String, Span) {
    let block = &document.blocks[index];
    let before = index.checked_sub(1).map(|at| &document.blocks[at]);
    let before = before.filter(|b| b.section == block.section && matches!(b.kind, BlockKind::Paragraph | BlockKind::Item { .. }));
    if let Some(found) = before.and_then(|b| introduced(b, text)) {
        return found;
    }
    let mut at = Some(block.section);
    while let Some(id) = at {
        let section = &document.sections[id];
        if let Some(heading) = &section.heading
            && let Some((name, span)) = words::title(heading.text_span, text)
        {
            return (name, span);
        }
        at = section.parent;
    }
    (String::new(), Span { start: block.span.start, end: block.span.start })
}

/// "**users**", "Table: `users`" and "The `users` table:" right above a schema.
fn introduced(block: &Block, text: &str) -> Option<(String, Span)> {
    let line = block.span.of(text).trim_end();
    if line.lines().count() > 1 || line.len() > 120 {
        return None;
    }
    if let Some(lead) = block.lead {
        return words::title(lead, text);
    }
    let names = ["table", "model", "entity", "schema", "collection", "object", "interface", "struct", "type"];
    let speaks = line.split(|c: char| !c.is_alphanumeric()).any(|w| names.contains(&w.to_lowercase().as_str()));
    let open = line.find('`').filter(|_| speaks)?;
    let close = line[open + 1..].find('`')? + open + 1;
    let start = block.span.start as usize;
    let span = Span::new(start + open + 1, start + close);
    let name = span.of(text);
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.' || c == '-');
    plain.then(|| (name.to_owned(), span))
}

#[cfg(test)]
mod tests;
