//! Boxes and arrows drawn in characters to what they show.

mod boxes;
mod grid;
mod read;
mod wires;
mod words;

use super::judge::{Context, Parts, components, judge};
use super::{DiagramKind, FlowGraph, Refusal};

const CORNERS: &[char] = &['┌', '╭', '╔', '┏', '╒', '╓'];
const LINES: &[char] = &[
    '│', '┃', '║', '─', '━', '═', '┄', '┈', '╌', '├', '┤', '┬', '┴', '┼', '╠', '╣', '╦', '╩', '╬', '└', '┘', '┐', '╰', '╯', '╮', '╚', '╝',
    '╗', '┗', '┛', '┓', '┣', '┫', '┳', '┻', '╋', '╞', '╡', '╪', '╫', '╟', '╢', '╤', '╧', '╘', '╛', '╕',
];
const RIGHT: &[char] = &['→', '⟶', '➜', '➔', '⇒', '►', '▶', '▷', '➡', '⇨', '➤'];
const LEFT: &[char] = &['←', '⟵', '⇐', '◄', '◀', '↔', '⇄', '⟷', '⇆', '⇔'];
const DOWN: &[char] = &['↓', '▼', '▾', '⬇', '⇓', '▽'];
const UP: &[char] = &['↑', '▲', '▴', '⬆', '⇑', '△', '↕', '⇅'];

/// What a block of text draws; None when it draws nothing.
pub(super) fn kind(body: &str, context: &Context<'_>) -> Option<DiagramKind> {
    if !body.chars().any(|c| is_arrow(c) || LINES.contains(&c))
        && !body.contains("->")
        && !body.contains("--")
        && !body.contains("<-")
        && !has_small_heads(body)
    {
        return None;
    }
    let shape = Shape::of(body);
    if shape.tree >= 2 && shape.tree * 2 >= shape.lines && shape.corners == 0 {
        return Some(DiagramKind::Tree);
    }
    let arrows = shape.across + shape.vertical;
    if shape.boxes() == 0 && arrows == 0 || shape.bars >= 6 {
        return None;
    }
    if shape.boxes() > 0 && arrows == 0 && shape.is_table(body) {
        return None;
    }
    if shape.controls >= 2 && arrows <= 1 && shape.boxes() > 0 {
        return Some(DiagramKind::Ui);
    }
    let parts = shape.parts();
    let known = components(&parts);
    let judged = judge(&parts, context);
    if shape.boxes() > 0 {
        let joined = (arrows > 0 || shape.joints > 0) && (known > 0 || shape.boxes() > 2);
        let layered = (shape.boxes() >= 3 || shape.layers >= 2) && known >= 3;
        return Some(if !judged.is_flow() || joined && (shape.boxes() > 1 || arrows > 0) || layered { judged } else { DiagramKind::Other });
    }
    let drawn = shape.vertical >= 2
        || shape.branches >= 2
        || shape.chains >= 2
        || shape.chains >= 1 && known >= 2
        || shape.hops() >= 3 && known >= 3;
    if !drawn || shape.code * 3 > shape.lines {
        return None;
    }
    let vague = shape.branches < 2 && known < 2 && !context.speaks_of_flow() && (shape.vertical < 2 || known == 0);
    Some(if judged.is_flow() && vague { DiagramKind::Other } else { judged })
}

/// What is drawn, as a graph; a tree of folders has none.
pub(super) fn read(body: &str, base: u32, kind: DiagramKind) -> Result<Option<FlowGraph>, Refusal> {
    let graph = if kind == DiagramKind::Tree { None } else { read::read(body, base)? };
    // Boxes of a screen that nothing joins are panels.
    Ok(graph.filter(|graph| kind != DiagramKind::Ui || !graph.flows.is_empty()))
}

/// The parts of a line that is a chain of arrows: `Client -> API -> Database` has three.
pub(crate) fn chain(line: &str) -> Option<Vec<String>> {
    let (pieces, arrows) = across(line);
    let named = pieces.iter().all(|p| (1..=60).contains(&p.chars().count()) && p.chars().any(char::is_alphabetic));
    (arrows >= 1 && pieces.len() == arrows + 1 && named).then_some(pieces)
}

