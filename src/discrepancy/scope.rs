//! What is to be built now in one document, and later or not at all in the other.

use super::requirement::cut;
use super::{Case, Discrepancy, Pair, spoken};
use crate::facts::{DesignKind, Requirement, SetAside, Standing};
use crate::similarity::{self, Passage, stem_set, stems};
use crate::source::Span;
use crate::trace::{Coverage, Traced};
use std::collections::BTreeSet;

/// How alike what is put off and what is wanted have to be.
const ALIKE: f32 = 0.42;
/// The same for one that other passages of the design speak of.
const CERTAIN: f32 = 0.5;
/// How far they have to stand out.
const STANDING: f32 = 0.7;

/// Requirements that the design puts off.
pub(super) fn deferred(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let put_off: Vec<&SetAside> =
        pair.design.facts.half.set_aside.iter().filter(|aside| is_put_off(aside.span.of(pair.design.text))).collect();
    let aside = |span: Span| pair.product.facts.half.set_aside.iter().any(|aside| span.contains(aside.span) || aside.span.contains(span));
    let requirements = pair.product.facts.requirements.iter();
    let due: Vec<_> = requirements
        .zip(pair.traced)
        .filter(|(requirement, _)| requirement.standing() == Standing::Due && !aside(requirement.span))
        .collect();
    if put_off.is_empty() || due.is_empty() {
        return;
    }
    let sources: Vec<Passage> = put_off.iter().map(|aside| Passage::read(aside.span.of(pair.design.text))).collect();
    let wanted = sentences(pair, due.iter().map(|(requirement, _)| requirement.span));
    let targets: Vec<Passage> = wanted.iter().map(|(_, span)| Passage::read(span.of(pair.product.text))).collect();
    let agreed: Vec<Passage> =
        pair.product.facts.half.set_aside.iter().map(|aside| Passage::read(aside.span.of(pair.product.text))).collect();
    let agreed = similarity::compare(&sources, &agreed, 1);
    stubs(pair, &put_off, &due, found);
    for ((aside, candidates), agreed) in put_off.iter().zip(similarity::compare(&sources, &targets, 1)).zip(agreed) {
        let Some(best) = candidates.first().filter(|best| best.likeness >= ALIKE && best.score >= STANDING) else {
            continue;
        };
        let (number, span) = wanted[best.target];
        let (requirement, traced) = due[number];
        // What both put off is agreed on; what is designed all the same is put off in part.
        let is_agreed = agreed.first().is_some_and(|own| own.likeness >= best.likeness);
        // A requirement of that same phase is not put off by it.
        let own = requirement.span.lines(pair.product.text);
        if share_a_phase(own.of(pair.product.text), aside.span.of(pair.design.text)) {
            continue;
        }
        if is_agreed || (traced.coverage == Coverage::Covered && best.likeness < CERTAIN) {
            continue;
        }
        let is_told = |known: &Discrepancy| known.case == Case::RequirementDeferred && requirement.span.contains(known.product[0]);
        if found.iter().any(is_told) {
            continue;
        }
        let told = put_off_later(requirement, aside, (0.35 + 0.5 * best.likeness).min(0.9));
        found.push(if span == requirement.span { told } else { of_sentence(told, span, pair.product.text) });
    }
}

/// Requirements of which all that the design says is that they are to be designed.
fn stubs(pair: Pair<'_>, put_off: &[&SetAside], due: &[(&Requirement, &Traced)], found: &mut Vec<Discrepancy>) {
    let mut stubs = put_off.iter().filter(|aside| is_stub(aside.span.of(pair.design.text))).peekable();
    if stubs.peek().is_none() {
        return;
    }
    let lines: Vec<BTreeSet<String>> = pair.design.text.lines().map(stem_set).collect();
    let words: Vec<BTreeSet<String>> = due.iter().map(|(requirement, _)| stem_set(requirement.span.of(pair.product.text))).collect();
    for aside in stubs {
        // "Download of own data: to be designed" is all that the design says of downloading, and one requirement asks for it.
        let own = stems(aside.span.of(pair.design.text));
        let Some(name) = own.first().filter(|name| lines.iter().filter(|line| line.contains(*name)).count() == 1) else {
            continue;
        };
        let mut wanted = due.iter().zip(&words).filter(|(_, words)| words.contains(name));
        let (Some((&(requirement, _), _)), None) = (wanted.next(), wanted.next()) else { continue };
        found.push(put_off_later(requirement, aside, 0.55));
    }
}

