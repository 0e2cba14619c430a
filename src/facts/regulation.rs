//! Laws, standards and rules of authorities that a document names, each once, and what it says of them.

use super::mention::Mention;
use super::reading::{Reading, is_word};
use super::surroundings::{Found, SectionRole};
use crate::checklist::cues::{COMPLY, FUTURE, NEGATION, RIVAL, RULES as RULE_NOUNS, SCOPE, TURN};
use crate::lexicon::{Token, TokenHome, word_hash};
use crate::rule::Confidence;
use crate::source::Span;
use crate::terms::{AliasRule, Term};
use serde::Serialize;

/// Names of the rules that decide how a regulation is meant.
pub const RULES: &[&str] = &[
    "named",
    "named-beside-compliance",
    "rules-of-an-authority",
    "field-of-law",
    "does-not-apply",
    "out-of-scope-section",
    "later",
    "implied-by-its-concepts",
    "implied-by-an-identifier",
];

/// Regulations kept of a document; none names as many.
const MOST: usize = 200;
/// Words behind an authority in which its rules are named: "RBI PPI regulations".
const RULE_REACH: usize = 3;
/// Words behind a name in which it is said not to apply.
const DENIAL_REACH: usize = 4;
/// Words before a name in which it is said to be outside of it.
const OUTSIDE_REACH: usize = 5;
/// Words before a name in which compliance with it is denied.
const DENIED_REACH: usize = 20;
/// Words behind the negation in which that of compliance stands.
const COMPLIANCE_REACH: usize = 5;
/// Words of a clause that speaks of a case, or of somebody else.
const OF_OTHERS: &[&str] = &["if", "unless", "that", "which", "who", "whose", "when", "without"];
/// What is denied where a law is said not to be met.
const COMPLIES: &[&str] = &["comply", "complies", "compliant", "certified", "conform", "conforms"];

/// How a document speaks of a regulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegulationRole {
    /// It is named as something to heed.
    Named,
    /// It is to be met later.
    Future,
    /// It is said not to apply, or not to be met.
    Excluded,
    /// It is not named; something is that only it asks for.
    Implied,
}

/// A law, a standard or the rules of an authority in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegulationFact {
    /// Index into [`crate::terms::Terms::regulations`].
    pub regulation: usize,
    /// How it is meant.
    pub role: RegulationRole,
    /// Its name as the document says it, where it is named first in this role.
    pub mention: Mention,
}

/// Every regulation of a document, once each; a version or part with a number of its own ("ISO 27018") counts as another.
pub(super) fn find(reading: &Reading<'_>, found: &[Found<'_, '_>]) -> Vec<RegulationFact> {
    let mut facts: Vec<RegulationFact> = Vec::new();
    let mut headings: Option<Vec<bool>> = None;
    let mut last: Option<(u32, Span)> = None;
    let strong: Vec<u32> = found.iter().filter(|f| is_regulation(f) && f.alias.rule.is_strong()).map(|f| f.hit.home).collect();
    let mut mentions = found.iter().filter(|f| is_regulation(f)).peekable();
    while let Some(here) = mentions.next() {
        let Term::Regulation(regulation) = here.alias.term else { continue };
        let regulation = regulation as usize;
        // "NIST FIPS 140-2", "FDA 21 CFR Part 11": whose it is stands before its name.
        let owner = mentions
            .peek()
            .is_some_and(|next| next.hit.home == here.hit.home && gap(here.hit.span, next.hit.span, reading.text) == Some(" "));
        if owner && here.alias.rule.has(AliasRule::CUE) || facts.len() == MOST {
            continue;
        }
        let beside = || {
            strong.binary_search(&here.hit.home).is_ok()
                || here.passage_cues() & COMPLY != 0
                || headings.get_or_insert_with(|| compliance_headings(reading))[here.section()]
        };
        let Some((role, decided_by, span)) = decide(here, reading.checklist.terms.regulations[regulation].is_field(), beside) else {
            continue;
        };
        let family = reading.checklist.terms.regulations[regulation].is_family;
        // "Payment aggregator licence (RBI)": whose rules were just named.
        let whose = last.is_some_and(|(home, before)| home == here.hit.home && is_behind(before, span, reading.text));
        last = Some((here.hit.home, span));
        if whose && here.alias.rule.has(AliasRule::CUE) {
            continue;
        }
        let confidence = if role == RegulationRole::Implied { Confidence::Medium } else { Confidence::High };
        let mention = Mention { span, subject: None, confidence, decided_by };
        let known = facts.iter_mut().find(|f| f.regulation == regulation && same_part((f.mention.span, span), family, reading.text));
        match known {
            Some(known) if known.role <= role => {}
            Some(known) => *known = RegulationFact { regulation, role, mention },
            None => facts.push(RegulationFact { regulation, role, mention }),
        }
    }
    keep_the_named(&mut facts, reading);
    facts.sort_by_key(|fact| fact.mention.span);
    facts
}

