//! A document to the sentences, rows and lines of code that may speak of retention, with their words sorted by use.

use crate::checklist::{Checklist, Entry};
use crate::document::{Block, BlockKind, heading_key, push_singular, row_span};
use crate::facts::Reading;
use crate::facts::duration::{self, Duration};
use crate::facts::surroundings::SectionRole;
use crate::lexicon::{TokenHome, word_hash};
use crate::source::Span;
use std::collections::BTreeMap;

/// Longest unit in bytes; what is longer is no sentence.
const LONGEST: u32 = 2000;
/// Words of the longest entry of a list.
const LONGEST_ENTRY: usize = 3;
/// Columns in which a period is looked for.
const WIDEST: usize = 16;
/// Longest label of a remark, in bytes.
const LONGEST_REMARK: usize = 30;
/// Longest label before a colon, in bytes.
const LONGEST_LABEL: usize = 60;

/// Where a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A sentence.
    Prose,
    /// A row of a table.
    Row,
    /// A line of code, a comment or a drawing.
    Code,
}

/// A list of `checklists/words.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    Noun,
    Keeping,
    Deleting,
    Expiring,
    ForGood,
    NotStored,
    Rights,
    Extent,
    Places,
    Noise,
    Data,
    GenericData,
    Passing,
    Spans,
    Moments,
    StrongMoments,
    Actors,
    Governing,
    Heads,
    Purposes,
    Failures,
    Purging,
    Done,
    Archiving,
    StoredAtAll,
    ForGoodAlone,
    NoneAlone,
    Idioms,
    Derived,
}

/// Lists whose hits make a unit worth a look.
const TRIGGERS: &[(&str, List)] = &[
    ("retention-nouns", List::Noun),
    ("retention-keeping", List::Keeping),
    ("retention-deleting", List::Deleting),
    ("retention-expiring", List::Expiring),
    ("retention-for-good", List::ForGood),
    ("retention-not-stored", List::NotStored),
    ("retention-rights", List::Rights),
];

/// Lists with which the words of such a unit are compared.
const COMPARED: &[(&str, List)] = &[
    ("retention-extent", List::Extent),
    ("retention-places", List::Places),
    ("retention-noise", List::Noise),
    ("retention-data", List::Data),
    ("retention-generic-data", List::GenericData),
    ("retention-passing", List::Passing),
    ("retention-spans", List::Spans),
    ("retention-moments", List::Moments),
    ("retention-strong-moments", List::StrongMoments),
    ("retention-actors", List::Actors),
    ("retention-governing", List::Governing),
    ("retention-heads", List::Heads),
    ("retention-purposes", List::Purposes),
    ("retention-failures", List::Failures),
    ("retention-purging", List::Purging),
    ("retention-done", List::Done),
    ("retention-archiving", List::Archiving),
    ("retention-stored-at-all", List::StoredAtAll),
    ("retention-for-good-alone", List::ForGoodAlone),
    ("retention-none-alone", List::NoneAlone),
    ("retention-idioms", List::Idioms),
    ("retention-derived", List::Derived),
];

/// A phrase that makes a unit worth a look: its list, its place, and whether it stands in code.
type Trigger = (List, Span, bool);

/// A sentence, row or line.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    pub text: &'a str,
    pub span: Span,
    pub place: Place,
    pub section: usize,
    /// The paragraph, item or cell around it; for a row the row itself.
    pub block: Span,
    /// Words and phrases by list, in source order.
    pub marks: Vec<(List, Span)>,
    pub durations: Vec<Duration>,
    /// The label of an item or row, or the heading of the column that holds the period: its words and what it labels.
    pub label: Option<(Span, Span)>,
    /// The first cell of a row that is no number or id of the row.
    pub first_cell: Option<Span>,
    /// The words that open the item.
    pub lead: Option<Span>,
    /// True when the label says little alone.
    pub bare_label: bool,
    /// True under a heading that speaks of what lives for a while.
    pub passing_heading: bool,
    /// True under a heading that speaks of retention.
    pub headed: bool,
}

