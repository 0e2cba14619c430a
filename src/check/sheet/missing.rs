//! A document that is there for a table has none that can be read.

use crate::check::{Context, Outcome, join};
use crate::checklist::CheckSpec;
use crate::finding::Observation;
use crate::text::Text;

pub(in crate::check) const MISSING: CheckSpec = CheckSpec { name: "sheet-missing", parameters: &["record"], values: &["needs", "least"] };

pub(in crate::check) fn check_missing(cx: &Context<'_>) -> Outcome {
    let record = &cx.rule.parameters.rows.record;
    let Some(number) = cx.checklist.records.iter().position(|known| known.id == *record) else {
        return Outcome::NotEvaluated(format!("the checklist has no record `{record}`"));
    };
    let kind = &cx.checklist.records[number];
    if let Some(sheet) = cx.subject.facts.sheets.iter().find(|sheet| sheet.record == number) {
        return Outcome::Satisfied(format!("a table of {}", kind.plural), Some(cx.subject.label(sheet.header, "")));
    }
    let title = |id: &Text| kind.column(id).map(|at| kind.columns[at].title.as_ref());
    let titles: Vec<String> = kind.needs.iter().map(|either| join(&either.iter().filter_map(title).collect::<Vec<&str>>(), "or")).collect();
    let observation =
        Observation::new(cx.subject.title_label(), "table").value("needs", titles.join("; ")).value("least", kind.least.to_string());
    Outcome::finding(observation)
}
