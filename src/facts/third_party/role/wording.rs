//! What the words of its sentence say of a name.

use super::At;
use crate::checklist::cues::{CHOICE, FUTURE, HOSTING, NEGATION, REJECTED, SHARE, STORE, USE};
use crate::facts::surroundings::{Place, SectionRole};
use crate::facts::third_party::{PartyRole, is_word};
use crate::lexicon::Token;

/// "instead of X", "migrate from X", "X is no longer used".
pub(super) fn replaced(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const GONE: &[&str] = &["rejected", "removed", "dropped", "deprecated", "discarded", "replaced"];
    let found = at.found?;
    let before = found.before(5);
    let cues = &at.reading.checklist.cues;
    let by = |tokens: &[Token]| at.has(tokens, &["with", "by", "to", "using", "use", "now", "on"]);
    if let Some(first) = (0..before.len()).rev().find(|&i| cues.at(&before[i..]) & REJECTED != 0) {
        // A verb reaches what is next to it; "instead of" and "migrate from" have a word more.
        let words = if cues.at(&before[first..=first]) & REJECTED != 0 { 1 } else { 2 };
        let near = before.len() - first <= words + usize::from(words > 1);
        let preferred = ["chosen", "chose", "selected", "prefer", "preferred", "picked", "favored", "recommended", "choose"];
        let over = is_word(at.reading, before[first], &["over"])
            && !at.has(found.before(9), &preferred)
            && at.gap(-1).is_none_or(|gap| gap.0 != "over");
        let other = over || is_word(at.reading, before[first], &["independent", "unlike"]);
        if near && !by(&before[first + words.min(before.len() - first)..]) && !other {
            return Some(PartyRole::Rejected);
        }
    }
    let after = found.after(4);
    let gone = after.iter().position(|token| is_word(at.reading, *token, GONE)).is_some_and(|place| {
        let to_be = ["is", "was", "were", "has", "been", "are", "now", "being"];
        after[..place].iter().all(|token| is_word(at.reading, *token, &to_be))
    });
    gone.then_some(PartyRole::Rejected)
}

pub(super) fn negated(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const DOES: &[&str] = &["use", "uses", "using", "rely", "relies", "delegate", "delegates", "offload", "handled"];
    let found = at.found?;
    let (distance, _) = found.negation()?;
    let before = found.before(14);
    let between = before.get(before.len().checked_sub(distance)?..)?;
    let negation = *before.get(before.len().checked_sub(distance + 1)?)?;
    // Something is not done, because this party does it; or nothing goes without it; or not so far.
    let through = at.has(between, &["by", "via", "through", "using", "handled", "delegated", "from", "access"]);
    let part = between.iter().rposition(|token| !token.joins()).map_or(&[][..], |open| &between[open..]);
    let reached = !between.is_empty() && is_word(at.reading, negation, &["cannot", "can", "non", "zero"]);
    let cannot = is_word(at.reading, negation, &["without"]) && {
        let earlier = &before[..before.len() - distance - 1];
        found.cues(earlier) & NEGATION != 0
    };
    let needed = reached || cannot;
    let text = &at.reading.text[negation.span().end as usize..at.candidate.span.start as usize];
    let parted = text.contains(['"', '\u{201d}', '\u{2014}', ';', ':', '\u{b7}', '|']);
    // "not" before a verb that has nothing to do with the party denies the verb.
    let of_verb = is_word(at.reading, negation, &["not", "never", "doesn", "don", "isn", "aren", "won"])
        && between.len() > 1
        && found.cues(between) & (USE | STORE | SHARE | HOSTING) == 0;
    let so_far = between.first().is_some_and(|token| is_word(at.reading, *token, &["yet"]));
    (!through && !needed && !so_far && !parted && !of_verb && !at.has(part, DOES)).then_some(PartyRole::Rejected)
}

/// "unlike X", "inspired by X", "tools like X", "X-style".
pub(super) fn rival(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let before = found.before(10);
    let open = before.iter().rposition(|token| {
        is_word(
            at.reading,
            *token,
            &["unlike", "inspired", "competitors", "competitor", "rivals", "competing", "competes", "compete", "compared", "rival"],
        )
    });
    let near = open.is_some_and(|first| !at.has(&before[first..], &["we", "use", "uses", "via", "api"]));
    let similar = before.windows(2).rev().take(4).any(|pair| {
        is_word(at.reading, pair[0], &["similar", "alternative", "alternatives", "comparable"]) && is_word(at.reading, pair[1], &["to"])
    });
    let tail = at.text_after(12).to_lowercase();
    let styled = ["-style", "-like", "-inspired", "-esque", " style", "'s approach", " clone"].iter().any(|word| tail.starts_with(word));
    let like = before.last().is_some_and(|token| is_word(at.reading, *token, &["like"])) && {
        let said_of = before.len().checked_sub(2).map(|i| before[i]);
        said_of.is_some_and(|token| {
            is_word(
                at.reading,
                token,
                &[
                    "tools",
                    "platforms",
                    "apps",
                    "products",
                    "solutions",
                    "sites",
                    "feels",
                    "feel",
                    "look",
                    "looks",
                    "experience",
                    "competitors",
                    "marketplaces",
                    "app",
                    "tool",
                ],
            )
        }) && !at.has(before, &["integrate", "integrates", "integrated", "with", "using", "via", "use", "uses"])
    };
    (near || similar || styled || like).then_some(PartyRole::Competitor)
}

