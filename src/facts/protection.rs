//! What a document says of controls: what asks for each, which mechanism is named for which thing, what is only wished for, and what
//! is said to be missing.

mod frame;
mod silence;

use super::mention::Mention;
use super::reading::Reading;
use super::surroundings::{Found, Place, SectionRole};
use crate::checklist::cues::{ASSET, FUTURE, RISK};
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
    /// True when it is named where nothing is said of how it is done: a heading, a condition, a passing word.
    pub named: bool,
}

impl ControlFact {
    /// True when something asks for it, and nothing says how it is done.
    pub fn is_open(&self) -> bool {
        !self.triggers.is_empty() && !self.named && !matches!(self.strongest, Some(Strength::Concrete | Strength::Planned))
    }
}

/// Every statement on a control in source order, and what is known of each control that is asked for or spoken of.
/// A proposal speaks of hashes and curves as what its protocol computes with.
pub(super) fn find(reading: &Reading<'_>, found: &[Found<'_, '_>], proposal: bool) -> (Vec<Protection>, Vec<ControlFact>) {
    let count = reading.checklist.terms.controls.len();
    let mut triggers: Vec<Vec<Mention>> = vec![Vec::new(); count];
    let mut statements: Vec<Protection> = Vec::new();
    let mut named = vec![false; count];
    let mut vetoed = vec![false; count];
    let mut risk_headings: Option<Vec<bool>> = None;
    let mut hits: Vec<(&Found<'_, '_>, usize, ControlPart)> = Vec::new();
    hits.extend(found.iter().filter_map(|here| match here.alias.term {
        Term::Control(control, part) => Some((here, control as usize, part)),
        _ => None,
    }));
    let mut is_risk_section = |here: &Found<'_, '_>| risk_headings.get_or_insert_with(|| risk_sections(reading))[here.section()];
    for (at, &(here, control, part)) in hits.iter().enumerate() {
        if part == ControlPart::Trigger && triggers[control].len() >= TRIGGERS_KEPT {
            continue;
        }
        if !is_written_so(here) || here.is_excepted() || here.is_in_contents() || is_inside_longer(&hits, at) || !frame::is_meant(here) {
            continue;
        }
        if part == ControlPart::Veto {
            vetoed[control] |= frame::rules_out(here);
            continue;
        }
        if part == ControlPart::Trigger {
            if asks(here) && !is_risk_section(here) {
                let confidence = if here.is_code() || frame::is_field_name(here) { Confidence::Low } else { Confidence::Medium };
                triggers[control].push(Mention { span: here.hit.span, subject: None, confidence, decided_by: "trigger" });
            }
            continue;
        }
        let (strength, rule) = match decide(here, part, proposal, || is_risk_section(here)) {
            Said::Statement(strength, rule) => (strength, rule),
            Said::Named => {
                named[control] = true;
                continue;
            }
            Said::Nothing => continue,
        };
        let mechanism = (part == ControlPart::Evidence).then_some(here.hit.span);
        let confidence = if rule == "mechanism-in-code" { Confidence::Medium } else { Confidence::High };
        let object = object_of(here);
        let mention = Mention { span: here.hit.span, subject: object, confidence, decided_by: rule };
        statements.push(Protection { control, strength, mechanism, object, mention });
    }
    // Nothing asks for what has no object here: a product of one organisation needs no walls between tenants.
    for (own, _) in triggers.iter_mut().zip(&vetoed).filter(|(_, vetoed)| **vetoed) {
        own.clear();
    }
    statements.sort_by_key(|statement| (statement.mention.span, statement.control));
    statements.dedup_by(|later, first| later.control == first.control && later.mention.span == first.mention.span);
    drop_wishes_with_a_mechanism(&mut statements, reading);
    let controls =
        (0..count).filter_map(|control| gather(control, std::mem::take(&mut triggers[control]), &statements, named[control])).collect();
    (statements, controls)
}

