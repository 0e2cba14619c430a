//! Kinds of personal data that a document speaks of: named in prose, lists and tables, in schemas and samples, each with the
//! rule that let it count.

mod column;

use super::Reading;
use super::mention::Mention;
use super::surroundings::{Found, Place, SectionRole};
use crate::checklist::cues::{COLLECT, EXAMPLE, HEALTH, MACHINE, PERSON, PERSON_IN_PROSE, QUALIFIER, REJECTED, SHARE, STORE};
use crate::rule::Confidence;
use crate::schema::Schema;
use crate::source::Span;
use crate::terms::{AliasRule, DataElement, Term};
use column::Columns;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A kind of personal data, named somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataElementFact {
    /// Index into [`crate::terms::Terms::elements`].
    pub element: usize,
    /// Whether the product handles it.
    pub role: DataRole,
    /// Where, and by which rule.
    pub mention: Mention,
}

/// Whether the product handles data that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataRole {
    /// It is collected, kept, sent or shown.
    Processed,
    /// The document says that it is not.
    Excluded,
}

/// The rules that let a mention count and those that decide that it is excluded, by name.
pub const DATA_ELEMENT_RULES: &[&str] = &[
    PLAIN_WORDS,
    COLUMN,
    ID_OF_A_PERSON,
    TABLE_OF_A_PERSON,
    WHAT_A_PERSON_SAID,
    FIELD_LIST,
    PERSON_BEFORE,
    BESIDE,
    COLLECTED,
    HEALTH_DOCUMENT,
    CREDENTIAL,
    DENIED,
    NONE_OF_IT,
    OUT_OF_SCOPE,
    LEFT_BEHIND,
];

/// Words that mean nothing else.
const PLAIN_WORDS: &str = "plain-words";
/// A column of a schema about a person.
const COLUMN: &str = "column-of-a-person";
/// A column that points to a person.
const ID_OF_A_PERSON: &str = "id-of-a-person";
/// A table of what a person has done or said: `messages`, `orders`.
const TABLE_OF_A_PERSON: &str = "table-of-a-person";
/// The text column of a table of messages, comments, reviews.
const WHAT_A_PERSON_SAID: &str = "text-of-a-person";
/// A name in a column of names, among others.
const FIELD_LIST: &str = "list-of-fields";
/// A word for a person directly before it, or behind "of".
const PERSON_BEFORE: &str = "person-before";
/// Other data of persons in the same list or row.
const BESIDE: &str = "beside-other-data";
/// A verb of collecting or keeping in the sentence.
const COLLECTED: &str = "collected-or-kept";
/// A document about health.
const HEALTH_DOCUMENT: &str = "health-document";
/// A token or code that stands for a person.
const CREDENTIAL: &str = "credential";
/// "We never store ..."
const DENIED: &str = "keeping-denied";
/// "No ..."
const NONE_OF_IT: &str = "none-of-it";
/// Named under what is out of scope.
const OUT_OF_SCOPE: &str = "out-of-scope-section";
/// Removed, replaced, or in a column of what was before.
const LEFT_BEHIND: &str = "left-behind";

/// Bytes within which another kind of data stands beside one.
const BESIDE_BYTES: u32 = 90;
/// Words of health from which a document is about health.
const HEALTH_WORDS: usize = 5;
/// Kinds of data, named in words that mean nothing else, from which a document is about people.
const PERSONAL: usize = 2;
/// Names in a column of a table from which it is a column of fields.
const FIELDS: usize = 2;

pub(super) fn find(reading: &Reading<'_>, found: &[Found<'_, '_>], schemas: &[Schema], people: bool) -> Vec<DataElementFact> {
    let named = |f: &Found<'_, '_>| match f.alias.term {
        Term::Element(element) => Some(element as usize),
        _ => None,
    };
    let all: Vec<(usize, &Found<'_, '_>)> = found.iter().filter_map(|f| Some((named(f)?, f))).collect();
    if all.is_empty() && schemas.is_empty() {
        return Vec::new();
    }
    let finder = Finder::new(reading, &all, schemas);
    let mut facts: Vec<DataElementFact> = all.iter().filter_map(|(element, f)| finder.fact(*element, f)).collect();
    // In a text that is not about people, what only stands beside a word for a person is something else's.
    let sure: BTreeSet<usize> = facts.iter().filter(|f| f.mention.confidence == Confidence::High).map(|f| f.element).collect();
    let people = people || sure.iter().filter(|element| is_of_a_person(&finder.elements[**element])).count() >= PERSONAL;
    facts.retain(|f| people || f.mention.confidence == Confidence::High || f.mention.decided_by == CREDENTIAL);
    facts.extend(finder.columns.said(reading));
    facts.extend(finder.columns.ids(reading));
    facts.sort_by_key(|fact| (fact.mention.span, fact.element));
    facts.dedup_by_key(|fact| (fact.mention.span, fact.element));
    facts
}

