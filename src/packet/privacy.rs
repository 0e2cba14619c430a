//! The draft of a record of processing (GDPR Art. 30): a row for each kind of data of persons that is handled, and what is said not to be.

use super::book::{Book, Element, Party, Spot, tidy, values};
use super::evidence::{named, recipients, region_of, regions, stores, told};
use super::{Column, Draft, Said};
use crate::checklist::cues::{PERSON, PERSON_IN_PROSE};
use crate::diagram::NodeKind;
use crate::document::{heading_key, singular};
use crate::facts::{DataRole, DesignKind, Requirement, Retention, Standing, spaced_words};
use crate::schema::{Schema, Shape};
use crate::source::Span;
use crate::terms::Sensitivity;

const RECORD: &[Column] = &[
    Column::new("data", "Data", ""),
    Column::new("category", "Category", ""),
    Column::new("subjects", "Data subjects", "Whose data is it?"),
    Column::new("purpose", "Purpose", "What is it needed for?"),
    Column::new("source", "Enters", "Where does it come from: who types, uploads or sends it, on which page or call?"),
    Column::new("stores", "Kept in", "In which table, bucket, log or device does it rest?"),
    Column::asked_by("recipients", "Recipients", "Who outside receives it, and what of it?", "vendor-third-parties-unlisted"),
    Column::asked_by("retention", "Kept for", "How long is it kept, and what deletes it?", "privacy-retention-missing"),
    Column::asked_by("basis", "Legal basis", "On which legal basis is it handled?", "privacy-notice-missing"),
    Column::asked_by("transfers", "Countries", "In which countries is it kept and received?", "location-storage-missing"),
];

const KEPT_OUT: &[Column] = &[Column::new("data", "Data", ""), Column::new("said", "What is said", "")];

/// Words before a kind of data in which the person whose it is stands.
const BEFORE: usize = 3;
/// Bytes before a schema in which it is called the body of a request.
const INTRODUCED: usize = 160;

pub(super) fn tables(book: &Book<'_>) -> Vec<Draft> {
    let mut elements: Vec<&Element<'_>> = book.elements.iter().collect();
    // What does most harm first; sorting keeps the order of the lexicon among equals.
    elements.sort_by_key(|element| std::cmp::Reverse(element.element.sensitivity));
    let rows = elements.into_iter().map(|element| row(book, element)).collect();
    let denied = book.elements_in(DataRole::Excluded);
    let kept_out = denied.iter().map(|element| {
        let said = element.mentions.iter().map(|spot| book.excerpt(*spot));
        vec![vec![named(book, element)], values(said)]
    });
    vec![
        Draft { id: "record", title: "Record of processing (draft)", columns: RECORD, rows },
        Draft { id: "kept-out", title: "Said not to be handled, or left behind", columns: KEPT_OUT, rows: kept_out.collect() },
    ]
}

