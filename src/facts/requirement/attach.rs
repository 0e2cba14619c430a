//! What is attached to each requirement: title, wording, priority and scope with where they are said.
//!
//! The nearest place wins: a column of its row, a mark in its text or a label under it, what it stands under, its words.

use super::criteria;
use super::said::{self, Level, Passage, Said, SaidBy, Sayings, Says};
use super::{Found, Priority, Requirement, Scope, Wording, label_of, wording};
use crate::checklist::requirement_words::Vocabulary;
use crate::document::{Block, BlockKind, HeadingStyle, heading_key, plain};
use crate::facts::Reading;
use crate::facts::id_mention::Ids;
use crate::source::Span;
use std::collections::BTreeMap;

/// How much of a line is looked at for marks, in bytes.
const MARKED: usize = 160;
/// Longest lead-in or label, in bytes, that is read as a heading of its list.
const LEAD_IN: usize = 80;
/// How far above an item the items around it are looked for, in blocks.
const ABOVE: usize = 200;
/// Longest title, in characters.
const TITLE: usize = 80;

/// How a requirement stands in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A heading with what follows it.
    Heading,
    /// A block, or what begins with it.
    Block(usize),
    /// A row of the table that is this block.
    Row { block: usize, table: usize, row: usize },
}

/// The requirements with where they stand.
pub(super) struct Placed<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) words: &'a Vocabulary,
    pub(super) found: &'a [Found],
    pub(super) origins: Vec<Origin>,
    /// Requirements that stand in each section itself.
    pub(super) by_section: Vec<Vec<usize>>,
    /// The requirement that begins with each block.
    pub(super) by_block: BTreeMap<usize, usize>,
}

impl<'a> Placed<'a> {
    fn new(reading: &'a Reading<'a>, words: &'a Vocabulary, found: &'a [Found]) -> Self {
        let document = reading.document;
        let origins: Vec<Origin> = found.iter().map(|f| origin(reading, f)).collect();
        let mut by_section = vec![Vec::new(); document.sections.len()];
        let mut by_block = BTreeMap::new();
        for (at, (f, origin)) in found.iter().zip(&origins).enumerate() {
            by_section[f.section].push(at);
            if let Origin::Block(block) = origin {
                by_block.entry(*block).or_insert(at);
            }
        }
        Self { reading, words, found, origins, by_section, by_block }
    }

    pub(super) fn source(&self, span: Span) -> &'a str {
        span.of(self.reading.text)
    }

    /// The items around a block, nearest first.
    pub(super) fn items_above(&self, block: usize) -> impl Iterator<Item = usize> + '_ {
        let blocks = &self.reading.document.blocks;
        let (section, mut depth) = (blocks[block].section, blocks[block].depth);
        let list = (0..block).rev().take(ABOVE).take_while(move |at| blocks[*at].section == section && blocks[*at].depth > 0);
        list.filter(move |at| {
            let above = blocks[*at].depth < depth && matches!(blocks[*at].kind, BlockKind::Item { .. });
            depth = if above { blocks[*at].depth } else { depth };
            above
        })
    }

    /// True for a requirement with an id of its own that what follows it in its section belongs to.
    pub(super) fn is_identified(&self, at: usize) -> bool {
        let id = self.found[at].id.as_ref().filter(|id| !id.local);
        id.is_some_and(|id| match self.origins[at] {
            Origin::Block(block) => id.alone || self.reading.document.blocks[block].depth == 0,
            _ => false,
        })
    }

    /// The requirement that a block at `offset` outside its list belongs to, by its section alone: the last with an id of
    /// its own, else the heading.
    pub(super) fn owner_in(&self, section: usize, offset: u32) -> Option<usize> {
        let own = &self.by_section[section];
        let before = &own[..own.partition_point(|at| self.found[*at].span.start < offset)];
        let identified = before.iter().rev().copied().find(|at| self.is_identified(*at));
        identified.or_else(|| before.iter().copied().find(|at| self.origins[*at] == Origin::Heading))
    }

    /// The section that a bold line which is a label ("What to update:") stands in.
    pub(super) fn around_labels(&self, mut section: usize) -> usize {
        let sections = &self.reading.document.sections;
        while let Some((heading, parent)) = sections[section].heading.as_ref().zip(sections[section].parent) {
            let key = self.reading.keys[section].first().map_or("", String::as_str);
            let is_label =
                heading.text.ends_with(':') || self.words.is_label(key) || self.reading.heading_in(section, "requirement-acceptance");
            if heading.style != HeadingStyle::Bold || !is_label {
                break;
            }
            section = parent;
        }
        section
    }
}

