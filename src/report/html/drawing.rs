//! A diagram as a drawing: messages between participants in their order, everything else as boxes with arrows between them.

mod arrange;
mod arrow;
mod graph;
mod labels;
mod sequence;

use super::escape::escape;
use crate::diagram::{Diagram, DiagramKind, NodeKind};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar;

/// Space around the drawing.
const MARGIN: f64 = 8.0;
/// Height of a line of small words.
const STEP: f64 = 13.0;
/// Width beyond which words could not be read if the drawing were made as narrow as a page.
const FAR: f64 = 860.0;
/// Most characters of a label; what is longer is no label.
const LONGEST: usize = 300;

/// A place on the drawing, in pixels at its natural size.
type Point = (f64, f64);

/// A box on the drawing: its upper left and its lower right corner.
type Frame = (Point, Point);

/// A drawing, and the words that have no room on it.
pub(super) struct Drawing {
    pub svg: String,
    /// HTML below the drawing; empty when all words stand on it.
    pub list: String,
}

/// The drawing of a diagram in a document; None for one that is too small or too large to be read.
pub(super) fn draw(diagram: &Diagram, text: &str) -> Option<Drawing> {
    let graph = diagram.graph.as_ref()?;
    match diagram.kind {
        DiagramKind::Sequence => Some(Drawing { svg: sequence::draw(graph, diagram.span, text)?, list: String::new() }),
        _ => graph::draw(graph),
    }
}

/// The opening tag of a drawing around a box, with what it shows in words. One that is far wider than a page keeps its size and is scrolled.
fn open(class: &str, ((left, top), (right, bottom)): Frame, told: &str) -> String {
    let (x, y) = (left - MARGIN, top - MARGIN);
    let (wide, high) = (right - left + 2.0 * MARGIN, bottom - top + 2.0 * MARGIN);
    let big = if wide > FAR { " big" } else { "" };
    format!(
        "<svg class=\"{class}{big}\" viewBox=\"{x:.0} {y:.0} {wide:.0} {high:.0}\" width=\"{wide:.0}\" height=\"{high:.0}\" role=\"img\" aria-label=\"{told}\">"
    )
}

/// How the box of a part looks, so high: its class, and how round its corners are.
fn look(kind: NodeKind, high: f64) -> (&'static str, f64) {
    match kind {
        NodeKind::Person => ("person", high / 2.0),
        NodeKind::External => ("external", 3.0),
        NodeKind::Store | NodeKind::Entity => ("store", 3.0),
        NodeKind::Process | NodeKind::State => ("process", 8.0),
    }
}

/// Lines of words below each other, the first on the line `y`; `anchor` is "start" or "middle".
fn write(lines: &[String], (x, y): Point, step: f64, class: &str, anchor: &str, out: &mut String) {
    for (at, line) in lines.iter().enumerate() {
        let y = y + at as f64 * step;
        let _ = write!(out, "<text class=\"{class}\" x=\"{x:.0}\" y=\"{y:.0}\" text-anchor=\"{anchor}\">{}</text>", escape(line));
    }
}

/// A label on one line, as it is drawn.
fn tidy(label: &str) -> String {
    let label = ["<br/>", "<br>", "<br />", "\\n"].iter().fold(label.to_owned(), |label, part| label.replace(part, " "));
    let words: Vec<&str> = label.split_whitespace().collect();
    crate::report::shorten(&crate::report::safe::line(&words.join(" ")), LONGEST)
}

/// Words in lines of at most so many pixels in the size of small words; a word that is wider is parted.
fn wrapped(words: &str, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words.split(' ') {
        if !line.is_empty() && wide(&line) + wide(word) + wide_char(' ') > most {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            if wide(&line) + wide_char(c) > most && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    lines.push(line);
    lines
}

/// Pixels that small words take, rather too many than too few: fonts differ.
fn wide(words: &str) -> f64 {
    words.chars().map(wide_char).sum()
}

fn wide_char(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '|' | '!' | '\'' | '(' | ')' | '[' | ']' | '/' | ' ' => 4.2,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 10.0,
        'A'..='Z' | '_' | '=' | '+' | '<' | '>' | '~' => 7.8,
        _ if c.is_ascii() => 6.6,
        _ => UnicodeWidthChar::width(c).map_or(0.0, |cells| if cells > 1 { 12.0 } else { 7.8 }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_only_where_a_line_has_no_room_for_them() {
        assert_eq!(wrapped("create the order", 70.0), ["create the", "order"]);
        assert_eq!(wrapped("x", 2.0), ["x"]);
        let lines = wrapped("GET /v1/a_path_without_a_blank_that_is_long", 90.0);
        assert!(lines.len() > 2 && lines.iter().all(|line| wide(line) <= 90.0), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), "GET/v1/a_path_without_a_blank_that_is_long");
    }
}
