//! Boxes, words and lines of a drawing to a graph. Precise rather than complete: a flow joins what its line touches, and a line
//! of which that is not clear draws none.

use super::boxes::{self, Frame};
use super::grid::{DOWN, Grid, LEFT, Place, RIGHT, UP};
use super::wires::{self, End, Map, Target, Wire};
use super::words::{self, Run};
use crate::diagram::builder::{Builder, Heads};
use crate::diagram::{FlowGraph, NodeKind, Refusal, node_kind};
use crate::source::Span;
use std::collections::{BTreeMap, HashMap, VecDeque};

/// Most ends of one line that are joined pair by pair.
const MOST_PAIRS: usize = 24;

/// Most words on lines of which more is looked for in the next row.
const MOST_LABELS: usize = 2_000;

/// Most lines of a name in a box.
const MOST_LINES: usize = 3;

/// Longest words of a node outside of a box, in characters; what is longer is a sentence.
const LONGEST: usize = 100;

/// Reads `body`, which begins at byte `base` of the document; None when nothing is drawn or it is too large for a drawing.
pub(super) fn read(body: &str, base: u32) -> Result<Option<FlowGraph>, Refusal> {
    let Some(grid) = Grid::new(body) else { return Ok(None) };
    let Some(frames) = boxes::find(&grid) else { return Ok(None) };
    let mut border = vec![false; grid.height * grid.width];
    for frame in &frames {
        for row in frame.top..=frame.bottom {
            let Some((left, right)) = frame.walls(row) else { continue };
            let whole = row == frame.top || row == frame.bottom;
            for column in (left..=right.min(grid.width - 1)).filter(|column| whole || *column == left || *column == right) {
                border[grid.index((row, column))] = true;
            }
        }
    }
    let (runs, run_of) = words::find(&grid, &frames, &border);
    let map = Map { grid: &grid, frames: &frames, border: &border, runs: &runs, run_of: &run_of };
    let (wires, wire_of) = wires::trace(&map);
    let mut drawing = Drawing {
        body,
        base: base as usize,
        map,
        wire_of,
        wires,
        block_of: (0..runs.len()).collect(),
        members: (0..runs.len()).map(|run| vec![run]).collect(),
        labels: Vec::new(),
        is_label: vec![false; runs.len()],
        bridges: HashMap::new(),
        open: vec![false; frames.len()],
        titles: vec![None; frames.len()],
    };
    drawing.wrap_chains();
    drawing.find_remarks();
    drawing.find_labels();
    drawing.find_blocks();
    drawing.find_bridges();
    drawing.find_open();
    drawing.graph()
}

struct Drawing<'a> {
    body: &'a str,
    base: usize,
    map: Map<'a>,
    wire_of: Vec<u32>,
    wires: Vec<Wire>,
    /// For each run the first run of the block of lines it belongs to.
    block_of: Vec<usize>,
    /// For each block its runs, at the number of the first.
    members: Vec<Vec<usize>>,
    /// Words on lines: the run, and the cell of the line it stands at.
    labels: Vec<(usize, Place)>,
    is_label: Vec<bool>,
    /// Cells that are joined by words standing between them.
    bridges: HashMap<Place, Vec<Place>>,
    /// Boxes that other parts lie in.
    open: Vec<bool>,
    /// The block that names an open box.
    titles: Vec<Option<usize>>,
}

/// A part of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Frame(usize),
    Block(usize),
}

