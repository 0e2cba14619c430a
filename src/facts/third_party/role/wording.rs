//! What the words of its sentence say of a name.

use super::At;
use crate::checklist::cues::{CHOICE, FUTURE, HOSTING, NEGATION, REJECTED, SHARE, STORE, USE};
use crate::facts::reading::is_word;
use crate::facts::surroundings::{Found, Place, SectionRole};
use crate::facts::third_party::PartyRole;
use crate::lexicon::Token;

/// Bytes between two names of which one is the default.
const DEFAULT_REACH: u32 = 30;
/// Bytes behind a name in which a remark says that it is one beside another.
const REMARK_REACH: usize = 80;
/// Mentions beyond which a document has more to say of a party than that one part does not touch it.
const OFTEN: usize = 3;

/// "instead of X", "migrate from X", "X is no longer used".
pub(super) fn replaced(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const GONE: &[&str] = &["rejected", "removed", "dropped", "deprecated", "discarded", "replaced"];
    if at.is_part_of_the_world() {
        return None;
    }
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
    // "Would be overkill", "avoids a lock-in to it": weighed and not taken.
    let weighed = at.has_any(found.sentence(), "party-weighed") && found.cues(before) & SHARE == 0;
    if weighed && !at.has(found.before(10), &["we", "chose", "chosen"]) {
        return Some(PartyRole::Rejected);
    }
    let gone = after.iter().position(|token| is_word(at.reading, *token, GONE)).is_some_and(|place| {
        let to_be = ["is", "was", "were", "has", "been", "are", "now", "being"];
        // "X deprecated its older images" is what X did.
        let object =
            |token: &Token| token.joins() && !is_word(at.reading, *token, &["in", "from", "by", "as", "for", "due", "because", "since"]);
        let does = place == 0 && after.get(1).is_some_and(object);
        !does && after[..place].iter().all(|token| is_word(at.reading, *token, &to_be))
    });
    (gone || is_weighed_and_not_taken(at, found)).then_some(PartyRole::Rejected)
}

/// "X: looked at, not used", "X was considered but not chosen": nothing but words of weighing before the refusal.
fn is_weighed_and_not_taken(at: &At<'_, '_, '_>, found: &Found<'_, '_>) -> bool {
    let after = found.after(8);
    let refused = |at_: usize| {
        is_word(at.reading, after[at_], &["not"]) && after.get(at_ + 1).is_some_and(|token| at.has_any(&[*token], "party-not-taken"))
    };
    let Some(no) = (0..after.len()).find(|place| refused(*place)) else { return false };
    after[..no].iter().all(|token| at.has_any(&[*token], "party-weighing"))
}

pub(super) fn negated(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const DOES: &[&str] = &["use", "uses", "using", "rely", "relies", "delegate", "delegates", "offload", "handled"];
    // The world that a proposal speaks of lacks this or that; `NOT NULL` in code denies no name beside it.
    let told = !at.is_part_of_the_world() && (!at.proposal || at.is_ours());
    let found = at.found.filter(|found| told && found.place() != Place::Code)?;
    let (distance, _) = found.negation()?;
    let before = found.before(14);
    let between = before.get(before.len().checked_sub(distance)?..)?;
    let negation = *before.get(before.len().checked_sub(distance + 1)?)?;
    // Something is not done, because this party does it; or nothing goes without it; or not so far.
    // "Not using X" denies its use; that something was not so at some time does not.
    let was = before.len().checked_sub(distance + 2).is_some_and(|last| is_word(at.reading, before[last], &["was", "were"]));
    let using = between.first().is_some_and(|token| is_word(at.reading, *token, &["using"])) && !was;
    let through = at.has(&between[usize::from(using)..], &["by", "via", "through", "using", "handled", "delegated", "from", "access"]);
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
    (!through && !needed && !so_far && !parted && !is_spared(at, found) && !of_verb && !at.has(part, DOES)).then_some(PartyRole::Rejected)
}

/// "The page does not write to X", where X is spoken of all over: another part of the product does.
pub(super) fn is_left_to_others(at: &At<'_, '_, '_>, found: &Found<'_, '_>) -> bool {
    const TOUCHES: &[&str] = &["write", "writes", "read", "reads", "modify", "modifies", "call", "calls", "touch"];
    let same = |other: &&super::Neighbour<'_>| Some(other.vendor) == at.candidate.vendor;
    at.has(found.before(3), TOUCHES) && at.neighbours.iter().filter(same).count() > OFTEN
}

