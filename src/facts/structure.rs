//! Structures that say the substance of a topic without its heading: DDL, lists of calls, role tables, dated plans.
//!
//! Topics name them in `structures`; the names are those of [`Structures::of`].

use super::Reading;
use super::spots::Spots;
use crate::checklist::Entry;
use crate::diagram::{Diagram, DiagramKind};
use crate::document::{Block, BlockKind, Table, heading_key};
use crate::lexicon::{Hit, Words, word_hash};
use crate::source::Span;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Where the first of each structure stands.
#[derive(Debug, Default)]
pub(super) struct Structures {
    found: Vec<(&'static str, Span)>,
}

/// Calls of this many methods and paths make an interface description.
const ENOUGH_ENDPOINTS: usize = 3;
/// Demands that make a list of requirements.
const ENOUGH_REQUIREMENTS: usize = 3;
/// Prefixes of ids of functional requirements.
const REQUIREMENT_PREFIXES: &[&str] = &["fr", "req", "us", "ur", "br", "uc", "feat", "func", "rf", "f", "r", "story", "fn"];
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];
/// The same, sought all at once.
static METHOD: LazyLock<Regex> = LazyLock::new(|| Regex::new(&METHODS.join("|")).expect("the pattern is fixed and valid"));
/// Names of settings that say how long something is kept.
static KEEPS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("(?i-u)retention|keep_days|expire_after_days").expect("the pattern is fixed and valid"));
/// How a user story opens.
static STORY: LazyLock<Regex> = LazyLock::new(|| Regex::new("[Aa]s an? ").expect("the pattern is fixed and valid"));
const MONTHS: &[&str] = &[
    "jan",
    "january",
    "feb",
    "february",
    "mar",
    "march",
    "apr",
    "april",
    "may",
    "jun",
    "june",
    "jul",
    "july",
    "aug",
    "august",
    "sep",
    "sept",
    "september",
    "oct",
    "october",
    "nov",
    "november",
    "dec",
    "december",
];
const SEASONS: &[&str] = &["spring", "summer", "autumn", "fall", "winter"];
/// Words of roles that people have in a product.
const ROLES: &[&str] = &[
    "admin",
    "administrator",
    "agent",
    "author",
    "customer",
    "curator",
    "editor",
    "guest",
    "manager",
    "member",
    "moderator",
    "operator",
    "owner",
    "reader",
    "reviewer",
    "staff",
    "student",
    "superadmin",
    "teacher",
    "tenant",
    "user",
    "viewer",
    "visitor",
    "volunteer",
    "employee",
    "organisation",
    "organization",
    "developer",
    "analyst",
    "auditor",
    "driver",
    "dispatcher",
    "patient",
    "doctor",
    "finance",
    "hr",
    "anonymous",
];

/// The same, as words are compared.
static ROLE_WORDS: LazyLock<Words> = LazyLock::new(|| ROLES.iter().map(|role| word_hash(role)).collect());

impl Structures {
    pub(super) fn of(reading: &Reading<'_>, diagrams: &[Diagram]) -> Self {
        let mut found = Self::default();
        // Few blocks have any of these: what is sought block by block is sought where they stand.
        let shall = Spots::of_words(&[" shall ", " SHALL "], reading.text);
        let (methods, openings) = (Spots::of_pattern(&METHOD, reading.text), Spots::of_pattern(&STORY, reading.text));
        let curls = Spots::of_words(&["curl "], reading.text);
        for diagram in diagrams {
            match diagram.kind {
                DiagramKind::Er => found.add("er-diagram", diagram.span),
                DiagramKind::Tree => found.add("tree-diagram", diagram.span),
                kind if kind.is_flow() => found.add("flow-diagram", diagram.span),
                _ => {}
            }
        }
        let (mut endpoints, mut ids, mut stories, mut demands, mut roles) =
            (Tally::default(), Tally::default(), Tally::default(), Tally::default(), Tally::default());
        for section in &reading.document.sections {
            if let Some(heading) = &section.heading {
                ids.add(usize::from(has_requirement_id(&heading.text)), heading.text_span);
                endpoints.add(count_endpoints(&heading.text), heading.text_span);
            }
        }
        for block in &reading.document.blocks {
            if reading.silent[block.section] {
                continue;
            }
            let text = block.span.of(reading.text);
            match &block.kind {
                BlockKind::Code { lang } => {
                    if !text.trim().is_empty() && !diagrams.iter().any(|diagram| diagram.span.contains(block.span)) {
                        found.add("code", block.span);
                    }
                    code(&mut found, lang, text, block.span);
                    if lang != "mermaid" && methods.any_in(block.span) {
                        endpoints.add(count_endpoints(text), block.span);
                    }
                }
                BlockKind::Table(index) => {
                    let table = &reading.document.tables[*index];
                    tables(&mut found, table, reading.text);
                    endpoints.add(table_endpoints(table, reading.text), block.span);
                    for row in &table.rows {
                        let tells = row.iter().any(|cell| opens_with_role(cell.of(reading.text)));
                        roles.add(usize::from(tells), table.span);
                        if let Some(cell) = row.first() {
                            ids.add(usize::from(has_requirement_id(cell.of(reading.text))), table.span);
                        }
                    }
                }
                _ => {
                    if methods.any_in(block.span) {
                        endpoints.add(count_endpoints(text), block.span);
                    }
                    if curls.any_in(block.span) || methods.any_in(block.span) && count_endpoints(text) > 0 {
                        found.add("request", block.span);
                    }
                    ids.add(usize::from(has_requirement_id(text)), block.span);
                    stories.add(usize::from(openings.any_in(block.span) && is_story(text)), block.span);
                    roles.add(usize::from(opens_with_role(text)), block.span);
                    demands.add(usize::from(shall.any_in(block.span)), block.span);
                }
            }
        }
        let tallies = [
            ("http-endpoints", endpoints, ENOUGH_ENDPOINTS),
            ("requirement-ids", ids, ENOUGH_REQUIREMENTS),
            ("shall-statements", demands, ENOUGH_REQUIREMENTS),
            ("user-stories", stories, 2),
            ("role-statements", roles, 2),
        ];
        for (name, tally, enough) in tallies {
            if let Some(span) = tally.first.filter(|_| tally.count >= enough) {
                found.add(name, span);
            }
        }
        if let Some(image) = reading.document.images.first() {
            found.add("picture", image.span);
        }
        vendors(&mut found, reading);
        personal_schema(&mut found, reading);
        found
    }