pub(super) fn later(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found.filter(|found| found.place() != Place::Code)?;
    // "For the foreseeable future" plans nothing.
    if at.has(found.after(12), &["foreseeable"]) {
        return None;
    }
    let (before, after) = at.clause(6, 8);
    let near = found.cues(before) | found.cues(after);
    // "In phase 2 we ...": said of the whole sentence.
    let (before, _) = at.clause(20, 0);
    let opening =
        before.len() < 20 && found.before(20).len() == before.len() && found.cues(before.get(..4).unwrap_or(before)) & FUTURE != 0;
    let row = || at.cell().is_some_and(|cell| cell.remarks(at.reading) & FUTURE != 0);
    (near & FUTURE != 0 || opening || row()).then_some(PartyRole::Future)
}

/// "S3-compatible": the interface, and whoever offers it.
pub(super) fn compatible(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let tail = at.text_after(16).to_lowercase();
    let tail = tail.trim_start_matches(['*', '`', '_']);
    let tail = tail.strip_prefix(" api").unwrap_or(tail);
    let behind =
        tail.starts_with("-compatible") || tail.starts_with(" compatible") || tail.starts_with("-shaped") || tail.starts_with("-flavored");
    let before = at.found.is_some_and(|found| {
        let before = found.before(3);
        before.windows(2).any(|pair| is_word(at.reading, pair[0], &["compatible"]) && is_word(at.reading, pair[1], &["with"]))
    });
    // An object store by that interface is most often the original; a model server is most often another.
    (behind || before).then_some(if at.kind == "storage" { PartyRole::Optional } else { PartyRole::Named })
}

/// "e.g. X", "such as X", "providers like X". Of what everybody knows, examples say nothing.
pub(super) fn example(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let before = found.before(8);
    let pair = |first: &[&str], second: &[&str]| {
        before.windows(2).any(|pair| is_word(at.reading, pair[0], first) && is_word(at.reading, pair[1], second))
    };
    let like = before.iter().rev().take(3).any(|token| is_word(at.reading, *token, &["like"]));
    let shown = at.text_before(40).to_lowercase().contains("e.g")
        || at.has(before, &["eg"])
        || pair(&["such"], &["as"])
        || pair(&["for"], &["example"])
        || like
        || at.text_after(30).contains(", etc");
    let told = at.has_use(6) || at.is_integration() || at.section == Some(SectionRole::Recipients);
    // In a schema, examples are values.
    let known = at.is_kind("party-kinds-known") && !told || found.place() == Place::Code;
    shown.then_some(if known { PartyRole::Named } else { PartyRole::Optional })
}

/// "X or Y", "optional", "if configured".
pub(super) fn choice(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    // What is said of the next name is not said of this one.
    let here = at.neighbours.partition_point(|(span, _)| span.start < at.candidate.span.start);
    let last = here.checked_sub(1).and_then(|i| at.neighbours.get(i)).map_or(0, |(span, _)| span.end);
    let next = at.neighbours.get(here + 1).map_or(u32::MAX, |(span, _)| span.start);
    let (before, after) = (found.before(6), found.after(5));
    let before = &before[before.partition_point(|token| token.start < last)..];
    let after = &after[..after.partition_point(|token| token.start < next)];
    let maybe =
        (found.cues(before) | found.cues(after)) & CHOICE != 0 && (at.has_any(before, "party-maybe") || at.has_any(after, "party-maybe"));
    (either(at) || maybe).then_some(PartyRole::Optional)
}

/// "X or Y", "X, Y, or Z"; "X / Y" of one kind.
pub(super) fn either(at: &At<'_, '_, '_>) -> bool {
    if at.found.is_none() {
        return false;
    }
    let is_or = |between: &str| matches!(between, "or" | ", or" | "or a" | "or an" | "vs" | "vs.");
    let of_kind = |(between, kind): &(String, &str)| between == "/" && *kind == at.kind;
    let (next, last) = (at.gap(1), at.gap(-1));
    let beside = |gap: &Option<(String, &str)>| gap.as_ref().is_some_and(|gap| is_or(&gap.0) || of_kind(gap));
    let in_list = next.as_ref().is_some_and(|gap| gap.0 == ",") && at.gap(2).is_some_and(|gap| is_or(&gap.0));
    beside(&next) || beside(&last) || in_list
}

/// The words of a link to something to read.
pub(super) fn pointer(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let links = &at.reading.document.links;
    let after = links.partition_point(|link| link.span.start <= at.candidate.span.start);
    let link = links[..after].last().filter(|link| link.span.contains(at.candidate.span))?;
    let reads = ["github.com", "docs.", "/docs", "/blog", "wikipedia.org", "readthedocs", "/issues/", "/wiki"];
    let inside = !link.dest.contains("://");
    let listed = at.section == Some(SectionRole::Recipients);
    ((inside || reads.iter().any(|part| link.dest.contains(part))) && !listed).then_some(PartyRole::Named)
}
