//! Packs of TOML to a [`Checklist`], or to diagnostics with spans. Later packs extend and change earlier ones.

use super::condition::CONDITIONS;
use super::cues::CUES;
use super::{
    Answer, CheckSpec, Checklist, Condition, Entry, HeadingFit, HeadingUse, Kind, Override, Parameters, Rule, STATUSES, Side, Signal,
    Topic, When,
};
use super::{own_terms, routing, sheet};
use crate::diagnostic::Diagnostic;
use crate::document::{heading_key, is_heading_key};
use crate::lexicon::{Lexicon, PhraseTable, Phrases, word_hash};
use crate::rule::{Confidence, DocKind, ReleasePriority, RuleId, Severity, Team, TopicId};
use crate::source::SourceFile;
use crate::terms::{TERMS_FROM, Terms};
use crate::text::Text;
use crate::toml_reader::{At, Reader, Table};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

/// A checklist file.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Its text.
    pub file: Arc<SourceFile>,
    /// Text and packed tree, when it is built in.
    packed: Option<(&'static str, &'static [u8])>,
}

impl Pack {
    /// A pack from text; `path` is what diagnostics show.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { file: Arc::new(SourceFile::new(path, text)), packed: None }
    }

    /// A pack that is built into the program, with its tree as the build script packed it.
    pub(super) fn built_in(path: &str, text: &'static str, packed: &'static [u8]) -> Self {
        Self { file: Arc::new(SourceFile::built_in(path, text)), packed: Some((text, packed)) }
    }
}

/// Reads packs in order; see [`Loader`]. All problems of all packs are returned.
pub fn load(packs: &[Pack], checks: &[CheckSpec]) -> (Checklist, Vec<Diagnostic>) {
    let mut loader = Loader::new(checks);
    for pack in packs {
        loader.read(pack);
    }
    loader.finish()
}

/// A checklist while its packs are read. A topic declared again gets more headings and phrases, a third party or kind of data more
/// names; a rule declared again is changed in the fields that are written.
pub struct Loader<'c> {
    list: Checklist,
    /// The words of the built-in aliases.
    aliases: PhraseTable,
    checks: &'c [CheckSpec],
    problems: Vec<Diagnostic>,
    references: Vec<Reference>,
    hasher: Sha256,
}

impl<'c> Loader<'c> {
    /// A checklist that knows the built-in terms and nothing else.
    pub fn new(checks: &'c [CheckSpec]) -> Self {
        let (terms, aliases) = Terms::builtin();
        let list = Checklist { terms, ..Checklist::default() };
        let mut hasher = Sha256::new();
        // The tables of the lexicon are a part of the program: its version names them.
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        Self { list, aliases, checks, problems: Vec::new(), references: Vec::new(), hasher }
    }

    /// Reads one more pack.
    pub fn read(&mut self, pack: &Pack) {
        self.hasher.update((pack.file.text().len() as u64).to_le_bytes());
        self.hasher.update(pack.file.text().as_bytes());
        let file = Arc::clone(&pack.file);
        let reader = match pack.packed {
            Some(packed) => Reader::of_packed(file, "checklist", packed),
            None => Reader::new(file, "checklist"),
        };
        let ((), found) = reader.read(|root| read_pack(root, &mut self.list, self.checks, &mut self.references));
        self.problems.extend(found);
    }

    /// Topics and rules so far, not yet compiled.
    pub fn list(&self) -> &Checklist {
        &self.list
    }

    /// The checklist, ready to use, and what was wrong.
    pub fn finish(mut self) -> (Checklist, Vec<Diagnostic>) {
        for reference in self.references {
            reference.check(&self.list, &mut self.problems);
        }
        self.list.hash = self.hasher.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        own_terms::settle(&mut self.list);
        compile(&mut self.list, self.aliases);
        (self.list, self.problems)
    }
}

/// A name that has to be declared somewhere, checked when all packs are read.
pub(super) struct Reference {
    pub(super) what: &'static str,
    pub(super) name: At<Text>,
    pub(super) file: Arc<SourceFile>,
}

