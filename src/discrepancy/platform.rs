//! What the product runs on: browsers, systems and kinds of packages that one document names and the other does not.

use super::{Case, Discrepancy, Pair, spoken};
use crate::source::Span;
use std::collections::BTreeMap;

/// A name, and the words it is written with.
type Name = (&'static str, &'static [&'static str]);

/// Names that stand for each other in a list of what is supported.
const GROUPS: &[(&str, &[Name])] = &[
    (
        "package",
        &[
            ("AppImage", &["appimage"]),
            ("deb", &["deb", ".deb"]),
            ("rpm", &["rpm"]),
            ("snap", &["snap"]),
            ("flatpak", &["flatpak"]),
            ("msi", &["msi"]),
            ("dmg", &["dmg"]),
            ("apk", &["apk"]),
        ],
    ),
    (
        "browser",
        &[
            ("Firefox", &["firefox"]),
            ("Safari", &["safari"]),
            (
                "Edge",
                &[
                    "microsoft edge",
                    "ms edge",
                    "edge browser",
                    "edge and chrome",
                    "chrome and edge",
                    "chrome, edge",
                    "firefox, edge",
                    "edge, firefox",
                    "edge, chrome",
                ],
            ),
            ("Chrome", &["chrome", "chromium"]),
        ],
    ),
    ("system", &[("Windows", &["windows"]), ("macOS", &["macos", "os x"]), ("Linux", &["linux"])]),
    ("phone", &[("iOS", &["ios", "iphone"]), ("Android", &["android"])]),
];

/// Names on a line from which on it is a list of what is supported.
const LISTED: usize = 2;

pub(super) fn compare(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    for (group, names) in GROUPS {
        let Some(said) = list(pair.product.text, &all(pair.product.text, names), false) else { continue };
        let anywhere = all(pair.design.text, names);
        let Some(built) = list(pair.design.text, &anywhere, true) else { continue };
        // What the design names anywhere is not forgotten.
        let missing: Vec<&str> = said.1.iter().copied().filter(|name| !anywhere.contains_key(name)).collect();
        if missing.is_empty() {
            continue;
        }
        let others: Vec<&str> = built.1.iter().copied().filter(|name| !said.1.contains(name)).collect();
        let others = if others.is_empty() { built.1 } else { others };
        found.push(Discrepancy {
            case: Case::PlatformDiffers,
            subject: format!("{group} {}", missing.join(" ")),
            product: vec![said.0],
            design: vec![built.0],
            notes: None,
            confidence: 0.6,
            values: vec![("first", missing.join(", ")), ("second", others.join(", "))],
        });
    }
}

/// Systems whose oldest version that will do is told.
const VERSIONED: &[&str] = &["android", "ios", "windows", "macos", "ubuntu"];

/// A system of which the design needs a later version than the product document promises.
pub(super) fn versions(pair: Pair<'_>, found: &mut Vec<Discrepancy>) {
    for name in VERSIONED {
        let (said, built) = (numbered(pair.product.text, name), numbered(pair.design.text, name));
        let (Some(least), Some(needed)) =
            (said.iter().min_by_key(|(version, _)| *version), built.iter().min_by_key(|(version, _)| *version))
        else {
            continue;
        };
        if needed.0 > least.0 {
            found.push(Discrepancy {
                case: Case::PlatformDiffers,
                subject: (*name).to_owned(),
                product: vec![least.1],
                design: vec![needed.1],
                notes: None,
                confidence: 0.65,
                values: vec![("first", least.1.of(pair.product.text).to_owned()), ("second", needed.1.of(pair.design.text).to_owned())],
            });
        }
    }
}

/// "Android 11": each number right behind a name, with both.
fn numbered(text: &str, name: &str) -> Vec<(u32, Span)> {
    let lower = text.to_ascii_lowercase();
    let places = lower.match_indices(name).filter_map(|(at, _)| {
        let before = lower[..at].chars().next_back();
        let rest = lower[at + name.len()..].strip_prefix(' ')?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let version: u32 = rest[..digits].parse().ok().filter(|version| (1..100).contains(version))?;
        let end = at + name.len() + 1 + digits;
        (!before.is_some_and(char::is_alphanumeric)).then(|| (version, Span::new(at, end)))
    });
    places.collect()
}

/// The line that names most of a group, and what it names; `alone` is one name enough on a line that speaks of support.
fn list(text: &str, names: &BTreeMap<&'static str, Vec<Span>>, alone: bool) -> Option<(Span, Vec<&'static str>)> {
    let mut lines: BTreeMap<u32, (Span, Vec<&str>)> = BTreeMap::new();
    for (name, places) in names {
        for place in places {
            let line = place.lines(text);
            let entry = lines.entry(line.start).or_insert((line, Vec::new()));
            if !entry.1.contains(name) {
                entry.1.push(name);
            }
        }
    }
    let supports = |line: Span| {
        let line = line.of(text).to_ascii_lowercase();
        line.contains("support") || line.contains(" only")
    };
    lines
        .into_values()
        .filter(|(line, names)| names.len() >= LISTED || (alone && supports(*line)))
        .max_by_key(|(line, names)| (names.len(), std::cmp::Reverse(line.start)))
}

/// Every place of each name, as a whole word.
fn all(text: &str, names: &[Name]) -> BTreeMap<&'static str, Vec<Span>> {
    let lower = text.to_ascii_lowercase();
    let joins = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let mut found: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for (name, words) in names {
        let places = words.iter().flat_map(|word| spoken::places(&lower, word, joins).map(|at| Span::new(at, at + word.len())));
        let places: Vec<Span> = places.collect();
        if !places.is_empty() {
            found.insert(name, places);
        }
    }
    found
}
