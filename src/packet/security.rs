//! What a threat model starts from: assets, entry points, flows with the boundaries they cross, and controls.

use super::book::{Book, Drawn, Spot, tidy, values};
use super::evidence::{named, stores};
use super::{Column, Draft, Said};
use crate::diagram::NodeKind;
use crate::facts::{DesignKind, Strength, spaced_words};
use crate::terms::{Control, DataElement};
use std::collections::BTreeSet;

const ASSETS: &[Column] = &[
    Column::new("asset", "Asset", ""),
    Column::new("sensitivity", "Sensitivity", ""),
    Column::new("stores", "Kept in", "In which table, bucket, log or device does it rest?"),
    Column::new("protection", "Protected by", "Who may read and change it, and what protects it?"),
];

const ENTRIES: &[Column] = &[
    Column::new("entry", "Entry point", ""),
    Column::new("kind", "Kind", ""),
    Column::new("callers", "Who may use it", "Who may use it, and how do they sign in?"),
    Column::new("data", "Data of persons in it", "Which data does it take, and who checks it?"),
];

const FLOWS: &[Column] = &[
    Column::new("flow", "Flow", ""),
    Column::new("carries", "Words on the arrow", "What does this flow carry?"),
    Column::new("boundary", "Boundary", "Does this flow cross a trust boundary?"),
    Column::new("protocol", "Protocol", "Over which protocol does this flow go, and is it encrypted?"),
];

const CONTROLS: &[Column] = &[
    Column::new("control", "Control", ""),
    Column::asked_by("said", "What is said of it", "What provides it, and where?", "controls-not-stated"),
    Column::new("asked", "What asks for it", ""),
];

/// Whose controls these are; those of privacy and compliance are in their packets.
const TEAM: &str = "security";
/// Controls that protect the data they stand beside; a way to sign in protects passwords, and no address.
const PROTECTING: &[&str] = &["enc-transit", "enc-rest", "keys", "authz", "tenant", "crypto"];
/// Words beside a protocol that say nothing of what goes over it.
const JOINING: &[&str] = &["and", "api", "call", "calls", "over", "request", "requests", "via"];
/// What asks for a control, of each document.
const ASKED: usize = 2;

pub(super) fn tables(book: &Book<'_>) -> Vec<Draft> {
    vec![
        Draft { id: "assets", title: "Assets", columns: ASSETS, rows: assets(book) },
        Draft { id: "entry-points", title: "Entry points", columns: ENTRIES, rows: entries(book) },
        Draft { id: "flows", title: "Flows as drawn", columns: FLOWS, rows: book.flows().filter_map(|drawn| flow(book, drawn)).collect() },
        Draft { id: "controls", title: "Controls", columns: CONTROLS, rows: controls(book) },
    ]
}

/// Kinds of data of persons, credentials among them, and keys that stand in the documents themselves.
fn assets(book: &Book<'_>) -> Vec<Vec<Vec<Said>>> {
    let mut rows: Vec<Vec<Vec<Said>>> = Vec::new();
    for element in &book.elements {
        let name = named(book, element);
        let sensitivity =
            Said { text: element.element.sensitivity.as_str().replace('-', " "), places: name.places.iter().take(1).cloned().collect() };
        let protected = element.mentions.iter().flat_map(|spot| protections(book, element.element, *spot));
        rows.push(vec![vec![name], vec![sensitivity], stores(book, element), values(protected)]);
    }
    for (document, source) in book.documents.iter().enumerate() {
        for secret in &source.facts.secrets {
            let spot = Spot { document, span: secret.span };
            let name = book.said(format!("{} written in the document", secret.name), spot);
            rows.push(vec![vec![name], vec![book.said("secret", spot)], vec![book.said("the document itself", spot)], Vec::new()]);
        }
    }
    rows
}

/// Mechanisms in the sentence, row or line that names the data.
fn protections(book: &Book<'_>, element: &DataElement, spot: Spot) -> Vec<Said> {
    let facts = book.documents[spot.document].facts;
    let around = book.sentence(spot);
    let concrete = facts.protections.iter().filter(|said| said.strength == Strength::Concrete);
    concrete
        .filter(|said| {
            let control = book.checklist.terms.controls[said.control].id.as_ref();
            let protects = PROTECTING.contains(&control) || control == "authn" && element.id == "cred.password";
            protects && around.span.contains(said.mention.span)
        })
        .map(|said| {
            let name = book.checklist.terms.controls[said.control].name.to_lowercase();
            let at = Spot { span: said.mention.span, ..spot };
            book.said(format!("{name} (\u{201c}{}\u{201d})", book.words(at)), at)
        })
        .collect()
}