/// "No X credentials required", "non X specific", "no cold start, X-native": what is denied is no use of it.
fn is_spared(at: &At<'_, '_, '_>, found: &Found<'_, '_>) -> bool {
    let after = found.after(4);
    let keys = at.has_any(after, "party-keys") && at.has(after, &["required", "needed", "necessary"]);
    let tail = at.text_after(10).to_lowercase();
    keys || is_left_to_others(at, found) || tail.starts_with("-native") || tail.trim_start_matches('-').trim_start().starts_with("specific")
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
    // "Similar to its plugins, X will ..." ends before the name; "similar to what X does" takes it as a model.
    let joined = if found.token().joins() { before.iter().rev().take_while(|token| token.joins()).count() } else { 0 };
    let does = at.has(found.after(2), &["does", "do", "did"]);
    let similar = !does
        && before.windows(2).rev().take(joined.min(4)).any(|pair| {
            is_word(at.reading, pair[0], &["similar", "alternative", "alternatives", "comparable"]) && is_word(at.reading, pair[1], &["to"])
        });
    let tail = at.text_after(12).to_lowercase();
    // "A "Slack for agents"" is what the product would be.
    let likened = tail.starts_with(" for ") && at.text_before(3).ends_with(['"', '\u{201c}']);
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
    (near || similar || styled || likened || like).then_some(PartyRole::Competitor)
}

pub(super) fn later(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found.filter(|found| found.place() != Place::Code && !found.is_in_contents() && !at.is_part_of_the_world())?;
    // "For the foreseeable future" plans nothing.
    if at.has(found.after(12), &["foreseeable"]) {
        return None;
    }
    // Where the team works, and whose accounts people have, is told of its doings: "and later someone creates an account".
    if at.proposal && at.is_kind("party-kinds-team") && !at.is_ours() {
        return None;
    }
    let (before, after) = at.clause(7, 10);
    // "It will do this if that happens in the future" plans nothing.
    let after = &after[..after.iter().position(|token| is_word(at.reading, *token, &["if", "unless"])).unwrap_or(after.len())];
    let near = plans(at, before, before.len().saturating_sub(6)) || plans(at, after, 0);
    // "In phase 2 we ...": said of the whole sentence.
    let (before, _) = at.clause(20, 0);
    let whole = before.len() < 20 && found.before(20).len() == before.len();
    let opening = whole && plans(at, before.get(..4).unwrap_or(before), 0);
    let row = || at.cell().is_some_and(|cell| cell.remarks(at.reading) & FUTURE != 0);
    (near || opening || row()).then_some(PartyRole::Future)
}

/// True for words of later at `first` or behind; a version behind a noun is the name of a thing: "cgroup v2".
fn plans(at: &At<'_, '_, '_>, tokens: &[Token], first: usize) -> bool {
    const WHEN: &[&str] = &["in", "for", "by", "until", "to", "post", "from", "a", "the", "after", "with", "on"];
    let cues = &at.reading.checklist.cues;
    let is_version = |token: &Token| {
        let word = token.span().of(at.reading.text);
        word.len() < 5 && word.starts_with(['v', 'V']) && word[1..].starts_with(|c: char| c.is_ascii_digit())
    };
    let later = (first..tokens.len()).filter(|i| cues.at(&tokens[*i..]) & FUTURE != 0);
    later.into_iter().any(|i| {
        let noun = i.checked_sub(1).map(|before| tokens[before]);
        let named = is_version(&tokens[i]) && tokens[i].joins() && noun.is_none_or(|noun| !is_word(at.reading, noun, WHEN));
        !named
    })
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
    // "AWS-specific code" is about code.
    if tail.trim_start_matches(['-', ' ']).split(|c: char| !c.is_alphanumeric()).next() == Some("specific") {
        return Some(PartyRole::Named);
    }
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
    let text = at.text_before(40).to_lowercase();
    // "(e.g. 5 MB for X)" gives another thing as the example; a bracket that is closed too.
    let given = text.rfind("e.g").is_some_and(|open| {
        let rest = text[open + 3..].trim_start_matches(['.', ',', ' ', '`']);
        !rest.starts_with(|c: char| c.is_ascii_digit()) && !rest.contains(')')
    });
    let shown = given
        || at.has(before, &["eg"])
        || pair(&["such"], &["as"])
        || pair(&["for"], &["example", "instance"])
        || like
        || [", etc", "/etc", " etc."].iter().any(|end| {
            let tail = at.text_after(90);
            tail.find(end).is_some_and(|stop| !tail[..stop].contains([')', ';', '|']) && !tail[..stop].contains(". "))
        });
    let told = at.has_use(6) || at.is_integration() || at.section == Some(SectionRole::Recipients);
    if at.proposal && !at.is_ours() {
        return shown.then_some(PartyRole::Named);
    }
    // In a schema, examples are values.
    let known = at.is_kind("party-kinds-known") && !told
        || found.place() == Place::Code && !at.is_drawn()
        || found.is_code() && is_in_camel_case(at, found)
        || at.candidate.recipient.is_some() && !at.has_use(3);
    shown.then_some(if known { PartyRole::Named } else { PartyRole::Optional })
}

