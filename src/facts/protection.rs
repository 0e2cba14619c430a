//! What a document says of controls: what asks for each, which mechanism is named for which thing, what is only wished for, and what
//! is said to be missing.

use super::mention::Mention;
use super::reading::Reading;
use super::surroundings::{Found, Place, SectionRole};
use crate::checklist::cues::{ASSET, BOUND, FUTURE, LACK, REJECTED, RISK};
use crate::lexicon::TokenHome;
use crate::rule::Confidence;
use crate::source::Span;
use crate::terms::{ControlPart, Term};
use serde::Serialize;

/// Names of the rules that decide how strong a statement on a control is.
pub const RULES: &[&str] =
    &["mechanism", "mechanism-in-code", "planned", "only-wished-for", "denied", "denied-behind", "out-of-scope-section", "red-flag"];

/// Mentions kept of what asks for a control.
const TRIGGERS_KEPT: usize = 5;
/// Words between a denial and a control.
const DENIAL_REACH: usize = 4;
/// Words of an item that is a wish by itself: "User authentication".
const SHORT_WISH: usize = 6;
/// Words before a control at the head of an item.
const LEFT_OUT_REACH: usize = 3;
/// Words beside a mechanism among which the thing it protects is looked for.
const OBJECT_REACH: usize = 8;

/// How much a statement on a control is worth to a reviewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// A mechanism is named.
    Concrete,
    /// It is to come later.
    Planned,
    /// It is wished for, and no mechanism is named.
    Weak,
    /// It is said to be missing, broken or not done.
    Denied,
}

/// A statement on a control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    /// Index into [`crate::terms::Terms::controls`].
    pub control: usize,
    /// How much it is worth.
    pub strength: Strength,
    /// The mechanism it names.
    pub mechanism: Option<Span>,
    /// What is protected.
    pub object: Option<Span>,
    /// Where it stands.
    pub mention: Mention,
}

/// What a document says of one control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlFact {
    /// Index into [`crate::terms::Terms::controls`].
    pub control: usize,
    /// What asks for it, the first few mentions.
    pub triggers: Vec<Mention>,
    /// Statements on it: indices into [`super::Facts::protections`].
    pub statements: Vec<usize>,
    /// The strongest of them.
    pub strongest: Option<Strength>,
    /// True when some statement says that it is missing or broken.
    pub denied: bool,
}

impl ControlFact {
    /// True when something asks for it, and nothing says how it is done.
    pub fn is_open(&self) -> bool {
        !self.triggers.is_empty() && !matches!(self.strongest, Some(Strength::Concrete | Strength::Planned))
    }
}

/// Every statement on a control in source order, and what is known of each control that is asked for or spoken of.
pub(super) fn find(reading: &Reading<'_>, found: &[Found<'_, '_>]) -> (Vec<Protection>, Vec<ControlFact>) {
    let count = reading.checklist.terms.controls.len();
    let mut triggers: Vec<Vec<Mention>> = vec![Vec::new(); count];
    let mut statements: Vec<Protection> = Vec::new();
    let mut risk_headings: Option<Vec<bool>> = None;
    let mut hits: Vec<(&Found<'_, '_>, usize, ControlPart)> = Vec::new();
    hits.extend(found.iter().filter_map(|here| match here.alias.term {
        Term::Control(control, part) => Some((here, control as usize, part)),
        _ => None,
    }));
    for (at, &(here, control, part)) in hits.iter().enumerate() {
        if part == ControlPart::Trigger && triggers[control].len() >= TRIGGERS_KEPT {
            continue;
        }
        if !is_written_so(here) || here.is_excepted() || here.is_in_contents() || is_inside_longer(&hits, at) {
            continue;
        }
        if part == ControlPart::Trigger {
            if asks(here) {
                let confidence = if here.is_code() { Confidence::Low } else { Confidence::Medium };
                triggers[control].push(Mention { span: here.hit.span, subject: None, confidence, decided_by: "trigger" });
            }
            continue;
        }
        let is_risky = || risk_headings.get_or_insert_with(|| risk_sections(reading))[here.section()];
        let Some((strength, rule)) = decide(here, part, is_risky) else { continue };
        let mechanism = (part == ControlPart::Evidence).then_some(here.hit.span);
        let confidence = if rule == "mechanism-in-code" { Confidence::Medium } else { Confidence::High };
        let object = object_of(here);
        let mention = Mention { span: here.hit.span, subject: object, confidence, decided_by: rule };
        statements.push(Protection { control, strength, mechanism, object, mention });
    }
    statements.sort_by_key(|statement| (statement.mention.span, statement.control));
    statements.dedup_by(|later, first| later.control == first.control && later.mention.span == first.mention.span);
    drop_wishes_with_a_mechanism(&mut statements, reading);
    let controls = (0..count).filter_map(|control| gather(control, std::mem::take(&mut triggers[control]), &statements)).collect();
    (statements, controls)
}

