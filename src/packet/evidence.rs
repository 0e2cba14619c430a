//! What several packets ask of the documents: where a kind of data rests, who gets it, and in which country.

use super::Said;
use super::book::{Book, Element, Party, Spot, tidy, values};
use crate::check::STORES;
use crate::checklist::cues::{SHARE, STORE};
use crate::diagram::NodeKind;
use crate::facts::{LocationRole, ThirdParty, spaced_words};
use std::collections::BTreeSet;

/// Words beside a kind of data in the cell that names it.
const BESIDE: usize = 8;
/// Kinds of components in which data rests.
const KEEPING: &[&str] = &["database", "store", "storage", "cache", "queue", "search engine"];

/// What a kind of data is called, by us and in the documents.
pub(super) fn named(book: &Book<'_>, element: &Element<'_>) -> Said {
    let (built, aside): (Vec<Spot>, Vec<Spot>) = element.mentions.iter().partition(|spot| !book.is_aside(**spot));
    let spots: Vec<Spot> = built.into_iter().chain(aside).collect();
    let words = tidy(book.raw(spots[0]));
    Said { text: named_as(&element.element.name, &words), places: book.places(spots) }
}

/// A name, and what the documents call it where that is something else.
pub(super) fn named_as(name: &str, words: &str) -> String {
    let same = words.is_empty() || spaced_words(name).contains(&spaced_words(words));
    if same { name.to_owned() } else { format!("{name} (\u{201c}{words}\u{201d})") }
}

/// What the row of a place says in the columns of a list.
pub(super) fn told(book: &Book<'_>, spot: Spot, list: &str) -> Vec<Said> {
    // A cell that speaks of much, and the path of a package, name no data of their own.
    let own = book.own_cell(spot);
    let is_path = book.raw(own).contains('/') && !book.raw(own).contains(' ');
    let names_it = !is_path && book.tokens(own).len() <= book.tokens(spot).len() + BESIDE;
    let cells = if names_it { book.cells_under(spot, list) } else { Vec::new() };
    cells.into_iter().map(|cell| book.said(book.words(cell), cell)).collect()
}

/// The tables it is a column of, a column for it, and stores that are named where it is kept or drawn.
pub(super) fn stores(book: &Book<'_>, element: &Element<'_>) -> Vec<Said> {
    let database = the_database(book);
    let mut found = Vec::new();
    for spot in &element.mentions {
        if let Some((schema, name)) = book.table_of(*spot) {
            let inside = database.as_ref().map(|database| format!(" ({database})")).unwrap_or_default();
            found.push(book.said(format!("{}{inside}", schema.name), name));
            continue;
        }
        found.extend(told(book, *spot, "packet-store-columns"));
        if book.is_aside(*spot) || book.is_code(*spot) && !is_drawn(book, *spot) {
            continue;
        }
        let drawn = book.flows().filter(|drawn| drawn.document == spot.document && drawn.flow.span.contains(spot.span));
        found.extend(
            drawn.filter(|drawn| drawn.to().kind == NodeKind::Store).map(|drawn| book.said(drawn.to().label.clone(), drawn.spot())),
        );
        let passage = book.passage(*spot);
        if !book.is_row(*spot) && book.cues(passage) & STORE != 0 && book.is_plain(*spot) {
            found.extend(stores_named(book, passage));
        }
    }
    values(found)
}

/// True in a drawing.
fn is_drawn(book: &Book<'_>, spot: Spot) -> bool {
    book.documents[spot.document].facts.diagrams.iter().any(|diagram| diagram.span.contains(spot.span))
}

/// Components and services in which data rests, in a sentence.
fn stores_named(book: &Book<'_>, passage: Spot) -> Vec<Said> {
    let source = &book.documents[passage.document];
    let keeps = |kind: &str| KEEPING.iter().any(|word| kind.contains(word));
    let built =
        source.technologies.iter().filter(|fact| keeps(&book.checklist.terms.technologies[fact.technology].kind)).map(|fact| fact.span);
    let hosted =
        book.parties.iter().filter(|party| STORES.contains(&party.facts[0].1.kind.as_str())).flat_map(|party| book.mentions(party));
    let hosted = hosted.filter(|spot| spot.document == passage.document).map(|spot| spot.span);
    let inside = built.chain(hosted).filter(|span| passage.span.contains(*span)).map(|span| Spot { span, ..passage });
    inside.map(|spot| book.said(book.words(spot), spot)).collect()
}

