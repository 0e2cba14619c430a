//! What a design states: passages that requirements of a product document can be compared with, and their ids in it.

use super::Reading;
use super::id_mention::{IdMention, Ids};
use crate::document::{Block, BlockKind, HeadingStyle, SectionId, heading_key, plain};
use crate::source::Span;
use serde::Serialize;

/// Methods of calls, longest first.
const METHODS: &[&str] = &["DELETE", "PATCH", "POST", "GET", "PUT"];
/// Longest name, in characters.
const NAME: usize = 80;
/// Longest path of an endpoint, in bytes.
const PATH: usize = 200;

/// What a passage of a design is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DesignKind {
    /// A part of the system: a service, module, screen.
    Component,
    /// A call: method and path, or an RPC.
    Endpoint,
    /// A table, collection or entity.
    Table,
    /// What runs by itself: a job, worker, schedule.
    Job,
    /// A decision with what speaks for it.
    Decision,
    /// A step of a flow.
    Step,
    /// Any other part with a heading.
    Section,
}

/// A passage of a design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesignStatement {
    /// What it is about.
    pub kind: DesignKind,
    /// What it calls it.
    pub name: String,
    /// Its words: a heading, row, item or line.
    pub span: Span,
    /// The section it stands in, or whose heading it is.
    pub section: Span,
}

/// The word lists whose headings say what stands under them, and the kind of it.
const HEADINGS: &[(&str, DesignKind)] = &[
    ("design-decision-headings", DesignKind::Decision),
    ("design-endpoint-headings", DesignKind::Endpoint),
    ("design-table-headings", DesignKind::Table),
    ("design-job-headings", DesignKind::Job),
    ("design-step-headings", DesignKind::Step),
    ("design-component-headings", DesignKind::Component),
];

/// What a design states, in source order.
pub(super) fn find(reading: &Reading<'_>) -> Vec<DesignStatement> {
    let document = reading.document;
    let mut finder = Finder { reading, found: Vec::new() };
    // What stands under each section's heading.
    let mut kinds: Vec<Option<DesignKind>> = Vec::with_capacity(document.sections.len());
    for (id, section) in document.sections.iter().enumerate() {
        let outer = section.parent.and_then(|parent| kinds[parent]);
        let own = HEADINGS.iter().find(|(list, _)| reading.heading_in(id, list)).map(|(_, kind)| *kind);
        let kind = if reading.silent[id] { own.filter(|kind| *kind == DesignKind::Decision) } else { own.or(outer) };
        if let Some(heading) = section.heading.as_ref().filter(|_| !reading.is_title(id) && !reading.silent[id]) {
            // A heading that names many is none of them.
            let one = if own.is_some() { DesignKind::Section } else { outer.unwrap_or(DesignKind::Section) };
            let one = if one == DesignKind::Endpoint { DesignKind::Section } else { one };
            let one = if is_decision(&heading.text) { DesignKind::Decision } else { one };
            if heading.style != HeadingStyle::TableRow && !(heading.style == HeadingStyle::Bold && heading.text.ends_with(':')) {
                finder.push(one, &heading.text, heading.text_span, id);
            }
        }
        kinds.push(kind);
    }
    for block in &document.blocks {
        if !reading.silent[block.section] || kinds[block.section] == Some(DesignKind::Decision) {
            finder.block(block, kinds[block.section]);
        }
    }
    finder.endpoints();
    let mut found = finder.found;
    found.sort_by_key(|statement| (statement.span, statement.kind));
    found.dedup_by_key(|statement| statement.span);
    found
}

/// Ids of requirements that a design names, in source order.
pub(super) fn mentions(reading: &Reading<'_>) -> Vec<IdMention> {
    let ids = Ids::new(reading.checklist);
    ids.all(reading).into_iter().map(|span| IdMention { id: span.of(reading.text).to_owned(), span }).collect()
}

struct Finder<'a> {
    reading: &'a Reading<'a>,
    found: Vec<DesignStatement>,
}

