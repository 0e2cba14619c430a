//! Statements of D2 to objects and connections, and those to a graph.

use super::lex::{Cursor, Segment, Value, Wrong};
use crate::diagram::builder::{Builder, Heads, plain, too_large};
use crate::diagram::{FlowGraph, LARGEST, NodeKind, Refusal};
use crate::source::Span;
use std::collections::HashMap;

/// Most objects inside each other.
const DEEPEST: usize = 1_000;

/// Longest id that is written out from the outermost object.
const LONGEST_ID: usize = 400;

/// Reads `body`, which begins at byte `base` of the document.
pub(in crate::diagram) fn read(body: &str, base: u32) -> Result<Option<FlowGraph>, Refusal> {
    let mut reader = Reader {
        cursor: Cursor { source: body, at: 0 },
        base: base as usize,
        objects: Vec::new(),
        names: HashMap::new(),
        edges: Vec::new(),
        globs: Vec::new(),
        scopes: vec![Scope { of: Of::Object(None), start: 0 }],
        root_sequence: false,
    };
    reader.statements()?;
    reader.expand()?;
    let graph = reader.graph()?;
    Ok((!graph.nodes.is_empty()).then_some(graph))
}

#[derive(Debug)]
struct Object {
    name: String,
    id: String,
    parent: Option<usize>,
    depth: usize,
    label: Option<String>,
    shape: Option<String>,
    span: Span,
    removed: bool,
    /// A frame in a sequence diagram.
    frame: bool,
}

#[derive(Debug)]
struct Edge {
    ends: [usize; 2],
    label: String,
    span: Span,
    heads: Heads,
    removed: bool,
}

/// A connection whose ends have a `*`; known when everything else is.
#[derive(Debug)]
struct Glob {
    scope: Option<usize>,
    ends: [Vec<Segment>; 2],
    label: String,
    span: Span,
    heads: Heads,
}

/// What an open brace belongs to.
#[derive(Debug, Clone)]
enum Of {
    Object(Option<usize>),
    /// Connections from the first number to one before the second.
    Edges(usize, usize),
}

#[derive(Debug, Clone)]
struct Scope {
    of: Of,
    start: usize,
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    base: usize,
    objects: Vec<Object>,
    names: HashMap<(Option<usize>, String), usize>,
    edges: Vec<Edge>,
    globs: Vec<Glob>,
    scopes: Vec<Scope>,
    root_sequence: bool,
}

/// Keys that open a map which draws nothing on this board.
const ELSEWHERE: &[&str] = &["vars", "classes", "layers", "scenarios", "steps"];

/// Shapes that an object may have.
const SHAPES: &[&str] = &[
    "rectangle",
    "square",
    "page",
    "parallelogram",
    "document",
    "cylinder",
    "queue",
    "package",
    "step",
    "callout",
    "stored_data",
    "person",
    "c4-person",
    "diamond",
    "oval",
    "circle",
    "hexagon",
    "cloud",
    "text",
    "code",
    "class",
    "sql_table",
    "image",
    "sequence_diagram",
    "hierarchy",
];

/// Keys that say something of the object they stand in.
const RESERVED: &[&str] = &[
    "label",
    "shape",
    "style",
    "class",
    "icon",
    "near",
    "tooltip",
    "link",
    "direction",
    "width",
    "height",
    "constraint",
    "top",
    "left",
    "grid-rows",
    "grid-columns",
    "grid-gap",
    "vertical-gap",
    "horizontal-gap",
    "source-arrowhead",
    "target-arrowhead",
    "desc",
    "filled",
    "opacity",
    "stroke",
    "fill",
    "animated",
    "d2-config",
];

