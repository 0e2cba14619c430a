//! Sequence diagrams: participants, messages, and the blocks around them.

use super::draft::{Draft, Heads};
use super::lines::{first_word, statements};
use super::shape::value;
use crate::diagram::NodeKind;
use std::collections::HashMap;

/// Arrows, longest first: what a message is drawn with, and the ends that have a head.
const ARROWS: &[(&str, Heads)] = &[
    ("<<-->>", Heads::Both),
    ("<<->>", Heads::Both),
    ("-->>", Heads::End),
    ("--|\\", Heads::End),
    ("--|/", Heads::End),
    ("--\\\\", Heads::End),
    ("--//", Heads::End),
    ("/|--", Heads::Start),
    ("\\|--", Heads::Start),
    ("//--", Heads::Start),
    ("\\\\--", Heads::Start),
    ("->>", Heads::End),
    ("-->", Heads::End),
    ("--x", Heads::End),
    ("--X", Heads::End),
    ("--)", Heads::End),
    ("-|\\", Heads::End),
    ("-|/", Heads::End),
    ("-\\\\", Heads::End),
    ("-//", Heads::End),
    ("/|-", Heads::Start),
    ("\\|-", Heads::Start),
    ("//-", Heads::Start),
    ("\\\\-", Heads::Start),
    ("->", Heads::End),
    ("-x", Heads::End),
    ("-X", Heads::End),
    ("-)", Heads::End),
];

/// Words that open a block, and the word that parts it.
const BLOCKS: &[(&str, &str)] = &[
    ("alt", "else"),
    ("par", "and"),
    ("par_over", "and"),
    ("critical", "option"),
    ("loop", ""),
    ("opt", ""),
    ("break", ""),
    ("rect", ""),
    ("box", ""),
];

/// Words of the language that cannot begin the name of who receives a message.
const RESERVED: &[&str] = &[
    "box",
    "participant",
    "actor",
    "create",
    "destroy",
    "loop",
    "rect",
    "opt",
    "alt",
    "else",
    "par",
    "par_over",
    "and",
    "critical",
    "option",
    "break",
    "end",
    "links",
    "link",
    "properties",
    "details",
    "over",
    "note",
    "activate",
    "deactivate",
    "autonumber",
    "off",
];

struct Block<'a> {
    word: &'static str,
    parts: &'static str,
    opening: &'a str,
    /// The boundary that a box is.
    boundary: Option<usize>,
}

struct Reader<'a, 'd> {
    draft: &'d mut Draft<'a>,
    open: Vec<Block<'a>>,
    /// How often each participant has been activated.
    active: HashMap<&'a str, usize>,
}

/// Reads what follows the keyword; `text` is a slice of the draft's source.
pub(super) fn read<'a>(draft: &mut Draft<'a>, text: &'a str) {
    let mut reader = Reader { draft, open: Vec::new(), active: HashMap::new() };
    let mut within_description = false;
    for statement in statements(text) {
        if reader.draft.is_full() {
            break;
        }
        let line = statement.text;
        if within_description {
            within_description = !line.contains('}');
            continue;
        }
        if line.len() > 8
            && line.is_char_boundary(8)
            && line[..8].eq_ignore_ascii_case("accDescr")
            && line[8..].trim_start().starts_with('{')
        {
            within_description = !line.contains('}');
            continue;
        }
        if let Err(reason) = reader.statement(line) {
            let hint = if statement.after_semicolon { "; the semicolon before it ended the message, `#59;` writes one" } else { "" };
            reader.draft.refuse(line, format!("{reason}{hint}"));
        }
    }
    if let Some(block) = reader.open.last() {
        let reason = format!("`{}` is not closed with `end`", block.word);
        reader.draft.refuse(block.opening, reason);
    }
}