fn origin(reading: &Reading<'_>, found: &Found) -> Origin {
    let document = reading.document;
    let start = found.span.start;
    if document.sections[found.section].heading.as_ref().is_some_and(|h| h.text_span.start == start) {
        return Origin::Heading;
    }
    let block = document.blocks.partition_point(|b| b.span.start <= start).saturating_sub(1);
    if let Some(BlockKind::Table(table)) = document.blocks.get(block).map(|b| &b.kind)
        && let Some(row) = document.tables[*table].row_at(start)
    {
        return Origin::Row { block, table: *table, row };
    }
    Origin::Block(block)
}

/// The requirements as read, with everything attached.
pub(super) fn attach(reading: &Reading<'_>, words: &Vocabulary, found: &[Found]) -> Vec<Requirement> {
    let title = reading.document.title().map_or("", |h| h.text.as_str());
    let placed = Placed::new(reading, words, found);
    let sayings = Sayings::new(reading.checklist, title);
    let ids = Ids::new(reading.checklist);
    let mut acceptance = criteria::of(&placed, &ids);
    let teller = Teller { placed: &placed, sayings: &sayings };
    let (labels, by_section) = teller.labels();
    let sections = teller.sections(&by_section);
    let mut said: Vec<[(Says, SaidBy); 3]> = (0..found.len()).map(|at| teller.said(at, &labels, &sections)).collect();
    let amended = teller.amendments(&ids);
    let levels = said.iter().flatten().filter_map(|(says, _)| says.priority);
    let lowest = levels.filter_map(|(level, _)| if let Level::Number(number) = level { Some(number) } else { None }).min();
    let first = lowest.unwrap_or_default().min(1);
    let mut all = Vec::with_capacity(found.len());
    for (at, f) in found.iter().enumerate() {
        let said = std::mem::take(&mut said[at]);
        let priority = said.iter().find_map(|(says, by)| {
            let (level, span) = says.priority?;
            Some(Said { value: level.priority(first), span, by: *by })
        });
        let modal = || said::modal(f.span, reading.text).map(|(value, span)| Said { value, span, by: SaidBy::Wording });
        let priority = priority.or_else(modal);
        let scope = said.iter().find_map(|(says, by)| says.scope.map(|(value, span)| Said { value, span, by: *by }));
        // What is put off under "Must have" is no must.
        let put_off = scope.is_some_and(|scope| scope.value != Scope::In && scope.by < SaidBy::Section);
        let priority = priority.filter(|priority| !put_off || priority.by != SaidBy::Section);
        let amended = amended.get(&at).map(|(value, span)| Said { value: *value, span: *span, by: SaidBy::Amendment });
        let refused = priority.filter(|p| p.value == Priority::Wont).map(|p| Said { value: Scope::Out, span: p.span, by: p.by });
        all.push(Requirement {
            id: f.id.as_ref().map_or_else(|| format!("R{}", at + 1), |id| id.name.clone()),
            has_id: f.id.is_some(),
            span: f.span,
            title: teller.title(at),
            wording: teller.wording(at),
            priority,
            scope: amended.or(scope).or(refused),
            acceptance: std::mem::take(&mut acceptance[at]),
        });
    }
    all
}

/// Reads what is said of requirements.
struct Teller<'a> {
    placed: &'a Placed<'a>,
    sayings: &'a Sayings<'a>,
}

