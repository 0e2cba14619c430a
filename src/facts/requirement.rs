//! Functional requirements of a document, from ids, lists, tables, sentences and user stories.
//!
//! Headings say which sections ask for something ([`area`]); there every top item of a list, row of a table and normative
//! sentence is a requirement, elsewhere only what carries an id or is worded as one. Sub-items elaborate, unless the item
//! above them is a mere label.

mod area;
mod attach;
mod criteria;
mod id;
mod said;
mod wording;

use super::Reading;
use crate::checklist::requirement_words::{IdSense, Vocabulary};
use crate::document::{Block, BlockKind, HeadingStyle, Table, heading_key, plain};
use crate::source::Span;
use area::{Area, Place};
use id::Id;
pub use said::{Priority, Said, SaidBy, Scope};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A requirement as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Its id as written, else `R` and its number in the document.
    pub id: String,
    /// True when the id is written in the document.
    pub has_id: bool,
    /// Its text.
    pub span: Span,
    /// A few words that name it: its heading, bold words, first cell or first sentence.
    pub title: String,
    /// How it is worded.
    pub wording: Wording,
    /// How much it matters, if that is said.
    pub priority: Option<Said<Priority>>,
    /// Whether it is to be built now, if that is said.
    pub scope: Option<Said<Scope>>,
    /// What it is accepted by, in source order.
    pub acceptance: Vec<Span>,
}

impl Requirement {
    /// What it is known by when others are put in before it: its id as written, else the words that name it.
    pub fn known_by(&self) -> &str {
        if self.has_id { &self.id } else { &self.title }
    }

    /// Whether it is to be built now.
    pub fn standing(&self) -> Standing {
        match (self.scope.map(|said| said.value), self.priority.map(|said| said.value)) {
            (Some(Scope::Out), _) | (_, Some(Priority::Wont)) => Standing::Out,
            (Some(Scope::Later), _) => Standing::Later,
            _ => Standing::Due,
        }
    }
}

/// Whether a requirement is to be built now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is.
    Due,
    /// Put off to a later phase or version.
    Later,
    /// Out of scope, or "won't have".
    Out,
}

/// How a requirement is worded, or, without any wording of its own, how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// "As a ..., I want ..."
    Story,
    /// "Given ..., when ..., then ..."
    Scenario,
    /// EARS: "The system shall ..."
    Ubiquitous,
    /// EARS: "When ..., the system shall ..."
    Event,
    /// EARS: "While ..., the system shall ..."
    State,
    /// EARS: "If ..., then the system shall ..."
    Unwanted,
    /// EARS: "Where ..., the system shall ..."
    Optional,
    /// Any other sentence with `must` or `shall`.
    Demand,
    /// An item with a box to tick.
    Checkbox,
    /// A row of a table.
    Row,
    /// A heading with what it says.
    Heading,
    /// Text behind an id.
    Identified,
    /// An item or sentence under a heading of requirements.
    Statement,
}

/// Most words of an item that is a mere label of the items under it.
const LABEL_WORDS: usize = 4;
/// Most words when neither a colon nor bold marks it as one.
const BARE_LABEL_WORDS: usize = 2;
/// Most words when they are bold.
const BOLD_LABEL_WORDS: usize = 8;
/// Longest stretch before a colon that is read as a label.
const LABEL_BYTES: usize = 60;
/// Most words on average of items that each explain a name in back-ticks.
const NAME_WORDS: usize = 10;

pub(super) fn find(reading: &Reading<'_>) -> Vec<Requirement> {
    let words = reading.checklist.requirement_words();
    let mut found = collect(reading, words, false);
    if found.is_empty() {
        // No heading asks for anything: every section that is not about something else may.
        found = collect(reading, words, true);
    }
    found.sort_by_key(|f| f.span);
    found.dedup_by_key(|f| f.span);
    let mut seen = BTreeSet::new();
    found.retain(|f| f.id.as_ref().is_none_or(|id| id.local || seen.insert(id.name.clone())));
    attach::attach(reading, words, &found)
}