impl Reference {
    fn check(&self, list: &Checklist, problems: &mut Vec<Diagnostic>) {
        let name = self.name.value.as_ref();
        let (name, known): (&str, Vec<&str>) = match self.what {
            "topic" => (name, list.topics.iter().map(|t| t.id.as_str()).collect()),
            "control" => (name, list.terms.controls.iter().map(|control| control.id.as_ref()).collect()),
            "team" => (name, list.teams.iter().map(|team| team.id.as_str()).collect()),
            "kind of document" => (name, list.kinds.iter().map(|k| k.id.as_str()).collect()),
            "rule" => (name, list.rules.keys().map(RuleId::as_str).collect()),
            "record" | "column" | "choice" | "table of deadlines" => (name, self.of_rows(list)),
            _ => {
                let condition = Condition::parse(name);
                let (Some(asked), Some(mut known)) = (condition.name(), condition.known(list)) else { return };
                if matches!(condition, Condition::Signal(_)) {
                    known.extend(CONDITIONS);
                }
                (asked, known)
            }
        };
        if !known.contains(&name) {
            let mut problem =
                Diagnostic::error("checklist", format!("unknown {} `{}`", self.what, self.name.value)).at(&self.file, self.name.span);
            problem.help = crate::toml_reader::suggestion(name, known.into_iter());
            problems.push(problem);
        }
    }
}

fn read_pack(root: &mut Table<'_>, list: &mut Checklist, checks: &[CheckSpec], references: &mut Vec<Reference>) {
    let version = root.number("schema");
    if version.is_some_and(|v| v != 1) {
        root.problem(root.span(), "`schema` is not 1, the only version there is", None);
    }
    root.tables("kind", |table| read_kind(table, list, references));
    root.tables("topic", |table| read_topic(table, list, references));
    root.tables("signal", |table| read_signal(table, list));
    root.named_tables("words", |name, table| {
        let known = list.words.entry(name.value.clone()).or_default();
        known.words.extend(table.plain_strings("list"));
        known.in_text |= table.bool("in-text").unwrap_or_default();
        known.by_name |= table.bool("by-name").unwrap_or_default();
    });
    own_terms::read(root, list);
    sheet::read(root, list, references);
    routing::read(root, list, references);
    root.tables("rule", |table| read_rule(table, list, checks, references));
}

fn read_kind(table: &mut Table<'_>, list: &mut Checklist, references: &mut Vec<Reference>) {
    let id = table.required("id");
    let title = table.string("title");
    let form_of = table.string("form-of");
    let sides = ["requirements", "design", "both", "notes", "alone", "none"];
    let side = table.word("side", &sides, |word| {
        [Side::Requirements, Side::Design, Side::Both, Side::Notes, Side::Alone, Side::None].into_iter().find(|s| s.to_string() == word)
    });
    let paired = table.bool("paired");
    let names = table.plain_strings("names");
    let titles = table.plain_strings("titles");
    let not_titles = table.plain_strings("not-titles");
    let hints = table.plain_strings("hints");
    let front_matter = table.plain_strings("front-matter");
    let headings = table.plain_strings("headings");
    let strong = table.plain_strings("strong-headings");
    let phrases = table.plain_strings("phrases");
    let records = table.strings("records").unwrap_or_default();
    references.extend(records.iter().map(|name| Reference { what: "record", name: name.clone(), file: Arc::clone(table.file()) }));
    let labelled = table.table("labelled", |table| {
        let lists = ["labels", "about", "about-titles", "unless", "not-titles", "says"].map(|key| table.plain_strings(key));
        (lists, table.number("least"))
    });
    let threshold = table.number("threshold");
    let Some(id) = id else { return };
    if let Some(form_of) = &form_of {
        references.push(Reference { what: "kind of document", name: form_of.clone(), file: Arc::clone(table.file()) });
    }
    let at = list.kinds.iter().position(|k| k.id.as_str() == id.value).unwrap_or_else(|| {
        list.kinds.push(Kind {
            id: DocKind(id.value.clone()),
            title: format!("a {} document", id.value).into(),
            form_of: None,
            side: Side::None,
            paired: true,
            names: Vec::new(),
            titles: Vec::new(),
            not_titles: Vec::new(),
            hints: Vec::new(),
            front_matter: Vec::new(),
            records: Vec::new(),
            headings: std::collections::BTreeMap::new(),
            phrases: Vec::new(),
            labelled: None,
            threshold: 6,
        });
        list.kinds.len() - 1
    });
    let kind = &mut list.kinds[at];
    if let Some(title) = title {
        kind.title = title.value;
    }
    if let Some(form_of) = form_of {
        kind.form_of = Some(DocKind(form_of.value));
    }
    kind.side = side.unwrap_or(kind.side);
    kind.paired = paired.unwrap_or(kind.paired);
    kind.threshold = threshold.map_or(kind.threshold, |n| n as u32);
    kind.names.extend(names);
    kind.titles.extend(titles.iter().map(key_of));
    kind.not_titles.extend(not_titles.iter().map(key_of));
    kind.hints.extend(hints.iter().map(key_of));
    kind.front_matter.extend(front_matter);
    kind.records.extend(records.into_iter().map(|record| record.value));
    kind.headings.extend(headings.iter().map(|heading| (key_of(heading), 1)));
    kind.headings.extend(strong.iter().map(|heading| (key_of(heading), 3)));
    kind.phrases.extend(phrases);
    if let Some(([labels, about, about_titles, unless, not_titles, says], least)) = labelled {
        let known = kind.labelled.get_or_insert_default();
        known.labels.extend(labels);
        known.about.extend(about);
        known.about_titles.extend(about_titles.iter().map(key_of));
        known.unless.extend(unless);
        known.not_titles.extend(not_titles.iter().map(key_of));
        known.says.extend(says);
        known.least = least.map_or(known.least, |least| least as usize);
    }
}

