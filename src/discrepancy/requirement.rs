//! Requirements that the design does not speak of.

use super::{Case, Discrepancy, Pair, Words};
use crate::facts::{Facts, Priority, Requirement, Standing, Wording};
use crate::similarity::{stem_set, stems};
use crate::source::Span;
use crate::trace::Coverage;
use std::collections::{BTreeMap, BTreeSet};

/// Confidence of one of which nothing is known but that the design does not speak of it.
const BARE: f32 = 0.49;
/// What a demand adds.
const DEMANDED: f32 = 0.06;
/// What it adds that data, money, access or others are at stake.
const RISKY: f32 = 0.08;
/// What a mere label or the name of a setting takes.
const SHORT: f32 = 0.08;
/// What it takes that a demand says it again: stories and lists of features do.
const TOLD_AGAIN: f32 = 0.1;
/// Share of its words that a demand has to have for that.
const AGAIN: f32 = 0.5;
/// What it takes that it is an item of a list to tick, or a mere row.
const TICKED: f32 = 0.05;
/// What it adds that the design has the other half of its words: it is on its subject.
const ON_SUBJECT: f32 = 0.2;
/// Share of its words from which on the design has it in other places and words.
const MOSTLY_SAID: f32 = 0.7;
/// What that takes, or that it lacks a single word.
const SAID: f32 = 0.1;
/// What a name in back-ticks or quotation marks adds that the design does not have.
const NAMED: f32 = 0.03;
/// What a story takes: requirements say it in the words of a design.
const STORY: f32 = 0.03;
/// Words of the shortest requirement that says something.
const WORDS: usize = 4;

/// Stems of what opens, moves or destroys something.
const RISKS: &[&str] = &[
    "login",
    "sign",
    "password",
    "reset",
    "permiss",
    "role",
    "access",
    "admin",
    "approv",
    "upload",
    "download",
    "export",
    "import",
    "delet",
    "remov",
    "eras",
    "payment",
    "payrol",
    "payout",
    "refund",
    "charg",
    "webhook",
    "api",
    "sdk",
    "integr",
    "execut",
    "script",
    "command",
    "rollback",
    "revert",
    "valid",
    "expir",
    "suspend",
    "block",
    "isol",
    "consent",
    "notic",
    "audit",
    "immut",
    "ledger",
    "verif",
    "notif",
    "remind",
    "share",
    "public",
    "sync",
    "queue",
    "backup",
    "restor",
    "migrat",
    "filter",
    "region",
    "encrypt",
    "redact",
    "mask",
    "limit",
    "quota",
    "anchor",
    "dry",
    "loop",
    "breaker",
    "rout",
    "heartbeat",
    "health",
    "stream",
    "bulk",
    "csv",
    "batch",
    "tenant",
    "licens",
    "complianc",
    "price",
    "tax",
    "invoic",
    "cookie",
    "privaci",
    "search",
];

