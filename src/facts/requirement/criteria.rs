//! Acceptance criteria: which passages are some, and which requirement each belongs to.

use super::attach::{Origin, Placed, label};
use super::{id, wording};
use crate::document::{Block, BlockKind, HeadingStyle, row_span};
use crate::facts::id_mention::Ids;
use crate::source::Span;
use std::collections::BTreeMap;

/// The name of the list of headings, labels and columns.
const LIST: &str = "requirement-acceptance";

/// A passage that may be a criterion.
struct Criterion {
    span: Span,
    block: usize,
    section: usize,
    depth: u8,
    /// True when its place or its id says that it is one; else it is one only under a requirement.
    sure: bool,
}

/// The criteria of each requirement, in source order.
pub(super) fn of(placed: &Placed<'_>, ids: &Ids<'_>) -> Vec<Vec<Span>> {
    let mut of: Vec<Vec<Span>> = vec![Vec::new(); placed.found.len()];
    for (at, spans) in of.iter_mut().enumerate() {
        spans.extend(in_row(placed, at));
    }
    let criteria = find(placed);
    let sure: Vec<Span> = criteria.iter().filter(|c| c.sure).map(|c| c.span).collect();
    // A requirement that is itself a criterion has none.
    let mut is_criterion: Vec<bool> = placed
        .found
        .iter()
        .map(|f| {
            let after = sure.partition_point(|span| span.start <= f.span.start);
            after.checked_sub(1).is_some_and(|at| f.span.start < sure[at].end)
        })
        .collect();
    let named: BTreeMap<&str, usize> =
        placed.found.iter().enumerate().filter_map(|(at, f)| Some((f.id.as_ref().filter(|id| !id.local)?.name.as_str(), at))).collect();
    // Where the last criteria of each section end: what follows is about what stands behind them.
    let mut ended: Vec<(u32, Option<usize>)> = vec![(0, None); placed.reading.document.sections.len()];
    for criterion in &criteria {
        let owner = owner(placed, criterion, &is_criterion, &ended);
        // What a requirement lists in its own text is part of it.
        let owner = owner.filter(|owner| criterion.sure || !placed.found[*owner].span.contains(criterion.span));
        if let Some(owner) = owner {
            of[owner].push(criterion.span);
            let own = placed.by_block.get(&criterion.block).filter(|own| **own != owner);
            if let Some(own) = own {
                is_criterion[*own] = true;
            }
        } else if criterion.sure {
            let mentions = ids.within(criterion.span, placed.reading.text).filter_map(|id| named.get(id.of(placed.reading.text)));
            for at in mentions.copied() {
                if !criterion.span.contains(placed.found[at].span) && of[at].last() != Some(&criterion.span) {
                    of[at].push(criterion.span);
                }
            }
        }
        let section = home(placed, criterion.section);
        ended[section] = (criterion.span.end, owner);
    }
    of
}

/// True for a heading that speaks of criteria alone: under "User stories and acceptance criteria" stand both.
fn opens(placed: &Placed<'_>, section: usize) -> bool {
    let keys = placed.reading.checklist.word_keys(LIST);
    placed.reading.keys[section].first().is_some_and(|key| keys.is_some_and(|keys| keys.contains(key)))
}

/// The section whose requirements the criteria of a section are about: the one around a heading of criteria.
fn home(placed: &Placed<'_>, mut section: usize) -> usize {
    while opens(placed, section) {
        let Some(parent) = placed.reading.document.sections[section].parent else { break };
        section = parent;
    }
    section
}

/// The cells of a row that stand in a column of criteria.
fn in_row(placed: &Placed<'_>, at: usize) -> Vec<Span> {
    let Origin::Row { table, row, .. } = placed.origins[at] else { return Vec::new() };
    let table = &placed.reading.document.tables[table];
    let cells = table.header.iter().zip(&table.rows[row]).skip(1);
    let keys = placed.reading.checklist.word_keys(LIST);
    let is_column = |header: Span| keys.is_some_and(|keys| keys.contains(&crate::document::heading_key(placed.source(header))));
    let says = |cell: Span| placed.source(cell).contains(char::is_alphanumeric);
    cells.filter(|(header, cell)| is_column(**header) && says(**cell)).map(|(_, cell)| *cell).collect()
}

