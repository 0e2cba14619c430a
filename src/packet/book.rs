//! The documents of a set with their structure: what stands around a place, and what is said there.

use super::Said;
use crate::checklist::Checklist;
use crate::checklist::cues::{Cue, NEGATION};
use crate::diagram::{Flow, FlowGraph, Node, Notation};
use crate::document::{BlockKind, Document, Table, heading_key, plain, row_span};
use crate::facts::{
    DataRole, Facts, Reading, SectionRole, TechnologyFact, ThirdParty, is_aside, passages, sentence_around, spaced_words, technologies,
};
use crate::finding::Label;
use crate::item::Place;
use crate::lexicon::{Token, TokenHome};
use crate::review::{Review, Reviewed};
use crate::rule::Confidence;
use crate::schema::{Schema, Shape};
use crate::source::{FileId, Span};
use crate::terms::DataElement;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Longest words taken from a document, in characters.
const QUOTED: usize = 110;
/// Most values of a cell.
const VALUES: usize = 9;
/// Bytes on either side of a place that can say something of it, on a line without sentences.
const NEAR: u32 = 2000;
/// Most places of a value.
const PLACES: usize = 3;

/// A place in one of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// Index into [`Book::documents`].
    pub document: usize,
    /// The words.
    pub span: Span,
}

/// The documents of a set.
pub(super) struct Book<'a> {
    pub review: &'a Review,
    pub checklist: &'a Checklist,
    pub documents: Vec<Source<'a>>,
    /// Kinds of data that are handled, in the order of the lexicon.
    pub elements: Vec<Element<'a>>,
    /// Third parties that count in one of the documents, in the order in which they are named.
    pub parties: Vec<Party<'a>>,
    places: Known<Spot, Place>,
    cues: Known<Spot, Cue>,
    has: Known<(Spot, &'static str), bool>,
    lists: Known<&'static str, Rc<[String]>>,
}

/// What has been found out, by what was asked: the mentions in one long passage all ask the same of it.
struct Known<K, V>(RefCell<BTreeMap<K, V>>);

impl<K: Ord, V: Clone> Known<K, V> {
    fn nothing() -> Self {
        Self(RefCell::new(BTreeMap::new()))
    }

    fn get(&self, asked: K, find_out: impl FnOnce() -> V) -> V {
        if let Some(known) = self.0.borrow().get(&asked) {
            return known.clone();
        }
        let found = find_out();
        self.0.borrow_mut().insert(asked, found.clone());
        found
    }
}

/// A document with its structure.
pub(super) struct Source<'a> {
    pub id: FileId,
    pub facts: &'a Facts,
    pub reading: Reading<'a>,
    /// What it says the product is built with.
    pub technologies: Vec<TechnologyFact>,
    /// Sentences and rows, sorted.
    passages: Vec<(Span, usize)>,
}

/// A kind of personal data that the product handles, with every place that names it.
pub(super) struct Element<'a> {
    pub element: &'a DataElement,
    pub mentions: Vec<Spot>,
}

/// A third party that counts, with what each document says of it.
pub(super) struct Party<'a> {
    pub name: &'a str,
    pub facts: Vec<(usize, &'a ThirdParty)>,
}

/// An arrow of a drawing.
#[derive(Clone, Copy)]
pub(super) struct Drawn<'a> {
    pub document: usize,
    pub notation: Notation,
    pub graph: &'a FlowGraph,
    pub flow: &'a Flow,
}

impl<'a> Drawn<'a> {
    pub fn from(&self) -> &'a Node {
        &self.graph.nodes[self.flow.from]
    }

    pub fn to(&self) -> &'a Node {
        &self.graph.nodes[self.flow.to]
    }

    pub fn spot(&self) -> Spot {
        Spot { document: self.document, span: self.flow.span }
    }

    /// True when it leads to a party.
    pub fn leads_to(&self, party: &Party<'a>) -> bool {
        let node = self.to();
        let named = spaced_words(&node.label).contains(&spaced_words(party.name));
        let mut of_document = party.facts.iter().filter(|(at, _)| *at == self.document);
        named || of_document.any(|(_, fact)| fact.mentions.iter().any(|(_, mention)| node.span.contains(mention.span)))
    }
}