fn read_topic(table: &mut Table<'_>, list: &mut Checklist, references: &mut Vec<Reference>) {
    let id = table.required("id");
    let title = table.string("title");
    let applies_to = names(table, "applies-to", "kind of document", references);
    let heading = table.string("heading");
    let prompt = table.string("prompt");
    let headings = table.plain_strings("headings");
    let partial_headings = table.plain_strings("partial-headings");
    let not_headings = table.plain_strings("not-headings");
    let evidence = table.plain_strings("evidence");
    let mentions = table.plain_strings("mentions");
    let touches = table.plain_strings("touches");
    let structures = table.plain_strings("structures");
    let parts = names(table, "parts", "topic", references).unwrap_or_default();
    let after = table.string("after");
    if let Some(after) = &after {
        references.push(Reference { what: "topic", name: after.clone(), file: Arc::clone(table.file()) });
    }
    let enough = table.number("enough");
    let thin_below = table.number("thin-below");
    let reported = table.bool("reported");
    let Some(id) = id else { return };
    let at = list.topic_index(&id.value).unwrap_or_else(|| {
        list.topics.push(Topic {
            title: id.value.replace(['_', '-'], " ").into(),
            heading: Text::default(),
            prompt: Text::default(),
            id: TopicId(id.value),
            applies_to: Vec::new(),
            headings: Vec::new(),
            partial_headings: Vec::new(),
            not_headings: Vec::new(),
            evidence: Vec::new(),
            mentions: Vec::new(),
            touches: Vec::new(),
            structures: Vec::new(),
            parts: Vec::new(),
            after: None,
            enough: 2,
            thin_below: 12,
            reported: true,
        });
        list.topics.len() - 1
    });
    let topic = &mut list.topics[at];
    if let Some(title) = title {
        topic.title = title.value;
    }
    if let Some(heading) = heading {
        topic.heading = heading.value;
    }
    if let Some(prompt) = prompt {
        topic.prompt = prompt.value;
    }
    topic.applies_to.extend(applies_to.into_iter().flatten().map(DocKind));
    topic.headings.extend(headings);
    topic.partial_headings.extend(partial_headings);
    topic.not_headings.extend(not_headings);
    topic.evidence.extend(evidence);
    topic.mentions.extend(mentions);
    topic.touches.extend(touches);
    topic.structures.extend(structures);
    topic.parts.extend(parts.into_iter().map(TopicId));
    if let Some(after) = after {
        topic.after = Some(TopicId(after.value));
    }
    topic.enough = enough.map_or(topic.enough, |n| n as u32);
    topic.thin_below = thin_below.map_or(topic.thin_below, |n| n as u32);
    topic.reported = reported.unwrap_or(topic.reported);
}

