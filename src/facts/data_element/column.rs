//! Columns of schemas that hold data of persons.

use super::{DataElementFact, DataRole, ID_OF_A_PERSON, WHAT_A_PERSON_SAID};
use crate::checklist::Cues;
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

/// Tables of what people write, by the last word of their name, and the kind of data.
const SAID: &[(&[&str], &str)] = &[
    (&["message", "chat", "conversation", "reply"], "comm.messages"),
    (&["comment", "post", "note", "review", "answer", "submission"], "comm.user_content"),
    (&["feedback", "ticket", "complaint"], "comm.support"),
];

/// Columns of such tables that hold the text.
const TEXTS: &[&str] = &["content", "body", "text", "message", "comment", "note", "notes", "description", "payload"];

/// What somebody did in a column such as `created_by`.
const DEEDS: &[&str] = &["created", "updated", "uploaded", "approved", "assigned", "requested", "reviewed", "submitted"];

/// Columns and the schemas they are in.
pub(super) struct Columns<'r> {
    schemas: &'r [Schema],
    /// Name of each column with the indices of its schema and of itself, in source order.
    names: Vec<(Span, usize, usize)>,
    /// Whether each schema is about persons.
    personal: Vec<bool>,
    /// Words for persons.
    cues: &'r Cues,
}

impl<'r> Columns<'r> {
    pub fn new(reading: &'r Reading<'_>, schemas: &'r [Schema], all: &[(usize, &Found<'_, '_>)]) -> Self {
        let mut names: Vec<(Span, usize, usize)> = Vec::new();
        for (at, schema) in schemas.iter().enumerate() {
            names.extend(schema.columns.iter().enumerate().map(|(column, declared)| (declared.name_span, at, column)));
        }
        names.sort_unstable();
        let mut columns = Self { schemas, names, personal: Vec::new(), cues: &reading.checklist.cues };
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
            let title = words(&schema.name);
            let last = title.last().map(String::as_str).unwrap_or_default();
            is_person(reading, last) || title.first().is_some_and(|first| is_person(reading, first)) && title.len() <= 2
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

    /// The schema whose name ends with `span`.
    pub fn named(&self, span: Span) -> Option<usize> {
        self.schemas
            .iter()
            .position(|schema| schema.name_span.contains(span) && schema.span.contains(span) && schema.name_span.end == span.end)
    }

    /// True for rows that are about persons or belong to one.
    pub fn is_of_persons(&self, schema: usize) -> bool {
        let declared = &self.schemas[schema];
        declared.shape != Shape::Enum && (self.personal[schema] || declared.columns.iter().any(|column| self.points(&words(&column.name))))
    }

    /// True for a column of rows that are about persons or belong to one.
    pub fn is_about_persons(&self, column: Span) -> bool {
        self.at(column).is_some_and(|(schema, _)| self.is_of_persons(schema))
    }

    /// True for the name of a column that points to a person.
    fn points(&self, name: &[String]) -> bool {
        match name {
            [.., who, id] if id == "id" || id == "ids" => self.cues.has_word(who, PERSON) || DOERS.contains(&who.as_str()),
            [did, by] if by == "by" => DEEDS.contains(&did.as_str()),
            [who] => matches!(who.as_str(), "creator" | "assignee" | "approver"),
            _ => false,
        }
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

    /// Columns that hold what a person has written.
    pub fn said(&self, reading: &Reading<'_>) -> Vec<DataElementFact> {
        let mut facts = Vec::new();
        for (at, schema) in self.schemas.iter().enumerate().filter(|(at, _)| self.is_of_persons(*at)) {
            let named = words(&schema.name);
            let kind = SAID.iter().find(|(nouns, _)| named.last().is_some_and(|last| nouns.contains(&last.trim_end_matches('s'))));
            let Some(element) = kind.and_then(|(_, id)| reading.checklist.terms.element(id)) else { continue };
            let text = schema.columns.iter().find(|column| TEXTS.contains(&column.name.to_ascii_lowercase().as_str()));
            facts.extend(text.map(|column| DataElementFact {
                element,
                role: DataRole::Processed,
                mention: Mention {
                    span: column.name_span,
                    subject: Some(self.schemas[at].name_span),
                    confidence: Confidence::Medium,
                    decided_by: WHAT_A_PERSON_SAID,
                },
            }));
        }
        facts
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
                if key || self.points(&name) {
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

fn is_person(reading: &Reading<'_>, word: &str) -> bool {
    reading.checklist.cues.has_word(word, PERSON | PERSON_IN_PROSE) || matches!(word, "account" | "accounts" | "people")
}
