//! What compliance starts from: where data rests and under which law, places and laws that are named, and how long data is kept.

use super::book::{Book, Party, Spot, values};
use super::evidence::{is_alone, named_as, place_name, region_of};
use super::{Column, Draft, Said};
use crate::check::STORES;
use crate::checklist::cues::PERSON;
use crate::facts::{LocationRole, RegulationRole, names_data};
use crate::schema::{Schema, Shape};
use std::collections::BTreeMap;

const RESIDENCY: &[Column] = &[
    Column::new("store", "Data set or store", ""),
    Column::new("data", "Data of persons in it", "Which data of persons lies in it?"),
    Column::asked_by("place", "Place", "In which country is it kept?", "location-storage-missing"),
    Column::new("copies", "Copies", "Where do its copies and backups lie?"),
    Column::new("regulation", "Law", "Which law is thought to apply to it?"),
];

const PLACES: &[Column] = &[
    Column::new("place", "Place", ""),
    Column::new("jurisdiction", "Law of", ""),
    Column::new("role", "What for", ""),
    Column::new("said", "What is said", ""),
];

const LAWS: &[Column] = &[
    Column::new("law", "Law or standard", ""),
    Column::new("jurisdiction", "Where it holds", "In which country is it meant?"),
    Column::new("role", "How it is meant", ""),
    Column::new("obligation", "What is said of it", "Which of its parts apply here, and what meets each?"),
];

const REGIMES: &[Column] = &[
    Column::new("regime", "Rules such data falls under", ""),
    Column::new("data", "Data", ""),
    Column::new("named", "Named in the documents", "Do these rules apply here, and who has decided it?"),
];

const PERIODS: &[Column] = &[
    Column::new("data", "Data", "Which data is this said of?"),
    Column::new("said", "What is said", ""),
    Column::new("period", "Period", "After how long?"),
    Column::new("by", "Who or what does it", "Who or what deletes it?"),
];

/// Rules by the short names that kinds of data carry: the law of the lexicon each stands for, and the group of data that calls for it;
/// an e-mail address is a record of health only beside one.
const RULES: &[(&str, &str, &str, &str)] = &[
    ("GDPR-9", "gdpr", "GDPR, special categories (Art. 9)", ""),
    ("GDPR", "gdpr", "GDPR, where people in Europe use it", ""),
    ("HIPAA", "hipaa", "HIPAA, where it is care in the US", "health"),
    ("PCI", "pci-dss", "PCI DSS", ""),
    ("COPPA", "coppa", "COPPA, where children in the US use it", "children"),
    ("FERPA", "ferpa", "FERPA, at schools of the US", "education"),
    ("BIPA", "bipa", "BIPA, for biometrics in the US", "biometric"),
];

pub(super) fn tables(book: &Book<'_>) -> Vec<Draft> {
    vec![
        Draft { id: "residency", title: "Where data rests (draft)", columns: RESIDENCY, rows: residency(book) },
        Draft { id: "places", title: "Places that are named", columns: PLACES, rows: places(book) },
        Draft { id: "laws", title: "Laws and standards that are named", columns: LAWS, rows: laws(book) },
        Draft { id: "regimes", title: "Rules that such data usually falls under", columns: REGIMES, rows: regimes(book) },
        Draft { id: "periods", title: "How long data is kept", columns: PERIODS, rows: periods(book) },
    ]
}

/// Tables with data of persons, then services that keep what they are given.
fn residency(book: &Book<'_>) -> Vec<Vec<Vec<Said>>> {
    let mut rows = Vec::new();
    for (document, source) in book.documents.iter().enumerate() {
        let tables = source.facts.schemas.iter().filter(|schema| schema.shape == Shape::Table && !schema.name.is_empty());
        for schema in tables {
            let spot = Spot { document, span: schema.name_span };
            let data = held(book, document, schema);
            if !data.is_empty() && !book.is_aside(spot) {
                let name = vec![book.said(format!("{} (table)", schema.name), spot)];
                rows.push(vec![name, data, Vec::new(), Vec::new(), Vec::new()]);
            }
        }
    }
    rows.extend(
        book.parties
            .iter()
            .filter(|party| STORES.contains(&party.facts[0].1.kind.as_str()) && !party.facts[0].1.unnamed)
            .map(|party| store(book, party)),
    );
    rows
}

/// Kinds of data that are columns of a table.
fn held(book: &Book<'_>, document: usize, schema: &Schema) -> Vec<Said> {
    let inside = |spot: &&Spot| spot.document == document && schema.span.contains(spot.span);
    values(book.elements.iter().filter_map(|element| {
        let spot = element.mentions.iter().find(inside)?;
        Some(book.said(element.element.name.to_string(), *spot))
    }))
}

fn store(book: &Book<'_>, party: &Party<'_>) -> Vec<Vec<Said>> {
    let mentions = book.mentions(party);
    let decided = Spot { document: party.facts[0].0, span: party.facts[0].1.mention.span };
    let name = Said { text: party.name.to_owned(), places: book.places(mentions.iter().copied().chain([decided])) };
    let passages = || {
        mentions
            .iter()
            .filter(|spot| !book.is_code(**spot))
            .map(|spot| book.passage(*spot))
            .filter(|passage| is_alone(book, party, *passage))
    };
    let inside = passages().flat_map(|passage| {
        let within = book.elements.iter().filter_map(move |element| {
            let spot = element.mentions.iter().find(|spot| spot.document == passage.document && passage.span.contains(spot.span))?;
            Some((element.element.name.to_string(), *spot))
        });
        within.map(|(name, spot)| book.said(name, spot)).collect::<Vec<_>>()
    });
    let copies = passages().filter(|passage| book.has(*passage, "packet-copy-words")).map(|passage| book.quoted(passage));
    let laws = passages().flat_map(|passage| {
        let named = book.documents[passage.document].facts.regulations.iter().filter(move |fact| passage.span.contains(fact.mention.span));
        named
            .map(|fact| {
                book.said(book.checklist.terms.regulations[fact.regulation].name.to_string(), Spot { span: fact.mention.span, ..passage })
            })
            .collect::<Vec<_>>()
    });
    vec![vec![name], values(inside), region_of(book, party), values(copies), values(laws)]
}

