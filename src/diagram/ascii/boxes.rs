//! A grid to the boxes drawn in it; right walls may be ragged, as they are wherever text was changed later.

use super::grid::{DOWN, Grid, LEFT, Place, RIGHT, UP};

/// Most boxes of a drawing; there are tables with more.
const MOST: usize = 400;

/// Most steps along walls, for drawings made of nothing but corners.
const MOST_STEPS: usize = 3_000_000;

/// How far a wall may stand beside its place.
const RAGGED: usize = 3;

/// How far the lower right corner may stand beside its place; the border that leads to it is one line.
const RAGGED_CORNER: usize = 8;

/// A closed box.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub top: usize,
    pub bottom: usize,
    pub left: usize,
    pub right: usize,
    /// Column of the left and right wall, for each row from top to bottom.
    walls: Vec<(usize, usize)>,
    /// The innermost box around it.
    pub parent: Option<usize>,
    /// Columns of words in its upper border.
    pub title: Option<(usize, usize)>,
}

impl Frame {
    /// The columns of the walls in a row.
    pub fn walls(&self, row: usize) -> Option<(usize, usize)> {
        self.walls.get(row.checked_sub(self.top)?).copied()
    }

    /// True when a place is inside, not on the border.
    pub fn holds(&self, (row, column): Place) -> bool {
        row > self.top && row < self.bottom && self.walls(row).is_some_and(|(left, right)| left < column && column < right)
    }

    /// True when a place is on the border.
    pub fn is_border(&self, (row, column): Place) -> bool {
        let Some((left, right)) = self.walls(row) else { return false };
        if row == self.top || row == self.bottom { left <= column && column <= right } else { column == left || column == right }
    }

    fn area(&self) -> usize {
        (self.bottom - self.top) * (self.right - self.left)
    }

    fn contains(&self, other: &Self) -> bool {
        self.top <= other.top
            && self.bottom >= other.bottom
            && self.left <= other.left
            && self.right + 1 >= other.right
            && self.area() > other.area()
            && self.holds((other.top.max(self.top + 1), other.left + 1))
    }
}

/// Every box, from the upper left on; None when there are too many.
pub(super) fn find(grid: &Grid) -> Option<Vec<Frame>> {
    let mut steps = 0;
    let mut found: Vec<Frame> = Vec::new();
    for row in 0..grid.height {
        for column in 0..grid.width {
            if grid.joins((row, column), RIGHT) && grid.get((row, column)).arms & DOWN != 0 {
                found.extend(from_corner(grid, (row, column), &mut steps));
                if found.len() > MOST || steps > MOST_STEPS {
                    return None;
                }
            }
        }
    }
    // Lines from two places that meet again enclose nothing.
    found.retain(|frame| frame.title.is_some() || holds_words(grid, frame));
    for at in 0..found.len() {
        let around = (0..found.len()).filter(|other| *other != at && found[*other].contains(&found[at]));
        found[at].parent = around.min_by_key(|other| found[*other].area());
    }
    Some(found)
}

fn holds_words(grid: &Grid, frame: &Frame) -> bool {
    (frame.top + 1..frame.bottom).any(|row| {
        let (left, right) = frame.walls(row).unwrap_or_default();
        (left + 1..right).any(|column| grid.get((row, column)).c.is_alphanumeric() && !grid.is_line((row, column)))
    })
}

/// The smallest box whose upper left corner is at `corner`.
fn from_corner(grid: &Grid, corner: Place, steps: &mut usize) -> Option<Frame> {
    let (top, left) = corner;
    let (rights, title) = upper_right(grid, corner, steps);
    if rights.is_empty() {
        return None;
    }
    let mut lefts = vec![left];
    let mut crossings = 0;
    for row in top + 1..grid.height {
        *steps += 1;
        let crossed = grid.get((row, left)).arms & (LEFT | RIGHT) == LEFT | RIGHT;
        let wall = near(grid, row, left, 2, |arms| arms & UP != 0).or_else(|| crossed.then_some(left))?;
        if crossed && grid.get((row, wall)).arms & UP == 0 {
            // An arrow runs over the wall.
            crossings += 1;
            if crossings > 2 || row == top + 1 {
                return None;
            }
            lefts.push(wall);
            continue;
        }
        lefts.push(wall);
        let arms = grid.get((row, wall)).arms;
        if arms & RIGHT == 0 || row == top + 1 {
            if arms & DOWN == 0 {
                return None;
            }
            continue;
        }
        for &right in &rights {
            if let Some(end) = lower_right(grid, (row, wall), right, steps) {
                let frame = closed(grid, top, row, &lefts, (right, end), title);
                return Some(frame);
            }
        }
        if arms & DOWN == 0 {
            return None;
        }
    }
    None
}

