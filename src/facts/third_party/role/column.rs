//! What the column, the mark or the label around a name says of it.

use super::At;
use super::wording::{either, is_extra, later, negated, replaced};
use crate::facts::surroundings::{Place, SectionRole};
use crate::facts::third_party::table::{Column, WIDEST};
use crate::facts::third_party::{Origin, PartyRole};
use crate::source::Span;

pub(super) fn struck_out(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let marks = at.text_before(200).matches("~~").count();
    (marks % 2 == 1 && at.text_after(200).contains("~~")).then_some(PartyRole::Rejected)
}

pub(super) fn decision_column(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let cell = at.cell().filter(|cell| cell.row.is_some())?;
    let has = |wanted: Column| cell.has_column(at.reading, wanted);
    // "This over that" takes this.
    let chosen = || {
        let name = at.surface().to_lowercase();
        let taken = |cell: &&str| cell.to_lowercase().split(" over ").next().is_some_and(|taken| taken.contains(&name));
        cell.row_of(at.reading, Column::Chosen).iter().any(taken)
    };
    match cell.column(at.reading) {
        Column::Passed if chosen() => None,
        Column::Passed if is_extra(at) => Some(PartyRole::Optional),
        Column::Passed => Some(PartyRole::Rejected),
        Column::Options if !has(Column::Chosen) => None,
        Column::Options if chosen() => Some(PartyRole::Used),
        Column::Options => is_option(at).then_some(PartyRole::Rejected),
        Column::Chosen if has(Column::Passed) || has(Column::Options) || has(Column::Reasons) => {
            let open = either(at) || replaced(at).is_some() || negated(at).is_some() || later(at).is_some();
            (!open).then_some(PartyRole::Used)
        }
        _ => None,
    }
}

/// True for one of several short options; a sentence weighs what is done, not with whom.
pub(super) fn is_option(at: &At<'_, '_, '_>) -> bool {
    let parts = [", ", "<br", " vs", " or "];
    let before = at.text_before(60);
    let before = parts.iter().filter_map(|part| before.rfind(part)).max().map_or(before, |open| &before[open..]);
    let after = at.text_after(60);
    let end = parts.iter().chain(&["|"]).filter_map(|part| after.find(part)).min().unwrap_or(after.len());
    before.split('|').next_back().unwrap_or_default().len() + end < 28
}

pub(super) fn rivals_column(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.cell()?.column(at.reading) == Column::Rivals).then_some(PartyRole::Competitor)
}

/// A table that holds the product against others has their names in its header.
pub(super) fn comparison_header(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let cell = at.cell().filter(|cell| cell.row.is_none() && cell.column > 0)?;
    let named = |header: &&Span| {
        let first = at.neighbours.partition_point(|other| other.span.start < header.start);
        at.neighbours.get(first).is_some_and(|other| header.contains(other.span))
    };
    let others = cell.table.header.iter().take(WIDEST).filter(named).count();
    let header = cell.table.header.get(cell.column)?.of(at.reading.text);
    let alone = header.len() < at.surface().len() + 6;
    // Beside the product itself they are rivals, else what was weighed.
    let ours = |header: &&Span| {
        let words = header.of(at.reading.text).to_lowercase();
        words.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "us" | "our" | "ours" | "we" | "this"))
            || at
                .reading
                .document
                .title()
                .is_some_and(|title| words.len() > 3 && title.text.to_lowercase().contains(words.trim_matches('*')))
    };
    let rivals = cell.table.header.iter().take(WIDEST).skip(1).any(|header| ours(&header));
    // A column of ids of tickets compares nothing.
    let is_id = |row: &Vec<Span>| {
        let ids = row.get(cell.column).map_or("", |value| value.of(at.reading.text));
        let is_one = |id: &str| id.contains('-') && id.bytes().any(|byte| byte.is_ascii_digit()) && !id.contains(' ');
        ids.split(',').all(|id| is_one(id.trim()))
    };
    if alone && others == 1 && at.is_kind("party-kinds-team") && cell.table.rows.first().is_some_and(is_id) {
        return Some(PartyRole::Tooling);
    }
    (others > 1 || alone).then_some(if rivals { PartyRole::Competitor } else { PartyRole::Named })
}

/// The column that says why speaks of what was weighed.
pub(super) fn reasons_column(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.cell()?.column(at.reading) == Column::Reasons && !at.is_integration()).then_some(PartyRole::Named)
}

/// The name column of a table of third parties.
pub(super) fn named_by_column(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    (at.candidate.origin == Origin::Listed).then_some(PartyRole::Used)
}

/// A section or column for third parties, stacks and hosting.
pub(super) fn listed(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let column = || at.cell().is_some_and(|cell| matches!(cell.column(at.reading), Column::Parties | Column::Chosen));
    let tests = at.reading.keys[at.candidate.section].first().is_some_and(|key| key.split(' ').any(|word| word == "test"));
    // What builds and tests the product is the team's.
    let builds =
        at.surface().to_lowercase().ends_with(" actions") && at.found.is_some_and(|found| at.has_any(found.after(4), "party-builds"));
    let role = if builds { PartyRole::Tooling } else { PartyRole::Used };
    (at.section == Some(SectionRole::Recipients) && !tests || column()).then_some(role)
}

/// "Payments: Stripe", or a cell that holds nothing else: what fills a place in the design.
pub(super) fn labelled(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found.filter(|_| !at.is_kind("party-kinds-known"))?;
    let filled = match found.place() {
        Place::Cell(false) => at.cell().is_some_and(|cell| {
            let text = cell.row.and_then(|row| cell.table.rows[row].get(cell.column)).map_or("", |cell| cell.of(at.reading.text));
            cell.column > 0 && text.len() <= at.surface().len() + 24
        }),
        Place::Item | Place::Prose => {
            let before = at.text_before(60);
            let label = before.trim_end_matches(|c: char| c.is_whitespace() || "*_`".contains(c));
            label.ends_with(':') && label.len() < before.len()
        }
        Place::Heading | Place::Cell(true) | Place::Code => false,
    };
    filled.then_some(PartyRole::Used)
}