/// `GKECluster`, `RDSInstance`: a class named after it.
fn is_in_camel_case(at: &At<'_, '_, '_>, found: &Found<'_, '_>) -> bool {
    let joined = found.alias.text.contains(' ') && at.surface().bytes().all(|byte| byte.is_ascii_alphanumeric());
    joined || at.text_after(1).starts_with(|c: char| c.is_ascii_alphabetic())
}

/// "X or Y", "optional", "if configured".
pub(super) fn choice(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let role = if at.proposal && !at.is_ours() { PartyRole::Named } else { PartyRole::Optional };
    if is_extra(at) {
        return Some(role);
    }
    let found = at.found?;
    // What is said of the next name is not said of this one.
    let here = at.here();
    let last = here.checked_sub(1).and_then(|i| at.neighbours.get(i)).map_or(0, |other| other.span.end);
    // Each line of code speaks for itself.
    let line = if found.place() == Place::Code { at.candidate.span.lines(at.reading.text).start } else { 0 };
    let last = last.max(line);
    let next = at.neighbours.get(here + 1).map_or(u32::MAX, |other| other.span.start);
    let (before, after) = (found.before(6), found.after(5));
    let before = &before[before.partition_point(|token| token.start < last)..];
    let after = &after[..after.partition_point(|token| token.start < next)];
    // What a party could do itself is no choice of it.
    let does = at.has(after.get(..1).unwrap_or(after), &["could", "may", "might", "can", "will"]);
    let maybe = (found.cues(before) | found.cues(after)) & CHOICE != 0
        && !does
        && (at.has_any(before, "party-maybe") || at.has_any(after, "party-maybe"));
    let perhaps = at.has(&before[before.len().saturating_sub(2)..], &["potentially", "possibly", "perhaps", "maybe"]);
    (either(at) || maybe || perhaps || is_beside_default(at)).then_some(role)
}

/// "X (fallback)", "X as an option", "# X, optional" at the end of a line of code: one beside another.
pub(super) fn is_extra(at: &At<'_, '_, '_>) -> bool {
    let extras = at.words("party-extras");
    let is_one = |word: &str| extras.iter().any(|extra| extra.eq_ignore_ascii_case(word));
    let tail = at.text_after(REMARK_REACH);
    let mut behind = words_of(tail);
    let first = behind.next().unwrap_or_default();
    let bracket = is_one(first) && tail.trim_start_matches(['*', '_', '`', ' ']).starts_with('(');
    let taken_as = first == "as" && behind.find(|word| !matches!(*word, "a" | "an" | "the")).is_some_and(is_one);
    let is_code = || at.found.is_none_or(|found| found.place() == Place::Code);
    let remark = || {
        let open = tail.find('#').or_else(|| tail.find("//")).map_or("", |open| &tail[open..]);
        let inner = open.rsplit('(').next().and_then(|inner| inner.split(')').next());
        inner.is_some_and(is_one) || words_of(open).next().is_some_and(is_one)
    };
    bracket || taken_as || is_code() && remark()
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// "X is the default, Y is supported": each is one of two.
fn is_beside_default(at: &At<'_, '_, '_>) -> bool {
    let Some(found) = at.found else { return false };
    let here = at.here();
    let near = |other: &super::Neighbour<'_>| {
        let gap = other.span.start.max(at.candidate.span.start).saturating_sub(other.span.end.min(at.candidate.span.end));
        other.kind == at.kind && !at.kind.is_empty() && Some(other.vendor) != at.candidate.vendor && gap < DEFAULT_REACH
    };
    let beside = [here.checked_sub(1), Some(here + 1)].into_iter().flatten().filter_map(|i| at.neighbours.get(i)).any(near);
    beside && (at.has(found.before(4), &["default"]) || at.has(found.after(4), &["default", "supported"]))
}

