//! A grid to the lines between boxes and words: what hangs together, where it ends, and with a head or without.

use super::boxes::Frame;
use super::grid::{ALL, DOWN, Grid, LEFT, Place, RIGHT, UP, back};
use super::words::Run;

/// What a line ends at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Frame(usize),
    Run(usize),
    /// The side of another line.
    Side(Place),
}

/// An end of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub target: Target,
    pub head: bool,
    /// The last cell of the line.
    pub cell: Place,
    /// The direction in which it reaches the target.
    pub direction: u8,
}

/// Lines that hang together.
#[derive(Debug, Clone, Default)]
pub(super) struct Wire {
    pub cells: Vec<Place>,
    pub ends: Vec<End>,
}

/// What the tracing needs to know.
pub(super) struct Map<'a> {
    pub grid: &'a Grid,
    pub frames: &'a [Frame],
    pub border: &'a [bool],
    pub runs: &'a [Run],
    pub run_of: &'a [u32],
}

/// Every wire, and for each cell the number of its wire plus one.
pub(super) fn trace(map: &Map<'_>) -> (Vec<Wire>, Vec<u32>) {
    let grid = map.grid;
    let mut of_cell = vec![0u32; grid.height * grid.width];
    let mut wires: Vec<Wire> = Vec::new();
    for first in 0..of_cell.len() {
        if of_cell[first] != 0 || !map.is_wire(grid.place(first)) {
            continue;
        }
        let mut wire = Wire::default();
        let number = wires.len() as u32 + 1;
        of_cell[first] = number;
        let mut queue = vec![grid.place(first)];
        while let Some(place) = queue.pop() {
            wire.cells.push(place);
            for next in map.joined(place) {
                let index = grid.index(next);
                if of_cell[index] == 0 {
                    of_cell[index] = number;
                    queue.push(next);
                }
            }
            map.ends(place, &mut wire.ends);
        }
        wires.push(wire);
    }
    (wires, of_cell)
}

impl Map<'_> {
    pub fn is_wire(&self, place: Place) -> bool {
        self.grid.is_line(place) && !self.border[self.grid.index(place)]
    }

    /// The cells of the same wire beside a cell; a line may cross the border of a box.
    fn neighbours(&self, place: Place) -> [Option<Place>; 4] {
        let arms = self.grid.get(place).arms;
        ALL.map(|direction| {
            let next = self.grid.step(place, direction).filter(|_| arms & direction != 0)?;
            if !self.border[self.grid.index(next)] {
                return (self.grid.get(next).arms & back(direction) != 0 || self.is_tee(next, direction)).then_some(next);
            }
            let crossed = self.grid.get(next).arms;
            let beyond = self.grid.step(next, direction).filter(|_| crossed & direction != 0 && crossed & back(direction) != 0)?;
            (self.is_wire(beyond) && self.grid.get(beyond).arms & back(direction) != 0).then_some(beyond)
        })
    }

    /// True where an upright line meets a level one that shows no joint: on one side only, for on both it passes by.
    fn is_tee(&self, at: Place, direction: u8) -> bool {
        let cell = self.grid.get(at);
        let beyond = self.grid.step(at, direction).map_or(0, |place| self.grid.get(place).arms);
        let passes = beyond & back(direction) != 0 && cell.arms & direction == 0;
        (direction == UP || direction == DOWN) && cell.arms & (LEFT | RIGHT) == LEFT | RIGHT && cell.heads == 0 && !passes
    }

    /// The upright lines that meet a level one at `place` without a joint.
    fn tees(&self, place: Place) -> [Option<Place>; 2] {
        let arms = self.grid.get(place).arms;
        [UP, DOWN].map(|direction| {
            let next = self.grid.step(place, direction).filter(|_| arms & direction == 0 && arms & (LEFT | RIGHT) == LEFT | RIGHT)?;
            let meets = self.is_wire(next) && self.grid.get(next).arms & back(direction) != 0 && self.is_tee(place, back(direction));
            meets.then_some(next)
        })
    }

    /// The cells of the same wire beside a cell.
    pub fn joined(&self, place: Place) -> impl Iterator<Item = Place> {
        self.neighbours(place).into_iter().chain(self.tees(place)).flatten()
    }

    /// Where the lines that leave a cell end.
    fn ends(&self, place: Place, found: &mut Vec<End>) {
        let cell = self.grid.get(place);
        for direction in ALL {
            let head = cell.heads & direction != 0;
            if !head && cell.arms & direction == 0 {
                continue;
            }
            let Some(next) = self.grid.step(place, direction) else { continue };
            let goes_on = !head && {
                let here = self.grid.get(next);
                !self.border[self.grid.index(next)] && (here.arms & back(direction) != 0 || self.is_tee(next, direction))
                    || self.border[self.grid.index(next)]
                        && self.neighbours(place).into_iter().flatten().any(|other| self.grid.step(next, direction) == Some(other))
            };
            if goes_on {
                continue;
            }
            let mut head = head;
            if self.border[self.grid.index(next)] && self.grid.get(next).heads & direction != 0 {
                head = true;
            }
            if let Some(target) = self.target(place, direction, head) {
                found.push(End { target, head, cell: place, direction });
            }
        }
    }

    /// What lies in a direction from the end of a line.
    fn target(&self, place: Place, direction: u8, head: bool) -> Option<Target> {
        let across = direction == LEFT || direction == RIGHT;
        let mut at = place;
        for gap in 0..if across { 4 } else { 2 } {
            at = self.grid.step(at, direction)?;
            let index = self.grid.index(at);
            if self.border[index] {
                // A line that crosses a border may end at once at that of a box inside.
                let arms = self.grid.get(at).arms;
                let beyond = self.grid.step(at, direction).filter(|_| arms & direction != 0 && arms & back(direction) != 0);
                let inner =
                    beyond.filter(|place| self.border[self.grid.index(*place)] && self.grid.get(*place).arms & back(direction) != 0);
                return inner
                    .and_then(|inner| self.frame_at(inner, at, true))
                    .or_else(|| self.frame_at(at, place, arms & direction != 0 || head))
                    .map(Target::Frame);
            }
            if self.run_of[index] != 0 {
                return Some(Target::Run(self.run_of[index] as usize - 1));
            }
            if self.grid.is_line(at) {
                let side = across && gap < 2 && self.grid.get(at).arms & (UP | DOWN) == UP | DOWN;
                return side.then_some(Target::Side(at));
            }
            if !across && let Some(run) = self.beside(at, head) {
                return Some(Target::Run(run));
            }
        }
        None
    }

    /// The nearest words in the row of a blank place, at most a few columns away.
    fn beside(&self, (row, column): Place, head: bool) -> Option<usize> {
        let reach = if head { 6 } else { 3 };
        (1..=reach).find_map(|off| {
            [column.checked_sub(off), Some(column + off)].into_iter().flatten().find_map(|column| {
                let run = *self.run_of.get(self.grid.index((row, column))).filter(|_| column < self.grid.width)?;
                let blank = (column.min(column + off)..column).all(|between| !self.grid.is_line((row, between)));
                (run != 0 && blank).then(|| run as usize - 1)
            })
        })
    }

    /// The box whose border a line from `from` meets at `place`; from inside it is the box around unless the line goes through.
    fn frame_at(&self, place: Place, from: Place, through: bool) -> Option<usize> {
        let on = (0..self.frames.len()).filter(|at| self.frames[*at].is_border(place));
        on.min_by_key(|at| {
            let frame = &self.frames[*at];
            (frame.holds(from) == through, (frame.bottom - frame.top) * (frame.right - frame.left))
        })
    }
}