pub(super) fn uncovered(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let product = pair.product.facts;
    let demands = Demands::of(pair);
    let headed = Headed::of(pair);
    let mut gaps = Vec::new();
    for (requirement, traced) in product.requirements.iter().zip(pair.traced) {
        if traced.coverage != Coverage::Uncovered || requirement.standing() != Standing::Due {
            continue;
        }
        let text = requirement.span.of(pair.product.text);
        let words = stems(text);
        let (own, lacking) = own_words(requirement, &words, pair.built);
        let said = 1.0 - lacking.len() as f32 / own.max(1) as f32;
        let mut confidence = BARE - 0.05 * traced.standing.clamp(-0.4, 0.2);
        let is_said = said >= MOSTLY_SAID || (lacking.len() == 1 && own > 2);
        confidence += if is_said { -SAID } else { ON_SUBJECT * (said - 0.5) };
        if is_demand(requirement) {
            confidence += DEMANDED;
        } else if demands.say(&words) >= AGAIN {
            confidence -= TOLD_AGAIN;
        }
        match requirement.wording {
            Wording::Checkbox => confidence -= TICKED,
            Wording::Story => confidence -= STORY,
            _ => {}
        }
        if is_sensitive(product, requirement.span) || words.iter().any(|word| RISKS.contains(&word.as_str())) {
            confidence += RISKY;
        }
        if names(text).any(|name| !stem_set(name).is_disjoint(&lacking)) {
            confidence += NAMED;
        }
        if headed.says(&requirement.title, text) {
            confidence -= HEADED;
        }
        if is_of_the_team(text) {
            confidence -= OF_THE_TEAM;
        }
        if words.len() < WORDS || is_a_setting(&requirement.title) {
            confidence -= SHORT;
        }
        let told = Discrepancy {
            case: Case::RequirementUncovered,
            subject: requirement.known_by().to_owned(),
            product: vec![requirement.span],
            design: Vec::new(),
            notes: None,
            confidence,
            values: vec![
                ("name", name(requirement, pair.product.text)),
                ("lacking", if lacking.len() < own { as_written(text, &lacking) } else { String::new() }),
            ],
        };
        gaps.push(Gap { told, words: words.into_iter().collect(), lacking });
    }
    found.extend(joined(gaps, product.requirements.len()));
}

/// An uncovered requirement, the stems of its words, and those of them that the design does not have.
struct Gap {
    told: Discrepancy,
    words: BTreeSet<String>,
    lacking: BTreeSet<String>,
}

/// How many words a requirement has besides its id, and the stems of those that the design does not have.
fn own_words(requirement: &Requirement, words: &[String], design: &Words) -> (usize, BTreeSet<String>) {
    let id = if requirement.has_id { stem_set(&requirement.id) } else { BTreeSet::new() };
    let own: BTreeSet<&String> = words.iter().filter(|word| !id.contains(*word)).collect();
    let lacking = own.iter().filter(|word| !design.has(word)).map(|word| (*word).clone()).collect();
    (own.len(), lacking)
}

/// Most words that are told of.
const TOLD: usize = 5;

/// The first words of a text that have one of some stems, as they are written.
fn as_written(text: &str, stems: &BTreeSet<String>) -> String {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| {
        let own = stem_set(word);
        let new = own.iter().any(|stem| stems.contains(stem) && !seen.contains(stem));
        seen.extend(own);
        new
    });
    words.take(TOLD).map(|word| word.trim_matches('-')).collect::<Vec<_>>().join(", ")
}

/// What a text calls by its name, in back-ticks or quotation marks.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let inside = |mark: [char; 2]| text.split(mark).skip(1).step_by(2);
    inside(['`', '`']).chain(inside(['"', '"'])).chain(inside(['\u{201c}', '\u{201d}']))
}

/// Requirements that may have a word for it to be theirs.
const FEW: usize = 3;
/// Share of the words which the design lacks of one that another lacks too, when both ask for the same.
const SHARED: f32 = 0.5;

/// Words that both have to have for that.
const BOTH: usize = 2;

/// One for each thing that the design lacks, of a product document with so many requirements: the surest stands for those that lack
/// the same rare words.
fn joined(mut gaps: Vec<Gap>, requirements: usize) -> Vec<Discrepancy> {
    let mut often: BTreeMap<String, usize> = BTreeMap::new();
    for word in gaps.iter().flat_map(|gap| &gap.lacking) {
        *often.entry(word.clone()).or_default() += 1;
    }
    let few = FEW.max(requirements / 50);
    for gap in &mut gaps {
        gap.lacking.retain(|word| often[word] <= few);
    }
    gaps.sort_by(|a, b| b.told.confidence.total_cmp(&a.told.confidence).then_with(|| a.told.product.cmp(&b.told.product)));
    let mut told: Vec<Gap> = Vec::new();
    let mut lacked: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for gap in gaps {
        let same = |at: &usize| {
            let one = &told[*at];
            let shared = one.lacking.intersection(&gap.lacking).count() as f32;
            shared >= SHARED * one.lacking.len().min(gap.lacking.len()) as f32 && one.words.intersection(&gap.words).count() >= BOTH
        };
        let near: BTreeSet<usize> = gap.lacking.iter().filter_map(|word| lacked.get(word)).flatten().copied().collect();
        if let Some(at) = near.into_iter().find(|at| same(at)) {
            told[at].told.product.extend(gap.told.product);
            continue;
        }
        for word in &gap.lacking {
            lacked.entry(word.clone()).or_default().push(told.len());
        }
        told.push(gap);
    }
    told.into_iter().map(|gap| gap.told).collect()
}