impl<'a> Reader<'a, '_> {
    fn statement(&mut self, line: &'a str) -> Result<(), String> {
        let word = first_word(line);
        let lower = word.to_ascii_lowercase();
        let rest = line[word.len()..].trim_start();
        if let Some(&(word, parts)) = BLOCKS.iter().find(|(word, _)| *word == lower) {
            let boundary = (word == "box").then(|| self.draft.boundary(box_label(rest), line, None));
            self.open.push(Block { word, parts, opening: line, boundary });
            return Ok(());
        }
        match lower.as_str() {
            "end" => return self.open.pop().map(|_| ()).ok_or_else(|| "`end` closes nothing".to_owned()),
            "else" | "and" | "option" => {
                let fits = self.open.last().is_some_and(|block| block.parts == lower);
                return if fits { Ok(()) } else { Err(format!("`{lower}` stands outside of the block that it parts")) };
            }
            "participant" | "actor" => self.participant(rest, lower == "actor"),
            "create" => {
                let kind = first_word(rest);
                self.participant(rest[kind.len()..].trim_start(), kind.eq_ignore_ascii_case("actor"));
            }
            "activate" | "deactivate" => return self.activate(rest, lower == "activate"),
            "note" => self.note(rest)?,
            "links" | "link" | "properties" | "details" => {
                let id = rest.split(':').next().unwrap_or_default().trim();
                if !id.is_empty() {
                    self.draft.node(id);
                }
            }
            "destroy" | "autonumber" | "title" | "acctitle" | "accdescr" => {}
            _ => return self.message(line),
        }
        Ok(())
    }

    /// `id`, `id as words`, `id@{ "type": "database" } as words`.
    fn participant(&mut self, rest: &'a str, is_actor: bool) {
        let (id, label) = match rest.find("@{") {
            Some(at) => (&rest[..at], rest[at..].split_once('}').map_or("", |(_, after)| after)),
            None => match alias(rest) {
                Some(at) => (&rest[..at], &rest[at..]),
                None => (rest, ""),
            },
        };
        let id = id.trim();
        if id.is_empty() {
            return;
        }
        let node = self.draft.node(id);
        let data = rest.find("@{").map(|at| rest[at + 2..].split('}').next().unwrap_or_default());
        let kind = data.and_then(|data| value(data, "type")).map(|kind| match kind {
            "actor" => NodeKind::Person,
            "database" | "queue" | "collections" => NodeKind::Store,
            _ => NodeKind::Process,
        });
        let kind = kind.or(is_actor.then_some(NodeKind::Person));
        if let Some(kind) = kind {
            self.draft.kind(node, kind);
        }
        let label = label.trim_start();
        let label = label.strip_prefix("as").or(label.strip_prefix("AS")).map(str::trim).unwrap_or_default();
        let label = if label.is_empty() { data.and_then(|data| value(data, "alias")).unwrap_or_default() } else { label };
        self.draft.label(node, label);
        let boundary = self.open.iter().rev().find_map(|block| block.boundary);
        self.draft.enclose(node, boundary);
    }

    /// `right of A: words`, `over A,B: words`.
    fn note(&mut self, rest: &'a str) -> Result<(), String> {
        let Some((place, _)) = rest.split_once(':') else { return Err("the words of this note are missing after a colon".to_owned()) };
        let lower = place.to_ascii_lowercase();
        let named = ["left of", "right of", "over"].iter().find(|word| lower.starts_with(**word)).map(|word| &place[word.len()..]);
        let Some(named) = named else { return Err("a note stands `left of`, `right of` or `over` a participant".to_owned()) };
        if named.matches(',').count() > 1 {
            return Err("a note stands over one participant or two".to_owned());
        }
        for id in named.split(',').map(str::trim).filter(|id| !id.is_empty()) {
            self.draft.node(id);
        }
        Ok(())
    }

    /// `A->>+B: words`.
    fn message(&mut self, line: &'a str) -> Result<(), String> {
        let Some((at, arrow, heads)) = arrow(line) else {
            return Err("this is no message, such as `A->>B: words`, and no other statement".to_owned());
        };
        let from = line[..at].trim().trim_end_matches("()").trim_end();
        let rest = line[at + arrow.len()..].trim_start();
        let rest = rest.strip_prefix("()").unwrap_or(rest).trim_start();
        let sign = rest.chars().next().filter(|c| matches!(c, '+' | '-'));
        let rest = rest[sign.map_or(0, char::len_utf8)..].trim_start();
        let Some((to, label)) = rest.split_once(':') else { return Err("a message needs a colon and its words after it".to_owned()) };
        let to = to.trim().trim_start_matches("()").trim_start();
        let word = first_word(to);
        if from.is_empty() || to.is_empty() {
            return Err("a message needs who sends and who receives it".to_owned());
        }
        if RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(word)) {
            return Err(format!("`{word}` is a word of the language and cannot be a participant here"));
        }
        if to.contains([',', '<', '>']) {
            return Err("a message has one arrow and one receiver".to_owned());
        }
        if self.open.last().is_some_and(|block| block.word == "box") {
            return Err("only participants stand in a box; its `end` is missing before this".to_owned());
        }
        let (start, end) = (self.draft.node(from), self.draft.node(to));
        self.draft.flow(start, end, heads, label.strip_prefix("wrap:").or(label.strip_prefix("nowrap:")).unwrap_or(label), line);
        match sign {
            Some('+') => self.activate(to, true),
            Some(_) => self.activate(from, false),
            None => Ok(()),
        }
    }

    fn activate(&mut self, id: &'a str, on: bool) -> Result<(), String> {
        let count = self.active.entry(id).or_default();
        match (on, *count) {
            (true, _) => *count += 1,
            (false, 0) => return Err(format!("`{id}` is deactivated and was not active")),
            (false, _) => *count -= 1,
        }
        Ok(())
    }
}

/// The first arrow of a message: where, how written, its heads.
fn arrow(line: &str) -> Option<(usize, &'static str, Heads)> {
    for (at, c) in line.char_indices() {
        if matches!(c, '-' | '<' | '/' | '\\')
            && let Some((arrow, heads)) = ARROWS.iter().find(|(arrow, _)| line[at..].starts_with(arrow))
        {
            return Some((at, arrow, *heads));
        }
        if matches!(c, ':' | ',' | '+') {
            return None;
        }
    }
    None
}

/// Where the ` as ` of a participant stands.
fn alias(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    (1..bytes.len().saturating_sub(2)).find(|&at| {
        bytes[at - 1].is_ascii_whitespace() && bytes[at..at + 2].eq_ignore_ascii_case(b"as") && bytes[at + 2].is_ascii_whitespace()
    })
}

/// A box's words behind its colour.
fn box_label(rest: &str) -> &str {
    let lower = rest.to_ascii_lowercase();
    if lower.starts_with("rgb") || lower.starts_with("hsl") {
        return rest.split_once(')').map_or("", |(_, label)| label).trim();
    }
    let word = first_word(rest);
    let known = [
        "transparent",
        "aqua",
        "black",
        "blue",
        "gray",
        "grey",
        "green",
        "lightblue",
        "lightgreen",
        "lightgray",
        "lightgrey",
        "lightyellow",
        "orange",
        "pink",
        "purple",
        "red",
        "white",
        "yellow",
    ];
    if known.contains(&word.to_ascii_lowercase().as_str()) { rest[word.len()..].trim() } else { rest }
}