fn read_signal(table: &mut Table<'_>, list: &mut Checklist) {
    let id = table.required("id");
    let title = table.string("title");
    let mut phrases = table.plain_strings("phrases");
    let mut not_phrases = table.plain_strings("not-phrases");
    let distinct = table.number("distinct");
    let hits = table.number("hits");
    let mut proper = table.bool("proper-names");
    let in_code = table.bool("in-code");
    if let Some(like) = table.string("like") {
        match list.signals.iter().find(|s| s.id == like.value) {
            Some(signal) => {
                phrases.extend(signal.phrases.clone());
                not_phrases.extend(signal.not_phrases.clone());
                proper = proper.or(Some(signal.proper_names));
            }
            None => table.unknown_word("signal", &like, &list.signals.iter().map(|s| s.id.as_ref()).collect::<Vec<&str>>()),
        }
    }
    let Some(id) = id else { return };
    let at = list.signals.iter().position(|s| s.id == id.value).unwrap_or_else(|| {
        list.signals.push(Signal {
            title: id.value.replace('-', " ").into(),
            id: id.value,
            phrases: Vec::new(),
            not_phrases: Vec::new(),
            proper_names: false,
            in_code: false,
            distinct: 1,
            hits: 1,
        });
        list.signals.len() - 1
    });
    let signal = &mut list.signals[at];
    if let Some(title) = title {
        signal.title = title.value;
    }
    signal.phrases.extend(phrases);
    signal.not_phrases.extend(not_phrases);
    signal.in_code = in_code.unwrap_or(signal.in_code);
    signal.proper_names = proper.unwrap_or(signal.proper_names);
    signal.distinct = distinct.map_or(signal.distinct, |n| n as u32);
    signal.hits = hits.map_or(signal.hits, |n| n as u32);
}

/// Names that other tables declare; None when the key is not there.
pub(super) fn names(table: &mut Table<'_>, key: &'static str, what: &'static str, references: &mut Vec<Reference>) -> Option<Vec<Text>> {
    let found = table.strings(key)?;
    references.extend(found.iter().map(|name| Reference { what, name: name.clone(), file: Arc::clone(table.file()) }));
    Some(found.into_iter().map(|n| n.value).collect())
}

fn read_when(table: &mut Table<'_>, references: &mut Vec<Reference>) -> When {
    table
        .table("when", |when| {
            let status = when.strings("status").unwrap_or_default();
            for text in status.iter().filter(|s| !STATUSES.contains(&s.value.as_ref())) {
                when.unknown_word("status", text, STATUSES);
            }
            When {
                kind: names(when, "kind", "kind of document", references).unwrap_or_default().into_iter().map(DocKind).collect(),
                status: status.into_iter().map(|s| s.value).collect(),
                facts: names(when, "facts", "fact", references).unwrap_or_default(),
                any_facts: names(when, "any-facts", "fact", references).unwrap_or_default(),
                without: names(when, "without", "fact", references).unwrap_or_default(),
                paired: when.bool("paired"),
            }
        })
        .unwrap_or_default()
}

fn read_teams(table: &mut Table<'_>) -> Option<Vec<Team>> {
    table.strings("teams").map(|teams| teams.into_iter().map(|t| Team(t.value)).collect())
}