impl<'a> Unit<'a> {
    pub(super) fn all(&self, list: List) -> impl Iterator<Item = Span> + '_ {
        self.marks.iter().filter(move |(l, _)| *l == list).map(|(_, span)| *span)
    }

    pub(super) fn first(&self, list: List) -> Option<Span> {
        self.all(list).next()
    }

    pub(super) fn has(&self, list: List) -> bool {
        self.first(list).is_some()
    }

    pub(super) fn source(&self) -> &'a str {
        self.span.of(self.text)
    }

    /// True when a word of `list` stands within `reach` bytes before `span`.
    pub(super) fn before(&self, list: List, span: Span, reach: u32) -> bool {
        self.all(list).any(|s| s.end <= span.start && span.start - s.end <= reach)
    }

    /// True when a word of `list` stands within `reach` bytes after `span`.
    pub(super) fn after(&self, list: List, span: Span, reach: u32) -> bool {
        self.all(list).any(|s| s.start >= span.end && s.start - span.end <= reach)
    }

    /// The data nearest to what is said of it, those before it first; None when what lives for a while stands nearer.
    pub(super) fn data(&self, near: Span) -> Option<Span> {
        let (noun, span) = self.noun(near)?;
        (noun == List::Data).then_some(span)
    }

    /// The data nearest behind what is said of it: the object of its verb.
    pub(super) fn data_after(&self, near: Span) -> Option<Span> {
        let object = self.all(List::Data).find(|data| data.start >= near.end)?;
        // "Without storing the secret in the record": the record is where.
        let between = Span { start: near.end, end: object.start }.of(self.text);
        let elsewhere = between.split_whitespace().any(|word| matches!(word, "in" | "on" | "at" | "to" | "into"));
        (!elsewhere).then_some(object)
    }

    /// True when what is spoken of lives for a while by design: a session, a token, a cached value.
    pub(super) fn is_passing(&self, near: Span) -> bool {
        self.noun(near).is_some_and(|(noun, _)| noun == List::Passing)
    }

    /// The noun nearest to `near`: data or what lives for a while.
    fn noun(&self, near: Span) -> Option<(List, Span)> {
        let nouns = || {
            self.marks
                .iter()
                .copied()
                .filter(|(l, span)| matches!(l, List::Data | List::Passing) && (span.end <= near.start || span.start >= near.end))
        };
        let before = nouns().filter(|(_, span)| span.end <= near.start).max_by_key(|(l, span)| (span.end, *l == List::Passing));
        let after = nouns().filter(|(_, span)| span.start >= near.end).min_by_key(|(l, span)| (span.start, *l != List::Passing));
        let (list, span) = before.or(after)?;
        // "Session data" is a session; "session recordings" are data.
        let generic = list == List::Data && self.marks.contains(&(List::GenericData, span));
        let coloured = generic && self.all(List::Passing).any(|p| p.end <= span.start && span.start - p.end <= 1);
        Some(if coloured { (List::Passing, span) } else { (list, span) })
    }

    /// Which data a statement is about; `row` is the first cell of a row where it names data.
    pub(super) fn subject(&self, said: Span, row: Option<Span>) -> Option<Span> {
        // An id in the first cell names the row, not the data; beside a period stands its data.
        let cell = if self.label.is_some() { self.first_cell } else { row };
        let cell = cell.filter(|cell| !cell.contains(said) && !cell.is_empty() && !is_id(cell.of(self.text)));
        let label =
            self.label.map(|(label, _)| label).filter(|label| self.all(List::Data).any(|d| label.contains(d)) && !label.contains(said));
        // "Deletes recordings" says what; "deletes the data" leaves it to the words around.
        let generic = |data: &Span| self.marks.contains(&(List::GenericData, *data));
        let object = || self.all(List::Data).find(|data| said.contains(*data) && said != *data && !generic(data));
        let beside = || self.data(said).filter(|data| self.is_in_one_cell(*data, said) && !self.is_prefix(*data));
        cell.or(label).or_else(object).or_else(beside)
    }

    /// True when no bar of a row lies between.
    fn is_in_one_cell(&self, one: Span, other: Span) -> bool {
        let between = Span { start: one.end.min(other.end), end: one.start.max(other.start) };
        self.place != Place::Row || between.is_empty() || !between.of(self.text).contains('|')
    }

    /// True for the first part of a word: "post-deletion".
    fn is_prefix(&self, word: Span) -> bool {
        self.text[word.end as usize..].strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    }

    /// Who or what does it: the longest name of the nearest.
    pub(super) fn actor(&self, said: Span) -> Option<Span> {
        let nearest = self.all(List::Actors).min_by_key(|s| said.start.abs_diff(s.start))?;
        self.all(List::Actors).filter(|s| s.contains(nearest)).max_by_key(|s| s.end - s.start)
    }
}

