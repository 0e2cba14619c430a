//! Kinds of personal data that a document speaks of: named in prose, lists and tables, in schemas and samples, each with the
//! rule that let it count.

mod column;

use super::Reading;
use super::mention::Mention;
use super::reading::is_word;
use super::surroundings::{Found, Place, SectionRole};
use crate::checklist::cues::{
    COLLECT, EXAMPLE, FUTURE, HANDLED, HARDWARE, HEALTH, MACHINE, PERSON, PERSON_IN_PROSE, QUALIFIER, REJECTED, SHARE, STORE, TAKEN_OVER,
    TURN, WORKLOAD,
};
use crate::document::BlockKind;
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

/// Words of a sentence before or behind a mention that are looked at.
const WORDS: usize = 40;
/// Longest mark in brackets before an item, in bytes.
const LONGEST_MARK: usize = 30;
/// Hyphens of a name beyond which it is an id.
const HYPHENS: usize = 3;
/// Bytes within which another kind of data stands beside one.
const BESIDE_BYTES: u32 = 90;
/// Words of health from which a document is about health.
const HEALTH_WORDS: usize = 5;
/// Kinds of data, named in words that mean nothing else, from which a document is about people.
const PERSONAL: usize = 2;
/// The same for a document that is no design of a product.
const PERSONAL_ASIDE: usize = 3;
/// Names in a column of a table from which it is a column of fields.
const FIELDS: usize = 2;

/// What a document is about, as far as that decides which words in it mean data of persons.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    /// People use it and leave data.
    pub people: bool,
    /// It is no design of a product: it proposes a change to a language or protocol, whose users are programs and their authors, or it
    /// holds notes of a meeting, rules or what came of an incident.
    pub aside: bool,
}

