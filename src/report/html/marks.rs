//! What is shown at places of a document: words to highlight, and chips to put before them. A highlight is laid over words piece by piece,
//! so that it nests in whatever element they stand in.

use crate::source::Span;

/// What is shown at a place.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// The words.
    pub span: Span,
    /// The number of the comment that highlights them, and how much it weighs; None when they are only pointed at.
    pub comment: Option<(usize, Weight)>,
    /// What stands before the first of them: HTML with the id that links lead to.
    pub chip: String,
    /// The number of the comment that belongs beside them.
    pub beside: Option<usize>,
}

/// How strongly words are highlighted, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// A further place of a comment.
    Related,
    /// Accepted, or known before.
    Settled,
    /// About the review itself.
    Aside,
    /// To be fixed in a future release.
    Future,
    /// To be fixed quickly after release.
    After,
    /// To be fixed before release.
    Before,
}

impl Weight {
    /// Its class on the page.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Related => "rel",
            Self::Settled => "settled",
            Self::Aside => "aside",
            Self::Future => "future",
            Self::After => "after",
            Self::Before => "before",
        }
    }
}

/// The marks of one document, taken in the order of its words.
pub(super) struct Marks {
    /// By where their words begin.
    marks: Vec<Mark>,
    /// Marks before this one have been passed.
    next: usize,
    /// Those of them that may still cover words.
    open: Vec<usize>,
    /// Where each chip stands, by place: offset and number of the mark.
    chips: Vec<(u32, usize)>,
    next_chip: usize,
}

/// Words that the same comments cover.
pub(super) struct Stretch {
    pub span: Span,
    /// Numbers of the comments, and the strongest weight; empty for words without one.
    pub comments: Vec<usize>,
    pub weight: Weight,
}

impl Marks {
    /// Marks over a document whose words stand at `leaves`, in source order. A mark without words is put where the next ones begin.
    pub(super) fn new(mut marks: Vec<Mark>, leaves: &[Span]) -> Self {
        marks.sort_by_key(|mark| mark.span);
        let end = leaves.last().map_or(0, |leaf| leaf.end);
        let place = |mark: &Mark| {
            let next = leaves.partition_point(|leaf| leaf.end <= mark.span.start);
            leaves.get(next).map_or(end, |leaf| leaf.start.max(mark.span.start))
        };
        let mut chips: Vec<(u32, usize)> = marks.iter().enumerate().map(|(number, mark)| (place(mark), number)).collect();
        chips.sort_unstable();
        Self { marks, next: 0, open: Vec::new(), chips, next_chip: 0 }
    }

    /// Marks whose chips stand before `offset` and have not been taken.
    pub(super) fn chips_before(&mut self, offset: u32) -> Vec<&Mark> {
        let from = self.next_chip;
        self.next_chip += self.chips[from..].partition_point(|(at, _)| *at < offset);
        self.chips[from..self.next_chip].iter().map(|(_, number)| &self.marks[*number]).collect()
    }

    /// Takes the chips of what only points at words inside: they stand together, where they part no words.
    pub(super) fn take_links(&mut self, span: Span) -> String {
        let range = |at: u32| self.chips[self.next_chip..].partition_point(|(own, _)| *own < at) + self.next_chip;
        let (first, end) = (range(span.start), range(span.end));
        let inside: Vec<(u32, usize)> = self.chips.splice(first..end, []).collect();
        let (links, others): (Vec<_>, Vec<_>) = inside.into_iter().partition(|(_, number)| self.marks[*number].comment.is_none());
        self.chips.splice(first..first, others);
        links.iter().map(|(_, number)| self.marks[*number].chip.as_str()).collect()
    }

    /// True when a comment is about words inside.
    pub(super) fn any_in(&self, span: Span) -> bool {
        let first = self.chips.partition_point(|(at, _)| *at < span.start);
        self.chips[first..].iter().take_while(|(at, _)| *at < span.end).any(|(_, number)| self.marks[*number].beside.is_some())
    }

    /// Words in stretches, each covered by the same comments; `whole` when they cannot be parted.
    pub(super) fn stretches(&mut self, words: Span, whole: bool) -> Vec<Stretch> {
        while self.marks.get(self.next).is_some_and(|mark| mark.span.start < words.end) {
            self.open.push(self.next);
            self.next += 1;
        }
        self.open.retain(|number| self.marks[*number].span.end > words.start);
        let over: Vec<&Mark> = self.open.iter().map(|number| &self.marks[*number]).filter(|mark| mark.span.start < words.end).collect();
        let mut cuts = vec![words.start, words.end];
        if !whole {
            let inside = |at: &u32| words.start < *at && *at < words.end;
            cuts.extend(over.iter().flat_map(|mark| [mark.span.start, mark.span.end]).filter(inside));
            cuts.sort_unstable();
            cuts.dedup();
        }
        let stretch = |pair: &[u32]| {
            let span = Span { start: pair[0], end: pair[1] };
            let covers = |mark: &&&Mark| mark.span.start < span.end && span.start < mark.span.end;
            let mut comments = Vec::new();
            let mut weight = Weight::Related;
            for (number, own) in over.iter().filter(covers).filter_map(|mark| mark.comment) {
                weight = weight.max(own);
                if !comments.contains(&number) {
                    comments.push(number);
                }
            }
            Stretch { span, comments, weight }
        };
        cuts.windows(2).map(stretch).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: u32, end: u32, number: usize) -> Mark {
        Mark { span: Span { start, end }, comment: Some((number, Weight::Before)), chip: number.to_string(), beside: None }
    }

    #[test]
    fn marks_that_overlap_part_words_into_stretches() {
        let leaf = Span { start: 10, end: 30 };
        let mut marks = Marks::new(vec![mark(12, 20, 1), mark(15, 40, 2)], &[leaf]);
        let found: Vec<(u32, u32, Vec<usize>)> =
            marks.stretches(leaf, false).into_iter().map(|s| (s.span.start, s.span.end, s.comments)).collect();
        assert_eq!(found, [(10, 12, vec![]), (12, 15, vec![1]), (15, 20, vec![1, 2]), (20, 30, vec![2])]);
        let next = Span { start: 35, end: 50 };
        let found: Vec<Vec<usize>> = marks.stretches(next, false).into_iter().map(|s| s.comments).collect();
        assert_eq!(found, [vec![2], vec![]]);
    }

    #[test]
    fn links_inside_are_taken_once_and_comments_stay() {
        let link = |at: u32| Mark { comment: None, ..mark(at, at + 1, at as usize) };
        let mut marks = Marks::new(vec![mark(5, 6, 1), link(5), link(7), link(20)], &[Span { start: 0, end: 30 }]);
        assert_eq!(marks.take_links(Span { start: 4, end: 10 }), "57");
        let left: Vec<String> = marks.chips_before(u32::MAX).iter().map(|mark| mark.chip.clone()).collect();
        assert_eq!(left, ["1", "20"]);
    }

    #[test]
    fn a_mark_without_words_stands_before_the_next_ones() {
        let leaves = [Span { start: 0, end: 5 }, Span { start: 20, end: 30 }];
        let mut marks = Marks::new(vec![mark(8, 12, 1), mark(40, 50, 2)], &leaves);
        assert!(marks.chips_before(20).is_empty());
        assert_eq!(marks.chips_before(21).len(), 1);
        assert_eq!(marks.chips_before(u32::MAX).len(), 1);
    }
}