/// Drops what adds nothing to a name: concepts of a law that is named, and a field of law where one of its laws is.
fn keep_the_named(facts: &mut Vec<RegulationFact>, reading: &Reading<'_>) {
    let known = &reading.checklist.terms.regulations;
    let named: Vec<usize> = facts.iter().filter(|f| f.role != RegulationRole::Implied).map(|f| f.regulation).collect();
    facts.retain(|fact| {
        let own = &known[fact.regulation];
        let adds = |other: &usize| *other != fact.regulation && known[*other].topic == own.topic && !known[*other].is_field();
        match fact.role {
            RegulationRole::Implied => !named.contains(&fact.regulation),
            _ if own.is_field() => !named.iter().any(adds),
            _ => true,
        }
    });
}

fn is_regulation(found: &Found<'_, '_>) -> bool {
    matches!(found.alias.term, Term::Regulation(_))
}

/// How a mention is meant, by which rule, and the words that name it; None when it is none.
fn decide(here: &Found<'_, '_>, is_field: bool, beside_compliance: impl FnOnce() -> bool) -> Option<(RegulationRole, &'static str, Span)> {
    if here.is_excepted() || is_of_rivals(here) {
        return None;
    }
    let mut span = here.hit.span;
    let mut rule = if is_field { "field-of-law" } else { "named" };
    if here.alias.rule.has(AliasRule::CUE) {
        if !here.is_in_capitals() || here.is_part_of_identifier() {
            return None;
        }
        if let Some(end) = rules_behind(here) {
            span = span.join(end);
            rule = "rules-of-an-authority";
        } else if beside_compliance() {
            rule = "named-beside-compliance";
        } else {
            return None;
        }
    }
    if here.alias.rule.has(AliasRule::IMPLIED) {
        let silent = matches!(here.role(), Some(SectionRole::Excluded | SectionRole::Future)) || here.is_negated();
        return (!silent).then_some((RegulationRole::Implied, "implied-by-its-concepts", span));
    }
    if here.is_part_of_identifier() {
        return Some((RegulationRole::Implied, "implied-by-an-identifier", span));
    }
    let section = here.role();
    if section == Some(SectionRole::Excluded) {
        return Some((RegulationRole::Excluded, "out-of-scope-section", span));
    }
    if does_not_apply(here, span) {
        return Some((RegulationRole::Excluded, "does-not-apply", span));
    }
    if section == Some(SectionRole::Future) || here.passage_cues() & FUTURE != 0 {
        return Some((RegulationRole::Future, "later", span));
    }
    Some((RegulationRole::Named, rule, span))
}

/// What others heed. "Market requirements" are the product's own.
fn is_of_rivals(here: &Found<'_, '_>) -> bool {
    here.role() == Some(SectionRole::Competitors) && {
        let key = here.reading.keys[here.section()].first().map_or("", String::as_str);
        !key.contains("requirement") || here.passage_cues() & RIVAL != 0
    }
}

/// The word that names rules, a few words behind an authority.
fn rules_behind(here: &Found<'_, '_>) -> Option<Span> {
    let after = here.after(RULE_REACH);
    let text = here.reading.text;
    let goes_on = |token: &&Token| token.joins() && !matches!(token.span().of(text), "and" | "or" | "with" | "for" | "in");
    let joined = after.iter().take_while(goes_on).count();
    (0..joined).find(|&at| here.cues(&after[at..=at]) & RULE_NOUNS != 0).map(|at| after[at].span())
}