pub(super) fn find(reading: &Reading<'_>, found: &[Found<'_, '_>], schemas: &[Schema], about: About) -> Vec<DataElementFact> {
    let named = |f: &Found<'_, '_>| match f.alias.term {
        Term::Element(element) => Some(element as usize),
        _ => None,
    };
    let all: Vec<(usize, &Found<'_, '_>)> = found.iter().filter_map(|f| Some((named(f)?, f))).collect();
    if all.is_empty() && schemas.is_empty() {
        return Vec::new();
    }
    let finder = Finder::new(reading, &all, schemas);
    let mut read: Vec<(DataElementFact, &Found<'_, '_>)> =
        all.iter().filter_map(|(element, f)| Some((finder.fact(*element, f)?, *f))).collect();
    let is_sure = |fact: &DataElementFact| fact.mention.confidence == Confidence::High && is_of_a_person(&finder.elements[fact.element]);
    let sure: BTreeSet<usize> = read.iter().filter(|(fact, _)| is_sure(fact)).map(|(fact, _)| fact.element).collect();
    // The name and password of one account are one sign of people.
    let accounts = sure.iter().filter(|element| is_of_an_account(&finder.elements[**element])).count();
    let people = about.people || sure.len() - accounts + accounts.min(1) >= PERSONAL;
    // Accounts and credentials are found in every proposal; who a person is, and how they are reached, in those about people.
    let told = read.iter().filter(|(fact, f)| is_sure(fact) && !is_of_an_account(&finder.elements[fact.element]) && is_handled(f));
    let told: BTreeSet<usize> = told.map(|(fact, _)| fact.element).collect();
    let aside = about.aside && told.len() < PERSONAL_ASIDE;
    read.retain(|(fact, f)| {
        let element = &finder.elements[fact.element];
        let sure = fact.mention.confidence == Confidence::High || fact.mention.decided_by == CREDENTIAL;
        let column = matches!(fact.mention.decided_by, COLUMN | TABLE_OF_A_PERSON);
        if aside {
            let told = !f.is_code() && !f.is_part_of_identifier();
            return sure
                && !column
                && told
                && element.id != "contact.postal_address"
                && is_handled(f)
                && (!is_of_systems(element) || is_owned(f));
        }
        // In a text that is not about people, what only stands beside a word for a person is something else's, and words that
        // systems and people share are those of systems.
        people
            || sure
                && !is_of_a_system(f, element)
                && (!is_of_systems(element) || if column { finder.columns.is_about_persons(f.hit.span) } else { is_handled(f) })
    });
    let mut facts: Vec<DataElementFact> = read.into_iter().map(|(fact, _)| fact).collect();
    if !aside {
        facts.extend(finder.columns.said(reading));
        facts.extend(finder.columns.ids(reading));
    }
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
        let kind = &self.elements[element];
        if is_of_a_machine(kind, found)
            || is_of_nobody(kind, found)
            || is_a_message(kind, found)
            || is_in_name_of_something(found)
            || is_for_later(found)
            || is_told_apart(found)
        {
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
            // "ApplySet-id tokens" are no "id tokens", and the token of a service account stands for no person.
            let stands = !is_end_of_compound(found) && found.cues(found.before(8)) & WORKLOAD == 0;
            return stands.then_some((CREDENTIAL, Confidence::Medium, None));
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
        // What people do is spoken of everywhere; it is data where it is recorded.
        let kind = &self.elements[element];
        let verbs = match kind.id.as_ref() {
            // "Contacts of each facility" are persons to call; an address book is taken over.
            "contact.list" => TAKEN_OVER,
            _ if person || kind.category == "contact" => COLLECT | STORE,
            _ => HANDLED,
        };
        if rule.has(AliasRule::COLLECT) && !found.is_code() && found.cues(found.sentence()) & verbs != 0 {
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
    let bracket = after.starts_with([']', '>'])
        && !after.starts_with("](")
        && before.trim_end_matches("Your ").trim_end_matches("your ").ends_with(['[', '<']);
    bracket || !found.is_code() && found.cues(found.before(2)) & EXAMPLE != 0
}

/// True for data that shows that a product has accounts, and nothing of who is behind them.
fn is_of_an_account(element: &DataElement) -> bool {
    matches!(element.id.as_ref(), "identity.username" | "identity.user_id" | "identity.full_name" | "cred.password")
}

/// True for kinds of data whose words systems share with people: addresses of machines, names of clients, balances, feedback.
fn is_of_systems(element: &DataElement) -> bool {
    matches!(element.category.as_ref(), "device" | "location" | "social" | "behavioural")
        && !matches!(element.id.as_ref(), "behav.preferences" | "dev.logs_actor")
        || matches!(
            element.id.as_ref(),
            "identity.full_name"
                | "identity.photo"
                | "comm.support"
                | "comm.messages"
                | "fin.crypto_wallet"
                | "fin.transactions"
                | "fin.invoice"
                | "meta.pseudonymised"
                | "emp.employee_id"
        )
}

/// True for the name and password of a system, not of a person: "database password", "admin credentials (username, password)".
fn is_of_a_system(found: &Found<'_, '_>, element: &DataElement) -> bool {
    const OWNERS: &[&str] = &["admin", "root", "database", "db", "registry", "bmc", "smtp", "postgres", "redis", "broker", "vm", "cluster"];
    let owned = || found.before(1).iter().any(|token| OWNERS.contains(&token.span().of(found.reading.text).to_ascii_lowercase().as_str()));
    let told = || {
        let near = found.cues(found.before(6)) | found.cues(found.words()) | found.cues(found.after(4));
        near & PERSON != 0 || found.cues(found.sentence()) & HANDLED != 0
    };
    let account = matches!(element.id.as_ref(), "cred.password" | "identity.username");
    account && (owned() || !told() && !matches!(found.place(), Place::Code | Place::Heading))
}

/// True when the sentence says that data is recorded, kept or passed on, and a word for a person stands near.
fn is_handled(found: &Found<'_, '_>) -> bool {
    let near = found.cues(found.before(6)) | found.cues(found.words()) | found.cues(found.after(4));
    !matches!(found.place(), Place::Code | Place::Heading)
        && near & PERSON != 0
        && found.cues(found.before(3)) & MACHINE == 0
        && (found.cues(found.before(WORDS)) | found.cues(found.after(WORDS))) & HANDLED != 0
}

/// True when a word for a person stands right before it or in it: "the user's IP address".
fn is_owned(found: &Found<'_, '_>) -> bool {
    (found.cues(found.before(2)) | found.cues(found.words())) & PERSON != 0
}

/// True for what belongs to a machine or a program: "service health information", "the node's IP address", "PCI device id".
fn is_of_a_machine(element: &DataElement, found: &Found<'_, '_>) -> bool {
    let id = element.id.as_ref();
    let word = |token: &crate::lexicon::Token| token.span().of(found.reading.text).to_ascii_lowercase();
    let of_one = || {
        let after = found.after(4);
        let owner = after.first().is_some_and(|token| token.joins() && matches!(word(token).as_str(), "of" | "for"));
        owner && found.cues(&after[1..]) & MACHINE != 0
    };
    match id {
        "dev.ip" | "dev.mac" | "dev.network" => {
            let next = found.after(1).first().filter(|token| token.joins()).map(word);
            let pooled = next.is_some_and(|next| {
                matches!(next.trim_end_matches('s'), "pool" | "range" | "family" | "block" | "allocation" | "interface")
            });
            pooled || found.cues(found.before(2)) & MACHINE != 0 || of_one()
        }
        "dev.device_id" => found.cues(found.before(2)) & MACHINE != 0 || found.cues(found.sentence()) & HARDWARE != 0,
        "identity.user_id" => found.cues(found.before(WORDS)) & (WORKLOAD | PERSON) == WORKLOAD,
        "health.record" => found.cues(found.before(1)) & MACHINE != 0 || of_one(),
        _ => false,
    }
}

/// True inside a name that only happens to hold the words: an id of a requirement (`fr-user-group-membership`), a file
/// (`audit_event.py`).
fn is_in_name_of_something(found: &Found<'_, '_>) -> bool {
    const ENDINGS: &[&str] = &[
        ".py", ".rs", ".ts", ".tsx", ".js", ".go", ".java", ".kt", ".rb", ".cs", ".md", ".sql", ".proto", ".yaml", ".yml", ".json",
        ".toml", ".html", ".log", ".sol",
    ];
    let text = found.reading.text;
    let named = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let (start, end) = (found.hit.span.start as usize, found.hit.span.end as usize);
    let before = text[..start].len() - text[..start].trim_end_matches(named).len();
    let after = text[end..].len() - text[end..].trim_start_matches(named).len();
    let name = text[start - before..end + after].trim_end_matches('.');
    let hyphens = name.bytes().filter(|byte| *byte == b'-').count();
    // `jwt.supported_algorithms` is a setting.
    let setting = found.alias.rule.has(AliasRule::CREDENTIAL)
        && text[end..].strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
    found.is_code() && (hyphens > HYPHENS || setting) || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// True for an audit trail of which nothing says that somebody is named in it: no person, actor, action of one
/// or database beside it.
fn is_of_nobody(element: &DataElement, found: &Found<'_, '_>) -> bool {
    let own = |token: &crate::lexicon::Token| found.hit.span.contains(token.span());
    let words = found.reading.checklist.word_list("audit-actors");
    let names = |tokens: &[crate::lexicon::Token]| {
        tokens.iter().filter(|token| !own(token)).any(|token| {
            let word = token.span().of(found.reading.text);
            found.cues(std::slice::from_ref(token)) & (PERSON | PERSON_IN_PROSE) != 0
                || words.iter().any(|known| known.eq_ignore_ascii_case(word))
        })
    };
    let told = || match found.row() {
        Some(row) => found.row_cells(row).any(names),
        None => names(found.home()),
    };
    element.id == "dev.logs_actor" && found.surface().get(..5).is_some_and(|start| start.eq_ignore_ascii_case("audit")) && !told()
}

/// True for a message, not an address: "compose an email for the janitor".
fn is_a_message(element: &DataElement, found: &Found<'_, '_>) -> bool {
    const WRITES: &[&str] = &["compose", "write", "draft", "reply"];
    let is = |token: &crate::lexicon::Token| is_word(found.reading, *token, WRITES);
    element.id == "contact.email" && found.words().len() == 1 && found.before(2).iter().any(is)
}

/// True right behind a word for what is taken away, in the same clause: "removed passwords", and not "is removed, an email".
fn is_taken_away(found: &Found<'_, '_>) -> bool {
    let before = found.before(2);
    let joined = match before {
        _ if !found.token().joins() => 0,
        [.., last] if !last.joins() => 1,
        _ => before.len(),
    };
    found.cues(&before[before.len() - joined..]) & REJECTED != 0
}

/// True for the last words of a compound that opens with something else's id: "ApplySet-id tokens".
fn is_end_of_compound(found: &Found<'_, '_>) -> bool {
    let joined = found.reading.text[..found.hit.span.start as usize].ends_with('-');
    joined && found.surface().get(..2).is_some_and(|id| id.eq_ignore_ascii_case("id")) && found.cues(found.before(1)) & PERSON == 0
}

/// True for "P2/Future: ...", "Phase 2: ..." and "... (post-MVP)".
fn is_for_later(found: &Found<'_, '_>) -> bool {
    let text = found.reading.text;
    let lead = found.block().and_then(|block| block.lead);
    let deferred = lead.is_some_and(|lead| {
        let home = found.home();
        let words = home.iter().take_while(|token| token.span().start < lead.end).count();
        found.cues(&home[..words]) & FUTURE != 0
    });
    let behind = text[found.hit.span.end as usize..].trim_start_matches(['*', '_', '`', ' ']).starts_with('(');
    deferred || behind && found.cues(found.after(2)) & FUTURE != 0 || is_marked_later(found)
}

/// True for "confirmations, not audit records": something is told apart from it.
fn is_told_apart(found: &Found<'_, '_>) -> bool {
    found.before(1).first().is_some_and(|token| token.span().of(found.reading.text).eq_ignore_ascii_case("not"))
}

/// True in an item that opens with a mark in brackets: "*(Phase 2)* ...".
fn is_marked_later(found: &Found<'_, '_>) -> bool {
    let Some(block) = found.block().filter(|block| !matches!(block.kind, BlockKind::Table(_) | BlockKind::Code { .. })) else {
        return false;
    };
    let body = block.span.of(found.reading.text);
    let opened = body.trim_start_matches(['*', '_', ' ']).strip_prefix(['(', '[']);
    let Some(close) = opened.and_then(|mark| mark.find([')', ']'])).filter(|close| *close <= LONGEST_MARK) else { return false };
    let words = opened.map_or(0, |mark| mark[..close].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count());
    found.cues(&found.home()[..words.min(found.home().len())]) & FUTURE != 0
}

/// The rule by which data is not handled.
fn excluded_by(found: &Found<'_, '_>, role: Option<SectionRole>) -> Option<&'static str> {
    let word = |token: &crate::lexicon::Token| token.span().of(found.reading.text).to_ascii_lowercase();
    if role == Some(SectionRole::Excluded) {
        return Some(OUT_OF_SCOPE);
    }
    if found.is_in_column_of_the_past() || is_taken_away(found) {
        return Some(LEFT_BEHIND);
    }
    if found.column_opens_with(&["never", "not", "no", "excluded", "without"]) {
        // "Never does: sign transactions" denies a deed, and of the data only what a verb of keeping says.
        let of_deeds = found.column_header().is_some_and(|header| header.trim_end().to_lowercase().ends_with(" does"));
        if !of_deeds || found.cues(found.before(9)) & (COLLECT | STORE) != 0 {
            return Some(NONE_OF_IT);
        }
    }
    // "Passwords are never logged" keeps passwords, and so does "no plaintext passwords"; "we never store passwords" does not.
    let (own, behind) = (found.cues(&found.words()[..1]), found.cues(found.after(8)));
    if own & QUALIFIER != 0 || behind & QUALIFIER != 0 {
        return None;
    }
    if is_avoided(found) {
        return Some(DENIED);
    }
    let (distance, listed) = found.negation()?;
    let between = found.before(distance);
    let cues = found.cues(between);
    if cues & QUALIFIER != 0 {
        return None;
    }
    if cues & (COLLECT | STORE | SHARE) != 0 {
        return Some(DENIED);
    }
    // "Cannot check the password" denies the checking; "do not have GPS" the thing.
    let denies = found.before(distance + 1).first().map(word);
    let done = between.first().is_some_and(|token| word(token).ends_with("ed"));
    let nothing = denies.is_some_and(|word| match word.as_str() {
        // "Never labelled with the user id" denies the label.
        "never" | "neither" | "nor" => !done,
        word => matches!(word, "no" | "without" | "zero" | "none"),
    });
    let lacks =
        between.first().is_some_and(|token| matches!(word(token).as_str(), "have" | "has" | "support" | "supports" | "offer" | "offers"))
            && between.get(1).is_none_or(|token| word(token) != "to");
    ((nothing || lacks) && (distance <= 2 || listed || lacks)).then_some(NONE_OF_IT)
}

/// True for "avoid the trouble of storing passwords", "instead of keeping passwords": what is not done, as a verb says.
fn is_avoided(found: &Found<'_, '_>) -> bool {
    let before = found.before(9);
    let is = |at: usize, words: &[&str]| {
        before.get(at).is_some_and(|token| words.contains(&token.span().of(found.reading.text).to_ascii_lowercase().as_str()))
    };
    let opens = |at: usize| {
        is(at, &["avoid", "avoids", "avoiding", "unlike"])
            || is(at, &["instead"]) && is(at + 1, &["of"])
            || is(at, &["rather"]) && is(at + 1, &["than"])
    };
    let Some(at) = (0..before.len()).rev().find(|at| opens(*at)) else { return false };
    let between = &before[(at + 2).min(before.len())..];
    let cues = found.cues(between);
    cues & (COLLECT | STORE | SHARE) != 0 && cues & (QUALIFIER | TURN) == 0
}