/// What a block of text consists of.
#[derive(Debug, Default)]
struct Shape {
    lines: usize,
    /// Lines of a tree of folders.
    tree: usize,
    /// Such lines that end in an arrow to something.
    branches: usize,
    /// Upper left corners of boxes in line characters, and of boxes of plus signs.
    corners: usize,
    plus: usize,
    /// Lines across a box that part it.
    layers: usize,
    /// Lines with an arrow up or down.
    vertical: usize,
    /// Arrows within lines.
    across: usize,
    /// Lines with two arrows or more.
    chains: usize,
    /// Lines with one arrow: what stands on either side.
    steps: Vec<(String, String)>,
    /// Lines that join boxes without an arrow.
    joints: usize,
    /// Buttons, fields, check boxes.
    controls: usize,
    /// Bars of a chart.
    bars: usize,
    /// Lines that read as code.
    code: usize,
    labels: Vec<String>,
}

impl Shape {
    fn boxes(&self) -> usize {
        self.corners + self.plus
    }

    fn of(body: &str) -> Self {
        let mut shape = Self::default();
        let mut borders = 0;
        for line in body.lines().filter(|l| !l.trim().is_empty()) {
            shape.lines += 1;
            if is_branch(line) {
                shape.branches += 1;
            } else if is_tree(line) {
                if ["─►", "─▶", "─→", "─>", "->"].iter().any(|a| line.contains(a)) {
                    shape.branches += 1;
                } else {
                    shape.tree += 1;
                }
            }
            shape.corners += line.chars().filter(|c| CORNERS.contains(c)).count();
            if line.contains(['+', '.']) {
                borders += line.matches("+--").count() + line.matches("+==").count() + line.matches(".--").count();
            }
            if line.trim_start().starts_with("'--") {
                borders += line.matches("'--").count();
            }
            let bare = line.trim();
            shape.layers += usize::from(bare.starts_with('├') && bare.ends_with('┤') || bare.starts_with("+--") && bare.ends_with("--+"));
            shape.bars += line.matches(['█', '▓', '░']).count();
            shape.code += usize::from(
                line.trim_end().ends_with(['{', ';', '}']) || bare.contains(" = ") || bare.starts_with("//") || bare.contains("();"),
            );
            if is_connector(line) {
                let arrow =
                    line.chars().any(|c| DOWN.contains(&c) || UP.contains(&c) || matches!(c, 'v' | 'V' | '^')) && !line.contains("^^");
                shape.vertical += usize::from(arrow);
                shape.joints += usize::from(!arrow && !line.contains(['-', '─', '═', '━', '_']));
            } else {
                shape.vertical += usize::from(line.trim_start().starts_with(DOWN));
                shape.joints += usize::from(line.contains(['┬', '┴', '▼', '╦', '╩']) && line.contains('─'));
            }
            let (pieces, arrows) = across(line);
            shape.across += arrows;
            shape.chains += usize::from(arrows >= 2 && pieces.len() > 2);
            if let (1, [left, right]) = (arrows, pieces.as_slice()) {
                shape.steps.push((name(left), name(right)));
            }
            shape.controls += controls(line);
            for piece in pieces {
                shape.add_labels(&piece);
            }
        }
        shape.plus = borders / 2;
        if shape.across > 0 || shape.vertical > 1 {
            // Labels in brackets are nodes then, not buttons.
            shape.controls = 0;
        }
        shape
    }

    /// Lines with one arrow whose end is the start of another.
    fn hops(&self) -> usize {
        self.steps.iter().filter(|(left, right)| self.steps.iter().any(|(from, to)| to == left || from == right)).count()
    }

    fn add_labels(&mut self, piece: &str) {
        for cell in piece.split(|c: char| c == '|' || LINES.contains(&c) || CORNERS.contains(&c) || is_arrow(c)) {
            for part in cell.split("   ") {
                let label = part.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '/');
                let letters = label.chars().filter(|c| c.is_alphabetic()).count();
                if letters >= 2 && label.chars().count() <= 70 && !label.starts_with("--") {
                    self.labels.push(label.to_owned());
                }
            }
        }
    }

    /// A grid of cells: the same border line above, between and below.
    fn is_table(&self, body: &str) -> bool {
        if self.corners == 1 && body.contains(['┼', '╪', '╫', '╬']) {
            return true;
        }
        let mut borders: Vec<&str> = body.lines().map(str::trim).filter(|l| l.starts_with("+-") || l.starts_with("+=")).collect();
        let count = borders.len();
        borders.dedup_by(|a, b| a.len() == b.len());
        count >= 3 && borders.len() == 1 && body.lines().next().is_some_and(|l| l.matches('+').count() >= 3)
    }

    fn parts(&self) -> Parts {
        let edges = self.across + self.vertical + self.joints;
        Parts { labels: self.labels.clone(), stores: 0, edges, named_edges: 0 }
    }
}