/// What it takes that a heading of the design has its rarest word, or that a name in back-ticks is in the design.
const HEADED: f32 = 0.05;
/// Longest name of a requirement, in characters.
const NAME: usize = 90;

/// Its title; a single word says too little.
fn name(requirement: &Requirement, text: &str) -> String {
    let own = requirement.span.of(text);
    let whole = requirement.title.split_whitespace().count() > 1;
    let words = match listed(own) {
        Some(listed) => cut(&crate::document::plain(&listed)),
        None if whole => requirement.title.clone(),
        None => cut(&crate::document::plain(own)),
    };
    format!("\u{201c}{}\u{201d}", words.trim_end_matches(['.', ' ', ':', ';']))
}

/// A text with a list in it as a sentence: items behind each other, with commas between. None for one without a list.
fn listed(text: &str) -> Option<String> {
    let mut lines = text.lines();
    let mut said = lines.next()?.to_owned();
    let mut items = 0;
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        let item = ["* ", "- ", "+ "].iter().find_map(|mark| line.strip_prefix(mark));
        said += if item.is_some() && items > 0 { ", " } else { " " };
        said += item.map_or(line, |item| item.trim_end_matches(['.', ',', ';']));
        items += usize::from(item.is_some());
    }
    (items > 0).then_some(said)
}

/// The first words of a text, as many as a name may have.
pub(super) fn cut(text: &str) -> String {
    let start: String = text.chars().take(NAME).collect();
    if start.len() == text.len() {
        return start;
    }
    let words = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{words} \u{2026}")
}

/// What the design has under headings of its own, and the words of both documents.
struct Headed<'a> {
    headings: BTreeSet<String>,
    product: &'a Words,
    design: &'a str,
}

impl<'a> Headed<'a> {
    fn of(pair: Pair<'a>) -> Self {
        let headings = pair.design.facts.outline.iter().skip(1).flat_map(|entry| stems(&entry.title)).collect();
        Self { headings, product: pair.said, design: pair.design.text }
    }

    fn says(&self, title: &str, text: &str) -> bool {
        let words = stems(title);
        let rarest = words.iter().min_by_key(|word| self.product.times(word));
        let mut ticked = text.split('`').skip(1).step_by(2).filter(|name| name.len() > 4 && name.contains(['_', '/', '.']));
        rarest.is_some_and(|word| self.headings.contains(word)) || ticked.any(|name| self.design.contains(name))
    }
}

/// The words of all demands.
struct Demands {
    by_word: BTreeMap<String, Vec<u32>>,
}

impl Demands {
    fn of(pair: Pair<'_>) -> Self {
        let mut by_word: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let demands = pair.product.facts.requirements.iter().filter(|requirement| is_demand(requirement));
        for (at, requirement) in demands.enumerate() {
            for word in stem_set(requirement.span.of(pair.product.text)) {
                by_word.entry(word).or_default().push(at as u32);
            }
        }
        Self { by_word }
    }

    /// The largest share of these words that one demand has.
    fn say(&self, words: &[String]) -> f32 {
        let mut shared: BTreeMap<u32, u32> = BTreeMap::new();
        let distinct: BTreeSet<&String> = words.iter().collect();
        for word in &distinct {
            for at in self.by_word.get(*word).map_or(&[][..], Vec::as_slice) {
                *shared.entry(*at).or_default() += 1;
            }
        }
        shared.into_values().max().unwrap_or_default() as f32 / distinct.len().max(1) as f32
    }
}