fn gather(control: usize, triggers: Vec<Mention>, statements: &[Protection], named: bool) -> Option<ControlFact> {
    let own = || statements.iter().enumerate().filter(|(_, statement)| statement.control == control);
    let indices: Vec<usize> = own().map(|(at, _)| at).collect();
    let strongest = own().map(|(_, statement)| statement.strength).min();
    let denied = own().any(|(_, statement)| statement.strength == Strength::Denied);
    (!triggers.is_empty() || !indices.is_empty()).then_some(ControlFact {
        control,
        triggers,
        statements: indices,
        strongest,
        denied,
        named,
    })
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

/// Abbreviations stand in capitals, a name with a stroke or an s at its end has them, and a star stands where the alias has one:
/// `Access-Control-Allow-Origin: *`. "REQ-SEC-003" is no rate, and no words reach across a code span.
fn is_written_so(here: &Found<'_, '_>) -> bool {
    let (alias, surface) = (here.alias.text, here.surface());
    if here.alias.upper && !here.is_in_capitals() {
        return false;
    }
    let behind = here.reading.text.get(here.hit.span.end as usize..).unwrap_or_default();
    let numbered = behind.strip_prefix(['-', '_']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let whole = !alias.ends_with('s') || alias.contains(' ') || surface.ends_with(['s', 'S']);
    if numbered || !whole || alias.contains('/') != surface.contains('/') || surface.contains(['`', '|', '(']) {
        return false;
    }
    if !alias.ends_with('*') {
        return true;
    }
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
        && !here.is_negated()
        && !frame::is_rejected(here)
        && !frame::is_in_column_of_what_is_not(here)
        && !frame::is_attacked(here)
}

/// What a mention says of its control.
enum Said {
    /// A statement of this strength, by this rule.
    Statement(Strength, &'static str),
    /// The control is named, and nothing is said of how it is done.
    Named,
    /// Nothing: the mention is about something else.
    Nothing,
}

fn decide(here: &Found<'_, '_>, part: ControlPart, proposal: bool, is_risky: impl FnOnce() -> bool) -> Said {
    let role = here.role();
    if role.is_some_and(is_beside_the_point) {
        return Said::Nothing;
    }
    // What a heading names is said below it, and a question, a case or a test says nothing yet.
    let passing = here.place() == Place::Heading || frame::is_asked(here) || silence::is_silent(here);
    if part == ControlPart::RedFlag {
        let spoken_of = passing
            || matches!(role, Some(SectionRole::Problem | SectionRole::Excluded | SectionRole::Future | SectionRole::Personas))
            || here.is_negated()
            || frame::is_undone(here)
            || frame::is_conditional(here)
            || here.passage_cues() & (RISK | FUTURE) != 0
            || is_risky();
        return if spoken_of { Said::Nothing } else { Said::Statement(Strength::Denied, "red-flag") };
    }
    // The world as it is today, and what invented persons want, is no control of the product.
    if matches!(role, Some(SectionRole::Problem | SectionRole::Personas)) {
        return Said::Nothing;
    }
    let evidence = part == ControlPart::Evidence;
    let named = if evidence { Said::Named } else { Said::Nothing };
    if passing || proposal && frame::is_computed_with(here) {
        return named;
    }
    if here.place() == Place::Code {
        return if evidence && frame::is_called(here) { Said::Statement(Strength::Concrete, "mechanism-in-code") } else { named };
    }
    if role == Some(SectionRole::Excluded) {
        // What is left out stands at the head of its item; further on stand reasons.
        return if evidence && frame::is_left_out(here) {
            Said::Statement(Strength::Denied, "out-of-scope-section")
        } else {
            Said::Nothing
        };
    }
    if let Some((distance, _)) = here.negation() {
        return if frame::is_lacking(here, distance) { Said::Statement(Strength::Denied, "denied") } else { named };
    }
    if frame::is_denied_behind(here) {
        return Said::Statement(Strength::Denied, "denied-behind");
    }
    if frame::is_rejected(here) || frame::is_hypothetical(here) || frame::is_conditional(here) {
        return named;
    }
    if !evidence {
        let wished = !here.is_code() && role != Some(SectionRole::Future) && frame::is_wished(here);
        return if wished { Said::Statement(Strength::Weak, "only-wished-for") } else { Said::Nothing };
    }
    if here.is_part_of_identifier() || frame::is_in_path(here) || !frame::is_asserted(here) {
        return named;
    }
    if role == Some(SectionRole::Future) || frame::is_under_future(here) || frame::is_for_later(here) {
        return Said::Statement(Strength::Planned, "planned");
    }
    Said::Statement(Strength::Concrete, "mechanism")
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
