//! Flowcharts: statements of nodes and arrows, and the groups around them.
//!
//! Follows the lexer of Mermaid 11, which takes white space around arrows across lines and knows its words anywhere; where
//! that one is only strict about blanks, this one reads on.

use super::arrow::{self, Arrow};
use super::cursor::{Cursor, Problem};
use super::draft::Draft;
use super::shape;
use std::collections::{HashMap, HashSet};

/// Words of the language that cannot stand as a node.
const RESERVED: &[&str] = &[
    "end",
    "style",
    "linkStyle",
    "classDef",
    "class",
    "graph",
    "flowchart",
    "subgraph",
    "interpolate",
    "_self",
    "_blank",
    "_parent",
    "_top",
];

const DIRECTIONS: &[&str] = &["LR", "RL", "TB", "BT", "TD", "BR", "<", ">", "^", "v"];

/// A group whose `end` has not come.
struct Open<'a> {
    boundary: usize,
    opening: &'a str,
    nodes: Vec<usize>,
}

struct Reader<'a, 'd> {
    at: Cursor<'a>,
    draft: &'d mut Draft<'a>,
    open: Vec<Open<'a>>,
    /// Ids of groups.
    groups: HashMap<&'a str, usize>,
    /// Ids of arrows.
    arrows: HashSet<&'a str>,
    /// Groups and the nodes named in them, once closed.
    closed: Vec<(usize, Vec<usize>)>,
    is_block: bool,
}

/// Reads what follows the keyword; `text` is a slice of the draft's source.
///
/// In a block diagram, nodes may stand side by side and what is not known is skipped.
pub(super) fn read<'a>(draft: &mut Draft<'a>, text: &'a str, is_block: bool) {
    let mut reader = Reader {
        at: Cursor::new(text),
        draft,
        open: Vec::new(),
        groups: HashMap::new(),
        arrows: HashSet::new(),
        closed: Vec::new(),
        is_block,
    };
    if !is_block {
        reader.direction();
    }
    reader.statements();
    reader.finish();
}