/// What it takes that the team's work is meant, or a wish without a measure.
const OF_THE_TEAM: f32 = 0.15;
/// Words of how a team works.
const TEAM: &[&str] = &[
    "pull request",
    " PR ",
    "CI ",
    "README",
    "contribut",
    "recording",
    "screenshot",
    "changelog",
    "code review",
    "docs/",
    "tutorial",
    "olor scheme",
    "olor palette",
    "olor system",
    "ypograph",
];
/// Verbs of wishes that nothing measures.
const WISHES: &[&str] = &["Improve", "Strengthen", "Enhance", "Foster", "Empower", "Future-ready", "Demonstrate"];

/// True for what is called by a name in capitals: `FF_AUDIT: switches the log on`.
fn is_a_setting(title: &str) -> bool {
    let first = title.split([':', ' ']).next().unwrap_or_default().trim_matches('`');
    first.contains('_') && first.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

fn is_of_the_team(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    TEAM.iter().any(|word| text.contains(word)) || WISHES.iter().any(|wish| start.starts_with(wish))
}

/// True for "must" and "shall", in the sentence or as its priority.
fn is_demand(requirement: &Requirement) -> bool {
    let worded = matches!(
        requirement.wording,
        Wording::Ubiquitous | Wording::Event | Wording::State | Wording::Unwanted | Wording::Optional | Wording::Demand
    );
    worded || requirement.priority.as_ref().is_some_and(|said| said.value == Priority::Must)
}

/// True when personal data, an outside service, a protection or a law is spoken of.
fn is_sensitive(facts: &Facts, span: Span) -> bool {
    let here = |place: Span| span.contains(place);
    facts.data_elements.iter().any(|fact| here(fact.mention.span))
        || facts.protections.iter().any(|fact| here(fact.mention.span))
        || facts.regulations.iter().any(|fact| here(fact.mention.span))
        || facts.retention.iter().any(|fact| here(fact.span))
        || facts.third_parties.iter().any(|party| party.role.counts() && party.mentions.iter().any(|(_, mention)| here(mention.span)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(words: &str, lacking: &str, confidence: f32) -> Gap {
        let told = Discrepancy {
            case: Case::RequirementUncovered,
            subject: String::new(),
            product: vec![Span::new(words.len(), words.len() + 1)],
            design: Vec::new(),
            notes: None,
            confidence,
            values: Vec::new(),
        };
        Gap { told, words: stem_set(words), lacking: stem_set(lacking) }
    }

    #[test]
    fn words_that_are_lacking_are_told_once_and_as_written() {
        let lacking = stem_set("exporting YAML dry-run");
        assert_eq!(as_written("**Export** of rules; exports as YAML (`dry-run` first)", &lacking), "Export, YAML, dry-run");
    }

    #[test]
    fn what_lacks_the_same_words_is_told_once() {
        let gaps =
            || vec![gap("rules are exported as YAML", "export YAML", 0.6), gap("users export rules to share them", "export share", 0.5)];
        let told = joined(gaps(), 10);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].product.len(), 2);
        let other = vec![gap("rules are exported as YAML", "export YAML", 0.6), gap("reminders go out by export", "remind export", 0.5)];
        assert_eq!(joined(other, 10).len(), 2, "one word alone is no common subject");
    }

    #[test]
    fn a_list_is_told_as_a_sentence() {
        assert_eq!(listed("Keeps records of:\n\n* who\n* when.\n  - in UTC"), Some("Keeps records of: who, when, in UTC".to_owned()));
        assert_eq!(listed("Keeps records\nof 2 - 3 days"), None);
    }

    #[test]
    fn a_setting_is_called_in_capitals() {
        assert!(is_a_setting("FF_AUDIT: switches the log on") && is_a_setting("`MAX_ROWS` of a page"));
        assert!(!is_a_setting("API keys are rotated") && !is_a_setting("audit_log is kept"));
    }
}