fn collect(reading: &Reading<'_>, words: &Vocabulary, lenient: bool) -> Vec<Found> {
    let places = area::of_sections(reading, words, lenient);
    let mut finder = Finder { reading, words, places, found: Vec::new(), told: None };
    let blocks = &reading.document.blocks;
    let mut from = 0;
    while from < blocks.len() {
        let section = blocks[from].section;
        let to = from + blocks[from..].iter().take_while(|b| b.section == section).count();
        finder.section(section, &blocks[from..to]);
        from = to;
    }
    finder.headings();
    finder.found
}

/// A requirement before it has a name.
struct Found {
    span: Span,
    id: Option<Id>,
    section: usize,
}

/// How the items of a list are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Items {
    /// Each by the area it stands in.
    ByArea,
    /// Each is a requirement.
    Wanted,
    /// They elaborate what stands before them: only those with an id of their own count.
    Swallowed,
}

struct Finder<'a> {
    reading: &'a Reading<'a>,
    words: &'a Vocabulary,
    places: Vec<Place>,
    found: Vec<Found>,
    /// The last section with an id on a line of its own, and true when what else it demands counts.
    told: Option<(usize, bool)>,
}

impl<'a> Finder<'a> {
    fn push(&mut self, section: usize, span: Span, id: Option<Id>) {
        self.found.push(Found { span, id, section });
    }

