//! Fields of the two documents: of another type, or in no table of the design.

use super::{Case, Discrepancy, Pair};
use crate::schema::{Column, Schema, Shape};
use crate::similarity::{stem_set, stems};
use crate::source::Span;
use std::collections::BTreeSet;

/// Types by what they hold; the first part of a written type decides.
const TYPES: &[(Class, &[&str])] = &[
    (Class::Whole, &["int", "integer", "bigint", "smallint", "serial", "bigserial", "int32", "int64", "i32", "i64", "u32", "u64"]),
    (Class::Fraction, &["decimal", "numeric", "float", "double", "real", "money", "float64", "f64"]),
    (Class::Number, &["number"]),
    (Class::Uuid, &["uuid"]),
    (Class::Truth, &["bool", "boolean"]),
    (Class::Day, &["date", "datetime", "timestamp", "timestamptz"]),
];

/// What a type holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Whole,
    Fraction,
    /// A number of either kind.
    Number,
    Uuid,
    Truth,
    Day,
}

impl Class {
    fn fits(self, other: Self) -> bool {
        let is_number = |class| matches!(class, Self::Whole | Self::Fraction | Self::Number);
        self == other || (is_number(self) && is_number(other) && (self == Self::Number || other == Self::Number))
    }

    fn of(column: &Column) -> Option<Self> {
        let lower = column.kind.to_lowercase();
        let first = lower.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| !word.is_empty())?.to_owned();
        TYPES.iter().find(|(_, names)| names.contains(&first.as_str())).map(|(class, _)| *class)
    }
}

/// Fields that two tables share when they are one.
const SHARED: usize = 3;
/// Names in a list of fields.
const LISTED: usize = 3;

/// A schema with its columns by the stems of their names.
struct Fields<'a> {
    schema: &'a Schema,
    columns: Vec<(String, &'a Column)>,
}

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (said, built) = (read(&pair.product.facts.schemas), read(&pair.design.facts.schemas));
    // One change of a type is one decision, in however many columns.
    let mut seen: BTreeSet<(Class, Class)> = BTreeSet::new();
    for (one, column, used) in shared(&said, &built) {
        let (Some(wanted), Some(as_built)) = (Class::of(column), Class::of(used)) else { continue };
        if !wanted.fits(as_built) && seen.insert((wanted, as_built)) {
            let (subject, kinds) = (format!("{} {}", one.schema.name, column.name), (column.kind.clone(), used.kind.clone()));
            found.push(differs(subject, column, used, kinds));
        }
    }
    values(&said, &built, found);
    dropped(pair, &said, &built, found);
    listed(pair, &built, found);
}

/// Each field of a table of the product document with what each table of the design that is the same calls by its name.
fn shared<'f, 'a>(said: &'f [Fields<'a>], built: &'f [Fields<'a>]) -> impl Iterator<Item = (&'f Fields<'a>, &'a Column, &'a Column)> {
    let tables = said.iter().flat_map(move |one| built.iter().filter(move |other| is_same(one, other)).map(move |other| (one, other)));
    tables.flat_map(|(one, other)| {
        let used = |name: &String| other.columns.iter().find(|(other, _)| other == name).map(|(_, used)| *used);
        one.columns.iter().filter_map(move |(name, column)| Some((one, *column, used(name)?)))
    })
}

/// Fields that are limited to other values.
fn values(said: &[Fields<'_>], built: &[Fields<'_>], found: &mut Vec<Discrepancy>) {
    let lacking = |of: &Column, other: &Column| -> Vec<String> {
        let known: BTreeSet<String> = other.values.iter().map(|value| stem(value)).collect();
        of.values.iter().filter(|value| !known.contains(&stem(value))).cloned().collect()
    };
    for (one, column, used) in shared(said, built).filter(|(_, column, used)| !column.values.is_empty() && !used.values.is_empty()) {
        let (dropped, added) = (lacking(column, used), lacking(used, column));
        if !dropped.is_empty() {
            let subject = format!("{} {} values", one.schema.name, column.name);
            found.push(differs(subject, column, used, (dropped.join(", "), added.join(", "))));
        }
    }
}

/// A field that is `first` in the product document and `second` in the design.
fn differs(subject: String, column: &Column, used: &Column, (first, second): (String, String)) -> Discrepancy {
    Discrepancy {
        case: Case::FieldDiffers,
        subject,
        product: vec![column.span],
        design: vec![used.span],
        notes: None,
        confidence: 0.65,
        values: vec![("name", column.name.clone()), ("first", first), ("second", second)],
    }
}

/// Fields of a table of the product document that no table of the design has, where the design has the table.
fn dropped(pair: Pair<'_>, said: &[Fields<'_>], built: &[Fields<'_>], found: &mut Vec<Discrepancy>) {
    for one in said {
        let Some(other) = built.iter().find(|other| is_same(one, other)) else { continue };
        let lacking: Vec<&Column> =
            one.columns.iter().filter(|(name, _)| !name.is_empty() && !knows(built, name)).map(|(_, column)| *column).collect();
        push(pair, &lacking.iter().map(|column| (column.name.as_str(), column.span)).collect::<Vec<_>>(), other, found);
    }
}