/// "Not subject to GDPR", "no HIPAA", "HIPAA does not apply", "makes no claim to comply with HIPAA", "outside HIPAA".
fn does_not_apply(here: &Found<'_, '_>, name: Span) -> bool {
    if compliance_is_denied(here) || is_outside(here, name) {
        return true;
    }
    if let Some((distance, _)) = here.negation() {
        let before = here.before(distance + 1);
        let between = before.get(1..).unwrap_or_default();
        // "Non-compliance with GDPR" denies nothing.
        let breach = before.first().is_some_and(|token| is_word(here.reading, *token, &["non"]));
        if !breach && (between.is_empty() || here.cues(between) & SCOPE != 0) {
            return true;
        }
    }
    let after = here.after(DENIAL_REACH);
    let negation = (0..after.len()).find(|&at| here.cues(&after[at..=at]) & NEGATION != 0);
    negation.is_some_and(|at| here.cues(&after[at + 1..]) & SCOPE != 0)
}

/// "Outside HIPAA", "outside of the scope of the CSA STAR rules": nothing lies between but whose they are, and the whole name goes on to
/// no other noun.
fn is_outside(here: &Found<'_, '_>, name: Span) -> bool {
    let before = here.before(OUTSIDE_REACH);
    let at = before.iter().rposition(|token| is_word(here.reading, *token, &["outside"]));
    let leads = |token: &Token| token.joins() && (token.is_capital() || is_word(here.reading, *token, &["of", "the", "scope"]));
    let joined = at.is_some_and(|at| before[at + 1..].iter().all(leads));
    let goes_on = || {
        let after = here.after(RULE_REACH + 1);
        after.iter().find(|token| token.start >= name.end).is_some_and(|token| token.joins())
    };
    joined && here.token().joins() && !goes_on()
}

/// True when a negation before it reaches a word of compliance, and its clause speaks of no case and of nobody else.
fn compliance_is_denied(here: &Found<'_, '_>) -> bool {
    let before = here.before(DENIED_REACH);
    let cues = &here.reading.checklist.cues;
    let last = (0..before.len()).rev().find(|&at| cues.at(&before[at..]) & (NEGATION | TURN) != 0);
    last.is_some_and(|at| {
        let reached = before.get(at + 1..before.len().min(at + 1 + COMPLIANCE_REACH)).unwrap_or_default();
        let whole =
            !is_word(here.reading, before[at], &["non"]) && !reached.first().is_some_and(|token| is_word(here.reading, *token, &["only"]));
        let comply = reached.iter().any(|token| is_word(here.reading, *token, COMPLIES));
        let of_others = before[..=at].iter().any(|token| is_word(here.reading, *token, OF_OTHERS));
        let twice = (0..at).any(|earlier| cues.at(&before[earlier..=earlier]) & NEGATION != 0);
        cues.at(&before[at..]) & TURN == 0 && whole && comply && !of_others && !twice
    })
}

/// True when only a parenthesis parts the two.
fn is_behind(before: Span, span: Span, text: &str) -> bool {
    gap(before, span, text).is_some_and(|gap| gap.trim() == "(")
}

/// The text between two spans; None when they overlap.
fn gap(before: Span, after: Span, text: &str) -> Option<&str> {
    text.get(before.end as usize..after.start as usize)
}

/// True for two ways to name the same part of a regulation: their numbers agree as far as both have any. Of a family of laws, each
/// has a name of its own.
fn same_part((one, other): (Span, Span), family: bool, text: &str) -> bool {
    let digits = |span: Span| span.of(text).bytes().filter(u8::is_ascii_digit);
    let letters = |span: Span| span.of(text).bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    let begins = |short: Span, long: Span| letters(short).zip(letters(long)).all(|(a, b)| a == b);
    digits(one).zip(digits(other)).all(|(a, b)| a == b) && (!family || begins(one, other))
}

/// For each section, whether a heading above speaks of compliance.
fn compliance_headings(reading: &Reading<'_>) -> Vec<bool> {
    let standard = word_hash("standard");
    let mut speaks = vec![false; reading.document.sections.len()];
    for (home, range) in &reading.tokens.homes {
        if let TokenHome::Heading(id) = home {
            let words = &reading.tokens.all[range.start as usize..range.end as usize];
            let standard = words.iter().any(|token| token.hash() == standard);
            speaks[*id] = !reading.is_title(*id) && (standard || reading.checklist.cues.within(words) & COMPLY != 0);
        }
    }
    for id in 0..speaks.len() {
        speaks[id] |= reading.document.sections[id].parent.is_some_and(|parent| parent < id && speaks[parent]);
    }
    speaks
}