fn gather(control: usize, triggers: Vec<Mention>, statements: &[Protection]) -> Option<ControlFact> {
    let own = || statements.iter().enumerate().filter(|(_, statement)| statement.control == control);
    let indices: Vec<usize> = own().map(|(at, _)| at).collect();
    let strongest = own().map(|(_, statement)| statement.strength).min();
    let denied = own().any(|(_, statement)| statement.strength == Strength::Denied);
    (!triggers.is_empty() || !indices.is_empty()).then_some(ControlFact { control, triggers, statements: indices, strongest, denied })
}

/// A wish is settled by a mechanism on the same lines: "encrypted with AES-256".
fn drop_wishes_with_a_mechanism(statements: &mut Vec<Protection>, reading: &Reading<'_>) {
    let lines = |span: Span| reading.file.line1(span.start);
    let mut settled: Vec<(usize, u32)> =
        statements.iter().filter(|s| s.strength != Strength::Weak).map(|s| (s.control, lines(s.mention.span))).collect();
    settled.sort_unstable();
    let near = |control, line: u32| (line.saturating_sub(1)..=line + 1).any(|line| settled.binary_search(&(control, line)).is_ok());
    statements.retain(|s| s.strength != Strength::Weak || !near(s.control, lines(s.mention.span)));
}

/// Abbreviations stand in capitals, and a star where the alias has one: `Access-Control-Allow-Origin: *`.
fn is_written_so(here: &Found<'_, '_>) -> bool {
    if here.alias.upper && !here.is_in_capitals() {
        return false;
    }
    if !here.alias.text.ends_with('*') {
        return true;
    }
    let behind = here.reading.text.get(here.hit.span.end as usize..).unwrap_or_default();
    let behind = behind.trim_start_matches(|c: char| " \t:=\"'`([{".contains(c));
    behind.starts_with('*') && !behind.starts_with("**")
}

/// True inside longer words on the same control: "rate limit" in "no rate limit".
fn is_inside_longer(hits: &[(&Found<'_, '_>, usize, ControlPart)], at: usize) -> bool {
    let (here, control, part) = hits[at];
    let longer = |other: &&(&Found<'_, '_>, usize, ControlPart)| {
        let (other, its_control, its_part) = **other;
        let holds = other.hit.home == here.hit.home && other.hit.span != here.hit.span && other.hit.span.contains(here.hit.span);
        // What asks for a control hides nothing that is said of it.
        its_control == control && holds && (its_part != ControlPart::Trigger || part == ControlPart::Trigger)
    };
    hits[at.saturating_sub(24)..at].iter().rev().take_while(|(other, ..)| other.hit.home == here.hit.home).any(|other| longer(&other))
}

/// Sections in which nothing is said of what the product has.
fn is_beside_the_point(role: SectionRole) -> bool {
    matches!(
        role,
        SectionRole::Alternatives
            | SectionRole::Competitors
            | SectionRole::References
            | SectionRole::Glossary
            | SectionRole::History
            | SectionRole::Examples
            | SectionRole::Open
    )
}

/// True when a trigger is something that the product has.
fn asks(here: &Found<'_, '_>) -> bool {
    let role = here.role();
    !role.is_some_and(is_beside_the_point)
        && !here.is_part_of_identifier()
        && !matches!(role, Some(SectionRole::Excluded | SectionRole::Future))
        && here.negation().is_none_or(|(distance, _)| distance > 2)
}

fn decide(here: &Found<'_, '_>, part: ControlPart, is_risky: impl FnOnce() -> bool) -> Option<(Strength, &'static str)> {
    let role = here.role();
    if role.is_some_and(is_beside_the_point) || is_asked(here) {
        return None;
    }
    if part == ControlPart::RedFlag {
        let spoken_of = matches!(role, Some(SectionRole::Problem | SectionRole::Excluded | SectionRole::Future | SectionRole::Personas))
            || here.is_negated()
            || is_undone(here)
            || here.passage_cues() & (RISK | FUTURE) != 0
            || is_risky();
        return (!spoken_of).then_some((Strength::Denied, "red-flag"));
    }
    // The world as it is today, and what invented persons want, is no control of the product.
    if matches!(role, Some(SectionRole::Problem | SectionRole::Personas)) {
        return None;
    }
    if role == Some(SectionRole::Excluded) {
        // What is left out stands at the head of its item; further on stand reasons.
        let heads = here.place() != Place::Code && here.words_before() <= LEFT_OUT_REACH;
        return (part == ControlPart::Evidence && heads).then_some((Strength::Denied, "out-of-scope-section"));
    }
    if here.place() != Place::Code {
        if let Some((distance, _)) = here.negation() {
            return is_lacking(here, distance).then_some((Strength::Denied, "denied"));
        }
        if is_denied_behind(here) {
            return Some((Strength::Denied, "denied-behind"));
        }
        if here.cues(here.before(3)) & REJECTED != 0 {
            return None;
        }
    }
    if part == ControlPart::Weak {
        let silent = here.is_code() || here.place() == Place::Heading || role == Some(SectionRole::Future);
        // A wish is short, or says what has to be: elsewhere such a word only names a subject.
        let wished = here.home().len() <= SHORT_WISH || here.cues(here.before(OBJECT_REACH)) & BOUND != 0;
        return (!silent && wished).then_some((Strength::Weak, "only-wished-for"));
    }
    if role == Some(SectionRole::Future) || here.place() != Place::Code && here.passage_cues() & FUTURE != 0 {
        return Some((Strength::Planned, "planned"));
    }
    let code = here.place() == Place::Code || here.is_part_of_identifier();
    Some((Strength::Concrete, if code { "mechanism-in-code" } else { "mechanism" }))
}