impl<'a> Book<'a> {
    pub fn new(
        review: &'a Review,
        checklist: &'a Checklist,
        read: impl Iterator<Item = ((&'a Reviewed, &'a Facts), &'a Document)>,
    ) -> Self {
        let source = |((reviewed, facts), document): ((&'a Reviewed, &'a Facts), &'a Document)| {
            let reading = Reading::new(&reviewed.file, document, checklist);
            let (technologies, passages) = (technologies(&reading), passages(&reading));
            Source { id: reviewed.id, facts, reading, technologies, passages }
        };
        let mut book = Self {
            review,
            checklist,
            documents: read.map(source).collect(),
            elements: Vec::new(),
            parties: Vec::new(),
            places: Known::nothing(),
            cues: Known::nothing(),
            has: Known::nothing(),
            lists: Known::nothing(),
        };
        book.elements = book.elements_in(DataRole::Processed);
        book.parties = book.parties();
        book
    }

    /// Kinds of data that a document handles, or says that it does not.
    pub fn elements_in(&self, role: DataRole) -> Vec<Element<'a>> {
        let mut found: BTreeMap<usize, Vec<Spot>> = BTreeMap::new();
        for (document, source) in self.documents.iter().enumerate() {
            for fact in source.facts.data_elements.iter().filter(|fact| fact.role == role) {
                found.entry(fact.element).or_default().push(Spot { document, span: fact.mention.span });
            }
        }
        let known = &self.checklist.terms.elements;
        found.into_iter().map(|(index, mentions)| Element { element: &known[index], mentions }).collect()
    }