impl<'a> Finder<'a> {
    fn source(&self, span: Span) -> &'a str {
        span.of(self.reading.text)
    }

    fn push(&mut self, kind: DesignKind, name: &str, span: Span, section: SectionId) {
        let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '*'));
        if name.chars().any(char::is_alphanumeric) {
            let end = name.char_indices().nth(NAME).map_or(name.len(), |(end, _)| end);
            let section = self.reading.document.sections[section].span;
            self.found.push(DesignStatement { kind, name: name[..end].to_owned(), span, section });
        }
    }

    fn block(&mut self, block: &Block, kind: Option<DesignKind>) {
        match &block.kind {
            BlockKind::Table(table) => self.table(*table, block.section, kind),
            BlockKind::Item { ordered, .. } => {
                let Some(kind) = kind else { return };
                if kind == DesignKind::Step {
                    if *ordered {
                        let words = plain(self.source(block.span));
                        self.push(kind, &words, block.span, block.section);
                    }
                } else if let Some(lead) = block.lead.filter(|_| kind != DesignKind::Endpoint) {
                    let name = plain(self.source(lead));
                    self.push(kind, &name, block.span, block.section);
                }
            }
            BlockKind::Code { lang } => self.code(block, lang),
            _ => {}
        }
    }

    /// Rows of tables whose first column, or whose section, says what they are.
    fn table(&mut self, table: usize, section: SectionId, kind: Option<DesignKind>) {
        let table = &self.reading.document.tables[table];
        let checklist = self.reading.checklist;
        let holds = |list: &str, key: &str| checklist.word_keys(list).is_some_and(|keys| keys.contains(key));
        let headers: Vec<String> = table.header.iter().take(2).map(|cell| heading_key(self.source(*cell))).collect();
        let named = headers.iter().enumerate().find_map(|(column, key)| {
            let (_, kind) = HEADINGS.iter().find(|(list, _)| holds(&list.replace("-headings", "-columns"), key))?;
            Some((column, *kind))
        });
        // Under a heading of tables stand tables of their columns.
        let by_section = kind.filter(|kind| matches!(kind, DesignKind::Component | DesignKind::Job | DesignKind::Decision));
        let Some((column, kind)) = named.or_else(|| by_section.map(|kind| (0, kind))) else { return };
        if kind == DesignKind::Endpoint {
            self.calls(table, section);
            return;
        }
        for row in &table.rows {
            if let (Some(cell), Some(last)) = (row.get(column), row.last()) {
                let name = plain(self.source(*cell));
                self.push(kind, &name, row[0].join(*last), section);
            }
        }
    }

    /// Rows that have a method in one cell and a path in another.
    fn calls(&mut self, table: &crate::document::Table, section: SectionId) {
        for row in &table.rows {
            let bare = |cell: &Span| self.source(*cell).trim_matches(|c: char| matches!(c, '`' | '*' | ' '));
            let method = row.iter().map(bare).find(|cell| METHODS.contains(cell));
            let path = row.iter().map(bare).find(|cell| cell.starts_with('/'));
            if let (Some(method), Some(path), Some(last)) = (method, path, row.last()) {
                self.push(DesignKind::Endpoint, &format!("{method} {path}"), row[0].join(*last), section);
            }
        }
    }

    /// Tables and calls that code declares.
    fn code(&mut self, block: &Block, lang: &str) {
        let body = self.source(block.span);
        let models = matches!(lang, "prisma");
        let calls = matches!(lang, "proto" | "protobuf" | "");
        let mut start = block.span.start as usize;
        for line in body.split_inclusive('\n') {
            let words = line.trim_start();
            let span = Span::new(start, start + line.len()).trimmed(self.reading.text);
            start += line.len();
            let (kind, rest) = if words.len() > 12 && words.is_char_boundary(12) && words[..12].eq_ignore_ascii_case("create table") {
                let rest = words[12..].trim_start();
                let rest =
                    rest.get(..13).filter(|head| head.eq_ignore_ascii_case("if not exists")).map_or(rest, |_| rest[13..].trim_start());
                (DesignKind::Table, rest)
            } else if let Some(rest) = words.strip_prefix("model ").filter(|rest| models && rest.contains('{')) {
                (DesignKind::Table, rest)
            } else if let Some(rest) = words.strip_prefix("rpc ").filter(|rest| calls && rest.contains('(')) {
                (DesignKind::Endpoint, rest)
            } else {
                continue;
            };
            let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.' | '"' | '`')).unwrap_or(rest.len());
            self.push(kind, rest[..end].trim_matches(['"', '`']), span, block.section);
        }
    }

    /// Lines that name a method and a path: `POST /v1/orders`.
    fn endpoints(&mut self) {
        let text = self.reading.text;
        let bytes = text.as_bytes();
        for slash in memchr::memchr_iter(b'/', bytes) {
            // Between the two stand blanks and marks of code and bold.
            let gap = bytes[..slash].iter().rev().take(4).take_while(|b| matches!(b, b' ' | b'`' | b'*')).count();
            if gap == 0 || !bytes.get(slash + 1).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'{' | b':' | b'.' | b'<')) {
                continue;
            }
            let before = &bytes[..slash - gap];
            let Some(method) = METHODS.iter().find(|method| before.ends_with(method.as_bytes())) else { continue };
            let start = before.len() - method.len();
            if before[..start].last().is_some_and(u8::is_ascii_alphanumeric) {
                continue;
            }
            let rest = &bytes[slash..];
            let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'`' | b'*' | b'|' | b',' | b'"' | b')' | b']' | b';');
            let length = rest.iter().take(PATH).take_while(|b| !ends(b)).count();
            let path = &text[slash..text.floor_char_boundary(slash + length)];
            let section = self.reading.document.section_at(start as u32);
            if !self.reading.silent[section] {
                let path = path.trim_end_matches(['.', ':', '\u{2014}']);
                self.push(DesignKind::Endpoint, &format!("{method} {path}"), Span::new(start, slash + path.len()), section);
            }
        }
    }
}

/// True for "ADR-3: ...", "Decision 2: ...".
fn is_decision(heading: &str) -> bool {
    let rest = heading.trim_start_matches(|c: char| !c.is_alphabetic());
    let numbered = |word: &str| {
        rest.strip_prefix(word).is_some_and(|rest| rest.trim_start_matches([' ', '-', '#']).starts_with(|c: char| c.is_ascii_digit()))
    };
    numbered("ADR") || numbered("Decision") || rest.strip_prefix("Decision").is_some_and(|rest| rest.starts_with(':'))
}
