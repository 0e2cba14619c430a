//! Who owns a document and which version it is: front matter, `Key: value` lines and tables near its top, control sections.

mod belongs;

use super::Reading;
use super::spots::Spots;
use crate::document::{BlockKind, FrontMatter, Table, heading_key, plain};
use crate::lexicon::Keys;
use crate::source::Span;
use regex::Regex;
use std::sync::LazyLock;

/// Lines of the document that count as its top.
const TOP_LINES: usize = 40;

/// Lines in which a document may say that it holds no more.
const LEAVE_LINES: usize = 100;

/// Most words of a key, those of marks around it included.
const LONGEST_KEY: usize = 8;

/// The word in front of who wrote a document and when.
const CREATED: &[u8] = b"created";

static LEAVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i-u)\bthis (?:document|doc|design|page|proposal|specification|spec|prd|plan|rfc|kep|eip|adr) (?:is|was|has been)(?: now)? ",
        r"([a-z]+(?: (?:of date|longer [a-z]+))?)"
    ))
    .expect("the pattern is fixed and valid")
});

/// What a document says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Control {
    /// Who answers for it.
    pub owner: Option<String>,
    /// What stands where the owner should, and is nobody: "System", "AI Assistant".
    pub nobody: Option<String>,
    /// Where that stands, when its line says that it is the owner.
    pub nobody_at: Option<Span>,
    /// Its status as written.
    pub status: Option<String>,
    /// Its status as one of [`crate::checklist::STATUSES`].
    pub state: Option<&'static str>,
    /// Its version as written.
    pub version: Option<String>,
    /// Its date as written.
    pub date: Option<String>,
    /// The product or service it is about.
    pub product: Option<String>,
    /// The team it comes from.
    pub team: Option<String>,
    /// Where it says owner, status, version and date, those of earlier versions and blanks included; front matter first.
    pub fields: Vec<ControlField>,
}

/// A value behind a key, or below the header of a column, on the document itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlField {
    /// What the key stands for.
    pub slot: ControlSlot,
    /// What stands there, marks around it included; empty where nothing does.
    pub value: Span,
}

impl Control {
    /// True when something tells which state of the document this is.
    pub fn is_dated(&self) -> bool {
        self.status.is_some() || self.version.is_some() || self.date.is_some()
    }
}

/// What a document says about itself, by the words of `control-...` in the checklists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlSlot {
    /// Who answers for it.
    Owner,
    /// How far it is.
    Status,
    /// Which version it is.
    Version,
    /// When it was written, changed or reviewed.
    Date,
}

pub(super) fn read(reading: &Reading<'_>) -> Control {
    let mut finder = Finder::of(reading);
    if let Some(block) = &reading.document.front_matter {
        finder.front_matter(block);
    }
    let top = reading.file.end_of_lines(TOP_LINES);
    let about: Vec<bool> = (0..reading.document.sections.len()).map(|section| reading.heading_in(section, "control-headings")).collect();
    for block in reading.document.blocks.iter().filter(|block| block.span.start < top || about[block.section]) {
        match &block.kind {
            BlockKind::Table(index) => finder.table(&reading.document.tables[*index]),
            BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Cell | BlockKind::Html => finder.lines(block.span),
            BlockKind::Code { .. } => {}
        }
    }
    // "## Owner" with the name below it.
    for (id, section) in reading.document.sections.iter().enumerate().skip(1) {
        let Some(heading) = section.heading.as_ref().filter(|h| h.span.start < top) else { continue };
        if let Some(block) = reading.document.blocks_in(id).next() {
            let line = block.span.of(reading.text).lines().next().unwrap_or_default();
            let Some(slot) = finder.slot_of(&heading.text) else { continue };
            finder.put(slot, line);
            finder.note(slot, Span::new(block.span.start as usize, block.span.start as usize + line.len()));
        }
    }
    let mut control = finder.control;
    [control.product, control.team] = belongs::read(reading, top);
    control.state = control.status.as_deref().and_then(|status| state_of(status, reading));
    control.nobody_at = control.nobody.as_deref().and_then(|nobody| named_on(reading.text, nobody));
    if let Some(words) = retired(reading) {
        control.state = Some("superseded");
        control.status = Some(words);
    }
    control
}