struct Finder<'r, 'a> {
    reading: &'r Reading<'a>,
    elements: &'a [DataElement],
    columns: Columns<'r>,
    /// Words that name data of persons and mean little else, by the heading, block or cell they stand in.
    telling: BTreeMap<u32, Vec<(usize, Span)>>,
    /// Cells that are the name of a kind of data and nothing else, by table and column.
    named_cells: BTreeMap<(usize, usize), BTreeSet<usize>>,
    /// True in a document about health.
    health: bool,
}

impl<'r, 'a> Finder<'r, 'a> {
    fn new(reading: &'r Reading<'a>, all: &[(usize, &Found<'_, '_>)], schemas: &'r [Schema]) -> Self {
        let elements = reading.checklist.terms.elements.as_slice();
        let mut telling: BTreeMap<u32, Vec<(usize, Span)>> = BTreeMap::new();
        let mut named_cells: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
        for (element, found) in all {
            if !is_of_a_person(&elements[*element]) || found.is_excepted() || !is_written_right(found) || is_stand_in(found) {
                continue;
            }
            if found.alias.rule.is_strong() || found.alias.rule.has(AliasRule::COLLECT) {
                telling.entry(found.hit.home).or_default().push((*element, found.hit.span));
            }
            if let Some(column) = found.whole_cell() {
                named_cells.entry(column).or_default().insert(*element);
            }
        }
        let asks = all.iter().any(|(_, found)| found.alias.rule.has(AliasRule::HEALTH));
        let is_health = |token| reading.checklist.cues.at(std::slice::from_ref(token)) & HEALTH != 0;
        let health = asks && reading.tokens.all.iter().filter(|token| is_health(*token)).count() >= HEALTH_WORDS;
        Self { reading, elements, columns: Columns::new(reading, schemas, all), telling, named_cells, health }
    }

    fn fact(&self, element: usize, found: &Found<'_, '_>) -> Option<DataElementFact> {
        let place = found.place();
        if found.is_excepted() || !is_written_right(found) || is_stand_in(found) || found.is_in_contents() {
            return None;
        }
        let role = found.role();
        match role {
            Some(SectionRole::Examples) if place == Place::Code => {}
            Some(
                SectionRole::Future
                | SectionRole::Alternatives
                | SectionRole::Competitors
                | SectionRole::Problem
                | SectionRole::Personas
                | SectionRole::Tooling
                | SectionRole::History
                | SectionRole::References
                | SectionRole::Glossary
                | SectionRole::Examples,
            ) => return None,
            _ => {}
        }
        if self.elements[element].id == "dev.ip" && found.cues(found.before(2)) & MACHINE != 0 {
            return None;
        }
        let (decided_by, confidence, subject) = self.accepts(element, found, place)?;
        let excluded = if matches!(decided_by, COLUMN | TABLE_OF_A_PERSON) { None } else { excluded_by(found, role) };
        let mention = Mention { span: found.hit.span, subject, confidence, decided_by: excluded.unwrap_or(decided_by) };
        Some(DataElementFact { element, role: if excluded.is_some() { DataRole::Excluded } else { DataRole::Processed }, mention })
    }

    /// The rule that lets a mention count, how sure it is, and what it is said of.
    fn accepts(&self, element: usize, found: &Found<'_, '_>, place: Place) -> Option<(&'static str, Confidence, Option<Span>)> {
        let rule = found.alias.rule;
        if let Some(column) = self.columns.at(found.hit.span) {
            let person = is_of_a_person(&self.elements[element]);
            return self.columns.accepts(column, found, person).map(|subject| (COLUMN, Confidence::High, Some(subject)));
        }
        if let Some(schema) = self.columns.named(found.hit.span) {
            return self.columns.is_of_persons(schema).then_some((TABLE_OF_A_PERSON, Confidence::Medium, None));
        }
        if place == Place::Code {
            // In a schema only columns and what is said of them count; elsewhere code is full of names.
            let said = !self.columns.cover(found.hit.span) || self.columns.is_comment(found.hit.span);
            return (rule.is_strong() && said).then_some((PLAIN_WORDS, Confidence::Medium, None));
        }
        if rule.is_strong() {
            return Some((PLAIN_WORDS, Confidence::High, None));
        }
        if place == Place::Heading || rule.has(AliasRule::WEAK) || rule.has(AliasRule::ON_DEVICE) {
            return None;
        }
        if rule.has(AliasRule::CREDENTIAL) {
            return Some((CREDENTIAL, Confidence::Medium, None));
        }
        if rule.has(AliasRule::PERSON) {
            if self.is_of_person(found) {
                return Some((PERSON_BEFORE, Confidence::Medium, None));
            }
            if rule.has(AliasRule::HEALTH) && self.health {
                return Some((HEALTH_DOCUMENT, Confidence::Medium, None));
            }
        }
        let person = is_of_a_person(&self.elements[element]);
        if person && found.whole_cell().is_some_and(|column| self.named_cells.get(&column).is_some_and(|all| all.len() >= FIELDS)) {
            return Some((FIELD_LIST, Confidence::Medium, None));
        }
        if (rule.has(AliasRule::PAIR) || rule.has(AliasRule::COLLECT)) && self.is_beside(element, found) {
            return Some((BESIDE, Confidence::Medium, None));
        }
        if rule.has(AliasRule::COLLECT) && !found.is_code() && found.cues(found.sentence()) & (COLLECT | STORE) != 0 {
            return Some((COLLECTED, Confidence::Medium, None));
        }
        None
    }

