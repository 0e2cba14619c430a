//! `lexicon lookup`: a word, phrase, id, host or package to the terms that it means, and why it would count.

use crate::checklist::Checklist;
use crate::cli::args::Global;
use crate::cli::files::{Changes, Profiles};
use crate::cli::{Exit, output};
use crate::config::is_sound;
use crate::document::Document;
use crate::lexicon::{Tokens, word_hash};
use crate::report::{Layout, visible, wrap};
use crate::source::Span;
use crate::terms::{Alias, AliasRule, ControlPart, Items, TERMS_FROM, Term, Terms};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

/// Aliases of a term that are listed beside the one asked for; the others are counted.
const ALIASES: usize = 12;
/// Longer phrases that are listed; the others are counted.
const LONGER: usize = 12;

pub(super) fn run(words: &[String], globals: &Global) -> anyhow::Result<Exit> {
    let mut profiles = Profiles::new(globals, Changes::default());
    let index = profiles.of(Path::new("."));
    if !is_sound(&profiles.problems) {
        output::diagnostics(globals, &profiles.problems)?;
        return Ok(Exit::Failure);
    }
    let checklist = &profiles.profiles[index].checklist;
    let phrase = words.join(" ");
    let layout = output::layout(globals);
    let answer = Answer::of(phrase.trim(), checklist);
    output::write(globals, |out| answer.write(checklist, layout, out))?;
    Ok(if answer.is_empty() { Exit::Nothing } else { Exit::Clean })
}

/// What a phrase is known as.
struct Answer<'p> {
    phrase: &'p str,
    /// Terms found, each with the aliases that found it.
    found: BTreeMap<Term, Vec<usize>>,
    /// Terms whose id, name, host or package it is, and which of them.
    named: BTreeMap<Term, &'static str>,
    /// Aliases that hold its words among others.
    longer: Vec<usize>,
    /// True for words with which other words mean something else.
    excepts: bool,
    suggestion: Option<String>,
}

impl<'p> Answer<'p> {
    fn of(phrase: &'p str, checklist: &Checklist) -> Self {
        let terms = &checklist.terms;
        let document = Document::parse(phrase);
        let tokens = Tokens::of(&document, phrase);
        let named = named(phrase, terms);
        let hits = checklist.lexicon.find(&tokens, phrase, TERMS_FROM).terms;
        // What stands inside longer words is not what is asked for.
        let length = |span: Span| span.end - span.start;
        let longest = hits.iter().map(|hit| length(hit.span)).max().unwrap_or_default();
        let whole = !named.is_empty() || longest as usize == phrase.len();
        let mut found: BTreeMap<Term, Vec<usize>> = BTreeMap::new();
        let mut excepts = false;
        for hit in &hits {
            let inside = hits.iter().any(|other| other.span.contains(hit.span) && length(other.span) > length(hit.span));
            let at = (hit.entry - TERMS_FROM) as usize;
            let term = terms.alias(hit.entry - TERMS_FROM).term;
            if inside || whole && length(hit.span) as usize != phrase.len() && !named.contains_key(&term) {
                continue;
            }
            if term == Term::Except {
                excepts = true;
                continue;
            }
            let known = found.entry(term).or_default();
            if !known.contains(&at) {
                known.push(at);
            }
        }
        let mut answer = Self { phrase, named, found, longer: Vec::new(), excepts, suggestion: None };
        answer.longer = longer(phrase, terms, &answer);
        if answer.is_empty() {
            let lower = phrase.to_lowercase();
            answer.suggestion = crate::toml_reader::suggestion(&lower, terms.aliases.iter().map(|alias| alias.text));
        }
        answer
    }

    fn is_empty(&self) -> bool {
        self.found.is_empty() && self.named.is_empty() && self.longer.is_empty() && !self.excepts
    }

