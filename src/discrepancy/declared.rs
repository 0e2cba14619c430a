//! Numbers and units in the product document beside what the design declares: "14 types" of what has twelve values, bytes in a field
//! that is named for gibibytes.

use super::{Case, Discrepancy, Pair};
use crate::facts::{Quantity, Unit};
use crate::schema::Shape;
use crate::similarity::stems;
use crate::source::Span;

/// Stems of words for one of several values.
const VALUES: &[&str] = &["type", "kind", "option", "valu", "state", "status", "variant", "categori", "level", "mode", "role"];
/// Values of the shortest list that is worth counting.
const FEWEST: usize = 3;

/// Numbers of values against lists of values.
pub(super) fn counts(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let lists = pair.design.facts.schemas.iter().filter(|schema| schema.shape == Shape::Enum && schema.values.len() >= FEWEST);
    let lists: Vec<_> = lists.map(|schema| (schema, stems(&schema.name))).collect();
    for quantity in pair.product.facts.half.quantities.iter().filter(|quantity| quantity.unit == Unit::Count) {
        let Some(noun) = quantity.noun.filter(|_| !lists.is_empty()) else { continue };
        let noun = stems(noun.of(pair.product.text));
        let Some(kind) = noun.first().filter(|word| VALUES.contains(&word.as_str())) else { continue };
        let sentence = stems(quantity.sentence.of(pair.product.text));
        let named = lists.iter().find(|(_, words)| {
            let words: Vec<_> = words.iter().filter(|word| *word != kind).collect();
            !words.is_empty() && words.iter().all(|word| sentence.contains(word))
        });
        let Some((list, _)) = named else { continue };
        if (quantity.amount - list.values.len() as f64).abs() < 0.5 {
            continue;
        }
        found.push(Discrepancy {
            case: Case::NumberDiffers,
            subject: list.name.clone(),
            product: vec![quantity.span],
            design: vec![list.name_span],
            notes: None,
            confidence: 0.65,
            values: vec![
                ("first", quantity.span.of(pair.product.text).to_owned()),
                ("second", format!("{} values of {}", list.values.len(), list.name)),
            ],
        });
    }
}

/// "Up to 40 runners" against a column `max_runners` whose default is 60.
pub(super) fn limits(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    for column in pair.design.facts.schemas.iter().flat_map(|schema| &schema.columns) {
        let name = column.name.to_ascii_lowercase();
        let Some(thing) = name.strip_prefix("max_").or_else(|| name.strip_suffix("_limit")) else { continue };
        let Some(amount) = column.default.as_deref().and_then(|default| default.trim().parse::<f64>().ok()) else { continue };
        let thing = stems(thing);
        let wanted = pair.product.facts.half.quantities.iter().find(|quantity| {
            let noun = quantity.noun.filter(|_| quantity.unit == Unit::Count).map(|noun| stems(noun.of(pair.product.text)));
            let told = pair.product.text[quantity.sentence.start as usize..quantity.span.start as usize].to_ascii_lowercase();
            let limits = ["up to", "at most", "maximum", "max", "no more than", "limit"].iter().any(|word| told.contains(word));
            limits && noun.is_some_and(|noun| noun.first().is_some_and(|noun| thing == [noun.clone()]))
        });
        let Some(wanted) = wanted.filter(|wanted| (wanted.amount - amount).abs() > 0.5) else { continue };
        found.push(Discrepancy {
            case: Case::NumberDiffers,
            subject: column.name.clone(),
            product: vec![wanted.span],
            design: vec![column.span],
            notes: None,
            confidence: 0.75,
            values: vec![("first", wanted.span.of(pair.product.text).to_owned()), ("second", format!("{amount} ({})", column.name))],
        });
    }
}

/// Words of names of prices that do not tell whose price it is.
const OF_PRICES: &[&str] = &["price", "cent", "penc", "amount", "month", "plan", "tier", "fee", "cost", "usd", "eur", "gbp"];
/// Lines below one that says "cents" that may hold prices.
const BELOW: usize = 12;