/// True for an id in back-ticks: `fr-log-retention`.
fn is_id(cell: &str) -> bool {
    let inner = cell.trim().trim_matches('`');
    inner.len() < cell.trim().len() && inner.bytes().filter(|byte| *byte == b'-').count() > 1 && !inner.contains(' ')
}

/// True for what only numbers a row: "3", "PD-1", "4.2".
fn numbers_row(cell: &str) -> bool {
    let cell = cell.trim().trim_matches(['*', '`']);
    let parted = cell.contains(['-', '.']) || cell.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = cell.bytes().any(|byte| byte.is_ascii_digit());
    parted && numbers && cell.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() || matches!(byte, b'-' | b'.'))
}

/// Every unit with a trigger, and every row and item under a heading of retention.
pub(super) fn of<'a>(reading: &Reading<'a>) -> Vec<Unit<'a>> {
    let topic = reading.checklist.topic_index("retention_deletion");
    let headed: Vec<bool> = (0..reading.document.sections.len()).map(|section| is_headed(reading, section, topic)).collect();
    // Units by block and place, with the triggers found in them and whether they stand in code.
    let mut units: BTreeMap<(usize, Span), Vec<Trigger>> = BTreeMap::new();
    let mut cutter = Cutter { reading, home: usize::MAX, cuts: Vec::new() };
    for (hit, entry) in reading.entries() {
        let Entry::Word(name) = entry else { continue };
        let Some((_, list)) = TRIGGERS.iter().find(|(trigger, _)| trigger == name) else { continue };
        let TokenHome::Block(block) = reading.tokens.homes[hit.home as usize].0 else { continue };
        let span = cutter.cut(hit.home as usize, block, hit.span);
        let coded = reading.tokens.all[hit.token as usize].is_code();
        units.entry((block, span)).or_default().push((*list, hit.span, coded));
    }
    for (id, block) in reading.document.blocks.iter().enumerate().filter(|(_, b)| headed[b.section]) {
        for span in parts(reading, block) {
            units.entry((id, span)).or_default();
        }
    }
    for (table, id) in
        reading.document.blocks.iter().enumerate().filter_map(|(id, b)| if let BlockKind::Table(t) = b.kind { Some((t, id)) } else { None })
    {
        let table = &reading.document.tables[table];
        if column(reading, table.header.as_slice()).is_some() {
            for row in &table.rows {
                units.entry((id, row_span(row).unwrap_or_default())).or_default();
            }
        }
    }
    let blocks = &reading.document.blocks;
    let read = units.into_iter().filter(|((block, span), _)| {
        let block = &blocks[*block];
        let aside = matches!(
            reading.section_roles[block.section],
            Some(
                SectionRole::Problem
                    | SectionRole::Competitors
                    | SectionRole::Personas
                    | SectionRole::Alternatives
                    | SectionRole::References
                    | SectionRole::Glossary
                    | SectionRole::Examples
                    | SectionRole::History
                    | SectionRole::Open
            )
        );
        span.end.saturating_sub(span.start) <= LONGEST && !reading.silent[block.section] && !aside && !is_remark(reading, block)
    });
    read.map(|((block, span), marks)| build(reading, &blocks[block], span, marks, headed[blocks[block].section])).collect()
}

/// True for a paragraph or item that says why, not what: "Rationale: ...".
fn is_remark(reading: &Reading<'_>, block: &Block) -> bool {
    if matches!(block.kind, BlockKind::Table(_) | BlockKind::Code { .. }) {
        return false;
    }
    let body = block.span.of(reading.text);
    let Some(colon) = body.bytes().take(LONGEST_REMARK).position(|byte| byte == b':') else { return false };
    reading.checklist.word_keys("retention-remarks").is_some_and(|keys| keys.contains(&heading_key(&body[..colon])))
}

/// True when the heading itself, or the one around it, names retention as a whole.
fn is_headed(reading: &Reading<'_>, section: usize, topic: Option<usize>) -> bool {
    let full = |id: usize| reading.uses[id].iter().any(|u| Some(u.topic) == topic && u.fit == crate::checklist::HeadingFit::Full);
    let parent = reading.document.sections[section].parent;
    !reading.is_title(section) && (full(section) || parent.is_some_and(|p| full(p) && !reading.is_title(p)))
}

/// The column that holds the period, by its heading.
fn column(reading: &Reading<'_>, header: &[Span]) -> Option<usize> {
    let labels = reading.checklist.word_keys("retention-labels")?;
    header.iter().take(WIDEST).skip(1).position(|cell| labels.contains(&heading_key(cell.of(reading.text)))).map(|at| at + 1)
}

