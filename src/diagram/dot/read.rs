//! DOT source to a graph: clusters are boundaries, an edge to a subgraph is one to each node in it.

use super::lex::{Lexer, Token};
use crate::diagram::builder::{Builder, Heads, plain, too_large};
use crate::diagram::{FlowGraph, LARGEST, NodeKind, Refusal};
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// Most subgraphs inside each other.
const DEEPEST: usize = 2_000;

/// Most nodes that are handed from subgraphs to those around them: a subgraph may be named a million times.
const MOST_HANDED_ON: usize = 2_000_000;

/// Reads the first graph of `body`, which begins at byte `base` of the document.
pub(in crate::diagram) fn read(body: &str, base: u32) -> Result<Option<FlowGraph>, Refusal> {
    let mut reader = Reader::new(body, base as usize);
    reader.advance()?;
    if reader.token.is_none() {
        return Ok(None);
    }
    reader.header()?;
    reader.statements()?;
    Ok(Some(reader.builder.finish()))
}

/// Attributes that say something; later ones replace earlier ones.
#[derive(Debug, Clone, Default)]
struct Attributes {
    label: Option<String>,
    shape: Option<String>,
    dir: Option<String>,
    head: Option<bool>,
    tail: Option<bool>,
    /// Drawn only to place its ends.
    hidden: bool,
}

impl Attributes {
    fn set(&mut self, key: &str, value: &str, html: bool) {
        if key != "label" && key != "xlabel" && value.len() > 64 {
            return;
        }
        match key {
            "label" | "xlabel" if key == "label" || self.label.is_none() => {
                self.label = Some(if html || !self.shape.as_deref().is_some_and(|shape| shape.contains("record")) {
                    value.to_owned()
                } else {
                    record(value)
                });
            }
            "shape" => {
                self.shape = Some(value.to_ascii_lowercase());
                if value.to_ascii_lowercase().contains("record") {
                    self.label = self.label.take().map(|label| record(&label));
                }
            }
            "style" => self.hidden = value.split(',').any(|style| style.trim() == "invis"),
            "dir" => self.dir = Some(value.to_ascii_lowercase()),
            "arrowhead" => self.head = Some(!value.eq_ignore_ascii_case("none")),
            "arrowtail" => self.tail = Some(!value.eq_ignore_ascii_case("none")),
            _ => {}
        }
    }

    fn heads(&self, directed: bool) -> Heads {
        let (first, second) = match self.dir.as_deref() {
            Some("none") => (false, false),
            Some("both") => (true, true),
            Some("back") => (true, false),
            Some("forward") => (false, true),
            _ => (false, directed),
        };
        Heads { first: first && self.tail != Some(false), second: second && self.head != Some(false) }
    }
}

/// `<p1> one|{<p2> two|three}` to `one two three`.
fn record(label: &str) -> String {
    let mut out = String::new();
    let mut port = false;
    for c in label.chars() {
        match c {
            '<' => port = true,
            '>' if port => port = false,
            '{' | '}' | '|' => out.push(' '),
            _ if port => {}
            _ => out.push(c),
        }
    }
    out
}

/// A graph or subgraph that is open.
#[derive(Debug, Clone, Default)]
struct Scope {
    boundary: Option<usize>,
    /// Name of the subgraph, which says whether it is drawn.
    name: Option<String>,
    start: usize,
    node: Attributes,
    edge: Attributes,
    /// Nodes in it, for edges that end at it.
    nodes: Vec<usize>,
    /// The edge statement that waits for it.
    pending: Vec<Group>,
    pending_start: usize,
}

/// One end of an edge: a node, or every node of a subgraph.
type Group = Vec<usize>;

struct Reader<'a> {
    lexer: Lexer<'a>,
    body_len: usize,
    base: usize,
    token: Option<Token>,
    /// Where the token begins and ends, and where the one before it ended.
    start: usize,
    end: usize,
    previous: usize,
    directed: bool,
    strict: bool,
    seen: HashSet<(usize, usize)>,
    clusters: HashMap<String, usize>,
    /// Nodes of named subgraphs, which may be named again.
    named: HashMap<String, Vec<usize>>,
    handed_on: usize,
    builder: Builder,
    scopes: Vec<Scope>,
}

