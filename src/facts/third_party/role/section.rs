//! What the section around a name says of it.

use super::At;
use super::evidence::team_artifact;
use super::wording::{is_left_to_others, later, negated};
use crate::checklist::cues::{NEGATION, REJECTED, SHARE, USE};
use crate::facts::reading::is_word;
use crate::facts::surroundings::{Found, Place, SectionRole};
use crate::facts::third_party::PartyRole;
use crate::lexicon::Token;

/// What can be read elsewhere, what was, what words mean. A heading that only has such a word in it ("Cloud resources") is none.
pub(super) fn section_past(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const CLEAR: &[&str] =
        &["reference", "glossary", "history", "changelog", "bibliography", "acronym", "deprecated", "removed", "reading"];
    // "Removed from the build": what stands there is gone.
    let removed = |id: usize| {
        at.reading.keys[id].first().is_some_and(|key| at.words("party-removals").iter().any(|word| key.starts_with(word.as_ref())))
    };
    if removed(at.candidate.section) {
        return Some(PartyRole::Rejected);
    }
    let role = at.section?;
    // Where the people of a proposal meet is told by the words, whatever the section.
    if at.proposal && team_artifact(at).is_some() {
        return None;
    }
    let list = match role {
        SectionRole::References => "role-references",
        SectionRole::History => "role-history",
        SectionRole::Glossary => "role-glossary",
        _ => return None,
    };
    let mut around = at.around().take_while(|id| at.reading.section_roles[*id] == Some(role));
    let named = |id: usize| at.reading.keys[id].first().is_some_and(|key| key.split(' ').any(|word| CLEAR.contains(&word)));
    around.any(|id| named(id) || at.reading.heading_in(id, list)).then_some(PartyRole::Named)
}

/// Out of scope; of one release only, when the heading says so.
pub(super) fn section_excluded(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const LEFT_TO: &[&str] = &["handled", "managed", "provided", "performed", "remains", "remain", "relies", "rely", "delegated", "via"];
    const THERE_IS: &[&str] = &["supports", "uses", "currently", "today"];
    if at.section? != SectionRole::Excluded || at.is_part_of_the_world() {
        return None;
    }
    // A model of threats leaves them out, and not the party; "use X for it" sends its reader there.
    let threats = at.around().any(|id| at.reading.keys[id].first().is_some_and(|key| key.contains("threat")));
    let elsewhere = at.found.is_some_and(|found| {
        let before = found.before(12);
        before.first().is_some_and(|first| first.opens_sentence() && is_word(at.reading, *first, &["use"]))
    });
    let heading = at.found.is_some_and(|found| found.place() == Place::Heading);
    if threats
        || elsewhere
        || at.found.is_some_and(|found| is_left_to_others(at, found))
        || at.proposal && !heading && !at.is_ours() && !is_taken(at)
    {
        return Some(PartyRole::Named);
    }
    // What is left out is left to somebody; behind a dash stands what there is instead.
    if let Some(found) = at.found.filter(|_| negated(at).is_none()) {
        let before = at.text_before(120);
        let dash = ["\u{2014}", "\u{2013}", " - "].iter().any(|dash| before.contains(dash));
        let instead = at.has(found.before(12), &["interim", "meanwhile"]);
        if instead || at.has(found.before(8), LEFT_TO) || dash && at.has(at.clause(8, 0).0, THERE_IS) {
            return None;
        }
    }
    // What is left out is something on the very thing that the document is about.
    if at.is_in_title() && at.found.is_some_and(|found| found.after(1).iter().any(|token| token.joins())) {
        return Some(PartyRole::Named);
    }
    let releases = at.words("party-releases");
    let of_release = at.around().any(|id| {
        at.reading.section_roles[id] == Some(SectionRole::Excluded)
            && at.reading.keys[id].iter().any(|key| key.split(' ').any(|word| releases.iter().any(|known| known == word)))
    });
    Some(if of_release && negated(at).is_none() || later(at).is_some() { PartyRole::Future } else { PartyRole::Rejected })
}

pub(super) fn section_competitors(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let joined = at
        .found
        .is_some_and(|found| at.has(found.before(6), &["integrate", "integrates", "integrated", "integration", "via", "using", "we"]));
    // A drawing below such a heading shows the product itself.
    let code = at.found.is_some_and(|found| found.place() == Place::Code);
    let drawn = code && !at.reading.heading_in(at.candidate.section, "role-competitors");
    // A language or protocol has no rivals: others are spoken of as models.
    let role = if at.proposal { PartyRole::Named } else { PartyRole::Competitor };
    (at.section? == SectionRole::Competitors && !joined && !drawn).then_some(role)
}

/// True when a verb that would take it, support it or send something there stands before it.
fn is_taken(at: &At<'_, '_, '_>) -> bool {
    const ADDS: &[&str] = &["support", "supports", "supporting", "add", "adding", "adds", "extend", "extending", "connector", "connectors"];
    let Some(found) = at.found else { return true };
    let before = found.before(10);
    at.has_any(before, "party-takes") || at.has(before, ADDS) || found.cues(before) & SHARE != 0
}