    /// Where the structure stands, if the document has it.
    pub(super) fn get(&self, name: &str) -> impl Iterator<Item = Span> {
        self.found.iter().filter(move |(known, _)| *known == name).map(|(_, span)| *span)
    }

    fn add(&mut self, name: &'static str, span: Span) {
        self.found.push((name, span));
    }
}

#[derive(Default)]
struct Tally {
    count: usize,
    first: Option<Span>,
}

impl Tally {
    fn add(&mut self, count: usize, span: Span) {
        if count > 0 {
            self.count += count;
            self.first.get_or_insert(span);
        }
    }
}

/// DDL, type declarations and settings in a code block.
fn code(found: &mut Structures, lang: &str, text: &str, span: Span) {
    let keeps = KEEPS.is_match(text);
    let mut fields = 0;
    let mut typed_values = 0;
    let mut declared = false;
    let mut secrets = 0;
    for line in text.lines() {
        let bare = line.trim();
        if starts_with_word(bare, "create table") {
            found.add("sql-ddl", span);
            let name = bare.to_ascii_lowercase();
            if ["log", "audit", "event", "history"].iter().any(|word| name.contains(word)) {
                found.add("log-table", span);
            }
        }
        let first = bare.split([' ', '(', '{', '<']).next().unwrap_or_default();
        declared |= matches!(
            first,
            "interface" | "model" | "struct" | "class" | "message" | "type" | "data" | "export" | "pub" | "@dataclass" | "table"
        );
        fields += usize::from(is_field(bare));
        typed_values += usize::from(is_typed_value(bare));
        if let Some((key, _)) = bare.strip_prefix("export ").unwrap_or(bare).split_once('=') {
            let named = key.len() > 3 && key.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
            secrets += usize::from(named && ["KEY", "SECRET", "TOKEN", "PASSWORD", "CREDENTIAL"].iter().any(|word| key.contains(word)));
        }
        if keeps && bare.len() < 200 && bare.bytes().any(|b| b.is_ascii_digit()) && KEEPS.is_match(bare) {
            found.add("retention-setting", span);
        }
    }
    if declared && fields >= 3 && lang != "mermaid" || typed_values >= 3 {
        found.add("schema-block", span);
    }
    if secrets >= 1 {
        found.add("env-block", span);
    }
}

fn starts_with_word(text: &str, words: &str) -> bool {
    text.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words))
}

/// `name: Type`, `name Type` in a declaration; no call, no statement.
fn is_field(line: &str) -> bool {
    let line = line.trim_end_matches([',', ';']);
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let line = line.strip_prefix("readonly ").unwrap_or(line);
    let mut words = line.split_whitespace();
    let name = words.next().unwrap_or_default().trim_end_matches([':', '?']).trim_matches('"');
    let kind = words.next().unwrap_or_default();
    !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && kind.starts_with(|c: char| c.is_alphabetic() || c == '[' || c == '\'' || c == '"')
        && !(line.contains('(') && !line.contains('@') || line.contains("=>") || line.contains("return") || line.ends_with('{'))
}

