//! Where the words of arrows stand: on their arrow where nothing else does, else a number there and the words in a list.

use super::arrow::Arrow;
use super::graph::Drawn;
use super::{Frame, Point, STEP, wide, wrapped, write};
use std::fmt::Write as _;

/// Widest line of words on an arrow, in pixels, and most lines.
const WIDEST: f64 = 122.0;
const LINES: usize = 2;
/// Shares of the way at which words are tried, the best first.
const SHARES: [f64; 13] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8, 0.15, 0.85, 0.1, 0.9];

/// The words of all arrows.
pub(super) struct Labels<'a> {
    placed: Vec<(Frame, Words)>,
    numbered: Vec<&'a Drawn>,
}

enum Words {
    Lines(Vec<String>),
    Number(usize),
}

impl<'a> Labels<'a> {
    /// Words of arrows on a drawing, parts of which are taken. What has no room for its number either stands in the list alone.
    pub(super) fn of(arrows: &[Arrow<'a>], mut taken: Vec<Frame>) -> Self {
        let mut labels = Self { placed: Vec::new(), numbered: Vec::new() };
        for arrow in arrows.iter().filter(|arrow| !arrow.flow.labels.is_empty()) {
            let lines = match arrow.flow.labels.as_slice() {
                [label] => wrapped(label, WIDEST),
                _ => Vec::new(),
            };
            let size = |lines: &[String]| (lines.iter().map(|line| wide(line)).fold(0.0, f64::max), lines.len() as f64 * STEP);
            if (1..=LINES).contains(&lines.len())
                && let Some(frame) = room(arrow, size(&lines), &taken)
            {
                taken.push(frame);
                labels.placed.push((frame, Words::Lines(lines)));
                continue;
            }
            labels.numbered.push(arrow.flow);
            if let Some(frame) = room(arrow, (18.0, 16.0), &taken) {
                taken.push(frame);
                labels.placed.push((frame, Words::Number(labels.numbered.len())));
            }
        }
        labels
    }

    /// What they take on the drawing.
    pub(super) fn frames(&self) -> impl Iterator<Item = Frame> {
        self.placed.iter().map(|(frame, _)| *frame)
    }

    /// What stands in the list, by number from 1.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (usize, &'a Drawn)> {
        self.numbered.iter().enumerate().map(|(at, flow)| (at + 1, *flow))
    }

    pub(super) fn draw(&self, out: &mut String) {
        for (((left, top), (right, bottom)), words) in &self.placed {
            let middle = f64::midpoint(*left, *right);
            match words {
                Words::Lines(lines) => {
                    let (wide, high) = (right - left, bottom - top);
                    let _ = write!(out, "<rect class=\"under\" x=\"{left:.0}\" y=\"{top:.0}\" width=\"{wide:.0}\" height=\"{high:.0}\"/>");
                    write(lines, (middle, top + 10.0), STEP, "small on", "middle", out);
                }
                Words::Number(number) => {
                    let _ = write!(out, "<rect class=\"count\" x=\"{left:.0}\" y=\"{top:.0}\" width=\"18\" height=\"16\" rx=\"8\"/>");
                    write(&[number.to_string()], (middle, top + 12.0), STEP, "small", "middle", out);
                }
            }
        }
    }
}

/// A box of this size on the arrow that nothing takes; None when there is none.
fn room(arrow: &Arrow<'_>, (wide, high): Point, taken: &[Frame]) -> Option<Frame> {
    let at = |share: f64| {
        let (x, y) = arrow.at(share);
        ((x - wide / 2.0, y - high / 2.0), (x + wide / 2.0, y + high / 2.0))
    };
    SHARES.iter().map(|share| at(*share)).find(|frame| taken.iter().all(|other| !touch(*frame, *other)))
}

/// A corner of a boundary where its words, so wide, stand on nothing; else the first.
pub(super) fn corner(((left, top), (right, bottom)): Frame, wide: f64, taken: &[Frame]) -> Frame {
    let ys = [top + 4.0, bottom - 18.0];
    let xs = [left + 10.0, (right - wide - 10.0).max(left + 10.0), (f64::midpoint(left, right) - wide / 2.0).max(left + 10.0)];
    let mut corners = ys.iter().flat_map(|y| xs.iter().map(move |x| ((*x, *y), (x + wide, y + 14.0))));
    let first = ((xs[0], ys[0]), (xs[0] + wide, ys[0] + 14.0));
    corners.find(|corner| taken.iter().all(|other| !touch(*corner, *other))).unwrap_or(first)
}

/// True when two boxes are nearer to each other than a hair.
fn touch(a: Frame, b: Frame) -> bool {
    a.0.0 < b.1.0 + 2.0 && b.0.0 < a.1.0 + 2.0 && a.0.1 < b.1.1 + 1.0 && b.0.1 < a.1.1 + 1.0
}
