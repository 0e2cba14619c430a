//! TOML text to a tree of values with their places. The build script reads the built-in files by it as well; their texts are not copied
//! when they are read back, those of other files are.

use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A key or value, with where it is written: byte offsets, quotes included.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text.
    Text(Cow<'static, str>),
    /// A whole number from 0 on; None for any other number.
    Number(Option<u64>),
    /// True or false.
    Bool(bool),
    /// A date or time, as TOML writes it.
    Date(String),
    /// A list.
    List(Vec<Placed<Value>>),
    /// A table.
    Table(Entries),
}

/// Keys and values of a table, sorted by key.
pub type Entries = Vec<(Placed<Cow<'static, str>>, Placed<Value>)>;

/// What is wrong with a text, and where.
pub type Fault = Placed<String>;

/// Reads a file; what stands behind a fault may be missing.
pub fn parse(text: &str) -> (Entries, Vec<Fault>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let fault = |error: &toml::de::Error| {
        let place = error.span().unwrap_or_default();
        Placed { value: error.message().to_owned(), start: place.start, end: place.end }
    };
    (entries(root.into_inner()), errors.iter().map(fault).collect())
}

fn entries(table: DeTable<'_>) -> Entries {
    table.into_iter().map(|(key, value)| (placed(key, owned), placed(value, of))).collect()
}

fn placed<T, U>(given: Spanned<T>, change: impl FnOnce(T) -> U) -> Placed<U> {
    let place = given.span();
    Placed { value: change(given.into_inner()), start: place.start, end: place.end }
}

fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

fn of(value: DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(owned(text)),
        DeValue::Integer(number) => Value::Number(u64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()),
        DeValue::Float(_) => Value::Number(None),
        DeValue::Boolean(is) => Value::Bool(is),
        DeValue::Datetime(time) => Value::Date(time.to_string()),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| placed(item, of)).collect()),
        DeValue::Table(table) => Value::Table(entries(table)),
    }
}
