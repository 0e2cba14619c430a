//! State diagrams: states, transitions, and states within states.

use super::draft::{Draft, Heads};
use super::lines::{first_word, lines};
use crate::diagram::NodeKind;
use std::collections::HashMap;

struct Reader<'a, 'd> {
    draft: &'d mut Draft<'a>,
    /// Composite states whose brace is open.
    open: Vec<(usize, &'a str)>,
    composite: Vec<(&'a str, usize)>,
    /// The start and the end of each composite state, of each of its regions, and of the whole.
    marks: HashMap<(Option<usize>, usize, bool), usize>,
    /// How many lines between regions have been passed.
    regions: usize,
}

/// Reads what follows the keyword; `text` is a slice of the draft's source.
pub(super) fn read<'a>(draft: &mut Draft<'a>, text: &'a str) {
    let mut reader = Reader { draft, open: Vec::new(), composite: Vec::new(), marks: HashMap::new(), regions: 0 };
    let mut skipped: Option<(&str, &str)> = None;
    for line in lines(text) {
        if reader.draft.is_full() {
            return;
        }
        if let Some((_, end)) = skipped {
            let ends = if end == "}" { line.contains('}') } else { line.to_ascii_lowercase().starts_with(end) };
            if ends {
                skipped = None;
            }
            continue;
        }
        let word = first_word(line).to_ascii_lowercase();
        if word == "note" && !line.contains(':') && !line.contains('"') {
            skipped = Some((line, "end note"));
        } else if word == "accdescr" && line.contains('{') && !line.contains('}') {
            skipped = Some((line, "}"));
        } else {
            reader.line(line, &word);
        }
    }
    if let Some((opening, _)) = skipped {
        reader.draft.refuse(opening, "the note is not closed with `end note`");
    }
    if let Some((_, opening)) = reader.open.last() {
        reader.draft.refuse(opening, "the brace of this state is not closed");
    }
    reader.finish();
}

impl<'a> Reader<'a, '_> {
    fn line(&mut self, line: &'a str, word: &str) {
        match word {
            "direction" | "classdef" | "class" | "style" | "hide" | "scale" | "title" | "acctitle" | "accdescr" | "click" | "note"
                if !line.contains("-->") =>
            {
                return;
            }
            "state" if line[word.len()..].starts_with(char::is_whitespace) => {
                self.state(line, line[word.len()..].trim());
                return;
            }
            _ => {}
        }
        if let Some(rest) = line.strip_prefix('}') {
            self.open.pop();
            if !rest.trim().is_empty() {
                self.line(rest.trim(), first_word(rest.trim()));
            }
            return;
        }
        if line == "--" {
            self.regions += 1;
            return;
        }
        let (head, words) = colon(line);
        if let Some((from, to)) = head.split_once("-->") {
            if from.trim().is_empty() || to.trim().is_empty() {
                // The other half stands on another line.
                return;
            }
            let to = to.split("-->").next().unwrap_or_default().trim();
            // Another transition may follow on the line.
            let to = if head.matches("-->").count() > 1 { to.split_whitespace().next().unwrap_or_default() } else { to };
            let from = self.end(from, false);
            let to = self.end(to, true);
            self.draft.flow(from, to, Heads::End, words.unwrap_or_default(), line);
        } else if head.contains("->") {
            self.draft.refuse(line, "a transition is written `-->`");
        } else {
            let node = self.end(head, false);
            if let Some(words) = words {
                self.draft.label(node, words);
            }
        }
    }

    /// `A`, `"words" as A`, `A {`, `A <<fork>>`.
    fn state(&mut self, line: &'a str, rest: &'a str) {
        let (rest, opens) = rest.strip_suffix('{').map_or((rest, false), |rest| (rest.trim_end(), true));
        let (rest, label) = match rest.strip_prefix('"').and_then(|inner| inner.split_once('"')) {
            Some((label, after)) => (after.trim_start().strip_prefix("as").unwrap_or(after).trim(), label),
            None => (rest, ""),
        };
        let (id, words) = colon(rest);
        let id = id.split(['<', '[', '{']).next().unwrap_or_default().split(":::").next().unwrap_or_default().trim();
        if id.is_empty() {
            return;
        }
        let within = self.open.last().map(|(boundary, _)| *boundary);
        if opens {
            let boundary = self.draft.boundary(if label.is_empty() { id } else { label }, line, within);
            self.open.push((boundary, line));
            self.composite.push((id, boundary));
            return;
        }
        let node = self.draft.node(id);
        self.draft.kind(node, NodeKind::State);
        self.draft.label(node, if label.is_empty() { words.unwrap_or_default() } else { label });
        self.draft.enclose(node, within);
    }

    /// The state at one end of a transition; `[*]` is the start or the end of what is around it.
    fn end(&mut self, text: &'a str, is_target: bool) -> usize {
        let id = text.split(":::").next().unwrap_or_default().trim();
        let within = self.open.last().map(|(boundary, _)| *boundary);
        if id == "[*]" {
            let draft = &mut *self.draft;
            let region = if within.is_some() { self.regions } else { 0 };
            return *self.marks.entry((within, region, is_target)).or_insert_with(|| {
                let node = draft.mark(id, if is_target { "end" } else { "start" });
                draft.enclose(node, within);
                node
            });
        }
        let node = self.draft.node(id);
        self.draft.kind(node, NodeKind::State);
        self.draft.enclose(node, within);
        node
    }

    /// A composite state that a transition ends at is a node within its own boundary; else it is only a boundary.
    fn finish(self) {
        for (id, boundary) in self.composite {
            if let Some(node) = self.draft.known(id) {
                self.draft.graph.nodes[node].boundary = Some(boundary);
            }
        }
    }
}

/// What stands before and after the colon; `:::` is none.
fn colon(line: &str) -> (&str, Option<&str>) {
    let bytes = line.as_bytes();
    for at in memchr::memchr_iter(b':', bytes) {
        if bytes.get(at + 1) != Some(&b':') && (at == 0 || bytes[at - 1] != b':') {
            return (line[..at].trim(), Some(line[at + 1..].trim()));
        }
    }
    (line, None)
}