    fn source(&self, span: Span) -> &'a str {
        span.of(self.reading.text)
    }

    /// True when something with this id is a requirement in this area; `text` is what it says.
    fn admits(area: Area, id: &Id, text: &str) -> bool {
        match (area, id.sense) {
            (Area::Closed, _) | (_, IdSense::Other) => false,
            (_, IdSense::Functional) => true,
            (_, IdSense::Quality) => !wording::has_target(after_id(text, &id.name)),
            (area, IdSense::Unknown) => matches!(area, Area::Wanted | Area::Quality),
        }
    }

    /// Reads the blocks that stand together in one section.
    fn section(&mut self, section: usize, blocks: &[Block]) {
        let area = self.places[section].area;
        if area == Area::Closed {
            return;
        }
        if self.is_told(section) {
            if self.told.is_some_and(|(_, counts)| counts) {
                let told: Vec<&Block> = blocks.iter().filter(|b| self.is_told_text(b)).collect();
                self.told_further(section, told.into_iter());
            }
            return;
        }
        let heading = self.reading.document.sections[section].heading.as_ref();
        let keys = self.reading.keys[section].first();
        // The heading leads in to a list that opens its section.
        let mut items = Items::ByArea;
        let mut lead_in = heading.filter(|_| keys.is_some_and(|key| self.words.enumerates(key))).map(|h| h.text_span);
        let mut at = 0;
        while at < blocks.len() {
            let block = &blocks[at];
            if block.depth > 0 {
                let list = &blocks[at..];
                let list = &list[..list.iter().take_while(|b| b.depth > 0).count()];
                if let [block] = list
                    && let Some(id) = id::leading(self.source(block.span), self.words).filter(|id| id.alone)
                {
                    self.identified(section, block.span, id, &blocks[at + 1..]);
                    return;
                }
                self.list(section, list, items, lead_in.take());
                at += list.len();
                items = Items::ByArea;
                continue;
            }
            (items, lead_in) = match &block.kind {
                BlockKind::Table(index) => {
                    self.table(section, &self.reading.document.tables[*index], lead_in);
                    (Items::ByArea, None)
                }
                BlockKind::Code { lang } => {
                    if matches!(lang.as_str(), "gherkin" | "feature" | "cucumber") {
                        self.scenarios(section, block.span);
                    }
                    (Items::ByArea, None)
                }
                BlockKind::Html => (items, lead_in),
                BlockKind::Paragraph | BlockKind::Cell | BlockKind::Item { .. } => {
                    match self.paragraph(section, block, &blocks[at + 1..]) {
                        Some(next) => next,
                        None => return,
                    }
                }
            };
            at += 1;
        }
    }

    /// Reads a paragraph outside lists; returns how a list right after it is read, with the lead-in that the paragraph is to
    /// a list that says one thing. None when the rest of the section elaborates it.
    fn paragraph(&mut self, section: usize, block: &Block, rest: &[Block]) -> Option<(Items, Option<Span>)> {
        let area = self.places[section].area;
        let source = self.source(block.span);
        if let Some(id) = id::leading(source, self.words) {
            if id.alone {
                self.identified(section, block.span, id, rest);
                return None;
            }
            if Self::admits(area, &id, source) {
                let span = self.with_list(block, rest);
                self.push(section, span, Some(id));
            }
            return Some((Items::Swallowed, None));
        }
        let text = plain(source);
        if wording::is_story(&text) {
            self.push(section, block.span, None);
            return Some((Items::ByArea, None));
        }
        let list_follows = rest.first().is_some_and(|b| b.depth > 0 || matches!(b.kind, BlockKind::Table(_)));
        let label = label_of(block, source);
        if label.as_ref().is_some_and(|key| self.words.is_label(key)) {
            let swallows = list_follows && text.ends_with(':');
            return Some((if swallows { Items::Swallowed } else { Items::ByArea }, None));
        }
        if block.quoted {
            return Some((Items::ByArea, None));
        }
        if list_follows && text.ends_with(':') {
            return Some(self.lead_in(section, block, &text, rest));
        }
        match area {
            Area::Wanted if label.is_some_and(|key| key.split(' ').count() + 2 < text.split_whitespace().count()) => {
                self.push(section, block.span, None);
            }
            Area::Wanted if wording::opens_scenario(&text) && text.to_lowercase().contains("then") => self.push(section, block.span, None),
            Area::Wanted => self.sentences(section, block.span, wording::grants),
            Area::Neutral | Area::Topic => self.sentences(section, block.span, wording::demands),
            Area::Quality => self.sentences(section, block.span, |s| wording::demands(s) && !wording::has_target(s)),
            Area::Other | Area::Closed => {}
        }
        Some((Items::ByArea, None))
    }

    /// Reads a paragraph that ends in a colon before a list.
    fn lead_in(&mut self, section: usize, block: &Block, text: &str, rest: &[Block]) -> (Items, Option<Span>) {
        let area = self.places[section].area;
        let asks = matches!(area, Area::Wanted | Area::Neutral | Area::Topic);
        if wording::leaves_demand_open(text) && asks {
            return (Items::Wanted, None);
        }
        if wording::demands(text) && asks {
            let span = self.with_list(block, rest);
            self.push(section, span, None);
            return (Items::Swallowed, None);
        }
        let offers = area == Area::Neutral && wording::offers(text);
        let items = if offers { Items::Wanted } else { Items::ByArea };
        let one = asks && self.words.enumerates(&heading_key(text));
        (items, one.then_some(block.span))
    }

    /// Pushes every sentence of a paragraph that passes.
    fn sentences(&mut self, section: usize, span: Span, passes: impl Fn(&str) -> bool) {
        for sentence in wording::sentences(span, self.reading.text) {
            if passes(&plain(self.source(sentence))) {
                self.push(section, sentence, None);
            }
        }
    }

    /// True for the bold headings under a heading whose requirement has its id on a line of its own.
    fn is_told(&self, section: usize) -> bool {
        let document = self.reading.document;
        let is_bold = document.sections[section].heading.as_ref().is_some_and(|h| h.style == HeadingStyle::Bold);
        is_bold && self.told.is_some_and(|(told, _)| document.is_under(section, told))
    }

    /// Pushes the requirement whose id stands alone in `span` and what else is demanded in the rest of its section.
    fn identified(&mut self, section: usize, span: Span, id: Id, rest: &[Block]) {
        let told: Vec<&Block> = rest.iter().filter(|b| self.is_told_text(b)).collect();
        let text = told.first().map_or("", |b| self.source(b.span));
        let admitted = Self::admits(self.places[section].area, &id, text);
        self.told = Some((section, admitted && id.sense == IdSense::Functional));
        if !admitted {
            return;
        }
        let Some((first, others)) = told.split_first() else {
            self.push(section, span, Some(id));
            return;
        };
        let demands = wording::demanded(first.span, self.reading.text);
        let statement = demands.first().copied().unwrap_or(first.span);
        let further = id.sense == IdSense::Functional;
        self.push(section, span.join(statement), Some(id));
        if further {
            for demand in demands.into_iter().skip(1) {
                self.push(section, demand, None);
            }
            self.told_further(section, others.iter().copied());
        }
    }

    /// Pushes what is demanded below the statement of a requirement whose id stands alone.
    fn told_further<'b>(&mut self, section: usize, blocks: impl Iterator<Item = &'b Block>) {
        for block in blocks {
            for demand in wording::demanded(block.span, self.reading.text) {
                self.push(section, demand, None);
            }
        }
    }

    /// True for a paragraph or item that states something, as opposed to a remark on it ("Rationale: ...").
    fn is_told_text(&self, block: &Block) -> bool {
        let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Cell);
        is_text && !self.label(block).is_some_and(|key| self.words.is_label(&key))
    }

    /// The span of a paragraph, with the list it leads in to when it ends in a colon.
    fn with_list(&self, block: &Block, rest: &[Block]) -> Span {
        if !plain(self.source(block.span)).ends_with(':') {
            return block.span;
        }
        rest.iter().take_while(|b| b.depth > 0).last().map_or(block.span, |b| block.span.join(b.span))
    }

    /// Reads a list with everything nested in it.
    fn list(&mut self, section: usize, list: &[Block], items: Items, lead_in: Option<Span>) {
        let area = self.places[section].area;
        let Some(top) = list.iter().map(|b| b.depth).min() else { return };
        if let Some(span) = self.one_thing(section, list, top, items, lead_in) {
            self.push(section, span, None);
            return;
        }
        let attributes = self.attributes(list, top);
        // How the items nested in each open item are read.
        let mut open: Vec<(u8, Items)> = vec![(0, items)];
        let mut last_is_scenario = false;
        for (at, block) in list.iter().enumerate() {
            if !matches!(block.kind, BlockKind::Item { .. }) {
                continue;
            }
            while open.last().is_some_and(|(depth, _)| *depth >= block.depth) {
                open.pop();
            }
            let mode = open.last().map_or(items, |(_, mode)| *mode);
            let source = self.source(block.span);
            let text = plain(source);
            let id = id::leading(source, self.words);
            let nested = list[at + 1..].iter().take_while(|b| b.depth > block.depth).count();
            let has_items = nested > 0;
            let is_attribute = |b: &Block| self.label(b).is_some_and(|key| attributes.contains(&key));
            if id.is_none() && block.depth > top && is_attribute(block) {
                open.push((block.depth, Items::Swallowed));
                continue;
            }
            // Fields of one form, attributes of one thing: together with the label above them one requirement.
            let one = has_items && id.is_none() && area == Area::Wanted && mode != Items::Swallowed && {
                let key = heading_key(&text);
                is_attribute(&list[at + 1]) || is_group(block, &text) && self.words.enumerates(&key) && !self.words.is_label(&key)
            };
            if one {
                self.push(section, block.span.join(list[at + nested].span), None);
                open.push((block.depth, Items::Swallowed));
                continue;
            }
            if id.is_none() && last_is_scenario && wording::continues_scenario(&text) {
                if let Some(last) = self.found.last_mut() {
                    last.span = last.span.join(block.span);
                }
                open.push((block.depth, Items::Swallowed));
                continue;
            }
            last_is_scenario = false;
            if let Some(id) = id {
                let alone = id.alone;
                let story = wording::is_story(&text) || id.local;
                let admitted = Self::admits(area, &id, source);
                if admitted && !(alone && has_items) {
                    let whole = if text.ends_with(':') && !story { block.span.join(list[at + nested].span) } else { block.span };
                    self.push(section, whole, Some(id));
                }
                open.push((block.depth, if (story || alone) && admitted { Items::Wanted } else { Items::Swallowed }));
                continue;
            }
            let under = self.item(section, block, &text, mode, has_items);
            if has_items && under == Items::Swallowed && text.ends_with(':') {
                self.extend(block.span, list[at + nested].span);
            }
            last_is_scenario =
                under != Items::Wanted && wording::opens_scenario(&text) && self.found.last().is_some_and(|f| f.span == block.span);
            open.push((block.depth, under));
        }
    }

    /// Lets the requirement read last, if it stands at `span`, end with `end`.
    fn extend(&mut self, span: Span, end: Span) {
        if let Some(last) = self.found.last_mut().filter(|f| f.span == span) {
            last.span = last.span.join(end);
        }
    }

    /// True for an item that is one link and nothing else, as in a table of contents.
    fn is_link(&self, span: Span) -> bool {
        let links = &self.reading.document.links;
        let after = links.partition_point(|link| link.span.start <= span.start);
        after.checked_sub(1).is_some_and(|at| links[at].span.end >= span.end)
    }

    /// The label an item opens with, set apart by a colon or bold.
    fn label(&self, block: &Block) -> Option<String> {
        let source = self.source(block.span);
        let before_colon = || source.split_once(':').filter(|(label, _)| label.len() <= LABEL_BYTES);
        label_of(block, source).or_else(|| before_colon().map(|(label, _)| heading_key(label)))
    }

    /// Labels that several nested items of a list open with: they describe the items above them.
    fn attributes(&self, list: &[Block], top: u8) -> BTreeSet<String> {
        let mut once = BTreeSet::new();
        let nested = list.iter().filter(|b| b.depth > top && matches!(b.kind, BlockKind::Item { .. }));
        let labels = nested.filter(|b| id::leading(self.source(b.span), self.words).is_none()).filter_map(|b| self.label(b));
        labels.filter(|label| !once.insert(label.clone())).collect()
    }

    /// Reads a list item without an id; returns how the items under it are read.
    fn item(&mut self, section: usize, block: &Block, text: &str, mode: Items, has_items: bool) -> Items {
        let area = self.places[section].area;
        if mode == Items::Swallowed {
            return Items::Swallowed;
        }
        if wording::is_story(text) {
            self.push(section, block.span, None);
            return if has_items { Items::Wanted } else { Items::Swallowed };
        }
        if self.label(block).is_some_and(|key| self.words.is_label(&key)) {
            return Items::Swallowed;
        }
        if has_items && is_group(block, text) {
            return mode;
        }
        let wanted = match area {
            Area::Wanted => true,
            Area::Neutral | Area::Topic => mode == Items::Wanted || wording::demands(text),
            Area::Quality => wording::demands(text) && !wording::has_target(text),
            Area::Other | Area::Closed => mode == Items::Wanted,
        };
        if wanted && !self.is_link(block.span) && text.chars().any(char::is_alphanumeric) {
            self.push(section, block.span, None);
            return Items::Swallowed;
        }
        if area == Area::Wanted { Items::Swallowed } else { mode }
    }

    /// The span of a list that says one thing: what a form asks for, the states of an object.
    fn one_thing(&self, section: usize, list: &[Block], top: u8, items: Items, lead_in: Option<Span>) -> Option<Span> {
        let asks = match self.places[section].area {
            Area::Wanted => true,
            Area::Neutral => items == Items::Wanted,
            _ => false,
        };
        if !asks || items == Items::Swallowed {
            return None;
        }
        let tops = list.iter().filter(|b| b.depth == top && matches!(b.kind, BlockKind::Item { .. }));
        let (mut all, mut single, mut code, mut words) = (0, 0, 0, 0);
        for item in tops {
            let source = self.source(item.span);
            if id::leading(source, self.words).is_some() || wording::is_story(source) || wording::demands(source) {
                return None;
            }
            all += 1;
            let own = source.split_whitespace().count();
            words += own;
            single += usize::from(own == 1);
            code += usize::from(names_code(source));
        }
        let whole = list.first()?.span.join(list.last()?.span);
        match lead_in {
            Some(lead) => Some(lead.join(whole)),
            None if all > 1 && (single * 2 > all || code == all && words <= all * NAME_WORDS) => {
                let first = self.reading.document.blocks_under(section).first().is_some_and(|b| b.span == list[0].span);
                let heading = self.reading.document.sections[section].heading.as_ref().filter(|_| first);
                Some(heading.map_or(whole, |h| h.text_span.join(whole)))
            }
            None => None,
        }
    }

    /// Reads a table: its rows, or the whole when they say one thing.
    fn table(&mut self, section: usize, table: &Table, lead_in: Option<Span>) {
        let area = self.places[section].area;
        let columns: Vec<String> = table.header.iter().map(|cell| heading_key(&plain(self.source(*cell)))).collect();
        let named = columns.iter().any(|c| self.words.is_column(c));
        // Ids and priorities stand before what a row is about.
        let first = columns.iter().find(|c| !matches!(c.as_str(), "" | "id" | "no" | "ref" | "priority"));
        let other = first.is_some_and(|c| self.words.is_other_column(c) && !self.words.is_column(c));
        let rows = match area {
            Area::Wanted => !other,
            Area::Neutral => named && !other,
            _ => false,
        };
        let fields = columns.iter().any(|c| matches!(c.as_str(), "type" | "data type" | "constraint" | "format")) && !named;
        if rows && (fields || lead_in.is_some() || self.is_matrix(table)) {
            self.push(section, lead_in.map_or(table.span, |lead| lead.join(table.span)), None);
            return;
        }
        for row in &table.rows {
            let mut cells = row.iter().copied().filter(|cell| !cell.is_empty());
            let Some(first) = cells.next() else { continue };
            let span = cells.next_back().map_or(first, |last| first.join(last));
            let source = self.source(span);
            let id = id::leading(self.source(first), self.words);
            if let Some(id) = id.filter(|id| id.alone || id.sense == IdSense::Functional) {
                if Self::admits(area, &id, source) && (rows || area != Area::Wanted) {
                    self.push(section, span, Some(id));
                }
                continue;
            }
            let text = plain(source);
            let demanded = area == Area::Quality && wording::demands(&text) && !wording::has_target(&text);
            let is_total = plain(self.source(first)).eq_ignore_ascii_case("total");
            if rows && !is_total || demanded || wording::is_story(&text) {
                self.push(section, span, None);
            }
        }
    }

    /// True when most cells beside the first of each row say no more than yes or no.
    fn is_matrix(&self, table: &Table) -> bool {
        let cells = table.rows.iter().flat_map(|row| row.iter().skip(1));
        let (mut all, mut marks) = (0, 0);
        for cell in cells {
            all += 1;
            let key = plain(self.source(*cell)).to_lowercase();
            let word = key.trim_matches(|c: char| !c.is_alphanumeric());
            marks += usize::from(matches!(word, "" | "yes" | "no" | "y" | "n" | "x" | "full" | "read" | "none" | "partial"));
        }
        table.header.len() > 2 && marks * 2 > all
    }

    /// Reads the scenarios of a Gherkin block.
    fn scenarios(&mut self, section: usize, span: Span) {
        let body = self.source(span);
        let mut starts: Vec<usize> = Vec::new();
        let mut at = 0;
        for line in body.split_inclusive('\n') {
            let word = line.trim_start();
            if ["Scenario:", "Scenario Outline:", "Example:"].iter().any(|k| word.starts_with(k)) {
                starts.push(at + line.len() - word.len());
            }
            at += line.len();
        }
        for (i, start) in starts.iter().enumerate() {
            let end = starts.get(i + 1).copied().unwrap_or(body.len());
            let whole = Span::new(span.start as usize + start, span.start as usize + end).trimmed(self.reading.text);
            self.push(section, whole, None);
        }
    }

    /// Adds headings that are requirements: those with an id, and features of which nothing else is said than a paragraph.
    fn headings(&mut self) {
        let document = self.reading.document;
        let count = document.sections.len();
        // Per section with those under it: requirements, and whether one of them has an id that is no criterion's.
        let mut inside = vec![(0_usize, false); count];
        for found in &self.found {
            let own = &mut inside[found.section];
            own.0 += 1;
            own.1 |= found.id.as_ref().is_some_and(|id| !id.local);
        }
        let ids: Vec<Option<Id>> =
            document.sections.iter().map(|s| s.heading.as_ref().and_then(|h| id::leading(self.source(h.text_span), self.words))).collect();
        for section in (1..count).rev() {
            let (found, with_id) = inside[section];
            if let Some(parent) = document.sections[section].parent {
                inside[parent].0 += found;
                inside[parent].1 |= with_id || ids[section].as_ref().is_some_and(|id| !id.local && id.sense == IdSense::Functional);
            }
        }
        let mut by_span: BTreeMap<Span, usize> = self.found.iter().enumerate().map(|(i, f)| (f.span, i)).collect();
        for section in 1..count {
            let Some(heading) = &document.sections[section].heading else { continue };
            let Place { area, named } = self.places[section];
            let (found, with_id) = inside[section];
            let opening = document.blocks_in(section).take_while(|b| b.depth == 0);
            let described = opening.into_iter().find(|b| b.kind == BlockKind::Paragraph && says_something(self.source(b.span)));
            let span = described.map_or(heading.text_span, |b| heading.text_span.join(b.span));
            if let Some(id) = &ids[section] {
                let group = with_id || found > 0 && id.local && described.is_none();
                if group || !Self::admits(area, id, self.source(span)) {
                    continue;
                }
                // A user story under its number is one requirement, not two.
                match described.and_then(|b| by_span.remove(&b.span)) {
                    Some(told) => (self.found[told].span, self.found[told].id) = (span, Some(id.clone())),
                    None => self.push(section, span, Some(id.clone())),
                }
                continue;
            }
            if area == Area::Wanted && !named && found == 0 && described.is_some() {
                self.push(section, span, None);
            }
        }
    }
}