/// Calls and jobs of a design, and what people are drawn to reach.
fn entries(book: &Book<'_>) -> Vec<Vec<Vec<Said>>> {
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    for (document, source) in book.documents.iter().enumerate() {
        for said in source.facts.design.iter().filter(|said| matches!(said.kind, DesignKind::Endpoint | DesignKind::Job)) {
            let spot = Spot { document, span: said.span };
            let name = tidy(&said.name);
            if book.is_aside(spot) || !seen.insert(name.to_lowercase()) {
                continue;
            }
            let kind = match said.kind {
                DesignKind::Job => "job",
                _ if spaced_words(&name).contains(" webhook ") => "webhook",
                _ => "call",
            };
            let row = book.row(spot).unwrap_or_else(|| book.passage(spot));
            let callers = book.cells_under(spot, "packet-caller-columns").into_iter().map(|cell| book.said(book.words(cell), cell));
            let inside = |at: &&Spot| at.document == document && row.span.contains(at.span);
            let data = book.elements.iter().filter_map(|element| {
                let at = element.mentions.iter().find(inside)?;
                Some(book.said(element.element.name.to_string(), *at))
            });
            rows.push(vec![vec![book.said(name, spot)], vec![book.said(kind, spot)], values(callers), values(data)]);
        }
    }
    for (document, source) in book.documents.iter().enumerate() {
        for span in source.reading.document.code_spans.iter().filter(|span| is_path(span.of(source.reading.text).trim_matches('`'))) {
            let (spot, name) = (Spot { document, span: *span }, span.of(source.reading.text).trim_matches('`').to_owned());
            if !book.is_aside(spot) && !seen.iter().any(|known: &String| known.contains(&name.to_lowercase())) {
                seen.insert(name.to_lowercase());
                rows.push(vec![vec![book.said(name, spot)], vec![book.said("path", spot)], Vec::new(), Vec::new()]);
            }
        }
        for (control, kind) in [("webhook", "webhook"), ("upload", "upload")] {
            let fact = source.facts.controls.iter().find(|fact| book.checklist.terms.controls[fact.control].id == control);
            let trigger = fact.and_then(|fact| fact.triggers.first()).map(|mention| Spot { document, span: mention.span });
            let Some(spot) = trigger.filter(|spot| !book.is_aside(*spot) && seen.insert(format!("a {kind}"))) else { continue };
            rows.push(vec![vec![book.excerpt(spot)], vec![book.said(kind, spot)], Vec::new(), Vec::new()]);
        }
    }
    for drawn in book.flows().filter(|drawn| drawn.from().kind == NodeKind::Person) {
        let name = tidy(&drawn.to().label);
        if drawn.to().kind != NodeKind::Person && seen.insert(name.to_lowercase()) {
            let people = book.said(tidy(&drawn.from().label), drawn.spot());
            rows.push(vec![
                vec![book.said(name, drawn.spot())],
                vec![book.said("drawn beside people", drawn.spot())],
                vec![people],
                Vec::new(),
            ]);
        }
    }
    rows
}

/// True for the path of a page or call: `/s/[id]`, and no file or folder.
fn is_path(code: &str) -> bool {
    const FOLDERS: &[&str] = &["bin", "data", "dev", "etc", "home", "mnt", "opt", "proc", "root", "run", "srv", "sys", "tmp", "usr", "var"];
    let Some(rest) = code.strip_prefix('/') else { return false };
    let first = rest.split('/').next().unwrap_or_default();
    let is_file = rest.rsplit('/').next().is_some_and(|last| last.contains('.') && !last.contains('?'));
    let signs = |c: char| c.is_ascii_alphanumeric() || "/-_:{}[]*?=&.".contains(c);
    first.starts_with(|c: char| c.is_ascii_alphabetic())
        && !FOLDERS.contains(&first)
        && !is_file
        && !code.ends_with('/')
        && code.chars().all(signs)
}

/// An arrow of a drawing; None between two states.
fn flow(book: &Book<'_>, drawn: Drawn<'_>) -> Option<Vec<Vec<Said>>> {
    let (from, to) = (drawn.from(), drawn.to());
    if drawn.flow.from == drawn.flow.to
        || from.kind == NodeKind::State
        || to.kind == NodeKind::State
        || from.label.is_empty()
        || to.label.is_empty()
    {
        return None;
    }
    let spot = drawn.spot();
    let arrow = if drawn.flow.both_ways {
        "\u{2194}"
    } else if drawn.flow.directed {
        "\u{2192}"
    } else {
        "\u{2014}"
    };
    let name = book.said(format!("{} {arrow} {}", shorter(&from.label), shorter(&to.label)), spot);
    let label = tidy(&drawn.flow.label);
    let words = in_blanks(&label);
    let known = book.checklist.word_list("packet-protocol-words").iter().map(AsRef::as_ref);
    let found: Vec<&str> = known.filter(|known| words.contains(&in_blanks(known))).collect();
    // "REST API" is one, and no REST beside it.
    let is_whole = |one: &&&str| !found.iter().any(|other| other.len() > one.len() && in_blanks(other).contains(&in_blanks(one)));
    let protocols: Vec<&str> = found.iter().filter(is_whole).copied().collect();
    let named: String = protocols.iter().map(|known| in_blanks(known)).collect();
    let is_told = words.split_whitespace().any(|word| !named.contains(&format!(" {word} ")) && !JOINING.contains(&word));
    let carries = is_told.then(|| book.said(label, spot));
    let protocol = (!protocols.is_empty()).then(|| book.said(protocols.join(", "), spot));
    Some(vec![vec![name], carries.into_iter().collect(), boundary(book, drawn).into_iter().collect(), protocol.into_iter().collect()])
}