/// `"session_id": "uuid"`: a value that names a type.
fn is_typed_value(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    if !key.trim_start().starts_with(['"', '\'']) {
        return false;
    }
    let value = value.trim_matches(|c: char| c.is_whitespace() || "\"',".contains(c));
    ["uuid", "string", "str", "int", "integer", "float", "number", "bool", "boolean", "datetime", "timestamp", "iso8601", "text", "date"]
        .iter()
        .any(|kind| kind.eq_ignore_ascii_case(value))
}

/// `GET /orders` and the like.
fn count_endpoints(text: &str) -> usize {
    if !text.contains('/') {
        return 0;
    }
    let calls = METHOD.find_iter(text).filter(|method| {
        let before = text[..method.start()].chars().next_back();
        let after = text[method.end()..].trim_start_matches(['`', '*', ' ', '|', '\t', ':']);
        before.is_none_or(|c| !c.is_alphanumeric()) && (after.starts_with('/') || after.starts_with("http"))
    });
    calls.count()
}

/// Rows with a method in one cell and a path in another.
fn table_endpoints(table: &Table, text: &str) -> usize {
    let rows = table.rows.iter().filter(|row| {
        let cells = || row.iter().map(|cell| cell.of(text).trim_matches(['`', '*', ' ']));
        cells().any(|c| METHODS.contains(&c.split(['/', ',', ' ']).next().unwrap_or_default()))
            && cells().any(|c| c.starts_with('/') || c.contains(" /"))
    });
    rows.count()
}

/// True for text that opens with an id such as `FR-1` or `US 2.3`.
fn has_requirement_id(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (prefix, rest) = text.split_at(letters);
    letters > 0
        && letters <= 5
        && prefix.bytes().all(|b| b.is_ascii_uppercase())
        && rest.trim_start_matches(['-', '_', ' ', '.']).starts_with(|c: char| c.is_ascii_digit())
        && REQUIREMENT_PREFIXES.iter().any(|known| known.eq_ignore_ascii_case(prefix))
}

/// "As a driver, I want ..."
fn is_story(text: &str) -> bool {
    STORY.find_iter(text).any(|opening| {
        let tail = text[opening.end()..].lines().next().unwrap_or_default();
        let tail: String = tail.chars().filter(|c| *c != '*' && *c != '_').take(90).collect();
        [", I ", " I want", ", i want", " I can", " I need"].iter().any(|wish| tail.contains(wish))
    })
}

/// "Cloud Admins can create ...", "Tenants order ...": a role at the beginning says what it does. A bare user is no role.
fn opens_with_role(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !text.starts_with(char::is_uppercase) {
        return false;
    }
    let mut words = text.split_whitespace().take(4);
    let is_role = |word: &str| {
        let singular = word.trim_end_matches('s');
        !singular.eq_ignore_ascii_case("user") && !singular.is_empty() && ROLE_WORDS.contains(&word_hash(singular))
    };
    // Names stand before it, if anything does.
    let named = words.by_ref().take_while(|word| word.starts_with(char::is_uppercase)).any(is_role);
    named && words.next().is_some_and(|verb| verb.len() > 2 && verb.chars().all(|c| c.is_ascii_lowercase()))
}

/// Tables of fields, roles and dates.
fn tables(found: &mut Structures, table: &Table, text: &str) {
    let header: Vec<String> = table.header.iter().map(|cell| heading_key(cell.of(text))).collect();
    let opens = |head: &str, word: &str| head.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let has = |words: &[&str]| header.iter().any(|head| words.iter().any(|word| opens(head, word)));
    let fields = ["field", "column", "attribute", "property", "field name", "column name"];
    if has(&fields) && has(&["type", "data type", "constraint", "datatype"])
        || has(&["table", "entity", "model", "collection"])
            && has(&["column", "field", "key field", "attribute", "key column", "purpose", "description"])
    {
        found.add("field-table", table.span);
    }
    if is_role_table(table, &header, text) {
        found.add("role-table", table.span);
    }
    let dated = table.rows.iter().filter(|row| row.iter().any(|cell| is_date(cell.of(text)))).count();
    if dated >= 2
        && !has(&["version", "author", "change", "revision", "metric", "kpi", "baseline", "question", "risk", "retention", "parameter"])
    {
        found.add("dates-table", table.span);
    }
}

/// Roles along one side, and what they may do marked in the cells.
fn is_role_table(table: &Table, header: &[String], text: &str) -> bool {
    if header.len() < 3 || table.rows.is_empty() {
        return false;
    }
    let is_role = |key: &str| key.split(' ').any(|word| ROLES.contains(&word));
    let across = header.iter().skip(1).filter(|head| is_role(head)).count();
    let down = || table.rows.iter().filter(|row| row.first().is_some_and(|cell| is_role(&heading_key(cell.of(text))))).count();
    let named = ["role", "user type", "user role", "actor", "persona"].contains(&header[0].as_str()) && table.rows.len() >= 2;
    let (mut cells, mut marks) = (0, 0);
    for cell in table.rows.iter().flat_map(|row| row.iter().skip(1)) {
        cells += 1;
        marks += usize::from(is_mark(cell.of(text)));
    }
    marks * 2 > cells && (named || across >= 2 || down() >= 2)
}