/// The key of the bold words a block opens with, when a colon or dash parts them from what follows.
fn label_of(block: &Block, source: &str) -> Option<String> {
    let lead = block.lead?;
    let from = (lead.start - block.span.start) as usize;
    let label = source.get(from..(lead.end - block.span.start) as usize)?;
    let after = source.get(from + label.len()..)?.trim_start_matches(['*', '_', ' ']);
    (label.ends_with(':') || after.is_empty() || after.starts_with([':', '\u{2013}', '\u{2014}', '-'])).then(|| heading_key(label))
}

/// True for text that opens with a name in back-ticks, set apart from what explains it: a field, an endpoint, a variable.
fn names_code(source: &str) -> bool {
    let inner = source.trim_start_matches('*').strip_prefix('`').and_then(|rest| rest.split_once('`'));
    inner.is_some_and(|(_, after)| !after.trim_start().starts_with(char::is_alphanumeric))
}

/// True for an item that only names the items under it.
fn is_group(block: &Block, text: &str) -> bool {
    let words = text.split_whitespace().count();
    let bold_alone = block.lead.is_some_and(|lead| block.span.end - lead.end <= 3 && lead.start - block.span.start <= 3);
    (bold_alone && words <= BOLD_LABEL_WORDS || text.ends_with(':') && words <= LABEL_WORDS || words <= BARE_LABEL_WORDS)
        && !wording::demands(text)
}

/// True for a paragraph that is more than a label.
fn says_something(source: &str) -> bool {
    source.split_whitespace().count() >= 4
}

/// What stands after the id in its own text.
fn after_id<'t>(text: &'t str, id: &str) -> &'t str {
    text.find(id).map_or(text, |at| &text[at + id.len()..])
}
