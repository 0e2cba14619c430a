//! `designvet.toml`: its schema, where it is found, and what each value comes to, with its origin.

use crate::checklist::{self, Checklist, Loader, Pack};
use crate::diagnostic::{Diagnostic, Level};
use crate::rule::{ReleasePriority, RuleId, Severity};
use crate::settings::{FailOn, LIKELY, Settings, StatedPair, names_rule};
use crate::source::SourceFile;
use crate::text::Text;
use crate::toml_reader::{At, Reader, Table, quoted};
use globset::{Glob, GlobSet, GlobSetBuilder};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Name of a configuration file.
pub const FILE_NAME: &str = "designvet.toml";

/// Largest file that is read unless told otherwise, in bytes.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// "default", `path:line` or an option.
    pub origin: String,
}

impl<T> Sourced<T> {
    /// A value nobody has set.
    pub fn default(value: T) -> Self {
        Self { value, origin: "default".to_owned() }
    }

    /// The same, set by an option of the command line.
    pub fn option(value: T, option: &str) -> Self {
        Self { value, origin: option.to_owned() }
    }
}

/// Everything that can be set, resolved from defaults and one configuration file.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file; None when there is none.
    pub path: Option<PathBuf>,
    /// Further checklists, in loading order; paths as resolved from the configuration file.
    pub extends: Sourced<Vec<PathBuf>>,
    /// Rules to use; None for all that are switched on.
    pub select: Sourced<Option<Vec<String>>>,
    /// Rules to leave out.
    pub ignore: Sourced<Vec<String>>,
    /// What makes a run fail.
    pub fail_on: Sourced<FailOn>,
    /// Confidence, in thousandths, from which on two documents are said to differ.
    pub min_confidence: Sourced<u16>,
    /// Largest file that is read, in bytes.
    pub max_bytes: Sourced<u64>,
    /// Files that are passed over when folders are searched.
    pub exclude: Sourced<Vec<String>>,
    /// Globs of files whose kind is given: glob, kind.
    pub kinds: Vec<(Sourced<String>, String)>,
    /// Files and folders of what tools wrote of their runs; paths as resolved from the configuration file.
    pub runs: Sourced<Vec<PathBuf>>,
    /// Documents that belong together; paths as resolved from the configuration file.
    pub pairs: Vec<StatedPair>,
    /// Where a company says how something is to be done: an address and the rules it is for.
    pub guidelines: Vec<(String, Vec<String>)>,
    /// What `[sections]`, `[rules]`, `[teams]`, `[deadlines]` and `[lexicon]` change, each as an entry of a pack.
    overlay: Vec<Change>,
    /// Names of rules and kinds in the file, with the key they stand under.
    names: Vec<(&'static str, At<Text>)>,
    /// The text of the file, for diagnostics; None without one.
    file: Option<Arc<SourceFile>>,
    /// SHA-256 of the file, in hex; empty without one.
    pub hash: String,
}

/// A change to a topic, a rule or the lexicon, as a checklist would write it.
#[derive(Debug, Clone)]
struct Change {
    /// `topic`, `rule`, `team`, `deadlines` or `lexicon`.
    what: &'static str,
    /// Its id; the name of the list for the lexicon.
    id: At<Text>,
    /// The entry.
    toml: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            path: None,
            extends: Sourced::default(Vec::new()),
            select: Sourced::default(None),
            ignore: Sourced::default(Vec::new()),
            fail_on: Sourced::default(FailOn::Severity(Severity::High)),
            min_confidence: Sourced::default(LIKELY),
            max_bytes: Sourced::default(MAX_BYTES),
            exclude: Sourced::default(Vec::new()),
            kinds: Vec::new(),
            runs: Sourced::default(Vec::new()),
            pairs: Vec::new(),
            guidelines: Vec::new(),
            overlay: Vec::new(),
            names: Vec::new(),
            file: None,
            hash: String::new(),
        }
    }
}