/// A requirement that a passage of the design puts off.
fn put_off_later(requirement: &Requirement, aside: &SetAside, confidence: f32) -> Discrepancy {
    Discrepancy {
        case: Case::RequirementDeferred,
        subject: requirement.known_by().to_owned(),
        product: vec![requirement.span],
        design: vec![aside.span],
        notes: None,
        confidence,
        values: vec![("name", requirement.title.clone())],
    }
}

/// The same of one sentence of the requirement.
fn of_sentence(told: Discrepancy, sentence: Span, text: &str) -> Discrepancy {
    let name = cut(crate::document::plain(sentence.of(text)).trim_end_matches('.'));
    Discrepancy { product: vec![sentence], values: vec![("name", name)], ..told }
}

/// Each of some requirements by its number, whole and by its sentences: one of several may be put off.
fn sentences(pair: Pair<'_>, requirements: impl Iterator<Item = Span>) -> Vec<(usize, Span)> {
    let all = &pair.product.facts.half.sentences;
    let mut found = Vec::new();
    for (number, whole) in requirements.enumerate() {
        found.push((number, whole));
        let from = all.partition_point(|(span, _)| span.start < whole.start);
        let inside = all[from..].iter().take_while(|(span, _)| span.start < whole.end).filter(|(span, _)| whole.contains(*span));
        let inside: Vec<Span> = inside.map(|(span, _)| *span).collect();
        if inside.len() > 1 {
            found.extend(inside.into_iter().map(|span| (number, span)));
        }
    }
    found
}

/// Words that name a later time.
const LATER: &[&str] = &[
    "later release",
    "later version",
    "later phase",
    "in the future",
    "future work",
    "future release",
    "phase 2",
    "phase 3",
    "phase ii",
    "v1.",
    "v2",
    "release 1.",
    "release 2",
    "next release",
    "deferred:",
    "deferred until",
    "postponed",
    "follow-up",
    "a stub",
    "stubbed",
    "to be designed",
    "not yet",
    "not implemented",
];
/// True for what is named and not worked out.
fn is_stub(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    spoken::any(&lower, &["to be designed", "not yet designed", "still to be defined"])
}

/// Words that hand it to somebody else, or go beyond what is wanted.
const ELSEWHERE: &[&str] = &[
    "deferred to the",
    "delegated",
    "responsible",
    "responsibility",
    "beyond",
    "other than",
    "besides",
    "covered by",
    "handled by",
    "owned by",
    "out of scope",
];

/// True for what names a later time and no other place.
fn is_put_off(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let is_later = spoken::any(&lower, LATER) || lower.split("deferred to ").skip(1).any(opens_with_a_time);
    is_later && !spoken::any(&lower, ELSEWHERE)
}

/// Words that open a name of a time; "deferred to platform policy" names somebody.
const TIMES: &[&str] = &["a", "an", "the", "next", "future", "later", "phase", "release", "version", "milestone", "sprint", "post"];

fn opens_with_a_time(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    TIMES.contains(&word) || phase(word).is_some() || word.starts_with(|c: char| c.is_ascii_digit())
}

/// The number of a phase, priority or version as its short name gives it: `p2`, `v1`, `q3`.
fn phase(word: &str) -> Option<(u8, &str)> {
    let number = word.get(1..).filter(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))?;
    let letter = word.as_bytes()[0].to_ascii_lowercase();
    matches!(letter, b'p' | b'v' | b'q' | b'm' | b'r').then_some((letter, number))
}

/// True when both name the same phase, as a requirement of phase 2 and a component of phase 2 do.
fn share_a_phase(one: &str, other: &str) -> bool {
    let phases = |text: &'_ str| -> BTreeSet<(u8, String)> {
        let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let short = words.iter().filter_map(|word| phase(word));
        let long = words.windows(2).filter(|two| two[0].eq_ignore_ascii_case("phase")).map(|two| (b'p', two[1]));
        short.chain(long).map(|(letter, number)| (letter, number.to_owned())).collect()
    };
    !phases(one).is_disjoint(&phases(other))
}

/// Words of what is ruled out that a call has to share when it does not have its name, and the share of them.
const ENOUGH: usize = 3;
const MOSTLY: f32 = 0.5;
/// Words of the longest row; what has more speaks of many things.
const ROW: usize = 16;

