//! A drawing in characters to a grid of cells, each with the lines that leave it.

use unicode_width::UnicodeWidthChar;

/// Largest drawing that is looked at; larger blocks are listings and tables.
const MOST_CELLS: usize = 60_000;
const WIDEST: usize = 500;

/// Directions as bits.
pub(super) const UP: u8 = 1;
pub(super) const DOWN: u8 = 2;
pub(super) const LEFT: u8 = 4;
pub(super) const RIGHT: u8 = 8;
pub(super) const ALL: [u8; 4] = [UP, DOWN, LEFT, RIGHT];

/// The opposite direction.
pub(super) fn back(direction: u8) -> u8 {
    match direction {
        UP => DOWN,
        DOWN => UP,
        LEFT => RIGHT,
        _ => LEFT,
    }
}

/// One place of a drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub c: char,
    /// Byte offset in the block.
    pub at: usize,
    /// Directions in which a line leaves it.
    pub arms: u8,
    /// Directions in which an arrow head on it points.
    pub heads: u8,
}

/// A place: row and column.
pub(super) type Place = (usize, usize);

/// The drawing.
#[derive(Debug)]
pub(super) struct Grid {
    pub height: usize,
    pub width: usize,
    cells: Vec<Cell>,
}

/// Lines that leave a character that draws nothing else.
fn drawn(c: char) -> u8 {
    match c {
        '─' | '━' | '═' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍' => LEFT | RIGHT,
        '│' | '┃' | '║' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏' => UP | DOWN,
        '┌' | '╭' | '╔' | '┏' | '╒' | '╓' => RIGHT | DOWN,
        '┐' | '╮' | '╗' | '┓' | '╕' | '╖' => LEFT | DOWN,
        '└' | '╰' | '╚' | '┗' | '╘' | '╙' => RIGHT | UP,
        '┘' | '╯' | '╝' | '┛' | '╛' | '╜' => LEFT | UP,
        '├' | '┝' | '┠' | '┣' | '╞' | '╟' | '╠' => RIGHT | UP | DOWN,
        '┤' | '┥' | '┨' | '┫' | '╡' | '╢' | '╣' => LEFT | UP | DOWN,
        '┬' | '┯' | '┰' | '┳' | '╤' | '╥' | '╦' => LEFT | RIGHT | DOWN,
        '┴' | '┷' | '┸' | '┻' | '╧' | '╨' | '╩' => LEFT | RIGHT | UP,
        '┼' | '╋' | '╪' | '╫' | '╬' | '┿' | '╂' => LEFT | RIGHT | UP | DOWN,
        _ => 0,
    }
}

/// Where a character that is always an arrow head points.
fn pointing(c: char) -> u8 {
    match c {
        '→' | '⟶' | '➜' | '➔' | '⇒' | '►' | '▶' | '▷' | '➡' | '⇨' | '➤' => RIGHT,
        '←' | '⟵' | '⇐' | '◄' | '◀' | '◁' | '⬅' => LEFT,
        '↓' | '▼' | '▾' | '⬇' | '⇓' | '▽' => DOWN,
        '↑' | '▲' | '▴' | '⬆' | '⇑' | '△' => UP,
        '↔' | '⇄' | '⟷' | '⇆' | '⇔' => LEFT | RIGHT,
        '↕' | '⇅' => UP | DOWN,
        _ => 0,
    }
}

const BLANK: Cell = Cell { c: ' ', at: 0, arms: 0, heads: 0 };

impl Grid {
    /// Lays a block out; None when it is too large for a drawing.
    pub fn new(body: &str) -> Option<Self> {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut width = 0;
        let mut offset = 0;
        for line in body.split_inclusive('\n') {
            let mut row: Vec<Cell> = Vec::with_capacity(line.len());
            for (at, c) in line.char_indices() {
                let at = offset + at;
                match c {
                    '\n' | '\r' => {}
                    '\t' => row.resize(row.len() / 8 * 8 + 8, Cell { at, ..BLANK }),
                    '\u{a0}' => row.push(Cell { at, ..BLANK }),
                    _ => {
                        let wide = c.width().unwrap_or(0);
                        if wide > 0 {
                            row.push(Cell { c, at, arms: 0, heads: 0 });
                        }
                        if wide > 1 {
                            row.push(Cell { c: '\0', at, arms: 0, heads: 0 });
                        }
                    }
                }
                if row.len() > WIDEST {
                    return None;
                }
            }
            offset += line.len();
            width = width.max(row.len());
            rows.push(row);
            if rows.len() * width > MOST_CELLS {
                return None;
            }
        }
        let height = rows.len();
        let mut cells = Vec::with_capacity(height * width);
        for mut row in rows {
            let end = row.last().map_or(0, |cell| cell.at + cell.c.len_utf8());
            row.resize(width, Cell { at: end, ..BLANK });
            cells.extend(row);
        }
        let mut grid = Self { height, width, cells };
        grid.join_dashes();
        grid.find_lines();
        Some(grid)
    }

