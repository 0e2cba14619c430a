//! What two documents of a pair differ in, as findings of the document that is quoted first.

use super::{Context, Outcome, Subject, count, listed};
use crate::checklist::{CheckSpec, Side};
use crate::discrepancy::{Case, Discrepancy};
use crate::finding::{Label, Observation};
use crate::source::Span;

/// `looks-for` is the name of a [`Case`].
pub const SPEC: CheckSpec =
    CheckSpec { name: "discrepancy", parameters: &["looks-for"], values: &["product", "design", "name", "first", "second", "list"] };

/// Names in the message of a finding on several.
const NAMES: usize = 3;

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    if let Some(pair) = cx.pair {
        return said(cx, pair);
    }
    let Some(other) = cx.counterpart else { return Outcome::NotApplicable("there is nothing to hold it against".to_owned()) };
    let is_product = cx.subject.facts.kind.side == Side::Requirements
        || (cx.subject.facts.kind.side == Side::Both && other.facts.kind.side == Side::Design);
    let Some(case) = Case::ALL.iter().find(|case| case.name() == &*cx.rule.parameters.looks_for) else {
        return Outcome::NotEvaluated(format!("nothing is called `{}`", cx.rule.parameters.looks_for));
    };
    let of_case: Vec<&Discrepancy> = cx.discrepancies.iter().filter(|found| found.case == *case).collect();
    let quoted_here = |found: &&Discrepancy| found.product.is_empty() != is_product;
    let here: Vec<&Discrepancy> = of_case.iter().copied().filter(quoted_here).collect();
    if here.is_empty() {
        let of_other = if of_case.is_empty() { "the two documents do not differ in this" } else { "see the other document" };
        return Outcome::Satisfied(of_other.to_owned(), None);
    }
    let labels = |found: &Discrepancy| {
        let label = |subject: Subject<'_>, span: &Span| subject.label(*span, "");
        let (product, design) = if is_product { (cx.subject, other) } else { (other, cx.subject) };
        found
            .product
            .iter()
            .map(|span| label(product, span))
            .chain(found.design.iter().map(|span| label(design, span)))
            .collect::<Vec<Label>>()
    };
    if !case.is_listed() {
        return Outcome::Findings(here.iter().filter_map(|found| observation(&[found], labels(found))).collect());
    }
    let all = here.iter().flat_map(|found| labels(found)).collect();
    Outcome::Findings(observation(&here, all).into_iter().collect())
}

/// What notes of a walkthrough say that the pair they are about does not: one observation each, the first of a kind in full.
fn said(cx: &Context<'_>, [product, design]: [Subject<'_>; 2]) -> Outcome {
    let of_rule = cx.discrepancies.iter().filter(|found| found.case.name() == &*cx.rule.parameters.looks_for);
    let found: Vec<Observation> = of_rule
        .filter_map(|found| {
            let on = |subject: Subject<'_>, spans: &[Span]| spans.iter().map(|span| subject.label(*span, "")).collect::<Vec<Label>>();
            let written = on(product, &found.product).into_iter().chain(on(design, &found.design));
            observation(&[found], std::iter::once(cx.subject.label(found.notes?, "")).chain(written).collect())
        })
        .collect();
    if found.is_empty() {
        return Outcome::Satisfied("what was said is written".to_owned(), None);
    }
    Outcome::Findings(found)
}

/// One observation on some differences of a kind, at the first of their places.
fn observation(found: &[&Discrepancy], labels: Vec<Label>) -> Option<Observation> {
    let mut labels = labels.into_iter();
    let mut observation = Observation::new(labels.next()?, found[0].subject.clone()).related(labels);
    observation.values.clone_from(&found[0].values);
    let names = found.iter().filter_map(|found| Some(found.values.iter().find(|(name, _)| *name == "name")?.1.clone()));
    Some(observation.value("list", listed(names, NAMES, "and")).value("count", count(found.len(), "requirement")))
}