    fn write(&self, checklist: &Checklist, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
        let terms = &checklist.terms;
        let width = layout.width.clamp(40, 100);
        if self.is_empty() {
            let help = self.suggestion.clone().unwrap_or_else(|| "`designvet lexicon add` makes it known".to_owned());
            return writeln!(out, "`{}` is not known; {help}", visible(self.phrase));
        }
        let all: BTreeSet<Term> = self.found.keys().chain(self.named.keys()).copied().collect();
        for (number, term) in all.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            let by = self.found.get(term).map_or(&[][..], Vec::as_slice);
            self.term(*term, by, terms, width, layout.verbose, out)?;
        }
        if self.excepts {
            writeln!(out, "{}With these words others mean something else: nothing is found in them.", gap(&all))?;
        }
        if !self.longer.is_empty() {
            let most = if layout.verbose { usize::MAX } else { LONGER };
            let mut names: Vec<String> = self
                .longer
                .iter()
                .take(most)
                .filter_map(|&at| terms.aliases.get(at))
                .map(|alias| {
                    let described = describe(alias.term, terms);
                    let of = if described.id.is_empty() { described.kind } else { &described.id };
                    format!("{} ({of})", alias.text)
                })
                .collect();
            if self.longer.len() > most {
                names.push(format!("and {} more", self.longer.len() - most));
            }
            writeln!(out, "{}Also known, with more words:", gap(&all))?;
            for line in wrap(&names.join(", "), width - 2) {
                writeln!(out, "  {}", visible(&line))?;
            }
        }
        Ok(())
    }

    fn term(&self, term: Term, by: &[usize], terms: &Terms, width: usize, verbose: bool, out: &mut dyn Write) -> io::Result<()> {
        let mut row = |name: &str, text: &str| -> io::Result<()> {
            for (number, line) in wrap(&visible(text), width - 14).iter().enumerate() {
                writeln!(out, "  {:11} {line}", if number == 0 { name } else { "" })?;
            }
            Ok(())
        };
        let described = describe(term, terms);
        row(
            described.kind,
            &if described.id == described.name || described.id.is_empty() {
                described.name.clone()
            } else {
                format!("{} ({})", described.name, described.id)
            },
        )?;
        for (name, text) in &described.details {
            row(name, text)?;
        }
        if let Some(what) = self.named.get(&term) {
            row("found by", &format!("its {what}"))?;
        }
        for alias in by.iter().filter_map(|&at| terms.aliases.get(at)) {
            row("found by", &format!("\u{201c}{}\u{201d}", alias.text))?;
            row("counts", &rule_in_words(alias))?;
            if !alias.except.is_empty() {
                row("but not", &format!("beside {}", alias.excepts().collect::<Vec<_>>().join(", ")))?;
            }
            if let Some(sense) = alias.sense.map(|at| &terms.senses[at as usize]) {
                let words = |items: &Items| items.iter().collect::<Vec<_>>().join(", ");
                let (needs, spoils) = (words(&sense.needs.words), words(&sense.spoils.words));
                if !needs.is_empty() {
                    row("only with", &format!("one of {needs} in its sentence, row or heading"))?;
                }
                if !spoils.is_empty() {
                    row("but not", &format!("in a sentence or row with {spoils}"))?;
                }
            }
        }
        let others: Vec<Alias<'_>> = terms
            .aliases
            .iter()
            .enumerate()
            .filter(|(at, alias)| is_of(alias.term, term) && !by.contains(at))
            .map(|(_, alias)| alias)
            .collect();
        if !others.is_empty() {
            let most = if verbose { usize::MAX } else { ALIASES };
            let mut names: Vec<&str> = others.iter().take(most).map(|alias| alias.text).collect();
            let more = format!("and {} more (--verbose lists them)", others.len().saturating_sub(most));
            if others.len() > most {
                names.push(&more);
            }
            row("also by", &names.join(", "))?;
        }
        let first = by.first().copied().or_else(|| terms.aliases.iter().position(|alias| is_of(alias.term, term)));
        row("source", &source(term, first, terms))
    }
}

fn gap(before: &BTreeSet<Term>) -> &'static str {
    if before.is_empty() { "" } else { "\n" }
}

/// True for aliases of one term; those of a control belong together, whatever they say of it.
fn is_of(one: Term, other: Term) -> bool {
    match (one, other) {
        (Term::Control(one, _), Term::Control(other, _)) => one == other,
        _ => one == other,
    }
}