/// Passages that may be criteria, in source order.
fn find(placed: &Placed<'_>) -> Vec<Criterion> {
    let document = placed.reading.document;
    let mut in_section = vec![false; document.sections.len()];
    for (id, section) in document.sections.iter().enumerate() {
        in_section[id] = opens(placed, id) || section.parent.is_some_and(|parent| in_section[parent]);
    }
    let keys = placed.reading.checklist.word_keys(LIST);
    let mut found = Vec::new();
    // A label outside lists whose list follows; a label in a list with its depth; the depth of the criteria of a list.
    let (mut under, mut nested, mut top): (Option<usize>, Option<u8>, Option<u8>) = (None, None, None);
    for (at, block) in document.blocks.iter().enumerate() {
        let is_list = block.depth > 0;
        let is_table = matches!(block.kind, BlockKind::Table(_));
        if under.is_some_and(|section| section != block.section) || !is_list && !is_table {
            under = None;
        }
        if nested.is_some_and(|depth| block.depth <= depth) {
            (nested, top) = (None, None);
        }
        if !is_list {
            top = None;
        }
        let source = placed.source(block.span);
        let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Cell);
        let key = if is_text { label(block, source) } else { None };
        let holds = |key: &String| keys.is_some_and(|keys| keys.contains(key));
        if key.as_ref().is_some_and(holds) {
            let after = source.split_once(':').map_or("", |(_, after)| after);
            if after.contains(char::is_alphanumeric) {
                let from = block.span.end as usize - after.len();
                let text = after.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '`');
                let span = Span::new(from + after.len() - text.len(), block.span.end as usize);
                found.push(Criterion { span, ..criterion(at, block, true) });
            }
            top = None;
            (under, nested) = if is_list { (under, Some(block.depth)) } else { (Some(block.section), None) };
            continue;
        }
        let sure = in_section[block.section] || under.is_some() || nested.is_some();
        match &block.kind {
            BlockKind::Table(table) if sure => {
                let rows = document.tables[*table].rows.iter().filter_map(|row| row_span(row));
                found.extend(rows.map(|span| Criterion { span, ..criterion(at, block, true) }));
            }
            BlockKind::Item { .. } if sure && top.is_some_and(|top| block.depth > top) => {}
            BlockKind::Item { .. } if sure => {
                top = Some(block.depth);
                found.push(criterion(at, block, true));
            }
            BlockKind::Item { task, .. } => {
                let id = id::leading(source, placed.words);
                let is_local = id.as_ref().is_some_and(|id| id.local && id.name.starts_with("AC"));
                if is_local || id.is_none() && (task.is_some() || opens_scenario(source)) {
                    found.push(criterion(at, block, is_local));
                }
            }
            BlockKind::Paragraph if sure && key.as_ref().is_some_and(|key| placed.words.is_label(key)) => {}
            BlockKind::Paragraph if sure && block.depth == 0 && !source.ends_with(':') => found.push(criterion(at, block, true)),
            BlockKind::Paragraph if opens_scenario(source) => found.push(criterion(at, block, false)),
            BlockKind::Code { lang } if matches!(lang.as_str(), "gherkin" | "feature" | "cucumber") => {
                found.push(criterion(at, block, sure));
            }
            _ => {}
        }
    }
    found
}

fn criterion(at: usize, block: &Block, sure: bool) -> Criterion {
    Criterion { span: block.span, block: at, section: block.section, depth: block.depth, sure }
}

/// True for "Given ..., when ..., then ..." in one passage or the first step of several.
fn opens_scenario(source: &str) -> bool {
    source.len() > 8 && source.as_bytes().iter().take(12).any(|b| matches!(b, b'G' | b'g')) && wording::opens_scenario(source)
}

/// The requirement a criterion belongs to: the item around it, else what its section is about.
fn owner(placed: &Placed<'_>, criterion: &Criterion, is_criterion: &[bool], ended: &[(u32, Option<usize>)]) -> Option<usize> {
    let sections = &placed.reading.document.sections;
    let start = criterion.span.start;
    let is_other = |at: usize| !is_criterion[at] && !criterion.span.contains(placed.found[at].span);
    if criterion.depth > 0 {
        let above = placed.items_above(criterion.block).find_map(|item| placed.by_block.get(&item).copied());
        if let Some(above) = above.filter(|at| is_other(*at)) {
            return Some(above);
        }
    }
    let mut section = criterion.section;
    loop {
        if let Some(at) = placed.owner_in(section, start).filter(|at| is_other(*at)) {
            return Some(at);
        }
        if !opens(placed, section) {
            // Those that follow the last criteria: one is what these are about, of several none is.
            let (end, last) = ended[section];
            let own = placed.by_section[section].iter().copied();
            let before: Vec<usize> =
                own.filter(|at| placed.found[*at].span.start < start && placed.found[*at].span.start >= end && is_other(*at)).collect();
            match before[..] {
                [one] if criterion.sure || stands_right_before(placed, one, criterion) => return Some(one),
                [] if last.is_some() && end > 0 && criterion.sure => return last,
                [] => {}
                _ => return None,
            }
        }
        let heading = sections[section].heading.as_ref()?;
        if !criterion.sure && heading.style != HeadingStyle::Bold {
            return None;
        }
        section = sections[section].parent?;
        // The title and what it alone stands over is about no requirement.
        if section == 0 || sections[section].heading.as_ref().is_some_and(|h| h.level == 1) {
            return None;
        }
    }
}

/// True when a scenario follows the paragraph that states its requirement.
fn stands_right_before(placed: &Placed<'_>, at: usize, criterion: &Criterion) -> bool {
    matches!(placed.origins[at], Origin::Block(block) if placed.reading.document.blocks[block].depth == 0) && criterion.depth == 0
}