fn read_rule(table: &mut Table<'_>, list: &mut Checklist, checks: &[CheckSpec], references: &mut Vec<Reference>) {
    let Some(id) = table.required("id") else { return };
    if !is_kebab(&id.value) {
        table.problem(
            id.span,
            format!("`{}` is no rule id", id.value),
            Some("lower-case words joined by hyphens: area-subject-defect".to_owned()),
        );
    }
    let rule_id = RuleId(id.value);
    let known = list.rules.get(&rule_id).cloned();
    let names_of_checks: Vec<&str> = checks.iter().map(|c| c.name).collect();
    let check = if known.is_some() { table.string("kind") } else { table.required("kind") };
    let spec = match &check {
        Some(text) => {
            let spec = checks.iter().find(|c| c.name == text.value);
            if spec.is_none() {
                table.unknown_word("kind of check", text, &names_of_checks);
            }
            spec
        }
        None => known.as_ref().and_then(|rule| checks.iter().find(|c| c.name == rule.check)),
    };
    let new = known.is_none();
    if let (Some(spec), Some(message)) = (spec, table.string("message")) {
        check_values(table, spec, &message);
    }
    let text = |table: &mut Table<'_>, key: &'static str| if new { table.required(key) } else { table.string(key) }.map(|t| t.value);
    let message = text(table, "message");
    let why = text(table, "why");
    let advice = text(table, "advice");
    let ask = text(table, "ask");
    let applies_to = names(table, "applies-to", "kind of document", references);
    let severity = table.word("severity", Severity::ALL, Severity::parse);
    let confidence = table.word("confidence", Confidence::ALL, Confidence::parse);
    let release = table.word("release", ReleasePriority::ALL, ReleasePriority::parse);
    let teams = read_teams(table);
    let blocks_review = table.bool("blocks-review");
    let enabled = table.bool("enabled");
    let catalogue = table.strings("catalogue");
    let reference_list = table.strings("references");
    let good = table.string("good");
    let bad = table.string("bad");
    let together = table.string("together");
    let guideline = table.string("guideline");
    let has_when = read_when(table, references);
    let overrides = table.tables("override", |change| read_override(change, references));
    let mut rule = known.unwrap_or_else(|| blank_rule(rule_id.clone()));
    match spec {
        Some(spec) => read_parameters(table, spec, &mut rule.parameters, references),
        None => checks.iter().for_each(|spec| table.pass_over(spec.parameters)),
    }
    if new {
        for key in ["applies-to", "severity", "release", "teams"] {
            if !table.has(key) {
                table.problem(table.span(), format!("`{key}` is missing"), None);
            }
        }
    }
    let set = |slot: &mut Text, value: Option<Text>| {
        if let Some(value) = value {
            *slot = value;
        }
    };
    set(&mut rule.check, check.map(|t| t.value));
    set(&mut rule.message, message);
    set(&mut rule.why, why);
    set(&mut rule.advice, advice);
    set(&mut rule.ask, ask);
    set(&mut rule.good, good.map(|t| t.value));
    set(&mut rule.bad, bad.map(|t| t.value));
    set(&mut rule.together, together.map(|t| t.value));
    set(&mut rule.guideline, guideline.map(|t| t.value));
    if let Some(kinds) = applies_to {
        rule.applies_to = kinds.into_iter().map(DocKind).collect();
    }
    if has_when != When::default() {
        rule.when = has_when;
    }
    rule.severity = severity.unwrap_or(rule.severity);
    rule.confidence = confidence.unwrap_or(rule.confidence);
    rule.release = release.unwrap_or(rule.release);
    rule.teams = teams.unwrap_or(rule.teams);
    rule.blocks_review = blocks_review.unwrap_or(rule.blocks_review);
    rule.enabled = enabled.unwrap_or(rule.enabled);
    let plain = |texts: Vec<At<Text>>| texts.into_iter().map(|t| t.value).collect();
    rule.catalogue = catalogue.map_or(rule.catalogue, plain);
    rule.references = reference_list.map_or(rule.references, plain);
    // A changed weight is meant for every document: earlier overrides must not undo it.
    for change in rule.overrides.iter_mut().filter(|_| !new) {
        change.severity = severity.or(change.severity);
        change.release = release.or(change.release);
        change.blocks_review = blocks_review.or(change.blocks_review);
    }
    rule.overrides.extend(overrides);
    list.rules.insert(rule_id, rule);
}

/// Reports `{name}` in a message that the kind of check does not fill.
fn check_values(table: &Table<'_>, spec: &CheckSpec, message: &At<Text>) {
    let mut rest = message.value.as_ref();
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !spec.values.contains(&name) {
            table.unknown_word("value in a message", &At { value: name.to_owned().into(), span: message.span }, spec.values);
        }
        rest = after;
    }
}

