//! The metadata block at the top of a document: YAML between `---` lines or TOML between `+++` lines.

use crate::source::Span;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Most bytes that a metadata block may have; a longer one is read line by line.
const MAX_BYTES: usize = 64 * 1024;

/// Syntax of a metadata block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontMatterFormat {
    /// `---`
    Yaml,
    /// `+++`
    Toml,
}

impl FrontMatterFormat {
    /// What parts a key from its value.
    pub fn sign(self) -> char {
        match self {
            Self::Yaml => ':',
            Self::Toml => '=',
        }
    }
}

/// A metadata block.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontMatter {
    /// Its syntax.
    pub format: FrontMatterFormat,
    /// From the opening to the closing line, both included.
    pub span: Span,
    /// Keys in lower case with their values.
    pub fields: BTreeMap<String, Value>,
}

/// A value of a metadata field; numbers, dates and booleans are text as written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(from = "Raw")]
pub enum Value {
    /// Nothing written.
    Empty,
    /// One value.
    Text(String),
    /// Several values.
    List(Vec<Value>),
    /// Named values.
    Map(BTreeMap<String, Value>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Raw {
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Value>),
    Map(BTreeMap<String, Value>),
    Nothing(()),
}

impl From<Raw> for Value {
    fn from(raw: Raw) -> Self {
        match raw {
            Raw::Bool(v) => Self::Text(v.to_string()),
            Raw::Int(v) => Self::Text(v.to_string()),
            Raw::Float(v) => Self::Text(v.to_string()),
            Raw::Text(v) if v.trim().is_empty() => Self::Empty,
            Raw::Text(v) => Self::Text(v),
            Raw::List(v) => Self::List(v),
            Raw::Map(v) => Self::Map(v),
            Raw::Nothing(()) => Self::Empty,
        }
    }
}

impl Value {
    /// The text, or the first text of a list.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::List(list) => list.iter().find_map(Value::text),
            Self::Empty | Self::Map(_) => None,
        }
    }

    /// All texts of a value, in their order; those of named values are left out.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::Text(text) => vec![text],
            Self::List(list) => list.iter().flat_map(Value::texts).collect(),
            Self::Empty | Self::Map(_) => Vec::new(),
        }
    }

    /// True when nothing is written.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(_) => false,
            Self::List(list) => list.iter().all(Value::is_empty),
            Self::Map(map) => map.values().all(Value::is_empty),
        }
    }
}

impl FrontMatter {
    /// The text of the field `key` (lower case).
    pub fn text(&self, key: &str) -> Option<&str> {
        self.fields.get(key).and_then(Value::text)
    }

    /// What the document is called by others: the field of its id.
    pub fn id(&self) -> Option<&str> {
        ["id", "doc-id", "doc_id", "document-id", "document_id"].iter().find_map(|key| self.text(key))
    }
}

/// Reads a metadata block at the very start of `text`. An opening line without a closing one, or a block that
/// holds no `key: value`, is none: the text is then Markdown from its first byte.
pub(super) fn read(text: &str) -> Option<(FrontMatter, Option<String>)> {
    let (fence, format) = match text.lines().next()?.trim_end() {
        "---" => ("---", FrontMatterFormat::Yaml),
        "+++" => ("+++", FrontMatterFormat::Toml),
        _ => return None,
    };
    let body_start = text.find('\n')? + 1;
    let mut offset = body_start;
    let mut close = None;
    for line in text[body_start..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (format == FrontMatterFormat::Yaml && bare == "...") {
            close = Some((offset, offset + bare.len()));
            break;
        }
        offset += line.len();
    }
    let (body_end, end) = close?;
    let body = &text[body_start..body_end];
    let parsed = if body.len() > MAX_BYTES { Err("the block is too long to read as data".to_owned()) } else { fields(body, format) };
    let (fields, problem) = match parsed {
        Ok(fields) => (fields, None),
        Err(error) => (lines(body, format)?, Some(error)),
    };
    if fields.is_empty() && !body.trim().is_empty() {
        return None;
    }
    let fields = fields.into_iter().map(|(k, v)| (k.to_lowercase(), v)).collect();
    Some((FrontMatter { format, span: Span::new(0, end), fields }, problem))
}

fn fields(body: &str, format: FrontMatterFormat) -> Result<BTreeMap<String, Value>, String> {
    if body.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(BTreeMap::new());
    }
    let first_line = |error: String| error.lines().next().unwrap_or_default().to_owned();
    match format {
        FrontMatterFormat::Yaml => serde_saphyr::from_str(body).map_err(|e| first_line(e.to_string())),
        FrontMatterFormat::Toml => {
            let table: toml::Table = body.parse().map_err(|e: toml::de::Error| first_line(e.message().to_owned()))?;
            Ok(table.into_iter().map(|(k, v)| (k, from_toml(v))).collect())
        }
    }
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Raw::Text(text).into(),
        toml::Value::Array(list) => Value::List(list.into_iter().map(from_toml).collect()),
        toml::Value::Table(map) => Value::Map(map.into_iter().map(|(k, v)| (k, from_toml(v))).collect()),
        toml::Value::Integer(number) => Raw::Int(number).into(),
        toml::Value::Float(number) => Raw::Float(number).into(),
        toml::Value::Boolean(word) => Raw::Bool(word).into(),
        toml::Value::Datetime(date) => Raw::Text(date.to_string()).into(),
    }
}

/// What can be had of a block that does not parse: its plain `key: value` lines. None when a line is no metadata.
fn lines(body: &str, format: FrontMatterFormat) -> Option<BTreeMap<String, Value>> {
    let sign = format.sign();
    let mut fields = BTreeMap::new();
    for line in body.lines().filter(|l| !l.trim().is_empty()) {
        if line.starts_with(|c: char| c.is_whitespace() || c == '-' || c == '#') {
            continue;
        }
        let (key, value) = line.split_once(sign)?;
        if key.len() > 40 || !key.chars().all(|c| c.is_alphanumeric() || " -_.\"".contains(c)) {
            return None;
        }
        let value = value.trim().trim_matches(['"', '\'']);
        fields.insert(key.trim().trim_matches('"').to_owned(), Value::from(Raw::Text(value.to_owned())));
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_toml_and_broken_blocks_are_read() {
        let (block, problem) = read("---\nTitle: A\nauthors:\n  - \"@ann\"\ndate: 2024-01-02\n---\n# A\n").expect("a block");
        assert_eq!(
            (block.text("title"), block.text("authors"), block.text("date"), problem),
            (Some("A"), Some("@ann"), Some("2024-01-02"), None)
        );
        let (block, _) = read("+++\nowner = \"Ann\"\n+++\n").expect("a block");
        assert_eq!(block.text("owner"), Some("Ann"));
        let (block, problem) = read("---\neip: 1\ntitle: a: b\n---\n").expect("lines are read");
        assert_eq!((block.text("title"), problem.is_some()), (Some("a: b"), true));
    }

    #[test]
    fn rules_and_unclosed_fences_are_no_metadata() {
        assert!(read("---\nSome prose that goes on and on here.\n\n---\n").is_none());
        assert!(read("---\ntitle: a\n").is_none());
        assert!(read("# T\n---\na: b\n---\n").is_none());
    }
}