/// What has been read so far, and the words that keys are known by.
struct Finder<'a> {
    reading: &'a Reading<'a>,
    keys: [(ControlSlot, Option<&'a Keys>); 4],
    nobody: Option<&'a Keys>,
    control: Control,
}

impl<'a> Finder<'a> {
    fn of(reading: &'a Reading<'a>) -> Self {
        let keys = [
            (ControlSlot::Owner, "control-owner"),
            (ControlSlot::Status, "control-status"),
            (ControlSlot::Version, "control-version"),
            (ControlSlot::Date, "control-date"),
        ]
        .map(|(slot, name)| (slot, reading.checklist.word_keys(name)));
        Self { reading, keys, nobody: reading.checklist.word_keys("no-owner"), control: Control::default() }
    }

    fn slot_of(&self, key: &str) -> Option<ControlSlot> {
        let key = if key.len() > 60 { return None } else { heading_key(key) };
        self.keys.iter().find(|(_, words)| words.is_some_and(|words| words.contains(&key))).map(|(slot, _)| *slot)
    }

    /// Takes a value, unless there is one already or it says nothing.
    fn put(&mut self, slot: ControlSlot, value: &str) {
        let value = plain(value);
        let value = value.trim_matches(|c: char| c.is_whitespace() || ":|-\u{2013}\u{2014}".contains(c));
        let is_nobody = || self.nobody.is_some_and(|words| words.contains(&heading_key(value)));
        if slot == ControlSlot::Owner && !is_unknown(value) && is_nobody() {
            self.control.nobody.get_or_insert_with(|| value.to_owned());
            return;
        }
        if !is_filled_in(value) {
            return;
        }
        let target = match slot {
            ControlSlot::Owner => &mut self.control.owner,
            ControlSlot::Status => &mut self.control.status,
            ControlSlot::Version => &mut self.control.version,
            ControlSlot::Date => &mut self.control.date,
        };
        target.get_or_insert_with(|| value.to_owned());
    }

    /// Takes the place of a value, whatever stands there.
    fn note(&mut self, slot: ControlSlot, value: Span) {
        self.control.fields.push(ControlField { slot, value: value.trimmed(self.reading.text) });
    }

    fn front_matter(&mut self, block: &FrontMatter) {
        for (key, value) in &block.fields {
            if let Some((slot, text)) = self.slot_of(key).zip(value.text()) {
                self.put(slot, text);
            }
        }
        for (start, line) in block.span.each_line(self.reading.text) {
            if let Some((key, value)) = line.split_once(block.format.sign()).filter(|_| !line.starts_with([' ', '\t'])) {
                let Some(slot) = self.slot_of(key) else { continue };
                self.note(slot, Span::new(start + line.len() - value.len(), start + line.len()));
            }
        }
    }

    fn table(&mut self, table: &Table) {
        let text = self.reading.text;
        let slot_of = |finder: &Self, cell: &Span| finder.slot_of(&plain(cell.of(text)));
        let slots: Vec<Option<ControlSlot>> = table.header.iter().map(|head| slot_of(self, head)).collect();
        if slots.iter().flatten().count() >= 2 && table.header.len() > 2 {
            let named = |row: &[Span]| slots.iter().zip(row).filter_map(|(slot, value)| Some(((*slot)?, *value))).collect::<Vec<_>>();
            // One row per version, the latest first or last: the names are in the header.
            for (slot, value) in table.rows.iter().take(1).chain(table.rows.last()).flat_map(|row| named(row)) {
                self.put(slot, value.of(text));
            }
            for (slot, value) in table.rows.iter().flat_map(|row| named(row)) {
                self.note(slot, value);
            }
            return;
        }
        for pair in std::iter::once(&table.header).chain(&table.rows).flat_map(|row| row.windows(2)) {
            if let Some(slot) = slot_of(self, &pair[0]) {
                self.put(slot, pair[1].of(text));
                self.note(slot, pair[1]);
            }
        }
    }

    /// Reads `Key: value`, one a line or several with marks between them.
    fn lines(&mut self, span: Span) {
        const PARTS: [char; 4] = ['\n', '|', '\u{b7}', '\u{2022}'];
        let mut at = span.start as usize;
        for whole in span.of(self.reading.text).split_inclusive(PARTS) {
            let part = whole.trim_end_matches(PARTS);
            let end = at + part.len();
            at += whole.len();
            // A sentence is no key, and is not read as one.
            if let Some((key, value)) = part.split_once(':').filter(|(key, _)| key.split_whitespace().nth(LONGEST_KEY).is_none()) {
                let key = plain(key);
                if let Some(slot) = self.slot_of(key.trim_start_matches(['-', ' ', '#'])) {
                    self.put(slot, value);
                    self.note(slot, Span::new(end - value.len(), end));
                }
            }
            // Reading a part costs more than seeing that it says no such thing.
            let bytes = part.as_bytes();
            let is_it = |at: usize| bytes.get(at..at + CREATED.len()).is_some_and(|word| word.eq_ignore_ascii_case(CREATED));
            if !memchr::memchr2_iter(b'c', b'C', bytes).any(is_it) {
                continue;
            }
            let words = plain(part).to_lowercase();
            if let Some(rest) = words.strip_prefix("created:").or_else(|| words.strip_prefix("created "))
                && let Some((_, name)) = rest.split_once(" by ")
            {
                self.put(ControlSlot::Owner, name);
            }
        }
    }
}

/// True for words that say that something is not known yet.
fn is_unknown(value: &str) -> bool {
    ["tbd", "n/a", "none", "todo", "unknown", "?", "-"].contains(&value.to_lowercase().as_str())
}

/// True for a value that somebody has written, and no blank of a template.
fn is_filled_in(value: &str) -> bool {
    !value.is_empty() && !is_unknown(value) && (!value.starts_with(['[', '<', '{']) || value.contains("]("))
}

/// Where the line "Author: NOBODY" has its name.
fn named_on(text: &str, nobody: &str) -> Option<Span> {
    let mut start = 0;
    text.split_inclusive('\n').take(TOP_LINES).find_map(|line| {
        let at = line.find(nobody).filter(|_| names_owner(line));
        let found = at.map(|at| Span::new(start + at, start + at + nobody.len()));
        start += line.len();
        found
    })
}

/// True for a line that says who wrote a document.
pub fn names_owner(line: &str) -> bool {
    let line = line.to_lowercase();
    line.contains("author") || line.contains("owner")
}

/// "This plan was withdrawn": the words with which a document takes leave of its readers near its top.
fn retired(reading: &Reading<'_>) -> Option<String> {
    let headings = reading.document.sections.iter().filter_map(|s| Some(s.heading.as_ref()?.text_span));
    let blocks = reading.document.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Code { .. })).map(|b| b.span);
    let end = reading.file.end_of_lines(LEAVE_LINES);
    // Captures are many times dearer than a match, and a match than a word.
    let opens = Spots::of_words(&["his ", "HIS "], reading.text);
    let near = |span: &Span| span.start < end && opens.any_in(*span);
    headings.chain(blocks).filter(near).find_map(|span| {
        let text = span.of(reading.text);
        let found = LEAVE.is_match(text).then(|| LEAVE.captures_iter(text));
        found.into_iter().flatten().find_map(|found| {
            let state = format!(" {} ", heading_key(found.get(1)?.as_str()));
            let words = reading.checklist.word_list("status-superseded");
            words.iter().any(|w| state.starts_with(&format!(" {} ", heading_key(w)))).then(|| plain(found[0].trim()))
        })
    })
}

/// The state that a status line names.
fn state_of(status: &str, reading: &Reading<'_>) -> Option<&'static str> {
    let status = format!(" {} ", heading_key(status));
    crate::checklist::STATUSES.iter().copied().find(|state| {
        let words = reading.checklist.word_list(&format!("status-{state}"));
        words.iter().any(|w| status.contains(&format!(" {} ", heading_key(w))))
    })
}
