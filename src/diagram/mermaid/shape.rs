//! What stands behind the id of a node in a flowchart: brackets with a label, or data in braces.

use super::cursor::{Cursor, Problem};
use crate::diagram::NodeKind;

/// Label and kind of a node.
pub(super) struct Shape<'a> {
    pub label: &'a str,
    pub kind: NodeKind,
}

/// What `@{ shape: cyl, label: "Orders" }` says.
#[derive(Default)]
pub(super) struct Data<'a> {
    pub label: Option<&'a str>,
    pub kind: Option<NodeKind>,
}

/// Brackets and what closes them, longest first, as the lexer takes them.
const BRACKETS: &[(&str, &[&str])] = &[
    ("(((", &[")))"]),
    ("(-", &["-)", "/)", "))"]),
    ("([", &["])"]),
    ("((", &["))"]),
    ("(", &[")"]),
    ("[[", &["]]"]),
    ("[(", &[")]"]),
    ("[/", &["/]", "\\]"]),
    ("[\\", &["/]", "\\]"]),
    ("[", &["]"]),
    ("{{", &["}}"]),
    ("{", &["}"]),
    (">", &["]"]),
];

/// Closing marks in the order in which the lexer tries them.
const CLOSERS: &[&str] = &["])", "]]", ")]", ")))", "|", ")", "]", "}"];

/// Names of shapes that are drawn as stores.
const STORES: &[&str] = &[
    "cyl",
    "cylinder",
    "database",
    "db",
    "disk",
    "lin-cyl",
    "lined-cylinder",
    "das",
    "h-cyl",
    "horizontal-cylinder",
    "bow-rect",
    "bow-tie-rectangle",
    "stored-data",
    "datastore",
    "data-store",
    "internal-storage",
    "win-pane",
    "window-pane",
];

/// Names of shapes that are decisions, starts and ends.
const MARKS: &[&str] = &[
    "diam",
    "decision",
    "diamond",
    "question",
    "circle",
    "circ",
    "sm-circ",
    "small-circle",
    "start",
    "dbl-circ",
    "double-circle",
    "fr-circ",
    "framed-circle",
    "stop",
    "f-circ",
    "filled-circle",
    "junction",
    "fork",
    "join",
];

/// The brackets from here on; None when there are none.
pub(super) fn read<'a>(at: &mut Cursor<'a>) -> Result<Option<Shape<'a>>, Problem<'a>> {
    let opening = at.line();
    let rest = at.rest();
    if let Some(properties) = rest.strip_prefix("[|") {
        let Some(bar) = properties.find(['|', '\n']).filter(|&bar| properties[bar..].starts_with('|')) else {
            return Err(Problem::new(opening, "the second `|` of this shape is missing"));
        };
        at.advance(2 + bar + 1);
        return text(at, &["]"], opening).map(|label| Some(Shape { label, kind: NodeKind::Process }));
    }
    let Some((open, close)) = BRACKETS.iter().find(|(open, _)| rest.starts_with(open)) else { return Ok(None) };
    at.advance(open.len());
    let label = text(at, close, opening)?;
    let kind = match *open {
        "[(" => NodeKind::Store,
        "{" => NodeKind::State,
        _ => NodeKind::Process,
    };
    Ok(Some(Shape { label, kind }))
}

/// The title of a group in square brackets.
pub(super) fn title<'a>(at: &mut Cursor<'a>) -> Result<&'a str, Problem<'a>> {
    let opening = at.line();
    at.advance(1);
    text(at, &["]"], opening)
}

/// `|words|`.
pub(super) fn pipe<'a>(at: &mut Cursor<'a>) -> Result<&'a str, Problem<'a>> {
    let opening = at.line();
    at.advance(1);
    text(at, &["|"], opening)
}

