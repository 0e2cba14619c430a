//! What the section around a name says of it.

use super::At;
use super::wording::{later, negated};
use crate::checklist::cues::{NEGATION, REJECTED, USE};
use crate::facts::surroundings::SectionRole;
use crate::facts::third_party::PartyRole;

/// What can be read elsewhere, what was, what words mean. A heading that only has such a word in it ("Cloud resources") is none.
pub(super) fn section_past(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const CLEAR: &[&str] =
        &["reference", "glossary", "history", "changelog", "bibliography", "acronym", "deprecated", "removed", "reading"];
    let role = at.section?;
    let list = match role {
        SectionRole::References => "role-references",
        SectionRole::History => "role-history",
        SectionRole::Glossary => "role-glossary",
        _ => return None,
    };
    let mut section = Some(at.candidate.section);
    let mut clear = false;
    while let Some(id) = section.filter(|id| at.reading.section_roles[*id] == Some(role)) {
        let named = at.reading.keys[id].first().is_some_and(|key| key.split(' ').any(|word| CLEAR.contains(&word)));
        clear |= named || at.reading.heading_in(id, list);
        section = at.reading.document.sections[id].parent;
    }
    clear.then_some(PartyRole::Named)
}

/// Out of scope; of one release only, when the heading says so.
pub(super) fn section_excluded(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const LEFT_TO: &[&str] = &["handled", "managed", "provided", "performed", "remains", "remain", "relies", "rely", "delegated", "via"];
    const THERE_IS: &[&str] = &["supports", "uses", "currently", "today"];
    if at.section? != SectionRole::Excluded {
        return None;
    }
    // What is left out is left to somebody; behind a dash stands what there is instead.
    if let Some(found) = at.found.filter(|_| negated(at).is_none()) {
        let before = at.text_before(120);
        let dash = ["\u{2014}", "\u{2013}", " - "].iter().any(|dash| before.contains(dash));
        if at.has(found.before(8), LEFT_TO) || dash && at.has(at.clause(8, 0).0, THERE_IS) {
            return None;
        }
    }
    let mut section = Some(at.candidate.section);
    let mut of_release = false;
    let releases = at.words("party-releases");
    while let Some(id) = section {
        of_release |= at.reading.section_roles[id] == Some(SectionRole::Excluded)
            && at.reading.keys[id].iter().any(|key| key.split(' ').any(|word| releases.iter().any(|known| known == word)));
        section = at.reading.document.sections[id].parent;
    }
    Some(if of_release && negated(at).is_none() || later(at).is_some() { PartyRole::Future } else { PartyRole::Rejected })
}

pub(super) fn section_competitors(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let joined = at
        .found
        .is_some_and(|found| at.has(found.before(6), &["integrate", "integrates", "integrated", "integration", "via", "using", "we"]));
    (at.section? == SectionRole::Competitors && !joined).then_some(PartyRole::Competitor)
}

pub(super) fn section_alternatives(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    if at.section? != SectionRole::Alternatives {
        return None;
    }
    let sentence = at.found.map(|found| [found.before(20), found.after(20)].concat()).unwrap_or_default();
    let chosen = at.has(&sentence, &["chosen", "chose", "selected", "choose", "decision", "decided", "recommended", "picked"]);
    let not = at.found.is_some_and(|found| found.cues(&sentence) & (NEGATION | REJECTED) != 0);
    let heading = at.reading.keys[at.candidate.section].first();
    // What a choice costs speaks of what was chosen too.
    let weighs = heading.is_some_and(|key| key.split(' ').any(|word| matches!(word, "trade" | "tradeoff")));
    Some(match (chosen && !not, weighs) {
        (true, _) => PartyRole::Used,
        (false, true) => PartyRole::Named,
        (false, false) => PartyRole::Rejected,
    })
}

pub(super) fn section_future(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.section? == SectionRole::Future).then_some(PartyRole::Future)
}

/// Invented persons, the world as it is, examples: what is named there is not the product's, unless a program talks to it.
pub(super) fn section_aside(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let aside = matches!(at.section?, SectionRole::Personas | SectionRole::Problem | SectionRole::Examples);
    let talks = at.is_integration()
        || at.found.is_some_and(|found| {
            found.cues(found.before(3)) & USE != 0 && at.has(found.before(8), &["we", "our", "is", "system", "app", "platform"])
        });
    (aside && !talks).then_some(PartyRole::Named)
}

/// What is not decided: asked, or one of several.
pub(super) fn section_open(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found.filter(|_| at.section == Some(SectionRole::Open))?;
    let asks = ["whether", "which", "should", "decide", "decision", "tbd", "evaluate", "confirm", "or", "vs"];
    let asked = found.home().last().is_some_and(|last| at.reading.text[last.span().end as usize..].starts_with(['?', '*']));
    (asked || at.has(found.before(14), &asks) || at.has(found.after(14), &asks)).then_some(PartyRole::Optional)
}