fn read_override(change: &mut Table<'_>, references: &mut Vec<Reference>) -> Override {
    Override {
        when: read_when(change, references),
        severity: change.word("severity", Severity::ALL, Severity::parse),
        confidence: change.word("confidence", Confidence::ALL, Confidence::parse),
        release: change.word("release", ReleasePriority::ALL, ReleasePriority::parse),
        teams: read_teams(change),
        blocks_review: change.bool("blocks-review"),
        enabled: change.bool("enabled"),
        message: change.string("message").map(|t| t.value),
        any: change.bool("any"),
        topics: names(change, "topics", "topic", references).map(|topics| topics.into_iter().map(TopicId).collect()),
    }
}

/// Reads the parameters that the check kind knows; any other stays unasked for, and so unknown.
fn read_parameters(table: &mut Table<'_>, spec: &CheckSpec, parameters: &mut Parameters, references: &mut Vec<Reference>) {
    for key in spec.parameters {
        match *key {
            "topics" => {
                if let Some(topics) = names(table, "topics", "topic", references) {
                    parameters.topics = topics.into_iter().map(TopicId).collect();
                }
            }
            "beside" => {
                if let Some(topics) = names(table, "beside", "topic", references) {
                    parameters.beside = topics.into_iter().map(TopicId).collect();
                }
            }
            "near" => {
                if let Some(topics) = names(table, "near", "topic", references) {
                    parameters.near = topics.into_iter().map(TopicId).collect();
                }
            }
            "of" | "needs" | "partly" => {
                if let Some(names) = names(table, key, "fact", references) {
                    match *key {
                        "of" => parameters.of = names,
                        "needs" => parameters.needs = names,
                        _ => parameters.partly = names,
                    }
                }
            }
            "controls" => {
                if let Some(ids) = names(table, "controls", "control", references) {
                    parameters.controls = ids;
                }
            }
            "least" => parameters.least = table.number("least").map_or(parameters.least, |n| n as usize),
            "unfilled" => parameters.unfilled = table.bool("unfilled").unwrap_or(parameters.unfilled),
            "awaited" => {
                if let Some(text) = table.string("awaited") {
                    parameters.awaited = text.value;
                }
            }
            "any" => parameters.any = table.bool("any").unwrap_or(parameters.any),
            "counterpart" => {
                parameters.counterpart = table.word("counterpart", &["said", "headed"], Answer::parse).or(parameters.counterpart);
            }
            "forbid" => parameters.forbid.extend(table.plain_strings("forbid")),
            "except" => parameters.except.extend(table.plain_strings("except").iter().map(|word| word.to_lowercase().into())),
            "require" => parameters.require.extend(table.plain_strings("require")),
            "looks-for" => {
                if let Some(text) = table.string("looks-for") {
                    parameters.looks_for = text.value;
                }
            }
            key if sheet::PARAMETERS.contains(&key) => sheet::read_parameter(key, table, &mut parameters.rows, references),
            other => unreachable!("the parameter `{other}` of a kind of check is not read"),
        }
    }
}

fn blank_rule(id: RuleId) -> Rule {
    Rule {
        id,
        check: Text::default(),
        applies_to: Vec::new(),
        when: When::default(),
        severity: Severity::Medium,
        confidence: Confidence::High,
        release: ReleasePriority::BeforeRelease,
        teams: Vec::new(),
        blocks_review: false,
        enabled: true,
        catalogue: Vec::new(),
        message: Text::default(),
        why: Text::default(),
        advice: Text::default(),
        ask: Text::default(),
        references: Vec::new(),
        bad: Text::default(),
        good: Text::default(),
        parameters: Parameters::default(),
        together: Text::default(),
        guideline: Text::default(),
        overrides: Vec::new(),
    }
}

/// True for lower-case words joined by hyphens.
pub fn is_kebab(id: &str) -> bool {
    id.split('-').all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
}

/// [`heading_key`] of a declared heading. Thousands are read at each start, nearly all of them written as their keys.
fn key_of(heading: &Text) -> Text {
    match heading {
        Cow::Borrowed(words) if is_heading_key(words) => Cow::Borrowed(words),
        _ => heading_key(heading).into(),
    }
}