/// A string in quotes, over line ends.
pub(super) fn string<'a>(at: &mut Cursor<'a>) -> Result<&'a str, Problem<'a>> {
    let start = *at;
    let (open, close) = if at.rest().starts_with("\"`") { (2, "`\"") } else { (1, "\"") };
    at.advance(open);
    let Some(len) = at.rest().find(close) else { return Err(Problem::new(start.line(), "the quote is not closed")) };
    at.advance(len + close.len());
    Ok(start.until(at))
}

/// A label up to the mark that closes it. Brackets within need quotes.
fn text<'a>(at: &mut Cursor<'a>, close: &[&str], opening: &'a str) -> Result<&'a str, Problem<'a>> {
    let start = *at;
    let slanted = close[0] == "/]";
    let mut quoted = false;
    loop {
        at.skip_while(|c| !matches!(c, '"' | '[' | ']' | '(' | ')' | '{' | '}' | '|' | '/' | '\\' | '-'));
        let rest = at.rest();
        let Some(c) = at.peek() else { return Err(Problem::new(opening, "the bracket is not closed")) };
        if let Some(end) = closing(rest, close) {
            let label = start.until(at);
            if label.trim_matches('"').is_empty() {
                return Err(Problem::new(opening, "the label is empty"));
            }
            at.advance(end);
            return Ok(label);
        }
        match c {
            // An empty string is no word of the label: `"say \"this\""` ends in one.
            '"' if rest.starts_with("\"\"") && (quoted || !start.until(at).trim().is_empty()) => at.advance(2),
            '"' if quoted || !start.until(at).trim().is_empty() => {
                return Err(Problem::new(opening, "a label stands in quotes as a whole or not at all"));
            }
            '"' => {
                string(at)?;
                quoted = true;
            }
            '/' | '\\' | '-' => at.advance(1),
            '|' if slanted => at.advance(1),
            c => return Err(Problem::new(opening, format!("`{c}` cannot stand in a label without quotes"))),
        }
    }
}

/// Length of the closing mark that `rest` begins with, as the lexer cuts it: `))]` is no end of `((`.
fn closing(rest: &str, close: &[&str]) -> Option<usize> {
    let close = close.iter().find(|close| rest.starts_with(**close))?;
    let first = CLOSERS.iter().find(|mark| rest.starts_with(**mark));
    let wanted = match *close {
        "))" => ")",
        "}}" => "}",
        other => other,
    };
    let fits = first.is_none_or(|first| *first == wanted) || matches!(*close, "/]" | "\\]" | "-)" | "/)");
    fits.then_some(close.len())
}

/// Data in `@{` and `}`.
pub(super) fn data<'a>(at: &mut Cursor<'a>) -> Result<Data<'a>, Problem<'a>> {
    let opening = at.line();
    at.advance(2);
    let start = *at;
    loop {
        at.skip_while(|c| c != '}' && c != '"');
        match at.peek() {
            None => return Err(Problem::new(opening, "the brace of the data is not closed")),
            Some('"') => {
                at.advance(1);
                at.skip_while(|c| c != '"');
                at.advance(1);
            }
            Some(_) => break,
        }
    }
    let inner = start.until(at);
    at.advance(1);
    let shape = value(inner, "shape");
    let kind = shape.map(|name| match name {
        name if STORES.contains(&name) => NodeKind::Store,
        name if MARKS.contains(&name) => NodeKind::State,
        _ => NodeKind::Process,
    });
    Ok(Data { label: value(inner, "label"), kind })
}

/// The value of a key, without quotes.
pub(super) fn value<'a>(inner: &'a str, key: &str) -> Option<&'a str> {
    let mut rest = inner;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let colon = rest.find(':')?;
        let name = rest[..colon].trim().trim_matches(['"', '\'']);
        let after = rest[colon + 1..].trim_start();
        let (found, behind) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            _ => {
                let end = after.find([',', '\n', '}']).unwrap_or(after.len());
                (after[..end].trim(), &after[end..])
            }
        };
        if name == key {
            return Some(found);
        }
        rest = behind;
    }
}
