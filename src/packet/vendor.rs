//! The vendor register: a row for each third party that counts.

use super::book::{Book, Party, Spot, tidy, values};
use super::evidence::{gets, handed, is_alone, named, named_as, region_of};
use super::{Column, Draft, Said};
use crate::diagram::Notation;
use crate::facts::{PartyRole, ThirdParty, spaced_words};
use crate::rule::Confidence;

const REGISTER: &[Column] = &[
    Column::asked_by("vendor", "Vendor", "Which one will it be?", "vendor-choice-open"),
    Column::new("kind", "Kind", "What does it do?"),
    Column::new("use", "In use", ""),
    Column::asked_by("receives", "Receives", "What does it receive?", "vendor-third-parties-unlisted"),
    Column::new("purpose", "Why", "What is it needed for, and what happens without it?"),
    Column::asked_by("region", "Region", "In which country does it keep what it gets?", "location-storage-missing"),
    Column::new("criticality", "Criticality", "What stops when it is down, and what takes its place?"),
    Column::asked_by(
        "diligence",
        "Due diligence",
        "Is it approved, and is there a contract for the data it gets?",
        "vendor-diligence-missing",
    ),
];

/// Most words of what a service is used for.
const LABEL: usize = 6;

pub(super) fn tables(book: &Book<'_>) -> Vec<Draft> {
    let mut parties: Vec<&Party<'_>> = book.parties.iter().collect();
    // What is in use before what may come.
    parties.sort_by_key(|party| party.facts.iter().map(|(_, fact)| fact.role).min());
    let rows = parties.into_iter().map(|party| row(book, party)).collect();
    vec![Draft { id: "register", title: "Vendor register (draft)", columns: REGISTER, rows }]
}

fn row(book: &Book<'_>, party: &Party<'_>) -> Vec<Vec<Said>> {
    let mentions = book.mentions(party);
    let text: Vec<Spot> = mentions.iter().copied().filter(|spot| !book.is_code(*spot)).collect();
    let decided = party.facts.iter().map(|(document, fact)| Spot { document: *document, span: fact.mention.span });
    let mut places: Vec<Spot> = text.iter().chain(&mentions).copied().collect();
    places.extend(decided.clone());
    let (_, fact) = party.facts[0];
    let vendor = if fact.unnamed {
        Vec::new()
    } else {
        vec![Said { text: named_as(party.name, &tidy(book.raw(places[0]))), places: book.places(places) }]
    };
    let first = decided.clone().next();
    let known = book.checklist.terms.vendor_kind(&fact.kind).map(|kind| kind.label.to_string());
    let kind: Vec<Said> = if fact.unnamed {
        // One without a name is known by the words of each document.
        party.facts.iter().zip(decided.clone()).map(|((_, fact), spot)| book.said(format!("\u{201c}{}\u{201d}", fact.name), spot)).collect()
    } else {
        known.zip(first).map(|(kind, spot)| book.said(kind, spot)).into_iter().collect()
    };
    let uses = party.facts.iter().zip(decided).map(|((_, fact), spot)| book.said(in_use(fact), spot));
    let told = |list: &str| {
        mentions.iter().flat_map(|spot| book.cells_under(*spot, list)).map(|cell| book.said(book.words(cell), cell)).collect::<Vec<_>>()
    };
    let spoken = |list: &'static str| {
        let passages =
            text.iter().map(|spot| book.passage(*spot)).filter(|passage| book.has(*passage, list) && is_alone(book, party, *passage));
        passages.map(|passage| book.quoted(passage)).collect::<Vec<_>>()
    };
    vec![
        vendor,
        values(kind),
        values(uses),
        receives(book, party),
        values(told("packet-vendor-purpose-columns").into_iter().chain(text.iter().filter_map(|spot| label(book, party, *spot)))),
        region_of(book, party),
        values(told("packet-criticality-columns").into_iter().chain(spoken("packet-criticality-words"))),
        values(told("packet-diligence-columns").into_iter().chain(spoken("packet-diligence-words")).chain(approved(book, fact, first))),
    ]
}

fn in_use(fact: &ThirdParty) -> &'static str {
    match fact.role {
        _ if fact.mention.decided_by == "example" => "named as an example",
        PartyRole::Used if fact.mention.confidence == Confidence::Low => "named, and nothing speaks against its use",
        PartyRole::Used => "in use",
        PartyRole::Optional => "one of several, or when configured",
        PartyRole::Future => "planned for later",
        PartyRole::Rejected | PartyRole::Competitor | PartyRole::Tooling | PartyRole::Named => "",
    }
}

/// The cell or sentence on what it gets, kinds of data handed to it, and the words on arrows that lead to it.
fn receives(book: &Book<'_>, party: &Party<'_>) -> Vec<Said> {
    let gets = party.facts.iter().filter_map(|(document, fact)| Some((fact, gets(book, *document, fact)?)));
    let gets = gets.map(|(fact, spot)| if fact.gets_listed { book.said(book.words(spot), spot) } else { book.quoted(spot) });
    let drawn = book.flows().filter(|drawn| drawn.notation != Notation::Ascii && !drawn.flow.label.is_empty() && drawn.leads_to(party));
    let drawn = drawn.map(|drawn| book.said(format!("{}: {}", drawn.from().label, drawn.flow.label), drawn.spot()));
    let mut found: Vec<Said> = gets.chain(drawn).collect();
    for element in &book.elements {
        let handed = element.mentions.iter().find_map(|spot| handed(book, *spot, party));
        // A sentence or cell that is shown says so itself.
        let shown = |spot: &Spot| found.iter().any(|said| said.places.contains(&book.place(*spot)));
        found.extend(
            handed.filter(|spot| !shown(spot)).map(|spot| Said { text: named(book, element).text, places: vec![book.place(spot)] }),
        );
    }
    values(found)
}

/// What it is used for by the words around its name: the first cell of a row in which it is what was taken, "Hosting: Vercel",
/// "Stripe for payments".
fn label(book: &Book<'_>, party: &Party<'_>, spot: Spot) -> Option<Said> {
    let (before, behind) = (book.before(spot), book.behind(spot));
    let opens = |words: &str| words.chars().all(|c| !c.is_alphanumeric());
    let (words, at) = if book.is_row(spot) {
        let first = book.first_cell(spot).filter(|_| book.opens_cell(spot))?;
        (book.words(first), first)
    } else if let Some((key, _)) = before.rsplit_once(':').filter(|(_, rest)| opens(rest) && !behind.starts_with([' ', '-', '/', '_'])) {
        (tidy(key), spot)
    } else {
        let rest = behind.trim_start_matches(['*', '`', '_']).strip_prefix(" for ")?;
        (tidy(rest.split(['.', ',', ';', ':', '(', ')', '|', '\n']).next().unwrap_or_default()), spot)
    };
    let is_one =
        (1..=LABEL).contains(&words.split_whitespace().count()) && !words.contains(|c: char| c.is_ascii_digit() || "`/_".contains(c));
    let kind = spaced_words(&words);
    let is_place = book.checklist.word_list("packet-no-purpose").iter().any(|known| kind.contains(&spaced_words(known)));
    // A row on the key of another service says what that one is for.
    (is_one && !is_place && is_alone(book, party, at)).then(|| book.said(words, at))
}

fn approved(book: &Book<'_>, fact: &ThirdParty, spot: Option<Spot>) -> Option<Said> {
    let known = book.checklist.terms.is_approved(fact.vendor, &fact.name);
    spot.filter(|_| known).map(|spot| book.said("approved by the company's list", spot))
}
