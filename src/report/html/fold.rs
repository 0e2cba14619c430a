//! Long tables as a page shows them: the rows at their head and those that something is said of. What is left out becomes one row without
//! cells, whose span is that of all of them.

use crate::document::{Element, Markup, each_piece};
use crate::source::{SourceFile, Span};
use std::cell::LazyCell;
use std::collections::BTreeSet;

/// Rows up to which a table is shown whole, and how many at the head of a longer one are shown in any case.
const WHOLE: usize = 500;
const HEAD: usize = 50;

/// The pieces of a file; of long tables without the rows that stand in none of the lines that something is said of.
pub(super) fn folded(file: &SourceFile, said: &dyn Fn() -> BTreeSet<u32>) -> Vec<(Markup, Span)> {
    let mut fold =
        Fold { file, said: LazyCell::new(said), pieces: Vec::new(), rows: 0, behind_head: 0, is_long: false, open: 0, left: None };
    each_piece(file, |piece, span| fold.take(piece, span));
    fold.pieces
}

struct Fold<'a> {
    file: &'a SourceFile,
    /// Asked for by the first table that is too long.
    said: LazyCell<BTreeSet<u32>, &'a dyn Fn() -> BTreeSet<u32>>,
    pieces: Vec<(Markup, Span)>,
    /// Of the table that was begun last: rows so far, the first piece behind its head, and whether it is too long to be shown whole.
    rows: usize,
    behind_head: usize,
    is_long: bool,
    /// How many elements of a row that is left out are open.
    open: usize,
    /// Rows that are left out since the last that is shown.
    left: Option<Span>,
}

impl Fold<'_> {
    fn take(&mut self, piece: Markup, span: Span) {
        if self.open > 0 {
            match piece {
                Markup::Open(_) => self.open += 1,
                Markup::Close => self.open -= 1,
                _ => {}
            }
            return;
        }
        match piece {
            Markup::Open(Element::Table(_)) => (self.rows, self.is_long) = (0, false),
            Markup::Open(Element::Row) => {
                self.row();
                if self.is_long && !self.is_said(span) {
                    self.left = Some(self.left.map_or(span, |left| left.join(span)));
                    self.open = 1;
                    return;
                }
            }
            _ => {}
        }
        if let Some(left) = self.left.take() {
            self.pieces.extend([(Markup::Open(Element::Row), left), (Markup::Close, left)]);
        }
        self.pieces.push((piece, span));
    }

    /// Counts a row; with the one that makes a table too long, those behind its head are looked at again.
    fn row(&mut self) {
        if self.is_long {
            return;
        }
        self.rows += 1;
        if self.rows == HEAD + 1 {
            self.behind_head = self.pieces.len();
        }
        if self.rows > WHOLE {
            self.is_long = true;
            for (piece, span) in self.pieces.split_off(self.behind_head) {
                self.take(piece, span);
            }
        }
    }

    fn is_said(&self, row: Span) -> bool {
        let (first, last) = self.file.lines1(row);
        self.said.range(first..=last).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines in which rows are shown, of those left out the first and the last.
    fn shown(rows: usize, said: &[u32]) -> Vec<(u32, u32)> {
        let row = |number: usize| format!("| {number} | *words* |\n");
        let text: String = format!("# Board\n\n| No | What |\n|---|---|\n{}\nEnd.\n", (0..rows).map(row).collect::<String>());
        let file = SourceFile::new("board.md", text);
        let pieces = folded(&file, &|| said.iter().copied().collect());
        let count = |is: fn(&Markup) -> bool| pieces.iter().filter(|(piece, _)| is(piece)).count();
        assert_eq!(count(|piece| matches!(piece, Markup::Open(_))), count(|piece| *piece == Markup::Close), "what opens is closed");
        assert!(matches!(&pieces[pieces.len() - 2].0, Markup::Words(words) if words == "End."));
        let rows = pieces.iter().filter(|(piece, _)| *piece == Markup::Open(Element::Row));
        rows.map(|(_, span)| file.lines1(*span)).collect()
    }

    #[test]
    fn a_table_that_fits_is_shown_whole() {
        assert_eq!(shown(WHOLE, &[]).len(), WHOLE);
    }

    #[test]
    fn of_a_longer_table_its_head_and_what_is_said_of_it_are_shown() {
        let lines = shown(WHOLE + 1, &[100, 101, 505]);
        assert_eq!(lines[..HEAD], (5..5 + HEAD as u32).map(|line| (line, line)).collect::<Vec<_>>());
        assert_eq!(lines[HEAD..], [(55, 99), (100, 100), (101, 101), (102, 504), (505, 505)]);
        assert_eq!(shown(WHOLE + 1, &[])[HEAD..], [(55, 505)]);
    }
}