/// "Coach: 14 euro a month" against `coach: 1900` under "cents".
pub(super) fn prices(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let lower = &pair.built.lower;
    let in_cents = |line: &str| line.split(|c: char| !c.is_ascii_alphabetic()).any(|word| matches!(word, "cents" | "pence"));
    if !in_cents(lower) {
        return;
    }
    let name = |text: &str| -> Vec<String> { stems(text).into_iter().filter(|word| !OF_PRICES.contains(&word.as_str())).collect() };
    // The only price of a line whose first words, up to a mark, name whose it is.
    let money = || pair.product.facts.half.quantities.iter().filter(|quantity| quantity.unit == Unit::Money);
    let wanted: Vec<(Vec<String>, &Quantity)> = money()
        .filter(|quantity| money().filter(|other| other.sentence == quantity.sentence).count() == 1)
        .filter_map(|quantity| {
            let line = quantity.span.lines(pair.product.text).of(pair.product.text);
            let opening = line.trim_start_matches(|c: char| !c.is_alphanumeric());
            let mark = opening.find([':', '|', '\u{2013}', '\u{2014}', '*'])?;
            Some((name(&opening[..mark]), quantity))
        })
        .collect();
    let mut left = 0;
    for (start, line) in Span::new(0, lower.len()).each_line(lower) {
        let here = Span::new(start, start + line.len()).trimmed(lower);
        left = if in_cents(line) {
            BELOW
        } else if line.trim().is_empty() {
            0
        } else {
            left.saturating_sub(1)
        };
        let value = line.split_once([':', '=']).filter(|_| left > 0);
        let Some((key, amount)) =
            value.and_then(|(key, rest)| Some((key, rest.trim().trim_end_matches([',', ';']).replace('_', "").parse::<f64>().ok()?)))
        else {
            continue;
        };
        let key = name(key);
        let Some((_, said)) = wanted.iter().find(|(own, _)| !key.is_empty() && *own == key) else { continue };
        if (said.amount * 100.0 - amount).abs() < 0.5 {
            continue;
        }
        found.push(Discrepancy {
            case: Case::NumberDiffers,
            subject: format!("price {}", key.join(" ")),
            product: vec![said.span],
            design: vec![here],
            notes: None,
            confidence: 0.75,
            values: vec![
                ("first", said.span.of(pair.product.text).to_owned()),
                ("second", format!("{:.2} (\u{201c}{}\u{201d})", amount / 100.0, here.of(pair.design.text))),
            ],
        });
    }
}

/// Units as they stand in names of fields and in brackets behind words.
const UNITS: &[(&str, &[&str])] = &[
    ("bytes", &["byte", "bytes"]),
    ("KB", &["kb", "kib"]),
    ("MB", &["mb", "mib"]),
    ("GB", &["gb", "gib"]),
    ("milliseconds", &["ms", "millis", "milliseconds"]),
    ("seconds", &["sec", "secs", "seconds"]),
    ("minutes", &["minutes", "mins"]),
    ("hours", &["hours"]),
    ("days", &["days"]),
    ("cents", &["cents"]),
];

/// "quota (bytes)" against `quota_gib`.
pub(super) fn units(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    let text = pair.product.text;
    for column in pair.design.facts.schemas.iter().flat_map(|schema| &schema.columns) {
        let Some((thing, unit)) = column.name.rsplit_once('_') else { continue };
        let Some(built) = unit_of(unit).filter(|_| thing.len() > 3) else { continue };
        let words = thing.replace('_', " ");
        let wanted = text.match_indices(&words).find_map(|(at, _)| {
            let rest = text[at + words.len()..].strip_prefix(" (")?;
            let (inside, _) = rest.split_once(')')?;
            Some((unit_of(&inside.to_ascii_lowercase())?, Span::new(at, at + words.len() + inside.len() + 3)))
        });
        let Some((wanted, span)) = wanted.filter(|(wanted, _)| *wanted != built) else { continue };
        found.push(Discrepancy {
            case: Case::NumberDiffers,
            subject: words,
            product: vec![span],
            design: vec![column.span],
            notes: None,
            confidence: 0.65,
            values: vec![("first", wanted.to_owned()), ("second", format!("{} ({})", shown(built, unit), column.name))],
        });
    }
}

/// A unit as it is written: with the letter for powers of 1,024 where its name has it.
fn shown(unit: &str, name: &str) -> String {
    if name.ends_with("ib") { unit.replace('B', "iB") } else { unit.to_owned() }
}

fn unit_of(word: &str) -> Option<&'static str> {
    UNITS.iter().find(|(_, names)| names.contains(&word)).map(|(unit, _)| *unit)
}