impl Reader<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end.max(start))
    }

    fn refuse<T>(&self, start: usize, reason: &str) -> Result<T, Refusal> {
        let source = self.cursor.source;
        let end = source[start..].find('\n').map_or(source.len(), |length| start + length);
        Err(Refusal { span: self.span(start, end), reason: reason.to_owned() })
    }

    fn or_refuse<T>(&self, result: Result<T, Wrong>) -> Result<T, Refusal> {
        result.or_else(|(at, reason)| self.refuse(at, reason))
    }

    fn statements(&mut self) -> Result<(), Refusal> {
        loop {
            let cursor = &mut self.cursor;
            cursor.skip_blanks();
            let start = cursor.at;
            let Some(byte) = cursor.peek() else { break };
            match byte {
                b'\n' | b';' => cursor.at += 1,
                b'#' => cursor.skip_line(),
                b'"' if cursor.rest().starts_with("\"\"\"") => cursor.skip_comment(),
                b'}' => {
                    if self.scopes.len() == 1 {
                        return self.refuse(start, "the brace closes nothing");
                    }
                    cursor.at += 1;
                    self.scopes.pop();
                }
                b'&' | b'!' => self.skip_statement()?,
                b'.' if cursor.rest().starts_with("...") => self.skip_statement()?,
                _ => self.statement()?,
            }
        }
        match self.scopes.last() {
            Some(scope) if self.scopes.len() > 1 => self.refuse(scope.start, "the brace is not closed"),
            _ => Ok(()),
        }
    }

    /// Past a statement that draws nothing.
    fn skip_statement(&mut self) -> Result<(), Refusal> {
        while let Some(byte) = self.cursor.peek() {
            match byte {
                b'\n' | b';' | b'}' => return Ok(()),
                b'{' => {
                    let skipped = self.cursor.skip_nested(b'{', b'}');
                    self.or_refuse(skipped)?;
                    return Ok(());
                }
                b':' => {
                    self.cursor.at += 1;
                    let value = self.cursor.value();
                    self.or_refuse(value)?;
                }
                _ => {
                    self.cursor.at += self.cursor.rest().chars().next().map_or(1, char::len_utf8);
                    if byte == b'$' && self.cursor.peek() == Some(b'{') {
                        let skipped = self.cursor.skip_nested(b'{', b'}');
                        self.or_refuse(skipped)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn statement(&mut self) -> Result<(), Refusal> {
        let start = self.cursor.at;
        let key = self.cursor.key();
        let first = self.or_refuse(key)?;
        if self.cursor.peek() == Some(b'(') {
            return self.group(&first, start);
        }
        let Some(arrow) = self.cursor.arrow() else {
            if first.is_empty() {
                // Nothing that we know; read on behind it.
                self.cursor.at = start + self.cursor.source[start..].chars().next().map_or(1, char::len_utf8);
                return self.skip_statement();
            }
            return self.object_statement(&first, start);
        };
        if first.is_empty() {
            return self.refuse(start, "the connection has no source");
        }
        let (paths, arrows) = self.chain(first, arrow, start)?;
        let end = self.cursor.at;
        let (value, open) = self.after()?;
        let label = if let Value::Text(text) = value { plain(&text) } else { String::new() };
        let from = self.edges.len();
        let scope = self.scope();
        for (pair, heads) in paths.windows(2).zip(arrows) {
            let span = self.span(start, end);
            let ends = [pair[0].clone(), pair[1].clone()];
            let is_pattern = |end: &[Segment]| end.iter().any(|s| !s.quoted && s.text.contains('*'));
            if ends.iter().any(|end| is_pattern(end)) {
                for end in ends.iter().filter(|end| !is_pattern(end)) {
                    self.end(scope, end)?;
                }
                self.globs.push(Glob { scope, ends, label: label.clone(), span, heads });
                continue;
            }
            let [Some(first), Some(second)] = [self.end(scope, &ends[0])?, self.end(scope, &ends[1])?] else { continue };
            if self.edges.len() >= LARGEST {
                return Err(too_large(span));
            }
            self.edges.push(Edge { ends: [first, second], label: label.clone(), span, heads, removed: false });
        }
        if open {
            self.open(Of::Edges(from, self.edges.len()))?;
        }
        Ok(())
    }

    /// The ends and arrows of a chain whose first end and arrow are read.
    fn chain(&mut self, first: Vec<Segment>, arrow: (bool, bool), start: usize) -> Result<(Vec<Vec<Segment>>, Vec<Heads>), Refusal> {
        let mut paths = vec![first];
        let mut arrows = vec![Heads { first: arrow.0, second: arrow.1 }];
        loop {
            let key = self.cursor.key();
            let path = self.or_refuse(key)?;
            if path.is_empty() {
                return self.refuse(start, "the connection has no target");
            }
            paths.push(path);
            match self.cursor.arrow() {
                Some((first, second)) => arrows.push(Heads { first, second }),
                None => return Ok((paths, arrows)),
            }
        }
    }

    /// `(x -> y)[0].style.stroke: red`: speaks of connections that are there; only `null` and `label` matter.
    fn group(&mut self, prefix: &[Segment], start: usize) -> Result<(), Refusal> {
        self.cursor.at += 1;
        let key = self.cursor.key();
        let first = self.or_refuse(key)?;
        let Some(arrow) = self.cursor.arrow() else { return self.skip_statement() };
        if first.is_empty() {
            return self.refuse(start, "the connection has no source");
        }
        let (paths, _) = self.chain(first, arrow, start)?;
        if self.cursor.peek() == Some(b')') {
            self.cursor.at += 1;
        }
        self.cursor.skip_blanks();
        if self.cursor.peek() == Some(b'[') {
            let skipped = self.cursor.skip_nested(b'[', b']');
            self.or_refuse(skipped)?;
        }
        let rest = self.cursor.rest();
        let whole = rest.trim_start_matches([' ', '\t']).starts_with(':');
        if !whole || paths.len() != 2 || !prefix.is_empty() {
            return self.skip_statement();
        }
        let scope = self.scope();
        let [Some(a), Some(b)] = [self.end(scope, &paths[0])?, self.end(scope, &paths[1])?] else { return self.skip_statement() };
        let (value, open) = self.after()?;
        let known = self.edges.iter_mut().rfind(|edge| edge.ends == [a, b]);
        match (value, known) {
            (Value::Null, Some(edge)) => edge.removed = true,
            (Value::Text(text), Some(edge)) => edge.label = plain(&text),
            _ => {}
        }
        if open {
            self.open(Of::Edges(0, 0))?;
        }
        Ok(())
    }

    /// What follows a key: a value, and whether a brace opens.
    fn after(&mut self) -> Result<(Value, bool), Refusal> {
        self.cursor.skip_blanks();
        let mut value = Value::None;
        if self.cursor.peek() == Some(b':') {
            self.cursor.at += 1;
            let read = self.cursor.value();
            value = self.or_refuse(read)?;
            self.cursor.skip_blanks();
        }
        Ok((value, self.cursor.peek() == Some(b'{')))
    }

    fn open(&mut self, of: Of) -> Result<(), Refusal> {
        let start = self.cursor.at;
        if self.scopes.len() > DEEPEST {
            return self.refuse(start, "the objects are nested too deep");
        }
        self.cursor.at += 1;
        self.scopes.push(Scope { of, start });
        Ok(())
    }

    fn skip_map(&mut self, open: bool) -> Result<(), Refusal> {
        if open {
            let skipped = self.cursor.skip_nested(b'{', b'}');
            self.or_refuse(skipped)?;
        }
        Ok(())
    }

    /// The object whose brace is open; None at the outermost level.
    fn scope(&self) -> Option<usize> {
        self.scopes.iter().rev().find_map(|scope| if let Of::Object(at) = scope.of { Some(at) } else { None }).flatten()
    }

    fn object_statement(&mut self, path: &[Segment], start: usize) -> Result<(), Refusal> {
        let (value, open) = self.after()?;
        let text = if let Value::Text(text) = &value { Some(text.as_str()) } else { None };
        if let Some(Scope { of: Of::Edges(from, to), .. }) = self.scopes.last() {
            let (from, to) = (*from, *to);
            if let (Some(text), true) = (text, path.len() == 1 && path[0].text == "label") {
                let label = plain(text);
                self.edges[from..to].iter_mut().for_each(|edge| label.clone_into(&mut edge.label));
            }
            return self.skip_map(open);
        }
        let mut at = self.scope();
        for (index, segment) in path.iter().enumerate() {
            let folded = segment.text.to_ascii_lowercase();
            let bare = !segment.quoted;
            if bare && (ELSEWHERE.contains(&folded.as_str()) || segment.text.contains('*') || segment.text.starts_with('@')) {
                return self.skip_map(open);
            }
            if bare && RESERVED.contains(&folded.as_str()) {
                if index + 1 == path.len() {
                    if folded == "shape" && text.is_some_and(|text| !is_shape(text)) {
                        return self.refuse(start, "there is no such shape");
                    }
                    self.attribute(at, &folded, text);
                }
                if folded == "label" || !open {
                    return self.skip_map(open);
                }
                return self.skip_map(true);
            }
            if bare && segment.text == "_" {
                at = self.outward(at, segment)?;
                continue;
            }
            let span = self.span(segment.start.max(start), segment.end);
            at = Some(self.object(at, &segment.text, span)?);
        }
        let Some(object) = at else { return self.skip_map(open) };
        if value == Value::Null {
            self.objects[object].removed = true;
        }
        if let Some(text) = text {
            self.objects[object].label = Some(plain(text));
        }
        if open {
            self.open(Of::Object(Some(object)))?;
        }
        Ok(())
    }

    fn attribute(&mut self, object: Option<usize>, key: &str, value: Option<&str>) {
        let Some(value) = value else { return };
        let Some(object) = object else {
            self.root_sequence |= key == "shape" && value == "sequence_diagram";
            return;
        };
        match key {
            "label" => self.objects[object].label = Some(plain(value)),
            "shape" => self.objects[object].shape = Some(value.to_ascii_lowercase()),
            _ => {}
        }
    }

    fn object(&mut self, parent: Option<usize>, name: &str, span: Span) -> Result<usize, Refusal> {
        let key = (parent, name.to_lowercase());
        if let Some(&at) = self.names.get(&key) {
            self.objects[at].removed = false;
            return Ok(at);
        }
        let depth = parent.map_or(0, |parent| self.objects[parent].depth + 1);
        if self.objects.len() >= LARGEST {
            return Err(too_large(span));
        }
        if depth > DEEPEST {
            return Err(Refusal { span, reason: "the objects are nested too deep".to_owned() });
        }
        let outer = parent.map_or("", |parent| self.objects[parent].id.as_str());
        let id = if outer.is_empty() || outer.len() + name.len() > LONGEST_ID { name.to_owned() } else { format!("{outer}.{name}") };
        let object = Object { name: name.to_owned(), id, parent, depth, label: None, shape: None, span, removed: false, frame: false };
        self.objects.push(object);
        self.names.insert(key, self.objects.len() - 1);
        Ok(self.objects.len() - 1)
    }

    fn is_sequence(&self, object: usize) -> bool {
        self.objects[object].shape.as_deref() == Some("sequence_diagram")
    }

    /// The scope of the sequence diagram that `scope` lies in, itself included; `scope` where there is none.
    fn sequence(&self, scope: Option<usize>) -> Option<usize> {
        let around = std::iter::successors(scope, |&at| self.objects[at].parent).find(|&at| self.is_sequence(at));
        if around.is_none() && !self.root_sequence { scope } else { around }
    }

    /// What `_` means within an object.
    fn outward(&self, object: Option<usize>, segment: &Segment) -> Result<Option<usize>, Refusal> {
        match object {
            Some(object) => Ok(self.objects[object].parent),
            None if self.root_sequence => Ok(None),
            None => self.refuse(segment.start, "`_` stands in no object"),
        }
    }

    /// The object at an end of a connection.
    fn end(&mut self, scope: Option<usize>, path: &[Segment]) -> Result<Option<usize>, Refusal> {
        let mut at = self.sequence(scope);
        if at != scope
            && let Some(frame) = scope
        {
            self.objects[frame].frame = true;
        }
        for segment in path {
            if !segment.quoted && segment.text == "_" {
                at = self.outward(at, segment)?;
                continue;
            }
            let span = self.span(segment.start, segment.end);
            at = Some(self.object(at, &segment.text, span)?);
        }
        Ok(at)
    }

    /// Connections between all objects that fit a pattern.
    fn expand(&mut self) -> Result<(), Refusal> {
        let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for (at, object) in self.objects.iter().enumerate().filter(|(_, object)| !object.removed) {
            children.entry(object.parent).or_default().push(at);
        }
        let mut steps = 0;
        for glob in std::mem::take(&mut self.globs) {
            let [first, second] = glob.ends.each_ref().map(|path| {
                let mut found = vec![glob.scope];
                for segment in path {
                    let mut next = Vec::new();
                    let mut queue = found;
                    while let Some(parent) = queue.pop() {
                        for &child in children.get(&parent).map_or(&[][..], Vec::as_slice) {
                            steps += 1;
                            if fits(&segment.text, &self.objects[child].name) {
                                next.push(Some(child));
                            }
                            if segment.text.contains("**") {
                                queue.push(Some(child));
                            }
                        }
                        if steps > LARGEST * 50 {
                            break;
                        }
                    }
                    found = next;
                }
                let mut found: Vec<usize> = found.into_iter().flatten().collect();
                found.sort_unstable();
                found
            });
            if steps > LARGEST * 50 || first.len().saturating_mul(second.len()) + self.edges.len() > LARGEST {
                return Err(too_large(glob.span));
            }
            for &a in &first {
                for &b in second.iter().filter(|b| **b != a) {
                    let Glob { label, span, heads, .. } = &glob;
                    self.edges.push(Edge { ends: [a, b], label: label.clone(), span: *span, heads: *heads, removed: false });
                }
            }
        }
        Ok(())
    }

    fn graph(self) -> Result<FlowGraph, Refusal> {
        let objects = &self.objects;
        // Parents stand before their children.
        let mut part: Vec<Part> = Vec::with_capacity(objects.len());
        let mut has_parts = vec![false; objects.len()];
        for object in objects {
            let outer = object.parent.map(|parent| part[parent]);
            let is = match (outer, object.parent) {
                _ if object.removed => Part::Nothing,
                (Some(Part::Nothing), _) => Part::Nothing,
                (Some(Part::Of(owner)), _) => Part::Of(owner),
                (_, Some(parent)) if is_table(&objects[parent]) => Part::Of(parent),
                (_, Some(parent)) if self.is_actor(parent) => Part::Of(parent),
                _ if object.frame => Part::Nothing,
                _ => Part::Whole,
            };
            part.push(is);
            if let (Part::Whole, Some(parent)) = (is, object.parent) {
                has_parts[parent] = true;
            }
        }
        let mut builder = Builder::default();
        let mut boundaries: Vec<Option<usize>> = vec![None; objects.len()];
        let mut nodes: Vec<Option<usize>> = vec![None; objects.len()];
        for (at, object) in objects.iter().enumerate() {
            let outer = object.parent.and_then(|parent| boundaries[parent]);
            let label = object.label.clone().unwrap_or_else(|| object.name.clone());
            match part[at] {
                Part::Nothing => {}
                Part::Of(owner) => {
                    if let Some(node) = nodes[owner].filter(|_| is_table(&objects[owner]) && object.parent == Some(owner)) {
                        builder.field(node, object.span)?;
                    }
                }
                Part::Whole if has_parts[at] => boundaries[at] = Some(builder.boundary(&label, object.span, outer)?),
                Part::Whole => {
                    let node = builder.push(&object.id, label, object.span, outer)?;
                    if let Some(kind) = object.shape.as_deref().and_then(by_shape) {
                        builder.shape(node, kind);
                    }
                    nodes[at] = Some(node);
                }
            }
        }
        for edge in self.edges.iter().filter(|edge| !edge.removed) {
            let mut ends = [0; 2];
            let mut known = true;
            for (slot, end) in ends.iter_mut().zip(edge.ends) {
                let end = if let Part::Of(owner) = part[end] { owner } else { end };
                match (nodes[end], boundaries[end]) {
                    (Some(node), _) => *slot = node,
                    (None, Some(boundary)) => *slot = builder.whole(boundary, &objects[end].id)?,
                    (None, None) => known = false,
                }
            }
            if known {
                builder.flow(ends[0], ends[1], &edge.label, edge.span, edge.heads)?;
            }
        }
        Ok(builder.finish())
    }

    /// True for a participant of a sequence diagram.
    fn is_actor(&self, object: usize) -> bool {
        self.objects[object].parent.map_or(self.root_sequence, |parent| self.is_sequence(parent))
    }
}

/// What an object comes to.
#[derive(Debug, Clone, Copy)]
enum Part {
    Nothing,
    Whole,
    /// A row of a table, a note of a participant.
    Of(usize),
}

fn is_table(object: &Object) -> bool {
    matches!(object.shape.as_deref(), Some("sql_table" | "class"))
}

/// True when `name` fits a pattern in which `*` stands for anything.
fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.to_lowercase(), name.to_lowercase());
    let mut pieces = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let Some(last) = pieces.next_back() else { return rest.is_empty() };
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn is_shape(text: &str) -> bool {
    text.is_empty() || text.contains("${") || SHAPES.iter().any(|shape| text.eq_ignore_ascii_case(shape))
}

/// What a shape says of an object.
fn by_shape(shape: &str) -> Option<NodeKind> {
    match shape {
        "person" | "c4-person" => Some(NodeKind::Person),
        "cylinder" | "queue" | "stored_data" => Some(NodeKind::Store),
        "cloud" => Some(NodeKind::External),
        "sql_table" | "class" => Some(NodeKind::Entity),
        "diamond" => Some(NodeKind::State),
        _ => None,
    }
}
