//! Lines of `PlantUML` to a graph, whatever the diagram: its parts are nodes, what is drawn around them boundaries.

use super::arrow::{Arrow, End, arrow, end};
use super::source::{Line, arguments, lines};
use crate::diagram::builder::{Builder, Heads, plain};
use crate::diagram::{FlowGraph, LARGEST, NodeKind, Refusal};
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// Reads `body`, which begins at byte `base` of the document.
pub(in crate::diagram) fn read(body: &str, base: u32) -> Result<Option<FlowGraph>, Refusal> {
    let base = base as usize;
    let start = body.find("@start").map_or("", |at| body[at + 6..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default());
    match start {
        "" | "uml" | "c4" => {}
        "dot" => {
            let Some(at) = body.find('\n') else { return Ok(None) };
            let inner = &body[at + 1..];
            let inner = &inner[..inner.find("@enddot").unwrap_or(inner.len())];
            return crate::diagram::dot::read(inner, (base + at + 1) as u32);
        }
        _ => return Ok(None),
    }
    let lines = lines(body, base)?;
    if lines.iter().any(|line| is_activity(&line.text)) {
        return Ok(None);
    }
    let holds = |words: &[&str]| lines.iter().any(|line| words.contains(&line.text.split([' ', '{', '(']).next().unwrap_or_default()));
    let mut reader = Reader {
        builder: Builder::default(),
        names: HashMap::new(),
        notes: HashSet::new(),
        scopes: Vec::new(),
        calls: Vec::new(),
        last: None,
        automatic: false,
        classes: holds(&["class", "abstract", "enum", "annotation", "struct", "object", "map"])
            && !holds(&["component", "node", "participant"]),
        states: lines.iter().any(|line| line.text.contains("[*]") || line.text.starts_with("state ")),
        included: body.contains("!include"),
    };
    let mut at = 0;
    while at < lines.len() {
        at = reader.line(&lines, at)?;
    }
    let graph = reader.builder.finish();
    Ok((!graph.nodes.is_empty()).then_some(graph))
}

/// Lines that only diagrams of steps have.
fn is_activity(line: &str) -> bool {
    line == "start"
        || line.starts_with(':') && line.ends_with(';')
        || line.starts_with("(*)")
        || line.ends_with("> (*)")
        || line.starts_with("if (") && line.contains("then")
        || line.starts_with("while (")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Node(usize),
    Boundary(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Boundary(usize),
    /// Braces that draw nothing.
    Bare,
    /// Fields of a node; braces in it.
    Fields(usize, usize),
    /// `box` of a sequence diagram.
    Box(usize),
}

struct Reader {
    builder: Builder,
    names: HashMap<String, Named>,
    notes: HashSet<String>,
    scopes: Vec<Scope>,
    /// Calls that have not returned: who was called by whom.
    calls: Vec<(usize, usize)>,
    last: Option<(usize, usize)>,
    automatic: bool,
    classes: bool,
    states: bool,
    included: bool,
}

/// Words that declare something: what it is, None where its own words decide.
const ELEMENTS: &[(&str, Option<NodeKind>)] = &[
    ("actor", Some(NodeKind::Person)),
    ("person", Some(NodeKind::Person)),
    ("participant", None),
    ("boundary", None),
    ("control", Some(NodeKind::Process)),
    ("entity", None),
    ("collections", None),
    ("database", Some(NodeKind::Store)),
    ("queue", Some(NodeKind::Store)),
    ("storage", Some(NodeKind::Store)),
    ("file", Some(NodeKind::Store)),
    ("folder", Some(NodeKind::Store)),
    ("stack", Some(NodeKind::Store)),
    ("cloud", Some(NodeKind::External)),
    ("artifact", None),
    ("agent", None),
    ("card", None),
    ("component", None),
    ("container", None),
    ("frame", None),
    ("hexagon", None),
    ("node", None),
    ("package", None),
    ("namespace", None),
    ("rectangle", None),
    ("label", None),
    ("process", None),
    ("action", None),
    ("port", None),
    ("portin", None),
    ("portout", None),
    ("interface", None),
    ("circle", None),
    ("system", None),
    ("usecase", Some(NodeKind::Process)),
    ("class", Some(NodeKind::Entity)),
    ("enum", Some(NodeKind::Entity)),
    ("annotation", Some(NodeKind::Entity)),
    ("struct", Some(NodeKind::Entity)),
    ("protocol", Some(NodeKind::Entity)),
    ("exception", Some(NodeKind::Entity)),
    ("metaclass", Some(NodeKind::Entity)),
    ("stereotype", Some(NodeKind::Entity)),
    ("dataclass", Some(NodeKind::Entity)),
    ("record", Some(NodeKind::Entity)),
    ("object", Some(NodeKind::Entity)),
    ("map", Some(NodeKind::Entity)),
    ("json", Some(NodeKind::Entity)),
    ("yaml", Some(NodeKind::Entity)),
    ("table", Some(NodeKind::Entity)),
    ("diamond", Some(NodeKind::State)),
    ("state", Some(NodeKind::State)),
];

/// Lines that draw nothing, by their first word.
const SILENT: &[&str] = &[
    "alt",
    "else",
    "opt",
    "loop",
    "par",
    "par2",
    "break",
    "critical",
    "group",
    "end",
    "autonumber",
    "newpage",
    "title",
    "left",
    "right",
    "top",
    "bottom",
    "center",
    "header",
    "footer",
    "legend",
    "scale",
    "hide",
    "show",
    "skinparam",
    "page",
    "allow_mixing",
    "allowmixing",
    "order",
    "delay",
    "ref",
    "url",
    "caption",
    "mainframe",
    "remove",
    "restore",
    "set",
    "sprite",
    "anchor",
    "ignore",
    "split",
    "fork",
    "detach",
    "partition",
];

impl Reader {
    /// Reads the line `at`; the result is the number of the next.
    fn line(&mut self, lines: &[Line<'_>], at: usize) -> Result<usize, Refusal> {
        let Line { text, span } = &lines[at];
        let span = *span;
        let text = text.trim_start_matches('&').trim();
        if text.starts_with('@') || text.is_empty() {
            return Ok(at + 1);
        }
        if let Some(Scope::Fields(node, depth)) = self.scopes.last_mut() {
            if text.starts_with('}') && *depth == 0 {
                self.scopes.pop();
                return Ok(at + 1);
            }
            let (opened, closed) = (text.matches(['{', '[']).count(), text.matches(['}', ']']).count());
            *depth = (*depth + opened).saturating_sub(closed);
            let node = *node;
            let parts = ["--", "..", "==", "__"].iter().any(|mark| text.starts_with(mark));
            if !parts && text.chars().any(char::is_alphanumeric) {
                self.builder.field(node, span)?;
            }
            return Ok(at + 1);
        }
        if text.starts_with('}') {
            if self.scopes.last().is_some_and(|scope| !matches!(scope, Scope::Box(_))) {
                self.scopes.pop();
            }
            return Ok(at + 1);
        }
        if text == "{" {
            self.scopes.push(Scope::Bare);
            return Ok(at + 1);
        }
        let first = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).next().unwrap_or_default();
        let after = &text[first.len()..];
        let word = first.to_ascii_lowercase();
        if word == "note" || word == "hnote" || word == "rnote" {
            self.note(after);
            return Ok(at + 1);
        }
        let starts_arrow = arrow(after.trim_start()).is_some() && !after.trim_start().is_empty();
        if !starts_arrow && !word.is_empty() && self.keyword(&word, after, span)? {
            return Ok(at + 1);
        }
        if after.starts_with('(') && !word.is_empty() && self.call(first, after, span)? {
            return Ok(at + 1);
        }
        if !starts_arrow && !word.is_empty() {
            let (kind_word, rest) = match word.as_str() {
                "create" => after.trim_start().split_once(' ').map_or(("participant", after), |(next, rest)| {
                    if ELEMENTS.iter().any(|(w, _)| *w == next) { (next, rest) } else { ("participant", after) }
                }),
                "abstract" => ("class", after.trim_start().strip_prefix("class").unwrap_or(after)),
                other => (other, after),
            };
            let known = ELEMENTS.iter().find(|(w, _)| *w == kind_word);
            if let Some(&(kind_word, kind)) = known
                && rest.trim_start_matches('/').starts_with(|c: char| c.is_whitespace() || "\"[(:{".contains(c))
            {
                return self.declare(kind_word, kind, rest.trim_start_matches('/').trim(), lines, at);
            }
            if SILENT.contains(&word.as_str()) && after.starts_with(|c: char| c.is_whitespace()) || SILENT.contains(&text) {
                return Ok(at + 1);
            }
        }
        if text.starts_with("==") || text.starts_with("...") || text.starts_with("||") || text.starts_with("__") {
            return Ok(at + 1);
        }
        self.relation(text, span)?;
        Ok(at + 1)
    }

    /// The innermost boundary that is open.
    fn around(&self) -> Option<usize> {
        self.scopes.iter().rev().find_map(|scope| match scope {
            Scope::Boundary(at) | Scope::Box(at) => Some(*at),
            _ => None,
        })
    }

    /// `note "text" as N1`, `note as N1`: names that are no parts.
    fn note(&mut self, after: &str) {
        if let Some((_, name)) = after.rsplit_once(" as ") {
            let name = name.trim();
            let length = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
            self.notes.insert(name[..length].to_owned());
        }
    }

    /// Lines of sequence diagrams that open with a word of their own; false when the line is none.
    fn keyword(&mut self, word: &str, after: &str, span: Span) -> Result<bool, Refusal> {
        let rest = after.trim();
        match word {
            "box" if rest.is_empty() || after.starts_with([' ', '\t']) && !rest.starts_with("as ") => {
                let label = quoted(rest).unwrap_or_else(|| rest.split('#').next().unwrap_or_default().trim());
                let boundary = self.builder.boundary(&plain(label), span, self.around())?;
                self.open(Scope::Box(boundary), span)?;
            }
            "end" if rest == "box" => self.close_box(),
            "endbox" => self.close_box(),
            "together" if rest.starts_with('{') => self.open(Scope::Bare, span)?,
            "autoactivate" => self.automatic = rest != "off",
            "activate" | "deactivate" | "destroy" => {
                let Some(node) = end(rest).and_then(|(end, _)| self.builder.find(end.id).or_else(|| self.known_node(end.id))) else {
                    return Ok(true);
                };
                if word == "activate" {
                    if let Some((from, to)) = self.last.filter(|(_, to)| *to == node) {
                        self.calls.push((to, from));
                    }
                } else if let Some(at) = self.calls.iter().rposition(|(callee, _)| *callee == node) {
                    self.calls.truncate(at);
                }
            }
            "return" => {
                if let Some((callee, caller)) = self.calls.pop() {
                    self.builder.flow(callee, caller, &plain(rest), span, Heads { first: false, second: true })?;
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn known_node(&self, id: &str) -> Option<usize> {
        match self.names.get(id) {
            Some(Named::Node(at)) => Some(*at),
            _ => None,
        }
    }

    fn close_box(&mut self) {
        if let Some(at) = self.scopes.iter().rposition(|scope| matches!(scope, Scope::Box(_))) {
            self.scopes.truncate(at);
        }
    }

    fn open(&mut self, scope: Scope, span: Span) -> Result<(), Refusal> {
        if self.scopes.len() >= LARGEST {
            return Err(crate::diagram::builder::too_large(span));
        }
        self.scopes.push(scope);
        Ok(())
    }

    /// `component "Order service" as SVC <<external>> #red {`; the result is the number of the next line.
    fn declare(&mut self, word: &str, kind: Option<NodeKind>, spec: &str, lines: &[Line<'_>], at: usize) -> Result<usize, Refusal> {
        let span = lines[at].span;
        let refuse = |reason: &str| Err(Refusal { span, reason: reason.to_owned() });
        if spec.starts_with('"') && !spec[1..].contains('"') {
            return refuse("the quote is not closed");
        }
        let mut next = at + 1;
        let (first, mut rest) = match end(spec) {
            Some(found) => found,
            // A description over several lines, or a boundary without a name.
            None if spec.starts_with('{') => (End { id: "", kind: None, bracketed: false, quoted: false }, spec),
            None if spec.starts_with('[') && !spec.contains(']') => return refuse("the bracket is not closed"),
            None => return Ok(next),
        };
        let (mut id, mut label, mut external) = (first.id, None, false);
        let mut parents = Vec::new();
        if first.quoted || first.bracketed {
            label = Some(first.id.to_owned());
        }
        let mut opens = false;
        loop {
            rest = rest.trim_start();
            if let Some(alias) = rest.strip_prefix("as").filter(|tail| tail.is_empty() || tail.starts_with(char::is_whitespace)) {
                let Some((found, tail)) = end(alias.trim_start()) else { return refuse("the name after `as` is missing") };
                if found.quoted && !first.quoted {
                    label = Some(found.id.to_owned());
                } else {
                    label = Some(first.id.to_owned());
                    id = found.id;
                }
                rest = tail;
            } else if let Some(tail) = rest.strip_prefix("<<") {
                let length = tail.find(">>").unwrap_or(tail.len());
                let stereotype = tail[..length].to_lowercase();
                external |= stereotype.contains("external") || stereotype.contains("third");
                rest = tail.get(length + 2..).unwrap_or_default();
            } else if let Some(inner) = rest.strip_prefix('{') {
                opens = !inner.contains('}');
                break;
            } else if rest.starts_with('[') && !rest.starts_with("[[") {
                // Words over several lines, up to a bracket.
                let mut words = rest[1..].to_owned();
                while !words.contains(']') {
                    let Some(line) = lines.get(next) else { return refuse("the bracket is not closed") };
                    words.push(' ');
                    words.push_str(&line.text);
                    next += 1;
                }
                let words = words.split(']').next().unwrap_or_default();
                if label.is_none() && words.chars().any(char::is_alphanumeric) {
                    label = Some(words.trim_matches(|c: char| c.is_whitespace() || c == '=' || c == '-').to_owned());
                }
                break;
            } else if rest.starts_with(':') || rest.is_empty() {
                break;
            } else if let Some(list) = ["extends ", "implements "].iter().find_map(|word| rest.strip_prefix(word)) {
                rest = names(list, &mut parents);
            } else {
                // Colours, tags, order, links.
                let skip = rest.find([' ', '{', '\t']).filter(|at| *at > 0).unwrap_or(rest.len());
                rest = &rest[skip..];
                if rest.ends_with('{') && !rest.contains('"') && !rest.contains("as ") {
                    opens = true;
                    external |= rest.to_lowercase().contains("external");
                    break;
                }
            }
        }
        // A group with nothing in it is drawn as a part.
        if opens && lines.get(next).is_some_and(|line| line.text.starts_with('}')) {
            opens = false;
            next += 1;
        }
        let label = plain(label.as_deref().unwrap_or(id));
        let entity = kind == Some(NodeKind::Entity) || opens && (word == "entity" || word == "interface" && self.classes);
        let holds_nodes = opens && !entity && !matches!(word, "actor" | "usecase" | "participant" | "interface");
        if holds_nodes {
            let boundary = self.builder.boundary(&label, span, self.around())?;
            if !id.is_empty() {
                self.names.entry(id.to_owned()).or_insert(Named::Boundary(boundary));
            }
            self.open(Scope::Boundary(boundary), span)?;
            return Ok(next);
        }
        let node = self.builder.node(id, span, self.around())?;
        self.names.entry(id.to_owned()).or_insert(Named::Node(node));
        self.builder.label(node, &label);
        self.builder.enclose(node, self.around());
        if entity || self.classes && matches!(word, "interface" | "entity") {
            self.builder.shape(node, NodeKind::Entity);
        } else if external {
            self.builder.shape(node, NodeKind::External);
        } else if let Some(kind) = kind {
            self.builder.shape(node, kind);
        }
        for parent in parents {
            let parent = self.at(parent, kind, span)?;
            self.builder.flow(node, parent, "", span, Heads { first: false, second: true })?;
        }
        if opens {
            self.open(Scope::Fields(node, 0), span)?;
        }
        Ok(next)
    }

    /// `Container(id, "Label", "C#", "text")` and other macros; false when the line is none.
    fn call(&mut self, name: &str, after: &str, span: Span) -> Result<bool, Refusal> {
        let Some(close) = after.rfind(')') else { return Ok(false) };
        let tail = after[close + 1..].trim();
        if !(tail.is_empty() || tail.starts_with('{') || tail.starts_with("<<") || tail.starts_with('#')) {
            return Ok(false);
        }
        let arguments: Vec<&str> = arguments(&after[1..close]).into_iter().map(value).collect();
        let word = |at: usize| arguments.get(at).copied().unwrap_or_default();
        let relation = ["Rel", "BiRel"]
            .iter()
            .find(|prefix| name == **prefix || name.strip_prefix(**prefix).is_some_and(|rest| rest.starts_with('_')));
        if relation.is_some() || name == "RelIndex" || name.starts_with("RelIndex_") {
            let skip = usize::from(name.starts_with("RelIndex"));
            let (from, to) = (word(skip), word(skip + 1));
            if from.is_empty() || to.is_empty() {
                return Ok(true);
            }
            let (from, to) = (self.at(from, None, span)?, self.at(to, None, span)?);
            let mut label = plain(word(skip + 2));
            let with = plain(word(skip + 3));
            if !with.is_empty() && !label.is_empty() {
                label = format!("{label} [{with}]");
            } else if label.is_empty() {
                label = with;
            }
            let heads = match name {
                _ if name.starts_with("BiRel") => Heads { first: true, second: true },
                "Rel_Back" | "Rel_Back_Neighbor" => Heads { first: true, second: false },
                _ => Heads { first: false, second: true },
            };
            self.builder.flow(from, to, &label, span, heads)?;
            return Ok(true);
        }
        let silent = ["Lay_", "LAYOUT", "SHOW_", "HIDE_", "Add", "Update", "Set", "increment", "Index", "skinparam"];
        let id = word(0);
        if silent.iter().any(|prefix| name.starts_with(prefix)) {
            return Ok(true);
        }
        let base = name.trim_end_matches("_Ext").trim_end_matches("_L").trim_end_matches("_R");
        let drawn = [
            "Person",
            "System",
            "SystemDb",
            "SystemQueue",
            "Container",
            "ContainerDb",
            "ContainerQueue",
            "Component",
            "ComponentDb",
            "ComponentQueue",
            "Deployment_Node",
            "Node",
        ];
        let boundary = base.ends_with("Boundary");
        let is_id = !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$'));
        if !(drawn.contains(&base) || boundary || self.included && arguments.len() > 1) || !is_id {
            return Ok(false);
        }
        let label = plain(if word(1).is_empty() { id } else { word(1) });
        if boundary || tail.starts_with('{') {
            let at = self.builder.boundary(&label, span, self.around())?;
            self.names.entry(id.to_owned()).or_insert(Named::Boundary(at));
            if tail.starts_with('{') && !tail.contains('}') {
                self.open(Scope::Boundary(at), span)?;
            }
            return Ok(true);
        }
        let node = self.builder.node(id, span, self.around())?;
        self.names.entry(id.to_owned()).or_insert(Named::Node(node));
        self.builder.label(node, &label);
        self.builder.enclose(node, self.around());
        let kind = match base {
            "Person" => Some(NodeKind::Person),
            _ if name.ends_with("_Ext") => Some(NodeKind::External),
            _ if base.ends_with("Db") || base.ends_with("Queue") => Some(NodeKind::Store),
            _ => None,
        };
        if let Some(kind) = kind {
            self.builder.shape(node, kind);
        }
        Ok(true)
    }

    /// The node that a name means; new where it has not been named.
    fn at(&mut self, id: &str, kind: Option<NodeKind>, span: Span) -> Result<usize, Refusal> {
        match self.names.get(id) {
            Some(&Named::Node(at)) => return Ok(at),
            Some(&Named::Boundary(at)) => return self.builder.whole(at, id),
            None => {}
        }
        if let Some((class, member)) = id.split_once("::")
            && let Some(&Named::Node(at)) = self.names.get(class).filter(|_| !member.is_empty())
        {
            return Ok(at);
        }
        let node = self.builder.node(id, span, self.around())?;
        self.names.insert(id.to_owned(), Named::Node(node));
        self.builder.label(node, &plain(id));
        let kind = kind
            .filter(|kind| *kind != NodeKind::Process)
            .or_else(|| if self.states { Some(NodeKind::State) } else { self.classes.then_some(NodeKind::Entity) });
        if let Some(kind) = kind {
            self.builder.shape(node, kind);
        }
        Ok(node)
    }

    /// `A "1" --> "n" B : label`, or an element by itself: `[A] as B`.
    fn relation(&mut self, text: &str, span: Span) -> Result<(), Refusal> {
        let Some((first, rest)) = end(text) else { return self.outside(text, span) };
        let rest = rest.trim_start();
        let Some(found) = arrow(rest).or_else(|| behind_quote(rest)) else {
            return self.alone(&first, rest, span);
        };
        let Arrow { heads, hidden, dotted, rest } = found;
        let mut target = rest.trim_start();
        if target.starts_with('"')
            && let Some(length) = target[1..].find('"')
        {
            // A number at the end of the line, unless it is the end itself.
            let behind = target[length + 2..].trim_start();
            if end(behind).is_some() && !behind.starts_with(':') && !behind.starts_with("as ") {
                target = behind;
            }
        }
        let Some((second, tail)) = end(target) else {
            if first.bracketed && (target.is_empty() || target.starts_with(':')) {
                return Err(Refusal { span, reason: "the arrow has no target".to_owned() });
            }
            // A message to the outside.
            if !first.quoted && rest.starts_with([']', '?', ' ']) || rest.is_empty() {
                self.at(first.id, first.kind, span)?;
            }
            return Ok(());
        };
        let (mut tail, mut alias) = (tail.trim_start(), None);
        if let Some(named) = tail.strip_prefix("as ")
            && let Some((name, behind)) = end(named.trim_start())
        {
            alias = Some(name.id);
            tail = behind;
        }
        let before = |id: &str| self.notes.contains(id);
        if before(first.id) || before(second.id) {
            return Ok(());
        }
        let (a, b) = match (self.point(&first, "from", span)?, alias) {
            (a, None) => (a, self.point(&second, "to", span)?),
            (a, Some(alias)) => {
                let b = self.at(alias, second.kind, span)?;
                self.builder.label(b, &plain(second.id));
                (a, b)
            }
        };
        let label = tail.find(':').map(|at| plain(tail[at + 1..].trim())).unwrap_or_default();
        if hidden {
            return Ok(());
        }
        self.builder.flow(a, b, &label, span, heads)?;
        let (from, to) = if heads.first && !heads.second { (b, a) } else { (a, b) };
        self.last = Some((from, to));
        if tail.starts_with("++") || self.automatic && !dotted {
            self.calls.push((to, from));
        } else if tail.starts_with("--")
            && let Some(at) = self.calls.iter().rposition(|(callee, _)| *callee == from)
        {
            self.calls.truncate(at);
        }
        Ok(())
    }

    /// The node at an end; the start and end of states is one for each group of them.
    fn point(&mut self, end: &End<'_>, side: &str, span: Span) -> Result<usize, Refusal> {
        if end.id != "[*]" {
            return self.at(end.id, end.kind, span);
        }
        let id = format!("[*] {side} {}", self.around().map_or(0, |at| at + 1));
        let node = self.at(&id, end.kind, span)?;
        self.builder.label(node, "[*]");
        Ok(node)
    }

    /// `[-> A : call`, `-> A : call`.
    fn outside(&mut self, text: &str, span: Span) -> Result<(), Refusal> {
        let inner = text.trim_start_matches(['[', '?']);
        if let Some(found) = arrow(inner)
            && let Some((second, _)) = end(found.rest.trim_start())
            && !second.bracketed
        {
            self.at(second.id, second.kind, span)?;
        }
        Ok(())
    }

    /// An element without a word before it, or a word about one.
    fn alone(&mut self, first: &End<'_>, rest: &str, span: Span) -> Result<(), Refusal> {
        if let Some(text) = rest.strip_prefix(':') {
            // `Idle : waits for work`, `Order : total: number`.
            if (self.states || self.classes) && !first.bracketed && first.kind.is_none() {
                let node = self.at(first.id, None, span)?;
                if self.classes && !text.trim().is_empty() {
                    self.builder.field(node, span)?;
                }
            }
            return Ok(());
        }
        if !(first.bracketed || first.kind.is_some() || span.is_empty()) {
            return Ok(());
        }
        let mut id = first.id;
        if let Some(alias) = rest.strip_prefix("as").filter(|tail| tail.is_empty() || tail.starts_with(char::is_whitespace)) {
            match end(alias.trim_start()) {
                Some((alias, _)) => id = alias.id,
                None => return Err(Refusal { span, reason: "the name after `as` is missing".to_owned() }),
            }
        }
        let node = self.at(id, first.kind, span)?;
        self.builder.label(node, &plain(first.id));
        self.builder.enclose(node, self.around());
        Ok(())
    }
}

/// Adds the names that `text` begins with, with commas between them; the result is what follows them.
fn names<'a>(text: &'a str, found: &mut Vec<&'a str>) -> &'a str {
    let mut rest = text;
    while let Some((name, tail)) = end(rest.trim_start()) {
        found.push(name.id);
        match tail.trim_start().strip_prefix(',') {
            Some(more) => rest = more,
            None => return tail,
        }
    }
    rest
}

/// An arrow behind a quoted number: `A "1" --> B`.
fn behind_quote(rest: &str) -> Option<Arrow<'_>> {
    let tail = rest.strip_prefix('"')?;
    arrow(tail[tail.find('"')? + 1..].trim_start())
}

/// The text in quotes that `text` begins with.
fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.split('"').next()
}

/// The value of an argument: `"Web"` and `$label="Web"`.
fn value(argument: &str) -> &str {
    let named = argument.strip_prefix('$').and_then(|rest| rest.split_once('=')).map(|(_, value)| value.trim());
    // Only words that are named for what they are may stand in another's place.
    let argument = match named {
        Some(value) if argument.starts_with("$label") || argument.starts_with("$techn") || argument.starts_with("$descr") => value,
        Some(_) => "",
        None => argument,
    };
    argument.trim().trim_matches('"').trim()
}
