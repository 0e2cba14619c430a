//! Hits, extras and misses to precision, recall and F1.

use serde::Serialize;

/// The figures, in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Figure {
    Kind,
    KindFromContent,
    DataElements,
    DataElementsConcrete,
    ThirdParties,
    Regulations,
    Retention,
    TopicsMissing,
    TopicsMissingNoStub,
    TopicsAddressed,
    DataFlowDiagram,
    RequirementsFound,
    Uncovered,
    TraceLinks,
    TraceHitAt3,
    Discrepancies,
    DiscrepanciesAt10,
    DiscrepanciesSlots,
    DiscrepanciesSameType,
    DiscrepanciesHighMedium,
}

/// What of a figure can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Right of all: one number.
    Accuracy,
    /// Precision, recall and F1.
    Full,
    /// Extras are not counted.
    Recall,
    /// Misses are not counted.
    Precision,
}

/// Every figure with its name and shape.
pub(super) const FIGURES: &[(Figure, &str, Shape)] = &[
    (Figure::Kind, "kind_accuracy", Shape::Accuracy),
    (Figure::KindFromContent, "kind_accuracy_from_content", Shape::Accuracy),
    (Figure::DataElements, "data_elements", Shape::Full),
    (Figure::DataElementsConcrete, "data_elements_concrete", Shape::Full),
    (Figure::ThirdParties, "third_parties", Shape::Full),
    (Figure::Regulations, "regulations", Shape::Full),
    (Figure::Retention, "retention", Shape::Full),
    (Figure::TopicsMissing, "topics_missing", Shape::Full),
    (Figure::TopicsMissingNoStub, "topics_missing_no_stub", Shape::Full),
    (Figure::TopicsAddressed, "topics_addressed", Shape::Full),
    (Figure::DataFlowDiagram, "data_flow_diagram", Shape::Full),
    (Figure::RequirementsFound, "requirements_found", Shape::Recall),
    (Figure::Uncovered, "uncovered", Shape::Full),
    (Figure::TraceLinks, "trace_links", Shape::Precision),
    (Figure::TraceHitAt3, "trace_hit_at_3", Shape::Recall),
    (Figure::Discrepancies, "discrepancies", Shape::Full),
    (Figure::DiscrepanciesAt10, "discrepancies_at_10", Shape::Precision),
    (Figure::DiscrepanciesSlots, "discrepancies_slots", Shape::Full),
    (Figure::DiscrepanciesSameType, "discrepancies_same_type", Shape::Full),
    (Figure::DiscrepanciesHighMedium, "discrepancies_high_medium", Shape::Recall),
];

/// What was right, what was too much and what was missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Count {
    pub hits: u32,
    pub extras: u32,
    pub misses: u32,
}

impl Count {
    /// Counts one thing that was or was not wanted, and was or was not said.
    pub(super) fn add(&mut self, wanted: bool, said: bool) {
        self.hits += u32::from(wanted && said);
        self.extras += u32::from(said && !wanted);
        self.misses += u32::from(wanted && !said);
    }

    /// Counts one thing that was wanted.
    pub(super) fn found(&mut self, found: bool) {
        self.add(true, found);
    }

    /// The rates; a rate of nothing is 1.
    pub(super) fn rates(self, shape: Shape) -> Rates {
        let rate = |part: u32, rest: u32| if part + rest == 0 { 1.0 } else { f64::from(part) / f64::from(part + rest) };
        let (precision, recall) = (rate(self.hits, self.extras), rate(self.hits, self.misses));
        let both = precision + recall;
        let f1 = if both > 0.0 { 2.0 * precision * recall / both } else { 0.0 };
        let (no_precision, no_recall) = (shape == Shape::Recall, shape == Shape::Precision);
        Rates {
            precision: (!no_precision).then(|| rounded(precision)),
            recall: (!no_recall).then(|| rounded(recall)),
            f1: (!no_precision && !no_recall).then(|| rounded(f1)),
            tp: self.hits,
            fp: self.extras,
            fn_: self.misses,
        }
    }
}

/// A figure as it is shown; what a figure cannot tell is None.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rates {
    /// Right of all that was said.
    pub precision: Option<f64>,
    /// Said of all that is right.
    pub recall: Option<f64>,
    /// Their harmonic mean.
    pub f1: Option<f64>,
    /// Hits.
    pub tp: u32,
    /// Extras.
    pub fp: u32,
    /// Misses.
    #[serde(rename = "fn")]
    pub fn_: u32,
}

/// Three digits behind the point, ties to even.
pub(super) fn rounded(value: f64) -> f64 {
    format!("{value:.3}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_its_place_in_the_table() {
        assert!(FIGURES.iter().enumerate().all(|(at, (figure, _, _))| *figure as usize == at));
    }

    #[test]
    fn rates_of_nothing_are_one_and_ties_go_to_even() {
        let nothing = Count::default().rates(Shape::Full);
        assert_eq!((nothing.precision, nothing.recall, nothing.f1), (Some(1.0), Some(1.0), Some(1.0)));
        let tie = Count { hits: 1, extras: 15, misses: 0 }.rates(Shape::Full);
        assert_eq!((tie.precision, tie.f1), (Some(0.062), Some(0.118)));
        assert_eq!(Count { hits: 0, extras: 1, misses: 1 }.rates(Shape::Recall).f1, None);
    }
}