/// Columns at which the upper border may end, nearest first, and where words stand in it.
fn upper_right(grid: &Grid, (row, left): Place, steps: &mut usize) -> (Vec<usize>, Option<(usize, usize)>) {
    let mut found = Vec::new();
    let mut title = None;
    let mut column = left + 1;
    while column < grid.width {
        *steps += 1;
        let cell = grid.get((row, column));
        let across = cell.arms & (LEFT | RIGHT) != 0;
        // The wall below a `+` at the end may stand beside it.
        let last = cell.c == '+' && cell.arms & RIGHT == 0;
        if across && cell.arms & LEFT != 0 && (cell.arms & DOWN != 0 || last) {
            let below = near(grid, row + 1, column, if cell.arms & RIGHT == 0 { RAGGED } else { 0 }, |arms| arms & UP != 0);
            if below.is_some() {
                found.push(column);
            }
        }
        if across && cell.arms & RIGHT == 0 && cell.heads == 0 {
            break;
        }
        if !across && cell.heads & (UP | DOWN) == 0 {
            // `┌─ Title ─┐`, `+--- IMPORTANT ---+`
            let end = (column..grid.width.min(column + 70)).find(|at| grid.get((row, *at)).arms & RIGHT != 0);
            let words = end.filter(|_| title.is_none() && column > left + 1 && !matches!(cell.c, '|' | '│'));
            let Some(end) = words.filter(|end| grid.get((row, *end)).arms & DOWN == 0) else { break };
            title = Some((column, end));
            column = end;
        }
        column += 1;
    }
    (found, title)
}

/// The lower right corner of a border that begins at `corner` and should end at `right`.
fn lower_right(grid: &Grid, (row, left): Place, right: usize, steps: &mut usize) -> Option<usize> {
    let mut column = left + 1;
    let mut ends = Vec::new();
    let mut odd = 0;
    while column < grid.width && column <= right + RAGGED_CORNER {
        *steps += 1;
        let cell = grid.get((row, column));
        if cell.arms & LEFT != 0 && (cell.arms & UP != 0 || cell.c == '+' && cell.arms & RIGHT == 0) {
            if column == right {
                return Some(column);
            }
            let corner = cell.arms & RIGHT == 0;
            if corner && column + RAGGED_CORNER >= right {
                ends.push(column);
            }
            if corner {
                break;
            }
        }
        if cell.arms & (LEFT | RIGHT) == 0 && cell.heads == 0 {
            // A line or a word may cross the border at one place.
            odd += 1;
            if odd > 1 || cell.c == ' ' {
                break;
            }
        }
        column += 1;
    }
    ends.pop()
}

fn closed(grid: &Grid, top: usize, bottom: usize, lefts: &[usize], (right, end): (usize, usize), title: Option<(usize, usize)>) -> Frame {
    let last = lefts.len() - 1;
    let walls = lefts.iter().enumerate().map(|(offset, &left)| {
        let row = top + offset;
        let wall = match offset {
            0 => right,
            _ if offset == last => end,
            _ => near(grid, row, right.max(end), RAGGED + 2, |arms| arms & (UP | DOWN) != 0)
                .or_else(|| near(grid, row, right, RAGGED + 1, |arms| arms & (UP | DOWN) != 0))
                .filter(|wall| *wall > left + 1)
                .unwrap_or(right),
        };
        (left, wall)
    });
    let title = title.filter(|(_, words_end)| *words_end < right);
    Frame { top, bottom, left: lefts[0], right: right.max(end), walls: walls.collect(), parent: None, title }
}

/// The nearest column to `column` at which the lines that leave a cell are right.
fn near(grid: &Grid, row: usize, column: usize, slack: usize, fits: impl Fn(u8) -> bool) -> Option<usize> {
    if row >= grid.height {
        return None;
    }
    let fit = |column: &usize| *column < grid.width && fits(grid.get((row, *column)).arms);
    (0..=slack).find_map(|off| [column + off, column.wrapping_sub(off)].into_iter().find(fit))
}