/// Parts of the design that the product document rules out.
pub(super) fn excluded(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let excluded = || pair.product.facts.half.set_aside.iter().filter(|aside| !aside.later).map(|aside| aside.span);
    let named: Vec<(Span, BTreeSet<String>)> = excluded().filter_map(|aside| Some((aside, head(aside.of(pair.product.text))?))).collect();
    let told: Vec<(Span, BTreeSet<String>)> = excluded().map(|aside| (aside, telling(aside.of(pair.product.text)))).collect();
    let mut seen: BTreeSet<Span> = BTreeSet::new();
    for statement in &pair.design.facts.design {
        if statement.kind == DesignKind::Decision {
            continue;
        }
        let words: BTreeSet<String> = stem_set(&statement.name);
        let by_name = named.iter().find(|(_, name)| name.is_subset(&words));
        let by_row = || {
            let row =
                (statement.kind == DesignKind::Endpoint).then(|| telling(statement.span.lines(pair.design.text).of(pair.design.text)))?;
            if row.len() > ROW {
                return None;
            }
            told.iter().find(|(_, words)| {
                let shared = words.intersection(&row).count();
                shared >= ENOUGH && shared as f32 >= MOSTLY * words.len() as f32
            })
        };
        let Some((span, _)) = by_name.or_else(by_row) else { continue };
        if pair.design.facts.half.set_aside.iter().any(|aside| aside.span.contains(statement.span)) || !seen.insert(*span) {
            continue;
        }
        found.push(Discrepancy {
            case: Case::ScopeExceeded,
            subject: statement.name.clone(),
            product: vec![*span],
            design: vec![statement.span],
            notes: None,
            confidence: if by_name.is_some() { 0.7 } else { 0.55 },
            values: vec![("name", statement.name.clone())],
        });
    }
}

/// The words of a text that name something by themselves.
fn telling(text: &str) -> BTreeSet<String> {
    stem_set(text).into_iter().filter(|word| !EMPTY.contains(&word.as_str())).collect()
}

/// What the product document puts off by a name of several words, and the design speaks of without putting it off.
pub(super) fn early(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let design = &pair.built.lower;
    let aside =
        |at: usize| pair.design.facts.half.set_aside.iter().any(|aside| aside.span.start as usize <= at && at < aside.span.end as usize);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for later in pair.product.facts.half.set_aside.iter().filter(|aside| aside.later) {
        let text = crate::document::plain(later.span.of(pair.product.text)).to_ascii_lowercase();
        // A plan of releases has what is due, too.
        let is_planned =
            |wanted: &Requirement| wanted.standing() == Standing::Due && wanted.has_id && text.contains(&wanted.id.to_ascii_lowercase());
        if pair.product.facts.requirements.iter().any(is_planned) {
            continue;
        }
        for name in names(&text) {
            let place = design.match_indices(name).map(|(at, _)| at).find(|at| !aside(*at));
            let Some(at) = place.filter(|_| seen.insert(name.to_owned())) else { continue };
            found.push(Discrepancy {
                case: Case::ScopeExceeded,
                subject: name.to_owned(),
                product: vec![later.span],
                design: vec![Span::new(at, at + name.len())],
                notes: None,
                confidence: 0.5,
                values: vec![("name", name.to_owned())],
            });
            break;
        }
    }
}

/// Names of two or three words at the head of an item's parts.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(['|', ':', '.', '(', ';', ',', '\u{2014}', '\u{2013}']).map(str::trim);
    parts.filter(|part| {
        (2..=3).contains(&part.split(' ').count())
            && part.len() >= 10
            && part.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'))
    })
}

/// Words that name nothing by themselves.
pub(super) const EMPTY: &[&str] = &[
    "support", "featur", "custom", "advanc", "full", "new", "user", "system", "data", "manag", "servic", "integr", "applic", "app", "api",
    "mobil", "web",
];

/// The words that name what an item rules out; None for a sentence about several things.
fn head(item: &str) -> Option<BTreeSet<String>> {
    let text = crate::document::plain(item);
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let text =
        text.split_once(": ").filter(|(id, _)| id.chars().any(|c| c.is_ascii_digit()) && !id.contains(' ')).map_or(text, |(_, rest)| rest);
    let name = text.split([':', '.', '(', ';', '\u{2014}', '\u{2013}', ',']).next().unwrap_or_default();
    // Who implements it elsewhere leaves it in use here.
    if name.trim_end().ends_with("implementation")
        || text[name.len()..].trim_start_matches(|c: char| c != ')').trim_start_matches(')').trim_start().starts_with("implementation")
    {
        return None;
    }
    let words = stem_set(name);
    let telling = words.iter().filter(|word| !EMPTY.contains(&word.as_str())).count();
    (telling >= 1 && words.len() <= 4).then_some(words)
}