/// Names in back-ticks, side by side in a sentence of the product document, of which a table of the design has most and not all.
fn listed(pair: Pair<'_>, built: &[Fields<'_>], found: &mut Vec<Discrepancy>) {
    for list in lists(pair.product.text) {
        let names: Vec<(String, Span)> = list.iter().map(|span| (stem(span.of(pair.product.text)), *span)).collect();
        let has = |fields: &Fields<'_>| names.iter().filter(|(name, _)| fields.columns.iter().any(|(own, _)| own == name)).count();
        let Some(best) = built.iter().max_by_key(|fields| has(fields)).filter(|best| has(best) * 2 >= names.len()) else { continue };
        let lacking: Vec<(&str, Span)> = names
            .iter()
            .filter(|(name, _)| !name.is_empty() && !knows(built, name))
            .map(|(_, span)| (span.of(pair.product.text), *span))
            .collect();
        push(pair, &lacking, best, found);
    }
}

fn push(pair: Pair<'_>, lacking: &[(&str, Span)], table: &Fields<'_>, found: &mut Vec<Discrepancy>) {
    // What the design calls by this very name somewhere is there in another form.
    let lacking: Vec<&(&str, Span)> = lacking.iter().filter(|(name, _)| !pair.design.text.contains(name)).collect();
    if lacking.is_empty() {
        return;
    }
    let names = lacking.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    found.push(Discrepancy {
        case: Case::FieldDropped,
        subject: names.clone(),
        product: lacking.iter().map(|(_, span)| *span).collect(),
        design: vec![table.schema.name_span],
        notes: None,
        confidence: 0.55,
        values: vec![("name", names), ("second", table.schema.name.clone())],
    });
}

/// Words at the end of a name that tell its form: a date of expiry is an expiry.
const FORMS: &[&str] = &["date", "time", "at", "number", "code", "id"];

fn knows(schemas: &[Fields<'_>], name: &str) -> bool {
    let bare = |name: &'_ str| -> String {
        let shorter = name.rsplit_once(' ').filter(|(_, last)| FORMS.contains(last));
        shorter.map_or(name, |(rest, _)| rest).to_owned()
    };
    let is_it = |own: &str| own == name || bare(own) == bare(name) || own.split(' ').eq(name.split(' ').rev());
    schemas.iter().any(|fields| fields.columns.iter().any(|(own, _)| is_it(own)))
}

fn is_same(one: &Fields<'_>, other: &Fields<'_>) -> bool {
    let names: BTreeSet<&str> = other.columns.iter().map(|(name, _)| name.as_str()).collect();
    let shared = one.columns.iter().filter(|(name, _)| !name.is_empty() && names.contains(name.as_str())).count();
    let words = |fields: &Fields<'_>| stem_set(&fields.schema.name);
    shared >= SHARED || (shared + 1 >= SHARED && !words(one).is_disjoint(&words(other)))
}

fn read(schemas: &[Schema]) -> Vec<Fields<'_>> {
    let kept = schemas.iter().filter(|schema| matches!(schema.shape, Shape::Table | Shape::Record | Shape::Sample));
    kept.map(|schema| Fields { schema, columns: schema.columns.iter().map(|column| (stem(&column.name), column)).collect() }).collect()
}

/// The stems of a name; `id` stays as it is.
fn stem(name: &str) -> String {
    let words = stems(name).join(" ");
    if words.is_empty() { name.to_lowercase() } else { words }
}

/// Lists of names in back-ticks, parted by no more than commas and "and".
fn lists(text: &str) -> Vec<Vec<Span>> {
    let mut found = Vec::new();
    let mut list: Vec<Span> = Vec::new();
    let mut open: Option<usize> = None;
    let mut last_end = 0;
    for tick in memchr::memchr_iter(b'`', text.as_bytes()) {
        let Some(start) = open.take() else {
            let between = &text[last_end..tick];
            let joins = between.split([' ', ',', '/', '|', '\n']).all(|part| part.is_empty() || part == "and" || part == "or");
            if !joins || between.contains("\n\n") {
                if list.len() >= LISTED {
                    found.push(std::mem::take(&mut list));
                }
                list.clear();
            }
            open = Some(tick + 1);
            continue;
        };
        let name = &text[start..tick];
        last_end = tick + 1;
        if name.contains('\n') {
            // Fences and stray marks: what follows opens anew.
            open = Some(tick + 1);
            list.clear();
        } else if !name.is_empty() && name.len() <= 40 && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
            list.push(Span::new(start, tick));
        } else {
            list.clear();
        }
    }
    if list.len() >= LISTED {
        found.push(list);
    }
    found
}