    fn parties(&self) -> Vec<Party<'a>> {
        let mut found: Vec<Party<'a>> = Vec::new();
        for (document, source) in self.documents.iter().enumerate() {
            for party in source.facts.third_parties.iter().filter(|party| party.role.counts()) {
                let same = |known: &&mut Party<'a>| {
                    let other = known.facts[0].1;
                    (other.unnamed, &other.id) == (party.unnamed, &party.id)
                };
                match found.iter_mut().find(same) {
                    Some(known) => known.facts.push((document, party)),
                    None => found.push(Party { name: &party.name, facts: vec![(document, party)] }),
                }
            }
        }
        found
    }

    /// Every arrow of a drawing that shows how data moves.
    pub fn flows(&self) -> impl Iterator<Item = Drawn<'a>> {
        self.documents.iter().enumerate().flat_map(|(document, source)| {
            let drawings = source.facts.diagrams.iter().filter(|diagram| diagram.kind.is_flow());
            let graphs = drawings.filter_map(|diagram| Some((diagram.notation, diagram.graph.as_ref()?)));
            graphs.flat_map(move |(notation, graph)| graph.flows.iter().map(move |flow| Drawn { document, notation, graph, flow }))
        })
    }

    fn source(&self, spot: Spot) -> &Source<'a> {
        &self.documents[spot.document]
    }

    /// The words of a place as they stand there.
    pub fn raw(&self, spot: Spot) -> &'a str {
        spot.span.of(self.documents[spot.document].reading.text)
    }

    /// The same without marks, cut to what is read at a glance.
    pub fn words(&self, spot: Spot) -> String {
        tidy(self.raw(spot))
    }

    /// A place with what it says in our words.
    pub fn said(&self, text: impl Into<String>, spot: Spot) -> Said {
        Said { text: text.into(), places: vec![self.place(spot)] }
    }

    /// A place with its own words.
    pub fn quoted(&self, spot: Spot) -> Said {
        self.said(format!("\u{201c}{}\u{201d}", self.words(spot)), spot)
    }

    /// The cell around a place; outside of tables its passage.
    pub fn own_cell(&self, spot: Spot) -> Spot {
        self.cell(spot).map_or_else(|| self.passage(spot), |(table, row, column)| Spot { span: table.rows[row][column], ..spot })
    }

    /// The sentence around a place; in a table that of its cell.
    pub fn sentence(&self, spot: Spot) -> Spot {
        let around = self.own_cell(spot).span;
        let words = self.tokens(Spot { span: around, ..spot });
        let at = words.partition_point(|word| word.start <= spot.span.start).saturating_sub(1);
        if words.is_empty() {
            return Spot { span: around, ..spot };
        }
        let (first, last) = sentence_around(words, at);
        let start = if first == 0 { around.start } else { words[first].start };
        Spot { span: Span { start, end: words.get(last).map_or(around.end, |last| last.start) }, ..spot }
    }

    /// A place with the sentence around it.
    pub fn excerpt(&self, spot: Spot) -> Said {
        let Span { start, end } = self.sentence(spot).span;
        let (before, rest) = (Span { start, end: spot.span.start }, Span { start: spot.span.start, end });
        let text = self.source(spot).reading.text;
        // What is long is cut so that the place itself is seen.
        let before = tidy_from(&plain(before.of(text)));
        let quoted = tidy(&format!("{before} {}", rest.of(text)));
        self.said(format!("\u{201c}{quoted}\u{201d}"), spot)
    }

    pub fn place(&self, spot: Spot) -> Place {
        self.places.get(spot, || Place::of(self.review, &Label::new(self.source(spot).id, spot.span, "")))
    }

    /// The first few places of some, each line once.
    pub fn places(&self, spots: impl IntoIterator<Item = Spot>) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        for place in spots.into_iter().map(|spot| self.place(spot)) {
            if places.len() < PLACES && !places.iter().any(|known| (&known.path, known.line) == (&place.path, place.line)) {
                places.push(place);
            }
        }
        places
    }

    /// The row, sentence or line of code around a place.
    pub fn passage(&self, spot: Spot) -> Spot {
        let source = self.source(spot);
        let until = source.passages.partition_point(|(span, _)| span.start <= spot.span.start);
        let around = source.passages[..until].iter().rev().take(40).find(|(span, _)| span.contains(spot.span));
        Spot { span: around.map_or_else(|| near(spot.span, source.reading.text), |(span, _)| *span), ..spot }
    }

    /// The table, row and column of a place in the body of a table.
    fn cell(&self, spot: Spot) -> Option<(&Table, usize, usize)> {
        let mut tables = self.source(spot).reading.document.tables.iter();
        tables.find_map(|table| {
            let (row, column) = table.cell_at(spot.span)?;
            Some((table, row?, column))
        })
    }

    /// The table and row of a place in the body of a table, be it a cell or several.
    fn table_row(&self, spot: Spot) -> Option<(&Table, usize)> {
        let mut tables = self.source(spot).reading.document.tables.iter();
        let table = tables.find(|table| table.span.contains(spot.span))?;
        Some((table, table.row_at(spot.span.start)?))
    }

    /// What the row of a place says in the columns of a list, the place's own column left out.
    pub fn cells_under(&self, spot: Spot, list: &str) -> Vec<Spot> {
        let Some((table, row)) = self.table_row(spot) else { return Vec::new() };
        let own = self.cell(spot).map(|(_, _, column)| column);
        let columns = table.rows[row].iter().zip(&table.header).enumerate();
        let asked = columns.filter(|(at, (_, header))| Some(*at) != own && self.header_is(Spot { span: **header, ..spot }, list));
        asked.map(|(_, (cell, _))| Spot { span: *cell, ..spot }).filter(|cell| self.is_answer(*cell)).collect()
    }

    /// True when a place stands in a column of a list.
    pub fn is_under(&self, spot: Spot, list: &str) -> bool {
        self.cell(spot).is_some_and(|(table, _, column)| {
            table.header.get(column).is_some_and(|header| self.header_is(Spot { span: *header, ..spot }, list))
        })
    }

    fn header_is(&self, header: Spot, list: &str) -> bool {
        let key = heading_key(&plain(self.raw(header)));
        self.checklist.word_keys(list).is_some_and(|words| words.contains(&key))
    }

    /// True for a cell with an answer in it.
    fn is_answer(&self, cell: Spot) -> bool {
        let words = self.words(cell).to_lowercase();
        let open = self.source(cell).facts.placeholders.iter().any(|placeholder| cell.span.contains(placeholder.span));
        words.chars().any(char::is_alphanumeric) && !open && !["n/a", "unknown", "tbd"].contains(&words.as_str())
    }

    /// Words in a place.
    pub fn tokens(&self, spot: Spot) -> &[Token] {
        let tokens = &self.source(spot).reading.tokens;
        let blocks = tokens.homes.iter().find(|(home, _)| matches!(home, TokenHome::Block(_)));
        let all = &tokens.all[blocks.map_or(tokens.all.len(), |(_, range)| range.start as usize)..];
        let first = all.partition_point(|token| token.start < spot.span.start);
        let count = all[first..].partition_point(|token| token.start < spot.span.end);
        &all[first..first + count]
    }

    /// Classes of the cue words in a place.
    pub fn cues(&self, spot: Spot) -> Cue {
        self.cues.get(spot, || self.checklist.cues.within(self.tokens(spot)))
    }

    /// True when a place has an entry of a word list.
    pub fn has(&self, spot: Spot, list: &'static str) -> bool {
        let entries = || self.checklist.word_list(list).iter().map(|entry| spaced_words(entry)).collect();
        self.has.get((spot, list), || {
            let words = spaced_words(&plain(self.raw(spot)));
            self.lists.get(list, entries).iter().any(|entry| words.contains(entry))
        })
    }

    /// True when nothing in the sentence, or in the cell around a place, is denied.
    pub fn is_plain(&self, spot: Spot) -> bool {
        self.cues(self.own_cell(spot)) & NEGATION == 0
    }

    /// True in a part that speaks of what is not built now: other ways, later work, examples, what is out of scope.
    pub fn is_aside(&self, spot: Spot) -> bool {
        let reading = &self.source(spot).reading;
        let role = reading.section_roles[reading.document.section_at(spot.span.start)];
        is_aside(role) || role == Some(SectionRole::Excluded)
    }

    /// True in a table row.
    pub fn is_row(&self, spot: Spot) -> bool {
        self.table_row(spot).is_some()
    }

    /// True in a heading.
    pub fn is_heading(&self, spot: Spot) -> bool {
        let sections = &self.source(spot).reading.document.sections;
        sections.iter().filter_map(|section| section.heading.as_ref()).any(|heading| heading.span.contains(spot.span))
    }

    /// True in a code block.
    pub fn is_code(&self, spot: Spot) -> bool {
        let blocks = &self.source(spot).reading.document.blocks;
        blocks.iter().any(|block| matches!(block.kind, BlockKind::Code { .. }) && block.span.contains(spot.span))
    }

    /// The table of a schema that a place stands in.
    pub fn table_of(&self, spot: Spot) -> Option<(&'a Schema, Spot)> {
        let schemas = self.documents[spot.document].facts.schemas.iter();
        let mut around =
            schemas.filter(|schema| schema.shape == Shape::Table && !schema.name.is_empty() && schema.span.contains(spot.span));
        around.next().map(|schema| (schema, Spot { span: schema.name_span, ..spot }))
    }

    /// Places where a party is more than spoken of in passing.
    pub fn mentions(&self, party: &Party<'a>) -> Vec<Spot> {
        let mut found = Vec::new();
        for (document, fact) in &party.facts {
            for (_, mention) in fact.mentions.iter().filter(|(role, _)| role.counts()) {
                let spot = Spot { document: *document, span: mention.span };
                // A name that is all of its cell is what the row is about.
                let whole = || self.cell(spot).is_some() && self.tokens(self.own_cell(spot)).len() == self.tokens(spot).len();
                if (mention.confidence > Confidence::Low || whole()) && !self.is_aside(spot) {
                    found.push(spot);
                }
            }
        }
        found
    }

    /// The first cell of the row around a place; None in that cell itself.
    pub fn first_cell(&self, spot: Spot) -> Option<Spot> {
        let (table, row, column) = self.cell(spot)?;
        (column > 0).then(|| Spot { span: table.rows[row][0], ..spot })
    }

    /// True where a cell begins with a place, or with a list of short names that it ends.
    pub fn opens_cell(&self, spot: Spot) -> bool {
        let Some((table, row, column)) = self.cell(spot) else { return false };
        let before = Span { start: table.rows[row][column].start, end: spot.span.start };
        let words = before.of(self.source(spot).reading.text);
        words.split(['/', '+', ',']).all(|part| part.split_whitespace().count() <= 2) && !words.contains(['.', ':', ';', '('])
    }

    /// The line before a place.
    pub fn before(&self, spot: Spot) -> &'a str {
        let text = self.documents[spot.document].reading.text;
        text[..spot.span.start as usize].rsplit('\n').next().unwrap_or_default()
    }

    /// The line behind a place.
    pub fn behind(&self, spot: Spot) -> &'a str {
        let text = self.documents[spot.document].reading.text;
        text[spot.span.end as usize..].split('\n').next().unwrap_or_default()
    }

    /// The whole row around a place.
    pub fn row(&self, spot: Spot) -> Option<Spot> {
        let (table, row) = self.table_row(spot)?;
        Some(Spot { span: row_span(&table.rows[row])?, ..spot })
    }
}

