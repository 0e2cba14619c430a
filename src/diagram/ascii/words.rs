//! A grid to the runs of words in it: what stands in a row with no more than one blank between.

use super::boxes::Frame;
use super::grid::{Grid, Place};

/// Words side by side.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub row: usize,
    /// First column, and the one behind the last.
    pub from: usize,
    pub to: usize,
    /// The innermost box around it.
    pub frame: Option<usize>,
    /// Byte offsets in the block.
    pub start: usize,
    pub end: usize,
}

/// Every run, row by row, and for each cell the number of its run plus one.
pub(super) fn find(grid: &Grid, frames: &[Frame], border: &[bool]) -> (Vec<Run>, Vec<u32>) {
    let mut runs: Vec<Run> = Vec::new();
    let mut of_cell = vec![0u32; grid.height * grid.width];
    let is_text = |place: Place| grid.get(place).c != ' ' && !grid.is_line(place) && !border[grid.index(place)];
    for row in 0..grid.height {
        let inside: Vec<usize> = (0..frames.len()).filter(|at| frames[*at].top < row && row < frames[*at].bottom).collect();
        let mut column = 0;
        while column < grid.width {
            if !is_text((row, column)) {
                column += 1;
                continue;
            }
            let mut end = column + 1;
            while end < grid.width
                && (is_text((row, end)) || grid.get((row, end)).c == ' ' && end + 1 < grid.width && is_text((row, end + 1)))
            {
                end += 1;
            }
            let frame =
                inside.iter().copied().filter(|at| frames[*at].holds((row, column))).max_by_key(|at| (frames[*at].top, frames[*at].left));
            // The second cell of a wide character stands at its first byte.
            let last = (column..end).rev().map(|at| grid.get((row, at))).find(|cell| cell.c != '\0');
            let (start, last_at) = (grid.get((row, column)).at, last.map_or(0, |cell| cell.at + cell.c.len_utf8()));
            runs.push(Run { row, from: column, to: end, frame, start, end: last_at });
            for at in column..end {
                of_cell[grid.index((row, at))] = runs.len() as u32;
            }
            column = end;
        }
    }
    (runs, of_cell)
}

impl Run {
    /// The words.
    pub fn of<'b>(&self, body: &'b str) -> &'b str {
        body.get(self.start..self.end).unwrap_or_default().trim()
    }

    /// True for a line of a list.
    pub fn is_item(&self, body: &str) -> bool {
        let text = self.of(body);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if (1..3).contains(&digits) && (text[digits..].starts_with(". ") || text[digits..].starts_with(") ")) {
            return true;
        }
        let mut chars = text.chars();
        matches!(chars.next(), Some('-' | '*' | '•' | '·' | '▪' | '✓' | '✔' | '–')) && chars.next().is_some_and(char::is_whitespace)
    }

    /// True for names side by side with bars between them.
    pub fn is_row_of_names(&self, body: &str) -> bool {
        let text = self.of(body);
        text.contains(" | ") || text.contains(" │ ") || text.matches(" · ").count() > 1
    }
}