    pub fn get(&self, (row, column): Place) -> Cell {
        if row < self.height && column < self.width { self.cells[row * self.width + column] } else { BLANK }
    }

    pub fn index(&self, (row, column): Place) -> usize {
        row * self.width + column
    }

    pub fn place(&self, index: usize) -> Place {
        (index / self.width.max(1), index % self.width.max(1))
    }

    /// The next place in a direction, if there is one.
    pub fn step(&self, (row, column): Place, direction: u8) -> Option<Place> {
        let (row, column) = match direction {
            UP => (row.checked_sub(1)?, column),
            DOWN => (row + 1, column),
            LEFT => (row, column.checked_sub(1)?),
            _ => (row, column + 1),
        };
        (row < self.height && column < self.width).then_some((row, column))
    }

    /// True when a line goes from a place to the next in a direction.
    pub fn joins(&self, place: Place, direction: u8) -> bool {
        self.get(place).arms & direction != 0 && self.step(place, direction).is_some_and(|next| self.get(next).arms & back(direction) != 0)
    }

    pub fn is_line(&self, place: Place) -> bool {
        let cell = self.get(place);
        cell.arms | cell.heads != 0
    }

    /// `<- - - -` to `<-------`.
    fn join_dashes(&mut self) {
        for row in 0..self.height {
            let cells = &mut self.cells[row * self.width..(row + 1) * self.width];
            let mut at = 0;
            while at + 4 < cells.len() {
                let mut end = at;
                while end + 2 < cells.len() && cells[end].c == '-' && cells[end + 1].c == ' ' && cells[end + 2].c == '-' {
                    end += 2;
                }
                if end >= at + 4 {
                    cells[at..=end].iter_mut().for_each(|cell| cell.c = '-');
                }
                at = end.max(at + 1);
            }
        }
    }

    fn set(&mut self, place: Place, arms: u8, heads: u8) {
        let index = self.index(place);
        self.cells[index].arms = arms;
        self.cells[index].heads = heads;
    }

    /// Gives every cell its arms: first what is always a line, then dashes and pluses, then what depends on these.
    fn find_lines(&mut self) {
        for index in 0..self.cells.len() {
            let heads = pointing(self.cells[index].c);
            let tails = ALL.iter().filter(|d| heads & **d != 0).fold(0, |arms, d| arms | back(*d));
            self.cells[index].heads = heads;
            self.cells[index].arms = drawn(self.cells[index].c) | tails;
        }
        for row in 0..self.height {
            self.find_dashes(row);
        }
        self.find_bars();
        for row in 0..self.height {
            for column in 0..self.width {
                self.find_small_head((row, column));
            }
        }
    }

    /// Runs of dashes with what ends them.
    fn find_dashes(&mut self, row: usize) {
        let mut column = 0;
        while column < self.width {
            let c = self.get((row, column)).c;
            if !matches!(c, '-' | '=') {
                column += 1;
                continue;
            }
            let mut end = column;
            while end < self.width && self.get((row, end)).c == c {
                end += 1;
            }
            let before = column.checked_sub(1).map_or(BLANK, |left| self.get((row, left)));
            let after = self.get((row, end));
            let length = end - column;
            let word = |cell: Cell| cell.c.is_alphanumeric();
            let right = after.c == '>' && (c == '-' || length > 1);
            let left = before.c == '<' && (c == '-' || length > 1);
            let joint = |cell: Cell| matches!(cell.c, '+' | '|') || cell.arms != 0;
            let line = right || left || length > 2 || joint(before) && (joint(after) || length > 1) || joint(after) && length > 1;
            // `a--b` and `--flag` are words, `--HTTPS-->` is an arrow.
            let opens = length == 2 && before.c == ' ' && word(after) && self.closes((row, end));
            if opens || line && !(length < 3 && !right && !left && (word(before) || word(after))) {
                (column..end).for_each(|at| self.set((row, at), LEFT | RIGHT, 0));
                if right {
                    self.set((row, end), LEFT, RIGHT);
                }
                if left {
                    self.set((row, column - 1), RIGHT, LEFT);
                }
            }
            column = end;
        }
    }