fn is_mark(cell: &str) -> bool {
    let cell = cell.trim().trim_matches(['*', '`']);
    let word = cell.split([' ', ',', '(', '/']).next().unwrap_or_default();
    let said = [
        "yes", "no", "full", "read", "write", "view", "none", "own", "all", "r", "w", "rw", "crud", "edit", "allow", "deny", "x", "-",
        "limited",
    ];
    cell.chars().nth(24).is_none()
        && (said.iter().any(|known| known.eq_ignore_ascii_case(word))
            || cell.starts_with(['✓', '✔', '✅', '✗', '✘', '❌', '—', '–', '☑', '✖', '🚫', '⚠']))
}

/// A month, quarter, week or day that a plan names.
fn is_date(cell: &str) -> bool {
    if !cell.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let lower = cell.trim_matches(['*', ' ']).to_lowercase();
    if lower.len() > 40 {
        return false;
    }
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let iso =
        lower.len() >= 10 && lower.as_bytes().get(4) == Some(&b'-') && lower.as_bytes().get(7) == Some(&b'-') && lower.starts_with("20");
    let named = |word: &str| {
        matches!(word, "week" | "weeks" | "sprint" | "month" | "q1" | "q2" | "q3" | "q4" | "wk")
            || SEASONS.contains(&word)
            || MONTHS.contains(&word)
    };
    iso || words.any(named)
}

/// Sections whose own blocks name several vendors.
fn vendors(found: &mut Structures, reading: &Reading<'_>) {
    let Some(vendors) = reading.checklist.signals.iter().position(|s| s.id == "vendors") else { return };
    let mut named: Vec<(usize, String, Span)> = Vec::new();
    for (hit, entry) in reading.entries() {
        let (Entry::Signal(signal), Some(block)) = (entry, reading.block_of(hit)) else { continue };
        if *signal == vendors && !reading.silent[block.section] && !matches!(block.kind, BlockKind::Code { .. }) {
            named.push((block.section, hit.span.of(reading.text).to_lowercase(), hit.span));
        }
    }
    named.sort();
    for same in named.chunk_by(|a, b| a.0 == b.0) {
        let distinct: BTreeSet<&str> = same.iter().map(|(_, name, _)| name.as_str()).collect();
        if distinct.len() >= 3 {
            found.add("vendors", same[0].2);
        } else {
            found.add("vendor", same[0].2);
        }
    }
}

/// Fewest items of a list of fields, and most words of one.
const FIELD_LIST: (usize, usize) = (4, 6);

/// Lists of bare names under a heading: the fields of a thing.
fn field_lists(reading: &Reading<'_>) -> Vec<Span> {
    let blocks = &reading.document.blocks;
    let item = |block: &Block| matches!(block.kind, BlockKind::Item { ordered: false, .. });
    let runs = blocks.chunk_by(|a, b| item(a) && item(b) && a.section == b.section);
    let short = |block: &&Block| block.span.of(reading.text).split_whitespace().count() <= FIELD_LIST.1;
    runs.filter(|run| run.len() >= FIELD_LIST.0 && item(&run[0]) && run.iter().filter(short).count() * 4 >= run.len() * 3)
        .map(|run| run[0].span.join(run[run.len() - 1].span))
        .collect()
}

/// Two or more fields of a person in a schema.
fn personal_schema(found: &mut Structures, reading: &Reading<'_>) {
    let hits: Vec<&Hit> = reading.hits_of("personal-fields").collect();
    // One field makes no person.
    if hits.len() < 2 {
        return;
    }
    let mut schemas: Vec<Span> = ["sql-ddl", "schema-block", "field-table", "er-diagram"].iter().flat_map(|name| found.get(name)).collect();
    schemas.extend(field_lists(reading));
    let mut fields: BTreeSet<(Span, String)> = BTreeSet::new();
    for hit in hits {
        if let Some(schema) = schemas.iter().find(|s| s.contains(hit.span)) {
            fields.insert((*schema, hit.span.of(reading.text).to_lowercase()));
        }
    }
    let fields: Vec<_> = fields.into_iter().collect();
    for same in fields.chunk_by(|a, b| a.0 == b.0) {
        // A bare name is the name of anything.
        if same.iter().filter(|(_, field)| !matches!(field.as_str(), "name" | "names" | "age" | "location" | "address")).count() >= 1
            && same.len() >= 2
        {
            found.add("personal-schema", same[0].0);
        }
    }
}
