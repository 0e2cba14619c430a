//! What shows that the product, or the team, has to do with a third party.

use super::At;
use crate::checklist::cues::{SHARE, USE};
use crate::document::BlockKind;
use crate::facts::surroundings::{Place, SectionRole};
use crate::facts::third_party::table::Column;
use crate::facts::third_party::{Origin, PartyRole, name};

/// A repository, a board, a channel: what the team made with it.
pub(super) fn team_artifact(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found.filter(|_| at.is_kind("party-kinds-team"))?;
    let of_team = at.section == Some(SectionRole::Tooling) || at.has_any(found.after(2), "party-artifacts") || {
        let surface = at.surface().to_lowercase();
        at.words("party-artifacts").iter().any(|word| surface.ends_with(word.as_str()))
    };
    (of_team && !talks(at)).then_some(PartyRole::Tooling)
}

/// What the team plans, draws and talks with, when nothing says that the product does.
pub(super) fn team_tool(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found.filter(|_| at.is_kind("party-kinds-team"))?;
    let sends = at.has_any(found.before(8), "party-sends") || found.cues(found.before(3)) & (SHARE | USE) != 0;
    let column = || at.cell().is_some_and(|cell| cell.column(at.reading) == Column::Parties);
    let listed = at.section == Some(SectionRole::Recipients) || column();
    (!talks(at) && !sends && !listed).then_some(PartyRole::Tooling)
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
    (at.candidate.origin == Origin::Host).then_some(PartyRole::Used)
}

/// `STRIPE_SECRET_KEY`: a secret that the product has.
pub(super) fn environment(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.found.is_some_and(name::is_environment) && at.candidate.vendor.is_some()).then_some(PartyRole::Used)
}

/// A recipient without a name is one when something goes there.
pub(super) fn unnamed(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    at.candidate.recipient?;
    let found = at.found?;
    let asked = found.home().last().is_some_and(|last| at.reading.text[last.span().end as usize..].starts_with('?'));
    if found.place() == Place::Heading || asked {
        return Some(PartyRole::Named);
    }
    let goes = at.section == Some(SectionRole::Recipients) || at.has_use(6);
    Some(if goes { PartyRole::Used } else { PartyRole::Named })
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