    /// True when an arrow ends behind the words that begin here: `HTTPS-->`.
    fn closes(&self, (row, column): Place) -> bool {
        let text = (column..self.width.min(column + 40)).map(|at| self.get((row, at)).c);
        let text: String = text.collect();
        let words = text.split("  ").next().unwrap_or_default();
        words.find("->").is_some_and(|at| !words[..at].trim_end_matches('-').ends_with(' ') && !words[..at].contains(" -"))
    }

    /// Bars, pluses and round corners.
    fn find_bars(&mut self) {
        let vertical = |c: char| matches!(c, '|' | '+') || drawn(c) & (UP | DOWN) != 0 || pointing(c) & (UP | DOWN) != 0;
        for row in 0..self.height {
            for column in 0..self.width {
                let place = (row, column);
                let cell = self.get(place);
                let at = |direction| self.step(place, direction).map_or(BLANK, |next| self.get(next));
                let (above, below, left, right) = (at(UP), at(DOWN), at(LEFT), at(RIGHT));
                let across = |cell: Cell| matches!(cell.c, '-' | '=') && cell.arms != 0 || drawn(cell.c) & (LEFT | RIGHT) != 0;
                match cell.c {
                    '|' | '│' | '┃' | '║' => {
                        // Blank for two columns, or a level line that ends here.
                        let clear = |direction, near: Cell| {
                            let far = self.step(place, direction).and_then(|p| self.step(p, direction)).map_or(' ', |p| self.get(p).c);
                            let level =
                                across(near) || near.heads & (LEFT | RIGHT) != 0 || matches!(near.c, '<' | '>') && matches!(far, '-' | '─');
                            near.c == ' ' && far == ' ' || level
                        };
                        let last = || (column + 1..self.width).all(|right| self.get((row, right)).c == ' ');
                        let alone = clear(RIGHT, right) && (clear(LEFT, left) || left.c == ' ' && last());
                        let goes_on = vertical(above.c)
                            || vertical(below.c)
                            || matches!(below.c, 'v' | 'V') && !self.is_word_around((row + 1, column))
                            || above.c == '^' && row > 0 && !self.is_word_around((row - 1, column))
                            || matches!(above.c, '.' | ',') && (across(at(UP)) || row > 0)
                            || matches!(below.c, '\'' | '`');
                        let arms = if goes_on || alone { UP | DOWN } else { 0 };
                        self.set(place, arms, 0);
                    }
                    '+' => {
                        let mut arms = 0;
                        arms |= if matches!(left.c, '-' | '=') && left.arms != 0
                            || left.c == '<' && left.heads != 0
                            || drawn(left.c) & RIGHT != 0
                        {
                            LEFT
                        } else {
                            0
                        };
                        arms |= if matches!(right.c, '-' | '=') && right.arms != 0 || right.c == '>' || drawn(right.c) & LEFT != 0 {
                            RIGHT
                        } else {
                            0
                        };
                        arms |= if vertical(above.c) || above.c == '^' { UP } else { 0 };
                        arms |= if vertical(below.c) || matches!(below.c, 'v' | 'V') { DOWN } else { 0 };
                        let corner = arms & (LEFT | RIGHT) != 0 || arms == UP | DOWN;
                        self.set(place, if corner { arms } else { 0 }, 0);
                    }
                    '.' | ',' | '\'' | '`' => {
                        let (vertical_arm, bar) = if matches!(cell.c, '.' | ',') { (DOWN, below.c) } else { (UP, above.c) };
                        let mut arms = 0;
                        arms |= if matches!(left.c, '-') && left.arms != 0 { LEFT } else { 0 };
                        arms |= if matches!(right.c, '-') && right.arms != 0 { RIGHT } else { 0 };
                        if arms != 0 && matches!(bar, '|' | '│') {
                            self.set(place, arms | vertical_arm, 0);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn is_word_around(&self, place: Place) -> bool {
        [LEFT, RIGHT].iter().any(|d| self.step(place, *d).is_some_and(|next| self.get(next).c.is_alphanumeric()))
    }

    /// `v` below a bar, `^` above one, `<` and `>` at the end of a line.
    fn find_small_head(&mut self, place: Place) {
        let (tail, head) = match self.get(place).c {
            'v' | 'V' => (UP, DOWN),
            '^' => (DOWN, UP),
            '>' => (LEFT, RIGHT),
            '<' => (RIGHT, LEFT),
            _ => return,
        };
        if head == RIGHT || head == LEFT {
            let line = self.step(place, tail).map_or(0, |next| drawn(self.get(next).c));
            if line & head != 0 {
                self.set(place, tail, head);
            }
            return;
        }
        let from = self.step(place, tail).map_or(BLANK, |next| self.get(next));
        if from.arms & head != 0 && !self.is_word_around(place) {
            self.set(place, tail, head);
        }
    }
}
