//! Numbers and days of the two documents that are said of the same thing and differ.
//!
//! Which sentences speak of the same thing is told by the rare words they share: two are held against each other when each is the
//! nearest that the other document has for its kind of number.

use super::{Case, Discrepancy, Pair};
use crate::document::plain;
use crate::facts::{Bound, Quantity, Unit, day};
use crate::similarity::stem_set;
use crate::source::Span;
use crate::trace::Side;
use std::collections::{BTreeMap, BTreeSet};

/// Words that say nothing of which thing is meant: units, and what stands beside most numbers.
const DULL: &[&str] = &[
    "second", "minut", "hour", "day", "week", "month", "year", "percent", "mb", "gb", "kb", "mib", "byte", "ms", "max", "maximum",
    "minimum", "min", "least", "limit", "than", "up", "user", "system", "data", "must", "shall", "per", "everi", "default", "one", "two",
    "three", "four", "five",
];

/// How alike two sentences have to be, from 0 to 1.
const ALIKE: f32 = 0.34;
/// Rare words they have to share.
const SHARED: usize = 2;

/// A sentence with numbers.
struct Statement<'a> {
    sentence: Span,
    quantities: Vec<&'a Quantity>,
    /// Stems of its words and of its heading's.
    words: BTreeSet<String>,
}

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let (said, built) = (statements(pair.product), statements(pair.design));
    let weights = Weights::of(said.iter().chain(&built));
    let mut near: Vec<Vec<(usize, f32)>> = Vec::with_capacity(said.len());
    let by_word = built.iter().enumerate().fold(BTreeMap::new(), |mut map: BTreeMap<&str, Vec<usize>>, (at, statement)| {
        for word in &statement.words {
            map.entry(word).or_default().push(at);
        }
        map
    });
    let lengths: Vec<f32> = built.iter().map(|statement| weights.length(statement)).collect();
    let mut best_of_built: Vec<f32> = vec![0.0; built.len()];
    for one in &said {
        let length = weights.length(one);
        let mut shared: BTreeMap<usize, f32> = BTreeMap::new();
        for word in &one.words {
            // A word of everything tells nothing.
            let places = by_word.get(word.as_str()).map_or(&[][..], Vec::as_slice);
            let weight = weights.of_word(word);
            for at in places.iter().take(COMMON) {
                *shared.entry(*at).or_default() += weight;
            }
        }
        let alike: Vec<(usize, f32)> = shared.into_iter().map(|(at, shared)| (at, share(length, lengths[at], shared))).collect();
        for (at, alike) in &alike {
            best_of_built[*at] = best_of_built[*at].max(*alike);
        }
        near.push(alike);
    }
    for (one, alike) in said.iter().zip(&near) {
        let best = alike.iter().map(|(_, alike)| *alike).fold(0.0, f32::max);
        for (at, alike) in alike {
            if *alike < ALIKE || *alike < best || *alike < best_of_built[*at] {
                continue;
            }
            let other = &built[*at];
            if one.words.intersection(&other.words).count() < SHARED {
                continue;
            }
            // What one of them says the same of elsewhere is not differed on.
            let is_said = |differs: &Discrepancy| {
                let again = |side: Side<'_>, which: &str, own: &Statement<'_>, others: &[Statement<'_>]| {
                    let said = differs.values.iter().find(|(name, _)| *name == which).map(|(_, said)| said.as_str());
                    let wanted = own.quantities.iter().filter(|own| Some(plain(own.span.of(side.text)).as_str()) == said);
                    wanted.into_iter().any(|wanted| {
                        let elsewhere = others.iter().filter(|other| own.words.intersection(&other.words).count() >= SHARED);
                        elsewhere
                            .flat_map(|other| &other.quantities)
                            .any(|own| own.unit == wanted.unit && (own.amount - wanted.amount).abs() < 1e-6)
                    })
                };
                again(pair.product, "first", one, &built) || again(pair.design, "second", other, &said)
            };
            found.extend(differ(pair, one, other, *alike).filter(|differs| !is_said(differs)));
        }
    }
}

/// Sentences that share a word from which on it is common.
const COMMON: usize = 200;
/// What of the longer of two sentences counts: a short one inside a long one is half alike.
const LONGER: f32 = 0.6;

/// Rarity of words among sentences with numbers.
struct Weights(BTreeMap<String, f32>);

impl Weights {
    fn of<'a, 'b: 'a>(statements: impl Iterator<Item = &'a Statement<'b>>) -> Self {
        let mut count: BTreeMap<String, f32> = BTreeMap::new();
        let mut all = 0.0;
        for statement in statements {
            all += 1.0;
            for word in &statement.words {
                *count.entry(word.clone()).or_default() += 1.0;
            }
        }
        Self(count.into_iter().map(|(word, count)| (word, 1.0 / (1.0 + 8.0 * count / (all + 8.0)))).collect())
    }

    fn of_word(&self, word: &str) -> f32 {
        self.0.get(word).copied().unwrap_or_default()
    }

    fn length(&self, statement: &Statement<'_>) -> f32 {
        statement.words.iter().map(|word| self.of_word(word)).sum()
    }
}