impl Teller<'_> {
    fn source(&self, span: Span) -> &str {
        self.placed.source(span)
    }

    fn read(&self, span: Span, passage: Passage) -> Says {
        self.sayings.read(span, self.placed.reading.text, passage)
    }

    /// What a column or label of this key is about.
    fn passage(&self, key: &str) -> Option<Passage> {
        let checklist = self.placed.reading.checklist;
        let holds = |list: &str| checklist.word_keys(list).is_some_and(|keys| keys.contains(key));
        if holds("requirement-priority-labels") {
            return Some(Passage::Priority);
        }
        holds("requirement-scope-labels").then_some(Passage::Scope)
    }

    /// What stands behind the label that each line of a block opens with.
    fn labelled(&self, span: Span) -> Says {
        let mut says = Says::default();
        let mut start = span.start as usize;
        for line in self.source(span).split_inclusive('\n') {
            for part in line.split_inclusive(['|', '\u{b7}', '\u{2022}']) {
                if let Some((label, value)) = part.split_once(':').filter(|(label, _)| label.len() <= 40)
                    && let Some(passage) = self.passage(&heading_key(label))
                {
                    let from = start + label.len() + 1;
                    says = says.or(self.read(Span::new(from, from + value.len()), passage));
                }
                start += part.len();
            }
        }
        says
    }

    /// What labels say: of each requirement, and of each section.
    fn labels(&self) -> (Vec<Says>, Vec<Says>) {
        let document = self.placed.reading.document;
        let mut of = vec![Says::default(); self.placed.found.len()];
        let mut sections = vec![Says::default(); document.sections.len()];
        for (at, block) in document.blocks.iter().enumerate() {
            let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Cell);
            if !is_text || self.placed.by_block.contains_key(&at) {
                continue;
            }
            let says = self.labelled(block.span);
            if says.is_empty() {
                continue;
            }
            let above = self.placed.items_above(at).find_map(|item| self.placed.by_block.get(&item).copied());
            let section = self.placed.around_labels(block.section);
            match above.filter(|_| block.depth > 0).or_else(|| self.placed.owner_in(section, block.span.start)) {
                Some(owner) => {
                    of[owner] = of[owner].or(says);
                    // What a feature's heading is given goes for all that stands under it.
                    if self.placed.origins[owner] == Origin::Heading {
                        sections[section] = sections[section].or(says);
                    }
                }
                // Above all sections stands the version of the document itself.
                None if section == 0 || Some(section) == self.title_section() => {}
                None => sections[section] = sections[section].or(says),
            }
        }
        for section in &document.sections {
            let Some((heading, parent)) = section.heading.as_ref().zip(section.parent) else { continue };
            if heading.style == HeadingStyle::Bold && heading.text.contains(':') {
                sections[parent] = sections[parent].or(self.labelled(heading.text_span));
            }
        }
        (of, sections)
    }

    fn title_section(&self) -> Option<usize> {
        self.placed.reading.document.sections.iter().position(|s| s.heading.as_ref().is_some_and(|h| h.level == 1))
    }

    /// What each section says, by a label in it, its heading, or what it stands under; not by the title.
    fn sections(&self, labels: &[Says]) -> Vec<Says> {
        let document = self.placed.reading.document;
        let title = self.title_section();
        let mut all: Vec<Says> = Vec::with_capacity(document.sections.len());
        for (id, section) in document.sections.iter().enumerate() {
            let outer = section.parent.map_or(Says::default(), |parent| all[parent]);
            let Some(heading) = section.heading.as_ref().filter(|_| Some(id) != title) else {
                all.push(outer.or(labels[id]));
                continue;
            };
            let mut own = self.read(self.after_number(heading.text_span), Passage::Heading);
            if is_struck(self.source(heading.text_span)) {
                own.scope = Some((Scope::Out, heading.text_span));
            }
            all.push(labels[id].or(own).or(outer));
        }
        all
    }

    /// A heading without the number of its chapter.
    fn after_number(&self, span: Span) -> Span {
        let text = self.source(span);
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ' | '#' | '*' | '\\'));
        Span::new(span.end as usize - rest.len(), span.end as usize)
    }

    /// What is said of one requirement outside its wording, the most binding first.
    fn said(&self, at: usize, all_labels: &[Says], sections: &[Says]) -> [(Says, SaidBy); 3] {
        let found = &self.placed.found[at];
        let section = sections[found.section];
        let (columns, text) = match self.placed.origins[at] {
            Origin::Row { table, row, .. } => {
                let name = self.cells(at).next().map(|(cell, _)| self.marks(cell));
                (self.columns(table, row), name.unwrap_or_default())
            }
            Origin::Heading => (Says::default(), Says::default()),
            Origin::Block(_) => (Says::default(), self.marks(found.span)),
        };
        let mut around = section;
        let owner = self.placed.owner_in(found.section, found.span.start).filter(|owner| *owner != at && self.placed.is_identified(*owner));
        if let Some(owner) = owner {
            around = self.marks(self.placed.found[owner].span).or(all_labels[owner]).or(section);
        } else if let Origin::Block(block) = self.placed.origins[at] {
            around = self.lead_ins(block).or(section);
        }
        if let Origin::Row { block, .. } = self.placed.origins[at] {
            around = self.lead_in(block).or(section);
        }
        [(columns, SaidBy::Column), (text.or(all_labels[at]), SaidBy::Label), (around, SaidBy::Section)]
    }

    /// What the columns of a row say that are about priority or scope.
    fn columns(&self, table: usize, row: usize) -> Says {
        let table = &self.placed.reading.document.tables[table];
        let mut says = Says::default();
        for (header, cell) in table.header.iter().zip(&table.rows[row]) {
            if let Some(passage) = self.passage(&heading_key(self.source(*header))) {
                says = says.or(self.read(*cell, passage));
            }
        }
        says
    }

    /// The cells of a row that state something, with their text: neither its id nor its priority or scope.
    fn cells(&self, at: usize) -> impl Iterator<Item = (Span, String)> + '_ {
        let Placed { reading, found, origins, .. } = self.placed;
        let id = found[at].id.as_ref().map_or("", |id| id.name.as_str());
        let (header, cells): (&[Span], &[Span]) = match origins[at] {
            Origin::Row { table, row, .. } => (&reading.document.tables[table].header, &reading.document.tables[table].rows[row]),
            _ => (&[], &[]),
        };
        let is_value = |column: usize| header.get(column).is_some_and(|h| self.passage(&heading_key(self.source(*h))).is_some());
        let stating = cells.iter().enumerate().filter(move |(column, _)| !is_value(*column));
        let texts = stating.map(|(_, cell)| (*cell, plain(self.source(*cell))));
        texts.filter(move |(_, text)| text != id && text.chars().filter(|c| c.is_alphabetic()).count() > 2)
    }

    /// What the items around a block and the lead-in of its list say.
    fn lead_ins(&self, block: usize) -> Says {
        let blocks = &self.placed.reading.document.blocks;
        if blocks[block].depth == 0 {
            return Says::default();
        }
        let mut says = Says::default();
        let mut first = block;
        for item in self.placed.items_above(block) {
            first = item;
            if !self.placed.by_block.contains_key(&item) && (blocks[item].span.end - blocks[item].span.start) as usize <= LEAD_IN {
                says = says.or(self.read(blocks[item].span, Passage::Heading));
            }
        }
        let list = blocks[..first].iter().rev().take(ABOVE).take_while(|b| b.depth > 0 && b.section == blocks[block].section).count();
        says.or(self.lead_in(first - list))
    }

    /// What the paragraph right before a list or table says, when it leads in to it.
    fn lead_in(&self, block: usize) -> Says {
        let blocks = &self.placed.reading.document.blocks;
        let before = block.checked_sub(1).map(|at| &blocks[at]).filter(|b| b.section == blocks[block].section);
        let is_lead_in = |b: &&Block| {
            let source = self.source(b.span).trim_end_matches(['*', '_', ' ']);
            b.kind == BlockKind::Paragraph && source.len() <= LEAD_IN && source.ends_with(':')
        };
        before.filter(is_lead_in).map_or(Says::default(), |b| self.read(b.span, Passage::Heading))
    }

    /// Marks at the beginning of a requirement's text, and in brackets in its title or at the end of its first line.
    fn marks(&self, span: Span) -> Says {
        let text = self.placed.reading.text;
        let source = self.source(span);
        let mut says = Says::default();
        if is_struck(source) {
            says.scope = Some((Scope::Out, span));
        }
        let line = source.lines().next().unwrap_or_default();
        let start = span.start as usize;
        let line = &line[..line.floor_char_boundary(MARKED)];
        says = says.or(self.leading(line, start).0);
        for (open, _) in line.match_indices('(') {
            let Some(length) = line[open + 1..].find(')') else { break };
            let close = open + 1 + length;
            let after = line[close + 1..].trim_start_matches(['*', '_', '`', ' ']);
            if after.starts_with([':', '-', '\u{2013}', '\u{2014}']) || !after.contains(char::is_alphanumeric) {
                says = says.or(self.sayings.read(Span::new(start + open + 1, start + close), text, Passage::Mark));
            }
        }
        says
    }

    /// Marks that a line at `start` begins with or has right behind its id, and where in the line they end.
    fn leading(&self, line: &str, start: usize) -> (Says, usize) {
        let (mut says, mut at, mut end) = (Says::default(), 0, 0);
        for part in line.split_inclusive(is_joint).take(12) {
            let inner = part.trim_end_matches(is_joint);
            let from = start + at;
            at += part.len();
            let bare = inner.trim();
            if bare.is_empty() || matches!(bare, "x" | "X" | "ID" | "Id") {
                continue;
            }
            let mark = self.read(Span::new(from, from + inner.len()), Passage::Mark);
            let is_level = matches!(mark.priority, Some((Level::Number(_), _))) && part.len() > inner.len();
            if mark.is_empty() || !is_level && !parts(&line[at - (part.len() - inner.len())..]) {
                break;
            }
            says = says.or(mark);
            end = at;
        }
        (says, end)
    }

    /// Scopes that tables of amendments give to requirements they name by id.
    fn amendments(&self, ids: &Ids<'_>) -> BTreeMap<usize, (Scope, Span)> {
        let Placed { reading, found, .. } = self.placed;
        let mut amended = BTreeMap::new();
        let named: BTreeMap<&str, usize> =
            found.iter().enumerate().filter_map(|(at, f)| Some((f.id.as_ref().filter(|id| !id.local)?.name.as_str(), at))).collect();
        for block in &reading.document.blocks {
            let BlockKind::Table(table) = block.kind else { continue };
            if !self.is_amendment(block.section) {
                continue;
            }
            for row in &reading.document.tables[table].rows {
                // What was comes before what shall be.
                let scope = row.iter().rev().find_map(|cell| self.read(*cell, Passage::Scope).scope);
                let Some((scope, (first, last))) = scope.zip(row.first().zip(row.last())) else { continue };
                for id in ids.within(first.join(*last), reading.text) {
                    let at = named.get(id.of(reading.text)).copied();
                    if let Some(at) = at.filter(|at| !first.join(*last).contains(found[*at].span)) {
                        amended.insert(at, scope);
                    }
                }
            }
        }
        amended
    }

    fn is_amendment(&self, section: usize) -> bool {
        let reading = self.placed.reading;
        reading.document.around(section).any(|id| reading.heading_in(id, "requirement-amendments"))
    }

    /// Its heading, bold words, cell or first sentence.
    fn title(&self, at: usize) -> String {
        let Placed { reading, found, origins, .. } = self.placed;
        let f = &found[at];
        let heading = reading.document.sections[f.section].heading.as_ref();
        let id = f.id.as_ref().map_or("", |id| id.name.as_str());
        let words = match origins[at] {
            Origin::Heading => heading.map_or(String::new(), |h| h.text.clone()),
            Origin::Row { .. } => self.cells(at).next().map_or(String::new(), |(_, text)| text),
            Origin::Block(_) if f.id.as_ref().is_some_and(|id| id.alone) => heading.map_or(String::new(), |h| h.text.clone()),
            Origin::Block(block) => {
                let block = &reading.document.blocks[block];
                let source = self.source(f.span);
                let behind_id = source.find(id).map_or(0, |at| at + id.len());
                let start = f.span.start as usize + behind_id;
                let line = source[behind_id..].lines().next().unwrap_or_default();
                let (_, marks) = self.leading(&line[..line.floor_char_boundary(MARKED)], start);
                let rest = Span::new(start + marks, f.span.end as usize);
                let lead = block.lead.filter(|lead| rest.contains(*lead));
                let first = |rest: Span| wording::sentences(rest, reading.text).first().map_or(String::new(), |s| plain(self.source(*s)));
                match lead {
                    // "**Requirement:** Show the list": what it is called stands behind.
                    Some(lead) if self.is_bare_label(lead) => first(Span { start: lead.end, ..rest }),
                    Some(lead) => plain(self.source(lead)),
                    None => first(rest),
                }
            }
        };
        let bare = words.trim_start().strip_prefix(id).unwrap_or(&words);
        let bare = bare.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '`' | '(' | '"' | '/' | '<' | '\u{201c}'));
        let bare = bare.trim_end_matches([':', '.', ' ']);
        match bare.char_indices().nth(TITLE) {
            Some((end, _)) => format!("{}\u{2026}", bare[..end].trim_end()),
            None => bare.to_owned(),
        }
    }

    fn is_bare_label(&self, lead: Span) -> bool {
        let labels = self.placed.reading.checklist.word_keys("requirement-bare-labels");
        labels.is_some_and(|labels| labels.contains(&heading_key(self.source(lead))))
    }

    fn wording(&self, at: usize) -> Wording {
        let Placed { reading, found, origins, .. } = self.placed;
        let f = &found[at];
        let text = match origins[at] {
            Origin::Row { .. } => self.cells(at).map(|(_, text)| text).collect::<Vec<_>>().join(" | "),
            _ => plain(f.id.as_ref().map_or_else(|| self.source(f.span), |id| super::after_id(self.source(f.span), &id.name))),
        };
        let block = match origins[at] {
            Origin::Block(block) => reading.document.blocks.get(block),
            _ => None,
        };
        if wording::is_story(&text) {
            return Wording::Story;
        }
        if block.is_some_and(|b| matches!(b.kind, BlockKind::Code { .. })) || wording::opens_scenario(&text) {
            return Wording::Scenario;
        }
        if wording::demands(&text) {
            return wording::ears(&text);
        }
        match (origins[at], block.map(|b| &b.kind)) {
            (Origin::Heading, _) => Wording::Heading,
            (Origin::Row { .. }, _) => Wording::Row,
            (_, Some(BlockKind::Item { task: Some(_), .. })) if f.id.is_none() => Wording::Checkbox,
            _ if f.id.is_some() => Wording::Identified,
            _ => Wording::Statement,
        }
    }
}

