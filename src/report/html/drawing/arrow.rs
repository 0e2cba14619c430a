//! An arrow from one node to another, bent around the nodes that stand between.

use super::arrange::{HIGH, WIDE};
use super::graph::Drawn;
use super::{Frame, Point};
use std::fmt::Write as _;

/// How far an arrow may be bent aside, the least first.
const BENDS: [f64; 7] = [0.0, 60.0, -60.0, 110.0, -110.0, 170.0, -170.0];
/// Points at which an arrow is tried for nodes in its way.
const TRIED: u8 = 24;

pub(super) struct Arrow<'a> {
    start: Point,
    bend: Point,
    end: Point,
    pub(super) flow: &'a Drawn,
}

impl<'a> Arrow<'a> {
    pub(super) fn of(places: &[Point], flow: &'a Drawn) -> Self {
        let center = |(x, y): Point| (x + WIDE / 2.0, y + HIGH / 2.0);
        let (from, to) = (center(places[flow.from]), center(places[flow.to]));
        let (along, down) = (to.0 - from.0, to.1 - from.1);
        let long = length(along, down);
        let others: Vec<Point> =
            places.iter().enumerate().filter(|(at, _)| *at != flow.from && *at != flow.to).map(|(_, place)| *place).collect();
        let bent = |aside: f64| {
            let bend = (f64::midpoint(from.0, to.0) - down / long * aside, f64::midpoint(from.1, to.1) + along / long * aside);
            Self { start: border(from, bend), bend, end: border(to, bend), flow }
        };
        let mut least = bent(BENDS[0]);
        for arrow in BENDS[1..].iter().map(|aside| bent(*aside)) {
            if arrow.crossed(&others) < least.crossed(&others) {
                least = arrow;
            }
        }
        least
    }

    /// The point at a share of the way.
    pub(super) fn at(&self, share: f64) -> Point {
        let rest = 1.0 - share;
        let part = |a: f64, b: f64, c: f64| rest * rest * a + 2.0 * share * rest * b + share * share * c;
        (part(self.start.0, self.bend.0, self.end.0), part(self.start.1, self.bend.1, self.end.1))
    }

    /// What is around its middle, where a bent one is farthest out.
    pub(super) fn frame(&self) -> Frame {
        let (x, y) = self.at(0.5);
        ((x - 4.0, y - 4.0), (x + 4.0, y + 4.0))
    }

    /// How many points of the way lie on nodes.
    fn crossed(&self, nodes: &[Point]) -> usize {
        let is_on = |point: Point, node: Point| {
            let (x, y) = (point.0 - node.0, point.1 - node.1);
            x > -4.0 && x < WIDE + 4.0 && y > -4.0 && y < HIGH + 4.0
        };
        let points = (1..TRIED).map(|step| self.at(f64::from(step) / f64::from(TRIED)));
        points.filter(|point| nodes.iter().any(|node| is_on(*point, *node))).count()
    }

    pub(super) fn draw(&self, out: &mut String) {
        let Self { start, bend, end, flow } = self;
        let _ = write!(
            out,
            "<path class=\"arrow\" d=\"M{:.0} {:.0}Q{:.0} {:.0} {:.0} {:.0}\"/>",
            start.0, start.1, bend.0, bend.1, end.0, end.1
        );
        head(*bend, *end, out);
        if flow.both {
            head(*bend, *start, out);
        }
    }
}

/// Where the line from the middle of a node to a point leaves the node.
fn border(middle: Point, to: Point) -> Point {
    let (along, down) = (to.0 - middle.0, to.1 - middle.1);
    let share = |half: f64, part: f64| if part.abs() < 1.0 { f64::INFINITY } else { half / part.abs() };
    let share = share(WIDE / 2.0 + 2.0, along).min(share(HIGH / 2.0 + 2.0, down)).min(1.0);
    (middle.0 + along * share, middle.1 + down * share)
}

/// By multiplication and a square root alone: the same to the bit on every machine.
fn length(along: f64, down: f64) -> f64 {
    (along * along + down * down).sqrt().max(1.0)
}

/// The head of an arrow that comes from one point and ends at another.
pub(super) fn head(from: Point, tip: Point, out: &mut String) {
    let (along, down) = (tip.0 - from.0, tip.1 - from.1);
    let long = length(along, down);
    let (along, down) = (along / long, down / long);
    let (x, y) = (tip.0 - along * 9.0, tip.1 - down * 9.0);
    let (aside, up) = (down * 4.0, along * 4.0);
    let _ = write!(
        out,
        "<path class=\"tip\" d=\"M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}z\"/>",
        tip.0,
        tip.1,
        x - aside,
        y + up,
        x + aside,
        y - up
    );
}