impl<'a> Reader<'a, '_> {
    /// The direction behind the keyword.
    fn direction(&mut self) {
        self.at.skip_blanks();
        if let Some(found) = DIRECTIONS.iter().find(|d| self.at.rest().starts_with(**d)) {
            self.at.advance(found.len());
        }
        self.at.skip_blanks();
        if !matches!(self.at.peek(), None | Some('\n' | ';')) {
            let line = self.at.line();
            let word = line.split_whitespace().next().unwrap_or_default();
            self.draft.refuse(line, format!("`{word}` stands where the first line ends after a direction such as `LR`"));
            self.at.skip_line();
        }
    }

    fn statements(&mut self) {
        loop {
            self.at.skip_while(|c| c.is_whitespace() || c == ';');
            if self.at.is_done() || self.draft.is_full() {
                return;
            }
            let Err(problem) = self.statement() else { continue };
            if self.is_block {
                self.draft.count_problem();
                // Widths, arrows with words and spaces of that language.
                self.at.skip_while(|c| !c.is_whitespace());
            } else {
                self.draft.refuse(problem.part, problem.reason);
                self.at.skip_line();
            }
        }
    }

    fn statement(&mut self) -> Result<(), Problem<'a>> {
        let rest = self.at.rest();
        let word = self.at.word();
        match word {
            "subgraph" => return self.group(),
            "end" => {
                self.at.advance(word.len());
                let Some(group) = self.open.pop() else { return Err(Problem::new(word, "`end` closes nothing")) };
                self.close(group);
                return Ok(());
            }
            "style" => {
                self.at.advance(word.len());
                self.at.skip_blanks();
                let id = self.id();
                if !id.is_empty() {
                    self.mention(id);
                }
                self.at.skip_while(|c| c != '\n' && c != ';');
                return Ok(());
            }
            "classDef" | "class" | "linkStyle" => {
                self.at.skip_while(|c| c != '\n' && c != ';');
                return Ok(());
            }
            "columns" | "space" if self.is_block => {
                self.at.skip_while(|c| !c.is_whitespace());
                if word == "columns" {
                    self.at.skip_line();
                }
                return Ok(());
            }
            "block" if self.is_block => {
                let boundary = self.draft.boundary("", self.at.line(), self.open.last().map(|group| group.boundary));
                self.open.push(Open { boundary, opening: self.at.line(), nodes: Vec::new() });
                self.at.skip_while(|c| !c.is_whitespace());
                return Ok(());
            }
            "click" if rest[word.len()..].starts_with([' ', '\t']) => {
                self.at.skip_line();
                return Ok(());
            }
            "direction" if is_direction(&rest[word.len()..]) => {
                self.at.skip_line();
                return Ok(());
            }
            "accTitle" | "accDescr" => {
                let after = rest[word.len()..].trim_start();
                if after.starts_with(':') {
                    self.at.skip_line();
                    return Ok(());
                }
                if after.starts_with('{') {
                    self.at.skip_while(|c| c != '}');
                    self.at.advance(1);
                    return Ok(());
                }
            }
            _ => {}
        }
        self.chain()
    }

    /// `A & B --> C[label] -- words --> D`.
    fn chain(&mut self) -> Result<(), Problem<'a>> {
        let from = self.at;
        let mut left = self.nodes()?;
        while let Some(arrow) = arrow::read(&mut self.at)? {
            if let Some(id) = arrow.id {
                self.arrows.insert(id);
            }
            let right = self.nodes()?;
            if !self.draft.fits(left.len().saturating_mul(right.len())) {
                return Ok(());
            }
            self.join(&left, &right, &arrow, from.until(&self.at));
            left = right;
        }
        self.at.skip_blanks();
        match self.at.peek() {
            None | Some('\n' | ';') => Ok(()),
            Some(_) if self.is_block => Ok(()),
            Some('-') => Err(Problem::new(self.at.line(), "an arrow has two dashes or more, as in `-->`")),
            Some(_) => Err(Problem::new(self.at.line(), "a line end, a semicolon or an arrow is missing before this")),
        }
    }

    fn join(&mut self, left: &[usize], right: &[usize], arrow: &Arrow<'a>, statement: &str) {
        for &from in left {
            for &to in right {
                self.draft.flow(from, to, arrow.heads, arrow.label, statement);
            }
        }
    }

    /// Nodes parted by `&`.
    fn nodes(&mut self) -> Result<Vec<usize>, Problem<'a>> {
        let mut nodes = Vec::from_iter(self.vertex()?);
        loop {
            let before = self.at;
            self.at.skip_blanks();
            let is_and = self.at.rest().strip_prefix('&').is_some_and(|rest| rest.starts_with(char::is_whitespace));
            if !is_and || self.draft.is_full() {
                self.at = before;
                return Ok(nodes);
            }
            self.at.advance(1);
            self.at.skip_space();
            nodes.extend(self.vertex()?);
        }
    }

    /// An id with its shape, class and data; None for the data of an arrow.
    fn vertex(&mut self) -> Result<Option<usize>, Problem<'a>> {
        let start = self.at;
        if let Some(word) = RESERVED.iter().find(|word| start.word() == **word) {
            let reason = if *word == "end" {
                "`end` is a word of the language and cannot be a node; `End` can".to_owned()
            } else {
                format!("`{word}` is a word of the language and cannot be a node")
            };
            return Err(Problem::new(start.line(), reason));
        }
        let id = self.id();
        if id.is_empty() {
            return Err(Problem::new(start.line_or_last(), "a node is missing here"));
        }
        if self.arrows.contains(id) && self.draft.known(id).is_none() && self.at.rest().starts_with("@{") {
            shape::data(&mut self.at)?;
            return Ok(None);
        }
        let node = self.mention(id);
        if let Some(shape) = shape::read(&mut self.at)? {
            self.draft.label(node, shape.label);
            self.draft.kind(node, shape.kind);
        }
        if self.is_block && self.at.peek() == Some(':') {
            // The width, as in `a:2`.
            self.at.skip_while(|c| !c.is_whitespace());
        }
        if self.at.rest().starts_with(":::") {
            self.at.advance(3);
            self.id();
        }
        if self.at.rest().starts_with("@{") {
            let data = shape::data(&mut self.at)?;
            if let Some(label) = data.label {
                self.draft.label(node, label);
            }
            if let Some(kind) = data.kind {
                self.draft.kind(node, kind);
            }
        }
        Ok(Some(node))
    }

    /// An id, as far as it goes; empty where none begins.
    fn id(&mut self) -> &'a str {
        let start = self.at;
        while let Some(c) = self.at.peek() {
            let next = self.at.second();
            let part = match c {
                '-' => !matches!(next, Some('>' | '-' | '.')),
                '=' => next != Some('='),
                ':' => !self.is_block && !self.at.rest().starts_with(":::"),
                '\u{1}' | '\u{2}' => true,
                '"' => !start.until(&self.at).is_empty(),
                c if c.is_ascii() => c.is_ascii_alphanumeric() || "!#$%&'*+.`?\\_/,".contains(c),
                c => c.is_alphanumeric(),
            };
            if !part {
                break;
            }
            self.at.advance(c.len_utf8());
        }
        let id = start.until(&self.at);
        // A dash before the blank of `A - B` is no name.
        if id == "-" {
            self.at = start;
            return "";
        }
        id
    }

    /// The node `id`, noted in the group around this place.
    fn mention(&mut self, id: &'a str) -> usize {
        let node = self.draft.node(id);
        if let Some(group) = self.open.last_mut() {
            group.nodes.push(node);
        }
        node
    }

    /// `subgraph id[title]`, `subgraph title`, `subgraph`.
    fn group(&mut self) -> Result<(), Problem<'a>> {
        let opening = self.at.line();
        self.at.advance("subgraph".len());
        self.at.skip_blanks();
        let start = self.at;
        let quoted = self.at.peek() == Some('"');
        if quoted {
            self.at.advance(1);
            self.at.skip_while(|c| c != '"');
            self.at.advance(1);
        }
        self.at.skip_while(|c| !matches!(c, '\n' | ';' | '['));
        let name = start.until(&self.at).trim();
        let id = name.trim_matches('"');
        if let Some(odd) = name.chars().find(|&c| !quoted && !is_title(c)) {
            // The group is opened all the same, or its `end` would be the next complaint.
            self.draft.refuse(opening, format!("`{odd}` cannot stand in the title of a subgraph without quotes"));
        }
        let mut label = name;
        if self.at.peek() == Some('[') {
            match shape::title(&mut self.at) {
                Ok(title) => label = title,
                Err(problem) => {
                    self.draft.refuse(problem.part, problem.reason);
                    self.at.skip_line();
                }
            }
            self.at.skip_blanks();
        }
        let parent = self.open.last().map(|group| group.boundary);
        let boundary = self.draft.boundary(label, opening, parent);
        if !id.is_empty() && (label != name || !id.contains(char::is_whitespace)) {
            self.groups.insert(id, boundary);
        }
        self.open.push(Open { boundary, opening, nodes: Vec::new() });
        match self.at.peek() {
            None | Some('\n' | ';') => Ok(()),
            Some(_) => Err(Problem::new(self.at.line(), "the line of a subgraph ends after its title")),
        }
    }

    /// Nodes belong to the group that is closed first, as Mermaid draws them.
    fn close(&mut self, group: Open<'a>) {
        self.closed.push((group.boundary, group.nodes));
    }

    fn finish(mut self) {
        if let Some(group) = self.open.first().filter(|_| !self.is_block) {
            self.draft.refuse(group.opening, "the subgraph is not closed with `end`");
        }
        while let Some(group) = self.open.pop() {
            self.close(group);
        }
        let group_of: HashMap<usize, usize> = self.groups.iter().filter_map(|(id, group)| Some((self.draft.known(id)?, *group))).collect();
        for (boundary, nodes) in &self.closed {
            for &node in nodes {
                match group_of.get(&node) {
                    None => self.draft.enclose(node, Some(*boundary)),
                    // A group named within another lies in it; later ones only, so that no circle can arise.
                    Some(&inner) if inner > *boundary => {
                        let parent = &mut self.draft.graph.boundaries[inner].parent;
                        *parent = parent.or(Some(*boundary));
                    }
                    Some(_) => {}
                }
            }
        }
        // An arrow to a group ends at a node of its name within it; a group that is only named is no node.
        let graph = &mut self.draft.graph;
        let mut is_end = vec![false; graph.nodes.len()];
        for flow in &graph.flows {
            is_end[flow.from] = true;
            is_end[flow.to] = true;
        }
        let mut place = vec![0; graph.nodes.len()];
        let mut kept = Vec::with_capacity(graph.nodes.len());
        for (at, mut node) in std::mem::take(&mut graph.nodes).into_iter().enumerate() {
            place[at] = kept.len();
            if let Some(&group) = group_of.get(&at) {
                if !is_end[at] {
                    continue;
                }
                node.boundary = Some(group);
                if node.label == node.id && !graph.boundaries[group].label.is_empty() {
                    node.label.clone_from(&graph.boundaries[group].label);
                }
            }
            kept.push(node);
        }
        graph.nodes = kept;
        for flow in &mut graph.flows {
            flow.from = place[flow.from];
            flow.to = place[flow.to];
        }
    }
}

/// True for ` TB` and the like behind `direction`.
fn is_direction(rest: &str) -> bool {
    let words = rest.trim_start_matches([' ', '\t']);
    words.len() < rest.len() && ["TB", "BT", "RL", "LR", "TD"].iter().any(|d| words.starts_with(d))
}

/// Characters of a title without quotes.
fn is_title(c: char) -> bool {
    !matches!(c, '(' | ')' | '{' | '}' | ',' | '<' | '>' | '|') && (c.is_ascii() || c.is_alphanumeric())
}