impl Context<'_> {
    /// True when the words around name a flow or an architecture.
    fn speaks_of_flow(&self) -> bool {
        [self.heading, self.before].iter().any(|text| {
            let text = text.to_lowercase();
            ["flow", "architecture", "pipeline", "topology", "sequence", "data path"].iter().any(|w| text.contains(w))
        })
    }
}

fn is_arrow(c: char) -> bool {
    RIGHT.contains(&c) || LEFT.contains(&c) || DOWN.contains(&c) || UP.contains(&c)
}

/// `├── name` and `|-- name`, but not `├──► name`.
fn is_tree(line: &str) -> bool {
    let rest = line.trim_start_matches([' ', '│', '|', '\t', '┃', '\u{a0}']);
    ["├─", "└─", "┣━", "┗━", "|-- ", "`-- ", "+-- ", "\\-- "].iter().any(|mark| {
        rest.strip_prefix(mark).is_some_and(|tail| {
            let tail = tail.trim_start_matches(['─', '━', ' ']);
            tail.chars().next().is_some_and(|c| !is_arrow(c) && c != '>' && !LINES.contains(&c))
        })
    })
}

/// `├──► name`.
fn is_branch(line: &str) -> bool {
    let rest = line.trim_start_matches([' ', '│', '|', '\t']);
    rest.strip_prefix(['├', '└']).is_some_and(|tail| {
        let head = tail.trim_start_matches('─');
        head.len() < tail.len() && head.starts_with(|c| RIGHT.contains(&c) || c == '>') && head.contains(char::is_alphabetic)
    })
}

/// True when a line has nothing but bars and `v` or `^`.
fn has_small_heads(body: &str) -> bool {
    body.lines()
        .map(str::trim)
        .any(|line| line.len() < 200 && line.contains(['v', 'V', '^']) && line.bytes().all(|b| b"vV^| ".contains(&b)))
}

/// A line with nothing but lines and arrow heads.
fn is_connector(line: &str) -> bool {
    let mut any = false;
    let all = line.chars().all(|c| {
        let drawn = is_arrow(c)
            || LINES.contains(&c)
            || CORNERS.contains(&c)
            || matches!(c, '|' | '/' | '\\' | 'v' | 'V' | '^' | '+' | '-' | '_' | ':' | '.');
        any |= drawn && !matches!(c, '-' | '_' | '.' | ':');
        drawn || c.is_whitespace()
    });
    all && any
}

/// What stands between the arrows of a line, and how many arrows there are.
fn across(line: &str) -> (Vec<String>, usize) {
    let mut pieces = Vec::new();
    let mut arrows = 0;
    let mut piece = String::new();
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let head = RIGHT.contains(&c)
            || LEFT.contains(&c)
            || c == '>' && (piece.ends_with('-') || piece.ends_with('=') && piece.ends_with("=="))
            || c == '<' && chars.peek() == Some(&'-');
        if head {
            let text = piece.trim_end_matches(|c: char| matches!(c, '-' | '=' | '<' | ' ') || LINES.contains(&c));
            // `--> src/lib.rs:4` points at a place, it joins nothing.
            arrows += usize::from(c != '>' || !text.trim().is_empty() || !pieces.is_empty());
            if !text.trim().is_empty() {
                pieces.push(text.trim().to_owned());
            }
            piece.clear();
            while chars.next_if(|c| matches!(c, '-' | '>') || LINES.contains(c) || RIGHT.contains(c)).is_some() {}
        } else {
            piece.push(c);
        }
    }
    if !piece.trim().is_empty() {
        pieces.push(piece.trim().to_owned());
    }
    (pieces, arrows)
}

/// The name at the end of an arrow: what stands before a colon or parenthesis.
fn name(piece: &str) -> String {
    piece.split([':', '(']).next().unwrap_or_default().trim().to_lowercase()
}

/// Buttons, fields and check boxes of a line.
fn controls(line: &str) -> usize {
    let marks =
        ["[ ]", "[x]", "[X]", "( )", "(•)", "(o)", "(●)", "○", "●", "◉", "☐", "☑", "____", "🔍", "☰", "✕", "⋮", "[+", "▾", "◯", "⚙"];
    let buttons = line.match_indices('[').filter(|(at, _)| {
        let inner = line[at + 1..].split(']').next().unwrap_or_default();
        inner.len() < line.len() - at - 1 && (2..=24).contains(&inner.trim().len()) && inner.chars().any(char::is_alphabetic)
    });
    // Counting is many times dearer than seeing that there is none.
    let shown = marks.iter().filter(|mark| line.contains(**mark));
    shown.map(|mark| line.matches(mark).count()).sum::<usize>() + buttons.count()
}