impl Config {
    /// Reads a configuration file from its text. `path` is where it lies; globs and paths in it are relative to its folder.
    pub fn read(path: &Path, text: String) -> (Self, Vec<Diagnostic>) {
        let file = Arc::new(SourceFile::new(path.to_string_lossy(), text));
        let mut config = Self { path: Some(path.to_owned()), file: Some(Arc::clone(&file)), ..Self::default() };
        config.hash = Sha256::digest(file.text().as_bytes()).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let reader = Reader::new(Arc::clone(&file), "config");
        let ((), problems) = reader.read(|root| config.read_root(root, &folder));
        (config, problems)
    }

    fn read_root(&mut self, root: &mut Table<'_>, folder: &Path) {
        let origin = |table: &Table<'_>, first: Option<&At<Text>>| {
            let span = first.map_or(table.span(), |t| t.span);
            format!("{}:{}", table.file().path(), table.file().line1(span.start))
        };
        if let Some(list) = root.strings("extends") {
            let paths = list.iter().map(|t| folder.join(t.value.as_ref())).collect();
            self.extends = Sourced { value: paths, origin: origin(root, list.first()) };
        }
        if let Some(list) = root.strings("select") {
            let origin = origin(root, list.first());
            self.names.extend(list.iter().map(|name| ("select", name.clone())));
            self.select = Sourced { value: Some(list.into_iter().map(|t| t.value.into_owned()).collect()), origin };
        }
        if let Some(list) = root.strings("ignore") {
            let origin = origin(root, list.first());
            self.names.extend(list.iter().map(|name| ("ignore", name.clone())));
            self.ignore = Sourced { value: list.into_iter().map(|t| t.value.into_owned()).collect(), origin };
        }
        if let Some(text) = root.string("fail-on") {
            match FailOn::parse(&text.value) {
                Some(value) => self.fail_on = Sourced { value, origin: origin(root, Some(&text)) },
                None => root.unknown_word("value of `fail-on`", &text, FailOn::WORDS),
            }
        }
        if let Some(value) = root.number("max-bytes") {
            self.max_bytes = Sourced { value, origin: root.file().path().to_owned() };
        }
        if let Some(list) = root.strings("exclude") {
            let origin = origin(root, list.first());
            check_globs(root, &list);
            self.exclude = Sourced { value: list.into_iter().map(|t| t.value.into_owned()).collect(), origin };
        }
        for (globs, kind, origin) in root.named_tables("kinds", |kind, table| {
            let globs = table.strings("files").unwrap_or_default();
            check_globs(table, &globs);
            (globs, kind.clone(), origin(table, Some(kind)))
        }) {
            self.names.push(("kinds", kind.clone()));
            let kind = kind.value;
            self.kinds
                .extend(globs.into_iter().map(|g| (Sourced { value: g.value.into_owned(), origin: origin.clone() }, kind.to_string())));
        }
        if let Some(Some(list)) = root.table("runs", |table| table.strings("files")) {
            let paths = list.iter().map(|path| folder.join(path.value.as_ref())).collect();
            self.runs = Sourced { value: paths, origin: origin(root, list.first()) };
        }
        self.pairs = root.tables("pairs", |table| {
            let mut paths = |key| {
                let given = table.strings(key).unwrap_or_default();
                given.iter().map(|path| folder.join(path.value.as_ref()).to_string_lossy().into_owned()).collect::<Vec<_>>()
            };
            let (prd, tdd, notes) = (paths("prd"), paths("tdd"), paths("notes"));
            if prd.is_empty() || tdd.is_empty() && notes.is_empty() {
                table.problem(table.span(), "a pair names a `prd`, and a `tdd` or `notes`", None);
            }
            StatedPair { prd, tdd, notes, origin: origin(table, None) }
        });
        for (link, rules) in root
            .tables("guidelines", |table| {
                let link = table.required("link").filter(|link| {
                    let sound = ["https://", "http://"].iter().any(|scheme| link.value.starts_with(scheme))
                        && !link.value.contains(char::is_whitespace);
                    if !sound {
                        table.problem(link.span, format!("`{}` is no address of a page", link.value), Some("write https://...".to_owned()));
                    }
                    sound
                });
                Some((link?.value.into_owned(), table.strings("rules").unwrap_or_default()))
            })
            .into_iter()
            .flatten()
        {
            self.names.extend(rules.iter().map(|name| ("guidelines", name.clone())));
            self.guidelines.push((link, rules.into_iter().map(|name| name.value.into_owned()).collect()));
        }
        self.read_overlay(root);
    }

    /// Gives rules the addresses of guidelines: one that is named by more of its id wins.
    fn guide(&self, list: &mut Checklist) {
        let mut named: Vec<(&String, &String)> =
            self.guidelines.iter().flat_map(|(link, names)| names.iter().map(move |name| (name, link))).collect();
        named.sort_by_key(|(name, _)| name.len());
        for (name, link) in named {
            list.rules.values_mut().filter(|rule| names_rule(name, rule)).for_each(|rule| rule.guideline = link.clone().into());
        }
    }

    /// `[sections.TOPIC]`, `[rules.RULE]`, `[teams.TEAM]`, `[deadlines.NAME]` and `[lexicon]` become entries of a pack, so that one loader reads all checklists.
    fn read_overlay(&mut self, root: &mut Table<'_>) {
        let sections = root.named_tables("sections", |topic, table| {
            let list = |texts: Vec<Text>| texts.iter().map(|t| quoted(t)).collect::<Vec<_>>().join(", ");
            let headings = list(table.plain_strings("headings"));
            let partial = list(table.plain_strings("partial-headings"));
            let id = quoted(&topic.value);
            let toml = format!("[[topic]]\nid = {id}\nheadings = [{headings}]\npartial-headings = [{partial}]\n");
            Change { what: "topic", id: topic.clone(), toml }
        });
        let rules = root.named_tables("rules", |rule, table| {
            let mut toml = format!("[[rule]]\nid = {}\n", quoted(&rule.value));
            for key in ["severity", "release", "confidence"] {
                let known: Vec<String> = match key {
                    "severity" => Severity::ALL.iter().map(ToString::to_string).collect(),
                    "release" => ReleasePriority::ALL.iter().map(ToString::to_string).collect(),
                    _ => crate::rule::Confidence::ALL.iter().map(ToString::to_string).collect(),
                };
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                if let Some(word) = table.word(key, &known, |w| known.contains(&w).then(|| w.to_owned())) {
                    let _ = writeln!(toml, "{key} = {}", quoted(&word));
                }
            }
            for key in ["enabled", "blocks-review"] {
                if let Some(value) = table.bool(key) {
                    let _ = writeln!(toml, "{key} = {value}");
                }
            }
            if let Some(teams) = table.strings("teams") {
                let teams: Vec<String> = teams.iter().map(|t| quoted(&t.value)).collect();
                let _ = writeln!(toml, "teams = [{}]", teams.join(", "));
            }
            Change { what: "rule", id: rule.clone(), toml }
        });
        let lexicon = root.table("lexicon", |table| {
            let lists = ["first-party", "approved-vendors"].map(|key| (key, table.strings(key)));
            let mut toml = String::from("[lexicon]\n");
            for (key, names) in &lists {
                if let Some(names) = names {
                    let names: Vec<String> = names.iter().map(|name| quoted(&name.value)).collect();
                    let _ = writeln!(toml, "{key} = [{}]", names.join(", "));
                }
            }
            Change { what: "lexicon", id: At { value: "lexicon".into(), span: table.span() }, toml }
        });
        let teams = root.named_tables("teams", |team, table| {
            let mut toml = format!("[[team]]\nid = {}\n", crate::toml_reader::quoted(&team.value));
            for key in ["name", "contact", "intake"] {
                if let Some(text) = table.string(key) {
                    let _ = writeln!(toml, "{key} = {}", crate::toml_reader::quoted(&text.value));
                }
            }
            if let Some(days) = checklist::lead_days(table) {
                let _ = writeln!(toml, "lead-days = {days}");
            }
            for key in ["needs", "people", "reviews", "labels"] {
                if let Some(texts) = table.strings(key) {
                    let texts: Vec<String> = texts.iter().map(|text| crate::toml_reader::quoted(&text.value)).collect();
                    let _ = writeln!(toml, "{key} = [{}]", texts.join(", "));
                }
            }
            Change { what: "team", id: team.clone(), toml }
        });
        let deadlines = root.named_tables("deadlines", |name, table| {
            let mut toml = format!("[deadlines.{}]\n", quoted(&name.value));
            if let Some(source) = table.string("source") {
                let _ = writeln!(toml, "source = {}", quoted(&source.value));
            }
            if let Some(working) = table.bool("working-days") {
                let _ = writeln!(toml, "working-days = {working}");
            }
            if let Some(holidays) = table.strings("holidays") {
                let holidays: Vec<String> = holidays.iter().map(|day| quoted(&day.value)).collect();
                let _ = writeln!(toml, "holidays = [{}]", holidays.join(", "));
            }
            for (choice, days) in table.numbers() {
                let _ = writeln!(toml, "{} = {days}", quoted(&choice.value));
            }
            Change { what: "deadlines", id: name.clone(), toml }
        });
        self.overlay.extend(sections.into_iter().chain(rules).chain(lexicon).chain(teams).chain(deadlines));
    }

    /// What the file changes of topics, rules and the lexicon: the table, and what it sets.
    pub fn changes(&self) -> Vec<(&'static str, String)> {
        let mut changes = Vec::new();
        for change in &self.overlay {
            let (table, name) = match change.what {
                "topic" => ("sections", format!("{}: ", change.id.value)),
                "rule" => ("rules", format!("{}: ", change.id.value)),
                "team" => ("teams", format!("{}: ", change.id.value)),
                "deadlines" => ("deadlines", format!("{}: ", change.id.value)),
                what => (what, String::new()),
            };
            let sets = change.toml.lines().filter(|line| !line.starts_with('[') && !line.starts_with("id =") && !line.ends_with("[]"));
            changes.extend(sets.map(|set| (table, format!("{name}{set}"))));
        }
        changes
    }

    /// The checklist of this configuration: built-in packs, those it extends, those of the command line, its own changes.
    /// Files are read by `read`.
    pub fn checklist(&self, further: &[PathBuf], read: &dyn Fn(&Path) -> Result<String, String>) -> (Checklist, Vec<Diagnostic>) {
        let specs = crate::check::specs();
        let mut loader = Loader::new(&specs);
        for pack in checklist::builtin() {
            loader.read(&pack);
        }
        let mut problems = Vec::new();
        for path in self.extends.value.iter().chain(further) {
            match read(path) {
                Ok(text) => loader.read(&Pack::new(path.to_string_lossy(), text)),
                Err(error) => problems
                    .push(Diagnostic::error("checklist", format!("cannot read this checklist: {error}")).at_path(path.to_string_lossy())),
            }
        }
        if let Some(file) = self.file.as_ref().filter(|_| !self.overlay.is_empty()) {
            let list = loader.list();
            let (known, unknown): (Vec<_>, Vec<_>) = self.overlay.iter().partition(|change| match change.what {
                "topic" => list.topic_index(&change.id.value).is_some(),
                "lexicon" => true,
                "deadlines" => list.deadlines(&change.id.value).is_some(),
                "team" => {
                    let named = change.toml.contains("\nname = ") && checklist::is_kebab(&change.id.value);
                    named || list.teams.iter().any(|team| team.id.as_str() == change.id.value)
                }
                _ => list.rules.keys().any(|id| id.as_str() == change.id.value),
            });
            for Change { what, id, .. } in unknown {
                let mut problem = Diagnostic::error("config", format!("unknown {what} `{}`", id.value)).at(file, id.span);
                problem.help = match *what {
                    "topic" => crate::toml_reader::suggestion(&id.value, list.topics.iter().map(|t| t.id.as_str())),
                    "deadlines" => crate::toml_reader::suggestion(&id.value, list.deadlines.iter().map(|known| known.id.as_ref())),
                    "team" => crate::toml_reader::suggestion(&id.value, list.teams.iter().map(|team| team.id.as_str()))
                        .or_else(|| Some("a new team has a `name`, and an id of lower-case words joined by hyphens".to_owned())),
                    _ => crate::toml_reader::suggestion(&id.value, list.rules.keys().map(RuleId::as_str)),
                };
                problems.push(problem);
            }
            loader.read(&Pack::new(file.path(), known.iter().map(|change| change.toml.as_str()).collect::<String>()));
        }
        let (mut list, found) = loader.finish();
        problems.extend(found);
        self.guide(&mut list);
        problems.extend(self.unknown_names(&list));
        (list, problems)
    }

    /// Names of rules and kinds that mean nothing.
    fn unknown_names(&self, list: &Checklist) -> Vec<Diagnostic> {
        let is_rule = |name: &str| list.rules.values().any(|rule| names_rule(name, rule));
        let rule_like = |name: &str| crate::toml_reader::suggestion(name, list.rules.keys().map(RuleId::as_str));
        let kind_like = |name: &str| crate::toml_reader::suggestion(name, list.kinds.iter().map(|k| k.id.as_str()));
        let mut problems = Vec::new();
        let mut options: Vec<(&str, &String)> = Vec::new();
        options.extend(self.select.value.iter().flatten().map(|name| ("select", name)));
        options.extend(self.ignore.value.iter().map(|name| ("ignore", name)));
        for (key, name) in options {
            let written = self.names.iter().any(|(k, n)| *k == key && n.value == *name);
            if !written && !is_rule(name) {
                let mut problem = Diagnostic::error("config", format!("`--{key}` names no rule: `{name}`"));
                problem.help = rule_like(name);
                problems.push(problem);
            }
        }
        let Some(file) = &self.file else { return problems };
        for (key, name) in &self.names {
            let (known, what, help) = match *key {
                "kinds" => (list.kind(&name.value).is_some(), "kind of document", kind_like(&name.value)),
                _ => (is_rule(&name.value), "rule", rule_like(&name.value)),
            };
            if !known {
                let mut problem = Diagnostic::error("config", format!("unknown {what} `{}`", name.value)).at(file, name.span);
                problem.help = help;
                problems.push(problem);
            }
        }
        problems
    }

    /// What a review takes from it.
    pub fn settings(&self) -> Settings {
        Settings {
            select: self.select.value.clone(),
            ignore: self.ignore.value.clone(),
            fail_on: self.fail_on.value,
            min_confidence: self.min_confidence.value,
            pairs: self.pairs.clone(),
            config_hash: self.hash.clone(),
            today: None,
            runs: None,
        }
    }

    /// The kind that a glob gives the file at `path`, relative to the configuration's folder, and where it is written.
    pub fn kind_of(&self, path: &Path) -> Option<(&str, &str)> {
        let found = self.kinds.iter().rev().find(|(glob, _)| Glob::new(&glob.value).is_ok_and(|g| g.compile_matcher().is_match(path)));
        found.map(|(glob, kind)| (kind.as_str(), glob.origin.as_str()))
    }

    /// Matcher of the files to pass over, relative to the configuration's folder.
    pub fn excluded(&self) -> GlobSet {
        let mut set = GlobSetBuilder::new();
        for glob in self.exclude.value.iter().filter_map(|g| Glob::new(g).ok()) {
            set.add(glob);
        }
        set.build().unwrap_or_else(|_| GlobSet::empty())
    }
}

/// True when nothing in the list is an error.
pub fn is_sound(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().all(|d| d.level < Level::Error)
}

fn check_globs(table: &Table<'_>, globs: &[At<Text>]) {
    for glob in globs {
        if let Err(error) = Glob::new(&glob.value) {
            table.problem(glob.span, format!("no valid glob: {}", error.kind()), None);
        }
    }
}