/// Words in small letters with a blank before and behind each; the "s" of HTTPS is no plural.
fn in_blanks(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

/// The words of a node, cut to what is read at a glance.
fn shorter(label: &str) -> String {
    const LONGEST: usize = 48;
    let words = tidy(label);
    let cut = words.char_indices().nth(LONGEST).map(|(at, _)| format!("{}\u{2026}", words[..at].trim_end()));
    cut.unwrap_or(words)
}

/// The lines that an arrow crosses, or the one it stays in; None in a drawing without lines and outsiders.
fn boundary(book: &Book<'_>, drawn: Drawn<'_>) -> Option<Said> {
    let graph = drawn.graph;
    let around = |node: usize| graph.around(node).filter(|at| !graph.boundaries[*at].label.is_empty()).collect::<Vec<_>>();
    let (here, there) = (around(drawn.flow.from), around(drawn.flow.to));
    let crossed = |own: &[usize], other: &[usize]| {
        own.iter().filter(|at| !other.contains(at)).map(|at| tidy(&graph.boundaries[*at].label)).collect::<Vec<_>>()
    };
    let (left, entered) = (crossed(&here, &there), crossed(&there, &here));
    let mut parts = Vec::new();
    if !left.is_empty() {
        parts.push(format!("leaves {}", left.join(", ")));
    }
    if !entered.is_empty() {
        parts.push(format!("enters {}", entered.join(", ")));
    }
    if parts.is_empty() && (drawn.from().kind == NodeKind::External) != (drawn.to().kind == NodeKind::External) {
        let outside = if drawn.to().kind == NodeKind::External { drawn.to() } else { drawn.from() };
        parts.push(format!("{} is drawn as outside", tidy(&outside.label)));
    }
    let inside = here.first().filter(|_| parts.is_empty()).map(|at| format!("stays in {}", tidy(&graph.boundaries[*at].label)));
    let text = inside.unwrap_or_else(|| parts.join("; "));
    (!text.is_empty()).then(|| book.said(text, drawn.spot()))
}

/// Every control that something asks for or speaks of; what nothing is said of first.
fn controls(book: &Book<'_>) -> Vec<Vec<Vec<Said>>> {
    let mut rows: Vec<(bool, Vec<Vec<Said>>)> = Vec::new();
    let of_security = |control: &&Control| control.team.as_ref() == TEAM;
    for known in book.checklist.terms.controls.iter().filter(of_security) {
        let control = book.checklist.terms.control(&known.id).unwrap_or_default();
        let (mut said, mut asked) = (Vec::new(), Vec::new());
        for (document, source) in book.documents.iter().enumerate() {
            let spot = |span| Spot { document, span };
            let statements = source.facts.protections.iter().filter(|fact| fact.control == control);
            said.extend(statements.map(|fact| {
                let at = spot(fact.mention.span);
                let lead = match fact.strength {
                    Strength::Concrete => "",
                    Strength::Planned => "planned: ",
                    Strength::Weak => "wished for: ",
                    Strength::Denied => "said to be missing: ",
                };
                book.said(format!("{lead}\u{201c}{}\u{201d}", book.words(at)), at)
            }));
            let triggers = source.facts.controls.iter().filter(|fact| fact.control == control).flat_map(|fact| &fact.triggers);
            asked.extend(triggers.take(ASKED).map(|mention| book.quoted(spot(mention.span))));
        }
        let Some(first) = asked.first().or(said.first()) else { continue };
        let name = Said { text: known.name.to_string(), places: first.places.clone() };
        if asked.is_empty() {
            asked.push(Said { text: "the documents speak of it".to_owned(), places: first.places.clone() });
        }
        rows.push((!said.is_empty(), vec![vec![name], values(said), values(asked)]));
    }
    // Sorting keeps the order of the lexicon among equals.
    rows.sort_by_key(|(said, _)| *said);
    rows.into_iter().map(|(_, row)| row).collect()
}