/// "There was some discussion on X": where people talked, whatever the section.
pub(super) fn discussed(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found.filter(|_| at.kind == "messaging" && !at.is_integration())?;
    let words = "party-discussion";
    (at.has_any(found.before(6), words) || at.has_any(found.after(6), words)).then_some(PartyRole::Tooling)
}

/// "X or Y", "X, Y, or Z"; "X / Y" of one kind.
pub(super) fn either(at: &At<'_, '_, '_>) -> bool {
    if at.found.is_none() {
        return false;
    }
    let is_or = |between: &str| matches!(between, "or" | ", or" | "or a" | "or an" | "vs" | "vs.");
    let of_kind = |(between, kind): &(String, &str)| between == "/" && *kind == at.kind;
    let (next, last) = (at.gap(1), at.gap(-1));
    // Values of a setting: `local` | `openai`.
    let values = || {
        let mark = |text: &str| ["\\|", "\u{2502}"].iter().any(|bar| text.trim_matches([' ', '`']).starts_with(bar));
        let before = at.text_before(6).trim_matches([' ', '`']);
        mark(at.text_after(6)) || before.ends_with("\\|") || before.ends_with('\u{2502}')
    };
    let beside = |gap: &Option<(String, &str)>| gap.as_ref().is_some_and(|gap| is_or(&gap.0) || of_kind(gap));
    let in_list = next.as_ref().is_some_and(|gap| gap.0 == ",") && at.gap(2).is_some_and(|gap| is_or(&gap.0));
    beside(&next)
        || beside(&last)
        || in_list
        || (at.is_drawn() || at.found.is_some_and(|found| matches!(found.place(), Place::Cell(_)))) && values()
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

/// "(Name)" behind a person in a list of who was there.
pub(super) fn affiliation(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found.filter(|_| at.notes)?;
    let before = at.text_before(60);
    let open = before.rfind(['(', '[']).filter(|open| !before[*open..].contains([')', ']']))?;
    let closed = at.text_after(60).contains([')', ']']);
    let person = before[..open].trim_end().ends_with(|c: char| c.is_alphabetic()) && found.words_before() < 8;
    (closed && person && found.cues(found.before(8)) & (USE | SHARE | STORE | HOSTING) == 0).then_some(PartyRole::Named)
}

/// "The pattern used by X", "the semantics of X", "X semantics", "as X does": a model, not a use.
pub(super) fn model(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    const LINKS: &[&str] = &["used", "by", "of", "from", "on", "after", "in", "established", "like", "as"];
    let found = at.found?;
    let before = found.before(14);
    let models = at.words("party-models");
    let is_model = |token: &Token| {
        let word = token.span().of(at.reading.text);
        models.iter().any(|known| known.eq_ignore_ascii_case(word))
    };
    let before_it = before.iter().rposition(is_model).is_some_and(|open| {
        let linked = before.get(open + 1).is_some_and(|token| is_word(at.reading, *token, LINKS));
        linked
            && found.cues(&before[open + 1..]) & (SHARE | STORE | HOSTING) == 0
            && !at.has(&before[open + 1..], &["via", "with", "through"])
    });
    // "As used by X": what X does itself.
    let users = before.windows(3).any(|words| {
        let said = ["as", "used", "by"].iter().zip(words);
        said.into_iter().all(|(word, token)| is_word(at.reading, *token, &[word]))
    });
    let prior = before.windows(2).any(|pair| is_word(at.reading, pair[0], &["prior"]) && is_word(at.reading, pair[1], &["work", "art"]));
    let after = found.after(2);
    let behind = after.first().is_some_and(is_model) && after.first().is_some_and(|token| token.joins());
    let does = after.first().is_some_and(|token| is_word(at.reading, *token, &["does", "do"]))
        && at.has(before.get(before.len().saturating_sub(3)..).unwrap_or(before), &["as", "like", "way", "what"]);
    (before_it || users || prior || behind || does).then_some(PartyRole::Named)
}

/// "Another service is built on X", "a layer on top of X": what somebody else stands on.
pub(super) fn underneath(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let found = at.found?;
    let text = at.text_before(24).to_lowercase();
    let over = ["on top of ", "built on ", "layer over ", "atop ", "wrapper around "].iter().any(|words| text.ends_with(words));
    let home = found.home().first().map_or(0, |token| token.start);
    let other = at.here().checked_sub(1).and_then(|last| at.neighbours.get(last)).filter(|other| other.span.start >= home);
    let ours = at.has(found.before(14), &["we", "our", "is", "app", "product", "system"]);
    (over && !ours && other.is_some()).then_some(PartyRole::Named)
}

/// "X's terms of service", "the X privacy policy": its paper, not its service.
pub(super) fn its_terms(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let after = at.found?.after(4);
    let tail = at.text_after(40).to_lowercase();
    let owned = tail.starts_with("'s ") || tail.starts_with("\u{2019}s ");
    let near = if owned { after } else { after.get(..2).unwrap_or(after) };
    at.has_any(near, "party-papers").then_some(PartyRole::Named)
}

/// "A common interface for X, Y and Z", a table of adapters, "providers that need it (X, Y)": each is one that may be there.
pub(super) fn one_of_several(at: &At<'_, '_, '_>) -> Option<PartyRole> {
    let role = if at.proposal { PartyRole::Named } else { PartyRole::Optional };
    if let Some(cell) = at.cell() {
        let row = cell.row?;
        let header = |column: usize| cell.table.header.get(column).map_or("", |header| header.of(at.reading.text)).to_lowercase();
        let words = cell.table.rows[row].get(cell.column).map_or("", |words| words.of(at.reading.text));
        let plugs = |header: &str| {
            header.split(|c: char| !c.is_alphanumeric()).any(|word| at.words("party-plugs").iter().any(|known| known == word))
        };
        let custom = |row: &Vec<crate::source::Span>| {
            let words = row.get(cell.column).map_or("", |words| words.of(at.reading.text)).to_lowercase();
            words.contains("(default)") || words.trim_matches(|c: char| !c.is_alphanumeric()).starts_with("custom")
        };
        let short = words.len() <= at.surface().len() + 24 && cell.table.rows.len() > 1;
        let several = plugs(&header(0)) || plugs(&header(cell.column)) || cell.table.rows.iter().take(24).any(custom);
        if short && several {
            return Some(role);
        }
    }
    let found = at.found?;
    let before = found.before(24);
    let from = |first: usize| before.get(first).map_or(at.candidate.span.start, |token| token.start) as usize;
    let between = |first: usize| &at.reading.text[from(first)..at.candidate.span.start as usize];
    let open = before.iter().rposition(|token| at.has_any(&[*token], "party-interfaces"));
    let interface = open.is_some_and(|first| {
        let linked = at
            .has(before.get(first + 1..first + 4).unwrap_or(&before[first + 1..]), &["for", "over", "across", "types", "to", "supporting"])
            || between(first).contains('(');
        linked && (between(first).contains([',', '(']) || at.gap(1).is_some_and(|gap| matches!(gap.0.as_str(), "," | "and" | "or" | "/")))
    });
    // An open bracket behind a word for many, and a clause that says which of them.
    let bracket = at.text_before(80).rfind('(').is_some_and(|open| !at.text_before(80)[open..].contains(')')) && {
        let listed = at.gap(1).or_else(|| at.gap(-1)).is_some_and(|gap| matches!(gap.0.as_str(), "," | "/" | ", and" | "and"));
        let class = before.iter().rposition(|token| at.has_any(&[*token], "party-classes"));
        listed
            && class.is_some_and(|class| {
                // Behind the class its bracket opens, or a clause that tells which of them: "APIs for many brands (" lists brands.
                let end = before[class].span().end as usize;
                let rest = at.reading.text.get(end..at.candidate.span.start as usize).unwrap_or_default();
                let told = before.get(class + 1).is_some_and(|token| is_word(at.reading, *token, &["that", "which", "whose"]));
                if !told && !rest.trim_start_matches(['*', '`', '_', ' ', '\n']).starts_with('(') {
                    return false;
                }
                let some = [
                    "that",
                    "which",
                    "whose",
                    "any",
                    "various",
                    "common",
                    "other",
                    "most",
                    "many",
                    "some",
                    "supported",
                    "popular",
                    "compatible",
                    "different",
                ];
                at.has(&before[class.saturating_sub(3)..], &some)
            })
    };
    (interface || bracket).then_some(role)
}