/// Terms of which the phrase is the id or name, a host or a package.
fn named(phrase: &str, terms: &Terms) -> BTreeMap<Term, &'static str> {
    let mut named = BTreeMap::new();
    let is = |text: &str| text.eq_ignore_ascii_case(phrase);
    for (at, element) in (0..).zip(&terms.elements) {
        if is(&element.id) || is(&element.name) {
            named.insert(Term::Element(at), if is(&element.id) { "id" } else { "name" });
        }
    }
    for (at, law) in (0..).zip(&terms.regulations) {
        if is(&law.id) || is(&law.name) {
            named.insert(Term::Regulation(at), if is(&law.id) { "id" } else { "name" });
        }
    }
    for (at, control) in (0..).zip(&terms.controls) {
        if is(&control.id) || is(&control.name) {
            named.insert(Term::Control(at, ControlPart::Evidence), if is(&control.id) { "id" } else { "name" });
        }
    }
    for (at, vendor) in (0..).zip(&terms.vendors) {
        if is(&vendor.id) || is(&vendor.name) {
            named.insert(Term::Vendor(at), "name");
        }
    }
    let keys = terms.vendor_keys();
    let lower = phrase.to_ascii_lowercase();
    let host = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let host = host.split(['/', ':', '?']).next().unwrap_or_default();
    if let Some((at, _)) = keys.host(host).filter(|_| host.contains('.')) {
        named.entry(Term::Vendor(at as u16)).or_insert("host name");
    }
    if let Some(at) = keys.package(&lower) {
        named.entry(Term::Vendor(at as u16)).or_insert("package");
    }
    named
}

/// Aliases of other terms in which the words of the phrase stand among others.
fn longer(phrase: &str, terms: &Terms, answer: &Answer<'_>) -> Vec<usize> {
    let split =
        |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(word_hash).collect::<Vec<u64>>();
    let words = split(phrase);
    if words.is_empty() {
        return Vec::new();
    }
    let holds = |alias: Alias<'_>| {
        let known = split(alias.text);
        known.len() > words.len() && known.windows(words.len()).any(|some| some == words)
    };
    let is_shown = |term: Term| answer.found.keys().chain(answer.named.keys()).any(|shown| is_of(*shown, term));
    terms
        .aliases
        .iter()
        .enumerate()
        .filter(|(_, alias)| alias.term != Term::Except && !is_shown(alias.term) && holds(*alias))
        .map(|(at, _)| at)
        .collect()
}

