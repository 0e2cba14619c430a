//! What two documents of a pair differ in, as findings of the document that is quoted first.

use super::{Context, Outcome, Subject, listed};
use crate::checklist::CheckSpec;
use crate::discrepancy::{Case, Discrepancy};
use crate::finding::{Label, Observation};
use crate::source::Span;

/// `looks-for` is the name of a [`Case`].
pub const SPEC: CheckSpec =
    CheckSpec { name: "discrepancy", parameters: &["looks-for"], values: &["product", "design", "name", "first", "second", "list"] };

/// Names in the message of a finding on several.
const NAMES: usize = 3;

pub(super) fn check(cx: &Context<'_>) -> Outcome {
    let Some([product, design]) = cx.pair else { return Outcome::NotApplicable("there is nothing to hold it against".to_owned()) };
    let Some(case) = Case::ALL.iter().find(|case| case.name() == &*cx.rule.parameters.looks_for) else {
        return Outcome::NotEvaluated(format!("nothing is called `{}`", cx.rule.parameters.looks_for));
    };
    let of_case: Vec<&Discrepancy> = cx.discrepancies.iter().filter(|found| found.case == *case).collect();
    // What was said stands before what is written, what is wanted before what is built.
    let labels = |found: &Discrepancy| -> Vec<Label> {
        let on = |subject: Subject<'_>, spans: &[Span]| spans.iter().map(|span| subject.label(*span, "")).collect::<Vec<Label>>();
        let said = found.notes.map(|span| cx.subject.label(span, ""));
        said.into_iter().chain(on(product, &found.product)).chain(on(design, &found.design)).collect()
    };
    let labelled = of_case.iter().map(|found| (*found, labels(found)));
    let (here, places): (Vec<&Discrepancy>, Vec<Vec<Label>>) =
        labelled.filter(|(_, labels)| labels.first().is_some_and(|first| first.file == cx.subject.id)).unzip();
    if here.is_empty() {
        let reason = match () {
            () if !of_case.is_empty() => "see the other document",
            () if [product.id, design.id].contains(&cx.subject.id) => "the two documents do not differ in this",
            () => "what was said is written",
        };
        return Outcome::Satisfied(reason.to_owned(), None);
    }
    if case.is_listed() {
        return Outcome::Findings(observation(&here, places.concat()).into_iter().collect());
    }
    Outcome::Findings(here.into_iter().zip(places).filter_map(|(found, labels)| observation(&[found], labels)).collect())
}

/// One observation on some differences of a kind, at the first of their places.
fn observation(found: &[&Discrepancy], labels: Vec<Label>) -> Option<Observation> {
    let mut labels = labels.into_iter();
    // Which of several stands first changes with the order of sections.
    let subject = found.iter().map(|found| in_order(&found.subject)).min()?;
    let said = found.iter().flat_map(|found| std::iter::once(&found.subject).chain(found.values.iter().map(|(_, value)| value)));
    let mut observation = Observation::new(labels.next()?, subject).gathering(said.map(|words| in_order(words))).related(labels);
    observation.values.clone_from(&found[0].values);
    let names = found.iter().filter_map(|found| Some(found.values.iter().find(|(name, _)| *name == "name")?.1.clone()));
    Some(observation.value("list", listed(names, NAMES, "and")))
}

/// The names of a list in alphabetical order.
fn in_order(list: &str) -> String {
    let mut names: Vec<&str> = list.split(", ").collect();
    names.sort_unstable();
    names.join(", ")
}