/// How alike two sentences of these lengths are that share words of such a weight, from 0 to 1.
fn share(one: f32, other: f32, shared: f32) -> f32 {
    shared / one.min(other).max(LONGER * one.max(other)).max(0.1)
}

fn statements(side: Side<'_>) -> Vec<Statement<'_>> {
    let mut by_sentence: BTreeMap<Span, Vec<&Quantity>> = BTreeMap::new();
    for quantity in &side.facts.half.quantities {
        by_sentence.entry(quantity.sentence).or_default().push(quantity);
    }
    let words = |sentence: Span, heading: Option<usize>| {
        let heading = heading.map_or("", |at| side.facts.outline[at].title.as_str());
        let mut words = stem_set(&format!("{heading}. {}", sentence.of(side.text)));
        words.retain(|word| !DULL.contains(&word.as_str()));
        words
    };
    let statements = by_sentence.into_iter();
    statements.map(|(sentence, quantities)| Statement { sentence, words: words(sentence, quantities[0].heading), quantities }).collect()
}

/// The first number of two sentences on the same thing that is not the same in both.
fn differ(pair: Pair<'_>, one: &Statement<'_>, other: &Statement<'_>, alike: f32) -> Option<Discrepancy> {
    let of_kind = |statement: &Statement<'_>, wanted: &Quantity| statement.quantities.iter().filter(|own| own.unit == wanted.unit).count();
    for wanted in &one.quantities {
        let comparable: Vec<&&Quantity> =
            other.quantities.iter().filter(|built| built.unit == wanted.unit && is_same_thing(pair, wanted, built)).collect();
        let [built] = comparable[..] else { continue };
        // Of two numbers of a kind in one sentence nobody knows which is meant.
        if of_kind(one, wanted) > 1 && wanted.noun.is_none() || agrees(wanted, built) {
            continue;
        }
        let text = |side: Side<'_>, quantity: &Quantity| plain(quantity.span.of(side.text));
        let case = case_of(one, other, wanted.unit);
        return Some(Discrepancy {
            case,
            subject: one.words.intersection(&other.words).cloned().collect::<Vec<_>>().join(" "),
            product: vec![one.sentence.join(wanted.span)],
            design: vec![other.sentence.join(built.span)],
            notes: None,
            confidence: (0.4 + 0.4 * alike).min(0.9),
            values: vec![("first", text(pair.product, wanted)), ("second", text(pair.design, built))],
        });
    }
    None
}

/// True when the same is counted.
fn is_same_thing(pair: Pair<'_>, wanted: &Quantity, built: &Quantity) -> bool {
    let (Some(a), Some(b)) = (wanted.noun, built.noun) else { return wanted.noun.is_none() && built.noun.is_none() };
    !stem_set(a.of(pair.product.text)).is_disjoint(&stem_set(b.of(pair.design.text)))
}

/// True when both can hold.
pub(super) fn agrees(wanted: &Quantity, built: &Quantity) -> bool {
    if wanted.unit == Unit::Day {
        let yearless = !day::has_year(wanted.amount) || !day::has_year(built.amount);
        let of = |amount: f64| if yearless { day::within_year(amount) } else { amount };
        return of(wanted.amount) <= of(built.until) && of(built.amount) <= of(wanted.until);
    }
    // 10 MB and 10 MiB, 12 months and 365 days are the same to a reader.
    let near = (wanted.amount - built.amount).abs() <= 0.05 * wanted.amount.max(built.amount) && wanted.unit != Unit::Percent;
    let equal = (wanted.amount - built.amount).abs() < 1e-6;
    equal
        || (near && matches!(wanted.unit, Unit::Size | Unit::Time))
        || (wanted.bound == Bound::AtMost && built.amount < wanted.amount)
        || (wanted.bound == Bound::AtLeast && built.amount > wanted.amount)
        || (built.bound == Bound::AtMost && wanted.bound != Bound::AtMost && built.amount > wanted.amount && wanted.unit == Unit::Count)
}

/// What kind of number it is, by the words around it.
fn case_of(one: &Statement<'_>, other: &Statement<'_>, unit: Unit) -> Case {
    let has = |list: &[&str]| [one, other].iter().all(|statement| statement.words.iter().any(|word| list.contains(&word.as_str())));
    if unit == Unit::Day {
        Case::DateDiffers
    } else if unit == Unit::Time
        && has(&["retent", "retain", "kept", "keep", "delet", "purg", "lifecycl", "remov", "wipe", "erasur", "archiv", "expiri", "expir"])
        && !has(&["token", "session", "link", "code"])
    {
        Case::RetentionDiffers
    } else if unit == Unit::Time && has(&["token", "session", "jwt", "login", "sign", "link"]) {
        Case::LifetimeDiffers
    } else {
        Case::NumberDiffers
    }
}