/// True for text whose first characters part a mark from it: "High: ", "**P1** - ", not "High-speed", "High (over 9)".
fn parts(rest: &str) -> bool {
    let joint = &rest[..rest.find(|c| !is_joint(c)).unwrap_or(rest.len())];
    let after = &rest[joint.len()..];
    match joint.trim_matches('*') {
        "" => !joint.is_empty() && after.trim_start().starts_with(is_joint),
        "-" => after.starts_with(' '),
        marks => !marks.starts_with(['(', '[']),
    }
}

/// True for what sets a mark apart from what follows it.
fn is_joint(c: char) -> bool {
    matches!(c, '[' | ']' | '(' | ')' | ':' | '|' | '`' | '*' | '\u{2013}' | '\u{2014}' | '-')
}

/// True for text whose title, or all of it, is struck through.
fn is_struck(source: &str) -> bool {
    let text = source.trim_start_matches(['*', ' ', '|', '`']);
    let inner = text.strip_prefix("~~").and_then(|rest| rest.split_once("~~"));
    inner.is_some_and(|(struck, rest)| struck.len() > 2 && !rest.contains("RESOLVED") && !rest.contains("Resolved"))
}

/// The label of a block, by its bold words or a colon.
pub(super) fn label(block: &Block, source: &str) -> Option<String> {
    let before_colon = || source.split_once(':').filter(|(label, _)| label.len() <= LEAD_IN / 2);
    label_of(block, source).or_else(|| before_colon().map(|(label, _)| heading_key(label)))
}