/// "Change the default password": what is wrong is taken away.
fn is_undone(here: &Found<'_, '_>) -> bool {
    const UNDOING: &[&str] = &["change", "changes", "changed", "rotate", "disable", "disables", "revoke", "reset", "against", "for"];
    here.before(3).iter().any(|token| UNDOING.iter().any(|word| token.span().of(here.reading.text).eq_ignore_ascii_case(word)))
}

/// "No MFA", "does not support SSO": the control itself is denied, and not a way to use it.
fn is_lacking(here: &Found<'_, '_>, distance: usize) -> bool {
    let before = here.before(distance + 1);
    let (Some(first), between) = (before.first(), before.get(1..).unwrap_or_default()) else { return false };
    let denial = first.span().of(here.reading.text).to_ascii_lowercase();
    // "Not JWT" sets it against something else; "without a lockout, ..." says what would be.
    let denies = match denial.as_str() {
        "no" => between.len() <= 1,
        "without" => !first.opens_sentence() && between.len() <= 1,
        "not" | "t" | "cannot" | "don" | "doesn" => !between.is_empty(),
        _ => false,
    };
    let plain = between.iter().all(|token| here.cues(std::slice::from_ref(token)) & LACK != 0);
    // "No JWT in the URL", "no password hash is returned": something else is denied.
    let ends = here.after(1).first().is_none_or(|token| !token.joins() || here.cues(std::slice::from_ref(token)) & LACK != 0);
    distance <= DENIAL_REACH && denies && plain && ends && here.token().joins()
}

/// "MFA is not supported", "SSO: not in scope".
fn is_denied_behind(here: &Found<'_, '_>) -> bool {
    let text = here.reading.text;
    let after = here.after(DENIAL_REACH);
    let joined = after.iter().take_while(|token| token.joins()).count();
    let after = &after[..joined];
    let plain = after.iter().take_while(|t| matches!(t.span().of(text), "is" | "are" | "was" | "will" | "be" | "does" | "do")).count();
    let rest = after.get(plain..).unwrap_or_default();
    let [negation, next, ..] = rest else { return false };
    let what = next.span().of(text);
    plain > 0
        && negation.span().of(text).eq_ignore_ascii_case("not")
        && (what.ends_with("ed") && here.cues(std::slice::from_ref(next)) & LACK != 0 || matches!(what, "available" | "part"))
}

/// True in a question.
fn is_asked(here: &Found<'_, '_>) -> bool {
    let sentence = here.sentence();
    let end = sentence.last().map_or(here.hit.span.end, |token| token.span().end);
    here.reading.text.get(end as usize..).is_some_and(|rest| rest.trim_start_matches(['*', '`', '_', ')', '"']).starts_with('?'))
}

/// What is protected: the nearest thing beside the mechanism, in the same sentence.
fn object_of(here: &Found<'_, '_>) -> Option<Span> {
    let (before, after) = (here.before(OBJECT_REACH), here.after(OBJECT_REACH));
    let is_asset = |token: &&crate::lexicon::Token| here.cues(std::slice::from_ref(*token)) & ASSET != 0;
    let ahead = before.iter().rev().position(|token| is_asset(&token)).map(|at| (at, before[before.len() - 1 - at].span()));
    let behind = after.iter().position(|token| is_asset(&token)).map(|at| (at, after[at].span()));
    match (ahead, behind) {
        (Some(ahead), Some(behind)) => Some(if behind.0 < ahead.0 { behind.1 } else { ahead.1 }),
        (one, other) => one.or(other).map(|(_, span)| span),
    }
}

/// For each section, whether a heading above speaks of risks.
fn risk_sections(reading: &Reading<'_>) -> Vec<bool> {
    let mut speaks = vec![false; reading.document.sections.len()];
    for (home, range) in &reading.tokens.homes {
        if let TokenHome::Heading(id) = home {
            let words = &reading.tokens.all[range.start as usize..range.end as usize];
            speaks[*id] = !reading.is_title(*id) && reading.checklist.cues.within(words) & RISK != 0;
        }
    }
    for id in 0..speaks.len() {
        speaks[id] |= reading.document.sections[id].parent.is_some_and(|parent| parent < id && speaks[parent]);
    }
    speaks
}
