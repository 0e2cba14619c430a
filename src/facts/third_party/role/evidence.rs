//! What shows that the product, or the team, has to do with a third party.

use super::At;
use crate::checklist::cues::{HOSTING, SHARE, STORE, USE};
use crate::document::BlockKind;
use crate::facts::reading::{is_shown, is_word};
use crate::facts::surroundings::{Found, Place, SectionRole};
use crate::facts::third_party::table::Column;
use crate::facts::third_party::{Origin, PartyRole, name};
use crate::lexicon::Token;

/// A repository, a board, a channel: what the team made with it.
pub(super) fn team_artifact(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let social = at.kind == "social-platform";
    let found = at.found.filter(|_| social || at.is_kind("party-kinds-team"))?;
    // Minutes and proposals are written by people who talk there.
    if at.kind == "messaging" && (at.notes || at.proposal && !talks(at) && !at.is_ours()) {
        return Some(PartyRole::Tooling);
    }
    let told = at.has_any(found.before(4), "party-meetings") && !at.has_any(found.before(8), "party-sends");
    if told || social {
        let spread = || at.has_any(found.sentence(), "party-announcements") && !at.is_integration();
        return (told && !talks(at) && !social || social && spread()).then_some(PartyRole::Tooling);
    }
    let of_team = at.section == Some(SectionRole::Tooling) || at.has_any(found.after(2), "party-artifacts") || {
        let surface = at.surface().to_lowercase();
        at.words("party-artifacts").iter().any(|word| surface.strip_suffix(word.as_ref()).is_some_and(|rest| rest.ends_with(' ')))
    };
    (of_team && !talks(at)).then_some(PartyRole::Tooling)
}

/// What the team plans, draws and talks with, when nothing says that the product does.
pub(super) fn team_tool(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found.filter(|_| at.is_kind("party-kinds-team"))?;
    let sends = at.has_any(found.before(8), "party-sends") || found.cues(found.before(3)) & (SHARE | USE) != 0;
    let column = || at.cell().is_some_and(|cell| cell.column(at.reading) == Column::Parties);
    let listed = at.section == Some(SectionRole::Recipients) || column();
    // Where people have accounts is more than where the team works.
    let people = at.has_any(found.before(3), "party-accounts") || at.has_any(found.after(4), "party-accounts");
    // In a proposal, a place where code lies or is built is the team's only where it says so.
    let code = at.proposal && at.kind == "source-control";
    let works = || at.has_any(found.after(4), "party-artifacts") || at.has(found.before(2), &["on", "in", "to", "our"]);
    let builds = at.proposal && at.kind == "ci" && !at.has(found.before(10), &["we", "our"]);
    let role = if people || builds || code && !works() { PartyRole::Named } else { PartyRole::Tooling };
    (!talks(at) && !sends && !listed).then_some(role)
}

/// True when the name or the word behind it means the interface, not the tool.
pub(super) fn talks(at: &At<'_, '_, '_>) -> bool {
    let surface = at.surface().to_lowercase();
    at.is_integration() || surface.contains(' ') && !surface.ends_with("channel")
}

pub(super) fn package(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.candidate.origin == Origin::Package).then_some(PartyRole::Used)
}

pub(super) fn called_address(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let role = || if is_shown(at.reading.text, at.candidate.span.start as usize) { PartyRole::Named } else { PartyRole::Used };
    (at.candidate.origin == Origin::Host).then(role)
}

/// `STRIPE_SECRET_KEY`: a secret that the product has; in a proposal, one that somebody may set.
pub(super) fn environment(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let role = if at.proposal && !at.is_ours() { PartyRole::Named } else { PartyRole::Used };
    (at.found.is_some_and(name::is_environment) && at.candidate.vendor.is_some()).then_some(role)
}

/// A recipient without a name is one when something goes there.
pub(super) fn unnamed(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    at.candidate.recipient?;
    let found = at.found?;
    let asked = found.home().last().is_some_and(|last| at.reading.text[last.span().end as usize..].starts_with('?'));
    if found.place() == Place::Heading || asked {
        return Some(PartyRole::Named);
    }
    let part = at.has_any(found.after(1), "party-parts") || at.surface().contains('-');
    let listed = at.section == Some(SectionRole::Recipients) && found.words_before() < 4 && !at.proposal;
    let goes = listed || is_governed(at, found);
    Some(if goes && !part { PartyRole::Used } else { PartyRole::Named })
}

/// True when a verb hands something to it, or uses it, with at most an article and words for its kind between; or when it gets something.
fn is_governed(at: &At<'_, '_, '_>, found: &Found<'_, '_>) -> bool {
    const ARTICLES: &[&str] =
        &["a", "an", "the", "our", "their", "its", "your", "external", "third", "party", "one", "chosen", "hosted", "upstream"];
    const WAYS: &[&str] = &["to", "via", "through", "by", "with", "into", "using", "from"];
    let before = found.before(10);
    let bare = before.iter().rposition(|token| !is_word(at.reading, *token, ARTICLES)).map_or(0, |last| last + 1);
    let Some(last) = before[..bare].last() else { return gets(at, found) };
    let verb = |tokens: &[Token]| found.cues(tokens) & (USE | SHARE | STORE | HOSTING) != 0;
    let way = is_word(at.reading, *last, WAYS);
    let reach = &before[bare.saturating_sub(if way { 8 } else { 1 })..bare];
    let hands = if at.proposal { found.cues(reach) & SHARE != 0 } else { verb(reach) };
    hands && !at.has(reach, &["provider", "other"]) || gets(at, found)
}

/// "The provider receives ...", "during the provider call".
fn gets(at: &At<'_, '_, '_>, found: &Found<'_, '_>) -> bool {
    const TALKS: &[&str] = &["call", "calls", "outage", "outages", "timeout", "timeouts"];
    !at.proposal && (at.has_any(found.after(2), "party-gets") || at.has(found.after(1), TALKS))
}

/// A proposal speaks of parties as the world it stands in; one that its title holds is part of what it is about.
pub(super) fn in_proposal(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    at.found.filter(|_| at.proposal && at.candidate.origin == Origin::Words && !at.is_ours())?;
    Some(if at.is_in_title() { PartyRole::Optional } else { PartyRole::Named })
}

pub(super) fn integration(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let most = if at.is_kind("party-kinds-known") { 3 } else { 6 };
    (at.is_integration() || at.has_use(most)).then_some(PartyRole::Used)
}

/// A name that everybody knows, and nothing that says that the product has to do with it.
pub(super) fn bystander(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let drawn = matches!(found.place(), Place::Code) && matches!(found.block().map(|block| &block.kind), Some(BlockKind::Code { .. }));
    (at.is_kind("party-kinds-known") && !drawn).then_some(PartyRole::Named)
}

#[expect(clippy::unnecessary_wraps, reason = "a rule like the others, the last of them")]
pub(super) fn mentioned(_: &At<'_, '_, '_>) -> Option<PartyRole> {
    Some(PartyRole::Used)
}