/// A term for people.
struct Described {
    kind: &'static str,
    id: String,
    name: String,
    details: Vec<(&'static str, String)>,
}

fn describe(term: Term, terms: &Terms) -> Described {
    let described = |kind, id: &str, name: &str, details: Vec<(&'static str, String)>| Described {
        kind,
        id: id.to_owned(),
        name: name.to_owned(),
        details: details.into_iter().filter(|(_, text)| !text.is_empty()).collect(),
    };
    let kind_of_vendor = |kind: &str| terms.vendor_kind(kind).map_or_else(|| kind.to_owned(), |known| known.label.to_string());
    match term {
        Term::Element(at) => {
            let element = &terms.elements[at as usize];
            let details = vec![
                ("category", element.category.to_string()),
                ("sensitivity", element.sensitivity.as_str().replace('-', " ")),
                ("laws", element.regimes.join(", ")),
            ];
            described("data", &element.id, &element.name, details)
        }
        Term::Vendor(at) => {
            let vendor = &terms.vendors[at as usize];
            let gets = terms.vendor_kind(&vendor.kind).map_or_else(String::new, |kind| kind.typically.to_string());
            let details = vec![
                ("kind", kind_of_vendor(&vendor.kind)),
                ("gets", gets),
                ("hosts", vendor.domains.iter().collect::<Vec<_>>().join(", ")),
                ("packages", vendor.packages.iter().collect::<Vec<_>>().join(", ")),
                ("self-hosted", if vendor.self_hosted { "people run it themselves too".to_owned() } else { String::new() }),
                ("approved", if vendor.approved { "yes".to_owned() } else { String::new() }),
            ];
            described("third party", &vendor.id, &vendor.name, details)
        }
        Term::Technology(at) => {
            let technology = &terms.technologies[at as usize];
            described("technology", "", &technology.name, vec![("kind", format!("{}; no third party by itself", technology.kind))])
        }
        Term::Recipient(at) => {
            let recipient = &terms.recipients[at as usize];
            described(
                "recipient",
                "",
                &recipient.phrase,
                vec![("kind", format!("{}; a third party without a name", kind_of_vendor(&recipient.kind)))],
            )
        }
        Term::Place(at) => {
            let place = &terms.places[at as usize];
            let details = vec![
                ("provider", place.provider.to_string()),
                ("country", place.country.to_string()),
                ("law of", place.jurisdiction.to_string()),
            ];
            described("place", &place.code, &place.label, details)
        }
        Term::Regulation(at) => {
            let law = &terms.regulations[at as usize];
            let details =
                vec![("holds in", law.jurisdiction.to_string()), ("about", law.topic.to_string()), ("team", law.team.to_string())];
            described("law", &law.id, &law.name, details)
        }
        Term::Control(at, part) => {
            let control = &terms.controls[at as usize];
            let says = match part {
                ControlPart::Trigger => "something asks for it",
                ControlPart::Evidence => "a mechanism is named",
                ControlPart::Weak => "it is wished for, and no mechanism is named",
                ControlPart::RedFlag => "it is missing or broken",
                ControlPart::Veto => "there is nothing it is for",
            };
            let details =
                vec![("says that", says.to_owned()), ("standards", control.references.to_string()), ("team", control.team.to_string())];
            described("control", &control.id, &control.name, details)
        }
        Term::Except => described("exception", "", "", Vec::new()),
    }
}

/// Where a term comes from: the built-in table, or a checklist that added to it.
fn source(term: Term, alias: Option<usize>, terms: &Terms) -> String {
    let table = match term {
        Term::Element(_) => "data-element-aliases",
        Term::Vendor(_) | Term::Except => "vendors",
        Term::Technology(_) => "technologies",
        Term::Recipient(_) => "recipients",
        Term::Place(_) => "regions",
        Term::Regulation(_) => "regulations",
        Term::Control(..) => "controls",
    };
    let (builtin, _) = Terms::builtin();
    match alias {
        Some(at) if builtin.aliases.get(at) != terms.aliases.get(at) => "a checklist of yours".to_owned(),
        _ => format!("built-in table {table}"),
    }
}

/// What has to stand around the words of an alias.
fn rule_in_words(alias: Alias<'_>) -> String {
    let conditions: Vec<&str> = RULES.iter().filter(|(rule, _)| alias.rule.has(*rule)).map(|(_, words)| *words).collect();
    let mut text = if conditions.is_empty() { "wherever it stands".to_owned() } else { conditions.join("; or ") };
    if alias.upper {
        text.push_str("; in capitals, except in code");
    }
    text
}

const RULES: &[(AliasRule, &str)] = &[
    (AliasRule::PERSON, "with a word for a person right before it, or \u{201c}of\u{201d} one behind it"),
    (AliasRule::FIELD, "as a whole column, field or key in a schema about a person"),
    (AliasRule::PAIR, "beside other data of persons in the same row or list"),
    (AliasRule::COLLECT, "with a verb of collecting or keeping in its sentence"),
    (AliasRule::HEALTH, "in a document about health"),
    (AliasRule::CREDENTIAL, "as a credential: evidence of a control first, data second"),
    (AliasRule::WEAK, "never by itself: it is no more than a hint"),
    (AliasRule::ON_DEVICE, "never by itself: the device does it, and tells the product nothing"),
    (AliasRule::SIBLING, "when the vendor is named unmistakably elsewhere, or beside other vendors in a list"),
    (AliasRule::CAPITAL, "with a capital letter, inside a sentence or with a word of its kind"),
    (AliasRule::CUE, "with a capital letter and a word of its kind in the sentence"),
    (AliasRule::STORED, "with a word of storage or hosting in its sentence"),
    (AliasRule::IMPLIED, "as a concept of the law, where the law itself is not named"),
];