    /// True for "customer name", "the user's name", "name of the customer".
    fn is_of_person(&self, found: &Found<'_, '_>) -> bool {
        let before = found.before(2);
        let classes = if found.is_code() { PERSON } else { PERSON | PERSON_IN_PROSE };
        let joined = found.token().joins();
        let [.., last] = before else { return false };
        let possessive = |token: &crate::lexicon::Token| matches!(token.span().of(self.reading.text), "s" | "own" | "full" | "personal");
        if joined && found.cues(std::slice::from_ref(last)) & classes != 0 {
            return true;
        }
        if let [first, second] = before
            && joined
            && possessive(second)
            && second.joins()
            && found.cues(std::slice::from_ref(first)) & classes != 0
        {
            return true;
        }
        let after = found.after(3);
        let of = after.first().is_some_and(|token| token.joins() && token.span().of(self.reading.text) == "of");
        of && after[1..].iter().all(|token| token.joins()) && found.cues(&after[1..]) & PERSON != 0
    }

    /// True when another kind of data of persons stands shortly before or behind, in the same list or row.
    fn is_beside(&self, element: usize, found: &Found<'_, '_>) -> bool {
        let span = found.hit.span;
        let close = |other: &Span| other.start <= span.end + BESIDE_BYTES && span.start <= other.end + BESIDE_BYTES;
        let apart = |other: &Span| other.end <= span.start || span.end <= other.start;
        let here = self.telling.get(&found.hit.home).into_iter().flatten();
        here.into_iter().any(|(other, at)| *other != element && apart(at) && close(at))
    }
}

/// True for data that stands for a person by itself: what makes a list a list of data of persons.
fn is_of_a_person(element: &DataElement) -> bool {
    matches!(
        element.category.as_ref(),
        "contact"
            | "identity"
            | "government-id"
            | "financial"
            | "demographic"
            | "health"
            | "biometric"
            | "children"
            | "employment"
            | "education"
    ) || element.id == "cred.password"
}

/// Abbreviations are in capitals in running text.
fn is_written_right(found: &Found<'_, '_>) -> bool {
    !found.alias.upper || found.is_code() || !found.surface().bytes().any(|b| b.is_ascii_lowercase())
}

/// "[Name]", "your name here", "a sample email".
fn is_stand_in(found: &Found<'_, '_>) -> bool {
    let text = found.reading.text;
    let (before, after) = (&text[..found.hit.span.start as usize], &text[found.hit.span.end as usize..]);
    let bracket = before.trim_end_matches("Your ").trim_end_matches("your ").ends_with(['[', '<'])
        && after.starts_with([']', '>'])
        && !after.starts_with("](");
    bracket || !found.is_code() && found.cues(found.before(2)) & EXAMPLE != 0
}

/// The rule by which data is not handled.
fn excluded_by(found: &Found<'_, '_>, role: Option<SectionRole>) -> Option<&'static str> {
    if role == Some(SectionRole::Excluded) {
        return Some(OUT_OF_SCOPE);
    }
    if found.is_in_column_of_the_past() || found.cues(found.before(2)) & REJECTED != 0 {
        return Some(LEFT_BEHIND);
    }
    let (distance, listed) = found.negation()?;
    let between = found.before(distance);
    let cues = found.cues(between);
    // "Passwords are never logged" keeps passwords; "we never store passwords" does not.
    if found.cues(found.after(8)) & QUALIFIER != 0 || cues & QUALIFIER != 0 {
        return None;
    }
    if cues & (COLLECT | STORE | SHARE) != 0 {
        return Some(DENIED);
    }
    // "Cannot check the password" denies the checking.
    let denies = found.before(distance + 1).first().map(|token| token.span().of(found.reading.text).to_ascii_lowercase());
    let nothing = denies.is_some_and(|word| matches!(word.as_str(), "no" | "without" | "zero" | "never" | "neither" | "nor" | "none"));
    (nothing && (distance <= 2 || listed)).then_some(NONE_OF_IT)
}