pub(super) fn section_alternatives(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    if at.section? != SectionRole::Alternatives || at.is_part_of_the_world() {
        return None;
    }
    if at.proposal && team_artifact(at).is_some() && !is_weighed(at) {
        return None;
    }
    let sentence = at.found.map(|found| [found.before(20), found.after(20)].concat()).unwrap_or_default();
    let chosen = at.has(&sentence, &["chosen", "chose", "selected", "choose", "decision", "decided", "recommended", "picked"]);
    let not = at.found.is_some_and(|found| found.cues(&sentence) & (NEGATION | REJECTED) != 0);
    let heading = at.reading.keys[at.candidate.section].first();
    // What a choice costs speaks of what was chosen too.
    let weighs = heading.is_some_and(|key| key.split(' ').any(|word| matches!(word, "trade" | "tradeoff")));
    if chosen && !not {
        return Some(PartyRole::Used);
    }
    if weighs || !is_weighed(at) {
        let tool = at.kind == "messaging" && !at.is_integration();
        return Some(if tool { PartyRole::Tooling } else { PartyRole::Named });
    }
    Some(PartyRole::Rejected)
}

/// True when the name is the option, or the object of a verb that would take it.
fn is_weighed(at: &At<'_, '_, '_>) -> bool {
    let Some(found) = at.found else { return true };
    let quoted = found
        .block()
        .is_some_and(|block| at.reading.text[..block.span.start as usize].rsplit('\n').next().is_some_and(|line| line.contains('>')));
    let before = found.before(5);
    let taken = at.has_any(before.get(before.len().saturating_sub(4)..).unwrap_or(before), "party-takes");
    if at.proposal && !is_option_of_a_proposal(at, found, taken) {
        return false;
    }
    let head = match found.place() {
        Place::Heading | Place::Cell(_) => true,
        Place::Code => false,
        Place::Prose | Place::Item => {
            let words = found.words_before();
            // The head of the option, or of the list of names that opens it; a label ends with a colon.
            let label = at.text_before(80).rfind(':').is_some_and(|colon| at.text_before(80).len() - colon < 60);
            let short = found.home().len() <= 12;
            (words <= 2 || short || label) && !at.text_after(3).starts_with("'s") && (!at.proposal || words <= 2)
        }
    };
    !quoted && (head || taken)
}

/// A proposal tells what is known of many parties: the option is what its heading names, or what would be taken.
fn is_option_of_a_proposal(at: &At<'_, '_, '_>, found: &Found<'_, '_>, taken: bool) -> bool {
    const WOULD: &[&str] = &["could", "would", "might", "can", "we", "instead", "option", "alternative", "another", "way"];
    let opens = found.words_before() < 4 && found.place() != Place::Code;
    found.place() == Place::Heading || taken && (opens || at.has(found.before(14), WOULD))
}

/// For later; not under a heading that says that it is of now, and in a proposal only what would be taken.
pub(super) fn section_future(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    if at.section? != SectionRole::Future || at.is_part_of_the_world() {
        return None;
    }
    let of_now = |id: usize| at.reading.keys[id].iter().any(|key| at.words("party-now").iter().any(|now| key == now.as_ref()));
    if at.around().take_while(|id| at.reading.section_roles[*id] == Some(SectionRole::Future)).any(of_now) {
        return None;
    }
    Some(if at.proposal && !is_taken(at) { PartyRole::Named } else { PartyRole::Future })
}

/// Invented persons, the world as it is, examples, minutes: what is named there is not the product's, unless the product uses it there.
pub(super) fn section_aside(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    if at.notes && in_minutes(at) {
        return Some(PartyRole::Named);
    }
    // Where the people of a proposal meet is told by the words, whatever the section.
    if at.proposal && team_artifact(at).is_some() {
        return None;
    }
    let aside = matches!(at.section?, SectionRole::Personas | SectionRole::Problem | SectionRole::Examples);
    let talks = at.found.is_none_or(|found| {
        found.cues(found.before(3)) & USE != 0
            && at.has(found.before(8), &["we", "our", "is", "system", "app", "platform", "product", "service"])
    });
    (aside && !talks).then_some(PartyRole::Named)
}

/// True under a heading of minutes, or one that is a date.
fn in_minutes(at: &At<'_, '_, '_>) -> bool {
    let date = |key: &String| key.len() > 5 && key.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'/' | b'.'));
    let minutes = |key: &String| at.words("party-minutes").iter().any(|word| key.contains(word.as_ref()));
    at.around().any(|id| at.reading.keys[id].first().is_some_and(|key| date(key) || minutes(key)))
}

/// What is not decided: asked, or one of several.
pub(super) fn section_open(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found.filter(|_| at.section == Some(SectionRole::Open))?;
    let asks = ["whether", "which", "should", "decide", "decision", "tbd", "evaluate", "confirm", "or", "vs"];
    // "Decision: start with X": what was open is so no more.
    let opening = found.home().get(..1).unwrap_or_default();
    let labelled = |first: &Token| at.reading.text[first.span().end as usize..].trim_start_matches(['*', '_']).starts_with(':');
    if opening.iter().all(labelled) && at.has_any(opening, "party-answers") {
        return None;
    }
    let asked = found.home().last().is_some_and(|last| at.reading.text[last.span().end as usize..].starts_with(['?', '*']));
    let role = if at.proposal && !at.is_ours() { PartyRole::Named } else { PartyRole::Optional };
    (asked || at.has(found.before(14), &asks) || at.has(found.after(14), &asks)).then_some(role)
}
