//! What somebody in a role may do: tables of rights of both documents, and a right that the product document keeps for one role.

use super::{Case, Discrepancy, Pair, spoken};
use crate::document::plain;
use crate::facts::{Given, Right};
use crate::similarity::{stem_set, stems};
use crate::source::Span;
use crate::trace::Side;
use std::collections::BTreeSet;

type Words = BTreeSet<String>;

/// A right with the words of its role and of what may be done.
type Read<'a> = (&'a Right, Words, Words);

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let built = read(pair.design);
    if built.is_empty() {
        return;
    }
    tables(pair, &built, found);
    kept_for_one(pair, &built, found);
    own_alone(pair, &built, found);
}

fn read(side: Side<'_>) -> Vec<Read<'_>> {
    let words = |span: Span| stem_set(span.of(side.text));
    let all = side.facts.half.rights.iter().map(|right| (right, words(right.role), words(right.action)));
    all.filter(|(_, role, action)| !role.is_empty() && !action.is_empty()).collect()
}

/// "Supervisor" is the "repairs supervisor".
fn is_same(one: &Words, other: &Words) -> bool {
    one.is_subset(other) || other.is_subset(one)
}

/// A right that one table grants and the other refuses.
fn tables(pair: Pair<'_>, built: &[Read<'_>], found: &mut Vec<Discrepancy>) {
    for (wanted, role, action) in &read(pair.product) {
        let mut same = built.iter().filter(|(_, other, act)| role == other && action == act);
        let (Some((right, ..)), None) = (same.next(), same.next()) else { continue };
        if matches!((wanted.given, right.given), (Given::Yes, Given::No) | (Given::No, Given::Yes)) {
            let said = if wanted.given == Given::Yes { "may" } else { "may not" };
            let (product, design) = (wanted.row.join(wanted.cell), right.row.join(right.cell));
            let first = format!("{said}: {}", plain(wanted.action.of(pair.product.text)));
            let second = if wanted.given == Given::Yes { "refuses it" } else { "grants it" };
            found.push(discrepancy(pair, wanted.role, first, second.to_owned(), (product, design), 0.75));
        }
    }
}

/// Words by which a right is kept for one role, before what may be done.
const SOLE: &[&str] = &["sole right to ", "sole authority to ", "exclusive right to ", "the only one who may ", "alone may ", "alone can "];

/// "Surveyor: sole right to close a case", "only surveyors may close a case", and a table that lets others do it too.
fn kept_for_one(pair: Pair<'_>, built: &[Read<'_>], found: &mut Vec<Discrepancy>) {
    let text = pair.product.text;
    for (from, line) in Span::new(0, text.len()).each_line(text) {
        let lower = line.to_ascii_lowercase();
        let Some((role, right)) = sole(&lower).or_else(|| only(&lower)) else { continue };
        let (holder, action) = (stem_set(&lower[role]), stem_set(&lower[right.clone()]));
        let is_holder = |role: &Words| is_same(&holder, role);
        if action.is_empty() || holder.is_empty() || !built.iter().any(|(_, role, _)| is_holder(role)) {
            continue;
        }
        let others: Vec<&Right> = built
            .iter()
            .filter(|(right, role, act)| right.given == Given::Yes && action.is_subset(act) && !is_holder(role))
            .map(|(right, ..)| *right)
            .collect();
        let Some(first) = others.first() else { continue };
        let names = others.iter().map(|right| plain(right.role.of(pair.design.text)).to_lowercase()).collect::<Vec<_>>().join(", ");
        let said = Span::new(from + right.start, from + right.end);
        let one = holder.iter().cloned().collect::<Vec<_>>().join(" ");
        found.push(Discrepancy {
            case: Case::RoleDiffers,
            subject: format!("{one} {}", plain(said.of(text))),
            product: vec![said],
            design: vec![first.row],
            notes: None,
            confidence: 0.7,
            values: vec![
                ("name", "one role alone".to_owned()),
                ("first", plain(said.of(text))),
                ("second", format!("grants it to {names} too")),
            ],
        });
    }
}

/// The role and the right of a row that gives it to nobody else.
fn sole(lower: &str) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let (at, words) = SOLE.iter().find_map(|words| Some((lower.find(words)?, words)))?;
    let opening = lower.find(char::is_alphanumeric)?;
    let ends = opening + lower[opening..at].find(['|', ':', '*', '\u{2013}', '\u{2014}', '(', ','])?;
    Some((opening..ends, until_end(lower, at + words.len())))
}

/// The role and the right of "only the surveyor may close a case".
fn only(lower: &str) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let at = lower.find("only ").filter(|at| !lower[..*at].ends_with(char::is_alphanumeric))? + "only ".len();
    let (ends, verb) = [" may ", " can ", " are allowed to ", " is allowed to "]
        .iter()
        .filter_map(|verb| Some((at + lower[at..].find(verb)?, verb.len())))
        .min()?;
    // A role is a word or two.
    (lower[at..ends].split(' ').count() <= 4).then(|| (at..ends, until_end(lower, ends + verb)))
}

fn until_end(lower: &str, start: usize) -> std::ops::Range<usize> {
    start..lower[start..].find(['.', ';', '|', ',', '(', '\n', ':']).map_or(lower.len(), |length| start + length)
}

/// "Sees nothing but the jobs given to the own firm", and a table that lets the role read those of all firms.
fn own_alone(pair: Pair<'_>, built: &[Read<'_>], found: &mut Vec<Discrepancy>) {
    let text = pair.product.text;
    for role in &pair.product.facts.half.roles {
        let line = role.span.lines(text);
        let lower = line.of(text).to_ascii_lowercase();
        if !spoken::any(&lower, &["nothing but", "no more than", "only"]) {
            continue;
        }
        let behind = [" own ", " their own ", " its own "].iter().filter_map(|own| lower.split_once(own)).map(|(_, rest)| rest).next();
        let Some(noun) = behind.and_then(|rest| stems(rest).into_iter().next()) else { continue };
        let name = stem_set(&role.name.to_lowercase());
        let wide = built.iter().find(|(right, other, _)| {
            let cell = plain(right.cell.of(pair.design.text)).to_lowercase();
            let all = ["all ", "any ", "every "].iter().find_map(|all| cell.strip_prefix(all));
            right.given == Given::Within && is_same(&name, other) && all.is_some_and(|rest| stem_set(rest).contains(&noun))
        });
        let Some((right, ..)) = wide else { continue };
        let told =
            format!("grants \u{201c}{}\u{201d} for {}", plain(right.action.of(pair.design.text)), plain(right.cell.of(pair.design.text)));
        found.push(discrepancy(pair, role.span, format!("own {noun}"), told, (line.trimmed(text), right.row), 0.7));
    }
}

fn discrepancy(pair: Pair<'_>, role: Span, first: String, second: String, places: (Span, Span), confidence: f32) -> Discrepancy {
    let name = plain(role.of(pair.product.text)).to_lowercase();
    Discrepancy {
        case: Case::RoleDiffers,
        subject: format!("{name} {first}"),
        product: vec![places.0],
        design: vec![places.1],
        notes: None,
        confidence,
        values: vec![("name", name), ("first", first), ("second", second)],
    }
}