impl Drawing<'_> {
    /// An arrow at the end of a line leads to the first words of the next.
    fn wrap_chains(&mut self) {
        for at in 0..self.wires.len() {
            let wire = &self.wires[at];
            let [end] = wire.ends.as_slice() else { continue };
            let (row, last) = wire.cells.iter().copied().max().unwrap_or_default();
            if end.head
                || self.map.grid.get((row, last)).heads & RIGHT == 0
                || (last + 1..self.map.grid.width).any(|c| self.map.grid.get((row, c)).c != ' ')
            {
                continue;
            }
            let next = self.map.runs.partition_point(|run| run.row <= row);
            if let Some(run) = self.map.runs.get(next).filter(|run| run.row == row + 1)
                && !(0..run.from).any(|column| self.map.grid.is_line((row + 1, column)))
            {
                self.wires[at].ends.push(End { target: Target::Run(next), head: true, cell: (row, last), direction: RIGHT });
            }
        }
    }

    /// `│ timeout → retry` is a remark on the upright line, not a flow.
    fn find_remarks(&mut self) {
        for at in 0..self.wires.len() {
            let [(row, _)] = self.wires[at].cells[..] else { continue };
            let runs: Vec<usize> =
                self.wires[at].ends.iter().filter_map(|end| if let Target::Run(run) = end.target { Some(run) } else { None }).collect();
            let Some(first) = runs.iter().copied().min() else { continue };
            let from = self.map.runs[first].from;
            let upright = [from.checked_sub(1), from.checked_sub(2)].into_iter().flatten().map(|column| (row, column)).find(|place| {
                let cell = self.map.grid.get(*place);
                cell.arms & (UP | DOWN) != 0 && self.wire_at(*place).is_some_and(|wire| self.wires[wire].cells.len() > 1)
            });
            if let Some(cell) = upright.filter(|_| runs.iter().all(|run| self.map.runs[*run].row == row)) {
                self.wires[at].ends.clear();
                for run in runs {
                    self.labels.push((run, cell));
                    self.is_label[run] = true;
                }
            }
        }
    }

    /// Directions from which lines reach a run: with a head, and without.
    fn touches(&self) -> Vec<(u8, u8)> {
        let mut found = vec![(0, 0); self.map.runs.len()];
        for end in self.wires.iter().flat_map(|wire| &wire.ends) {
            if let Target::Run(run) = end.target {
                let slot: &mut (u8, u8) = &mut found[run];
                if end.head { slot.0 |= end.direction } else { slot.1 |= end.direction }
            }
        }
        found
    }

    fn wire_at(&self, place: Place) -> Option<usize> {
        let inside = place.0 < self.map.grid.height && place.1 < self.map.grid.width;
        let number = if inside { self.wire_of[self.map.grid.index(place)] } else { 0 };
        (number as usize).checked_sub(1)
    }

    /// Words beside a line that touches nothing there: above or below it, or right or left of it.
    fn find_labels(&mut self) {
        let touches = self.touches();
        for (at, run) in self.map.runs.iter().enumerate() {
            if self.is_label[at] || touches[at] != (0, 0) || run.to - run.from > LONGEST {
                continue;
            }
            let across = |row: Option<usize>| {
                let row = row?;
                let under: Vec<Place> = (run.from..run.to)
                    .map(|column| (row, column))
                    .filter(|place| self.wire_at(*place).is_some() && self.map.grid.get(*place).arms & (LEFT | RIGHT) != 0)
                    .collect();
                (under.len() * 2 > run.to - run.from).then(|| under[under.len() / 2])
            };
            let beside = |columns: [Option<usize>; 3]| {
                columns.into_iter().flatten().map(|column| (run.row, column)).find(|place| {
                    let cell = self.map.grid.get(*place);
                    self.wire_at(*place).is_some() && (cell.arms | cell.heads) & (UP | DOWN) != 0
                })
            };
            let right = [run.from.checked_sub(1), run.from.checked_sub(2), run.from.checked_sub(3)];
            let found = across(Some(run.row + 1))
                .or_else(|| beside(right))
                .or_else(|| across(run.row.checked_sub(1)))
                .or_else(|| beside([Some(run.to), Some(run.to + 1), Some(run.to + 2)]));
            if let Some(cell) = found {
                self.labels.push((at, cell));
                self.is_label[at] = true;
            }
        }
        // Words go on in the next line, at the same column.
        for (at, run) in self.map.runs.iter().enumerate() {
            if self.labels.len() > MOST_LABELS {
                return;
            }
            let free = !self.is_label[at] && touches[at] == (0, 0) && run.frame.is_none_or(|frame| self.has_frames(frame));
            let above = self.labels.iter().filter(|_| free).find(|(other, _)| {
                let other = &self.map.runs[*other];
                other.row + 1 == run.row && other.from.abs_diff(run.from) <= 2 && other.frame == run.frame
            });
            if let Some(&(_, cell)) = above {
                self.labels.push((at, cell));
                self.is_label[at] = true;
            }
        }
    }

    fn has_frames(&self, frame: usize) -> bool {
        self.map.frames.iter().any(|other| other.parent == Some(frame))
    }

    /// Joins lines of words that stand under each other.
    fn find_blocks(&mut self) {
        let touches = self.touches();
        let runs = self.map.runs;
        let mut first_of_row = 0;
        for at in 0..runs.len() {
            let run = &runs[at];
            while runs[first_of_row].row + 1 < run.row {
                first_of_row += 1;
            }
            let sideways = |touch: (u8, u8)| (touch.0 | touch.1) & (LEFT | RIGHT) != 0;
            if self.is_label[at] || sideways(touches[at]) || (touches[at].0 | touches[at].1) & DOWN != 0 {
                continue;
            }
            // Touched by a line that goes up to it: from below.
            let above = (first_of_row..at).find(|other| {
                let above = &runs[*other];
                above.row + 1 == run.row
                    && above.frame == run.frame
                    && !self.is_label[*other]
                    && (touches[*other].0 | touches[*other].1) & UP == 0
                    && (above.from < run.to && run.from < above.to)
            });
            if let Some(above) = above {
                let block = self.block_of[above];
                self.block_of[at] = block;
                self.members[at].clear();
                self.members[block].push(at);
            }
        }
    }

    fn runs_of(&self, block: usize) -> impl Iterator<Item = usize> + '_ {
        self.members[block].iter().copied()
    }

    /// Words that a line goes into on one side and leaves on the other without a head are words on that line.
    fn find_bridges(&mut self) {
        let mut ends: BTreeMap<usize, Vec<(usize, End)>> = BTreeMap::new();
        for (number, wire) in self.wires.iter().enumerate() {
            for end in &wire.ends {
                if let Target::Run(run) = end.target {
                    ends.entry(self.block_of[run]).or_default().push((number, *end));
                }
            }
        }
        let mut owner: Vec<usize> = (0..self.wires.len()).collect();
        let root = |owner: &mut Vec<usize>, mut at: usize| {
            while owner[at] != at {
                owner[at] = owner[owner[at]];
                at = owner[at];
            }
            at
        };
        let mut has_head: Vec<bool> = self.wires.iter().map(|wire| wire.ends.iter().any(|end| end.head)).collect();
        for (block, ends) in &ends {
            let pair = |a: u8, b: u8| {
                let one = ends.iter().find(|(_, end)| end.direction == a);
                one.zip(ends.iter().find(|(_, end)| end.direction == b))
            };
            if ends.iter().any(|(_, end)| end.head) {
                continue;
            }
            let Some(((a, first), (b, second))) = pair(RIGHT, LEFT).or_else(|| pair(DOWN, UP)) else { continue };
            // Between a line with a head and another there is a label; between two lines without, a part.
            let (one, other) = (root(&mut owner, *a), root(&mut owner, *b));
            if !(has_head[one] || has_head[other]) || a == b {
                continue;
            }
            self.bridges.entry(first.cell).or_default().push(second.cell);
            self.bridges.entry(second.cell).or_default().push(first.cell);
            self.labels.push((*block, first.cell));
            owner[one.max(other)] = one.min(other);
            has_head[one.min(other)] = true;
            for run in &self.members[*block] {
                self.is_label[*run] = true;
            }
        }
        for at in (0..self.wires.len()).rev() {
            let to = root(&mut owner, at);
            if to != at {
                let moved = std::mem::take(&mut self.wires[at]);
                self.wires[to].cells.extend(moved.cells);
                self.wires[to].ends.extend(moved.ends);
            }
        }
        for (number, wire) in self.wires.iter_mut().enumerate() {
            wire.ends.retain(|end| !matches!(end.target, Target::Run(run) if self.is_label[run]));
            for cell in &wire.cells {
                self.wire_of[self.map.grid.index(*cell)] = number as u32 + 1;
            }
        }
    }

    /// Boxes with boxes or joined words in them, and what they are called.
    fn find_open(&mut self) {
        for frame in self.map.frames {
            if let Some(parent) = frame.parent {
                self.open[parent] = true;
            }
        }
        for wire in &self.wires {
            let words = wire.ends.iter().filter_map(|end| if let Target::Run(run) = end.target { Some(self.block_of[run]) } else { None });
            let mut blocks: Vec<usize> = words.collect();
            blocks.sort_unstable();
            blocks.dedup();
            if blocks.len() > 1
                && wire.ends.iter().any(|end| end.head)
                && let Some(frame) = self.map.runs[blocks[0]].frame
            {
                self.open[frame] = true;
            }
        }
        let mut reached = vec![false; self.block_of.len()];
        for end in self.wires.iter().flat_map(|wire| &wire.ends) {
            if let Target::Run(run) = end.target {
                reached[self.block_of[run]] |= end.head || end.direction != UP;
            }
        }
        for (at, frame) in self.map.frames.iter().enumerate().filter(|(at, _)| self.open[*at]) {
            let inner =
                self.map.frames.iter().filter(|other| other.parent == Some(at)).map(|other| other.top).min().unwrap_or(frame.bottom);
            let inside = |run: usize| self.map.runs[run].frame == Some(at) && !self.is_label[run];
            let mut above = (0..self.map.runs.len()).filter(|run| inside(*run) && self.map.runs[*run].row < inner);
            let title = above.next().filter(|run| !reached[self.block_of[*run]]);
            let below =
                || (0..self.map.runs.len()).find(|run| inside(*run) && !reached[self.block_of[*run]] && self.map.runs[*run].row >= inner);
            self.titles[at] = title.or_else(|| below().filter(|_| self.has_frames(at))).map(|run| self.block_of[run]);
        }
    }

    /// What a line ends at; None for nothing that can be told.
    fn part(&self, end: &End, deep: bool) -> Option<Part> {
        match end.target {
            Target::Frame(frame) => Some(Part::Frame(frame)),
            Target::Run(run) => self.part_of_run(run),
            Target::Side(place) if deep => self.lifeline(place),
            Target::Side(_) => None,
        }
    }

    fn part_of_run(&self, run: usize) -> Option<Part> {
        let block = self.block_of[run];
        match self.map.runs[run].frame {
            Some(frame) if !self.open[frame] || self.titles[frame] == Some(block) => Some(Part::Frame(frame)),
            _ => (!self.words(block).is_empty()).then_some(Part::Block(block)),
        }
    }

    /// The participant of a sequence whose line goes down through `place`.
    fn lifeline(&self, place: Place) -> Option<Part> {
        let mut row = place.0;
        let mut holes = 0;
        let mut named = None;
        // Messages that pass by and words on it leave holes in the line.
        while holes < 4 {
            let Some(above) = row.checked_sub(1) else { break };
            row = above;
            let index = self.map.grid.index((row, place.1));
            if self.map.border[index] {
                named = Some(row);
                break;
            }
            if self.map.run_of[index] != 0 && holes == 0 {
                named = named.or(Some(row));
            }
            let upright = self.map.grid.get((row, place.1)).arms & (UP | DOWN) != 0;
            holes = if upright { 0 } else { holes + 1 };
        }
        let row = named.filter(|row| place.0 - row > 1)?;
        let top = self.wire_at((row + 1, place.1))?;
        let mut ends = self.wires[top].ends.iter().filter(|end| end.direction == UP && !end.head && end.cell == (row + 1, place.1));
        ends.find_map(|end| self.part(end, false))
    }

    /// The words of a block outside of boxes; empty when it is a sentence or nothing.
    fn words(&self, block: usize) -> String {
        let lines: Vec<usize> = self.runs_of(block).take(12).collect();
        let kept = lines.iter().take_while(|run| !self.map.runs[**run].is_item(self.body) || **run == lines[0]);
        let text = kept.map(|run| self.map.runs[*run].of(self.body)).collect::<Vec<_>>().join(" ");
        let text = if text.chars().count() > LONGEST { self.map.runs[block].of(self.body).to_owned() } else { text };
        let text = bare(&text);
        if text.chars().count() > LONGEST || !text.chars().any(char::is_alphabetic) { String::new() } else { text }
    }

    /// The words of a closed box, and the lines of it that say more.
    fn frame_words(&self, at: usize, frame: &Frame) -> (String, Vec<usize>) {
        let mut label = String::new();
        let mut fields = Vec::new();
        let mut last_row = 0;
        let title = frame.title.map(|(from, to)| self.slice((frame.top, from), (frame.top, to)));
        let mut detail = title.is_some();
        let mut rows: Vec<usize> = self.map.runs.iter().filter(|run| run.frame == Some(at)).map(|run| run.row).collect();
        rows.dedup();
        // Lines without a gap that are too many for a name are a name and a list.
        let is_list = rows.len() > MOST_LINES && rows.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        if let Some(title) = title {
            label = bare(title);
        }
        let inside = self.map.runs.iter().enumerate().filter(|(_, run)| run.frame == Some(at));
        for (number, run) in inside {
            let parted = last_row > 0 && (run.row > last_row + 1 || self.is_parted(frame, last_row, run.row));
            let new_row = run.row != last_row && (is_list || parted || run.is_item(self.body) || run.is_row_of_names(self.body));
            detail |= !label.is_empty() && (new_row || self.has_bars(frame, run.row));
            last_row = run.row;
            if detail || label.chars().count() + run.to - run.from > LONGEST && !label.is_empty() {
                fields.push(number);
                continue;
            }
            if !label.is_empty() {
                label.push(' ');
            }
            label.push_str(run.of(self.body));
        }
        (bare(&label), fields)
    }

    /// True for a row of a box with bars between words.
    fn has_bars(&self, frame: &Frame, row: usize) -> bool {
        let (left, right) = frame.walls(row).unwrap_or_default();
        (left + 1..right)
            .any(|column| matches!(self.map.grid.get((row, column)).c, '|' | '│' | '┃') && self.map.grid.is_line((row, column)))
    }

    /// True when a line goes across the box between two rows.
    fn is_parted(&self, frame: &Frame, above: usize, below: usize) -> bool {
        (above + 1..below).any(|row| {
            let Some((left, right)) = frame.walls(row) else { return false };
            let lines = (left + 1..right).filter(|column| self.map.grid.get((row, *column)).arms & (LEFT | RIGHT) != 0).count();
            lines * 10 > (right - left - 1) * 7
        })
    }

    fn slice(&self, from: Place, to: Place) -> &str {
        let (start, end) = (self.map.grid.get(from).at, self.map.grid.get(to).at);
        self.body.get(start..end).unwrap_or_default().trim()
    }

    fn graph(&self) -> Result<Option<FlowGraph>, Refusal> {
        let flows = self.flows();
        let mut builder = Builder::default();
        let mut boundaries = vec![None; self.map.frames.len()];
        let mut nodes: BTreeMap<Part, usize> = BTreeMap::new();
        let mut by_words: HashMap<(String, Option<usize>), usize> = HashMap::new();
        // Outer boxes begin above inner ones.
        for (at, frame) in self.map.frames.iter().enumerate().filter(|(at, _)| self.open[*at]) {
            let title = self.titles[at].map(|block| self.words(block)).filter(|words| !words.is_empty());
            let title = title.or_else(|| frame.title.map(|(from, to)| bare(self.slice((frame.top, from), (frame.top, to)))));
            let parent = frame.parent.and_then(|parent| boundaries[parent]);
            let span = match self.titles[at] {
                Some(block) => self.span(&self.map.runs[block]),
                None => self.cells((frame.top, frame.left), (frame.top, frame.right)),
            };
            boundaries[at] = Some(builder.boundary(&title.unwrap_or_default(), span, parent)?);
        }
        let mut parts: Vec<(usize, Part)> = (0..self.map.frames.len())
            .filter(|at| !self.open[*at])
            .map(|at| (self.first_byte(Part::Frame(at)), Part::Frame(at)))
            .chain(flows.iter().flat_map(|flow| [flow.from, flow.to]).map(|part| (self.first_byte(part), part)))
            .collect();
        parts.sort_unstable();
        parts.dedup();
        for (_, part) in parts {
            let node = match part {
                Part::Frame(at) if self.open[at] => match boundaries[at] {
                    Some(boundary) => builder.whole(boundary, &builder.graph().boundaries[boundary].label.clone())?,
                    None => continue,
                },
                Part::Frame(at) => {
                    let frame = &self.map.frames[at];
                    let (label, fields) = self.frame_words(at, frame);
                    if !label.chars().any(char::is_alphanumeric) {
                        continue;
                    }
                    let first = self.map.runs.iter().find(|run| run.frame == Some(at));
                    let span = first.map_or_else(|| self.cells((frame.top, frame.left), (frame.top, frame.right)), |run| self.span(run));
                    let node = builder.push(&label, label.clone(), span, frame.parent.and_then(|parent| boundaries[parent]))?;
                    if let Some(kind) = first.and_then(|run| self.kind_of(run, &label)) {
                        builder.shape(node, kind);
                    }
                    for field in fields {
                        builder.field(node, self.span(&self.map.runs[field]))?;
                    }
                    node
                }
                Part::Block(block) => {
                    let words = self.words(block);
                    let boundary = self.map.runs[block].frame.and_then(|frame| boundaries[frame]);
                    match by_words.get(&(words.clone(), boundary)) {
                        Some(&known) => known,
                        None => {
                            let node = builder.push(&words, words.clone(), self.span(&self.map.runs[block]), boundary)?;
                            by_words.insert((words, boundary), node);
                            node
                        }
                    }
                }
            };
            nodes.insert(part, node);
        }
        for flow in &flows {
            if let (Some(&from), Some(&to)) = (nodes.get(&flow.from), nodes.get(&flow.to))
                && from != to
            {
                builder.flow(from, to, &flow.label, flow.span, flow.heads)?;
            }
        }
        let graph = builder.finish();
        Ok((!graph.nodes.is_empty()).then_some(graph))
    }

    /// What a box is by its first line; all of its words when these are few.
    fn kind_of(&self, first: &Run, label: &str) -> Option<NodeKind> {
        let kind = node_kind::of(&bare(first.of(self.body)));
        (kind != NodeKind::Process || label.split_whitespace().count() > 3).then_some(kind)
    }

    fn first_byte(&self, part: Part) -> usize {
        match part {
            Part::Frame(at) => self.map.grid.get((self.map.frames[at].top, self.map.frames[at].left)).at,
            Part::Block(block) => self.map.runs[block].start,
        }
    }

    fn span(&self, run: &Run) -> Span {
        Span::new(self.base + run.start, self.base + run.end)
    }

    fn cells(&self, from: Place, to: Place) -> Span {
        let last = self.map.grid.get(to);
        let end = (last.at + if last.c == ' ' { 0 } else { last.c.len_utf8() }).min(self.body.len());
        Span::new(self.base + self.map.grid.get(from).at, self.base + end)
    }

    fn flows(&self) -> Vec<Drawn> {
        let mut found = Vec::new();
        let mut labels_of: HashMap<usize, Vec<(usize, Place)>> = HashMap::new();
        for &(run, cell) in &self.labels {
            if let Some(wire) = self.wire_at(cell) {
                labels_of.entry(wire).or_default().push((run, cell));
            }
        }
        for (number, wire) in self.wires.iter().enumerate() {
            let ends: Vec<(Part, &End)> = wire.ends.iter().filter_map(|end| Some((self.part(end, true)?, end))).collect();
            let (heads, tails): (Vec<_>, Vec<_>) = ends.iter().partition(|(_, end)| end.head);
            let labels = labels_of.remove(&number).unwrap_or_default();
            let mut pairs: Vec<(Part, Part, &End, &End, Heads)> = Vec::new();
            let one = Heads { first: false, second: true };
            match (heads.as_slice(), tails.as_slice()) {
                ([(a, first), (b, second)], []) => pairs.push((*a, *b, first, second, Heads { first: true, second: true })),
                ([], [(a, first), (b, second)]) => {
                    if matches!((a, b), (Part::Frame(_), Part::Frame(_))) {
                        pairs.push((*a, *b, first, second, Heads::default()));
                    }
                }
                ([], several) => {
                    let mut up = several.iter().filter(|(_, end)| end.direction == UP);
                    let boxes = several.iter().all(|(part, _)| matches!(part, Part::Frame(_)));
                    if let (Some((root, from)), None, true) = (up.next(), up.next(), boxes) {
                        let rest = several.iter().filter(|(part, end)| part != root && end.direction == DOWN);
                        pairs.extend(rest.map(|(part, end)| (*root, *part, *from, *end, Heads::default())));
                    }
                }
                (heads, tails) if heads.len() * tails.len() <= MOST_PAIRS => {
                    for (from, first) in tails {
                        pairs.extend(heads.iter().map(|(to, second)| (*from, *to, *first, *second, one)));
                    }
                }
                _ => {}
            }
            pairs.retain(|(a, b, ..)| a != b);
            pairs.sort_by_key(|(_, _, first, second, _)| (self.map.grid.get(second.cell).at, self.map.grid.get(first.cell).at));
            pairs.dedup_by_key(|(a, b, ..)| (*a, *b));
            let several = pairs.len() > 1;
            for (from, to, first, second, heads) in pairs {
                let path = if several && !labels.is_empty() { self.path(first.cell, second.cell) } else { None };
                let mut words: Vec<(usize, usize)> = labels
                    .iter()
                    .filter(|(_, cell)| path.as_ref().is_none_or(|path| path.contains(cell)))
                    .flat_map(|(run, _)| self.runs_of(*run).chain(std::iter::once(*run)))
                    .map(|run| (self.map.runs[run].start, run))
                    .collect();
                words.sort_unstable();
                words.dedup();
                let label = words.iter().map(|(_, run)| self.map.runs[*run].of(self.body)).collect::<Vec<_>>().join(" ");
                found.push(Drawn { from, to, label: label_of(&label), span: self.segment(second), heads });
            }
        }
        found.sort_by_key(|flow| flow.span);
        found
    }

    /// The cells of the shortest way along a line.
    fn path(&self, from: Place, to: Place) -> Option<Vec<Place>> {
        let mut before: HashMap<Place, Place> = HashMap::from([(from, from)]);
        let mut queue = VecDeque::from([from]);
        while let Some(place) = queue.pop_front() {
            if place == to {
                let mut path = vec![to];
                let mut at = to;
                while at != from {
                    at = *before.get(&at)?;
                    path.push(at);
                }
                return Some(path);
            }
            let bridged = self.bridges.get(&place).into_iter().flatten().copied();
            for next in self.map.joined(place).chain(bridged) {
                before.entry(next).or_insert_with(|| {
                    queue.push_back(next);
                    place
                });
            }
        }
        None
    }

    /// The part of a line in the row of its end.
    fn segment(&self, end: &End) -> Span {
        let (row, column) = end.cell;
        let same = |column: usize| self.wire_at((row, column)) == self.wire_at(end.cell);
        let mut left = column;
        while left > 0 && same(left - 1) {
            left -= 1;
        }
        let mut right = column;
        while same(right + 1) {
            right += 1;
        }
        self.cells((row, left), (row, right))
    }
}

struct Drawn {
    from: Part,
    to: Part,
    label: String,
    span: Span,
    heads: Heads,
}

/// Words without the brackets, quotes and list marks around them.
fn bare(text: &str) -> String {
    let mut text = text.trim();
    let number = text.find(['.', ')']).filter(|at| *at > 0 && *at < 3 && text[..*at].bytes().all(|b| b.is_ascii_digit()));
    if let Some(at) = number {
        let rest = text[at + 1..].trim_start();
        text = if rest.is_empty() || rest.len() == text.len() - at - 1 { text } else { rest };
    }
    text = text.trim_start_matches(|c: char| matches!(c, '-' | '*' | '•' | '·' | '│' | '|') || c.is_whitespace()).trim();
    for (open, close) in [('[', ']'), ('(', ')'), ('"', '"'), ('`', '`'), ('<', '>'), ('{', '}')] {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.contains([open, close])) {
            text = inner.trim();
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn label_of(text: &str) -> String {
    let text = bare(text);
    if text.chars().any(char::is_alphanumeric) { text.chars().take(200).collect() } else { String::new() }
}