/// The one database that the documents name; None when there are several, or none.
fn the_database(book: &Book<'_>) -> Option<String> {
    let terms = &book.checklist.terms.technologies;
    let named = book.documents.iter().flat_map(|source| &source.technologies).map(|fact| &terms[fact.technology]);
    let named: BTreeSet<&str> = named.filter(|known| known.kind.ends_with("database")).map(|known| known.name.as_ref()).collect();
    let mut named = named.into_iter();
    named.next().filter(|_| named.next().is_none()).map(str::to_owned)
}

/// Third parties that are said to get it, each with where.
pub(super) fn recipients<'b, 'a>(book: &'b Book<'a>, element: &Element<'_>) -> Vec<(&'b Party<'a>, Spot)> {
    let mut found = Vec::new();
    for party in &book.parties {
        let handed = element.mentions.iter().find_map(|spot| handed(book, *spot, party));
        found.extend(handed.map(|spot| (party, spot)));
    }
    found
}

/// The cell or sentence that says what a party gets; what only stands under its name says less.
pub(super) fn gets(book: &Book<'_>, document: usize, fact: &ThirdParty) -> Option<Spot> {
    let spot = Spot { document, span: fact.gets? };
    (fact.gets_listed || !book.is_row(spot) && book.cues(spot) & SHARE != 0 && book.is_plain(spot)).then_some(spot)
}

/// Where a place says that its data goes to a party: what the party is said to get, a sentence that hands it over, an arrow to it.
pub(super) fn handed(book: &Book<'_>, spot: Spot, party: &Party<'_>) -> Option<Spot> {
    if book.is_aside(spot) {
        return None;
    }
    let of_document = party.facts.iter().filter(|(document, _)| *document == spot.document);
    let gets = of_document.filter_map(|(document, fact)| gets(book, *document, fact)).find(|gets| gets.span.contains(spot.span));
    if gets.is_some() {
        return gets;
    }
    let mut drawn = book.flows().filter(|drawn| drawn.document == spot.document && drawn.flow.span.contains(spot.span));
    if let Some(drawn) = drawn.find(|drawn| drawn.leads_to(party)) {
        return Some(drawn.spot());
    }
    if book.is_code(spot) {
        return None;
    }
    let passage = book.passage(spot);
    let mut mentions =
        book.mentions(party).into_iter().filter(|named| named.document == spot.document && passage.span.contains(named.span));
    let named = mentions.find(|named| !named.span.contains(spot.span) && !spot.span.contains(named.span))?;
    let listed = book.is_under(named, "packet-recipient-columns");
    let shared = !book.is_row(spot) && book.cues(passage) & SHARE != 0 && book.is_plain(spot);
    (listed || shared).then_some(passage)
}

/// Places in a passage in which data rests.
pub(super) fn regions(book: &Book<'_>, passage: Spot) -> Vec<Said> {
    let facts = book.documents[passage.document].facts;
    let rests = facts.locations.iter().filter(|fact| matches!(fact.role, LocationRole::Storage | LocationRole::Promise));
    let spans = rests.flat_map(|fact| std::iter::once(fact.mention.span).chain(fact.again.iter().copied()).map(move |span| (fact, span)));
    let inside = spans.filter(|(_, span)| passage.span.contains(*span));
    inside
        .map(|(fact, span)| {
            let place = &book.checklist.terms.places[fact.place];
            book.said(place_name(&place.label, &place.code), Spot { span, ..passage })
        })
        .collect()
}

/// "Ireland (eu-west-1)".
pub(super) fn place_name(label: &str, code: &str) -> String {
    if code.is_empty() || label.eq_ignore_ascii_case(code) { label.to_owned() } else { format!("{label} ({code})") }
}

/// Where a party keeps data: a column of its row, or a place in a sentence or row that names no other party.
pub(super) fn region_of(book: &Book<'_>, party: &Party<'_>) -> Vec<Said> {
    let mentions = book.mentions(party);
    values(mentions.iter().flat_map(|spot| {
        let passage = book.passage(*spot);
        let alone = !book.is_code(*spot) && is_alone(book, party, passage);
        let inside = if alone { regions(book, passage) } else { Vec::new() };
        inside.into_iter().chain(told(book, *spot, "packet-region-columns"))
    }))
}

/// True when a passage names no other third party.
pub(super) fn is_alone(book: &Book<'_>, party: &Party<'_>, passage: Spot) -> bool {
    let mut others = book
        .parties
        .iter()
        .filter(|other| (other.facts[0].1.unnamed, &other.facts[0].1.id) != (party.facts[0].1.unnamed, &party.facts[0].1.id));
    !others.any(|other| {
        other.facts.iter().any(|(document, fact)| {
            *document == passage.document && fact.mentions.iter().any(|(_, mention)| passage.span.contains(mention.span))
        })
    })
}