/// The line around a span, cut where it goes on and on.
fn near(span: Span, text: &str) -> Span {
    let line = span.lines(text);
    let start = text.ceil_char_boundary(line.start.max(span.start.saturating_sub(NEAR)) as usize);
    let end = text.floor_char_boundary(line.end.min(span.end.saturating_add(NEAR)) as usize);
    Span::new(start, end)
}

/// Text of a document without marks, on one line, cut to what is read at a glance.
pub(super) fn tidy(raw: &str) -> String {
    let words = plain(raw).replace("**", "");
    let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '>' | '-' | '*'));
    let cut = words.char_indices().nth(QUOTED).map(|(at, _)| format!("{}\u{2026}", words[..at].trim_end()));
    cut.unwrap_or_else(|| words.to_owned())
}

/// The end of what stands before a place, cut at its front.
fn tidy_from(words: &str) -> String {
    let count = words.chars().count();
    let cut = words.char_indices().nth(count.saturating_sub(QUOTED / 2)).map(|(at, _)| &words[at..]);
    match cut.filter(|_| count > QUOTED / 2) {
        Some(rest) => format!("\u{2026}{}", rest.split_once(' ').map_or(rest, |(_, rest)| rest)),
        None => words.to_owned(),
    }
}

/// Values each once, the same text with all its places; what is too much for a cell is counted.
pub(super) fn values(all: impl IntoIterator<Item = Said>) -> Vec<Said> {
    let mut kept: Vec<Said> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for said in all.into_iter().filter(|said| !said.text.trim().is_empty()) {
        let at = *known.entry(said.text.to_lowercase()).or_insert(kept.len());
        let Some(same) = kept.get_mut(at) else {
            kept.push(said);
            continue;
        };
        for place in said.places {
            if same.places.len() < PLACES && !same.places.iter().any(|one| (&one.path, one.line) == (&place.path, place.line)) {
                same.places.push(place);
            }
        }
    }
    if kept.len() > VALUES {
        let rest = kept.len() + 1 - VALUES;
        kept.truncate(VALUES);
        kept[VALUES - 1].text = format!("and {rest} more");
    }
    kept
}