impl<'a> Reader<'a> {
    fn new(body: &'a str, base: usize) -> Self {
        Self {
            lexer: Lexer::new(body),
            body_len: body.len(),
            base,
            token: None,
            start: 0,
            end: 0,
            previous: 0,
            directed: true,
            strict: false,
            seen: HashSet::new(),
            clusters: HashMap::new(),
            named: HashMap::new(),
            handed_on: 0,
            builder: Builder::default(),
            scopes: vec![Scope::default()],
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    fn refuse<T>(&self, reason: &str) -> Result<T, Refusal> {
        let (start, end) = if self.token.is_some() { (self.start, self.end) } else { (self.previous, self.body_len) };
        Err(Refusal { span: self.span(start, end), reason: reason.to_owned() })
    }

    fn advance(&mut self) -> Result<(), Refusal> {
        self.previous = self.end;
        match self.lexer.next() {
            Ok(Some((token, start, end))) => {
                (self.token, self.start, self.end) = (Some(token), start, end);
                Ok(())
            }
            Ok(None) => {
                self.token = None;
                Ok(())
            }
            Err((at, reason)) => Err(Refusal { span: self.span(at, self.body_len), reason: reason.to_owned() }),
        }
    }

    fn is_mark(&self, mark: u8) -> bool {
        self.token == Some(Token::Mark(mark))
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(&self.token, Some(Token::Word(w)) if w.eq_ignore_ascii_case(word))
    }

    fn is_edge(&self) -> bool {
        matches!(self.token, Some(Token::Edge { .. }))
    }

    fn header(&mut self) -> Result<(), Refusal> {
        if self.is_word("strict") {
            self.strict = true;
            self.advance()?;
        }
        self.directed = self.is_word("digraph");
        if !self.directed && !self.is_word("graph") {
            return self.refuse("a graph begins with `graph` or `digraph`");
        }
        self.advance()?;
        if !self.is_mark(b'{') {
            self.id()?;
        }
        if !self.is_mark(b'{') {
            return self.refuse("the graph is not opened by `{`");
        }
        self.advance()
    }

    /// A name; quoted texts may be joined by `+`. The second value is true for HTML.
    fn id(&mut self) -> Result<(String, bool), Refusal> {
        match self.token.take() {
            Some(Token::Word(word)) => {
                if ["node", "edge", "graph", "digraph", "subgraph", "strict"].iter().any(|k| word.eq_ignore_ascii_case(k)) {
                    self.token = Some(Token::Word(word));
                    return self.refuse("a keyword stands where a name should be");
                }
                self.advance()?;
                Ok((word, false))
            }
            Some(Token::Id(mut text)) => {
                self.advance()?;
                while self.is_mark(b'+') {
                    self.advance()?;
                    match self.token.take() {
                        Some(Token::Id(more)) => text.push_str(&more),
                        other => {
                            self.token = other;
                            return self.refuse("`+` is not followed by quoted text");
                        }
                    }
                    self.advance()?;
                }
                Ok((text, false))
            }
            Some(Token::Html(text)) => {
                self.advance()?;
                Ok((text, true))
            }
            other => {
                self.token = other;
                self.refuse(if self.token.is_none() { "the graph ends early" } else { "a name is missing" })
            }
        }
    }

    fn scope(&mut self) -> &mut Scope {
        if self.scopes.is_empty() {
            self.scopes.push(Scope::default());
        }
        let last = self.scopes.len() - 1;
        &mut self.scopes[last]
    }

    fn statements(&mut self) -> Result<(), Refusal> {
        // A `;` ends a statement and is none itself.
        let mut ended = false;
        loop {
            let depth = self.scopes.len();
            match &self.token {
                None => return self.refuse("the graph is not closed by `}`"),
                Some(Token::Mark(b';')) if ended => {
                    self.advance()?;
                    ended = false;
                    continue;
                }
                Some(Token::Mark(b'}')) => {
                    self.advance()?;
                    if self.scopes.len() <= 1 {
                        return Ok(());
                    }
                    self.close()?;
                }
                Some(Token::Word(word)) => {
                    let word = word.to_ascii_lowercase();
                    match word.as_str() {
                        "node" | "edge" | "graph" => {
                            self.advance()?;
                            if !self.is_mark(b'[') {
                                return self.refuse(&format!("`{word}` is a keyword, and no attributes follow it"));
                            }
                            let attributes = self.attributes()?;
                            self.defaults(&word, &attributes);
                        }
                        "subgraph" => {
                            let start = self.start;
                            self.subgraph(Vec::new(), start)?;
                        }
                        _ => self.named_statement()?,
                    }
                }
                Some(Token::Mark(b'{')) => {
                    let start = self.start;
                    self.subgraph(Vec::new(), start)?;
                }
                Some(Token::Id(_) | Token::Html(_)) => self.named_statement()?,
                Some(Token::Edge { .. }) => return self.refuse("the edge has no start"),
                Some(Token::Mark(_)) => return self.refuse("a statement cannot begin like this"),
            }
            ended = self.scopes.len() <= depth;
        }
    }

    fn defaults(&mut self, of: &str, attributes: &[(String, String, bool)]) {
        for (key, value, html) in attributes {
            match of {
                // A label for all nodes says nothing about one of them.
                "node" if key != "label" => self.scope().node.set(key, value, *html),
                "edge" if key != "label" => self.scope().edge.set(key, value, *html),
                "graph" => self.graph_attribute(key, value),
                _ => {}
            }
        }
    }

    fn graph_attribute(&mut self, key: &str, value: &str) {
        if key.eq_ignore_ascii_case("label")
            && let Some(boundary) = self.scope().boundary
        {
            let owner = self.scopes.len() < 2 || self.scopes[self.scopes.len() - 2].boundary != Some(boundary);
            if owner {
                self.builder.boundary_label(boundary, &plain(value));
            }
        }
    }

    /// A statement that begins with a name: nodes, an edge, or `key = value`.
    fn named_statement(&mut self) -> Result<(), Refusal> {
        let start = self.start;
        let (name, _) = self.id()?;
        if self.is_mark(b'=') {
            self.advance()?;
            let (value, _) = self.id()?;
            self.graph_attribute(&name, &value);
            return Ok(());
        }
        let end = self.previous;
        let nodes = self.nodes(&name, start, end)?;
        if self.is_edge() {
            return self.edges(vec![nodes], start);
        }
        let shape = self.scope().node.shape.clone();
        let mut attributes = Attributes { shape, ..Attributes::default() };
        for (key, value, html) in self.attributes()? {
            attributes.set(&key, &value, html);
        }
        for node in nodes {
            if let Some(label) = &attributes.label {
                let label = plain(&label.replace("\\N", &self.builder.graph().nodes[node].id));
                self.builder.label(node, &label);
            }
            if let Some(kind) = attributes.shape.as_deref().and_then(by_shape) {
                self.builder.shape(node, kind);
            }
        }
        Ok(())
    }

    /// `a, b:port, c`, of which the first name is read.
    fn nodes(&mut self, name: &str, start: usize, end: usize) -> Result<Group, Refusal> {
        let mut found = vec![self.name_node(name, start, end)?];
        self.port()?;
        while self.is_mark(b',') {
            self.advance()?;
            let start = self.start;
            let (name, _) = self.id()?;
            found.push(self.name_node(&name, start, self.previous)?);
            self.port()?;
        }
        Ok(found)
    }

    fn name_node(&mut self, name: &str, start: usize, end: usize) -> Result<usize, Refusal> {
        let span = self.span(start, end);
        let boundary = self.scope().boundary;
        let known = self.builder.find(name);
        let node = self.builder.node(name, span, boundary)?;
        self.builder.enclose(node, boundary);
        if known.is_none() {
            self.builder.label(node, &plain(name));
            if let Some(kind) = self.scope().node.shape.as_deref().and_then(by_shape) {
                self.builder.shape(node, kind);
            }
        }
        if self.scopes.len() > 1 {
            self.scope().nodes.push(node);
        }
        Ok(node)
    }

    /// `:port` and `:port:compass`.
    fn port(&mut self) -> Result<(), Refusal> {
        for _ in 0..2 {
            if self.is_mark(b':') {
                self.advance()?;
                self.id()?;
            }
        }
        Ok(())
    }

    /// The rest of an edge statement; `groups` are the ends so far.
    fn edges(&mut self, mut groups: Vec<Group>, start: usize) -> Result<(), Refusal> {
        while let Some(Token::Edge { directed }) = self.token {
            if directed != self.directed {
                return self.refuse(if directed { "`->` needs a `digraph`" } else { "`--` needs a `graph`" });
            }
            self.advance()?;
            if self.is_word("subgraph") || self.is_mark(b'{') {
                return self.subgraph(groups, start);
            }
            let at = self.start;
            match self.token {
                Some(Token::Word(_) | Token::Id(_) | Token::Html(_)) => {}
                _ => return self.refuse("the edge has no target"),
            }
            let (name, _) = self.id()?;
            let end = self.previous;
            groups.push(self.nodes(&name, at, end)?);
        }
        let mut attributes = self.scope().edge.clone();
        for (key, value, html) in self.attributes()? {
            attributes.set(&key, &value, html);
        }
        if attributes.hidden {
            return Ok(());
        }
        let span = self.span(start, self.previous);
        let label = attributes.label.as_deref().map(plain).unwrap_or_default();
        let heads = attributes.heads(self.directed);
        for pair in groups.windows(2) {
            if pair[0].len().saturating_mul(pair[1].len()) > LARGEST {
                return Err(too_large(span));
            }
            for &from in &pair[0] {
                for &to in &pair[1] {
                    let key = if self.directed { (from, to) } else { (from.min(to), from.max(to)) };
                    if !self.strict || self.seen.insert(key) {
                        self.builder.flow(from, to, &label, span, heads)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Opens a subgraph; `pending` are the ends of the edge that leads to it.
    fn subgraph(&mut self, pending: Vec<Group>, pending_start: usize) -> Result<(), Refusal> {
        if self.scopes.len() > DEEPEST {
            return self.refuse("the subgraphs are nested too deep");
        }
        let start = self.start;
        let mut name = None;
        if self.is_word("subgraph") {
            self.advance()?;
            if !self.is_mark(b'{') {
                name = Some(self.id()?.0);
            }
        }
        let outer = self.scope();
        let mut scope = Scope { boundary: outer.boundary, node: outer.node.clone(), edge: outer.edge.clone(), ..Scope::default() };
        (scope.start, scope.pending, scope.pending_start) = (start, pending, pending_start);
        if let Some(name) = &name
            && name.to_ascii_lowercase().starts_with("cluster")
        {
            let parent = scope.boundary;
            let known = self.clusters.get(name).copied();
            let boundary = match known {
                Some(known) => known,
                None => self.builder.boundary("", self.span(start, self.previous), parent)?,
            };
            self.clusters.insert(name.clone(), boundary);
            scope.boundary = Some(boundary);
        }
        let known = name.as_ref().and_then(|name| self.named.get(name)).cloned();
        scope.nodes = known.unwrap_or_default();
        scope.name = name;
        self.scopes.push(scope);
        if self.is_mark(b'{') {
            return self.advance();
        }
        self.refuse("the subgraph is not opened by `{`")
    }

    /// Ends a subgraph and goes on with the edge it stands in.
    fn close(&mut self) -> Result<(), Refusal> {
        let Some(mut scope) = self.scopes.pop() else { return Ok(()) };
        self.handed_on += scope.nodes.len();
        if self.handed_on > MOST_HANDED_ON {
            return Err(too_large(self.span(scope.start, self.previous)));
        }
        scope.nodes.sort_unstable();
        scope.nodes.dedup();
        if let Some(name) = &scope.name {
            self.named.insert(name.clone(), scope.nodes.clone());
            // Nothing is drawn around nothing.
            if scope.nodes.is_empty()
                && self.scopes.iter().all(|outer| outer.boundary != scope.boundary)
                && let Some(boundary) = self.clusters.remove(name)
            {
                self.builder.take_back(boundary);
            }
        }
        if self.scopes.len() > 1 {
            self.scope().nodes.extend(&scope.nodes);
        }
        if scope.pending.is_empty() && !self.is_edge() {
            return Ok(());
        }
        scope.pending.push(scope.nodes);
        self.edges(scope.pending, scope.pending_start)
    }

    /// `[key=value, key=value; key=value] [...]`.
    fn attributes(&mut self) -> Result<Vec<(String, String, bool)>, Refusal> {
        let mut found = Vec::new();
        while self.is_mark(b'[') {
            self.advance()?;
            while !self.is_mark(b']') {
                if self.token.is_none() {
                    return self.refuse("the bracket is not closed");
                }
                let (key, _) = self.id()?;
                if !self.is_mark(b'=') {
                    return self.refuse("the attribute has no value");
                }
                self.advance()?;
                let (value, html) = self.id()?;
                found.push((key.to_ascii_lowercase(), value, html));
                if self.is_mark(b';') || self.is_mark(b',') {
                    self.advance()?;
                }
            }
            self.advance()?;
        }
        Ok(found)
    }
}

/// What a shape says of a node.
fn by_shape(shape: &str) -> Option<NodeKind> {
    match shape {
        "cylinder" | "folder" => Some(NodeKind::Store),
        "diamond" | "mdiamond" | "point" | "doublecircle" => Some(NodeKind::State),
        _ => None,
    }
}
