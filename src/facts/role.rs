//! The roles that people have in a product, where a document lists them.

use super::reading::Reading;
use crate::document::{BlockKind, heading_key, plain};
use crate::schema::Schema;
use crate::source::Span;

/// A role in a list of roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleName {
    /// What it is called.
    pub name: String,
    /// Where it is listed.
    pub span: Span,
}

/// Headers of columns that name roles.
const HEADERS: &[&str] = &["role", "actor", "user role", "persona", "user type", "user", "group"];
/// Words of names of columns and of lists of values that hold roles.
const COLUMNS: &[&str] = &["role", "roles", "user_role", "userrole", "role_name", "member_role"];
/// Most words of a name.
const WORDS: usize = 4;

/// Every role that a document lists, in source order.
pub(super) fn find(reading: &Reading<'_>, schemas: &[Schema]) -> Vec<RoleName> {
    let mut found = Vec::new();
    let source = |span: Span| span.of(reading.text);
    for table in &reading.document.tables {
        let Some(first) = table.header.first() else { continue };
        if HEADERS.contains(&heading_key(source(*first)).as_str()) {
            found.extend(table.rows.iter().filter_map(|row| named(&plain(source(*row.first()?)), row[0])));
        }
    }
    for (id, keys) in reading.keys.iter().enumerate() {
        let Some(key) = keys.first() else { continue };
        if !(key.ends_with("role")
            || key.contains("role and permission")
            || key == "user"
            || key == "who it s for"
            || key.ends_with("persona"))
            || reading.silent[id]
        {
            continue;
        }
        for block in reading.document.blocks_in(id).filter(|block| matches!(block.kind, BlockKind::Item { .. })) {
            let name =
                block.lead.and_then(|lead| named(plain(source(lead)).trim_end_matches([':', '.', '\u{2013}', '\u{2014}', ' ']), lead));
            found.extend(name);
        }
    }
    for schema in schemas {
        let lower = schema.name.to_lowercase();
        if COLUMNS.contains(&lower.as_str()) {
            found.extend(schema.values.iter().filter_map(|value| named(&value.name, value.span)));
        }
        for column in schema.columns.iter().filter(|column| COLUMNS.contains(&column.name.to_lowercase().as_str())) {
            found.extend(column.values.iter().filter_map(|value| named(value, column.span)));
        }
    }
    found.sort_by_key(|role| role.span);
    found
}

fn named(name: &str, span: Span) -> Option<RoleName> {
    let name = name.split(['(', '/', ',']).next().unwrap_or_default().trim();
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    (1..=WORDS).contains(&words).then(|| RoleName { name: name.to_owned(), span })
}