/// The first word of a heading's key, hashed.
fn opening_of(key: &str) -> u64 {
    word_hash(key.split(' ').next().unwrap_or_default())
}

/// Fills the tables for looking up headings and phrases.
fn compile(list: &mut Checklist, built_in: PhraseTable) {
    let mut phrases = Phrases::default();
    let mut entry = |list: &mut Checklist, phrase: &str, what: Entry| {
        let number = match list.entries.iter().rposition(|e| *e == what) {
            Some(number) => number,
            None => {
                list.entries.push(what);
                list.entries.len() - 1
            }
        };
        phrases.add(phrase, number as u32);
    };
    // Maps that grow step by step are copied at each.
    let headings = list.topics.iter().map(|topic| topic.headings.len() + topic.partial_headings.len() + topic.not_headings.len());
    list.headings.reserve(headings.sum());
    let is_cue = |name: &str| CUES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class);
    list.heading_lists.reserve(
        list.words
            .iter()
            .filter(|(name, words)| !words.in_text && !words.by_name && is_cue(name).is_none())
            .map(|(_, words)| words.words.len())
            .sum(),
    );
    for (topic, declared) in std::mem::take(&mut list.topics).into_iter().enumerate() {
        for (headings, fit) in [
            (&declared.headings, HeadingFit::Full),
            (&declared.partial_headings, HeadingFit::Partial),
            (&declared.not_headings, HeadingFit::Not),
        ] {
            for heading in headings {
                let key = key_of(heading);
                list.heading_openings.insert(opening_of(&key));
                let uses = list.headings.entry(key).or_default();
                uses.push(HeadingUse { topic, fit });
                if fit != HeadingFit::Not {
                    entry(list, heading, Entry::HeadingPhrase(topic, fit == HeadingFit::Full));
                }
            }
        }
        for phrase in &declared.evidence {
            entry(list, phrase, Entry::Evidence(topic));
        }
        for phrase in &declared.mentions {
            entry(list, phrase, Entry::Mention(topic));
        }
        list.topics.push(declared);
    }
    for (signal, declared) in std::mem::take(&mut list.signals).into_iter().enumerate() {
        for phrase in &declared.phrases {
            entry(list, phrase, Entry::Signal(signal));
        }
        for phrase in &declared.not_phrases {
            entry(list, phrase, Entry::NoSignal(signal));
        }
        list.signals.push(declared);
    }
    for (kind, declared) in std::mem::take(&mut list.kinds).into_iter().enumerate() {
        for (heading, weight) in &declared.headings {
            list.kind_headings.entry(heading.clone()).or_default().push((kind, *weight));
        }
        for phrase in &declared.phrases {
            entry(list, phrase, Entry::KindPhrase(kind));
        }
        list.kinds.push(declared);
    }
    for (name, declared) in std::mem::take(&mut list.words) {
        if let Some(class) = is_cue(&name) {
            for word in &declared.words {
                list.cues.add(word, class);
            }
            continue;
        }
        for word in &declared.words {
            if declared.in_text {
                entry(list, word, Entry::Word(name.clone()));
            } else if !declared.by_name {
                let key = key_of(word);
                list.heading_openings.insert(opening_of(&key));
                list.heading_lists.entry(key).or_default().push(name.clone());
            }
        }
        list.words.insert(name, declared);
    }
    for (id, rule) in std::mem::take(&mut list.rules) {
        for phrase in rule.parameters.forbid.iter().chain(&rule.parameters.require) {
            entry(list, phrase, Entry::Rule(id.clone()));
        }
        list.rules.insert(id, rule);
    }
    for (at, declared) in std::mem::take(&mut list.teams).into_iter().enumerate() {
        for (words, what) in [(&declared.people, Entry::TeamPeople(at)), (&declared.reviews, Entry::TeamReview(at))] {
            for phrase in words {
                entry(list, phrase, what.clone());
            }
        }
        list.teams.push(declared);
    }
    for (number, words) in list.terms.aliases.own() {
        phrases.add(words, TERMS_FROM + number as u32);
    }
    list.lexicon = Lexicon::of(vec![built_in, phrases.by_first_word()]);
}