/// The rows, items and paragraphs of a block.
fn parts(reading: &Reading<'_>, block: &Block) -> Vec<Span> {
    match &block.kind {
        BlockKind::Table(index) => reading.document.tables[*index].rows.iter().map(|row| row_span(row).unwrap_or_default()).collect(),
        BlockKind::Item { .. } | BlockKind::Cell => vec![block.span],
        _ => Vec::new(),
    }
}

/// Cuts a home into units, each home once.
struct Cutter<'a, 'r> {
    reading: &'r Reading<'a>,
    home: usize,
    /// Units of that home, in source order.
    cuts: Vec<Span>,
}

impl Cutter<'_, '_> {
    /// The unit around a hit.
    fn cut(&mut self, home: usize, block: usize, hit: Span) -> Span {
        let block = &self.reading.document.blocks[block];
        match &block.kind {
            BlockKind::Table(index) => {
                let table = &self.reading.document.tables[*index];
                let row = table.row_at(hit.start).map_or(&table.header, |at| &table.rows[at]);
                return row_span(row).unwrap_or_default();
            }
            BlockKind::Code { .. } => {
                let line = hit.lines(self.reading.text);
                return Span { start: line.start.max(block.span.start), end: line.end.min(block.span.end) };
            }
            _ => {}
        }
        if self.home != home {
            self.home = home;
            let range = &self.reading.tokens.homes[home].1;
            let words = &self.reading.tokens.all[range.start as usize..range.end as usize];
            let starts = words.iter().filter(|w| w.opens_sentence()).map(|w| w.start);
            let mut starts: Vec<u32> = starts.collect();
            if let Some(first) = starts.first_mut() {
                *first = block.span.start;
            }
            let ends = starts.iter().skip(1).copied().chain([block.span.end]);
            self.cuts = starts.iter().zip(ends).map(|(&start, end)| Span { start, end }.trimmed(self.reading.text)).collect();
        }
        let after = self.cuts.partition_point(|cut| cut.start <= hit.start);
        after.checked_sub(1).map_or(block.span, |at| self.cuts[at])
    }
}

fn build<'a>(reading: &Reading<'a>, block: &Block, span: Span, triggers: Vec<Trigger>, headed: bool) -> Unit<'a> {
    let text = reading.text;
    let durations = duration::find(span, text);
    let place = match block.kind {
        BlockKind::Table(_) => Place::Row,
        BlockKind::Code { .. } => Place::Code,
        _ => Place::Prose,
    };
    // A name in back-ticks says nothing of its own: `fr-log-retention` is an id.
    let counts = |coded: bool| !coded || place == Place::Code || !durations.is_empty();
    let mut marks: Vec<(List, Span)> =
        triggers.into_iter().filter(|(_, _, coded)| counts(*coded)).map(|(list, span, _)| (list, span)).collect();
    compare(reading.checklist, span, text, &mut marks);
    let idioms: Vec<Span> = marks.iter().filter(|(list, _)| *list == List::Idioms).map(|(_, span)| *span).collect();
    marks.retain(|(_, span)| !idioms.iter().any(|idiom| idiom.contains(*span)));
    // "The raw secret" is about the secret; "audio.raw" is data.
    marks.retain(|(list, span)| *list != List::Data || !span.of(text).eq_ignore_ascii_case("raw") || !is_adjective(*span, text));
    // "Retained for the agreed window" keeps for a time; other windows open and close.
    if marks.iter().any(|(list, span)| *list == List::Keeping && span.of(text).eq_ignore_ascii_case("retained")) {
        marks.retain(|(list, span)| *list != List::Passing || !span.of(text).eq_ignore_ascii_case("window"));
    }
    marks.sort_by_key(|(list, span)| (*span, *list));
    marks.dedup();
    let (mut label, mut first_cell) = (None, None);
    if let BlockKind::Table(index) = block.kind {
        let table = &reading.document.tables[index];
        let row = table.row_at(span.start).map(|at| &table.rows[at]);
        first_cell = row.and_then(|row| row.iter().copied().find(|cell| !numbers_row(cell.of(text))));
        let held = column(reading, &table.header).and_then(|at| Some((*table.header.get(at)?, *row?.get(at)?)));
        label = held.or_else(|| row.and_then(|row| row_label(reading, row)));
    } else if place == Place::Prose && span.start == block.span.start {
        label = lead_label(reading, block, span);
    }
    let bare = reading.checklist.word_keys("retention-bare-labels");
    let bare_label = label.is_some_and(|(words, _)| bare.is_some_and(|b| b.contains(&heading_key(words.of(text)))));
    // Products and people are retained too: then neither noun nor label nor heading speaks of data.
    let noise = marks.iter().any(|(list, _)| *list == List::Noise);
    if noise {
        marks.retain(|(list, _)| *list != List::Noun);
        label = None;
    }
    let headed = headed && !noise;
    let passing = reading.checklist.word_keys("retention-passing");
    let heading = reading.keys[block.section].first().map_or("", String::as_str);
    let passing_heading = heading.split(' ').any(|word| passing.is_some_and(|p| p.contains(word)));
    // What stands under "Upgrade and rollback" is said of a state between two versions.
    let failures = reading.checklist.word_keys("retention-failure-headings");
    if heading.split(' ').any(|word| failures.is_some_and(|f| f.contains(word))) {
        marks.insert(0, (List::Failures, Span { start: span.start, end: span.start }));
    }
    let around = if place == Place::Prose { block.span } else { span };
    Unit {
        text,
        span,
        place,
        section: block.section,
        block: around,
        marks,
        durations,
        label,
        first_cell,
        lead: block.lead.filter(|_| place == Place::Prose),
        bare_label,
        headed,
        passing_heading,
    }
}