fn places(book: &Book<'_>) -> Vec<Vec<Vec<Said>>> {
    let mut rows = Vec::new();
    for (document, source) in book.documents.iter().enumerate() {
        for fact in &source.facts.locations {
            let spot = Spot { document, span: fact.mention.span };
            let place = &book.checklist.terms.places[fact.place];
            let role = match fact.role {
                LocationRole::Promise => "data has to stay there",
                LocationRole::Storage => "data rests there",
                LocationRole::Environment => "a test or staging system runs there",
                LocationRole::Excluded => "data does not rest there",
                LocationRole::Market => "people who use it are there",
            };
            let law = if place.jurisdiction.as_ref() == "LOCAL" { "wherever its user is" } else { &place.jurisdiction };
            let name = place_name(&place.label, &place.code);
            rows.push(vec![vec![book.said(name, spot)], vec![book.said(law, spot)], vec![book.said(role, spot)], vec![book.excerpt(spot)]]);
        }
    }
    rows
}

fn laws(book: &Book<'_>) -> Vec<Vec<Vec<Said>>> {
    let mut rows = Vec::new();
    for (document, source) in book.documents.iter().enumerate() {
        for fact in &source.facts.regulations {
            let spot = Spot { document, span: fact.mention.span };
            let law = &book.checklist.terms.regulations[fact.regulation];
            let role = match fact.role {
                RegulationRole::Named => "named",
                RegulationRole::Future => "later",
                RegulationRole::Excluded if fact.mention.decided_by == "out-of-scope-section" => "named under what is out of scope",
                RegulationRole::Excluded => "said not to apply, or not to be met",
                RegulationRole::Implied => "not named; something is that it asks for",
            };
            let passage = book.passage(spot);
            // A name alone says nothing of what it asks for.
            let more = book.tokens(passage).len() > book.tokens(spot).len() + 1;
            let said = if more { vec![book.excerpt(spot)] } else { Vec::new() };
            // A family of laws holds where its members do.
            let holds = (law.jurisdiction.as_ref() != "Global").then(|| book.said(law.jurisdiction.to_string(), spot));
            let words = book.words(spot);
            let name = named_as(&law.name, &words);
            rows.push(vec![vec![book.said(name, spot)], holds.into_iter().collect(), vec![book.said(role, spot)], said]);
        }
    }
    rows
}

/// Rules by the kinds of data they are about, with where the documents name them.
fn regimes(book: &Book<'_>) -> Vec<Vec<Vec<Said>>> {
    let mut rows: BTreeMap<usize, Vec<Said>> = BTreeMap::new();
    for element in &book.elements {
        for regime in &element.element.regimes {
            let calls = |(short, _, _, group): &(&str, &str, &str, &str)| {
                regime.starts_with(short) && (group.is_empty() || *group == element.element.category.as_ref())
            };
            let Some(rule) = RULES.iter().position(calls) else { continue };
            let said = Said {
                text: element.element.name.to_string(),
                places: book.places(element.mentions.iter().copied()).into_iter().take(1).collect(),
            };
            rows.entry(rule).or_default().push(said);
        }
    }
    let named = |law: &str| {
        let facts = book
            .documents
            .iter()
            .enumerate()
            .flat_map(|(document, source)| source.facts.regulations.iter().map(move |fact| (document, fact)));
        let of_law = facts.filter(|(_, fact)| {
            fact.role != RegulationRole::Implied && book.checklist.terms.regulations[fact.regulation].id.as_ref() == law
        });
        values(of_law.map(|(document, fact)| book.quoted(Spot { document, span: fact.mention.span })))
    };
    rows.into_iter()
        .map(|(rule, data)| {
            let (_, law, name, _) = RULES[rule];
            let places = data.first().map(|said| said.places.clone()).unwrap_or_default();
            vec![vec![Said { text: name.to_owned(), places }], values(data), named(law)]
        })
        .collect()
}

fn periods(book: &Book<'_>) -> Vec<Vec<Vec<Said>>> {
    let mut rows = Vec::new();
    for (document, source) in book.documents.iter().enumerate() {
        for fact in &source.facts.retention {
            let spot = |span| Spot { document, span };
            let data =
                fact.subject.map(spot).filter(|subject| tells_which(book, *subject)).map(|subject| book.said(book.words(subject), subject));
            let period = fact.duration.map(|duration| book.said(duration.to_string(), spot(duration.span)));
            let by = fact
                .actor
                .map(spot)
                .filter(|actor| book.cues(*actor) & PERSON == 0 && book.tokens(*actor).len() > 1)
                .map(|actor| book.said(book.words(actor), actor));
            rows.push(vec![
                data.into_iter().collect(),
                vec![book.quoted(spot(fact.sentence))],
                period.into_iter().collect(),
                by.into_iter().collect(),
            ]);
        }
    }
    rows
}

/// True for words that name data, or hold a kind of data of persons.
fn tells_which(book: &Book<'_>, subject: Spot) -> bool {
    let inside = |spot: &Spot| spot.document == subject.document && subject.span.contains(spot.span);
    names_data(&book.documents[subject.document].reading, subject.span)
        || book.elements.iter().any(|element| element.mentions.iter().any(inside))
}