fn row(book: &Book<'_>, element: &Element<'_>) -> Vec<Vec<Said>> {
    let receiving: Vec<(&Party<'_>, Spot)> = recipients(book, element);
    let sent = receiving.iter().map(|(party, spot)| book.said(party.name, *spot));
    let mut first = named(book, element);
    first.places.truncate(1);
    let sensitivity = match element.element.sensitivity {
        Sensitivity::SpecialCategory => "special category",
        other => other.as_str(),
    };
    let category = Said { text: format!("{}, {sensitivity}", element.element.category.replace('-', " ")), places: first.places };
    vec![
        vec![named(book, element)],
        vec![category],
        values(element.mentions.iter().flat_map(|spot| subjects(book, *spot))),
        values(element.mentions.iter().flat_map(|spot| purposes(book, *spot))),
        values(element.mentions.iter().flat_map(|spot| sources(book, *spot))),
        stores(book, element),
        values(sent.chain(element.mentions.iter().flat_map(|spot| told(book, *spot, "packet-recipient-columns")))),
        values(periods(book, element)),
        values(element.mentions.iter().flat_map(|spot| bases(book, *spot))),
        values(countries(book, element, &receiving)),
    ]
}

/// The table of persons it is a column of, the person right before it or behind "of".
fn subjects(book: &Book<'_>, spot: Spot) -> Vec<Said> {
    let mut found = told(book, spot, "packet-subject-columns");
    let is_person = |word: &str| {
        let word = singular(word);
        book.checklist.cues.has_word(word, PERSON | PERSON_IN_PROSE)
            && !["personal", "individual", "person", "household", "his", "her"].contains(&word)
    };
    if let Some((schema, name)) = book.table_of(spot) {
        let last = crate::schema::words(&schema.name).last().map(|word| word.to_lowercase());
        found.extend(last.filter(|word| is_person(word)).map(|word| book.said(singular(&word).to_owned(), name)));
        return found;
    }
    // A name in code tells of a field, and not whose it is.
    let surface = book.raw(spot);
    if book.is_code(spot)
        || surface.contains('_')
        || !surface.contains(' ') && surface.chars().skip(1).any(char::is_uppercase) && surface.chars().any(char::is_lowercase)
    {
        return found;
    }
    let passage = book.passage(spot);
    let words: Vec<(String, Spot)> = book
        .tokens(passage)
        .iter()
        .map(|token| Spot { span: token.span(), ..spot })
        .map(|token| (book.raw(token).to_lowercase(), token))
        .collect();
    let at = words.iter().position(|(_, word)| word.span.start >= spot.span.start).unwrap_or(words.len());
    let own = |word: &str| matches!(word, "s" | "own" | "full" | "the" | "a" | "an" | "of" | "their");
    let before = words[at.saturating_sub(BEFORE)..at].iter().rev().find(|(word, _)| !own(word)).filter(|(word, _)| is_person(word));
    let behind = words.iter().skip_while(|(_, word)| word.span.start < spot.span.end).map(|(word, at)| (word.as_str(), at));
    let mut behind = behind.take(BEFORE);
    let owner = match behind.next() {
        Some(("of" | "about", _)) => {
            behind.find(|(word, _)| !own(word)).filter(|(word, _)| is_person(word)).map(|(word, at)| (word.to_owned(), *at))
        }
        _ => None,
    };
    // "Employee records: name, e-mail".
    let colon = book.raw(Spot { span: Span { start: passage.span.start, end: spot.span.start }, ..spot }).rfind(':');
    let listed = colon.and_then(|colon| {
        let end = passage.span.start + colon as u32;
        let label = words.iter().rev().skip_while(|(_, word)| word.span.start >= end).take(BEFORE);
        label.into_iter().find(|(word, _)| is_person(word))
    });
    let inside = words.iter().filter(|(word, at)| spot.span.contains(at.span) && at.span.end < spot.span.end && is_person(word)).cloned();
    found.extend(
        before
            .cloned()
            .into_iter()
            .chain(owner)
            .chain(inside)
            .chain(listed.cloned())
            .map(|(word, at)| book.said(singular(&word).to_owned(), at)),
    );
    found
}

/// A column for it, words behind the data that say it, or a requirement that names the data and no protection.
fn purposes(book: &Book<'_>, spot: Spot) -> Vec<Said> {
    let mut found = told(book, spot, "packet-purpose-columns");
    if book.is_code(spot) || book.is_aside(spot) {
        return found;
    }
    let passage = book.passage(spot);
    if book.is_plain(spot) && !book.is_row(spot) {
        let rest =
            crate::document::plain(Span { start: spot.span.end, end: passage.span.end }.of(book.documents[spot.document].reading.text));
        let lower = rest.to_lowercase();
        let leads = book.checklist.word_list("packet-purpose-words").iter();
        let begins = leads.filter_map(|lead| find_words(&lower, lead)).min();
        found.extend(begins.filter(|at| rest.is_char_boundary(*at)).map(|at| book.said(tidy(&rest[at..]), passage)));
    }
    let facts = book.documents[spot.document].facts;
    let protects = |span: Span| {
        facts.protections.iter().any(|said| span.contains(said.mention.span))
            || facts.retention.iter().any(|said| span.contains(said.span))
            || facts.regulations.iter().any(|said| span.contains(said.mention.span))
    };
    let asked = facts.requirements.iter().filter(|asked| asked.span.contains(spot.span) && asked.standing() == Standing::Due);
    // A story holds what it is accepted by: the narrowest says what the data is for.
    let asked = asked.min_by_key(|asked| asked.span.end - asked.span.start).filter(|asked| !protects(asked.span) && book.is_plain(spot));
    // A title that is the name of a service says who, and not what for.
    let is_party = |title: &str| book.parties.iter().any(|party| spaced_words(title).contains(&spaced_words(party.name)));
    let says = |asked: &&Requirement| !is_party(&asked.title) && !book.has(Spot { span: asked.span, ..spot }, "packet-form-words");
    let asked = asked
        .filter(says)
        .filter(|asked| !book.checklist.word_keys("packet-no-titles").is_some_and(|keys| keys.contains(&heading_key(&asked.title))));
    found.extend(asked.map(|asked| {
        let title = tidy(&asked.title.replace(" | ", " \u{b7} "));
        let id = if asked.has_id && !title.contains(&asked.id) { format!("{} ", asked.id) } else { String::new() };
        book.said(format!("{id}\u{201c}{title}\u{201d}"), Spot { span: asked.span, ..spot })
    }));
    found
}

/// Where words begin in a lower-case text, as whole words.
fn find_words(text: &str, words: &str) -> Option<usize> {
    let bare = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let whole = |at: usize| bare(text[..at].chars().next_back()) && bare(text[at + words.len()..].chars().next());
    text.match_indices(words).map(|(at, _)| at).find(|at| whole(*at))
}

/// A column for it, a sentence in which somebody hands it in, a call whose body has it, an arrow from a person.
fn sources(book: &Book<'_>, spot: Spot) -> Vec<Said> {
    let mut found = told(book, spot, "packet-source-columns");
    if book.is_aside(spot) {
        return found;
    }
    let sentence = book.sentence(spot);
    if !book.is_code(spot) && !book.is_heading(spot) && book.has(sentence, "packet-entry-words") && book.is_plain(spot) {
        found.push(Said { places: vec![book.place(spot)], ..book.quoted(sentence) });
    }
    found.extend(body_of(book, spot).map(|call| book.said(book.words(call), call)));
    let drawn = book.flows().filter(|drawn| drawn.document == spot.document && drawn.flow.span.contains(spot.span));
    found.extend(
        drawn
            .filter(|drawn| drawn.from().kind == NodeKind::Person)
            .map(|drawn| book.said(format!("{} \u{2192} {}", drawn.from().label, drawn.to().label), drawn.spot())),
    );
    found
}

/// The call in whose request body a place stands.
fn body_of(book: &Book<'_>, spot: Spot) -> Option<Spot> {
    let source = &book.documents[spot.document];
    let body = source
        .facts
        .schemas
        .iter()
        .find(|schema| matches!(schema.shape, Shape::Sample | Shape::Record) && schema.span.contains(spot.span))?;
    let text = source.reading.text;
    let before = &text[text.floor_char_boundary((body.span.start as usize).saturating_sub(INTRODUCED))..body.span.start as usize];
    let (asks, answers) = (before.to_lowercase().rfind("request"), before.to_lowercase().rfind("response"));
    if asks.is_none() || answers > asks {
        return None;
    }
    let calls = source.facts.design.iter().filter(|said| said.kind == DesignKind::Endpoint && said.span.end <= body.span.start);
    let call = calls.max_by_key(|said| said.span.start).filter(|said| said.section.contains(body.span))?;
    let takes = ["POST", "PUT", "PATCH"].iter().any(|method| call.name.starts_with(method));
    takes.then_some(Spot { span: call.span, ..spot })
}

/// What is said of how long it is kept: of itself, of the table it is a column of, or of all data of persons.
fn periods(book: &Book<'_>, element: &Element<'_>) -> Vec<Said> {
    let mut found = Vec::new();
    for (document, source) in book.documents.iter().enumerate() {
        let spot = |span: Span| Spot { document, span };
        for said in source.facts.retention.iter().filter(|said| !book.is_aside(spot(said.span))) {
            let own = element.mentions.iter().any(|at| at.document == document && is_of(said, at.span));
            let tables = || element.mentions.iter().filter_map(|at| book.table_of(*at));
            let of_table = || said.subject.is_some_and(|subject| tables().any(|(schema, _)| is_called(book, spot(subject), schema)));
            let whole = || said.subject.is_some_and(|subject| is_whole(book, spot(subject)));
            if own || of_table() {
                found.push(book.quoted(spot(said.sentence)));
            } else if whole() {
                let subject = said.subject.unwrap_or(said.span);
                found.push(
                    book.said(format!("{}: {}", book.words(spot(subject)), book.quoted(spot(said.sentence)).text), spot(said.sentence)),
                );
            }
        }
    }
    found
}

/// True for a statement on the data at a place.
fn is_of(said: &Retention, at: Span) -> bool {
    match said.subject {
        Some(subject) if said.sentence.contains(subject) => subject.contains(at) || at.contains(subject),
        _ => said.sentence.contains(at),
    }
}

/// True when words name a table: "Chat messages" and `chat_messages`.
fn is_called(book: &Book<'_>, subject: Spot, schema: &Schema) -> bool {
    let name = crate::schema::words(&schema.name).join(" ");
    spaced_words(&book.words(subject)) == spaced_words(&name)
}

fn is_whole(book: &Book<'_>, subject: Spot) -> bool {
    let words = spaced_words(&book.words(subject));
    book.checklist.word_list("packet-whole").iter().any(|known| spaced_words(known) == words)
}

/// A column for it, or a sentence that names a ground.
fn bases(book: &Book<'_>, spot: Spot) -> Vec<Said> {
    let mut found = told(book, spot, "packet-basis-columns");
    let passage = book.passage(spot);
    if !book.is_code(spot) && !book.is_aside(spot) && book.is_plain(spot) && book.has(passage, "packet-basis-words") {
        found.push(book.excerpt(spot));
    }
    found
}

/// Places named with it, and those of its recipients.
fn countries(book: &Book<'_>, element: &Element<'_>, receiving: &[(&Party<'_>, Spot)]) -> Vec<Said> {
    let of_party = |(party, _): &(&Party<'_>, Spot)| {
        let named = |said: Said| Said { text: format!("{}: {}", party.name, said.text), ..said };
        region_of(book, party).into_iter().map(named).collect::<Vec<_>>()
    };
    let mut found: Vec<Said> = receiving.iter().flat_map(of_party).collect();
    for spot in &element.mentions {
        let inside = if book.is_code(*spot) { Vec::new() } else { regions(book, book.passage(*spot)) };
        // In the row of a service it is the place of the service.
        let fresh = |said: &Said| !found.iter().any(|known| known.places == said.places);
        let fresh: Vec<Said> = inside.into_iter().chain(told(book, *spot, "packet-region-columns")).filter(fresh).collect();
        found.extend(fresh);
    }
    found
}
