//! Columns of schemas that hold data of persons.

use super::{DataElementFact, DataRole, ID_OF_A_PERSON};
use crate::checklist::cues::{PERSON, PERSON_IN_PROSE};
use crate::facts::Reading;
use crate::facts::mention::Mention;
use crate::facts::surroundings::Found;
use crate::rule::Confidence;
use crate::schema::{Column, Schema, Shape, words};
use crate::source::Span;
use crate::terms::AliasRule;
use std::collections::BTreeSet;

/// Words behind the name of a kind of data that leave it what it is: `email_hash`, `phone_verified`.
const SUFFIXES: &[&str] = &[
    "hash",
    "hashed",
    "encrypted",
    "enc",
    "cipher",
    "ciphertext",
    "normalized",
    "lower",
    "hmac",
    "verified",
    "masked",
    "last4",
    "text",
    "value",
    "raw",
    "string",
    "primary",
];

/// Words of columns that point to whoever did something.
const DOERS: &[&str] = &[
    "user",
    "owner",
    "sender",
    "author",
    "creator",
    "assignee",
    "reviewer",
    "approver",
    "actor",
    "reporter",
    "requester",
    "recipient",
    "member",
];

/// Columns and the schemas they are in.
pub(super) struct Columns<'r> {
    schemas: &'r [Schema],
    /// Name of each column with the indices of its schema and of itself, in source order.
    names: Vec<(Span, usize, usize)>,
    /// Whether each schema is about persons.
    personal: Vec<bool>,
}

impl<'r> Columns<'r> {
    pub fn new(reading: &Reading<'_>, schemas: &'r [Schema], all: &[(usize, &Found<'_, '_>)]) -> Self {
        let mut names: Vec<(Span, usize, usize)> = Vec::new();
        for (at, schema) in schemas.iter().enumerate() {
            names.extend(schema.columns.iter().enumerate().map(|(column, declared)| (declared.name_span, at, column)));
        }
        names.sort_unstable();
        let mut columns = Self { schemas, names, personal: Vec::new() };
        let mut kinds: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); schemas.len()];
        for (element, found) in all {
            let telling = found.alias.rule.is_strong() || found.alias.rule.has(AliasRule::COLLECT);
            if telling
                && super::is_of_a_person(&reading.checklist.terms.elements[*element])
                && let Some((schema, _)) = columns.at(found.hit.span)
            {
                kinds[schema].insert(*element);
            }
        }
        let about = |schema: &Schema| {
            let named = words(&schema.name);
            let last = named.last().map(String::as_str).unwrap_or_default();
            is_person(reading, last) || named.first().is_some_and(|first| is_person(reading, first)) && named.len() <= 2
        };
        columns.personal = schemas.iter().zip(&kinds).map(|(schema, kinds)| kinds.len() >= 2 || about(schema)).collect();
        columns
    }

    /// The column whose name holds `span`: indices of its schema and of itself.
    pub fn at(&self, span: Span) -> Option<(usize, usize)> {
        let after = self.names.partition_point(|(name, _, _)| name.start <= span.start);
        let (name, schema, column) = self.names[..after].last()?;
        name.contains(span).then_some((*schema, *column))
    }

    /// True when a schema covers `span`.
    pub fn cover(&self, span: Span) -> bool {
        self.schemas.iter().any(|schema| schema.span.contains(span))
    }

    /// True in a comment of a schema.
    pub fn is_comment(&self, span: Span) -> bool {
        let says = |schema: &Schema| {
            schema
                .comments
                .iter()
                .chain(schema.columns.iter().filter_map(|column| column.comment.as_ref()))
                .any(|comment| comment.contains(span))
        };
        self.schemas.iter().any(says)
    }

    /// The name of the schema when a column holds the kind of data that `found` names.
    pub fn accepts(&self, (schema, column): (usize, usize), found: &Found<'_, '_>, person: bool) -> Option<Span> {
        let declared: &Column = &self.schemas[schema].columns[column];
        let subject = self.schemas[schema].name_span;
        let rule = found.alias.rule;
        if rule.is_strong() || rule.has(AliasRule::CREDENTIAL) {
            return Some(subject);
        }
        if rule.has(AliasRule::WEAK) || rule.has(AliasRule::ON_DEVICE) {
            return None;
        }
        let text = found.reading.text;
        let before = Span { start: declared.name_span.start, end: found.hit.span.start };
        let after = Span { start: found.hit.span.end, end: declared.name_span.end };
        let lead = words(before.of(text));
        let tail = words(after.of(text));
        let stays = tail.iter().all(|word| SUFFIXES.contains(&word.as_str()));
        let whose = lead.last().is_some_and(|word| is_person(found.reading, word));
        let fits = stays
            && (lead.is_empty()
                || whose
                || lead.len() == 1 && matches!(lead[0].as_str(), "primary" | "home" | "work" | "current" | "full" | "secondary"));
        if !fits {
            return None;
        }
        // A column "email" is somebody's wherever it stands; a column "name" is not.
        let somebody = whose || rule.has(AliasRule::COLLECT) || self.personal[schema] && (person || lead.is_empty());
        somebody.then_some(subject)
    }

    /// Columns that are the key of a person or point to one.
    pub fn ids(&self, reading: &Reading<'_>) -> Vec<DataElementFact> {
        let Some(element) = reading.checklist.terms.element("identity.user_id") else { return Vec::new() };
        let mut facts = Vec::new();
        for (schema, personal) in self.schemas.iter().zip(&self.personal) {
            if schema.shape == Shape::Enum {
                continue;
            }
            for column in &schema.columns {
                let name = words(&column.name);
                let key = *personal
                    && name.len() == 1
                    && name[0] == "id"
                    && words(&schema.name).last().is_some_and(|last| is_person(reading, last));
                let points = match name.as_slice() {
                    [.., who, id] if id == "id" || id == "ids" => is_person_strictly(reading, who) || DOERS.contains(&who.as_str()),
                    [did, by] if by == "by" => matches!(
                        did.as_str(),
                        "created" | "updated" | "uploaded" | "approved" | "assigned" | "requested" | "reviewed" | "submitted"
                    ),
                    _ => false,
                };
                if key || points {
                    let mention = Mention {
                        span: column.name_span,
                        subject: Some(schema.name_span),
                        confidence: Confidence::High,
                        decided_by: ID_OF_A_PERSON,
                    };
                    facts.push(DataElementFact { element, role: DataRole::Processed, mention });
                }
            }
        }
        facts
    }
}

fn is_person_strictly(reading: &Reading<'_>, word: &str) -> bool {
    reading.checklist.cues.has_word(word, PERSON)
}

fn is_person(reading: &Reading<'_>, word: &str) -> bool {
    reading.checklist.cues.has_word(word, PERSON | PERSON_IN_PROSE) || matches!(word, "account" | "accounts" | "people")
}