/// True for a word that the next one goes on from.
fn is_adjective(word: Span, text: &str) -> bool {
    text[word.end as usize..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

fn is_label(reading: &Reading<'_>, words: Span) -> bool {
    let key = heading_key(words.of(reading.text));
    let among = |list: &str| reading.checklist.word_keys(list).is_some_and(|keys| keys.contains(&key));
    among("retention-labels") || key.ends_with(" retention") && key.split(' ').count() <= 4 && !among("retention-noise")
}

/// A row whose first or second cell names retention.
fn row_label(reading: &Reading<'_>, row: &[Span]) -> Option<(Span, Span)> {
    let at = row.iter().take(2).position(|cell| is_label(reading, *cell))?;
    let rest = row.get(at + 1..).filter(|rest| !rest.is_empty())?;
    Some((row[at], row_span(rest).unwrap_or_default()))
}

/// "Log retention: ..." at the start of an item or paragraph.
fn lead_label(reading: &Reading<'_>, block: &Block, span: Span) -> Option<(Span, Span)> {
    let body = span.of(reading.text);
    let colon = body.char_indices().take(LONGEST_LABEL).find(|(_, c)| *c == ':').map(|(at, _)| at);
    let words = block.lead.or_else(|| colon.map(|at| Span::new(span.start as usize, span.start as usize + at)))?;
    let rest = Span { start: words.end.min(span.end), end: span.end };
    let says = rest.of(reading.text).chars().filter(|c| c.is_alphanumeric()).count() > 3;
    (says && is_label(reading, words)).then_some((words, rest))
}

/// Adds what the words of a unit are, list by list.
fn compare(checklist: &Checklist, span: Span, text: &str, marks: &mut Vec<(List, Span)>) {
    let body = span.of(text);
    // Words, and whether they stand in code.
    let mut words: Vec<(Span, bool)> = Vec::new();
    let (mut from, mut in_code) = (None, false);
    for (at, c) in body.char_indices().chain([(body.len(), ' ')]) {
        match (c.is_alphanumeric(), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                words.push((Span::new(span.start as usize + start, span.start as usize + at), in_code));
                from = None;
            }
            _ => {}
        }
        in_code ^= c == '`';
    }
    let mut key = String::new();
    for (first, &(opening, coded)) in words.iter().enumerate() {
        if !checklist.heading_openings.contains(&word_hash(opening.of(text))) {
            continue;
        }
        key.clear();
        for (word, _) in words[first..].iter().take(LONGEST_ENTRY) {
            if !key.is_empty() {
                key.push(' ');
            }
            push_singular(&mut key, word.of(text));
            let place = opening.join(*word);
            let names = checklist.heading_lists.get(key.as_str()).into_iter().flatten();
            let lists = names.filter_map(|name| COMPARED.iter().find(|(compared, _)| **compared == **name)).map(|(_, list)| *list);
            // A flag or a name in back-ticks does nothing: `--prune`.
            let does = |list: &List| !coded || !matches!(list, List::Purging | List::Done | List::Archiving);
            marks.extend(lists.filter(does).map(|list| (list, place)));
        }
    }
}
