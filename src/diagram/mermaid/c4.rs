//! C4 diagrams: macros for people, systems, containers, components, boundaries and relations.

use super::cursor::{Cursor, Problem};
use super::draft::{Draft, Heads};
use crate::diagram::NodeKind;
use std::collections::HashMap;

const BOUNDARIES: &[&str] =
    &["Boundary", "Enterprise_Boundary", "System_Boundary", "Container_Boundary", "Deployment_Node", "Node", "Node_L", "Node_R"];

const RELATIONS: &[&str] =
    &["Rel", "BiRel", "Rel_Up", "Rel_U", "Rel_Down", "Rel_D", "Rel_Left", "Rel_L", "Rel_Right", "Rel_R", "Rel_Back", "RelIndex"];

struct Reader<'a, 'd> {
    at: Cursor<'a>,
    draft: &'d mut Draft<'a>,
    /// Boundaries whose brace is open, and where.
    open: Vec<(usize, &'a str)>,
    boundaries: HashMap<&'a str, usize>,
}

/// Reads what follows the keyword; `text` is a slice of the draft's source.
pub(super) fn read<'a>(draft: &mut Draft<'a>, text: &'a str) {
    let mut reader = Reader { at: Cursor::new(text), draft, open: Vec::new(), boundaries: HashMap::new() };
    loop {
        reader.at.skip_space();
        if reader.at.is_done() || reader.draft.is_full() {
            break;
        }
        if let Err(problem) = reader.statement() {
            reader.draft.refuse(problem.part, problem.reason);
            reader.at.skip_line();
        }
    }
    if let Some((_, opening)) = reader.open.last() {
        reader.draft.refuse(opening, "the brace of this boundary is not closed");
    }
    for (alias, &boundary) in reader.boundaries.iter().collect::<std::collections::BTreeMap<_, _>>() {
        // A relation to a boundary ends at a node of its name within it.
        if let Some(node) = reader.draft.known(alias) {
            reader.draft.graph.nodes[node].boundary = Some(boundary);
            let label = reader.draft.graph.boundaries[boundary].label.clone();
            reader.draft.label(node, &label);
        }
    }
}

impl<'a> Reader<'a, '_> {
    fn statement(&mut self) -> Result<(), Problem<'a>> {
        let start = self.at;
        if self.at.peek() == Some('}') {
            self.at.advance(1);
            return self.open.pop().map(|_| ()).ok_or_else(|| Problem::new(start.line(), "this brace closes nothing"));
        }
        let word = self.at.word();
        self.at.advance(word.len());
        if matches!(word, "title" | "accTitle" | "accDescr" | "accDescription" | "direction") {
            if word == "accDescr" && self.at.rest().trim_start().starts_with('{') {
                self.at.skip_while(|c| c != '}');
                self.at.advance(1);
            } else {
                self.at.skip_line();
            }
            return Ok(());
        }
        let is_boundary = BOUNDARIES.contains(&word);
        let is_relation = RELATIONS.contains(&word);
        let shape = shape(word);
        let is_update = matches!(word, "UpdateElementStyle" | "UpdateRelStyle" | "UpdateLayoutConfig");
        if !(is_boundary || is_relation || is_update || shape.is_some()) || self.at.peek() != Some('(') {
            return Err(Problem::new(start.line(), "Mermaid has no such C4 statement"));
        }
        let values = self.arguments(start.line())?;
        let argument = |at: usize| values.get(at).copied().unwrap_or_default();
        let statement = start.until(&self.at);
        if is_boundary {
            let parent = self.open.last().map(|(boundary, _)| *boundary);
            let boundary = self.draft.boundary(argument(1), statement, parent);
            if !argument(0).is_empty() {
                self.boundaries.insert(argument(0), boundary);
            }
            self.at.skip_space();
            if self.at.peek() != Some('{') {
                return Err(Problem::new(statement, "the brace of this boundary is missing"));
            }
            self.at.advance(1);
            self.open.push((boundary, statement));
            return Ok(());
        }
        if is_relation {
            let first = usize::from(word == "RelIndex");
            let (from, to) = (argument(first), argument(first + 1));
            if from.is_empty() || to.is_empty() {
                return Err(Problem::new(statement, "a relation names where it starts and where it ends"));
            }
            let (from, to) = (self.draft.node(from), self.draft.node(to));
            let heads = match word {
                "BiRel" => Heads::Both,
                "Rel_Back" => Heads::Start,
                _ => Heads::End,
            };
            let (label, technology) = (argument(first + 2), argument(first + 3));
            let label = if technology.is_empty() { label.to_owned() } else { format!("{label} ({technology})") };
            self.draft.flow(from, to, heads, &label, statement);
        } else if let Some(kind) = shape {
            if argument(0).is_empty() {
                return Err(Problem::new(statement, "the alias is missing"));
            }
            let node = self.draft.node(argument(0));
            self.draft.label(node, argument(1));
            self.draft.kind(node, kind);
            self.draft.enclose(node, self.open.last().map(|(boundary, _)| *boundary));
        }
        self.at.skip_blanks();
        match self.at.peek() {
            None | Some('\n' | '}') => Ok(()),
            // Parentheses within a string whose quotes are doubled.
            Some(_) if self.at.line().contains('"') && !self.at.line().contains('(') => {
                self.at.skip_line();
                Ok(())
            }
            Some(_) => Err(Problem::new(self.at.line(), "a line end is missing before this")),
        }
    }

    /// What stands in parentheses, without quotes and without `$name="value"`.
    fn arguments(&mut self, opening: &'a str) -> Result<Vec<&'a str>, Problem<'a>> {
        let mut values = Vec::new();
        self.at.advance(1);
        loop {
            self.at.skip_space();
            let start = self.at;
            self.at.skip_while(|c| !matches!(c, '"' | ',' | ')'));
            let bare = start.until(&self.at).trim();
            let mut value = bare;
            let quoted = self.at.peek() == Some('"');
            if quoted {
                self.at.advance(1);
                let inner = self.at;
                self.at.skip_while(|c| c != '"');
                value = inner.until(&self.at);
                self.at.advance(1);
                // Mermaid passes over what follows a string.
                self.at.skip_while(|c| c != ',' && c != ')');
            }
            if !bare.starts_with('$') {
                values.push(value);
            }
            match self.at.peek() {
                Some(',') => self.at.advance(1),
                Some(')') if quoted => {
                    self.at.advance(1);
                    return Ok(values);
                }
                Some(')') => return Err(Problem::new(opening, "the last value in the parentheses stands in quotes")),
                _ => return Err(Problem::new(opening, "the parenthesis is not closed")),
            }
        }
    }
}

/// The kind that a macro draws.
fn shape(word: &str) -> Option<NodeKind> {
    let (name, outside) = word.strip_suffix("_Ext").map_or((word, false), |name| (name, true));
    let kind = match name {
        "Person" => NodeKind::Person,
        "System" | "Container" | "Component" => NodeKind::Process,
        "SystemDb" | "SystemQueue" | "ContainerDb" | "ContainerQueue" | "ComponentDb" | "ComponentQueue" => NodeKind::Store,
        _ => return None,
    };
    Some(if outside && kind != NodeKind::Person { NodeKind::External } else { kind })
}
